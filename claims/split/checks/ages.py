"""Ages that do not fit the year of birth."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claims.split.checks.page import Page, years_in
from claims.split.checks.rule import Finding

_AGE = r"(?P<age>\d{1,3})"
_YEAR = r"(?:1[89]|20)\d\d"
_DAY = (
    r"(?:(?:\d{1,2}|jan\w*|feb\w*|mar\w*|apr\w*|may|june?|july?|aug\w*|sep\w*|oct\w*|nov\w*|dec\w*),? ){0,2}"
)
_PLACE = r"(?:in [\w'-]+(?: [\w'-]+)? )?"
_BORN = rf"\bborn {_PLACE}(?:in|on) {_DAY}(?P<born>{_YEAR})\b"
_NOW = re.compile(
    _BORN
    + r"(?: in [\w'-]+(?: [\w'-]+)?)?(?:,| and)?"
    + r"(?: (?:who )?is(?: now| currently)?(?: aged)?| (?:now )?aged)"
    + rf" {_AGE}\b(?! (?:percent|per)|[.,]\d|%)"
)
_THEN_BORN = re.compile(rf"\b{_AGE}-year-old,? (?:who )?(?:was )?{_BORN[2:]}")
_IN_BRACKETS = re.compile(rf"\b(?:is|now) {_AGE}(?: years old)?,? (?:and )?(?:was )?{_BORN[2:]}")
_BETWEEN_COMMAS = re.compile(rf", {_AGE}, (?:who )?was {_BORN[2:]}")
_NEXT_SENTENCE = re.compile(
    _BORN + rf"[^.;\d]{{0,40}}\. (?:he|she) is (?:now )?{_AGE}\b(?! (?:percent|per)|[.,]\d|%)"
)
_AGED_IN = re.compile(_BORN + rf"(?P<between>[^.;]{{0,60}}?)\baged {_AGE} in (?P<died>{_YEAR})\b")
_LIFE = rf"\(?(?P<born>{_YEAR}) ?[-–] ?(?P<died>{_YEAR})\)?"
_AT_AGE = rf"(?:aged|at (?:the )?age(?: of)?|at) {_AGE}\b(?! (?:percent|per|a\.m|p\.m|o'clock)|[.,:]\d|%)"
_DIED = re.compile(
    _BORN + rf"(?P<between>[^.;]{{0,60}}?)\bdied (?:in|on) {_DAY}(?P<died>{_YEAR}),? " + _AT_AGE
)
_LIVED = re.compile(_LIFE + r",? died (?:[\w'-]+ ){0,4}?" + _AT_AGE)
_DIED_NOW = re.compile(
    rf"\bdied (?P<when>[^.;\d]{{0,40}}?){_AT_AGE}[^.;\d]{{0,40}}\. (?:he|she) was {_BORN[2:]}"
)
#: Years named this near an age may be the time it is told of.
_NEAR = 400


def with_birth(page: Page) -> Iterator[Finding]:
    """Find "born in 1970, is now 34" in an article of 2021; no year named nearby may make it fit."""
    if page.published is None:
        return
    for pattern in (_NOW, _THEN_BORN, _IN_BRACKETS, _BETWEEN_COMMAS, _NEXT_SENTENCE):
        for match in pattern.finditer(page.low):
            born, age = int(match["born"]), int(match["age"])
            years = {page.published.year} | _years_around(page, match) - {born}
            if born <= page.published.year and not any(_fits(year - born, age) for year in years):
                yield _finding(page.published.year, born, age, match)


def _years_around(page: Page, match: re.Match[str]) -> set[int]:
    start, end = max(0, match.start() - _NEAR), match.end() + _NEAR
    return {year for year, _ in years_in(page.low, start, end)}


def _fits(years: int, age: int) -> bool:
    return years - 1 <= age <= years


def _finding(year: int, born: int, age: int, match: re.Match[str]) -> Finding:
    old = year - born
    says = f"Someone born in {born} is {old - 1} or {old} in {year}; the article says {age}."
    return Finding(says, tuple(sorted((match.span("born"), match.span("age")))))


def at_death(page: Page) -> Iterator[Finding]:
    """Find "born in 1940 … died in 2011 aged 80", who was 70 or 71."""
    for pattern in (_DIED, _LIVED):
        for match in pattern.finditer(page.low):
            born, died, age = (int(match[name]) for name in ("born", "died", "age"))
            if born <= died and not _fits(died - born, age) and not _is_another(match):
                yield _at_death(born, died, age, match)
    yield from _died_now(page)
    yield from _aged_then(page)


def _died_now(page: Page) -> Iterator[Finding]:
    """Find "died on Monday aged 60. He was born in 1973" in an article of 2021, if no other year is near."""
    for match in _DIED_NOW.finditer(page.low) if page.published is not None else ():
        year = page.published.year if page.published is not None else 0
        born, age = int(match["born"]), int(match["age"])
        years = {year, year - 1} | _years_around(page, match) - {born}
        if born <= year and not any(_fits(one - born, age) for one in years):
            old = year - born
            says = f"Someone born in {born} is {old - 1} or {old} in {year}; the article says {age}."
            yield Finding(says, (match.span("age"), match.span("born")))


def _aged_then(page: Page) -> Iterator[Finding]:
    """Find "born in 1980 and was aged 19 in 1996", who was 15 or 16."""
    for match in _AGED_IN.finditer(page.low):
        born, year, age = (int(match[name]) for name in ("born", "died", "age"))
        if born <= year and not _fits(year - born, age) and not _is_another(match):
            old = year - born
            says = f"Someone born in {born} was {old - 1} or {old} in {year}; the article says {age}."
            yield Finding(says, tuple(match.span(name) for name in ("born", "age", "died")))


def _is_another(match: re.Match[str]) -> bool:
    """Say whether somebody else may have died: "born in 1940, whose father died in …"."""
    between = match.groupdict().get("between") or ""
    return (
        re.search(
            r"\b(?:whose|his|her|their|father|mother|husband|wife|brother|sister|son|daughter)\b", between
        )
        is not None
    )


def _at_death(born: int, died: int, age: int, match: re.Match[str]) -> Finding:
    old = died - born
    says = f"Someone born in {born} who died in {died} was {old - 1} or {old}; the article says {age}."
    return Finding(says, tuple(match.span(name) for name in ("born", "died", "age")))
