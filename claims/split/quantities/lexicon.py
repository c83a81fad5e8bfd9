"""The English words a number is made of."""

from fractions import Fraction

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
)
UNITS = {
    **{word: value for value, word in enumerate([*_ONES.split(), "seventeen", "eighteen", "nineteen"])},
    "nought": 0,
    "naught": 0,
}
_TIES = "twenty thirty forty fifty sixty seventy eighty ninety"
TENS = {word: value * 10 for value, word in enumerate(_TIES.split(), 2)} | {"fourty": 40}
HUNDRED = "hundred"
_LARGE = {
    "thousand": 3,
    "million": 6,
    "billion": 9,
    "trillion": 12,
    "quadrillion": 15,
    "quintillion": 18,
    "lakh": 5,
    "crore": 7,
}
_SHORT = {"mln": 6, "mn": 6, "mil": 6, "bn": 9, "bln": 9, "tn": 12, "trn": 12}
SCALES = {word: 10**power for word, power in (_LARGE | _SHORT).items()} | {
    word + "s": 10**power for word, power in _LARGE.items()
}
DOZENS = frozenset({"dozen", "dozens", "doz", "dozs"})
#: What stands for many without saying how many: "hundreds of people".
MANY = {"tens": 10, "dozens": 12, "hundreds": 100} | {word + "s": 10**power for word, power in _LARGE.items()}
TIMES = {"twice": 2, "thrice": 3}
ARTICLES = frozenset({"a", "an"})
SIGNS = frozenset({"minus", "negative"})
HYPHENS = frozenset({"-", "‐", "‑"})
DASHES = HYPHENS | frozenset({"–", "—", "−"})

_IRREGULAR = {
    "first": "one",
    "second": "two",
    "third": "three",
    "fifth": "five",
    "eighth": "eight",
    "ninth": "nine",
    "twelfth": "twelve",
    **{tens[:-1] + "ieth": tens for tens in TENS},
}
_REGULAR = [*UNITS, HUNDRED, *_LARGE]
#: Each ordinal, with the cardinal it is made of.
ORDINALS = {
    word + "th": word for word in _REGULAR if word not in {*_IRREGULAR.values(), "nought", "naught"}
} | _IRREGULAR
#: Each plural that divides ("two thirds"), with that cardinal; a second is a time.
PARTS = {word + "s": cardinal for word, cardinal in ORDINALS.items() if word not in {"first", "second"}}
PARTS |= {"halves": "two", "quarters": "four"}
#: One part: "a third", "one half".
PART = {word[:-1]: cardinal for word, cardinal in PARTS.items()} | {"half": "two", "quarter": "four"}
PART.pop("halve")

#: Letters that multiply the digits they touch.
LETTERS = {"k": 10**3, "K": 10**3, "b": 10**9, "B": 10**9}
#: These do so where numbers stand alone, and name other things elsewhere.
CAPITALS = {"k": 10**3, "K": 10**3, "M": 10**6, "G": 10**9, "B": 10**9, "T": 10**12}
ORDINAL_ENDINGS = frozenset({"st", "nd", "rd", "th"})

_NUMBER_WORDS = frozenset({*UNITS, *TENS, HUNDRED, *SCALES, *DOZENS, "and"})


def is_number_word(word: str) -> bool:
    """Say whether a word may stand inside a number; "and" may."""
    return word in _NUMBER_WORDS


def cardinal_value(word: str) -> Fraction | None:
    """What one word without its neighbours counts."""
    if word == HUNDRED:
        return Fraction(100)
    value = UNITS.get(word, TENS.get(word, SCALES.get(word)))
    return None if value is None else Fraction(value)
