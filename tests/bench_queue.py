"""The figures of a large desk: 100,000 claims in 2,000 articles, each request beside one that does nothing.

`python -m tests.bench --queue`. The requests of one table are taken in turns, so that all meet the same
machine; what counts is the last column.
"""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, text
from sqlmodel import select

from claims import folding
from claims.models import Article, ArticleVersion, Claim, ClaimVersion, Occurrence, Segment
from claims.models.base import new_id
from claims.store.engine import reading, writing
from claims.triage import worth_of
from claims.vocab import OccurrenceRole, SegmentKind
from tests.bench import took_ms
from tests.factories import sign_in
from tests.world import a_form

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flask import Flask
    from sqlalchemy import Engine

ARTICLES, EACH = 2_000, 50
AT_ONCE = 8
_THINGS = "bridge pier dam school mill road harbour library clinic tower".split()
_PEOPLE = "Mara Voss|Ida Lind|Bo Ek|the mayor|the council|조선노동당 대회".split("|")
_REASONS = [
    {"name": why.name.value, "weight": why.weight, "words": why.words}
    for why in worth_of("The council spent 12 million crowns on 40 schools, Ida Lind said in 1931.").reasons
]
_WORDS = {
    "sqlite": "INSERT INTO claim_words (rowid, words) VALUES (:id, :words)",
    "postgresql": "INSERT INTO claim_words (id, words) VALUES (:id, to_tsvector('simple', :words))",
}


def fill(engine: Engine, articles: int = ARTICLES, each: int = EACH) -> int:
    """Write so many articles with so many claims each; gives the number of claims."""
    chance = random.Random(7)
    for first in range(0, articles, 100):
        with writing(engine) as session:
            for number in range(first, min(articles, first + 100)):
                _article(session.connection(), number, each, chance)
    return articles * each


def _article(connection: Any, number: int, each: int, chance: random.Random) -> None:
    lines = [_line(number, nth, chance) for nth in range(each)]
    body = "\n".join(lines) + "\n"
    article = Article(title=f"Report {number}", language="en")
    key = _written(connection, article)
    version = ArticleVersion(
        article_id=key,
        raw=body.encode(),
        raw_sha256=new_id(),
        media_type="text/plain",
        text=body,
        text_sha256="0" * 64,
        extractor="bench",
    )
    of = connection.execute(insert(ArticleVersion), version.model_dump(exclude={"id"})).inserted_primary_key[
        0
    ]
    rows = [_claim(key, nth, line, chance) for nth, line in enumerate(lines, 1)]
    connection.execute(insert(Claim), rows)
    found = connection.execute(select(Claim.id).where(Claim.article_id == key).order_by(Claim.number))
    claims = [claim for (claim,) in found]
    wordings = [_wording(claim, line) for claim, line in zip(claims, lines, strict=True)]
    connection.execute(insert(ClaimVersion), wordings)
    connection.execute(insert(Occurrence), list(_places(claims, of, lines)))
    segment = Segment(version_id=of, start=0, end=len(body), kind=SegmentKind.BODY, by="bench")
    connection.execute(insert(Segment), segment.model_dump(exclude={"id"}))
    words = [
        {"id": claim, "words": folding.index_words(line)} for claim, line in zip(claims, lines, strict=True)
    ]
    connection.execute(text(_WORDS[connection.dialect.name]), words)


def _written(connection: Any, row: Article | ArticleVersion) -> int:
    written = connection.execute(insert(type(row)), row.model_dump(exclude={"id"}))
    return int(written.inserted_primary_key[0])


def _line(number: int, nth: int, chance: random.Random) -> str:
    thing, who = chance.choice(_THINGS), chance.choice(_PEOPLE)
    return f"{who} said that {thing} {number}-{nth} cost {chance.randrange(1, 900)} million crowns in 2021."


def _claim(article: int, number: int, line: str, chance: random.Random) -> dict[str, Any]:
    claim = Claim(article_id=article, number=number, check_worthiness=chance.random())
    claim.claimant_key = folding.fold(line.split(" said ", maxsplit=1)[0])
    claim.kinds_key = f" {chance.choice(('numerical', 'quote', 'event_property'))} "
    claim.has_date, claim.has_number = chance.random() < 0.3, chance.random() < 0.6
    return claim.model_dump(exclude={"id"})


def _wording(claim: int, line: str) -> dict[str, Any]:
    version = ClaimVersion(claim_id=claim, text=line, language="en", reasons=_REASONS, made_by=["bench"])
    return version.model_dump(exclude={"id"})


def _places(claims: list[int], version: int, lines: list[str]) -> Iterator[dict[str, Any]]:
    at = 0
    for claim, line in zip(claims, lines, strict=True):
        place = Occurrence(
            claim_id=claim,
            article_version_id=version,
            start=at,
            end=at + len(line),
            exact=line,
            prefix="",
            suffix="",
            role=OccurrenceRole.ASSERTION,
        )
        yield place.model_dump(exclude={"id"})
        at += len(line) + 1


# What is asked


def gets(app: Flask) -> dict[str, Callable[[], float]]:
    """The pages of the queue, each a call that gives its milliseconds."""
    client = sign_in(app)[0].client
    cursor = _cursor(app.extensions["engine"], 25 * 499 - 1)
    paths = {
        "GET that does nothing": "/bench.get",
        "queue, first page": "/queue",
        "queue, page 500": f"/queue?after={cursor}",
        "filter: numerical, dated": "/queue?kind=numerical&dated=yes",
        "filter: claimant": "/queue?claimant=ida+lind",
        "search: one word of many claims": "/queue?q=harbour",
        "search: a rare phrase": "/queue?q=%22harbour+1201%22",
        "search: 노동당 inside a compound": "/queue?q=노동당",
    }
    weigher = sign_in(app, settings={"weights": {"number": 2.0, "opinion": 0.5}})[0].client
    found = {name: (lambda path=path: took_ms(client, path)) for name, path in paths.items()}
    return {**found, "queue, in one's own order": lambda: took_ms(weigher, "/queue")}


def _cursor(engine: Engine, behind: int) -> str:
    with reading(engine) as session:
        key, claim = session.exec(
            select(Claim.queue_key, Claim.id).order_by(Claim.queue_key, Claim.id).offset(behind).limit(1)
        ).one()
    return f"{key}-{claim}"


def posts(app: Flask, n: int) -> dict[str, Callable[[], float]]:
    """A decision alone and with others at once, beside a POST that does nothing alone and with others."""
    with reading(app.extensions["engine"]) as session:
        own = iter(
            session.exec(select(Claim.public_id).order_by(Claim.id).limit((AT_ONCE + 1) * (n + 2))).all()
        )
    people = [sign_in(app)[0] for _ in range(AT_ONCE)]
    forms = [a_form(person, rev="1") for person in people]

    def nothing(who: int) -> float:
        return took_ms(people[who].client, "/bench.post", {**forms[who], "op_id": new_id()})

    def accept(who: int, claim: str) -> float:
        path = f"/claims/{claim}/accept/queue"
        return took_ms(people[who].client, path, {**forms[who], "op_id": new_id()})

    pool = ThreadPoolExecutor(AT_ONCE)

    def at_once(call: Callable[..., float], *given: list[str]) -> float:
        took = list(pool.map(call, range(AT_ONCE), *given))
        return sum(took) / len(took)

    return {
        "POST that does nothing": lambda: nothing(0),
        "POST accept": lambda: accept(0, next(own)),
        f"{AT_ONCE} that do nothing, at once": lambda: at_once(nothing),
        f"{AT_ONCE} that accept, at once": lambda: at_once(accept, [next(own) for _ in range(AT_ONCE)]),
    }
