"""Cut a parsed sentence into clauses that each hold alone, in the article's own words."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from spacy.tokens import Span, Token

from claims.split.attribution import hedges_of, peel, whole, without_source
from claims.split.cuts import Cut, cuts_of, reads
from claims.split.syntax import (
    Part,
    Said,
    is_assertion,
    is_finite,
    is_question,
    is_quoted,
    noun_phrase,
    quoted,
    subject_of,
    trimmed,
)

#: A longer sentence stays whole: a list without full stops must not cost seconds.
MOST_TOKENS = 300


@dataclass(frozen=True, slots=True)
class Clause:
    """One claim in a sentence: its tokens, the subject to put in front if any, and who says it."""

    words: Span
    subject: Span | None
    said: tuple[Said, ...]


def clauses_of(sentence: Span) -> list[Clause]:
    """Cut one parsed English sentence into clauses, in reading order.

    A question, a command, and a sentence without a verb give none. Nothing is cut inside quotation
    marks or brackets. A sentence of more than 300 tokens stays whole.
    """
    if is_question(sentence) or not any(is_assertion(token) for token in sentence):
        return []
    if len(sentence) > MOST_TOKENS:
        return [_uncut(whole(sentence))]
    part = whole(sentence)
    found = [clause for clause in _walk(part) if _is_readable(clause)]
    found = found or list(filter(_is_readable, [_uncut(part)]))
    return sorted(found, key=lambda clause: (clause.words.start, -clause.words.end))


def headline_of(sentence: Span) -> Clause | None:
    """A title as one clause with its "X says" taken off; None for a question or without a verb."""
    if is_question(sentence) or not any(t.pos_ in {"VERB", "AUX"} for t in sentence):
        return None
    part = whole(sentence)
    while inner := peel(part):
        part = inner
    return _uncut(part)


def _between_semicolons(part: Part) -> list[Part]:
    """Cut at semicolons where each side asserts; the parser hangs the sides as it likes."""
    quotes = quoted(part.doc)
    words = part.doc[part.start : part.end]
    edges = [t.i for t in words if t.text == ";" and not is_quoted(t, quotes)]
    bounds = pairwise([part.start - 1, *edges, part.end])
    sides = [replace(part, start=first + 1, end=last) for first, last in bounds]
    verbs = [_highest(side) for side in sides]
    found = [replace(side, verb=verb) for side, verb in zip(sides, verbs, strict=True) if verb]
    return found if len(found) == len(sides) > 1 else [part]


def _highest(part: Part) -> Token | None:
    asserting = (t for t in part.doc[part.start : part.end] if is_assertion(t))
    return next((t for t in asserting if t.head.i == t.i or not part.holds(t.head)), None)


def _walk(whole_sentence: Part) -> Iterator[Clause]:
    """Take parts apart until nothing is left to cut; a stack, for a sentence may nest deeply."""
    waiting = _between_semicolons(whole_sentence)
    while waiting:
        part = waiting.pop()
        cuts = cuts_of(part)
        if inner := peel(part):
            waiting.append(inner)
            waiting += [_beside(cut, inner) for cut in cuts if not inner.holds(cut.part.verb)]
            continue
        main = _clause(part, *_main(part, cuts))
        if _is_readable(main):
            waiting += [cut.part for cut in cuts]
            yield main
        else:
            yield _uncut(part)


def _beside(cut: Cut, inner: Part) -> Part:
    """Say who says what stands beside a claim that is said.

    In "P, X said, while conceding that Q" the subject of P concedes, as X passes on; in "“P,” X
    said, “and Q”" X says both.
    """
    if cut.part.verb.dep_ == "ccomp" or is_quoted(cut.part.verb, quoted(inner.doc)):
        return replace(cut.part, said=inner.said)
    marked = any(child.dep_ == "mark" for child in cut.part.verb.lefts)
    own = subject_of(inner.verb)
    if is_finite(cut.part.verb) or not marked or own is None:
        return cut.part
    return replace(cut.part, subject=noun_phrase(own), said=inner.said)


def _main(part: Part, cuts: list[Cut]) -> tuple[int, int]:
    """What is left of a part without the cuts at its edges; one in its middle stays in it."""
    start, end = part.start, part.end
    for cut in sorted(cuts, key=lambda one: -one.end):
        if not cut.stays and cut.start > part.verb.i and trimmed(part.doc, cut.start, end)[1] <= cut.end:
            end = cut.start
    for cut in sorted(cuts, key=lambda one: one.start):
        if not cut.stays and cut.end <= part.verb.i and trimmed(part.doc, start, cut.end)[0] >= cut.start:
            start = cut.end
    return start, end


def _uncut(part: Part) -> Clause:
    return _clause(part, part.start, part.end)


def _clause(part: Part, start: int, end: int) -> Clause:
    # Of "P, according to X, as Q" the source ends P only once Q is cut off.
    bare = without_source(replace(part, start=start, end=end))
    start, end = trimmed(part.doc, bare.start, bare.end)
    return Clause(part.doc[start:end], part.subject, (*hedges_of(part.verb), *part.said))


def _is_readable(clause: Clause) -> bool:
    return reads(clause.words, clause.subject)
