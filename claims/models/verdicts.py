"""Verdicts, what they rest on, and what others said to them."""

from datetime import date, datetime

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field, SQLModel

from claims.models.base import UtcTime, new_id, now, words
from claims.vocab import (
    Adjudicated,
    CommentTarget,
    Confidence,
    CorrectionClass,
    Rating,
    ReviewDecision,
    ReviewMode,
)


class Verdict(SQLModel, table=True):
    """A reviewer's decision on one wording of a claim, never changed; a new one supersedes it.

    `code` and `label` are those of the scale it was given on, `means` the code of `standard-5` nearest to
    it. `evidence_digest` is the SHA-256 of all that it rests on; approvals hold only while the claim's
    digest is still the same. `citations` maps each number that the rationale cites to the public id of
    that evidence, `checklist` each question to its answer. `override_reason` says why it was asked to be
    reviewed although its evidence has fewer origins than the policy asks for. `correction` says what it
    does to a verdict that was released, `correction_note` the same in words for readers.
    """

    id: int | None = Field(default=None, primary_key=True)
    public_id: str = Field(default_factory=new_id, max_length=26, unique=True)
    claim_id: int = Field(foreign_key="claim.id", index=True)
    claim_version_id: int = Field(foreign_key="claim_version.id")
    scale: str
    scale_version: int
    code: str = Field(max_length=32)
    means: Rating = Field(sa_type=words(Rating))
    label: str
    flags: list[str] = Field(default_factory=list, sa_type=JSON)
    rationale: str
    as_of: date
    evidence_digest: str = Field(max_length=64)
    policy_version: int = 1
    author_id: int = Field(foreign_key="user.id")
    created_at: datetime = Field(default_factory=now, sa_type=UtcTime)
    supersedes_id: int | None = Field(default=None, foreign_key="verdict.id")
    confidence: Confidence | None = Field(default=None, sa_type=words(Confidence))
    conclusion: str = ""
    checklist: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    citations: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    override_reason: str = ""
    correction: CorrectionClass = Field(default=CorrectionClass.NONE, sa_type=words(CorrectionClass))
    correction_note: str = ""


class Basis(SQLModel, table=True):
    """What a sign-off was bound to, never changed: canonical JSON, by its SHA-256."""

    digest: str = Field(primary_key=True, max_length=64)
    content: str


class Review(SQLModel, table=True):
    """What another person said to a verdict, and the digest of what they saw.

    A blind review has the rating they gave before they saw the verdict, in `code` and `means`.
    """

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
    code: str = Field(default="", max_length=32)
    means: Rating | None = Field(default=None, sa_type=words(Rating))


class ReviewComment(SQLModel, table=True):
    """One thing that a reviewer asks to be changed, never changed itself.

    On words of the rationale, `start` and `end` are code points in it and `exact` those words.
    """

    __tablename__ = "review_comment"

    id: int | None = Field(default=None, primary_key=True)
    public_id: str = Field(default_factory=new_id, max_length=26, unique=True)
    review_id: int = Field(foreign_key="review.id", index=True)
    about: CommentTarget = Field(sa_type=words(CommentTarget))
    start: int | None = None
    end: int | None = None
    exact: str = ""
    evidence_id: int | None = Field(default=None, foreign_key="evidence.id")
    text: str


class Adjudication(SQLModel, table=True):
    """What an editor decided where two people rated otherwise, never changed; once for each review."""

    id: int | None = Field(default=None, primary_key=True)
    public_id: str = Field(default_factory=new_id, max_length=26, unique=True)
    claim_id: int = Field(foreign_key="claim.id", index=True)
    verdict_id: int = Field(foreign_key="verdict.id", index=True)
    review_id: int = Field(foreign_key="review.id", unique=True)
    editor_id: int = Field(foreign_key="user.id")
    outcome: Adjudicated = Field(sa_type=words(Adjudicated))
    note: str
    digest_seen: str = Field(max_length=64)
    decided_at: datetime = Field(default_factory=now, sa_type=UtcTime)


class Withdrawal(SQLModel, table=True):
    """A signed verdict that an editor took back, with the reason for readers, never changed."""

    id: int | None = Field(default=None, primary_key=True)
    public_id: str = Field(default_factory=new_id, max_length=26, unique=True)
    claim_id: int = Field(foreign_key="claim.id", index=True)
    verdict_id: int = Field(foreign_key="verdict.id", unique=True)
    editor_id: int = Field(foreign_key="user.id")
    reason: str
    at: datetime = Field(default_factory=now, sa_type=UtcTime)
