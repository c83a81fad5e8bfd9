"""Dates in figures: "2021-04-07", "4/7/2021", "2021. 4. 7.", "05-Aug-2016", "12-2015"."""

from __future__ import annotations

import re

from claims.split.dates.days import is_day
from claims.split.dates.groups import BEFORE_DAY, WEEKDAY_FIRST, fields_of, group, weekday_in, year_in
from claims.split.dates.phrases import Fields, Found
from claims.split.dates.rules import FIGURE, Page, rule
from claims.split.dates.words import MONTH, MONTHS, WEEKDAYS


def _year_first(match: re.Match[str], _page: Page) -> Fields | None:
    year, month, day = int(match["y"]), int(match["mm"]), int(match["dd"])
    return Fields(year, month, day, weekday_in(match)) if is_day(year, month, day) else None


def _year_and_month(match: re.Match[str], _page: Page) -> Fields:
    return Fields(int(match["y"]), int(match["mm"]))


def _lettered(match: re.Match[str], _page: Page) -> Fields | None:
    return fields_of(match)


def _either_order(match: re.Match[str], page: Page) -> Found | None:
    """Day and month in figures, in either order.

    A number over 12 settles it, and dots say that the day comes first. Else the American order is
    assumed, and said to be.
    """
    one, two, year = int(match["one"]), int(match["two"]), year_in(group(match, "y"))
    dotted = match["sep"] == "." and year is not None
    month, day = (two, one) if one > 12 or (dotted and two <= 12) else (one, two)
    if not is_day(year or 2000, month, day) or _FIGURE_BEFORE.search(page.before(match.start(), 3)):
        return None
    assumed = max(one, two) <= 12 and one != two and not dotted
    fields = Fields(year, month, day, weekday_in(match), assumed=assumed)
    return Found(*match.span(), fields, weak=year is None and not _is_told(match, page))


def _is_told(match: re.Match[str], page: Page) -> bool:
    """Whether "4/7" is no fraction: a weekday or "on" stands before it."""
    told = weekday_in(match) is not None or BEFORE_DAY.search(page.before(match.start()))
    return match["sep"] == "/" and bool(told)


_FIGURE_BEFORE = re.compile(r"[0-9][.,/]$|[$£€#]$")
_STARTS = [FIGURE, *WEEKDAYS]
_Y = r"(?P<y>[12][0-9]{3})"
_MM, _DD, _D = r"(?P<mm>[01]?[0-9])", r"(?P<dd>[0-3]?[0-9])", r"(?P<d>[0-3]?[0-9])"
_ONE, _TWO = r"(?P<one>[0-3]?[0-9])", r"(?P<two>[0-3]?[0-9])"
_FULL_YEAR = r"(?P<y>(?:1[89]|20)[0-9]{2})"

RULES = [
    rule(_STARTS, rf"{WEEKDAY_FIRST}{_Y}(?P<sep>[-/.]){_MM}(?P=sep){_DD}(?![0-9])", _year_first),
    rule([FIGURE], rf"{_Y}\. ?{_MM}\. ?{_DD}(?![0-9])\.?(?: ?\((?P<wd>[a-z]{{3}})\))?", _year_first),
    rule([FIGURE], r"(?P<y>(?:19|20)[0-9]{2})(?P<mm>[01][0-9])(?P<dd>[0-3][0-9])(?![0-9])", _year_first),
    rule([FIGURE], rf"{_FULL_YEAR}[-/](?P<mm>0[1-9]|1[0-2])(?![-/0-9])", _year_and_month),
    rule([FIGURE], rf"(?P<mm>0?[1-9]|1[0-2])[-/]{_FULL_YEAR}(?![-/0-9])", _year_and_month),
    rule(_STARTS, rf"{WEEKDAY_FIRST}{_ONE}(?P<sep>[-/.]){_TWO}(?P=sep){_Y}(?![0-9])", _either_order),
    rule(_STARTS, rf"{WEEKDAY_FIRST}{_ONE}(?P<sep>/){_TWO}/(?P<y>[0-9]{{2}})(?![0-9/])", _either_order),
    rule(
        _STARTS,
        rf"{WEEKDAY_FIRST}{_ONE}(?P<sep>[/.]){_TWO}(?![0-9/]|[.,][0-9]|%| ?(?:percent|[ap]\.?m))",
        _either_order,
    ),
    rule(_STARTS, rf"{WEEKDAY_FIRST}{_D}[-/](?P<m>{MONTH})[-/](?P<y>[12][0-9]{{3}}|[0-9]{{2}})\b", _lettered),
    rule([FIGURE], rf"{_Y}[-/](?P<m>{MONTH})[-/]{_D}\b", _lettered),
    rule([FIGURE], rf"{_Y}[-/]{_D}[-/](?P<m>{MONTH})", _lettered),
    rule([FIGURE], rf"{_D}[-/]{_Y}[-/](?P<m>{MONTH})", _lettered),
    rule(MONTHS, rf"(?P<m>{MONTH})/{_D}(?:/{_Y})?(?![0-9])", _lettered),
]
