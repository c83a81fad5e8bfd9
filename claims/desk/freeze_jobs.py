"""Freeze a large set in the background: it is asked for, worked out beside all else, and written whole."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session

from claims import export, store
from claims.desk.freezing import (
    Ready,
    Wish,
    check_reason,
    chosen_version,
    locked,
    not_verified,
    ready_version,
    told_by,
    without_names,
    write_version,
)
from claims.desk.people import at_least
from claims.desk.set_checks import BLOCKING, standings_of
from claims.desk.set_since import check_seen
from claims.desk.versions import drafted
from claims.errors import ConflictError, MoveError, NotAllowedError
from claims.models import ClaimSet, Job, Release, User
from claims.models.base import now
from claims.vocab import JobName, JobState, Role

#: A set of more claims than this is frozen by the worker; one of so many takes a request about a second.
AT_ONCE = 500
#: What the trail calls it; the worker reads there what was asked.
ASKED = "asked to freeze"
_GOES_ON = (JobState.WAITING, JobState.RUNNING)


@dataclass(frozen=True, slots=True)
class Asked:
    """What an editor asked for: the set as they saw it, and their wish."""

    who: User
    rev: int
    about: Mapping[str, str]
    wish: Wish


@dataclass(frozen=True, slots=True)
class Freezing:
    """A set that is being frozen, or that could not be: the job says why."""

    job: Job
    asked: Asked


@dataclass(frozen=True, slots=True)
class Prepared:
    """A version that the worker has still to write, and how long that may take."""

    asked: Asked
    ready: Ready

    @property
    def takes(self) -> timedelta:
        """Long enough for a slow disk."""
        return timedelta(seconds=60 + len(self.ready.making.lines) / 100)


def is_frozen_at_once(session: Session, public_id: str) -> bool:
    """Whether a set is so small that whoever freezes it can wait for it."""
    return len(store.members.keys(session, store.sets.get(session, public_id).id or 0)) <= AT_ONCE


def ask_freeze(
    session: Session, public_id: str, rev: int, about: Mapping[str, str], who: User, wish: Wish
) -> Job:
    """Ask the worker to freeze a set as its next version; takes and refuses what `freeze_set` does.

    What can be seen without working out every claim is refused now. From now on the set and its claims
    have to stay as they are: whoever changes them before they are frozen keeps the version from being made.

    Raises:
        ConflictError: also if it is being frozen already.
    """
    made = store.sets.get(session, public_id)
    check_seen(session, made, rev, wish)
    job = store.jobs.of_subject(session, JobName.FREEZE_SET, made.id or 0)
    if job and job.state in _GOES_ON:
        raise ConflictError("this set is being frozen already", rev=made.rev)
    told = _askable(session, made, wish)
    made.touched_at = now()  # counts as a change of the set: of two who ask at once one is refused
    session.add(made)
    session.flush()
    seen = store.members.seen(session, made.id or 0) if wish.seen is None else wish.seen
    asked = {"rev": made.rev, "seen": seen, "since": (wish.since or now()).isoformat(), **about}
    store.events.record(
        session, who, ASKED, "claim_set", made.public_id, version=wish.version, **told, **asked
    )
    return store.jobs.ask_again(session, JobName.FREEZE_SET, made.id or 0)


def _askable(session: Session, made: ClaimSet, wish: Wish) -> dict[str, str]:
    """The reason and the notes as readers may see them, if the set could be frozen as far as can be seen."""
    standings = standings_of(session, made.id or 0)
    blocked = {row.key: None for check in BLOCKING for row in standings.fails(check)}
    if blocked:
        texts = store.members.texts(session, list(blocked)[:5])
        raise not_verified(len(blocked), [words for _, words in texts.values()])
    previous = store.releases.newest(session, made.id or 0)
    changes = drafted(store.releases.held(session, previous.id or 0) if previous else [], standings.rows)
    chosen_version(previous, changes, wish.version)
    reason, notes = (without_names(session, made, previous, words) for words in told_by(wish))
    check_reason(len(changes.withdrawn), reason)
    return {"reason": reason, "notes": notes}


def prepare_freeze(session: Session, set_id: int, watch: export.Watch) -> Prepared:
    """Work out the version that was asked for; nobody is kept from writing meanwhile.

    Raises:
        MoveError: if the set or a claim of it is no longer what the editor saw, or not verified.
        NotAllowedError: if who asked is no editor any more.
    """
    made = store.sets.by_key(session, set_id)
    asked = _asked(session, made)
    if not at_least(asked.who, Role.EDITOR):
        raise NotAllowedError("who asked for this version is no editor any more")
    _check(session, made, asked)
    keys = store.members.keys(session, set_id)
    return Prepared(asked, ready_version(session, made, keys, asked.about, asked.who, asked.wish, watch))


def save_freeze(session: Session, set_id: int, prepared: Prepared) -> Release:
    """Write the version, if nothing that it holds changed while it was worked out.

    Raises:
        MoveError: if something did.
    """
    made, asked = store.sets.by_key(session, set_id), prepared.asked
    try:
        locked(session, made, asked.rev, asked.wish)
    except ConflictError as error:
        raise MoveError(str(error)) from error
    return write_version(session, made, prepared.ready, "froze")


def _check(session: Session, made: ClaimSet, asked: Asked) -> None:
    """What changed stays so however often it is tried: a person has to look at it."""
    try:
        check_seen(session, made, asked.rev, asked.wish)
    except ConflictError as error:
        raise MoveError(str(error)) from error


def _asked(session: Session, made: ClaimSet) -> Asked:
    event = store.events.newest(session, made.public_id, ASKED)
    told: dict[str, Any] = event.payload
    since = datetime.fromisoformat(told["since"])
    wish = Wish(told["version"], told["notes"], told["reason"], told["seen"], since)
    about = {name: told[name] for name in ("organisation", "public_url")}
    return Asked(store.people.by_key(session, event.actor_id or 0), told["rev"], about, wish)


def freezing_of(session: Session, made: ClaimSet, newest: Release | None) -> Freezing | None:
    """How far the version is that was asked for; None if none is, or one was frozen since.

    `newest` is the newest version of the set.
    """
    job = store.jobs.of_subject(session, JobName.FREEZE_SET, made.id or 0)
    if job is None or job.state is JobState.DONE:
        return None
    if newest and job.finished_at and newest.created_at > job.finished_at:
        return None
    return Freezing(job, _asked(session, made))
