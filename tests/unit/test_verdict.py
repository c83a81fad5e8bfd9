"""Verdicts: which moves are allowed, who may sign what, and what a signature is bound to."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.digest import digest_of
from claims.errors import InputError, MoveError, NotAllowedError
from claims.policy import Policy
from claims.verdict import (
    OPEN_FOR_EVIDENCE,
    EvidenceBasis,
    PlaceBasis,
    check_move,
    check_open_for_evidence,
    check_review,
    check_reviewer,
    evidence_digest,
    status_after,
)
from claims.vocab import MOVES, ClaimStatus, ReviewDecision, Role

APPROVE = ReviewDecision.APPROVE
STATUSES = st.sampled_from(ClaimStatus)


# moves


@given(STATUSES, STATUSES)
def test_a_step_is_allowed_or_refused_in_words_a_reviewer_can_read(was, to):
    if (was, to) in MOVES:
        check_move(was, to)
        return
    with pytest.raises(MoveError) as refused:
        check_move(was, to)
    text = str(refused.value)
    assert text == f"a claim that is {was.value.replace('_', ' ')} cannot become {to.value.replace('_', ' ')}"
    assert "_" not in text


@pytest.mark.parametrize("was", ClaimStatus)
def test_nothing_becomes_verified_but_by_a_review(was):
    if was is ClaimStatus.IN_REVIEW:
        check_move(was, ClaimStatus.VERIFIED)
    else:
        with pytest.raises(MoveError):
            check_move(was, ClaimStatus.VERIFIED)


@pytest.mark.parametrize("status", ClaimStatus)
def test_evidence_changes_only_while_nobody_is_asked_to_sign_on_it(status):
    if status in OPEN_FOR_EVIDENCE:
        check_open_for_evidence(status)
    else:
        with pytest.raises(MoveError, match=f"while the claim is {status.value.replace('_', ' ')}"):
            check_open_for_evidence(status)


def test_in_review_is_closed_for_evidence_and_verified_is_open():
    assert ClaimStatus.IN_REVIEW not in OPEN_FOR_EVIDENCE
    assert ClaimStatus.PROPOSED not in OPEN_FOR_EVIDENCE
    assert ClaimStatus.VERIFIED in OPEN_FOR_EVIDENCE


@pytest.mark.parametrize(
    ("decision", "to"),
    [
        (ReviewDecision.APPROVE, ClaimStatus.VERIFIED),
        (ReviewDecision.REQUEST_CHANGES, ClaimStatus.RESEARCHING),
        (ReviewDecision.REJECT, ClaimStatus.RESEARCHING),
    ],
)
def test_only_an_approval_verifies_and_every_review_is_an_allowed_step(decision, to):
    assert status_after(decision) is to
    check_move(ClaimStatus.IN_REVIEW, to)


# reviews


@given(st.integers(1, 4), st.integers(1, 4), st.none() | st.integers(1, 4))
def test_nobody_signs_what_they_wrote(reviewer, author, wording_author):
    if reviewer in (author, wording_author):
        with pytest.raises(NotAllowedError, match="person"):
            check_reviewer(reviewer, author, wording_author)
    else:
        check_reviewer(reviewer, author, wording_author)
    check_reviewer(reviewer, author, wording_author, overrode=True, alone=True)


def test_nobody_approves_what_they_let_through_on_too_few_origins():
    with pytest.raises(NotAllowedError, match="another person"):
        check_reviewer(3, 1, 2, overrode=True)


DIGESTS = st.sampled_from(["a" * 64, "b" * 64])


@given(st.sampled_from(ReviewDecision), st.sampled_from(["", " \n", "why"]), DIGESTS, DIGESTS, DIGESTS)
def test_a_review_counts_only_for_what_was_seen_and_only_an_approval_needs_no_reason(
    decision, comment, seen, current, signed
):
    holds = seen == current and (
        (decision is APPROVE and signed == current) or (decision is not APPROVE and comment.strip())
    )
    if holds:
        check_review(decision, comment, seen, current, signed)
    else:
        with pytest.raises(InputError) as refused:
            check_review(decision, comment, seen, current, signed)
        assert refused.value.field == "comment"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((ReviewDecision.REJECT, "", "a", "a", "a"), "say what should change"),
        ((ReviewDecision.APPROVE, "", "b", "a", "a"), "read it again"),
        ((ReviewDecision.APPROVE, "", "a", "a", "b"), "ask for changes"),
    ],
)
def test_a_refused_review_says_what_to_do(arguments, words):
    with pytest.raises(InputError, match=words):
        check_review(*arguments)


# the digest

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
PLACES = st.builds(
    PlaceBasis,
    st.sampled_from(["a" * 64, "b" * 64]),
    st.integers(0, 9),
    st.integers(10, 19),
    st.tuples(WORDS),
)
EVIDENCE = st.builds(EvidenceBasis, WORDS, WORDS, WORDS, WORDS, WORDS, WORDS, st.tuples(WORDS))
BASES = st.tuples(
    WORDS, st.lists(PLACES, max_size=3), st.lists(EVIDENCE, max_size=3), st.lists(WORDS, max_size=3)
)


def unordered(basis):
    text, places, evidence, searches = basis
    return text, sorted(map(repr, places)), sorted(map(repr, evidence)), sorted(searches)


@given(BASES, BASES)
def test_two_bases_have_one_digest_if_and_only_if_they_are_the_same(one, other):
    assert (evidence_digest(*one) == evidence_digest(*other)) == (unordered(one) == unordered(other))


@given(BASES, st.data())
def test_the_order_in_which_a_basis_is_given_does_not_matter(basis, data):
    shuffled = [basis[0], *(data.draw(st.permutations(part)) for part in basis[1:])]
    assert evidence_digest(*shuffled) == evidence_digest(*basis)


TEXT = "the pier cost 12 million crowns"
PLACE = PlaceBasis("a" * 64, 3, 9, ("Pier opens", "Post"))
FOUND = EvidenceBasis("e1", "b" * 64, "12 million", "supports", "s1", "works office", ("Report", "p. 4"))
BASIS = (TEXT, (PLACE,), (FOUND,), ("q1",))


@pytest.mark.parametrize(
    "changed",
    [
        ("The pier cost 12 million crowns", (PLACE,), (FOUND,), ("q1",)),
        *((TEXT, (replace(PLACE, **{name: value}),), (FOUND,), ("q1",)) for name, value in [
            ("text_sha256", "c" * 64), ("start", 4), ("end", 8), ("article", ("Pier closes", "Post")),
        ]),
        *(
            (TEXT, (PLACE,), (replace(FOUND, **{name: "other"}),), ("q1",))
            for name in EvidenceBasis.__slots__
        ),
        (TEXT, (), (FOUND,), ("q1",)),
        (TEXT, (PLACE, replace(PLACE, start=0)), (FOUND,), ("q1",)),
        (TEXT, (PLACE,), (), ("q1",)),
        (TEXT, (PLACE,), (FOUND, replace(FOUND, id="e2")), ("q1",)),
        (TEXT, (PLACE,), (FOUND,), ()),
        (TEXT, (PLACE,), (FOUND,), ("q1", "q2")),
        (TEXT, (PLACE,), (FOUND,), ("q1", "q1")),
        (TEXT, (PLACE,), (FOUND,), ("q2",)),
    ],
)  # fmt: skip
def test_whatever_a_signature_rests_on_changes_its_digest(changed):
    assert evidence_digest(*changed) != evidence_digest(*BASIS)


@pytest.mark.parametrize(
    "policy",
    [
        *(Policy(**{name: value}) for name, value in [
            ("scale", "averitec-4"), ("scale_version", 2), ("approvals", 2), ("origins", 2), ("rationale", 9),
            ("checklist", True), ("blind", True), ("searches", 3),
            ("overriders", Role.ADMIN), ("alone", True),
        ]),
    ],
)  # fmt: skip
def test_another_scale_or_policy_changes_the_digest(policy):
    assert evidence_digest(*BASIS, policy) != evidence_digest(*BASIS)


def test_a_digest_does_not_change_from_one_version_of_the_desk_to_the_next():
    # Signatures of years ago are held to it: a change of this number needs a migration.
    assert evidence_digest(*BASIS) == "ed87bfc14a8ce9de244525e8196e56003606a855e61ff3cd2fe742d45c8b3d08"


# parts of a place


def a_place(*parts):
    return PlaceBasis("a" * 64, 3, 30, ("Title", "", "", "", ""), parts)


def test_a_place_without_parts_is_signed_as_before_there_were_any():
    """A signature of then has to hold now: its digest was made of exactly this."""
    basis = {
        "text": "words",
        "places": [["a" * 64, 3, 30, ["Title", "", "", "", ""]]],
        "evidence": [],
        "searches": [],
        "scale": ["standard-5", 1],
    }
    assert evidence_digest("words", [a_place()], [], []) == digest_of(basis)


@pytest.mark.parametrize("parts", [[(3, 9)], [(3, 9), (12, 30)], [(3, 9), (12, 29)], [(3, 30)]])
def test_the_parts_of_a_place_are_part_of_what_is_signed(parts):
    others = [[], [(3, 8)], [(3, 9), (13, 30)]]
    signed = evidence_digest("words", [a_place(*parts)], [], [])
    assert signed not in [evidence_digest("words", [a_place(*other)], [], []) for other in others]
