"""The words of a proposition, each with where it comes from, and how they are put on a line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from claims.models.analysis import TraceDraft
from claims.vocab import WordOrigin

if TYPE_CHECKING:
    from claims.split.parsed import Doc, Token

_NO_SPACE_BEFORE = frozenset(
    {",", ".", ";", ":", "!", "?", ")", "]", "}", "%", "”", "’", "'s", "’s", "n't", "n’t"}
)
_NO_SPACE_AFTER = frozenset({"(", "[", "{", "“", "‘", "$", "£", "€", "#"})
#: Adverbs that only join a clause to the one before it.
JOINING = frozenset(
    "however meanwhile instead moreover furthermore therefore nevertheless still thus".split()
)
_EDGES = frozenset({",", ";", ":", "–", "—", "-", "--", ".", "…"})
_PAIRS = {"(": ")", "[": "]", "“": "”", "‘": "’", '"': '"'}
#: Marks that may have lost their other half; an apostrophe alone has none.
_PAIRED = frozenset({*_PAIRS, ")", "]", "”"})
_NEVER_FIRST = _EDGES | {"”", ")", "]", "•", "‣", "▪", "◦", "*"}
_NEVER_LAST = _EDGES | {"“", "(", "["}
_NO_COMMA_AFTER = _EDGES | _NO_SPACE_AFTER - {"$"}


@dataclass(frozen=True, slots=True)
class Piece:
    """One word of a proposition.

    `i` is its token in the paragraph, or for a word that a rule made the token that made it act.
    """

    i: int
    text: str
    origin: WordOrigin = WordOrigin.STATED
    chars: tuple[int, int] | None = None
    #: Whether a name stands in for a word that was taken from elsewhere.
    lent: bool = False


def own(token: Token) -> Piece:
    """A word that stands in the proposition's own place."""
    return _stated(token.i, token.text)


@lru_cache(maxsize=4096)
def _stated(i: int, text: str) -> Piece:
    """One for each word: most are asked for over and over, for one part after the other."""
    return Piece(i, text)


def inherited(token: Token) -> Piece:
    """A word taken from elsewhere in the sentence, such as a shared subject."""
    return _inherited(token.i, token.text)


@lru_cache(maxsize=4096)
def _inherited(i: int, text: str) -> Piece:
    return Piece(i, text, WordOrigin.INHERITED)


def made(token: Token, text: str, origin: WordOrigin) -> Piece:
    """A word that a rule made because of a token: a copula, an article, another form of it."""
    return Piece(token.i, text, origin)


def tidied(pieces: Sequence[Piece]) -> list[Piece]:
    """Take loose marks off the edges, marks that lost their other half, and commas in a row."""
    kept = [piece for piece in pieces if not piece.text.isspace()]
    if not _PAIRED.isdisjoint(piece.text for piece in kept):
        kept = _without_empty(_balanced(_unbroken(kept)))
    kept = _single_commas(kept)
    if len(kept) > 2 and kept[0].text.lower() in JOINING and kept[1].text == ",":
        kept = kept[2:]
    while kept and kept[0].text in _NEVER_FIRST:
        kept = kept[1:]
    while kept and kept[-1].text in _NEVER_LAST:
        kept = kept[:-1]
    if len(kept) > 2 and kept[-1].text in _CLOSING and kept[-2].text == ",":
        del kept[-2]
    return _unwrapped(kept)


def _unbroken(pieces: Sequence[Piece]) -> list[Piece]:
    """Join a quotation that its speaker breaks: what stood between is said elsewhere."""
    kept: list[Piece] = []
    for piece in pieces:
        if kept and kept[-1].text == "”" and piece.text == "“":
            kept.pop()
        else:
            kept.append(piece)
    return kept


_CLOSING = frozenset({"”", '"', "’", "»"})


def _balanced(pieces: Sequence[Piece]) -> list[Piece]:
    opened: list[tuple[str, int]] = []
    loose: set[int] = set()
    for at, piece in enumerate(pieces):
        if opened and piece.text == _PAIRS[opened[-1][0]]:
            opened.pop()
        elif piece.text in _PAIRS and not _is_inch(pieces, at):
            opened.append((piece.text, at))
        elif piece.text in {")", "]", "”"}:
            loose.add(at)
    loose |= {at for _, at in opened}
    return [piece for at, piece in enumerate(pieces) if at not in loose]


def _is_inch(pieces: Sequence[Piece], at: int) -> bool:
    """Say whether a mark stands behind a number, as in 6' 2"."""
    number = pieces[at - 1]
    return pieces[at].text == '"' and at > 0 and number.text.isdigit() and number.i + 1 == pieces[at].i


def _without_empty(pieces: list[Piece]) -> list[Piece]:
    """Take out a pair of marks with nothing between, twice for a pair inside a pair."""
    kept = list(pieces)
    for at in range(len(kept) - 2, -1, -1):
        if at + 1 < len(kept) and _PAIRS.get(kept[at].text) == kept[at + 1].text:
            del kept[at : at + 2]
    return kept


def _single_commas(pieces: list[Piece]) -> list[Piece]:
    kept: list[Piece] = []
    for piece in pieces:
        before = kept[-1].text if kept else ","
        if piece.text == "," and before in _NO_COMMA_AFTER:
            continue
        kept.append(piece)
    return kept


def _unwrapped(pieces: list[Piece]) -> list[Piece]:
    """Take off one pair of marks that holds all of it."""
    if len(pieces) < 3 or _PAIRS.get(pieces[0].text) != pieces[-1].text:
        return pieces
    inner = pieces[1:-1]
    if any(piece.text == '"' for piece in inner) and pieces[0].text == '"':
        return pieces
    depth = 0
    for piece in inner:
        depth += (piece.text in {"(", "[", "“", "‘"}) - (piece.text in {")", "]", "”", "’"})
        if depth < 0:
            return pieces
    while inner and inner[-1].text in _NEVER_LAST:
        inner.pop()
    while inner and inner[0].text in _EDGES:
        inner.pop(0)
    return inner


def line(
    doc: Doc, pieces: Sequence[Piece], start: int = 0, article: str = ""
) -> tuple[str, tuple[TraceDraft, ...]]:
    """Write pieces as one line of text.

    Args:
        doc: the paragraph they stand in.
        pieces: in the order they are read.
        start: where the paragraph begins in the article, in code points.
        article: its text; the parser may have read another sign in place of one that it cannot read.

    Returns:
        The text, its first letter a capital, and the trace of each of its words.
    """
    words: list[str] = []
    trace: list[TraceDraft] = []
    at, before = 0, None
    for piece in pieces:
        token = doc[piece.i]
        if before is not None and _spaced(doc, before, piece):
            words.append(" ")
            at += 1
        first, last = piece.chars or (token.idx, token.idx + len(token.text))
        place = (start + first, start + last)
        text = _cased(token, piece, _as_written(piece, article[place[0] : place[1]]), first=before is None)
        words.append(text)
        trace.append(TraceDraft(at, at + len(text), piece.origin, place))
        at += len(text)
        before = piece
    return "".join(words), tuple(trace)


def _as_written(piece: Piece, words: str) -> str:
    same = not words or words == piece.text
    return piece.text if same or piece.chars is not None or piece.origin not in _AS_THEY_STAND else words


def _cased(token: Token, piece: Piece, text: str, *, first: bool) -> str:
    if first:
        return text[:1].upper() + text[1:]
    moved = token.is_sent_start and text.istitle() and token.pos_ != "PROPN"
    plain = token.ent_type_ in _NO_NAMES or token.pos_ == "DET"
    if moved and text != "I" and plain and piece.chars is None:
        return text[:1].lower() + text[1:]
    return text


def _spaced(doc: Doc, before: Piece, after: Piece) -> bool:
    if after.i == before.i + 1 and after.chars is None and before.chars is None:
        same = before.origin in _AS_THEY_STAND and after.origin in _AS_THEY_STAND
        if same:
            return bool(doc[before.i].whitespace_)
    return after.text not in _NO_SPACE_BEFORE and before.text not in _NO_SPACE_AFTER


_NO_NAMES = frozenset({"", "CARDINAL", "ORDINAL", "DATE", "TIME", "QUANTITY", "PERCENT", "MONEY"})
_AS_THEY_STAND = frozenset({WordOrigin.STATED, WordOrigin.INHERITED})


def as_inherited(pieces: Iterable[Piece]) -> list[Piece]:
    """The same words where another proposition lends them."""
    stated = WordOrigin.STATED
    return [_lent(piece) if piece.origin is stated else piece for piece in pieces]


def _lent(piece: Piece) -> Piece:
    if piece.chars is None and not piece.lent:
        return _inherited(piece.i, piece.text)
    return replace(piece, origin=WordOrigin.INHERITED)
