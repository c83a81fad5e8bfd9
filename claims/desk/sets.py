"""Claim sets, and the frozen versions of them as others read them."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from claims import export, store
from claims.desk import fields
from claims.errors import NotFoundError
from claims.models import ClaimSet, Release, User
from claims.vocab import ExportFormat


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


#: What is known of each format: its name, its media type, the ending of its file.
EXPORT_FORMATS = export.FORMATS
ExportFile = export.Format


def open_release(session: Session, public_id: str) -> ReleasePage:
    """A release with its manifest."""
    release = store.sets.get_release(session, public_id)
    made = session.get_one(ClaimSet, release.set_id)
    return ReleasePage(release, made, json.loads(release.manifest))


def release_stem(page: ReleasePage) -> str:
    """What the names of a release's files begin with, as its manifest has it."""
    return stem_in(page.manifest)


def stem_in(manifest: Mapping[str, Any]) -> str:
    """The same of a manifest, with its records or without."""
    names = (name for name in manifest["files"] if re.fullmatch(r"[^.]+\.jsonl", name))
    return str(next(names)).removesuffix(".jsonl")


def stem_of(made: ClaimSet, version: str) -> str:
    """What the names of a version's files are to begin with; the checker takes no dot in them."""
    return f"{made.public_id}-v{version.replace('.', '-')}"


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


def find_release(session: Session, set_id: str, version: str | int) -> Release:
    """A set's frozen version by its semantic version or its number; the newest for 0.

    Raises:
        NotFoundError: if the set has no such version.
    """
    made = store.sets.get(session, set_id)
    for row in store.releases.listed(session, made.id or 0):
        release = row.release
        if version in (0, "", release.number, str(release.number), release.version):
            return release
    raise NotFoundError("this set has no such frozen version")
