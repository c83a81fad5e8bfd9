"""The facts of a claim: its smallest parts, each to be ticked off by itself."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from claims.models.analysis import FactDraft
from claims.split.cutting.facts import facts_of, kind_of, parts_of
from claims.split.cutting.mend import mended
from claims.split.cutting.pieces import line
from claims.split.drafts import places_of
from claims.split.repairs import MOST_TOKENS
from claims.vocab import WordOrigin

if TYPE_CHECKING:
    from claims.split.cutting.build import Proposition
    from claims.split.cutting.candidates import Candidate
    from claims.split.naming import Names
    from claims.split.parsed import Doc, Span
    from claims.split.sentences import Paragraph


#: What is said of a noun by another noun or an adjective is a claim of its own, or too little for one.
_PARTS = frozenset({"core", "adjunct", "age"})
_TAKEN = frozenset({WordOrigin.STATED, WordOrigin.INHERITED})


def _words(fact: Candidate) -> set[int]:
    """The words that a fact takes from its sentence; who the claim is about may be somebody else."""
    return {piece.i for piece in fact.pieces if piece.origin in _TAKEN}


class Facts:
    """The facts of one paragraph, found for a sentence when a claim of it asks."""

    def __init__(self, paragraph: Paragraph, names: Names) -> None:
        self.paragraph = paragraph
        self.names = names
        self._of_sentence: dict[int, list[Candidate]] = {}
        #: By the fact itself: one that lies inside several claims of its sentence is written once.
        self._drafts: dict[int, FactDraft] = {}

    @cached_property
    def _doc(self) -> Doc:
        return mended(self.paragraph.doc)

    def of(self, claim: Proposition, sentence: Span) -> tuple[FactDraft, ...]:
        """The facts that lie inside a claim of a sentence, in reading order; none of one too long to cut."""
        if len(sentence) > MOST_TOKENS:
            return ()
        if sentence.start not in self._of_sentence:
            self._of_sentence[sentence.start] = facts_of(
                self._doc.span(sentence.start, sentence.end), verbs_only=True
            )
        inside = {piece.i for piece in claim.pieces}
        found = parts_of(claim, self._of_sentence[sentence.start])
        return tuple(self._draft(fact) for fact in found if fact.kind in _PARTS and _words(fact) <= inside)

    def _draft(self, fact: Candidate) -> FactDraft:
        if id(fact) not in self._drafts:
            self._drafts[id(fact)] = self._written(fact)
        return self._drafts[id(fact)]

    def _written(self, fact: Candidate) -> FactDraft:
        pieces = self.names.put_in(fact.pieces)
        text, trace = line(self._doc, pieces, self.names.start, self.names.text)
        at = places_of(self.names.text, self.names.start, self._doc, fact.pieces)
        return FactDraft(text, kind_of(fact), at, trace)
