"""Times of day: "18:13", "2 p.m.", "half past six", "noon", "3-8pm", "in the morning"."""

from __future__ import annotations

import re

from claims.split.dates import counting
from claims.split.dates.counting import SMALL, count_of
from claims.split.dates.phrases import Clock, Found
from claims.split.dates.rules import FIGURE, Page, rule
from claims.split.dates.words import DAY_PART, DAY_PARTS, one_of

_HOURS = {word: number for word, number in SMALL.items() if 1 <= number <= 12}
_HOUR = rf"(?:[01]?[0-9]|2[0-4])|{one_of(_HOURS)}"
_HALF = r"(?P<half>[ap])(?:\.? ?m\b\.?|\b(?! ?[a-z]))"
_MINUTES = rf"(?:[0-5][0-9]|oh {one_of(_HOURS)}|{counting.ANY_TENS})"
_ZONE = (
    r"(?: ?\(?(?:gmt|utc|[ecmp][sd]?t|kst|jst|bst|cest|cet|ist|msk|local time|eastern|pacific|central|"
    r"(?:eastern|pacific|central|mountain)(?: standard| daylight)? time(?:zone)?)\b\)?(?:[+-][0-9]{1,2}\b)?)?"
)
_NAMED = {"noon": 12, "midday": 12, "midnight": 0, "noontime": 12, "12 noon": 12, "12 midnight": 0}
_MEALS = {"breakfast": (8, 12), "lunch": (11, 13), "dinner": (16, 20)}


def _hour(words: str) -> int:
    return int(words) if words.isdigit() else _HOURS[words]


def _minute(words: str | None) -> int:
    if not words:
        return 0
    return int(words) if words.isdigit() else int(count_of(words.removeprefix("oh ")))


def _seconds(hour: int, minute: int, half: str | None, second: int = 0) -> int | None:
    """Seconds of the day; None where there is no such time."""
    if half and not 1 <= hour <= 12:
        half = None if hour <= 24 else half
    elif half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return hour % 24 * 3600 + minute * 60 + second if hour <= 24 and minute < 60 else None


def _clock(match: re.Match[str], page: Page) -> Found | None:
    """As in "18:13", "6:30 p.m.", "8.30pm", "2 p.m."; "3:2" is a score and "1:1" a talk."""
    hour, half = _hour(match["h"]), match["half"]
    seconds = _seconds(hour, _minute(match["min"]), half, int(match["sec"] or 0))
    if seconds is None or _NOT_CLOCK.search(page.before(match.start())):
        return None
    sure = bool(half) or hour > 12 or match["h"].startswith("0")
    return Found(*match.span(), Clock(seconds, sure=sure, to_minute=match["min"] is not None))


_NOT_CLOCK = re.compile(
    r"(?:[0-9:][.:,/-]?|[$£€#]|\b(?:mark|luke|john|matthew|psalm|genesis|[a-z]+ians|no\.|by) )$"
)


def _oclock(match: re.Match[str], _page: Page) -> Found:
    hour = _hour(match["h"])
    return Found(*match.span(), Clock(hour % 24 * 3600, sure=hour > 12))


def _past(match: re.Match[str], _page: Page) -> Found:
    """As in "half past six", "a quarter to seven", "15 past seven o'clock"."""
    words = match["min"].removeprefix("a ").removesuffix(" minutes").removesuffix(" minute")
    minutes = {"half": 30, "quarter": 15}.get(words) or int(count_of(words))
    sign = -1 if match["way"] in {"to", "of", "till"} else 1
    half = match["half"]
    seconds = _seconds(_hour(match["h"]), 0, half) or 0
    return Found(*match.span(), Clock((seconds + sign * 60 * minutes) % 86400, sure=bool(half)))


def _named(match: re.Match[str], _page: Page) -> Found:
    return Found(*match.span(), Clock(_NAMED[match["name"]] * 3600))


def _military(match: re.Match[str], _page: Page) -> Found | None:
    """As in "1500 GMT", "0730 hours"; without the words after it only a talk about times makes it one."""
    hour, minute = int(match["h"]), int(match["min"])
    if hour > 23 or (not match["zone"] and match["h"][0] != "0"):
        return None
    return Found(*match.span(), Clock(hour * 3600 + minute * 60), weak=not match["zone"])


def _part(match: re.Match[str], page: Page) -> Found | None:
    """As in "in the morning", "afternoon"; "good morning" is none."""
    if _GREETING.search(page.before(match.start())) or page.after(match.end(), 1) == "-":
        return None
    first, last = DAY_PARTS[match["part"]]
    return Found(
        *match.span(), Clock(first * 3600, last * 3600 - (last == 24), part=match["part"]), weak=True
    )


_GREETING = re.compile(r"\b(?:good|happy|saturday night live|opening|fight|wedding) $")


def _meal(match: re.Match[str], _page: Page) -> Found:
    first, last = _MEALS[match["meal"]]
    return Found(
        match.start("meal"),
        match.end(),
        Clock(first * 3600, last * 3600, part=match["meal"], meal=True),
        weak=True,
    )


def _between(match: re.Match[str], page: Page) -> Found | None:
    """As in "3-8pm", "from 2:20 to 3 p.m.": the half of the day is said once for both."""
    half2, part = match["half"], match["part"]
    half2 = half2 or {"morning": "a", None: None}.get(part, "p")
    first, last = _hour(match["h"]), _hour(match["h2"])
    half = match["half1"] or ("a" if half2 == "p" and last % 12 <= first % 12 and first != last else half2)
    one, two = _seconds(first, _minute(match["min1"]), half), _seconds(last, _minute(match["min2"]), half2)
    if one is None or two is None or (match["sep"].strip() == "and" and not match["from"]):
        return None
    if _LOOKS_LIKE_YEARS.search(match[0]) and not half2:
        return None
    sure = bool(half2)
    weak = not sure and not (match["min1"] and match["min2"])
    if weak and (match["from"] is None and not _AFTER_DAY.search(page.before(match.start()))):
        return None
    return Found(*match.span(), Clock(one, two, sure=sure), weak)


_LOOKS_LIKE_YEARS = re.compile(r"\b(?:1[0-9]|20)[0-9]{2}\b")
_AFTER_DAY = re.compile(r"day(?:,| at| from)? $")


def _bare_hour(match: re.Match[str], _page: Page) -> Found | None:
    """As in "at 6": an hour only where people make appointments."""
    minute = _minute(match["min"])
    return Found(
        match.start("h"),
        match.end(),
        Clock(_hour(match["h"]) % 24 * 3600 + minute * 60, sure=False),
        weak=True,
    )


def _ish(match: re.Match[str], _page: Page) -> Found:
    return Found(*match.span(), Clock(_hour(match["h"]) % 24 * 3600, sure=False), weak=True)


_SIDE = rf"(?:{_HOUR})(?:[:.]?[0-5][0-9])?"
_STARTS = [*_HOURS, FIGURE]
_COUNTED = rf"(?:half|(?:a )?quarter|(?:[0-5]?[0-9]|{counting.ANY_TENS}|{one_of(SMALL)})(?: minutes?)?)"

RULES = [
    rule(
        [FIGURE],
        rf"(?P<h>[01]?[0-9]|2[0-4])[:.](?P<min>[0-5][0-9])(?::(?P<sec>[0-5][0-9]))? ?{_HALF}{_ZONE}",
        _clock,
    ),
    rule(
        [FIGURE],
        rf"(?P<half>(?!))?(?P<h>[01]?[0-9]|2[0-4]):(?P<min>[0-5][0-9])(?::(?P<sec>[0-5][0-9]))?"
        rf"(?![0-9:]){_ZONE}",
        _clock,
    ),
    rule(
        _STARTS,
        rf"(?P<min>(?!))?(?P<sec>(?!))?(?P<h>(?:1[0-2]|0?[1-9])|{one_of(_HOURS)})(?: ?\.?|\. ?)"
        rf"(?P<half>[ap]) ?(?:\. ?)?m\b\.?{_ZONE}",
        _clock,
    ),
    rule([FIGURE], r"(?P<min>(?!))?(?P<sec>(?!))?(?P<h>1[0-2]|[1-9])(?P<half>[ap])\b", _clock),
    rule(_HOURS, rf"(?P<sec>(?!))?(?P<h>{one_of(_HOURS)}) (?P<min>{_MINUTES}) {_HALF}", _clock),
    rule(_STARTS, rf"(?P<h>{_HOUR}) ?o'? ?clock\b(?: sharp)?", _oclock),
    rule(
        [*_STARTS, *SMALL, "half", "quarter", "a"],
        rf"(?P<min>{_COUNTED}) (?P<way>past|to|after|of|till) (?P<h>{_HOUR})\b(?! [0-9])(?: o'?clock"
        rf"| ?{_HALF})",
        _past,
    ),
    rule(
        [*SMALL, "half", "quarter", "a"],
        rf"(?P<half>(?!))?(?P<min>{_COUNTED}) (?P<way>past) (?P<h>{_HOUR})\b",
        _past,
    ),
    rule([*_NAMED, FIGURE], rf"(?P<name>{one_of(_NAMED)})\b{_ZONE}", _named),
    rule(
        [FIGURE],
        r"(?P<h>[012][0-9])(?P<min>[0-5][0-9])(?![0-9.:,])(?P<zone> ?(?:gmt|utc|hours|hrs|local time|z\b))?",
        _military,
    ),
    rule(
        ["in", "early", "late", "later", "mid", *DAY_PARTS],
        rf"(?:in (?:the )?)?(?:(?:early|late|mid)[ -])?(?P<part>{DAY_PART})\b",
        _part,
    ),
    rule(_HOURS, rf"(?P<h>{one_of(_HOURS)}) (?P<min>{_MINUTES})\b", _bare_hour),
    rule(
        ["at", "before", "after", "around"],
        rf"(?:at|before|after|around) (?P<meal>{one_of(_MEALS)})\b",
        _meal,
    ),
    rule(
        ["from", "between", *_STARTS],
        rf"(?:(?P<from>from|between) )?(?P<h>{_HOUR})(?:[:.]?(?P<min1>[0-5][0-9]))?(?: ?"
        rf"(?P<half1>[ap])\.?m\b\.?)?(?P<sep> ?[–-] ?| (?:to|till|until|and|through) )(?P<h2>{_HOUR})"
        rf"(?:[:.]?(?P<min2>[0-5][0-9]))?(?![0-9/.:-]|th\b|st\b)(?: ?(?P<half>[ap])\.?m\b\.?| ?o'?clock)?"
        rf"(?: in the (?P<part>morning|afternoon|evening))?\b",
        _between,
    ),
    rule(
        ["at", "around", "for", "by", "from", "until", "till"],
        rf"(?:at|around|for|by|from|until|till) (?P<h>{_HOUR})(?:[ .](?P<min>{_MINUTES}))?(?=$|[,.;!?\n]| "
        rf"(?:on|in|tomorrow|today|this|next|until|to|for)\b)(?![.,][0-9])",
        _bare_hour,
    ),
    rule([FIGURE], rf"(?P<h>{_HOUR})-?ish\b", _ish),
]
