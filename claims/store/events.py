"""The trail: one event for each change, in the same transaction, each sealed to the one before."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import text
from sqlmodel import Session, col, select

from claims.digest import digest_of
from claims.models import Event, User
from claims.models.base import now

#: Stands for the hash before the first event.
FIRST = "0" * 64
# Any fixed number: PostgreSQL lets one transaction at a time hold it.
_CHAIN_LOCK = 7_304_211

#: Under this verb stands who gave a reason to go on without enough origins to a verdict that was there.
OVERRODE = "overrode"


def record(
    session: Session,
    who: User | None,
    verb: str,
    object_type: str,
    object_id: str,
    **payload: Any,
) -> None:
    """Note a change; it is written when the unit of work commits.

    Args:
        session: the unit of work.
        who: the person; None for the desk itself.
        verb: what was done, in the past ("accepted").
        object_type: the table's name.
        object_id: the public id of what was changed.
        payload: what was and what is, as JSON values.
    """
    event = Event(
        at=now(),
        actor_id=who.id if who else None,
        verb=verb,
        object_type=object_type,
        object_id=object_id,
        payload=payload,
        request_id=session.info.get("request_id", ""),
        prev_hash="",
        hash="",
    )
    session.info.setdefault("events", []).append((event, who))


def seal(session: Session) -> None:
    """Write the noted events, each with its hash over the one before; last thing before a commit.

    Only here, so that the lock on the chain is held briefly and always taken last.
    """
    waiting = [event for event, _who in session.info.pop("events", [])]
    if not waiting:
        return
    if session.get_bind().dialect.name == "postgresql":
        session.connection().execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _CHAIN_LOCK})
    previous = head(session)
    for event in waiting:
        event.prev_hash = previous
        event.hash = previous = hash_of(event)
    # In their order, so that the numbers rise along the chain; one statement however many they are.
    session.bulk_save_objects(waiting)


def head(session: Session) -> str:
    """The hash of the newest event; 64 zeros before the first."""
    return session.exec(select(Event.hash).order_by(col(Event.seq).desc()).limit(1)).first() or FIRST


def hash_of(event: Event) -> str:
    """The SHA-256 that an event must carry."""
    return digest_of(
        {
            "prev": event.prev_hash,
            # A server of another time zone gives the same moment as another hour.
            "at": event.at.astimezone(UTC).isoformat(),
            "actor": event.actor_id,
            "verb": event.verb,
            "type": event.object_type,
            "id": event.object_id,
            "payload": event.payload,
            "request": event.request_id,
        }
    )


def newest(session: Session, object_id: str, verb: str) -> Event:
    """The last time that this was done with a thing, which somebody did."""
    return session.exec(
        select(Event)
        .where(Event.object_id == object_id, Event.verb == verb)
        .order_by(col(Event.seq).desc())
        .limit(1)
    ).one()


def after(session: Session, object_id: str, moment: datetime) -> Sequence[Event]:
    """What was done with a thing after a moment, oldest first."""
    return session.exec(
        select(Event).where(Event.object_id == object_id, col(Event.at) > moment).order_by(col(Event.seq))
    ).all()


def done_with(session: Session, object_id: str, verb: str) -> list[tuple[Event, User]]:
    """Each time that somebody did this with a thing, newest first, with who it was."""
    rows = session.exec(
        select(Event, User)
        .join(User, col(User.id) == Event.actor_id)
        .where(Event.object_id == object_id, Event.verb == verb)
        .order_by(col(Event.seq).desc())
    )
    noted = [(event, who) for event, who in _noted(session, object_id) if who and event.verb == verb]
    return [*noted, *((event, who) for event, who in rows)]


def _noted(session: Session, object_id: str) -> list[tuple[Event, User | None]]:
    """What this unit of work did with a thing and has yet to write, newest first."""
    waiting: list[tuple[Event, User | None]] = session.info.get("events", [])
    return [found for found in reversed(waiting) if found[0].object_id == object_id]


def of_object(session: Session, object_id: str, limit: int = 100) -> list[tuple[Event, str]]:
    """The newest events of one thing, newest first, each with its person's name ("" for the desk).

    What this unit of work did counts, though it is written only when it commits.
    """
    noted = [(event, who.name if who else "") for event, who in _noted(session, object_id)]
    rows = session.exec(
        select(Event, User.name)
        .outerjoin(User, col(User.id) == Event.actor_id)
        .where(Event.object_id == object_id)
        .order_by(col(Event.seq).desc())
        .limit(limit)
    )
    return [*noted, *((event, name or "") for event, name in rows)][:limit]
