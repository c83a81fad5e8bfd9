"""Where words stand in a text: quotes and positions, in Unicode code points.

An anchor is a W3C quote selector (`exact prefix suffix`) and a position selector (`start end`).
Browsers count UTF-16 units; `from_utf16` is the one place where those become code points.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import regex

from claims.anchor.edges import cuts_groups, ends_inside, starts_inside
from claims.anchor.typography import BREAK, Folded, fold, pattern_of
from claims.errors import AmbiguousError, AnchorError, InputError

#: How much of the text around a quote is kept, in code points.
CONTEXT = 32


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place in a text: `text[start:end] == exact`, with up to 32 code points either side."""

    start: int
    end: int
    exact: str
    prefix: str
    suffix: str


def anchor_at(text: str, start: int, end: int) -> Anchor:
    """Make an anchor for `text[start:end]`, in code points, half-open.

    Raises:
        InputError: if the span is empty, outside the text, or cuts a character as people see it
            (an emoji with its skin tone, a letter with its accent).
    """
    if not 0 <= start < end <= len(text):
        raise InputError("the marked words are outside the text")
    if cuts_character(text, start) or cuts_character(text, end):
        raise InputError("the marked words begin or end inside a character")
    return Anchor(
        start, end, text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    )


def cuts_character(text: str, at: int) -> bool:
    """Say whether `at` lies inside a character as people see it (an emoji with its skin tone).

    A window around it is looked at: characters are short.
    """
    if at in (0, len(text)):
        return False
    if text[at - 1].isascii() and text[at].isascii():
        return text[at - 1 : at + 1] == "\r\n"
    low = max(0, at - CONTEXT)
    while low and _is_flag(text[low]):  # flags pair up from the first of their row
        low -= 1
    bounds = {low + match.end() for match in regex.finditer(r"\X", text[low : at + CONTEXT])}
    return at not in bounds


def _is_flag(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"


def resolve(anchor: Anchor, text: str) -> tuple[int, int]:
    """Find an anchor's quote in a text that may have been edited since.

    Args:
        anchor: made by `anchor_at`, from this text or an earlier version of it.
        text: the text as it is now; any length.

    Returns:
        `(start, end)` in code points, half-open: `text[start:end] == anchor.exact`.

    Raises:
        AnchorError: if the quote is nowhere in the text, or only among other words than before: it
            may be what is said of somebody else.
        AmbiguousError: if it stands there more than once and the words around it do not say which
            place is meant. A place is never guessed from how near it is to the old one.

    Source:
        W3C Web Annotation Data Model, 4.2.4 and 4.2.5.
    """
    width = len(anchor.exact)
    places = _all_places(anchor.exact, text)
    if not places:
        raise AnchorError("these words are not in the text")
    agreeing = [at for at in places if _context_agrees(anchor, text, at, at + width)]
    if not agreeing and len(places) == 1:
        raise AnchorError("these words stand among other words now; mark them again")
    if len(agreeing) != 1:
        raise AmbiguousError("these words stand in the text more than once")
    return agreeing[0], agreeing[0] + width


def _all_places(exact: str, text: str) -> list[int]:
    return [match.start() for match in re.finditer(f"(?={re.escape(exact)})", text)]


def _context_agrees(anchor: Anchor, text: str, start: int, end: int) -> bool:
    return text.endswith(anchor.prefix, 0, start) and text.startswith(anchor.suffix, end)


def locate(quote: str, text: str) -> Anchor:
    """Find words that a reviewer typed or pasted, and give the place as the text has it.

    Typography and white space may differ: kinds of quotation marks, dashes and spaces, ellipses,
    ligatures, composed and decomposed letters, full and half width, soft hyphens, zero-width
    characters, line ends and the hyphens before them. Letters, digits and everything else must be
    the same. Nothing is matched loosely: "12 million" is not found in "112 million", "legal" not in
    "illegal", "can" not in "can't".

    Returns:
        An anchor whose `exact` holds the text's own words.

    Raises:
        InputError: if the quote is empty.
        AnchorError: if the words are nowhere in the text, or only as parts of longer ones.
        AmbiguousError: if they stand there more than once; a longer quote decides.
    """
    places = locate_all(quote, text)
    if not places:
        raise AnchorError("these words are not in the text", "quote")
    if len(places) > 1:
        raise AmbiguousError(
            f"these words stand in the text {len(places)} times; add the words around them", "quote"
        )
    return places[0]


def locate_all(quote: str, text: str) -> list[Anchor]:
    """Every place of a quote's words, as `locate` finds them, in reading order; 1,000 at most.

    Raises:
        InputError: if the quote is empty.
    """
    wanted = fold(quote).text.strip()
    if not wanted:
        raise InputError("the quote is empty", "quote")
    folded = fold(text)
    places = (_place(folded, start, end, text) for start, end in _whole(wanted, folded.text))
    return [anchor_at(text, *place) for place in islice(filter(None, places), _ENOUGH)]


#: More places than this are not worth counting.
_ENOUGH = 1_000


def _whole(quote: str, text: str) -> Iterator[tuple[int, int]]:
    """The places of a quote, overlapping ones too, that cut no word and no number; both are folded."""
    for start, end in _places(quote, text):
        if not starts_inside(text, start) and not ends_inside(text, end):
            yield start, end


def _places(quote: str, text: str) -> Iterator[tuple[int, int]]:
    if BREAK in quote or BREAK in text:
        yield from (found.span(1) for found in re.finditer(f"(?=({pattern_of(quote)}))", text))
        return
    at = text.find(quote)
    while at >= 0:
        yield at, at + len(quote)
        at = text.find(quote, at + 1)


def _place(folded: Folded, start: int, end: int, text: str) -> tuple[int, int] | None:
    """Where a stretch of a folded text stands in the text; None if it cuts a character or a number."""
    if folded.splits(start) or folded.splits(end):
        return None
    first, last = _trimmed(text, folded.starts[start], folded.ends[end - 1])
    limit = folded.starts[end] if end < len(folded.text) else len(text)
    while last < limit and cuts_character(text, last):  # an unseen sign may belong to what stands before it
        last += 1
    cut = any(cuts_character(text, at) or cuts_groups(text, at) for at in (first, last))
    return None if cut else (first, last)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch without the white space at its ends: a dash may stand for the spaces around it, too."""
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), start + len(words.rstrip())


def from_utf16(text: str, start: int, end: int, exact: str) -> Anchor:
    """Turn a browser's selection, counted in UTF-16 units, into an anchor in code points.

    Args:
        text: the stored text, which the browser showed.
        start: first unit of the selection.
        end: one past its last unit.
        exact: the words the browser says it selected; line ends may be CRLF.

    Raises:
        AnchorError: if the text has other words at that place.
        InputError: if the span is outside the text or cuts a character.
    """
    if not 0 <= start < end:
        raise InputError("the marked words are outside the text")
    units = text.encode("utf-16-le", "surrogatepass")
    try:
        first = len(units[: 2 * start].decode("utf-16-le"))
        last = first + len(units[2 * start : 2 * end].decode("utf-16-le"))
    except UnicodeDecodeError:
        raise InputError("the marked words begin or end inside a character") from None
    if 2 * end > len(units):
        raise InputError("the marked words are outside the text")
    if text[first:last] not in (exact, exact.replace("\r\n", "\n")):
        raise AnchorError("the text has other words at this place; mark them again", "exact")
    return anchor_at(text, first, last)


def to_utf16(text: str, at: int) -> int:
    """Turn a place in code points into UTF-16 units, for a browser."""
    return len(text[:at].encode("utf-16-le", "surrogatepass")) // 2
