"""From readings to drafts."""

from __future__ import annotations

from claims.models.analysis import DateDraft
from claims.split.dates.phrases import Repeats
from claims.split.dates.when import Reading, When, iso_clock, iso_day
from claims.vocab import DatePrecision


def draft_of(reading: Reading, text: str) -> DateDraft | None:
    """A reading as it is kept; None for what comes again and again, which is no one time."""
    start, end, when = reading.found.start, reading.found.end, reading.when
    if isinstance(reading.found.phrase, Repeats):
        return None
    words = text[start:end]
    if when is None:
        return DateDraft(start, end, words)
    first, last = ends_of(when)
    return DateDraft(start, end, words, first, last, when.grain, when.how.value, when.approximate)


def ends_of(when: When) -> tuple[str, str]:
    """First and last as ISO 8601 writes them at the precision, "" where it is open."""
    if when.grain is DatePrecision.DURATION:
        return when.period, when.period
    if when.grain is DatePrecision.TIME:
        until = when.second if when.until is None else when.until
        return _moment(when.first, when.second), _moment(when.last, until)
    return _day(when.first, when.grain), _day(when.last, when.grain)


def _day(day: int | None, grain: DatePrecision) -> str:
    return "" if day is None else iso_day(day, grain)


def _moment(day: int | None, second: int | None) -> str:
    clock = "" if second is None else "T" + iso_clock(second)
    return _day(day, DatePrecision.DAY) + clock
