"""When a time was that has a name: dates, seasons, holidays, decades."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from claims.split.dates import days
from claims.split.dates.holidays import holiday_on
from claims.split.dates.phrases import (
    Century,
    Decade,
    Era,
    Fields,
    Holiday,
    Portion,
    Season,
    WeekNumber,
)
from claims.split.dates.stand import Stand
from claims.split.dates.when import GRAINS, How, When
from claims.split.dates.words import IN_MONTHS, month_days
from claims.vocab import DatePrecision


def date_fields(phrase: Fields, stand: Stand) -> When | None:
    """A date of the calendar; what it lacks is taken from where it stands."""
    how = How.MONTH_FIRST if phrase.assumed else How.NAMED
    if phrase.year is not None:
        return whole_date(phrase, how)
    if phrase.month is None:
        return _weekday(phrase, stand) if phrase.day is None else _day_of_month(phrase, stand)
    return _without_year(phrase, stand)


def whole_date(phrase: Fields, how: How) -> When | None:
    """A date with its year; None where the calendar has no such day."""
    year, month, day = phrase.year or 0, phrase.month, phrase.day
    if month is None:
        return When(days.day_number(year), days.day_number(year, 12, 31), DatePrecision.YEAR, how)
    if day is None:
        return When(*month_days(year, month), DatePrecision.MONTH, how)
    if not days.is_day(year, month, day):
        return None
    at = days.day_number(year, month, day)
    return When(at, at, DatePrecision.DAY, how, approximate=how is How.MONTH_FIRST)


def _weekday(phrase: Fields, stand: Stand) -> When | None:
    """The nearest such day not after publication, or the next where the words look ahead."""
    if stand.now is None or phrase.weekday is None:
        return None
    back = (days.weekday(stand.now) - phrase.weekday) % 7
    day = stand.now - back + (7 if stand.ahead and back else 0)
    return When(day, day, DatePrecision.DAY, How.NEXT_ONE if stand.ahead else How.LAST_ONE)


def _day_of_month(phrase: Fields, stand: Stand) -> When | None:
    """As in "the 4th", "Friday the 13th": the nearest month that has such a day."""
    if stand.now is None:
        return None
    year, month, _ = days.civil(stand.now)
    present = _in_month(phrase, year * 12 + month - 1)
    if present is not None and phrase.weekday is not None:
        return When(present, present, DatePrecision.DAY, How.NEAREST)
    found = [
        day for step in range(-13, 14) if (day := _in_month(phrase, year * 12 + month - 1 + step)) is not None
    ]
    return _choose(found, stand, lambda day: When(day, day, DatePrecision.DAY, How.NAMED), near=stand.now)


def _in_month(phrase: Fields, months: int) -> int | None:
    year, month = months // 12, months % 12 + 1
    if phrase.day is None or not days.is_day(year, month, phrase.day):
        return None
    day = days.day_number(year, month, phrase.day)
    return day if phrase.weekday in {None, days.weekday(day)} else None


def _without_year(phrase: Fields, stand: Stand) -> When | None:
    """A month or a day of it, in the year of the date before or the one that publication suggests."""
    anchor = stand.anchor
    use_anchor = stand.now is None or stand.near
    if use_anchor and anchor is not None and anchor.first is not None:
        when = whole_date(replace(phrase, year=days.civil(anchor.first)[0]), How.YEAR_BEFORE)
        told = _by_publication(phrase, stand)
        same = when is not None and told is not None and told.first == when.first
        return told if same else when and replace(when, approximate=phrase.assumed)
    return _by_publication(phrase, stand)


def _by_publication(phrase: Fields, stand: Stand) -> When | None:
    if stand.now is None:
        return None
    year = days.civil(stand.now)[0]
    found = [
        when for step in range(-8, 9) if (when := whole_date(replace(phrase, year=year + step), How.NAMED))
    ]
    by_first = {when.first: when for when in found if when.first is not None}
    chosen = _choose(list(by_first), stand, by_first.__getitem__, near=stand.now if phrase.day else None)
    how = How.MONTH_FIRST if phrase.assumed and chosen else None
    return replace(chosen, how=how, approximate=True) if chosen and how else chosen


def _choose(
    found: list[int], stand: Stand, make: Callable[[int], When], near: int | None = None
) -> When | None:
    """The last one begun by publication, the next one if the words look ahead, or the nearest to a day."""
    now = stand.now or 0
    past, ahead = [day for day in found if day <= now], [day for day in found if day >= now]
    if stand.ahead and ahead:
        return replace(make(min(ahead)), how=How.NEXT_ONE)
    if near is not None and found:
        day = min(found, key=lambda one: (abs(one - near) * (4 if one > near else 1), one))
        return replace(make(day), how=How.LAST_ONE if day <= now else How.NEAREST)
    return replace(make(max(past)), how=How.LAST_ONE) if past else None


def season(phrase: Season, _stand: Stand) -> When | None:
    """A season with its year; alone nobody can tell which is meant."""
    return None if phrase.year is None else season_of(phrase.month, phrase.year)


def season_of(month: int, year: int) -> When:
    """Three months from the first of a month."""
    first = days.day_number(year, month)
    return When(first, days.add_months(first, 3) - 1, DatePrecision.SEASON, How.SEASON, approximate=True)


def holiday(phrase: Holiday, stand: Stand) -> When | None:
    """A holiday in the year it names, or the last one before publication."""
    if phrase.year is not None:
        return holiday_in(phrase.name, phrase.year)
    if stand.now is None:
        return None
    year = days.civil(stand.now)[0]
    found = {when.first: when for step in (-1, 0, 1) if (when := holiday_in(phrase.name, year + step))}
    return _choose([day for day in found if day is not None], stand, found.__getitem__)


def holiday_in(name: str, year: int) -> When | None:
    """A holiday in a year."""
    day = holiday_on(name, year)
    return None if day is None else When(day, day, DatePrecision.DAY, How.HOLIDAY)


def era(phrase: Era, _stand: Stand) -> When:
    """The days or years of a war or an age."""
    first, last = _era_day(phrase.first, 1, 1), _era_day(phrase.last, 12, 31)
    grain = DatePrecision.DAY if "-" in phrase.first else DatePrecision.YEAR
    return When(first, last, grain, How.ERA, approximate=phrase.approximate)


def _era_day(words: str, month: int, day: int) -> int:
    numbers = [int(number) for number in words.split("-")]
    return days.day_number(*numbers) if len(numbers) == 3 else days.day_number(numbers[0], month, day)


def decade(phrase: Decade, stand: Stand) -> When | None:
    """Ten years; "the '90s" are the last nineties begun by publication, the 1900s without one."""
    start = phrase.start
    if start < 100:
        latest = days.civil(stand.now)[0] if stand.now is not None else 1999
        start += (latest - start) // 100 * 100
    first = days.day_number(start)
    return When(first, days.day_number(start + 10) - 1, DatePrecision.DECADE, How.NAMED)


def century(phrase: Century, _stand: Stand) -> When:
    """A hundred years, counted as newspapers do: the 19th century is 1800 to 1899."""
    number = phrase.number
    start = (number - 1) * 100 if number > 0 else number * 100 + 1
    first, last = days.day_number(start), days.day_number(start + 100) - 1
    return When(first, last, DatePrecision.CENTURY if number > 0 else DatePrecision.YEAR, How.NAMED)


def portion(phrase: Portion, stand: Stand) -> When | None:
    """A quarter or half of the year it names, or the last one before publication."""
    if phrase.style:
        return None
    if phrase.year is not None:
        return portion_in(phrase, phrase.year)
    if stand.now is None:
        return None
    year = days.civil(stand.now)[0]
    found = {when.first: when for when in (portion_in(phrase, year + step) for step in (-1, 0, 1))}
    return _choose([day for day in found if day is not None], stand, found.__getitem__)


def portion_in(phrase: Portion, year: int) -> When:
    """A quarter or half of a year."""
    length = IN_MONTHS[phrase.unit]
    first = days.day_number(year, length * (phrase.number - 1) + 1)
    return When(first, days.add_months(first, length) - 1, GRAINS[phrase.unit], How.NAMED)


def week_number(phrase: WeekNumber, stand: Stand) -> When | None:
    """A week by its number in the year it names, or in the year of publication."""
    year = phrase.year or (days.civil(stand.now)[0] if stand.now is not None else None)
    if year is None:
        return None
    first = days.week_start(year, phrase.week)
    return When(first, first + 6, DatePrecision.WEEK, How.NAMED if phrase.year else How.FROM_PUBLICATION)
