"""The claims of one parsed sentence: taken apart, and each with who says it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from claims.split.additions import additions
from claims.split.amends import amended
from claims.split.cutting.build import Cut, Proposition, Share, propositions
from claims.split.cutting.lists import shares_in
from claims.split.cutting.pieces import own, tidied
from claims.split.cutting.places import cuts_in
from claims.split.policy import claim_cuts, claim_lists
from claims.split.repairs import MOST_TOKENS
from claims.split.syntax import is_loud
from claims.split.whose import Said, Saying, outside, peeled, told_apart

if TYPE_CHECKING:
    from claims.split.parsed import Span, Token


def claims_of(sentence: Span, sayings: Sequence[Saying]) -> list[Said]:
    """The propositions of a parsed sentence that a reviewer can rate, each with who says it.

    Args:
        sentence: of a parsed English paragraph.
        sayings: the attributions of that paragraph.

    Returns:
        What is said first, then the saying of it. A question that is passed on gives nothing; a
        sentence of more than 300 tokens is not cut.
    """
    if asks(sentence, sayings):
        return []
    sayings = _reaching(sentence, sayings)
    if is_loud(sentence):
        # There the parser takes each word for a name.
        return peeled(propositions(sentence, (), ()), sayings) or [as_a_whole(sentence)]
    if len(sentence) > MOST_TOKENS:
        return peeled(propositions(sentence, (), ()), sayings)
    found_cuts = [*cuts_in(sentence, details=False), *additions(sentence)]
    cuts = told_apart(amended(claim_cuts(found_cuts)), sayings)
    lists = claim_lists(shares_in(sentence))
    found = peeled(_parts(sentence, cuts, lists), sayings)
    around = outside(cuts, sayings)
    frames = peeled(_parts(sentence, around, lists), sayings) if len(around) < len(cuts) else found
    told = [said for said in found if said.frame is None]
    return [*told, *(said for said in frames if said.frame is not None)]


def asks(sentence: Span, sayings: Sequence[Saying]) -> bool:
    """Say whether a sentence does no more than pass on a question."""
    return any(_is_asked(sentence, one) for one in sayings)


def as_a_whole(sentence: Span) -> Said:
    """A sentence in its own words, such as a title that leaves out its verb."""
    return Said(Proposition(tuple(tidied([own(token) for token in sentence])), sentence.root))


#: Who says that somebody says that somebody says … is followed no further.
MOST_SAYINGS = 24


def _reaching(sentence: Span, sayings: Sequence[Saying]) -> list[Saying]:
    """The sayings that reach into a sentence; of very many those that tell most."""
    inside = range(sentence.start, sentence.end)
    found = [
        one for one in sayings if not all(s.isdisjoint(inside) for s in (one.cue, one.content, one.source))
    ]
    most = {id(one) for one in sorted(found, key=lambda one: -len(one.content))[:MOST_SAYINGS]}
    return [one for one in found if id(one) in most]


def _is_asked(sentence: Span, saying: Saying) -> bool:
    """Say whether what somebody says in a sentence is a question, and the sentence no more than that."""
    if sentence.root.i not in saying.cue:
        return False
    words = (sentence.doc[i].text for i in sorted(saying.content))
    inside = [word for word in words if word == "?" or any(map(str.isalnum, word))]
    return bool(inside) and inside[-1] == "?"


def _parts(sentence: Span, cuts: Sequence[Cut], lists: Sequence[Share]) -> list[Proposition]:
    """The propositions of a sentence; whole if nothing would be left of its main clause."""
    found = propositions(sentence, cuts, lists)
    kept = [cut for cut in cuts if not _is_lost(cut, found)]
    if len(kept) < len(cuts):
        found = propositions(sentence, kept, lists)
    left = any(one.kind == "main" for one in found) or not _has_main_clause(sentence)
    return found if left else propositions(sentence, (), ())


def _is_lost(cut: Cut, found: Sequence[Proposition]) -> bool:
    """Say whether the sentence would lose a part that makes no claim by itself."""
    words = [piece for piece in cut.pieces if piece.text.isalnum()]
    gone = bool(cut.removed) and len(words) > 1
    return gone and not any(one.kind == cut.kind and one.head is cut.token for one in found)


def _has_main_clause(sentence: Span) -> bool:
    """Say whether a sentence has a main clause: before "while B did C" is one, though read as a noun."""
    beside = any(c.dep_ == "advcl" and c.tag_ in _FINITE and _is_beside(c) for c in sentence.root.rights)
    return sentence.root.pos_ in {"VERB", "AUX"} or beside


def _is_beside(clause: Token) -> bool:
    return any(
        c.dep_ == "mark" and c.lower_ in {"while", "whereas", "although", "though"} for c in clause.lefts
    )


_FINITE = frozenset({"VBD", "VBZ", "VBP"})
