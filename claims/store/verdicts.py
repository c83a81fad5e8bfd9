"""Verdicts and the reviews of them."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from claims.models import Review, User, Verdict


def newest(session: Session, claim_id: int) -> tuple[Verdict, User] | None:
    """The verdict that counts now, with its author."""
    return session.exec(
        select(Verdict, User)
        .join(User, col(User.id) == Verdict.author_id)
        .where(Verdict.claim_id == claim_id)
        .order_by(col(Verdict.id).desc())
        .limit(1)
    ).first()


def reviews_of(session: Session, verdict_id: int) -> Sequence[tuple[Review, User]]:
    """What was said to a verdict, oldest first, with who said it."""
    return session.exec(
        select(Review, User)
        .join(User, col(User.id) == Review.reviewer_id)
        .where(Review.verdict_id == verdict_id)
        .order_by(col(Review.id))
    ).all()
