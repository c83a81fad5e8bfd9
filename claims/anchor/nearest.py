"""The stretches of a text that come nearest to a quote which does not stand there, and what differs.

They are shown to a person and never taken: a lookalike sentence may say it of somebody else.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from claims.anchor.places import Anchor, anchor_at, cuts_character
from claims.anchor.typography import BREAK, fold

#: What a difference is about; a number is named before a negation, a negation before a name.
DifferenceKind = Literal["number", "negation", "name", "word"]

#: A stretch must be at least so alike, by words, to be offered.
NEAR = 0.6
#: More stretches than this nobody compares.
MOST = 3
#: How many stretches are looked at closely, and how many words of a quote are sought.
_CLOSELY, _SOUGHT = 12, 400
#: A word that stands more often than this says little of where a quote stands.
_COMMON = 400

_NOT = frozenset("not no never none nobody nothing without neither nor cannot hardly nowhere".split())
_WORD = re.compile(rf"\w+(?:[{BREAK}.,:/'-]\w+)*%?")
_SENTENCE_ENDS = re.compile(r"[.!?…。]|\n\s*\n")


@dataclass(frozen=True, slots=True)
class Difference:
    """Words of a quote and what stands in their place; either may be empty."""

    kind: DifferenceKind
    quoted: str
    there: str


@dataclass(frozen=True, slots=True)
class Nearest:
    """A stretch of a text that is like a quote: where, how alike by words (0 to 1), and what differs.

    No difference is left where only capitals, punctuation or the cut through a word keep the quote
    from being located.
    """

    at: Anchor
    score: float
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class _Word:
    plain: str
    start: int
    end: int
    shown: str


#: How alike, and the first and the last word's number, half-open.
_Stretch = tuple[float, int, int]


def nearest(quote: str, text: str, most: int = MOST) -> tuple[Nearest, ...]:
    """Find what comes nearest to a quote, for a person to compare. Nothing here is a place of the quote.

    Args:
        quote: what was pasted; its first 400 words are compared.
        text: any length.
        most: how many stretches at most.

    Returns:
        The stretches that are at least 0.6 alike by words, the most alike first, then in reading
        order; none that overlap. Empty if nothing is near.
    """
    wanted, there = _words(quote)[:_SOUGHT], _words(text)
    fitted = (_fitted(wanted, there, first, text) for first in _starts(wanted, there))
    found = sorted({one for one in fitted if one and one[0] >= NEAR}, key=lambda one: (-one[0], one[1]))
    kept: list[_Stretch] = []
    for one in found:
        if len(kept) < most and all(one[2] <= other[1] or one[1] >= other[2] for other in kept):
            kept.append(one)
    return tuple(_near(wanted, there[first:last], score, text) for score, first, last in kept)


def _words(text: str) -> list[_Word]:
    folded = fold(text)
    found = []
    for match in _WORD.finditer(folded.text):
        shown = match[0].replace(BREAK, "")
        start, end = folded.starts[match.start()], folded.ends[match.end() - 1]
        found.append(_Word(shown.casefold(), start, end, shown))
    return found


def _starts(wanted: Sequence[_Word], there: Sequence[_Word]) -> list[int]:
    """Where a stretch may begin: where most words of the quote stand from there on, the likeliest first."""
    places: dict[str, list[int]] = defaultdict(list)
    for n, word in enumerate(there):
        places[word.plain].append(n)
    width = max(2, len(wanted) // 3)
    votes: Counter[int] = Counter()
    for n, word in enumerate(wanted):
        at = places.get(word.plain, [])
        if len(at) <= _COMMON:
            # words may have come or gone before it: a place votes for two neighbouring windows
            votes.update(window + k for window in {(place - n) // width for place in at} for k in (0, 1))
    likeliest = sorted(votes.items(), key=lambda vote: (-vote[1], vote[0]))[:_CLOSELY]
    return [max(0, window * width) for window, _ in likeliest]


def _fitted(wanted: Sequence[_Word], there: Sequence[_Word], first: int, text: str) -> _Stretch | None:
    """The stretch near a word that a quote's words cover, with how alike it is."""
    slack = max(3, len(wanted) // 2)
    low = max(0, first - slack)
    window = there[low : first + len(wanted) + slack]
    mine, theirs = [word.plain for word in wanted], [word.plain for word in window]
    blocks = [
        one for one in SequenceMatcher(None, mine, theirs, autojunk=False).get_matching_blocks() if one.size
    ]
    if not blocks:
        return None
    behind = blocks[-1].a + blocks[-1].size
    begin = _stretched(window, blocks[0].b, -blocks[0].a, text)
    end = 1 + _stretched(window, blocks[-1].b + blocks[-1].size - 1, len(mine) - behind, text)
    ratio = SequenceMatcher(None, mine, theirs[begin:end], autojunk=False).ratio()
    return round(ratio, 3), low + begin, low + end


def _stretched(window: Sequence[_Word], at: int, by: int, text: str) -> int:
    """Go on by so many words from one, as far as its sentence reaches: other words stand there instead."""
    step = 1 if by > 0 else -1
    for _ in range(abs(by)):
        if not 0 <= at + step < len(window):
            break
        left, right = sorted((at, at + step))
        if _SENTENCE_ENDS.search(text, window[left].end, window[right].start):
            break
        at += step
    return at


def _near(wanted: Sequence[_Word], there: Sequence[_Word], score: float, text: str) -> Nearest:
    start, end = there[0].start, there[-1].end
    while cuts_character(text, start):
        start -= 1
    while cuts_character(text, end):
        end += 1
    return Nearest(anchor_at(text, start, end), score, tuple(_differences(wanted, there)))


def _differences(wanted: Sequence[_Word], there: Sequence[_Word]) -> Iterator[Difference]:
    mine, theirs = [word.plain for word in wanted], [word.plain for word in there]
    for what, a, b, c, d in SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes():
        if what != "equal":
            words = [word.shown for word in (*wanted[a:b], *there[c:d])]
            yield Difference(
                _kind(words),
                " ".join(word.shown for word in wanted[a:b]),
                " ".join(word.shown for word in there[c:d]),
            )


def _kind(words: Sequence[str]) -> DifferenceKind:
    if any(char.isdigit() for word in words for char in word):
        return "number"
    if any(word.lower() in _NOT or word.lower().endswith("n't") for word in words):
        return "negation"
    return "name" if any(word[0].isupper() for word in words) else "word"
