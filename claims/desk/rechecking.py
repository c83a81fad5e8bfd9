"""Is the quote still there? Sources are fetched anew and quotes looked for; evidence is never moved."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby

from sqlmodel import Session

from claims import addresses, anchor, store
from claims.anchor import Anchor
from claims.desk.captures import capture_anew
from claims.desk.fetching import Brought, Fetcher, bring, wait_for
from claims.errors import FetchFailedError, InputError
from claims.models import (
    Claim,
    ClaimSet,
    Evidence,
    FetchRequest,
    Job,
    QuoteCheck,
    Recheck,
    Snapshot,
    Source,
    User,
)
from claims.models.base import now
from claims.vocab import CheckState, JobName


@dataclass(frozen=True, slots=True)
class Visit:
    """A source to look at, by its key; `url` is "" where there is no address to ask."""

    source_key: int
    url: str
    host: str
    quotes: int


@dataclass(frozen=True, slots=True)
class RecheckPlan:
    """What a recheck has still to look at; `done` of `total` quotes were looked for before."""

    visits: tuple[Visit, ...]
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Look:
    """What a visit brought; `why` says what stood in the way of it."""

    brought: Brought | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class RecheckPage:
    """What became of each quote: the check, its evidence, claim, source, and the capture's public id."""

    recheck: Recheck
    rows: Sequence[tuple[QuoteCheck, Evidence, Claim, Source, str]]
    total: int
    job: Job | None
    source: Source | None
    claim_set: ClaimSet | None

    def count(self, state: CheckState) -> int:
        """How many quotes are so."""
        return sum(row[0].state is state for row in self.rows)


def ask_recheck(session: Session, who: User, *, source_id: str = "", set_id: str = "") -> Job:
    """Ask whether the quotes taken from a source, or those of a claim set, are still there.

    Raises:
        InputError: if there is no quote to look for.
        GoneError: if the source was taken out.
    """
    of = Recheck(asked_by_id=who.id or 0)
    if source_id:
        of.source_id = store.sources.get(session, source_id).id
    else:
        of.set_id = store.sets.get(session, set_id).id
    session.add(of)
    session.flush()
    if not store.fetches.count_in_scope(session, of):
        raise InputError("there is no quote of a source in use here, so nothing can be looked for")
    about = ("source", source_id) if source_id else ("claim_set", set_id)
    store.events.record(session, who, "asked whether quotes are still there in", *about, recheck=of.public_id)
    return store.jobs.enqueue(session, JobName.CHECK_QUOTES, of.id or 0)


def open_recheck(session: Session, public_id: str) -> RecheckPage:
    """What became of the quotes so far."""
    of = store.fetches.recheck(session, public_id)
    return RecheckPage(
        of,
        store.fetches.checks_of(session, of.id or 0),
        store.fetches.count_in_scope(session, of),
        store.jobs.of_subject(session, JobName.CHECK_QUOTES, of.id or 0),
        store.sources.by_key(session, of.source_id) if of.source_id else None,
        store.sets.by_key(session, of.set_id) if of.set_id else None,
    )


def newest_recheck(session: Session, source: Source) -> Recheck | None:
    """The last time that somebody asked for the quotes of a source."""
    return store.fetches.newest_recheck(session, source.id or 0)


def plan_recheck(session: Session, recheck_key: int) -> RecheckPlan:
    """The sources whose quotes were not looked for yet."""
    of = store.fetches.recheck_by_key(session, recheck_key)
    rows = store.fetches.unchecked(session, of)
    by_source = [list(group) for _key, group in groupby(rows, key=lambda row: row[1].id)]
    visits = [_visit(group[0][1], len(group)) for group in by_source]
    done = store.fetches.count_checked(session, recheck_key)
    return RecheckPlan(tuple(visits), done, done + len(rows))


def _visit(source: Source, quotes: int) -> Visit:
    try:
        address = addresses.read_address(source.url)
    except InputError:
        return Visit(source.id or 0, "", "", quotes)
    return Visit(source.id or 0, str(address), address.host, quotes)


def begin_visit(session: Session, recheck_key: int, visit: Visit) -> timedelta:
    """How long a visit has to wait; nothing if it may start, which is noted then."""
    if not visit.url:
        return timedelta(0)
    of = store.fetches.recheck_by_key(session, recheck_key)
    wait = wait_for(session, visit.host, of.asked_by_id)
    if not wait:
        session.add(
            FetchRequest(
                url=visit.url,
                host=visit.host,
                source_id=visit.source_key,
                asked_by_id=of.asked_by_id,
                fetched_at=now(),
            )
        )
    return wait


def visit_source(visit: Visit, fetch: Fetcher) -> Look:
    """Fetch and read a source once more. Needs no database; what goes wrong is said, not raised."""
    if not visit.url:
        return Look(why="it has no web address that could be asked")
    try:
        return Look(bring(fetch(visit.url)))
    except (FetchFailedError, InputError) as error:
        return Look(why=str(error))


def save_look(session: Session, recheck_key: int, visit: Visit, seen: Look) -> None:
    """Write what became of each quote of a source; a capture is added only if its text is another by now."""
    of = store.fetches.recheck_by_key(session, recheck_key)
    source = store.sources.by_key(session, visit.source_key)
    who = store.people.by_key(session, of.asked_by_id)
    if seen.brought:
        capture_anew(session, source, seen.brought.intake, seen.brought.received, who)
    newest = store.sources.newest_snapshot(session, source)
    for quote, owner in store.fetches.unchecked(session, of):
        if owner.id == source.id:
            session.add(_checked(of, quote, newest, seen))
    session.flush()


def _checked(of: Recheck, quote: Evidence, newest: Snapshot, seen: Look) -> QuoteCheck:
    check = QuoteCheck(recheck_id=of.id or 0, evidence_id=quote.id or 0, state=CheckState.UNREACHABLE)
    # A capture that somebody brought by hand since can be looked into although nothing was fetched.
    if not seen.brought and newest.id == quote.snapshot_id:
        check.why = seen.why
        return check
    check.snapshot_id = newest.id
    check.why = seen.why
    was = Anchor(quote.start, quote.end, quote.exact, quote.prefix, quote.suffix)
    standing = anchor.still_there(was, newest.text)
    check.state = _STATES[standing.state]
    if standing.at:
        check.start, check.end = standing.at.start, standing.at.end
    return check


_STATES = {
    "located": CheckState.THERE,
    "moved": CheckState.MOVED,
    "ambiguous": CheckState.AMBIGUOUS,
    "gone": CheckState.GONE,
}
