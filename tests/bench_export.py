"""The figures of exports: each format beside reading the same rows and dumping them with `json`.

`python -m tests.bench_export [CLAIMS…]`, 10,000 and 100,000 if left out. The highest memory of the process is
told after each count; `--memory` tells that of Python's own objects for each format, which makes all slower.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import resource
import sqlite3
import tempfile
import tracemalloc
from dataclasses import replace
from time import perf_counter
from typing import IO, TYPE_CHECKING, Any

from claims.digest import canonical, sha256
from claims.export import EXPORTERS, FORMATS, check_package, freeze, label_of, pack, read_claims
from claims.vocab import ExportFormat
from tests.exporting import CLAIM, FOUND, PLACE, about

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

STEM = "BENCH-v1"
EVIDENCE = 3


def rows(count: int) -> Iterator[str]:
    """So many frozen claims with three evidences each, ten an article."""
    for number in range(count):
        found = tuple(
            replace(
                FOUND,
                id=f"e{number}-{place}",
                note=f"Figure {number * place} of table {place}",
                snapshot_sha256=sha256(f"{number % 5_000} {place}".encode()),
                sentences=((number % 40 + 1, f"In year {number} it was {place}."),),
            )
            for place in range(EVIDENCE)
        )
        text = f"In year {number} the pier carried {number * 7} people."
        place = replace(PLACE, text_sha256=sha256(str(number // 10).encode()), start=number, end=number + 9)
        claim = replace(
            CLAIM,
            id=f"c{number}",
            text=text,
            article_id=f"a{number // 10}",
            occurrences=(place,),
            evidence=found,
        )
        yield freeze(claim)


class Table:
    """The rows where a release has them, in a database file."""

    def __init__(self, path: str, count: int) -> None:
        self.database = sqlite3.connect(path)
        self.database.execute("CREATE TABLE item (position INTEGER PRIMARY KEY, record TEXT)")
        self.database.executemany("INSERT INTO item (record) VALUES (?)", ((row,) for row in rows(count)))
        self.database.commit()
        self.count = count
        hashes = [sha256(row.encode()) for row in self.read()]
        self.manifest = about([], claims=count, records=hashes)

    def read(self) -> Iterator[str]:
        for (record,) in self.database.execute("SELECT record FROM item ORDER BY position"):
            yield record

    def dump(self) -> None:
        """What every format is held against: read each row, load it, dump it."""
        for record in self.read():
            json.dumps(json.loads(record))

    def write(self, kind: ExportFormat) -> str:
        made = hashlib.sha256()
        for part in EXPORTERS[label_of(kind, self.manifest)].run(self.read(), self.manifest):
            made.update(part.encode() if isinstance(part, str) else part)
        return made.hexdigest()

    def pack(self, out: IO[bytes]) -> None:
        pack(out, self.read(), canonical(self.manifest), STEM)


def took(work: Callable[[], Any]) -> float:
    began = perf_counter()
    work()
    return perf_counter() - began


def peak(work: Callable[[], Any]) -> float:
    """MiB of Python's objects at the highest."""
    tracemalloc.start()
    work()
    _, highest = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return highest / (1 << 20)


def measure(count: int, *, memory: bool) -> None:
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryFile() as file:
        table = Table(f"{folder}/rows.sqlite", count)
        base = took(table.dump)
        print(f"\n{count:,} claims, {count * EVIDENCE:,} evidences")
        line("reading, dumping", count, base, base, None)
        vouched = {}
        for kind, made in FORMATS.items():
            seconds = took(lambda kind=kind, made=made: vouched.update({made.ending: table.write(kind)}))
            line(
                made.label,
                count,
                seconds,
                base,
                peak(lambda kind=kind: table.write(kind)) if memory else None,
            )
        del vouched["xlsx"]
        table.manifest["files"] = {f"{STEM}.{ending}": made for ending, made in vouched.items()}
        line("package", count, took(lambda: table.pack(file)), base, None)
        print(f"  package: {file.tell() / (1 << 20):,.0f} MiB")
        rss("packing")
        line("verify", count, took(lambda: check_package(file)), base, None)
        rss("verifying")
        with tempfile.TemporaryFile() as lines:
            lines.writelines(f"{row}\n".encode() for row in table.read())
            lines.seek(0)
            line("import", count, took(lambda: sum(1 for _ in read_claims(lines))), base, None)
        if memory:
            with tempfile.TemporaryFile() as again:
                print(f"  package peak: {peak(lambda: table.pack(again)):.1f} MiB")


def rss(after: str) -> None:
    highest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"  highest memory of the process after {after}: {highest:,.0f} MiB")


def line(name: str, count: int, seconds: float, base: float, highest: float | None) -> None:
    told = "" if highest is None else f"{highest:8.1f} MiB"
    print(f"  {name:20} {count / seconds:10,.0f} claims/s {base / seconds:6.2f} of dumping {told}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("claims", type=int, nargs="*", default=[10_000, 100_000])
    parser.add_argument("--memory", action="store_true", help="also the highest memory of each")
    chosen = parser.parse_args()
    for count in chosen.claims:
        measure(count, memory=chosen.memory)


if __name__ == "__main__":
    main()
