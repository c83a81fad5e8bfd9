"""Sets of verified claims, and their frozen releases."""

from datetime import datetime

from sqlalchemy import JSON, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from claims.models.base import UtcTime, new_id, now, revised


@revised
class ClaimSet(SQLModel, table=True):
    """A set of claims in the making.

    `rule` is the queue's filter by which its claims are taken in, as an address says it; "" for none.
    """

    __tablename__ = "claim_set"

    id: int | None = Field(default=None, primary_key=True)
    public_id: str = Field(default_factory=new_id, max_length=26, unique=True)
    title: str
    description: str = ""
    licence: str = ""
    rule: str = ""
    owner_id: int = Field(foreign_key="user.id")
    created_at: datetime = Field(default_factory=now, sa_type=UtcTime)
    touched_at: datetime = Field(default_factory=now, sa_type=UtcTime)
    rev: int = 1


class ClaimSetItem(SQLModel, table=True):
    """A claim's place in a set; `by_rule` says that the set's rule took it in, and may put it out."""

    __tablename__ = "claim_set_item"
    __table_args__ = (UniqueConstraint("set_id", "claim_id"),)

    id: int | None = Field(default=None, primary_key=True)
    set_id: int = Field(foreign_key="claim_set.id")
    claim_id: int = Field(foreign_key="claim.id", index=True)
    position: int
    by_rule: bool = False


class Release(SQLModel, table=True):
    """A frozen version of a set, never changed. `manifest` is canonical JSON.

    `number` counts the set's versions from 1, `version` is the semantic one. `notes` are the editor's own
    words, `counts` how many claims were added, withdrawn, changed and corrected; a version of before has
    none.
    """

    __table_args__ = (
        UniqueConstraint("set_id", "number"),
        Index("uq_release_set_id_version", "set_id", "version", unique=True),
    )

    id: int | None = Field(default=None, primary_key=True)
    public_id: str = Field(default_factory=new_id, max_length=26, unique=True)
    set_id: int = Field(foreign_key="claim_set.id")
    number: int
    version: str
    created_by_id: int = Field(foreign_key="user.id")
    created_at: datetime = Field(default_factory=now, sa_type=UtcTime)
    manifest: str
    manifest_sha256: str = Field(max_length=64)
    previous_id: int | None = Field(default=None, foreign_key="release.id")
    notes: str = ""
    counts: dict[str, int] = Field(default_factory=dict, sa_type=JSON)


class ReleaseItem(SQLModel, table=True):
    """One claim as it was frozen, never changed: `record` is canonical JSON, `digest` its SHA-256.

    One that is `withdrawn` stands there as it was released last, with why it no longer holds.
    """

    __tablename__ = "release_item"
    __table_args__ = (UniqueConstraint("release_id", "position"),)

    id: int | None = Field(default=None, primary_key=True)
    release_id: int = Field(foreign_key="release.id")
    position: int
    claim_id: int = Field(foreign_key="claim.id", index=True)
    claim_version_id: int = Field(foreign_key="claim_version.id")
    verdict_id: int = Field(foreign_key="verdict.id")
    record: str
    digest: str = Field(max_length=64)
    withdrawn: bool = False
