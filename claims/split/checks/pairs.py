"""Which claims are worth comparing: those that hold all words of another, found without trying all pairs."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice

from claims.split.checks.frames import Frame

#: Of more claims with the same rare word only so many nearest in the article are looked at.
_LOOKED_AT = 64
#: So many of them are compared.
_MOST = 3
#: Claims of fewer words are not compared.
_FEWEST = 2


def pairs_of(frames: Sequence[Frame]) -> Iterator[tuple[Frame, Frame]]:
    """Pairs of claims of which one has all words of the other, each once, in order.

    A claim that has all words of another has its rarest one; so each claim is listed under all its
    words and looks others up under its rarest.
    """
    often = Counter(word for frame in frames for word in frame.words)
    by_word: dict[str, list[int]] = defaultdict(list)
    for place, frame in enumerate(frames):
        for word in frame.words:
            by_word[word].append(place)
    seen: set[tuple[int, int]] = set()
    for place, frame in enumerate(frames):
        if len(frame.words) >= _FEWEST:
            rarest = min(frame.words, key=lambda word: (often[word], word))
            held = (other for other in _near(by_word[rarest], place) if _may_hold(frame, frames[other]))
            seen |= {(min(place, other), max(place, other)) for other in islice(held, _MOST)}
    return ((frames[one], frames[other]) for one, other in sorted(seen))


def _may_hold(frame: Frame, other: Frame) -> bool:
    return frame.words <= other.words and not frame.sentences & other.sentences


def _near(places: list[int], place: int) -> list[int]:
    """The other places of a word, the nearest first."""
    at = bisect_left(places, place)
    near = places[max(0, at - _LOOKED_AT // 2) : at + _LOOKED_AT // 2]
    return sorted((other for other in near if other != place), key=lambda other: (abs(other - place), other))
