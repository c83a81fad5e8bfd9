"""A desk on SQLite as one file: taken out while others write, looked at, put in place whole or not at all."""

import hashlib
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import make_url

from claims.errors import ConflictError, InputError

#: Told how much is done, of how much.
Watch = Callable[[int, int], None]

#: What every SQLite database begins with.
MAGIC = b"SQLite format 3\0"
#: Pages that are copied at a time; between them the person is told how far it is.
_STEP = 2_048
_BESIDE = ("-wal", "-shm", "-journal")
#: What a backup ends with, after all that its database says it holds: the hash of that.
_SEAL = b"\nclaimdesk.backup/1 sha256 "
_SEALED = len(_SEAL) + 64
_PORTION = 1 << 20


def path_of(url: str) -> Path:
    """Where the database of a `sqlite:///…` address lies."""
    return Path(make_url(url).database or "")


def nobody_watches(_done: int, _total: int) -> None:
    """Tell nobody."""


@contextmanager
def beside(path: Path) -> Iterator[Path]:
    """A new file beside `path`, readable by its owner only, that is gone at the end, if nobody moved it."""
    half = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        half.unlink(missing_ok=True)
        os.close(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        yield half
    finally:
        for name in ("", *_BESIDE):
            half.with_name(half.name + name).unlink(missing_ok=True)


def sync(path: Path) -> None:
    """Let the disk write down a file, or which names a folder holds, before anything rests on it."""
    if os.name == "nt" and path.is_dir():
        return  # Windows opens no folder
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def take_out(database: Path, copy: Path, watch: Watch = nobody_watches) -> None:
    """Copy a database as it is at this moment, while others write on.

    The look at it is held from the first page to the last, so no writer makes the copy begin again.
    """
    with closing(_opened(database)) as live, closing(sqlite3.connect(copy)) as taken:
        live.execute("BEGIN")
        live.execute("SELECT count(*) FROM sqlite_master").fetchone()
        live.backup(taken, pages=_STEP, progress=lambda _, left, total: watch(total - left, total))
        taken.execute("PRAGMA journal_mode=DELETE")


def seal(file: Path) -> None:
    """Write the hash of a file after its last byte; who reads databases or archives does not look there."""
    made = hashlib.sha256()
    with file.open("r+b") as opened:
        while part := opened.read(_PORTION):
            made.update(part)
        opened.write(_SEAL + made.hexdigest().encode())


def unseal(file: Path, copy: Path) -> None:
    """Copy a backup without its seal; a file that has none, such as a copy of a closed desk's, as it is.

    Raises:
        InputError: if it is not the file that was sealed.
    """
    left = file.stat().st_size
    with file.open("rb") as opened, copy.open("wb") as written:
        opened.seek(max(0, left - _SEALED))
        end = opened.read()
        sealed = end.startswith(_SEAL)
        left -= _SEALED if sealed else 0
        opened.seek(0)
        made = hashlib.sha256()
        while part := opened.read(min(left, _PORTION)):
            made.update(part)
            written.write(part)
            left -= len(part)
    if _SEAL.strip() in end and end != _SEAL + made.hexdigest().encode():
        raise InputError(f"{file.name} is damaged: it is not as it was written")


def begins(file: Path) -> bytes:
    """The first bytes of a file, which say what it is."""
    with file.open("rb") as opened:
        return opened.read(len(MAGIC))


def check_rests(path: Path) -> None:
    """Look whether a database file is all there is of it.

    Raises:
        InputError: if a part of it is in a journal beside it.
    """
    for name in _BESIDE:
        journal = path.with_name(path.name + name)
        if name != "-shm" and journal.exists() and journal.stat().st_size:
            raise InputError(f"{path.name} is a database in use: a part of it is in {journal.name}")


def check_pages(path: Path, called: str) -> None:
    """Look whether every page and row of a database file is as it must be.

    Raises:
        InputError: if it is damaged; it names the file as it is `called`.
    """
    try:
        with closing(_opened(path)) as database:
            size = database.execute("PRAGMA page_size").fetchone()[0]
            if path.stat().st_size % size:
                raise InputError(f"{called} is damaged: it ends in the middle of a page")
            found = [str(row[0]) for row in database.execute("PRAGMA integrity_check(1)")]
            lost = database.execute("PRAGMA foreign_key_check").fetchone()
    except sqlite3.DatabaseError as error:
        raise InputError(f"{called} is damaged: {error}") from error
    if found != ["ok"]:
        raise InputError(f"{called} is damaged: {found[0]}")
    if lost:
        raise InputError(f"{called} is damaged: a row of the table {lost[0]} points to one that is not there")


def close_up(database: Path) -> None:
    """Bring all of a database into its one file, with nothing beside it.

    Raises:
        ConflictError: if somebody else has it open: then it stays as it is.
    """
    try:
        with closing(_opened(database)) as opened:
            # SQLite lets nobody do this while another has the database open, even one who only waits.
            opened.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.OperationalError as error:
        if not error.sqlite_errorname.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            raise
        raise ConflictError("the desk is open; close it first") from error


def put_in_place(new: Path, database: Path) -> Path | None:
    """Let a whole database take the place of a desk's.

    Args:
        new: the database, closed up, on the same disk.
        database: where the desk looks for it.

    Returns:
        Where that of before is kept; None if there was none.

    Raises:
        ConflictError: if the desk is open.
    """
    aside = _set_aside(database) if database.exists() else None
    for name in _BESIDE:  # the journal of a database that is gone would be read into the new one
        database.with_name(database.name + name).unlink(missing_ok=True)
    sync(new)
    new.replace(database)
    sync(database.parent)
    return aside


def _set_aside(database: Path) -> Path:
    moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%fZ")
    aside = database.with_name(f"{database.stem}.before-{moment}{database.suffix}")
    # One that is damaged cannot be closed up: all its files are kept. Nobody can have it open either.
    # (Opening what is no database at all, SQLite would take away the journal beside it.)
    if begins(database) == MAGIC:
        with suppress(sqlite3.DatabaseError):
            close_up(database)
    for name in ("", *_BESIDE):
        if (there := database.with_name(database.name + name)).exists():
            _keep(there, aside.with_name(aside.name + name))
    sync(database.parent)
    return aside


def _keep(file: Path, name: Path) -> None:
    """Give a file a second name: the first is never without a file, whenever the power fails."""
    try:
        name.hardlink_to(file)
    except OSError:  # a disk without links
        shutil.copy2(file, name)
        sync(name)


def _opened(database: Path) -> sqlite3.Connection:
    """A database that is there; opening makes no new one."""
    address = f"file:{quote(str(database.resolve()))}?mode=rw"
    connection = sqlite3.connect(address, uri=True, timeout=1, isolation_level=None)
    connection.execute("PRAGMA busy_timeout=1000")
    return connection
