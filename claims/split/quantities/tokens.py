"""The words, numerals and signs of a text, with their places: what the other modules count in."""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

#: The one-character fractions, with what they are worth.
GLYPHS = {
    "¼": (1, 4), "½": (1, 2), "¾": (3, 4), "⅐": (1, 7), "⅑": (1, 9), "⅒": (1, 10), "⅓": (1, 3), "⅔": (2, 3),
    "⅕": (1, 5), "⅖": (2, 5), "⅗": (3, 5), "⅘": (4, 5), "⅙": (1, 6), "⅚": (5, 6), "⅛": (1, 8), "⅜": (3, 8),
    "⅝": (5, 8), "⅞": (7, 8),
}  # fmt: skip
_GLYPH = "".join(GLYPHS)
#: Spaces that group digits and never part words.
_THIN = "\u00a0\u2009\u202f"

# Every repetition is possessive, or bounded: a numeral that fails is given up at once.
_NUMERAL = rf"""
    (?: (?<!\d,)(?<!\d\.)(?<!\d) \d{{1,3}} (?:,\d{{3}})++ (?!,?\d) (?:\.\d++(?!\.\d))?        # 1,234,567.8
      | (?<!\d[ .,])(?<!\d) \d{{1,3}} (?:[ {_THIN}]\d{{3}}){{2,}}+ (?![ ]?\d) (?:\.\d++(?!\.\d))?  # 1 234 567
      | (?<!\d[ .,])(?<!\d) \d{{1,3}} (?:[{_THIN}]\d{{3}}|[ ]\d00) (?![ ,.]?\d)               # 10 000
      | (?<!\d,)(?<!\d\.)(?<!\d) \d{{1,3}},\d\d (?![,.]?\d)                                   # 5,00
      | (?<!\d\.)(?<!\d) \d++\.\d++ (?!\.\d)                                                  # 12.5
      | (?<![\w.]) \.\d++ (?!\.\d)                                                            # .5
      | \d++
    )
    (?: [eE][+-]?\d{{1,2}}(?!\w) | [ ]?[x×][ ]?10\^[+-]?\d{{1,2}}(?!\w) | \^[+-]?\d{{1,2}}(?!\w) )?
"""
_TOKEN = re.compile(
    rf"[^\W\d_{_GLYPH}]++ | (?P<numeral>{_NUMERAL}) | [\n{_GLYPH}] | \S",
    re.VERBOSE,
)


class Words:
    """The words, numerals, signs and line breaks of a stretch of text, by their number.

    Asking beyond either end gives an empty word.
    """

    __slots__ = ("_count", "_ends", "_lows", "_numerals", "_raws", "_starts", "text")

    def __init__(self, text: str, found: list[re.Match[str]]) -> None:
        self.text = text
        self._starts = [match.start() for match in found]
        self._ends = [match.end() for match in found]
        self._raws = [match[0] for match in found]
        self._lows = [raw.lower() for raw in self._raws]
        self._numerals = [match.lastgroup is not None for match in found]
        self._count = len(found)

    def __len__(self) -> int:
        return self._count

    def low(self, at: int) -> str:
        """The lower case of a token."""
        return self._lows[at] if 0 <= at < self._count else ""

    def raw(self, at: int) -> str:
        """A token as it is written."""
        return self._raws[at] if 0 <= at < self._count else ""

    def is_numeral(self, at: int) -> bool:
        """Say whether a token is written in digits."""
        return 0 <= at < self._count and self._numerals[at]

    def numerals_and(self, wanted: AbstractSet[str]) -> list[int]:
        """The tokens in digits, and those whose lower case is wanted, in order."""
        pairs = zip(self._lows, self._numerals, strict=True)
        return [at for at, (low, is_numeral) in enumerate(pairs) if is_numeral or low in wanted]

    def is_word(self, at: int) -> bool:
        """Say whether a token begins with a letter."""
        return self.low(at)[:1].isalpha()

    def touch(self, at: int) -> bool:
        """Say whether nothing parts a token from the one before it."""
        return 0 < at < self._count and self._ends[at - 1] == self._starts[at]

    def starts_with(self, at: int, phrase: Sequence[str]) -> bool:
        """Say whether the lower case of the tokens from a place on is the phrase."""
        return all(self.low(at + i) == word for i, word in enumerate(phrase))

    def span(self, first: int, stop: int) -> tuple[int, int]:
        """Where the tokens from `first` to before `stop` stand in the text."""
        return self._starts[first], self._ends[stop - 1]


def words_of(text: str, start: int = 0, end: int | None = None) -> Words:
    """Take a stretch of text apart; a line break is a token of its own."""
    return Words(text, list(_TOKEN.finditer(text, start, len(text) if end is None else end)))


def phrase_of(written: str) -> tuple[str, ...]:
    """The tokens a table's entry is looked up by, as it is written."""
    return tuple(m.group() for m in _TOKEN.finditer(written))
