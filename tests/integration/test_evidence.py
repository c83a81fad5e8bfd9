"""Sources, the passages of them that bear on a claim, and what was looked for in vain."""

from __future__ import annotations

import pytest
from sqlmodel import select

from claims import anchor
from claims.models import Article, Claim, Event, Evidence, SearchLog, Source
from claims.store.engine import reading, writing
from claims.vocab import ClaimStatus, Role, SearchResult, Stance
from tests import factories
from tests.harbour import FIELDS, TEXT, a_claim, a_source, workbench
from tests.looks import all_of, how_many, now_is, refused, shows_workbench, written

BOTH_WAYS = pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])


def attach(visitor, claim, source, *, htmx=False, **typed):
    workbench(visitor, claim, source)
    typed = {"stance": "supports", **typed}
    visitor.submit(f"/claims/{claim.public_id}/evidence", htmx=htmx, **typed)
    if visitor.status == 204:
        visitor.get(visitor.answer.headers["HX-Redirect"])
    return visitor


def shows_board(visitor, said):
    """Look whether the claim's page is open, and says what was done."""
    assert visitor.status == 200, visitor.text
    assert visitor.page.get_element_by_id("board") is not None
    assert said in visitor.page.get_element_by_id("notices").text_content()


# evidence


QUOTES = {
    "Nobody drowned.": "Nobody drowned.",
    '  "The tide was four metres ': "“The tide   was\nfour metres",
    "metres - the highest": "metres — the highest",
    "Café\u00a0Nord": "Café Nord",
}


@BOTH_WAYS
def test_a_quote_is_found_whatever_its_white_space_quotes_and_dashes_are(app, engine, visitor, me, htmx):
    claim, source = a_claim(app), a_source(app, me)
    more = {"stance": "refutes", "note": "Seen in the log.", "locator": "p. 12"}
    for typed, words in QUOTES.items():
        attach(visitor, claim, source, htmx=htmx, quote=typed, **more)
        shows_board(visitor, "Evidence added.")
        found = all_of(engine, Evidence)[-1]
        start = TEXT.index(words)
        end = start + len(words)
        assert (found.start, found.end, found.exact) == (start, end, words)
        assert (found.prefix, found.suffix) == (TEXT[max(0, start - 32) : start], TEXT[end : end + 32])
        assert (found.stance, found.note, found.locator) == (Stance.REFUTES, "Seen in the log.", "p. 12")
        card = visitor.page.get_element_by_id(f"evidence-{found.public_id}")
        assert card.xpath(".//mark")[0].text == words
    claim_now = now_is(engine, claim)
    assert (claim_now.status, claim_now.assignee_id) == (ClaimStatus.RESEARCHING, me.id)
    assert claim_now.rev > claim.rev


BAD_QUOTES = [
    ({"quote": "Somebody drowned."}, "these words are not in the text"),
    ({"quote": "nobody drowned."}, "these words are not in the text"),
    ({"quote": "The ferry ran late."}, "these words stand in the text 2 times"),
    ({"quote": "  "}, "the quote is empty"),
    ({"quote": "x" * 2_001}, "a quote may have at most 2,000 characters"),
    ({"quote": "Nobody drowned.", "start": "0", "end": "15"}, "the text has other words at this place"),
    ({"quote": "🚢", "start": "12", "end": "13"}, "inside a character"),
    ({"quote": "Nobody drowned.", "start": "9999", "end": "99999"}, "outside the text"),
    ({"quote": "Nobody drowned.", "stance": "proves"}, "choose one of these"),
    ({"quote": "Nobody drowned.", "stance": ""}, "choose one of these"),
    ({"quote": "Nobody drowned.", "locator": "x" * 501}, "at most 500 characters"),
    ({"quote": "Nobody drowned.", "note": "x" * 2_001}, "at most 2,000 characters"),
]


@BOTH_WAYS
def test_a_quote_that_is_not_there_is_refused_with_the_form_kept_and_the_source_still_open(
    app, engine, visitor, me, htmx
):
    claim, source = a_claim(app), a_source(app, me)
    for wrong, problem in BAD_QUOTES:
        typed = {"stance": "mixed", "note": "A note.", "locator": "p. 12"} | wrong
        attach(visitor, claim, source, htmx=htmx, **typed)
        refused(visitor, problem)
        assert visitor.page.get_element_by_id("captured").text_content() == TEXT
        kept = visitor.form(f"/claims/{claim.public_id}/evidence")
        names = ("quote", "note", "locator")
        assert {name: kept[name].removeprefix("\n") for name in names} == {
            name: typed[name] for name in names
        }
        assert kept["source"] == source.public_id
        if typed["stance"] == "mixed":
            assert kept["stance"] == "mixed"
    assert how_many(engine, Evidence) == [0]
    assert (now_is(engine, claim).status, now_is(engine, claim).rev) == (ClaimStatus.ACCEPTED, claim.rev)


def test_a_refused_quote_is_pointed_out_to_a_screen_reader(app, visitor, me):
    attach(visitor, a_claim(app), a_source(app, me), quote="Not there.")
    field = visitor.page.get_element_by_id("quote")
    assert field.get("aria-invalid") == "true"
    assert "these words" in visitor.page.get_element_by_id(field.get("aria-describedby")).text
    assert visitor.page.xpath("//label[@for='quote']")


@BOTH_WAYS
@pytest.mark.parametrize("words", ["Nobody drowned.", "🚢", "The ferry ran late."])
def test_a_selection_is_taken_by_its_utf16_place_behind_an_emoji(app, engine, visitor, me, htmx, words):
    claim, source = a_claim(app), a_source(app, me)
    start = TEXT.rindex(words)
    at = {"start": anchor.to_utf16(TEXT, start), "end": anchor.to_utf16(TEXT, start + len(words))}
    attach(visitor, claim, source, htmx=htmx, quote=words, **at)
    shows_board(visitor, "Evidence added.")
    found = all_of(engine, Evidence)[0]
    assert (found.start, found.end, found.exact) == (start, start + len(words), words)


@BOTH_WAYS
@pytest.mark.parametrize("status", [ClaimStatus.PROPOSED, ClaimStatus.DISMISSED, ClaimStatus.IN_REVIEW])
def test_evidence_and_searches_are_refused_unless_the_claim_is_in_work(
    app, engine, visitor, me, htmx, status
):
    claim, source = a_claim(app), a_source(app, me)
    found = written(app, lambda session: factories.an_evidence(session, session.get(Claim, claim.id), me))
    with writing(engine) as session:
        session.get(Claim, claim.id).status = status
    workbench(visitor, claim)
    assert [form.get("action") for form in visitor.page.forms if "evidence" in form.get("action")] == []
    rev, token = now_is(engine, claim).rev, visitor.get("/articles/new").form("/articles")
    sent = {
        f"/claims/{claim.public_id}/evidence": {"quote": "Nobody drowned.", "source": source.public_id},
        f"/claims/{claim.public_id}/searches": {"query": "q", "place": "p", "result": "nothing"},
        f"/evidence/{found.public_id}/stance": {},
        f"/evidence/{found.public_id}/detach": {},
    }
    for number, (address, typed) in enumerate(sent.items()):
        token["op_id"] = f"{number}" * 20
        visitor.post(address, htmx=htmx, **token, rev=rev, stance="mixed", **typed)
        assert (visitor.status, address) == (422, address)
        assert f"while the claim is {status.value.replace('_', ' ')}" in visitor.text
    assert how_many(engine, Evidence, SearchLog) == [1, 0]
    assert now_is(engine, found).stance is Stance.REFUTES
    assert now_is(engine, found).removed_at is None
    assert now_is(engine, claim).rev == rev


@BOTH_WAYS
def test_a_stance_is_changed(app, engine, visitor, me, htmx):
    claim = a_claim(app)
    found = written(app, lambda session: factories.an_evidence(session, session.get(Claim, claim.id), me))
    workbench(visitor, claim)
    card = visitor.page.get_element_by_id(f"evidence-{found.public_id}")
    assert [button.get("value") for button in card.xpath(".//button[@name='stance']")] == [
        "supports",
        "mixed",
    ]
    visitor.submit(f"/evidence/{found.public_id}/stance", htmx=htmx, stance="context")
    shows_workbench(visitor, "Stance changed.", htmx=htmx)
    assert now_is(engine, found).stance is Stance.CONTEXT
    assert visitor.page.find_class("st-context")


@BOTH_WAYS
def test_an_unknown_stance_changes_nothing(app, engine, visitor, me, htmx):
    claim = a_claim(app)
    found = written(app, lambda session: factories.an_evidence(session, session.get(Claim, claim.id), me))
    for stance in ("", "proves", "supported"):
        workbench(visitor, claim).submit(f"/evidence/{found.public_id}/stance", htmx=htmx, stance=stance)
        assert visitor.status == 422
    assert now_is(engine, found).stance is Stance.REFUTES


@BOTH_WAYS
def test_a_passage_taken_off_is_gone_from_the_claim_but_kept(app, engine, visitor, me, htmx):
    claim = a_claim(app)
    found = written(app, lambda session: factories.an_evidence(session, session.get(Claim, claim.id), me))
    workbench(visitor, claim).submit(f"/evidence/{found.public_id}/detach", htmx=htmx)
    shows_workbench(visitor, "Evidence taken off.", htmx=htmx)
    assert "0 sources, 0 origins" in visitor.text
    assert now_is(engine, found).removed_at is not None
    token = visitor.get("/articles/new").form("/articles")
    visitor.post(f"/evidence/{found.public_id}/detach", htmx=htmx, **token, rev=now_is(engine, claim).rev)
    assert visitor.status == 404


@BOTH_WAYS
def test_a_search_is_noted_and_told_on_the_workbench(app, engine, visitor, me, htmx):
    claim = a_claim(app)
    typed = {"query": "tide 1911", "place": "Harbour archive", "result": "irrelevant", "note": "Only lists."}
    workbench(visitor, claim).submit("/searches", htmx=htmx, **typed)
    shows_workbench(visitor, "Search noted.", htmx=htmx)
    assert "tide 1911, Harbour archive: nothing that bears on it" in visitor.text
    search = all_of(engine, SearchLog)[0]
    assert (search.query, search.place, search.note) == ("tide 1911", "Harbour archive", "Only lists.")
    assert (search.result, search.searched_by_id) == (SearchResult.IRRELEVANT, me.id)
    assert now_is(engine, claim).status is ClaimStatus.RESEARCHING


@BOTH_WAYS
def test_a_search_that_does_not_hold_is_refused_and_the_form_kept(app, engine, visitor, htmx):
    claim = a_claim(app)
    for wrong, problem in (
        ({"query": " "}, "this must be filled in"),
        ({"place": ""}, "this must be filled in"),
        ({"query": "x" * 501}, "at most 500 characters"),
        ({"result": "maybe"}, "choose one of these"),
    ):
        typed = {"query": "tide", "place": "archive", "result": "used", "note": "n"} | wrong
        workbench(visitor, claim).submit("/searches", htmx=htmx, **typed)
        refused(visitor, problem)
        kept = visitor.form("/searches")
        names = ("query", "place", "note")
        assert {name: kept[name] or "" for name in names} == {name: typed[name] for name in names}
    assert how_many(engine, SearchLog) == [0]


@BOTH_WAYS
@pytest.mark.parametrize("step", ["attach", "stance", "detach", "search"])
def test_of_two_people_at_one_workbench_the_second_is_told(app, engine, visitor, me, htmx, step):
    claim, source = a_claim(app), a_source(app, me)
    found = written(app, lambda session: factories.an_evidence(session, session.get(Claim, claim.id), me))
    workbench(visitor, claim, source if step == "attach" else None)
    other, _ = factories.sign_in(app)
    attach(other, claim, source, quote="Café Nord")
    before = how_many(engine, Evidence, SearchLog)
    form, typed = {
        "attach": (f"/claims/{claim.public_id}/evidence", {"quote": "Nobody drowned.", "stance": "mixed"}),
        "stance": (f"/evidence/{found.public_id}/stance", {"stance": "mixed"}),
        "detach": (f"/evidence/{found.public_id}/detach", {}),
        "search": ("/searches", {"query": "My query", "place": "My place"}),
    }[step]
    visitor.submit(form, htmx=htmx, **typed)
    assert visitor.status == 409
    assert how_many(engine, Evidence, SearchLog) == before
    assert (now_is(engine, found).stance, now_is(engine, found).removed_at) == (Stance.REFUTES, None)
    # Nothing typed is lost: the very form can be sent again.
    kept = visitor.form(form)
    assert {name: kept[name] for name in typed} == typed
    visitor.submit(form, htmx=htmx)
    assert visitor.status in (200, 204), visitor.text
    changed = how_many(engine, Evidence, SearchLog) != before or now_is(engine, found).rev > found.rev
    assert changed


@BOTH_WAYS
def test_a_viewer_reads_sources_and_workbench_but_changes_neither(app, engine, me, htmx):
    claim, source = a_claim(app), a_source(app, me)
    found = written(app, lambda session: factories.an_evidence(session, session.get(Claim, claim.id), me))
    visitor, _ = factories.sign_in(app, Role.VIEWER)
    for path in (f"/claims/{claim.public_id}", f"/sources/{source.public_id}", "/sources"):
        visitor.get(path)
        assert visitor.status == 200
        posts = [form.get("action") for form in visitor.page.forms if form.get("method") == "post"]
        assert posts == ["/sign-out"]
    token = visitor.form("/sign-out")
    for number, (address, typed) in enumerate(
        {
            "/sources": {**FIELDS, "text": TEXT},
            f"/sources/{source.public_id}/edit": FIELDS,
            f"/claims/{claim.public_id}/evidence": {"quote": "Café", "source": source.public_id},
            f"/claims/{claim.public_id}/searches": {"query": "q", "place": "p", "result": "nothing"},
            f"/evidence/{found.public_id}/stance": {},
            f"/evidence/{found.public_id}/detach": {},
        }.items()
    ):
        token["op_id"] = f"{number}" * 20
        fields = {"rev": now_is(engine, claim).rev, "stance": "mixed", **typed}
        assert (visitor.post(address, htmx=htmx, **token, **fields).status, address) == (403, address)
    for path in ("/sources/new", f"/sources/{source.public_id}/edit"):
        assert visitor.get(path).status == 403
    assert how_many(engine, Source, Evidence, SearchLog) == [2, 1, 0]


# what a sign-off rests on


def a_verified_claim(app, me, **typed):
    """A claim that two others signed, with its one evidence and the source of it."""

    def build(session):
        claim = factories.a_claim(session)
        source = factories.a_source(session, me, **typed)
        found = factories.an_evidence(session, claim, me, source=source)
        author, reviewer = factories.a_person(session), factories.a_person(session)
        factories.a_verdict(session, claim, author)
        factories.sign(session, claim, author, reviewer)
        assert claim.status is ClaimStatus.VERIFIED
        return claim, found, source

    return written(app, build)


@BOTH_WAYS
@pytest.mark.parametrize("step", ["attach", "stance", "detach", "search", "origin"])
def test_what_changes_what_was_signed_turns_a_verified_claim_stale_at_once(
    app, engine, visitor, me, htmx, step
):
    claim, found, source = a_verified_claim(app, me)
    path = f"/claims/{claim.public_id}"
    if step == "origin":
        visitor.get(f"/sources/{source.public_id}/edit").submit("/edit", htmx=htmx, origin_group="A wire")
    elif step == "attach":
        attach(visitor, claim, source, htmx=htmx, quote="Some 4,000 people")
    else:
        form, typed = {
            "stance": (f"/evidence/{found.public_id}/stance", {"stance": "mixed"}),
            "detach": (f"/evidence/{found.public_id}/detach", {}),
            "search": ("/searches", {"query": "q", "place": "p"}),
        }[step]
        workbench(visitor, claim).submit(form, htmx=htmx, **typed)
    assert visitor.status in (200, 204)
    assert now_is(engine, claim).status is ClaimStatus.STALE
    visitor.get(path)
    assert "what it rests on changed since" in visitor.text
    assert visitor.page.find_class("s-stale")
    with reading(engine) as session:
        trail = session.exec(select(Event).where(Event.object_id == claim.public_id)).all()
    assert [event.actor_id for event in trail if event.verb == "moved to stale"] == [None]


@BOTH_WAYS
def test_what_was_not_signed_may_change_and_the_claim_stays_verified(app, engine, visitor, me, htmx):
    claim, _, source = a_verified_claim(app, me)
    visitor.get(f"/sources/{source.public_id}/edit").submit("/edit", htmx=htmx, language="fr")
    assert now_is(engine, source).language == "fr"
    assert now_is(engine, claim).status is ClaimStatus.VERIFIED


@BOTH_WAYS
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "A better title"),
        ("author", "Somebody"),
        ("publisher", "Another office"),
        ("url", "https://elsewhere.example/"),
        ("published_on", "2020-01-01"),
        ("kind", "outlet"),
    ],
)
def test_what_readers_are_told_of_a_source_is_signed_too(app, engine, visitor, me, htmx, field, value):
    claim, _, source = a_verified_claim(app, me)
    visitor.get(f"/sources/{source.public_id}/edit").submit("/edit", htmx=htmx, **{field: value})
    assert getattr(now_is(engine, source), field) != ""
    assert now_is(engine, claim).status is ClaimStatus.STALE


@BOTH_WAYS
def test_what_readers_are_told_of_the_article_is_signed_too(app, engine, visitor, me, htmx):
    claim, _, _ = a_verified_claim(app, me)
    with reading(engine) as session:
        article = session.get_one(Article, claim.article_id).public_id
    visitor.get(f"/articles/{article}/edit").submit("/edit", htmx=htmx, title="Another title")
    assert now_is(engine, claim).status is ClaimStatus.STALE


@BOTH_WAYS
def test_the_same_stance_again_leaves_a_claim_verified(app, engine, visitor, me, htmx):
    claim, found, _ = a_verified_claim(app, me)
    workbench(visitor, claim).submit(f"/evidence/{found.public_id}/stance", htmx=htmx, stance="refutes")
    assert visitor.status == 200
    assert now_is(engine, claim).status is ClaimStatus.VERIFIED


# origins and uses


@pytest.mark.parametrize(
    ("groups", "told"),
    [
        ([], "0 sources, 0 origins"),
        ([""], "1 source, 1 origin"),
        (["", ""], "2 sources, 2 origins"),
        (["A wire", " a WIRE "], "2 sources, 1 origin"),
        (["A wire", "", "A wire", "B"], "4 sources, 3 origins"),
    ],
)
def test_sources_of_one_origin_count_once(app, visitor, me, groups, told):
    claim = a_claim(app)

    def build(session):
        mine = session.get(Claim, claim.id)
        for nth, group in enumerate(groups):
            source = factories.a_source(session, me, f"{TEXT} {nth}", origin_group=group)
            factories.an_evidence(session, mine, me, "Nobody drowned.", source=source)

    written(app, build)
    badge = workbench(visitor, claim).page.get_element_by_id("evidence-title").find_class("badge")[0]
    assert " ".join(badge.text_content().split()) == told
    assert ("warn" in badge.classes) == (told.endswith(" 1 origin"))


def test_two_passages_of_one_source_are_one_origin(app, visitor, me):
    claim, source = a_claim(app), a_source(app, me)
    for quote in ("Nobody drowned.", "Café Nord"):
        attach(visitor, claim, source, quote=quote)
    assert "1 source, 1 origin" in visitor.text
