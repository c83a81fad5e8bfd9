"""Print the figures: statements, page weight, times. `python -m tests.bench [FILE …]`.

Nothing is asserted here: a clock depends on the machine. Each time is of one process, with the
test client and no network; set beside a route that does nothing, in the same run.
"""

from __future__ import annotations

import argparse
import gzip
import re
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table
from sqlalchemy import insert
from sqlmodel import func, select

from app import auth, create_app
from claims.jobs import work_once
from claims.models import Article, ArticleVersion, Claim, ClaimVersion, Occurrence, Segment
from claims.models.base import new_id
from claims.store.engine import migrate, open_engine, reading, writing
from claims.vocab import OccurrenceRole, Role, SegmentKind
from tests import bench_split
from tests.counting import statements
from tests.factories import sign_in
from tests.world import a_form

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flask import Flask
    from flask.testing import FlaskClient
    from sqlalchemy import Engine

    from tests.visitor import Visitor

ROOT = Path(__file__).parents[1]
CLAIM = "The bridge number {0} cost {0} million crowns."
_console = Console(highlight=False, width=100)


def main() -> None:
    """Measure everything on a fresh database and print it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("file", nargs="*", type=Path, help="texts to import beside the demo article")
    parser.add_argument(
        "--postgresql", metavar="URL", help="an empty database; without it SQLite in a folder"
    )
    parser.add_argument("-n", type=int, default=200, help="how often each request is timed (default 200)")
    parser.add_argument(
        "--articles", type=int, default=200, help="so many are split with two processes (full: 1000)"
    )
    parser.add_argument(
        "--memory", type=int, default=2_000, help="so many are split in one process (full: 10000)"
    )
    parser.add_argument("--split", action="store_true", help="only the figures of the splitter")
    parser.add_argument("--queue", action="store_true", help="only the figures of 100,000 claims")
    parser.add_argument("--evidence", action="store_true", help="only the figures of many sources")
    parser.add_argument("--sources", type=int, default=1_000, help="of 200 sentences each (full: 10000)")
    parser.add_argument("--signoff", action="store_true", help="only the figures of verdicts and the trail")
    chosen = parser.parse_args()
    some = chosen.queue or chosen.signoff or chosen.evidence
    if not some:
        splitting(bench_split.Asked(chosen.articles, chosen.memory))
    if chosen.split:
        return
    with tempfile.TemporaryDirectory() as folder:
        url = chosen.postgresql or f"sqlite:///{Path(folder) / 'bench.db'}"
        engine = open_engine(url)
        migrate(engine)
        engine.dispose()
        with opened(url) as app:
            engine = app.extensions["engine"]
            _console.print(
                f"Engine: {engine.dialect.name} ({_version(engine)}). p50 and p95 in milliseconds.\n"
            )
            if not some:
                small_desk(app, chosen)
            if chosen.signoff or not some:
                signing_off(app, chosen.n)
            if chosen.evidence or not some:
                many_sources(app, chosen.sources, chosen.n)
            if chosen.queue or not some:
                large_desk(app, chosen.n)


def small_desk(app: Flask, chosen: argparse.Namespace) -> None:
    """A desk as one begins with."""
    imports(app, [ROOT / "app" / "demo.txt", *chosen.file])
    sizes(app)
    decisions(app, chosen.n)
    pages(app, chosen.n)
    counts(app)
    pages(app, chosen.n)


def signing_off(app: Flask, n: int) -> None:
    """Verdicts, and the trail that they and all else leave."""
    from tests import bench_signoff

    _race("A verdict, ms, answered as htmx asks; the commit included", bench_signoff.posts(app), n)
    _race(f"The past of a claim with {bench_signoff.PAST} events, ms", bench_signoff.pasts(app), n)
    bench_signoff.a_long_trail(app.extensions["engine"])
    _print(
        "The trail, whole",
        *("what", "events", "seconds", "to reading", "peak MiB"),
        rows=bench_signoff.trail(app.extensions["engine"]),
    )


def many_sources(app: Flask, sources: int, n: int) -> None:
    """A library, and passages looked for in all of it."""
    from tests import bench_evidence

    sentences = bench_evidence.fill(app.extensions["engine"], sources)
    title = f"with {sources:,} sources of {sentences:,} sentences"
    _race(f"Finding passages, ms, {title}", bench_evidence.finds(app), n)
    _race(f"Evidence kept, ms, {title}", bench_evidence.posts(app), n)


def large_desk(app: Flask, n: int) -> None:
    """A desk with 100,000 claims."""
    from tests import bench_queue

    claims = bench_queue.fill(app.extensions["engine"])
    _race(
        f"The queue, ms, with {claims:,} claims in {bench_queue.ARTICLES:,} articles",
        bench_queue.gets(app),
        n,
    )
    _race(f"A decision, ms, with {claims:,} claims", bench_queue.posts(app, n), n)


@contextmanager
def opened(url: str) -> Iterator[Flask]:
    """The desk, with two routes that do nothing."""
    app = create_app(DATABASE_URL=url, SECRET_KEY="bench-" + "x" * 40)
    for method in ("GET", "POST"):
        name = f"bench.{method.lower()}"
        app.add_url_rule(f"/{name}", name, lambda: "", methods=[method])
        auth.POLICY[name] = Role.VIEWER
    try:
        yield app
    finally:
        app.extensions["engine"].dispose()


def splitting(asked: bench_split.Asked) -> None:
    """What the splitter costs, as ratios."""
    rows = bench_split.rows(asked)
    _print(bench_split.title(), *bench_split.COLUMNS, rows=rows)


def _version(engine: Engine) -> str:
    query = "select sqlite_version()" if engine.dialect.name == "sqlite" else "show server_version"
    with engine.connect() as connection:
        return str(connection.exec_driver_sql(query).scalar())


def _print(title: str, *columns: str, rows: list[tuple[Any, ...]]) -> None:
    _console.print(title, style="bold")
    table = Table()
    for number, column in enumerate(columns):
        table.add_column(column, justify="right" if number else "left")
    for row in rows:
        table.add_row(*(f"{cell:,.1f}" if isinstance(cell, float) else str(cell) for cell in row))
    _console.print(table)
    _console.print()


# Many claims


def an_article_with(engine: Engine, claims: int) -> Article:
    """An article with so many proposed claims, one a paragraph, written in bulk."""
    words = [CLAIM.format(number) for number in range(1, claims + 1)]
    text = "\n".join(words) + "\n"
    starts = [0]
    for line in words:
        starts.append(starts[-1] + len(line) + 1)
    with writing(engine) as session:
        article = Article(title=f"{claims} bridges", language="en")
        session.add(article)
        session.flush()
        version = ArticleVersion(
            article_id=article.id,
            raw=text.encode(),
            raw_sha256=new_id(),
            media_type="text/plain",
            text=text,
            text_sha256="0" * 64,
            extractor="bench",
        )
        session.add(version)
        session.flush()
        many = session.connection().execute
        many(insert(Claim), [_claim(article, number) for number in range(1, claims + 1)])
        keys = session.exec(
            select(Claim.id).where(Claim.article_id == article.id).order_by(Claim.number)
        ).all()
        places = list(zip(keys, words, starts, strict=False))
        many(insert(ClaimVersion), [_wording(key, line) for key, line, _ in places])
        many(insert(Occurrence), [_place(key, version, line, start) for key, line, start in places])
        many(insert(Segment), [_segment(version, line, start) for _, line, start in places])
    return article


def _claim(article: Article, number: int) -> dict[str, Any]:
    return Claim(article_id=article.id, number=number, check_worthiness=number % 97 / 97).model_dump(
        exclude={"id"}
    )


def _wording(claim_id: int, text: str) -> dict[str, Any]:
    why = [{"name": "a number", "weight": 0.3, "words": "million"}]
    return ClaimVersion(
        claim_id=claim_id, text=text, language="en", reasons=why, made_by=["bench"]
    ).model_dump(exclude={"id"})


def _place(claim_id: int, version: ArticleVersion, exact: str, start: int) -> dict[str, Any]:
    return Occurrence(
        claim_id=claim_id,
        article_version_id=version.id,
        start=start,
        end=start + len(exact),
        exact=exact,
        prefix="",
        suffix="",
        role=OccurrenceRole.ASSERTION,
    ).model_dump(exclude={"id"})


def _segment(version: ArticleVersion, line: str, start: int) -> dict[str, Any]:
    kind = SegmentKind.BODY
    return Segment(
        version_id=version.id, start=start, end=start + len(line) + 1, kind=kind, by="bench"
    ).model_dump(exclude={"id"})


# The figures


def counts(app: Flask) -> None:
    """SQL statements of the queue and the reader, BEGIN of SQLite and the look at who asks included."""
    rows = []
    for claims in (10, 1_000, 10_000):
        engine = app.extensions["engine"]
        article = an_article_with(engine, claims)
        visitor, _ = sign_in(app)
        queue = _statements(app, visitor, f"/queue?article={article.public_id}")
        reader = _statements(app, visitor, f"/articles/{article.public_id}") if claims <= 1_000 else "–"
        rows.append((f"{claims:,}", queue, reader))
    _print(
        "SQL statements of a page (promised: queue ≤ 8, reader ≤ 12)", "claims", "queue", "reader", rows=rows
    )


def _statements(app: Flask, visitor: Visitor, path: str) -> int:
    visitor.client.get(path)
    with statements(app) as said:
        answer = visitor.client.get(path)
    _expect(answer.status_code == 200, path)
    return len(said)


def _expect(holds: bool, what: str) -> None:
    if not holds:
        raise SystemExit(f"cannot be measured: {what}")


def sizes(app: Flask) -> None:
    """What a browser loads for the reader of the demo article, gzipped."""
    visitor, _ = sign_in(app)
    with reading(app.extensions["engine"]) as session:
        article = session.exec(select(Article).order_by(Article.id)).first()
    _expect(article is not None, "an article")
    html = visitor.client.get(f"/articles/{article.public_id}", buffered=True).get_data(as_text=True)
    loaded = re.findall(r'<(?:script|link)[^>]+(?:src|href)="(/static/[^"]+)"', html)
    parts = {"reader page": html.encode()}
    parts |= {path.rpartition("/")[2]: visitor.client.get(path, buffered=True).data for path in loaded}
    zipped = {name: len(gzip.compress(data, 6, mtime=0)) / 1024 for name, data in parts.items()}
    rows: list[tuple[Any, ...]] = [(name, len(parts[name]) / 1024, size) for name, size in zipped.items()]
    scripts = sum(size for name, size in zipped.items() if name.endswith(".js"))
    rows.append(("together", sum(map(len, parts.values())) / 1024, sum(zipped.values())))
    rows.append(("of it JavaScript", "", scripts))
    _print("First page, KB (promised: ≤ 60 gzip, ≤ 30 of it JavaScript)", "part", "raw", "gzip -6", rows=rows)


def imports(app: Flask, files: list[Path]) -> None:
    """A text from the form to the reader, and on to its claims; the first loads the language model."""
    engine = app.extensions["engine"]
    visitor, _ = sign_in(app)
    rows = []
    for number, path in enumerate(files):
        text = path.read_text(encoding="utf-8")
        runs = [
            _import(engine, visitor, f"{text}\n\nRun {run} of the bench ended here." if run else text)
            for run in range(6)
        ]
        readable, first = median(run[0] for run in runs), runs[0]
        later = median(run[1] for run in runs[1:])
        cold = first[1] if number == 0 else "–"
        rows.append((path.name, len(text), first[2], len(runs), readable, cold, later))
    _print(
        "Import, ms: until it can be read (the POST), until its claims stand (the job)",
        *("text", "characters", "claims", "n", "readable p50", "claims, first", "claims p50"),
        rows=rows,
    )


def _import(engine: Engine, visitor: Visitor, text: str) -> tuple[float, float, int]:
    form = a_form(visitor, text=text)
    before = _claims(engine)
    began = perf_counter()
    answer = visitor.client.post("/articles", data=form)
    readable = perf_counter()
    _expect(answer.status_code == 303, answer.get_data(as_text=True)[:200])
    _expect(work_once(engine, "bench"), "a job")
    done = perf_counter()
    return (readable - began) * 1000, (done - readable) * 1000, _claims(engine) - before


def _claims(engine: Engine) -> int:
    with reading(engine) as session:
        return session.exec(select(func.count()).select_from(Claim)).one()


@dataclass(frozen=True, slots=True)
class Timed:
    """Milliseconds of requests of one kind."""

    name: str
    took: list[float]

    def row(self, nothing: Timed) -> tuple[Any, ...]:
        """As a row of the table, beside the route that does nothing."""
        p50, p95 = median(self.took), quantiles(self.took, n=20)[-1]
        return self.name, len(self.took), p50, p95, f"{p50 / median(nothing.took):.1f} ×"


def decisions(app: Flask, n: int) -> None:
    """Decisions beside a route that does nothing; taken in turns, so that all meet the same machine."""
    engine = app.extensions["engine"]
    article = an_article_with(engine, 2 * n + 20)
    with reading(engine) as session:
        own = session.exec(
            select(Claim.public_id).where(Claim.article_id == article.id).order_by(Claim.id)
        ).all()
    visitor, _ = sign_in(app)
    client, form, waiting = visitor.client, a_form(visitor, rev="1"), iter(own)

    def decide(step: str, **fields: str) -> Callable[[], float]:
        def post() -> float:
            return took_ms(
                client, f"/claims/{next(waiting)}/{step}/queue", {**form, "op_id": new_id(), **fields}
            )

        return post

    posts = {
        "POST that does nothing": lambda: took_ms(client, "/bench.post", {**form, "op_id": new_id()}),
        "POST accept": decide("accept"),
        "POST dismiss": decide("dismiss", reason="opinion"),
    }
    _race("A decision, ms, answered as htmx asks; the commit included", posts, n)


def pages(app: Flask, n: int) -> None:
    """Pages beside a route that does nothing, with as many claims as there are by now."""
    engine = app.extensions["engine"]
    client = sign_in(app)[0].client
    with reading(engine) as session:
        demo = session.exec(select(Article.public_id).order_by(Article.id)).first()
    gets = {
        "GET that does nothing": lambda: took_ms(client, "/bench.get"),
        "GET queue": lambda: took_ms(client, "/queue"),
        "GET reader, demo article": lambda: took_ms(client, f"/articles/{demo}"),
    }
    _race(f"A page, ms, with {_claims(engine):,} claims at the desk", gets, n)


def _race(title: str, kinds: dict[str, Callable[[], float]], n: int) -> None:
    for take in kinds.values():
        take()  # templates are compiled at their first use
    took: dict[str, list[float]] = {name: [] for name in kinds}
    for _ in range(n):
        for name, take in kinds.items():
            took[name].append(take())
    timed = [Timed(name, values) for name, values in took.items()]
    _print(title, "request", "n", "p50", "p95", "to nothing", rows=[found.row(timed[0]) for found in timed])


def took_ms(client: FlaskClient, path: str, form: dict[str, str] | None = None) -> float:
    headers = {"HX-Request": "true"} if form else {}
    began = perf_counter()
    answer = client.post(path, data=form, headers=headers) if form else client.get(path)
    ended = perf_counter()
    _expect(answer.status_code in (200, 204), f"{path}: {answer.status_code}")
    return (ended - began) * 1000


if __name__ == "__main__":
    main()
