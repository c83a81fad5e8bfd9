"""Imports: the files that wait, what others say of claims, the lines of other desks' releases."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import delete, insert, text
from sqlalchemy.orm import defer
from sqlmodel import Session, SQLModel, col, exists, or_, select

from claims.errors import NotFoundError
from claims.models import Article, Claim, ClaimImport, ImportedItem, ImportPart, Lead, User

#: Any fixed number: PostgreSQL lets one import write at a time, so that none misses what another makes.
_LOCK = 7_304_213
_MANIFEST: Any = ClaimImport.manifest


def get(session: Session, public_id: str) -> ClaimImport:
    """The import with this public id."""
    found = session.exec(select(ClaimImport).where(ClaimImport.public_id == public_id)).first()
    if found is None:
        raise NotFoundError("there is no such import")
    return found


def by_key(session: Session, key: int) -> ClaimImport:
    """The import with this key."""
    return session.get_one(ClaimImport, key)


def newest(session: Session, limit: int = 100) -> Sequence[tuple[ClaimImport, str]]:
    """The newest imports, newest first, each with the name of who brought it, "" for the shell."""
    rows = session.exec(
        select(ClaimImport, User.name)
        .outerjoin(User, col(User.id) == ClaimImport.asked_by_id)
        .order_by(col(ClaimImport.id).desc())
        .options(defer(_MANIFEST))
        .limit(limit)
    )
    return [(found, name or "") for found, name in rows]


def one_at_a_time(session: Session) -> None:
    """Let imports write one after the other, so that a claim that comes twice is found the second time."""
    if session.get_bind().dialect.name == "postgresql":
        session.connection().execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})


# The file while it waits


def add_part(session: Session, import_id: int, number: int, data: bytes) -> None:
    """Keep a piece of a file."""
    values = {"import_id": import_id, "number": number, "data": data}
    session.connection().execute(insert(ImportPart), values)


def parts(session: Session, import_id: int) -> Iterator[bytes]:
    """The pieces of a file in order, read one by one."""
    yield from session.exec(
        select(ImportPart.data)
        .where(ImportPart.import_id == import_id)
        .order_by(col(ImportPart.number))
        .execution_options(yield_per=4)
    )


def drop_parts(session: Session, import_id: int) -> None:
    """Forget a file that was read."""
    session.connection().execute(delete(ImportPart).where(col(ImportPart.import_id) == import_id))


# What came of it


def add_rows(session: Session, table: type[SQLModel], rows: Sequence[dict[str, Any]]) -> None:
    """Write new rows whose keys nobody needs back, from their values alone: every column is named."""
    if rows:
        session.connection().execute(insert(table), rows)


class Known(NamedTuple):
    """A claim that others spoke of before, and the digests of what they said."""

    claim_id: int
    said: set[str]


def known(session: Session, known_by: Collection[str]) -> dict[str, Known]:
    """The claims that came in before, by what they are recognised by."""
    found: dict[str, Known] = {}
    asked = select(Lead.known_by, Lead.claim_id, Lead.digest).where(col(Lead.known_by).in_(known_by))
    for name, claim_id, digest in session.exec(asked.order_by(col(Lead.id))):
        found.setdefault(name, Known(claim_id, set())).said.add(digest)
    return found


def own(session: Session, public_ids: Collection[str]) -> dict[str, int]:
    """The keys of this desk's own claims with these public ids."""
    rows = session.exec(select(Claim.public_id, Claim.id).where(col(Claim.public_id).in_(public_ids)))
    return {public_id: key or 0 for public_id, key in rows}


def leads_of(session: Session, claim_id: int, limit: int = 100) -> Sequence[tuple[Lead, ClaimImport]]:
    """What others say of a claim and of those merged into it, the newest first."""
    into = or_(col(Claim.id) == claim_id, col(Claim.merged_into_id) == claim_id)
    return session.exec(
        select(Lead, ClaimImport)
        .join(ClaimImport, col(ClaimImport.id) == Lead.import_id)
        .join(Claim, col(Claim.id) == Lead.claim_id)
        .where(into)
        .order_by(col(Lead.id).desc())
        .options(defer(_MANIFEST))
        .limit(limit)
    ).all()


def articles_of(session: Session, import_id: int, limit: int = 20) -> Sequence[Article]:
    """The lists of claims that an import made, in order."""
    made = (
        select(Lead.id)
        .join(Claim, col(Claim.id) == Lead.claim_id)
        .where(Lead.import_id == import_id, Claim.article_id == Article.id)
    )
    return session.exec(select(Article).where(exists(made)).order_by(col(Article.id)).limit(limit)).all()


def has_items(session: Session, import_id: int) -> bool:
    """Whether lines of a release came in with it."""
    asked = select(ImportedItem.id).where(ImportedItem.import_id == import_id).limit(1)
    return session.exec(asked).first() is not None


def records(session: Session, import_id: int) -> Iterator[str]:
    """The lines of an imported release in their order, read in small portions."""
    yield from session.exec(
        select(ImportedItem.record)
        .where(ImportedItem.import_id == import_id)
        .order_by(col(ImportedItem.position))
        .execution_options(yield_per=200)
    )
