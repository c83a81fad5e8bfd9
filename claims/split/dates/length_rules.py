"""How long and how often: "three days", "two weeks later", "in 5 minutes", "every Sunday", "annual"."""

from __future__ import annotations

import re

from claims.split.dates.counting import COUNT, count_of, is_vague
from claims.split.dates.groups import group
from claims.split.dates.phrases import Base, Found, Length, Repeats, Shift
from claims.split.dates.relative_rules import COUNTS
from claims.split.dates.rules import Page, rule
from claims.split.dates.words import (
    DAY_PART,
    DAY_PARTS,
    FULL_WEEKDAY,
    UNIT,
    UNITS,
    WEEKDAY,
    WEEKDAYS,
    Unit,
    one_of,
)

_KIND = (
    r"(?:(?:fiscal|financial|school|academic|business|working|work|full|calendar|consecutive|straight|more"
    r"|long|whole|short|additional)[ -])?"
)
_ONE = rf"(?:{COUNT})[ -]{{1,2}}(?:and a half )?{_KIND}(?:{UNIT})"
_LENGTH = rf"{_ONE}(?:(?:,| and|, and)? {_ONE}){{0,3}}"
_PAIR = re.compile(
    rf"({COUNT})[ -]{{1,2}}(?:and a half )?((?:business|working|work) (?=day))?{_KIND}({UNIT})"
)
_BACK = frozenset({"ago", "earlier", "previously", "prior", "back"})
_FROM_NOW = frozenset({"ago", "from now", "hence", "back", "in the future"})


def length_of(words: str) -> Length:
    """How long a stretch of counts and units says: "2 years, 1 month and 21 days"."""
    pairs = _PAIR.findall(words)
    half = 0.5 if " and a half" in words else 0.0
    amounts = [(count_of(count) + half, Unit.WORKDAY if work else UNITS[unit]) for count, work, unit in pairs]
    return Length(tuple(amounts), any(is_vague(count) for count, _, _ in pairs))


def _length(match: re.Match[str], page: Page) -> Found | None:
    """As in "three days" by themselves; an age is none, nor are "a second" and "2021 weekend"."""
    if _AGE.match(page.folded, match.end()) or _NO_LENGTH.match(match[0]):
        return None
    words = _one_length(match[0])
    return Found(match.start(), match.start() + len(words), length_of(words))


def _one_length(words: str) -> str:
    """The first of "six years and four years", which are two lengths: none counts a unit twice."""
    seen: set[Unit] = set()
    for pair in _PAIR.finditer(words):
        if (unit := UNITS[pair[3]]) in seen:
            return words[: pair.start()].rstrip(" ,").removesuffix(" and").rstrip(" ,")
        seen.add(unit)
    return words


_AGE = re.compile(r"[ -]olds?\b|[ -]of age\b|'? old\b|-(?!long)[a-z]")
_SINGLE = "day|night|week|weekend|month|year|decade|century|hour|minute|quarter|season"
#: More than one of what stands in the singular counts only with a hyphen ("three-day").
_NO_LENGTH = re.compile(
    r"an? (?:second|quarter|season|night|half|day|min|sec|hr)$|[0-9.]+ (?:second|quarter|season)s?$|(?:one"
    r"|a) (?:second|quarter)$|(?!(?:an?|one|1|half an?|a half|another|[0-9]*\.[0-9]+)\b)"
    rf"[a-z0-9,.]+(?: [a-z]+)? (?:{_SINGLE})$"
)


def _turned(match: re.Match[str], page: Page) -> Found | None:
    """A length with a direction: "ago" counts from now, "later" from what was named before."""
    turn = match["turn"]
    if turn in {"prior", "earlier", "later"} and _NOT_TURNED.match(page.folded, match.end()):
        return None
    base = Base.NOW if turn in _FROM_NOW else Base.ANCHOR
    shift = Shift(length_of(match["length"]), -1 if turn in _BACK else 1, base)
    return Found(*match.span(), shift, weak=turn == "back")


_NOT_TURNED = re.compile(r" (?:than|this)\b")


def _in_time(match: re.Match[str], _page: Page) -> Found:
    """As in "in two weeks", which can also say how long something took."""
    return Found(*match.span(), Shift(length_of(match["length"]), 1), weak=not match["time"])


def _repeats(match: re.Match[str], _page: Page) -> Found:
    """As in "every Sunday", "each two days", "Tuesdays": no one time."""
    count, unit = group(match, "n"), group(match, "unit") or "week"
    number = 1 if not count else 2 if count == "other" else int(count_of(count))
    letter = {"y": "Y", "m": "M", "w": "W"}.get(unit[0], "D")
    return Found(*match.span(), Repeats(f"P{number}{letter}"))


def _adverb(match: re.Match[str], _page: Page) -> Found:
    return Found(*match.span(), Repeats(_ADVERBS[match[0]]))


_PERIODS = {
    "PT1H": "hourly",
    "P1D": "daily everyday nightly",
    "P1W": "weekly",
    "P2W": "biweekly bi-weekly fortnightly",
    "P1M": "monthly",
    "P2M": "bimonthly bi-monthly",
    "P3M": "quarterly",
    "P6M": "biannual biannually semiannual semi-annual semiannually semi-annually",
    "P1Y": "annual annually yearly",
    "P2Y": "biennial",
}
_ADVERBS = {word: period for period, words in _PERIODS.items() for word in words.split()}
_TURN = (
    r"(?P<turn>ago|earlier|previously|later|prior|from now|hence|thereafter|afterwards?|back|in the future)\b"
)
_ABOUT = "(?:about |around |just |only |less than )?"

RULES = [
    rule(COUNTS, _LENGTH, _length),
    rule(COUNTS, rf"(?P<length>{_LENGTH}) {_TURN}", _turned),
    rule(["in"], rf"in {_ABOUT}(?P<length>{_LENGTH})(?P<time>'s? time| from now)?", _in_time),
    rule(
        ["every", "each", "any"],
        rf"(?:every|each|any) (?:(?P<n>other|{COUNT}) )?(?:(?P<unit>(?:{UNIT})|workday|weekday)"
        rf"|{WEEKDAY}s?(?:(?:/|, | and | or ){WEEKDAY}){{0,6}}|{DAY_PART})",
        _repeats,
    ),
    rule([f"{day}s" for day in WEEKDAYS], rf"(?:{FULL_WEEKDAY})s\b(?! ?')", _repeats),
    rule(WEEKDAYS, rf"(?:{WEEKDAY}) (?:mornings|afternoons|evenings|nights)\b", _repeats),
    rule([f"{part}s" for part in DAY_PARTS], r"(?:mornings|afternoons|evenings|nights)\b", _repeats),
    rule(["once", "twice"], rf"(?:once|twice) an? (?P<unit>{UNIT})", _repeats),
    rule(_ADVERBS, rf"{one_of(_ADVERBS)}\b", _adverb),
]
