"""Cuts between clauses: coordinated, subordinate, and beside each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.split.cutting.build import Cut
from claims.split.cutting.owners import (
    VERBAL,
    both,
    leading,
    mark_of,
    own_words,
    owner_pieces,
    participle,
    shared_helpers,
    span_of,
    with_links,
)
from claims.split.cutting.phrases import subject_of
from claims.split.cutting.pieces import Piece

if TYPE_CHECKING:
    from spacy.tokens import Token


def conjunct(token: Token) -> list[Cut]:
    """Of "A did B and did C" and "A did B and D did C" the second, with its own subject or the shared one."""
    if token.pos_ not in VERBAL:
        return []
    first = token.head
    if subject_of(token) is not None:
        pieces = _with_helpers(token, own_words(token, leading(token)))
        return _only(both("clause", token, span_of(token), pieces, _joint(token)))
    if first.pos_ not in VERBAL:
        return []
    named = owner_pieces(token)
    if named is None:
        return []
    helpers = shared_helpers(first, token)
    if helpers is None:
        return []
    pieces = [*named[1], *helpers, *own_words(token, leading(token))]
    return _only(both("predicate", token, span_of(token), pieces, _joint(token)))


def _with_helpers(token: Token, words: list[Piece]) -> list[Piece]:
    """Of "40 were killed and 300 wounded": 300 were wounded."""
    first = token.head
    bare = token.tag_ == "VBN" and not any(c.dep_ in {"aux", "auxpass"} for c in token.children)
    passive = any(c.dep_ == "auxpass" for c in first.children)
    helpers = shared_helpers(first, token) if bare and passive else None
    if not helpers:
        return words
    at = next((n for n, piece in enumerate(words) if piece.i == token.i), 0)
    return [*words[:at], *helpers, *words[at:]]


def _only(cuts: list[Cut]) -> list[Cut]:
    return cuts[:1]


def _joint(token: Token) -> str:
    at = token.left_edge.i - 1
    return token.doc[at].lower_ if at >= token.sent.start else ""


def adverbial(token: Token) -> list[Cut]:
    """Of "…, while B did C", "since B did C" and "…, warning that B" the second, without its mark."""
    if token.pos_ not in VERBAL and subject_of(token) is None:
        return []
    mark = mark_of(token)
    without = leading(token) | {t.i for t in mark}
    word = " ".join(t.lower_ for t in mark)
    if subject_of(token) is not None:
        return both("adverbial", token, span_of(token), own_words(token, without), word)
    if any(c.tag_ == "TO" for c in token.lefts):
        return []
    return participle("participle", token, token.head, without, word)


def clausal(token: Token) -> list[Cut]:
    """A clause inside another, or beside it with no more than a comma between."""
    if token.pos_ not in VERBAL or subject_of(token) is None:
        return []
    mark = mark_of(token)
    without = leading(token) | {t.i for t in mark if t.lower_ == "that"}
    kind = "beside" if token.dep_ == "parataxis" or (token.i < token.head.i and not mark) else "content"
    word = token.head.lemma_.lower() if kind == "content" else ""
    return both(kind, token, span_of(token), own_words(token, without), word)


def gerund(token: Token) -> list[Cut]:
    """Of "A fell after losing B": A lost B."""
    preposition = token.head
    main = preposition.head
    if token.pos_ not in VERBAL or main.pos_ not in VERBAL:
        return []
    cuts = participle("gerund", token, main, leading(token), preposition.lower_)
    span = span_of(preposition)
    return [
        Cut(
            c.kind,
            c.token,
            with_links(token.doc, span, token.sent) if c.removed else c.removed,
            c.pieces,
            c.mark,
        )
        for c in cuts
    ]
