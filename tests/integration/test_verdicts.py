"""Verdicts and their reviews: nobody signs alone, and nobody signs what they did not see."""

from __future__ import annotations

import pytest
from sqlmodel import col, select

from claims import desk
from claims.models import Article, Claim, ClaimVersion, Event, Review, Selection, Verdict
from claims.store.engine import reading, writing
from claims.vocab import ClaimStatus, Rating, ReviewDecision, Role, SearchResult, Stance
from tests import factories
from tests.counting import statements
from tests.looks import all_of, how_many, now_is, refused, shows_workbench, written
from tests.reviewing import go_by

BOTH_WAYS = pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])


@pytest.fixture
def signed_in(app):
    return factories.sign_in(app, name="Ada Author")


@pytest.fixture
def author(signed_in):
    return signed_in[0]


@pytest.fixture
def reviewer(app):
    return factories.sign_in(app, name="Rae Viewer")[0]


@pytest.fixture
def claim(app, me):
    """An accepted claim that a component proposed, with one evidence."""

    def build(session):
        made = factories.a_claim(session)
        factories.an_evidence(session, made, me)
        return made

    return written(app, build)


def open_(visitor, claim):
    return visitor.get(f"/claims/{claim.public_id}")


def draft(visitor, claim, *, htmx=False, **typed):
    typed = {"rating": "refuted", "rationale": "The report says 14."} | typed
    return open_(visitor, claim).submit(f"/claims/{claim.public_id}/verdict", htmx=htmx, **typed)


def ask_for_review(visitor, claim, *, htmx=False):
    return open_(visitor, claim).submit(f"/claims/{claim.public_id}/submit", htmx=htmx)


def review(visitor, claim, decision="approve", *, htmx=False, **typed):
    return open_(visitor, claim).submit(
        f"/claims/{claim.public_id}/review", htmx=htmx, decision=decision, **typed
    )


def reword(visitor, claim, text, *, htmx=False):
    return open_(visitor, claim).submit(
        f"/claims/{claim.public_id}/wording", htmx=htmx, text=text, reason="why"
    )


def verified(author, reviewer, claim):
    draft(author, claim)
    ask_for_review(author, claim)
    review(reviewer, claim)
    assert "Review saved." in reviewer.text
    return claim


def actions(visitor):
    return {form.get("action").rpartition("/")[2] for form in visitor.page.forms}


# drafting


@BOTH_WAYS
def test_a_verdict_is_written_on_what_stands_there(app, engine, author, me, claim, htmx):
    draft(author, claim, htmx=htmx, rating="missing_context", rationale="So.\r\n\r\nAnd so.")
    shows_workbench(author, "Verdict saved. A second person has to review it.", htmx=htmx)
    verdict = all_of(engine, Verdict)[0]
    assert (verdict.code, verdict.label) == (Rating.MISSING_CONTEXT, "Missing context")
    assert (verdict.rationale, verdict.author_id) == ("So.\n\nAnd so.", me.id)
    with reading(engine) as session:
        assert verdict.evidence_digest == desk.open_claim(session, claim.public_id).digest
    assert now_is(engine, claim).status is ClaimStatus.DRAFTED
    assert "Missing context by Ada Author" in author.text


@BOTH_WAYS
def test_a_verdict_needs_a_rationale_and_a_rating_of_the_scale(engine, author, claim, htmx):
    for wrong, problem in (
        ({"rationale": ""}, "a verdict needs a rationale"),
        ({"rationale": " \n\t"}, "a verdict needs a rationale"),
        ({"rationale": "x" * 20_001}, "at most 20,000 characters"),
        ({"rationale": "a\0b"}, "this holds characters that cannot be stored"),
        ({"rating": "true"}, "choose one of these"),
        ({"rating": ""}, "choose one of these"),
        ({"rating": "supports"}, "choose one of these"),
    ):
        typed = {"rating": "conflicting", "rationale": "Kept  as\ntyped."} | wrong
        draft(author, claim, htmx=htmx, **typed)
        refused(author, problem)
        kept = author.form(f"/claims/{claim.public_id}/verdict")
        assert (kept["rationale"] or "").removeprefix("\n") == typed["rationale"].replace("\0", "\ufffd")
        assert kept["rating"] == (None if "rating" in wrong else "conflicting")
    assert how_many(engine, Verdict) == [0]
    assert now_is(engine, claim).rev == claim.rev


def test_a_form_without_any_rating_is_refused(engine, author, claim):
    fields = open_(author, claim).form(f"/claims/{claim.public_id}/verdict")
    del fields["rating"]
    author.post(f"/claims/{claim.public_id}/verdict", **{**fields, "rationale": "So."})
    refused(author, "choose one of these")


@BOTH_WAYS
@pytest.mark.parametrize("rating", list(Rating))
def test_nothing_is_said_of_a_claim_without_evidence_or_a_search(app, engine, author, htmx, rating):
    claim = written(app, factories.a_claim)
    draft(author, claim, htmx=htmx, rating=rating.value)
    only_search = rating is Rating.NOT_ENOUGH_EVIDENCE
    refused(author, "needs at least one search that was tried" if only_search else "at least one evidence")
    open_(author, claim).submit("/searches", query="What was looked for", place="The archive")
    draft(author, claim, htmx=htmx, rating=rating.value)
    if only_search:
        shows_workbench(author, "Verdict saved. A second person has to review it.", htmx=htmx)
    else:
        refused(author, "a verdict needs at least one evidence")
    assert how_many(engine, Verdict) == [int(only_search)]


@BOTH_WAYS
@pytest.mark.parametrize("status", [ClaimStatus.PROPOSED, ClaimStatus.DISMISSED, ClaimStatus.IN_REVIEW])
def test_no_verdict_is_written_on_a_claim_that_is_not_in_work(app, engine, author, claim, htmx, status):
    form = open_(author, claim).form(f"/claims/{claim.public_id}/verdict")
    with writing(engine) as session:
        session.get(Claim, claim.id).status = status
    form["rev"] = now_is(engine, claim).rev
    assert "verdict" not in actions(open_(author, claim))
    author.post(
        f"/claims/{claim.public_id}/verdict", htmx=htmx, **{**form, "rating": "refuted", "rationale": "So"}
    )
    assert author.status == 422
    assert f"while the claim is {status.value.replace('_', ' ')}" in author.text
    assert how_many(engine, Verdict) == [0]


def test_nobodys_rationale_is_put_beside_another_persons_rating(engine, author, reviewer, claim):
    draft(author, claim)
    open_(author, claim)
    draft(reviewer, claim, rating="supported", rationale="Theirs.")
    path = f"/claims/{claim.public_id}/verdict"
    author.submit(path, rating="conflicting")  # the rationale as it stood in the form
    assert author.status == 409
    author.submit(path)
    newest = all_of(engine, Verdict)[-1]
    assert (newest.rationale, newest.code) == ("The report says 14.", Rating.CONFLICTING)


@BOTH_WAYS
@pytest.mark.parametrize("step", ["verdict", "wording", "submit"])
def test_of_two_people_at_one_verdict_the_second_sees_both_and_loses_nothing(
    app, engine, author, reviewer, claim, htmx, step
):
    draft(author, claim)
    open_(reviewer, claim)
    draft(author, claim, rating="supported", rationale="Theirs.")
    before = how_many(engine, Verdict, ClaimVersion)
    path = f"/claims/{claim.public_id}/{step}"
    typed = {
        "verdict": {"rating": "conflicting", "rationale": "Mine."},
        "wording": {"text": "My wording.", "reason": "Mine."},
        "submit": {},
    }[step]
    reviewer.submit(path, htmx=htmx, **typed)
    assert reviewer.status == 409
    assert how_many(engine, Verdict, ClaimVersion) == before
    if step == "verdict":
        areas = {area.get("id"): area.text.strip() for area in reviewer.page.iter("textarea")}
        found = [areas[f"{whose}-rationale"] for whose in ("base", "theirs", "yours")]
        assert found == ["The report says 14.", "Theirs.", "Mine."]
        assert (areas["theirs-rating"], areas["yours-rating"]) == ("supported", "conflicting")
    if step == "wording":
        areas = {area.get("id"): area.text.strip() for area in reviewer.page.iter("textarea")}
        assert areas["base-text"] == areas["theirs-text"]  # somebody saved, but no other wording
        assert areas["yours-text"] == "My wording."
        assert areas["theirs-text"] == "The mayor said that the work cost 12 million crowns."
    reviewer.submit(path, htmx=htmx)
    assert reviewer.status == 200, reviewer.text
    if step == "verdict":
        newest = all_of(engine, Verdict)[-1]
        assert (newest.rationale, newest.code) == ("Mine.", Rating.CONFLICTING)
        assert newest.supersedes_id == all_of(engine, Verdict)[-2].id


# reviewing


@BOTH_WAYS
def test_a_second_person_approves(engine, author, reviewer, claim, htmx):
    draft(author, claim)
    assert "Nobody signs alone" in author.text
    ask_for_review(author, claim, htmx=htmx)
    shows_workbench(author, "Review asked for.", htmx=htmx)
    assert now_is(engine, claim).status is ClaimStatus.IN_REVIEW
    review(reviewer, claim, htmx=htmx)
    shows_workbench(reviewer, "Review saved.", htmx=htmx)
    assert now_is(engine, claim).status is ClaimStatus.VERIFIED
    assert "Approved by Rae Viewer" in reviewer.text
    assert reviewer.page.find_class("r-refuted")
    saved, verdict = all_of(engine, Review)[0], all_of(engine, Verdict)[0]
    assert (saved.decision, saved.digest_seen) == (ReviewDecision.APPROVE, verdict.evidence_digest)
    with reading(engine) as session:
        verbs = session.exec(
            select(Event.verb).where(Event.object_id == claim.public_id).order_by(col(Event.seq))
        ).all()
    assert verbs[-4:] == ["moved to drafted", "drafted", "moved to in_review", "moved to verified"]


@BOTH_WAYS
@pytest.mark.parametrize("decision", ["request_changes", "reject"])
def test_all_but_an_approval_needs_a_comment_and_sends_the_claim_back(
    engine, author, reviewer, claim, htmx, decision
):
    draft(author, claim)
    ask_for_review(author, claim)
    for empty in ("", " \n "):
        review(reviewer, claim, decision, htmx=htmx, comment=empty)
        refused(reviewer, "say what should change, so that the author can act on it")
        assert reviewer.form("/review")["decision"] == decision
    assert (how_many(engine, Review), now_is(engine, claim).status) == ([0], ClaimStatus.IN_REVIEW)
    review(reviewer, claim, decision, htmx=htmx, comment="Look at page 5.")
    shows_workbench(reviewer, "Review saved.", htmx=htmx)
    assert now_is(engine, claim).status is ClaimStatus.RESEARCHING
    assert "Look at page 5." in open_(author, claim).text
    # The verdict that was sent back is not asked for again: it has to be written anew.
    assert "submit" not in actions(author)
    draft(author, claim, rationale="Page 5 says so too.")
    ask_for_review(author, claim)
    review(reviewer, claim)
    assert now_is(engine, claim).status is ClaimStatus.VERIFIED
    assert [verdict.supersedes_id for verdict in all_of(engine, Verdict)] == [
        None,
        all_of(engine, Verdict)[0].id,
    ]


@BOTH_WAYS
@pytest.mark.parametrize("typed", [{"decision": "yes"}, {"decision": ""}, {"comment": "x" * 5_001}])
def test_a_review_that_does_not_hold_is_refused_and_the_form_kept(
    engine, author, reviewer, claim, htmx, typed
):
    draft(author, claim)
    ask_for_review(author, claim)
    review(reviewer, claim, **{"decision": "approve", "comment": "Kept.", **typed}, htmx=htmx)
    refused(reviewer, "choose one of these" if "decision" in typed else "at most 5,000 characters")
    assert reviewer.form("/review")["comment"].removeprefix("\n") == typed.get("comment", "Kept.")
    assert (how_many(engine, Review), now_is(engine, claim).status) == ([0], ClaimStatus.IN_REVIEW)


def forged_review(visitor, engine, claim, decision="approve", **typed):
    """Fields of a review as if the page had its form."""
    with reading(engine) as session:
        digest = desk.open_claim(session, claim.public_id).digest
    return {
        **visitor.get("/profile").form("/profile"),
        "rev": now_is(engine, claim).rev,
        "decision": decision,
        "comment": "A comment.",
        "digest_seen": digest,
        **typed,
    }


@BOTH_WAYS
@pytest.mark.parametrize("decision", list(ReviewDecision))
def test_the_author_of_a_verdict_cannot_review_it(engine, author, claim, htmx, decision):
    draft(author, claim)
    ask_for_review(author, claim)
    assert "You wrote this verdict. A second person has to review it." in author.text
    assert "review" not in actions(author)
    fields = forged_review(author, engine, claim, decision.value)
    author.post(f"/claims/{claim.public_id}/review", htmx=htmx, **fields)
    assert author.status == 403
    assert "you wrote this verdict; a second person has to review it" in author.text
    assert (how_many(engine, Review), now_is(engine, claim).status) == ([0], ClaimStatus.IN_REVIEW)


@BOTH_WAYS
def test_the_author_of_the_wording_cannot_review_the_verdict_on_it(engine, author, reviewer, claim, htmx):
    reword(reviewer, claim, "The work cost twelve million.")
    draft(author, claim)
    ask_for_review(author, claim)
    open_(reviewer, claim)
    assert "You wrote this claim's wording. Another person has to review the verdict." in reviewer.text
    assert "review" not in actions(reviewer)
    reviewer.post(f"/claims/{claim.public_id}/review", htmx=htmx, **forged_review(reviewer, engine, claim))
    assert reviewer.status == 403
    assert "you wrote this claim's wording" in reviewer.text
    assert (how_many(engine, Review), now_is(engine, claim).status) == ([0], ClaimStatus.IN_REVIEW)


@BOTH_WAYS
@pytest.mark.parametrize("seen", ["", "0" * 64, "earlier"])
def test_a_review_of_what_somebody_did_not_see_is_refused(engine, author, reviewer, claim, htmx, seen):
    with reading(engine) as session:
        earlier = desk.open_claim(session, claim.public_id).digest
    reword(author, claim, "Another wording.")
    draft(author, claim)
    ask_for_review(author, claim)
    review(reviewer, claim, htmx=htmx, digest_seen=earlier if seen == "earlier" else seen, comment="Fine.")
    assert reviewer.status == 409
    assert "the claim or its evidence changed since you read it; look at what changed" in reviewer.text
    assert "What stood there then was not kept" in reviewer.text
    assert (how_many(engine, Review), now_is(engine, claim).status) == ([0], ClaimStatus.IN_REVIEW)
    # What came back has what stands there now, so the next try may count.
    reviewer.submit("/review", htmx=htmx)
    assert now_is(engine, claim).status is ClaimStatus.VERIFIED


@BOTH_WAYS
def test_a_verdict_that_cannot_be_reviewed_yet_says_so_when_it_is_saved(app, author, claim, htmx):
    written(app, lambda session: go_by(session, origins=2))
    draft(author, claim, htmx=htmx)
    shows_workbench(
        author, "Verdict saved. What is missing before it can be reviewed is listed with it.", htmx=htmx
    )
    assert "2 are needed" in author.text


@BOTH_WAYS
def test_a_refused_verdict_leads_to_what_it_lacks(app, author, htmx):
    bare = written(app, factories.a_claim)
    draft(author, bare, htmx=htmx)
    refused(author, "a verdict needs at least one evidence")
    [link] = author.page.xpath("//*[@id='rating-problem']/a/@href")
    assert author.page.get_element_by_id(link.removeprefix("#")) is not None


def test_asking_again_is_offered_only_where_it_can_succeed(app, author, reviewer, claim):
    def goes_by(version, length):
        def change(session):
            admin = factories.a_person(session, Role.ADMIN)
            desk.change_policy(session, version, {"rationale": length}, "", admin)

        written(app, change)

    verified(author, reviewer, claim)
    goes_by(1, 500)
    open_(author, claim)
    assert "the rationale needs 500 characters" in author.text
    assert "renew" not in actions(author)
    goes_by(2, 2)
    assert "renew" in actions(open_(author, claim))


@BOTH_WAYS
def test_who_decides_from_an_old_page_is_shown_how_the_verdict_differs_from_the_one_they_read(
    engine, author, reviewer, claim, htmx
):
    draft(author, claim, conclusion="It cost more.")
    ask_for_review(author, claim)
    old = open_(reviewer, claim)
    open_(author, claim).submit("/take-back")
    draft(author, claim, rating="conflicting", rationale="The report says 13.", conclusion="")
    ask_for_review(author, claim)
    old.submit("/review", htmx=htmx, decision="approve")
    assert reviewer.status == 409
    told = [" ".join(one.text_content().split()) for one in reviewer.page.xpath("//ul[@class='changes']/li")]
    assert told == [
        "The verdict, rating: RefutedConflicting evidence",
        "The verdict, rationale: The report says 1413.",
        "The verdict, conclusion for readers: taken off It cost more.",
    ]
    assert "Yours: Approve" in " ".join(reviewer.page.text_content().split())
    assert how_many(engine, Review) == [0]
    reviewer.submit("/review", htmx=htmx)
    assert now_is(engine, claim).status is ClaimStatus.VERIFIED
    assert "Approved by" in " ".join(open_(author, claim).page.text_content().split())


@BOTH_WAYS
def test_what_changed_under_a_review_cannot_be_approved_only_sent_back(
    app, engine, author, reviewer, me, claim, htmx
):
    draft(author, claim)
    ask_for_review(author, claim)
    source = author.page.xpath(
        "//article[contains(@class, 'evidence')]//a[starts-with(@href, '/sources')]/@href"
    )[0]
    author.get(f"{source}/edit").submit("/edit", origin_group="A wire")
    review(reviewer, claim, htmx=htmx)
    refused(reviewer, "the evidence changed since this verdict was written; ask for changes")
    assert now_is(engine, claim).status is ClaimStatus.IN_REVIEW
    review(reviewer, claim, "request_changes", htmx=htmx, comment="The origin is a wire now.")
    assert now_is(engine, claim).status is ClaimStatus.RESEARCHING


@BOTH_WAYS
def test_a_verdict_whose_evidence_changed_is_not_sent_to_review(engine, author, claim, htmx):
    draft(author, claim)
    stale_form = open_(author, claim).form("/submit")
    author.submit("/searches", query="q", place="p")
    assert "submit" not in actions(open_(author, claim))
    stale_form["rev"] = now_is(engine, claim).rev
    author.post(f"/claims/{claim.public_id}/submit", htmx=htmx, **stale_form)
    assert author.status == 422
    assert now_is(engine, claim).status is ClaimStatus.DRAFTED


@BOTH_WAYS
def test_a_verdict_is_reviewed_once(app, engine, author, reviewer, claim, htmx):
    draft(author, claim)
    ask_for_review(author, claim)
    third, _ = factories.sign_in(app)
    for visitor in (reviewer, third):
        open_(visitor, claim)
    reviewer.submit("/review", htmx=htmx, decision="approve")
    third.submit("/review", htmx=htmx, decision="reject", comment="My comment.")
    assert third.status == 409
    assert third.form("/review")["comment"] == "My comment."
    third.submit("/review", htmx=htmx)
    assert third.status == 422
    assert "nobody asked for a review of this claim" in third.text
    assert (how_many(engine, Review), now_is(engine, claim).status) == ([1], ClaimStatus.VERIFIED)


@BOTH_WAYS
def test_a_viewer_reads_a_verdict_but_neither_writes_nor_reviews(app, engine, author, claim, htmx):
    draft(author, claim)
    ask_for_review(author, claim)
    visitor, _ = factories.sign_in(app, Role.VIEWER)
    assert "The report says 14." in open_(visitor, claim).text
    assert actions(visitor) == {"sign-out"}
    fields = forged_review(visitor, engine, claim, rating="refuted", rationale="So", text="Words", reason="")
    before = how_many(engine, Verdict, Review, ClaimVersion, Event)
    for step in ("review", "verdict", "submit", "wording"):
        fields["op_id"] = step * 6
        assert visitor.post(f"/claims/{claim.public_id}/{step}", htmx=htmx, **fields).status == 403
    assert how_many(engine, Verdict, Review, ClaimVersion, Event) == before


@BOTH_WAYS
def test_one_person_cannot_bring_a_claim_to_verified_by_any_form(engine, author, claim, htmx):
    """From every state this person can reach, send every form there is, twice over, as an author would."""
    posts = {
        "verdict": {"rating": "refuted", "rationale": "So."},
        "submit": {},
        "review": {"decision": "approve", "comment": "Mine."},
        "wording": {"text": "Another wording.", "reason": "why"},
        "accept/queue": {},
        "skip/queue": {},
        "reopen/queue": {},
        "dismiss/queue": {"reason": "opinion"},
        "accept/reader": {},
    }
    seen = set()
    orders = [
        list(posts),
        ["submit", "review"],
        ["wording", "verdict", "submit", "review", "review"],
        list(posts),
    ]
    for number, step in enumerate(step for order in orders for step in order):
        fields = forged_review(author, engine, claim, **posts[step])
        fields["op_id"] = f"{number:020}"
        author.post(f"/claims/{claim.public_id}/{step}", htmx=htmx, **fields)
        assert author.status in (200, 403, 422), (step, author.text)
        seen.add(now_is(engine, claim).status)
    assert {ClaimStatus.DRAFTED, ClaimStatus.IN_REVIEW} <= seen
    assert ClaimStatus.VERIFIED not in seen
    assert how_many(engine, Review) == [0]


# rewording, and what turns stale


@BOTH_WAYS
def test_a_new_wording_keeps_the_old_one(engine, author, me, claim, htmx):
    reword(author, claim, "  The work cost\n 12 million. ", htmx=htmx)
    shows_workbench(author, "Wording saved.", htmx=htmx)
    versions = [version for version in all_of(engine, ClaimVersion) if version.claim_id == claim.id]
    assert [(version.seq, version.text) for version in versions] == [
        (1, "The mayor said that the work cost 12 million crowns."),
        (2, "The work cost 12 million."),
    ]
    assert (versions[1].created_by_id, versions[1].reason) == (me.id, "why")
    assert author.page.xpath("//h1")[0].text == "The work cost 12 million."


@BOTH_WAYS
def test_a_wording_that_does_not_hold_is_refused_and_the_form_kept(engine, author, claim, htmx):
    for text, problem in (
        ("", "this must be filled in"),
        (" \n", "this must be filled in"),
        ("x" * 2_001, "at most 2,000 characters"),
        ("a\0b", "this holds characters that cannot be stored"),
    ):
        reword(author, claim, text, htmx=htmx)
        refused(author, problem)
        kept = author.form("/wording")
        assert (kept["text"] or "").removeprefix("\n") == text.replace("\0", "\ufffd")
        assert kept["reason"] == "why"
        assert author.page.xpath("//details[@open]//textarea[@name='text']")
    assert now_is(engine, claim).version_seq == 1


@BOTH_WAYS
def test_the_same_wording_again_changes_nothing(engine, author, reviewer, claim, htmx):
    verified(author, reviewer, claim)
    before = now_is(engine, claim).rev
    reword(author, claim, " The mayor said that  the work cost 12 million crowns.", htmx=htmx)
    assert author.status == 200
    assert (now_is(engine, claim).rev, now_is(engine, claim).status) == (before, ClaimStatus.VERIFIED)


@BOTH_WAYS
def test_a_stale_claim_is_verified_again_only_by_a_new_verdict_and_a_new_review(
    app, engine, author, reviewer, claim, htmx
):
    verified(author, reviewer, claim)
    reword(author, claim, "The work cost 12 million crowns.", htmx=htmx)
    assert now_is(engine, claim).status is ClaimStatus.STALE
    assert "submit" not in actions(open_(author, claim))

    # Back to the wording that was signed, the old signatures still do not count.
    third, _ = factories.sign_in(app)
    reword(third, claim, "The mayor said that the work cost 12 million crowns.")
    assert now_is(engine, claim).status is ClaimStatus.STALE
    fields = forged_review(author, engine, claim)
    author.post(f"/claims/{claim.public_id}/submit", htmx=htmx, **fields)
    assert author.status == 422
    assert now_is(engine, claim).status is ClaimStatus.STALE

    draft(author, claim, htmx=htmx, rationale="Seen anew.")
    assert now_is(engine, claim).status is ClaimStatus.STALE
    ask_for_review(author, claim, htmx=htmx)
    assert now_is(engine, claim).status is ClaimStatus.IN_REVIEW
    review(reviewer, claim, htmx=htmx)
    assert now_is(engine, claim).status is ClaimStatus.VERIFIED
    assert "Seen anew." in reviewer.text
    assert how_many(engine, Verdict, Review) == [2, 2]


@BOTH_WAYS
@pytest.mark.parametrize("status", [ClaimStatus.IN_REVIEW, ClaimStatus.DISMISSED])
def test_a_claim_in_review_or_dismissed_is_not_reworded(engine, author, claim, htmx, status):
    fields = open_(author, claim).form("/wording")
    with writing(engine) as session:
        session.get(Claim, claim.id).status = status
    assert "wording" not in actions(open_(author, claim))
    fields = {**fields, "rev": now_is(engine, claim).rev, "text": "Another."}
    author.post(f"/claims/{claim.public_id}/wording", htmx=htmx, **fields)
    assert author.status == 422
    assert now_is(engine, claim).version_seq == 1


# the page


def test_the_workbench_costs_the_same_statements_whatever_hangs_on_it(app, author, me):
    counts = []
    for many in (1, 30):

        def build(session, many=many):
            claim = factories.a_claim(session)
            source = factories.a_source(session, me)
            quote = "The work cost 14 million crowns."
            for _ in range(many):
                factories.an_evidence(session, claim, me, quote, Stance.MIXED, source)
                typed = {"query": "q", "place": "p", "note": ""}
                desk.log_search(session, claim.public_id, claim.rev, typed, SearchResult.NOTHING, me)
                session.flush()
            for _ in range(many):
                factories.a_verdict(session, claim, me)
            return claim, source

        claim, source = written(app, build)
        address = f"/claims/{claim.public_id}"
        for path in (f"{address}/evidence/new?source={source.public_id}", address):
            with statements(app) as said:
                author.get(path)
            assert author.status == 200
            counts.append(len(said))
        assert len(author.page.find_class("evidence")) == many
    assert counts[:2] == counts[2:]


def test_a_claim_marked_by_hand_has_a_workbench_like_any_other(app, author, me):
    def build(session):
        article = factories.an_article(session)
        return desk.mark_claim(session, article.public_id, Selection("4,000 people walked"), me)

    claim = written(app, build)
    open_(author, claim)
    assert author.page.xpath("//blockquote/mark")[0].text == "4,000 people walked"
    assert {"verdict", "wording", "searches"} <= actions(author)


def test_every_field_of_the_workbench_has_a_name_for_a_screen_reader(author, claim):
    open_(author, claim)
    author.get(author.page.xpath("//a[. = 'Capture a new source']/@href")[0])
    for path in (f"/claims/{claim.public_id}", author.path):
        author.get(path)
        for field in author.page.xpath("//main//*[self::input or self::textarea or self::select]"):
            if field.get("type") == "hidden":
                continue
            label = author.page.xpath(f"//label[@for='{field.get('id')}']") or field.xpath("ancestor::label")
            assert label, field.get("name")
            assert label[0].text_content().strip()


@BOTH_WAYS
def test_the_author_can_take_a_verdict_back_and_nobody_else(app, engine, author, reviewer, claim, htmx):
    draft(author, claim)
    ask_for_review(author, claim)
    path, form = f"/claims/{claim.public_id}/take-back", open_(reviewer, claim).form("/review")
    reviewer.post(path, htmx=htmx, **{name: form[name] for name in ("csrf_token", "op_id", "rev")})
    assert reviewer.status == 403
    open_(author, claim).submit("/take-back", htmx=htmx)
    assert author.status == 200
    assert now_is(engine, claim).status is ClaimStatus.RESEARCHING


def test_who_marked_a_claim_cannot_approve_its_verdict(app, engine, author, reviewer, claim):
    with reading(engine) as session:
        article = session.get_one(Article, claim.article_id).public_id
    reviewer.get(f"/articles/{article}").submit("/claims", quote="after three years of work")
    marked = f"/claims/{reviewer.path.split('claim=')[1]}"
    author.get(marked).submit("/searches", query="years", place="archive", result="nothing")
    author.submit("/verdict", rating="not_enough_evidence", rationale="Nothing found.")
    author.submit("/submit")
    assert "You wrote this claim's wording." in reviewer.get(marked).text
    assert not [form for form in reviewer.page.forms if form.get("action").endswith("/review")]
