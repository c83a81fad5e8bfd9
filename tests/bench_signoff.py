"""The figures of sign-off: a verdict beside a POST that does nothing, and the walk over a long trail.

`python -m tests.bench --signoff`. What counts are the ratios, taken in one run on one machine.
"""

from __future__ import annotations

import tracemalloc
from concurrent.futures import ThreadPoolExecutor
from time import perf_counter
from typing import TYPE_CHECKING, Any

from sqlalchemy import text

from claims import desk
from claims.models.base import new_id, now
from claims.store import events
from claims.store.engine import reading, writing
from claims.vocab import Stance
from tests import factories
from tests.bench import took_ms
from tests.factories import sign_in
from tests.looks import now_is, written
from tests.world import a_form

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from flask import Flask
    from sqlalchemy import Engine

AT_ONCE = 8
EVENTS = 100_000
PAST = 500
_EACH = 5_000


def posts(app: Flask) -> dict[str, Callable[[], float]]:
    """A verdict, alone and with seven others on claims of their own, beside POSTs that do nothing."""
    engine = app.extensions["engine"]
    people = [sign_in(app)[0] for _ in range(AT_ONCE)]
    forms = [a_form(person) for person in people]
    claims = written(app, lambda session: [_a_claim(session) for _ in range(AT_ONCE)])

    def nothing(who: int) -> float:
        return took_ms(people[who].client, "/bench.post", {**forms[who], "op_id": new_id()})

    def decide(who: int) -> float:
        typed = {"rating": "refuted", "rationale": "The report says 14."}
        form = {**forms[who], "op_id": new_id(), "rev": str(now_is(engine, claims[who]).rev), **typed}
        return took_ms(people[who].client, f"/claims/{claims[who].public_id}/verdict", form)

    pool = ThreadPoolExecutor(AT_ONCE)

    def at_once(call: Callable[[int], float]) -> float:
        took = list(pool.map(call, range(AT_ONCE)))
        return sum(took) / len(took)

    return {
        "POST that does nothing": lambda: nothing(0),
        "POST verdict": lambda: decide(0),
        f"{AT_ONCE} that do nothing, at once": lambda: at_once(nothing),
        f"{AT_ONCE} verdicts, at once": lambda: at_once(decide),
    }


def _a_claim(session: Any) -> Any:
    claim = factories.a_claim(session)
    factories.an_evidence(session, claim, factories.a_person(session))
    return claim


def pasts(app: Flask) -> dict[str, Callable[[], float]]:
    """The past of a claim with many events, beside a page that does nothing."""
    visitor, _ = sign_in(app)
    claim, middle = written(app, _a_long_life)
    asked = middle.strftime("%Y-%m-%dT%H:%M:%S.%f")
    paths = {
        "GET that does nothing": "/bench.get",
        "its history, a page of 100": f"/claims/{claim}/history",
        "as it stood, half of its events ago": f"/claims/{claim}/as-it-stood?at={asked}",
        "as it stands: its page": f"/claims/{claim}",
    }
    # A default argument keeps each path; the type checker takes no types of a lambda's.
    return {name: lambda path=path: took_ms(visitor.client, path) for name, path in paths.items()}  # type: ignore[misc]


def _a_long_life(session: Any) -> tuple[str, datetime]:
    """A claim that was worked on until it had so many events; its id, and a moment in the middle."""
    who, claim = factories.a_person(session), factories.a_claim(session)
    source = factories.a_source(session, who)
    quotes = ("The work cost 14 million crowns.", "closed for three years", "Some 4,000 people came on")
    rows = [factories.an_evidence(session, claim, who, quote, source=source) for quote in quotes]
    middle = now()
    for number in range(PAST - len(rows) - 1):
        stance = (Stance.MIXED, Stance.CONTEXT)[number // len(rows) % 2]
        desk.set_stance(session, rows[number % len(rows)].public_id, claim.rev, stance, who)
        session.flush()
        middle = now() if number == PAST // 2 else middle
    return claim.public_id, middle


def a_long_trail(engine: Engine, count: int = EVENTS) -> None:
    """Write so many events, as steps of triage leave them."""
    for first in range(0, count, _EACH):
        with writing(engine, new_id()) as session:
            for number in range(first, min(first + _EACH, count)):
                was = {"was": "proposed", "now": "accepted", "number": number}
                events.record(session, None, "moved to accepted", "claim", new_id(), **was)


def trail(engine: Engine) -> list[tuple[Any, ...]]:
    """What the walk over the whole trail costs, beside merely reading its rows; and its memory."""
    read, walk = _took(lambda: _read(engine)), _took(lambda: _walk(engine))
    tracemalloc.start()
    count = _walk(engine)
    peak = tracemalloc.get_traced_memory()[1] / 2**20
    tracemalloc.stop()
    return [
        ("rows read, nothing looked at", count, read, "1.0 ×", "–"),
        ("audit verify", count, walk, f"{walk / read:.1f} ×", f"{peak:.1f}"),
    ]


def _took(do: Callable[[], Any]) -> float:
    began = perf_counter()
    do()
    return perf_counter() - began


def _read(engine: Engine) -> int:
    with engine.connect() as connection:
        rows = connection.execution_options(yield_per=1_000).execute(text("SELECT * FROM event ORDER BY seq"))
        return sum(1 for _ in rows)


def _walk(engine: Engine) -> int:
    with reading(engine) as session:
        found = desk.check_trail(session)
    if found.broken:
        raise SystemExit(f"cannot be measured: row {found.seq}: {found.why}")
    return found.events
