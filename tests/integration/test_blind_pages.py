"""No page tells a verdict to who has still to rate the claim; and the pages of reviews themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from claims import desk, store
from claims.models import Adjudication, Claim, Review, Verdict
from claims.store.engine import reading, writing
from claims.vocab import Adjudicated, ClaimStatus, Rating, Role
from tests import factories
from tests.looks import all_of, how_many, now_is, refused, shows_workbench
from tests.reviewing import SECRET, go_by, in_review, rate, say
from tests.world import a_world, doors

if TYPE_CHECKING:
    from collections.abc import Iterator

BOTH_WAYS = pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
#: Rare words, so that finding one on a page is no chance.
AUTHOR = "Quirina Zabel"


@pytest.fixture
def author(engine):
    with writing(engine) as session:
        return factories.a_person(session, Role.EDITOR, name=AUTHOR)


def addresses(app, engine, world, claim) -> Iterator[str]:
    """Every page of the URL map, opened at this claim and at what belongs to it."""
    with reading(engine) as session:
        claim = session.get_one(Claim, claim.id)
        article = store.articles.get_by_key(session, claim.article_id).public_id
        row = store.sources.evidence_of(session, claim.id)[0]
    own = {
        world.proposed.public_id: claim.public_id,
        world.article.public_id: article,
        world.evidence.public_id: row.evidence.public_id,
        world.source.public_id: row.source.public_id,
        world.capture.public_id: row.snapshot_id,
    }
    for door in doors(app, world):
        if door.method == "GET" and "TOKEN" not in door.path:
            path = door.path
            for of_world, ours in own.items():
                path = path.replace(of_world, ours)
            yield path
    yield f"/queue?status=all&article={article}"
    yield f"/articles/{article}?claim={claim.public_id}"


@pytest.mark.parametrize("asked", [True, False], ids=["in review", "drafted"])
def test_no_page_tells_a_verdict_to_who_has_still_to_rate(app, engine, author, asked):
    world, (visitor, _) = a_world(engine), factories.sign_in(app)
    with writing(engine) as session:
        go_by(session, blind=True)
        claim = in_review(session, author, Rating.MISSING_CONTEXT)
        claim.assignee_id = author.id
        if not asked:
            desk.take_back_verdict(session, claim.public_id, claim.rev, author)
    paths = set(addresses(app, engine, world, claim))
    for path in paths:
        told = visitor.client.get(path, buffered=True).data.decode("utf-8", "replace")
        assert SECRET not in told, path
        if not path.startswith("/agreement"):  # its legend has every rating
            badge = "//*[contains(@class, 'badge') and contains(@class, 'r-missing')]"
            assert "</html>" not in told or not visitor.get(path).page.xpath(badge), path
        # Her name stands where people are listed, and nowhere where it would tell what is hers.
        if claim.public_id in path and not path.endswith("/here"):
            assert AUTHOR not in told, path
    own = visitor.get(f"/claims/{claim.public_id}")
    assert "you see it when you have rated this claim for yourself" in own.text
    seen, _ = factories.sign_in(app)
    with writing(engine) as session:
        go_by(session, blind=False)
    assert SECRET in seen.get(f"/claims/{claim.public_id}").text


def test_no_page_tells_what_an_evidence_was_taken_to_do(app, engine, author):
    visitor, _ = factories.sign_in(app)
    with writing(engine) as session:
        go_by(session, blind=True)
        claim = in_review(session, author)
        row = store.sources.evidence_of(session, claim.id)[0]
    for path in (
        f"/claims/{claim.public_id}",
        f"/sources/{row.source.public_id}",
        f"/evidence/{row.evidence.public_id}/edit",
    ):
        visitor.get(path)
        assert visitor.status == 200
        assert not visitor.page.xpath("//*[contains(@class, 'st-refutes')]"), path
        assert "refutes" not in visitor.text.lower(), path
        assert row.evidence.exact in visitor.text, path


def test_a_row_of_the_queue_does_not_say_whose_it_is(app, engine, author):
    visitor, _ = factories.sign_in(app)
    with writing(engine) as session:
        claim = in_review(session, author)
        claim.assignee_id = author.id
    row = f"//*[@id='claim-{claim.public_id}']"
    visitor.get("/queue?status=in_review")
    assert AUTHOR in visitor.page.xpath(row)[0].text_content()
    with writing(engine) as session:
        go_by(session, blind=True)
    visitor.get("/queue?status=in_review")
    assert AUTHOR not in visitor.page.xpath(row)[0].text_content()


# The forms


@BOTH_WAYS
def test_both_are_revealed_when_a_rating_is_saved(app, engine, author, htmx):
    visitor, _ = factories.sign_in(app)
    with writing(engine) as session:
        go_by(session, blind=True)
        claim = in_review(session, author)
    visitor.get(f"/claims/{claim.public_id}")
    visitor.submit("/rate", htmx=htmx, rating="refuted", rationale="Counted once.")
    shows_workbench(visitor, "Your rating is the same: it counts as an approval.", htmx=htmx)
    assert now_is(engine, claim).status is ClaimStatus.VERIFIED
    for words in (SECRET, AUTHOR, "Counted once.", "rated without seeing the verdict"):
        assert words in visitor.text


def test_two_that_differ_are_shown_side_by_side_and_an_editor_decides(app, engine, author):
    visitor, _ = factories.sign_in(app)
    editor, _ = factories.sign_in(app, Role.EDITOR, name="Edda")
    other, _ = factories.sign_in(app, Role.EDITOR)
    with writing(engine) as session:
        go_by(session, blind=True)
        claim = in_review(session, author)
    path = f"/claims/{claim.public_id}"
    visitor.get(path).submit("/rate", rating="supported", rationale="Counted once.")
    assert visitor.path == f"{path}/compare"
    assert SECRET in visitor.text
    assert "An editor decides." in visitor.text
    assert not [form for form in visitor.page.forms if form.get("action").endswith("/adjudicate")]
    other.get(f"{path}/compare")
    assert "Both side by side" in editor.get(path).text
    editor.get(f"{path}/compare").submit("/adjudicate", outcome="second", note="")
    refused(editor, "this must be filled in")
    editor.submit("/adjudicate", outcome="second", note="The count is right.")
    assert now_is(engine, claim).status is ClaimStatus.VERIFIED
    assert "The count is right." in editor.get(f"{path}/compare").text
    other.submit("/adjudicate", outcome="first", note="No.")
    assert other.status == 409
    conflict = other.page.get_element_by_id("conflict")
    told = " ".join(conflict.text_content().split())
    assert "Edda decided this already: the second verdict stands" in told
    assert "Yours: the first rating stands" in told
    assert "Yours cannot be saved any more. What you typed stands here, to be copied." in told
    assert [(one.name, one.text.strip()) for one in conflict.iter("textarea")] == [(None, "No.")]
    assert not conflict.xpath(".//form | .//button")
    assert [(one.text, one.get("href")) for one in conflict.iter("a")] == [("See how it stands now", "/")]
    assert how_many(engine, Adjudication, Verdict) == [1, 2]


@BOTH_WAYS
def test_comments_are_shown_at_their_places_and_to_who_writes_anew(app, engine, author, htmx):
    visitor, _ = factories.sign_in(app)
    writer_, me = factories.sign_in(app)
    with writing(engine) as session:
        claim = in_review(session, me, why="High tide and low tide.")
    visitor.get(f"/claims/{claim.public_id}")
    typed = {
        "decision": "request_changes",
        "remark-1": "Which?",
        "words-1": "tide",
        "remark-2": "p?",
        "evidence-2": "1",
    }
    visitor.submit("/review", htmx=htmx, **typed)
    refused(visitor, "these words stand there 2 times; say which of them")
    assert visitor.form("/review")["remark-1"] == "Which?"
    visitor.submit("/review", htmx=htmx, **{"nth-1": "2"})
    shows_workbench(visitor, "Review saved.", htmx=htmx)
    page = writer_.get(f"/claims/{claim.public_id}").page
    mark = page.xpath("//p[contains(@class, 'rationale')]/mark")[0]
    assert (mark.text, mark.getprevious()) == ("tide", None)
    assert mark.xpath("preceding-sibling::text()")[0].strip() == "High tide and low"
    card = page.xpath("//article[contains(@class, 'evidence')]")[0]
    assert "p?" in card.text_content()
    assert "Which?" in writer_.text


def test_markup_in_a_comment_is_shown_as_text(app, engine, author):
    visitor, _ = factories.sign_in(app)
    with writing(engine) as session:
        claim = in_review(session, author, why="It is <b>so</b>.")
    visitor.get(f"/claims/{claim.public_id}")
    typed = {"decision": "reject", "remark-1": "<script>alert(1)</script>", "words-1": "<b>so</b>"}
    visitor.submit("/review", **typed)
    assert "<script>alert(1)</script>" in visitor.text
    assert not visitor.page.xpath("//p[contains(@class, 'rationale')]//b")


@BOTH_WAYS
def test_a_stale_claim_says_what_changed_and_is_asked_for_again(app, engine, htmx):
    writer_, me = factories.sign_in(app)
    visitor, reviewer = factories.sign_in(app)
    with writing(engine) as session:
        claim = in_review(session, me)
        say(session, claim, reviewer)
    path = f"/claims/{claim.public_id}"
    writer_.get(path).submit("/searches", query="second count", place="archive", result="nothing")
    assert "What changed since it was signed" in writer_.text
    writer_.submit("/renew", htmx=htmx)
    shows_workbench(writer_, "Review asked for, with what changed.", htmx=htmx)
    visitor.get(path)
    assert "The searches: added second count (archive)" in visitor.text
    assert "asked for again in the same words: only this is new" in visitor.text
    visitor.submit("/review", decision="approve")
    assert now_is(engine, claim).status is ClaimStatus.VERIFIED


@BOTH_WAYS
def test_who_approves_from_an_old_tab_is_shown_what_changed_and_can_still_approve(app, engine, author, htmx):
    visitor, _ = factories.sign_in(app)
    with writing(engine) as session:
        claim = in_review(session, author)
    visitor.get(f"/claims/{claim.public_id}")
    with writing(engine) as session:
        source = store.sources.evidence_of(session, claim.id)[0].source
        typed = desk.source_fields(source) | {"publisher": "State office"}
        desk.edit_source(session, source.public_id, source.rev, typed, author)
    visitor.submit("/review", htmx=htmx, decision="approve")
    assert visitor.status == 409
    assert "publisher" in visitor.text
    assert [one.text for one in visitor.page.xpath("//del")] == ["County"]
    assert how_many(engine, Review) == [0]
    visitor.submit("/review", htmx=htmx)
    assert visitor.status == 422  # what was signed is another by now
    assert "ask for changes" in visitor.text


def test_an_admin_removes_a_person_and_lets_them_in_again(app, engine):
    admin, _ = factories.sign_in(app, Role.ADMIN)
    gone, person = factories.sign_in(app, name="Gone Person")
    admin.get("/people").submit(f"/people/{person.public_id}/remove")
    assert "Gone Person was removed; what they wrote stays." in admin.text
    gone.get("/queue")
    assert gone.path.startswith("/sign-in")
    admin.submit(f"/people/{person.public_id}/restore")
    assert now_is(engine, person).active


# At the same moment


def test_of_two_editors_at_once_one_decides_and_the_other_is_told_who(app, engine, author):
    from tests.integration.test_races import at_once
    from tests.world import a_form

    editors = [factories.sign_in(app, Role.EDITOR, name=f"Editor {n}") for n in range(2)]
    with writing(engine) as session:
        reviewer = factories.a_person(session)
        go_by(session, blind=True)
        claim = in_review(session, author)
        review = rate(session, claim, reviewer, Rating.SUPPORTED)
    with reading(engine) as session:
        digest = desk.open_claim(session, claim.public_id).digest
    more = {
        "review": review.public_id,
        "note": "So.",
        "digest_seen": digest,
        "rev": now_is(engine, claim).rev,
    }
    forms = [
        a_form(visitor, outcome=outcome, **more)
        for (visitor, _), outcome in zip(editors, Adjudicated, strict=False)
    ]
    path = f"/claims/{claim.public_id}/adjudicate"
    answers = at_once(
        lambda visitor=visitor, form=form: visitor.client.post(path, data=form)
        for (visitor, _), form in zip(editors, forms, strict=True)
    )
    assert sorted(answer.status_code for answer in answers) == [303, 409]
    lost = next(answer for answer in answers if answer.status_code == 409)
    assert "decided this already" in lost.get_data(as_text=True)
    assert how_many(engine, Adjudication) == [1]


def test_of_two_who_rate_blind_at_once_none_is_lost_or_counted_twice(app, engine, author):
    from tests.integration.test_races import at_once
    from tests.world import a_form

    reviewers = [factories.sign_in(app)[0] for _ in range(2)]
    with writing(engine) as session:
        go_by(session, blind=True, approvals=2)
        claim = in_review(session, author)
    with reading(engine) as session:
        digest = desk.open_claim(session, claim.public_id).digest
    typed = {"rating": "refuted", "rationale": "So.", "digest_seen": digest, "rev": now_is(engine, claim).rev}
    forms = [a_form(visitor, **typed) for visitor in reviewers]
    path = f"/claims/{claim.public_id}/rate"
    answers = at_once(
        lambda visitor=visitor, form=form: visitor.client.post(path, data=form)
        for visitor, form in zip(reviewers, forms, strict=True)
    )
    assert sorted(answer.status_code for answer in answers) == [303, 409]
    assert len(all_of(engine, Review)) == 1
    late = reviewers[[answer.status_code for answer in answers].index(409)]
    late.get(f"/claims/{claim.public_id}").submit("/rate", rating="refuted", rationale="So.")
    assert now_is(engine, claim).status is ClaimStatus.VERIFIED
