"""The figures of exports: each format beside reading the same rows and dumping them with `json`.

`python -m tests.bench_export [CLAIMS…]`, 10,000 and 100,000 if left out. A package is written and verified in
a process of its own each, whose highest memory is told beside that of one that only loads the same modules:
it has to be the same for ten times the claims. `--memory` tells that of Python's own objects for each format,
which makes all slower; `--package` leaves the single formats out.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import resource
import sqlite3
import tempfile
import tracemalloc
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

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
        self.manifest = about([], claims=count, records=[])

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

    def manifest_text(self) -> str:
        """The manifest with the hash of every record."""
        digests = ",".join(f'"{sha256(row.encode())}"' for row in self.read())
        return canonical(self.manifest).replace('"records":[]', f'"records":[{digests}]', 1)


def loading(_folder: str) -> int:
    """What the two below are held against: all that they need is loaded, and nothing done."""
    from xlsxwriter import Workbook

    return len(Workbook.__name__)


def packing(folder: str) -> int:
    loading(folder)
    database = sqlite3.connect(f"{folder}/rows.sqlite")
    rows = (row for (row,) in database.execute("SELECT record FROM item ORDER BY position"))
    with Path(folder, "package.zip").open("wb") as out:
        pack(out, rows, Path(folder, "manifest.json").read_text(encoding="utf-8"), STEM)
        return out.tell()


def verifying(folder: str) -> int:
    with Path(folder, "package.zip").open("rb") as file:
        return check_package(file).claims


def alone(work: Callable[[str], int], folder: str) -> tuple[float, float, int]:
    """Do it in a process of its own: how long it took, the highest memory in MiB, what it gave."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_measured, work, folder).result()


def _measured(work: Callable[[str], int], folder: str) -> tuple[float, float, int]:
    began = perf_counter()
    made = work(folder)
    highest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return perf_counter() - began, highest, made


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


def measure(count: int, *, memory: bool, formats: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        table = Table(f"{folder}/rows.sqlite", count)
        base = took(table.dump)
        print(f"\n{count:,} claims, {count * EVIDENCE:,} evidences")
        line("reading, dumping", count, base, base, None)
        vouched: dict[str, str] = {}
        for kind in FORMATS if formats else (ExportFormat.JSONL,):
            _one(table, kind, base, vouched, memory=memory)
        vouched.pop("xlsx", None)
        table.manifest["files"] = {f"{STEM}.{ending}": made for ending, made in vouched.items()}
        Path(folder, "manifest.json").write_text(table.manifest_text(), encoding="utf-8")
        _package(folder, count, base)
        with tempfile.TemporaryFile() as lines:
            lines.writelines(f"{row}\n".encode() for row in table.read())
            lines.seek(0)
            line("import", count, took(lambda: sum(1 for _ in read_claims(lines))), base, None)


def _one(table: Table, kind: ExportFormat, base: float, vouched: dict[str, str], *, memory: bool) -> None:
    made = FORMATS[kind]
    seconds = took(lambda: vouched.update({made.ending: table.write(kind)}))
    highest = peak(lambda: table.write(kind)) if memory else None
    line(made.label, table.count, seconds, base, highest)


def _package(folder: str, count: int, base: float) -> None:
    _, nothing, _ = alone(loading, folder)
    seconds, highest, size = alone(packing, folder)
    line("package", count, seconds, base, highest)
    print(f"  package: {size / (1 << 20):,.0f} MiB; a process that packs nothing takes {nothing:.0f} MiB")
    seconds, highest, told = alone(verifying, folder)
    line("verify", count, seconds, base, highest)
    if told != count:
        raise SystemExit("the package has lost claims")


def line(name: str, count: int, seconds: float, base: float, highest: float | None) -> None:
    told = "" if highest is None else f"{highest:8.1f} MiB"
    print(f"  {name:20} {count / seconds:10,.0f} claims/s {base / seconds:6.2f} of dumping {told}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("claims", type=int, nargs="*", default=[10_000, 100_000])
    parser.add_argument("--memory", action="store_true", help="also the highest memory of each")
    parser.add_argument("--package", action="store_true", help="only the package")
    chosen = parser.parse_args()
    for count in chosen.claims:
        measure(count, memory=chosen.memory, formats=not chosen.package)


if __name__ == "__main__":
    main()
