"""The versions of a set: how far the next one is from the last, and what differs between any two."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session

from claims import export, store
from claims.desk.records import stands_of
from claims.errors import NotFoundError
from claims.export.changes import Difference
from claims.models import ClaimSet, Release
from claims.store.releases import Held
from claims.store.set_checks import Standing
from claims.vocab import CorrectionClass, ItemChange, VersionStep

#: What the address of a comparison calls the set in the making.
DRAFT = "draft"
#: So many claims are on a page of a comparison.
PAGE = 20
_STEPS = tuple(VersionStep)
_FIRST = "1.0.0"


@dataclass(frozen=True, slots=True)
class Changes:
    """What became of claims from one version to another, by their keys, each list in the set's order.

    `rerated` are those of the corrected whose rating is another.
    """

    added: Sequence[int] = ()
    withdrawn: Sequence[int] = ()
    corrected: Sequence[int] = ()
    changed: Sequence[int] = ()
    rerated: Sequence[int] = ()

    @property
    def step(self) -> VersionStep:
        """How far the later version has to be from the earlier one."""
        if self.withdrawn or self.rerated:
            return VersionStep.MAJOR
        return VersionStep.MINOR if self.added else VersionStep.PATCH

    @property
    def counts(self) -> dict[str, int]:
        """How many claims of each kind there are."""
        return {change.value: len(self.of(change)) for change in ItemChange}

    @property
    def all(self) -> list[tuple[ItemChange, int]]:
        """Every claim with what became of it: what readers have to know first comes first."""
        order = (ItemChange.WITHDRAWN, ItemChange.CORRECTED, ItemChange.CHANGED, ItemChange.ADDED)
        return [(change, key) for change in order for key in self.of(change)]

    def of(self, change: ItemChange) -> Sequence[int]:
        """The claims of which this became."""
        found: Sequence[int] = getattr(self, change.value)
        return found


def drafted(before: Sequence[Held], now: Sequence[Standing]) -> Changes:
    """What a set would change against its newest version, from keys alone.

    Whatever a claim rests on makes its signature stale, so a claim that can be frozen again with another
    content has another verdict.
    """
    was = _holding(before)
    differs = [
        row.key
        for row in now
        if row.key in was
        and (row.version_id, row.verdict_id) != (was[row.key].version_id, was[row.key].verdict_id)
    ]
    return _changes(was, {row.key: row for row in now}, differs)


def between(before: Sequence[Held], after: Sequence[Held]) -> Changes:
    """What differs between two versions, by the digests of their lines."""
    was, now = _holding(before), _holding(after)
    return _changes(was, now, [key for key in now if key in was and now[key].digest != was[key].digest])


def _holding(version: Sequence[Held]) -> dict[int, Held]:
    return {held.claim_id: held for held in version if not held.withdrawn}


def _changes(was: Mapping[int, Held], now: Mapping[int, Held | Standing], differs: Sequence[int]) -> Changes:
    """What became of each claim; `differs` are those of both sides that are another in any way."""
    rerated = {key for key in now if key in was and now[key].rating != was[key].rating}
    corrected = rerated | {key for key in differs if _is_correction(was[key], now[key])}
    return Changes(
        [key for key in now if key not in was],
        [key for key in was if key not in now],
        [key for key in now if key in corrected],
        [key for key in differs if key not in corrected],
        [key for key in now if key in rerated],
    )


def _is_correction(one: Held, other: Held | Standing) -> bool:
    """Whether a correction lies between two states of a claim, whichever of them is the later.

    Every verdict after one that readers have seen has a class: if any between the two has one, the later
    of them has.
    """
    later = max(one, other, key=lambda side: side.verdict_id or 0)
    return one.verdict_id != other.verdict_id and later.correction not in (None, CorrectionClass.NONE)


def versions_after(version: str, least: VersionStep) -> dict[VersionStep, str]:
    """The versions that may come after one ("" for none), the proposed one first."""
    if not version:
        return {VersionStep.MAJOR: _FIRST}
    allowed = _STEPS[_STEPS.index(least) :]
    return {step: export.changes.bump(version, step.value) for step in allowed}


# Two versions side by side


@dataclass(frozen=True, slots=True)
class Entry:
    """A claim that differs: its line in the one version and in the other, None where it is not.

    `told` is why it was withdrawn, if it was by then; `difference` what is another of one that stands in
    both. `correction` is how much a correction between the two changes, `note` what it tells readers.
    """

    change: ItemChange
    was: Mapping[str, Any] | None
    now: Mapping[str, Any] | None
    told: Mapping[str, str] = field(default_factory=dict)
    difference: Difference | None = None
    correction: CorrectionClass = CorrectionClass.NONE
    note: str = ""


@dataclass(frozen=True, slots=True)
class DiffPage:
    """What differs between two versions of a set; None stands for the set in the making, as `later`."""

    claim_set: ClaimSet
    earlier: Release
    later: Release | None
    changes: Changes
    entries: Sequence[Entry]
    page: int
    pages: int
    versions: Sequence[Release]


def open_diff(session: Session, set_id: str, earlier: str, later: str, page: int = 1) -> DiffPage:
    """What differs between two versions of a set, a page of it; `later` may be "draft".

    Eight statements for two versions; for the set in the making also those that read the claims shown.

    Raises:
        NotFoundError: if there is no such version or page.
    """
    made = store.sets.get(session, set_id)
    listed = [row.release for row in store.releases.listed(session, made.id or 0)]
    old, new = _named(listed, earlier), None if later == DRAFT else _named(listed, later)
    before = store.releases.held(session, old.id or 0)
    after = store.releases.held(session, new.id or 0) if new else []
    changes = (
        between(before, after) if new else drafted(before, store.set_checks.standings(session, made.id or 0))
    )
    pages = max(1, -(-len(changes.all) // PAGE))
    if not 1 <= page <= pages:
        raise NotFoundError("there is no such page")
    shown = changes.all[(page - 1) * PAGE : page * PAGE]
    return DiffPage(made, old, new, changes, _entries(session, old, new, shown), page, pages, listed)


def _named(listed: Sequence[Release], version: str) -> Release:
    for release in listed:
        if release.version == version:
            return release
    raise NotFoundError("this set has no such frozen version")


def _entries(
    session: Session, old: Release, new: Release | None, shown: Sequence[tuple[ItemChange, int]]
) -> list[Entry]:
    keys = [key for _, key in shown]
    was = store.releases.records(session, old.id or 0, keys)
    now = (
        store.releases.records(session, new.id or 0, keys)
        if new
        else _withdrawn(session, old, shown) | _lines(session, shown)
    )
    return [entry_of(change, was.get(key), now.get(key)) for change, key in shown]


def _withdrawn(session: Session, old: Release, shown: Sequence[tuple[ItemChange, int]]) -> dict[int, str]:
    """The lines of claims that are out already, since a version after this one says why."""
    keys = [key for change, key in shown if change is ItemChange.WITHDRAWN]
    newest = store.releases.newest(session, old.set_id)
    if not keys or newest is None or newest.id == old.id:
        return {}
    found = store.releases.records(session, newest.id or 0, keys)
    return {key: line for key, line in found.items() if json.loads(line).get("withdrawn")}


def _lines(session: Session, shown: Sequence[tuple[ItemChange, int]]) -> dict[int, str]:
    """The lines of claims as they would be frozen now; of one without a verdict there is none."""
    keys = [key for change, key in shown if change is not ItemChange.WITHDRAWN]
    stands = stands_of(session, keys)
    return {stand.claim.id or 0: export.freeze(record) for stand, record in stands if record}


def entry_of(change: ItemChange, was: str | None, now: str | None) -> Entry:
    """One claim of a comparison, from its lines."""
    old, new = (json.loads(line) if line else None for line in (was, now))
    told = (new or {}).get("withdrawn") or {}
    if change in (ItemChange.ADDED, ItemChange.WITHDRAWN) or not was or not now:
        return Entry(change, old, None if told else new, told)
    # The later of the two corrects; in a comparison back that is the first.
    corrects = max(old, new, key=lambda line: str(line["verdict_at"]))
    kind = corrects.get("correction") if change is ItemChange.CORRECTED else ""
    said = (CorrectionClass(kind), corrects["correction_note"]) if kind else (CorrectionClass.NONE, "")
    return Entry(change, old, new, {}, export.changes.difference(was, now), *said)
