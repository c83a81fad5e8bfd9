"""Ordinals that do not fit the years listed: "the third since 2011"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from claims.models.analysis import Bounds
from claims.split.checks.page import Page, years_in
from claims.split.checks.rule import Finding
from claims.split.checks.words import stems_of

_WORDS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
_VALUES = {word: value for value, word in enumerate(_WORDS, 1)}
_YEAR = r"(?:1[89]|20)\d\d"
_SINCE = re.compile(
    rf"\b(?P<rank>{'|'.join(_WORDS[1:])}|[2-9](?:nd|rd|th)|1[0-2]th)(?P<noun>(?: [\w'-]+){{0,4}}?)"
    rf" since (?:[\w'-]+ ){{0,6}}?(?P<year>{_YEAR})\b"
)
#: A list of years, with the noun that says of what.
_LIST = re.compile(
    r"\b(?:after|following|follow(?:s|ed)|besides|previous|earlier|other|preceding)(?: the)?"
    r"(?P<noun>(?: [\w'-]+){1,3}?)"
    rf"(?: (?:were|was|came|fell))?(?: (?:held|staged|opened))? (?:in|of|from) "
    rf"(?P<years>{_YEAR}(?:(?:, and |, | and | & ){_YEAR})*)\b"
)
_SAME = frozenset({"those", "ones", "others"})
_SOME = re.compile(
    r"\b(?:most recent\w*|last|latest|including|such as|among|for example|e\.g\.|like|"
    r"two|three|several|many|twice|not)\b"
)


@dataclass(frozen=True, slots=True)
class _Count:
    """An ordinal: what it counts, from which year on, and where it says so."""

    rank: int
    since: int
    at: Bounds
    words: str
    noun: str


def with_years(page: Page) -> Iterator[Finding]:
    """Find "the third since 2011, after those of 2012, 2013 and 2017", which is the fourth."""
    for number, (start, end) in enumerate(page.sentences):
        for match in _SINCE.finditer(page.low, start, end):
            yield from _misfits(page, _count(page, match), number)


def _count(page: Page, match: re.Match[str]) -> _Count:
    words = " ".join(page.text[slice(*match.span())].split())
    return _Count(_rank(match["rank"]), int(match["year"]), match.span(), words, match["noun"])


def _rank(word: str) -> int:
    return _VALUES.get(word) or int(word[:-2])


def _misfits(page: Page, count: _Count, number: int) -> Iterator[Finding]:
    for near in range(max(0, number - 1), min(number + 2, len(page.sentences))):
        for match in _LIST.finditer(page.low, *page.sentences[near]):
            if _is_of_same(count, match["noun"]) and not _is_partial(page, match):
                yield from _misfit(page, count, match)


def _is_of_same(count: _Count, noun: str) -> bool:
    words = set(noun.split())
    return bool(words & _SAME) or bool(stems_of(noun) & stems_of(count.noun))


def _is_partial(page: Page, match: re.Match[str]) -> bool:
    """Say whether only some years are listed, or one of them saw several ("two in 2013")."""
    around = page.low[max(0, match.start() - 20) : match.end("years")]
    return _SOME.search(around) is not None


def _misfit(page: Page, count: _Count, match: re.Match[str]) -> Iterator[Finding]:
    listed = sorted({year for year, _ in years_in(page.low, *match.span("years"))})
    within = [year for year in listed if year >= count.since]
    if len(within) < 2 or len(within) < len(listed) or count.rank in _ranks(page, count, within):
        return
    rank = len(within) + 1
    name = _WORDS[rank - 1] if rank <= len(_WORDS) else f"{rank}th"
    yield Finding(
        f"“{count.words}”: the article lists {_and(within)} before it, which would make this the {name}.",
        tuple(sorted((count.at, match.span("years")))),
        on=(count.at,),
    )


def _ranks(page: Page, count: _Count, years: list[int]) -> set[int]:
    """The ordinals that fit: the first year may or may not count, and this one may be listed too."""
    ranks = {len(years) + 1}
    if count.since in years:
        ranks.add(len(years))
    if page.published is None or max(years) >= page.published.year:
        ranks |= {rank - 1 for rank in ranks}
    return ranks


def _and(years: list[int]) -> str:
    return ", ".join(map(str, years[:-1])) + f" and {years[-1]}"
