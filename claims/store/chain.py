"""Walk the trail from its first event to its last, and name the first row that does not hold."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy.exc import OperationalError
from sqlmodel import Session, SQLModel, col, func, select

from claims.models import Event
from claims.store import events

_PORTION = 1_000
_EVENT = SQLModel.metadata.tables["event"]
#: What a value raises that was damaged so that it cannot even be read; SQLite keeps such values.
_UNREADABLE = (ValueError, TypeError, OperationalError)


class Break(StrEnum):
    """What is wrong with a trail."""

    CONTENT = "content"
    UNREADABLE = "unreadable"
    LINK = "link"
    MISSING = "missing"
    ORDER = "order"
    INSERTED = "inserted"
    ENDS = "ends"


@dataclass(frozen=True, slots=True)
class Trail:
    """A trail as it was found.

    `events` counts the rows that hold, `head` is the hash of the last of them. `broken` is empty
    where all do; else `seq` is the first row that does not, or the last row of a trail that ends
    before an anchor, and `why` says what is wrong in a sentence.
    """

    events: int
    head: str
    broken: Break | None = None
    seq: int = 0
    why: str = ""


def walk(session: Session, anchors: Collection[str] = ()) -> Trail:
    """Look whether the trail is as it was written; a few rows are held at a time.

    Args:
        session: one that reads.
        anchors: heads of earlier days, kept elsewhere: each has to be met on the way. Only these
            show that the end was cut off, or that all was written anew from some row on.
    """
    count, previous, last = 0, events.FIRST, 0
    waiting = set(anchors) - {previous}
    for seq, row in _rows(session, 0):
        if found := _broken(session, seq, row, previous, last):
            kind, where, why = found
            return Trail(count, previous, kind, where, why)
        count, previous, last = count + 1, str(row.hash), seq
        waiting.discard(previous)
    if waiting:
        why = f"it ends here without the head {min(waiting)}: what came after was cut off or written anew"
        return Trail(count, previous, Break.ENDS, last, why)
    return Trail(count, previous)


def _rows(session: Session, after: int) -> Iterator[tuple[int, Any]]:
    """Every row by its number; None for one that cannot be read."""
    while numbers := session.exec(
        select(Event.seq).where(col(Event.seq) > after).order_by(col(Event.seq)).limit(_PORTION)
    ).all():
        yield from _portion(session, [number or 0 for number in numbers])
        after = numbers[-1] or 0


def _portion(session: Session, numbers: list[int]) -> Iterator[tuple[int, Any]]:
    rows = _read(session, numbers[0], numbers[-1])
    if rows is not None:
        yield from ((row.seq, row) for row in rows)
        return
    for number in numbers:
        alone = _read(session, number, number)
        yield number, alone[0] if alone else None


def _read(session: Session, first: int, last: int) -> list[Any] | None:
    found = _EVENT.select().where(_EVENT.c.seq.between(first, last)).order_by(_EVENT.c.seq)
    try:
        return list(session.connection().execute(found))
    except _UNREADABLE:
        return None


def _broken(session: Session, seq: int, row: Any, previous: str, last: int) -> tuple[Break, int, str] | None:
    """What is wrong with a row that should follow `previous`, the hash of row `last`; None if nothing."""
    if row is None:
        return Break.UNREADABLE, seq, "what it holds cannot be read"
    try:
        own = events.hash_of(row)
    except _UNREADABLE:
        return Break.UNREADABLE, seq, "what it holds cannot be read"
    if row.prev_hash == previous:
        changed = "what it holds is not what was written: its hash is another"
        return None if own == row.hash else (Break.CONTENT, seq, changed)
    if own != row.hash:
        return Break.LINK, seq, "its link to the row before was changed, or all of it is forged"
    return _out_of_place(session, seq, row, last)


def _out_of_place(session: Session, seq: int, row: Any, last: int) -> tuple[Break, int, str]:
    """Why a row that holds in itself does not follow the row before it."""
    follows = session.exec(select(Event.seq).where(Event.hash == row.prev_hash)).first()
    before = f"row {last}" if last else "the beginning"
    if follows is None and seq > last + 1:
        gone = f"row {last + 1} is" if seq == last + 2 else f"rows {last + 1} to {seq - 1} are"
        return Break.MISSING, seq, f"it does not follow {before}: {gone} missing"
    if follows is None:
        return Break.LINK, seq, f"it does not follow {before}, nor any row that is there"
    if follows < last:
        after = select(func.min(Event.seq)).where(col(Event.seq) > follows)
        between = f"it stands between row {follows} and row {seq}, which follow each other"
        return Break.INSERTED, session.exec(after).one() or 0, between
    return Break.ORDER, seq, f"it was written right after row {follows}, and stands before it"
