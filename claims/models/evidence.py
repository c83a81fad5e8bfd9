"""Sources, what was captured of them, and the passages tied to claims."""

from datetime import date, datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from claims.models.base import UtcTime, new_id, now, revised, words
from claims.vocab import QuoteState, SearchResult, SnapshotMethod, SourceKind, Stance


@revised
class Source(SQLModel, table=True):
    """A document, or a person, that evidence comes from; described as a bibliography would.

    `origin_group` names where it got its matter from (a wire, a press release): sources of one
    group count as one origin. Empty means it is its own origin.
    """

    id: int | None = Field(default=None, primary_key=True)
    public_id: str = Field(default_factory=new_id, max_length=26, unique=True)
    title: str
    author: str = ""
    publisher: str = ""
    kind: SourceKind = Field(default=SourceKind.OTHER, sa_type=words(SourceKind))
    url: str = ""
    language: str = Field(default="", max_length=16)
    published_on: date | None = None
    origin_group: str = ""
    rev: int = 1


class Snapshot(SQLModel, table=True):
    """The captured text of a source, never changed; a new capture is a new row."""

    id: int | None = Field(default=None, primary_key=True)
    public_id: str = Field(default_factory=new_id, max_length=26, unique=True)
    source_id: int = Field(foreign_key="source.id", index=True)
    method: SnapshotMethod = Field(sa_type=words(SnapshotMethod))
    media_type: str = "text/plain"
    text: str
    text_sha256: str = Field(max_length=64, index=True)
    captured_at: datetime = Field(default_factory=now, sa_type=UtcTime)
    captured_by_id: int | None = Field(default=None, foreign_key="user.id")


@revised
class Evidence(SQLModel, table=True):
    """A passage of a snapshot tied to a claim: `snapshot.text[start:end] == exact`."""

    __table_args__ = (Index("ix_evidence_claim_id", "claim_id", "id"),)

    id: int | None = Field(default=None, primary_key=True)
    public_id: str = Field(default_factory=new_id, max_length=26, unique=True)
    claim_id: int = Field(foreign_key="claim.id")
    source_id: int = Field(foreign_key="source.id", index=True)
    snapshot_id: int = Field(foreign_key="snapshot.id", index=True)
    start: int
    end: int
    exact: str
    prefix: str
    suffix: str
    quote_state: QuoteState = Field(default=QuoteState.LOCATED, sa_type=words(QuoteState))
    stance: Stance = Field(sa_type=words(Stance))
    note: str = ""
    locator: str = ""
    added_by_id: int | None = Field(default=None, foreign_key="user.id")
    added_at: datetime = Field(default_factory=now, sa_type=UtcTime)
    removed_at: datetime | None = Field(default=None, sa_type=UtcTime)
    rev: int = 1


class SearchLog(SQLModel, table=True):
    """What was looked for, where, and what it brought: evidence of absence."""

    __tablename__ = "search_log"

    id: int | None = Field(default=None, primary_key=True)
    public_id: str = Field(default_factory=new_id, max_length=26, unique=True)
    claim_id: int = Field(foreign_key="claim.id", index=True)
    query: str
    place: str
    result: SearchResult = Field(sa_type=words(SearchResult))
    note: str = ""
    searched_by_id: int | None = Field(default=None, foreign_key="user.id")
    searched_at: datetime = Field(default_factory=now, sa_type=UtcTime)
