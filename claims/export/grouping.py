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
        runs: list[Iterator[Any]] = []
        waiting = iter(rows)
        # Sorting and merging both leave equal keys in the order in which they came.
        while run := list(itertools.islice(waiting, RUN)):
            run.sort(key=_key)
            if len(run) < RUN and not runs:
                runs.append(iter(run))
                break
            runs.append(_kept(run, stack))
            run.clear()  # else it would be held while the next one is read
            if len(runs) >= _WIDE:
                runs = [_kept(heapq.merge(*runs, key=_key), stack)]
        for key, group in itertools.groupby(heapq.merge(*runs, key=_key), key=_key):
            yield key, (value for _, value in group)


def _key(row: Any) -> str:
    return str(row[0])


def _kept(rows: Iterable[Any], stack: ExitStack) -> Iterator[Any]:
    opened = tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n")  # noqa: SIM115 - the stack closes it
    file: IO[str] = stack.enter_context(opened)
    for row in rows:
        file.write(json.dumps(row) + "\n")
    file.seek(0)
    return map(json.loads, file)
