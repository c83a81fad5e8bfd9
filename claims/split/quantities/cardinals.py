"""Cardinals and ordinals: "one hundred and six", "2 million", "two point five", "twenty-first", "30th"."""

from dataclasses import dataclass
from fractions import Fraction

from claims.split.quantities.lexicon import (
    ARTICLES,
    DOZENS,
    HUNDRED,
    HYPHENS,
    LETTERS,
    ORDINAL_ENDINGS,
    ORDINALS,
    PARTS,
    SCALES,
    TENS,
    UNITS,
    is_number_word,
)
from claims.split.quantities.tokens import Words
from claims.split.quantities.values import read_numeral

#: A number of more words is two.
MOST_WORDS = 24
_ANY = 10**30


@dataclass(frozen=True, slots=True)
class Cardinal:
    """A whole number that ends before the token `stop`; `scale` is the last word that multiplied it."""

    stop: int
    value: Fraction
    scale: int = 1
    is_ordinal: bool = False


def cardinal_at(words: Words, at: int, stop: int | None = None) -> Cardinal | None:
    """Read the longest number from a token on, up to `stop`."""
    end = min(len(words) if stop is None else stop, at + MOST_WORDS)
    return _Reading(words, at, end).run()


@dataclass(slots=True)
class _Reading:
    """A number as far as it is read.

    `closed` holds what is multiplied for good, `open` what the next scale may still multiply. The
    next word must count less than `room`: 10 after "twenty", 100 after "hundred".
    """

    words: Words
    at: int
    end: int
    closed: Fraction = Fraction(0)
    open: Fraction = Fraction(0)
    room: int = _ANY
    scale: int = 0
    has_hundred: bool = False
    has_begun: bool = False
    is_ordinal: bool = False
    is_in_digits: bool = False
    joins: bool = True

    def run(self) -> Cardinal | None:
        """Read on as long as words fit."""
        self.joins = self.words.low(self.at - 1) != "between"
        if self._low(0) in ARTICLES:
            if self._low(1) not in {HUNDRED, *SCALES, *DOZENS}:
                return None
            self.at += 1
        while not self.is_ordinal and self._step():
            self.has_begun = True
        self._dozens()
        return self._result() if self.has_begun else None

    def _result(self) -> Cardinal:
        value = self._decimals(self.closed + self.open)
        return Cardinal(self.at, value, self.scale or 1, self.is_ordinal)

    def _low(self, ahead: int) -> str:
        return self.words.low(self.at + ahead) if self.at + ahead < self.end else ""

    def _step(self) -> bool:
        """Take in the next word, with a hyphen or an "and" before it."""
        ahead = int(self.has_begun and (self._low(0) in HYPHENS or self._may_join()))
        if self.at + ahead >= self.end:
            return False
        taken = self._numeral(ahead) if self.words.is_numeral(self.at + ahead) else self._word(ahead)
        self.at += ahead + taken if taken else 0
        return taken > 0

    def _may_join(self) -> bool:
        """Say whether "and" goes on with this number: "two hundred and two thousand"."""
        if self._low(0) != "and" or not self.joins or not 100 <= self.room < _ANY:
            return False
        if self.words.is_numeral(self.at + 1) or self._low(1) in ARTICLES:
            return False
        if self.room > 100 and divider_after(self.words, self.at + 1) is not None:
            return False
        after = _Reading(self.words, self.at + 1, self.end)
        after.joins = False
        while not after.is_ordinal and after._low(0) != "and" and after._step():
            after.has_begun = True
        value, scale = after.closed + after.open, after.scale or 1
        return 0 < value < self.room or (self.room == 100 and 0 < value / scale < 100)

    def _numeral(self, ahead: int) -> int:
        """Digits begin a number, or go on after a scale if one follows them: "2 million 300 thousand"."""
        value = read_numeral(self.words.raw(self.at + ahead))
        if value is None or not self._fits_digits(value, ahead):
            return 0
        self.open, self.room, self.is_in_digits = value, 1, True
        after = self.words.raw(self.at + ahead + 1) if self.words.touch(self.at + ahead + 1) else ""
        self.is_ordinal = after.lower() in ORDINAL_ENDINGS and value.denominator == 1
        if after in LETTERS and not self.words.touch(self.at + ahead + 2):
            self.open *= LETTERS[after]
            return 2
        return 2 if self.is_ordinal else 1

    def _fits_digits(self, value: Fraction, ahead: int) -> bool:
        if not self.has_begun:
            return True
        after = self._low(ahead + 1)
        following = 100 if after == HUNDRED else SCALES.get(after, self.scale)
        return ahead == 0 and self.open == 0 and value < 1000 and following < self.scale

    def _word(self, ahead: int) -> int:
        """Take in a number word; 0 if it does not fit here."""
        word = self._low(ahead)
        cardinal = ORDINALS.get(word)
        if word == "second" and self.has_begun and self._low(0) not in HYPHENS:
            return 0
        if cardinal and self.is_in_digits and cardinal not in {HUNDRED, *SCALES}:
            return 0
        self.is_ordinal = bool(cardinal) and self._fits(cardinal or "")
        return int(self.is_ordinal or self._fits(word))

    def _fits(self, word: str) -> bool:
        if word == HUNDRED:
            return self._hundred()
        if word in SCALES:
            return self._multiply(SCALES[word], is_plural=word.endswith("s"))
        return self._add(UNITS.get(word, TENS.get(word, -1)))

    def _add(self, value: int) -> bool:
        if not 0 <= value < self.room or (value == 0 and self.has_begun):
            return False
        self.open += value
        self.room = 10 if value >= 20 else 1
        return True

    def _hundred(self) -> bool:
        if self.has_hundred or (self.has_begun and self.open == 0):
            return False
        self.open = (self.open or 1) * Fraction(100)
        self.room, self.has_hundred = 100, True
        return True

    def _multiply(self, scale: int, *, is_plural: bool) -> bool:
        """A smaller scale than the last adds its group, a larger one multiplies all before it."""
        if scale == self.scale or (is_plural and not self.has_begun):
            return False
        if scale < self.scale or not self.scale:
            if self.has_begun and self.open == 0:
                return False
            self.closed += (self.open or 1) * scale
        else:
            self.closed = (self.closed + self.open) * scale
        self.open, self.room, self.scale, self.has_hundred = Fraction(0), scale, scale, False
        return True

    def _dozens(self) -> None:
        """Take in the dozens of "three dozen"; "dozens" alone does not say how many."""
        at = int(self.has_begun and self._low(0) in HYPHENS)
        if self.is_ordinal or self._low(at) not in DOZENS - ({"dozens"} if not self.has_begun else set()):
            return
        self.closed, self.open = (
            (self.closed + self.open if self.has_begun else Fraction(1)) * 12,
            Fraction(0),
        )
        self.at, self.scale, self.has_begun = self.at + at + 1, 12, True

    def _decimals(self, whole: Fraction) -> Fraction:
        """The value with "point five" after it, and the scale that may follow: "two point five million"."""
        if self.is_ordinal or self._low(0) != "point":
            return whole
        stop, digits = _digits_after(self.words, self.at + 1, self.end)
        if not digits:
            return whole
        self.at = stop
        value = whole + Fraction(int(digits), 10 ** len(digits))
        if self._low(0) in SCALES:
            self.scale = SCALES[self._low(0)]
            self.at += 1
            return value * self.scale
        return value


def divider_after(words: Words, at: int) -> int | None:
    """The token that makes the number words from `at` on a fraction: the "thirds" of "two thirds"."""
    if not (words.is_numeral(at) or words.low(at) in ARTICLES or is_number_word(words.low(at))):
        return None
    for ahead in range(at + 1, at + MOST_WORDS):
        word = words.low(ahead)
        if word in PARTS:
            return ahead
        if not (is_number_word(word) or word in HYPHENS):
            return None
    return None


def _digits_after(words: Words, at: int, end: int) -> tuple[int, str]:
    """The digits that words after a point spell: "nought four" is 04, "seventy-one" 71."""
    digits = ""
    while at < end:
        word = words.low(at)
        after = words.low(at + 2) if words.low(at + 1) in HYPHENS else words.low(at + 1)
        if word in TENS and 0 < UNITS.get(after, 0) < 10:
            digits += str(TENS[word] + UNITS[after])
            at += 2 + (words.low(at + 1) in HYPHENS)
        elif word in UNITS or word in TENS:
            digits += str(UNITS.get(word, TENS.get(word)))
            at += 1
        elif words.is_numeral(at) and not digits and words.raw(at).isdecimal() and len(words.raw(at)) < 9:
            return at + 1, words.raw(at)
        else:
            break
    return at, digits
