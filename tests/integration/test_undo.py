"""Undo what was done in this sitting: the opposite is done, and the trail keeps both."""

from __future__ import annotations

import pytest
from sqlmodel import col, select

from claims import desk, store
from claims.models import Act, Claim, ClaimVersion, Event, Selection, UserSession
from claims.store.engine import commit, reading, writer, writing
from claims.vocab import ClaimStatus, DismissReason
from tests import factories

PROPOSED, ACCEPTED, DISMISSED = ClaimStatus.PROPOSED, ClaimStatus.ACCEPTED, ClaimStatus.DISMISSED


@pytest.fixture
def engine(app):
    return app.extensions["engine"]


def a_claim(engine, status=PROPOSED, **more):
    with writing(engine) as session:
        return factories.a_claim(session, status, **more)


def now_is(engine, claim):
    with reading(engine) as session:
        return session.exec(select(Claim).where(Claim.public_id == claim.public_id)).one()


def wordings(engine, claim):
    with reading(engine) as session:
        rows = session.exec(
            select(ClaimVersion.text).where(ClaimVersion.claim_id == claim.id).order_by(col(ClaimVersion.seq))
        )
        return list(rows)


def trail_of(engine, claim):
    with reading(engine) as session:
        rows = session.exec(select(Event).where(Event.object_id == claim.public_id).order_by(col(Event.seq)))
        return [event.verb for event in rows]


def triage(visitor, claim, step, **typed):
    visitor.get(f"/queue?status={claim.status.value}")
    visitor.submit(f"/claims/{claim.public_id}/{step}/queue", **typed)
    assert visitor.status == 200, visitor.text


def undo(visitor, *, htmx=False):
    visitor.get("/queue?status=all")
    return visitor.submit("/undo", htmx=htmx)


@pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
def test_a_dismissal_is_undone_and_both_stand_in_the_trail(engine, visitor, htmx):
    claim = a_claim(engine)
    triage(visitor, claim, "dismiss", reason=DismissReason.TRIVIAL.value)
    assert now_is(engine, claim).status is DISMISSED
    undo(visitor, htmx=htmx)
    after = now_is(engine, claim)
    assert (after.status, after.dismiss_reason) == (PROPOSED, None)
    assert trail_of(engine, claim)[-2:] == ["moved to dismissed", "undid: dismissed"]
    if not htmx:
        assert f"Undone: claim {claim.number}, dismissed." in visitor.text


def test_undoing_goes_back_one_act_after_another_until_nothing_is_left(engine, visitor):
    claim = a_claim(engine)
    triage(visitor, claim, "skip")
    triage(visitor, claim, "accept")
    undo(visitor)
    after = now_is(engine, claim)
    assert after.status is PROPOSED
    assert after.skipped_at is not None
    undo(visitor)
    assert now_is(engine, claim).skipped_at is None
    undo(visitor)
    assert visitor.status == 422
    assert "nothing to undo" in visitor.text


def test_what_somebody_else_changed_since_is_not_overwritten(app, engine, visitor):
    claim = a_claim(engine)
    triage(visitor, claim, "dismiss", reason=DismissReason.TRIVIAL.value)
    other = factories.sign_in(app)[0]
    triage(other, now_is(engine, claim), "reopen")
    triage(other, now_is(engine, claim), "accept")
    undo(visitor)
    assert visitor.status == 409
    assert now_is(engine, claim).status is ACCEPTED


def test_what_was_done_in_another_sitting_stays(app, engine, visitor):
    claim = a_claim(engine)
    triage(visitor, claim, "accept")
    undo(factories.sign_in(app)[0])
    assert now_is(engine, claim).status is ACCEPTED


def test_the_queue_sorts_again_as_before(engine, visitor):
    claim = a_claim(engine)
    before = now_is(engine, claim).queue_key
    triage(visitor, claim, "skip")
    assert now_is(engine, claim).queue_key > before
    undo(visitor)
    assert now_is(engine, claim).queue_key == before


def in_a_sitting(engine, who):
    """A session of somebody who is signed in."""
    with writing(engine) as session:
        desk.open_session(session, who)
    with reading(engine) as look:
        key = look.exec(select(UserSession.id).where(UserSession.user_id == who.id)).one()
    return writer(engine, "", key)


def test_an_old_wording_comes_back_as_a_new_one(engine):
    claim = a_claim(engine, ACCEPTED)
    with writing(engine) as session:
        who = factories.a_person(session)
    for text in ("The work cost 13 million.", "The work cost 14 million."):
        with in_a_sitting(engine, who) if text.endswith("13 million.") else again(engine) as session:
            key = session.info["sitting"]
            desk.edit_claim(session, claim.public_id, now_is(engine, claim).rev, text, "", who)
            commit(session)
    for _ in range(2):
        with writer(engine, "", key) as session:
            desk.undo_last(session, who)
            commit(session)
    first, second, third = wordings(engine, claim)[:3]
    assert wordings(engine, claim)[3:] == [second, first]
    with reading(engine) as session:
        claim = now_is(engine, claim)
        assert store.claims.current_version(session, claim).text == first
        assert store.claims.current_version(session, claim).reason == "undone"
        found = session.exec(select(Claim.id).where(store.words.matches(session, "crowns"))).all()
        assert found == [claim.id]
    assert third.endswith("14 million.")


def again(engine):
    with reading(engine) as look:
        key = look.exec(select(UserSession.id)).one()
    return writer(engine, "", key)


def test_a_claim_marked_by_hand_is_laid_aside_again(engine):
    with writing(engine) as session:
        article, who = factories.an_article(session), factories.a_person(session)
    with in_a_sitting(engine, who) as session:
        claim = desk.mark_claim(session, article.public_id, Selection("4,000 people walked across it"), who)
        commit(session)
        desk.undo_last(session, who)
        commit(session)
    after = now_is(engine, claim)
    assert (after.status, after.dismiss_reason) == (DISMISSED, DismissReason.WITHDRAWN)


def test_what_the_desk_does_by_itself_leaves_nothing_to_undo(engine):
    a_claim(engine)
    with reading(engine) as session:
        assert session.exec(select(Act)).all() == []


# What comes back of the page it was undone on


@pytest.fixture
def ferry(engine):
    """FERRY with three proposed claims in its lines 2 and 4 of 6."""
    with writing(engine) as session:
        article, claims = factories.a_split_article(session)
        for claim in claims:
            claim.status = PROPOSED
        return article, claims


def undone_at(visitor, here, shown=""):
    """Undo by htmx from this page, which the browser shows at this address; where the answer goes."""
    visitor.get(here)
    rows = [field.get("value") for field in visitor.page.xpath("//input[@name='row']")]
    current = f"http://localhost{shown or here}"
    visitor.submit("/undo", htmx=True, headers={"HX-Current-URL": current}, row=rows)
    return visitor.answer.headers.get("HX-Retarget", "")


def strike(visitor, article, number):
    visitor.get(f"/articles/{article.public_id}?mode=line&s={number}")
    visitor.submit("/lines/struck", htmx=True)


def root(visitor, name):
    return visitor.page.xpath(f"//*[@id='{name}']")[0]


def test_only_the_row_of_the_queue_comes_back_where_it_stands(visitor, ferry):
    _, (first, second, _) = ferry
    visitor.get("/queue")
    visitor.submit(f"/claims/{first.public_id}/accept/queue", htmx=True)
    visitor.get("/queue")  # it is not in this list any more: the list comes anew
    assert undone_at(visitor, "/queue") == ""
    assert visitor.status == 303
    visitor.get("/queue?status=all")
    visitor.submit(f"/claims/{second.public_id}/accept/queue", htmx=True)
    assert undone_at(visitor, "/queue?status=all") == f"#claim-{second.public_id}"
    assert root(visitor, f"claim-{second.public_id}").get("class").split() == ["row"]
    assert root(visitor, "live").text == f"Undone: claim {second.number}, accepted."
    assert "Proposed 3" in " ".join(root(visitor, "counters").text_content().split())
    assert len(visitor.text) < 8_000


def test_a_row_that_the_list_no_longer_holds_is_dimmed(visitor, ferry):
    _, (claim, *_) = ferry
    visitor.get("/queue")
    visitor.submit(f"/claims/{claim.public_id}/accept/queue", htmx=True)
    undone_at(visitor, "/queue?status=accepted")
    assert root(visitor, f"claim-{claim.public_id}").get("class").split() == ["row", "done"]


def test_only_what_stands_beside_the_text_comes_back_in_the_reader(visitor, ferry):
    article, (first, second, _) = ferry
    here = f"/articles/{article.public_id}"
    for claim in (first, second):
        visitor.get(f"{here}?claim={claim.public_id}")
        visitor.submit("/accept/reader", htmx=True)
    assert undone_at(visitor, here, f"{here}?claim={second.public_id}") == "#panel"
    assert "HX-Push-Url" not in visitor.answer.headers
    assert root(visitor, "panel").get("data-status") == "proposed"
    assert "1 of 6" in root(visitor, "coverage").text_content()
    # The claim it is about opens again, wherever one was in between.
    assert undone_at(visitor, f"{here}?claim={second.public_id}") == "#panel"
    assert root(visitor, "panel-title").text == "Claim 1 of 3"
    assert visitor.answer.headers["HX-Push-Url"] == f"{here}?claim={first.public_id}"
    assert "0 of 6" in root(visitor, "coverage").text_content()
    assert not visitor.page.xpath("//*[@id='text']")


def test_a_line_that_was_struck_is_at_hand_again(engine, visitor, ferry):
    article, _ = ferry
    here = f"/articles/{article.public_id}"
    for number in (4, 1):  # line 4 holds claims 2 and 3
        strike(visitor, article, number)
    assert undone_at(visitor, f"{here}?mode=line&s=6") == "#panel"
    assert "Line 1 of 6" in root(visitor, "panel").text_content()
    assert root(visitor, "s-1").get("class") == "line l-open"
    assert undone_at(visitor, here) == "#panel"  # reading, with no claim open
    assert root(visitor, "panel-title").text == "Claims"
    assert root(visitor, "s-4").get("class") == "line l-waiting"
    assert "0 of 6" in root(visitor, "coverage").text_content()


def test_the_line_of_a_claim_is_at_hand_again(visitor, ferry):
    article, (_, second, _) = ferry
    visitor.get(f"/articles/{article.public_id}?mode=line&s=4")
    visitor.submit(f"/claims/{second.public_id}/accept/reader", htmx=True)
    assert undone_at(visitor, f"/articles/{article.public_id}?mode=line&s=1") == "#panel"
    assert "Line 4 of 6" in root(visitor, "panel").text_content()


@pytest.mark.parametrize("here", ["/", "/articles", "other"])
def test_the_whole_page_comes_back_where_another_article_is_shown_or_none(engine, visitor, ferry, here):
    article, _ = ferry
    with writing(engine) as session:
        other = factories.an_article(session, text="Another story.\n")
    strike(visitor, article, 1)
    here = f"/articles/{other.public_id}" if here == "other" else here
    assert undone_at(visitor, here) == ""
    assert visitor.answer.headers["Location"] == here


def test_the_whole_page_comes_back_after_more_than_triage(visitor, ferry):
    article, _ = ferry
    here = f"/articles/{article.public_id}"
    visitor.get(f"{here}?mode=line&s=1")
    visitor.submit("/claims", quote="Harbour master Ida Lind")
    assert undone_at(visitor, here) == ""
