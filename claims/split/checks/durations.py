"""Lengths of time that do not fit the years they stand beside."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claims.models.analysis import Bounds
from claims.split.checks.page import Page, years_in
from claims.split.checks.rule import Finding
from claims.split.quantities import find_quantities
from claims.vocab import QuantityKind

_YEAR = r"(?P<year>(?:1[89]|20)\d\d)"
_SOME_DAY = r"(?:[a-z]+ )?(?:\d{1,2}, )?"
_LATELY = r"(?:the (?:last|past) )?"
_COUNT = (
    r"(?P<count>\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|"
    r"sixteen|seventeen|eighteen|nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-\w+)?)"
)
_LENGTH = rf"(?P<length>{_COUNT} years)"
#: Only a number that is meant to the year is checked.
_HEDGED = re.compile(
    r"\b(?:about|around|some|nearly|almost|roughly|more than|over|less than|at least|up to|under|"
    r"approximately|past|another|next|first|last|every|within|after) $"
)
_AGO = (
    re.compile(rf"\b(?:in|on|since) {_SOME_DAY}{_YEAR}(?:, | \(|, or | – )(?:that is |or )?{_LENGTH} ago\b"),
    re.compile(rf"\b{_LENGTH} ago,? in {_YEAR}\b"),
)
_SINCE = (
    re.compile(rf"\bsince {_SOME_DAY}{_YEAR},?(?: (?:and|or|that is|now))? for {_LATELY}{_LENGTH}\b"),
    re.compile(rf"\b(?:has|have)(?: [\w'-]+){{1,6}}? for {_LATELY}{_LENGTH}, since {_YEAR}\b"),
)
_TWO = r"(?P<from>(?:1[89]|20)\d\d)(?: (?:to|until|till|through|and) | ?[-–] ?)(?P<to>(?:1[89]|20)\d\d)"
_SPAN = (
    re.compile(rf"\b(?:from|between) {_TWO},?(?: or)? for (?:a total of )?{_LENGTH}\b"),
    re.compile(rf"\bfor {_LENGTH},? (?:from|between) {_TWO}\b"),
)


def years_ago(page: Page) -> Iterator[Finding]:
    """Find "in 1990, 25 years ago" in an article of 2021."""
    yield from _until_now(page, _AGO)


def with_years(page: Page) -> Iterator[Finding]:
    """Find "since 2011, for 12 years" in an article of 2021, and "for 12 years from 2011 to 2019"."""
    yield from _until_now(page, _SINCE)
    for pattern in _SPAN:
        for match in pattern.finditer(page.low):
            yield from _span(page, match)


def _span(page: Page, match: re.Match[str]) -> Iterator[Finding]:
    first, last, count = int(match["from"]), int(match["to"]), _count(match["count"])
    # From 2011 to 2019 may count as seven, eight or nine years.
    if first < last and count and abs(count - (last - first)) > 1 and not _is_hedged(page, match):
        says = f"From {first} to {last} is {_years(last - first)}; the article says {match['length']}."
        yield Finding(says, _sorted(match.span("from"), match.span("to"), match.span("length")))


def _until_now(page: Page, patterns: tuple[re.Pattern[str], ...]) -> Iterator[Finding]:
    if page.published is None:
        return
    now = page.published.year
    for pattern in patterns:
        for match in pattern.finditer(page.low):
            year, count = int(match["year"]), _count(match["count"])
            times = {now} | {other for other, _ in years_in(page.low, match.start() - 200, match.end() + 200)}
            fits = any(_is_close(time - year, count) for time in times)
            if count and year <= now and not fits and not _is_hedged(page, match):
                says = (
                    f"{year} is {_years(now - year)} before {now}, the year of publication; the article says"
                )
                yield Finding(f"{says} {match['length']}.", _sorted(match.span("year"), match.span("length")))


def _is_close(years: int, count: int) -> bool:
    """Say whether a count fits; a round one may be two years off."""
    return abs(years - count) <= (2 if count % 10 == 0 else 1)


def _is_hedged(page: Page, match: re.Match[str]) -> bool:
    at = match.start("length")
    return _HEDGED.search(page.low[max(0, at - 20) : at]) is not None


def _count(words: str) -> int:
    """What a number is worth, 0 if it is none."""
    if words.isdigit():
        return int(words)
    found = find_quantities(words)
    return int(found[0].value) if len(found) == 1 and found[0].kind is QuantityKind.NUMBER else 0


def _years(count: int) -> str:
    return f"{count} year" if count == 1 else f"{count} years"


def _sorted(*places: Bounds) -> tuple[Bounds, ...]:
    return tuple(sorted(places))
