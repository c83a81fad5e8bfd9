"""Numbers and dates as a hint compares them: by value. A small reading of its own; it finds no ranges."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from claims.evidence.words import STOP, key_of

_MONTHS = "january february march april may june july august september october november december".split()
_MONTH = "|".join(f"{month[:3]}(?:{month[3:]})?" if month != "may" else month for month in _MONTHS)
_DATE = re.compile(
    rf"""\b(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m1>{_MONTH})\b\.?(?:,?\s+(?P<y1>[12]\d{{3}}))?\b
    |\b(?P<m2>{_MONTH})\b\.?\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\d|[.,:]\d)(?:,?\s+(?P<y2>[12]\d{{3}})\b)?
    |\b(?P<m3>{_MONTH})\b\.?,?\s+(?P<y3>[12]\d{{3}})\b
    |\b(?P<y4>[12]\d{{3}})[-/.](?P<m4>0?[1-9]|1[0-2])[-/.](?P<d4>[0-3]?\d)\b
    |(?P<y5>[12]\d{{3}})\s*년(?:\s*(?P<m5>1[0-2]|0?[1-9])\s*월(?:\s*(?P<d5>[0-3]?\d)\s*일)?)?
    |(?<!\d)(?P<m6>1[0-2]|0?[1-9])\s*월(?:\s*(?P<d6>[0-3]?\d)\s*일)
    |(?<![\w$€£¥₩.,-])(?P<y7>1[5-9]\d\d|20\d\d)(?![\w%]|[.,:]\d|\s*(?:km|m|kg|t|won|dollars|euros|people)\b)""",
    re.VERBOSE | re.IGNORECASE,
)
_SCALES = {
    "hundred": 100, "thousand": 1_000, "million": 10**6, "mn": 10**6, "billion": 10**9, "bn": 10**9,
    "trillion": 10**12, "tn": 10**12, "dozen": 12, "k": 1_000, "m": 10**6, "b": 10**9,
    "천": 1_000, "만": 10**4, "억": 10**8, "조": 10**12,
}  # fmt: skip
_WORDS = "zero one two three four five six seven eight nine ten eleven twelve".split()
_NUMBER = re.compile(
    rf"""(?<![\w.,:])(?P<sign>[-−])?(?P<money>[$€£¥₩])?\s?
    (?P<digits>\d{{1,3}}(?:[,\u00a0\u202f]\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?|\b(?:{"|".join(_WORDS)})\b)(?!\d|:\d)
    (?:st|nd|rd|th)?(?:[\s-]?(?P<scale>hundred|thousand|million|billion|trillion|dozen|mn|bn|tn|(?(money)[kmb]|(?!))|천|만|억|조)
    (?![A-Za-z]))?
    (?P<unit>\s?%|[\s-]?per\s?cent\b|[\s-]?[^\W\d_]+)?""",
    re.VERBOSE | re.IGNORECASE,
)
_MONEY = {"$": "dollar", "€": "euro", "£": "pound", "¥": "yen", "₩": "won", "원": "won", "달러": "dollar"}


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of a text: its value, what it counts ("" if that is not clear), and where it stands."""

    value: Decimal
    unit: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Day:
    """A date of a text; what it does not say is None."""

    year: int | None
    month: int | None
    day: int | None
    start: int
    end: int


def days_of(text: str) -> list[Day]:
    """The dates of a text in order: a year, a month and year, a day; words like "Tuesday" are none."""
    return list(_days(text))


def _days(text: str) -> Iterator[Day]:
    for found in _DATE.finditer(text):
        said = {name[0]: value for name, value in found.groupdict().items() if value}
        yield Day(_number(said.get("y")), _month(said.get("m")), _number(said.get("d")), *found.span())


def _number(digits: str | None) -> int | None:
    return int(digits) if digits else None


def _month(word: str | None) -> int | None:
    if word is None or word.isdigit():
        return _number(word)
    return next(n for n, month in enumerate(_MONTHS, 1) if month.startswith(word.lower()[:3]))


def same_day(one: Day, other: Day) -> bool:
    """Whether two dates agree in what both say, and both say something."""
    pairs = [
        (mine, theirs)
        for mine, theirs in zip(
            (one.year, one.month, one.day), (other.year, other.month, other.day), strict=True
        )
        if mine is not None and theirs is not None
    ]
    return bool(pairs) and all(mine == theirs for mine, theirs in pairs)


def figures_of(text: str) -> list[Figure]:
    """The numbers of a text in order that are not parts of dates: digits, and words up to twelve."""
    taken = [(day.start, day.end) for day in days_of(text)]
    return [
        _figure(found)
        for found in _NUMBER.finditer(text)
        if not any(start < found.end("digits") and found.start("digits") < end for start, end in taken)
    ]


def _figure(found: re.Match[str]) -> Figure:
    digits = found["digits"].lower()
    value = Decimal(_WORDS.index(digits)) if digits in _WORDS else Decimal(re.sub(r"[^\d.]", "", digits))
    scale = found["scale"]
    value = (-value if found["sign"] else value) * _SCALES.get((scale or "").lower(), 1)
    end = found.end("scale") if scale else found.end("digits")
    unit = (found["unit"] or "").strip(" -\u00a0\u202f")
    if found["money"]:
        return Figure(value.normalize(), _MONEY[found["money"]], found.start("money"), end)
    if unit == "%" or unit.lower().startswith("per"):
        return Figure(value.normalize(), "%", found.start("digits"), found.end("unit"))
    return Figure(value.normalize(), _unit(unit), found.start("digits"), end)


def _unit(word: str) -> str:
    """What a number counts, by the word behind it; one in Hangul only where it is money."""
    if word.isascii():
        key = key_of(word) if word else ""
        return "" if key in STOP else key
    return next((name for sign, name in _MONEY.items() if word.startswith(sign)), "")


def same_figure(one: Figure, other: Figure) -> bool:
    """Whether two numbers have one value, and one unit where both tell it."""
    return one.value == other.value and (one.unit == other.unit or not one.unit or not other.unit)
