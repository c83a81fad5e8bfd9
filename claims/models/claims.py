"""Claims, their fixed wordings, where an article makes them, and how they hang together."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, Index, UniqueConstraint, event
from sqlmodel import Field, SQLModel

from claims.models.base import UtcTime, new_id, now, revised, words
from claims.vocab import (
    AnchorState,
    AttributionForm,
    ClaimStatus,
    DismissReason,
    Hedge,
    LinkKind,
    OccurrenceRole,
)


def queue_key(priority: int, skipped_at: datetime | None, check_worthiness: float) -> str:
    """What the queue is sorted by: priority, then not skipped before skipped, then check-worthiness.

    Of a fixed width and of digits only, so that every database sorts it alike. Priorities are
    from -999 to 999, a check-worthiness from 0 to 1.
    """
    skipped = skipped_at.astimezone(UTC).strftime("%Y%m%d%H%M%S%f") if skipped_at else "0" * 20
    return f"{999 - priority:04d}{skipped}{round((1 - check_worthiness) * 10_000):05d}"


@revised
class Claim(SQLModel, table=True):
    """A claim; its wording of now is the version whose `seq` is `version_seq`.

    `number` counts the claims of its article from 1, in the order they were made. `rev` also counts changes
    to its evidence and verdict, so a person always acts on what they saw.

    `queue_key` sorts the queue, see `queue_key`. `hedge` to `has_number` repeat what the wording of now
    says, for filters: `claimant_key` is folded, `kinds_key` holds the kinds between spaces.
    """

    __table_args__ = (
        UniqueConstraint("article_id", "number"),
        Index("ix_claim_queue", "status", "queue_key", "id"),
        Index("ix_claim_order", "queue_key", "id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    public_id: str = Field(default_factory=new_id, max_length=26, unique=True)
    article_id: int = Field(foreign_key="article.id")
    number: int
    status: ClaimStatus = Field(default=ClaimStatus.PROPOSED, sa_type=words(ClaimStatus))
    version_seq: int = 1
    priority: int = 0
    check_worthiness: float = 0.0
    assignee_id: int | None = Field(default=None, foreign_key="user.id")
    due_at: datetime | None = Field(default=None, sa_type=UtcTime)
    skipped_at: datetime | None = Field(default=None, sa_type=UtcTime)
    dismiss_reason: DismissReason | None = Field(default=None, sa_type=words(DismissReason))
    merged_into_id: int | None = Field(default=None, foreign_key="claim.id")
    tags: list[str] = Field(default_factory=list, sa_type=JSON)
    touched_at: datetime = Field(default_factory=now, sa_type=UtcTime)
    queue_key: str = Field(default=queue_key(0, None, 0.0), max_length=40)
    hedge: Hedge = Field(default=Hedge.NONE, sa_type=words(Hedge))
    claimant_key: str = ""
    kinds_key: str = ""
    has_date: bool = False
    has_number: bool = False
    rev: int = 1


def _sort_anew(name: str) -> Callable[[Claim, Any, Any, Any], None]:
    """Keep the key in step with the column of that name, before the column has its new value."""

    def listener(claim: Claim, value: Any, _was: Any, _event: Any) -> None:
        by = {"priority": 0, "skipped_at": None, "check_worthiness": 0.0}
        by |= {other: claim.__dict__[other] for other in by if claim.__dict__.get(other) is not None}
        claim.queue_key = queue_key(**{**by, name: value})

    return listener


for _name in ("priority", "skipped_at", "check_worthiness"):
    event.listen(getattr(Claim, _name), "set", _sort_anew(_name))


class ClaimVersion(SQLModel, table=True):
    """A claim's wording, never changed. `created_by_id` is empty where a component proposed it.

    What a splitter found, `finer` to `hints`, is kept as `claims.models.analysis` describes it; a
    wording of before it was kept has none of it, and no `form`.
    """

    __tablename__ = "claim_version"
    __table_args__ = (UniqueConstraint("claim_id", "seq"),)

    id: int | None = Field(default=None, primary_key=True)
    claim_id: int = Field(foreign_key="claim.id")
    seq: int = 1
    text: str
    language: str = Field(default="", max_length=16)
    kinds: list[str] = Field(default_factory=list, sa_type=JSON)
    claimant: str = ""
    attribution: list[str] = Field(default_factory=list, sa_type=JSON)
    cue: str = ""
    hedge: Hedge = Field(default=Hedge.NONE, sa_type=words(Hedge))
    finer: list[str] = Field(default_factory=list, sa_type=JSON)
    form: AttributionForm | None = Field(default=None, sa_type=words(AttributionForm))
    negated: bool = False
    trace: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    dates: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    quantities: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    mentions: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    facts: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    hints: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    check_worthiness: float = 0.0
    reasons: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    made_by: list[str] = Field(default_factory=list, sa_type=JSON)
    created_by_id: int | None = Field(default=None, foreign_key="user.id")
    created_at: datetime = Field(default_factory=now, sa_type=UtcTime)
    reason: str = ""


class Occurrence(SQLModel, table=True):
    """One place where an article makes a claim: `version.text[start:end] == exact`.

    `parts` lists the (start, end) in the text that say so where other words stand between them.
    `was_id` is the place in the version before that it came from. A place that was taken back stays,
    with `undone_at`.
    """

    __table_args__ = (UniqueConstraint("claim_id", "article_version_id", "start", "end"),)

    id: int | None = Field(default=None, primary_key=True)
    claim_id: int = Field(foreign_key="claim.id")
    article_version_id: int = Field(foreign_key="article_version.id", index=True)
    start: int
    end: int
    exact: str
    prefix: str
    suffix: str
    parts: list[list[int]] = Field(default_factory=list, sa_type=JSON)
    role: OccurrenceRole = Field(sa_type=words(OccurrenceRole))
    is_first_known: bool = False
    anchor_state: AnchorState = Field(default=AnchorState.ANCHORED, sa_type=words(AnchorState))
    was_id: int | None = Field(default=None, foreign_key="occurrence.id")
    made_by_id: int | None = Field(default=None, foreign_key="user.id")
    undone_by_id: int | None = Field(default=None, foreign_key="user.id")
    undone_at: datetime | None = Field(default=None, sa_type=UtcTime)


class ClaimLink(SQLModel, table=True):
    """How one claim hangs together with another: "X said P" attributes P.

    `created_by_id` is empty where a component linked them. What it says never changes; a link that
    was wrong is undone, and stays.
    """

    __tablename__ = "claim_link"

    id: int | None = Field(default=None, primary_key=True)
    from_claim_id: int = Field(foreign_key="claim.id", index=True)
    to_claim_id: int = Field(foreign_key="claim.id", index=True)
    kind: LinkKind = Field(sa_type=words(LinkKind))
    created_by_id: int | None = Field(default=None, foreign_key="user.id")
    created_at: datetime = Field(default_factory=now, sa_type=UtcTime)
    undone_by_id: int | None = Field(default=None, foreign_key="user.id")
    undone_at: datetime | None = Field(default=None, sa_type=UtcTime)
