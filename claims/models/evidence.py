"""Sources, what was captured of them, and the passages tied to claims."""

from datetime import date, datetime

from sqlalchemy import JSON, BigInteger, Index, LargeBinary, UniqueConstraint
from sqlmodel import Field, SQLModel

from claims.models.base import UtcTime, new_id, now, revised, words
from claims.vocab import (
    CheckState,
    Directness,
    QuoteState,
    SearchResult,
    SnapshotMethod,
    SourceKind,
    Stance,
)


@revised
class Source(SQLModel, table=True):
    """A document, or a person, that evidence comes from; described as a bibliography would.

    `relayed_from_id` is the source it got its matter from; at the root of such a chain,
    `origin_group` names where that came from (a wire, a press release). Sources of one origin count
    once; without either a source is its own origin. A `protected` source counts, and no export
    names it. `canonical_url` is its address as `claims.addresses` writes it, to know it again.
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
    relayed_from_id: int | None = Field(default=None, foreign_key="source.id", index=True)
    protected: bool = False
    interest_note: str = ""
    canonical_url: str = Field(default="", index=True)
    merged_into_id: int | None = Field(default=None, foreign_key="source.id", index=True)
    removed_at: datetime | None = Field(default=None, sa_type=UtcTime)
    rev: int = 1


class Blob(SQLModel, table=True):
    """Bytes as they came in, kept once by their SHA-256; never changed."""

    sha256: str = Field(primary_key=True, max_length=64)
    size: int
    data: bytes = Field(sa_type=LargeBinary)


class Snapshot(SQLModel, table=True):
    """The captured text of a source, never changed; a new capture is a new row.

    `raw_sha256` is the blob it was read from, `warc_sha256` that of the record of its fetch; "" where
    there is none. `pages` are the offsets at which pages begin, empty where there are none.
    """

    id: int | None = Field(default=None, primary_key=True)
    public_id: str = Field(default_factory=new_id, max_length=26, unique=True)
    source_id: int = Field(foreign_key="source.id", index=True)
    method: SnapshotMethod = Field(sa_type=words(SnapshotMethod))
    media_type: str = "text/plain"
    text: str
    text_sha256: str = Field(max_length=64, index=True)
    captured_at: datetime = Field(default_factory=now, sa_type=UtcTime)
    captured_by_id: int | None = Field(default=None, foreign_key="user.id")
    raw_sha256: str = Field(default="", max_length=64, index=True)
    warc_sha256: str = Field(default="", max_length=64)
    extractor: str = ""
    url: str = ""
    http_status: int | None = None
    headers: list[tuple[str, str]] = Field(default_factory=list, sa_type=JSON)
    pages: list[int] = Field(default_factory=list, sa_type=JSON)


class Passage(SQLModel, table=True):
    """A sentence of a snapshot: `snapshot.text[start:end]`, numbered from 1 in reading order."""

    __table_args__ = (UniqueConstraint("snapshot_id", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    snapshot_id: int = Field(foreign_key="snapshot.id")
    number: int
    start: int
    end: int


class SnapshotMark(SQLModel, table=True):
    """One number of a snapshot's signature: texts that share many of them are nearly the same."""

    __tablename__ = "snapshot_mark"
    __table_args__ = (Index("ix_snapshot_mark_mark", "mark", "snapshot_id"),)

    snapshot_id: int = Field(foreign_key="snapshot.id", primary_key=True)
    mark: int = Field(primary_key=True, sa_type=BigInteger)


class ArchiveLink(SQLModel, table=True):
    """A copy of a source in a public archive, as a person gave it."""

    __tablename__ = "archive_link"
    __table_args__ = (UniqueConstraint("source_id", "url"),)

    id: int | None = Field(default=None, primary_key=True)
    source_id: int = Field(foreign_key="source.id")
    url: str
    archive: str = ""
    taken_at: datetime | None = Field(default=None, sa_type=UtcTime)
    by_id: int = Field(foreign_key="user.id")
    at: datetime = Field(default_factory=now, sa_type=UtcTime)


class OriginAnswer(SQLModel, table=True):
    """A person's word on two sources with nearly the same text: of one origin, or not.

    `source_id` is the lower of the two keys.
    """

    __tablename__ = "origin_answer"
    __table_args__ = (UniqueConstraint("source_id", "other_id"),)

    id: int | None = Field(default=None, primary_key=True)
    source_id: int = Field(foreign_key="source.id")
    other_id: int = Field(foreign_key="source.id", index=True)
    same: bool
    by_id: int = Field(foreign_key="user.id")
    at: datetime = Field(default_factory=now, sa_type=UtcTime)


class FetchRequest(SQLModel, table=True):
    """An address that somebody asked the desk to capture, and what came of it.

    Without `source_id` a new source is made of it; `claim_id` is the claim it is for.
    """

    __tablename__ = "fetch_request"

    id: int | None = Field(default=None, primary_key=True)
    public_id: str = Field(default_factory=new_id, max_length=26, unique=True)
    url: str
    host: str = Field(index=True)
    source_id: int | None = Field(default=None, foreign_key="source.id")
    claim_id: int | None = Field(default=None, foreign_key="claim.id")
    asked_by_id: int = Field(foreign_key="user.id", index=True)
    asked_at: datetime = Field(default_factory=now, sa_type=UtcTime)
    fetched_at: datetime | None = Field(default=None, sa_type=UtcTime)
    snapshot_id: int | None = Field(default=None, foreign_key="snapshot.id")


class Recheck(SQLModel, table=True):
    """Somebody asked whether quotes are still there: those of one source, or those of a set."""

    id: int | None = Field(default=None, primary_key=True)
    public_id: str = Field(default_factory=new_id, max_length=26, unique=True)
    source_id: int | None = Field(default=None, foreign_key="source.id", index=True)
    set_id: int | None = Field(default=None, foreign_key="claim_set.id", index=True)
    asked_by_id: int = Field(foreign_key="user.id")
    asked_at: datetime = Field(default_factory=now, sa_type=UtcTime)


class QuoteCheck(SQLModel, table=True):
    """What became of one quote at one recheck; `snapshot_id` is the capture it was looked for in."""

    __tablename__ = "quote_check"
    __table_args__ = (UniqueConstraint("recheck_id", "evidence_id"),)

    id: int | None = Field(default=None, primary_key=True)
    recheck_id: int = Field(foreign_key="recheck.id")
    evidence_id: int = Field(foreign_key="evidence.id", index=True)
    snapshot_id: int | None = Field(default=None, foreign_key="snapshot.id")
    state: CheckState = Field(sa_type=words(CheckState))
    start: int | None = None
    end: int | None = None
    why: str = ""
    at: datetime = Field(default_factory=now, sa_type=UtcTime)


@revised
class Evidence(SQLModel, table=True):
    """A passage of a snapshot tied to a claim: `snapshot.text[start:end] == exact`.

    A paraphrase has no words of the snapshot: `exact` is empty, and `paraphrase` says it in a
    reviewer's. `question` and `answer` are for teams that work that way. `was_id` is the evidence of
    another claim that this was taken over from, when claims were split or merged. `number` counts those
    of one claim from 1 and stays: a rationale cites it.
    """

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
    paraphrase: str = ""
    directness: Directness | None = Field(default=None, sa_type=words(Directness))
    question: str = ""
    answer: str = ""
    was_id: int | None = Field(default=None, foreign_key="evidence.id")
    number: int = 0
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
