"""Background work as a reviewer sees it: what a job is about, and trying it again."""

from dataclasses import dataclass

from sqlmodel import Session

from claims import store
from claims.errors import NotFoundError
from claims.models import (
    Article,
    Claim,
    ClaimImport,
    ClaimSet,
    FetchRequest,
    Job,
    Recheck,
    Release,
    Source,
    User,
)
from claims.vocab import JobName, JobState


@dataclass(frozen=True, slots=True)
class JobPage:
    """A job and what it is about.

    `source` is what a fetch is for or has become, `claim` what it was asked for; `is_new` says
    whether the fetch brought a text that was not here. `release` is what is packed, `claim_set` what it
    is of or what is frozen.
    """

    job: Job
    article: Article | None = None
    request: FetchRequest | None = None
    source: Source | None = None
    claim: Claim | None = None
    recheck: Recheck | None = None
    claim_set: ClaimSet | None = None
    claim_import: ClaimImport | None = None
    release: Release | None = None
    is_new: bool = False


def open_job(session: Session, job_id: str) -> JobPage:
    """A job and what it is about."""
    job = store.jobs.get(session, job_id)
    if job.name is JobName.FETCH_SOURCE:
        return _fetch(session, job)
    if job.name is JobName.CHECK_QUOTES:
        return _recheck(session, job)
    if job.name is JobName.INDEX_SOURCE:
        snapshot = store.captures.by_key(session, job.subject_id)
        return JobPage(job, source=store.sources.by_key(session, snapshot.source_id))
    if job.name is JobName.IMPORT_CLAIMS:
        return JobPage(job, claim_import=store.imports.by_key(session, job.subject_id))
    if job.name in (JobName.PACK_RELEASE, JobName.FREEZE_SET):
        return _of_set(session, job)
    if job.name is JobName.READ_ARTICLE:
        return JobPage(job, store.articles.get_by_key(session, job.subject_id))
    raise NotFoundError("there is no such job")


def _fetch(session: Session, job: Job) -> JobPage:
    request = store.fetches.request(session, job.subject_id)
    snapshot = store.captures.by_key(session, request.snapshot_id) if request.snapshot_id else None
    fetched_at = request.fetched_at
    return JobPage(
        job,
        request=request,
        source=store.sources.by_key(session, request.source_id) if request.source_id else None,
        claim=store.claims.get_by_key(session, request.claim_id) if request.claim_id else None,
        is_new=bool(snapshot and fetched_at and snapshot.captured_at >= fetched_at),
    )


def _of_set(session: Session, job: Job) -> JobPage:
    if job.name is JobName.FREEZE_SET:
        return JobPage(job, claim_set=store.sets.by_key(session, job.subject_id))
    release = store.sets.release_by_key(session, job.subject_id)
    return JobPage(job, release=release, claim_set=store.sets.by_key(session, release.set_id))


def _recheck(session: Session, job: Job) -> JobPage:
    of = store.fetches.recheck_by_key(session, job.subject_id)
    return JobPage(
        job,
        recheck=of,
        source=store.sources.by_key(session, of.source_id) if of.source_id else None,
        claim_set=store.sets.by_key(session, of.set_id) if of.set_id else None,
    )


def retry_job(session: Session, job_id: str, who: User) -> JobPage:
    """Let a failed job be tried again; one that has not failed goes on as it is."""
    page = open_job(session, job_id)
    if page.job.state is JobState.FAILED:
        store.jobs.retry(session, page.job)
        store.events.record(session, who, "retried", "job", job_id)
    return page
