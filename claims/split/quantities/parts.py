"""Fractions: "half", "two thirds", "one hundred thirty-fifths", "3/4", "¾"."""

from dataclasses import dataclass
from fractions import Fraction

from claims.split.quantities.cardinals import cardinal_at, divider_after
from claims.split.quantities.lexicon import (
    ARTICLES,
    HUNDRED,
    HYPHENS,
    PART,
    PARTS,
    SCALES,
    TENS,
    UNITS,
    cardinal_value,
)
from claims.split.quantities.tokens import GLYPHS, Words


@dataclass(frozen=True, slots=True)
class Part:
    """A fraction that ends before the token `stop`."""

    stop: int
    value: Fraction
    is_written_in_signs: bool = False


def part_at(words: Words, at: int) -> Part | None:
    """Read the fraction that begins at a token."""
    word = words.low(at)
    if word in GLYPHS:
        return Part(at + 1, Fraction(*GLYPHS[word]), is_written_in_signs=True)
    if words.is_numeral(at) and words.low(at + 1) in {"/", "⁄"}:
        return _in_digits(words, at)
    return _one_part(words, at) or _several_parts(words, at)


def _in_digits(words: Words, at: int) -> Part | None:
    """Read "4/5"; two slashes make a date."""
    if words.low(at - 1) == "/" or words.low(at + 3) == "/":
        return None
    above, below = words.raw(at), words.raw(at + 2)
    if not (above.isdecimal() and below.isdecimal() and len(above + below) < 12 and int(below)):
        return None
    return Part(at + 3, Fraction(int(above), int(below)), is_written_in_signs=True)


def _one_part(words: Words, at: int) -> Part | None:
    """Read "half", "a third", "one-fifth", "a twenty-first", and "quarter" before a scale."""
    word = words.low(at)
    if word == "half" or (word == "quarter" and words.low(at + 1) in SCALES):
        return Part(at + 1, 1 / _worth(PART[word]))
    if word not in {*ARTICLES, "one"}:
        return None
    below = at + 2 if words.low(at + 1) in HYPHENS else at + 1
    if words.low(below) in PART:
        return Part(below + 1, 1 / _worth(PART[words.low(below)]))
    if words.low(below) in {HUNDRED, *SCALES}:
        return None
    number = cardinal_at(words, below)
    if number and number.is_ordinal and number.value > 20:
        return Part(number.stop, 1 / number.value)
    return None


def _several_parts(words: Words, at: int) -> Part | None:
    """Read "three fifths", "a hundred trillionths"."""
    last = divider_after(words, at)
    if last is None or _is_mixed(words, at, last):
        return None
    top, below = _divisor(words, at, last)
    number = cardinal_at(words, at, top)
    if not number or number.is_ordinal or number.stop != top:
        return None
    return Part(last + 1, number.value / below)


def _is_mixed(words: Words, first: int, last: int) -> bool:
    """Say whether it is "five million and two thirds", which is not so many thirds."""
    return any(words.low(at) in SCALES and words.low(at + 1) == "and" for at in range(first, last))


def _divisor(words: Words, first: int, last: int) -> tuple[int, Fraction]:
    """Where the number above ends, and the one below.

    "one hundred thirty fifths" divides by 35, "one hundred and thirty fifths" and "thirty fifths" by 5.
    """
    below = _worth(PARTS[words.low(last)])
    is_joined = words.low(last - 1) in HYPHENS
    tens = last - 1 - is_joined
    top = last - is_joined
    if words.low(tens) not in TENS or below >= 10 or tens <= first:
        return top, below
    if words.low(tens - 1) == "and" and not is_joined:
        return top, below
    return tens - (words.low(tens - 1) in HYPHENS), below + TENS[words.low(tens)]


def _worth(cardinal: str) -> Fraction:
    return Fraction(UNITS[cardinal]) if cardinal in UNITS else cardinal_value(cardinal) or Fraction(1)
