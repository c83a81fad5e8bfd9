"""What a desk goes by: its policy and its rating scales."""

from collections.abc import Mapping, MutableMapping, Sequence
from typing import Any
from weakref import WeakKeyDictionary

from sqlmodel import Session, col, exists, func, select

from claims import policy as policies
from claims import scale as scales
from claims.errors import NotFoundError
from claims.models import PolicyVersion, RatingScale, User
from claims.policy import Policy
from claims.scale import Scale


def policy(session: Session) -> Policy:
    """The policy in force."""
    row = session.exec(select(PolicyVersion).order_by(col(PolicyVersion.version).desc()).limit(1)).first()
    return policies.policy_from(row.version, row.content) if row else policies.DEFAULT


def read_policy(row: tuple[int | None, Mapping[str, Any] | None]) -> Policy:
    """The policy in force, from what `POLICY` gave within another statement."""
    version, content = row
    return policies.policy_from(version, content or {}) if version else policies.DEFAULT


def _newest(column: Any) -> Any:
    return select(column).order_by(col(PolicyVersion.version).desc()).limit(1).scalar_subquery()


#: Version and content of the policy in force, for a statement that asks for something else, too.
POLICY: tuple[Any, Any] = (_newest(PolicyVersion.version), _newest(PolicyVersion.content))


def is_blind() -> Any:
    """Whether reviews are blind under the policy in force, as a condition of a statement."""
    newest = select(func.max(PolicyVersion.version)).scalar_subquery()
    return exists().where(
        col(PolicyVersion.version) == newest, col(PolicyVersion.content)["blind"].as_boolean()
    )


def policy_of(session: Session, version: int) -> Policy:
    """A version of the policy; one that never was is as the first."""
    row = session.exec(select(PolicyVersion).where(PolicyVersion.version == version)).first()
    return policies.policy_from(row.version, row.content) if row else policies.DEFAULT


def every_policy(session: Session) -> dict[int, Policy]:
    """Every version of the policy, by its number; the highest is in force."""
    rows = session.exec(select(PolicyVersion)).all()
    made = {row.version: policies.policy_from(row.version, row.content) for row in rows}
    return {policies.DEFAULT.version: policies.DEFAULT, **made}


def policies_made(session: Session) -> Sequence[tuple[PolicyVersion, str]]:
    """Every version after the first, newest first, with the name of who made it."""
    return session.exec(
        select(PolicyVersion, User.name)
        .join(User, col(User.id) == PolicyVersion.made_by_id)
        .order_by(col(PolicyVersion.version).desc())
    ).all()


def scale(session: Session, name: str, version: int) -> Scale:
    """A version of a rating scale.

    Raises:
        NotFoundError: if there is none.
    """
    preset = scales.presets().get(name)
    if preset and preset.version == version:
        return preset
    kept = _KNOWN.setdefault(session.get_bind().engine.pool, {})
    if (name, version) in kept:
        return kept[name, version]
    found = _read(session, name, version)
    if not session.get_bind().get_execution_options().get("writes"):
        kept[name, version] = found  # a writer may have made it just now, and not keep it
    return found


#: The scales that were read, by the pool of their database: a version never changes once it is there.
_KNOWN: MutableMapping[Any, dict[tuple[str, int], Scale]] = WeakKeyDictionary()


def _read(session: Session, name: str, version: int) -> Scale:
    row = session.exec(
        select(RatingScale).where(RatingScale.name == name, RatingScale.version == version)
    ).first()
    if row is None:
        raise NotFoundError("there is no such rating scale")
    return scales.scale_from(row.content)


def scale_in_force(session: Session) -> Scale:
    """The scale that a verdict is given on now."""
    chosen = policy(session)
    return scale(session, chosen.scale, chosen.scale_version)


def newest_scale(session: Session, name: str) -> Scale:
    """The newest version of a scale that the team made.

    Raises:
        NotFoundError: if it made none of this name.
    """
    row = session.exec(
        select(RatingScale).where(RatingScale.name == name).order_by(col(RatingScale.version).desc()).limit(1)
    ).first()
    if row is None:
        raise NotFoundError("there is no such rating scale")
    return scales.scale_from(row.content)


def own_scales(session: Session) -> list[Scale]:
    """The newest version of each scale that the team made, by name."""
    rows = session.exec(select(RatingScale).order_by(RatingScale.name, col(RatingScale.version)))
    newest = {row.name: row for row in rows}
    return [scales.scale_from(row.content) for row in newest.values()]
