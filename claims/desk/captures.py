"""Capture a source: its bytes, its text, its sentences. What was captured never changes."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import Session

from claims import evidence, split, store
from claims.digest import sha256
from claims.models import Bounds, Intake, Snapshot, Source, User
from claims.models.base import now
from claims.vocab import JobName, SnapshotMethod

#: A longer text gets its sentences from the worker, so that nobody waits for them.
AT_ONCE = 200_000


@dataclass(frozen=True, slots=True)
class Received:
    """How a document came in: the address that answered, with what; `warc` is the record of it."""

    method: SnapshotMethod
    url: str = ""
    http_status: int | None = None
    headers: tuple[tuple[str, str], ...] = ()
    warc: bytes = b""
    at: datetime = field(default_factory=now)


def capture(session: Session, source: Source, intake: Intake, received: Received, who: User) -> Snapshot:
    """Keep what was read of a source as a new capture; earlier ones stay as they are.

    The same text once more is not kept again: the newest capture is given if it holds it already.
    """
    text_sha256 = sha256(intake.text.encode())
    raw_sha256 = _kept(session, intake.raw)
    snapshot = Snapshot(
        source_id=source.id or 0,
        method=received.method,
        media_type=intake.media_type,
        text=intake.text,
        text_sha256=text_sha256,
        captured_at=received.at,
        captured_by_id=who.id,
        raw_sha256=raw_sha256,
        warc_sha256=_kept(session, received.warc),
        extractor=intake.extractor,
        url=received.url,
        http_status=received.http_status,
        headers=list(received.headers),
        pages=list(intake.pages),
    )
    session.add(snapshot)
    session.flush()
    if len(intake.text) <= AT_ONCE:
        save_index(session, snapshot.id or 0, index_of(intake.text))
    else:
        store.jobs.enqueue(session, JobName.INDEX_SOURCE, snapshot.id or 0)
    store.events.record(
        session,
        who,
        "captured",
        "source",
        source.public_id,
        title=source.title,
        snapshot=snapshot.public_id,
        method=received.method.value,
        text_sha256=text_sha256,
        raw_sha256=raw_sha256,
    )
    return snapshot


def _kept(session: Session, data: bytes) -> str:
    """Keep bytes, and give what they are known by; "" for none."""
    if not data:
        return ""
    known_by = sha256(data)
    store.captures.keep_bytes(session, known_by, data)
    return known_by


@dataclass(frozen=True, slots=True)
class CaptureIndex:
    """What a captured text is found by: its sentences in order, and its signature."""

    sentences: tuple[Bounds, ...]
    marks: frozenset[int]


def index_of(text: str, tell: Callable[[int, int], None] | None = None) -> CaptureIndex:
    """Cut a text into sentences, and sign it. Needs no database; `tell` gets characters done, in all."""
    return CaptureIndex(tuple(split.cut_sentences(text, tell)), frozenset(evidence.shingles(text)))


def save_index(session: Session, snapshot_id: int, index: CaptureIndex) -> None:
    """Keep what a captured text is found by; a second time changes nothing."""
    if store.captures.passages_of(session, snapshot_id):
        return
    snapshot = store.captures.by_key(session, snapshot_id)
    store.captures.add_passages(session, snapshot, index.sentences)
    store.captures.add_marks(session, snapshot, index.marks)


def plan_index(session: Session, snapshot_id: int) -> str:
    """The text that the worker is to index."""
    return store.captures.by_key(session, snapshot_id).text
