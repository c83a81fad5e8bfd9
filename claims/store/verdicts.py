"""Verdicts and the reviews of them."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy.orm import aliased
from sqlmodel import Session, and_, col, func, or_, select

from claims.models import Basis, Claim, Evidence, Review, Snapshot, Source, User, Verdict, Withdrawal
from claims.store.engine import write_once
from claims.store.sources import EvidenceRow
from claims.vocab import ClaimStatus


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


def behind_in(session: Session, article_id: int) -> list[tuple[int, Verdict | None, EvidenceRow | None]]:
    """What stands behind the claims of an article, by the claim's key and number, in one statement.

    For each claim that has a verdict or evidence: the verdict that counts now with each passage, one a
    row. Where sources have it from is not looked up: each is given as its own root.
    """
    newest_id = (
        select(func.max(Verdict.id)).where(Verdict.claim_id == Claim.id).correlate(Claim).scalar_subquery()
    )
    capture: list[Any] = [Snapshot.text_sha256, Snapshot.captured_at, Snapshot.public_id]
    columns: list[Any] = [Claim.id, Verdict, Evidence, Source, *capture]
    is_any = or_(col(Verdict.id).is_not(None), col(Evidence.id).is_not(None))
    is_tied = and_(col(Evidence.claim_id) == Claim.id, col(Evidence.removed_at).is_(None))
    found = session.execute(
        select(*columns)
        .select_from(Claim)
        .outerjoin(Verdict, col(Verdict.id) == newest_id)
        .outerjoin(Evidence, is_tied)
        .outerjoin(Source, col(Source.id) == Evidence.source_id)
        .outerjoin(Snapshot, col(Snapshot.id) == Evidence.snapshot_id)
        .where(Claim.article_id == article_id, is_any)
        .order_by(col(Claim.number), col(Evidence.id))
    )
    return [
        (claim, verdict, EvidenceRow(row, source, sha256, at, snapshot, source) if row else None)
        for claim, verdict, row, source, sha256, at, snapshot in found
    ]


def keep_basis(session: Session, digest: str, content: str) -> None:
    """Keep what a sign-off is bound to, once, also where two keep the same at one moment."""
    if session.get(Basis, digest) is None:
        write_once(session, Basis, digest=digest, content=content)


def basis(session: Session, digest: str) -> str:
    """What a sign-off was bound to, as canonical JSON; "" if it was signed before this was kept."""
    found = session.get(Basis, digest)
    return found.content if found else ""


def count_verified(session: Session) -> int:
    """How many claims have a sign-off that holds."""
    return session.exec(
        select(func.count()).select_from(Claim).where(Claim.status == ClaimStatus.VERIFIED)
    ).one()


def in_review(session: Session) -> Sequence[Claim]:
    """Every claim that waits for a review."""
    return session.exec(
        select(Claim).where(Claim.status == ClaimStatus.IN_REVIEW).order_by(col(Claim.id))
    ).all()


def verified(session: Session) -> Sequence[Claim]:
    """Every claim whose sign-off holds."""
    return session.exec(
        select(Claim).where(Claim.status == ClaimStatus.VERIFIED).order_by(col(Claim.id))
    ).all()


def withdrawals_of(
    session: Session, claim_ids: Collection[int]
) -> Sequence[tuple[Withdrawal, Verdict, User]]:
    """The signed verdicts on these claims that were withdrawn, oldest first, each with the editor."""
    return session.exec(
        select(Withdrawal, Verdict, User)
        .join(Verdict, col(Verdict.id) == Withdrawal.verdict_id)
        .join(User, col(User.id) == Withdrawal.editor_id)
        .where(col(Withdrawal.claim_id).in_(list(claim_ids)))
        .order_by(col(Withdrawal.id))
    ).all()
