"""Times that have a name: holidays, seasons, quarters, wars and ages."""

from __future__ import annotations

import re

from claims.split.dates import counting
from claims.split.dates.counting import ordinal_of
from claims.split.dates.holidays import HOLIDAYS
from claims.split.dates.phrases import Era, Found, Holiday, Portion, Season
from claims.split.dates.rules import FIGURE, Page, rule
from claims.split.dates.words import SEASON, SEASONS, Unit, one_of

#: First and last year or day; "~" in front of those that historians draw differently.
_ERAS = {
    "world war ii/world war 2/world war two/second world war/wwii/ww2/ww ii": "1939-09-01 1945-09-02",
    "world war i/world war 1/world war one/first world war/wwi/ww1/ww i/great war": "1914-07-28 1918-11-11",
    "american civil war/us civil war/u.s. civil war": "1861-04-12 1865-05-26",
    "american revolutionary war/american revolution/revolutionary war": "~1775 1783",
    "french revolution": "~1789 1799",
    "spanish civil war": "1936-07-17 1939-04-01",
    "korean war": "1950-06-25 1953-07-27",
    "vietnam war": "~1955 1975",
    "gulf war": "~1990 1991",
    "cold war": "~1947 1991",
    "great depression": "~1929 1939",
    "napoleonic wars": "~1803 1815",
    "middle ages": "~0500 1499",
    "crusades": "~1095 1291",
    "victorian era/victorian age": "1837-06-20 1901-01-22",
}
_ERA_DAYS = {name: days for names, days in _ERAS.items() for name in names.split("/")}


def _holiday(match: re.Match[str], page: Page) -> Found | None:
    """A holiday; "Christmas trees" and "Merry Christmas" only hold its name."""
    name, (start, end) = match["name"], match.span()
    if _THING_AFTER.match(page.folded, end) or _NAME_BEFORE.search(page.text[max(0, start - 20) : start]):
        return None
    told = page.before(start).endswith(("on ", "at ", "last ", "next ", "this "))
    weak = not page.is_capital(start) and not told
    return Found(start, end, Holiday(name, int(match["y"]) if match["y"] else None), weak)


#: "Anna Christmas", "Merry Christmas": a capital within the sentence before it.
_NAME_BEFORE = re.compile(
    r"[a-z,] (?!On |At |By |Since |Until |Before |After |This |Last |Next |The )[A-Z][a-z]+ $|[Mm]erry $"
    r"|[Hh]appy $"
)
_THING_AFTER = re.compile(
    r"(?:-| )(?:trees?|cards?|island|eggs?|bunny|carols?|songs?|parades?|dinners?|markets?|party|parties"
    r"|costumes?|movies?|gifts?|presents?|shopping|lights|decorations|turkey|albums?|speech|message|rising"
    r"|tradition|sales?)\b"
)


def _season(match: re.Match[str], page: Page) -> Found | None:
    """As in "summer of 2019"; alone it stands only where nothing but a season can stand."""
    word, (start, end) = match["s"], match.span()
    if match["y"] is None and not _is_season(word, start, end, page):
        return None
    year = int(match["y"]) if match["y"] else None
    return Found(start, end, Season(SEASONS[word.removesuffix("s")], year))


def _is_season(word: str, start: int, end: int, page: Page) -> bool:
    if _NOT_SEASON.match(page.folded, end) or page.before(start).endswith("-"):
        return False
    if page.is_capital(start) and _NAME_AFTER.match(page.text, end):
        return False
    plain = word.removesuffix("s") in {"summer", "winter", "autumn"} or (
        word == "spring" and page.is_capital(start)
    )
    return plain or bool(_SEASON_BEFORE.search(page.before(start)))


_NAME_AFTER = re.compile(r" [A-Z][a-z]")
_NOT_SEASON = re.compile(
    r"s?(?:-|(?: of (?!last|this|next|[0-9'])| (?:olympics?|paralympics?|games|break|school|camp|house"
    r"|palace|water|into|apart|back|off|on|down|for|in love|short|over|behind|asleep|ill|victim|out|to"
    r"|from|by|under|within|through|field|street|chicken|rolls?|onions?|cleaning|wheat|sports?|squash"
    r"|quarters|hills?|valley)\b))"
)
_SEASON_BEFORE = re.compile(
    r"\b(?:in|during|since|until|by|from|through|last|next|this|early|late|mid|every|each|coming|past"
    r"|following) (?:the )?(?:early |late )?$"
)


def _quarter(match: re.Match[str], page: Page) -> Found | None:
    """As in "Q1 2017", "first quarter of 2013", "H2"; without a year it may be the quarter of a game."""
    number, year = ordinal_of(match["n"]), match["y"]
    unit = Unit.HALF if "h" in match["unit"] else Unit.QUARTER
    if not 1 <= number <= (2 if unit is Unit.HALF else 4):
        return None
    played = unit is Unit.HALF or bool(
        _GAME.search(page.folded, max(0, match.start() - 120), match.end() + 120)
    )
    unsure = played or match["unit"] in {"q", "h"}
    weak = year is None and unsure and not _OF_YEAR.match(page.folded, match.end())
    portion = Portion(number, unit, int(year) if year else None, style=(match["style"] or "").strip())
    return Found(*match.span(), portion, weak)


_GAME = re.compile(
    r"\b(?:touchdowns?|points?|games?|scor\w+|quarterback|coach|halftime|yards?|minutes?|players?|team)\b"
)
_OF_YEAR = re.compile(r" of (?:this|last|next|the|that) ")


def _era(match: re.Match[str], page: Page) -> Found | None:
    """A war or an age, where something happens before, in the course of or after it."""
    if not page.is_capital(match.start()) or not _ERA_BEFORE.search(page.before(match.start(), 32)):
        return None
    days = _ERA_DAYS[match["e"]]
    first, last = days.removeprefix("~").split()
    return Found(*match.span(), Era(first, last, approximate=days.startswith("~")))


_ERA_BEFORE = re.compile(
    r"\b(?:during|since|after|before|until|till|throughout|by|between|following|through|preceding|amid"
    r"|from|and|(?:end|start|outbreak|beginning|middle|course|height|years|days|early|late|rest|remainder"
    r"|duration) of|late|early|mid|post|pre)[ –-](?:the )?$"
)


def _september_11(_match: re.Match[str], _page: Page) -> Era:
    """The attacks of 2001 are known by their day in American figures."""
    return Era("2001-09-11", "2001-09-11")


_YEAR = r"(?P<y>[12][0-9]{3})(?![0-9]|[.,][0-9])"
_NTH = rf"(?P<n>{one_of([*list(counting.NTH)[1:5], '1st', '2nd', '3rd', '4th'])})"
_NO_STYLE = r"(?P<style>(?!))?"

RULES = [
    rule(HOLIDAYS, rf"(?P<name>{one_of(HOLIDAYS)})\b(?:,? (?:of |in )?{_YEAR})?", _holiday),
    rule(
        [*SEASONS, "summers", "winters"],
        rf"(?P<s>{SEASON}s?)\b(?:(?:,? (?:of |in )?(?:the year )?){_YEAR})?",
        _season,
    ),
    rule(
        ["q", "h"],
        rf"{_NO_STYLE}(?P<unit>[qh])(?P<n>[1-4])\b(?:(?:,? |[-/]| of | in )(?:fiscal |fy ?)?{_YEAR})?",
        _quarter,
    ),
    rule([FIGURE], rf"{_NO_STYLE}{_YEAR}[- ]?(?P<unit>[qh])(?P<n>[1-4])\b", _quarter),
    rule([FIGURE], rf"{_NO_STYLE}(?P<n>[1-4])(?P<unit>[qh])(?: ?(?P<y>20[0-9]{{2}}))\b", _quarter),
    rule(
        [*counting.NTH, FIGURE],
        rf"{_NTH}[ -](?P<style>fiscal )?(?P<unit>quarter|half)\b(?! (?:mile|hour|century|inch|dozen"
        rf"|finals?))(?:(?:,? of|,? in|,)?(?: (?:the )?(?:fiscal )?(?:year )?){_YEAR})?",
        _quarter,
    ),
    rule(_ERA_DAYS, rf"(?P<e>{one_of(_ERA_DAYS)})\b", _era),
    rule([FIGURE], r"9/11(?![0-9/])", _september_11),
]
