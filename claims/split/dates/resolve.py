"""From what a stretch says to when that was."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from claims.split.dates.phrases import (
    Century,
    Clock,
    Decade,
    Deictic,
    Era,
    Fields,
    Found,
    Holiday,
    Inside,
    Length,
    Now,
    Nth,
    Open,
    PartOf,
    Phrase,
    Portion,
    Range,
    Season,
    Shift,
    Stepped,
    Timed,
    WeekNumber,
    WeekOf,
    Window,
)
from claims.split.dates.resolve_named import (
    century,
    date_fields,
    decade,
    era,
    holiday,
    portion,
    season,
    week_number,
)
from claims.split.dates.resolve_nested import clock_alone, inside, nth, open_ended, part_of, timed, week_of
from claims.split.dates.resolve_ranges import filled, lacks_year, not_after, not_before, spanned
from claims.split.dates.resolve_relative import (
    deictic,
    length,
    present,
    shift,
    stepped,
    window,
)
from claims.split.dates.stand import Stand
from claims.split.dates.when import Reading


def resolve(found: Found, stand: Stand) -> Reading:
    """Read one phrase; inner ones are read first, from the same place."""
    phrase = found.phrase
    if isinstance(phrase, Range):
        return _range(found, phrase, stand)
    inner = [resolve(part, stand) for part in _inner(phrase)]
    resolver = _RESOLVERS.get(type(phrase))
    when = resolver(phrase, stand, *(reading.when for reading in inner)) if resolver else None
    return Reading(found, when, tuple(inner))


def _inner(phrase: Phrase) -> tuple[Found, ...]:
    match phrase:
        case Inside(inner=_, outer=outer):
            return (outer,)
        case PartOf(of=of) | Open(of=of) | WeekOf(of=of):
            return (of,)
        case Timed(date=date):
            return (date,)
        case Nth(of=Found() as of) | Shift(of=Found() as of):
            return (of,)
    return ()


def _range(found: Found, phrase: Range, stand: Stand) -> Reading:
    """Both ends; the one without a year takes it from the other, the last never before the first."""
    one, two = filled(phrase.first, phrase.last)
    last = resolve(two, stand)
    first = resolve(one, stand)
    if lacks_year(two) and first.when is not None and last.when is not None:
        last = replace(last, when=not_before(two, last.when, first.when))
    elif lacks_year(one) and first.when is not None and last.when is not None:
        first, last = not_after(one, first, last)
    parts = (replace(first, found=phrase.first), replace(last, found=phrase.last))
    return Reading(found, spanned(parts[0].when, parts[1].when), parts)


_RESOLVERS: dict[type, Any] = {
    Fields: date_fields,
    Season: season,
    Holiday: holiday,
    Era: era,
    Decade: decade,
    Century: century,
    Portion: portion,
    WeekNumber: week_number,
    WeekOf: week_of,
    Deictic: deictic,
    Stepped: stepped,
    Window: window,
    Length: length,
    Shift: shift,
    Nth: nth,
    Inside: inside,
    PartOf: part_of,
    Clock: clock_alone,
    Timed: timed,
    Now: present,
    Open: open_ended,
}
