"""The figures of the splitter: what it costs beside the parser alone, and how it grows.

Ratios of one run with the same loaded model; processor time, so that a busy machine counts little.
Only several processes at a time are timed by the clock: for them two processors must be free.
"""

from __future__ import annotations

import os
import random
import resource
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import TYPE_CHECKING, Any

import claims
from claims.split import sentences
from claims.split.drafts import spoken
from claims.split.english import split_english

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ROOT = Path(__file__).parents[1]
DAY = date(2021, 4, 7)
ROUNDS = 7
#: After so many articles a process is asked how much memory it held.
FEW, MANY = 200, 2_000
WORDS = 10_000

Rows = list[tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Asked:
    """How many articles: timed through the command, and read one after the other in one process."""

    articles: int = 200
    memory: int = MANY


def rows(asked: Asked) -> Rows:
    """All figures: what was measured, how often, the two times or sizes, their ratio, the aim."""
    demo = (ROOT / "app" / "demo.txt").read_text(encoding="utf-8")
    _read(demo)  # the model is loaded, patterns are compiled
    return [
        _beside_the_parser(demo),
        _ten_times(demo),
        _long_sentence(demo),
        _memory(demo, asked.memory),
        _processes(demo, asked.articles),
    ]


def _load() -> str:
    return ", ".join(f"{load:.1f}" for load in os.getloadavg())


def title() -> str:
    """The heading of the table, with how busy the machine is."""
    return f"Splitting (load of the machine {_load()}; processors {os.cpu_count()})"


COLUMNS = ("what", "n", "one", "other", "ratio", "aim")


# One process


def _read(text: str) -> None:
    claims.read_article(text, claims.find_segments(text), "en", DAY)


def _turns(
    one: Callable[[], object], other: Callable[[], object], rounds: int = ROUNDS
) -> tuple[float, float]:
    """The median milliseconds of two things done in turns, so that both meet the same machine."""
    took: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds):
        for call, times in zip((one, other), took, strict=True):
            began = process_time()
            call()
            times.append((process_time() - began) * 1000)
    return median(took[0]), median(took[1])


def _row(what: str, n: int, times: tuple[float, float], aim: str) -> tuple[Any, ...]:
    one, other = times
    return what, n, one, other, f"{other / one:.2f} ×", aim


def _beside_the_parser(text: str) -> tuple[Any, ...]:
    """The stage beside the bare pipeline, on the same paragraphs in one batch."""
    longer = "\n\n".join([text] * 5)
    segments = claims.find_segments(longer)
    lines = [longer[start:end] for _, (start, end) in spoken(longer, segments)]

    def parsed() -> None:
        nlp = sentences.model()
        with nlp.memory_zone():
            list(nlp.pipe(lines))

    def taken_apart() -> None:
        split_english(longer, segments, DAY, lambda _done, _total: None)

    return _row("the parser alone / a text split", ROUNDS, _turns(parsed, taken_apart), "≤ 2.0 ×")


def _ten_times(text: str) -> tuple[Any, ...]:
    longer = _shuffled(text, 10)
    times = _turns(lambda: _read(_shuffled(text, 1)), lambda: _read(longer))
    return _row("a text / one ten times as long", ROUNDS, times, "≤ 11 ×")


def _shuffled(text: str, times: int) -> str:
    """A text so many times over, its paragraphs in an order that is the same in each run."""
    parts = [part for part in text.split("\n\n") if part.strip()] * times
    random.Random(1).shuffle(parts)
    return "\n\n".join(parts)


def _long_sentence(text: str) -> tuple[Any, ...]:
    """One sentence without end between two paragraphs, beside the same words as sentences."""
    first, second = [part for part in text.split("\n\n") if len(part.split()) > 20][:2]
    words = [word.strip('.,;:!?"“”()') for word in text.split()]
    many = (words * (WORDS // len(words) + 1))[:WORDS]
    endless = ", ".join(" ".join(many[at : at + 10]) for at in range(0, WORDS, 10)) + "."
    ended = " ".join(" ".join(many[at : at + 20]).capitalize() + "." for at in range(0, WORDS, 20))

    def read(middle: str) -> Callable[[], None]:
        return lambda: _read(f"{first}\n\n{middle}\n\n{second}")

    times = _turns(read(ended), read(endless), rounds=3)
    return _row(f"{WORDS:,} words as sentences / as one", 3, times, "≤ 2 ×")


# Many articles


def _articles(text: str, count: int) -> list[str]:
    """Short articles, no two alike in all their words."""
    return [
        f"{part}\n\nRun {number} of the bench ended here." for number, part in enumerate(_parts(text, count))
    ]


def _parts(text: str, count: int) -> list[str]:
    parts = [part for part in text.split("\n\n") if len(part.split()) > 20]
    return ["\n\n".join(parts[(at + step) % len(parts)] for step in range(2)) for at in range(count)]


def _memory(text: str, many: int) -> tuple[Any, ...]:
    """The most memory that a fresh process held after few articles, and after many."""
    with get_context("spawn").Pool(1) as pool:
        few, more = pool.apply(peaks, (text, (FEW, many)))
    return f"peak MB after {FEW} / {many:,} articles", 1, few, more, f"{more / few:.2f} ×", "≤ 1.1 ×"


def peaks(text: str, counts: Sequence[int]) -> list[float]:
    """The most memory held, MB, after so many articles in this process; counts rise."""
    found: list[float] = []
    for number, article in enumerate(_articles(text, counts[-1]), 1):
        _read(article)
        if number in counts:
            found.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    return found


def _processes(text: str, count: int) -> tuple[Any, ...]:
    """The command with two processes beside one, by the clock; each loads its model once."""
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / f"{number:05}.txt" for number in range(count)]
        for number, path in enumerate(files):
            path.write_text(f"{text}\n\nRun {number} of the bench ended here.", encoding="utf-8")
        two, one = (_command(files, jobs) for jobs in (2, 1))
    what = f"{count:,} articles: --jobs 2 / --jobs 1, by the clock"
    return _row(what, 1, (two, one), "≥ 1.6 ×")


def _command(files: Sequence[Path], jobs: int) -> float:
    call = [sys.executable, "-m", "app", "split", *map(str, files), "--jobs", str(jobs)]
    began = perf_counter()
    subprocess.run(call, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return (perf_counter() - began) * 1000
