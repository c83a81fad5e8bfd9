"""Keep a desk: take it out into one file, put it back from one, carry it over to PostgreSQL.

The database is all that a desk cannot make again, and all that a backup holds. The key that signs
cookies is not in it: a backup is copied about, and without the key nobody can use it to be somebody.
Settings of the environment and packages that were kept ready are not in it either.
"""

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, make_url, update
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlmodel import Session, col

from claims.errors import ConflictError, InputError
from claims.models import OneTimeLink, UserSession
from claims.models.base import now
from claims.store import backup, events, jobs, moving, pg_backup, soundness
from claims.store.backup import Watch, nobody_watches
from claims.store.engine import migrate, open_engine, reading, writing
from claims.store.soundness import Held


def back_up(url: str, out: Path, *, replace: bool = False, watch: Watch = nobody_watches) -> Held:
    """Write all that a desk holds into one file, while others write on.

    The file is looked at as a restore would, and is there only when that is done.

    Args:
        url: the desk's database.
        out: the file; on SQLite a database again, on PostgreSQL an archive of pg_dump.
        replace: whether it may take the place of a file that is there.
        watch: told how much is copied, of how much.

    Raises:
        ConflictError: if the file is there already.
        InputError: if it cannot be written, or what was copied is damaged.
    """
    _check_free(out, replace)
    with _refusing(f"{out} cannot be written"), backup.beside(out) as half:
        held = (_copy_sqlite if _on_sqlite(url) else _copy_postgresql)(url, half, watch)
        backup.seal(half)
        backup.sync(half)
        _check_free(out, replace)
        half.replace(out)
        backup.sync(out.parent)
    return held


@contextmanager
def _refusing(what: str) -> Iterator[None]:
    """Say what a disk or a database answered, in one line."""
    try:
        yield
    except OSError as error:
        raise InputError(f"{what}: {error.strerror}") from error
    except sqlite3.Error as error:
        raise InputError(f"{what}: {error}") from error
    except DBAPIError as error:
        raise InputError(f"{what}: {str(error.orig).strip().splitlines()[0]}") from error


def _check_free(out: Path, replace: bool) -> None:
    if out.exists() and not replace:
        raise ConflictError(f"{out} is there already; give --replace to write over it")


def _copy_sqlite(url: str, half: Path, watch: Watch) -> Held:
    database = backup.path_of(url)
    if not database.exists():
        raise InputError(f"there is no desk in {database.parent}")
    backup.take_out(database, half, watch)
    backup.check_pages(half, "what was copied")
    with _opened(f"sqlite:///{half}") as engine:
        held = _held(engine)
    backup.close_up(half)
    return held


def _copy_postgresql(url: str, half: Path, _watch: Watch) -> Held:
    with _opened(url) as engine, pg_backup.moment_of(engine) as (connection, moment):
        soundness.check_desk(engine)
        pg_backup.take_out(url, half, moment)
        pg_backup.check_file(half, "what was copied")
        return _held_by(connection)


def _on_sqlite(url: str) -> bool:
    return make_url(url).get_backend_name() == "sqlite"


@contextmanager
def _opened(url: str) -> Iterator[Engine]:
    engine = open_engine(url)
    try:
        yield engine
    finally:
        engine.dispose()


def _held(engine: Engine) -> Held:
    soundness.check_desk(engine)
    with reading(engine) as session:
        return soundness.held(session)


def restore(url: str, file: Path, *, replace: bool = False, broken: bool = False) -> tuple[Held, Path | None]:
    """Let a desk be what a backup holds, whole or not at all.

    Everybody is signed out, since a sign-in that was ended after the backup would live again, and the
    trail says that the desk was restored.

    Args:
        url: the desk's database; on PostgreSQL an empty one.
        file: what `back_up` wrote on the same kind of database.
        replace: whether a desk that is there may be put aside.
        broken: whether to take it though its trail or a frozen version does not hold.

    Returns:
        What the backup held, and where the desk of before is kept, if there was one.

    Raises:
        ConflictError: if the desk is open, or there is one and `replace` is not given.
        InputError: if the file is damaged, not that of a desk, or of a newer program.
    """
    with _refusing("the desk cannot be restored"):
        _check_kind(url, file)
        return (_restore_sqlite if _on_sqlite(url) else _restore_postgresql)(url, file, replace, broken)


def _check_kind(url: str, file: Path) -> None:
    with _refusing(f"{file} cannot be read"):
        begins = backup.begins(file)
    of_sqlite = begins == backup.MAGIC
    if not of_sqlite and not begins.startswith(pg_backup.MAGIC):
        raise InputError(f"{file.name} is no backup of a desk")
    if of_sqlite is not _on_sqlite(url):
        kinds = ("SQLite", "PostgreSQL") if of_sqlite else ("PostgreSQL", "SQLite")
        raise InputError(f"{file.name} is the backup of a desk on {kinds[0]}, and this one is on {kinds[1]}")


def _restore_sqlite(url: str, file: Path, replace: bool, broken: bool) -> tuple[Held, Path | None]:
    database = backup.path_of(url)
    if database.exists() and not replace:
        raise ConflictError(f"there is a desk in {database.parent}; give --replace to put it aside")
    backup.check_rests(file)
    database.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with backup.beside(database) as half:
        backup.unseal(file, half)
        backup.check_pages(half, file.name)
        with _opened(f"sqlite:///{half}") as engine:
            held = _made_ready(engine, broken)
        backup.close_up(half)
        return held, backup.put_in_place(half, database)


def _restore_postgresql(url: str, file: Path, _replace: bool, broken: bool) -> tuple[Held, Path | None]:
    with tempfile.TemporaryDirectory() as folder, _opened(url) as engine:
        pg_backup.must_be_empty(engine)
        half = Path(folder) / file.name
        backup.unseal(file, half)
        pg_backup.check_file(half, file.name)
        pg_backup.put_in_place(url, half)
        try:
            return _made_ready(engine, broken), None
        except (InputError, DBAPIError):
            engine.dispose()
            pg_backup.clear(engine)
            raise


def _made_ready(engine: Engine, broken: bool) -> Held:
    """Bring the tables of a desk that came from a backup up to date, look at it, and sign everybody out."""
    soundness.check_desk(engine)
    migrate(engine)
    held = _held(engine)
    if held.faults and not broken:
        raise InputError(f"{held.faults[0]}; give --broken to restore it all the same")
    with writing(engine) as session:
        _settle(session, held)
    return held


def _settle(session: Session, held: Held) -> None:
    moment = now()
    session.connection().execute(
        update(UserSession).where(col(UserSession.ended_at).is_(None)).values(ended_at=moment)
    )
    unused = col(OneTimeLink.used_at).is_(None), col(OneTimeLink.expires_at) > moment
    session.connection().execute(update(OneTimeLink).where(*unused).values(expires_at=moment))
    jobs.release_leases(session)
    events.record(session, None, "restored", "desk", "", head=held.head, events=held.events)


def move_desk(url: str, to: str, watch: Watch = nobody_watches) -> tuple[Held, dict[str, int]]:
    """Carry a desk on SQLite over into an empty PostgreSQL database, all of it or nothing.

    Every row is read back and compared, and so are the trail and the frozen versions. The desk that it
    was stays as it is.

    Args:
        url: the desk's database; nobody may have it open.
        to: the address of the other.
        watch: told how many rows are carried, of how many.

    Returns:
        What the desk holds, and how many rows each table has.

    Raises:
        ConflictError: if the desk is open, or the other database is not empty.
        InputError: if it cannot be carried over.
    """
    if not _on_sqlite(url) or _on_sqlite(to):
        raise InputError("a desk moves from SQLite to PostgreSQL only")
    if not backup.path_of(url).exists():
        raise InputError(f"there is no desk in {backup.path_of(url).parent}")
    with _refusing("the desk cannot be moved"), _opened(url) as here, _opened(to) as there:
        backup.close_up(backup.path_of(url))
        migrate(here)
        pg_backup.must_be_empty(there)
        # Whoever would write meanwhile waits, and then writes to a desk that has moved: so nobody may.
        with here.execution_options(writes=True).connect() as source, there.begin() as target:
            rows = moving.move(source, target, watch)
            held = _held_by(source)
            if _held_by(target) != held:
                raise InputError("the trail or a frozen version arrived as another; nothing was moved")
    return held, rows


def _held_by(connection: Connection) -> Held:
    with Session(connection) as session:
        return soundness.held(session)


def postgresql_url(typed: str) -> str:
    """The address of a PostgreSQL database as people write it, as SQLAlchemy takes it.

    Raises:
        InputError: if it is none.
    """
    try:
        url = make_url(typed)
    except (ArgumentError, ValueError) as error:  # a port that is no number is the latter
        raise InputError("this is no address of a database, such as postgresql://user@host/name") from error
    if url.drivername.partition("+")[0] not in ("postgres", "postgresql"):
        raise InputError("the address of a PostgreSQL database begins with postgresql://")
    return url.set(drivername="postgresql+psycopg").render_as_string(hide_password=False)
