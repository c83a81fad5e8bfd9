"""What a desk goes by, and whom it asked: rating scales, policies, contacts."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field, SQLModel

from claims.models.base import UtcTime, new_id, now, revised, words
from claims.vocab import ContactChannel


class RatingScale(SQLModel, table=True):
    """A version of a scale that the team made, never changed; `content` is as `claims.scale` reads it."""

    __tablename__ = "rating_scale"
    __table_args__ = (UniqueConstraint("name", "version"),)

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(max_length=64)
    version: int
    content: dict[str, Any] = Field(sa_type=JSON)
    made_by_id: int = Field(foreign_key="user.id")
    made_at: datetime = Field(default_factory=now, sa_type=UtcTime)


class PolicyVersion(SQLModel, table=True):
    """A version of the policy after the first, never changed; `content` is as `claims.policy` reads it.

    The one with the highest `version` is in force. The first, which every desk begins with, has no row.
    """

    __tablename__ = "policy_version"

    id: int | None = Field(default=None, primary_key=True)
    version: int = Field(unique=True)
    content: dict[str, Any] = Field(sa_type=JSON)
    note: str = ""
    made_by_id: int = Field(foreign_key="user.id")
    made_at: datetime = Field(default_factory=now, sa_type=UtcTime)


@revised
class Contact(SQLModel, table=True):
    """Somebody who was asked about a claim, how, until when, and what they answered."""

    id: int | None = Field(default=None, primary_key=True)
    public_id: str = Field(default_factory=new_id, max_length=26, unique=True)
    claim_id: int = Field(foreign_key="claim.id", index=True)
    party: str
    channel: ContactChannel = Field(sa_type=words(ContactChannel))
    question: str
    asked_on: date
    deadline: date | None = None
    answered_on: date | None = None
    answer: str = ""
    made_by_id: int = Field(foreign_key="user.id")
    made_at: datetime = Field(default_factory=now, sa_type=UtcTime)
    rev: int = 1
