"""A desk on PostgreSQL as one file: through pg_dump and pg_restore, which come with PostgreSQL itself."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from psycopg.conninfo import make_conninfo
from sqlalchemy import Connection, Engine, inspect, make_url, text
from sqlalchemy.dialects import postgresql

from claims.errors import ConflictError, InputError

#: What every archive of pg_dump begins with.
MAGIC = b"PGDMP"
_OURS = ("alembic_version", "article", "event", "release_item")
_WHOSE = ("--no-owner", "--no-privileges")


def take_out(url: str, copy: Path, moment: str) -> None:
    """Write a database into a file as it was at a moment, while others write on.

    Args:
        url: the database.
        copy: the file, written over.
        moment: what the server calls the look at it that somebody holds.

    Raises:
        InputError: if the program is not there, or says that it cannot.
    """
    to, environment = _connection(url)
    options = ("--format=custom", f"--snapshot={moment}", *_WHOSE)
    _run("pg_dump", *options, f"--file={copy}", f"--dbname={to}", environment=environment)


@contextmanager
def moment_of(engine: Engine) -> Iterator[tuple[Connection, str]]:
    """One look at a database that others can take the same of, and its name."""
    with engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
        yield connection, connection.execute(text("SELECT pg_export_snapshot()")).scalar_one()


def check_file(path: Path, called: str) -> None:
    """Read an archive from its first byte to its last.

    Raises:
        InputError: if it is damaged, or none of a desk.
    """
    listed = _run("pg_restore", "--list", str(path))
    tables = set(re.findall(r"^\d+; \d+ \d+ TABLE \S+ (\S+)", listed, re.MULTILINE))
    if not tables.issuperset(_OURS):
        raise InputError(f"{called} is no backup of a desk")
    _run("pg_restore", f"--file={os.devnull}", str(path))


def must_be_empty(engine: Engine) -> None:
    """Refuse a database that holds anything at all.

    Raises:
        ConflictError: if it does.
    """
    with engine.connect() as connection:
        there = sorted(inspect(connection).get_table_names())
    if there:
        raise ConflictError(
            f"the database {engine.url.database} is not empty (it has the table {there[0]}); make a new one"
        )


def put_in_place(url: str, path: Path) -> None:
    """Fill an empty database from a file, all of it or nothing.

    Raises:
        InputError: if the program is not there, or says that it cannot.
    """
    to, environment = _connection(url)
    whole = ("--single-transaction", "--exit-on-error", *_WHOSE)
    _run("pg_restore", *whole, f"--dbname={to}", str(path), environment=environment)


def clear(engine: Engine) -> None:
    """Take everything out of a database that was empty before we filled it."""
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))


def _connection(url: str) -> tuple[str, dict[str, str]]:
    """How the programs find a database, and what they may not be told where all can read it."""
    # SQLAlchemy gives its dialects no types here.
    _, given = postgresql.dialect().create_connect_args(make_url(url))  # type: ignore[no-untyped-call]
    parts: dict[str, Any] = {"dbname" if name == "database" else name: value for name, value in given.items()}
    password = parts.pop("password", None)
    return make_conninfo(**parts), {"PGPASSWORD": password} if password else {}


def _run(program: str, *arguments: str, environment: Mapping[str, str] | None = None) -> str:
    found = shutil.which(program)
    if found is None:
        raise InputError(
            f"{program} is not on this machine; it comes with PostgreSQL "
            "(on Debian: apt install postgresql-client)"
        )
    done = subprocess.run(  # noqa: S603  a program of PostgreSQL, found by its name, without a shell
        [found, *arguments],
        env={**os.environ, **(environment or {})},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode:
        said = [line for line in done.stderr.splitlines() if line.strip()]
        raise InputError(
            f"{program} could not do it: {said[0] if said else f'it ended with {done.returncode}'}"
        )
    return done.stdout
