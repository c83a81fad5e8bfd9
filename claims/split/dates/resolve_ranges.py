"""From one time to another: what each end lends the other."""

from __future__ import annotations

from dataclasses import replace

from claims.split.dates.phrases import (
    Fields,
    Found,
    PartOf,
)
from claims.split.dates.units import moved
from claims.split.dates.when import How, Reading, When
from claims.split.dates.words import Unit
from claims.vocab import DatePrecision


def lacks_year(found: Found) -> bool:
    """Whether one end of a range names no year of its own."""
    inner = found.phrase.of if isinstance(found.phrase, PartOf) else found
    return isinstance(inner.phrase, Fields) and inner.phrase.year is None


def filled(one: Found, two: Found) -> tuple[Found, Found]:
    """Each end with what the other lends it: "from March to August 2011", "April 9 till the 17th"."""
    left, right = one.phrase, two.phrase
    if not isinstance(left, Fields) or not isinstance(right, Fields):
        return one, two
    month = right.month or (left.month if right.day else None)
    right = replace(right, month=month)
    year = right.year
    if year is not None and left.year is None and left.month is not None:
        later = (left.month, left.day or 0) > (month or 0, right.day or 99)
        left = replace(left, year=year - later)
    elif left.year is not None and year is None and month is not None:
        earlier = (month, right.day or 99) < (left.month or 0, left.day or 0)
        right = replace(right, year=left.year + earlier)
    return replace(one, phrase=left), replace(two, phrase=right)


def not_before(two: Found, last: When, first: When) -> When:
    """The same weekday or month again, the first one not before where the range begins."""
    if last.first is None or first.first is None or last.first >= first.first:
        return last
    by_week = isinstance(two.phrase, Fields) and two.phrase.month is None and two.phrase.day is None
    step, unit = (1, Unit.WEEK) if by_week else (1, Unit.YEAR)
    return _moved_when(last, step, unit)


def not_after(one: Found, first: Reading, last: Reading) -> tuple[Reading, Reading]:
    """The end of a range is plain: its beginning is the last one before it."""
    begin, end = first.when, last.when
    if begin is None or end is None or begin.first is None or end.last is None or begin.first <= end.last:
        return first, last
    by_week = isinstance(one.phrase, Fields) and one.phrase.month is None
    return replace(first, when=_moved_when(begin, -1, Unit.WEEK if by_week else Unit.YEAR)), last


def _moved_when(when: When, step: int, unit: Unit) -> When:
    first, last = when.first, when.last
    last = None if last is None else moved(last + 1, step, unit) - 1
    return replace(when, first=None if first is None else moved(first, step, unit), last=last)


def spanned(first: When | None, last: When | None) -> When | None:
    """From the beginning of the first to the end of the last; None where that goes backwards."""
    if first is None or last is None:
        return None
    if DatePrecision.DURATION in {first.grain, last.grain}:
        return None
    if first.first is None or last.last is None:
        both = first.grain is last.grain is DatePrecision.TIME
        return (
            replace(first, until=last.second) if both and first.first is None and last.last is None else None
        )
    if first.first > last.last:
        return None
    grain = min(first.grain, last.grain, key=rank)
    loose = first.approximate or last.approximate
    how = first.how if last.how is How.NAMED else last.how
    return When(first.first, last.last, grain, how, loose, first.second, last.second)


def rank(grain: DatePrecision) -> int:
    """How fine a precision is, 0 the finest."""
    return list(DatePrecision).index(grain)
