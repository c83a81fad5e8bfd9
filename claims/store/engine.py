"""Open the database, keep its rules, bring its tables up to date. One commit a unit of work."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm.exc import StaleDataError
from sqlmodel import Session, SQLModel

from claims.errors import ConflictError
from claims.store import events

_PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=5000")
_INSERT: dict[str, Any] = {"postgresql": postgresql.insert, "sqlite": sqlite.insert}
_MIGRATIONS = Path(__file__).parent / "migrations"


def open_engine(url: str) -> Engine:
    """Open a database by its SQLAlchemy URL: `sqlite:///…` or `postgresql+psycopg://…`."""
    if not url.startswith("sqlite"):
        return create_engine(url, pool_pre_ping=True)
    engine = create_engine(url, json_deserializer=_from_json)
    event.listen(engine, "connect", _set_pragmas)
    event.listen(engine, "begin", _begin)
    return engine


def _from_json(kept: str) -> Any:
    # Most lists are empty: a page with 300 claims reads some thousand of them.
    return [] if kept == "[]" else json.loads(kept)


def _set_pragmas(connection: Any, _record: object) -> None:
    # The driver's own BEGIN comes too late and loses updates; _begin says it instead.
    connection.isolation_level = None
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    # A writer that starts as a reader fails with "locked" when it turns writer: take the lock first.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def writer(engine: Engine, request_id: str = "", sitting: int | None = None) -> Session:
    """A session that may write; end it with `commit`, or by closing it to keep nothing.

    `sitting` is the key of the sign-in it is for: what is done in it can be undone there.
    """
    session = Session(engine.execution_options(writes=True), expire_on_commit=False)
    session.info.update(request_id=request_id, sitting=sitting)
    return session


def reader(engine: Engine) -> Session:
    """A session that only reads."""
    return Session(engine, expire_on_commit=False)


def commit(session: Session) -> None:
    """Seal the events of this unit of work into the chain, and commit it all at once.

    Raises:
        ConflictError: if a row was changed by somebody else since it was read.
    """
    try:
        session.flush()
        events.seal(session)
        session.commit()
    except StaleDataError:
        session.rollback()
        raise ConflictError("somebody else saved this in between; nothing of yours was saved") from None


def is_full(error: BaseException) -> bool:
    """Whether the database said that there is no room left on its disk."""
    said = getattr(error, "orig", None)
    return getattr(said, "sqlite_errorname", "") == "SQLITE_FULL" or getattr(said, "sqlstate", "") == "53100"


@contextmanager
def writing(engine: Engine, request_id: str = "") -> Iterator[Session]:
    """One unit of work: committed at its end, rolled back on any error."""
    with writer(engine, request_id) as session:
        yield session
        commit(session)


def write_new(session: Session, rows: Sequence[SQLModel]) -> None:
    """Write new rows whose keys nobody needs back: one statement a table, however many they are.

    The session does not hold them afterwards. (Rows that it holds get their keys back, which on
    SQLite takes a statement each.)
    """
    session.bulk_save_objects(rows)


def write_once(session: Session, table: type[SQLModel], **values: Any) -> None:
    """Write a row unless there is one of its key, also where two do so at one moment."""
    insert = _INSERT[session.get_bind().dialect.name]
    session.execute(insert(table).values(**values).on_conflict_do_nothing())


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """One look at the database."""
    with reader(engine) as session:
        yield session


def migrate(engine: Engine) -> None:
    """Bring the tables up to date; nothing happens where they are."""
    with engine.execution_options(writes=True).begin() as connection:
        command.upgrade(alembic_config(connection), "head")


def alembic_config(connection: Connection) -> Config:
    """Alembic's settings for one connection."""
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.attributes["connection"] = connection
    return config
