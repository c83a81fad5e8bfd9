"""How long it takes until a large desk is kept, and until it is back.

`python -m tests.bench_keeping [CLAIMS]`. The desk is on SQLite, with 100,000 claims if nothing else is said.
Printed beside copying the same file, which is what the disk of the moment takes.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from claims.store import events, keeping
from claims.store.engine import migrate, open_engine, writing
from tests.bench_queue import EACH, fill

if TYPE_CHECKING:
    from collections.abc import Callable

EVENTS_EACH = 3


def took(work: Callable[[], object]) -> float:
    began = perf_counter()
    work()
    return perf_counter() - began


def a_desk(url: str, claims: int) -> int:
    """Fill a desk: claims, and a trail of a few steps for each."""
    engine = open_engine(url)
    migrate(engine)
    made = fill(engine, max(1, claims // EACH))
    for first in range(0, made * EVENTS_EACH, 10_000):
        with writing(engine) as session:
            for number in range(first, min(made * EVENTS_EACH, first + 10_000)):
                events.record(session, None, "tried", "claim", f"no {number}", number=number)
    engine.dispose()
    return made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("claims", type=int, nargs="?", default=100_000)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        url = f"sqlite:///{folder / 'claimdesk.db'}"
        made = a_desk(url, chosen.claims)
        size = (folder / "claimdesk.db").stat().st_size / (1 << 20)
        base = took(lambda: shutil.copyfile(folder / "claimdesk.db", folder / "copy"))
        kept = took(lambda: keeping.back_up(url, folder / "b"))
        other = f"sqlite:///{folder / 'other' / 'claimdesk.db'}"
        back = took(lambda: keeping.restore(other, folder / "b"))
    print(f"{made:,} claims, {made * EVENTS_EACH:,} events, {size:,.0f} MiB")
    print(f"  copying the file {base:8.2f} s")
    print(f"  backup           {kept:8.2f} s")
    print(f"  restore          {back:8.2f} s: the time until a desk of this size is back")


if __name__ == "__main__":
    main()
