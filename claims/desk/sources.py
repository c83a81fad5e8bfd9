"""The library: describe, capture, correct and merge sources."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from claims import addresses, anchor, ingest, store
from claims.desk import fields, signing
from claims.desk.captures import Received, capture, capture_anew
from claims.digest import sha256
from claims.errors import InputError, NotFoundError
from claims.models import ArchiveLink, Claim, Event, Evidence, Intake, Passage, Snapshot, Source, User
from claims.models.base import now
from claims.store.sources import LibraryFilter, LibraryRow
from claims.vocab import SnapshotMethod, SourceKind

#: Sources on a page of the library.
PAGE = 50


@dataclass(frozen=True, slots=True)
class LibraryCounts:
    """How many sources fit a filter and are there in all; the languages and origins there are."""

    fitting: int
    in_all: int
    languages: Sequence[str]
    origins: Sequence[str]


@dataclass(frozen=True, slots=True)
class Drift:
    """Two captures of a source, and the stretches that came and went between their texts."""

    source: Source
    old: Snapshot
    new: Snapshot
    changes: Sequence[anchor.Change]


@dataclass(frozen=True, slots=True)
class SourcePage:
    """A source with its captures, newest first, one of them open with its sentences, and its uses."""

    source: Source
    snapshot: Snapshot
    captures: Sequence[Snapshot]
    sentences: Sequence[Passage]
    uses: Sequence[tuple[Evidence, Claim]]
    archives: Sequence[ArchiveLink]


def read_document(data: bytes, filename: str, charset: str) -> Intake:
    """Read a source's document: a page, a text, a PDF, a Word document or a web archive.

    Needs no database, and may take long. `charset` is what the sender says, tried only.

    Raises:
        InputError: field "file", if it cannot be read or holds no text.
    """
    return ingest.from_file(data, filename, charset)


def came_as_file(intake: Intake, filename: str) -> Received:
    """How an uploaded document came in; of a web archive, what its own record says."""
    stem = filename.replace("\\", "/").rpartition("/")[2]
    return Received(
        SnapshotMethod.UPLOAD,
        url=intake.url,
        headers=intake.headers,
        at=intake.captured_at or now(),
        called=stem.strip()[:200],
    )


def add_source(
    session: Session,
    typed: Mapping[str, str],
    intake: Intake,
    method: SnapshotMethod | Received,
    who: User,
) -> tuple[Source, bool]:
    """Capture a document as a source.

    Args:
        session: the unit of work.
        typed: title, author, publisher, kind, url, language, published_on, origin_group, and where
            given protected, interest_note; what is empty is taken from the document.
        intake: from `read_paste` or `read_document`, or what a person wrote down.
        method: how it came in.
        who: the person.

    Returns:
        The source, and whether it is new. A document that is here already, known by its address or
        its very text, is not made twice: its source is given, with a further capture if the text at
        the address is another now.

    Raises:
        InputError: if a field does not hold.
    """
    received = method if isinstance(method, Received) else Received(method)
    source = Source(title="")
    _fill(source, _completed(typed, intake, received))
    store.sources.one_at_a_time(session)
    known = _known(session, source, intake)
    if known is None:
        session.add(source)
        session.flush()
        capture(session, source, intake, received, who)
        return source, True
    if not store.captures.was_captured(session, known.id or 0, sha256(intake.text.encode())):
        capture(session, known, intake, received, who)
    return known, False


def _known(session: Session, source: Source, intake: Intake) -> Source | None:
    """The source of this document, if it was captured before."""
    if source.protected:  # what two people said in confidence is never one source by itself
        return None
    if source.canonical_url:
        at_address = store.sources.with_canonical_url(session, source.canonical_url)
        if at_address is not None:
            return at_address
    same = store.captures.same_text(session, sha256(intake.text.encode()))
    elsewhere = same and same.canonical_url and source.canonical_url
    return None if same is None or same.protected or elsewhere else same


def _completed(typed: Mapping[str, str], intake: Intake, received: Received) -> dict[str, str]:
    """What a person typed comes before what the document says of itself."""
    meta = intake.meta
    found = {
        "title": meta.title or received.called,
        "author": meta.byline,
        "publisher": meta.outlet,
        "url": meta.url or intake.url,
        "language": meta.language,
        "published_on": meta.published_on.isoformat() if meta.published_on else "",
    }
    return {**_OPTIONAL, **typed, **{name: typed.get(name) or value for name, value in found.items()}}


#: Fields that not every form has.
_OPTIONAL = {"protected": "", "interest_note": ""}


def _fill(source: Source, typed: Mapping[str, str]) -> None:
    source.title = fields.line(typed["title"], "title", required=True)
    source.author = fields.line(typed["author"], "author")
    source.publisher = fields.line(typed["publisher"], "publisher")
    if typed["kind"] not in set(SourceKind):
        raise InputError("choose one of these", "kind")
    source.kind = SourceKind(typed["kind"])
    source.url = fields.address(typed["url"], "url")
    source.language = fields.line(typed["language"], "language", limit=16)
    source.published_on = fields.day(typed["published_on"], "published_on")
    source.origin_group = fields.line(typed["origin_group"], "origin_group")
    source.canonical_url = addresses.canonical_url(source.url) if source.url else ""
    source.protected = typed["protected"] == "1"
    source.interest_note = fields.prose(typed["interest_note"], "interest_note", limit=2_000)


def source_fields(source: Source) -> dict[str, str]:
    """What a person can correct about a source, as its form holds it."""
    return {
        "title": source.title,
        "author": source.author,
        "publisher": source.publisher,
        "kind": source.kind.value,
        "url": source.url,
        "language": source.language,
        "published_on": source.published_on.isoformat() if source.published_on else "",
        "origin_group": source.origin_group,
        "protected": "1" if source.protected else "",
        "interest_note": source.interest_note,
    }


def edit_source(session: Session, public_id: str, rev: int, typed: Mapping[str, str], who: User) -> Source:
    """Correct a source's bibliographic fields; its captured text stays as it is.

    Raises:
        InputError: if a field does not hold.
        ConflictError: if somebody saved in between.
    """
    source = store.sources.get(session, public_id)
    was = source_fields(source)
    fields.check_rev(source, rev, was)
    _fill(source, {**_OPTIONAL, **typed})
    session.add(source)
    now_is = source_fields(source)
    changed = {name: [was[name], now_is[name]] for name in was if was[name] != now_is[name]}
    store.events.record(session, who, "edited", "source", public_id, changed=changed)
    if changed:
        session.flush()
        used = store.sources.uses_of(session, source.id or 0)
        signing.settle_all(session, {claim.id: claim for _, claim in used}.values())
    return source


def open_source(session: Session, public_id: str, snapshot_id: str = "") -> SourcePage:
    """A source with one of its captures open, the newest unless another is asked for.

    Raises:
        GoneError: if it was taken out, or merged into another.
    """
    source = store.sources.get(session, public_id)
    key = source.id or 0
    captures = store.captures.of_source(session, key)
    chosen = [one for one in captures if one.public_id == snapshot_id] if snapshot_id else captures
    if not chosen:
        raise NotFoundError("there is no such capture")
    return SourcePage(
        source,
        chosen[0],
        captures,
        store.captures.passages_of(session, chosen[0].id or 0),
        store.sources.uses_of(session, key),
        store.sources.archive_links(session, key),
    )


def list_sources(session: Session, asked: LibraryFilter, before: str = "") -> tuple[list[LibraryRow], str]:
    """A page of the library, newest first, and the id after which the next page begins, "" if none.

    `before` is the public id of the last source of the page before.
    """
    key = store.sources.key_of(session, before) if before else None
    if before and key is None:
        raise NotFoundError("there is no such source")
    rows = store.sources.library(session, asked, key, PAGE + 1)
    return rows[:PAGE], rows[PAGE - 1].source.public_id if len(rows) > PAGE else ""


def count_sources(session: Session, asked: LibraryFilter) -> LibraryCounts:
    """How many sources fit, and what there is to choose from."""
    fitting, in_all = store.sources.count_library(session, asked)
    return LibraryCounts(fitting, in_all, store.sources.languages(session), store.sources.origins(session))


def source_at(session: Session, url: str) -> Source | None:
    """The source that was captured at this address before; None if there is none.

    Raises:
        InputError: field "url", if it is no web address.
    """
    return store.sources.with_canonical_url(session, addresses.canonical_url(_web_address(url)))


def _web_address(url: str) -> str:
    typed = fields.address(url, "url")
    if not typed:
        raise InputError("this must be filled in", "url")
    return str(addresses.read_address(typed))


def capture_again(
    session: Session, public_id: str, intake: Intake, method: SnapshotMethod | Received, who: User
) -> tuple[Snapshot, bool]:
    """Capture a source anew; a capture is added only if the text is another by now.

    Returns:
        The newest capture, and whether it is new.

    Raises:
        GoneError: if the source was taken out, or merged into another.
    """
    received = method if isinstance(method, Received) else Received(method)
    return capture_anew(session, store.sources.get(session, public_id), intake, received, who)


def open_capture(session: Session, public_id: str) -> tuple[Source, Snapshot]:
    """A capture and the source it belongs to by now.

    Raises:
        GoneError: if the source was taken out.
    """
    snapshot = store.captures.get(session, public_id)
    source = store.sources.by_key(session, snapshot.source_id)
    if source.merged_into_id:
        source = store.sources.by_key(session, source.merged_into_id)
    return store.sources.get(session, source.public_id), snapshot


def compare_captures(session: Session, public_id: str, old_id: str = "", new_id: str = "") -> Drift:
    """What came and went between two captures of a source.

    Args:
        session: a look at the database.
        public_id: the source.
        old_id: the public id of one capture; "" for the one before the other.
        new_id: that of the other; "" for the newest.

    Raises:
        NotFoundError: if there are no two such captures.
        GoneError: if the source was taken out.
    """
    source = store.sources.get(session, public_id)
    captures = store.captures.of_source(session, source.id or 0)
    new = _capture(captures, new_id)
    old = _capture([one for one in captures if (one.id or 0) < (new.id or 0)], old_id)
    return Drift(source, old, new, anchor.drift(old.text, new.text))


def _capture(captures: Sequence[Snapshot], public_id: str) -> Snapshot:
    for one in captures:
        if not public_id or one.public_id == public_id:
            return one
    raise NotFoundError("there is no such capture of this source")


def captured_bytes(session: Session, public_id: str, *, warc: bool = False) -> bytes:
    """What a capture was read from, byte for byte; with `warc`, the record of its fetch.

    Raises:
        NotFoundError: if there are no such bytes: what was written down has none.
        GoneError: if its source was taken out.
    """
    _source, snapshot = open_capture(session, public_id)
    return store.captures.kept_bytes(session, snapshot.warc_sha256 if warc else snapshot.raw_sha256)


def take_out_source(session: Session, public_id: str, rev: int, who: User) -> Source:
    """Take a source out of the library; it is kept, and its address says that it was taken out.

    Raises:
        InputError: if a passage of it is in use: that has to be taken off its claim first.
        ConflictError: if somebody saved in between.
    """
    source = store.sources.get(session, public_id)
    fields.check_rev(source, rev, source_fields(source))
    used = store.sources.uses_of(session, source.id or 0)
    if used:
        numbers = ", ".join(str(claim.number) for _, claim in used[:5])
        raise InputError(f"passages of it are evidence of claim {numbers}; take those off first")
    source.removed_at = now()
    session.add(source)
    store.events.record(session, who, "took out", "source", public_id, title=source.title)
    return source


def merge_sources(session: Session, public_id: str, rev: int, into_id: str, who: User) -> Source:
    """Merge a source into another that is the same document: captures and passages go with it.

    Args:
        session: the unit of work.
        public_id: the source that goes; its address leads to the other from then on.
        rev: the revision of it the person saw.
        into_id: the public id of the one that stays.
        who: the person.

    Raises:
        InputError: if both are the same one, or they are not the same document.
        ConflictError: if somebody saved in between.
    """
    source, into = store.sources.get(session, public_id), store.sources.get(session, into_id)
    fields.check_rev(source, rev, source_fields(source))
    if source.id == into.id:
        raise InputError("a source cannot be merged with itself", "into")
    if not _same_document(session, source, into):
        raise InputError(
            "these are two documents: neither their address nor a captured text is the same", "into"
        )
    claims = [claim for _, claim in store.sources.uses_of(session, source.id or 0)]
    store.sources.hand_over(session, source.id or 0, into.id or 0)
    source.merged_into_id, source.removed_at = into.id, now()
    session.add(source)
    store.events.record(session, who, "merged", "source", public_id, into=into.public_id, title=into.title)
    store.events.record(session, who, "took in", "source", into.public_id, source=public_id)
    session.flush()
    signing.settle_all(session, {claim.id: claim for claim in claims}.values())
    return into


def duplicates_of(session: Session, source: Source) -> list[Source]:
    """Other sources that are the same document, by their address or a captured text."""
    return store.sources.same_document(session, source)


def _same_document(session: Session, source: Source, into: Source) -> bool:
    return any(one.id == into.id for one in store.sources.same_document(session, source))


def add_archive_link(session: Session, public_id: str, url: str, who: User) -> ArchiveLink:
    """Note where a public archive keeps a copy of a source; a second time nothing is added.

    Raises:
        InputError: if it is no web address.
    """
    source = store.sources.get(session, public_id)
    address = fields.address(url, "archive")
    if not address:
        raise InputError("this must be filled in", "archive")
    for link in store.sources.archive_links(session, source.id or 0):
        if link.url == address:
            return link
    copy = addresses.archive_link(address)
    link = ArchiveLink(
        source_id=source.id or 0,
        url=address,
        archive=copy.archive if copy else "",
        taken_at=copy.taken_at if copy else None,
        by_id=who.id or 0,
    )
    session.add(link)
    store.events.record(session, who, "linked an archive of", "source", public_id, url=address)
    return link


def history_of(session: Session, source: Source) -> Sequence[tuple[Event, str]]:
    """What was done to a source, newest first, each with the name of who did it."""
    return store.events.of_object(session, source.public_id)
