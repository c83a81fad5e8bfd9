"""Articles, their fixed texts, and the segments that tile a text."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field, SQLModel

from claims.models.base import UtcTime, new_id, now, revised, words
from claims.vocab import ArticleStatus, CoverageReason, SegmentKind


@revised
class Article(SQLModel, table=True):
    """One article; its text of now is the version whose `seq` is `version_seq`."""

    id: int | None = Field(default=None, primary_key=True)
    public_id: str = Field(default_factory=new_id, max_length=26, unique=True)
    canonical_url: str = ""
    title: str = ""
    byline: str = ""
    outlet: str = ""
    portal: str = ""
    language: str = Field(default="", max_length=16)
    published_on: date | None = None
    retrieved_at: datetime = Field(default_factory=now, sa_type=UtcTime)
    status: ArticleStatus = Field(default=ArticleStatus.INGESTED, sa_type=words(ArticleStatus))
    version_seq: int = 1
    rev: int = 1


class ArticleVersion(SQLModel, table=True):
    """An article's text, never changed: occurrences point into it. Offsets are code points."""

    __tablename__ = "article_version"
    __table_args__ = (UniqueConstraint("article_id", "seq"),)

    id: int | None = Field(default=None, primary_key=True)
    article_id: int = Field(foreign_key="article.id")
    seq: int = 1
    raw: bytes
    raw_sha256: str = Field(max_length=64, index=True)
    media_type: str
    text: str
    text_sha256: str = Field(max_length=64)
    extractor: str
    created_at: datetime = Field(default_factory=now, sa_type=UtcTime)


class Segment(SQLModel, table=True):
    """One stretch of a version's text; all of them tile it. `personal` holds start, end, kind."""

    __table_args__ = (UniqueConstraint("version_id", "start"),)

    id: int | None = Field(default=None, primary_key=True)
    version_id: int = Field(foreign_key="article_version.id")
    start: int
    end: int
    kind: SegmentKind = Field(sa_type=words(SegmentKind))
    by: str
    reason: str = ""
    personal: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)


class Sentence(SQLModel, table=True):
    """What a splitter made of one sentence of a version's text, never changed.

    `claims` holds the numbers of the claims it yields; where there are none, `reason` says why.
    """

    __table_args__ = (UniqueConstraint("version_id", "start"),)

    id: int | None = Field(default=None, primary_key=True)
    version_id: int = Field(foreign_key="article_version.id")
    start: int
    end: int
    claims: list[int] = Field(default_factory=list, sa_type=JSON)
    reason: CoverageReason | None = Field(default=None, sa_type=words(CoverageReason))
