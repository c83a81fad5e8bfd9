"""Claim sets, their releases and what those froze."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy.orm import aliased, defer
from sqlmodel import Session, and_, col, func, or_, select

from claims.errors import NotFoundError
from claims.models import (
    Claim,
    ClaimSet,
    ClaimSetItem,
    ClaimVersion,
    Release,
    ReleaseItem,
    User,
)
from claims.vocab import ClaimStatus

#: Long; only what needs it reads it.
_MANIFEST: Any = Release.manifest


def get(session: Session, public_id: str) -> ClaimSet:
    """The set with this public id."""
    found = session.exec(select(ClaimSet).where(ClaimSet.public_id == public_id)).first()
    if found is None:
        raise NotFoundError("there is no such claim set")
    return found


def by_key(session: Session, key: int) -> ClaimSet:
    """The set with this key."""
    return session.get_one(ClaimSet, key)


def newest(session: Session, limit: int = 200) -> Sequence[tuple[ClaimSet, int]]:
    """The newest sets, newest first, each with its number of claims."""
    return session.exec(
        select(ClaimSet, func.count(col(ClaimSetItem.id)))
        .outerjoin(ClaimSetItem, col(ClaimSetItem.set_id) == ClaimSet.id)
        .group_by(col(ClaimSet.id))
        .order_by(col(ClaimSet.id).desc())
        .limit(limit)
    ).all()


def claim_keys(set_id: int) -> Any:
    """The keys of a set's claims, as a select."""
    return select(ClaimSetItem.claim_id).where(ClaimSetItem.set_id == set_id)


def ready_for(session: Session, set_id: int, limit: int) -> Sequence[tuple[Claim, ClaimVersion]]:
    """Verified claims that are not in the set yet, the newest change first."""
    inside = select(ClaimSetItem.claim_id).where(ClaimSetItem.set_id == set_id)
    return session.exec(
        select(Claim, ClaimVersion)
        .join(
            ClaimVersion,
            and_(
                col(ClaimVersion.claim_id) == col(Claim.id),
                col(ClaimVersion.seq) == col(Claim.version_seq),
            ),
        )
        .where(Claim.status == ClaimStatus.VERIFIED, col(Claim.id).not_in(inside))
        .order_by(col(Claim.touched_at).desc(), col(Claim.id))
        .limit(limit)
    ).all()


def item(session: Session, set_id: int, claim_id: int) -> ClaimSetItem | None:
    """A claim's place in a set, if it has one."""
    return session.exec(
        select(ClaimSetItem).where(ClaimSetItem.set_id == set_id, ClaimSetItem.claim_id == claim_id)
    ).first()


def last_position(session: Session, set_id: int) -> int:
    """The highest position in a set; 0 in an empty one."""
    return (
        session.exec(select(func.max(ClaimSetItem.position)).where(ClaimSetItem.set_id == set_id)).one() or 0
    )


def get_release(session: Session, public_id: str) -> Release:
    """The release with this public id."""
    found = session.exec(select(Release).where(Release.public_id == public_id)).first()
    if found is None:
        raise NotFoundError("there is no such release")
    return found


def release_by_key(session: Session, key: int) -> Release:
    """The release with this key."""
    return session.get_one(Release, key)


def frozen_count(session: Session, public_id: str) -> int:
    """How many claims a release froze."""
    release_id = select(Release.id).where(Release.public_id == public_id).scalar_subquery()
    counted = select(func.count()).select_from(ReleaseItem).where(ReleaseItem.release_id == release_id)
    return session.exec(counted).one()


class EditionRow(NamedTuple):
    """A release by its key and number, without its long manifest."""

    id: int
    number: int


def editions(session: Session, set_id: int) -> list[EditionRow]:
    """The releases of a set, oldest first."""
    found = select(Release.id, Release.number).where(Release.set_id == set_id).order_by(col(Release.number))
    return [EditionRow(key or 0, number) for key, number in session.exec(found)]


def releases(session: Session, set_id: int) -> Sequence[tuple[Release, str]]:
    """The releases of a set, newest first, each with the name of who froze it."""
    return session.exec(
        select(Release, User.name)
        .join(User, col(User.id) == Release.created_by_id)
        .where(Release.set_id == set_id)
        .order_by(col(Release.number).desc())
    ).all()


def manifests(session: Session) -> Iterator[str]:
    """The manifest of every release there is, oldest first, read in small portions."""
    yield from session.exec(
        select(Release.manifest).order_by(col(Release.id)).execution_options(yield_per=200)
    )


def frozen_records(session: Session, release_id: int) -> Iterator[str]:
    """The records of a release by position, read in small portions."""
    yield from session.exec(
        select(ReleaseItem.record)
        .where(ReleaseItem.release_id == release_id)
        .order_by(col(ReleaseItem.position))
        .execution_options(yield_per=200)
    )


def withdrawals_of_claim(session: Session, claim_id: int) -> Sequence[tuple[Release, ClaimSet, str]]:
    """The versions that took a claim out of a set, with the line that says why; not those that repeat it."""
    before = aliased(ReleaseItem)
    return session.exec(
        select(Release, ClaimSet, ReleaseItem.record)
        .join(ReleaseItem, col(ReleaseItem.release_id) == Release.id)
        .join(ClaimSet, col(ClaimSet.id) == Release.set_id)
        .join(before, col(before.release_id) == Release.previous_id)
        .where(ReleaseItem.claim_id == claim_id, col(ReleaseItem.withdrawn))
        .where(before.claim_id == claim_id, col(before.withdrawn).is_(False))
        .order_by(col(Release.id).desc())
        .options(defer(_MANIFEST))
    ).all()


class InVersion(NamedTuple):
    """A frozen version that a claim is in, or was withdrawn in."""

    release: Release
    claim_set: ClaimSet
    withdrawn: bool


def versions_of_claim(session: Session, claim_id: int, at: datetime | None = None) -> list[InVersion]:
    """The frozen versions that hold a claim, and those that took it out, newest first.

    Not those that repeat that it was taken out, nor with `at` those made since that moment.
    """
    before = aliased(ReleaseItem)
    again = and_(col(before.release_id) == Release.previous_id, col(before.claim_id) == claim_id)
    found = (
        select(Release, ClaimSet, ReleaseItem.withdrawn)
        .join(ReleaseItem, col(ReleaseItem.release_id) == Release.id)
        .join(ClaimSet, col(ClaimSet.id) == Release.set_id)
        .outerjoin(before, again)
        .where(
            ReleaseItem.claim_id == claim_id,
            or_(col(ReleaseItem.withdrawn).is_(False), col(before.withdrawn).is_(False)),
        )
        .order_by(col(Release.id).desc())
        .options(defer(_MANIFEST))
    )
    rows = session.exec(found.where(col(Release.created_at) <= at) if at else found)
    return [InVersion(*row) for row in rows]


def releases_of_claim(session: Session, claim_id: int) -> Sequence[tuple[Release, ClaimSet, int]]:
    """The releases that hold a claim, newest first, with their set and the verdict they froze.

    One that withdraws the claim does not hold it.
    """
    return session.exec(
        select(Release, ClaimSet, ReleaseItem.verdict_id)
        .join(ReleaseItem, col(ReleaseItem.release_id) == Release.id)
        .join(ClaimSet, col(ClaimSet.id) == Release.set_id)
        .where(ReleaseItem.claim_id == claim_id, col(ReleaseItem.withdrawn).is_(False))
        .order_by(col(Release.id).desc())
        .options(defer(_MANIFEST))
    ).all()
