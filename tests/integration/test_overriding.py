"""A verdict as it stands can be given a reason to go on without enough origins, by whom the policy lets."""

from __future__ import annotations

import pytest
from sqlmodel import select

from claims import desk, store
from claims.errors import ConflictError, MoveError, NotAllowedError
from claims.models import Claim, Event, Verdict
from claims.store.engine import reading, writing
from claims.vocab import ClaimStatus, Rating, Role, SearchResult
from tests import factories
from tests.counting import statements
from tests.looks import all_of, now_is, refused, shows_workbench, written
from tests.reviewing import go_by, say

WHY = "Only the county keeps this count."
BOTH_WAYS = pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
#: What of a verdict with a reason is its own.
OWN = {"id", "public_id", "created_at", "supersedes_id", "override_reason"}


@pytest.fixture
def editor(app):
    return factories.sign_in(app, Role.EDITOR, name="Ed Itor")


@pytest.fixture
def claim(app, me):
    """A claim with a reviewer's verdict on one origin, where two are needed."""

    def build(session):
        go_by(session, origins=2)
        made = factories.a_claim(session)
        factories.a_verdict(session, made, me)
        return made

    return written(app, build)


def override(visitor, claim, reason=WHY, *, htmx=False):
    visitor.get(f"/claims/{claim.public_id}")
    return visitor.submit("/override", htmx=htmx, override_reason=reason)


@BOTH_WAYS
def test_an_editor_lets_a_verdict_through_as_it_stands(app, engine, visitor, me, editor, claim, htmx):
    editor, who = editor
    override(editor, claim, f"  {WHY}\r\nNobody else.  ", htmx=htmx)
    shows_workbench(editor, "Reason saved.", htmx=htmx)
    assert f"{WHY} Nobody else. (by Ed Itor)" in editor.text
    assert not editor.page.xpath("//*[@id='missing']")
    old, new = all_of(engine, Verdict)
    assert (new.override_reason, new.supersedes_id) == (f"{WHY}\nNobody else.", old.id)
    assert new.model_dump(exclude=OWN) == old.model_dump(exclude=OWN)
    assert (new.author_id, now_is(engine, claim).status) == (me.id, ClaimStatus.DRAFTED)
    with reading(engine) as session:
        event = session.exec(select(Event).where(Event.verb == "overrode")).one()
    assert event.actor_id == who.id
    assert event.payload == {
        "verdict": new.public_id,
        "of": old.public_id,
        "rating": "refuted",
        "override_reason": new.override_reason,
    }
    visitor.get(f"/claims/{claim.public_id}").submit("/submit")
    assert "Review asked for." in visitor.text


def test_who_approves_reads_the_reason_and_who_gave_it(app, engine, visitor, editor, claim):
    override(editor[0], claim)
    visitor.get(f"/claims/{claim.public_id}").submit("/submit")
    other = factories.sign_in(app)[0].get(f"/claims/{claim.public_id}")
    assert f"Why fewer independent origins will do: {WHY} (by Ed Itor)" in other.text
    told = "Ed Itor said why fewer independent origins will do for the verdict “Refuted”."
    assert told in other.text
    other.submit("/review", decision="approve")
    assert now_is(engine, claim).status is ClaimStatus.VERIFIED
    history = other.get(f"/claims/{claim.public_id}/history").text
    assert told in history
    assert WHY in history


def test_who_gave_the_reason_lets_another_person_approve(app, engine, visitor, editor, claim):
    person, who = editor
    override(person, claim)
    visitor.get(f"/claims/{claim.public_id}").submit("/submit")
    assert claim.public_id not in person.get("/").answer.get_data(as_text=True)
    told = "You said why fewer independent origins will do; another person has to review it."
    assert told in person.get(f"/claims/{claim.public_id}").text
    with writing(engine) as session, pytest.raises(NotAllowedError, match="you said why fewer independent"):
        say(session, store.claims.get(session, claim.public_id), who)
    other = factories.sign_in(app)[0]
    assert claim.public_id in other.get("/").answer.get_data(as_text=True)


def test_who_gave_a_reason_may_approve_a_verdict_that_needs_none(engine, visitor, me, editor, claim):
    person, _ = editor
    override(person, claim)
    with writing(engine) as session:
        go_by(session, origins=1)
        found = store.claims.get(session, claim.public_id)
        desk.draft_verdict(session, claim.public_id, found.rev, Rating.SUPPORTED, "It says so.", me)
    visitor.get(f"/claims/{claim.public_id}").submit("/submit")
    assert claim.public_id in person.get("/").answer.get_data(as_text=True)
    person.get(f"/claims/{claim.public_id}").submit("/review", decision="approve")
    assert now_is(engine, claim).status is ClaimStatus.VERIFIED


def test_what_was_signed_with_a_reason_holds_it_in_every_export(engine, visitor, editor, claim):
    override(editor[0], claim)
    visitor.get(f"/claims/{claim.public_id}").submit("/submit")
    with writing(engine) as session:
        say(session, store.claims.get(session, claim.public_id), factories.a_person(session))
        made = factories.a_set(session, editor[1], session.get_one(Claim, claim.id))
        about = {"organisation": "", "public_url": ""}
        release = desk.freeze_set(session, made.public_id, made.rev, about, editor[1])
        session.flush()
        (line,) = store.releases.records(session, release.id, [claim.id]).values()
    assert f'"override_reason":"{WHY}"' in line


def test_only_whom_the_policy_lets_is_offered_the_form_and_may_send_it(engine, visitor, me, editor, claim):
    visitor.get(f"/claims/{claim.public_id}")
    assert "or an editor says why it will do" in visitor.text
    assert not visitor.page.xpath("//form[contains(@action, '/override')]")
    with writing(engine) as session, pytest.raises(NotAllowedError, match="only an editor can give such"):
        desk.override_origins(session, claim.public_id, claim.rev, WHY, me)
    with writing(engine) as session:
        go_by(session, overriders="reviewer")
    override(visitor, claim)
    assert f"{WHY} (by {me.name})" in visitor.text


def test_a_reason_counts_no_more_once_who_gave_it_could_give_none(engine, editor, visitor, claim):
    override(editor[0], claim)
    visitor.get(f"/claims/{claim.public_id}")
    assert not visitor.page.xpath("//*[@id='missing']")
    with writing(engine) as session:
        go_by(session, overriders="admin")
    assert "or an admin says why it will do" in visitor.get(f"/claims/{claim.public_id}").text


@BOTH_WAYS
def test_a_reason_that_is_missing_or_too_long_is_refused_where_it_was_typed(engine, editor, claim, htmx):
    editor = editor[0]
    for typed, problem in (
        (" \n", "this must be filled in"),
        ("x" * 2_001, "at most 2,000 characters; this has 2,001"),
        ("a\0b", "this holds characters that cannot be stored"),
    ):
        override(editor, claim, typed, htmx=htmx)
        refused(editor, problem)
        field = editor.page.get_element_by_id("override-reason")
        assert field.get("aria-invalid") == "true"
    assert len(all_of(engine, Verdict)) == 1


def test_a_reason_is_for_a_verdict_that_waits_to_be_reviewed_and_lacks_origins(engine, me, editor, claim):
    who = editor[1]

    def give(to):
        with writing(engine) as session:
            found = store.claims.get(session, to.public_id)
            desk.override_origins(session, to.public_id, found.rev, WHY, who)

    with writing(engine) as session:
        unwritten = factories.a_claim(session)
        nothing = factories.a_claim(session)
        desk.log_search(
            session, nothing.public_id, nothing.rev, dict.fromkeys("query place note".split(), "q"),
            SearchResult.NOTHING, me,
        )  # fmt: skip
        session.flush()
        rating = Rating.NOT_ENOUGH_EVIDENCE
        desk.draft_verdict(session, nothing.public_id, nothing.rev, rating, "Nothing found.", me)
    give(claim)
    for one in (unwritten, nothing, claim):
        with pytest.raises(MoveError, match="no verdict on this claim waits for a reason"):
            give(one)
    with writing(engine) as session:
        desk.submit_verdict(session, claim.public_id, store.claims.get(session, claim.public_id).rev, me)
        go_by(session, overriders="admin")
        who.role = Role.ADMIN
    with pytest.raises(MoveError, match="no verdict on this claim waits for a reason"):
        give(claim)


def test_a_reason_is_for_the_verdict_that_was_read(engine, me, editor, claim):
    with writing(engine) as session:
        seen = claim.rev
        desk.draft_verdict(session, claim.public_id, seen, Rating.SUPPORTED, "It says so.", me)
    with writing(engine) as session, pytest.raises(ConflictError):
        desk.override_origins(session, claim.public_id, seen, WHY, editor[1])


def test_who_has_to_rate_blind_lets_nothing_through(engine, me, editor, claim):
    with writing(engine) as session:
        go_by(session, blind=True)
    assert "Reviews are blind here" in editor[0].get(f"/claims/{claim.public_id}").text
    with writing(engine) as session, pytest.raises(NotAllowedError, match="rate for yourself first"):
        desk.override_origins(session, claim.public_id, claim.rev, WHY, editor[1])


def test_a_verdict_that_is_asked_for_again_as_it_is_keeps_the_reason(engine, visitor, me, editor, claim):
    override(editor[0], claim)
    visitor.get(f"/claims/{claim.public_id}").submit("/submit")
    with writing(engine) as session:
        say(session, store.claims.get(session, claim.public_id), factories.a_person(session))
        found = store.claims.get(session, claim.public_id)
        typed = dict.fromkeys("query place note".split(), "q")
        desk.log_search(session, claim.public_id, found.rev, typed, SearchResult.NOTHING, me)
    assert now_is(engine, claim).status is ClaimStatus.STALE
    visitor.get(f"/claims/{claim.public_id}").submit("/renew")
    assert "Review asked for, with what changed." in visitor.text
    assert f"{WHY} (by Ed Itor)" in visitor.text


def test_a_page_with_a_reason_costs_one_statement_more(app, engine, visitor, editor, claim):
    with statements(app) as before:
        visitor.get(f"/claims/{claim.public_id}")
    override(editor[0], claim)
    with statements(app) as after:
        visitor.get(f"/claims/{claim.public_id}")
    assert len(after) == len(before) + 1
