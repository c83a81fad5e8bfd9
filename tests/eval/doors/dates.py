"""Dates for the sets that score them, each in the scheme of its annotators."""

from __future__ import annotations

import datetime as dt
from typing import Any

from claims.split.dates import days
from claims.split.dates.find import read_dates
from claims.split.dates.phrases import (
    Base,
    Clock,
    Deictic,
    Fields,
    Holiday,
    Length,
    Now,
    Open,
    Part,
    PartOf,
    Phrase,
    Range,
    Repeats,
    Season,
    Shift,
    Side,
    Stepped,
    StyledYear,
    Timed,
    Vague,
    Window,
)
from claims.split.dates.resolve_relative import period_of
from claims.split.dates.units import moved, unit_at
from claims.split.dates.when import Reading, When, iso_clock, iso_day
from claims.split.dates.words import IN_SECONDS, Unit
from claims.vocab import DatePrecision

Row = dict[str, Any]

# --- GUM: TEI values, a range as its two ends -------------------------------------------------

_NO_DATES = (Repeats, Length, Clock, Now, StyledYear)
#: What is written for good, so that its "January" is every January and its "today" nowadays.
_TIMELESS = {"voyage", "bio", "academic"}


def _gum(row: Row) -> Row:
    text, genre = row["text"], row.get("genre", "")
    dated = row.get("date") and genre not in _TIMELESS
    published = dt.date.fromisoformat(row["date"]) if dated else None
    dates = []
    for reading in read_dates(text, published):
        dates += _gum_dates(reading, genre)
    return {"dates": dates}


def _gum_dates(reading: Reading, genre: str) -> list[Row]:
    phrase = reading.found.phrase
    if isinstance(phrase, Range):
        return [date for part in reading.parts for date in _gum_dates(part, genre)]
    if isinstance(phrase, Open | Timed):
        return _gum_dates(reading.parts[0], genre)
    if isinstance(phrase, _NO_DATES) or _is_short(phrase) or (genre in _TIMELESS and _is_of_now(phrase)):
        return []
    if isinstance(phrase, Vague) and phrase.recent:
        return []
    value = _gum_value(reading, genre)
    return [{"start": reading.found.start, "end": reading.found.end, "value": value}]


def _is_short(phrase: Phrase) -> bool:
    """Whether something is counted in hours or minutes."""
    if isinstance(phrase, Window):
        return phrase.unit in IN_SECONDS
    return isinstance(phrase, Shift) and any(unit in IN_SECONDS for _, unit in phrase.by.amounts)


def _is_of_now(phrase: Phrase) -> bool:
    """As in "today", "this year", and a weekday alone."""
    if isinstance(phrase, Deictic):
        return phrase.base is Base.NOW
    return isinstance(phrase, Fields) and phrase.weekday is not None and phrase.day is None


def _gum_value(reading: Reading, genre: str) -> Row:
    phrase, when = reading.found.phrase, reading.when
    if isinstance(phrase, PartOf):
        return _gum_part(phrase, reading.parts[0], genre)
    if yearless := _gum_yearless(phrase, genre):
        return yearless
    if when is None or when.first is None or when.last is None:
        return {}
    if isinstance(phrase, Window) and phrase.vague:
        return {"from": _tei(when.first)} if phrase.ahead else {"to": _tei(when.last)}
    return _gum_days(when.first, when.last, when.grain)


def _gum_yearless(phrase: Phrase, genre: str) -> Row:
    """A season of every year, and a month of every year in a travel guide."""
    if isinstance(phrase, Season) and phrase.year is None:
        return {"from": f"--{phrase.month:02d}", "to": f"--{(phrase.month + 2) % 12 + 1:02d}"}
    if isinstance(phrase, Fields) and phrase.year is None and phrase.month and genre == "voyage":
        return {"when": f"--{phrase.month:02d}" + (f"-{phrase.day:02d}" if phrase.day else "")}
    return {}


def _gum_days(first: int, last: int, grain: DatePrecision) -> Row:
    if grain is DatePrecision.SEASON:
        return {"from": _tei(first, DatePrecision.MONTH), "to": _tei(last + 1, DatePrecision.MONTH)}
    own = grain if grain in {DatePrecision.MONTH, DatePrecision.YEAR} else DatePrecision.DAY
    if _tei(first, own) == _tei(last, own):
        return {"when": _tei(first, own)}
    own = own if own is DatePrecision.YEAR else DatePrecision.DAY
    return {"from": _tei(first, own), "to": _tei(last, own)}


def _gum_part(phrase: PartOf, whole: Reading, genre: str) -> Row:
    """Halves of months and the last day of a year; of longer times the annotators take the whole."""
    value, when, part = _gum_value(whole, genre), whole.when, phrase.part
    if when is None or when.last is None:
        return value
    if part is Part.END and isinstance(whole.found.phrase, Deictic):
        return {"when": _tei(when.last)}
    if when.grain is DatePrecision.MONTH and part in {Part.EARLY, Part.LATE}:
        days_of = ("01", "15") if part is Part.EARLY else ("15", f"{days.civil(when.last)[2]:02d}")
        return {end: f"{value.get('when')}-{day}" for end, day in zip(("from", "to"), days_of, strict=True)}
    return value if phrase.halved else _gum_years(part, whole) or value


def _gum_years(part: Part, whole: Reading) -> Row:
    """The early, middle or late part of a decade or a century."""
    when = whole.when
    long = {DatePrecision.DECADE: (5, 5, 2, 8), DatePrecision.CENTURY: (25, 75, 40, 60)}
    if when is None or when.first is None or when.grain not in long:
        return {}
    year = days.civil(when.first)[0]
    early, late, mid, to = long[when.grain]
    if part is Part.EARLY:
        return {"from": f"{year:04d}-01-01", "to": f"{year + early:04d}-12-31"}
    if part is Part.LATE:
        return {"from": f"{year + late:04d}-01-01", "to": _tei(when.last or 0)}
    return {"from": f"{year + mid:04d}", "to": f"{year + to:04d}"} if part is Part.MID else {}


def _tei(day: int, grain: DatePrecision = DatePrecision.DAY) -> str:
    """TEI counts no year 0: 490 BC is -0490."""
    year = days.civil(day)[0]
    written = iso_day(day, grain)
    return f"-{1 - year:04d}" if year <= 0 and grain is DatePrecision.YEAR else written


# --- Recognizers: candidate values, ranges half-open ------------------------------------------


def _expressions(row: Row) -> Row:
    text = row["text"]
    published = dt.datetime.fromisoformat(row["reference"]) if row.get("reference") else None
    readings = read_dates(text, published, loose=True)
    parted = [part for reading in readings for part in _parted(reading)]
    kept = [one for one in parted if not isinstance(one.found.phrase, Vague)]
    return {"expressions": [_expression(one, published) for one in kept]}


def _parted(reading: Reading) -> list[Reading]:
    """A holiday and a time of day are two expressions here."""
    phrase = reading.found.phrase
    if isinstance(phrase, Timed) and isinstance(phrase.date.phrase, Holiday):
        return [reading.parts[0], Reading(phrase.clock, None)]
    return [reading]


def _expression(reading: Reading, published: dt.datetime | None) -> Row:
    value: Any = _value(reading, published)
    return {"start": reading.found.start, "end": reading.found.end, "value": value}


def _value(reading: Reading, published: dt.datetime | None) -> str | list[str | None]:
    phrase, when = reading.found.phrase, reading.when
    if isinstance(phrase, Length):
        return "timex:" + period_of(phrase)
    if isinstance(phrase, Repeats) or when is None or _is_season(phrase):
        return "not resolved"
    if isinstance(phrase, Range | Open | PartOf):
        return _joined_value(phrase, reading)
    if when.first is None:
        return "timex:T" + iso_clock(when.second or 0)
    return _day_value(reading, when, published)


def _is_season(phrase: Phrase) -> bool:
    return isinstance(phrase.of.phrase if isinstance(phrase, PartOf) else phrase, Season)


def _joined_value(phrase: Range | Open | PartOf, reading: Reading) -> str | list[str | None]:
    if isinstance(phrase, Range):
        return _range_value(reading)
    if isinstance(phrase, Open):
        return _open_value(phrase.side, reading.parts[0])
    return _part_value(phrase.part, reading.parts[0])


def _day_value(reading: Reading, when: When, published: dt.datetime | None) -> str | list[str | None]:
    if when.second is not None and when.until is None:
        return _moment(when)
    if isinstance(reading.found.phrase, Shift) and when.exact is not None:
        return iso_day(when.exact)
    return _span(_ends(reading, published))


def _ends(reading: Reading, published: dt.datetime | None = None) -> tuple[int, int]:
    """First day and the day after the last."""
    phrase, when = reading.found.phrase, reading.when
    assert when is not None
    first, last = when.first or 0, when.last if when.last is not None else when.first or 0
    if isinstance(phrase, Window) and phrase.unit not in IN_SECONDS:
        return _window_ends(phrase, first, last)
    if isinstance(phrase, Stepped) and isinstance(phrase.of, Fields) and phrase.steps < 0 and published:
        return _last_weekday(phrase.of, published, first, last + 1)
    return first, last + 1


def _last_weekday(of: Fields, published: dt.datetime, first: int, end: int) -> tuple[int, int]:
    """Read "last Wednesday" as the one of last week."""
    if of.weekday is None or of.month is not None:
        return first, end
    now = days.day_number(published.year, published.month, published.day)
    day = now - days.weekday(now) - 7 + of.weekday
    return day, day + 1


def _window_ends(phrase: Window, first: int, last: int) -> tuple[int, int]:
    """Days, months and years are counted from the day itself, other units from their own beginning."""
    count, unit = int(phrase.count), phrase.unit
    if unit in {Unit.DAY, Unit.WORKDAY}:
        return (first, last + 1) if phrase.ahead else (first - 1, last)
    free = unit in {Unit.MONTH, Unit.YEAR}
    if phrase.ahead:
        start = first if free else moved(unit_at(first - 1, unit)[0], 1, unit)
        return start, moved(start, count, unit)
    end = last if free else unit_at(last, unit)[0]
    return moved(end, -count, unit), end


def _span(ends: tuple[int, int]) -> str | list[str | None]:
    return iso_day(ends[0]) if ends[1] == ends[0] + 1 else [iso_day(ends[0]), iso_day(ends[1])]


def _moment(when: When) -> str:
    second = when.second or 0
    return f"{iso_day(when.first or 0)} {second // 3600:02d}:{second // 60 % 60:02d}:{second % 60:02d}"


def _part_value(part: Part, whole: Reading) -> str | list[str | None]:
    ends = _ends(whole)
    if part is Part.END and ends[1] == ends[0] + 1:
        return f"{iso_day(ends[0])} 23:59:59"
    return _span(_part_ends(part, whole))


def _part_ends(part: Part, whole: Reading) -> tuple[int, int]:
    """The first, middle or last stretch of a time, as long as the recogniser takes it."""
    first, last = _ends(whole)
    parts = {
        DatePrecision.MONTH: ((first, first + 15), (first + 9, first + 20), (first + 15, last)),
        DatePrecision.WEEK: ((first, first + 3), (first, last), (first + 3, last)),
        DatePrecision.YEAR: _thirds(first, last, halved=isinstance(whole.found.phrase, Deictic)),
    }
    grain = whole.when.grain if whole.when else DatePrecision.DAY
    at = {Part.EARLY: 0, Part.START: 0, Part.MID: 1}.get(part, 2)
    return parts[grain][at] if grain in parts else (first, last)


def _thirds(first: int, last: int, *, halved: bool) -> tuple[tuple[int, int], ...]:
    """Parts of a year: the present one has halves, any other thirds."""
    one, two, half = (moved(first, months, Unit.MONTH) for months in (4, 8, 6))
    return ((first, half), (one, two), (half, last)) if halved else ((first, one), (one, two), (two, last))


def _range_value(reading: Reading) -> list[str | None]:
    one, two = reading.parts
    return [iso_day(_edge(one)), iso_day(_edge(two))]


def _edge(reading: Reading) -> int:
    """Where a time stands as the end of a range: at its beginning, unless its middle or end is named."""
    phrase = reading.found.phrase
    if not isinstance(phrase, PartOf):
        return _ends(reading)[0]
    first, last = _ends(reading.parts[0])
    begin = _part_ends(phrase.part, reading.parts[0])[0]
    return {Part.END: last, Part.MID: (first + last) // 2}.get(phrase.part, begin)


def _open_value(side: Side, inner: Reading) -> str | list[str | None]:
    first, last = _ends(inner)
    part = inner.found.phrase.part if isinstance(inner.found.phrase, PartOf) else Part.WHOLE
    if part and inner.when:
        first, last = _part_ends(part, inner.parts[0])
    if side is Side.AROUND:
        return _value(inner, None)
    if side is Side.SINCE:
        return [iso_day(first), None]
    if side is Side.AFTER:
        return [iso_day(last if last > first + 1 else first), None]
    return [None, iso_day(last if part is Part.END else first)]


SETS = {"temporal_gum": _gum, "temporal_expressions": _expressions}
