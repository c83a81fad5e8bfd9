"""What the words around a number say of it: an angle, a name, a crowd, a year, a date, a time."""

from collections.abc import Set as AbstractSet

from claims.split.quantities.lexicon import HYPHENS
from claims.split.quantities.tokens import Words

_ANGLES = frozenset(
    "angle angles rotate rotated rotates rotation turn turned tilt tilted slope latitude longitude "
    "north south east west bend arc".split()
)
_WEIGHING = frozenset(
    "weigh weighs weighed weighing weight heavy heavier lighter lost gained of bomb".split()
)
CROWDS = frozenset(
    "people children men women voters users viewers followers soldiers troops workers jobs".split()
)
_NOT_CROWDS = frozenset("hurdles is was has as across tons".split())
_WARMTH = frozenset(
    "temperature temperatures celsius fahrenheit heat heatwave thermostat degrees weather oven highs lows "
    "warm hot cold".split()
)
_NEAR = 6


def has_near(words: Words, first: int, stop: int, wanted: AbstractSet[str], near: int = _NEAR) -> bool:
    """Say whether a wanted word stands within some tokens of a stretch."""
    around = (*range(first - near, first), *range(stop, stop + near))
    return any(words.low(at) in wanted for at in around)


def is_angle(words: Words, first: int, stop: int) -> bool:
    """Say whether degrees turn rather than warm."""
    return has_near(words, first, stop, _ANGLES, 4)


def is_warmth(words: Words, first: int, stop: int) -> bool:
    """Say whether a C or F between these tokens can be a scale: the text speaks of temperatures."""
    is_letter = words.low(stop - 1) in {"c", "f"} and not words.touch(stop)
    return is_letter and has_near(words, first, stop, _WARMTH, 12)


def is_weight(words: Words, first: int, stop: int) -> bool:
    """Say whether pounds weigh rather than pay."""
    return words.low(stop) == "of" or has_near(words, first, stop, _WEIGHING - {"of"}, 4)


def is_spaced_minus(words: Words, at: int) -> bool:
    """Say whether a hyphen between spaces, after a word, stands where a minus can: "- 20 degrees"."""
    return words.low(at) in {"-", "−"} and not words.touch(at) and words.is_word(at - 1)


def is_tied_minus(words: Words, at: int) -> bool:
    """Say whether a minus touches what follows it and nothing before: "-$5"."""
    return words.low(at) in {"-", "−"} and words.touch(at + 1) and not words.touch(at)


def is_tail_of_name(words: Words, at: int) -> bool:
    """Say whether a number is tied to letters before it: "COVID-19", "scp173"."""
    if not words.touch(at):
        return False
    if words.low(at - 1) not in HYPHENS:
        return words.is_word(at - 1)
    is_code = words.is_numeral(at - 2) and words.touch(at - 2) and words.is_word(at - 3)
    return words.touch(at - 1) and (words.is_word(at - 2) or is_code)


def is_crowd(words: Words, at: int) -> bool:
    """Say whether many of something follow, so that an m before it is a million: "5m people"."""
    word = words.low(at)
    return word in CROWDS or (len(word) > 3 and word.endswith("s") and word not in _NOT_CROWDS)


def follows_name(words: Words, at: int, stop: int) -> bool:
    """Say whether a number between commas follows a name, as an age does: "Jane Smith, 34, said"."""
    if words.low(at - 1) != "," or words.low(stop) != "," or not words.raw(at).isdecimal():
        return False
    return len(words.raw(at)) <= 2 and words.raw(at - 2).istitle() and words.raw(at - 3).istitle()
