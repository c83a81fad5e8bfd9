"""The way through the package: scan, join, and read each expression from where it stands."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from claims.split.dates import (
    calendar_rules,
    clock_rules,
    figure_rules,
    length_rules,
    named_rules,
    relative_rules,
    year_rules,
)
from claims.split.dates.days import day_number
from claims.split.dates.joins import join_all
from claims.split.dates.phrases import Base, Deictic, Fields, Found, Shift, Timed, Window
from claims.split.dates.resolve import resolve
from claims.split.dates.rules import Page, by_start, page_of, scan
from claims.split.dates.stand import Stand
from claims.split.dates.when import How, Reading, When
from claims.vocab import DatePrecision

_INDEX = by_start(
    [
        *named_rules.RULES,
        *relative_rules.RULES,
        *length_rules.RULES,
        *calendar_rules.RULES,
        *figure_rules.RULES,
        *year_rules.RULES,
        *clock_rules.RULES,
    ]
)


def read_dates(text: str, published: dt.date | None, *, loose: bool = False) -> list[Reading]:
    """Every expression of time in a text, read in order.

    Args:
        text: all that is looked at.
        published: the day everything is told from; a datetime for hours and minutes.
        loose: take what is a time only where people make appointments ("at 6") as well, and tell
            everything from `published`, nothing from a date named before.
    """
    page = page_of(text)
    found = join_all(scan(page, _INDEX), page)
    if not loose:
        found = [one for one in (_settled(one, page) for one in found) if not one.weak]
    readings: list[Reading] = []
    anchor: Reading | None = None
    for one in found:
        readings.append(resolve(one, _stand(one, page, published, anchor, loose=loose)))
        if _is_anchor(readings[-1]):
            anchor = readings[-1]
    return readings


def _settled(one: Found, page: Page) -> Found:
    """Whether "in two weeks" is a day ahead or how long it took, by the words around it."""
    if not one.weak or not isinstance(one.phrase, Shift):
        return one
    if _looks_ahead(one, page):
        return replace(one, weak=False)
    return Found(one.start + len("in "), one.end, one.phrase.by)


def _stand(
    one: Found, page: Page, published: dt.date | None, anchor: Reading | None, *, loose: bool
) -> Stand:
    now = None if published is None else day_number(published.year, published.month, published.day)
    second = 0
    if isinstance(published, dt.datetime):
        second = published.hour * 3600 + published.minute * 60 + published.second
    near = not loose and _is_near(anchor, one, page)
    return Stand(now, second, anchor.when if anchor else None, near, _looks_ahead(one, page), loose)


def _is_anchor(reading: Reading) -> bool:
    """Whether what follows can be told from it; "that year" and "the past months" only look back."""
    when, phrase = reading.when, reading.found.phrase
    if when is None or when.grain is DatePrecision.DURATION or isinstance(phrase, Window):
        return False
    if isinstance(phrase, Deictic) and phrase.base is Base.ANCHOR:
        return False
    return when.first is not None


def _is_near(anchor: Reading | None, one: Found, page: Page) -> bool:
    """Whether the date before has a year of its own and stands in the same paragraph."""
    if anchor is None or one.start - anchor.found.end > 600 or not _says_year(anchor):
        return False
    return "\n" not in page.folded[anchor.found.end : one.start]


def _says_year(reading: Reading) -> bool:
    when: When | None = reading.when
    phrase = reading.found.phrase
    if isinstance(phrase, Timed):
        phrase = phrase.date.phrase
    if when is None or when.grain not in {DatePrecision.DAY, DatePrecision.MONTH, DatePrecision.TIME}:
        return False
    return isinstance(phrase, Fields) and (phrase.year is not None or when.how is How.YEAR_BEFORE)


#: News tells the past in the past tense: what opens, or is wanted, is still to come.
_PRESENT = (
    r"(?<!was )(?<!were )(?:re-?)?open(?:s| on| in)|closes (?:on|in)|begins|starts|resumes|meets"
    r"|ends (?:on|in|at)|(?:begin|start|resume|meet) (?:on|in|at)|takes? effect|comes? into force"
    r"|goe?s? to the polls|wants?|seeks?|seeking|hopes?|expects?|forecasts?|(?:is|are) (?:on|in)(?= ?$)"
)
_PAST = (
    r"said|says|told|announced|reported|added|was|were|had|did|tweeted|wrote|since|ago|last|met|lost|fell|rose"
    r"|won|began|left|took|came|went|made|held|sold|paid|found|led|saw|sent|ran|broke|hit|became|built|sank|grew"
    r"|died|killed|posted|released|published|confirmed|(?<!be )[a-z]+ed (?:on|in|at|late|early)"
)
_AHEAD = re.compile(
    r"(?P<ahead>\b(?:will|shall|would|won't|going to|is to|are to|was to|were to|set to|due|scheduled"
    r"|rul(?:e|es|ed|ing) out|slated|planned|plans|expected|upcoming|expires?|starting|deadline|next"
    r"|to be held"
    r"|(?:case|calls?|bets?|hopes?|odds|chances?|prospects?) (?:for|of)|bets? on"
    rf"|hopes to|aims to|can|could|might|(?:until|till)(?=(?: [a-z-]+){{0,2}} ?$)|{_PRESENT})\b|'ll\b)"
    rf"|(?P<back>\b(?:{_PAST})\b)"
)
#: "To ration water from Monday", "bookings for July".
_BOOKED = re.compile(
    r"(?:\bto [a-z]+ (?:[a-z-]+ ){0,3}from|\b(?:bookings|reservations|orders|tickets|outlook|schedule) for) $"
)
_AFTER = re.compile(
    r"(?:,? (?:\w+ )?)?(?:will|shall|would|is to|are to|is due|is set|is scheduled|is expected)\b"
)
_CLAUSE = re.compile(r"[.;:!?](?: |$)|\n")


def _is_thing(cue: re.Match[str], before: str) -> bool:
    """Whether a cue is a thing of which something is told: "approved plans", "its forecast"."""
    return cue[0] in _THINGS and _OF_A_THING.search(before[: cue.start()]) is not None


_THINGS = frozenset({"plans", "forecast", "forecasts", "wants", "hopes", "expires"})
_OF_A_THING = re.compile(
    r"\b(?:an?|the|its|his|her|their|our|any|no|new|of|for|on|to|with|about|over|against|these|those|some|all"
    r"|[a-z]+ed|[a-z]+'s?) $"
)


def _looks_ahead(one: Found, page: Page) -> bool:
    """Whether the last word of time before the date in its clause, or the one behind it, is of the future."""
    before = page.before(one.start, 80)
    if clause := list(_CLAUSE.finditer(before)):
        before = before[clause[-1].end() :]
    if _BOOKED.search(before):
        return True
    cues = [cue for cue in _AHEAD.finditer(before) if not _is_thing(cue, before)]
    if cues:
        return cues[-1]["ahead"] is not None
    if page.folded.startswith(("until ", "till "), one.start):
        return True
    return bool(_AFTER.match(page.folded, one.end))
