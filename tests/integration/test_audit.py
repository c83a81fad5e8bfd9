"""Whoever changes the trail behind the desk's back is found, and the first bad row is named."""

from __future__ import annotations

import json
import tracemalloc
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from sqlalchemy import bindparam, text
from sqlmodel import select

from app.cli import main
from claims import desk
from claims.desk import Break
from claims.errors import InputError
from claims.models import ClaimSet, Event, Release, User
from claims.store import events
from claims.store.engine import open_engine, reading, writer, writing
from tests import postgres
from tests.factories import a_person
from tests.world import a_world

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sqlalchemy import Connection, Engine

ROWS = 1_000
#: Somewhere in the middle of it, in the second half so that a portion boundary lies before it.
VICTIM = 640


def a_chain(engine: Engine, rows: int = ROWS, each: int = 500) -> list[str]:
    """A trail of so many events; the hash of each, in their order."""
    for first in range(1, rows + 1, each):
        with writing(engine, f"request {first}") as session:
            for number in range(first, min(rows + 1, first + each)):
                events.record(session, None, "tried", "test", f"no {number}", number=number, word="Ärger 물")
    with reading(engine) as session:
        return list(session.exec(select(Event.hash).order_by(Event.seq)))


def checked(engine: Engine, *heads: str) -> tuple[Break | None, int, int]:
    """What is wrong, at which row, and how many rows before it hold."""
    with reading(engine) as session:
        found = desk.check_trail(session, heads)
    assert bool(found.why) is bool(found.broken)
    return found.broken, found.seq, found.events


def damage(engine: Engine, *statements: str, **values: Any) -> None:
    """Change the trail as somebody with the database's own password could."""
    with engine.begin() as connection:
        _drop_guards(connection)
        for statement in statements:
            found = text(statement)
            used = {name: value for name, value in values.items() if f":{name}" in statement}
            connection.execute(found, used)


def _drop_guards(connection: Connection) -> None:
    on = " ON event" if connection.dialect.name == "postgresql" else ""
    for guard in ("update", "delete"):
        connection.execute(text(f"DROP TRIGGER IF EXISTS event_no_{guard}{on}"))


@pytest.fixture
def chain(engine):
    return a_chain(engine)


def test_a_trail_that_nobody_touched_holds(engine, chain):
    with reading(engine) as session:
        found = desk.check_trail(session, [chain[0], chain[499], chain[-1], events.FIRST])
        assert desk.trail_head(session) == found.head == chain[-1]
    assert (found.events, found.broken, found.seq, found.why) == (ROWS, None, 0, "")


def test_an_empty_trail_holds_and_a_head_of_it_is_missed(engine):
    assert checked(engine) == (None, 0, 0)
    assert checked(engine, events.FIRST) == (None, 0, 0)
    assert checked(engine, "a" * 64) == (Break.ENDS, 0, 0)


# Flip

FLIPPED: dict[str, tuple[Callable[[Event], Any], Break]] = {
    "at": (lambda event: event.at + timedelta(microseconds=1), Break.CONTENT),
    "actor_id": (lambda _event: 1, Break.CONTENT),
    "verb": (lambda event: event.verb + " ", Break.CONTENT),
    "object_type": (lambda event: event.object_type[:-1], Break.CONTENT),
    "object_id": (lambda event: event.object_id[:-1] + "x", Break.CONTENT),
    "payload": (lambda event: {**event.payload, "number": 0}, Break.CONTENT),
    "request_id": (lambda event: event.request_id + "0", Break.CONTENT),
    "prev_hash": (lambda _event: "f" * 64, Break.LINK),
    "hash": (lambda _event: "f" * 64, Break.CONTENT),
}


def _flip(engine: Engine, seq: int, column: str) -> None:
    with reading(engine) as session:
        changed = FLIPPED[column][0](session.get_one(Event, seq))
    with engine.begin() as connection:
        _drop_guards(connection)
        table = Event.__table__
        connection.execute(table.update().where(table.c.seq == seq).values({column: changed}))


@pytest.mark.parametrize("column", FLIPPED)
@pytest.mark.parametrize("seq", [1, VICTIM, ROWS], ids=["first", "middle", "last"])
def test_a_changed_value_is_found(engine, chain, column, seq):
    with writing(engine) as session:
        assert a_person(session).id == 1
    _flip(engine, seq, column)
    assert checked(engine) == (FLIPPED[column][1], seq, seq - 1)


@pytest.mark.parametrize(
    ("column", "value"),
    [("payload", "'{'"), ("at", "'yesterday'"), ("verb", "CAST(x'ff' AS TEXT)"), ("verb", "x'ff'")],
)
def test_a_value_that_cannot_even_be_read_is_named(sqlite_url, column, value):
    engine = open_engine(sqlite_url)
    a_chain(engine)
    damage(engine, f"UPDATE event SET {column} = {value} WHERE seq = {VICTIM}")
    assert checked(engine) == (Break.UNREADABLE, VICTIM, VICTIM - 1)
    engine.dispose()


# Delete


@pytest.mark.parametrize("gone", [(1, 1), (VICTIM, VICTIM), (VICTIM, VICTIM + 2)])
def test_rows_taken_out_are_found(engine, chain, gone):
    damage(engine, "DELETE FROM event WHERE seq BETWEEN :first AND :last", first=gone[0], last=gone[1])
    assert checked(engine) == (Break.MISSING, gone[1] + 1, gone[0] - 1)


RENUMBER = (
    "UPDATE event SET seq = -(seq + :by) WHERE seq >= :at",
    "UPDATE event SET seq = -seq WHERE seq < 0",
)


def test_a_row_taken_out_is_found_even_if_all_after_it_are_renumbered(engine, chain):
    damage(engine, "DELETE FROM event WHERE seq = :at", *RENUMBER, at=VICTIM, by=-1)
    assert checked(engine) == (Break.LINK, VICTIM, VICTIM - 1)


# Insert

COLUMNS = "at, verb, object_type, object_id, payload, request_id, prev_hash, hash"
PUT_IN = f"INSERT INTO event (seq, {COLUMNS}) SELECT :at, {COLUMNS} FROM event WHERE seq = :at + 1"


def _forge(engine: Engine, seq: int, prev_hash: str) -> None:
    """Make a row's hash fit what it holds and a given link."""
    with reading(engine) as session:
        row = session.get_one(Event, seq)
        row.prev_hash = prev_hash
        own = events.hash_of(row)
    damage(
        engine,
        "UPDATE event SET prev_hash = :link, hash = :own WHERE seq = :at",
        link=prev_hash,
        own=own,
        at=seq,
    )


@pytest.mark.parametrize("fits", [False, True], ids=["its hash is wrong", "its hash fits"])
def test_a_row_put_in_is_found(engine, chain, fits):
    copied = PUT_IN.replace(", prev_hash, hash FROM", ", :link, hash FROM")
    damage(engine, *RENUMBER, copied, at=VICTIM, by=1, link="e" * 64)
    if fits:
        _forge(engine, VICTIM, "e" * 64)
    assert checked(engine) == (Break.LINK, VICTIM, VICTIM - 1)


def test_a_row_put_in_with_a_true_link_is_found_by_the_one_that_it_pushes_away(postgresql_url):
    """SQLite cannot even hold it: a row is followed by one row only."""
    engine = open_engine(postgresql_url)
    chain = a_chain(engine)
    damage(engine, "ALTER TABLE event DROP CONSTRAINT uq_event_prev_hash", *RENUMBER, PUT_IN, at=VICTIM, by=1)
    damage(engine, "UPDATE event SET verb = 'forged' WHERE seq = :at", at=VICTIM)
    _forge(engine, VICTIM, chain[VICTIM - 2])
    assert checked(engine) == (Break.INSERTED, VICTIM, VICTIM)
    engine.dispose()


def test_two_rows_cannot_follow_the_same_one(engine, chain):
    from sqlalchemy.exc import IntegrityError

    with pytest.raises(IntegrityError):
        damage(engine, *RENUMBER, PUT_IN, at=VICTIM, by=1)


# Reorder


@pytest.mark.parametrize("rows", [(1, 2), (VICTIM, VICTIM + 1), (VICTIM, VICTIM + 7), (ROWS - 1, ROWS)])
def test_rows_in_another_order_are_found(engine, chain, rows):
    one, other = rows
    damage(
        engine,
        "UPDATE event SET seq = -1 WHERE seq = :one",
        "UPDATE event SET seq = :one WHERE seq = :other",
        "UPDATE event SET seq = :other WHERE seq = -1",
        one=one,
        other=other,
    )
    assert checked(engine) == (Break.ORDER, one, one - 1)


# Truncate


@pytest.mark.parametrize("kept", [0, VICTIM, ROWS - 1])
def test_an_end_cut_off_is_found_by_a_head_kept_elsewhere(engine, chain, kept):
    damage(engine, "DELETE FROM event WHERE seq > :kept", kept=kept)
    assert checked(engine) == (None, 0, kept)  # whole in itself: that is why heads are printed
    assert checked(engine, chain[-1]) == (Break.ENDS, kept, kept)
    assert checked(engine, *chain[:kept]) == (None, 0, kept)


def test_an_end_written_anew_is_found_by_a_head_kept_elsewhere(engine, chain):
    """Whoever can compute a hash can forge a trail that is whole in itself."""
    previous, table = chain[VICTIM - 2], Event.__table__
    changes = []
    with reading(engine) as session:
        for row in session.exec(select(Event).where(Event.seq >= VICTIM).order_by(Event.seq)):
            row.verb, row.prev_hash = "forged", previous
            previous = events.hash_of(row)
            changes.append({"key": row.seq, "link": row.prev_hash, "own": previous})
    with engine.begin() as connection:
        _drop_guards(connection)
        anew = table.update().where(table.c.seq == bindparam("key"))
        values = {"verb": "forged", "prev_hash": bindparam("link"), "hash": bindparam("own")}
        connection.execute(anew.values(values), changes)
    assert checked(engine) == (None, 0, ROWS)
    assert checked(engine, chain[-1]) == (Break.ENDS, ROWS, ROWS)
    assert checked(engine, chain[VICTIM - 2]) == (None, 0, ROWS)


def test_a_release_holds_the_head_and_so_the_end_before_it_cannot_be_cut_off(engine):
    world = a_world(engine)
    with writing(engine) as session:
        about, editor = {"organisation": "", "public_url": ""}, session.get_one(User, world.set.owner_id)
        made = session.get_one(ClaimSet, world.set.id)
        release = desk.freeze_set(session, made.public_id, made.rev, about, editor)
    with reading(engine) as session:
        manifest = json.loads(session.get_one(Release, release.id).manifest)
        head = session.exec(select(Event).where(Event.hash == manifest["audit_head"])).one()
    assert checked(engine)[0] is None
    damage(engine, "DELETE FROM event WHERE seq > :kept", kept=head.seq)
    assert checked(engine) == (None, 0, head.seq)
    damage(engine, "DELETE FROM event WHERE seq >= :kept", kept=head.seq)
    assert checked(engine) == (Break.ENDS, head.seq - 1, head.seq - 1)


def test_a_release_of_before_heads_were_noted_is_no_reason_for_alarm(engine):
    a_world(engine)
    with engine.begin() as connection:
        on = " ON release" if connection.dialect.name == "postgresql" else ""
        connection.execute(text(f"DROP TRIGGER release_no_update{on}"))
        connection.execute(text("UPDATE release SET manifest = '{}'"))
    assert checked(engine)[0] is None


@pytest.mark.parametrize("head", ["", "abc", "A" * 64, "0" * 63, "0" * 64 + "\n"])
def test_a_head_that_is_none_is_refused(engine, head):
    with reading(engine) as session, pytest.raises(InputError, match="no head of a trail"):
        desk.check_trail(session, [head])


# The rest


def test_a_server_in_another_time_zone_finds_the_same_trail(postgresql_url, pg_url):
    engine = open_engine(postgresql_url)
    a_chain(engine, 10)
    postgres.administer(pg_url, "ALTER DATABASE {} SET timezone TO 'Asia/Seoul'", engine.url.database)
    engine.dispose()
    with reading(engine) as session:
        assert session.exec(select(Event)).first().at.utcoffset() == timedelta(hours=9)
    assert checked(engine) == (None, 0, 10)
    engine.dispose()


def test_a_number_that_a_refused_commit_used_up_is_no_gap(engine):
    """PostgreSQL numbers a row before it is known whether it will be kept."""
    a_chain(engine, 3)
    with writer(engine) as session:
        events.record(session, None, "tried", "test", "refused")
        events.seal(session)
    a_chain(engine, 3)
    assert checked(engine) == (None, 0, 6)


def test_a_long_trail_takes_no_more_memory_than_a_short_one(sqlite_url):
    engine = open_engine(sqlite_url)
    peaks = []
    for rows in (3_000, 12_000):
        a_chain(engine, rows, each=3_000)
        tracemalloc.start()
        assert checked(engine)[0] is None
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    engine.dispose()
    assert peaks[1] < 1.3 * peaks[0]


# From the shell


@pytest.fixture
def folder(sqlite_url, tmp_path, monkeypatch) -> Path:
    for name in ("SECRET_KEY", "DATA_DIR"):
        monkeypatch.delenv(f"CLAIMDESK_{name}", raising=False)
    monkeypatch.setenv("CLAIMDESK_DATABASE_URL", sqlite_url)
    return tmp_path


def said(*words: Any) -> tuple[int, str, str]:
    done = CliRunner().invoke(main, ["audit", *map(str, words)])
    return done.exit_code, done.stdout, done.stderr


def test_the_shell_says_that_all_holds(folder, sqlite_url):
    engine = open_engine(sqlite_url)
    chain = a_chain(engine, 1_200)
    engine.dispose()
    assert said("head", "--data", folder) == (0, f"{chain[-1]}\n", "")
    code, out, err = said("verify", "--data", folder, "--head", chain[3], "--head", chain[-1])
    assert (code, out, err) == (0, f"1,200 events hold; the head is {chain[-1]}\n", "")


def test_the_shell_names_the_first_bad_row_and_why(folder, sqlite_url):
    engine = open_engine(sqlite_url)
    chain = a_chain(engine, 20)
    damage(engine, "DELETE FROM event WHERE seq > 15")
    code, out, err = said("verify", "--data", folder, "--head", chain[-1])
    assert (code, out) == (3, f"15 events hold; the head is {chain[14]}\n")
    assert err.startswith(f"Broken: the last row is 15 (ends): it ends here without the head {chain[-1]}")
    damage(engine, "UPDATE event SET verb = 'other' WHERE seq = 4")
    code, out, err = said("verify", "--data", folder)
    assert (code, out) == (3, f"3 events hold; the head is {chain[2]}\n")
    assert err.startswith("Broken: the first bad row is 4 (content): what it holds is not what was written")
    engine.dispose()


def test_the_shell_tells_what_could_not_be_looked_at(folder):
    assert said("verify", "--data", folder, "--head", "abc")[::2] == (
        1,
        "Error: “abc” is no head of a trail: one has 64 digits, 0 to 9 and a to f\n",
    )
    assert said("head", "--data", folder / "nowhere")[0] == 1
