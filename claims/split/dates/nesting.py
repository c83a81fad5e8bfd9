"""Two expressions of which one is a part of the other: "first week of January", "next week's Friday"."""

from __future__ import annotations

import re
from dataclasses import replace

from claims.split.dates.phrases import (
    DATES,
    Deictic,
    Fields,
    Found,
    Holiday,
    Inside,
    Nth,
    Phrase,
    Portion,
    Season,
    Stepped,
    WeekNumber,
    Window,
)
from claims.split.dates.rules import Page
from claims.split.dates.words import Unit


def inside(left: Found, glue: str, right: Found, _page: Page) -> Found | None:
    """As in "first week of Jan 2015", "Wednesday of next week", "next year's first quarter"."""
    if not re.fullmatch(r",? |(?:,? of|,? in|,? on)?(?: the)? ?|'s ", glue):
        return None
    nested = _nested(left, glue, right) or _nested_back(left, glue, right)
    return Found(left.start, right.end, nested) if nested else None


def _nested(left: Found, glue: str, right: Found) -> Phrase | None:
    small, great = left.phrase, right.phrase
    if not isinstance(great, DATES) or (isinstance(great, Nth) and great.of is None):
        return None
    nth = _as_nth(small, glue) if " of" in glue or " in" in glue or glue == ", " else None
    if nth is not None and _is_finer(nth, great):
        return replace(nth, of=right)
    lacks = isinstance(small, Fields | Season | Holiday | Portion) and small.year is None
    if lacks and isinstance(small, Fields) and small.month is None and _is_span_of(great, _WEEKS):
        return Inside(left, right)
    if lacks and small != Fields() and _is_span_of(great, _YEARS if _has_month(small) else _MONTHS):
        return Inside(left, right)
    return None


_WEEKS = frozenset({Unit.WEEK, Unit.FORTNIGHT})


_MONTHS = frozenset({Unit.MONTH})


_YEARS = frozenset({Unit.YEAR})


def _has_month(phrase: Phrase) -> bool:
    return not isinstance(phrase, Fields) or phrase.month is not None


def _is_span_of(phrase: Phrase, units: frozenset[Unit]) -> bool:
    if isinstance(phrase, Fields):
        return units is _YEARS and phrase.year is not None and phrase.month is None
    return isinstance(phrase, Deictic) and phrase.unit in units


def _nested_back(left: Found, glue: str, right: Found) -> Phrase | None:
    """The greater one first: "next week Wednesday", "next year's first quarter"."""
    great, small = left.phrase, right.phrase
    if isinstance(small, Fields) and small.month is None and small.weekday is not None:
        return (
            Inside(right, left) if _is_span_of(great, _WEEKS) and glue in {" ", " on ", ", ", "'s "} else None
        )
    if glue == "'s " and isinstance(small, Portion | Season | Holiday) and _is_span_of(great, _YEARS):
        return Inside(right, left)
    return None


def _as_nth(small: Phrase, glue: str) -> Nth | None:
    """What counts units within a greater one, as "last week" does before "of July"."""
    match small:
        case Nth(of=None):
            return small
        case WeekNumber(year=None) if glue != ", ":
            return Nth(small.week, Unit.WEEK)
        case Deictic(steps=-1, part="") if glue != ", ":
            return Nth(-1, small.unit)
        case Window(ahead=False) if glue != ", ":
            return Nth(-1, small.unit, count=max(1, min(int(small.count), 999)))
        case Stepped(of=Fields(weekday=int() as day, day=None), steps=-1) if glue != ", ":
            return Nth(-1, day)
    return None


def _is_finer(nth: Nth, great: Phrase) -> bool:
    size = _SIZES[nth.unit] if isinstance(nth.unit, Unit) else 0
    unit = great.unit if isinstance(great, Deictic) else Unit.CENTURY
    if isinstance(great, Fields):
        unit = Unit.MONTH if great.month else Unit.YEAR
        unit = Unit.DAY if great.day or great.weekday is not None else unit
    return size < _SIZES[unit]


_SIZES = {unit: size for size, unit in enumerate(Unit)}
