"""Where a quote stands in a captured text, and how many origins stand behind a claim."""

from collections.abc import Iterable

from claims import anchor
from claims.anchor import Anchor
from claims.digest import sha256
from claims.errors import InputError
from claims.models import Selection

#: The longest quote that is kept, in code points; longer ones are a matter of copyright.
MAX_QUOTE = 2_000


def place(selection: Selection, text: str) -> Anchor:
    """Find marked or typed words in a stored text, or refuse them.

    A mark whose words differ from the text at its place is refused, never moved.

    Raises:
        InputError: if nothing is marked, or more than 2,000 code points are.
        AnchorError: if the text does not hold the words (at the marked place).
        AmbiguousError: if typed words stand in the text more than once.
    """
    if len(selection.exact.replace("\r\n", "\n")) > MAX_QUOTE:
        raise InputError(f"a quote may have at most {MAX_QUOTE:,} characters", "quote")
    if selection.start is None or selection.end is None:
        return anchor.locate(selection.exact, text)
    return anchor.from_utf16(text, selection.start, selection.end, selection.exact)


def count_origins(sources: Iterable[tuple[str, str]]) -> int:
    """How many independent origins stand behind some evidence.

    Args:
        sources: for each evidence its source's id and origin group; sources without a group are
            their own origin, sources of one group count once (four links to one wire are one).
    """
    return len({group.strip().casefold() or source for source, group in sources})


def shingles(text: str, most: int = 64) -> frozenset[int]:
    """The signature of a text: the lowest hashes of its rows of five words, whole numbers of 63 bits."""
    words = text.casefold().split()
    rows = {" ".join(words[at : at + 5]) for at in range(max(1, len(words) - 4))}
    hashes = (int(sha256(row.encode())[:16], 16) >> 1 for row in rows)
    return frozenset(sorted(hashes)[:most])
