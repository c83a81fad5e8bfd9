"""What people leave on the way: lines struck, facts ticked, acts to undo, views kept, who is where;
and what became of places when a text was changed.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, UniqueConstraint, column
from sqlmodel import Field, SQLModel

from claims.models.base import UtcTime, new_id, now, words
from claims.vocab import AnchorState

#: A row that was undone stays; only one of those that hold may say a thing.
_HOLDS = column("undone_at").is_(None)


class SentenceMark(SQLModel, table=True):
    """Somebody struck a sentence: nothing to check here. `start` is where it begins in the text."""

    __tablename__ = "sentence_mark"
    __table_args__ = (
        Index(
            "ux_sentence_mark_holds",
            "version_id",
            "start",
            unique=True,
            sqlite_where=_HOLDS,
            postgresql_where=_HOLDS,
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    version_id: int = Field(foreign_key="article_version.id")
    start: int
    by_id: int = Field(foreign_key="user.id")
    at: datetime = Field(default_factory=now, sa_type=UtcTime)
    undone_by_id: int | None = Field(default=None, foreign_key="user.id")
    undone_at: datetime | None = Field(default=None, sa_type=UtcTime)


class FactTick(SQLModel, table=True):
    """Somebody ticked off a fact of a wording: `fact` is its place in `ClaimVersion.facts`, from 0."""

    __tablename__ = "fact_tick"
    __table_args__ = (
        Index(
            "ux_fact_tick_holds",
            "claim_version_id",
            "fact",
            unique=True,
            sqlite_where=_HOLDS,
            postgresql_where=_HOLDS,
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    claim_version_id: int = Field(foreign_key="claim_version.id")
    fact: int
    by_id: int = Field(foreign_key="user.id")
    at: datetime = Field(default_factory=now, sa_type=UtcTime)
    undone_by_id: int | None = Field(default=None, foreign_key="user.id")
    undone_at: datetime | None = Field(default=None, sa_type=UtcTime)


class Act(SQLModel, table=True):
    """One thing a person did in one sitting, and how it is undone.

    `verb` says what was done ("dismissed"), `about` to what ("claim 12"); `steps` is what
    `claims.desk.undo` reads. An act is undone by a new event; this row only says that it was.
    """

    __table_args__ = (Index("ix_act_newest", "sitting_id", "id"),)

    id: int | None = Field(default=None, primary_key=True)
    public_id: str = Field(default_factory=new_id, max_length=26, unique=True)
    user_id: int = Field(foreign_key="user.id")
    sitting_id: int = Field(foreign_key="user_session.id")
    verb: str
    about: str
    steps: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    at: datetime = Field(default_factory=now, sa_type=UtcTime)
    undone_at: datetime | None = Field(default=None, sa_type=UtcTime)


class SavedView(SQLModel, table=True):
    """A filter of the queue that a person keeps under a name; `query` is the address after the `?`."""

    __tablename__ = "saved_view"
    __table_args__ = (UniqueConstraint("user_id", "name"),)

    id: int | None = Field(default=None, primary_key=True)
    public_id: str = Field(default_factory=new_id, max_length=26, unique=True)
    user_id: int = Field(foreign_key="user.id")
    name: str
    query: str
    at: datetime = Field(default_factory=now, sa_type=UtcTime)


class FollowedPlace(SQLModel, table=True):
    """What became of one place when its article's text was changed, and what a person decided on it.

    `became_id` is the place in the new text, empty while it is not decided or where there is none.
    """

    __tablename__ = "followed_place"
    __table_args__ = (UniqueConstraint("occurrence_id", "version_id"),)

    id: int | None = Field(default=None, primary_key=True)
    public_id: str = Field(default_factory=new_id, max_length=26, unique=True)
    occurrence_id: int = Field(foreign_key="occurrence.id")
    version_id: int = Field(foreign_key="article_version.id", index=True)
    state: AnchorState = Field(sa_type=words(AnchorState))
    score: float = 0.0
    runner_up: float = 0.0
    became_id: int | None = Field(default=None, foreign_key="occurrence.id")
    decided_by_id: int | None = Field(default=None, foreign_key="user.id")
    decided_at: datetime | None = Field(default=None, sa_type=UtcTime)


class Presence(SQLModel, table=True):
    """When a person last looked at a claim, for showing who is on it."""

    __table_args__ = (UniqueConstraint("claim_id", "user_id"),)

    id: int | None = Field(default=None, primary_key=True)
    claim_id: int = Field(foreign_key="claim.id")
    user_id: int = Field(foreign_key="user.id")
    seen_at: datetime = Field(default_factory=now, sa_type=UtcTime)
