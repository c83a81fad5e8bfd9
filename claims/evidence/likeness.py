"""Texts of different outlets that are nearly one: how much they share, and the longest shared stretch."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

import regex

from claims.folding import fold, index_words

#: So many words in a row make a shingle, and so many shingles a signature.
SHINGLE, SIGNATURE = 5, 512
#: A text with fewer shingles in common is not said to be alike: a slogan or a headline is no wire report.
TELLING = 12

_TOKEN = regex.compile(
    r"(?V1)[\p{Hangul}\p{Han}\p{Hiragana}\p{Katakana}]\p{M}*"
    r"|[[\p{L}\p{N}]--[\p{Hangul}\p{Han}\p{Hiragana}\p{Katakana}]][[\p{L}\p{N}\p{M}]--[\p{Hangul}\p{Han}]]*"
)


@dataclass(frozen=True, slots=True)
class Shared:
    """The longest stretch that two texts share: its places in both, in code points, and its words' number.

    The stretches may differ in capitals, accents, punctuation and white space.
    """

    a: tuple[int, int]
    b: tuple[int, int]
    words: int


def shingles(text: str) -> tuple[int, ...]:
    """A text's signature: the smallest 512 hashes of its words in fives, rising.

    The same on every machine and in every run. A text with no more than 512 fives has all of them in
    it. Capitals, accents, width and punctuation do not count.
    """
    words = index_words(text).split()
    if not words:
        return ()
    fives = {" ".join(words[at : at + SHINGLE]) for at in range(max(1, len(words) - SHINGLE + 1))}
    return tuple(sorted({_hash(five) for five in fives})[:SIGNATURE])


def _hash(words: str) -> int:
    return int.from_bytes(blake2b(words.encode(), digest_size=8).digest(), "big") >> 1


def alike(a: Sequence[int], b: Sequence[int]) -> float:
    """How much of the shorter of two texts stands in the other, 0 to 1, by their signatures.

    Estimated where a text has more than 512 shingles. 0 where fewer than 12 are shared, unless the two
    signatures are the same.
    """
    if not a or not b:
        return 0.0
    limit = min(_last(a), _last(b))
    mine, theirs = {one for one in a if one <= limit}, {one for one in b if one <= limit}
    common = len(mine & theirs)
    if common < TELLING and mine != theirs:
        return 0.0
    return common / min(len(mine), len(theirs))


def _last(signature: Sequence[int]) -> int:
    """Up to which hash a signature is complete."""
    return signature[-1] if len(signature) >= SIGNATURE else 2**63


def shared_passage(a: str, b: str) -> Shared | None:
    """Find the longest stretch of words that stands in both texts; None if they share no word.

    Of equally long ones the first of `a` is given, at its first place in `b`.
    """
    mine, theirs = _tokens(a), _tokens(b)
    numbers: dict[str, int] = {}
    left, right = (
        [numbers.setdefault(key, len(numbers) + 1) for key, _, _ in text] for text in (mine, theirs)
    )
    low, high = 0, min(len(left), len(right))
    found: tuple[int, int] | None = None
    while low < high:
        middle = (low + high + 1) // 2
        here = _common_run(left, right, middle)
        if here is None:
            high = middle - 1
        else:
            low, found = middle, here
    if found is None:
        return None
    at, there = found
    return Shared((mine[at][1], mine[at + low - 1][2]), (theirs[there][1], theirs[there + low - 1][2]), low)


def _tokens(text: str) -> list[tuple[str, int, int]]:
    return [(_folded(found[0]), *found.span()) for found in _TOKEN.finditer(text)]


@lru_cache(50_000)
def _folded(word: str) -> str:
    return fold(word)


_MODULUS, _BASE = (1 << 61) - 1, 1_000_003


def _common_run(left: Sequence[int], right: Sequence[int], length: int) -> tuple[int, int] | None:
    """The first run of so many words of one text that stands in the other, and its first place there."""
    there: dict[int, list[int]] = {}
    for at, value in enumerate(_rolling(right, length)):
        there.setdefault(value, []).append(at)
    for at, value in enumerate(_rolling(left, length)):
        for place in there.get(value, ())[:4]:  # hashes that are equal by chance are rarer than that
            if left[at : at + length] == right[place : place + length]:
                return at, place
    return None


def _rolling(words: Sequence[int], length: int) -> list[int]:
    value, first = 0, pow(_BASE, length - 1, _MODULUS)
    values = []
    for at, word in enumerate(words):
        if at >= length:
            value = (value - words[at - length] * first) % _MODULUS
        value = (value * _BASE + word) % _MODULUS
        if at >= length - 1:
            values.append(value)
    return values


def proposed(signatures: Mapping[str, Sequence[int]], at_least: float = 0.5) -> list[tuple[str, str, float]]:
    """The pairs of sources whose texts are so alike that they may be of one origin, the most alike first.

    Only texts that share a shingle are compared. A person confirms.
    """
    holders: dict[int, list[str]] = {}
    for source in sorted(signatures):
        for one in signatures[source]:
            holders.setdefault(one, []).append(source)
    pairs = {
        (one, other)
        for sources in holders.values()
        if len(sources) <= _CROWD
        for n, one in enumerate(sources)
        for other in sources[n + 1 :]
    }
    found = [(one, other, alike(signatures[one], signatures[other])) for one, other in pairs]
    return sorted((pair for pair in found if pair[2] >= at_least), key=lambda pair: (-pair[2], pair))


#: A shingle that more texts have is a standing phrase.
_CROWD = 50
