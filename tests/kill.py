"""Kill the desk at random moments while four people decide, and look what is left.

`python -m tests.kill [-n 100] [--postgresql]`. The desk is a process of its own, `app.server` with its web
server, killed with SIGKILL; only its worker, which decides nothing, is left out. After each kill the
database is held against what the four were answered. A killed process is no power cut: what the disk
had not written yet is a matter of `synchronous=FULL`, which this cannot show.
"""

from __future__ import annotations

import argparse
import http.client
import os
import random
import re
import socket
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from rich.console import Console
from rich.table import Table
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import col, select

from app import server
from claims import desk, store
from claims.desk import signing
from claims.models import Claim, ClaimVersion, Event, Operation, Review, Verdict
from claims.models.base import new_id
from claims.store.engine import migrate, open_engine, reading, writing
from claims.vocab import ClaimStatus, Rating
from tests import factories, postgres

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine
    from sqlmodel import Session

PEOPLE, CLAIMS, PATIENCE = 4, 12, 60
#: What the desk printed, errors of its own above all.
SAID = "said.log"
_console = Console(highlight=False, width=100)


# The desk that is killed


class _NoWorker:
    """Stands in for the worker's process: nobody splits here, and it would cost more than all else."""

    def __init__(self, _folder: Path) -> None:
        pass

    def stop(self) -> None:
        """Nothing runs."""


def _serve(folder: str, url: str) -> None:
    """What the killed process does: open the desk, as `claimdesk open` does."""
    os.environ["CLAIMDESK_DATABASE_URL"] = url
    said = os.open(Path(folder) / SAID, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(said, 1)
    os.dup2(said, 2)
    server._Worker = _NoWorker  # type: ignore[assignment,misc]
    server.serve(Path(folder), 0, demo=False)


# From a server that has everything imported: a start takes a blink, and no lock of ours is copied.
_spawning = get_context("forkserver")
_spawning.set_forkserver_preload(["app.server", "tests.factories", "tests.postgres", "rich.table"])


@contextmanager
def a_desk(folder: Path, url: str) -> Iterator[tuple[int, Any]]:
    """Open the desk on a port that it finds free itself, and wait until it says which and answers."""
    log = folder / SAID
    before = log.stat().st_size if log.exists() else 0
    process = _spawning.Process(target=_serve, args=(str(folder), url), daemon=True)
    process.start()
    try:
        yield _port_of(process, log, before), process
    finally:
        process.kill()
        process.join(PATIENCE)


def _port_of(process: Any, log: Path, before: int) -> int:
    """The port that the desk said it is at, in the part of its log that is new, once it answers there."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.is_alive():
        said = log.read_bytes()[before:].decode(errors="replace") if log.exists() else ""
        if (told := re.search(rf"http://{server.HOST}:(\d+)/", said)) and _answers(int(told[1])):
            return int(told[1])
        # Another process tells that it is open by its log alone, so that has to be read again and again.
        time.sleep(0.02)
    raise SystemExit("the desk does not open")


def _answers(port: int) -> bool:
    try:
        socket.create_connection((server.HOST, port), timeout=1).close()
    except OSError:
        return False
    return True


# Who decides


@dataclass
class Person:
    """Somebody who decides as fast as the desk answers, and remembers every answer."""

    engine: Engine
    key: int
    claims: list[str]
    chance: random.Random
    port: int = 0
    cookie: str = ""
    token: str = ""
    acknowledged: set[str] = field(default_factory=set)
    in_flight: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)
    said: Counter[int] = field(default_factory=Counter)

    def sign_in(self, link: str) -> None:
        """Follow a one-time link, and take the token that every form carries."""
        self._send("GET", f"/sign-in/{link}")
        self.token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', self._send("GET", "/profile")[1])[1]  # type: ignore[index]

    def work(self, stop: threading.Event) -> None:
        """Decide until told to stop or until the desk is gone."""
        while not stop.is_set():
            try:
                self.decide()
            except (OSError, http.client.HTTPException):
                return

    def decide(self) -> None:
        """Do the next sensible thing to some claim."""
        path, typed = self._choose(self.chance.choice(self.claims))
        form = {"csrf_token": self.token, "op_id": new_id(), **typed}
        self.in_flight.append((form["op_id"], path, form))
        self._answered(form["op_id"], self._send("POST", path, form)[0])
        self.in_flight.pop()

    def send_again(self) -> list[tuple[str, int]]:
        """Send what was not answered once more, as a browser would; what each was answered."""
        waiting, self.in_flight = self.in_flight, []
        answers = [(op_id, self._send("POST", path, form)[0]) for op_id, path, form in waiting]
        for op_id, status in answers:
            self._answered(op_id, status)
        return answers

    def _answered(self, op_id: str, status: int) -> None:
        self.said[status] += 1
        if status == 303:
            self.acknowledged.add(op_id)

    def _choose(self, claim_id: str) -> tuple[str, dict[str, str]]:
        with reading(self.engine) as session:
            claim = store.claims.get(session, claim_id)
            signed = store.verdicts.newest(session, claim.id or 0)
            step, typed = self._step(session, claim, signed[0] if signed else None)
        return f"/claims/{claim_id}/{step}", {"rev": str(claim.rev), **typed}

    def _step(self, session: Session, claim: Claim, signed: Verdict | None) -> tuple[str, dict[str, str]]:
        if claim.status is ClaimStatus.IN_REVIEW and signed and signed.author_id == self.key:
            return "take-back", {}
        if claim.status is ClaimStatus.IN_REVIEW:
            decision = self.chance.choice(["approve", "approve", "request_changes"])
            seen = signing.digest(session, claim)
            return "review", {"decision": decision, "comment": "As I see it.", "digest_seen": seen}
        if claim.status is ClaimStatus.VERIFIED:
            return "wording", {"text": f"Wording {new_id()}.", "reason": "clearer"}
        if claim.status is ClaimStatus.STALE and signed and signed.author_id == self.key:
            return "renew", {"digest_seen": signing.digest(session, claim)}
        if claim.status is ClaimStatus.DRAFTED and self.chance.random() < 0.7:
            return "submit", {}
        rating = self.chance.choice(list(Rating)).value
        return "verdict", {"rating": rating, "rationale": f"Because of {new_id()}."}

    def _send(self, method: str, path: str, form: dict[str, str] | None = None) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            headers = {"Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded"}
            connection.request(method, path, urlencode(form) if form else None, headers)
            answer = connection.getresponse()
            words = answer.read().decode()
        finally:
            connection.close()
        # A form leaves its message in the cookie until a page shows it, and nobody looks here.
        if method == "GET" and (cookie := answer.headers.get("Set-Cookie")):
            self.cookie = cookie.partition(";")[0]
        return answer.status, words


# What is left


@dataclass
class Found:
    """What the looks after all kills found; `wrong` says of each thing that does not hold what it is."""

    kills: int = 0
    acknowledged: int = 0
    refused: int = 0
    unanswered: int = 0
    saved_unanswered: int = 0
    lost: int = 0
    events: int = 0
    wrong: list[str] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)


def look(engine: Engine, people: list[Person], found: Found) -> set[str]:
    """Hold the database against what the people were answered; gives the ids of what is in it."""
    with reading(engine) as session:
        trail = desk.check_trail(session, found.heads)
        done = set(session.exec(select(Operation.op_id).where(Operation.status == 303)).all())
        lost = set().union(*(person.acknowledged for person in people)) - done
        half = [*_half_written(session, [person.key for person in people])]
    found.wrong += [f"lost: {op_id}" for op_id in lost] + half + _damage(engine)
    found.wrong += [f"the trail: row {trail.seq} {trail.why}"] if trail.broken else []
    found.heads.append(trail.head)
    found.lost, found.events = found.lost + len(lost), trail.events
    return done


def _half_written(session: Session, people: list[int]) -> Iterator[str]:
    """What stands without its event, or the other way round."""
    events = session.exec(select(Event).where(col(Event.actor_id).in_(people)).order_by(col(Event.seq))).all()
    steps = [event for event in events if event.object_type == "claim"]
    counts = {
        "a form and its events": (
            len(session.exec(select(Operation.id)).all()),
            len({event.request_id for event in steps}),
        ),
        "a verdict and its event": (
            set(session.exec(select(Verdict.public_id))),
            {event.payload["verdict"] for event in steps if event.verb in ("drafted", "renewed")},
        ),
        "a review and its event": (
            len(session.exec(select(Review.id)).all()),
            sum("decision" in event.payload for event in steps),
        ),
        "a wording and its event": (
            len(session.exec(select(ClaimVersion.id).where(ClaimVersion.seq > 1)).all()),
            sum(event.verb == "reworded" for event in steps),
        ),
        "a status and its event": (
            {(claim.public_id, claim.status.value) for claim in session.exec(select(Claim))},
            _statuses(session),
        ),
    }
    yield from (f"half written: {name}" for name, (one, other) in counts.items() if one != other)


def _statuses(session: Session) -> set[tuple[str, str]]:
    """Where each claim is, by the last step that the trail has of it."""
    last = dict.fromkeys(session.exec(select(Claim.public_id)), ClaimStatus.ACCEPTED.value)
    moved = select(Event).where(col(Event.verb).startswith("moved to")).order_by(col(Event.seq))
    last |= {event.object_id: event.payload["now"] for event in session.exec(moved)}
    return set(last.items())


def _damage(engine: Engine) -> list[str]:
    """What the database itself says of its files: SQLite of all, PostgreSQL of its indexes."""
    if engine.dialect.name == "sqlite":
        asked = ["PRAGMA integrity_check", "PRAGMA foreign_key_check"]
        with engine.connect() as connection:
            said = [tuple(row) for one in asked for row in connection.execute(text(one))]
        return [f"the database: {row}" for row in said if row != ("ok",)]
    check = "SELECT bt_index_check(c.oid, true) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid "
    own = (
        "JOIN pg_am a ON a.oid = c.relam WHERE a.amname = 'btree' AND c.relnamespace = 'public'::regnamespace"
    )
    try:
        with engine.begin() as connection:
            connection.execute(text("CREATE EXTENSION IF NOT EXISTS amcheck"))
            connection.execute(text(check + own))
    except DBAPIError as error:
        return [] if "amcheck" in str(error.orig) else [f"the database: {error.orig}"]
    return []


# The run


def run(url: str, folder: Path, kills: int, seed: int = 1) -> Found:
    """Kill the desk so many times; the same seed waits as long before each kill."""
    engine, chance, found = open_engine(url), random.Random(seed), Found()
    folder.mkdir(exist_ok=True)
    migrate(engine)
    people, links = _begin(engine, chance)
    try:
        for nth in range(kills):
            _one_kill(engine, folder, people, links if nth == 0 else [], chance, found)
    finally:
        engine.dispose()
    found.acknowledged = sum(len(person.acknowledged) for person in people)
    found.refused = sum(person.said.total() - person.said[303] for person in people)
    odd = set().union(*(person.said for person in people)) - {303, 409, 422, 403}
    if odd:
        said = (folder / SAID).read_text(encoding="utf-8", errors="replace")
        found.wrong.append(f"answered {sorted(odd)}: {said[-4_000:]}")
    return found


def _begin(engine: Engine, chance: random.Random) -> tuple[list[Person], list[str]]:
    with writing(engine) as session:
        made = [factories.a_claim(session) for _ in range(CLAIMS)]
        for claim in made:
            factories.an_evidence(session, claim, factories.a_person(session))
        users = [factories.a_person(session) for _ in range(PEOPLE)]
        links = [desk.make_sign_in_link(session, user) for user in users]
        claims = [claim.public_id for claim in made]
    return [Person(engine, user.id or 0, claims, random.Random(chance.random())) for user in users], links


def _one_kill(
    engine: Engine, folder: Path, people: list[Person], links: list[str], chance: random.Random, found: Found
) -> None:
    before = sum(len(person.acknowledged) for person in people)
    with a_desk(folder, str(engine.url.render_as_string(hide_password=False))) as (port, process):
        for person in people:
            person.port = port
        for person, link in zip(people, links, strict=False):
            person.sign_in(link)
        _settle_unanswered(engine, people, found)
        stop = threading.Event()
        working = [threading.Thread(target=person.work, args=(stop,)) for person in people]
        for thread in working:
            thread.start()
        until = time.monotonic() + PATIENCE
        while sum(len(person.acknowledged) for person in people) == before and time.monotonic() < until:
            time.sleep(0.005)
        time.sleep(chance.uniform(0, 0.4))
        process.kill()
        stop.set()
        for thread in working:
            thread.join(PATIENCE)
    found.kills += 1
    done = look(engine, people, found)
    waiting = [op_id for person in people for op_id, _, _ in person.in_flight]
    found.unanswered += len(waiting)
    found.saved_unanswered += len(done.intersection(waiting))


def _settle_unanswered(engine: Engine, people: list[Person], found: Found) -> None:
    """What the kill left without an answer is sent again: what is in already is answered, not done."""
    with reading(engine) as session:
        done = set(session.exec(select(Operation.op_id).where(Operation.status == 303)).all())
        head = desk.trail_head(session)
    for person in people:
        for op_id, status in person.send_again():
            with reading(engine) as session:
                now = desk.trail_head(session)
            if op_id in done and (status, now) != (303, head):
                found.wrong.append(f"done again: {op_id} was answered {status}")
            head = now


def main() -> None:
    """Kill, look, and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("-n", type=int, default=100, help="how often it is killed (default 100)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--postgresql", action="store_true", help="on a PostgreSQL of its own, not SQLite")
    chosen = parser.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, _a_url(Path(folder), chosen.postgresql) as url:
        found = run(url, Path(folder), chosen.n, chosen.seed)
    _print("PostgreSQL" if chosen.postgresql else "SQLite", found, time.monotonic() - began)
    sys.exit(bool(found.wrong))


@contextmanager
def _a_url(folder: Path, on_postgresql: bool) -> Iterator[str]:
    if not on_postgresql:
        yield f"sqlite:///{folder / 'desk.db'}"
        return
    with postgres.a_server() as server_url, postgres.a_database(server_url) as url:
        yield url


def _print(engine: str, found: Found, seconds: float) -> None:
    table = Table(title=f"The desk on {engine}, killed while {PEOPLE} people decided")
    table.add_column("what")
    table.add_column("count", justify="right")
    half = sum(one.startswith("half") for one in found.wrong)
    broken = sum(one.startswith("the ") for one in found.wrong)
    again = sum(one.startswith("done again") for one in found.wrong)
    for name, count in (
        ("kills", found.kills),
        ("decisions acknowledged", found.acknowledged),
        ("of them lost (promised: 0)", found.lost),
        ("refused, as somebody was faster", found.refused),
        ("without an answer when it was killed", found.unanswered),
        ("of them saved all the same, and answered when sent again", found.saved_unanswered),
        ("of them done twice (promised: 0)", again),
        ("looks that found something half written (promised: 0)", half),
        ("looks that found a broken trail or database (promised: 0)", broken),
        ("events in the trail", found.events),
        ("seconds", round(seconds)),
    ):
        table.add_row(name, f"{count:,}")
    _console.print(table)
    for wrong in found.wrong[:20]:
        _console.print(wrong, style="bold red")


if __name__ == "__main__":
    main()
