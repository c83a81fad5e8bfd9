"""How single expressions are found: a rule is a pattern, the words it can begin with, and what it makes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from claims.split.dates.phrases import Found, Phrase
from claims.split.dates.words import fold

#: Stands for any figure among the words a rule begins with.
FIGURE = "0"
_TOKEN = re.compile(r"[^\W\d_]+|[0-9]+")


@dataclass(frozen=True, slots=True)
class Page:
    """A text as it stands and as it is matched; the same offsets hold in both."""

    text: str
    folded: str

    def before(self, at: int, length: int = 24) -> str:
        """What stands before a place, folded."""
        return self.folded[max(0, at - length) : at]

    def after(self, at: int, length: int = 24) -> str:
        """What stands after a place, folded."""
        return self.folded[at : at + length]

    def is_capital(self, at: int) -> bool:
        """Whether the word at a place begins with a capital."""
        return self.text[at : at + 1].isupper()


def page_of(text: str) -> Page:
    """Make a text ready to be looked at."""
    return Page(text, fold(text))


#: What a rule makes of a match; None if it is no expression of time after all.
Maker = Callable[["re.Match[str]", Page], "Found | Phrase | None"]


@dataclass(frozen=True, slots=True)
class Rule:
    """Tried where a word of `starts` stands."""

    starts: frozenset[str]
    pattern: re.Pattern[str]
    make: Maker


def rule(starts: Iterable[str], pattern: str, make: Maker) -> Rule:
    """A rule that begins with the first word of any of `starts`."""
    heads = frozenset(FIGURE if start[0].isdigit() else re.split(r"\W", start)[0] for start in starts)
    return Rule(heads, re.compile(pattern), make)


def by_start(rules: Iterable[Rule]) -> dict[str, tuple[Rule, ...]]:
    """The rules that may begin with a word, for each such word."""
    index: dict[str, tuple[Rule, ...]] = {}
    for one in rules:
        for start in one.starts:
            index[start] = (*index.get(start, ()), one)
    return index


def scan(page: Page, index: dict[str, tuple[Rule, ...]]) -> Iterator[Found]:
    """Every single expression of a text, in reading order, the longest where several begin."""
    done = 0
    for token in _TOKEN.finditer(page.folded):
        word = token[0]
        tried = index.get(word) or (index.get(FIGURE, ()) if word[0].isdecimal() else ())
        if (
            tried
            and token.start() >= done
            and not _is_glued(page, token.start())
            and (found := _longest(page, tried, token.start()))
        ):
            done = found.end
            yield found


def _is_glued(page: Page, at: int) -> bool:
    """Whether a word or figure only ends a longer one: the "2017" of "AB2017"."""
    return at > 0 and page.folded[at - 1].isalnum()


def _longest(page: Page, tried: Iterable[Rule], at: int) -> Found | None:
    matches = [(one, match) for one in tried if (match := one.pattern.match(page.folded, at))]
    for one, match in sorted(matches, key=lambda pair: -pair[1].end()):
        made = one.make(match, page)
        if made is not None:
            return made if isinstance(made, Found) else Found(at, match.end(), made)
    return None
