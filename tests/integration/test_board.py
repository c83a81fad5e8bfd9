"""The board of a claim: passages are found, tied, moved, described and taken off, and follow their claim."""

from __future__ import annotations

import itertools
from datetime import date
from io import BytesIO

import pytest

from claims import desk, store
from claims.models import Article, Claim, Evidence, Snapshot, Source
from claims.store.engine import reading, writing
from claims.vocab import Directness, QuoteState, Stance
from tests import factories
from tests.looks import all_of, how_many, now_is, refused, shows_workbench, written

BOTH_WAYS = pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])

TEXT = """Harbour log 🚢, page 12.

The ferry carried 62 cars on 7 April 2021. Café Nord stayed dry. The bell rang at nine.

Ida Lind wrote that nobody was hurt. The bell rang at nine. A e\u0301tude was played. I saw it.
"""


@pytest.fixture
def claim(app):
    """ "The old ferry carried about 40 to 60 cars on 6 April 2021", accepted."""
    return written(app, lambda session: factories.a_split_article(session)[1][0])


@pytest.fixture
def source(app, me):
    return written(app, lambda session: factories.a_source(session, me, TEXT, title="Harbour log"))


def find(visitor, claim, source=None, **asked):
    visitor.get(f"/claims/{claim.public_id}")
    address = visitor.page.xpath("//a[@id='add-evidence']/@href")[0]
    asked = {**({"source": source.public_id} if source else {}), **asked}
    return visitor.get(f"{address}?" + "&".join(f"{name}={value}" for name, value in asked.items()))


def attach(visitor, claim, source, *, htmx=False, **typed):
    find(visitor, claim, source)
    return send(visitor, claim, htmx=htmx, **typed)


def send(visitor, claim, *, htmx=False, **typed):
    typed = {"stance": "context", **typed}
    return visitor.submit(f"/claims/{claim.public_id}/evidence", htmx=htmx, **typed)


def an_evidence(app, claim, me, source, quote="Café Nord stayed dry.", stance=Stance.REFUTES):
    return written(
        app,
        lambda session: factories.an_evidence(
            session, session.get(Claim, claim.id), me, quote, stance, session.get(Source, source.id)
        ),
    )


def card(visitor, found):
    return visitor.page.get_element_by_id(f"evidence-{found.public_id}")


def words(element):
    return " ".join(element.text_content().split())


# Finding


def test_the_likeliest_sentence_of_all_sources_comes_first_with_its_words_marked(
    app, visitor, me, claim, source
):
    written(app, lambda session: factories.a_source(session, me, "A mill. The old mill was sold."))
    find(visitor, claim)
    hits = visitor.page.get_element_by_id("hits").findall(".//li[@class='row']")
    assert words(hits[0].find("blockquote")) == "The ferry carried 62 cars on 7 April 2021."
    marked = {mark.text for mark in hits[0].iter("mark")}
    assert {"ferry", "carried", "cars", "April"} <= marked
    assert "62" not in marked


def test_what_differs_is_said_in_plain_facts_and_no_stance_is_suggested(visitor, claim, source):
    find(visitor, claim, source)
    told = words(visitor.page.find_class("told")[0])
    assert "Numbers: in the claim 40 to 60" in told or "in the passage 62" in told
    assert "Dates:" in told
    assert not visitor.page.xpath("//input[@name='stance'][@checked]")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("bell nine", 2),
        ("caf%C3%A9", 1),
        ("CAFE+nord", 1),
        ("zeppelin", 0),
        ("%22rang+at%22", 2),
        ("%22at+rang%22", 0),
        ("...", 0),
        ("NOT+OR+AND*", 0),
        ("x" * 3000, 0),
    ],
)
def test_all_sources_are_searched_by_words(visitor, claim, source, query, found):
    find(visitor, claim, q=query)
    assert visitor.status == 200
    assert len(visitor.page.get_element_by_id("hits").findall(".//blockquote")) == found


@BOTH_WAYS
def test_a_sentence_is_taken_by_its_button(app, engine, visitor, me, claim, source, htmx):
    find(visitor, claim, source)
    visitor.get(visitor.page.xpath("//li//a[starts-with(., 'Use this passage')]/@href")[0])
    form = visitor.form(f"/claims/{claim.public_id}/evidence")
    assert form["quote"].strip() == "The ferry carried 62 cars on 7 April 2021."
    send(visitor, claim, htmx=htmx, stance="refutes")
    found = all_of(engine, Evidence)[0]
    assert (found.exact, found.stance) == ("The ferry carried 62 cars on 7 April 2021.", Stance.REFUTES)


def test_the_very_sentence_is_meant_that_was_taken_though_it_stands_there_twice(
    engine, visitor, claim, source
):
    find(visitor, claim, source, at=6)
    assert visitor.form("/evidence")["quote"].strip() == "The bell rang at nine."
    send(visitor, claim)
    assert all_of(engine, Evidence)[0].start == TEXT.rindex("The bell")


def test_the_page_number_is_filled_in_where_the_capture_has_pages(app, engine, visitor, me, claim, source):
    second = TEXT.index("Ida Lind")
    with writing(engine) as session:
        session.add(
            Snapshot(
                source_id=source.id,
                method="upload",
                text=TEXT,
                text_sha256="f" * 64,
                pages=[0, second],
            )
        )
    attach(visitor, claim, source, quote="Ida Lind wrote")
    attach(visitor, claim, source, quote="Café Nord")
    attach(visitor, claim, source, quote="nobody was hurt", locator="left column")
    assert [row.locator for row in all_of(engine, Evidence)] == ["p. 2", "p. 1", "left column"]


# Quotes that are not there as they are


@BOTH_WAYS
def test_what_comes_near_is_shown_with_what_differs_and_taken_only_if_a_person_picks_it(
    app, engine, visitor, claim, source, htmx
):
    typed = {"quote": "The ferry carried 26 cars on 7 April 2021.", "note": "Seen.", "stance": "refutes"}
    attach(visitor, claim, source, htmx=htmx, **typed)
    refused(visitor, "these words are not in the text")
    assert how_many(engine, Evidence) == [0]
    near = visitor.page.find_class("near")
    assert len(near) == 1
    assert "“26” is “62” there" in words(near[0])
    assert visitor.form("/evidence")["note"].strip() == "Seen."
    place = near[0].find("input").get("value")
    send(visitor, claim, htmx=htmx, stance="refutes", place=place)
    found = all_of(engine, Evidence)[0]
    assert found.exact == "The ferry carried 62 cars on 7 April 2021"
    assert (found.note, found.quote_state) == ("Seen.", QuoteState.LOCATED)


@BOTH_WAYS
def test_the_places_of_a_quote_that_stands_there_twice_are_listed_to_choose_from(
    engine, visitor, claim, source, htmx
):
    attach(visitor, claim, source, htmx=htmx, quote="The bell rang at nine.")
    refused(visitor, "these words stand in the text 2 times")
    places = [label.find("input").get("value") for label in visitor.page.find_class("near")]
    send(visitor, claim, htmx=htmx, place=places[1])
    assert [row.start for row in all_of(engine, Evidence)] == [TEXT.rindex("The bell")]


BAD = [
    ({"quote": "I"}, "one letter tells nothing"),
    ({"quote": ""}, "the quote is empty"),
    ({"quote": "zeppelin above the town hall"}, "these words are not in the text"),
    ({"quote": "Café Nord", "paraphrase": "It was dry."}, "send one of them"),
    ({"place": "0-7", "quote": "", "paraphrase": "It was dry."}, "send one of them"),
    ({"paraphrase": "x" * 2_001}, "at most 2,000 characters"),
    ({"paraphrase": "a\0b"}, "cannot be stored"),
    ({"quote": "Café Nord", "directness": "hearsay"}, "choose one of these"),
    ({"quote": "Café Nord", "stance": "proves"}, "choose one of these"),
    ({"quote": "Café Nord", "note": "x" * 1_048_576}, "at most 2,000 characters"),
    ({"quote": "Café Nord", "question": "x" * 501}, "at most 500 characters"),
    ({"quote": "Café Nord", "answer": "x" * 2_001}, "at most 2,000 characters"),
    ({"place": "0-999"}, "outside the text"),
    ({"place": "0-99999"}, "at most 2,000 characters"),
    ({"place": "5-5"}, "outside the text"),
    ({"place": "5"}, "this form is incomplete"),
    ({"place": "-1-5"}, "this form is incomplete"),
    ({"place": f"0-{TEXT.index('tude')}"}, ""),
    ({"place": f"0-{TEXT.index('tude') - 1}"}, "inside a character"),
    ({"quote": "🚢", "start": "13", "end": "14"}, "inside a character"),
    (
        {"quote": "e", "start": str(TEXT.index("e\u0301") + 1), "end": str(TEXT.index("e\u0301") + 2)},
        "inside a",
    ),
    ({"quote": "Café Nord", "passage": "x"}, "this form is incomplete"),
]


@BOTH_WAYS
def test_what_cannot_be_evidence_is_refused_and_what_was_typed_is_kept(
    app, engine, visitor, claim, source, htmx
):
    for wrong, problem in BAD:
        typed = {"quote": "", "note": "My note.", "locator": "p. 1", **wrong}
        attach(visitor, claim, source, htmx=htmx, **typed)
        if not problem:
            continue
        refused(visitor, problem)
        kept = visitor.form(f"/claims/{claim.public_id}/evidence")
        assert (kept["note"] or "").strip() == typed["note"]
        assert (kept["quote"] or "").strip() == typed["quote"].strip()
        assert kept["source"] == source.public_id
    assert how_many(engine, Evidence) == [1]


@BOTH_WAYS
def test_a_paraphrase_is_taken_as_one_and_never_shown_as_a_quote(engine, visitor, claim, source, htmx):
    attach(visitor, claim, source, htmx=htmx, quote="", paraphrase="It ran as planned.", locator="p. 3")
    found = all_of(engine, Evidence)[0]
    assert (found.exact, found.paraphrase, found.quote_state) == (
        "",
        "It ran as planned.",
        QuoteState.PARAPHRASE,
    )
    visitor.get(f"/claims/{claim.public_id}")
    shown = card(visitor, found)
    assert not shown.findall(".//blockquote")
    assert words(shown.find_class("said")[0]) == "in other words It ran as planned."


@BOTH_WAYS
@pytest.mark.parametrize("merged", [False, True], ids=["taken-out", "merged"])
def test_a_source_that_goes_while_the_form_is_open_is_told_and_what_was_typed_stays(
    app, engine, visitor, me, claim, source, htmx, merged
):
    find(visitor, claim, source)

    def go(session):
        row = session.get(Source, source.id)
        if not merged:
            desk.take_out_source(session, row.public_id, row.rev, me)
            return None
        other = factories.a_source(session, me, f"{TEXT}\nMore.", title="Log, again")
        other.canonical_url = row.canonical_url = "https://log.example/"
        session.flush()
        return desk.merge_sources(session, row.public_id, row.rev, other.public_id, me)

    into = written(app, go)
    send(visitor, claim, htmx=htmx, quote="Café Nord", note="My note.", stance="refutes")
    assert visitor.status == 410
    assert ("merged into “Log, again”" if merged else "was taken out") in visitor.text
    kept = visitor.form(f"/claims/{claim.public_id}/evidence")
    assert (kept["quote"].strip(), kept["note"].strip(), kept["stance"]) == (
        "Café Nord",
        "My note.",
        "refutes",
    )
    assert how_many(engine, Evidence) == [0]
    if merged:
        assert visitor.page.xpath(f"//a[@href='/sources/{into.public_id}']")
        send(visitor, claim, htmx=htmx, stance="refutes")
        assert [row.source_id for row in all_of(engine, Evidence)] == [into.id]


@BOTH_WAYS
def test_an_old_tab_is_told_and_can_send_again_what_was_typed(app, engine, visitor, me, claim, source, htmx):
    find(visitor, claim, source)
    an_evidence(app, claim, me, source)
    typed = {"quote": "Ida Lind wrote", "note": "My note.", "directness": "primary", "question": "Who?"}
    send(visitor, claim, htmx=htmx, stance="refutes", **typed)
    assert visitor.status == 409
    visitor.submit(f"/claims/{claim.public_id}/evidence", htmx=htmx)
    found = all_of(engine, Evidence)[-1]
    assert (found.exact, found.note, found.question) == ("Ida Lind wrote", "My note.", "Who?")
    assert (found.stance, found.directness) == (Stance.REFUTES, Directness.PRIMARY)


def test_an_earlier_capture_is_read_and_quoted_if_it_was_opened(app, engine, visitor, me, claim, source):
    old = all_of(engine, Snapshot)[0]
    with writing(engine) as session:
        session.add(
            Snapshot(source_id=source.id, method="paste", text="All new words.", text_sha256="e" * 64)
        )
    find(visitor, claim, source, capture=old.public_id)
    send(visitor, claim, quote="Café Nord")
    assert [row.snapshot_id for row in all_of(engine, Evidence)] == [old.id]
    find(visitor, claim, source)
    send(visitor, claim, quote="Café Nord")
    refused(visitor, "these words are not in the text")
    assert find(visitor, claim, source, capture="nothing").status == 404


# The board


def test_cards_stand_by_stance_and_what_bears_on_nothing_is_folded_away(app, visitor, me, claim, source):
    made = {stance: an_evidence(app, claim, me, source, stance=stance) for stance in Stance}
    visitor.get(f"/claims/{claim.public_id}")
    columns = visitor.page.find_class("stance")
    assert [words(column.find("h3")) for column in columns] == [
        "Supports (1)",
        "Refutes (1)",
        "Mixed (1)",
        "Context (1)",
    ]
    for column, stance in zip(columns, list(Stance)[:4], strict=True):
        assert column.find_class("evidence")[0].get("id") == f"evidence-{made[stance].public_id}"
    aside = card(visitor, made[Stance.IRRELEVANT]).getparent()
    assert aside.tag == "details"


@BOTH_WAYS
def test_a_card_is_moved_by_its_buttons_and_undone(app, engine, visitor, me, claim, source, htmx):
    found = an_evidence(app, claim, me, source, stance=Stance.SUPPORTS)
    order = ["supports", "refutes", "mixed", "context", "irrelevant"]
    visitor.get(f"/claims/{claim.public_id}")
    for now, then in itertools.pairwise(order):
        button = card(visitor, found).xpath(".//button[@data-act='stance-right']")[0]
        assert (button.get("value"), button.get("aria-keyshortcuts")) == (then, "]")
        visitor.submit(f"/evidence/{found.public_id}/stance", htmx=htmx, stance=then)
        shows_workbench(visitor, "Stance changed.", htmx=htmx)
        assert card(visitor, found).get("autofocus") is not None if htmx else visitor.path
        assert now_is(engine, found).stance is Stance(then), now
    assert not card(visitor, found).xpath(".//button[@data-act='stance-right']")
    assert card(visitor, found).xpath(".//button[@data-act='stance-left']/@value") == ["context"]
    visitor.get(f"/claims/{claim.public_id}").submit("/undo", htmx=htmx)
    assert now_is(engine, found).stance is Stance.CONTEXT


@BOTH_WAYS
def test_what_is_said_of_a_passage_is_changed_and_undone(app, engine, visitor, me, claim, source, htmx):
    found = an_evidence(app, claim, me, source)
    typed = {
        "note": "Seen twice.",
        "locator": "p. 9",
        "directness": "tertiary",
        "question": "Dry?",
        "answer": "Yes.",
    }
    visitor.get(f"/claims/{claim.public_id}")
    visitor.get(card(visitor, found).xpath(".//a[starts-with(., 'Change')]/@href")[0])
    visitor.submit("/edit", htmx=htmx, **typed)
    assert desk.evidence_fields(now_is(engine, found)) == typed
    visitor.get(f"/claims/{claim.public_id}")
    shown = words(card(visitor, found))
    for said in ("Seen twice.", "p. 9", "tertiary", "Question: Dry?", "Answer: Yes."):
        assert said in shown
    visitor.submit("/undo")
    assert desk.evidence_fields(now_is(engine, found)) == dict.fromkeys(typed, "")
    visitor.get(f"/evidence/{found.public_id}/edit").submit(
        "/edit", htmx=htmx, directness="near", note="Kept"
    )
    refused(visitor, "choose one of these")
    assert visitor.form("/edit")["note"].strip() == "Kept"


@BOTH_WAYS
def test_attaching_and_taking_off_are_undone(app, engine, visitor, claim, source, htmx):
    attach(visitor, claim, source, htmx=htmx, quote="Café Nord")
    found = all_of(engine, Evidence)[0]
    visitor.get(f"/claims/{claim.public_id}").submit(f"/evidence/{found.public_id}/detach", htmx=htmx)
    assert now_is(engine, found).removed_at is not None
    visitor.get(f"/claims/{claim.public_id}").submit("/undo")
    assert now_is(engine, found).removed_at is None
    visitor.get(f"/claims/{claim.public_id}").submit("/undo")
    assert now_is(engine, found).removed_at is not None


def test_a_card_tells_what_a_reader_should_know_of_its_source(app, engine, visitor, me, claim):
    def build(session):
        article = session.get(Article, claim.article_id)
        article.outlet, article.published_on = "Tide Times", date(2021, 4, 7)
        mine = session.get(Claim, claim.id)
        for typed in (
            {"publisher": "tide times", "published_on": "2021-04-07"},
            {"publisher": "tide times", "published_on": "2021-04-08", "protected": "1"},
        ):
            source = factories.a_source(session, me, **typed)
            factories.an_evidence(session, mine, me, source=source)

    written(app, build)
    visitor.get(f"/claims/{claim.public_id}")
    one, two = [words(found) for found in visitor.page.find_class("evidence")]
    assert "newer than the claim" not in one
    assert "newer than the claim" in two
    assert "protected: no export names it" in two
    assert "the article’s own publisher" in one
    assert "Nobody but the article’s own publisher" in visitor.text
    an_evidence(app, claim, me, written(app, lambda session: factories.a_source(session, me)), SOURCE_QUOTE)
    assert "Nobody but the article’s own publisher" not in visitor.get(visitor.path).text


SOURCE_QUOTE = "The work cost 14 million crowns."


def test_an_address_of_before_leads_to_the_source_beside_the_claim(visitor, claim, source):
    visitor.get(f"/claims/{claim.public_id}?source={source.public_id}")
    assert visitor.path == f"/claims/{claim.public_id}/evidence/new?source={source.public_id}"


# Evidence follows its claim


def test_evidence_follows_a_claim_that_is_split_and_undo_brings_it_back(
    app, engine, visitor, me, claim, source
):
    found = an_evidence(app, claim, me, source)
    visitor.get(f"/claims/{claim.public_id}/split")
    typed = {"text-1": "the old ferry carried cars", "text-2": "the ferry sailed on 6 April 2021"}
    visitor.submit("/split", **typed)
    assert visitor.status == 200, visitor.text
    parts = [row for row in all_of(engine, Claim) if row.number > 3]
    for part in parts:
        visitor.get(f"/claims/{part.public_id}")
        cards = visitor.page.find_class("evidence")
        assert [words(one.find_class("marks")[0]) for one in cards] == [f"from claim {claim.number}"]
        assert cards[0].xpath(f".//a[@href='/claims/{claim.public_id}']")
    visitor.submit("/undo")
    assert visitor.status == 200, visitor.text
    visitor.get(f"/claims/{claim.public_id}")
    assert [one.get("id") for one in visitor.page.find_class("evidence")] == [f"evidence-{found.public_id}"]
    assert now_is(engine, claim).status is not None


def test_evidence_follows_claims_that_are_merged_once_each_and_undo_takes_it_back(
    app, engine, visitor, me, source
):
    _, claims = written(app, factories.a_split_article)
    one, other = claims[0], claims[1]
    for claim in (one, other):
        an_evidence(app, claim, me, source)
    more = an_evidence(app, other, me, source, "Ida Lind wrote", Stance.CONTEXT)

    visitor.get(f"/claims/{one.public_id}/merge")
    visitor.submit("/merge", **{f"with-{other.public_id}": str(now_is(engine, other).rev)})
    assert visitor.status == 200, visitor.text
    visitor.get(f"/claims/{one.public_id}")
    assert [mark.text for mark in visitor.page.xpath("//article//mark")] == [
        "Café Nord stayed dry.",
        "Ida Lind wrote",
    ]
    assert f"from claim {other.number}" in visitor.text
    with reading(engine) as session:
        rows = store.sources.rows_of(session, [one.id])
        assert [row.was_id for row in rows] == [None, more.id]
        assert len(store.sources.rows_of(session, [other.id])) == 2
    visitor.submit("/undo")
    assert visitor.status == 200, visitor.text
    with reading(engine) as session:
        assert [row.was_id for row in store.sources.rows_of(session, [one.id])] == [None]
        assert len(store.sources.rows_of(session, [other.id])) == 2


# Exports


@pytest.mark.parametrize("kind", ["jsonl", "csv", "claimreview"])
def test_no_export_names_a_protected_source_nor_prints_a_paraphrase_as_a_quote(app, engine, me, kind):
    secret = {
        "title": "Talk with Nadja Quill",
        "author": "Nadja Quill",
        "publisher": "Quill & Sons",
        "url": "https://quill.example/talk",
        "origin_group": "Quill family",
        "protected": "1",
    }

    def build(session):
        author, reviewer = factories.a_person(session), factories.a_person(session)
        editor = factories.a_person(session, factories.Role.EDITOR)
        claim = factories.a_claim(session)
        text = "Nadja Quill says the work cost 15 million."
        hidden = factories.a_source(session, me, text, **secret)
        factories.an_evidence(session, claim, me, "the work cost 15 million", source=hidden)
        nothing = desk.FoundPassage(
            factories.a_source(session, me).public_id, factories.Selection(""), paraphrase="It was dear."
        )
        desk.attach_evidence(
            session, claim.public_id, claim.rev, nothing, Stance.REFUTES, {"directness": "primary"}, me
        )
        session.flush()
        factories.a_verdict(session, claim, author)
        factories.sign(session, claim, author, reviewer)
        typed = {"title": "Bridges", "description": "", "licence": "CC BY 4.0"}
        made = desk.create_set(session, typed, editor)
        desk.add_to_set(session, made.public_id, made.rev, claim.public_id, editor)
        session.flush()
        about = {"organisation": "", "public_url": ""}
        return desk.freeze_set(session, made.public_id, made.rev, about, editor)

    release = written(app, build)
    visitor, _ = factories.sign_in(app)
    file = visitor.client.get(f"/releases/{release.public_id}/{kind}")
    assert file.status_code == 200
    text = BytesIO(file.data).read().decode()
    assert "Quill" not in text
    assert "quill" not in text
    assert ('"protected":true' if kind == "jsonl" else "protected source") in text
    if kind == "csv":
        assert text.splitlines()[1].count("protected source") == 1
        assert ",2," in text
    else:
        assert '"It was dear."' in text
        assert '"exact":"It was dear."' not in text
        assert '"text":"It was dear."' not in text
