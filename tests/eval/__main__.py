"""`python -m tests.eval`: measure what the library does with texts, and hold it to its floors.

Prints one table: the project's own gold articles and lists first, then every set made by others that
is at hand. Exits 1 if a figure does not hold its floor, or if the gold is not the one that the floors
were set for: changed gold cannot move a figure unseen.
"""

from __future__ import annotations

import argparse
import os
import sys
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING

from tests.eval import floors, gold_articles, gold_lists, invariants, sets, table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.eval.table import Figure

ARTICLES = "articles"
OWN = (ARTICLES, *gold_lists.TEXTS)
EVERY = (*OWN, gold_lists.SAMPLE, *sets.SETS, invariants.NAME)


def main(arguments: Sequence[str]) -> int:
    """Print the table and say whether all floors hold; 2 if that is not what can be asked."""
    asked = _parser().parse_args(arguments)
    patterns = asked.sets.split(",") if asked.sets else ["*"]
    if unknown := [pattern for pattern in patterns if not any(fnmatchcase(name, pattern) for name in EVERY)]:
        print(f"no such set: {', '.join(unknown)}; there are {', '.join(EVERY)}", file=sys.stderr)
        return 2
    names = [name for name in EVERY if any(fnmatchcase(name, pattern) for pattern in patterns)]
    if (asked.pin and asked.limit) or (asked.lower and not asked.pin):
        print("only whole sets are pinned, and --lower goes with --pin", file=sys.stderr)
        return 2
    figures = [
        *own(names, show=asked.show),
        *sample(names, asked.sample, show=asked.show),
        *others(names, asked.limit),
        *(invariants.measure(asked.limit) if invariants.NAME in names else []),
    ]
    pinned = floors.read()
    if asked.pin:
        pinned = floors.pin(pinned, figures, asked.lower)
        floors.write(pinned)
    print("\n".join(table.lines(figures, pinned["floors"])))
    held = [figure for figure in figures if figure.failed or not asked.limit or figure.name not in sets.SETS]
    broken = list(floors.broken(pinned, held))
    print("".join(f"{line}\n" for line in broken), end="")
    return 1 if broken else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m tests.eval", description=__doc__)
    parser.add_argument("--sets", metavar="A,B", help="only these; * stands for anything")
    parser.add_argument("--limit", type=int, metavar="N", help="only N rows of a set; no floor counts then")
    sample = os.environ.get("CLAIMDESK_SAMPLE") or "../shared/samples/joongang-2021-04-07.txt"
    parser.add_argument("--sample", default=sample, metavar="FILE", help="the text of gold/sample.jsonl")
    parser.add_argument("--show", action="store_true", help="list what the lists and the drafts lack")
    parser.add_argument("--pin", action="store_true", help="raise the floors to what was measured")
    parser.add_argument("--lower", default="", metavar="WHY", help="with --pin: lower those not held, too")
    return parser


def own(names: Sequence[str], *, show: bool = False) -> list[Figure]:
    """The figures of the project's own gold."""
    made = gold_articles.measure() if ARTICLES in names else []
    for name, text in gold_lists.TEXTS.items():
        if name in names:
            made += gold_lists.measure(name, text, show=show)
    return made


def sample(names: Sequence[str], file: str, *, show: bool = False) -> list[Figure]:
    """The figures of the text that is not ours, where it is at hand."""
    if gold_lists.SAMPLE not in names:
        return []
    path = floors.ROOT / file
    if not path.is_file():
        print(f"{Path(file).as_posix()} is not there: gold/sample.jsonl is passed over")
        return []
    return gold_lists.measure(gold_lists.SAMPLE, path, show=show)


def others(names: Sequence[str], limit: int | None) -> list[Figure]:
    """The figures of the sets made by others, where they are at hand."""
    chosen = [name for name in names if name in sets.SETS]
    if chosen and not sets.folder().is_dir():
        where = os.environ.get("CLAIMDESK_EVAL_DATA") or "../shared/eval"
        print(f"{where} is not there: the {len(chosen)} sets made by others are passed over")
        return []
    return sets.measure(chosen, limit)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
