"""Resolved dates in words for a reader."""

from __future__ import annotations

import re

from claims.models.analysis import DateDraft
from claims.split.dates.days import civil, week_start
from claims.split.dates.when import How
from claims.vocab import DatePrecision

_MONTHS = "January February March April May June July August September October November December".split()
_SEASONS = {"03": "spring", "06": "summer", "09": "autumn", "12": "winter"}
_QUARTERS = {"01": "first", "04": "second", "07": "third", "10": "fourth"}
_PART_OF_DAY = re.compile(r"(?i:(morning|afternoon|evening|night)\b)")
_ADJECTIVE = re.compile(r"\b(?i:(early|mid|late)\b)")
_EDGE = re.compile(r"\b(?i:(start|beginning|middle|end|close|first half|second half) of\b)")
_WITHIN = re.compile(r"(?i:(earlier|later)\b)")
_SINCE, _BY = re.compile(r"(?i:since)\b"), re.compile(r"(?i:by|no later than)\b")
#: These read the date in one of several ways, so a sentence must not say it for the article.
_GUESSED = frozenset({"", How.MONTH_FIRST})


def in_words(date: DateDraft) -> str:
    """A resolved date with its preposition: "on 6 April 2021", "in early 2020", "from 2013 to 2017".

    Args:
        date: as `find_dates` gives it; its words tell "early" and "night", which no date holds.

    Returns:
        Words that can stand in the place of the date and a preposition before it. "" if it is not
        resolved, if the order of day and month is only assumed, and for a duration.
    """
    if date.rule in _GUESSED or date.precision is DatePrecision.DURATION or not (date.first or date.last):
        return ""
    if date.first == date.last:
        return _one(date)
    if not (date.first and date.last):
        return _open(date)
    return _whole(date) or f"from {_named(date.first, date)} to {_named(date.last, date)}"


def _open(date: DateDraft) -> str:
    name = _parted(_named(date.first or date.last, date), date)
    if date.first:
        return f"since {name}" if _SINCE.match(date.words) else f"from {name} on"
    return f"by {name}" if _BY.match(date.words) else f"until {name}"


def _one(date: DateDraft) -> str:
    name = _named(date.first, date)
    if within := _WITHIN.match(date.words):
        return f"{within[1].lower()} in {name}"
    parted = _parted(name, date)
    if date.approximate and parted == name:
        return f"around {name}"
    return f"{_preposition(date)} {parted}"


def _parted(name: str, date: DateDraft) -> str:
    """As in "early 2020", "the end of 2008", "the night of 6 April 2021"."""
    if edge := _EDGE.search(date.words):
        return f"the {edge[1].lower()} of {name}"
    if date.precision is DatePrecision.DAY:
        part = _PART_OF_DAY.search(date.words)
        return f"the {part[1].lower()} of {name}" if part else name
    if adjective := _ADJECTIVE.search(date.words):
        the = "the " if name.startswith("the ") else ""
        return f"{the}{adjective[1].lower()} {name.removeprefix('the ')}"
    return name


def _preposition(date: DateDraft) -> str:
    if date.precision is DatePrecision.TIME or _EDGE.search(date.words):
        return "at"
    return "on" if date.precision is DatePrecision.DAY else "in"


def _whole(date: DateDraft) -> str:
    """A season or a quarter by its name, "" for anything else."""
    year, _, month = date.first.rpartition("-")
    if date.precision is DatePrecision.SEASON and month in _SEASONS:
        return f"in the {_SEASONS[month]} of {_year(year)}"
    if date.precision is DatePrecision.QUARTER and _months_of(date) == 3 and month in _QUARTERS:
        return f"in the {_QUARTERS[month]} quarter of {_year(year)}"
    return ""


def _months_of(date: DateDraft) -> int:
    first, last = (int(end[-7:-3]) * 12 + int(end[-2:]) for end in (date.first, date.last))
    return last - first + 1


def _named(iso: str, date: DateDraft) -> str:
    """One end of a date without a preposition."""
    if not iso:
        return ""
    if date.precision is DatePrecision.TIME:
        return _moment(iso)
    if date.precision is DatePrecision.DECADE:
        return f"the {iso}0s"
    if date.precision is DatePrecision.CENTURY:
        return f"the {_ordinal(int(iso) + 1)} century"
    if date.precision is DatePrecision.WEEK:
        return _week(iso)
    return _calendar(iso)


def _moment(iso: str) -> str:
    day, _, clock = iso.partition("T")
    return f"{clock} on {_calendar(day)}" if day and clock else clock or _calendar(day)


def _week(iso: str) -> str:
    year, _, week = iso.rpartition("-W")
    monday = week_start(int(year), int(week))
    of_year, month, day = civil(monday)
    return f"the week of {day} {_MONTHS[month - 1]} {_year(str(of_year))}"


def _calendar(iso: str) -> str:
    """As in "6 April 2021" for 2021-04-06, "490 BC" for -0489."""
    sign, rest = (iso[0], iso[1:]) if iso[0] in "+-" else ("", iso)
    year, *others = rest.split("-")
    name = _year(sign + year)
    if others:
        name = f"{_MONTHS[int(others[0]) - 1]} {name}"
    return f"{int(others[1])} {name}" if len(others) > 1 else name


def _year(iso: str) -> str:
    year = int(iso)
    if year <= 0:
        return f"{1 - year} BC"
    return str(year) if year > 999 else f"AD {year}"


def _ordinal(number: int) -> str:
    teen = number % 100 in {11, 12, 13}
    return f"{number}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"
