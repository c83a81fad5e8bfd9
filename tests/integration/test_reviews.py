"""Reviews: so many approvals, comments on places, blind ratings, and an editor who decides between two."""

from __future__ import annotations

import pytest

from claims import desk, store
from claims.desk import changes_since, signing
from claims.desk.agreement import Pair
from claims.desk.comments import Remark
from claims.desk.records import stands_of
from claims.errors import ClaimsError, ConflictError, InputError, MoveError, NotAllowedError, NotFoundError
from claims.models import Adjudication
from claims.store.engine import writing
from claims.vocab import (
    Adjudicated,
    ClaimStatus,
    CommentTarget,
    Rating,
    ReviewDecision,
    ReviewMode,
    Role,
    SearchResult,
    Stance,
)
from tests import factories
from tests.looks import all_of
from tests.reviewing import SECRET, go_by, in_review, rate, say

CHANGES = ReviewDecision.REQUEST_CHANGES


@pytest.fixture
def session(engine):
    with writing(engine) as opened:
        yield opened


@pytest.fixture
def people(session):
    """An author, two reviewers and two editors."""
    roles = [Role.REVIEWER] * 3 + [Role.EDITOR] * 2
    return [factories.a_person(session, role) for role in roles]


# So many approvals


def test_a_claim_stays_in_review_until_as_many_approved_as_the_policy_asks_for(session, people):
    author, one, other, *_ = people
    go_by(session, approvals=2)
    claim = in_review(session, author)
    say(session, claim, one)
    assert claim.status is ClaimStatus.IN_REVIEW
    page = desk.open_claim(session, claim.public_id, other)
    assert (page.standing.approvals, page.policy.approvals) == (1, 2)
    with pytest.raises(NotAllowedError, match="you reviewed this verdict already"):
        say(session, claim, one)
    say(session, claim, other)
    assert claim.status is ClaimStatus.VERIFIED


def test_one_who_asks_for_changes_outweighs_who_approved(session, people):
    author, one, other, *_ = people
    go_by(session, approvals=2)
    claim = in_review(session, author)
    say(session, claim, one)
    say(session, claim, other, CHANGES, comment="Page 5.")
    assert claim.status is ClaimStatus.RESEARCHING


def test_approvals_given_before_the_policy_was_tightened_do_not_count(session, people):
    author, one, other, *_ = people
    go_by(session, approvals=2)
    claim = in_review(session, author)
    say(session, claim, one)
    go_by(session, approvals=2, origins=2)
    page = desk.open_claim(session, claim.public_id, other)
    assert page.standing.approvals == 0
    assert [(each.about, each.was, each.now) for each in page.standing.since.differences] == [
        ("the policy", "1", "2")
    ]
    with pytest.raises(InputError, match="the evidence changed since this verdict was written"):
        say(session, claim, other)
    assert claim.status is ClaimStatus.IN_REVIEW


def test_a_desk_of_one_can_let_an_author_review_alone_and_the_record_says_so(session, people):
    author, one, *_ = people
    claim = in_review(session, author)
    with pytest.raises(NotAllowedError, match="a second person"):
        say(session, claim, author)
    desk.take_back_verdict(session, claim.public_id, claim.rev, author)
    go_by(session, alone=True)
    session.flush()
    alone = in_review(session, author)
    say(session, alone, author)
    assert alone.status is ClaimStatus.VERIFIED
    told = _record(session, alone).reviews
    assert [(each.reviewer_id, each.alone) for each in told] == [(author.public_id, True)]
    other = in_review(session, author)
    say(session, other, one)
    assert [each.alone for each in _record(session, other).reviews] == [False]


def _record(session, claim):
    return next(record for _, record in stands_of(session, [claim.id]))


# Comments on places


def comments(session, claim):
    verdict = store.verdicts.newest(session, claim.id)[0]
    reviews = [review.id for review, _ in store.verdicts.reviews_of(session, verdict.id)]
    return store.reviews.comments_of(session, reviews)


def test_a_review_can_ask_for_several_changes_each_at_its_place(session, people):
    author, one, *_ = people
    claim = in_review(session, author, why="So it is.\nThe work  cost 14 million, they say.")
    remarks = [
        Remark(1, "Which work?", words="work cost"),
        Remark(2, "Which page?", evidence="1"),
        Remark(3, "Too long."),
        Remark(4, ""),
    ]
    say(session, claim, one, CHANGES, remarks=remarks)
    assert claim.status is ClaimStatus.RESEARCHING
    told = comments(session, claim)
    assert [each.about for each in told] == [
        CommentTarget.RATIONALE,
        CommentTarget.EVIDENCE,
        CommentTarget.CLAIM,
    ]
    verdict = store.verdicts.newest(session, claim.id)[0]
    assert told[0].exact == "work  cost" == verdict.rationale[told[0].start : told[0].end]
    assert told[1].evidence_id == store.sources.rows_of(session, [claim.id])[0].id
    page = desk.open_claim(session, claim.public_id, author)
    assert [each.text for each in page.standing.comments[page.reviews[0][0].id]] == [
        "Which work?",
        "Which page?",
        "Too long.",
    ]
    assert [each["about"] for each in _record(session, claim).reviews[0].comments] == [
        "rationale",
        "evidence",
        "claim",
    ]


@pytest.mark.parametrize(
    ("remark", "field", "problem"),
    [
        (Remark(1, "", words="tide"), "remark-1", "must be filled in"),
        (Remark(1, "Why?", words="ebb"), "words-1", "do not stand in the rationale"),
        (Remark(1, "Why?", words="tide"), "nth-1", "stand there 3 times; say which of them: 1: “High tide"),
        (Remark(1, "Why?", words="tide", nth="4"), "nth-1", "choose 1 to 3"),
        (Remark(1, "Why?", words="tide", nth="x"), "nth-1", "choose 1 to 3"),
        (Remark(2, "Why?", words="tide", nth="1", evidence="1"), "evidence-2", "make two of it"),
        (Remark(2, "Why?", evidence="7"), "evidence-2", "no evidence of that number"),
    ],
)
def test_a_comment_that_has_no_place_is_refused_and_says_why(session, people, remark, field, problem):
    author, one, *_ = people
    claim = in_review(session, author, why="High tide, low tide. The (tide) turned.")
    with pytest.raises(InputError, match=problem.replace("(", r"\(")) as refused:
        say(session, claim, one, CHANGES, remarks=[remark])
    assert refused.value.field == field
    assert not comments(session, claim)


def test_of_words_that_stand_there_often_the_one_is_taken_that_was_said(session, people):
    author, one, *_ = people
    claim = in_review(session, author, why="High tide, low tide. The tide turned.")
    say(session, claim, one, CHANGES, remarks=[Remark(1, "Why?", words="tide", nth="2")])
    assert comments(session, claim)[0].start == len("High tide, low ")


def test_a_comment_on_a_place_is_reason_enough_and_none_at_all_is_not(session, people):
    author, one, *_ = people
    claim = in_review(session, author)
    with pytest.raises(InputError, match="say what should change"):
        say(session, claim, one, CHANGES, remarks=[Remark(1, "")])
    say(session, claim, one, CHANGES, remarks=[Remark(1, "Too long.")])
    assert claim.status is ClaimStatus.RESEARCHING


# Blind


@pytest.fixture
def blindly(session):
    go_by(session, blind=True)


@pytest.mark.usefixtures("blindly")
def test_the_same_rating_given_blind_counts_as_an_approval(session, people):
    author, one, *_ = people
    claim = in_review(session, author)
    review = rate(session, claim, one)
    assert claim.status is ClaimStatus.VERIFIED
    assert (review.mode, review.decision, review.code, review.means) == (
        ReviewMode.BLIND,
        ReviewDecision.APPROVE,
        "refuted",
        Rating.REFUTED,
    )
    told = _record(session, claim).reviews[0]
    assert (told.mode, told.rating, told.comment) == ("blind", "refuted", "As I see it.")


@pytest.mark.usefixtures("blindly")
def test_another_rating_given_blind_lets_the_claim_wait_for_an_editor(session, people):
    author, one, other, editor, _ = people
    claim = in_review(session, author)
    assert rate(session, claim, one, Rating.SUPPORTED).decision is ReviewDecision.DISAGREE
    assert claim.status is ClaimStatus.IN_REVIEW
    with pytest.raises(MoveError, match="an editor decides first"):
        rate(session, claim, other)
    assert desk.open_claim(session, claim.public_id, one).standing.disputed
    assert desk.open_claim(session, claim.public_id, editor).standing.may_decide
    assert not desk.open_claim(session, claim.public_id, author).standing.may_decide


@pytest.mark.usefixtures("blindly")
def test_who_has_to_rate_first_can_only_send_it_back(session, people):
    author, one, *_ = people
    claim = in_review(session, author)
    for decision in (ReviewDecision.APPROVE, ReviewDecision.REJECT):
        with pytest.raises(NotAllowedError, match="rate for yourself first"):
            say(session, claim, one, decision, comment="So.")
    with pytest.raises(NotAllowedError, match="the rationale is not shown to you"):
        say(session, claim, one, CHANGES, remarks=[Remark(1, "Why?", words="Zanzibar")])
    say(
        session,
        claim,
        one,
        CHANGES,
        comment="The evidence is not enough.",
        remarks=[Remark(1, "x", evidence="1")],
    )
    assert claim.status is ClaimStatus.RESEARCHING
    assert store.verdicts.reviews_of(session, 1)[0][0].mode is ReviewMode.BLIND


@pytest.mark.usefixtures("blindly")
@pytest.mark.parametrize(
    ("rating", "why", "problem"),
    [
        ("true", "So.", "choose one of these"),
        ("refuted", " \n", "needs a rationale"),
        ("refuted", "x" * 20_001, "at most 20,000"),
        ("refuted", "Why.", "the rationale needs 9 characters; this has 4"),
    ],
)
def test_a_blind_rating_has_to_hold_like_any_verdict(session, people, rating, why, problem):
    author, one, *_ = people
    go_by(session, rationale=9)
    claim = in_review(session, author)
    with pytest.raises(InputError, match=problem):
        rate(session, claim, one, rating, why)


def test_nobody_rates_blind_where_reviews_are_open(session, people):
    claim = in_review(session, people[0])
    with pytest.raises(MoveError, match="reviewed in the open"):
        rate(session, claim, people[1])


@pytest.mark.usefixtures("blindly")
def test_who_has_seen_a_verdict_on_the_claim_cannot_review_it_blind(session, people):
    author, one, other, *_ = people
    claim = in_review(session, author)
    say(session, claim, one, CHANGES, comment="More evidence.")
    desk.draft_verdict(session, claim.public_id, claim.rev, Rating.REFUTED, "Anew.", other)
    session.flush()
    desk.submit_verdict(session, claim.public_id, claim.rev, other)
    session.flush()
    saw = "you have seen a verdict"
    for seen, why in ((one, saw), (author, saw), (other, "you wrote")):
        with pytest.raises(NotAllowedError, match=why):
            rate(session, claim, seen)
        assert why in desk.open_claim(session, claim.public_id, seen).standing.way.why
        assert not desk.open_claim(session, claim.public_id, seen).standing.hidden


@pytest.mark.usefixtures("blindly")
def test_who_wrote_the_wording_cannot_review_it_blind(session, people):
    author, one, *_ = people
    claim = factories.a_claim(session)
    desk.edit_claim(session, claim.public_id, claim.rev, "The work cost twelve million.", "clearer", one)
    session.flush()
    factories.a_verdict(session, claim, author)
    desk.submit_verdict(session, claim.public_id, claim.rev, author)
    session.flush()
    with pytest.raises(NotAllowedError, match="you wrote this claim's wording"):
        rate(session, claim, one)


@pytest.mark.usefixtures("blindly")
def test_the_page_of_who_has_still_to_rate_holds_nothing_of_the_verdict(session, people):
    author, one, *_ = people
    claim = in_review(session, author)
    page = desk.open_claim(session, claim.public_id, one)
    assert page.standing.hidden
    assert (page.verdict, page.author, page.reviews, page.history) == (None, None, [], [])
    assert {row.evidence.stance for row in page.evidence} == {Stance.CONTEXT}
    session.flush()
    assert store.sources.rows_of(session, [claim.id])[0].stance is Stance.REFUTES
    seen = desk.open_claim(session, claim.public_id, author)
    assert (seen.verdict.rationale, seen.standing.hidden) == (SECRET, False)


@pytest.mark.usefixtures("blindly")
@pytest.mark.parametrize("status", [ClaimStatus.RESEARCHING, ClaimStatus.DRAFTED, ClaimStatus.STALE])
def test_a_verdict_is_kept_from_who_may_review_it_before_anybody_is_asked_to(session, people, status):
    author, one, *_ = people
    claim = in_review(session, author)
    claim.status = status
    session.flush()
    assert desk.open_claim(session, claim.public_id, one).verdict is None
    with pytest.raises(ConflictError) as refused:
        desk.draft_verdict(session, claim.public_id, claim.rev - 1, Rating.SUPPORTED, "Mine.", one)
    assert SECRET not in str(refused.value.theirs)


@pytest.mark.usefixtures("blindly")
def test_what_was_signed_is_seen_by_all_also_when_it_is_stale(session, people):
    author, one, other, *_ = people
    claim = in_review(session, author)
    rate(session, claim, one)
    assert desk.open_claim(session, claim.public_id, other).verdict
    _search(session, claim, author)
    assert claim.status is ClaimStatus.STALE
    assert desk.open_claim(session, claim.public_id, other).verdict


def _search(session, claim, who):
    typed = {"query": "counted lanterns", "place": "archive", "note": ""}
    desk.log_search(session, claim.public_id, claim.rev, typed, SearchResult.NOTHING, who)
    session.flush()


# An editor decides


def decide(session, claim, who, outcome, note="Because."):
    found = store.reviews.newest_dispute(session, claim.id)
    seen = signing.digest(session, claim)
    desk.adjudicate(session, claim.public_id, claim.rev, found[0].public_id, outcome, note, seen, who)
    session.flush()


@pytest.fixture
def differ(session, people, blindly):
    claim = in_review(session, people[0])
    rate(session, claim, people[1], Rating.SUPPORTED, "The second one’s reasons.")
    return claim


def test_the_first_stands_and_is_approved_by_the_editor(session, people, differ):
    decide(session, differ, people[3], Adjudicated.FIRST)
    assert differ.status is ClaimStatus.VERIFIED
    verdict, author = store.verdicts.newest(session, differ.id)
    assert (author.id, verdict.code) == (people[0].id, "refuted")
    said = store.verdicts.reviews_of(session, verdict.id)
    assert [(who.id, review.decision) for review, who in said] == [
        (people[1].id, ReviewDecision.DISAGREE),
        (people[3].id, ReviewDecision.APPROVE),
    ]
    told = _record(session, differ).reviews[1].adjudication
    assert (told["outcome"], told["first"]["rating"], told["second"]["rating"]) == (
        "first",
        "refuted",
        "supported",
    )


def test_the_second_stands_as_a_verdict_of_its_own(session, people, differ):
    decide(session, differ, people[3], Adjudicated.SECOND)
    assert differ.status is ClaimStatus.VERIFIED
    verdict, author = store.verdicts.newest(session, differ.id)
    assert (author.id, verdict.code, verdict.label) == (people[1].id, "supported", "Supported")
    assert verdict.rationale == "The second one’s reasons."
    assert verdict.evidence_digest == signing.digest(session, differ)
    assert verdict.supersedes_id == store.reviews.verdicts_of(session, differ.id)[1].id
    assert [who.id for _, who in store.verdicts.reviews_of(session, verdict.id)] == [people[3].id]
    assert _record(session, differ).reviews[0].adjudication["second"]["person"] == people[1].name


def test_neither_stands_and_the_claim_is_checked_anew(session, people, differ):
    decide(session, differ, people[3], Adjudicated.NEITHER)
    assert differ.status is ClaimStatus.RESEARCHING
    assert not desk.open_claim(session, differ.public_id, people[0]).standing.disputed
    assert desk.open_compare(session, differ.public_id, people[0]).decided[1].id == people[3].id


@pytest.mark.parametrize("outcome", [Adjudicated.FIRST, Adjudicated.SECOND])
def test_an_editor_is_one_approval_and_the_policy_may_ask_for_more(session, people, outcome):
    author, one, other, editor, _ = people
    go_by(session, blind=True, approvals=2)
    claim = in_review(session, author)
    rate(session, claim, one, Rating.SUPPORTED)
    decide(session, claim, editor, outcome)
    assert claim.status is ClaimStatus.IN_REVIEW
    assert desk.open_claim(session, claim.public_id, other).verdict is None
    rate(session, claim, other, Rating.REFUTED if outcome is Adjudicated.FIRST else Rating.SUPPORTED)
    assert claim.status is ClaimStatus.VERIFIED


def test_only_an_editor_who_is_neither_of_the_two_decides_and_once(session, people, differ):
    author, one, other, editor, second_editor = people
    for who, why in ((author, "an editor decides"), (other, "an editor decides")):
        with pytest.raises(NotAllowedError, match=why):
            decide(session, differ, who, Adjudicated.FIRST)
    author.role = one.role = Role.EDITOR
    for who in (author, one):
        with pytest.raises(NotAllowedError, match="you are one of the two"):
            decide(session, differ, who, Adjudicated.FIRST)
    with pytest.raises(InputError, match="must be filled in"):
        decide(session, differ, editor, Adjudicated.FIRST, "  ")
    decide(session, differ, editor, Adjudicated.FIRST)
    with pytest.raises(ConflictError, match=f"{editor.name} decided this already: the first verdict stands"):
        decide(session, differ, second_editor, Adjudicated.SECOND)


def test_an_editor_who_wrote_the_words_or_rated_too_does_not_decide(session, people):
    author, one, _, editor, other_editor = people
    go_by(session, blind=True, approvals=3)
    claim = factories.a_claim(session)
    desk.edit_claim(session, claim.public_id, claim.rev, "It cost twelve million.", "clearer", other_editor)
    session.flush()
    factories.a_verdict(session, claim, author)
    desk.submit_verdict(session, claim.public_id, claim.rev, author)
    session.flush()
    rate(session, claim, editor)
    rate(session, claim, one, Rating.SUPPORTED)
    with pytest.raises(NotAllowedError, match="you rated this claim yourself"):
        decide(session, claim, editor, Adjudicated.FIRST)
    with pytest.raises(NotAllowedError, match="you wrote this claim's wording"):
        decide(session, claim, other_editor, Adjudicated.FIRST)


def test_where_the_ground_changed_neither_can_be_let_stand(session, people, differ):
    go_by(session, origins=2)
    for outcome in (Adjudicated.FIRST, Adjudicated.SECOND):
        with pytest.raises(InputError, match="only “neither” is left"):
            decide(session, differ, people[3], outcome)
    decide(session, differ, people[3], Adjudicated.NEITHER)


def test_two_verdicts_are_compared_by_who_may_see_them(session, people, differ):
    author, one, other, editor, _ = people
    with pytest.raises(NotAllowedError, match="rate for yourself first"):
        desk.open_compare(session, differ.public_id, other)
    for who in (author, one, editor):
        page = desk.open_compare(session, differ.public_id, who)
        assert (page.first.rationale, page.second.comment) == (SECRET, "The second one’s reasons.")
    assert not page.why_not
    with pytest.raises(NotFoundError):
        desk.open_compare(session, in_review(session, author).public_id, author)


def test_a_disputed_verdict_can_be_taken_back_but_not_asked_for_again(session, people, differ):
    desk.take_back_verdict(session, differ.public_id, differ.rev, people[0])
    session.flush()
    with pytest.raises(ClaimsError):
        desk.submit_verdict(session, differ.public_id, differ.rev, people[0])
    with pytest.raises(MoveError, match="no two verdicts"):
        decide(session, differ, people[3], Adjudicated.FIRST)


def test_a_decision_never_changes_and_there_is_one_for_each_review(engine):
    with writing(engine) as session:
        people = [factories.a_person(session, Role.EDITOR) for _ in range(3)]
        go_by(session, blind=True)
        claim = in_review(session, people[0])
        rate(session, claim, people[1], Rating.SUPPORTED)
        decide(session, claim, people[2], Adjudicated.NEITHER)
    one = all_of(engine, Adjudication)[0]
    again = one.model_dump(exclude={"id", "public_id"})
    with pytest.raises(Exception, match=r"(?i)unique"), writing(engine) as session:
        session.add(Adjudication(**again))
    assert len(all_of(engine, Adjudication)) == 1


# Ask again for a verdict as it is


def renew(session, claim, who):
    seen = signing.digest(session, claim)
    made = desk.renew_verdict(session, claim.public_id, claim.rev, seen, who)
    session.flush()
    return made


def stale(session, author, reviewer):
    """A claim that was signed, and for which something more was looked for since."""
    claim = in_review(session, author)
    say(session, claim, reviewer)
    _search(session, claim, author)
    assert claim.status is ClaimStatus.STALE
    return claim


def test_a_stale_claim_shows_what_changed_since_it_was_signed(session, people):
    author, one, *_ = people
    claim = stale(session, author, one)
    for who in (author, one):
        standing = desk.open_claim(session, claim.public_id, who).standing
        assert standing.signed_before
        assert [(each.about, each.was, each.now) for each in standing.since.differences] == [
            ("the searches", "", "counted lanterns (archive)")
        ]
        assert standing.may_renew is (who is author)


def test_a_verdict_is_asked_for_again_in_the_same_words_and_approved_by_what_changed(session, people):
    author, one, *_ = people
    claim = stale(session, author, one)
    old = store.verdicts.newest(session, claim.id)[0]
    again = renew(session, claim, author)
    assert claim.status is ClaimStatus.IN_REVIEW
    assert (again.rationale, again.code, again.supersedes_id) == (old.rationale, old.code, old.id)
    assert again.evidence_digest == signing.digest(session, claim) != old.evidence_digest
    page = desk.open_claim(session, claim.public_id, one)
    assert page.standing.way.mode is ReviewMode.OPEN
    assert page.standing.since.differences[0].now == "counted lanterns (archive)"
    session.expire_all()
    say(session, claim, one)
    assert claim.status is ClaimStatus.VERIFIED
    assert desk.open_claim(session, claim.public_id, one).standing.since is None


def test_only_its_author_asks_again_and_only_if_something_changed(session, people):
    author, one, other, *_ = people
    claim = stale(session, author, one)
    for who in (one, other):
        with pytest.raises(NotAllowedError, match="only the verdict's author"):
            renew(session, claim, who)
    renew(session, claim, author)
    with pytest.raises(MoveError, match="nothing changed"):
        renew(session, claim, author)
    say(session, claim, one)
    with pytest.raises(MoveError, match="not asked for again"):
        renew(session, claim, author)


def test_what_was_sent_back_is_written_anew_and_not_asked_for_again(session, people):
    author, one, *_ = people
    claim = in_review(session, author)
    say(session, claim, one, CHANGES, comment="More.")
    _search(session, claim, author)
    with pytest.raises(MoveError, match="write it anew"):
        renew(session, claim, author)


def test_what_no_longer_stands_on_anything_is_not_asked_for_again(session, people):
    author, one, *_ = people
    claim = stale(session, author, one)
    evidence = store.sources.rows_of(session, [claim.id])[0]
    desk.detach_evidence(session, evidence.public_id, claim.rev, author)
    session.flush()
    with pytest.raises(InputError, match="at least one evidence"):
        renew(session, claim, author)


def test_on_another_scale_the_verdict_is_written_anew(session, people):
    author, one, *_ = people
    claim = stale(session, author, one)
    go_by(session, scale="averitec-4")
    with pytest.raises(InputError, match="the rating scale is another by now"):
        renew(session, claim, author)


def test_a_verdict_in_review_is_asked_for_again_when_the_policy_changed_under_it(session, people):
    author, one, *_ = people
    claim = in_review(session, author)
    go_by(session, origins=1, rationale=4)
    renew(session, claim, author)
    say(session, claim, one)
    assert claim.status is ClaimStatus.VERIFIED


def test_who_rated_it_blind_once_approves_it_again_in_the_open(session, people, blindly):
    author, one, other, *_ = people
    claim = in_review(session, author)
    rate(session, claim, one)
    _search(session, claim, author)
    renew(session, claim, author)
    page = desk.open_claim(session, claim.public_id, one)
    assert (page.standing.way.mode, page.standing.hidden) == (ReviewMode.OPEN, False)
    assert desk.open_claim(session, claim.public_id, other).standing.way.mode is ReviewMode.BLIND
    say(session, claim, one)
    assert claim.status is ClaimStatus.VERIFIED


def test_a_verdict_signed_before_its_ground_was_kept_says_so(session, people):
    claim = in_review(session, people[0])
    since = changes_since.changed_since(session, claim, "f" * 64)
    assert (since.kept, list(since.differences)) == (False, [])


def test_who_acts_from_an_old_tab_is_told_what_changed(session, people):
    author, one, *_ = people
    claim = in_review(session, author)
    seen, rev = signing.digest(session, claim), claim.rev
    source = store.sources.evidence_of(session, claim.id)[0].source
    typed = desk.source_fields(source) | {"origin_group": "a wire"}
    desk.edit_source(session, source.public_id, source.rev, typed, author)
    session.flush()
    with pytest.raises(ConflictError) as refused:
        desk.review_verdict(session, claim.public_id, rev, ReviewDecision.APPROVE, "", seen, one)
    told = refused.value.changes.differences
    assert [(each.what, each.was, each.now) for each in told] == [("origin", "", "a wire")]
    assert refused.value.renewed["digest_seen"] == signing.digest(session, claim)


@pytest.mark.usefixtures("blindly")
def test_what_changed_tells_no_stance_to_who_has_still_to_rate(session, people):
    author, one, *_ = people
    claim = in_review(session, author)
    seen = signing.digest(session, claim)
    store.sources.rows_of(session, [claim.id])[0].stance = Stance.SUPPORTS
    go_by(session, origins=2)
    with pytest.raises(ConflictError) as refused:
        desk.rate_blind(session, claim.public_id, claim.rev, "refuted", "So.", seen, one)
    assert [each.about for each in refused.value.changes.differences] == ["the policy"]


# Somebody leaves


def test_who_is_removed_keeps_their_name_and_what_they_signed(session, people):
    author, one, other, *_ = people
    admin = factories.a_person(session, Role.ADMIN)
    go_by(session, approvals=2)
    claim = in_review(session, author)
    say(session, claim, one)
    token = desk.open_session(session, one)
    claim.assignee_id = one.id
    desk.invite(session, Role.VIEWER, "", one)
    session.flush()
    desk.remove_person(session, one.public_id, admin)
    session.flush()
    assert desk.who_is(session, token) is None
    assert claim.assignee_id is None
    assert not store.people.open_invitations(session)
    say(session, claim, other)
    assert claim.status is ClaimStatus.VERIFIED
    assert one.name in [who.name for _, who in desk.open_claim(session, claim.public_id).reviews]
    desk.restore_person(session, one.public_id, admin)
    session.flush()
    assert desk.who_is(session, desk.open_session(session, one))


def test_the_verdict_of_who_was_removed_is_reviewed_as_before(session, people):
    author, one, *_ = people
    admin = factories.a_person(session, Role.ADMIN)
    claim = in_review(session, author)
    desk.remove_person(session, author.public_id, admin)
    session.flush()
    say(session, claim, one)
    assert claim.status is ClaimStatus.VERIFIED


def test_the_last_admin_stays(session, people):
    first, second = (factories.a_person(session, Role.ADMIN) for _ in range(2))
    desk.remove_person(session, first.public_id, second)
    session.flush()
    with pytest.raises(MoveError, match="the last admin"):
        desk.remove_person(session, second.public_id, second)
    with pytest.raises(MoveError, match="removed already"):
        desk.remove_person(session, first.public_id, second)
    with pytest.raises(MoveError, match="is at the desk"):
        desk.restore_person(session, second.public_id, second)
    assert desk.make_sign_in_link(session)


# Agreement


@pytest.mark.usefixtures("blindly")
def test_a_blind_rating_counts_as_it_was_given_also_where_it_did_not_stand(session, people):
    author, one, other, editor, _ = people
    claim = in_review(session, author)
    rate(session, claim, one, Rating.SUPPORTED)
    nothing = desk.open_agreement(session, desk.AgreementFilter(), other)
    assert not nothing.pairs
    decide(session, claim, editor, Adjudicated.FIRST)
    found = desk.open_agreement(session, desk.AgreementFilter(), other)
    assert found.pairs[author.id, one.id] == Pair(1, 0)
    assert found.pairs[author.id, editor.id] == Pair(1, 1)
    only = desk.open_agreement(session, desk.AgreementFilter(blind=True), other)
    assert set(only.pairs) == {(author.id, one.id), (one.id, author.id)}


@pytest.mark.usefixtures("blindly")
def test_agreement_tells_nothing_of_a_claim_that_a_person_has_still_to_rate(session, people):
    author, one, other, *_ = people
    go_by(session, approvals=2)
    claim = in_review(session, author)
    rate(session, claim, one)
    asked = desk.AgreementFilter()
    assert not desk.open_pair(session, author.public_id, one.public_id, asked, other).shared
    assert not desk.open_agreement(session, asked, other).articles
    assert desk.open_pair(session, author.public_id, one.public_id, asked, author).shared == 1
