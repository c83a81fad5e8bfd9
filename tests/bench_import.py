"""The figures of imports: a release of so many claims into a desk, beside reading the same lines with `json`.

`python -m tests.bench_import [CLAIMS…]`, 10,000 and 100,000 if left out; each count in a process of its own,
whose highest memory is told. `--postgresql` measures on a PostgreSQL server instead of a SQLite file.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from time import process_time
from typing import IO, TYPE_CHECKING, Any

from claims import desk
from claims.store.engine import migrate, open_engine, reading, writing
from claims.vocab import ImportKind
from tests import postgres
from tests.bench_export import rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Engine


def took(work: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds of this process at work: what others do on the machine does not count, nor does a server."""
    began = process_time()
    made = work()
    return process_time() - began, made


def read_with_json(file: IO[bytes]) -> int:
    file.seek(0)
    return sum(1 for line in file if json.loads(line))


@contextmanager
def a_desk(*, on_postgresql: bool) -> Iterator[Engine]:
    with tempfile.TemporaryDirectory() as folder:
        if not on_postgresql:
            yield from _opened(f"sqlite:///{Path(folder) / 'desk.db'}")
            return
        with postgres.a_server() as server, postgres.a_database(server) as url:
            yield from _opened(url)


def _opened(url: str) -> Iterator[Engine]:
    engine = open_engine(url)
    migrate(engine)
    yield engine
    engine.dispose()


def measure(count: int, *, on_postgresql: bool) -> None:
    with tempfile.TemporaryFile() as file, a_desk(on_postgresql=on_postgresql) as engine:
        file.writelines(f"{row}\n".encode() for row in rows(count))
        print(f"\n{count:,} claims, {file.tell() / (1 << 20):,.0f} MiB of lines")
        base, _ = took(lambda: read_with_json(file))
        line("reading with json", count, base, base)
        began = memory()
        reading_, prepared = took(lambda: desk.prepare_import(file, ImportKind.JSONL))
        line("read, checked, weighed", count, reading_, base)

        def write() -> Any:
            with writing(engine) as session:
                return desk.import_claims(session, prepared, "bench.jsonl", None)

        with prepared:
            writing_, found = took(write)
        line("written, in one piece", count, writing_, base)
        line("imported", count, reading_ + writing_, base)
        assert found.made == count, found
        again, same = took(lambda: _same(engine, found.public_id, file))
        assert same
        line("exported again", count, again, base)
        print(f"  highest memory of the process: {memory():,.0f} MiB, {began:,.0f} before the import")


def _same(engine: Engine, import_id: str, file: IO[bytes]) -> bool:
    file.seek(0)
    with reading(engine) as session:
        return all(part == file.readline() for part in desk.imported_release(session, import_id))


def memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def line(name: str, count: int, seconds: float, base: float) -> None:
    print(f"  {name:24} {count / seconds:10,.0f} claims/s {base / seconds:6.3f} of reading {seconds:8.1f} s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("claims", type=int, nargs="*", default=[10_000, 100_000])
    parser.add_argument("--postgresql", action="store_true")
    chosen = parser.parse_args()
    if len(chosen.claims) == 1:
        measure(chosen.claims[0], on_postgresql=chosen.postgresql)
        return
    for count in chosen.claims:
        more = ["--postgresql"] * chosen.postgresql
        subprocess.run([sys.executable, "-m", "tests.bench_import", str(count), *more], check=True)


if __name__ == "__main__":
    main()
