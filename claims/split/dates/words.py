"""The words of time and how a text is looked at: tables, and the pieces patterns are put together of.

Patterns run on folded text (see `fold`), so they are written in lower case, with plain quotes,
spaces and hyphens; "–" stands for every longer dash.
"""

import re
from collections.abc import Iterable
from enum import StrEnum

from claims.split.dates.days import day_number, month_length


class Unit(StrEnum):
    """What time is counted in."""

    SECOND = "second"
    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WORKDAY = "workday"
    WEEKEND = "weekend"
    WEEK = "week"
    FORTNIGHT = "fortnight"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"


_EVEN = {
    **{chr(code): chr(code + 32) for code in range(ord("A"), ord("Z") + 1)},
    **dict.fromkeys("\t\u00a0\u2002\u2003\u2007\u2009\u200a\u202f\u3000", " "),
    **dict.fromkeys("’‘ʼ′`", "'"),
    **dict.fromkeys("\u2010\u2011", "-"),
    **dict.fromkeys("—−‒―", "–"),
}
_FOLDED = str.maketrans(_EVEN)


def fold(text: str) -> str:
    """The text in lower case with plain spaces, quotes and hyphens; no offset moves."""
    return text.translate(_FOLDED)


def _table(words: str) -> dict[str, int]:
    """Number a list: words of one entry are joined by "/"; the first entry is 1."""
    return {word: place for place, entry in enumerate(words.split(), 1) for word in entry.split("/")}


def one_of(words: Iterable[str]) -> str:
    """A pattern for any of these, the longest first."""
    return "(?:" + "|".join(sorted(map(re.escape, words), key=len, reverse=True)) + ")"


MONTHS = _table(
    "january/jan february/feb/febr march/mar april/apr may june/jun july/jul "
    "august/aug september/sept/sep october/oct november/nov december/dec"
)
WEEKDAYS = {
    word: place - 1
    for word, place in _table(
        "monday/mon tuesday/tues/tue wednesday/weds/wed thursday/thurs/thur/thu friday/fri saturday/sat"
        " sunday/sun"
    ).items()
}
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
#: From hour to hour, the second one exclusive.
DAY_PARTS = {
    "morning": (8, 12),
    "afternoon": (12, 16),
    "evening": (16, 20),
    "night": (20, 24),
    "nighttime": (20, 24),
    "daytime": (8, 18),
    "noontime": (12, 14),
    "lunchtime": (11, 13),
    "dawn": (4, 8),
    "dusk": (16, 20),
}
_UNIT_WORDS = {
    Unit.SECOND: "second seconds sec secs",
    Unit.MINUTE: "minute minutes min mins",
    Unit.HOUR: "hour hours hr hrs",
    Unit.DAY: "day days night nights",
    Unit.WEEKEND: "weekend weekends",
    Unit.WEEK: "week weeks wk wks",
    Unit.FORTNIGHT: "fortnight fortnights",
    Unit.MONTH: "month months",
    Unit.QUARTER: "quarter quarters",
    Unit.SEASON: "season seasons",
    Unit.YEAR: "year years yr yrs",
    Unit.DECADE: "decade decades",
    Unit.CENTURY: "century centuries",
}
UNITS = {word: unit for unit, words in _UNIT_WORDS.items() for word in words.split()}
#: How many months, where a unit is counted in months.
IN_MONTHS = {
    Unit.MONTH: 1,
    Unit.QUARTER: 3,
    Unit.HALF: 6,
    Unit.SEASON: 3,
    Unit.YEAR: 12,
    Unit.DECADE: 120,
    Unit.CENTURY: 1200,
}
IN_DAYS = {Unit.DAY: 1, Unit.WORKDAY: 1, Unit.WEEKEND: 7, Unit.WEEK: 7, Unit.FORTNIGHT: 14}
IN_SECONDS = {Unit.SECOND: 1, Unit.MINUTE: 60, Unit.HOUR: 3600}

_WHOLE_MONTHS = [word for word in MONTHS if len(word) > 4 or word in {"may", "june", "july"}]
#: A name ends a sentence with its dot, a short form has its own.
MONTH = rf"(?:{one_of(_WHOLE_MONTHS)}(?![^\W\d_])|{one_of(MONTHS)}(?![^\W\d_])\.?)"
WEEKDAY = one_of(WEEKDAYS) + r"\b"
FULL_WEEKDAY = one_of(word for word in WEEKDAYS if word.endswith("day"))
SEASON = one_of(SEASONS)
UNIT = one_of(UNITS) + r"\b"
DAY_PART = one_of(DAY_PARTS)
#: Within a phrase: one space, rarely a few.
GAP = " {1,3}"
END = r"(?![\w])"


def month_days(year: int, month: int) -> tuple[int, int]:
    """The first and the last day of a month."""
    first = day_number(year, month)
    return first, first + month_length(year, month) - 1
