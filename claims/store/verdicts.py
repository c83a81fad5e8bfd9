"""Verdicts and the reviews of them."""

from collections.abc import Sequence

from sqlmodel import Session, col, func, select

from claims.models import Claim, Review, User, Verdict
from claims.vocab import Rating


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


def ratings_in(session: Session, article_id: int) -> dict[int, Rating]:
    """The rating that counts now for each claim of an article that has one, by the claim's key."""
    newest_ids = (
        select(func.max(Verdict.id))
        .join(Claim, col(Claim.id) == Verdict.claim_id)
        .where(Claim.article_id == article_id)
        .group_by(col(Verdict.claim_id))
    )
    found = session.exec(select(Verdict.claim_id, Verdict.code).where(col(Verdict.id).in_(newest_ids)))
    return {claim_id: Rating(code) for claim_id, code in found}
