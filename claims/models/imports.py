"""What came in from elsewhere: the import, what others say of its claims, their lines as they were."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, LargeBinary, UniqueConstraint
from sqlmodel import Field, SQLModel

from claims.models.base import UtcTime, new_id, now, revised, words
from claims.vocab import ImportKind, ImportState


@revised
class ClaimImport(SQLModel, table=True):
    """A file of claims that somebody brought, and what came of it.

    `found` counts its rows: those that were `made` claims here, those `known` already, those `left_out`.
    `problems` holds the first rows that were left out, or why the file was refused: a number (0 for the
    whole file) and a sentence each. `mapping` names the columns of a table; `manifest` is that of a package.
    `asked_by_id` is empty where the shell was used.
    """

    __tablename__ = "claim_import"

    id: int | None = Field(default=None, primary_key=True)
    public_id: str = Field(default_factory=new_id, max_length=26, unique=True)
    kind: ImportKind = Field(sa_type=words(ImportKind))
    state: ImportState = Field(default=ImportState.ASKED, sa_type=words(ImportState))
    file_name: str = ""
    file_sha256: str = Field(default="", max_length=64)
    size: int = Field(default=0, sa_type=BigInteger)
    mapping: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    asked_by_id: int | None = Field(default=None, foreign_key="user.id")
    asked_at: datetime = Field(default_factory=now, sa_type=UtcTime)
    finished_at: datetime | None = Field(default=None, sa_type=UtcTime)
    found: int = 0
    made: int = 0
    known: int = 0
    left_out: int = 0
    problems: list[list[Any]] = Field(default_factory=list, sa_type=JSON)
    manifest: str = ""
    rev: int = 1


class ImportPart(SQLModel, table=True):
    """A piece of a file that waits to be imported, numbered from 0; gone when it was."""

    __tablename__ = "import_part"

    import_id: int = Field(foreign_key="claim_import.id", primary_key=True)
    number: int = Field(primary_key=True)
    data: bytes = Field(sa_type=LargeBinary)


class Lead(SQLModel, table=True):
    """What somebody else says of a claim, never changed and never a verdict.

    `place` is its row in the file. `known_by` is the same for the same claim in another file, `digest` for
    the same words. `links` hold url, title, says and asked of what they rest it on; days are ISO 8601 where
    they could be read.
    """

    id: int | None = Field(default=None, primary_key=True)
    public_id: str = Field(default_factory=new_id, max_length=26, unique=True)
    claim_id: int = Field(foreign_key="claim.id", index=True)
    import_id: int = Field(foreign_key="claim_import.id", index=True)
    place: int
    known_by: str = Field(max_length=64, index=True)
    digest: str = Field(max_length=64)
    foreign_id: str = ""
    rating: str = ""
    rater: str = ""
    rater_url: str = ""
    url: str = ""
    published_on: str = ""
    claimant: str = ""
    appeared_at: str = ""
    appeared_on: str = ""
    explanation: str = ""
    links: list[dict[str, str]] = Field(default_factory=list, sa_type=JSON)


class ImportedItem(SQLModel, table=True):
    """One line of an imported release as it came, never changed; `claim_id` is the claim that it is here."""

    __tablename__ = "imported_item"
    __table_args__ = (UniqueConstraint("import_id", "position"),)

    id: int | None = Field(default=None, primary_key=True)
    import_id: int = Field(foreign_key="claim_import.id")
    position: int
    claim_id: int = Field(foreign_key="claim.id", index=True)
    record: str
    digest: str = Field(max_length=64)
