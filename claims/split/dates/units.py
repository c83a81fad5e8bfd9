"""Calendar units around a day."""

from __future__ import annotations

import math

from claims.split.dates.days import add_months, civil, day_number, weekday
from claims.split.dates.words import IN_DAYS, IN_MONTHS, Unit


def moved(day: int, count: float, unit: Unit) -> int:
    """A day so many units on, or back; halves of months are 15 days."""
    if unit is Unit.WORKDAY:
        return _workdays_on(day, int(count))
    if unit in IN_DAYS:
        return day + math.floor(count * IN_DAYS[unit])
    whole = math.floor(count * IN_MONTHS[unit])
    return add_months(day, whole) + math.floor((count * IN_MONTHS[unit] - whole) * 30)


def _workdays_on(day: int, count: int) -> int:
    step = 1 if count > 0 else -1
    weeks, rest = divmod(abs(count), 5)
    day += step * 7 * weeks
    while rest:
        day += step
        rest -= weekday(day) < 5
    return day


def unit_at(day: int, unit: Unit) -> tuple[int, int]:
    """First and last day of the unit that a day lies in."""
    if unit in {Unit.DAY, Unit.WORKDAY}:
        return day, day
    if unit in {Unit.WEEK, Unit.FORTNIGHT, Unit.WEEKEND}:
        return _weeks_at(day, unit)
    year, month, _ = civil(day)
    months = IN_MONTHS[unit]
    if months > 12:
        start = day_number(year - year % (months // 12))
    elif unit is Unit.SEASON:
        start = add_months(day_number(year, month), -(month % 3))
    else:
        start = day_number(year, month - (month - 1) % months)
    return start, add_months(start, months) - 1


def _weeks_at(day: int, unit: Unit) -> tuple[int, int]:
    monday = day - weekday(day)
    if unit is Unit.WEEKEND:
        return monday + 5, monday + 6
    return monday, monday + IN_DAYS[unit] - 1


def around(day: int, unit: Unit, steps: int, *, short: bool = False) -> tuple[int, int]:
    """The unit so many steps from the one a day lies in; a short week ends on Friday."""
    first, _ = unit_at(day, unit)
    first = moved(first, steps, unit)
    last = unit_at(first, unit)[1]
    return first, last - 2 if short and unit is Unit.WEEK else last
