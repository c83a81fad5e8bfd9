"""Numbers as English writes them where it counts time: "three", "twenty-first", "nineteen eighty-six"."""

import re

from claims.split.dates.words import one_of

_UNITS = "zero one two three four five six seven eight nine".split()
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_NTH_UNITS = "zeroth first second third fourth fifth sixth seventh eighth ninth".split()
_NTH_TEENS = (
    "tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
).split()
_NTH_TENS = "twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth".split()

SMALL = {
    **{word: number for number, word in enumerate([*_UNITS, *_TEENS])},
    **{word: 10 * number for number, word in enumerate(_TENS, 2)},
}
NTH = {
    **{word: number for number, word in enumerate([*_NTH_UNITS, *_NTH_TEENS])},
    **{word: 10 * number for number, word in enumerate(_NTH_TENS, 2)},
}
_VAGUE = {"few": 3, "a few": 3, "several": 3, "couple": 2, "a couple": 2, "couple of": 2, "a couple of": 2}
_OTHER = {
    "a": 1,
    "an": 1,
    "another": 1,
    "half a": 0.5,
    "half an": 0.5,
    "a half": 0.5,
    "a dozen": 12,
    "dozen": 12,
}
_BIG = {"hundred": 100, "thousand": 1000, "million": 1_000_000, "billion": 1_000_000_000}

_TENS_OR_LESS = rf"(?:{one_of(_TENS)}[ -]{one_of(_UNITS)}|{one_of(SMALL)})"
#: "seven", "twenty-one", "two hundred and six", "5,000", "2.5", "2 million"
COUNT = (
    rf"(?:{one_of([*_VAGUE, *_OTHER])}|{_TENS_OR_LESS}(?:[ -]{one_of(_BIG)}(?:"
    rf"(?: and)? {_TENS_OR_LESS})?)?|an? {one_of(_BIG)}|[0-9]{{1,3}}(?:,[0-9]{{3}}){{1,3}}|[0-9]{{1,6}}"
    rf"(?:\.[0-9]{{1,2}})?(?: {one_of(_BIG)})?)"
)
#: "first", "twenty-second", "21st"
ORDINAL = rf"(?:{one_of(_TENS)}[ -]{one_of(_NTH_UNITS)}|{one_of(NTH)}|[0-9]{{1,3}}(?:st|nd|rd|th))"
#: A day of a month, in figures or as an ordinal.
DAY = rf"(?:0?[1-9]|[12][0-9]|3[01])(?:st|nd|rd|th)?(?![0-9%:]|[.,][0-9])\b|{ORDINAL}\b"
#: The same, and "twenty nine" after a month's name.
DAY_AFTER = rf"{DAY}|{_TENS_OR_LESS}\b"
#: The second half of a year in words: "eighty-six", "sixteen".
ANY_TENS = rf"{one_of(_TENS)}[ -]{one_of(_UNITS)}|{one_of([*_TEENS, *_TENS])}"
#: "nineteen eighty-six", "two thousand and five", "sixteen hundred twenty two"
YEAR_WORDS = (
    rf"(?:two thousand(?:(?: and)? {_TENS_OR_LESS})?|(?:{one_of(_TEENS)}|twenty)[ -](?:hundred(?:"
    rf"(?: and)? {_TENS_OR_LESS})?|oh[ -]{one_of(_UNITS)}|{ANY_TENS}))"
)
_WORD = re.compile(r"[a-z]+|[0-9.,]+")


def is_vague(words: str) -> bool:
    """Whether a count only says how many about: "a few", "several"."""
    return words in _VAGUE


def count_of(words: str) -> float:
    """What a stretch matched by COUNT counts: "two hundred and six" 206."""
    if words in _VAGUE or words in _OTHER:
        return _VAGUE.get(words) or _OTHER[words]
    total = 0.0
    for word in _WORD.findall(words):
        total = total * _BIG[word] if word in _BIG else total + _figure(word)
    return total


def _figure(word: str) -> float:
    if word[0].isdigit():
        return float(word.replace(",", ""))
    return SMALL.get(word, 1 if word in {"a", "an"} else 0)


def ordinal_of(words: str) -> int:
    """What a stretch matched by ORDINAL, DAY or DAY_AFTER stands for; 0 if it is no number."""
    if words[:1].isdigit():
        return int(words.rstrip("stndrh"))
    return sum(NTH.get(word, SMALL.get(word, 0)) for word in _WORD.findall(words))


def year_of(words: str) -> int:
    """The year of a stretch matched by YEAR_WORDS: "nineteen eighty-six" 1986."""
    first, *rest = _WORD.findall(words)
    if rest[0] == "thousand":
        return 2000 + sum(SMALL.get(word, 0) for word in rest[1:])
    return SMALL[first] * 100 + sum(SMALL.get(word, 0) for word in rest)
