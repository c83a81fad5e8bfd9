"""What differs between a claim and a passage, as plain facts beside it. Nothing here suggests a verdict."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from claims.evidence.coverage import uncovered
from claims.evidence.figures import Day, Figure, days_of, figures_of, same_day, same_figure
from claims.evidence.words import STOP, Word, words_of

Span = tuple[int, int]
_Kind = TypeVar("_Kind", Day, Figure)

_DENYING = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|without|neither|nor|cannot|hardly|failed to|denie[sd]|deny)\b"
    r"|\brefused\b|n['’]t\b|않|없|아니|못했|못한",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?…:\n“\"]\s*$|^\s*$")
_CALENDAR = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_CALENDAR_KEYS = frozenset("jan feb mar apr May jun jul aug sep oct nov dec".split())


@dataclass(frozen=True, slots=True)
class Differing:
    """Where things stand that the other text does not have, in code points: in the claim, in the passage."""

    claim: tuple[Span, ...] = ()
    passage: tuple[Span, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.claim or self.passage)


@dataclass(frozen=True, slots=True)
class Hints:
    """What is in a claim or in a passage and not in the other.

    Attributes:
        numbers: numbers by value and unit ("5 million" is 5,000,000); dates are no numbers.
        dates: dates that agree with none of the other's in what both say.
        names: words written as names.
        negations: the words that deny, where one text denies and the other does not.
        uncovered: words of the claim that the passage does not have.
    """

    numbers: Differing
    dates: Differing
    names: Differing
    negations: Differing
    uncovered: tuple[Span, ...]


def hints(claim: str, passage: str, *, title: str = "") -> Hints:
    """Say what differs between a claim and a passage, in words only.

    Args:
        claim: the claim's text.
        passage: the quoted words; their neighbours may stand around them.
        title: what the claim's article is about; its words are not missed in the passage.
    """
    return Hints(
        numbers=_differing(figures_of(claim), figures_of(passage), same_figure),
        dates=_differing(days_of(claim), days_of(passage), same_day),
        names=_names(claim, passage, title),
        negations=_negations(claim, passage),
        uncovered=uncovered(claim, [passage], title=title),
    )


def _differing(
    mine: Sequence[_Kind], theirs: Sequence[_Kind], same: Callable[[_Kind, _Kind], bool]
) -> Differing:
    return Differing(
        tuple((one.start, one.end) for one in mine if not any(same(one, other) for other in theirs)),
        tuple((one.start, one.end) for one in theirs if not any(same(other, one) for other in mine)),
    )


def _names(claim: str, passage: str, title: str) -> Differing:
    known = {word.key for word in words_of(title)}
    in_claim, in_passage = ({word.key for word in words_of(text)} | known for text in (claim, passage))
    return Differing(
        tuple((word.start, word.end) for word in _named(claim) if word.key not in in_passage),
        tuple((word.start, word.end) for word in _named(passage) if word.key not in in_claim),
    )


def _named(text: str) -> Iterator[Word]:
    """Words written as names; the first of a sentence only where a name goes on behind it."""
    words = words_of(text)
    for n, word in enumerate(words):
        day = word.key in _CALENDAR_KEYS or text[word.start : word.end].lower() in _CALENDAR
        if not word.name or word.key in STOP or day:
            continue
        follows = n + 1 < len(words) and words[n + 1].name and text[word.end : words[n + 1].start] == " "
        if follows or not _SENTENCE_END.search(text[max(0, word.start - 3) : word.start]):
            yield word


def _negations(claim: str, passage: str) -> Differing:
    mine, theirs = (tuple(found.span() for found in _DENYING.finditer(text)) for text in (claim, passage))
    return Differing() if bool(mine) == bool(theirs) else Differing(mine, theirs)
