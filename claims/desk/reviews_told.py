"""What leaves the desk of the reviews of a verdict."""

from collections.abc import Sequence
from typing import Any

from sqlmodel import Session

from claims import store
from claims.models import (
    Adjudication,
    ClaimVersion,
    Evidence,
    Review,
    ReviewComment,
    ReviewRecord,
    User,
    Verdict,
)
from claims.vocab import ReviewDecision


def reviews_told(session: Session, signed: Verdict, wording: ClaimVersion) -> tuple[ReviewRecord, ...]:
    """Every review of a verdict with all that belongs to it, oldest first."""
    reviews = store.verdicts.reviews_of(session, signed.id or 0)
    comments = store.reviews.comments_of(session, [review.id or 0 for review, _ in reviews])
    keys = {one.evidence_id for one in comments if one.evidence_id}
    evidence = store.reviews.evidence_by_key(session, keys)
    decided = {
        decision.editor_id: _adjudication(session, decision, review, reviewer)
        for decision, _, review, reviewer in store.reviews.adjudications_of(session, signed.id or 0)
    }
    own = {signed.author_id, wording.created_by_id}
    return tuple(
        ReviewRecord(
            reviewer=reviewer.name,
            reviewer_id=reviewer.public_id,
            decision=review.decision.value,
            comment=review.comment,
            digest_seen=review.digest_seen,
            decided_at=review.decided_at.isoformat(),
            mode=review.mode.value,
            rating=review.code,
            comments=_comments(review, comments, evidence),
            adjudication=_of(review, decided),
            alone=review.reviewer_id in own,
        )
        for review, reviewer in reviews
    )


def _of(review: Review, decided: dict[int, dict[str, Any]]) -> dict[str, Any] | None:
    """The adjudication that a review is the approval of."""
    return decided.get(review.reviewer_id) if review.decision is ReviewDecision.APPROVE else None


def _comments(
    review: Review, comments: Sequence[ReviewComment], evidence: dict[int, Evidence]
) -> tuple[dict[str, Any], ...]:
    return tuple(
        {
            "about": one.about.value,
            "exact": one.exact,
            "evidence": evidence[one.evidence_id].public_id if one.evidence_id else "",
            "text": one.text,
        }
        for one in comments
        if one.review_id == review.id
    )


def _adjudication(session: Session, decided: Adjudication, second: Review, reviewer: User) -> dict[str, Any]:
    first = store.reviews.verdict_by_key(session, second.verdict_id)
    author = store.people.by_key(session, first.author_id)
    return {
        "outcome": decided.outcome.value,
        "note": decided.note,
        "first": {"person": author.name, "person_id": author.public_id, "rating": first.code},
        "second": {"person": reviewer.name, "person_id": reviewer.public_id, "rating": second.code},
    }
