"""The smallest parts of a sentence that can be ticked off by themselves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from claims.split.cutting.build import reads
from claims.split.cutting.candidates import Candidate
from claims.split.cutting.described import of_nouns, of_places, of_predicate
from claims.split.cutting.examples import of_examples
from claims.split.cutting.frames import frames_in
from claims.split.cutting.hung import of_hung
from claims.split.cutting.kept import keeping
from claims.split.cutting.pieces import Piece, tidied
from claims.split.cutting.predicates import of_frame
from claims.split.cutting.ranking import PLAIN, Leaning, picked
from claims.split.cutting.shorter import shortened
from claims.split.cutting.wordings import texts
from claims.vocab import FactKind, WordOrigin

if TYPE_CHECKING:
    from claims.split.cutting.build import Proposition
    from claims.split.parsed import Span, Token

_VOWELS = "aeiou"


def facts_of(sentence: Span, leaning: Leaning = PLAIN, *, verbs_only: bool = False) -> list[Candidate]:
    """The facts of a parsed sentence, in reading order of the words they are about.

    Args:
        sentence: of a paragraph that `mended` has seen.
        leaning: how fine, and which kinds of fact more readily.
        verbs_only: leave out what is said by a noun or an adjective alone, which takes half the time.
    """
    with keeping(sentence.doc):
        found = candidates_in(sentence, verbs_only=verbs_only)
    found = picked(found, len(sentence), leaning)
    return sorted(found, key=lambda fact: fact.slot)


def parts_of(claim: Proposition, facts: Sequence[Candidate]) -> list[Candidate]:
    """The facts that lie inside one claim: it states the word they are about, and has all their words."""
    stated = {piece.i for piece in claim.pieces if piece.origin is WordOrigin.STATED}
    there = {piece.i for piece in claim.pieces}
    return [
        fact
        for fact in facts
        if fact.slot in stated and all(p.i in there for p in fact.pieces if p.origin is WordOrigin.STATED)
    ]


def kind_of(fact: Candidate) -> FactKind:
    """What a fact says, told by the words that are its own and not its subject's."""
    words = own_words(fact)
    if fact.kind == "age":
        return FactKind.NUMBER
    if any(t.tag_ in {"JJS", "RBS"} or t.lower_ in _ONLY for t in words):
        return FactKind.SUPERLATIVE
    named = {t.ent_type_ for t in words if fact.slot in {t.i, t.head.i}}
    within = named if fact.kind == "adjunct" else {t.ent_type_ for t in words}
    for kinds, kind in ((_DATES, FactKind.DATE), (_NUMBERS, FactKind.NUMBER), (_PLACES, FactKind.PLACE)):
        if kinds & (within if kind is FactKind.NUMBER else named):
            return kind
    who = fact.kind in {"apposition", "class", "title", "origin", "kind of"} or "PERSON" in named
    return FactKind.WHO if who else FactKind.WHAT


def own_words(fact: Candidate) -> list[Token]:
    """The words of a fact from the one on that it is about, or for its core from the verb on."""
    doc = fact.head.doc
    start = min(fact.slot, doc[fact.slot].left_edge.i) if fact.kind != "core" else fact.slot
    last = max(doc[fact.slot].right_edge.i, fact.slot)
    stated = sorted({p.i for p in fact.pieces if p.origin in _OWN and start <= p.i <= last})
    return [doc[i] for i in stated]


_OWN = frozenset({WordOrigin.STATED, WordOrigin.INFLECTION})
_ONLY = frozenset({"first", "last", "only"})
_DATES = frozenset({"DATE", "TIME"})
_NUMBERS = frozenset({"CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY"})
_PLACES = frozenset({"GPE", "LOC", "FAC"})


def candidates_in(sentence: Span, *, verbs_only: bool = False) -> list[Candidate]:
    """Every fact that a parsed sentence may be worded as; many exclude each other."""
    found: list[Candidate] = []
    for frame in frames_in(sentence):
        if verbs_only:
            found += of_frame(frame)
            continue
        mine = [*of_frame(frame), *of_predicate(frame)]
        found += [*mine, *of_examples(frame, mine)]
    if verbs_only:
        return _without_doubles(found)
    found += shortened(sentence, found)
    found += [*of_nouns(sentence), *of_hung(sentence), *of_places(sentence)]
    return _without_doubles(found)


def _without_doubles(found: Sequence[Candidate]) -> list[Candidate]:
    """Drop what does not read, and an option that says the same as one before it in its slot."""
    options: dict[tuple[int, str], dict[str, tuple[Candidate, tuple[Piece, ...]]]] = {}
    for candidate, (text, pieces) in zip(found, _as_read(found), strict=True):
        if text:
            same = options.setdefault((candidate.slot, candidate.option), {})
            same.setdefault(text, (candidate, pieces))
    unlike: dict[tuple[int, tuple[str, ...]], dict[str, tuple[Candidate, tuple[Piece, ...]]]] = {}
    for (slot, _), same in options.items():
        unlike.setdefault((slot, tuple(same)), same)
    return [candidate.worded(pieces) for same in unlike.values() for candidate, pieces in same.values()]


def _as_read(found: Sequence[Candidate]) -> Iterator[tuple[str, tuple[Piece, ...]]]:
    """The words of each candidate, tidied, for comparing and as pieces; "" of what does not read.

    Many are put together of the very same pieces, which need tidying only once.
    """
    known: dict[tuple[int, ...], tuple[str, tuple[Piece, ...]]] = {}
    for candidate in found:
        key = tuple(map(id, candidate.pieces))
        if key not in known:
            pieces = tuple(with_articles(_unjoined(tidied(candidate.pieces))))
            known[key] = texts(pieces) if reads(pieces, candidate.head) else "", pieces
        yield known[key]


def _unjoined(pieces: Sequence[Piece]) -> list[Piece]:
    """Take a conjunction that joins nothing off the end, and what loose marks it leaves."""
    kept = list(pieces)
    while kept and kept[-1].text.lower() in {"and", "or", "but", ",", "as well as"}:
        kept.pop()
    return kept


def with_articles(pieces: Sequence[Piece]) -> list[Piece]:
    """Make "a" and "an" fit the word behind them where that is another than in the sentence."""
    found = list(pieces)
    for at, piece in enumerate(found[:-1]):
        low = piece.text.lower()
        after = found[at + 1]
        if low in {"a", "an"} and (piece.origin is WordOrigin.DETERMINER or after.i != piece.i + 1):
            fitting = "an" if _sounds_open(after.text) else "a"
            if fitting != low:
                found[at] = replace(piece, text=fitting, origin=WordOrigin.DETERMINER)
    return found


def _sounds_open(word: str) -> bool:
    low = word.lower()
    if low.startswith(("hour", "honest", "honor", "honour", "heir")):
        return True
    return low[:1] in _VOWELS and not low.startswith(("uni", "use", "eu", "one", "once"))
