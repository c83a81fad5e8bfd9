"""Capture a source: its bytes, its text, its sentences. What was captured never changes."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import Session

from claims import evidence, split, store
from claims.digest import sha256
from claims.errors import InputError
from claims.models import Bounds, Intake, Snapshot, Source, User
from claims.models.base import now
from claims.vocab import JobName, SnapshotMethod

#: A longer text gets its sentences from the worker, so that nobody waits for them.
AT_ONCE = 200_000


@dataclass(frozen=True, slots=True)
class Received:
    """How a document came in: the address that answered, with what; `warc` is the record of it.

    `called` names it where neither a person nor the document gives it a title; `index` is what its
    text is found by, if that was worked out before.
    """

    method: SnapshotMethod
    url: str = ""
    http_status: int | None = None
    headers: tuple[tuple[str, str], ...] = ()
    warc: bytes = b""
    at: datetime = field(default_factory=now)
    called: str = ""
    index: "CaptureIndex | None" = None


_TYPED = (SnapshotMethod.PASTE, SnapshotMethod.DESCRIBED)


def capture(session: Session, source: Source, intake: Intake, received: Received, who: User) -> Snapshot:
    """Keep what was read of a source as a new capture; earlier ones stay as they are.

    Raises:
        InputError: if nothing of it can be read: no letter, no digit.
    """
    if not any(sign.isalnum() for sign in intake.text):
        raise InputError("there is no text here", "text" if received.method in _TYPED else "file")
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
    if received.index or len(intake.text) <= AT_ONCE:
        save_index(session, snapshot.id or 0, received.index or index_of(intake.text))
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


def capture_anew(
    session: Session, source: Source, intake: Intake, received: Received, who: User
) -> tuple[Snapshot, bool]:
    """Keep what was read of a source if its text is another than that of the newest capture.

    Returns:
        The newest capture, and whether it is new.
    """
    newest = store.sources.newest_snapshot(session, source)
    if newest.text_sha256 != sha256(intake.text.encode()):
        return capture(session, source, intake, received, who), True
    store.events.record(
        session, who, "found unchanged", "source", source.public_id, snapshot=newest.public_id
    )
    return newest, False


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
