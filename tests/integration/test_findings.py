"""What a splitter finds, from the worker's hand into the tables, onto the pages and into the exports."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from sqlalchemy import event
from sqlmodel import col, select

from app.contexts.labels import label
from claims import desk, jobs
from claims.desk import signing
from claims.models import (
    Article,
    Claim,
    ClaimDraft,
    ClaimLink,
    ClaimVersion,
    CoverageDraft,
    LinkDraft,
    Occurrence,
    OccurrenceDraft,
    Selection,
    Sentence,
    Worth,
)
from claims.store.engine import reading, writing
from claims.vocab import ClaimStatus, CoverageReason, LinkKind, WordOrigin
from tests import factories
from tests.counting import statements
from tests.factories import FERRY, ferry, ferry_at
from tests.looks import all_of, how_many, now_is, written

BOTH_WAYS = pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])


@pytest.fixture
def visitor(app):
    return factories.sign_in(app, name="Ada Author")[0]


@pytest.fixture
def split(app):
    """FERRY and its three claims."""
    return written(app, factories.a_split_article)


# into the tables


def test_everything_found_is_kept_and_comes_back_as_it_was_drafted(engine, session):
    factories.a_split_article(session)
    session.commit()
    with reading(engine) as other:
        claims = other.exec(select(Claim).order_by(col(Claim.number))).all()
        pages = [desk.open_claim(other, claim.public_id) for claim in claims]
    for page, proposal in zip(pages, ferry().claims, strict=True):
        draft, found = proposal.draft, page.found
        for name in ("trace", "dates", "quantities", "mentions", "facts", "hints"):
            assert getattr(found, name) == getattr(draft, name), name
        assert page.version.finer == list(draft.finer)
        assert (page.version.form, page.version.negated) == (draft.form, draft.negated)
        parts = [[tuple(part) for part in place.parts] for place in page.places]
        assert parts == [list(place.parts) for place in draft.occurrences]
        assert page.text == FERRY


def test_sentences_are_kept_in_order_with_the_numbers_of_their_claims(engine, split):
    article, claims = split
    with reading(engine) as session:
        rows = desk.open_article(session, article.public_id).sentences
    expected = [
        (draft.start, draft.end, [claims[at].number for at in draft.drafts], draft.reason)
        for draft in ferry().coverage
    ]
    assert [(row.start, row.end, row.claims, row.reason) for row in rows] == expected


def test_claims_that_somebody_marked_meanwhile_shift_the_numbers_but_not_the_links(engine, session):
    article = factories.an_article(session, FERRY)
    marked = desk.mark_claim(session, article.public_id, Selection("Oslo"), factories.a_person(session))
    desk.save_claims(session, article.id, ferry())
    session.commit()
    assert marked.number == 1
    with reading(engine) as other:
        numbers = dict(other.exec(select(Claim.id, Claim.number)).all())
        rows = desk.open_article(other, article.public_id).sentences
    assert [row.claims for row in rows] == [[], [2], [], [3, 4], [], []]
    (link,) = all_of(engine, ClaimLink)
    assert (numbers[link.from_claim_id], numbers[link.to_claim_id], link.kind) == (3, 4, LinkKind.ATTRIBUTES)
    assert (link.created_by_id, link.undone_at, link.undone_by_id) == (None, None, None)


def test_saving_twice_writes_nothing_more(engine, session):
    article, _ = factories.a_split_article(session)
    session.commit()
    tables = (Claim, ClaimVersion, Occurrence, ClaimLink, Sentence)
    before = how_many(engine, *tables)
    assert before == [3, 3, 3, 1, 6]
    with writing(engine) as other:
        assert desk.save_claims(other, article.id, ferry()) == 0
    assert how_many(engine, *tables) == before


def many(count):
    """A splitting of as many claims, each with a link to the one before and a sentence of its own."""
    drafts = [
        ClaimDraft(
            f"Boat {at}",
            (OccurrenceDraft(at * 10, at * 10 + 6),),
            links=(LinkDraft(LinkKind.ATTRIBUTES, max(at - 1, 0)),),
            trace=ferry().claims[0].draft.trace,
        )
        for at in range(count)
    ]
    coverage = tuple(CoverageDraft(at * 10, at * 10 + 9, (at,)) for at in range(count))
    return desk.Proposals(tuple(desk.Proposal(draft, Worth(0.5, ())) for draft in drafts), coverage)


def test_saving_costs_the_same_statements_however_many_claims(engine):
    said: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *given: said.append(given[2]))
    counts = []
    for count in (2, 60):
        text = f"A race of {count} boats\n\n" + "".join(f"Boat {at:03} won\n" for at in range(count * 2))
        with writing(engine) as session:
            article = factories.an_article(session, text)
            session.flush()
            said.clear()
            desk.save_claims(session, article.id, many(count))
            session.flush()
            counts.append(len(said))
    assert how_many(engine, Claim, ClaimLink, Sentence) == [62, 62, 62]
    assert counts[0] == counts[1] <= 10


def test_the_day_of_publication_goes_to_the_splitter(engine, session):
    article = factories.an_article(session, FERRY)
    article.published_on = None
    assert desk.plan_split(session, article.id).published_on is None
    typed = {**desk.article_fields(article), "published_on": "2021-04-07"}
    session.flush()
    desk.edit_article(session, article.public_id, article.rev, typed, factories.a_person(session))
    assert str(desk.plan_split(session, article.id).published_on) == "2021-04-07"


def test_the_worker_writes_what_the_splitter_found(engine, monkeypatch):
    with writing(engine) as session:
        factories.an_article(session, FERRY)
    monkeypatch.setattr(desk, "propose_claims", lambda *_: ferry())
    assert jobs.work_once(engine, "one")
    assert how_many(engine, Claim, ClaimLink, Sentence) == [3, 1, 6]


# the claim's page


def open_(visitor, claim):
    return visitor.get(f"/claims/{claim.public_id}")


def places(visitor, selector):
    """The stretches of FERRY that links lead to, as the reader points them out."""
    found = []
    for address in visitor.page.xpath(f"{selector}/@href"):
        reader = visitor.get(address)
        assert reader.status == 200
        marks = reader.page.find_class("here")
        assert marks[0].get("id") == "at"
        assert len(reader.page.xpath("//*[@id='at']")) == 1
        found.append("".join(mark.text_content() for mark in marks))
    return found


def test_words_that_do_not_stand_there_are_marked_and_lead_to_where_they_come_from(visitor, split):
    _, (sailed, said, leaked) = split
    heading = open_(visitor, sailed).page.xpath("//h1")[0]
    assert heading.text_content() == "the old ferry carried about 40 to 60 cars on 6 April 2021"
    words = heading.find_class("word")
    assert [word.text for word in words] == ["the old ferry", "on 6 April 2021"]
    for word in words:
        described = visitor.page.get_element_by_id(word.get("aria-describedby"))
        assert word.text in described.text_content()
        assert word.get("title") in described.text_content()
    assert places(visitor, "//h1/a") == ["The old ferry", "on Tuesday"]
    open_(visitor, said)
    assert "the name, for a word that stands for it" in visitor.text
    assert places(visitor, "//h1/a") == ["She"]
    assert not open_(visitor, leaked).page.xpath("//h1/*")
    assert "Every word of the claim stands in the article as it is." in visitor.text


def found(visitor):
    """What the page says was found, by its headings."""
    return {
        " ".join(row.find("dt").text.split()): " ".join(row.find("dd").text_content().split())
        for row in visitor.page.xpath("//section[contains(@class, 'found')]//dl/div")
    }


def test_the_page_says_all_that_was_found(visitor, split):
    _, (sailed, said, leaked) = split
    assert found(open_(visitor, sailed)) == {
        "Said by": "the article itself, as far as the rules see",
        "Hedge": "not hedged",
        "Polarity": "it says that something is so",
        "Kinds": "number, date",
        "Dates": "“Tuesday”: 2021-04-06, a day (rule weekday.v1)“again”: cannot be told which day",
        "Quantities": "“about 40 to 60 cars”: about 40 to 60 cars, range",
        "Facts in it": "0 of 1 ticked off ○ number 40 to 60 cars",
    }
    note = visitor.page.find_class("hint-note")[0]
    assert note.text_content().split("“")[0].strip() == (
        "Noticed by rule sums.v1: A range is counted as one number."
    )
    assert not note.find_class("badge")
    assert found(open_(visitor, leaked)) == {
        "Said by": "Ida Lind, passed on by the harbour office (“reported”), in the article’s own words",
        "Hedge": "reported",
        "Polarity": "negated: it says that something is not so",
        "Who says so": "Ida Lind said this: claim 2, Ida Lind reported that the ferry had not leaked",
    }
    shown = found(open_(visitor, said))
    assert shown["Who is meant"] == (
        "“She”: Harbour master Ida Lind, “Ida Lind”“it”: unclear: “Ida Lind” or “Mayor Bo Ek”"
    )
    assert shown["Says that"] == "claim 3, the ferry had not leaked"
    links = visitor.page.xpath("//dl//a[contains(., 'claim 3')]/@href")
    assert links == [f"/claims/{leaked.public_id}"]
    assert places(visitor, "//dl/div[dt = 'Who is meant']//a") == [
        *("She", "Ida Lind", "it", "Ida Lind", "Mayor Bo Ek")
    ]


DAYS = [
    ({"first": "", "last": "2011"}, "until 2011"),
    ({"first": "2011", "last": ""}, "from 2011"),
    ({"first": "2021-03", "last": "2021-04"}, "2021-03 to 2021-04"),
    ({"first": "2021", "last": "2021", "approximate": True}, "about 2021"),
    ({"first": "", "last": ""}, "cannot be told which day"),
]


@pytest.mark.parametrize(("days", "shown"), DAYS)
def test_open_and_rough_days_say_so(app, visitor, days, shown):
    def build(session):
        first, *others = ferry().claims
        date = replace(first.draft.dates[0], **days)
        proposals = (replace(first, draft=replace(first.draft, dates=(date,))), *others)
        article = factories.an_article(session, FERRY)
        desk.save_claims(session, article.id, desk.Proposals(proposals))
        session.flush()
        return desk.open_article(session, article.public_id).claims[0][0]

    assert f"“Tuesday”: {shown}" in found(open_(visitor, written(app, build)))["Dates"]


def test_a_link_that_was_undone_is_not_shown(app, engine, visitor, split):
    with writing(engine) as session:
        link = session.exec(select(ClaimLink)).one()
        link.undone_at = link.created_at
    assert "Who says so" not in found(open_(visitor, split[1][2]))


@BOTH_WAYS
def test_a_persons_wording_is_traced_to_nothing_and_says_so(app, engine, visitor, split, htmx):
    sailed = split[1][0]
    open_(visitor, sailed).submit("/wording", htmx=htmx, text="The ferry carried 40 cars", reason="shorter")
    assert visitor.status == 200
    assert "no word of them is traced to the article" in open_(visitor, sailed).text
    assert not visitor.page.find_class("word")
    shown = found(visitor)
    assert "Facts in it" not in shown
    assert "2021-04-06" in shown["Dates"]
    old, new = all_of(engine, ClaimVersion)[0], all_of(engine, ClaimVersion)[-1]
    assert (new.seq, new.trace, new.facts, new.dates) == (2, [], [], old.dates)
    assert old.trace
    assert old.facts


def test_a_claim_marked_by_hand_says_that_no_rule_looked_at_it(app, visitor):
    open_(visitor, written(app, factories.a_claim))
    assert "A person marked these words in the article; no rule has looked at them." in visitor.text
    assert found(visitor) == {}


def test_a_wording_without_a_trace_says_that_none_was_noted(app, visitor):
    def build(session):
        article = factories.an_article(session, FERRY)
        draft = ClaimDraft("old", (OccurrenceDraft(*ferry_at("old")),), made_by=("clauses.v1",))
        desk.save_claims(session, article.id, desk.Proposals((desk.Proposal(draft, Worth(0.5, ())),)))
        session.flush()
        return desk.open_article(session, article.public_id).claims[0][0]

    assert "Where its words come from was not noted." in open_(visitor, written(app, build)).text


def test_the_words_of_every_origin_are_said(app, visitor):
    """Each kind of word that does not stand there so, in one claim."""
    origins = [origin for origin in WordOrigin if origin is not WordOrigin.STATED]

    def build(session):
        article = factories.an_article(session, FERRY)
        drafted = ferry().claims[0].draft.trace[0]
        trace = tuple(
            replace(drafted, start=at, end=at + 1, origin=origin, at=None)
            for at, origin in enumerate(origins)
        )
        draft = ClaimDraft("abcdef", (OccurrenceDraft(0, 5),), made_by=("t.v1",), trace=trace)
        desk.save_claims(session, article.id, desk.Proposals((desk.Proposal(draft, Worth(0.5, ())),)))
        session.flush()
        return desk.open_article(session, article.public_id).claims[0][0]

    page = open_(visitor, written(app, build)).page
    items = [item.text_content() for item in page.xpath("//ul[@class='words']/li")]
    with app.test_request_context():
        assert items == [f"{word}: {label(origin)}" for word, origin in zip("abcdef", origins, strict=True)]
    assert not page.xpath("//h1/a")


def test_the_page_costs_the_same_statements_however_much_is_linked(app, engine, visitor, split):
    _, claims = split
    counts = []
    for more in (0, 20):
        with writing(engine) as session:
            for _ in range(more):
                pair = {"from_claim_id": claims[0].id, "to_claim_id": claims[2].id}
                session.add(ClaimLink(kind=LinkKind.ATTRIBUTES, **pair))
        with statements(app) as said:
            open_(visitor, claims[2])
        counts.append(len(said))
    assert len(visitor.page.xpath("//dl/div[dt = 'Who says so']//li")) == 21
    assert counts[0] == counts[1]


def test_lists_of_claims_leave_the_details_in_the_database(app, visitor, split):
    article, _ = split
    for path in (f"/articles/{article.public_id}", "/queue?status=accepted"):
        with statements(app) as said:
            visitor.get(path)
        wordings = [statement for statement in said if "claim_version" in statement]
        assert wordings
        assert not [statement for statement in wordings if "claim_version.trace" in statement]


# the reader


def test_sentences_without_a_claim_are_listed_with_their_reason_and_place(visitor, split):
    article, _ = split
    visitor.get(f"/articles/{article.public_id}")
    (coverage,) = visitor.page.find_class("coverage")
    assert (coverage.tag, coverage.find("summary").text) == ("details", "Sentences without a claim (4)")
    items = [item.text_content() for item in coverage.iter("li")]
    assert items == [
        "The ferry sails again no whole sentence",
        "Harbour master Ida Lind met Mayor Bo Ek. opinion",
        "Will it last? question",
        "How lovely! opinion",
    ]
    assert places(visitor, "//details[@class='coverage']//a") == [
        item.rsplit(" ", count)[0] for item, count in zip(items, (3, 1, 1, 1), strict=True)
    ]


def test_a_sentence_in_which_somebody_marks_a_claim_is_no_longer_without_one(visitor, split):
    article, _ = split
    visitor.get(f"/articles/{article.public_id}").submit("/claims", quote="Ida Lind met Mayor Bo Ek")
    assert visitor.page.find_class("coverage")[0].find("summary").text == "Sentences without a claim (3)"


def test_an_article_whose_sentences_nobody_noted_lists_none(app, visitor):
    article = written(app, factories.an_article)
    assert not visitor.get(f"/articles/{article.public_id}").page.find_class("coverage")


def test_only_the_parts_that_make_a_claim_are_marked_as_its_words(visitor, split):
    article, claims = split
    visitor.get(f"/articles/{article.public_id}?claim={claims[2].public_id}")
    assert [mark.text for mark in visitor.page.find_class("active")] == ["the ferry", "had not leaked"]
    assert len([ref for ref in visitor.page.find_class("ref") if ref.get("data-ref") == "3"]) == 1


def test_a_folded_portal_line_is_opened_where_the_address_points_into_it(app, visitor):
    text = FERRY + "\nCopyright © 물때일보. 무단전재 및 재배포를 금지합니다.\n"
    article = written(app, lambda session: factories.an_article(session, text))
    start = text.index("Copyright")
    address = f"/articles/{article.public_id}"
    assert visitor.get(address).page.find_class("portal")[0].get("open") is None
    visitor.get(f"{address}?at={start}-{start + 9}")
    assert visitor.page.find_class("portal")[0].get("open") is not None
    assert visitor.page.get_element_by_id("at").text == "Copyright"


@pytest.mark.parametrize("at", ["x", "5", "5-", "-5", "9-5", "5-5", "0-100000", "1-2-3", "٣-٤", "5 -9"])
def test_an_address_that_points_nowhere_is_not_found(visitor, split, at):
    assert visitor.get(f"/articles/{split[0].public_id}?at={at}").status == 404


# what is signed, and what leaves the desk


def test_parts_that_change_behind_the_desk_turn_a_signature_stale(app, engine):
    def build(session):
        _, claims = factories.a_split_article(session)
        who, other = factories.a_person(session), factories.a_person(session)
        factories.a_verdict(session, claims[2], who)
        factories.sign(session, claims[2], who, other)
        return claims[2]

    claim = written(app, build)
    assert now_is(engine, claim).status is ClaimStatus.VERIFIED
    with writing(engine) as session:
        place = session.exec(select(Occurrence).where(Occurrence.claim_id == claim.id)).one()
        place.parts = [place.parts[0]]
        session.flush()
        signing.settle(session, session.get_one(Claim, claim.id))
    assert now_is(engine, claim).status is ClaimStatus.STALE


def test_the_faithful_file_carries_what_was_found_and_no_hint(app, engine):
    editor, _ = factories.sign_in(app, factories.Role.EDITOR)

    def build(session):
        _, claims = factories.a_split_article(session)
        who, other = factories.a_person(session), factories.a_person(session)
        for claim in (claims[0], claims[2]):
            factories.a_verdict(session, claim, who)
            factories.sign(session, claim, who, other)
        return claims

    claims = written(app, build)
    editor.get("/sets").submit("/sets", title="Ferries")
    for claim in (claims[0], claims[2]):
        form = next(editor.page.get_element_by_id(f"add-{claim.public_id}").iterancestors("form"))
        editor.post(form.get("action"), **dict(form.fields.items()))
    editor.submit("/freeze")
    data = editor.client.get(editor.page.xpath("//a[@download]/@href")[0]).get_data(as_text=True)
    sailed, leaked = map(json.loads, data.splitlines())
    drafts = [proposal.draft for proposal in ferry().claims]
    assert sailed["trace"][0] == {
        "start": 0,
        "end": 13,
        "origin": "inherited",
        "at": [*ferry_at("The old ferry")],
    }
    assert sailed["dates"][0]["first"] == "2021-04-06"
    assert (sailed["quantities"][0]["value"], sailed["quantities"][0]["unit"]) == ("40", "cars")
    assert sailed["facts"][0]["text"] == drafts[0].facts[0].text
    assert (sailed["finer"], sailed["form"], sailed["negated"]) == (["numerical", "date"], "", False)
    assert (leaked["form"], leaked["negated"]) == ("indirect", True)
    assert leaked["occurrences"][0]["parts"] == [list(part) for part in drafts[2].occurrences[0].parts]
    assert "A range is counted" not in data


def test_every_reason_can_be_shown(app, visitor):
    coverage = tuple(
        CoverageDraft(at * 2, at * 2 + 1, (), reason) for at, reason in enumerate(CoverageReason)
    )

    def build(session):
        article = factories.an_article(session, FERRY)
        desk.save_claims(session, article.id, desk.Proposals((), coverage))
        return article

    article = written(app, build)
    visitor.get(f"/articles/{article.public_id}")
    shown = [item.text for item in visitor.page.xpath("//details[@class='coverage']//li/span")]
    with app.test_request_context():
        assert shown == [label(reason) for reason in CoverageReason]
    assert all_of(app.extensions["engine"], Article)
