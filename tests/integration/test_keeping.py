"""A desk is taken out into one file while people write, put back whole or not at all, and moved."""

from __future__ import annotations

import io
import os
import random
import shutil
import sqlite3
import threading
import tracemalloc
import zipfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from alembic import command
from click.testing import CliRunner
from sqlalchemy import inspect, text
from sqlmodel import SQLModel, func, select

from app.cli import main
from app.server import DEMO_MARK, prepare
from claims import desk, store
from claims.digest import canonical, sha256
from claims.errors import ConflictError, InputError, SignInError
from claims.models import Claim, Event, Release, UserSession
from claims.store import backup, keeping, moving, pg_backup, soundness
from claims.store.engine import alembic_config, open_engine, reading, writing
from claims.vocab import Role
from tests import factories, postgres
from tests.world import a_world

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import NoReturn

    from sqlalchemy import Connection, Engine


@pytest.fixture
def world(engine):
    """A desk with one of everything; its worker has cut the sources into sentences."""
    made = a_world(engine)
    with writing(engine) as session:
        index = desk.index_of(desk.plan_index(session, made.capture.id or 0))
        desk.save_index(session, made.capture.id or 0, index)
        factories.an_article(session, "Die Fähre fährt. 노동당 대회가 열렸다.", made.author)
    return made


@pytest.fixture
def programs(database_url, do_without, monkeypatch):
    """PostgreSQL's own programs, where the desk is on PostgreSQL."""
    if database_url.startswith("postgresql"):
        _on_path(do_without, monkeypatch)


def _on_path(do_without: Callable[[str], NoReturn], monkeypatch: pytest.MonkeyPatch) -> None:
    try:
        folder = postgres.programs()
    except LookupError as error:
        do_without(str(error))
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


@pytest.fixture
def elsewhere(database_url, tmp_path, request):
    """Where a desk can be restored: a folder with nothing in it, or an empty database."""
    if database_url.startswith("sqlite"):
        yield f"sqlite:///{tmp_path / 'other' / 'claimdesk.db'}"
        return
    with postgres.a_database(request.getfixturevalue("pg_url")) as url:
        yield url


@contextmanager
def looking(url: str) -> Iterator[Engine]:
    engine = open_engine(url)
    try:
        yield engine
    finally:
        engine.dispose()


def hashes(engine: Engine) -> dict[str, str]:
    """What was published, by its hash; each package is made anew and holds what the manifest says."""
    with reading(engine) as session:
        found = dict(session.exec(select(Release.public_id, Release.manifest_sha256)).all())
        for name in list(found):
            out = io.BytesIO()
            desk.release_package(session, name, out)
            found[f"{name} anew"] = sha256(out.getvalue())
            out.seek(0)
            with zipfile.ZipFile(out) as package:
                assert package.testzip() is None
    return found


def everything(engine: Engine, without: tuple[str, ...] = ()) -> dict[str, tuple[int, int]]:
    """How many rows each table has, and a number made of all they say."""
    with engine.connect() as connection:
        return {
            table.name: moving.fingerprint(connection, table)
            for table in SQLModel.metadata.sorted_tables
            if table.name not in without
        }


def trail_holds(engine: Engine) -> int:
    with reading(engine) as session:
        found = desk.check_trail(session)
    assert found.why == ""
    return found.events


#: What a restore itself writes: the line in the trail, and who is signed out.
RESTORED = ("event", "user_session", "one_time_link", "job")


# Taking it out and putting it back, on both engines


def test_what_is_restored_is_what_was_backed_up(engine, database_url, world, programs, tmp_path, elsewhere):
    held = keeping.back_up(database_url, tmp_path / "b")
    assert (held.articles, held.claims, held.releases, held.faults) == (2, 3, 1, ())
    back, aside = keeping.restore(elsewhere, tmp_path / "b")
    assert (back, aside) == (held, None)
    with looking(elsewhere) as restored:
        assert hashes(restored) == hashes(engine)
        assert everything(restored, RESTORED) == everything(engine, RESTORED)
        assert trail_holds(restored) == held.events + 1
        with reading(restored) as session:
            last = session.exec(select(Event).order_by(Event.seq.desc())).first()
        assert (last.verb, last.payload) == ("restored", {"head": held.head, "events": held.events})


def test_a_backup_is_one_moment_of_a_desk_that_people_write_to(
    engine, database_url, world, programs, tmp_path, elsewhere, monkeypatch
):
    """A writer decides on and on; the backup has none of their steps by half."""
    monkeypatch.setattr(backup, "_STEP", 3)  # many pauses, each a chance for the writer
    stop, written = threading.Event(), []

    def write() -> None:
        with looking(database_url) as own:
            while not stop.is_set():
                with writing(own) as session:
                    factories.a_claim(session)
                    store.events.record(session, None, "tried", "claim", str(len(written)))
                written.append(1)

    def pause(*_how_far: int) -> None:
        while not paused and len(written) == before and writer.is_alive():
            stop.wait(0.01)  # on a busy machine the copy might be over before the writer's next turn
        paused.append(stop.wait(0.002))
        assert len(paused) < 2_000, "the writer makes the copy begin again and again"

    paused: list[bool] = []
    writer = threading.Thread(target=write)
    writer.start()
    try:
        while len(written) < 3:
            stop.wait(0.01)
        before = len(written)
        held = keeping.back_up(database_url, tmp_path / "b", watch=pause)
        after = len(written)
    finally:
        stop.set()
        writer.join()
    assert after > before, "nobody wrote meanwhile"
    keeping.restore(elsewhere, tmp_path / "b")
    with looking(elsewhere) as restored, reading(restored) as session:
        claims = session.exec(select(func.count()).select_from(Claim)).one()
        tried = session.exec(select(func.count()).select_from(Event).where(Event.verb == "tried")).one()
        assert before <= tried <= after + 1
        assert claims == 3 + tried == held.claims
        trail_holds(restored)
        with reading(engine) as live:
            assert live.exec(select(Event).where(Event.hash == held.head)).one()
        assert set(hashes(restored)) <= set(hashes(engine))


def test_a_file_that_is_there_is_written_over_only_when_that_is_said(database_url, world, programs, tmp_path):
    out = tmp_path / "b"
    out.write_text("mine")
    with pytest.raises(ConflictError, match="is there already"):
        keeping.back_up(database_url, out)
    assert out.read_text() == "mine"
    keeping.back_up(database_url, out, replace=True)
    assert out.stat().st_size > 10_000
    assert out.stat().st_mode & 0o077 == 0


def test_a_backup_that_breaks_off_leaves_nothing(database_url, world, programs, tmp_path, monkeypatch):
    out = tmp_path / "kept" / "b"
    out.parent.mkdir()
    out.write_text("of before")

    def full(_path: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backup, "sync", full)
    with pytest.raises(InputError, match="No space left"):
        keeping.back_up(database_url, out, replace=True)
    assert [path.name for path in out.parent.iterdir()] == ["b"]
    assert out.read_text() == "of before"
    with pytest.raises(InputError, match="cannot be written"):
        keeping.back_up(database_url, tmp_path / "nowhere" / "b")


def test_every_changed_byte_of_a_backup_is_found(engine, database_url, world, programs, tmp_path, elsewhere):
    keeping.back_up(database_url, tmp_path / "b")
    whole = (tmp_path / "b").read_bytes()
    chance = random.Random(7)
    for at in [0, 5, 17, 28, len(whole) - 1, *(chance.randrange(len(whole) - 100) for _ in range(25))]:
        bad = bytearray(whole)
        bad[at] ^= 1 << chance.randrange(8)
        (tmp_path / "bad").write_bytes(bad)
        with refused(at):
            keeping.restore(elsewhere, tmp_path / "bad", broken=True)
    for left in (0, 10, 5_000, len(whole) // 2, len(whole) - 1, len(whole) - 200):
        (tmp_path / "bad").write_bytes(whole[:left])
        with refused(left):
            keeping.restore(elsewhere, tmp_path / "bad", broken=True)
    assert _is_empty(elsewhere)


@contextmanager
def refused(which: int) -> Iterator[None]:
    try:
        yield
    except InputError:
        return
    pytest.fail(f"{which} was not found")


def _is_empty(url: str) -> bool:
    if url.startswith("sqlite"):
        folder = backup.path_of(url).parent
        return not folder.exists() or not list(folder.iterdir())
    with looking(url) as engine:
        return not inspect(engine).get_table_names()


def test_everybody_is_signed_out_by_a_restore(engine, database_url, world, programs, tmp_path, elsewhere):
    with writing(engine) as session:
        token = desk.open_session(session, world.author)
        link = desk.make_sign_in_link(session)
    keeping.back_up(database_url, tmp_path / "b")
    keeping.restore(elsewhere, tmp_path / "b")
    with looking(elsewhere) as restored, writing(restored) as session:
        assert desk.who_is(session, token) is None
        with pytest.raises(SignInError):
            desk.sign_in_by_link(session, link)
        assert not session.exec(select(UserSession).where(UserSession.ended_at.is_(None))).all()
        assert not store.people.open_invitations(session)
    with reading(engine) as session:
        assert desk.who_is(session, token), "the desk that was backed up goes on"


@contextmanager
def unguarded(engine: Engine, table: str) -> Iterator[Connection]:
    with engine.begin() as connection:
        on = f" ON {table}" if connection.dialect.name == "postgresql" else ""
        connection.execute(text(f"DROP TRIGGER {table}_no_update{on}"))
        yield connection


@pytest.mark.parametrize(
    ("table", "change", "said"),
    [
        ("event", "UPDATE event SET verb = 'forged' WHERE seq = 3", "the trail does not hold at row 3"),
        ("release_item", "UPDATE release_item SET record = record || ' '", "claim 1 of the frozen version"),
        ("release", "UPDATE release SET manifest = manifest || ' '", "the manifest of the frozen version"),
    ],
)
def test_a_backup_whose_history_was_changed_is_restored_only_when_that_is_said(
    engine, database_url, world, programs, tmp_path, elsewhere, table, change, said
):
    with unguarded(engine, table) as connection:
        connection.execute(text(change))
    held = keeping.back_up(database_url, tmp_path / "b")
    assert said in held.faults[0]
    with pytest.raises(InputError, match=said):
        keeping.restore(elsewhere, tmp_path / "b")
    assert _is_empty(elsewhere)
    assert keeping.restore(elsewhere, tmp_path / "b", broken=True)[0] == held


def test_the_backup_of_another_engine_is_refused_by_name(world, database_url, programs, tmp_path):
    keeping.back_up(database_url, tmp_path / "b")
    on_sqlite = database_url.startswith("sqlite")
    other = "postgresql+psycopg://nobody@/none" if on_sqlite else f"sqlite:///{tmp_path / 'o' / 'c.db'}"
    with pytest.raises(InputError, match="is the backup of a desk on"):
        keeping.restore(other, tmp_path / "b")


def test_a_backup_of_an_older_program_is_brought_up_to_date(
    engine, database_url, programs, tmp_path, elsewhere
):
    newest = _revision(engine)
    with engine.execution_options(writes=True).begin() as connection:
        command.downgrade(alembic_config(connection), "0004")
    keeping.back_up(database_url, tmp_path / "b")
    assert _revision(engine) == "0004"
    keeping.restore(elsewhere, tmp_path / "b")
    with looking(elsewhere) as restored:
        assert _revision(restored) == newest


def _revision(engine: Engine) -> str:
    with engine.connect() as connection:
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()


def test_a_desk_of_a_newer_program_is_refused(engine, database_url, world, programs, tmp_path):
    newest = _revision(engine)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(InputError, match="bring the program up to date"):
        keeping.back_up(database_url, tmp_path / "b")
    assert not (tmp_path / "b").exists()
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :it"), {"it": newest})
    keeping.back_up(database_url, tmp_path / "c")


# On SQLite: the files


@pytest.fixture
def folder(sqlite_url, tmp_path):
    """A desk's folder, closed, and a backup of it beside, older than the desk."""
    folder = tmp_path / "desk"
    folder.mkdir()
    shutil.move(backup.path_of(sqlite_url), folder / "claimdesk.db")
    with looking(f"sqlite:///{folder / 'claimdesk.db'}") as engine:
        a_world(engine)
        keeping.back_up(str(engine.url), tmp_path / "b")
        with writing(engine) as session:
            factories.a_claim(session)
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def url_of(folder: Path) -> str:
    return f"sqlite:///{folder / 'claimdesk.db'}"


def claims_in(folder: Path) -> int:
    with looking(url_of(folder)) as engine, reading(engine) as session:
        return session.exec(select(func.count()).select_from(Claim)).one()


def test_looking_at_a_desk_holds_one_manifest_at_a_time(folder):
    """A version of 100,000 claims has a manifest of many MiB, and a set has many versions."""
    size, versions = 1 << 20, 24
    manifest = canonical({"records": [], "notes": "x" * size})
    with looking(url_of(folder)) as engine:
        with writing(engine) as session:
            who = factories.a_person(session)
            made = factories.a_set(session, who)
            for number in range(versions):
                row = Release(
                    set_id=made.id,
                    number=number,
                    version=f"{number}.0.0",
                    created_by_id=who.id,
                    manifest=manifest,
                    manifest_sha256=sha256(manifest.encode()),
                )
                session.add(row)
        tracemalloc.start()
        with reading(engine) as session:
            found = soundness.held(session)
        highest = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert (found.releases > versions, found.faults) == (True, ())
    assert highest < versions / 2 * size


def test_a_desk_that_is_there_is_put_aside_when_that_is_said_and_not_else(folder, tmp_path):
    before = contents(folder)
    with pytest.raises(ConflictError, match="there is a desk"):
        keeping.restore(url_of(folder), tmp_path / "b")
    assert contents(folder) == before
    _, aside = keeping.restore(url_of(folder), tmp_path / "b", replace=True)
    assert claims_in(folder) == 3
    assert aside.parent == folder
    shutil.move(aside, tmp_path / "claimdesk.db")
    assert claims_in(tmp_path) == 4


def test_a_desk_that_is_open_is_left_alone(folder, tmp_path):
    with looking(url_of(folder)) as engine:
        with reading(engine) as session:
            session.exec(select(Claim)).all()
        # Nobody is writing or reading now; the desk only has it open.
        with pytest.raises(ConflictError, match="the desk is open"):
            keeping.restore(url_of(folder), tmp_path / "b", replace=True)
        with pytest.raises(ConflictError, match="the desk is open"):
            keeping.move_desk(url_of(folder), "postgresql+psycopg://nobody@/none")
    assert claims_in(folder) == 4
    assert [path.name for path in folder.iterdir()] == ["claimdesk.db"]


def test_the_journal_of_a_desk_that_was_killed_is_not_read_into_what_is_restored(folder, tmp_path):
    killed = tmp_path / "killed"
    with looking(url_of(folder)) as engine:
        with writing(engine) as session:
            factories.a_claim(session)
        shutil.copytree(folder, killed)  # as a kill leaves it, a part in its journal
    assert (killed / "claimdesk.db-wal").stat().st_size
    with pytest.raises(InputError, match="a database in use"):
        keeping.restore(url_of(tmp_path / "other"), killed / "claimdesk.db")
    _, aside = keeping.restore(url_of(killed), tmp_path / "b", replace=True)
    assert {path.name for path in killed.iterdir()} == {"claimdesk.db", aside.name}
    assert claims_in(killed) == 3
    shutil.move(aside, tmp_path / "claimdesk.db")
    assert claims_in(tmp_path) == 5, "what was in the journal is in what was put aside"


def test_a_damaged_desk_is_put_aside_with_all_its_files(folder, tmp_path):
    (folder / "claimdesk.db").write_bytes(b"noise" * 1_000)
    (folder / "claimdesk.db-wal").write_bytes(b"more noise")
    _, aside = keeping.restore(url_of(folder), tmp_path / "b", replace=True)
    assert {path.name for path in folder.iterdir()} == {"claimdesk.db", aside.name, f"{aside.name}-wal"}
    assert claims_in(folder) == 3
    assert aside.read_bytes() == b"noise" * 1_000
    assert aside.with_name(f"{aside.name}-wal").read_bytes() == b"more noise"


def foreign(path: Path, statement: str) -> Path:
    database = sqlite3.connect(path)
    database.execute(statement)
    database.commit()
    database.close()
    return path


def test_a_file_that_is_no_desk_leaves_the_desk_as_it_is(folder, tmp_path):
    before = contents(folder)
    (tmp_path / "text").write_text("no desk\n" * 100)
    (tmp_path / "empty").touch()
    (tmp_path / "cut").write_bytes((tmp_path / "b").read_bytes()[:-300])
    foreign(tmp_path / "birds", "CREATE TABLE bird (name TEXT)")
    for name in ("text", "empty", "cut", "birds", "gone", "desk"):
        with pytest.raises(InputError):
            keeping.restore(url_of(folder), tmp_path / name, replace=True, broken=True)
        assert contents(folder) == before, name


def test_a_row_that_points_nowhere_is_damage(folder, tmp_path):
    shutil.copy(folder / "claimdesk.db", tmp_path / "c")
    foreign(tmp_path / "c", "DELETE FROM claim WHERE id = (SELECT max(id) FROM claim)")
    with pytest.raises(InputError, match="points to one that is not there"):
        keeping.restore(url_of(tmp_path / "other"), tmp_path / "c")


def test_a_copy_of_a_closed_desk_is_as_good_as_a_backup(folder, tmp_path):
    keeping.restore(url_of(tmp_path / "other"), folder / "claimdesk.db")
    assert claims_in(tmp_path / "other") == 4


@pytest.mark.parametrize("step", ["check_pages", "close_up", "put_in_place", "unseal"])
def test_a_restore_that_breaks_off_leaves_the_desk_as_it_is(folder, tmp_path, monkeypatch, step):
    before = contents(folder)

    def broken(*_: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(backup, step, broken)
    with pytest.raises(InputError, match="Input/output error"):
        keeping.restore(url_of(folder), tmp_path / "b", replace=True)
    assert contents(folder) == before


def test_a_desk_is_never_without_its_database_while_one_takes_the_place_of_another(
    folder, tmp_path, monkeypatch
):
    real, seen = Path.replace, []

    def watched(self: Path, target: Path) -> Path:
        seen.append((folder / "claimdesk.db").exists())
        return real(self, target)

    monkeypatch.setattr(Path, "replace", watched)
    monkeypatch.setattr(Path, "hardlink_to", lambda *_: (_ for _ in ()).throw(OSError("no links here")))
    _, aside = keeping.restore(url_of(folder), tmp_path / "b", replace=True)
    assert seen == [True]
    shutil.move(aside, tmp_path / "claimdesk.db")
    assert claims_in(tmp_path) == 4


# On PostgreSQL: the programs


@pytest.mark.postgresql
def test_a_machine_without_the_programs_is_told_which_are_missing(postgresql_url, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(InputError, match="pg_dump is not on this machine"):
        keeping.back_up(postgresql_url, tmp_path / "b")
    (tmp_path / "d").write_bytes(pg_backup.MAGIC + b"rest")
    refused = pytest.raises(InputError, match="pg_restore is not on this machine")
    with postgres.a_database(postgresql_url) as url, refused:
        keeping.restore(url, tmp_path / "d")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["d"]


@pytest.mark.postgresql
def test_a_database_that_is_not_empty_is_left_alone(
    postgresql_url, pg_url, tmp_path, do_without, monkeypatch
):
    _on_path(do_without, monkeypatch)
    keeping.back_up(postgresql_url, tmp_path / "b")
    with postgres.a_database(pg_url) as url, looking(url) as engine:
        with engine.begin() as connection:
            connection.execute(text("CREATE TABLE bird (name TEXT)"))
        with pytest.raises(ConflictError, match="is not empty"):
            keeping.restore(url, tmp_path / "b", replace=True)
        with pytest.raises(ConflictError, match="is not empty"):
            keeping.restore(postgresql_url, tmp_path / "b", replace=True)
        assert inspect(engine).get_table_names() == ["bird"]


@pytest.mark.postgresql
def test_an_archive_of_something_else_is_refused(pg_url, tmp_path, do_without, monkeypatch):
    _on_path(do_without, monkeypatch)
    with postgres.a_database(pg_url) as url, looking(url) as engine, postgres.a_database(pg_url) as other:
        with engine.begin() as connection:
            connection.execute(text("CREATE TABLE bird (name TEXT)"))
        with pg_backup.moment_of(engine) as (_, moment):
            pg_backup.take_out(url, tmp_path / "birds", moment)
        with pytest.raises(InputError, match="is no backup of a desk"):
            keeping.restore(other, tmp_path / "birds")


def test_a_server_that_is_not_there_is_told(tmp_path):
    with pytest.raises(InputError, match="cannot be written: connection"):
        keeping.back_up("postgresql+psycopg://nobody@127.0.0.1:1/none", tmp_path / "b")


# Moving from SQLite to PostgreSQL


@pytest.fixture
def moved(folder, pg_url):
    """A desk that moves, and where to."""
    with looking(url_of(folder)) as engine, writing(engine) as session:
        world = factories.a_person(session, Role.EDITOR, name="Ümit 노동")
        factories.an_article(session, "Die Fähre fährt. 노동당 대회가 열렸다. \u2028\ttab \\N \\. end", world)
    with postgres.a_database(pg_url) as url:
        yield url_of(folder), url


@pytest.mark.postgresql
def test_every_row_moves_and_the_desk_goes_on_there(moved, make_app):
    url, to = moved
    told: list[tuple[int, int]] = []
    held, rows = keeping.move_desk(url, to, lambda *how_far: told.append(how_far))
    assert told[-1] == (sum(rows.values()), sum(rows.values()))
    assert sum(count > 0 for count in rows.values()) > 20
    with looking(url) as old, looking(to) as new:
        assert everything(new) == everything(old)
        assert hashes(new) == hashes(old)
        assert trail_holds(new) == trail_holds(old) == held.events
        before = _highest(new)
        with writing(new) as session:
            factories.a_verified_claim(session, factories.a_person(session), factories.a_person(session))
        assert all(_highest(new)[name] >= key for name, key in before.items())
        assert _references(new) == _references_of_a_fresh_desk(to)
        trail_holds(new)
    app = make_app(to)
    visitor, _ = factories.sign_in(app, Role.EDITOR)
    assert visitor.get("/queue?status=open&q=mayor").status == 200
    assert visitor.page.xpath("//li[starts-with(@id, 'claim-')]")


def _highest(engine: Engine) -> dict[str, Any]:
    keyed = [table for table in SQLModel.metadata.sorted_tables if "id" in table.c]
    with engine.connect() as connection:
        found = {table.name: connection.execute(select(func.max(table.c.id))).scalar() for table in keyed}
    return {name: key for name, key in found.items() if key is not None}


def _references(engine: Engine) -> set[tuple[str, ...]]:
    found = "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
    with engine.connect() as connection:
        return {
            tuple(row) for row in connection.execute(text(found)) if not row[0].startswith(("pg_", "info"))
        }


def _references_of_a_fresh_desk(url: str) -> set[tuple[str, ...]]:
    with postgres.a_database(url) as fresh, looking(fresh) as engine:
        store.engine.migrate(engine)
        return _references(engine)


@pytest.mark.postgresql
def test_words_are_found_where_a_desk_moved_to_as_before(moved):
    url, to = moved
    with looking(url) as old, writing(old) as session:
        capture = session.exec(select(store.captures.Snapshot)).first()
        desk.save_index(session, capture.id, desk.index_of(capture.text))
    keeping.move_desk(url, to)
    for query in ("mayor crowns", "bridge", "노동", "fahre", "zebra"):
        found = [_found(each, query) for each in (url, to)]
        assert found[0] == found[1], query
    assert _found(to, "crowns")[0]


def _found(url: str, query: str) -> tuple[list[int], list[int]]:
    with looking(url) as engine, reading(engine) as session:
        matching = store.words.matches(session, query)
        claims = session.exec(select(Claim.id).where(matching).order_by(Claim.id)).all()
        on = engine.dialect.name
        holding = store.captures._HOLDING[on]
        words = "crown*" if on == "sqlite" else "crown:*"
        passages = session.connection().execute(text(holding), {"words": words}).scalars().all()
    return list(claims), sorted(passages)


@pytest.mark.postgresql
@pytest.mark.parametrize("step", ["_index_words", "_number_on", "fingerprint", "_carry"])
def test_a_move_that_breaks_off_leaves_the_other_database_empty(moved, monkeypatch, step):
    url, to = moved
    before = contents(backup.path_of(url).parent)
    real, calls = getattr(moving, step), []

    def broken(*given: Any) -> Any:
        calls.append(given)
        if step == "_index_words" or len(calls) > 9:
            raise InputError("broken off")
        return real(*given)

    monkeypatch.setattr(moving, step, broken)
    with pytest.raises(InputError, match="broken off"):
        keeping.move_desk(url, to)
    assert _is_empty(to)
    assert claims_in(backup.path_of(url).parent) == 4
    assert contents(backup.path_of(url).parent).keys() == before.keys()


@pytest.mark.postgresql
def test_a_row_that_arrives_as_another_is_found(moved, monkeypatch):
    real = moving._written_as

    def wrong(kind: Any, target: Connection) -> Any:
        write = real(kind, target)
        return lambda value: write("Die Fahre" if value == "Ümit 노동" else value)

    monkeypatch.setattr(moving, "_written_as", wrong)
    with pytest.raises(InputError, match="what arrived in the table user is not what was there"):
        keeping.move_desk(*moved)
    assert _is_empty(moved[1])


@pytest.mark.postgresql
def test_a_row_that_does_not_fit_is_told_by_its_table(moved):
    url, to = moved
    with looking(url) as engine, engine.begin() as connection:
        connection.execute(text("UPDATE source SET language = :long"), {"long": "x" * 99})
    with pytest.raises(InputError, match="the table source cannot be carried: value too long"):
        keeping.move_desk(url, to)
    assert _is_empty(to)


@pytest.mark.postgresql
def test_a_table_that_nobody_knows_is_not_left_behind_unsaid(moved):
    url, to = moved
    foreign(backup.path_of(url), "CREATE TABLE bird (name TEXT)")
    with pytest.raises(InputError, match="the table bird is none of a desk's"):
        keeping.move_desk(url, to)
    assert _is_empty(to)


def test_a_desk_moves_one_way_only(tmp_path):
    with pytest.raises(InputError, match="from SQLite to PostgreSQL only"):
        keeping.move_desk("postgresql+psycopg://a@/b", "postgresql+psycopg://a@/c")
    for typed in ("mysql://a@b/c", "data.db", "postgresql", ""):
        with pytest.raises(InputError):
            keeping.postgresql_url(typed)
    assert keeping.postgresql_url("postgres://a:b@c/d") == "postgresql+psycopg://a:b@c/d"


# From the shell


@pytest.fixture
def run(monkeypatch):
    for name in ("DATABASE_URL", "SECRET_KEY", "DATA_DIR"):
        monkeypatch.delenv(f"CLAIMDESK_{name}", raising=False)
    return lambda *words: CliRunner().invoke(main, [str(word) for word in words])


def test_a_desk_is_kept_from_the_shell(run, tmp_path):
    data, other = tmp_path / "data", tmp_path / "other"
    prepare(data, demo=True)
    told = run("backup", tmp_path / "b", "--data", data)
    assert told.exit_code == 0, told.output
    assert "holds 1 articles, 0 claims, 0 frozen versions" in told.output
    with looking(url_of(data)) as engine, reading(engine) as session:
        assert f"The head of its trail is {desk.trail_head(session)}" in told.output
    assert run("backup", tmp_path / "b", "--data", data).exit_code == 1
    assert run("backup", tmp_path / "b", "--data", data, "--replace").exit_code == 0
    assert run("restore", tmp_path / "b", "--data", data).exit_code == 1
    told = run("restore", tmp_path / "b", "--data", data, "--replace")
    assert "The desk of before is kept in" in told.output
    assert run("restore", tmp_path / "b", "--data", other).exit_code == 0
    # The demo article is there already; the key is not, and is made at the first start.
    assert {path.name for path in other.iterdir()} == {"claimdesk.db", DEMO_MARK}
    prepare(other, demo=True)
    with looking(url_of(other)) as engine, reading(engine) as session:
        assert len(desk.list_articles(session)) == 1
    assert run("audit", "verify", "--data", other).exit_code == 0


def test_a_desk_that_does_not_hold_is_backed_up_and_said_so(run, tmp_path):
    data = tmp_path / "data"
    prepare(data, demo=True)
    with looking(url_of(data)) as engine, unguarded(engine, "event") as connection:
        connection.execute(text("UPDATE event SET verb = 'forged' WHERE seq = 1"))
    told = run("backup", tmp_path / "b", "--data", data)
    assert told.exit_code == 3
    assert "Broken: the trail does not hold at row 1" in told.output
    told = run("restore", tmp_path / "b", "--data", tmp_path / "other")
    assert told.exit_code == 1
    assert "give --broken to restore it all the same" in told.output
    assert not (tmp_path / "other" / "claimdesk.db").exists()
    assert run("restore", tmp_path / "b", "--data", tmp_path / "other", "--broken").exit_code == 3


def test_a_desk_that_is_not_there_is_not_made_by_looking_for_it(run, tmp_path):
    for words in (["backup", tmp_path / "b"], ["move", "--to", "postgresql://a@/b"]):
        told = run(*words, "--data", tmp_path / "none")
        assert (told.exit_code, "there is no desk in" in told.output) == (1, True)
    (tmp_path / "none").mkdir()
    told = run("backup", tmp_path / "b", "--data", tmp_path / "none")
    assert (told.exit_code, "there is no desk in" in told.output) == (1, True)
    assert list((tmp_path / "none").iterdir()) == []


@pytest.mark.postgresql
def test_a_desk_is_moved_from_the_shell(run, tmp_path, pg_url):
    prepare(tmp_path / "data", demo=True)
    with postgres.a_database(pg_url) as url:
        plain = url.replace("postgresql+psycopg:", "postgresql:")
        told = run("move", "--to", plain, "--data", tmp_path / "data")
        assert told.exit_code == 0, told.output
        assert "each was read back and is the same" in told.output
        told = run("move", "--to", plain, "--data", tmp_path / "data")
        assert (told.exit_code, "is not empty" in told.output) == (1, True)


@pytest.mark.parametrize(
    "typed", ["", "desk", "://", "postgresql://a:b@c:port/d", "postgresql://[::1", "mysql://a/b"]
)
def test_what_is_no_address_of_a_postgresql_is_refused_in_words(typed):
    with pytest.raises(InputError, match="address of a"):
        keeping.postgresql_url(typed)
