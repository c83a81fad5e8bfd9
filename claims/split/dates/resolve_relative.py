"""When a time was that is told from another: "last week", "three days ago"."""

from __future__ import annotations

from dataclasses import replace

from claims.split.dates import days
from claims.split.dates.phrases import (
    Deictic,
    Fields,
    Holiday,
    Length,
    Now,
    Season,
    Shift,
    Stepped,
    Window,
)
from claims.split.dates.resolve_named import (
    holiday_in,
    season_of,
    whole_date,
)
from claims.split.dates.stand import Stand
from claims.split.dates.units import around, moved, unit_at
from claims.split.dates.when import GRAINS, How, When
from claims.split.dates.words import IN_DAYS, IN_SECONDS, Unit
from claims.vocab import DatePrecision


def deictic(phrase: Deictic, stand: Stand) -> When | None:
    """The unit so many steps from where it is told; a season is one of sport, and goes by the year."""
    day, how = stand.base(phrase.base, ahead=phrase.steps > 0)
    if day is None:
        return None
    told = how is How.FROM_DATE_BEFORE
    if (told and stand.anchor and not _fits(stand.anchor.grain, phrase.unit)) or (
        phrase.unit is Unit.SEASON and not told
    ):
        return None
    unit = Unit.YEAR if phrase.unit is Unit.SEASON else phrase.unit
    first, last = around(day, unit, _steps(phrase, day, stand), short=phrase.part == "work")
    return When(first, last, GRAINS[unit], how)


def _steps(phrase: Deictic, day: int, stand: Stand) -> int:
    """Until Thursday "this weekend" is the one before, unless the words look ahead."""
    ahead = stand.ahead or stand.loose or days.weekday(day) >= 4
    return -1 if phrase.unit is Unit.WEEKEND and phrase.steps == 0 and not ahead else phrase.steps


_COARSE = {
    DatePrecision.YEAR: {Unit.YEAR, Unit.DECADE, Unit.CENTURY},
    DatePrecision.MONTH: {Unit.MONTH, Unit.QUARTER, Unit.YEAR, Unit.DECADE, Unit.CENTURY},
    DatePrecision.WEEK: {Unit.WEEK, Unit.MONTH, Unit.YEAR, Unit.DECADE, Unit.CENTURY},
    DatePrecision.DECADE: {Unit.DECADE, Unit.CENTURY},
    DatePrecision.CENTURY: {Unit.CENTURY},
    DatePrecision.SEASON: {Unit.SEASON, Unit.YEAR, Unit.DECADE, Unit.CENTURY},
    DatePrecision.QUARTER: {Unit.QUARTER, Unit.YEAR, Unit.DECADE, Unit.CENTURY},
}


def _fits(grain: DatePrecision, unit: Unit) -> bool:
    """Whether a date is known finely enough to count such units from it."""
    if unit is Unit.SEASON and grain is DatePrecision.YEAR:
        return True
    return grain not in _COARSE or unit in _COARSE[grain]


def stepped(phrase: Stepped, stand: Stand) -> When | None:
    """As in "last Tuesday" and "next January": the nearest on that side, never the present day itself."""
    day, how = stand.base(phrase.base, ahead=phrase.steps > 0)
    if day is None:
        return None
    of = phrase.of
    if isinstance(of, Fields) and of.month is None and of.weekday is not None and of.day is None:
        at = _stepped_weekday(day, of.weekday, phrase.steps, soon=phrase.soon)
        return When(at, at, DatePrecision.DAY, how)
    year = days.civil(day)[0]
    made = [when for step in range(-8, 9) if (when := in_year(of, year + step)) is not None]
    return _step_to([replace(when, how=how) for when in made], day, phrase.steps)


def _stepped_weekday(day: int, wanted: int, steps: int, *, soon: bool) -> int:
    """The last one lies in the 7 days before, this one in the week, the next one in the week after."""
    monday = day - days.weekday(day)
    if steps == 0:
        return monday + wanted
    if steps < 0:
        return day - ((days.weekday(day) - wanted) % 7 or 7) + 7 * (steps + 1)
    return day + ((wanted - days.weekday(day)) % 7 or 7) if soon else monday + 7 + wanted


def in_year(phrase: Fields | Season | Holiday, year: int) -> When | None:
    """A month, season or holiday in a year."""
    if isinstance(phrase, Season):
        return season_of(phrase.month, year)
    if isinstance(phrase, Holiday):
        return holiday_in(phrase.name, year)
    return whole_date(replace(phrase, year=year), How.NAMED) if phrase.month else None


def _step_to(found: list[When], day: int, steps: int) -> When | None:
    """Of the same time in several years the last one over, the present or the next to come."""
    if steps < 0:
        return max(
            (one for one in found if one.last is not None and one.last < day), key=_first, default=None
        )
    if steps > 0:
        return min(
            (one for one in found if one.first is not None and one.first > day), key=_first, default=None
        )
    year = days.civil(day)[0]
    return next((one for one in found if one.first is not None and days.civil(one.first)[0] == year), None)


def _first(when: When) -> int:
    return when.first or 0


def window(phrase: Window, stand: Stand) -> When | None:
    """So many units that end, or begin, with the day counted from."""
    day, how = stand.base(phrase.base, ahead=phrase.ahead)
    if day is None:
        return None
    how = How.WINDOW if how is How.FROM_PUBLICATION else how
    if phrase.unit in IN_SECONDS:
        return _seconds_on(day, stand.second, phrase, how)
    other = moved(day, phrase.count if phrase.ahead else -phrase.count, phrase.unit)
    first, last = (day + 1, other) if phrase.ahead else (other + 1, day)
    approximate = phrase.vague or phrase.unit not in {Unit.DAY, Unit.WORKDAY}
    return When(min(first, last), max(first, last), DatePrecision.DAY, how, approximate=approximate)


def _seconds_on(day: int, second: int, phrase: Window, how: How) -> When:
    length = int(phrase.count * IN_SECONDS[phrase.unit])
    other_day, other = divmod(day * 86400 + second + (length if phrase.ahead else -length), 86400)
    ends = ((day, second), (other_day, other)) if phrase.ahead else ((other_day, other), (day, second))
    (first, begin), (last, end) = ends
    return When(first, last, DatePrecision.TIME, how, second=begin, until=end)


def length(phrase: Length, _stand: Stand) -> When:
    """How long something takes, which has no ends."""
    return When(
        None, None, DatePrecision.DURATION, How.LENGTH, approximate=phrase.vague, period=period_of(phrase)
    )


def period_of(length: Length) -> str:
    """A length as ISO 8601 writes it: P3D, PT1H30M, P3W."""
    day_part, time_part = "", ""
    for count, unit in length.amounts:
        if unit in IN_SECONDS:
            time_part += _plain(count) + unit[0].upper()
        else:
            factor, letter = _LETTERS[unit]
            day_part += _plain(count * factor) + letter
    return "P" + day_part + ("T" + time_part if time_part else "")


#: In units that ISO 8601 has a letter for.
_LETTERS = {
    Unit.DAY: (1, "D"),
    Unit.WORKDAY: (1, "D"),
    Unit.WEEKEND: (2, "D"),
    Unit.WEEK: (1, "W"),
    Unit.FORTNIGHT: (2, "W"),
    Unit.MONTH: (1, "M"),
    Unit.QUARTER: (3, "M"),
    Unit.HALF: (6, "M"),
    Unit.SEASON: (3, "M"),
    Unit.YEAR: (1, "Y"),
    Unit.DECADE: (10, "Y"),
    Unit.CENTURY: (100, "Y"),
}


def _plain(number: float) -> str:
    return str(int(number)) if number == int(number) else f"{number:.2f}".rstrip("0")


def shift(phrase: Shift, stand: Stand, inner: When | None = None) -> When | None:
    """So long before or after; only as fine as what was counted: "three years ago" is a year."""
    day, how = stand.base(phrase.base, ahead=phrase.sign > 0)
    anchor = stand.anchor if how is How.FROM_DATE_BEFORE else None
    if phrase.of is not None:
        day = None if inner is None else inner.last if phrase.sign > 0 else inner.first
        how, anchor = How.NAMED if inner is None else inner.how, inner
    if day is None or not phrase.by.amounts:
        return None
    if anchor is not None and not _fits(anchor.grain, phrase.by.amounts[-1][1]):
        return None
    if any(unit in IN_SECONDS for _, unit in phrase.by.amounts):
        return _shift_seconds(phrase, stand, day, how)
    return _shift_days(phrase, day, how)


def _shift_days(phrase: Shift, day: int, how: How) -> When:
    exact = day
    for count, unit in phrase.by.amounts:
        exact = moved(exact, phrase.sign * count, unit)
    counted = phrase.by.amounts[-1][1]
    unit = Unit.YEAR if counted in {Unit.DECADE, Unit.CENTURY} else counted
    grain = DatePrecision.DAY if unit in IN_DAYS or phrase.of is not None else GRAINS[unit]
    first, last = unit_at(exact, unit) if grain is not DatePrecision.DAY else (exact, exact)
    loose = phrase.by.vague or counted in {Unit.WEEK, Unit.FORTNIGHT, Unit.DECADE, Unit.CENTURY}
    return When(first, last, grain, how, approximate=loose, exact=exact)


def _shift_seconds(phrase: Shift, stand: Stand, day: int, how: How) -> When | None:
    if not all(unit in IN_SECONDS for _, unit in phrase.by.amounts):
        return None
    length = int(sum(count * IN_SECONDS[unit] for count, unit in phrase.by.amounts))
    at, second = divmod(day * 86400 + stand.second + phrase.sign * length, 86400)
    return When(at, at, DatePrecision.TIME, how, second=second)


def present(_phrase: Now, stand: Stand) -> When | None:
    """The moment of publication."""
    if stand.now is None:
        return None
    return When(stand.now, stand.now, DatePrecision.DAY, How.FROM_PUBLICATION, second=stand.second)
