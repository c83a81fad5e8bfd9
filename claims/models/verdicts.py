"""Verdicts, and what a second person said to them."""

from datetime import date, datetime

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field, SQLModel

from claims.models.base import UtcTime, new_id, now, words
from claims.vocab import Rating, ReviewDecision, ReviewMode


class Verdict(SQLModel, table=True):
    """A reviewer's decision on one wording of a claim, never changed; a new one supersedes it.

    `evidence_digest` is the SHA-256 of all that it rests on; approvals hold only while the
    claim's digest is still the same.
    """

    id: int | None = Field(default=None, primary_key=True)
    public_id: str = Field(default_factory=new_id, max_length=26, unique=True)
    claim_id: int = Field(foreign_key="claim.id", index=True)
    claim_version_id: int = Field(foreign_key="claim_version.id")
    scale: str
    scale_version: int
    code: Rating = Field(sa_type=words(Rating))
    label: str
    flags: list[str] = Field(default_factory=list, sa_type=JSON)
    rationale: str
    as_of: date
    evidence_digest: str = Field(max_length=64)
    policy_version: int = 1
    author_id: int = Field(foreign_key="user.id")
    created_at: datetime = Field(default_factory=now, sa_type=UtcTime)
    supersedes_id: int | None = Field(default=None, foreign_key="verdict.id")


class Review(SQLModel, table=True):
    """What another person said to a verdict, and the digest of what they saw."""

    __table_args__ = (UniqueConstraint("verdict_id", "reviewer_id"),)

    id: int | None = Field(default=None, primary_key=True)
    public_id: str = Field(default_factory=new_id, max_length=26, unique=True)
    verdict_id: int = Field(foreign_key="verdict.id")
    claim_id: int = Field(foreign_key="claim.id", index=True)
    reviewer_id: int = Field(foreign_key="user.id")
    mode: ReviewMode = Field(default=ReviewMode.OPEN, sa_type=words(ReviewMode))
    decision: ReviewDecision = Field(sa_type=words(ReviewDecision))
    comment: str = ""
    digest_seen: str = Field(max_length=64)
    decided_at: datetime = Field(default_factory=now, sa_type=UtcTime)
