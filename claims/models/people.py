"""People, their sign-ins, and the links that let them in."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel

from claims.models.base import UtcTime, new_id, now, revised, words
from claims.vocab import LinkPurpose, Role


@revised
class User(SQLModel, table=True):
    """A person at the desk. Without `password_hash` they sign in by link only.

    `settings` holds what they chose for themselves, by the names of `claims.desk.settings`.
    """

    id: int | None = Field(default=None, primary_key=True)
    public_id: str = Field(default_factory=new_id, max_length=26, unique=True)
    name: str
    login: str | None = Field(default=None, unique=True)
    password_hash: str | None = None
    role: Role = Field(sa_type=words(Role))
    active: bool = True
    language: str = Field(default="", max_length=16)
    settings: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    created_at: datetime = Field(default_factory=now, sa_type=UtcTime)
    rev: int = 1


class UserSession(SQLModel, table=True):
    """One sign-in on one browser; the browser holds the token, the table only its SHA-256."""

    __tablename__ = "user_session"

    id: int | None = Field(default=None, primary_key=True)
    token_sha256: str = Field(max_length=64, unique=True)
    user_id: int = Field(foreign_key="user.id", index=True)
    created_at: datetime = Field(default_factory=now, sa_type=UtcTime)
    seen_at: datetime = Field(default_factory=now, sa_type=UtcTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcTime)


class OneTimeLink(SQLModel, table=True):
    """A link that lets one person in once, until it expires; only its SHA-256 is kept."""

    __tablename__ = "one_time_link"

    id: int | None = Field(default=None, primary_key=True)
    public_id: str = Field(default_factory=new_id, max_length=26, unique=True)
    token_sha256: str = Field(max_length=64, unique=True)
    purpose: LinkPurpose = Field(sa_type=words(LinkPurpose))
    role: Role = Field(sa_type=words(Role))
    note: str = ""
    user_id: int | None = Field(default=None, foreign_key="user.id")
    made_by_id: int | None = Field(default=None, foreign_key="user.id")
    made_at: datetime = Field(default_factory=now, sa_type=UtcTime)
    expires_at: datetime = Field(sa_type=UtcTime)
    used_at: datetime | None = Field(default=None, sa_type=UtcTime)
