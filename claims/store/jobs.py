"""The jobs: the row is the truth. A lease lets a dead worker's job be taken again, and an attempt
number keeps a worker that comes back too late from writing.
"""

from datetime import timedelta

from sqlalchemy import ColumnElement, or_, update
from sqlmodel import Session, and_, col, select

from claims.errors import NotFoundError
from claims.models import Job
from claims.models.base import now
from claims.vocab import JobName, JobState

#: How long a worker may be silent before its job is taken from it.
LEASE = timedelta(seconds=60)
#: How often a job is begun before it is given up.
MAX_ATTEMPTS = 3


def get(session: Session, public_id: str) -> Job:
    """The job with this public id."""
    job = session.exec(select(Job).where(Job.public_id == public_id)).first()
    if job is None:
        raise NotFoundError("there is no such job")
    return job


def enqueue(session: Session, name: JobName, subject_id: int) -> Job:
    """Ask for a job in the transaction of what it is about; asking twice gives the same job."""
    key = f"{name}:{subject_id}"
    job = session.exec(select(Job).where(Job.key == key)).first()
    if job is None:
        job = Job(name=name, subject_id=subject_id, key=key)
        session.add(job)
        session.flush()
    return job


def ask_again(session: Session, name: JobName, subject_id: int) -> Job:
    """Ask for a job that may have been done before, since there is more to do now."""
    job = enqueue(session, name, subject_id)
    if job.state in (JobState.DONE, JobState.FAILED):
        job.state, job.attempts, job.error, job.finished_at = JobState.WAITING, 0, "", None
        job.step, job.steps_done, job.steps_total, job.run_at = "", 0, 0, now()
    return job


def of_subject(session: Session, name: JobName, subject_id: int) -> Job | None:
    """The job of this name about this subject, if it was asked for."""
    return session.exec(select(Job).where(Job.key == f"{name}:{subject_id}")).first()


def _takeable() -> ColumnElement[bool]:
    due = and_(Job.state == JobState.WAITING, col(Job.run_at) <= now())
    return or_(due, and_(Job.state == JobState.RUNNING, col(Job.lease_until) < now()))


def is_one_due(session: Session) -> bool:
    """Whether a job waits to be taken; a look that holds up nobody who writes."""
    return session.exec(select(Job.id).where(_takeable()).limit(1)).first() is not None


def take(session: Session, worker: str) -> Job | None:
    """Take the next job that is due, or one whose worker went silent; None if there is none.

    A job that was begun too often is marked failed and not given out.
    """
    job = session.exec(
        select(Job)
        .where(_takeable())
        .order_by(col(Job.run_at), col(Job.id))
        .limit(1)
        .with_for_update(skip_locked=True)
    ).first()
    if job is None:
        return None
    if job.attempts >= MAX_ATTEMPTS:
        job.state, job.finished_at = JobState.FAILED, now()
        job.error = job.error or f"the worker stopped {MAX_ATTEMPTS} times while doing this"
        return None
    job.state, job.worker, job.lease_until = JobState.RUNNING, worker, now() + LEASE
    job.attempts += 1
    return job


def release_leases(session: Session) -> None:
    """Let running jobs be taken at once: for a desk that opens and whose only worker is gone.

    A worker that is alive after all is fenced off by its attempt number.
    """
    session.connection().execute(
        update(Job).where(col(Job.state) == JobState.RUNNING).values(lease_until=now())
    )


def still_mine(session: Session, job: Job, **values: object) -> bool:
    """Write to a job, only if this attempt still holds it; False if it was taken away."""
    done = session.connection().execute(
        update(Job)
        .where(
            col(Job.id) == job.id,
            col(Job.worker) == job.worker,
            col(Job.attempts) == job.attempts,
            col(Job.state) == JobState.RUNNING,
        )
        .values(**{"lease_until": now() + LEASE, **values})
    )
    return done.rowcount == 1


def retry(session: Session, job: Job) -> None:
    """Let a failed job be tried again from the start."""
    job.state, job.attempts, job.error, job.run_at = JobState.WAITING, 0, "", now()
    job.step, job.steps_done, job.finished_at = "", 0, None
    session.add(job)
