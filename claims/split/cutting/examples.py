"""Facts of the members of "films such as A and B": each in the place of the noun, or said to be one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from claims.split.cutting.candidates import Candidate
from claims.split.cutting.frames import Frame
from claims.split.cutting.pieces import Piece, made, own
from claims.split.cutting.wordings import Wording, is_example, phrase
from claims.vocab import WordOrigin

if TYPE_CHECKING:
    from claims.split.parsed import Token


def of_examples(frame: Frame, mine: Sequence[Candidate]) -> Iterator[Candidate]:
    """Every candidate of a verb again, with an example in the place of the noun it is an example of."""
    for token in (t for verb in frame.chain for t in verb.subtree):
        items = _items(token)
        noun = _listing(token) if items else None
        if noun is not None:
            marks = (f"noun:{noun.lemma_.lower()}", f"by:{token.lower_ if token.dep_ == 'prep' else ','}")
            yield from _replaced(noun, items, mine, marks)
            yield from _said_to_be(noun, items, token, marks)


def _items(token: Token) -> list[Wording]:
    """The examples that a word begins: "including", "such as", or the first of names behind a comma."""
    if token.dep_ == "prep" and is_example(token):
        return [wording for child in token.rights if child.dep_ == "pobj" for wording in phrase(child)]
    if token.dep_ == "appos" and token.pos_ == "PROPN" and token.head.tag_ == "NNS":
        return phrase(token)
    return []


def _listing(token: Token) -> Token | None:
    """The noun that examples are given of: what they hang on, or the last of several things before them."""
    before = reversed(token.doc[token.sent.start : token.i])
    head = token.head
    if head.pos_ != "NOUN" or (head.tag_ == "NN" and token.dep_ == "prep" and token.lower_ == "including"):
        return next((t for t in before if t.tag_ == "NNS"), head if head.pos_ == "NOUN" else None)
    return head


def _counted(noun: Token) -> Token:
    """Of "a number of films" the number, which goes where an example takes the place of the films."""
    prep = noun.head
    if noun.dep_ == "pobj" and prep.lower_ == "of" and prep.head.lower_ in _NUMBERS:
        return prep.head
    return noun


_NUMBERS = frozenset("number variety multitude series range string host plethora couple handful".split())


def _replaced(
    noun: Token, items: Sequence[Wording], mine: Sequence[Candidate], more: tuple[str, ...]
) -> Iterator[Candidate]:
    span = {p.i for w in phrase(_counted(noun), full=True, spread=False) for p in w.pieces}
    for base in mine:
        if not base.option.endswith("full each") and base.option not in _SHORT:
            continue
        at = [number for number, piece in enumerate(base.pieces) if piece.i in span]
        if noun.i in {piece.i for piece in base.pieces}:
            marks = (*base.marks, *more)
            for item in items:
                words = (*base.pieces[: at[0]], *item.pieces, *base.pieces[at[-1] + 1 :])
                yield Candidate(item.head.i, f"for {base.option}", words, item.head, "example", marks)


_SHORT = frozenset({"short each", "core short each", "bare short each"})


def _said_to_be(
    noun: Token, items: Sequence[Wording], token: Token, marks: tuple[str, ...]
) -> Iterator[Candidate]:
    said = one_of(noun)
    be = made(token, "is", WordOrigin.COPULA)
    for item in items if said else ():
        yield Candidate(token.i, "is each", (*item.pieces, be, *said), item.head, "kind of", marks)


def one_of(noun: Token) -> list[Piece]:
    """Of "several successful films": a successful film."""
    if noun.tag_ != "NNS" and not (noun.lower_ in _SAME and _are_several(noun)):
        return []
    words = [
        own(t)
        for c in noun.lefts
        if c.dep_ in {"amod", "compound", "nmod"} and c.lower_ not in _COUNTING
        for t in c.subtree
    ]
    return [made(noun, "a", WordOrigin.DETERMINER), *words, made(noun, noun.lemma_, WordOrigin.INFLECTION)]


#: Words that are the same for one and for several.
_SAME = frozenset({"series", "species", "aircraft"})


def _are_several(noun: Token) -> bool:
    return not any(c.dep_ in {"det", "poss"} for c in noun.lefts)


_COUNTING = frozenset(
    "several many various numerous other few more notable such different certain multiple".split()
)
