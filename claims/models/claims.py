"""Claims, their fixed wordings, where an article makes them, and how they hang together."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, Index, UniqueConstraint, event, literal_column
from sqlmodel import Field, SQLModel

from claims.folding import fold
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


#: Said in a condition word for word, it lets the index of claims with tags be used.
TAGGED: Any = literal_column("tags_key <> ''")
_FILTERED = ("hedge", "has_date", "has_number", "kinds_key", "check_worthiness", "assignee_id", "due_at")


def tags_key(tags: Sequence[str]) -> str:
    """What a tag is looked for in: all of them folded, each on a line between line ends; "" for none."""
    return "".join(f"\n{fold(tag)}" for tag in tags) + "\n" if tags else ""


@revised
class Claim(SQLModel, table=True):
    """A claim; its wording of now is the version whose `seq` is `version_seq`.

    `number` counts the claims of its article from 1, in the order they were made. `rev` also counts changes
    to its evidence and verdict, so a person always acts on what they saw.

    `queue_key` sorts the queue, see `queue_key`. `hedge` to `has_number` repeat what the wording of now
    says, for filters: `claimant_key` is folded, `kinds_key` holds the kinds between spaces. `tags_key`
    repeats the tags, see `tags_key`.
    """

    __table_args__ = (
        UniqueConstraint("article_id", "number"),
        # The queue reads these two in their order and finds in them all that it filters by: no look at
        # the table for a claim that is left out.
        Index("ix_claim_queue", "status", "queue_key", "id", "touched_at", *_FILTERED),
        Index("ix_claim_order", "queue_key", "id", "status", *_FILTERED),
        Index("ix_claim_article", "article_id", "status", "touched_at"),
        Index("ix_claim_assignee", "assignee_id", "status", "due_at"),
        Index("ix_claim_tagged", "id", sqlite_where=TAGGED, postgresql_where=TAGGED),
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
    queue_key: str = Field(default="", max_length=40)
    hedge: Hedge = Field(default=Hedge.NONE, sa_type=words(Hedge))
    claimant_key: str = ""
    kinds_key: str = ""
    has_date: bool = False
    has_number: bool = False
    tags_key: str = ""
    rev: int = 1


_SORTED_BY: dict[str, Any] = {"priority": 0, "skipped_at": None, "check_worthiness": 0.0}


def _key_of(values: Mapping[str, Any], **new: Any) -> str:
    known = {name: values[name] for name in _SORTED_BY if values.get(name) is not None}
    return queue_key(**{**_SORTED_BY, **known, **new})


def _begin(_claim: Claim, _args: Any, given: dict[str, Any]) -> None:
    """A new claim is given the keys of what it is made with; the columns' own defaults come too late."""
    given.setdefault("queue_key", _key_of(given))
    given.setdefault("tags_key", tags_key(given.get("tags") or []))


def _sort_anew(name: str) -> Callable[[Claim, Any, Any, Any], None]:
    """Keep the key in step with the column of that name, before the column has its new value."""

    def listener(claim: Claim, value: Any, _was: Any, _event: Any) -> None:
        claim.queue_key = _key_of(claim.__dict__, **{name: value})

    return listener


def _tag_anew(claim: Claim, tags: Any, _was: Any, _event: Any) -> None:
    claim.tags_key = tags_key(tags)


event.listen(Claim, "init", _begin)
event.listen(Claim.tags, "set", _tag_anew)
for _name in _SORTED_BY:
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
