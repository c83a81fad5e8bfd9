"""Words that only join a claim to what was said before, for a plain wording that leaves them out."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claims.split.cutting.pieces import Piece
    from claims.split.parsed import Doc, Token

#: At the beginning of a claim; "so" of "so many people" is none.
_FIRST = frozenset("and but or so yet then also however therefore thus plus moreover furthermore".split())
LEAST = 3


def plainly(doc: Doc, pieces: Sequence[Piece]) -> list[Piece]:
    """A claim without the words that only join it, in its own words for the rest.

    "But the pool also closed" becomes "The pool closed"; "not only … but also" keeps its words.
    """
    kept = list(pieces)
    while len(kept) > LEAST and (kept[0].text == "," or _only_joins(doc[kept[0].i])):
        del kept[0]
    balanced = any(piece.text.lower() in {"only", "just"} for piece in kept)
    return kept if balanced else [piece for piece in kept if piece.text.lower() != "also"]


def _only_joins(word: Token) -> bool:
    tells_how_much = word.dep_ == "advmod" and word.head.pos_ in {"ADJ", "ADV"}
    return word.lower_ in _FIRST and not tells_how_much
