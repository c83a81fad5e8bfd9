"""Set "trace": whether the splitter keeps to the article's words over all texts that are at hand.

Nothing of a set's gold is looked at: what must hold (`tests.trace`) holds for any text.
"""

from __future__ import annotations

import datetime as dt
import itertools
import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

from tests.eval import predict, sets
from tests.eval.table import Figure
from tests.trace import by_draft, of_the_whole, read, whole

if TYPE_CHECKING:
    from collections.abc import Iterator

NAME = "trace"
METRIC = "held"
PATTERNS = ("claim_split_*", "attribution_*", "temporal_gum", "coreference_gum")
#: A text and the day it was published on, "" where it is not known.
Item = tuple[str, str]


def measure(limit: int | None = None) -> list[Figure]:
    """The share of drafts and maps that hold what must hold; prints the first that does not.

    Args:
        limit: only so many rows of each set.
    """
    items = list(dict.fromkeys(_items(limit)))
    if not items:
        return [Figure(NAME, METRIC, None, "no set is at hand", at_least=1.0, aim=1.0, at_hand=False)]
    own = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(sets.AT_ONCE, mp_context=own) as pool:
        checked = list(pool.map(check, items, chunksize=10))
    first = next((lines[0] for _, lines in checked if lines), "")
    if first:
        print(f"{NAME}: {first}")
    hits = [hit for found, _ in checked for hit in found]
    figure = Figure.of(NAME, METRIC, hits, f"drafts and maps of {len(items):,} texts")
    return [Figure(NAME, METRIC, figure.value, figure.note, at_least=1.0, aim=1.0)]


def _items(limit: int | None) -> Iterator[Item]:
    names = [name for name in sets.SETS if any(fnmatchcase(name, pattern) for pattern in PATTERNS)]
    for path in filter(None, map(sets.dev, names)):
        for row in itertools.islice(predict.rows(path), limit):
            yield row["text"], _day(row)


def _day(row: dict[str, Any]) -> str:
    return str(row.get("date") or "")[:10]


def check(item: Item) -> tuple[list[bool], list[str]]:
    """Whether each draft of a text holds, then whether its map does; and what does not."""
    given = whole(item[0], _published(item[1]))
    try:
        found = read(given)
    except Exception as error:  # noqa: BLE001  an error of any kind is an offence, and the next text is read
        return [False], [f"{item[0][:60]!r}: {error!r}"]
    of_drafts = [(draft.text, lines) for draft, lines in by_draft(given, found)]
    of_map = of_the_whole(given, found)
    offences = [f"{text!r}: {line}" for text, lines in of_drafts for line in lines]
    return [*(not lines for _, lines in of_drafts), not of_map], [*offences, *of_map]


def _published(day: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(day)
    except ValueError:
        return None
