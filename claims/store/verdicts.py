"""Verdicts and the reviews of them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import aliased
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


def newest_with_reviews(
    session: Session, claim_id: int
) -> tuple[Verdict, User, list[tuple[Review, User]]] | None:
    """`newest`, with what was said to it, oldest first; one statement."""
    reviewer: Any = aliased(User)
    newest_id = select(func.max(Verdict.id)).where(Verdict.claim_id == claim_id).scalar_subquery()
    asked: Any = select(Verdict, User, Review, reviewer)
    rows = session.exec(
        asked.join(User, col(User.id) == Verdict.author_id)
        .outerjoin(Review, col(Review.verdict_id) == Verdict.id)
        .outerjoin(reviewer, reviewer.id == Review.reviewer_id)
        .where(Verdict.id == newest_id)
        .order_by(col(Review.id))
    ).all()
    if not rows:
        return None
    return rows[0][0], rows[0][1], [row[2:] for row in rows if row[2] is not None]


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
