"""What the named groups of a date's pattern say: y, era, m, d and wd."""

from __future__ import annotations

import re

from claims.split.dates import counting
from claims.split.dates.counting import YEAR_WORDS, ordinal_of
from claims.split.dates.phrases import Fields
from claims.split.dates.words import MONTHS, WEEKDAY, WEEKDAYS

_ERA = r"(?: ?(?P<era>b\.?c\.?(?:e\b\.?)?|c\.?e\b\.?|a\.?d\b\.?))?"
_NO_COUNT = r"(?! (?:people|men|women|children|percent|per cent|others|dollars|euros|pounds|won)\b)"
_FIGURES = r"(?![0-9]|[.,:][0-9]|[a-z%])"
YEAR = rf"(?P<y>[12][0-9]{{3}}{_FIGURES}|'[0-9]{{2}}\b|{YEAR_WORDS}\b){_ERA}{_NO_COUNT}"
#: After "of" a year of two or three figures is plain as well: "March of 87".
OLD_YEAR = rf"(?P<y>[1-9][0-9]{{2,3}}{_FIGURES}|'?[0-9]{{2}}\b|{YEAR_WORDS}\b){_ERA}{_NO_COUNT}"
#: What may follow a day and a month.
THEN_YEAR = (
    rf"(?:[, ]{{1,3}}(?:(?:of|in|year) )?{YEAR}"
    r"|[, ]{1,3}(?:of |in )?(?P<y3>[1-9][0-9]{2})\b(?=[,;.)\]]))?"
)
#: What may stand before them.
WEEKDAY_FIRST = rf"(?:(?P<wd>{WEEKDAY})\.?,? {{0,2}}(?:the )?)?"
#: The day of a date stands after these, and what follows it is no noun that it counts.
BEFORE_DAY = re.compile(r"\b(?:on|by|until|till|since|from|to|through|before|after|dated) (?:the )?$")
AFTER_DAY = re.compile(
    r"$|[,.;:)?!\n]| ?[–-]|'s | (?:and|or|to|at|when|through|until|till|of (?:this|last|next|the))\b"
)


def group(match: re.Match[str], name: str) -> str | None:
    """A named group, None if the pattern has none of that name."""
    return match.group(name) if name in match.re.groupindex else None


def year_in(words: str | None) -> int | None:
    """The year a text means by its figures or words; of two figures, one from 1940 to 2039."""
    if not words:
        return None
    if not words.lstrip("'").isdigit():
        return counting.year_of(words)
    year = int(words.lstrip("'"))
    return year if year >= 100 else year + (2000 if year < 40 else 1900)


def weekday_in(match: re.Match[str]) -> int | None:
    """The weekday of a match, 0 for Monday."""
    return WEEKDAYS.get(group(match, "wd") or "")


def fields_of(match: re.Match[str], day: str = "d") -> Fields | None:
    """A date with the month in letters; None where there is no such day."""
    year = year_in(group(match, "y") or group(match, "y3"))
    if year and (group(match, "era") or "").startswith("b"):
        year = 1 - year
    number = ordinal_of(match[day]) if group(match, day) else None
    if number is not None and not 1 <= number <= 31:
        return None
    return Fields(year, MONTHS[match["m"].rstrip(".")], number, weekday_in(match))
