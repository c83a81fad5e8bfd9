"""Gather verified claims, freeze them, hand them out."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

from sqlmodel import Session

from claims import export, store
from claims.desk import fields, signing
from claims.desk.records import record_of
from claims.digest import canonical, sha256
from claims.errors import InputError, MoveError, NotFoundError
from claims.models import Claim, ClaimSet, ClaimSetItem, ClaimVersion, Release, ReleaseItem, User
from claims.models.base import now
from claims.vocab import ClaimStatus, ExportFormat

SCHEMA = "claimdesk.release/1"


@dataclass(frozen=True, slots=True)
class SetPage:
    """All that the page of a set shows."""

    claim_set: ClaimSet
    members: Sequence[tuple[ClaimSetItem, Claim, ClaimVersion]]
    ready: Sequence[tuple[Claim, ClaimVersion]]
    releases: Sequence[tuple[Release, str]]


@dataclass(frozen=True, slots=True)
class ReleasePage:
    """All that the page of a release shows."""

    release: Release
    claim_set: ClaimSet
    manifest: dict[str, Any]


def create_set(session: Session, typed: Mapping[str, str], who: User) -> ClaimSet:
    """Begin a set; `typed` holds title, description, licence."""
    made = ClaimSet(title="", owner_id=who.id or 0)
    _fill(made, typed)
    session.add(made)
    session.flush()
    store.events.record(session, who, "made", "claim_set", made.public_id, title=made.title)
    return made


def edit_set(session: Session, public_id: str, rev: int, typed: Mapping[str, str], who: User) -> ClaimSet:
    """Change a set's title, description and licence; frozen versions keep theirs."""
    made = store.sets.get(session, public_id)
    fields.check_rev(made, rev, set_fields(made))
    _fill(made, typed)
    session.add(made)
    store.events.record(session, who, "edited", "claim_set", public_id, title=made.title)
    return made


def _fill(made: ClaimSet, typed: Mapping[str, str]) -> None:
    made.title = fields.line(typed["title"], "title", required=True)
    made.description = fields.prose(typed["description"], "description", limit=5_000)
    made.licence = fields.line(typed["licence"], "licence")


def set_fields(made: ClaimSet) -> dict[str, str]:
    """What a person can change about a set, as its form holds it."""
    return {"title": made.title, "description": made.description, "licence": made.licence}


def open_set(session: Session, public_id: str) -> SetPage:
    """All that the page of a set shows."""
    made = store.sets.get(session, public_id)
    key = made.id or 0
    return SetPage(
        made,
        store.sets.members(session, key),
        store.sets.ready_for(session, key),
        store.sets.releases(session, key),
    )


def add_to_set(session: Session, public_id: str, rev: int, claim_id: str, who: User) -> ClaimSet:
    """Put a verified claim at the end of a set; one that is there already stays where it is.

    Raises:
        MoveError: if the claim is not verified.
    """
    made, claim = _pair(session, public_id, rev, claim_id)
    if claim.status is not ClaimStatus.VERIFIED:
        raise MoveError("only a verified claim can be put in a set")
    if store.sets.item(session, made.id or 0, claim.id or 0) is None:
        place = store.sets.last_position(session, made.id or 0) + 1
        session.add(ClaimSetItem(set_id=made.id or 0, claim_id=claim.id or 0, position=place))
        _touched(session, made, who, "added", claim)
    return made


def take_from_set(session: Session, public_id: str, rev: int, claim_id: str, who: User) -> ClaimSet:
    """Take a claim out of a set; frozen versions keep it."""
    made, claim = _pair(session, public_id, rev, claim_id)
    if item := store.sets.item(session, made.id or 0, claim.id or 0):
        session.delete(item)
        _touched(session, made, who, "took out", claim)
    return made


def _pair(session: Session, public_id: str, rev: int, claim_id: str) -> tuple[ClaimSet, Claim]:
    made = store.sets.get(session, public_id)
    fields.check_rev(made, rev, set_fields(made))
    return made, store.claims.get(session, claim_id)


def _touched(session: Session, made: ClaimSet, who: User, verb: str, claim: Claim) -> None:
    made.touched_at = now()
    session.add(made)
    store.events.record(session, who, verb, "claim_set", made.public_id, claim=claim.public_id)


def freeze_set(session: Session, public_id: str, rev: int, about: Mapping[str, str], who: User) -> Release:
    """Freeze a set as its next version; nothing changes that version afterwards.

    Args:
        session: the unit of work.
        public_id: the set.
        rev: the revision of the set the person saw.
        about: organisation and public_url, as the exports name them; "" for none.
        who: the person.

    Raises:
        InputError: if the set is empty.
        MoveError: if a claim in it is not verified, or what was signed is no longer what stands
            there; names the claims.
        ConflictError: if somebody changed the set in between.
    """
    made = store.sets.get(session, public_id)
    fields.check_rev(made, rev, set_fields(made))
    # Every change of what a claim rests on writes its row, so it waits until the set is frozen.
    members = store.sets.members(session, made.id or 0, lock=True)
    _check_members(session, members)
    frozen = [export.freeze(record_of(session, claim, wording)) for _, claim, wording in members]
    earlier = store.sets.releases(session, made.id or 0)
    number = earlier[0][0].number + 1 if earlier else 1
    manifest = canonical(_manifest(session, made, frozen, number, about, who))
    release = Release(
        set_id=made.id or 0,
        number=number,
        version=f"{number}.0.0",
        created_by_id=who.id or 0,
        manifest=manifest,
        manifest_sha256=sha256(manifest.encode()),
        previous_id=earlier[0][0].id if earlier else None,
    )
    session.add(release)
    session.flush()
    session.add_all(_items(session, release, members, frozen))
    made.touched_at = now()
    session.add(made)
    store.events.record(
        session,
        who,
        "froze",
        "claim_set",
        public_id,
        release=release.public_id,
        number=number,
        manifest_sha256=release.manifest_sha256,
    )
    return release


def _check_members(session: Session, members: Sequence[tuple[ClaimSetItem, Claim, ClaimVersion]]) -> None:
    if not members:
        raise InputError("an empty set cannot be frozen; put verified claims in it first")
    unsigned = [
        wording.text for _, claim, wording in members if not _signed_as_it_stands(session, claim, wording)
    ]
    if unsigned:
        names = "; ".join(f"“{text}”" for text in unsigned[:5])
        raise MoveError(f"{len(unsigned)} of the claims are not verified as they stand: {names}")


def _signed_as_it_stands(session: Session, claim: Claim, wording: ClaimVersion) -> bool:
    signed = store.verdicts.newest(session, claim.id or 0)
    return (
        claim.status is ClaimStatus.VERIFIED
        and signed is not None
        and signed[0].evidence_digest == signing.digest(session, claim, wording)
    )


def _manifest(
    session: Session,
    made: ClaimSet,
    frozen: Sequence[str],
    number: int,
    about: Mapping[str, str],
    who: User,
) -> dict[str, Any]:
    manifest: dict[str, Any] = {
        "schema": SCHEMA,
        "software": f"claimdesk {version('claimdesk')}",
        "set": {"id": made.public_id, **set_fields(made)},
        "version": f"{number}.0.0",
        "created_at": now().isoformat(),
        "created_by": who.name,
        "organisation": about["organisation"],
        "public_url": about["public_url"],
        "claims": len(frozen),
        "records": [sha256(record.encode()) for record in frozen],
        "audit_head": store.events.head(session),
    }
    if any(export.is_alone(json.loads(record)) for record in frozen):
        manifest["alone"] = True
    manifest["formats"] = {kind.value: export.FORMATS[kind].label for kind in ExportFormat}
    manifest["files"] = {
        f"{made.public_id}-v{number}.{EXPORT_FORMATS[kind].ending}": _hash_of(kind, frozen, manifest)
        for kind in _VOUCHED
    }
    return manifest


#: What is known of each format: its name, its media type, the ending of its file.
EXPORT_FORMATS = export.FORMATS
ExportFile = export.Format

#: The files whose bytes are ours alone; a spreadsheet is packed by a library, so no manifest vouches for it.
_VOUCHED = tuple(kind for kind in ExportFormat if kind is not ExportFormat.XLSX)


def _hash_of(kind: ExportFormat, frozen: Iterable[str], manifest: dict[str, Any]) -> str:
    made = hashlib.sha256()
    for part in export.write_claims(frozen, kind, manifest):
        made.update(part)
    return made.hexdigest()


def _items(
    session: Session,
    release: Release,
    members: Sequence[tuple[ClaimSetItem, Claim, ClaimVersion]],
    frozen: Sequence[str],
) -> Iterator[ReleaseItem]:
    for place, ((_, claim, wording), record) in enumerate(zip(members, frozen, strict=True), start=1):
        signed = store.verdicts.newest(session, claim.id or 0)
        yield ReleaseItem(
            release_id=release.id or 0,
            position=place,
            claim_id=claim.id or 0,
            claim_version_id=wording.id or 0,
            verdict_id=signed[0].id or 0 if signed else 0,
            record=record,
            digest=sha256(record.encode()),
        )


def open_release(session: Session, public_id: str) -> ReleasePage:
    """A release with its manifest."""
    release = store.sets.get_release(session, public_id)
    made = session.get_one(ClaimSet, release.set_id)
    return ReleasePage(release, made, json.loads(release.manifest))


def release_stem(page: ReleasePage) -> str:
    """What the names of a release's files begin with."""
    return f"{page.claim_set.public_id}-v{page.release.number}"


def release_file_name(page: ReleasePage, kind: ExportFormat) -> str:
    """The name of one file of a release, as its manifest has it."""
    return f"{release_stem(page)}.{EXPORT_FORMATS[kind].ending}"


def release_file(session: Session, public_id: str, kind: ExportFormat) -> Iterator[bytes]:
    """One file of a release in portions; the same bytes each time."""
    page = open_release(session, public_id)
    records = store.sets.frozen_records(session, page.release.id or 0)
    yield from export.write_claims(records, kind, page.manifest)


def list_sets(session: Session) -> Sequence[tuple[ClaimSet, int]]:
    """The newest sets, newest first, each with its number of claims."""
    return store.sets.newest(session)


def find_release(session: Session, set_id: str, number: int) -> Release:
    """A set's frozen version by number; the newest for 0.

    Raises:
        NotFoundError: if the set has no such version.
    """
    made = store.sets.get(session, set_id)
    for release, _name in store.sets.releases(session, made.id or 0):
        if number in (0, release.number):
            return release
    raise NotFoundError("this set has no such frozen version")
