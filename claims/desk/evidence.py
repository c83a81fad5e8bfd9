"""Sources, the passages taken from them, and what was looked for in vain."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from claims import evidence, store, verdict
from claims.desk import fields, signing
from claims.desk.trail import move, touch
from claims.digest import sha256
from claims.errors import InputError
from claims.models import Claim, Evidence, Intake, SearchLog, Selection, Snapshot, Source, User
from claims.models.base import now
from claims.vocab import ClaimStatus, SearchResult, SnapshotMethod, SourceKind, Stance


@dataclass(frozen=True, slots=True)
class SourcePage:
    """A source with its newest captured text and the passages in use."""

    source: Source
    snapshot: Snapshot
    uses: Sequence[tuple[Evidence, Claim]]


def add_source(
    session: Session, typed: Mapping[str, str], intake: Intake, method: SnapshotMethod, who: User
) -> Source:
    """Capture a source: its bibliographic fields, and its text as it was read.

    Args:
        session: the unit of work.
        typed: title, author, publisher, kind, url, language, published_on, origin_group.
        intake: from `read_paste` or `read_upload`.
        method: which of the two.
        who: the person.

    Raises:
        InputError: if a field does not hold.
    """
    source = Source(title="")
    _fill(source, {**typed, "title": typed["title"] or intake.meta.title})
    session.add(source)
    session.flush()
    session.add(_snapshot(source, intake, method, who))
    store.events.record(
        session,
        who,
        "captured",
        "source",
        source.public_id,
        title=source.title,
        text_sha256=sha256(intake.text.encode()),
    )
    return source


def _snapshot(source: Source, intake: Intake, method: SnapshotMethod, who: User) -> Snapshot:
    return Snapshot(
        source_id=source.id or 0,
        method=method,
        media_type=intake.media_type,
        text=intake.text,
        text_sha256=sha256(intake.text.encode()),
        captured_by_id=who.id,
    )


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
    _fill(source, typed)
    session.add(source)
    now_is = source_fields(source)
    changed = {name: [was[name], now_is[name]] for name in was if was[name] != now_is[name]}
    store.events.record(session, who, "edited", "source", public_id, changed=changed)
    if changed:
        session.flush()
        used = store.sources.uses_of(session, source.id or 0)
        signing.settle_all(session, {claim.id: claim for _, claim in used}.values())
    return source


def open_source(session: Session, public_id: str) -> SourcePage:
    """A source with its newest captured text and the passages in use."""
    source = store.sources.get(session, public_id)
    snapshot = store.sources.newest_snapshot(session, source)
    return SourcePage(source, snapshot, store.sources.uses_of(session, source.id or 0))


def attach_evidence(
    session: Session,
    claim_id: str,
    rev: int,
    source_id: str,
    selection: Selection,
    stance: Stance,
    typed: Mapping[str, str],
    who: User,
) -> Evidence:
    """Tie a passage to a claim. The words must stand in the source's captured text.

    Args:
        session: the unit of work.
        claim_id: the claim's public id.
        rev: the revision of the claim the person saw.
        source_id: the source's public id; its newest capture is searched.
        selection: the quoted words.
        stance: what the passage does to the claim.
        typed: note, locator.
        who: the person.

    Raises:
        AnchorError: if the words are not in the captured text.
        AmbiguousError: if they stand there more than once.
        MoveError: if evidence cannot be changed now.
    """
    claim = _opened(session, claim_id, rev)
    source = store.sources.get(session, source_id)
    snapshot = store.sources.newest_snapshot(session, source)
    at = evidence.place(selection, snapshot.text)
    found = Evidence(
        claim_id=claim.id or 0,
        source_id=source.id or 0,
        snapshot_id=snapshot.id or 0,
        start=at.start,
        end=at.end,
        exact=at.exact,
        prefix=at.prefix,
        suffix=at.suffix,
        stance=stance,
        note=fields.prose(typed["note"], "note", limit=2_000),
        locator=fields.line(typed["locator"], "locator"),
        added_by_id=who.id,
    )
    session.add(found)
    _changed(session, claim, who, "attached", found, exact=at.exact, stance=stance.value)
    return found


def set_stance(session: Session, evidence_id: str, rev: int, stance: Stance, who: User) -> Claim:
    """Say anew what a passage does to its claim; `rev` is the claim's."""
    found, claim = _found(session, evidence_id, rev)
    was, found.stance = found.stance, stance
    session.add(found)
    _changed(session, claim, who, "restanced", found, was=was.value, now=stance.value)
    return claim


def detach_evidence(session: Session, evidence_id: str, rev: int, who: User) -> Claim:
    """Take a passage off its claim; it is kept, marked as taken off. `rev` is the claim's."""
    found, claim = _found(session, evidence_id, rev)
    found.removed_at = now()
    session.add(found)
    _changed(session, claim, who, "detached", found)
    return claim


def log_search(
    session: Session, claim_id: str, rev: int, typed: Mapping[str, str], result: SearchResult, who: User
) -> SearchLog:
    """Note what was looked for and where, and what it brought: evidence of absence.

    Args:
        session: the unit of work.
        claim_id: the claim's public id.
        rev: the revision of the claim the person saw.
        typed: query, place, note.
        result: what it brought.
        who: the person.
    """
    claim = _opened(session, claim_id, rev)
    search = SearchLog(
        claim_id=claim.id or 0,
        query=fields.line(typed["query"], "query", required=True),
        place=fields.line(typed["place"], "place", required=True),
        note=fields.prose(typed["note"], "note", limit=2_000),
        result=result,
        searched_by_id=who.id,
    )
    session.add(search)
    _changed(session, claim, who, "searched", search, query=search.query, result=result.value)
    return search


def _opened(session: Session, claim_id: str, rev: int) -> Claim:
    claim = store.claims.get(session, claim_id)
    fields.check_rev(claim, rev)
    verdict.check_open_for_evidence(claim.status)
    return claim


def _found(session: Session, evidence_id: str, rev: int) -> tuple[Evidence, Claim]:
    found = store.sources.get_evidence(session, evidence_id)
    claim = store.claims.get_by_key(session, found.claim_id)
    fields.check_rev(claim, rev)
    verdict.check_open_for_evidence(claim.status)
    return found, claim


def _changed(
    session: Session, claim: Claim, who: User, verb: str, row: Evidence | SearchLog, **payload: object
) -> None:
    """Write what was done, begin research if it has not begun, and let a sign-off turn stale."""
    store.events.record(session, who, verb, "claim", claim.public_id, of=row.public_id, **payload)
    touch(session, claim)
    if claim.status is ClaimStatus.ACCEPTED:
        claim.assignee_id = claim.assignee_id or who.id
        move(session, claim, ClaimStatus.RESEARCHING, who)
    session.flush()
    signing.settle(session, claim)


def list_sources(session: Session) -> Sequence[tuple[Source, int]]:
    """The newest sources, newest first, each with the number of evidences taken from it."""
    return store.sources.newest(session)
