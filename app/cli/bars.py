"""A bar for a person who looks at a terminal while something takes long."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click


@contextmanager
def bar(label: str) -> Iterator[Callable[[int, int], None]]:
    """Show how much is done, of how much; nothing where nobody looks."""
    if not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    with click.progressbar(length=1_000, label=label, file=sys.stderr) as shown:

        def watch(done: int, total: int) -> None:
            # A step in a thousand is all that can be seen, and there may be millions of them.
            if new := done * 1_000 // max(total, 1) - shown.pos:
                shown.update(new)

        yield watch
