"""What was said to verdicts, who is to rate without having seen them, and what an editor decided."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy.orm import aliased
from sqlmodel import Session, and_, col, exists, func, or_, select

from claims.models import (
    Adjudication,
    Claim,
    ClaimVersion,
    Evidence,
    Review,
    ReviewComment,
    User,
    Verdict,
    Withdrawal,
)
from claims.store import rules
from claims.store.claims import CURRENT
from claims.vocab import Adjudicated, ClaimStatus, ReviewDecision

#: While a claim is one of these its newest verdict may still be asked to be rated blind.
_UNSIGNED = (ClaimStatus.RESEARCHING, ClaimStatus.DRAFTED, ClaimStatus.IN_REVIEW)


def unseen_by(
    session: Session, user_id: int, claim_id: int | None = None, *, but_disputed: bool = False
) -> list[int]:
    """While reviews are blind, the claims whose newest verdict is not signed and who has no part in any.

    By key; one statement, which gives none unless the policy in force is blind. A part has who wrote a
    verdict, who said something to one, and who wrote the wording. A stale claim counts if its verdict was
    written since. With `claim_id` only that one is looked at, with `but_disputed` none that is.
    """
    newest: Any = select(func.max(Verdict.id)).where(Verdict.claim_id == Claim.id).correlate(Claim)
    newest = newest.scalar_subquery()
    unsaid = ~exists().where(col(Review.verdict_id) == newest)
    written = exists().where(col(Verdict.claim_id) == col(Claim.id))
    query = (
        select(Claim.id)
        .join(ClaimVersion, CURRENT)
        .where(
            rules.is_blind(),
            or_(
                col(Claim.status).in_(_UNSIGNED),
                and_(col(Claim.status) == ClaimStatus.STALE, unsaid),
            ),
            written,
            ~exists().where(col(Verdict.claim_id) == col(Claim.id), col(Verdict.author_id) == user_id),
            ~exists().where(col(Review.claim_id) == col(Claim.id), col(Review.reviewer_id) == user_id),
            or_(col(ClaimVersion.created_by_id).is_(None), col(ClaimVersion.created_by_id) != user_id),
        )
    )
    if claim_id is not None:
        query = query.where(col(Claim.id) == claim_id)
    if but_disputed:
        query = query.where(col(Claim.id).not_in(_disputed()))
    return [key or 0 for key in session.exec(query)]


def is_disputed(session: Session, claim_id: int) -> bool:
    """Whether two people rated this claim otherwise and nobody has decided."""
    return bool(session.exec(_disputed().where(Review.claim_id == claim_id)).first())


def _disputed() -> Any:
    """The claims in review, by key, on which two people rated otherwise and nobody has decided."""
    return (
        select(Review.claim_id)
        .join(Claim, col(Claim.id) == Review.claim_id)
        .outerjoin(Adjudication, col(Adjudication.review_id) == Review.id)
        .where(
            Review.decision == ReviewDecision.DISAGREE,
            col(Adjudication.id).is_(None),
            Claim.status == ClaimStatus.IN_REVIEW,
        )
    )


def participants(session: Session, claim_id: int) -> set[int]:
    """Who wrote a verdict on a claim, or said something to one."""
    wrote = session.exec(select(Verdict.author_id).where(Verdict.claim_id == claim_id)).all()
    said = session.exec(select(Review.reviewer_id).where(Review.claim_id == claim_id)).all()
    return {*wrote, *said}


def verdicts_of(session: Session, claim_id: int) -> Sequence[Verdict]:
    """Every verdict on a claim, newest first."""
    return session.exec(
        select(Verdict).where(Verdict.claim_id == claim_id).order_by(col(Verdict.id).desc())
    ).all()


def comments_of(session: Session, review_ids: Collection[int]) -> Sequence[ReviewComment]:
    """What these reviews ask to be changed, in the order it was written."""
    if not review_ids:
        return []
    return session.exec(
        select(ReviewComment)
        .where(col(ReviewComment.review_id).in_(list(review_ids)))
        .order_by(col(ReviewComment.id))
    ).all()


def newest_dispute(session: Session, claim_id: int) -> tuple[Review, User, Verdict, User] | None:
    """The last time that two people rated a claim otherwise: the review, who, the verdict and its author."""
    author: Any = aliased(User)
    asked: Any = select(Review, User, Verdict, author)
    row = session.exec(
        asked.join(User, col(User.id) == Review.reviewer_id)
        .join(Verdict, col(Verdict.id) == Review.verdict_id)
        .join(author, author.id == Verdict.author_id)
        .where(Review.claim_id == claim_id, Review.decision == ReviewDecision.DISAGREE)
        .order_by(col(Review.id).desc())
        .limit(1)
    ).first()
    return tuple(row) if row else None


def adjudication(session: Session, review_id: int) -> tuple[Adjudication, User] | None:
    """What an editor decided on a review that disagrees, and who."""
    return session.exec(
        select(Adjudication, User)
        .join(User, col(User.id) == Adjudication.editor_id)
        .where(Adjudication.review_id == review_id)
    ).first()


def adjudications_on(
    session: Session, verdict_ids: Collection[int]
) -> Sequence[tuple[Adjudication, Review, User, Verdict, User]]:
    """Each decision that let one of these verdicts stand: the review that differed and whose that is, and
    the verdict that it differed from and whose that was.
    """
    reviewer: Any = aliased(User)
    tables: list[Any] = [Adjudication, Review, reviewer, Verdict, User]
    asked: Any = select(*tables)
    rows = session.exec(
        asked.join(Review, col(Review.id) == Adjudication.review_id)
        .join(reviewer, reviewer.id == Review.reviewer_id)
        .join(Verdict, col(Verdict.id) == Review.verdict_id)
        .join(User, col(User.id) == Verdict.author_id)
        .where(
            col(Adjudication.verdict_id).in_(list(verdict_ids)),
            Adjudication.outcome != Adjudicated.NEITHER,
        )
        .order_by(col(Adjudication.id))
    ).all()
    return [tuple(row) for row in rows]


def hold(session: Session, claim: Claim) -> None:
    """Let nobody else change a claim until this unit of work ends, and read it as it is then."""
    session.refresh(claim, with_for_update=True)


def withdrawn(session: Session, verdict_id: int) -> bool:
    """Whether an editor took this verdict back."""
    query = select(Withdrawal.id).where(Withdrawal.verdict_id == verdict_id)
    return session.exec(query).first() is not None


def approved(session: Session, claim_id: int) -> list[tuple[Verdict, int]]:
    """The verdicts on a claim that somebody approved, newest first, each with how many people did."""
    counted: Any = func.count(func.distinct(Review.reviewer_id))
    tallied = (
        select(col(Review.verdict_id).label("of"), counted.label("given"))
        .where(Review.claim_id == claim_id, Review.decision == ReviewDecision.APPROVE)
        .group_by(col(Review.verdict_id))
        .subquery()
    )
    rows = session.execute(
        select(Verdict, tallied.c.given)
        .join(tallied, tallied.c.of == Verdict.id)
        .order_by(col(Verdict.id).desc())
    )
    return [(one, int(given)) for one, given in rows]


def evidence_by_key(session: Session, keys: Collection[int]) -> dict[int, Evidence]:
    """These evidences by key, also those that were taken off since."""
    found = session.exec(select(Evidence).where(col(Evidence.id).in_(list(keys))))
    return {one.id or 0: one for one in found}
