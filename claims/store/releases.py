"""Frozen versions: what each holds, and how two of them differ."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import defer
from sqlmodel import Session, case, col, func, select

from claims.models import Claim, Release, ReleaseItem, User, Verdict
from claims.vocab import CorrectionClass

#: Long: it has a line for each claim and file. A list of versions does without.
_MANIFEST: Any = Release.manifest
#: So many keys go into one statement; SQLite takes no more than 32,766 values.
MANY = 10_000


@dataclass(frozen=True, slots=True)
class ReleaseRow:
    """A version with who froze it, how many claims hold in it, and how many it withdraws."""

    release: Release
    by: str
    claims: int
    withdrawn: int


@dataclass(frozen=True, slots=True)
class Held:
    """A claim as a version holds it: the keys of what was frozen, and what its verdict corrected then."""

    claim_id: int
    public_id: str
    version_id: int
    verdict_id: int
    rating: str
    correction: CorrectionClass
    digest: str
    withdrawn: bool


def listed(session: Session, set_id: int, limit: int = 200) -> list[ReleaseRow]:
    """The versions of a set, newest first, without their manifests."""
    gone = func.sum(case((col(ReleaseItem.withdrawn), 1), else_=0))
    counts = (
        select(ReleaseItem.release_id, func.count().label("all"), gone.label("gone"))
        .group_by(col(ReleaseItem.release_id))
        .subquery()
    )
    columns: list[Any] = [func.coalesce(counts.c.all, 0), func.coalesce(counts.c.gone, 0)]
    rows = session.execute(
        select(Release, User.name, *columns)
        .join(User, col(User.id) == Release.created_by_id)
        .outerjoin(counts, counts.c.release_id == Release.id)
        .where(Release.set_id == set_id)
        .order_by(col(Release.number).desc())
        .options(defer(_MANIFEST))
        .limit(limit)
    )
    return [ReleaseRow(release, name, every - gone, gone) for release, name, every, gone in rows]


def seen_last(session: Session, claim_id: int) -> Verdict | None:
    """The verdict on a claim that was released last; None if none was."""
    return session.exec(
        select(Verdict)
        .join(ReleaseItem, col(ReleaseItem.verdict_id) == Verdict.id)
        .where(ReleaseItem.claim_id == claim_id)
        .order_by(col(ReleaseItem.id).desc())
        .limit(1)
    ).first()


def newest(session: Session, set_id: int) -> Release | None:
    """The version that was frozen last."""
    return session.exec(
        select(Release).where(Release.set_id == set_id).order_by(col(Release.number).desc()).limit(1)
    ).first()


def held(session: Session, release_id: int) -> list[Held]:
    """What a version holds, in its order."""
    columns: list[Any] = [
        ReleaseItem.claim_id,
        Claim.public_id,
        ReleaseItem.claim_version_id,
        ReleaseItem.verdict_id,
        Verdict.code,
        Verdict.correction,
        ReleaseItem.digest,
        ReleaseItem.withdrawn,
    ]
    rows = session.execute(
        select(*columns)
        .join(Verdict, col(Verdict.id) == ReleaseItem.verdict_id)
        .join(Claim, col(Claim.id) == ReleaseItem.claim_id)
        .where(ReleaseItem.release_id == release_id)
        .order_by(col(ReleaseItem.position))
    )
    return [Held(*row) for row in rows]


def records(session: Session, release_id: int, claim_ids: Collection[int]) -> dict[int, str]:
    """The lines of some claims of a version, by the claim's key; one statement for each `MANY` of them."""
    found, waiting = dict[int, str](), list(claim_ids)
    for first in range(0, len(waiting), MANY):
        some = waiting[first : first + MANY]
        rows = session.exec(
            select(ReleaseItem.claim_id, ReleaseItem.record).where(
                ReleaseItem.release_id == release_id, col(ReleaseItem.claim_id).in_(some)
            )
        )
        found.update(rows.all())
    return found


def withdrawn(session: Session, release_id: int, limit: int) -> list[str]:
    """The lines of the claims that a version withdraws, the last ones first."""
    return list(
        session.exec(
            select(ReleaseItem.record)
            .where(ReleaseItem.release_id == release_id, col(ReleaseItem.withdrawn).is_(True))
            .order_by(col(ReleaseItem.position).desc())
            .limit(limit)
        ).all()
    )
