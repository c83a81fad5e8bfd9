"""Fetches that somebody asked for, and looks whether quotes are still there, with what came of them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, func, select

from claims.errors import NotFoundError
from claims.models import (
    Claim,
    ClaimSetItem,
    Evidence,
    FetchRequest,
    QuoteCheck,
    Recheck,
    Snapshot,
    Source,
)


def request(session: Session, key: int) -> FetchRequest:
    """The fetch with this key."""
    return session.get_one(FetchRequest, key)


def times_of_host(session: Session, host: str, since: datetime) -> Sequence[datetime]:
    """When fetches from a host were begun, whoever asked for them."""
    return _times(session, FetchRequest.host == host, since)


def times_of_person(session: Session, user_id: int, since: datetime) -> Sequence[datetime]:
    """When fetches that a person asked for were begun."""
    return _times(session, FetchRequest.asked_by_id == user_id, since)


def _times(session: Session, whose: Any, since: datetime) -> Sequence[datetime]:
    begun: Any = FetchRequest.fetched_at
    return session.exec(select(begun).where(whose, begun >= since)).all()


# Rechecks


def recheck(session: Session, public_id: str) -> Recheck:
    """The recheck with this public id."""
    found = session.exec(select(Recheck).where(Recheck.public_id == public_id)).first()
    if found is None:
        raise NotFoundError("nobody asked for such a look")
    return found


def recheck_by_key(session: Session, key: int) -> Recheck:
    """The recheck with this key."""
    return session.get_one(Recheck, key)


def newest_recheck(session: Session, source_id: int) -> Recheck | None:
    """The last time that the quotes of a source were looked for, on their own."""
    return session.exec(
        select(Recheck).where(Recheck.source_id == source_id).order_by(col(Recheck.id).desc()).limit(1)
    ).first()


def _in_scope(of: Recheck) -> tuple[Any, Any, Any]:
    """The quotes that a recheck is about; a paraphrase has no words to be looked for."""
    quoted: Any = Evidence.exact != ""
    if of.source_id is not None:
        about: Any = Evidence.source_id == of.source_id
    else:
        members = select(ClaimSetItem.claim_id).where(ClaimSetItem.set_id == of.set_id)
        about = col(Evidence.claim_id).in_(members)
    return about, col(Evidence.removed_at).is_(None), quoted


def count_in_scope(session: Session, of: Recheck) -> int:
    """How many quotes a recheck is about."""
    return session.exec(select(func.count(col(Evidence.id))).where(*_in_scope(of))).one()


def unchecked(session: Session, of: Recheck) -> Sequence[tuple[Evidence, Source]]:
    """The quotes that a recheck has not come to, with their sources, one source after the other."""
    done = select(QuoteCheck.evidence_id).where(QuoteCheck.recheck_id == of.id)
    return session.exec(
        select(Evidence, Source)
        .join(Source, col(Source.id) == Evidence.source_id)
        .where(*_in_scope(of), col(Evidence.id).not_in(done))
        .order_by(col(Source.id), col(Evidence.id))
    ).all()


def count_checked(session: Session, recheck_id: int) -> int:
    """How many quotes a recheck has come to."""
    return session.exec(
        select(func.count(col(QuoteCheck.id))).where(QuoteCheck.recheck_id == recheck_id)
    ).one()


def checks_of(session: Session, recheck_id: int) -> Sequence[tuple[QuoteCheck, Evidence, Claim, Source, str]]:
    """What became of each quote, with the public id of the capture that was read ("" if none was)."""
    asked: Any = select(QuoteCheck, Evidence, Claim, Source)
    rows = (
        asked.add_columns(func.coalesce(Snapshot.public_id, ""))
        .join(Evidence, col(Evidence.id) == QuoteCheck.evidence_id)
        .join(Claim, col(Claim.id) == Evidence.claim_id)
        .join(Source, col(Source.id) == Evidence.source_id)
        .outerjoin(Snapshot, col(Snapshot.id) == QuoteCheck.snapshot_id)
        .where(QuoteCheck.recheck_id == recheck_id)
        .order_by(col(Source.id), col(Evidence.start), col(Evidence.id))
    )
    return [(row[0], row[1], row[2], row[3], row[4]) for row in session.execute(rows)]
