"""Facts of what hangs on a noun by a preposition: where it is, what it is of, what it has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from claims.split.cutting.candidates import Candidate, definite
from claims.split.cutting.owners import past_of
from claims.split.cutting.phrases import copula, is_plural
from claims.split.cutting.pieces import Piece, as_inherited, made, own
from claims.split.cutting.wordings import is_example, name_of, phrase, prepositional
from claims.vocab import WordOrigin

if TYPE_CHECKING:
    from claims.split.parsed import Span, Token

_NOUNS = frozenset({"NOUN", "PROPN"})


def of_hung(sentence: Span) -> Iterator[Candidate]:
    """Every candidate of the prepositions that hang on nouns of a sentence."""
    for token in sentence:
        behind = token.dep_ == "prep" and token.head.pos_ in _NOUNS and token.i > token.head.i
        if behind and token.rights and not is_example(token):
            yield from _hung(token)


def _hung(token: Token) -> Iterator[Candidate]:
    host = token.head
    marks = _marks(token)
    kind = "of" if token.lower_ == "of" else "hung"
    for name, who in _names(host, token):
        be = copula(token, host, past=past_of(host))
        for length in ("short", "full"):
            for said in prepositional(token, full=length == "full"):
                yield Candidate(token.i, f"{name} {length}", (*who, be, *said.pieces), token, kind, marks)
        if token.lower_ == "with":
            yield from _has(token, name, who, marks)


def _names(host: Token, token: Token) -> Iterator[tuple[str, list[Piece]]]:
    whole = [p for p in definite(phrase(host, spread=False)[0].pieces) if p.i < token.i]
    yield "host", whole
    if host.pos_ == "NOUN":
        the = Piece(host.i, "the", WordOrigin.DETERMINER)
        yield "the", [the, *as_inherited([own(host)])]
    else:
        yield "name", as_inherited(map(own, name_of(host)))


def _has(token: Token, name: str, who: Sequence[Piece], marks: tuple[str, ...]) -> Iterator[Candidate]:
    """Of "a woman with a dog": the woman has a dog."""
    host = token.head
    verb = "had" if past_of(host) else "have" if is_plural(host) else "has"
    has = made(token, verb, WordOrigin.COPULA)
    for noun in token.rights:
        for said in phrase(noun) if noun.dep_ == "pobj" else ():
            yield Candidate(token.i, f"{name} has", (*who, has, *said.pieces), token, "hung", marks)


def _marks(token: Token) -> tuple[str, ...]:
    host = token.head
    noun = next((c for c in token.rights if c.dep_ == "pobj"), token)
    return (
        f"by:{token.lower_}",
        f"entity:{noun.ent_type_}",
        f"host:{host.dep_}",
        f"of:{host.ent_type_}",
        f"noun:{host.lemma_.lower()}",
        f"by host:{token.lower_} {host.dep_}",
        f"by entity:{token.lower_} {noun.ent_type_}",
    )
