"""Dates of the calendar: "Tuesday, April 7, 2021", "7 April", "April 2021", "Friday", "the 4th"."""

from __future__ import annotations

import re

from claims.split.dates import counting
from claims.split.dates.counting import DAY, DAY_AFTER, ordinal_of
from claims.split.dates.groups import (
    AFTER_DAY,
    BEFORE_DAY,
    OLD_YEAR,
    THEN_YEAR,
    WEEKDAY_FIRST,
    YEAR,
    fields_of,
    group,
)
from claims.split.dates.phrases import Fields, Found, Range
from claims.split.dates.relative_rules import WHICH
from claims.split.dates.rules import FIGURE, Page, rule
from claims.split.dates.words import GAP, MONTH, MONTHS, WEEKDAY, WEEKDAYS

#: Months whose name is another word too, when it begins with a small letter.
_WORDS = frozenset({"may", "march", "mar", "dec"})
_SHORT = frozenset({*_WORDS, "jan", "jun", "sep", "oct", "nov", "feb", "apr", "jul", "aug", "sept"})
#: After these a month or a short weekday can only be one.
_CUE = re.compile(
    r"(?:\b(?:in|of|since|until|till|by|from|to|through|during|last|next|this|early|late|mid|before|after"
    r"|between|and|every|each|around|past|or|previous|following|coming|later|latest|beginning|throughout"
    r"|for|at) |mid-|\(|[–-] ?)(?:the )?$"
)
_NAME_AFTER = re.compile(r" [A-Z][a-z]+")
_NO_NAME_AFTER = re.compile(
    r" (?:and|or|is|was|the|elections?|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|"
    + "|".join(MONTHS)
    + r")\b"
)
_MONTH_AFTER = re.compile(rf" ?(?:to|through|until|and|or|[-–/]) ?{MONTH}")


def _month_first(match: re.Match[str], page: Page) -> Fields | None:
    """As in "April 7, 2021", "April 2021"; "may ten" and "march first" are no dates in small letters."""
    word, at = match["m"], match.start("m")
    if _counts_something(match, page) or ". The " in page.text[match.start() : match.end()]:
        return None
    sure = word not in {"may", "march"} or page.is_capital(at) or group(match, "y")
    plain = sure or " of " in match[0] or match[0].endswith(("st", "nd", "rd", "th"))
    return fields_of(match) if plain else None


def _counts_something(match: re.Match[str], page: Page) -> bool:
    """Whether a figure behind a month and a comma counts what follows: "3 percent in May, 4 percent"."""
    listed = group(match, "y") is None and re.search(r", ?\d+$", match[0]) is not None
    return listed and re.match(r" ?%| [a-z]", page.folded[match.end() : match.end() + 2]) is not None


def _day_first(match: re.Match[str], page: Page) -> Fields | None:
    """As in "7 April"; "the second march" is a demonstration and "only 5 may attend" a permission."""
    plain = match["m"] not in _WORDS or page.is_capital(match.start("m"))
    return fields_of(match) if plain or group(match, "y") or " of " in match[0] else None


def _days(match: re.Match[str], page: Page) -> Range | None:
    """Two days of one month; each side is found where its own number stands."""
    first, last = fields_of(match, "d"), fields_of(match, "d2")
    if first is None or last is None or (match["m"] in _WORDS and not page.is_capital(match.start("m"))):
        return None
    begin = match.start("d") if match.start("d") < match.start("m") else match.start()
    return Range(Found(begin, match.end("d"), first), Found(match.start("d2"), match.end(), last))


def _month(match: re.Match[str], page: Page) -> Found | None:
    """A month alone, which is also a name, a verb and a demonstration."""
    word, (start, end) = match["m"], match.span()
    fields = Fields(month=MONTHS[word.rstrip(".")])
    if word in {"may", "march"} and not page.is_capital(start):
        sure = page.before(start).endswith(" of ") and AFTER_DAY.match(page.folded, end)
        return Found(start, end, fields, weak=True) if sure else None
    cued = _is_cued(start, end, page)
    if page.before(start).endswith("$") or (word == "may" and not cued):
        return None
    named = _NAME_AFTER.match(page.text, end) and not _NO_NAME_AFTER.match(page.folded, end)
    weak = not cued and (bool(named) or word in _SHORT or not page.is_capital(start))
    return Found(start, end, fields, weak)


def _is_cued(start: int, end: int, page: Page) -> bool:
    """Whether what stands around a month says that it is one."""
    if _MONTH_AFTER.match(page.folded, end):
        return True
    after = page.after(end, 2)
    joined = after.startswith(("-", "'")) and after != "'s" and not after[1:].isdigit()
    return bool(_CUE.search(page.before(start))) and not joined


def _bare_weekday(match: re.Match[str], page: Page) -> Found | None:
    """A weekday alone; "Sunday Times" is a newspaper, and "sat" and "wed" are verbs."""
    word, (start, end) = match["wd"], match.span()
    short = not word.endswith("day")
    if _PAPER.match(page.folded, end):
        return None
    if short and not page.is_capital(start) and not WHICH.search(page.before(start)):
        return None
    cued = match[0].endswith(".") or _CUE.search(page.before(start)) or page.before(start).endswith("on ")
    return Found(start, end, Fields(weekday=WEEKDAYS[word]), short and (not cued or word in {"sun", "sat"}))


_PAPER = re.compile(
    r" (?:times|telegraph|mail|mirror|express|herald|post|world|independent|people|night live|night lights"
    r"|school)\b"
)


def _weekday_and_day(match: re.Match[str], page: Page) -> Found | None:
    """As in "Friday the 13th"; a plain figure may be an hour as well."""
    day = ordinal_of(match["d"])
    verb = match["wd"] in {"sun", "sat", "wed"} and not page.is_capital(match.start())
    # "Friday, the third strike this year" counts strikes.
    counts = match["d"].isalpha() and not AFTER_DAY.match(page.folded, match.end())
    if not 1 <= day <= 31 or verb or counts:
        return None
    return Found(*match.span(), Fields(day=day, weekday=WEEKDAYS[match["wd"]]), weak=match["d"].isdigit())


def _nth_day(match: re.Match[str], page: Page) -> Found | None:
    """As in "the 4th", the day of a month only where nothing else can follow."""
    day, before = ordinal_of(match["d"]), page.before(match.start())
    if not 1 <= day <= 31 or not before.endswith("the ") or not _AFTER_NTH.match(page.folded, match.end()):
        return None
    in_figures = match["d"][0].isdigit() and match["d"][-1].isalpha()
    sure = in_figures and BEFORE_DAY.search(before) and AFTER_DAY.match(page.folded, match.end())
    return Found(*match.span(), Fields(day=day), weak=not sure)


_AFTER_NTH = re.compile(
    AFTER_DAY.pattern + r"| (?:from|between|this|next|last|for|before|after|around)\b|,? [0-9]"
)
_DASH = r"(?: ?[–-] ?| (?:to|through|thru|till|until|til|and) (?:the )?)"
_ANY_DAY = rf"(?P<d>{DAY}|0?[1-9]|[12][0-9]|3[01])"
_DATED = [*MONTHS, *WEEKDAYS]
_NUMBERED = [*counting.NTH, *counting.SMALL, FIGURE]
_M = rf"(?P<m>{MONTH})"

RULES = [
    rule(_DATED, rf"{WEEKDAY_FIRST}{_M}[, -]{{0,2}}(?:the )?(?P<d>{DAY_AFTER}){THEN_YEAR}", _month_first),
    rule(
        [*_NUMBERED, *WEEKDAYS],
        rf"{WEEKDAY_FIRST}(?P<d>{DAY})(?: day)?(?:,? ?(?:of )?(?:the )?){_M}{THEN_YEAR}",
        _day_first,
    ),
    rule(counting.SMALL, rf"(?P<d>{DAY_AFTER})(?: of)? {_M}{THEN_YEAR}", _day_first),
    rule(_DATED, rf"{WEEKDAY_FIRST}{_M}{GAP}(?:the )?{_ANY_DAY}{_DASH}(?P<d2>{DAY}){THEN_YEAR}", _days),
    rule(
        [*_NUMBERED, "from", "between"],
        rf"(?:(?:from|between) (?:the )?)?{_ANY_DAY}{_DASH}(?P<d2>{DAY})(?: of)?,? {_M}{THEN_YEAR}",
        _days,
    ),
    rule(MONTHS, rf"{_M}(?:,? ?(?:(?:of|in) )?(?:the year )?){YEAR}", _month_first),
    rule(MONTHS, rf"{_M} of {OLD_YEAR}", _month_first),
    rule(MONTHS, _M, _month),
    rule(WEEKDAYS, rf"(?P<wd>{WEEKDAY})(?:(?<!day)(?<!days)\.)?", _bare_weekday),
    rule(
        WEEKDAYS,
        rf"(?P<wd>{WEEKDAY}),? (?:the )?(?P<d>{DAY})(?! ?(?:[ap]\.?m|o'?clock|[–-] ?[0-9]))",
        _weekday_and_day,
    ),
    rule(_NUMBERED, rf"(?P<d>{counting.ORDINAL}|[0-3]?[0-9](?![0-9:.,]|[-–][0-9]))\b", _nth_day),
]
