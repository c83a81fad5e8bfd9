"""Quotations in a paragraph: where their marks open and close, slips of the marks included."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claims.split.speech.tree import MARKS
from claims.split.syntax import end_of_open, text_of

if TYPE_CHECKING:
    from claims.split.parsed import Doc, Token

_DOUBLE = re.compile(r"''|``|[\"“”„«»]")
#: ‘so’ or 'so' as a quotation, not the apostrophe of "don't" or "the workers' party".
_SINGLE = re.compile(r"(?:(?<=^)|(?<=[\s(\[—–:]))[‘'](?=\w)[^‘\n]{0,600}?\S['’](?=[\s.,;:!?)\]—–]|$)")
_OPENING = frozenset({"“", "„", "«", "``"})
_CLOSING = frozenset({"”", "»"})
_BREAKS_OFF = frozenset({",", "?", "!", "—", "–", "--", "-", "…", "..."})
_STOPS = frozenset({".", "?", "!", "…", "...", "—"})


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation as tokens `doc[first:last]`, marks included; `closed` says whether it ends by a mark."""

    first: int
    last: int
    closed: bool = True

    def holds(self, at: int) -> bool:
        """Say whether the token with this index lies in it."""
        return self.first <= at < self.last


def quotes_of(doc: Doc, *, continued: bool) -> list[Quote]:
    """The outermost quotations of a paragraph, in order.

    An opening mark that is never closed reaches to its speaker ("“It is so, he said."), else to the
    paragraph's end, as a quotation over several paragraphs does, unless another one opens after it: then
    it is a slip and is left out. At the
    beginning of a paragraph it still reaches to the end if `continued`: the next one opens too.
    """
    starts, text = [token.idx for token in doc], text_of(doc)
    pairs = _outermost(_double(text, continued=continued) + _single(text))
    return [
        Quote(bisect_right(starts, opening) - 1, bisect_left(starts, closing), _is_closed(text, closing))
        for opening, closing in pairs
    ]


def _is_closed(text: str, end: int) -> bool:
    return end <= len(text) and text[end - 1] != ","


def opens_quote(doc: Doc) -> bool:
    """Say whether a paragraph begins with an opening mark."""
    return doc.text.lstrip()[:1] in {"“", '"', "„", "«", "‘"} or doc.text.lstrip().startswith("''")


def _double(text: str, *, continued: bool) -> list[tuple[int, int]]:
    """Pairs of double marks as `(opening, after the closing)`; an open one ends after the text."""
    found, opened = [], list[tuple[int, str]]()
    last_opening = -1
    for mark in _DOUBLE.finditer(text):
        if _opens(text, mark, opened):
            opened.append((mark.start(), mark[0]))
            last_opening = mark.start()
        elif opened:
            found.append((opened.pop()[0], mark.end()))
    for at, _ in opened[:1]:
        if at == last_opening or (continued and not text[:at].strip()):
            end = len(text) if continued else end_of_open(text, at)
            found.append((at, end + 1))
    return found


def _opens(text: str, mark: re.Match[str], opened: list[tuple[int, str]]) -> bool:
    before, after = text[mark.start() - 1 : mark.start()], text[mark.end() : mark.end() + 1]
    starts = (not before or before.isspace() or before in "([—–-") and bool(after) and not after.isspace()
    if mark[0] in _OPENING:
        return True
    if mark[0] in _CLOSING:
        return not opened and starts
    # Straight marks look alike: a new one opens where nothing is open, or after a space.
    return not opened or (starts and opened[-1][1] not in {'"', "''"})


def _single(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in _SINGLE.finditer(text)]


def _outermost(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for opening, closing in sorted(pairs, key=lambda pair: (pair[0], -pair[1])):
        if not kept or opening >= kept[-1][1]:
            kept.append((opening, closing))
    return kept


def inner(doc: Doc, quote: Quote) -> list[Token]:
    """The words and stops between the marks."""
    last = quote.last - 1 if quote.closed else quote.last
    while last > quote.first + 1 and (doc[last - 1].is_space or doc[last - 1].text in MARKS):
        last -= 1
    return [token for token in doc[quote.first + 1 : last] if not token.is_space]


def is_spoken(doc: Doc, quote: Quote) -> bool:
    """Say whether a quotation is something said in full, not a few words in the narrator's sentence."""
    words = inner(doc, quote)
    if not words:
        return False
    before = doc[quote.first - 1].text if quote.first else ""
    begins = (
        not before or before in {".", "?", "!", ":", ",", "”", '"', "''", "—", "--", "–"} or _new(doc, quote)
    )
    breaks = words[-1].text in _BREAKS_OFF or (quote.last < len(doc) and doc[quote.last].text == ",")
    if breaks and begins:
        return len(words) > 2 or words[0].text[:1].isupper()
    capital = next((t for t in words if t.text[:1].isalnum()), words[0]).text[:1]
    whole = not capital.islower() and (words[-1].text in _STOPS or not quote.closed)
    return (whole and begins) or (not capital.islower() and before == ":") or (whole and _has_verb(words))


def _new(doc: Doc, quote: Quote) -> bool:
    return bool(doc[quote.first].is_sent_start) or doc[quote.first - 1].is_space


def _has_verb(words: list[Token]) -> bool:
    return any(token.pos_ in {"VERB", "AUX"} for token in words)
