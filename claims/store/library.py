"""The library: sources as a list, filtered and counted, whatever their texts weigh."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, exists, func, or_, select

from claims.models import Evidence, Snapshot, Source


@dataclass(frozen=True, slots=True)
class LibraryRow:
    """A source as the library lists it; `texts` counts captures that differ from each other."""

    source: Source
    captures: int
    last_captured_at: datetime
    texts: int
    passages: int
    claims: int


@dataclass(frozen=True, slots=True)
class LibraryFilter:
    """What the library is asked for; empty fields ask for nothing.

    `use` is "used" or "unused"; `drifted` asks for sources whose captures differ.
    """

    words: str = ""
    kind: str = ""
    origin: str = ""
    language: str = ""
    use: str = ""
    drifted: bool = False


def page(
    session: Session, asked: LibraryFilter, before: int | None = None, limit: int = 50
) -> list[LibraryRow]:
    """A page of the sources that fit, newest first; `before` is the key of the last row before it.

    Captures and uses are counted for the sources of the page alone: three statements.
    """
    found = select(Source).where(*_asked(asked)).order_by(col(Source.id).desc()).limit(limit)
    if before is not None:
        found = found.where(col(Source.id) < before)
    sources = session.exec(found).all()
    keys = [source.id or 0 for source in sources]
    captured, used = _captured(session, keys), _used(session, keys)
    return [
        LibraryRow(source, *captured[key], *used.get(key, (0, 0)))
        for key, source in zip(keys, sources, strict=True)
    ]


def _captured(session: Session, keys: Sequence[int]) -> dict[int, tuple[int, datetime, int]]:
    """What these sources were captured as: how often, when last, in how many different texts."""
    own: Any = aliased(Source)
    owner: Any = func.coalesce(own.merged_into_id, own.id)
    counted: Any = select(
        owner,
        func.count(),
        func.max(Snapshot.captured_at),
        func.count(func.distinct(Snapshot.text_sha256)),
    )
    rows = session.execute(
        counted.select_from(Snapshot)
        .join(own, own.id == col(Snapshot.source_id))
        .where(or_(own.id.in_(keys), own.merged_into_id.in_(keys)))
        .group_by(owner)
    )
    return {row[0]: (row[1], row[2], row[3]) for row in rows}


def _used(session: Session, keys: Sequence[int]) -> dict[int, tuple[int, int]]:
    """How many passages of these sources are in use, and in how many claims."""
    rows = session.exec(
        select(Evidence.source_id, func.count(), func.count(func.distinct(Evidence.claim_id)))
        .where(col(Evidence.source_id).in_(keys), col(Evidence.removed_at).is_(None))
        .group_by(col(Evidence.source_id))
    )
    return {row[0]: (row[1], row[2]) for row in rows}


def count(session: Session, asked: LibraryFilter) -> tuple[int, int]:
    """How many sources fit, and how many there are; one statement."""
    fitting, in_all = (
        select(func.count(col(Source.id))).where(*_asked(one)).scalar_subquery()
        for one in (asked, LibraryFilter())
    )
    found: Any = session.exec(select(fitting, in_all)).one()
    return found[0], found[1]


def languages(session: Session) -> Sequence[str]:
    """The languages that sources are in, as two letters."""
    return _choices(session, col(Source.language), 200)


def origins(session: Session) -> Sequence[str]:
    """The names of origins that sources have."""
    return _choices(session, col(Source.origin_group), 200)


def _choices(session: Session, column: Any, limit: int) -> Sequence[str]:
    there = (column != "", col(Source.removed_at).is_(None))
    return session.exec(select(column).where(*there).distinct().order_by(column).limit(limit)).all()


def _asked(asked: LibraryFilter) -> list[Any]:
    conditions: list[Any] = [col(Source.removed_at).is_(None)]
    conditions += [_holds(word) for word in asked.words.split()]
    if asked.kind:
        conditions.append(Source.kind == asked.kind)
    if asked.language:
        conditions.append(Source.language == asked.language)
    if asked.origin:
        group = col(Source.origin_group)
        # SQLite lowers the letters of English only.
        conditions.append(or_(group == asked.origin, func.lower(group) == asked.origin.lower()))
    if asked.use:
        use = exists().where(col(Evidence.source_id) == Source.id, col(Evidence.removed_at).is_(None))
        conditions.append(use if asked.use == "used" else ~use)
    if asked.drifted:
        conditions.append(col(Source.id).in_(_drifted()))
    return conditions


def _drifted() -> Any:
    """The keys of sources whose captures differ. Texts of those captured once are not looked at."""
    own: Any = aliased(Source)
    owner: Any = func.coalesce(own.merged_into_id, own.id)
    captured: Any = select(owner).select_from(Snapshot).join(own, own.id == col(Snapshot.source_id))
    several = captured.group_by(owner).having(func.count() > 1)
    return (
        captured.where(owner.in_(several))
        .group_by(owner)
        .having(func.count(func.distinct(Snapshot.text_sha256)) > 1)
    )


def _holds(word: str) -> Any:
    fields = (Source.title, Source.publisher, Source.author, Source.url, Source.origin_group)
    return or_(*(col(field).icontains(word, autoescape=True) for field in fields))
