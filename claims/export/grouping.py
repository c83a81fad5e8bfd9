"""Bring rows of one thing together when there may be more than fit into memory."""

import heapq
import itertools
import json
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from typing import IO, Any

#: How many rows are sorted at a time; what is beyond waits in a temporary file.
RUN = 5_000
#: How many sorted runs are read side by side; more are merged into one first.
_WIDE = 64


def grouped(rows: Iterable[tuple[str, Any]]) -> Iterator[tuple[str, Iterator[Any]]]:
    """The rows by key, keys in their order, the rows of one key in the order in which they came.

    Args:
        rows: a key and a JSON value each.

    Yields:
        A key and its values; a group has to be read before the next is asked for.
    """
    with ExitStack() as stack:
        runs: list[Iterator[list[Any]]] = []
        numbered = ([key, place, value] for place, (key, value) in enumerate(rows))
        while run := list(itertools.islice(numbered, RUN)):
            run.sort(key=_order)
            if len(run) < RUN and not runs:
                runs.append(iter(run))
                break
            runs.append(_kept(run, stack))
            if len(runs) >= _WIDE:
                runs = [_kept(heapq.merge(*runs, key=_order), stack)]
        merged = heapq.merge(*runs, key=_order)
        for key, group in itertools.groupby(merged, key=lambda row: str(row[0])):
            yield key, (value for _, _, value in group)


def _order(row: list[Any]) -> tuple[str, int]:
    return row[0], row[1]


def _kept(rows: Iterable[list[Any]], stack: ExitStack) -> Iterator[list[Any]]:
    opened = tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n")  # noqa: SIM115 - the stack closes it
    file: IO[str] = stack.enter_context(opened)
    for row in rows:
        file.write(json.dumps(row) + "\n")
    file.seek(0)
    return map(json.loads, file)
