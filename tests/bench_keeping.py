"""How long it takes until a large desk is kept, and until it is back, and what memory that takes.

`python -m tests.bench_keeping [CLAIMS…]`. The desk is on SQLite, with 10,000 and 100,000 claims if nothing
else is said: a trail of three events for each, and one frozen version of all of them. Printed beside copying
the same file, which is what the disk of the moment takes. Backup and restore each run in a process of its
own, whose highest memory is told beside that of one that only opens a desk: it has to be the same for ten
times the claims, but for the manifest of the version, which names each of its claims and is read as one.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter, process_time
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert
from sqlmodel import select

from claims.digest import canonical, sha256
from claims.models import ClaimSet, ClaimVersion, Release, ReleaseItem, User, Verdict
from claims.store import events, keeping
from claims.store.engine import migrate, open_engine, reading, writing
from claims.vocab import Rating, Role

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sqlalchemy import Engine
    from sqlmodel import Session, SQLModel

EVENTS_EACH = 3
PORTION = 10_000


# What fills a desk is imported where it is used: the processes that are measured do without.


def a_desk(folder: Path, claims: int) -> int:
    """Fill a desk: claims, a trail of a few steps for each, a frozen version of all."""
    from tests.bench_queue import EACH, fill

    engine = open_engine(_url(folder))
    migrate(engine)
    made = fill(engine, max(1, claims // EACH))
    for first in range(0, made * EVENTS_EACH, PORTION):
        with writing(engine) as session:
            for number in range(first, min(made * EVENTS_EACH, first + PORTION)):
                events.record(session, None, "tried", "claim", f"no {number}", number=number)
    _freeze(engine, made)
    engine.dispose()
    return made


def _url(folder: Path) -> str:
    return f"sqlite:///{folder / 'claimdesk.db'}"


def _freeze(engine: Engine, claims: int) -> None:
    """A version of all claims, as freezing would write it; its lines are those of `bench_export`."""
    from tests.bench_export import rows

    digests = [sha256(row.encode()) for row in rows(claims)]
    with writing(engine) as session:
        who = User(name="Ida Lind", role=Role.EDITOR)
        session.add(who)
        session.flush()
        made = ClaimSet(title="All", owner_id=who.id or 0)
        session.add(made)
        session.flush()
        manifest = canonical({"records": digests, "audit_head": events.head(session)})
        release = Release(
            set_id=made.id or 0,
            number=1,
            version="1.0.0",
            created_by_id=who.id or 0,
            manifest=manifest,
            manifest_sha256=sha256(manifest.encode()),
        )
        session.add(release)
        session.flush()
        _items(session, release.id or 0, who.id or 0, claims)


def _items(session: Session, release: int, who: int, claims: int) -> None:
    from tests.bench_export import rows

    wordings = session.exec(select(ClaimVersion.claim_id, ClaimVersion.id)).all()
    _insert(session, Verdict, (_verdict(claim, version or 0, who) for claim, version in wordings))
    verdicts = session.exec(select(Verdict.claim_id, Verdict.claim_version_id, Verdict.id)).all()
    _insert(
        session,
        ReleaseItem,
        (
            ReleaseItem(
                release_id=release,
                position=place,
                claim_id=claim,
                claim_version_id=version,
                verdict_id=verdict or 0,
                record=row,
                digest=sha256(row.encode()),
            )
            for place, ((claim, version, verdict), row) in enumerate(
                zip(verdicts, rows(claims), strict=True), start=1
            )
        ),
    )


def _verdict(claim: int, version: int, who: int) -> Verdict:
    return Verdict(
        claim_id=claim,
        claim_version_id=version,
        scale="standard-5",
        scale_version=1,
        code=Rating.REFUTED.value,
        means=Rating.REFUTED,
        label="Refuted",
        rationale="The county counted otherwise.",
        as_of=date(2026, 1, 2),
        evidence_digest="0" * 64,
        author_id=who,
    )


def _insert(session: Session, table: type[SQLModel], made: Iterable[SQLModel]) -> None:
    waiting = iter(made)
    while portion := list(islice(waiting, PORTION)):
        session.connection().execute(insert(table), [row.model_dump(exclude={"id"}) for row in portion])


# What is measured, each in a process of its own


def opening(folder: Path) -> object:
    """What the memory of the two below is held against."""
    engine = open_engine(_url(folder))
    migrate(engine)
    with reading(engine) as session:
        return session.exec(select(Release.version)).all()


def copying(folder: Path) -> object:
    return shutil.copyfile(folder / "claimdesk.db", folder / "copy")


def backing_up(folder: Path) -> object:
    return keeping.back_up(_url(folder), folder / "b")


def restoring(folder: Path) -> object:
    (folder / "other").mkdir()
    return keeping.restore(_url(folder / "other"), folder / "b")


def alone(work: Callable[[Path], object], folder: Path) -> tuple[float, float, float]:
    """Do it in a process of its own: seconds it took, those of the processor, the highest memory in MiB."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_measured, work, folder).result()


def _measured(work: Callable[[Path], Any], folder: Path) -> tuple[float, float, float]:
    began, busy = perf_counter(), process_time()
    work(folder)
    return perf_counter() - began, process_time() - busy, _highest()


def _highest() -> float:
    """The highest memory of this process in MiB; what `getrusage` tells is also of who started it."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) / 1024


def bench(folder: Path, claims: int) -> None:
    made = a_desk(folder, claims)
    size = (folder / "claimdesk.db").stat().st_size / (1 << 20)
    print(f"{made:,} claims, {made * EVENTS_EACH:,} events, one version of all, {size:,.0f} MiB", flush=True)
    for work in (opening, copying, backing_up, restoring):
        took, busy, highest = alone(work, folder)
        print(f"  {work.__name__:10} {took:8.2f} s, busy {busy:8.2f} s {highest:8.0f} MiB", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("claims", type=int, nargs="*", default=[10_000, 100_000])
    for claims in parser.parse_args().claims:
        with tempfile.TemporaryDirectory() as name:
            bench(Path(name), claims)


if __name__ == "__main__":
    main()
