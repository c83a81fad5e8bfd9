"""Freeze a set as its next version, or withdraw from the newest one; nothing changes a version afterwards."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session

from claims import export, store
from claims.desk import fields
from claims.desk.manifests import ONE_ORIGIN, Line, Making, manifest_of, nobody_waits
from claims.desk.records import stands_of
from claims.desk.set_checks import standings_of
from claims.desk.set_coverage import coverage_of_set
from claims.desk.set_since import NAMED, check_seen
from claims.desk.sets import set_fields
from claims.desk.versions import Changes, between, versions_after
from claims.digest import canonical, sha256
from claims.errors import InputError, MoveError, NotFoundError
from claims.models import Claim, ClaimSet, Release, ReleaseItem, User
from claims.models.base import now
from claims.store.engine import write_new
from claims.store.releases import Held
from claims.vocab import SetCheck


@dataclass(frozen=True, slots=True)
class Wish:
    """What an editor asks of the next version.

    `version` is the semantic one, "" for the lowest that what changed allows; `notes` are theirs.
    `reason` says why the claims that are no longer in the set hold no longer. `seen` is `SetPage.seen`
    of the page they decided on, made at `since`; None if nobody looked.
    """

    version: str = ""
    notes: str = ""
    reason: str = ""
    seen: int | None = None
    since: datetime | None = None


def freeze_set(
    session: Session,
    public_id: str,
    rev: int,
    about: Mapping[str, str],
    who: User,
    wish: Wish = Wish(),
) -> Release:
    """Freeze a set as its next version; claims that left it since the last are listed as withdrawn.

    Args:
        session: the unit of work.
        public_id: the set.
        rev: the revision of the set the person saw.
        about: organisation and public_url, as the exports name them; "" for none.
        who: the person.
        wish: what they typed.

    Raises:
        InputError: if the set is empty, the version is used or lower than what changed allows, or no
            reason is given for a claim that left.
        MoveError: if a claim in it is not verified, or what was signed is no longer what stands
            there; names the claims.
        ConflictError: if somebody changed the set, or one of its claims, in between; names those.
    """
    made = store.sets.get(session, public_id)
    keys = locked(session, made, rev, wish)
    return write_version(session, made, ready_version(session, made, keys, about, who, wish), "froze")


def locked(session: Session, made: ClaimSet, rev: int, wish: Wish) -> list[int]:
    """The keys of a set's claims, which nobody else changes until the commit.

    Every change of what a claim rests on writes its row, so it waits until the set is frozen.

    Raises:
        ConflictError: if the set or one of its claims is not what the person saw.
    """
    keys = store.members.keys(session, made.id or 0, lock=True)
    session.refresh(made)  # somebody else may have frozen it while this waited
    check_seen(session, made, rev, wish)
    return keys


@dataclass(frozen=True, slots=True)
class Ready:
    """A version that has only to be written: its lines, the version it is to be, its manifest."""

    making: Making
    version: str
    changes: Changes
    manifest: str


def ready_version(
    session: Session,
    made: ClaimSet,
    keys: Sequence[int],
    about: Mapping[str, str],
    who: User,
    wish: Wish,
    watch: export.Watch = nobody_waits,
) -> Ready:
    """Work out the next version of these claims of a set; nothing is written. `watch` hears how far it is."""
    if not keys:
        raise InputError("an empty set cannot be frozen; put verified claims in it first")
    key = made.id or 0
    lines = _frozen(session, keys, watch)
    previous = store.releases.newest(session, key)
    before = store.releases.held(session, previous.id or 0) if previous else []
    making = Making(made, previous, before, lines, about, who, "", watch=watch)
    reason, notes = told_by(wish)
    making.reason, making.notes = (_without_names(session, making, words) for words in (reason, notes))
    making.coverage = coverage_of_set(session, key).told
    making.limits = {ONE_ORIGIN: _with_few_origins(session, key)}
    chosen = _version(making, wish.version)
    _withdraw_missing(session, making, chosen)
    return _ready(session, making, chosen)


def told_by(wish: Wish) -> tuple[str, str]:
    """The reason and the notes that an editor typed, if they can be taken."""
    reason = fields.prose(wish.reason, "reason", limit=2_000).strip()
    return reason, fields.prose(wish.notes, "notes", limit=10_000).strip()


def _without_names(session: Session, making: Making, words: str) -> str:
    """What an editor wrote, as every reader may see it."""
    return without_names(session, making.claim_set, making.previous, words)


def without_names(session: Session, made: ClaimSet, previous: Release | None, words: str) -> str:
    """What an editor wrote about a set, without the names of its protected sources."""
    if not words:
        return ""
    names = store.set_checks.protected_names(session, made.id or 0, previous.id or 0 if previous else 0)
    return export.without_names(words, names)


def _frozen(session: Session, keys: Sequence[int], watch: export.Watch) -> list[Line]:
    lines, unsigned = list[Line](), list[str]()
    for number, (stand, record) in enumerate(stands_of(session, keys)):
        watch(number, 2 * len(keys))  # the other half is the files
        if record is None or stand.verdict is None or not stand.signed:
            unsigned.append(stand.version.text)
            continue
        line = export.freeze(record)
        held = Held(
            stand.claim.id or 0,
            stand.claim.public_id,
            stand.version.id or 0,
            stand.verdict.id or 0,
            stand.verdict.code,
            stand.verdict.correction,
            sha256(line.encode()),
            withdrawn=False,
        )
        lines.append(Line(held, line))
    if unsigned:
        raise not_verified(len(unsigned), unsigned)
    return lines


def not_verified(count: int, texts: Sequence[str]) -> MoveError:
    """The refusal of so many claims; the first are named."""
    names = "; ".join(f"“{text}”" for text in texts[:NAMED])
    return MoveError(f"{count} of the claims are not verified as they stand: {names}")


def _with_few_origins(session: Session, set_id: int) -> list[str]:
    return [row.public_id for row in standings_of(session, set_id).fails(SetCheck.ORIGINS)]


def _version(making: Making, wanted: str) -> str:
    """The version that was asked for, if what changed allows it."""
    return chosen_version(making.previous, between(making.before, making.held), wanted)


def chosen_version(previous: Release | None, changes: Changes, wanted: str) -> str:
    """The version that was asked for, or the lowest that comes after the last.

    Raises:
        InputError: if what changed does not allow it.
    """
    allowed = versions_after(previous.version if previous else "", changes.step)
    if wanted and wanted not in allowed.values():
        named = ", ".join(allowed.values())
        raise InputError(f"what changed asks for one of these: {named}", "version")
    return wanted or next(iter(allowed.values()))


def _withdraw_missing(session: Session, making: Making, chosen: str) -> None:
    """Claims of the version before that are not in this one stay in it as withdrawn."""
    here = {line.held.claim_id for line in making.lines}
    missing = [held for held in making.before if held.claim_id not in here]
    check_reason(sum(not held.withdrawn for held in missing), making.reason)
    if not making.previous or not missing:
        return
    keys = [held.claim_id for held in missing]
    records = store.releases.records(session, making.previous.id or 0, keys)
    making.lines += [_withdrawn(held, records[held.claim_id], making, chosen) for held in missing]


def check_reason(withdrawn: int, reason: str) -> None:
    """Refuse to withdraw claims without saying why."""
    if withdrawn and not reason:
        raise InputError(f"say why {withdrawn} claims of the last version are withdrawn", "reason")


def _withdrawn(held: Held, record: str, making: Making, chosen: str) -> Line:
    if held.withdrawn:
        return Line(held, record)
    told = export.changes.withdraw(record, at=making.at.isoformat(), reason=making.reason, version=chosen)
    return Line(replace(held, digest=sha256(told.encode()), withdrawn=True), told)


@dataclass(frozen=True, slots=True)
class WithdrawalPage:
    """What is about to be withdrawn: a claim of the newest version with its words, or that version whole."""

    claim_set: ClaimSet
    release: Release
    version: str
    claim: Claim | None
    text: str
    claims: int


def open_withdrawal(session: Session, set_id: str, claim_id: str = "") -> WithdrawalPage:
    """What a withdrawal would be of; without a claim of the newest version whole.

    Raises:
        NotFoundError: if there is no such claim, or no version that holds it.
    """
    made = store.sets.get(session, set_id)
    release = store.releases.newest(session, made.id or 0)
    held = store.releases.held(session, release.id or 0) if release else []
    live = [one for one in held if not one.withdrawn]
    claim = store.claims.get(session, claim_id) if claim_id else None
    if release is None or not live or (claim and claim.id not in {one.claim_id for one in live}):
        raise NotFoundError("the newest version of this set does not hold this")
    text = store.claims.current_version(session, claim).text if claim else ""
    later = export.changes.bump(release.version, "major")
    return WithdrawalPage(made, release, later, claim, text, 1 if claim else len(live))


def withdraw_claim(
    session: Session, set_id: str, rev: int, claim_id: str, reason: str, about: Mapping[str, str], who: User
) -> Release:
    """Withdraw one claim of the newest version: a new version, with all else as it was, says so and why.

    The claim leaves the set, too; what else changed in the set waits for the next version.

    Raises:
        InputError: if no reason is given, or the newest version does not hold the claim.
        ConflictError: if somebody changed the set in between.
    """
    making = _again(session, set_id, rev, reason, about, who)
    claim = store.claims.get(session, claim_id)
    if claim.id not in {held.claim_id for held in making.before if not held.withdrawn}:
        raise InputError("the newest version does not hold this claim")
    item = store.sets.item(session, making.claim_set.id or 0, claim.id or 0)
    if item:
        session.delete(item)
    return _withdraw(session, making, {claim.id or 0}, [claim_id] if item else [])


def withdraw_release(
    session: Session, set_id: str, rev: int, reason: str, about: Mapping[str, str], who: User
) -> Release:
    """Withdraw the newest version whole: a new version lists each of its claims as withdrawn.

    The set stays as it is, so that it can be put right and frozen again.

    Raises:
        InputError: if no reason is given, or every claim of it is withdrawn already.
        ConflictError: if somebody changed the set in between.
    """
    making = _again(session, set_id, rev, reason, about, who)
    live = {held.claim_id for held in making.before if not held.withdrawn}
    if not live:
        raise InputError("every claim of the newest version is withdrawn already")
    return _withdraw(session, making, live, [])


def _again(
    session: Session, set_id: str, rev: int, reason: str, about: Mapping[str, str], who: User
) -> Making:
    """A version like the newest, to be changed."""
    made = store.sets.get(session, set_id)
    fields.check_rev(made, rev, set_fields(made))
    why = fields.prose(reason, "reason", required=True, limit=2_000).strip()
    previous = store.releases.newest(session, made.id or 0)
    if previous is None:
        raise InputError("no version of this set was frozen yet")
    before = store.releases.held(session, previous.id or 0)
    records = store.releases.records(session, previous.id or 0, [held.claim_id for held in before])
    lines = [Line(held, records[held.claim_id]) for held in before]
    making = Making(made, previous, before, lines, about, who, "")
    making.reason = _without_names(session, making, why)
    told = json.loads(previous.manifest)
    making.coverage = told.get("coverage", {})
    making.limits = {one["what"]: one["claims"] for one in told.get("limits", ())}
    return making


def _withdraw(session: Session, making: Making, keys: set[int], removed: list[str]) -> Release:
    """A version in which these are withdrawn; those of the public ids left the set, too."""
    last = making.previous.version if making.previous else ""
    chosen = export.changes.bump(last, "major")
    gone = [line for line in making.lines if line.held.claim_id in keys]
    kept = [line for line in making.lines if line.held.claim_id not in keys]
    kept.sort(key=lambda line: line.held.withdrawn)
    making.lines = [*kept, *(_withdrawn(line.held, line.record, making, chosen) for line in gone)]
    return write_version(
        session, making.claim_set, _ready(session, making, chosen), "withdrew from", removed=removed
    )


# Writing it


def _ready(session: Session, making: Making, chosen: str) -> Ready:
    changes = between(making.before, making.held)
    return Ready(making, chosen, changes, canonical(manifest_of(session, making, chosen, changes)))


def write_version(session: Session, made: ClaimSet, ready: Ready, verb: str, **more: object) -> Release:
    """Write a version of a set that nobody changed since it was worked out; `more` is for the trail."""
    making, previous = ready.making, ready.making.previous
    release = Release(
        set_id=made.id or 0,
        number=previous.number + 1 if previous else 1,
        version=ready.version,
        created_by_id=making.who.id or 0,
        created_at=making.at,
        manifest=ready.manifest,
        manifest_sha256=sha256(ready.manifest.encode()),
        previous_id=previous.id if previous else None,
        notes=making.notes,
        counts=ready.changes.counts,
    )
    session.add(release)
    session.flush()
    write_new(session, list(_items(release, making.lines)))
    made.touched_at = now()
    session.add(made)
    store.events.record(
        session,
        making.who,
        verb,
        "claim_set",
        made.public_id,
        release=release.public_id,
        number=release.number,
        version=ready.version,
        reason=making.reason,
        manifest_sha256=release.manifest_sha256,
        **more,
    )
    return release


def _items(release: Release, lines: Sequence[Line]) -> Iterator[ReleaseItem]:
    for place, line in enumerate(lines, start=1):
        yield ReleaseItem(
            release_id=release.id or 0,
            position=place,
            claim_id=line.held.claim_id,
            claim_version_id=line.held.version_id,
            verdict_id=line.held.verdict_id,
            record=line.record,
            digest=line.held.digest,
            withdrawn=line.held.withdrawn,
        )
