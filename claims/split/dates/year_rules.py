"""Years, decades and centuries: "2011", "2013–14", "490 BC", "the 1990s", "the 19th century"."""

from __future__ import annotations

import re

from claims.split.dates import counting
from claims.split.dates.counting import ORDINAL, YEAR_WORDS, ordinal_of, year_of
from claims.split.dates.phrases import Century, Decade, Fields, Found, Range, StyledYear
from claims.split.dates.rules import FIGURE, Page, rule

_BC = r"(?:b\.?c\.?e?\b\.?)"
_AD = r"(?:a\.d\.|c\.e\.|ad\b|ce\b)"
_DECADES = ("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties")
#: What makes a figure a year whatever follows.
_STRONG = re.compile(
    r"(?:\b(?:in|since|until|till|during|before|after|from|early|late|mid|circa|ca?\.?|year|years|summer"
    r"|winter|spring|autumn|fall|christmas|by|between|through|throughout|as of|of|and|to|or|olympics|cup"
    r"|born|died|for|around|about|the|dated|since about|b\.|d\.|m\.) ?|\(|mid-|[–-] ?)(?:the )?$"
)
_SURE = re.compile(
    r"(?:\b(?:in|since|until|till|during|before|after|early|late|mid|circa|year|summer|winter|spring"
    r"|autumn|by|between|throughout|as of|born|from) |\(|mid-|\bca?\. ?|\bc\. )$"
)
_SYMBOLS = r"[#$£€¥₩°@+*=.,:_&/\\]|[0-9] ?[-–/x×]|\b[a-z]{1,12}-"
_JOINED_BEFORE = re.compile(rf"(?:{_SYMBOLS})$")
#: What a number of something stands behind.
_NOT_BEFORE = re.compile(
    rf"(?:{_SYMBOLS}|\bno\.? ?|\bnos\.? ?|\b(?:number|article|section|page|pages|pp?\."
    r"|room|case|chapter|highway|route|flight|model|issue|volume|vol\.?|bus|line|version|unit|code"
    r"|building|windows|office|resolution|law|act|bill|order|rule|paragraph|category|figure|table|box|top"
    r"|over|than|nearly|almost|exactly|approximately|roughly|least|most|some|only|just|another|up to"
    r"|total of|crowd of|number of|group of|average of|population of|usd|krw|mk|iso|interstate|i|area) )$"
)
_NOT_JOINED = re.compile(
    r"(?:\b(?:post|pre|mid|early|late|since)-|\b(?:later|earlier|greater|newer|older) than )$"
)
_NOT_AFTER = re.compile(
    r"[0-9]|[.,:][0-9]|%|°|/[0-9]|-[0-9]{1,2}-[0-9]|-(?:word|page|year|foot|meter|metre|seat|mile|strong"
    r"|square|pound|ton|day|member|bed)| ?(?:percent|per cent|km|kg|m|ft|cm|mm|mph|mw|kw|gmt|hours|hrs|utc"
    r"|dollars|euros|pounds|won|yuan|yen|rupees|tons|tonnes|feet|miles|meters|metres|people|men|women"
    r"|children|troops|soldiers|million|billion|thousand|square|times|calories|votes|words|deaths|cases"
    r"|other|or so|of the|of them)\b"
)
_PLURAL_AFTER = re.compile(
    r" (?:[a-z]+(?:ed|ing|ly|an|al|ic|ous|ish|ese)\b )?(?!(?:is|was|has|does|this|plus|as|levels|elections"
    r"|olympics|games|awards|census)\b)[a-z]{2,}s\b"
)
_YEAR_BEFORE = re.compile(r"\b1[0-9]{3} (?:or|and|to|until|till|through|–) (?:about )?$")
_ALONE_BEFORE = re.compile(r"[,.:;)] $|\n$|^$")
_ALONE_AFTER = re.compile(r"[,.;:)](?![0-9])|\n|$")
_FUNCTION_AFTER = re.compile(
    r"$|[^ ]| [^a-z]| (?:was|were|is|had|has|the|and|in|to|by|at|on|that|which|when|an?|for|but|with|as|or"
    r"|he|she|it|they|until|through|from|between|after|before|who|his|her|its|their|would|edition|election"
    r"|census|war|treaty|act)\b"
)
_CITED_AFTER = re.compile(r"[a-d]?(?:[);]|, ?p{1,2}\.)")


def _bare_year(match: re.Match[str], page: Page) -> Found | None:
    """Four figures that can be a year, judged by what stands around them."""
    year, (start, end) = int(match["y"]), match.span("y")
    before, after = page.before(start), page.after(end)
    if _NOT_AFTER.match(after) or (_NOT_BEFORE.search(before) and not _NOT_JOINED.search(before)):
        return None
    return Found(start, end, Fields(year)) if _is_year(year, before, after) else None


def _is_year(year: int, before: str, after: str) -> bool:
    counted = bool(_PLURAL_AFTER.match(after))
    if _SURE.search(before) or _CITED_AFTER.match(after):
        return not counted or year >= 1500 or year % 50 != 0
    strong = bool(_STRONG.search(before))
    if not 1900 <= year <= 2099:
        return _is_old_year(year, before, after) and not counted
    if year % 100 == 0:
        return not counted and (strong or not after.startswith(" ") or not after.strip())
    return not counted or strong or year % 10 != 0


def _is_old_year(year: int, before: str, after: str) -> bool:
    """Before 1900 and after 2099 a year needs more than to stand there."""
    if _YEAR_BEFORE.search(before):
        return True
    if _ALONE_BEFORE.search(before) and _ALONE_AFTER.match(after):
        return year % 50 != 0
    return bool(_STRONG.search(before)) and bool(_FUNCTION_AFTER.match(after)) and year % 100 != 0


def _said_year(match: re.Match[str], _page: Page) -> Fields:
    return Fields(int(match["y"]) if match["y"].isdigit() else year_of(match["y"]))


def _christian_year(match: re.Match[str], _page: Page) -> Fields:
    year = int(match["y"].replace(",", ""))
    return Fields(1 - year if match["bc"] else year)


def _old_year(match: re.Match[str], _page: Page) -> Found | None:
    """Three figures are a year after "c."."""
    return Found(*match.span("y"), Fields(int(match["y"])))


def _maybe_old_year(match: re.Match[str], page: Page) -> Found | None:
    """Three figures after "in" or a dash may be one, if the text has others of the kind."""
    if not _OLD_BEFORE.search(page.before(match.start())) or not _FUNCTION_AFTER.match(
        page.text, match.end()
    ):
        return None
    return Found(*match.span("y"), Fields(int(match["y"])), weak=True)


_OLD_BEFORE = re.compile(
    r"(?:\b(?:in|since|until|around|about|from|to|by|before|after|circa|and|of|when) |[0-9] ?[–-] ?|\()$"
)


def _years(match: re.Match[str], page: Page) -> Range | Fields | None:
    """As in "2013–14", "1901 – 02", "2004/2005"; two years the wrong way round are none."""
    first, words = int(match["y"]), match["y2"]
    last = int(words) if len(words) == 4 else first // 100 * 100 + int(words)
    if not first < last <= first + 400 or _JOINED_BEFORE.search(page.before(match.start())):
        return None
    if len(words) == 2 and match["sep"] == "-" and last != first + 1 and int(words) <= 12:
        return None
    return Range(Found(*match.span("y"), Fields(first)), Found(*match.span("y2"), Fields(last)))


def _decade(match: re.Match[str], _page: Page) -> Decade | Century | None:
    """Ten years, "the 1990s"; "the 1800s" are a century."""
    year = int(match["y"])
    return Century(year // 100 + 1, round=True) if year % 100 == 0 and year != 2000 else Decade(year)


def _short_decade(match: re.Match[str], page: Page) -> Found | None:
    """As in "the '90s", "the nineties", but not "in her nineties"."""
    word, (start, end) = match["y"], match.span()
    if _OWN.search(page.before(start)) or (page.before(start).endswith("roaring ") and word == "forties"):
        return None
    if word.isdigit() and match["quote"] is None and not _IN_THE.search(page.before(start)):
        return None
    tens = int(word) if word.isdigit() else 10 * (2 + _DECADES.index(word))
    century = match["c"] if "c" in match.re.groupindex else None
    base = {None: 0, "nineteen": 1900, "eighteen": 1800, "twenty": 2000}[century]
    return Found(start, end, Decade(base + tens))


_OWN = re.compile(
    r"\b(?:his|her|their|my|your|our|its|whose|in the (?:low|high)) (?:early |late |mid-?)?(?:\w+ )?$"
)
_IN_THE = re.compile(
    r"\b(?:in|of|since|from|during|throughout|until|by|and|to) (?:the )(?:early |late |mid-? ?)?$|\bthe "
    r"(?:early |late |mid-? ?)$"
)


def _century(match: re.Match[str], _page: Page) -> Century | None:
    number = ordinal_of(match["n"])
    return Century(-number if match["bc"] else number) if 1 <= number <= 60 else None


def _centuries(match: re.Match[str], _page: Page) -> Range | None:
    """As in "the 15th to the 19th century"."""
    first, last = ordinal_of(match["n"]), ordinal_of(match["n2"])
    sign = -1 if match["bc"] else 1
    if not 1 <= min(first, last) <= max(first, last) <= 60:
        return None
    return Range(
        Found(*match.span("n"), Century(sign * first)),
        Found(match.start("n2"), match.end(), Century(sign * last)),
    )


def _styled(match: re.Match[str], _page: Page) -> StyledYear | Fields:
    """As in "fiscal 2020", "FY21", "school year 2019", "calendar year 2018"."""
    style = {"f": "fiscal", "s": "school", "a": "academic", "c": ""}[match["style"][0]]
    year = int(match["y"])
    year = year if year > 99 else 2000 + year
    return StyledYear(style, year) if style else Fields(year)


_CENTURY = rf"[ -](?:centur(?:y|ies))\b(?: ?(?P<bc>{_BC})| ?{_AD})?"
_NTH = [*counting.NTH, *counting.SMALL, FIGURE]

RULES = [
    rule([FIGURE], r"(?P<y>[12][0-9]{3})(?![0-9])", _bare_year),
    rule(["year"], rf"years? (?:of )?(?P<y>[12][0-9]{{3}}(?![0-9]|[.,][0-9])|{YEAR_WORDS}\b)", _said_year),
    rule(
        counting.SMALL,
        rf"(?P<y>(?:nineteen|twenty)[ -](?:{counting.ANY_TENS}))\b",
        lambda m, page: _said_year(m, page) if _SURE.search(page.before(m.start())) else None,
    ),
    rule(
        [FIGURE],
        rf"(?P<y>[0-9]{{1,3}},[0-9]{{3}}|[0-9]{{1,6}}) ?(?:(?P<bc>{_BC})|{_AD}(?![a-z0-9]))",
        _christian_year,
    ),
    rule(["ad", "a"], r"(?P<bc>(?!))?(?:a\.?d\.? ?)(?P<y>[0-9]{1,4})(?![0-9])", _christian_year),
    rule(
        ["c", "ca", "circa"], r"(?:c\.? ?|ca\.? ?|circa )(?P<y>[1-9][0-9]{2})(?![0-9]|[.,][0-9])", _old_year
    ),
    rule(
        [FIGURE],
        r"(?P<y>[1-9][0-9]{2})(?![0-9]|[.,:/-][0-9]|%| ?(?:km|m|ft|kg|percent|people)\b)",
        _maybe_old_year,
    ),
    rule(
        [FIGURE],
        r"(?P<y>1[0-9]{3}|20[0-9]{2}) ?(?P<sep>[-–/]) ?(?P<y2>(?:1[0-9]|20)[0-9]{2}|[0-9]{2})(?![0-9]"
        r"|[-/.,][0-9]|%)",
        _years,
    ),
    rule([FIGURE], r"(?P<y>[12][0-9]{2}0)(?:'s|s)\b", _decade),
    rule([FIGURE], r"(?P<quote>(?<='))?(?P<y>[2-9]0)(?:'s|s)\b", _short_decade),
    rule(
        [*_DECADES, *counting.SMALL],
        rf"(?P<quote>(?!))?(?:(?P<c>nineteen|eighteen|twenty)[ -])?(?P<y>{'|'.join(_DECADES)})\b",
        _short_decade,
    ),
    rule(_NTH, rf"(?P<n>{ORDINAL}){_CENTURY}", _century),
    rule(
        _NTH,
        rf"(?P<n>{ORDINAL})(?:[ -]century)?(?: ?[-–/] ?| (?:to|and|through|or|until) )(?:the )?(?:early "
        rf"|late |mid-? ?)?(?P<n2>{ORDINAL}){_CENTURY}",
        _centuries,
    ),
    rule(
        ["fiscal", "school", "academic", "calendar", "financial"],
        r"(?P<style>fiscal|school|academic|calendar|financial)(?:[ -]year)? (?P<y>[12][0-9]{3})(?![0-9])",
        _styled,
    ),
    rule(
        ["fy", "sy", "cy", "ay"], r"(?P<style>fy|sy|cy|ay) ?'?(?P<y>[12][0-9]{3}|[0-9]{2})(?![0-9])", _styled
    ),
]
