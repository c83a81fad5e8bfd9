"""What leaves the desk of the reviews of verdicts."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from claims import store
from claims.models import Adjudication, ClaimVersion, Review, ReviewComment, ReviewRecord, User, Verdict
from claims.vocab import ReviewDecision


@dataclass(frozen=True, slots=True)
class Told:
    """What belongs to the reviews of several verdicts.

    Attributes:
        comments: by the key of their review.
        evidence: the public ids of those that comments are about, by key.
        decided: what was decided where two people rated otherwise, by verdict and editor.
    """

    comments: Mapping[int, Sequence[ReviewComment]]
    evidence: Mapping[int, str]
    decided: Mapping[tuple[int, int], dict[str, Any]]

    def reviews(
        self, signed: Verdict, wording: ClaimVersion, given: Sequence[tuple[Review, User]]
    ) -> tuple[ReviewRecord, ...]:
        """Every review of one of the verdicts, oldest first; `alone` says that its own author gave it."""
        own = {signed.author_id, wording.created_by_id}
        return tuple(self._record(*pair, alone=pair[0].reviewer_id in own) for pair in given)

    def _record(self, review: Review, reviewer: User, *, alone: bool) -> ReviewRecord:
        approved = review.decision is ReviewDecision.APPROVE
        return ReviewRecord(
            reviewer=reviewer.name,
            reviewer_id=reviewer.public_id,
            decision=review.decision.value,
            comment=review.comment,
            digest_seen=review.digest_seen,
            decided_at=review.decided_at.isoformat(),
            mode=review.mode.value,
            rating=review.code,
            comments=tuple(map(self._comment, self.comments.get(review.id or 0, ()))),
            adjudication=self.decided.get((review.verdict_id, review.reviewer_id)) if approved else None,
            alone=alone,
        )

    def _comment(self, one: ReviewComment) -> dict[str, Any]:
        evidence = self.evidence.get(one.evidence_id or 0, "")
        return {"about": one.about.value, "exact": one.exact, "evidence": evidence, "text": one.text}


def told_of(session: Session, reviews: Collection[Review]) -> Told:
    """What belongs to these reviews, in three statements."""
    comments = store.reviews.comments_of(session, [review.id or 0 for review in reviews])
    keys = {one.evidence_id for one in comments if one.evidence_id}
    by_review: dict[int, list[ReviewComment]] = {}
    for one in comments:
        by_review.setdefault(one.review_id, []).append(one)
    rows: Any = store.reviews.adjudications_on(session, {review.verdict_id for review in reviews})
    return Told(
        by_review,
        {key: row.public_id for key, row in store.reviews.evidence_by_key(session, keys).items()},
        {(one.verdict_id, one.editor_id): _adjudication(one, *more) for one, *more in rows},
    )


def _adjudication(
    decided: Adjudication, second: Review, reviewer: User, first: Verdict, author: User
) -> dict[str, Any]:
    return {
        "outcome": decided.outcome.value,
        "note": decided.note,
        "first": {"person": author.name, "person_id": author.public_id, "rating": first.code},
        "second": {"person": reviewer.name, "person_id": reviewer.public_id, "rating": second.code},
    }
