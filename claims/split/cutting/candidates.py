"""A fact as it may be worded, and how a verb is put together with who and what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, product
from typing import TYPE_CHECKING

from claims.split.cutting.kept import kept
from claims.split.cutting.phrases import inflected, is_plural
from claims.split.cutting.pieces import Piece, as_inherited, made, own
from claims.split.cutting.wordings import MOST, Wording, members, phrase, without_additions
from claims.vocab import WordOrigin

if TYPE_CHECKING:
    from claims.split.cutting.frames import Frame
    from claims.split.parsed import Token

NOUNS = frozenset({"dobj", "attr", "pobj", "dative", "oprd", "nsubj", "nsubjpass", "conj", "appos"})
ORIGINS = frozenset({"NORP", "GPE"})
#: Names of these are one, whatever their ending.
ONE_OF_A_KIND = frozenset({"PERSON", "GPE"})
_SINGULAR = {"were": "was", "are": "is", "have": "has", "do": "does"}


@dataclass(slots=True)
class Candidate:
    """One wording of a fact.

    `slot` is the token that the fact is about; of a slot one `option` is taken, with all its
    candidates (one for each member of a list).
    """

    slot: int
    option: str
    pieces: tuple[Piece, ...]
    head: Token
    kind: str
    marks: tuple[str, ...] = ()
    #: The words, for comparing; filled in once the wording stands.
    words: frozenset[str] = frozenset()

    def worded(self, pieces: tuple[Piece, ...], option: str = "") -> Candidate:
        """The same in other words."""
        words = frozenset(piece.text.lower() for piece in pieces if piece.text[:1].isalnum())
        return Candidate(self.slot, option or self.option, pieces, self.head, self.kind, self.marks, words)


@dataclass(frozen=True, slots=True)
class Inner:
    """What a verb needs beside it, in short: each member of a list by itself, and all together."""

    tokens: Sequence[Token]
    each: Sequence[list[Wording]]
    all: Sequence[list[Wording]]

    @property
    def listed(self) -> bool:
        """Whether there is a list among it."""
        return any(len(ways) > 1 for ways in self.each)


def can_be_bare(frame: Frame) -> bool:
    """Say whether a verb may stand without what it needs: not "was", nor the "left" of "was left unread"."""
    return frame.chain[-1].lemma_ != "be" and not any(c.dep_ == "oprd" for c in frame.chain[-1].rights)


@kept
def complement(token: Token, *, full: bool = False, spread: bool = True) -> list[Wording]:
    """Every way to word an object or predicate."""
    if token.pos_ in {"NOUN", "PROPN", "PRON", "NUM", "SYM"}:
        return phrase(token, full=full, spread=spread)
    if token.dep_ in {"acomp", "oprd"}:
        return _predicate(token, full=full, spread=spread)
    return [Wording(token, tuple(own(t) for t in without_additions(token)))]


def _predicate(token: Token, *, full: bool, spread: bool) -> list[Wording]:
    chain = members(token) if spread else [token]
    found = []
    for member in chain:
        left_out: set[int] = set()
        for child in member.children:
            listed = len(chain) > 1 and (child.dep_ in {"conj", "cc", "preconj"} or child.text == ",")
            if listed or (child.dep_ in {"prep", "advcl"} and not full):
                left_out |= {t.i for t in child.subtree}
        words = tuple(own(t) for t in without_additions(member) if t.i not in left_out)
        found.append(Wording(member, words, (member.i,) if len(chain) > 1 else ()))
    return found


def definite(pieces: Sequence[Piece]) -> list[Piece]:
    """A noun phrase named again: "a couple" becomes "the couple"."""
    words = as_inherited(pieces)
    if words and words[0].text.lower() in {"a", "an"}:
        words[0] = Piece(words[0].i, "the", WordOrigin.DETERMINER)
    return words


def worded(frame: Frame, parts: Sequence[list[Wording]], *, spread: bool) -> Iterator[tuple[Piece, ...]]:
    """Who, the verb, and each way to combine what follows it."""
    who = list(frame.who) if spread else [frame.whole]
    for first, *rest in islice(product(who, *parts), MOST):
        verbs = agreed(frame, first, single=spread and len(who) > 1)
        yield (*first.pieces, *verbs, *(p for wording in rest for p in wording.pieces))


def agreed(frame: Frame, who: Wording, *, single: bool) -> tuple[Piece, ...]:
    """The verb in the singular where one member of a list stands for all."""
    if not single or (is_plural(who.head) and not any(c.dep_ == "conj" for c in who.head.children)):
        return frame.verbs
    several = who.head.tag_ == "NNS" or (who.head.tag_ == "NNPS" and who.head.ent_type_ not in ONE_OF_A_KIND)
    if several or who.head.lower_ in {"they", "we", "you"}:
        return frame.verbs
    first = frame.verbs[0]
    token = frame.verb.doc[first.i]
    low = first.text.lower()
    if low in _SINGULAR and (token.pos_ == "AUX" or first.origin is WordOrigin.COPULA):
        origin = WordOrigin.COPULA if first.origin is WordOrigin.COPULA else WordOrigin.INFLECTION
        return (made(token, _SINGULAR[low], origin), *frame.verbs[1:])
    if token.tag_ == "VBP" and first.origin is WordOrigin.STATED:
        return (made(token, inflected(low, "VBZ"), WordOrigin.INFLECTION), *frame.verbs[1:])
    return frame.verbs
