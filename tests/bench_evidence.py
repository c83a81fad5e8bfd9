"""The figures of evidence over many sources, each beside something plain of the same run.

`python -m tests.bench --evidence [--sources 10000]`: a source has 200 sentences. What counts are ratios.
"""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, text

from claims import anchor, desk, folding, store
from claims.digest import sha256
from claims.models import Claim, Passage, Snapshot, Source, User
from claims.models.base import new_id, now
from claims.store.engine import reading, writing
from claims.vocab import SnapshotMethod
from tests import factories
from tests.bench import took_ms
from tests.factories import sign_in
from tests.looks import written
from tests.world import a_form

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask
    from sqlalchemy import Engine

    from claims.fetch import Fetched

SENTENCES = 200
_AT_A_TIME = 50
_INDEX = {
    "sqlite": "INSERT INTO passage_words (rowid, words) VALUES (:id, :words)",
    "postgresql": "INSERT INTO passage_words (id, words) VALUES (:id, to_tsvector('simple', :words))",
}
_ONE = {
    "sqlite": "SELECT rowid FROM passage_words WHERE passage_words MATCH :words LIMIT 400",
    "postgresql": "SELECT id FROM passage_words WHERE words @@ to_tsquery('simple', :words) LIMIT 400",
}
#: Few words that stand everywhere, many that are rare: as in any language.
_WORDS = [
    f"{a}{b}{c}"
    for a in ("bri", "har", "mo", "tel", "qu")
    for b in ("da", "vo", "lin")
    for c in ("ge", "bor", "st", "wick", "mer", "n", "ld", "rth", "ck", "sse")
]


def fill(engine: Engine, sources: int) -> int:
    """Write so many captured sources; gives the number of their sentences."""
    chance = random.Random(11)
    key = 0
    for first in range(0, sources, _AT_A_TIME):
        with writing(engine) as session:
            for number in range(first, min(sources, first + _AT_A_TIME)):
                key = _source(session.connection(), number, key, chance)
    return sources * SENTENCES


def _source(connection: Any, number: int, key: int, chance: random.Random) -> int:
    lines = [_line(number, nth, chance) for nth in range(SENTENCES)]
    words = " ".join(lines)
    row = Source(title=f"Report {number}", publisher="County")
    of = connection.execute(insert(Source), row.model_dump(exclude={"id"})).inserted_primary_key[0]
    digest = sha256(words.encode())
    snapshot = Snapshot(source_id=of, method=SnapshotMethod.PASTE, text=words, text_sha256=digest)
    taken = connection.execute(insert(Snapshot), snapshot.model_dump(exclude={"id"})).inserted_primary_key[0]
    rows, at = [], 0
    for nth, line in enumerate(lines, 1):
        passage = Passage(id=key + nth, snapshot_id=taken, number=nth, start=at, end=at + len(line))
        rows.append(passage.model_dump())
        at += len(line) + 1
    connection.execute(insert(Passage), rows)
    indexed = [
        {"id": row["id"], "words": folding.index_words(line)} for row, line in zip(rows, lines, strict=True)
    ]
    connection.execute(text(_INDEX[connection.dialect.name]), indexed)
    return key + SENTENCES


def _line(number: int, nth: int, chance: random.Random) -> str:
    told = " ".join(chance.choices(_WORDS, weights=[1 / rank for rank in range(1, len(_WORDS) + 1)], k=11))
    if nth == 7 and number % 40 == 0:
        return f"The mayor opened the school, and the work cost {number} crowns more than was said."
    return f"{told.capitalize()} {number * 200 + nth}."


def finds(app: Flask) -> dict[str, Callable[[], float]]:
    """The page that suggests passages for a claim, beside one query to the index of words."""
    visitor, me = sign_in(app)
    claim = _a_claim(app)
    source = written(app, lambda session: factories.a_source(session, me))
    page = f"/claims/{claim.public_id}/evidence/new"
    return {
        "GET that does nothing": lambda: took_ms(visitor.client, "/bench.get"),
        "one query to the index": lambda: _timed(lambda: _query(app.extensions["engine"])),
        "passages suggested for a claim": lambda: took_ms(visitor.client, page),
        "a search of all sources by words": lambda: took_ms(visitor.client, f"{page}?q=mayor+school"),
        "a source open beside its claim": lambda: took_ms(
            visitor.client, f"{page}?source={source.public_id}"
        ),
        "the library's first page": lambda: took_ms(visitor.client, "/sources"),
    }


def _a_claim(app: Flask) -> Claim:
    return written(app, factories.a_claim)


def _query(engine: Engine) -> None:
    with engine.connect() as connection:
        connection.execute(text(_ONE[engine.dialect.name]), {"words": "mayor"}).all()


def posts(app: Flask) -> dict[str, Callable[[], float]]:
    """A passage attached and taken off again, beside a POST that does nothing; and what needs no database."""
    engine = app.extensions["engine"]
    visitor, me = sign_in(app)
    form = a_form(visitor)
    claim, source = _a_claim(app), written(app, lambda session: factories.a_source(session, me))
    quote = {"source": source.public_id, "quote": "The work cost 14 million crowns.", "stance": "context"}
    with reading(engine) as session:
        long = session.get_one(Snapshot, 1).text
    middle = long.split(". ")[SENTENCES // 2]
    fetched = _fetched()

    def attach() -> float:
        with reading(engine) as session:
            rev = session.get_one(Claim, claim.id).rev
        path = f"/claims/{claim.public_id}/evidence"
        took = took_ms(visitor.client, path, {**form, "op_id": new_id(), "rev": str(rev), **quote})
        _take_off(engine, claim, me)
        return took

    return {
        "POST that does nothing": lambda: took_ms(visitor.client, "/bench.post", {**form, "op_id": new_id()}),
        "POST a passage": attach,
        f"a quote located in {len(long):,} characters": lambda: _timed(lambda: anchor.locate(middle, long)),
        "a page fetched, read and kept": lambda: _timed(lambda: _keep(engine, fetched, me)),
    }


def _take_off(engine: Engine, claim: Claim, me: User) -> None:
    with writing(engine) as session:
        found = store.sources.rows_of(session, [claim.id or 0])[0]
        desk.detach_evidence(session, found.public_id, session.get_one(Claim, claim.id).rev, me)


def _fetched() -> Fetched:
    story = "".join(f"<p>{'The tide was four metres, the highest since 1911. ' * 5}</p>" for _ in range(12))
    return factories.a_fetched(
        f"<html><head><title>Tides</title></head><body><article><h1>Tides</h1>{story}</article></body></html>",
        "text/html",
    )


def _keep(engine: Engine, fetched: Fetched, me: User) -> None:
    brought = desk.bring(replace(fetched, url=f"http://tides.example/{new_id()}", fetched_at=now()))
    typed = dict.fromkeys(("title", "author", "publisher", "language", "published_on", "origin_group"), "")
    with writing(engine) as session:
        about = {**typed, "kind": "outlet", "url": brought.fetched.url}
        desk.add_source(session, about, brought.intake, brought.received, me)


def _timed(do: Callable[[], object]) -> float:
    from time import perf_counter

    began = perf_counter()
    do()
    return (perf_counter() - began) * 1_000
