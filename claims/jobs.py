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
from time import monotonic

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from claims import desk, store
from claims.errors import ClaimsError, ConflictError, RetryableError
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


def work(engine: Engine, stop: threading.Event, poll: float = 0.2) -> None:
    """Do jobs until told to stop; `poll` is the pause, in seconds, while there are none."""
    me = f"{socket.gethostname()}:{os.getpid()}:{new_id()}"
    while not stop.is_set():
        try:
            worked = work_once(engine, me)
        except DBAPIError:
            # Somebody holds the database; the job's lease runs out and it is taken again.
            _log.warning("the database did not answer; trying again", exc_info=True)
            worked = False
        if not worked:
            stop.wait(poll)


def work_once(engine: Engine, me: str) -> bool:
    """Do the next job, if there is one; say whether there was."""
    with reading(engine) as session:
        if not store.jobs.is_one_due(session):
            return False
    with writing(engine) as session:
        job = store.jobs.take(session, me)
    if job is None:
        return False
    try:
        _DOING[job.name](engine, job)
    except _TakenAwayError:
        _log.warning("job %s was taken by another worker", job.public_id)
    except Exception as error:  # noqa: BLE001  whatever goes wrong, the job's row has to say it
        _fail(engine, job, error)
    return True


def _fail(engine: Engine, job: Job, error: Exception) -> None:
    again = isinstance(error, _WORTH_ANOTHER_TRY) and job.attempts < store.jobs.MAX_ATTEMPTS
    state = JobState.WAITING if again else JobState.FAILED
    words = str(error) if isinstance(error, ClaimsError) else f"unexpected: {type(error).__name__}"
    _log.error("job %s: %s", job.public_id, words, exc_info=error)
    with writing(engine) as session:
        store.jobs.still_mine(session, job, state=state, error=words, finished_at=now())


def _read_article(engine: Engine, job: Job) -> None:
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


def _index_source(engine: Engine, job: Job) -> None:
    tell = _teller(engine, job)
    tell(JobStep.LOADING, 0, 0)
    with reading(engine) as session:
        text = desk.plan_index(session, job.subject_id)
    index = desk.index_of(text, _seldom(lambda *how_far: tell(JobStep.SPLITTING, *how_far)))
    with writer(engine) as session:
        desk.save_index(session, job.subject_id, index)
        _finish(session, job)
        commit(session)


def _teller(engine: Engine, job: Job) -> Callable[[JobStep, int, int], None]:
    """Tell how far a job is, and by that keep its lease alive."""

    def tell(step: JobStep, done: int, total: int) -> None:
        with writing(engine) as session:
            if not store.jobs.still_mine(session, job, step=step.value, steps_done=done, steps_total=total):
                raise _TakenAwayError

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
    if not store.jobs.still_mine(
        session, job, state=JobState.DONE, step=JobStep.SAVING.value, error="", finished_at=now()
    ):
        raise _TakenAwayError


_DOING: dict[JobName, Callable[[Engine, Job], None]] = {
    JobName.READ_ARTICLE: _read_article,
    JobName.INDEX_SOURCE: _index_source,
}
