"""A verdict that readers have seen is corrected or withdrawn in the open; what was signed stays."""

from __future__ import annotations

import pytest

from claims import desk, store
from claims.desk import signing
from claims.errors import InputError, MoveError, NotAllowedError
from claims.models import Claim, Event, Verdict, Withdrawal
from claims.store.engine import reading, writing
from claims.vocab import Adjudicated, ClaimStatus, CorrectionClass, Rating, Role
from tests import factories
from tests.factories import sign_in
from tests.looks import all_of, how_many, now_is, refused, shows_workbench
from tests.reviewing import go_by, rate
from tests.world import a_world

CORRECTED = {"rating": "supported", "rationale": "The second report says 12.", "correction": "major"}
NOTE = "We had read an outdated report."


def corrected(kind: CorrectionClass = CorrectionClass.MAJOR, note: str = NOTE) -> desk.VerdictDetails:
    return desk.VerdictDetails(correction=kind, correction_note=note)


def again(session, claim, who, details, rating=Rating.SUPPORTED):
    row = session.get_one(Claim, claim.id)
    return desk.draft_verdict(session, row.public_id, row.rev, rating, "It says 12.", who, details)


@pytest.fixture
def world(engine):
    return a_world(engine)


@pytest.mark.parametrize("htmx", [False, True])
def test_a_released_verdict_is_corrected_by_a_new_one_that_needs_review_again(app, engine, world, htmx):
    visitor, _ = sign_in(app)
    path = f"/claims/{world.verified.public_id}"
    visitor.get(path)
    typed = CORRECTED | {"correction_note": NOTE}
    visitor.submit(f"{path}/verdict", htmx=htmx, **typed)
    shows_workbench(visitor, "Verdict saved. A second person has to review it.", htmx=htmx)
    old, new = [one for one in all_of(engine, Verdict) if one.claim_id == world.verified.id]
    assert (old.rationale, new.supersedes_id) == ("The report says 14.", old.id)
    assert (new.correction, new.correction_note) == (CorrectionClass.MAJOR, NOTE)
    assert now_is(engine, world.verified).status is ClaimStatus.DRAFTED
    assert "not signed yet" in visitor.text
    with writing(engine) as session:
        claim = session.get_one(Claim, world.verified.id)
        who = session.merge(world.reviewer)
        factories.sign(session, claim, session.merge(world.author), who)
    for page in (path, f"/articles/{world.article.public_id}?claim={world.verified.public_id}"):
        visitor.get(page)
        [banner] = visitor.page.find_class("correction")
        told = " ".join(banner.text_content().split())
        assert told.startswith("↻ Corrected major correction, 20")
        assert told.endswith(NOTE)


@pytest.mark.parametrize(
    ("details", "field"),
    [
        (desk.NO_DETAILS, "correction"),
        (corrected(CorrectionClass.NONE), "correction"),
        (corrected(note=" "), "correction_note"),
        (corrected(note="x" * 2_001), "correction_note"),
    ],
)
def test_readers_are_told_how_much_a_new_verdict_changes_and_why(engine, world, details, field):
    with pytest.raises(InputError) as refusal, writing(engine) as session:
        again(session, world.verified, session.merge(world.author), details)
    assert refusal.value.field == field
    assert now_is(engine, world.verified).status is ClaimStatus.VERIFIED


@pytest.mark.parametrize("kind", [CorrectionClass.CLARIFICATION, CorrectionClass.MINOR])
def test_another_rating_than_readers_have_seen_is_a_major_correction(engine, world, kind):
    def corrects(rating):
        with writing(engine) as session:
            again(session, world.verified, session.merge(world.author), corrected(kind), rating)

    seen = Rating.REFUTED
    with pytest.raises(InputError, match="a major correction") as refusal:
        corrects(Rating.SUPPORTED)
    assert refusal.value.field == "correction"
    corrects(seen)


def test_a_second_rating_that_stands_is_as_great_a_correction_as_it_is(engine, world):
    with writing(engine) as session:
        go_by(session, blind=True)
        author, kind = session.merge(world.author), corrected(CorrectionClass.CLARIFICATION)
        again(session, world.verified, author, kind, Rating.REFUTED)
        session.flush()
        claim = session.get_one(Claim, world.verified.id)
        desk.submit_verdict(session, claim.public_id, claim.rev, author)
        session.flush()
        review = rate(session, claim, factories.a_person(session), Rating.SUPPORTED)
        editor, seen = factories.a_person(session, Role.EDITOR), signing.digest(session, claim)
        second = Adjudicated.SECOND
        desk.adjudicate(
            session, claim.public_id, claim.rev, review.public_id, second, "So it is.", seen, editor
        )
        session.flush()
        assert store.verdicts.newest(session, claim.id)[0].correction is CorrectionClass.MAJOR


def test_what_was_signed_but_never_released_is_written_anew_without_a_note(engine, world):
    with writing(engine) as session:
        author, reviewer = session.merge(world.author), session.merge(world.reviewer)
        claim = factories.a_verified_claim(session, author, reviewer)
    with pytest.raises(InputError, match="nothing to correct"), writing(engine) as session:
        again(session, claim, session.merge(world.author), corrected())
    with writing(engine) as session:
        again(session, claim, session.merge(world.author), desk.NO_DETAILS)
    assert now_is(engine, claim).status is ClaimStatus.DRAFTED


def test_a_form_without_the_class_comes_back_with_what_was_typed(app, engine, world):
    visitor, _ = sign_in(app)
    visitor.get(f"/claims/{world.verified.public_id}")
    form = f"/claims/{world.verified.public_id}/verdict"
    visitor.submit(form, rating="supported", rationale="It says 12.", correction_note=NOTE)
    refused(visitor, "readers have seen a verdict on this claim: say how much this one changes")
    assert NOTE in visitor.text
    assert visitor.page.xpath("//details[@open]//textarea[@name='rationale']")


@pytest.mark.parametrize("htmx", [False, True])
def test_an_editor_withdraws_a_verdict_with_a_reason_for_readers(app, engine, world, htmx):
    visitor, editor = sign_in(app, Role.EDITOR)
    path = f"/claims/{world.verified.public_id}"
    visitor.get(path)
    visitor.submit(f"{path}/withdraw", htmx=htmx, withdrawal="The report was forged.")
    shows_workbench(visitor, "Verdict withdrawn.", htmx=htmx)
    assert now_is(engine, world.verified).status is ClaimStatus.RESEARCHING
    with reading(engine) as session:
        [(row, verdict, who)] = store.verdicts.withdrawals_of(session, [world.verified.id])
        assert (row.reason, verdict.id, who.id) == ("The report was forged.", world.verdict.id, editor.id)
    event = all_of_events(engine)[-1]
    assert (event.verb, event.payload["withdrawal"]) == ("moved to researching", row.public_id)
    told = " ".join(visitor.page.find_class("withdrawn")[0].text_content().split())
    assert told.endswith("The report was forged.")


def all_of_events(engine):
    from sqlmodel import select

    with reading(engine) as session:
        return session.exec(select(Event).order_by(Event.seq)).all()


def test_only_an_editor_withdraws_only_what_is_signed_and_says_why(engine, world):
    with writing(engine) as session:
        editor, claim = factories.a_person(session, Role.EDITOR), session.get_one(Claim, world.verified.id)
        at = (claim.public_id, claim.rev)
        with pytest.raises(NotAllowedError):
            desk.withdraw_verdict(session, *at, "So.", session.merge(world.author))
        with pytest.raises(InputError) as refusal:
            desk.withdraw_verdict(session, *at, " \n", editor)
        assert refusal.value.field == "withdrawal"
        waiting = factories.a_claim(session)
        factories.a_verdict(session, waiting, editor)
        desk.submit_verdict(session, waiting.public_id, waiting.rev, editor)
        session.flush()
        for one in (waiting, session.get_one(Claim, world.researched.id)):
            with pytest.raises(MoveError, match="nothing is signed"):
                desk.withdraw_verdict(session, one.public_id, one.rev, "So.", editor)
    assert how_many(engine, Withdrawal) == [0]


def test_after_a_withdrawal_the_next_verdict_still_says_what_it_corrects(engine, world):
    with writing(engine) as session:
        editor, claim = factories.a_person(session, Role.EDITOR), session.get_one(Claim, world.verified.id)
        desk.withdraw_verdict(session, claim.public_id, claim.rev, "Forged.", editor)
        session.flush()
        with pytest.raises(InputError):
            again(session, claim, editor, desk.NO_DETAILS)
        again(session, claim, editor, corrected())
        session.flush()
        assert desk.open_claim(session, claim.public_id).withdrawn is None
