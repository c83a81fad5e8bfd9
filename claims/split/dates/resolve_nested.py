"""When a time was that is named within another: "first week of May", "since 2011"."""

from __future__ import annotations

from dataclasses import replace

from claims.split.dates import days
from claims.split.dates.joins import in_half
from claims.split.dates.phrases import (
    Clock,
    Deictic,
    Fields,
    Holiday,
    Inside,
    Nth,
    Open,
    PartOf,
    Phrase,
    Portion,
    Season,
    Side,
    Timed,
    WeekOf,
)
from claims.split.dates.resolve_named import (
    portion_in,
    whole_date,
)
from claims.split.dates.resolve_relative import (
    in_year,
)
from claims.split.dates.stand import Stand
from claims.split.dates.units import moved, unit_at
from claims.split.dates.when import GRAINS, How, When
from claims.split.dates.words import IN_SECONDS, Unit
from claims.vocab import DatePrecision


def week_of(phrase: WeekOf, _stand: Stand, inner: When | None) -> When | None:
    """The week or weekend around a day."""
    if inner is None or inner.first is None:
        return None
    unit = phrase.unit
    first, last = unit_at(inner.first, unit) if unit is Unit.WEEK else _weekend_at(inner.first)
    return When(first, last, GRAINS[unit], inner.how)


def _weekend_at(day: int) -> tuple[int, int]:
    """The weekend around a day, longer where the day lies just outside it."""
    at = days.weekday(day)
    saturday = day - at + 5 if at >= 3 else day - at - 2
    return min(day, saturday), max(day, saturday + 1)


def nth(phrase: Nth, _stand: Stand, outer: When | None = None) -> When | None:
    """The nth weekday or unit of a greater time; weeks are the calendar's, with most days in it."""
    if outer is None or outer.first is None or outer.last is None:
        return None
    if isinstance(phrase.unit, int):
        day = _nth_weekday(outer.first, outer.last, phrase.unit, phrase.number)
        return None if day is None else When(day, day, DatePrecision.DAY, outer.how)
    if phrase.unit in IN_SECONDS:
        return None
    first, last = _nth_unit(phrase, phrase.unit, outer.first, outer.last)
    if last < outer.first or first > outer.last:
        return None
    grain = GRAINS[phrase.unit] if phrase.count == 1 else DatePrecision.DAY
    return When(first, last, grain, outer.how)


def _nth_weekday(first: int, last: int, wanted: int, number: int) -> int | None:
    day = last - (days.weekday(last) - wanted) % 7
    if number > 0:
        day = first + (wanted - days.weekday(first)) % 7 + 7 * (number - 1)
    return day if first <= day <= last else None


def _nth_unit(phrase: Nth, unit: Unit, first: int, last: int) -> tuple[int, int]:
    count, number = phrase.count, phrase.number
    if unit is Unit.WEEKEND and number > 0:
        saturday = first + (5 - days.weekday(first)) % 7 + 7 * (number - 1)
        return saturday, saturday + 1
    if unit in {Unit.WEEK, Unit.FORTNIGHT} and count == 1:
        start = first - days.weekday(first) + (7 if days.weekday(first) > 3 and number > 0 else 0)
        start = start + 7 * (number - 1) if number > 0 else last - days.weekday(last)
        start -= 7 if number < 0 and days.weekday(last) < 3 else 0
        return start, start + 6
    if number > 0:
        start = moved(first, (number - 1) * count, unit)
        return start, moved(start, count, unit) - 1
    return moved(last + 1, -count, unit), last


def inside(phrase: Inside, _stand: Stand, outer: When | None) -> When | None:
    """A date that takes what it lacks from a greater one."""
    if outer is None or outer.first is None or outer.last is None:
        return None
    year, month, _ = days.civil(outer.first)
    small = phrase.inner.phrase
    when: When | None = None
    if isinstance(small, Portion):
        when = portion_in(small, year)
    elif isinstance(small, Season | Holiday) or (isinstance(small, Fields) and small.month is not None):
        when = in_year(small, year)
    elif isinstance(small, Fields) and small.day is not None:
        when = whole_date(Fields(year, month, small.day), How.NAMED)
    elif isinstance(small, Fields) and small.weekday is not None:
        at = _nth_weekday(outer.first, outer.last, small.weekday, 1)
        when = None if at is None else When(at, at, DatePrecision.DAY, outer.how)
    return when and replace(when, how=outer.how)


def part_of(phrase: PartOf, _stand: Stand, inner: When | None) -> When | None:
    """The whole of what it is part of, and that it is only about right, unless that is one day."""
    if inner is None:
        return None
    loose = inner.grain is not DatePrecision.DAY or inner.first != inner.last
    return replace(
        inner, part=phrase.part, approximate=inner.approximate or loose, how=_part_how(inner, loose)
    )


def _part_how(inner: When, loose: bool) -> How:
    return How.PART if loose and inner.how is How.NAMED else inner.how


def clock_alone(phrase: Clock, _stand: Stand) -> When:
    """A time of a day that is not named."""
    return When(None, None, DatePrecision.TIME, How.CLOCK, second=phrase.seconds, until=phrase.until)


def timed(phrase: Timed, _stand: Stand, date: When | None) -> When | None:
    """A time of a day; with a part of it ("Tuesday night") the day is all that is resolved."""
    clock = phrase.clock.phrase
    if date is None or not isinstance(clock, Clock) or date.first is None:
        return None
    if clock.part:
        return replace(date, until=None)
    clock = in_half(clock, _part_of_day(phrase.date.phrase))
    return replace(date, grain=DatePrecision.TIME, second=clock.seconds, until=clock.until)


def _part_of_day(phrase: Phrase) -> str:
    """The part of a day that a phrase names, "" if it names none."""
    if isinstance(phrase, Timed) and isinstance(phrase.clock.phrase, Clock):
        return phrase.clock.phrase.part
    return phrase.part if isinstance(phrase, Deictic) else ""


def open_ended(phrase: Open, _stand: Stand, inner: When | None) -> When | None:
    """What lies on one side of a time, that time itself included for "since", "until" and "by"."""
    if inner is None:
        return None
    if phrase.side is Side.AROUND:
        return replace(inner, approximate=True)
    if phrase.side is Side.SINCE:
        return replace(inner, last=None)
    if phrase.side in {Side.UNTIL, Side.BY}:
        return replace(inner, first=None)
    if phrase.side is Side.AFTER:
        return replace(inner, first=None if inner.last is None else inner.last + 1, last=None)
    return replace(inner, last=None if inner.first is None else inner.first - 1, first=None)
