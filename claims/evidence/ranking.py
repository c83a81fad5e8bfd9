"""Which sentences of a source are most likely to bear on a claim: words, numbers, order, neighbours.

`docs/passages.md` tells how, and what was tried. Nothing here says what a passage does to a claim.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log

from claims.evidence.words import STOP, keys_of, words_of

#: How soon a word's repetition stops to count, and how far a sentence's length does (BM25).
_REPEAT, _LENGTH = 1.0, 0.3
#: What a number, a word that says little, a word of the title, one around the claim is worth to a plain one.
_NUMBER, _STOP_WORD, _TITLE, _CONTEXT = 2.0, 0.2, 0.5, 0.1
#: What two words in the claim's order add, where one of them says little, too.
_PAIR, _LIGHT_PAIR = 0.4, 0.12
#: How much more a sentence is worth that has all the claim's words; what its neighbours lend it.
_COVERED, _NEIGHBOUR = 0.5, 0.15
#: What a word is worth less when a better sentence had it: together the first few should cover the claim.
_SEEN, _CHOSEN_SO = 0.2, 15

_Part = str | tuple[str, str]


@dataclass(frozen=True, slots=True)
class Hit:
    """A sentence: its number from 0, how likely it bears on the claim, and where common words stand.

    Scores compare sentences of one call only. `matched` are code points in the sentence, half-open.
    """

    index: int
    score: float
    matched: tuple[tuple[int, int], ...]


def rank_passages(
    claim: str, sentences: Sequence[str], *, context: str = "", title: str = "", most: int | None = None
) -> list[Hit]:
    """Order a source's sentences: those most likely to bear on a claim come first.

    Args:
        claim: the claim's text.
        sentences: the source's sentences in reading order.
        context: what stands around the claim in its article; counts little.
        title: the title of the claim's article, which often names what the claim calls "it".
        most: how many to give at most; all if None.

    Returns:
        Each sentence once, the likeliest first; equal ones, and those that share no word with the
        claim, in reading order.
    """
    keys = [keys_of(sentence) for sentence in sentences]
    asked = _asked(claim, title, context)
    rare = _Rarity(keys, frozenset(asked))
    worth = {key: weight * rare(key) for key, weight in asked.items()}
    pairs = _pairs(keys_of(claim), rare)
    parts = [
        _parts(sentence, common, worth, pairs, len(sentence) / rare.width)
        for sentence, common in zip(keys, rare.common, strict=True)
    ]
    own = {key for key in keys_of(claim) if key not in STOP}
    return [
        Hit(index, round(score, 6), _matched(sentences[index], own))
        for index, score in _in_order(parts, worth)[:most]
    ]


class _Rarity:
    """How rare the asked words are among a source's sentences.

    `common` are those of each sentence, `width` is how many words a sentence has in the mean.
    """

    def __init__(self, keys: Sequence[Sequence[str]], asked: frozenset[str]) -> None:
        self.common = [asked.intersection(sentence) for sentence in keys]
        self.width = sum(map(len, keys)) / max(1, len(keys)) or 1.0
        self._in = Counter(key for common in self.common for key in common)

    def __call__(self, key: str) -> float:
        there = self._in[key]
        return log(1 + (len(self.common) - there + 0.5) / (there + 0.5))


def _asked(claim: str, title: str, context: str) -> dict[str, float]:
    """What each word is worth before its rarity: the claim's own first, then those around it."""
    asked: dict[str, float] = {}
    for word in words_of(claim):
        asked[word.key] = _STOP_WORD if word.key in STOP else _NUMBER if word.number else 1.0
    for text, weight in ((title, _TITLE), (context, _CONTEXT)):
        for key in keys_of(text):
            if key not in STOP:
                asked.setdefault(key, weight)
    return asked


def _pairs(claim: Sequence[str], rare: _Rarity) -> dict[_Part, float]:
    """What each two neighbouring words of the claim are worth where they stand side by side."""
    return {
        (one, other): (_LIGHT_PAIR if {one, other} & STOP else _PAIR) * (rare(one) + rare(other)) / 2
        for one, other in pairwise(claim)
    }


def _parts(
    sentence: Sequence[str],
    common: frozenset[str],
    worth: Mapping[str, float],
    pairs: Mapping[_Part, float],
    length: float,
) -> dict[_Part, float]:
    """What each word and pair of the claim adds to a sentence; `length` is 1 for one of middling length."""
    damped = _REPEAT * (1 - _LENGTH + _LENGTH * length)
    parts: dict[_Part, float] = {}
    for key in sorted(common):  # sums of floats depend on the order
        times = sentence.count(key)
        parts[key] = worth[key] * times * (_REPEAT + 1) / (times + damped)
    if len(common) > 1:
        there = set(pairwise(sentence))
        parts.update((pair, value) for pair, value in pairs.items() if pair in there)
    return parts


def _in_order(parts: Sequence[Mapping[_Part, float]], worth: Mapping[str, float]) -> list[tuple[int, float]]:
    """The sentences' numbers and scores, the likeliest first.

    The first are chosen one after the other: a word that a better one had counts for less.
    """
    most = sum(worth.values()) or 1.0
    share = [
        1 + _COVERED * sum(worth.get(key, 0) for key in one if isinstance(key, str)) / most for one in parts
    ]
    alone = [sum(one.values()) * more for one, more in zip(parts, share, strict=True)]
    lent = [
        _NEIGHBOUR * (before + after) for before, after in zip([0.0, *alone], [*alone[1:], 0.0], strict=False)
    ]
    order = sorted(range(len(parts)), key=lambda n: (-alone[n] - lent[n], n))
    pool, rest = order[:_CHOSEN_SO], order[_CHOSEN_SO:]
    left: dict[_Part, float] = {}
    chosen = []
    while pool:
        scores = {
            n: share[n] * sum(v * left.get(k, 1.0) for k, v in parts[n].items()) + lent[n] for n in pool
        }
        best = min(pool, key=lambda n: (-scores[n], n))
        pool.remove(best)
        chosen.append((best, scores[best]))
        left.update((key, left.get(key, 1.0) * (1 - _SEEN)) for key in parts[best])
    lowest = chosen[-1][1] if chosen else 0.0
    return chosen + [(n, min(lowest, alone[n] + lent[n])) for n in rest]


def _matched(sentence: str, keys: set[str]) -> tuple[tuple[int, int], ...]:
    return tuple((word.start, word.end) for word in words_of(sentence) if word.key in keys)
