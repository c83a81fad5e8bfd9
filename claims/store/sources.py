"""Sources, their captured texts, the evidence taken from them, and searches."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, func, select

from claims.errors import NotFoundError
from claims.models import Claim, Evidence, SearchLog, Snapshot, Source


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One evidence with its source and what is kept of its capture, without the long text."""

    evidence: Evidence
    source: Source
    snapshot_sha256: str
    captured_at: datetime


def get(session: Session, public_id: str) -> Source:
    """The source with this public id."""
    source = session.exec(select(Source).where(Source.public_id == public_id)).first()
    if source is None:
        raise NotFoundError("there is no such source")
    return source


def newest_snapshot(session: Session, source: Source) -> Snapshot:
    """The newest captured text of a source."""
    return session.exec(
        select(Snapshot).where(Snapshot.source_id == source.id).order_by(col(Snapshot.id).desc()).limit(1)
    ).one()


def newest(session: Session, limit: int = 200) -> Sequence[tuple[Source, int]]:
    """The newest sources, newest first, each with the number of evidences taken from it."""
    used = (
        select(Evidence.source_id, func.count().label("uses"))
        .where(col(Evidence.removed_at).is_(None))
        .group_by(col(Evidence.source_id))
        .subquery()
    )
    return session.exec(
        select(Source, func.coalesce(used.c.uses, 0))
        .outerjoin(used, used.c.source_id == Source.id)
        .order_by(col(Source.id).desc())
        .limit(limit)
    ).all()


def get_evidence(session: Session, public_id: str) -> Evidence:
    """The evidence with this public id; one that was taken off its claim is not found."""
    evidence = session.exec(
        select(Evidence).where(Evidence.public_id == public_id, col(Evidence.removed_at).is_(None))
    ).first()
    if evidence is None:
        raise NotFoundError("there is no such evidence")
    return evidence


def evidence_of(session: Session, claim_id: int) -> list[EvidenceRow]:
    """The evidence of a claim, in the order it was added."""
    rows = session.exec(
        select(Evidence, Source, Snapshot.text_sha256, Snapshot.captured_at)
        .join(Source, col(Source.id) == Evidence.source_id)
        .join(Snapshot, col(Snapshot.id) == Evidence.snapshot_id)
        .where(Evidence.claim_id == claim_id, col(Evidence.removed_at).is_(None))
        .order_by(col(Evidence.id))
    )
    return [EvidenceRow(*found) for found in rows]


def origins_of(session: Session, claim_keys: Sequence[int]) -> Sequence[tuple[int, str, str]]:
    """Of each passage tied to these claims: the claim's key, its source's id, and that one's origin group."""
    return session.exec(
        select(Evidence.claim_id, Source.public_id, Source.origin_group)
        .join(Source, col(Source.id) == Evidence.source_id)
        .where(col(Evidence.claim_id).in_(claim_keys), col(Evidence.removed_at).is_(None))
    ).all()


def uses_of(session: Session, source_id: int) -> Sequence[tuple[Evidence, Claim]]:
    """The passages taken from a source, in the order of its text, each with its claim."""
    return session.exec(
        select(Evidence, Claim)
        .join(Claim, col(Claim.id) == Evidence.claim_id)
        .where(Evidence.source_id == source_id, col(Evidence.removed_at).is_(None))
        .order_by(col(Evidence.start), col(Evidence.id))
    ).all()


def searches_of(session: Session, claim_id: int) -> Sequence[SearchLog]:
    """What was looked for, oldest first."""
    return session.exec(
        select(SearchLog).where(SearchLog.claim_id == claim_id).order_by(col(SearchLog.id))
    ).all()
