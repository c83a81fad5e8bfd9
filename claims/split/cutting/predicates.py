"""Every fact that a verb of a sentence may be worded as: its core, and one more for each adjunct."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from claims.split.cutting.adjuncts import Adjunct, adjuncts_of, with_adjunct
from claims.split.cutting.candidates import NOUNS, Candidate, Inner, can_be_bare, complement, worded
from claims.split.cutting.meant import is_asked
from claims.split.cutting.owners import VERBAL

if TYPE_CHECKING:
    from claims.split.cutting.frames import Frame
    from claims.split.parsed import Token

_COMPLEMENTS = frozenset({"dobj", "attr", "acomp", "oprd", "dative", "prt", "ccomp", "xcomp", "neg"})
_UNDER = frozenset({"xcomp", "advcl", "ccomp", "pcomp"})


def of_frame(frame: Frame) -> Iterator[Candidate]:
    """Every candidate of one verb."""
    tokens = complements(frame)
    inner = Inner(
        tokens,
        [complement(token, full=False, spread=True) for token in tokens],
        [complement(token, full=False, spread=False) for token in tokens],
    )
    adjuncts = adjuncts_of(frame, tokens)
    marks = frame_marks(frame, tokens, adjuncts)
    yield from _cores(frame, inner, marks)
    near = [a.token for a in adjuncts if not a.depth and a.token.i > frame.verb.i]
    for adjunct in adjuncts:
        yield from with_adjunct(frame, inner, adjunct, near, marks)


def complements(frame: Frame) -> list[Token]:
    """What a verb needs beside it: objects and predicates, in order."""
    last = frame.chain[-1]
    said = {t.i for t in frame.chain} | {p.i for p in frame.verbs}
    found = [
        c
        for verb in frame.chain
        for c in verb.rights
        if (c.dep_ in _COMPLEMENTS or is_asked(c)) and c.i not in said and c.i > last.i
    ]
    found = found or _where(last) or _shared_object(last)
    return [frame.put_back, *found] if frame.put_back is not None else found


def _where(verb: Token) -> list[Token]:
    """Of "the cells are where people meet" what they are."""
    if verb.lemma_ != "be":
        return []
    after = [c for c in verb.rights if c.dep_ == "advcl" and c.left_edge.tag_ == "WRB"]
    return [c for c in after if c.left_edge.i == verb.i + 1]


def _shared_object(verb: Token) -> list[Token]:
    """Of "wrote and directed films", the films that were written too."""
    after = next((c for c in verb.rights if c.dep_ == "conj" and c.pos_ in VERBAL), None)
    if after is None or after.i > verb.i + 3 or any(c.dep_ == "prep" for c in verb.rights):
        return []
    return [c for c in after.rights if c.dep_ == "dobj"]


def frame_marks(frame: Frame, inner: Sequence[Token], adjuncts: Sequence[Adjunct]) -> tuple[str, ...]:
    """What the model is told of a verb, whatever the wording."""
    near = [a for a in adjuncts if not a.depth]
    last, under = frame.chain[-1], frame.verb.head.lemma_.lower()
    return (
        f"frame:{frame.kind}",
        f"adjuncts:{min(4, len(near))}",
        f"far:{min(2, len(adjuncts) - len(near))}",
        f"inner:{'+'.join(_role(t) for t in inner[:2])}",
        f"verb:{last.lemma_.lower()}",
        f"subject:{frame.who[0].head.pos_}",
        f"under:{under if frame.verb.dep_ in _UNDER else ''}",
        f"lists:{_lists(frame, adjuncts)}",
        f"voice:{'passive' if any(c.dep_ == 'auxpass' for c in last.children) else 'active'}",
    )


def _role(token: Token) -> str:
    """How an object hangs on its verb; what is said by a clause is a predicate, however it was read."""
    return "attr" if token.dep_ == "advcl" else token.dep_


def _lists(frame: Frame, adjuncts: Sequence[Adjunct]) -> str:
    inside = [t for verb in frame.chain for t in verb.rights if t.dep_ in NOUNS | {"acomp"}]
    inside += [t for a in adjuncts for t in a.token.children if t.dep_ == "pobj"]
    return "yes" if any(t.dep_ == "conj" for noun in inside for t in noun.rights) else "no"


def _cores(frame: Frame, inner: Inner, marks: tuple[str, ...]) -> Iterator[Candidate]:
    slot = frame.verb.i
    in_full = [complement(token, full=True, spread=True) for token in inner.tokens]
    manners = [("short each", inner.each, True)]
    manners += [("full each", in_full, True)] if in_full != inner.each else []
    if len(frame.who) > 1 or inner.listed or any(len(ways) > 1 for ways in in_full):
        together = [complement(token, full=True, spread=False) for token in inner.tokens]
        manners += [("short all", inner.all, False), ("full all", together, False)]
    for option, objects, spread in manners:
        for words in worded(frame, objects, spread=spread):
            yield Candidate(slot, option, words, frame.verb, "core", marks)
    if inner.tokens and can_be_bare(frame):
        for words in worded(frame, [], spread=True):
            yield Candidate(slot, "bare each", words, frame.verb, "core", marks)
