"""Captured texts: their bytes, their sentences with the index of words, their signatures."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Integer, text
from sqlalchemy.orm import aliased, defer
from sqlmodel import Session, col, func, literal, or_, select, union_all

from claims import folding
from claims.errors import NotFoundError
from claims.models import Blob, Bounds, Passage, Snapshot, SnapshotMark, Source
from claims.store.engine import write_once
from claims.store.sources import OWNER

#: A word that stands in more sentences than this tells little of where a claim is spoken of.
COMMON = 2_000

_ADD = {
    "sqlite": "INSERT INTO passage_words (rowid, words) VALUES (:id, :words)",
    "postgresql": "INSERT INTO passage_words (id, words) VALUES (:id, to_tsvector('simple', :words))",
}
_HOLDING = {
    "sqlite": "SELECT rowid AS id FROM passage_words WHERE passage_words MATCH :words",
    "postgresql": "SELECT id FROM passage_words WHERE words @@ to_tsquery('simple', :words)",
}


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """A sentence of the newest capture of a source, with its words."""

    passage: Passage
    source: Source
    text: str


#: Read only where it is asked for; some are long.
_TEXT: Any = Snapshot.text


def keep_bytes(session: Session, sha256: str, data: bytes) -> None:
    """Keep bytes under their SHA-256, once."""
    known = session.exec(select(Blob.sha256).where(Blob.sha256 == sha256)).first()
    if known is None:
        write_once(session, Blob, sha256=sha256, size=len(data), data=data)


def kept_bytes(session: Session, sha256: str) -> bytes:
    """The bytes with this SHA-256."""
    data = session.exec(select(Blob.data).where(Blob.sha256 == sha256)).first()
    if data is None:
        raise NotFoundError("these bytes are not kept")
    return data


def get(session: Session, public_id: str) -> Snapshot:
    """The snapshot with this public id."""
    found = session.exec(select(Snapshot).where(Snapshot.public_id == public_id)).first()
    if found is None:
        raise NotFoundError("there is no such capture")
    return found


def by_key(session: Session, key: int) -> Snapshot:
    """The snapshot with this key."""
    return session.get_one(Snapshot, key)


def of_source(session: Session, source_id: int) -> Sequence[Snapshot]:
    """The captures of a source and of those merged into it, newest first.

    Their long texts are read only of those that are asked for them.
    """
    return session.exec(
        select(Snapshot)
        .join(Source, col(Source.id) == Snapshot.source_id)
        .where(source_id == OWNER)
        .order_by(col(Snapshot.id).desc())
        .options(defer(_TEXT))
    ).all()


def was_captured(session: Session, source_id: int, text_sha256: str) -> bool:
    """Whether a source, or one merged into it, was captured with this very text."""
    return (
        session.exec(
            select(Snapshot.id)
            .join(Source, col(Source.id) == Snapshot.source_id)
            .where(source_id == OWNER, Snapshot.text_sha256 == text_sha256)
            .limit(1)
        ).first()
        is not None
    )


def same_text(session: Session, text_sha256: str) -> Source | None:
    """The source that was captured with this very text, the oldest of several; None if there is none."""
    own: Any = aliased(Source)
    found: Source | None = session.exec(
        select(Source)
        .join(own, func.coalesce(own.merged_into_id, own.id) == Source.id)
        .join(Snapshot, col(Snapshot.source_id) == own.id)
        .where(Snapshot.text_sha256 == text_sha256, col(Source.removed_at).is_(None))
        .order_by(col(Source.id))
        .limit(1)
    ).first()
    return found


# Sentences


def add_passages(session: Session, snapshot: Snapshot, sentences: Sequence[Bounds]) -> None:
    """Number the sentences of a snapshot, and index their words."""
    rows = [
        Passage(snapshot_id=snapshot.id or 0, number=number, start=start, end=end)
        for number, (start, end) in enumerate(sentences, 1)
    ]
    session.add_all(rows)
    session.flush()
    words = [{"id": row.id, "words": folding.index_words(snapshot.text[row.start : row.end])} for row in rows]
    if words:
        session.connection().execute(text(_ADD[_engine(session)]), words)


def passages_of(session: Session, snapshot_id: int) -> Sequence[Passage]:
    """The sentences of a snapshot, in reading order; none while it waits to be indexed."""
    return session.exec(
        select(Passage).where(Passage.snapshot_id == snapshot_id).order_by(col(Passage.number))
    ).all()


def passages_within(session: Session, snapshot_id: int, start: int, end: int) -> Sequence[Passage]:
    """The sentences of a snapshot that a stretch of it touches, in reading order."""
    return session.exec(
        select(Passage)
        .where(Passage.snapshot_id == snapshot_id, Passage.start < end, Passage.end > start)
        .order_by(col(Passage.number))
    ).all()


def rarer(session: Session, phrases: Sequence[Sequence[str]]) -> list[int]:
    """In how many sentences each phrase stands, counted up to `COMMON`; one statement for all."""
    if not phrases:
        return []
    engine = _engine(session)
    counts = [
        select(literal(at), func.count()).select_from(
            text(f"({_HOLDING[engine].replace(':words', f':w{at}')} LIMIT {COMMON}) AS found{at}").bindparams(
                **{f"w{at}": _all_of(engine, [phrase])}
            )
        )
        for at, phrase in enumerate(phrases)
    ]
    found = dict(session.connection().execute(union_all(*counts)).all())
    return [found[at] for at in range(len(phrases))]


def holding(
    session: Session, phrases: Sequence[Sequence[str]], *, every: bool, limit: int
) -> list[FoundPassage]:
    """Sentences of newest captures that hold all of the phrases, or any of them; newest sources first.

    A phrase is words that stand in a row, as `claims.folding.query_phrases` gives them.
    """
    if not phrases:
        return []
    engine = _engine(session)
    asked = (_all_of if every else _any_of)(engine, phrases)
    ids = text(_HOLDING[engine]).bindparams(words=asked).columns(id=Integer).subquery()
    owner: Any = aliased(Source)
    own: Any = aliased(Source)
    other: Any = aliased(Source)
    later: Any = aliased(Snapshot)
    of_owner = or_(other.id == owner.id, other.merged_into_id == owner.id)  # each has an index
    newest = select(func.max(later.id)).join(other, other.id == later.source_id).where(of_owner)
    words: Any = func.substr(Snapshot.text, Passage.start + 1, Passage.end - Passage.start)
    rows = session.exec(
        select(Passage, owner, words)
        .join(Snapshot, col(Snapshot.id) == Passage.snapshot_id)
        .join(own, own.id == col(Snapshot.source_id))
        .join(owner, owner.id == func.coalesce(own.merged_into_id, own.id))
        .where(
            col(Passage.id).in_(select(ids.c.id)),
            Snapshot.id == newest.correlate(owner).scalar_subquery(),
            owner.removed_at.is_(None),
        )
        .order_by(col(Passage.id).desc())
        .limit(limit)
    )
    return [FoundPassage(*row) for row in rows]


def _all_of(engine: str, phrases: Iterable[Sequence[str]]) -> str:
    if engine == "sqlite":
        return " AND ".join(f'"{" ".join(phrase)}"' for phrase in phrases)
    return " & ".join(f"({' <-> '.join(phrase)})" for phrase in phrases)


def _any_of(engine: str, phrases: Iterable[Sequence[str]]) -> str:
    if engine == "sqlite":
        return " OR ".join(f'"{" ".join(phrase)}"' for phrase in phrases)
    return " | ".join(f"({' <-> '.join(phrase)})" for phrase in phrases)


# Signatures


def add_marks(session: Session, snapshot: Snapshot, marks: Collection[int]) -> None:
    """Keep a snapshot's signature: whole numbers of 63 bits."""
    session.add_all(SnapshotMark(snapshot_id=snapshot.id or 0, mark=mark) for mark in sorted(marks))


def sharing_marks(
    session: Session, snapshot_id: int, at_least: int, limit: int = 10
) -> Sequence[tuple[Snapshot, Source, int]]:
    """Captures of other sources that share marks with this one, and how many; the most first."""
    mine = select(SnapshotMark.mark).where(SnapshotMark.snapshot_id == snapshot_id)
    shared: Any = (
        select(SnapshotMark.snapshot_id, func.count().label("shared"))
        .where(col(SnapshotMark.mark).in_(mine), SnapshotMark.snapshot_id != snapshot_id)
        .group_by(col(SnapshotMark.snapshot_id))
        .having(func.count() >= at_least)
        .subquery()
    )
    own = select(Snapshot.source_id).where(Snapshot.id == snapshot_id).scalar_subquery()
    return session.exec(
        select(Snapshot, Source, shared.c.shared)
        .join(shared, shared.c.snapshot_id == Snapshot.id)
        .join(Source, col(Source.id) == Snapshot.source_id)
        .where(Snapshot.source_id != own, col(Source.removed_at).is_(None))
        .order_by(shared.c.shared.desc(), col(Snapshot.id))
        .limit(limit)
    ).all()


def _engine(session: Session) -> str:
    return session.get_bind().dialect.name
