"""Where words stand in a text: quotes and positions, in Unicode code points.

An anchor is a W3C quote selector (`exact prefix suffix`) and a position selector (`start end`).
Browsers count UTF-16 units; `from_utf16` is the one place where those become code points.
"""

import re
from dataclasses import dataclass

import regex

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

    White space, kinds of quotation marks and dashes, soft hyphens and zero-width characters may
    differ; letters, digits and everything else must be the same. Nothing is matched loosely, and
    "12 million" is not found in "112 million", nor "legal" in "illegal".

    Returns:
        An anchor whose `exact` holds the text's own words.

    Raises:
        InputError: if the quote is empty.
        AnchorError: if the words are nowhere in the text, or only as parts of longer ones.
        AmbiguousError: if they stand there more than once; a longer quote decides.
    """
    if not quote.strip():
        raise InputError("the quote is empty", "quote")
    folded_quote, _ = _fold(quote)
    folded_quote = folded_quote.strip()
    folded, origin = _fold(text)
    if not folded_quote:
        raise InputError("the quote is empty", "quote")
    width = len(folded_quote)
    places = _whole_places(folded_quote, folded)
    if not places:
        raise AnchorError("these words are not in the text", "quote")
    if len(places) > 1:
        raise AmbiguousError(
            f"these words stand in the text {len(places)} times; add the words around them", "quote"
        )
    return anchor_at(text, origin[places[0]], origin[places[0] + width - 1] + 1)


def _whole_places(quote: str, text: str) -> list[int]:
    """The places of a quote, overlapping ones too, that cut no word and no number; 1,000 at most."""
    places: list[int] = []
    at = text.find(quote)
    while at >= 0 and len(places) < _ENOUGH:
        if not _inside_word(text, at) and not _inside_word(text, at + len(quote)):
            places.append(at)
        at = text.find(quote, at + 1)
    return places


#: More places than this are not worth counting.
_ENOUGH = 1_000
_INSIDE_WORD = re.compile(r"[0-9A-Za-z\u00c0-\u024f]{2}")
_INSIDE_NUMBER = re.compile(r"[0-9][.,][0-9]")


def _inside_word(text: str, at: int) -> bool:
    """Say whether a Latin word or a number goes on at `at`.

    Other scripts may join words to what follows: Korean writes its particles so.
    """
    if at == 0:
        return False
    return bool(
        _INSIDE_WORD.match(text, at - 1)
        or _INSIDE_NUMBER.match(text, at - 1)
        or (at > 1 and _INSIDE_NUMBER.match(text, at - 2))
    )


_ALIKE = str.maketrans({**dict.fromkeys("“”„‟«»＂", '"'), **dict.fromkeys("‘’‚‛′＇", "'")})
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))
_UNSEEN = frozenset("\u00ad\u200b\u200c\u2060\ufeff")


def _fold(text: str) -> tuple[str, list[int]]:
    """Fold what may differ in a pasted quote; the list holds each folded character's origin."""
    plain = text.translate(_ALIKE).translate(_DASHES)
    out: list[str] = []
    origin: list[int] = []
    for at, char in enumerate(plain):
        if char in _UNSEEN:
            continue
        plain_char = " " if char.isspace() else char
        if plain_char == " " and out[-1:] == [" "]:
            continue
        out.append(plain_char)
        origin.append(at)
    return "".join(out), origin


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
