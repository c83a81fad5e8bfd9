"""What words before or behind an expression make of it: "last", "early", "since"."""

from __future__ import annotations

import re
from dataclasses import replace

from claims.split.dates.phrases import (
    DATES,
    Base,
    Fields,
    Found,
    Holiday,
    Length,
    Now,
    Nth,
    Open,
    Part,
    PartOf,
    Season,
    Side,
    Stepped,
    Timed,
    Vague,
    WeekOf,
)
from claims.split.dates.relative_rules import WHICH, step_of
from claims.split.dates.rules import Page
from claims.split.dates.words import IN_SECONDS, Unit, one_of


def stepped(one: Found, page: Page) -> Found:
    """As in "last Tuesday", "this Christmas", "the coming winter"."""
    phrase = one.phrase
    if not isinstance(phrase, Fields | Season | Holiday) or phrase.year is not None:
        return one
    if (which := WHICH.search(page.before(one.start))) is None:
        return _stepped_behind(one, phrase, page)
    start = one.start - len(page.before(one.start)) + which.start()
    if which["which"] == "that" and not isinstance(phrase, Season):
        return one
    if isinstance(phrase, Fields) and phrase.day is not None and phrase.weekday is not None:
        return Found(start, one.end, phrase)
    return Found(start, one.end, Stepped(phrase, *step_of(which["which"]), soon="coming" in which["which"]))


def _stepped_behind(one: Found, phrase: Fields | Season | Holiday, page: Page) -> Found:
    """As in "on Tuesday last", "the 12th of October next"."""
    if (which := _WHICH_AFTER.match(page.folded, one.end)) is None:
        return one
    steps = -1 if which["which"] == "last" else 1
    return Found(one.start, which.end(), Stepped(phrase, steps, Base.EITHER, soon=True))


_WHICH_AFTER = re.compile(r",? (?P<which>last|next)(?=[,.;:)])")


def week_of(one: Found, page: Page) -> Found:
    """As in "the week of April 5", "the weekend of Halloween", "Labor Day weekend"."""
    if not isinstance(one.phrase, DATES):
        return one
    if before := _WEEK_BEFORE.search(page.before(one.start)):
        unit = Unit.WEEKEND if before["unit"].startswith("weekend") else Unit.WEEK
        return Found(one.start - len(before[0]), one.end, WeekOf(one, unit))
    if isinstance(one.phrase, Holiday) and (after := _WEEKEND_AFTER.match(page.folded, one.end)):
        year = int(after["y"]) if after["y"] else one.phrase.year
        day = replace(one, phrase=replace(one.phrase, year=year))
        return Found(one.start, after.end(), WeekOf(day, Unit.WEEKEND))
    return one


_WEEK_BEFORE = re.compile(
    r"(?:the )?\b(?P<unit>weekend of|week (?:of|beginning|commencing|starting)(?: on)?|w/c) (?:the )?$"
)


_WEEKEND_AFTER = re.compile(r" weekend\b(?: (?:of )?(?P<y>[12][0-9]{3}))?")


def alone(one: Found) -> Found:
    """Read "last Friday" as the one before, where it is the last of nothing."""
    phrase = one.phrase
    if isinstance(phrase, Nth) and phrase.of is None and phrase.number == -1 and isinstance(phrase.unit, int):
        return Found(one.start, one.end, Stepped(Fields(weekday=phrase.unit), -1))
    return one


def part_of(one: Found, page: Page) -> Found:
    """As in "early 2020", "mid-November", "the end of the year", "later this month"."""
    if not isinstance(one.phrase, DATES) or isinstance(one.phrase, Now | Timed):
        return one
    before = page.before(one.start, 30)
    if (match := _PART_BEFORE.search(before)) is None:
        return one
    start = one.start - len(before) + match.start("all")
    return Found(start, one.end, PartOf(_PARTS[match["part"]], one, "half" in match["part"]), one.weak)


_PARTS = {
    **dict.fromkeys(("early", "earlier", "first half", "early part"), Part.EARLY),
    **dict.fromkeys(("mid", "middle"), Part.MID),
    **dict.fromkeys(("late", "later", "latter", "second half", "latter part", "latter half"), Part.LATE),
    **dict.fromkeys(("start", "beginning", "turn"), Part.START),
    **dict.fromkeys(("end", "close"), Part.END),
}


_PART_BEFORE = re.compile(
    r"(?<![\w])(?P<all>(?P<part>early|earlier|mid|middle|late|later|latter(?= of| in)|(?:start|beginning"
    r"|middle|end|close|turn|first half|second half|early part|latter part|latter half)(?= of))(?:-| ?– ?| )?"
    r"(?:in |on |into |of )?(?:the )?)$"
)


def related(one: Found, page: Page) -> Found:
    """Take "ten days before her death" for a day that nobody can name."""
    if not isinstance(one.phrase, Length) or page.before(one.start, 5).endswith("for "):
        return one
    way = _EVENT_AFTER.match(page.folded, one.end)
    if way is None or any(unit in IN_SECONDS for _, unit in one.phrase.amounts):
        return one
    return Found(one.start, way.end("way"), Vague(ahead=way["way"] == "after", recent=False))


_EVENT_AFTER = re.compile(
    r" (?P<way>before|after|prior to|in advance of|ahead of|following) (?:[a-z]+ing\b)?(?=\w)"
)


def opened(one: Found, page: Page) -> Found:
    """As in "since 2011", "until March", "before Tuesday", "around 2010", "2013 – present"."""
    if not isinstance(one.phrase, DATES):
        return one
    if after := _OPEN_AFTER.match(page.folded, one.end):
        side = Side.UNTIL if after["until"] else Side.SINCE
        return Found(one.start, after.end(), Open(side, one), one.weak)
    before = page.before(one.start, 32)
    match = _OPEN_BEFORE.search(before)
    if match is None or _is_event(match, one, page) or _is_within(match, one):
        return one
    start = one.start - len(before) + match.start("side")
    return Found(start, one.end, Open(_SIDE_OF[match["side"]], one), one.weak)


def _is_event(match: re.Match[str], one: Found, page: Page) -> bool:
    """Whether "after the 2016 vote" and "before Tuesday's meeting" name an event, not a side of a date."""
    side = _SIDE_OF[match["side"]]
    if side is Side.BY and "century" in page.folded[one.start : one.end]:
        # "By the 17th-century painter" tells who painted it.
        return _NOUN_AFTER.match(page.folded, one.end) is not None
    if side not in {Side.AFTER, Side.BEFORE}:
        return False
    year_only = isinstance(one.phrase, Fields) and one.phrase.month is None and one.phrase.weekday is None
    named = year_only and match["the"] and not page.folded.startswith("year", one.start)
    return bool(named or _NOUN_AFTER.match(page.folded, one.end))


def _is_within(match: re.Match[str], one: Found) -> bool:
    """Whether "before dawn on Sunday" and "after 5 p.m. on Sunday" are still on Sunday."""
    return isinstance(one.phrase, Timed) and _SIDE_OF[match["side"]] in {Side.AFTER, Side.BEFORE}


_SIDES = {
    Side.SINCE: "since/starting/starting on/starting from/starting in/beginning/beginning on/beginning from"
    "/beginning in/effective/as early as",
    Side.AFTER: "after/later than/greater than",
    Side.UNTIL: "until/till/through/up to/up until",
    Side.BEFORE: "before/earlier than/prior to",
    Side.BY: "by/no later than/as late as",
    Side.AROUND: "around/about/circa/c./ca./ca/approximately",
}
_SIDE_OF = {words: side for side, all_words in _SIDES.items() for words in all_words.split("/")}
_OPEN_BEFORE = re.compile(
    rf"(?<![\w-])(?P<side>{one_of(_SIDE_OF)}) ?(?:around |about )?(?P<the>the (?:year )?)?$"
)
_NOUN_AFTER = re.compile(
    r"'s? ?|-| (?!(?:and|or|but|to|the|in|on|at|with|for|when|as|by|he|she|it|they)\b)[a-z]+"
)
_OPEN_AFTER = re.compile(
    r"(?: ?[–-] ?| to | until | till )(?:the )?present\b(?: day)?| (?:onwards?|forward|on(?=[,.;]))\b| "
    r"(?:and|or) (?:later|after|beyond|onwards?|greater|more recent|newer)\b(?! ?[a-z0-9])|(?P<until> "
    r"(?:and|or) (?:earlier|before|older)\b)(?! ?[a-z0-9])"
)
