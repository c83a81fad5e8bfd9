"""Carry every row of a desk from SQLite into PostgreSQL: streamed, compared, all in one transaction."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any

import psycopg
from alembic import command
from psycopg import sql
from sqlalchemy import Connection, LargeBinary, Table, inspect, text
from sqlmodel import SQLModel, col, func, select

from claims import folding
from claims.digest import canonical
from claims.errors import InputError
from claims.models import Passage, Snapshot
from claims.store.backup import Watch
from claims.store.engine import alembic_config

_PORTION = 500
#: What each database keeps in its own way: made anew on the other side, not carried.
_INDEXES = ("claim_words", "passage_words")


def move(source: Connection, target: Connection, watch: Watch) -> dict[str, int]:
    """Make the desk's tables in an empty PostgreSQL database, and carry over every row.

    Nothing of it stays unless the caller commits `target`.

    Args:
        source: a look at the desk on SQLite that nobody writes beside.
        target: a transaction on an empty database.
        watch: told how many rows are carried, of how many.

    Returns:
        The number of rows of each table.

    Raises:
        InputError: if a row does not fit, or arrives as another than it was.
    """
    tables = SQLModel.metadata.sorted_tables
    _check_known(source, tables)
    command.upgrade(alembic_config(target), "head")
    _empty(target, tables)
    counts = {table.name: _count(source, table) for table in tables}
    done, total = 0, sum(counts.values())
    with _without_references(target):
        for table in tables:
            for carried in _carry(source, target, table):
                done += carried
                watch(done, total)
    _index_words(source, target)
    for table in tables:
        _number_on(target, table)
        if fingerprint(source, table) != fingerprint(target, table):
            raise InputError(f"what arrived in the table {table.name} is not what was there")
    return counts


def _check_known(source: Connection, tables: Sequence[Table]) -> None:
    known = {"alembic_version", *(table.name for table in tables)}
    for name in inspect(source).get_table_names():
        if name not in known and not name.startswith(_INDEXES):
            raise InputError(f"the table {name} is none of a desk's; nothing was moved")


def _empty(target: Connection, tables: Iterable[Table]) -> None:
    """Take out what a migration wrote into its new tables: it comes with the rest."""
    quoted = target.dialect.identifier_preparer.format_table
    target.execute(text(f"TRUNCATE {', '.join(map(quoted, tables))}"))


def _count(connection: Connection, table: Table) -> int:
    return connection.execute(select(func.count()).select_from(table)).scalar_one()


@contextmanager
def _without_references(target: Connection) -> Iterator[None]:
    """Let rows come before those that they point to; at the end the server looks at all of them."""
    found = target.execute(
        text(
            "SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid) "
            "FROM pg_constraint WHERE contype = 'f' AND connamespace = current_schema()::regnamespace"
        )
    ).all()
    for table, name, _ in found:
        target.exec_driver_sql(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    yield
    for table, name, rule in found:
        target.exec_driver_sql(f"ALTER TABLE {table} ADD CONSTRAINT {name} {rule}")


def _carry(source: Connection, target: Connection, table: Table) -> Iterator[int]:
    """Copy a table's rows in the order of their keys; each portion's number of rows."""
    columns = list(table.columns)
    writes = [_written_as(column.type, target) for column in columns]
    names = sql.SQL(", ").join(sql.Identifier(column.name) for column in columns)
    copying = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table.name), names)
    driver = target.connection.driver_connection
    assert isinstance(driver, psycopg.Connection)  # noqa: S101  tells the type checker what the URL says
    try:
        with driver.cursor() as cursor, cursor.copy(copying) as copy:
            for number, row in enumerate(rows_of(source, table), start=1):
                copy.write_row([write(value) for write, value in zip(writes, row, strict=True)])
                if number % _PORTION == 0:
                    yield _PORTION
    except psycopg.Error as error:
        said = str(error).strip().splitlines()[0]
        raise InputError(f"the table {table.name} cannot be carried: {said}") from error
    yield _count(source, table) % _PORTION


def _written_as(kind: Any, target: Connection) -> Callable[[Any], Any]:
    write = kind.dialect_impl(target.dialect).bind_processor(target.dialect)
    return write or (lambda value: value)


def rows_of(connection: Connection, table: Table) -> Iterator[Sequence[Any]]:
    """A table's rows in the order of their keys; few are held at a time, of long bytes one."""
    long = any(isinstance(column.type, LargeBinary) for column in table.columns)
    found = table.select().order_by(*table.primary_key.columns)
    yield from connection.execute(found.execution_options(yield_per=1 if long else _PORTION))


def fingerprint(connection: Connection, table: Table) -> tuple[int, int]:
    """How many rows a table has, and a number made of all of their values, in whatever order they come."""
    count = made = 0
    for row in rows_of(connection, table):
        hashed = hashlib.sha256(canonical([_plain(value) for value in row]).encode()).digest()
        count, made = count + 1, (made + int.from_bytes(hashed)) % (1 << 256)
    return count, made


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return hashlib.sha256(value).hexdigest()
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value.isoformat() if isinstance(value, date) else value


def _index_words(source: Connection, target: Connection) -> None:
    claims = source.execute(
        text("SELECT rowid, words FROM claim_words").execution_options(yield_per=_PORTION)
    )
    _add_words(target, "claim_words", ((row[0], row[1]) for row in claims))
    _add_words(target, "passage_words", _passages(source))


def _passages(source: Connection) -> Iterator[tuple[int, str]]:
    """The words of every sentence; SQLite keeps only where each word stands."""
    texts = select(Snapshot.id, Snapshot.text).order_by(col(Snapshot.id)).execution_options(yield_per=1)
    for key, words in source.execute(texts):
        own = select(Passage.id, Passage.start, Passage.end).where(Passage.snapshot_id == key)
        for passage, start, end in source.execute(own).all():
            yield passage, folding.index_words(words[start:end])


def _add_words(target: Connection, table: str, words: Iterable[tuple[int, str]]) -> None:
    # The name of the table is one of ours, in this file; words are bound.
    add = text(f"INSERT INTO {table} (id, words) VALUES (:id, to_tsvector('simple', :words))")  # noqa: S608
    waiting: list[dict[str, Any]] = []
    for key, found in words:
        waiting.append({"id": key, "words": found})
        if len(waiting) == _PORTION:
            target.execute(add, waiting)
            waiting = []
    if waiting:
        target.execute(add, waiting)


def _number_on(target: Connection, table: Table) -> None:
    """Let new rows be numbered after those that were carried."""
    for column in table.primary_key.columns:
        quoted = target.dialect.identifier_preparer.format_table(table)
        named = {"table": quoted, "column": column.name}
        sequence = target.execute(text("SELECT pg_get_serial_sequence(:table, :column)"), named).scalar()
        highest = target.execute(select(func.max(column))).scalar() if sequence else None
        if highest is not None:
            target.execute(
                text("SELECT setval(:sequence, :highest)"), {"sequence": sequence, "highest": highest}
            )
