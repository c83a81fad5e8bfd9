"""Times told from where one stands: "yesterday", "last week", "the past three years", "the day before"."""

from __future__ import annotations

import re

from claims.split.dates import counting
from claims.split.dates.counting import COUNT, ORDINAL, count_of, is_vague, ordinal_of
from claims.split.dates.phrases import (
    Base,
    Deictic,
    Fields,
    Found,
    Length,
    Now,
    Nth,
    Open,
    Part,
    PartOf,
    Phrase,
    Side,
    Stepped,
    StyledYear,
    Vague,
    WeekNumber,
    Window,
)
from claims.split.dates.rules import FIGURE, Page, rule
from claims.split.dates.words import DAY_PART, FULL_WEEKDAY, IN_SECONDS, UNIT, UNITS, WEEKDAY, WEEKDAYS, Unit

#: How far each word steps, and from where.
STEPS = {
    "last": (-1, Base.NOW),
    "past": (-1, Base.NOW),
    "this": (0, Base.NOW),
    "current": (0, Base.NOW),
    "next": (1, Base.NOW),
    "coming": (1, Base.NOW),
    "upcoming": (1, Base.NOW),
    "previous": (-1, Base.EITHER),
    "preceding": (-1, Base.EITHER),
    "prior": (-1, Base.EITHER),
    "following": (1, Base.EITHER),
    "ensuing": (1, Base.EITHER),
    "subsequent": (1, Base.EITHER),
    "same": (0, Base.ANCHOR),
    "that": (0, Base.ANCHOR),
}
_LONG = "this (?:past|coming|upcoming|current|same|very)|that (?:same|very)|next following"
_WHICH = rf"(?:{_LONG}|{'|'.join(STEPS)})"
#: Such a word right before something else.
WHICH = re.compile(rf"\b(?:the )?(?P<which>{_WHICH}) (?:calendar )?$")
_DAYS = {
    "today": 0,
    "tonight": 0,
    "tonite": 0,
    "overnight": 0,
    "yesterday": -1,
    "tomorrow": 1,
    "tommorow": 1,
    "tomorow": 1,
    "tmrw": 1,
    "tmr": 1,
}
_STYLES = "fiscal|financial|school|academic|business|working|work|full|calendar"
_OF_PEOPLE = {"fiscal": "fiscal", "financial": "fiscal", "school": "school", "academic": "academic"}
_AT_WORK = frozenset({"business", "working", "work"})


def step_of(which: str) -> tuple[int, Base]:
    """How many steps a word like "last" or "this coming" goes, and from where."""
    first, _, second = which.partition(" ")
    return STEPS[second if second in {"past", "coming", "upcoming", "following"} else first]


def _whole(match: re.Match[str], page: Page, phrase: Phrase, *, weak: bool = False) -> Found:
    """A stretch with "the" before it, which belongs to it."""
    start = match.start()
    start -= 4 if page.before(start, 5) in {" the ", "the ", "\nthe "} else 0
    return Found(start, match.end(), phrase, weak)


def _night(unit: str) -> str:
    return "night" if unit == "night" else ""


def _deictic(match: re.Match[str], page: Page) -> Found | None:
    """As in "last week", "the past decade", "the next day", "this fiscal year"."""
    steps, style = step_of(match["which"])[0], match["style"] or ""
    if not _is_time(match, page) or _OWN_AFTER.match(page.folded, match.end()):
        return None
    if match["unit"].endswith("s"):
        return _plural(match, page, steps)
    if style in _OF_PEOPLE:
        return _whole(match, page, StyledYear(_OF_PEOPLE[style], None, steps))
    if UNITS[match["unit"]] in IN_SECONDS:
        window = Window(1, UNITS[match["unit"]], ahead=steps > 0)
        return _whole(match, page, window, weak=True) if steps else None
    return _whole(match, page, _one_unit(match, page))


def _is_time(match: re.Match[str], page: Page) -> bool:
    """Whether it is one: "said that year" and "last-minute" are none."""
    said = match["which"] == "that" and _CLAUSE.search(page.before(match.start()))
    return not said and page.after(match.end(), 1) != "-"


def _one_unit(match: re.Match[str], page: Page) -> Phrase:
    unit, (steps, base) = UNITS[match["unit"]], step_of(match["which"])
    before = page.before(match.start())
    if unit is Unit.DAY and match["which"] == "this" and before.endswith("to "):
        return Vague(ahead=False)
    if match["which"].endswith("past") and unit is not Unit.DAY:
        return Window(1, unit, ahead=False)
    if match["which"] == "next" and before.endswith("the ") and unit in _NARRATED:
        base = Base.EITHER
    part = "work" if match["style"] in _AT_WORK else _night(match["unit"])
    return Deictic(unit, steps, base, part)


#: "The next day" is told of the past, "next day" is not.
_NARRATED = frozenset({Unit.DAY, Unit.WEEK, Unit.MONTH, Unit.YEAR})
_CLAUSE = re.compile(r"\b(?:said|says|told|noted|added|so|all) $")
_OWN_AFTER = re.compile(r" of (?:his|her|its|their|my|your|our|life|school|college|pregnancy)\b")


def _plural(match: re.Match[str], page: Page, steps: int) -> Found | None:
    """As in "the coming weeks": nobody can say how many."""
    if not steps or not page.before(match.start()).endswith(("the ", "in ", "over ")):
        return None
    return _whole(match, page, Vague(ahead=steps > 0))


def _recent(match: re.Match[str], _page: Page) -> Found:
    return Found(*match.span(), Vague(ahead=False))


#: What "will last three days" is no stretch behind us.
_TO_LAST = re.compile(r"\b(?:will|would|can|could|may|might|shall|should|must|to|not|n't|did|does) $")


def _window(match: re.Match[str], page: Page) -> Found | None:
    """As in "the past three years", "next five days", "the 2 upcoming months"."""
    steps, base = step_of(match["which"])
    if match["which"] == "last" and _TO_LAST.search(page.before(match.start())):
        amounts = ((count_of(match["n"]), UNITS[match["unit"]]),)
        return Found(match.start("n"), match.end(), Length(amounts, is_vague(match["n"])))
    if not steps or _OWN_AFTER.match(page.folded, match.end()):
        return None
    unit = UNITS[match["unit"]]
    unit = Unit.WORKDAY if unit is Unit.DAY and match["style"] in _AT_WORK else unit
    window = Window(count_of(match["n"]), unit, steps > 0, base, vague=is_vague(match["n"]))
    return _whole(match, page, window)


def _day(match: re.Match[str], page: Page) -> Found | None:
    """As in "yesterday" and "tonight", but not "USA Today"."""
    word, start = match["day"], match.start()
    if page.is_capital(start) and _TITLE_BEFORE.search(page.text[max(0, start - 16) : start]):
        return None
    part = "night" if word in {"tonight", "tonite", "overnight"} else ""
    return Found(*match.span(), Deictic(Unit.DAY, _DAYS[word], Base.NOW, part), weak=word == "overnight")


_TITLE_BEFORE = re.compile(r"\b[A-Z][A-Za-z]+ $")


def _next_but_one(match: re.Match[str], page: Page) -> Found:
    return _whole(match, page, Deictic(Unit.DAY, -2 if match["day"] == "before yesterday" else 2))


def _part_of_day(match: re.Match[str], page: Page) -> Found | None:
    """As in "this morning", "last night", "that evening", "the following morning"."""
    if not _is_time(match, page):
        return None
    return _whole(match, page, Deictic(Unit.DAY, *step_of(match["which"]), match["part"]))


def _neighbour(match: re.Match[str], page: Page) -> Found | None:
    """As in "the year before"; where something is named behind, only a length to count with."""
    unit, word = UNITS[match["unit"]], match["unit"]
    if unit in IN_SECONDS or word.endswith("s"):
        return None
    if page.before(match.start()).endswith("the ") and not _NAMED_AFTER.match(page.folded, match.end()):
        sign = 1 if match["way"] in {"after", "later"} else -1
        return _whole(match, page, Deictic(unit, sign, Base.EITHER, _night(word)))
    return Found(match.start(), match.end("unit"), Length(((1, unit),)), weak=True)


_NAMED_AFTER = re.compile(r" [a-z0-9]")


def _plain(match: re.Match[str], page: Page) -> Found | None:
    """As in "the end of the year", "over the weekend": the present one."""
    unit, before = UNITS[match["unit"]], page.before(match.start(), 40)
    if not before.endswith("the ") or unit in IN_SECONDS or unit in {Unit.SEASON, Unit.QUARTER}:
        return None
    pattern = {Unit.WEEKEND: _OVER, Unit.DAY: _NEVER}.get(unit, _ENDING)
    weak = not pattern.search(before)
    return _whole(match, page, Deictic(unit, 0, Base.NOW, _night(match["unit"])), weak=weak)


_NEVER = re.compile(r"(?!)")
_OVER = re.compile(r"\b(?:over|during|throughout|at|on|by) the $")
_ENDING = re.compile(
    r"\b(?:end|rest|remainder|start|beginning|middle|half|quarter|turn|later|earlier|early|late)(?: of"
    r"| in)? the $"
)


def _nth(match: re.Match[str], _page: Page) -> Found | None:
    """As in "first week", "last four months": a part of what must follow."""
    number = -1 if match["n"] in {"last", "final"} else ordinal_of(match["n"])
    if match["unit"] in {"night", "century", "second"} or not number:
        return None
    unit: Unit | int = WEEKDAYS[match["wd"]] if match["wd"] else UNITS[match["unit"]]
    count = int(count_of(match["count"])) if match["count"] else 1
    return Found(*match.span(), Nth(number, unit, count=max(1, min(count, 999))), weak=True)


def _week_number(match: re.Match[str], _page: Page) -> Found | None:
    week, year = int(match["n"]), match["y"]
    if not 1 <= week <= 53:
        return None
    return Found(*match.span(), WeekNumber(week, int(year) if year else None), weak=not year)


def _end(match: re.Match[str], _page: Page) -> Found:
    """As in "EOY", "end of day"."""
    unit = UNITS[match["unit"] or {"y": "year", "m": "month", "d": "day"}[match["e"]]]
    inner = Found(*match.span(), Deictic(unit, 0))
    return Found(*match.span(), PartOf(Part.END, inner), weak=bool(match["unit"]) or unit is Unit.DAY)


def _weekdays_ago(match: re.Match[str], _page: Page) -> Found:
    """As in "two Sundays ago"."""
    fields = Fields(weekday=WEEKDAYS[match["wd"]])
    return Found(*match.span(), Stepped(fields, -max(1, int(count_of(match["n"])))))


def _now(match: re.Match[str], _page: Page) -> Found:
    return Found(*match.span(), Now(), weak=True)


def _to_date(match: re.Match[str], _page: Page) -> Found:
    return Found(*match.span(), Open(Side.UNTIL, Found(*match.span(), Now())), weak=True)


#: The words a count can begin with.
COUNTS = (*counting.SMALL, "a", "an", "few", "several", "couple", "half", "dozen", "another", FIGURE)
_ORDINALS = (*counting.NTH, *counting.SMALL, "last", "final", FIGURE)
_AROUND = "last|past|previous|preceding|next|coming|upcoming|following|subsequent|prior"
_STYLE, _UNIT = rf"(?:(?P<style>{_STYLES}) )?", rf"(?P<unit>{UNIT})"

RULES = [
    rule(STEPS, rf"(?P<which>{_WHICH}) {_STYLE}{_UNIT}", _deictic),
    rule(
        STEPS,
        rf"(?P<which>{_AROUND}) (?P<n>{COUNT})(?: or [a-z]+)?[ -](?:consecutive )?{_STYLE}{_UNIT}",
        _window,
    ),
    rule(COUNTS, rf"(?P<n>{COUNT}) (?P<which>{_AROUND}) {_STYLE}{_UNIT}", _window),
    rule(STEPS, rf"(?P<which>{_WHICH}) (?P<part>{DAY_PART})\b", _part_of_day),
    rule(["recent"], rf"recent (?:{UNIT})", _recent),
    rule(_DAYS, rf"(?P<day>{'|'.join(_DAYS)})\b", _day),
    rule(["day"], r"day (?P<day>before yesterday|after tomorrow)\b", _next_but_one),
    rule(UNITS, rf"{_UNIT} (?P<way>before|after|earlier|later|prior)\b", _neighbour),
    rule(UNITS, _UNIT, _plain),
    rule(
        _ORDINALS,
        rf"(?P<n>{ORDINAL}|last|final) (?:(?P<count>{COUNT}) )?(?:(?:full|whole|calendar) )?(?:"
        rf"(?P<wd>{WEEKDAY})|{_UNIT})",
        _nth,
    ),
    rule(
        ["week"],
        r"week (?:no\. |number |#)?(?P<n>[0-9]{1,2})\b(?:,? (?:of )?(?P<y>[12][0-9]{3}))?",
        _week_number,
    ),
    rule(["end", "eoy", "eom", "eod"], r"(?:eo(?P<e>[ymd])|end of (?P<unit>day|week|month|year))\b", _end),
    rule(COUNTS, rf"(?P<n>{COUNT}) (?P<wd>{FULL_WEEKDAY})s? ago\b", _weekdays_ago),
    rule(["till", "to"], r"(?:till|to) date\b", _to_date),
    rule(["right", "now"], r"(?:right )?now\b", _now),
]
