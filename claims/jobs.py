"""The worker: takes jobs by their rows and does them, one at a time, each in its own transaction.

A worker killed at any moment loses nothing: its lease runs out and the job is taken again. Doing
a job twice changes nothing: what it writes and that it is done are one commit, and an attempt that
was taken away writes neither.
"""

import logging
import os
import socket
import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from time import monotonic

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from claims import desk, store
from claims.errors import ClaimsError, ConflictError, FetchFailedError, InputError, RetryableError
from claims.models import Job
from claims.models.base import new_id, now
from claims.store.engine import commit, reading, writer, writing
from claims.vocab import JobName, JobState, JobStep

#: What may go well the next time: the world was not ready, or somebody wrote at the same moment.
_WORTH_ANOTHER_TRY = (RetryableError, ConflictError, DBAPIError)
#: Seconds between two words on how far a job is.
_TELL_EVERY = 0.3
_log = logging.getLogger(__name__)


class _TakenAwayError(Exception):
    """Another worker holds the job by now; nothing more may be written."""


#: Where nothing is said of it, nothing may be fetched.
_NO_FETCHER = desk.fetcher(desk.FetchRules())


def work(
    engine: Engine,
    stop: threading.Event,
    poll: float = 0.2,
    fetch: desk.Fetcher = _NO_FETCHER,
    packages: Path | None = None,
) -> None:
    """Do jobs until told to stop.

    Args:
        engine: the database.
        stop: set by another to end this.
        poll: the pause, in seconds, while there are none.
        fetch: gives the document at an address, or says why not.
        packages: the folder where packages are kept ready.
    """
    me = f"{socket.gethostname()}:{os.getpid()}:{new_id()}"
    while not stop.is_set():
        try:
            worked = work_once(engine, me, fetch, packages)
        except DBAPIError:
            # Somebody holds the database; the job's lease runs out and it is taken again.
            _log.warning("the database did not answer; trying again", exc_info=True)
            worked = False
        if not worked:
            stop.wait(poll)


def work_once(
    engine: Engine, me: str, fetch: desk.Fetcher = _NO_FETCHER, packages: Path | None = None
) -> bool:
    """Do the next job, if there is one; say whether there was."""
    with reading(engine) as session:
        if not store.jobs.is_one_due(session):
            return False
    with writing(engine) as session:
        job = store.jobs.take(session, me)
    if job is None:
        return False
    try:
        if job.name is JobName.PACK_RELEASE:
            _pack_release(engine, job, packages)
        else:
            _DOING[job.name](engine, job, fetch)
    except _TakenAwayError:
        _log.warning("job %s was taken by another worker", job.public_id)
    except Exception as error:  # noqa: BLE001  whatever goes wrong, the job's row has to say it
        _fail(engine, job, error)
    return True


def _fail(engine: Engine, job: Job, error: Exception) -> None:
    again = _may_go_well(error) and job.attempts < store.jobs.MAX_ATTEMPTS
    state = JobState.WAITING if again else JobState.FAILED
    words = str(error) if isinstance(error, ClaimsError) else _unexpected(error)
    _log.error("job %s: %s", job.public_id, words, exc_info=error)
    with writing(engine) as session:
        store.jobs.still_mine(session, job, state=state, error=words, finished_at=now())


def _may_go_well(error: Exception) -> bool:
    return isinstance(error, _WORTH_ANOTHER_TRY) or (isinstance(error, FetchFailedError) and error.again)


def _unexpected(error: Exception) -> str:
    if store.engine.is_full(error):
        return "there is no room left on the disk; nothing was saved"
    return f"unexpected: {type(error).__name__}"


def _read_article(engine: Engine, job: Job, _fetch: desk.Fetcher) -> None:
    tell = _teller(engine, job)
    tell(JobStep.LOADING, 0, 0)
    with reading(engine) as session:
        plan = desk.plan_split(session, job.subject_id)
    proposals = desk.Proposals()
    if plan is not None:
        proposals = desk.propose_claims(plan, _seldom(lambda *how_far: tell(JobStep.SPLITTING, *how_far)))
        tell(JobStep.SCORING, len(proposals.claims), len(proposals.claims))
    with writer(engine) as session:
        if plan is not None:
            desk.save_split(session, plan, proposals)
        _finish(session, job)
        commit(session)


def _index_source(engine: Engine, job: Job, _fetch: desk.Fetcher) -> None:
    tell = _teller(engine, job)
    tell(JobStep.LOADING, 0, 0)
    with reading(engine) as session:
        text = desk.plan_index(session, job.subject_id)
    index = desk.index_of(text, _seldom(lambda *how_far: tell(JobStep.SPLITTING, *how_far)))
    with writer(engine) as session:
        desk.save_index(session, job.subject_id, index)
        _finish(session, job)
        commit(session)


def _fetch_source(engine: Engine, job: Job, fetch: desk.Fetcher) -> None:
    """Capture an address. No transaction is open while it is fetched, read and cut into sentences."""
    tell = _teller(engine, job)
    tell(JobStep.FETCHING, 0, 0)
    with writing(engine) as session:
        begun = desk.begin_fetch(session, job.subject_id)
    if isinstance(begun, timedelta):
        _put_off(engine, job, begun)
        return
    fetched = fetch(begun)
    tell(JobStep.READING, 0, 0)
    intake = desk.read_fetched(fetched)
    index = desk.index_of(intake.text, _seldom(lambda *how_far: tell(JobStep.SPLITTING, *how_far)))
    tell(JobStep.SAVING, 0, 0)
    with writer(engine) as session:
        desk.save_fetch(session, job.subject_id, desk.Brought(fetched, intake, index))
        _finish(session, job)
        commit(session)


def _check_quotes(engine: Engine, job: Job, fetch: desk.Fetcher) -> None:
    """Look for quotes, one source after the other; what was looked for stays, whatever comes after.

    A source whose turn has not come is left out; the job goes on with those when it has.
    """
    tell = _teller(engine, job)
    with reading(engine) as session:
        plan = desk.plan_recheck(session, job.subject_id)
    done, waits = plan.done, []
    for visit in plan.visits:
        tell(JobStep.CHECKING, done, plan.total)
        with writing(engine) as session:
            wait = desk.begin_visit(session, job.subject_id, visit)
        if wait:
            waits.append(wait)
            continue
        seen = desk.visit_source(visit, fetch)
        done += visit.quotes
        with writer(engine) as session:
            desk.save_look(session, job.subject_id, visit, seen)
            _hold(session, job, step=JobStep.CHECKING.value, steps_done=done, steps_total=plan.total)
            commit(session)
    if waits:
        _put_off(engine, job, min(waits))
        return
    with writing(engine) as session:
        _finish(session, job)


def _import_claims(engine: Engine, job: Job, _fetch: desk.Fetcher) -> None:
    """Read a file to its end, then write all of it at once; nothing is written of one that breaks off."""
    tell = _teller(engine, job)
    tell(JobStep.LOADING, 0, 0)
    with reading(engine) as session:
        plan = desk.plan_import(session, job.subject_id)
    if plan is None:
        with writing(engine) as session:
            _finish(session, job)
        return
    how_far = _seldom(lambda done, of: tell(JobStep.READING, 100 * done // max(of, 1), 100))
    with plan, desk.prepare_import(plan.file, plan.kind, plan.mapping, how_far) as prepared:
        with writing(engine) as session:
            # Nobody can be told of it while it is written: the job is held as long as that may take.
            _hold(session, job, step=JobStep.SAVING.value, steps_done=0, lease_until=now() + prepared.takes)
        with writer(engine) as session:
            desk.save_import(session, job.subject_id, prepared)
            _finish(session, job)
            commit(session)


def _pack_release(engine: Engine, job: Job, packages: Path | None) -> None:
    """Keep a package ready. The file is there before the job is done, and made again if it is lost."""
    if packages is None:
        raise InputError("this worker was not told where packages are kept")
    tell = _teller(engine, job)
    tell(JobStep.LOADING, 0, 0)
    how_far = _seldom(lambda done, of: tell(JobStep.PACKING, 100 * done // max(of, 1), 100))
    with reading(engine) as session:
        desk.keep_package(session, job.subject_id, packages, how_far)
    with writing(engine) as session:
        _finish(session, job)


def _freeze_set(engine: Engine, job: Job, _fetch: desk.Fetcher) -> None:
    """Work a version out while others write, then write it whole if nothing of it changed."""
    tell = _teller(engine, job)
    tell(JobStep.LOADING, 0, 0)
    how_far = _seldom(lambda done, of: tell(JobStep.FREEZING, 100 * done // max(of, 1), 100))
    with reading(engine) as session:
        prepared = desk.prepare_freeze(session, job.subject_id, how_far)
    with writing(engine) as session:
        # Nobody can be told of it while it is written: the job is held as long as that may take.
        _hold(session, job, step=JobStep.SAVING.value, steps_done=0, lease_until=now() + prepared.takes)
    with writer(engine) as session:
        desk.save_freeze(session, job.subject_id, prepared)
        _finish(session, job)
        commit(session)


def _put_off(engine: Engine, job: Job, wait: timedelta) -> None:
    """Let a job be taken again later; that it was taken in vain is no attempt."""
    with writing(engine) as session:
        _hold(session, job, state=JobState.WAITING, run_at=now() + wait, attempts=job.attempts - 1)


def _teller(engine: Engine, job: Job) -> Callable[[JobStep, int, int], None]:
    """Tell how far a job is, and by that keep its lease alive."""

    def tell(step: JobStep, done: int, total: int) -> None:
        with writing(engine) as session:
            _hold(session, job, step=step.value, steps_done=done, steps_total=total)

    return tell


def _seldom(tell: Callable[[int, int], None]) -> Callable[[int, int], None]:
    """Pass on the first word and then one each `_TELL_EVERY`: every one of them is a commit."""
    last = float("-inf")

    def sometimes(done: int, total: int) -> None:
        nonlocal last
        if monotonic() - last >= _TELL_EVERY:
            last = monotonic()
            tell(done, total)

    return sometimes


def _finish(session: Session, job: Job) -> None:
    _hold(session, job, state=JobState.DONE, step=JobStep.SAVING.value, error="", finished_at=now())


def _hold(session: Session, job: Job, **values: object) -> None:
    """Write to a job that is still this worker's."""
    if not store.jobs.still_mine(session, job, **values):
        raise _TakenAwayError


_DOING: dict[JobName, Callable[[Engine, Job, desk.Fetcher], None]] = {
    JobName.READ_ARTICLE: _read_article,
    JobName.INDEX_SOURCE: _index_source,
    JobName.FETCH_SOURCE: _fetch_source,
    JobName.CHECK_QUOTES: _check_quotes,
    JobName.IMPORT_CLAIMS: _import_claims,
    JobName.FREEZE_SET: _freeze_set,
}
