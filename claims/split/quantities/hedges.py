"""How far a number is meant: "nearly", "at least", "up to", "or so"."""

from typing import NamedTuple

from claims.split.quantities.lexicon import ARTICLES, HUNDRED, SCALES
from claims.split.quantities.tokens import Words, phrase_of


class Reach(NamedTuple):
    """Whether a number is rounded, and on which side of it the truth is said to lie."""

    approximate: bool = False
    comparison: str = ""


_ABOUT = """about|around|approximately|approx|approx.|roughly|some|nearly|almost|close to|approaching|circa|
ca.|c.|an estimated|estimated|more or less|something like|in the region of|on the order of|in the order of|
in the neighborhood of|in the vicinity of|an average of|~|≈|±"""
_BEFORE = {
    ">": """more than|over|above|greater than|larger than|higher than|exceeding|exceeds|exceeded|
in excess of|upwards of|upward of|north of|well over|older than|longer than|bigger than|beyond|>""",
    ">=": """at least|no less than|no fewer than|not less than|not fewer than|a minimum of|minimum of|minimum|
at the very least|>=|≥""",
    "<": """fewer than|less than|under|below|smaller than|lower than|short of|younger than|shorter than|<""",
    "<=": """up to|at most|no more than|not more than|as many as|as much as|as high as|a maximum of|
maximum of|maximum|not exceeding|at the most|<=|≤""",
}
_AFTER = {
    ">=": """or more|or over|or above|or higher|or older|or greater|and over|and above|and older|and up|
or longer|plus|-plus|+|or better""",
    "<=": """or less|or fewer|or under|or below|or lower|or younger|and under|and below|and younger""",
}
_ABOUT_AFTER = "or so|-odd|-some|-ish|or thereabouts|odd"
#: After "a few" or "several" a scale is vague.
_FEW = frozenset({"few", "several", "many", "couple"})
_MOST_WORDS = 5


def _phrases(written: str) -> list[tuple[str, ...]]:
    return [phrase_of(phrase.strip()) for phrase in written.split("|")]


_REACH_BEFORE: dict[tuple[str, ...], Reach] = dict.fromkeys(_phrases(_ABOUT), Reach(approximate=True)) | {
    phrase: Reach(comparison=sign) for sign, written in _BEFORE.items() for phrase in _phrases(written)
}
_REACH_AFTER: dict[tuple[str, ...], Reach] = dict.fromkeys(
    _phrases(_ABOUT_AFTER), Reach(approximate=True)
) | {phrase: Reach(comparison=sign) for sign, written in _AFTER.items() for phrase in _phrases(written)}
_LAST_BEFORE = frozenset(phrase[-1] for phrase in _REACH_BEFORE)
_FIRST_AFTER = frozenset(phrase[0] for phrase in _REACH_AFTER)


def reach_of(words: Words, first: int, stop: int) -> Reach:
    """What the words right before and after a quantity make of it."""
    before, after = _before(words, first), _after(words, stop)
    approximate = before.approximate or after.approximate
    return Reach(approximate, before.comparison or after.comparison)


def is_few(words: Words, first: int) -> bool:
    """Say whether a scale has no number of its own: "several hundred", "a few million"."""
    return words.low(first) in {HUNDRED, *SCALES} and words.low(first - 1) in _FEW


def before_hedge(words: Words, first: int) -> int:
    """The first token of the hedge before a quantity, or the quantity's own first."""
    return first - _length_before(words, first)


def _length_before(words: Words, first: int) -> int:
    if words.low(first - 1) not in _LAST_BEFORE:
        return 0
    lengths = range(min(_MOST_WORDS, first), 0, -1)
    return next((n for n in lengths if _slice(words, first - n, first) in _REACH_BEFORE), 0)


def _before(words: Words, first: int) -> Reach:
    """Two hedges may stand together ("at least about"); an article may stand between."""
    first -= words.low(first - 1) in ARTICLES and not _length_before(words, first)
    length = _length_before(words, first)
    if not length:
        return Reach()
    nearest = _REACH_BEFORE[_slice(words, first - length, first)]
    further = _length_before(words, first - length)
    if not further:
        return nearest
    other = _REACH_BEFORE[_slice(words, first - length - further, first - length)]
    return Reach(nearest.approximate or other.approximate, nearest.comparison or other.comparison)


def _after(words: Words, stop: int) -> Reach:
    if words.low(stop) not in _FIRST_AFTER:
        return Reach()
    lengths = range(_MOST_WORDS, 0, -1)
    found = next(
        (_slice(words, stop, stop + n) for n in lengths if _slice(words, stop, stop + n) in _REACH_AFTER), ()
    )
    return _REACH_AFTER.get(found, Reach())


def _slice(words: Words, first: int, stop: int) -> tuple[str, ...]:
    return tuple(words.low(at) for at in range(first, stop))
