"""From the cuts that were chosen to propositions: what is left of the sentence, and each part cut off."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from claims.split.cutting.pieces import Piece, own, tidied
from claims.vocab import WordOrigin

if TYPE_CHECKING:
    from claims.split.parsed import Span, Token

#: Of a long list only so many propositions are made.
MOST_VARIANTS = 24


@dataclass(frozen=True, slots=True)
class Cut:
    """One place where a sentence may be cut.

    `removed` are the tokens that what is left loses (none if the part stays in it too); `pieces`
    are the words of the part by itself, in reading order.
    """

    kind: str
    token: Token
    removed: frozenset[int]
    pieces: tuple[Piece, ...]
    mark: str = ""
    #: Cuts that make no sense unless this one is made too.
    group: int = -1


@dataclass(frozen=True, slots=True)
class Share:
    """A list of nouns of which each may stand alone in its place: `span` is all of it."""

    token: Token
    span: frozenset[int]
    members: tuple[tuple[Piece, ...], ...]
    kind: str = "share"
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Proposition:
    """One proposition of a sentence: its words, the word it hangs on, and the cut that made it."""

    pieces: tuple[Piece, ...]
    head: Token
    kind: str = "main"


def propositions(sentence: Span, cuts: Sequence[Cut], shares: Sequence[Share]) -> list[Proposition]:
    """Take a sentence apart at the chosen places.

    Returns:
        What is left of the sentence and each part, in reading order of the words they hang on.
    """
    gone = _removed(cuts)
    main = Proposition(tuple(own(token) for token in sentence), sentence.root)
    wholes = [main, *(Proposition(cut.pieces, cut.token, cut.kind) for cut in cuts)]
    found: list[Proposition] = []
    for number, whole in enumerate(wholes):
        if not whole.pieces:
            continue
        except_for = cuts[number - 1].removed if number else frozenset()
        lost = _lost(gone, cuts, number - 1, except_for)
        kept = [piece for piece in whole.pieces if piece.i not in lost or piece.origin in _MADE]
        for variant in _variants(kept, shares):
            words = tidied(variant)
            if reads(words, whole.head):
                found.append(Proposition(tuple(words), whole.head, whole.kind))
    return found


_MADE = frozenset({WordOrigin.COPULA, WordOrigin.DETERMINER, WordOrigin.INFLECTION, WordOrigin.INHERITED})


def _removed(cuts: Sequence[Cut]) -> list[frozenset[int]]:
    return [cut.removed for cut in cuts]


def _lost(gone: list[frozenset[int]], cuts: Sequence[Cut], number: int, own_span: frozenset[int]) -> set[int]:
    """What a proposition loses: all cuts but its own and those it lies inside of."""
    lost: set[int] = set()
    for other, span in enumerate(gone):
        if other == number:
            continue
        if number >= 0 and cuts[number].token.i in span and _lies_in(cuts[number], own_span, span):
            continue
        lost |= span
    return lost


def _lies_in(cut: Cut, own_span: frozenset[int], span: frozenset[int]) -> bool:
    """Say whether a part lies inside another; the comma that closes it may belong to neither."""
    words = {piece.i for piece in cut.pieces if piece.origin is WordOrigin.STATED}
    return own_span <= span or words <= span


def _variants(pieces: list[Piece], shares: Sequence[Share]) -> Iterable[list[Piece]]:
    present = {piece.i for piece in pieces}
    inside = [share for share in shares if all(any(p.i in present for p in m) for m in share.members)]
    inside = [s for s in inside if not any(o is not s and s.span < o.span for o in inside)] + [
        s for s in inside if any(o is not s and s.span < o.span for o in inside)
    ]
    if not inside:
        yield pieces
        return
    picks = product(*(range(len(share.members)) for share in inside))
    for _, pick in zip(range(MOST_VARIANTS), picks, strict=False):
        line = pieces
        for share, number in zip(inside, pick, strict=True):
            line = _put(line, share, share.members[number])
        yield line


def _put(pieces: list[Piece], share: Share, member: Sequence[Piece]) -> list[Piece]:
    kept: list[Piece] = []
    present = {piece.i for piece in pieces if piece.i in share.span}
    done = False
    for piece in pieces:
        if piece.i not in share.span or piece.origin is WordOrigin.COPULA:
            kept.append(piece)
        elif not done:
            done = True
            kept += [p for p in member if p.i in present or p.origin is not WordOrigin.STATED]
    return kept


_VERBS = frozenset({WordOrigin.COPULA, WordOrigin.INFLECTION})
_VERBAL = frozenset({"VERB", "AUX"})


def reads(words: Sequence[Piece], head: Token) -> bool:
    """Say whether words can be a claim: a verb among them, and two words beside it."""
    real = [piece for piece in words if piece.text.isalnum() or any(map(str.isalnum, piece.text))]
    doc = head.doc
    return len(real) >= 2 and any(p.origin in _VERBS or doc[p.i].pos_ in _VERBAL for p in real)
