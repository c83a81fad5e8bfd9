"""The day that a "when" stands for: of "on Monday, when engineers met" engineers met on Monday."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from claims.split.cutting.build import Proposition
from claims.split.cutting.pieces import Piece, own
from claims.split.dates import in_words
from claims.vocab import WordOrigin

if TYPE_CHECKING:
    from claims.models.analysis import DateDraft
    from claims.split.parsed import Doc, Token

_BEFORE_A_TIME = frozenset({"in", "on", "at", "during"})


def with_when(proposition: Proposition, start: int, dates: Iterable[DateDraft]) -> Proposition:
    """Put the day behind a clause that "when" joins to it.

    Args:
        proposition: any; others than such a clause are given back as they are.
        start: where its paragraph begins in the article.
        dates: of the article.
    """
    verb = proposition.head
    if verb.dep_ != "relcl" or not any(c.lower_ == "when" for c in verb.lefts):
        return proposition
    if any(piece.i == verb.head.i for piece in proposition.pieces):
        return proposition
    at = start + verb.head.idx
    date = next((one for one in dates if one.start <= at < one.end), None)
    words = _told(verb.head, date, start) if date is not None else []
    return replace(proposition, pieces=(*proposition.pieces, *words))


def _told(noun: Token, date: DateDraft, start: int) -> list[Piece]:
    """The day with the preposition that it stands behind, or the one that its words need."""
    named = [own(t) for t in _tokens(noun.doc, date.start - start, date.end - start)]
    if noun.dep_ == "pobj" and noun.head.lower_ in _BEFORE_A_TIME:
        return [own(noun.head), *named]
    lead = in_words(date).partition(" ")[0]
    if lead not in _BEFORE_A_TIME:
        return named if noun.dep_ == "npadvmod" else []
    place = (date.start - start, date.end - start)
    return [Piece(noun.i, lead, WordOrigin.DATE, place), *named]


def _tokens(doc: Doc, first: int, last: int) -> Iterable[Token]:
    return doc.char_span(first, last)
