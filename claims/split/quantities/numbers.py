"""Which number stands at a place: digits, words, ordinals, fractions and what mixes them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum
from fractions import Fraction

from claims.split.quantities import lexicon
from claims.split.quantities.cardinals import Cardinal, cardinal_at
from claims.split.quantities.lexicon import HYPHENS, SCALES
from claims.split.quantities.parts import Part, part_at
from claims.split.quantities.tokens import GLYPHS, Words


class Form(Enum):
    """What a number does to what follows it."""

    CARDINAL = "cardinal"
    ORDINAL = "ordinal"
    FRACTION = "fraction"


@dataclass(frozen=True, slots=True)
class Number:
    """A number over the tokens from `first` to before `stop`.

    `scale` is the last word that multiplied it (million), which "5 to 10 million" lends to the 5.
    A vague number is the least that "hundreds" or "several hundred" can mean.
    """

    first: int
    stop: int
    value: Fraction
    form: Form = Form.CARDINAL
    scale: int = 1
    is_vague: bool = False


def numbers_of(words: Words, *, vague: bool = False) -> list[Number]:
    """Every number, in reading order; none overlaps another. With `vague` also "hundreds" and "twice"."""
    return list(_numbers(words, vague=vague))


def _numbers(words: Words, *, vague: bool) -> Iterator[Number]:
    floor = 0
    for at in words.numerals_and(_STARTS | _VAGUE if vague else _STARTS):
        if at < floor:
            continue
        number = _number_at(words, at) or (_vague_at(words, at) if vague else None)
        if number:
            yield _signed(words, number, floor)
            floor = number.stop


def _number_at(words: Words, at: int) -> Number | None:
    if words.low(at) in lexicon.ARTICLES and words.low(at + 1) not in _AFTER_ARTICLE:
        return None
    number = _fraction_at(words, at) or _whole_at(words, at)
    return _ratio(words, number) if number and number.form is Form.CARDINAL else number


def with_letter(words: Words, number: Number) -> Number:
    """The number with the capital that multiplies it: "10 G", "2M"."""
    scale = lexicon.CAPITALS.get(words.raw(number.stop), 1) if words.is_numeral(number.stop - 1) else 1
    if scale == 1 or number.scale > 1 or words.touch(number.stop + 1):
        return number
    return replace(number, stop=number.stop + 1, value=number.value * scale, scale=scale)


def _vague_at(words: Words, at: int) -> Number | None:
    """Read "hundreds", "tens of thousands", "twice"."""
    word = words.low(at)
    if word in lexicon.TIMES:
        return Number(at, at + 1, Fraction(lexicon.TIMES[word]))
    if word not in lexicon.MANY:
        return None
    larger = words.low(at + 2) if words.low(at + 1) == "of" else ""
    if larger in lexicon.MANY and lexicon.MANY[larger] >= 1000:
        value = Fraction(lexicon.MANY[word] * lexicon.MANY[larger])
        return Number(at, at + 3, value, is_vague=True)
    return None if word == "tens" else Number(at, at + 1, Fraction(lexicon.MANY[word]), is_vague=True)


def _fraction_at(words: Words, at: int) -> Number | None:
    """A fraction by itself, or one of a scale: "half a million"."""
    part = part_at(words, at)
    if not part:
        return None
    scaled = _scaled_part(words, part)
    if scaled:
        return replace(scaled, first=at)
    return Number(at, part.stop, part.value, Form.FRACTION)


def _scaled_part(words: Words, part: Part) -> Number | None:
    """The number that a fraction makes with the scale after it; None without one."""
    at = part.stop
    at += words.low(at) in HYPHENS
    at += words.low(at) == "of" and words.low(at + 1) in lexicon.ARTICLES
    at += words.low(at) in lexicon.ARTICLES
    many = 12 if words.low(at) in lexicon.DOZENS else SCALES.get(words.low(at), 0)
    if not many:
        return None
    return Number(at, at + 1, part.value * many, scale=many)


def _whole_at(words: Words, at: int) -> Number | None:
    """A cardinal or ordinal, with the fraction that may follow it."""
    whole = cardinal_at(words, at)
    if not whole:
        return None
    if whole.is_ordinal:
        return Number(at, whole.stop, whole.value, Form.ORDINAL)
    return _mixed(words, at, whole) or Number(at, whole.stop, whole.value, scale=whole.scale)


def _mixed(words: Words, at: int, whole: Cardinal) -> Number | None:
    """Read "two and a half", "10 1/2", "one million and a half", "two and a half million"."""
    joined = words.low(whole.stop) == "and"
    part = part_at(words, whole.stop + joined)
    if not part or not (joined or part.is_written_in_signs) or part.value >= whole.scale > 1:
        return None
    scaled = _scaled_part(words, part)
    if whole.scale > 1:
        added = scaled.value if scaled else part.value * whole.scale
        return Number(at, scaled.stop if scaled else part.stop, whole.value + added, scale=whole.scale)
    many = scaled.scale if scaled else 1
    return Number(at, scaled.stop if scaled else part.stop, (whole.value + part.value) * many, scale=many)


_OVER = (("out", "of"), ("over",), ("in",))


def _ratio(words: Words, number: Number) -> Number:
    """Read "one out of three", "two in five"; the number as it was if no larger one follows."""
    for phrase in _OVER:
        at = number.stop + len(phrase)
        if words.starts_with(number.stop, phrase) and (below := cardinal_at(words, at)):
            fits = 0 < number.value < below.value and not below.is_ordinal
            if fits and (phrase != ("in",) or _is_share(words, number, below)):
                return Number(number.first, below.stop, number.value / below.value, Form.FRACTION)
    return number


def _is_share(words: Words, number: Number, below: Cardinal) -> bool:
    """Not "two in 18 years", nor "five in 2011"."""
    return number.value <= 9 and below.value <= 1000 and words.low(below.stop) not in _TIMES


def _signed(words: Words, number: Number, floor: int) -> Number:
    """The number with the sign before it, which no token before `floor` can be."""
    at = number.first - 1
    if at < floor:
        return number
    if words.low(at) in lexicon.SIGNS or _is_minus(words, at):
        return replace(number, first=at, value=-number.value)
    return number


def _is_minus(words: Words, at: int) -> bool:
    """A minus touches its digits and nothing else; only at the beginning may a space follow it."""
    if words.low(at) not in {"-", "−"} or not (words.is_numeral(at + 1) or words.low(at + 1) in GLYPHS):
        return False
    if words.touch(at) and words.low(at - 1) not in _BEFORE_MINUS:
        return False
    if words.touch(at + 1):
        return not words.is_numeral(at - 1)
    return words.low(at - 1) in _BEFORE_MINUS


_TIMES = frozenset(
    f"{unit}{plural}"
    for unit in ("second", "minute", "hour", "day", "week", "month", "year", "decade", "game", "match")
    for plural in ("", "s", "es")
)
_STARTS = frozenset(
    {
        *lexicon.UNITS, *lexicon.TENS, lexicon.HUNDRED, *lexicon.ORDINALS, *lexicon.PART, *lexicon.PARTS,
        *lexicon.ARTICLES, "thousand", "million", "billion", "trillion", "lakh", "crore", "dozen",
        *GLYPHS,
    }
)  # fmt: skip
_AFTER_ARTICLE = (_STARTS | {*SCALES, *lexicon.HYPHENS}) - lexicon.ARTICLES
_VAGUE = frozenset({*lexicon.MANY, *lexicon.TIMES})
_BEFORE_MINUS = frozenset({"", "\n", "(", "[", "$", "€", "£", "¥", "~"})
