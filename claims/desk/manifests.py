"""The manifest of a version: what it holds, what changed since the one before, what readers should know."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from importlib.metadata import version
from typing import Any

from sqlmodel import Session

from claims import export, store
from claims.desk.sets import EXPORT_FORMATS, set_fields, stem_of
from claims.desk.versions import Changes
from claims.models import ClaimSet, Release, User
from claims.models.base import now
from claims.policy import values_of
from claims.store.releases import Held
from claims.vocab import ExportFormat, ItemChange

SCHEMA = "claimdesk.release/1"
#: What a reader is told of claims that rest on too few origins.
ONE_ORIGIN = "rests on fewer independent origins than the policy asks for"

#: The files whose bytes are ours alone; a spreadsheet is packed by a library, so no manifest vouches for it.
_VOUCHED = tuple(kind for kind in ExportFormat if kind is not ExportFormat.XLSX)


def nobody_waits(_done: int, _of: int) -> None:
    """Tell nobody how far it is."""


@dataclass(frozen=True, slots=True)
class Line:
    """A claim as it is frozen: its row's keys and its line."""

    held: Held
    record: str


@dataclass(slots=True)
class Making:
    """A version while it is made: its lines in order, and what its manifest says beside them."""

    claim_set: ClaimSet
    previous: Release | None
    before: Sequence[Held]
    lines: list[Line]
    about: Mapping[str, str]
    who: User
    notes: str
    at: datetime = field(default_factory=now)
    reason: str = ""
    coverage: Mapping[str, Any] = field(default_factory=dict)
    limits: Mapping[str, Sequence[str]] = field(default_factory=dict)
    watch: export.Watch = nobody_waits

    @property
    def held(self) -> list[Held]:
        """The keys of its lines."""
        return [line.held for line in self.lines]


def manifest_of(session: Session, making: Making, chosen: str, changes: Changes) -> dict[str, Any]:
    """The manifest of a version that is about to be written.

    `claims` counts its lines, those of withdrawn claims, too; each of those is told in `withdrawn`.
    """
    records = [line.record for line in making.lines]
    policy = store.rules.policy(session)
    manifest: dict[str, Any] = {
        "schema": SCHEMA,
        "software": f"claimdesk {version('claimdesk')}",
        "set": {"id": making.claim_set.public_id, **set_fields(making.claim_set)},
        "version": chosen,
        "created_at": making.at.isoformat(),
        "created_by": making.who.name,
        "organisation": making.about["organisation"],
        "public_url": making.about["public_url"],
        "claims": len(records),
        "records": [line.held.digest for line in making.lines],
        "audit_head": store.events.head(session),
        "policy": {"version": policy.version, **values_of(policy)},
        "coverage": making.coverage,
        "limits": _limits(making, records),
        "withdrawn": [_told(line.record) for line in making.lines if line.held.withdrawn],
        "changelog": _changelog(session, making, changes),
        "notes": making.notes,
    }
    if any(export.is_alone(json.loads(record)) for record in records):
        manifest["alone"] = True
    manifest["formats"] = {kind.value: export.FORMATS[kind].label for kind in ExportFormat}
    manifest["files"] = dict(_files(making, stem_of(making.claim_set, chosen), records, manifest))
    return manifest


def _files(
    making: Making, stem: str, records: Sequence[str], manifest: dict[str, Any]
) -> Iterator[tuple[str, str]]:
    """The name of each file with its hash; who waits is told that the second half goes on."""
    for number, kind in enumerate(_VOUCHED):
        making.watch(len(_VOUCHED) + number, 2 * len(_VOUCHED))
        yield f"{stem}.{EXPORT_FORMATS[kind].ending}", _hash_of(kind, records, manifest)


def _hash_of(kind: ExportFormat, records: Iterable[str], manifest: dict[str, Any]) -> str:
    made = hashlib.sha256()
    for part in export.write_claims(records, kind, manifest):
        made.update(part)
    return made.hexdigest()


def _told(record: str) -> dict[str, Any]:
    return export.changes.told_of(json.loads(record))


def _limits(making: Making, records: Sequence[str]) -> list[dict[str, Any]]:
    """What is known of the claims that hold; what was known of others is left out."""
    holding = {line.held.public_id for line in making.lines if not line.held.withdrawn}
    found = {**making.limits, **export.changes.limits_of(records)}
    kept = {what: [one for one in ids if one in holding] for what, ids in found.items()}
    return [{"what": what, "claims": ids} for what, ids in kept.items() if ids]


def _changelog(session: Session, making: Making, changes: Changes) -> dict[str, Any]:
    """What changed since the version before, as facts; a first version has added all."""
    names = {held.claim_id: held.public_id for held in (*making.before, *making.held)}
    previous = making.previous
    return {
        "since": {"version": previous.version, "manifest_sha256": previous.manifest_sha256}
        if previous
        else None,
        "step": changes.step.value if previous else "",
        "added": [names[key] for key in changes.added],
        "withdrawn": [names[key] for key in changes.withdrawn],
        "corrected": _altered(session, making, changes, ItemChange.CORRECTED),
        "changed": _altered(session, making, changes, ItemChange.CHANGED),
    }


def _altered(session: Session, making: Making, changes: Changes, change: ItemChange) -> list[dict[str, Any]]:
    """Each claim that is another, with what of it; of a correction its ratings, class and note."""
    keys = changes.of(change)
    if not making.previous or not keys:
        return []
    was = store.releases.records(session, making.previous.id or 0, keys)
    now_is = {line.held.claim_id: line for line in making.lines}
    told = []
    for key in keys:
        line = now_is[key]
        old, new = json.loads(was[key]), json.loads(line.record)
        entry: dict[str, Any] = {
            "id": line.held.public_id,
            "what": [one.value for one in export.changes.aspects_between(old, new)],
        }
        if change is ItemChange.CORRECTED:
            entry |= {"was": old["rating_label"], "now": new["rating_label"]}
            entry |= {name: new[name] for name in ("correction", "correction_note") if new[name]}
        told.append(entry)
    return told
