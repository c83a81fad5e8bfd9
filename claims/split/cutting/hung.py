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
    if (host.lower_ in _COUNTED and token.lower_ == "of") or host.lower_ in _LEADING:
        return
    if (place := _place_of(token)) is not None:
        yield from _called(host, place)
        return
    marks = _marks(token)
    kind = "of" if token.lower_ == "of" else "hung"
    for name, who in _names(host, token):
        be = copula(token, host, past=past_of(host))
        for length in ("short", "full"):
            for said in prepositional(token, full=length == "full"):
                yield Candidate(token.i, f"{name} {length}", (*who, be, *said.pieces), token, kind, marks)
        if token.lower_ == "with":
            yield from _has(token, name, who, marks)


#: "In addition to" and the like are prepositions of several words.
_LEADING = frozenset({"addition", "front", "behalf", "terms", "spite", "lieu", "order"})
#: Places that are called so: "the village of Elm" is Elm.
_SETTLED = frozenset(
    """city town village hamlet suburb municipality commune state province county region district borough
    republic kingdom island resort port capital""".split()
)
#: "Hundreds of people" is no thing that people could have.
_COUNTED = frozenset(
    """number hundreds thousands millions billions dozens scores tens couple pair lot lots handful majority
    series range variety kind type types kinds sort sorts part parts most some half one""".split()
)


def _place_of(token: Token) -> Token | None:
    """Of "the city of Leeds" the name of the city."""
    noun = next((c for c in token.rights if c.dep_ == "pobj"), None)
    if noun is None or token.lower_ != "of" or token.head.lower_ not in _SETTLED or noun.pos_ != "PROPN":
        return None
    return noun if not any(c.dep_ in {"det", "poss"} for c in noun.lefts) else None


def _called(host: Token, name: Token) -> Iterator[Candidate]:
    """Of "the old city of Leeds": Leeds is an old city."""
    said = [p for p in phrase(host, spread=False)[0].pieces if p.i <= host.i]
    if any(c.dep_ in {"poss", "nummod", "nsubj"} for c in host.lefts):
        return
    lead = host.doc[said[0].i]
    said = said[1:] if lead.dep_ == "det" else said
    be, article = (
        made(host, "is", WordOrigin.COPULA),
        made(host, "a", WordOrigin.DETERMINER),
    )
    marks = (
        f"word:{host.lower_}",
        f"words:{min(4, len(said))}",
        f"entity:{name.ent_type_}",
        f"lead:{lead.dep_}",
    )
    who = as_inherited(phrase(name, spread=False)[0].pieces)
    yield Candidate(host.i, "is a", (*who, be, article, *said), host, "class", marks)


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
