"""What happened (events), what was answered (operations), and what is still to do (jobs)."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from claims.models.base import UtcTime, new_id, now, words
from claims.vocab import JobName, JobState


class Event(SQLModel, table=True):
    """One change, written in the transaction that made it, never changed.

    `hash` is the SHA-256 over `prev_hash` and the canonical JSON of all else, so a row that is
    altered, taken out or moved breaks the chain.
    """

    seq: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(sa_type=UtcTime)
    actor_id: int | None = Field(default=None, foreign_key="user.id")
    verb: str
    object_type: str
    object_id: str = Field(index=True)
    payload: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    request_id: str = ""
    prev_hash: str = Field(max_length=64, unique=True)
    hash: str = Field(max_length=64)


class Operation(SQLModel, table=True):
    """The answer given to one POST, so that sending it again gives the same answer, once."""

    __table_args__ = (UniqueConstraint("actor", "op_id"),)

    id: int | None = Field(default=None, primary_key=True)
    actor: str
    op_id: str = Field(max_length=64)
    fingerprint: str = Field(max_length=64)
    status: int = 0
    headers: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    body: str = ""
    at: datetime = Field(default_factory=now, sa_type=UtcTime)


class Job(SQLModel, table=True):
    """Work for the worker, written in the transaction of what it is about.

    `lease_until` is when a running job whose worker died may be taken again; `attempts` fences
    off a worker that comes back too late.
    """

    __table_args__ = (Index("ix_job_next", "state", "run_at", "id"),)

    id: int | None = Field(default=None, primary_key=True)
    public_id: str = Field(default_factory=new_id, max_length=26, unique=True)
    name: JobName = Field(sa_type=words(JobName))
    subject_id: int
    key: str = Field(unique=True)
    state: JobState = Field(default=JobState.WAITING, sa_type=words(JobState))
    step: str = ""
    steps_done: int = 0
    steps_total: int = 0
    attempts: int = 0
    worker: str = ""
    lease_until: datetime | None = Field(default=None, sa_type=UtcTime)
    run_at: datetime = Field(default_factory=now, sa_type=UtcTime)
    error: str = ""
    created_at: datetime = Field(default_factory=now, sa_type=UtcTime)
    finished_at: datetime | None = Field(default=None, sa_type=UtcTime)
