"""How single expressions join into greater ones: "the end of" + "2008", "2 p.m." + "Tuesday"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from claims.split.dates.affixes import alone, opened, part_of, related, stepped, week_of
from claims.split.dates.nesting import inside
from claims.split.dates.phrases import (
    DATES,
    Clock,
    Deictic,
    Fields,
    Found,
    Holiday,
    Inside,
    Length,
    Nth,
    PartOf,
    Phrase,
    Range,
    Shift,
    Stepped,
    Timed,
)
from claims.split.dates.rules import Page
from claims.split.dates.words import Unit


def join_all(found: Iterable[Found], page: Page) -> list[Found]:
    """Join what stands together, from the inside out; each step goes through the list once."""
    joined = old_years([stepped(one, page) for one in found])
    joined = _in_pairs(joined, page, inside)
    joined = _apart([part_of(alone(week_of(one, page)), page) for one in joined])
    for join in (clocks, timed, timed, shifted, ranged):
        joined = _in_pairs(joined, page, join)
    return _apart([related(opened(one, page), page) for one in joined if not _is_rest(one)])


def _apart(found: list[Found]) -> list[Found]:
    """Without what the words before or behind another one have taken up."""
    done: list[Found] = []
    for one in found:
        while done and done[-1].end > one.start and done[-1].start >= one.start:
            done.pop()
        if not done or done[-1].end <= one.start:
            done.append(one)
    return done


def old_years(found: list[Found]) -> list[Found]:
    """Take "in 412" for a year where another year of three figures is sure, else for nothing."""
    sure = any(_is_old(one) and not one.weak for one in found)
    return [replace(one, weak=False) if _is_old(one) else one for one in found if sure or not _is_old(one)]


def _is_old(one: Found) -> bool:
    phrase = one.phrase
    return (
        isinstance(phrase, Fields)
        and phrase.month is None
        and phrase.year is not None
        and 99 < phrase.year < 1000
    )


def _in_pairs(
    found: list[Found], page: Page, join: Callable[[Found, str, Found, Page], Found | None]
) -> list[Found]:
    done: list[Found] = []
    for one in found:
        if done and 0 <= one.start - done[-1].end <= 24:
            glue = page.folded[done[-1].end : one.start]
            if both := join(done[-1], glue, one, page):
                done[-1] = both
                continue
        done.append(one)
    return done


def _is_rest(one: Found) -> bool:
    """Whether something only stood ready to be joined."""
    return isinstance(one.phrase, Nth) and one.phrase.of is None


def timed(left: Found, glue: str, right: Found, _page: Page) -> Found | None:
    """As in "2 p.m. Tuesday", "tomorrow at 8:45", "Monday, 18:13", "Tuesday night"."""
    date, clock = (right, left) if isinstance(left.phrase, Clock) else (left, right)
    if not isinstance(clock.phrase, Clock) or not isinstance(date.phrase, DATES) or clock.phrase.meal:
        return None
    glued = _DATE_THEN_CLOCK if date is left else _CLOCK_THEN_DATE
    if not glued.fullmatch(glue) or not _is_day(date.phrase) or not _can_add(date.phrase):
        return None
    return Found(left.start, right.end, Timed(date, clock), weak=date.weak and clock.weak)


_DATE_THEN_CLOCK = re.compile(r",? ?(?:at |around |about |@ ?|from |by |in the |for |- |– )?|t")
_CLOCK_THEN_DATE = re.compile(r",? (?:on (?:the )?|of )?")


def _can_add(phrase: Phrase) -> bool:
    """Whether a day can still take an hour: none of its own, or but a part of it ("Tuesday night")."""
    if not isinstance(phrase, Timed):
        return True
    return isinstance(phrase.clock.phrase, Clock) and bool(phrase.clock.phrase.part)


def _is_day(phrase: Phrase) -> bool:
    """Whether something names one day, as far as its words tell."""
    if isinstance(phrase, Fields):
        return phrase.day is not None or phrase.weekday is not None
    if isinstance(phrase, Stepped):
        return _is_day(phrase.of)
    if isinstance(phrase, Deictic):
        return phrase.unit is Unit.DAY
    if isinstance(phrase, Nth):
        return isinstance(phrase.unit, int) or phrase.unit is Unit.DAY
    if isinstance(phrase, Inside):
        return _is_day(phrase.inner.phrase)
    return isinstance(phrase, Holiday | Shift | Timed)


def clocks(left: Found, glue: str, right: Found, _page: Page) -> Found | None:
    """As in "in the morning at 7", "3:30 in the afternoon": the part of the day says which half is meant."""
    one, two = left.phrase, right.phrase
    if not isinstance(one, Clock) or not isinstance(two, Clock) or bool(one.part) == bool(two.part):
        return None
    if not re.fullmatch(r",? ?(?:at |around |from )?", glue):
        return None
    part, hour = (one.part, two) if one.part else (two.part, one)
    return Found(left.start, right.end, in_half(hour, part), weak=left.weak and right.weak)


def in_half(clock: Clock, part: str) -> Clock:
    """An hour that may be of either half of the day, put into the half a part of the day lies in."""
    late = part in {"afternoon", "evening", "night", "nighttime", "dusk"}
    if clock.sure or not late or clock.seconds >= 43200 or (part == "night" and clock.seconds < 6 * 3600):
        return clock
    until = None if clock.until is None else clock.until + 43200 * (clock.until < 43200)
    return replace(clock, seconds=clock.seconds + 43200, until=until, sure=True)


def shifted(left: Found, glue: str, right: Found, page: Page) -> Found | None:
    """As in "three days after January 12", "two weeks from tomorrow"."""
    length, way = left.phrase, _WAYS.get(glue.removesuffix("the ").strip())
    if not isinstance(length, Length) or way is None or not isinstance(right.phrase, DATES):
        return None
    if glue.strip() == "from" and _RATE.search(page.folded, left.start, left.end):
        return None
    return Found(left.start, right.end, Shift(length, way, of=right), weak=right.weak)


#: "Eight hours a day from Monday" begins on Monday.
_RATE = re.compile(r" (?:a|per|each|every) (?:day|week|month|year|night)$")
_WAYS = {
    "after": 1,
    "from": 1,
    "following": 1,
    "before": -1,
    "prior to": -1,
    "ahead of": -1,
    "in advance of": -1,
}


def ranged(left: Found, glue: str, right: Found, page: Page) -> Found | None:
    """As in "from 1977 to 1981", "between Jan. 22 and now", "November 2020 – March 2021"."""
    if (sep := _SEPARATOR.fullmatch(glue)) is None or not _can_range(left, right):
        return None
    before = page.before(left.start)
    opened = _FROM.search(before)
    between = opened is not None and opened["word"] == "between"
    if (sep["and"] and not between) or (not opened and not _same_kind(left.phrase, right.phrase)):
        return None
    start = left.start - len(opened[0]) if opened else left.start
    return Found(start, right.end, Range(left, right), weak=left.weak and right.weak)


_SEPARATOR = re.compile(
    r"(?: ?[–-] ?| (?:to|through|thru|till?|until|up to) |(?P<and>,? and ))(?:the |around |about )?"
)


_FROM = re.compile(r"\b(?P<word>from|between|during)(?: the| about| around| early| late)? $")


def _can_range(left: Found, right: Found) -> bool:
    able = (*DATES, Clock)
    return isinstance(left.phrase, able) and isinstance(right.phrase, able)


def _same_kind(left: Phrase, right: Phrase) -> bool:
    """Whether two times are named alike, so that "to" or a dash between them spans from one to the other."""
    return type(left) is type(right) and _shape(left) == _shape(right)


def _shape(phrase: Phrase) -> tuple[bool, ...]:
    if isinstance(phrase, PartOf):
        return _shape(phrase.of.phrase)
    if isinstance(phrase, Fields):
        return (phrase.month is None, phrase.day is None, phrase.weekday is None)
    return ()
