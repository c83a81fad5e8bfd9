"""Weekdays that do not fall on the date they stand with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from claims.models.analysis import Bounds
from claims.split.checks.page import Page
from claims.split.checks.rule import Finding
from claims.split.dates.days import is_day
from claims.split.dates.words import MONTHS

_NAMES = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_WEEKDAYS = {name.lower(): number for number, name in enumerate(_NAMES)}
_SHORT = dict(
    zip(
        "mon tue tues wed weds thu thur thurs fri sat sun".split(),
        (0, 1, 1, 2, 2, 3, 3, 3, 4, 5, 6),
        strict=True,
    )
)
_ALL = _WEEKDAYS | _SHORT
_DAY_NAME = "(?P<weekday>" + "|".join(sorted(_ALL, key=len, reverse=True)) + r")\b"
_MONTH = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?\b"
_DATE = (
    rf"(?P<date>(?:the )?(?P<day>{_DAY})(?: of)? (?P<month>{_MONTH})(?:,? (?P<year>\d{{4}})\b)?"
    rf"|(?P<month2>{_MONTH}) (?P<day2>{_DAY})(?:,? (?P<year2>\d{{4}})\b)?"
    r"|(?P<year3>\d{4})-(?P<month3>\d\d)-(?P<day3>\d\d)\b)"
)
_PART = r"(?: (?:morning|afternoon|evening|night))?"
_BEFORE = re.compile(rf"\b{_DAY_NAME}\.?{_PART}(?:, ?| \(| )(?:local time, )?{_DATE}")
_APART = re.compile(rf"\b{_DAY_NAME}{_PART} (?:in|at) (?:the )?(?P<place>[\w'-]+(?: [\w'-]+)?),? on {_DATE}")
_BEHIND = re.compile(
    rf"\b{_DATE}(?:,? ?\(|,? (?:a |which (?:is|was|falls|fell) (?:on )?a |(?:is|was|falls|fell) (?:on )?a ))"
    rf"{_DAY_NAME}"
)
#: "Tuesday and Wednesday, April 6 and 7", "Tuesday, April 6-8": which day is which cannot be told.
_OTHER_DAY = re.compile(
    r"(?:" + "|".join(_ALL) + rf")\.?{_PART}(?: (?:and|or|to|through|until)|,|-|–| ?[-–/]) ?(?:on )?$"
)
_RANGE = re.compile(r" ?(?:[-–/]|to|and|or|through|until|,|&) ?(?:\d{1,2}\b(?!\d|:)|" + _MONTH + " \\d)")
_TOLD = re.compile(r"\b(?:said|says|told|reported|announced|wrote|confirmed|added|tweeted|posted)(?: on)? $")
#: A date without a year is taken for the nearest one only this many days around publication.
_NEAR = 60
#: Before it parts of the world kept the Julian calendar.
_FIRST_YEAR = 1924

_TODAY = re.compile(
    rf"\b(?P<word>today|yesterday|tomorrow)(?: \({_DAY_NAME}\)|, {_DAY_NAME.replace('weekday', 'other')},)"
)
_AWAY = {"today": 0, "yesterday": -1, "tomorrow": 1}


def with_date(page: Page) -> Iterator[Finding]:
    """Find "Tuesday, 7 April 2021", which was a Wednesday."""
    for pattern in (_BEFORE, _APART, _BEHIND):
        for match in pattern.finditer(page.low):
            if _is_meant(page, match):
                yield from _misfit(page, match)


def _is_meant(page: Page, match: re.Match[str]) -> bool:
    """Say whether a match names one day with its weekday, as far as its letters and neighbours tell."""
    before, after = page.low[max(0, match.start() - 30) : match.start()], page.low[match.end("date") :][:20]
    if match["month2"] and not page.text[match.start("month2")].isupper():
        return False
    if match.re is _APART and not page.text[match.start("place")].isupper():
        return False
    capital = page.text[match.start("weekday")].isupper()
    told = (match.re is not _BEHIND and _year(match) is None) or match.re is _APART
    several = _OTHER_DAY.search(before) or _RANGE.match(after)
    return capital and not several and not (told and _TOLD.search(before))


def _year(match: re.Match[str]) -> int | None:
    found = match["year"] or match["year2"] or match["year3"]
    return int(found) if found else None


def _misfit(page: Page, match: re.Match[str]) -> Iterator[Finding]:
    said = _ALL[match["weekday"]]
    day = _day_meant(page, match, said)
    if day is None or day.weekday() == said:
        return
    near = nearest(day, said)
    at: tuple[Bounds, ...] = (match.span("weekday"), match.span("date"))
    yield Finding(
        f"{in_full(day)} falls on a {_NAMES[day.weekday()]}; the article says {_NAMES[said]}"
        f" (the nearest {_NAMES[said]} is {in_full(near)}).",
        tuple(sorted(at)),
    )


def _day_meant(page: Page, match: re.Match[str], said: int) -> date | None:
    """The day a match names; None where it may be one that fits."""
    month, number = _month_and_day(match)
    year = _year(match)
    if year is not None:
        return _a_day(year, month, number) if year >= _FIRST_YEAR else None
    if page.published is None or any(
        (day := _a_day(other, month, number)) is not None and day.weekday() == said for other in page.years
    ):
        return None
    return _near_day(page.published, month, number)


def _near_day(published: date, month: int, number: int) -> date | None:
    days = [_a_day(published.year + off, month, number) for off in (-1, 0, 1)]
    return next((day for day in days if day is not None and abs((day - published).days) <= _NEAR), None)


def _month_and_day(match: re.Match[str]) -> tuple[int, int]:
    if match["month3"]:
        return int(match["month3"]), int(match["day3"])
    month, day = match["month"] or match["month2"], match["day"] or match["day2"]
    return MONTHS[month.rstrip(".")], int(re.sub(r"\D", "", day))


def _a_day(year: int, month: int, day: int) -> date | None:
    return date(year, month, day) if 1 <= year < 9999 and is_day(year, month, day) else None


def nearest(day: date, weekday: int) -> date:
    """The nearest day that is such a weekday."""
    off = (weekday - day.weekday()) % 7
    return day + timedelta(days=off if off <= 3 else off - 7)


def in_full(day: date) -> str:
    """A day as the hints write it: 7 April 2021."""
    months = "January February March April May June July August September October November December".split()
    return f"{day.day} {months[day.month - 1]} {day.year}"


def of_today(page: Page) -> Iterator[Finding]:
    """Find "today (Tuesday)" in an article that did not come out about then; a day off is let pass."""
    if page.published is None:
        return
    for match in _TODAY.finditer(page.low):
        day = page.published + timedelta(days=_AWAY[match["word"]])
        said = _ALL[match["weekday"] or match["other"]]
        if abs((nearest(day, said) - day).days) > 1 and not is_in_quotation(page, match.start()):
            yield Finding(
                f"The article came out on {_NAMES[page.published.weekday()]}, {in_full(page.published)}; "
                f"it calls {match['word']} {_NAMES[said]}.",
                (match.span(),),
            )


def is_in_quotation(page: Page, at: int) -> bool:
    """Say whether a quotation is open at a place of its paragraph."""
    start = page.paragraph_start(at)
    words = page.text[start:at]
    return words.count("“") > words.count("”") or words.count('"') % 2 == 1
