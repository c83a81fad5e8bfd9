"""Shares of a whole: "12 of 40, or 40 percent", and parts that come to more than all of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from claims.models.analysis import QuantityDraft
from claims.split.checks.page import Page
from claims.split.checks.percentages import rounded
from claims.split.checks.rule import Finding
from claims.split.checks.values import is_exact, number
from claims.vocab import QuantityKind

_NUMBER = QuantityKind.NUMBER
_OF = re.compile(r"(?: out)? of (?:the |its |their |all |a total of )*$")
_LED = re.compile(r"(?:^|[.!?”\"] )of (?:the |its |their |all |a total of )*$")
#: Between the whole and a part of it: "of 200 voters, 50".
_OF_THEM = re.compile(r"(?: [\w'-]+){1,3}, (?:only |just )?$")
_OR = re.compile(r"(?: [\w'-]+){0,3}?(?:, or | ?\((?:or )?|, that is |, i\.e\.,? | – )$")
_NO_SHARE = re.compile(
    r" ?(?:more|less|fewer|higher|lower|up|down|above|below|over|increase|rise|drop|growth)\b"
)
#: Rounding, and the usual carelessness with it.
_SLACK = Decimal("1.0")
_WORD_SLACK = Decimal(3)

_FOR = re.compile(
    r"\b(?:support\w*|back(?:ed|s)?|favou?r\w*|approv\w*|agree[ds]?|in favou?r|for it|voted yes|said yes)\b"
)
_AGAINST = re.compile(r"\b(?:oppos\w*|disapprov\w*|disagree[ds]?|reject\w*|against|voted no|said no)\b")
_NEITHER = re.compile(
    r"\b(?:abstain\w*|undecided|unsure|no opinion|not sure|did(?:n't| not) know|do(?:n't| not) know)\b"
)
#: So soon behind its percentage an answer comes.
_AT_ONCE = 24
_OF_WHOM = re.compile(r"(?: [\w-]+){0,2} of (?!them\b)")
_REST = re.compile(r"\bthe (?:rest|remaining|remainder)\W+(?:being |of |at )?$")


def in_percent(page: Page) -> Iterator[Finding]:
    """Find "12 of 40, or 40 percent", which is 30 percent."""
    for start, end in page.claimed:
        numbers = page.quantities_in(start, end)
        for at, percent in enumerate(numbers):
            if (
                percent.kind is QuantityKind.PERCENTAGE
                and at
                and is_exact(percent)
                and "point" not in percent.words
            ):
                yield from _misfit(page, numbers[max(0, at - 2) : at], percent, end)


def _misfit(page: Page, before: list[QuantityDraft], percent: QuantityDraft, end: int) -> Iterator[Finding]:
    share = _share(page, before)
    told = number(percent.value)
    if share is None or told is None or not _OR.fullmatch(page.low[before[-1].end : percent.start]):
        return
    first, value, slack = share
    if abs(value - told) > slack and not _NO_SHARE.match(page.low[percent.end : end]):
        words = " ".join(page.text[first.start : before[-1].end].split())
        at = ((first.start, before[-1].end), (percent.start, percent.end))
        yield Finding(f"{words} is {rounded(value)} percent; the article says {percent.words}.", at)


def _share(page: Page, before: list[QuantityDraft]) -> tuple[QuantityDraft, Decimal, Decimal] | None:
    """The number a share begins with, its percentage and how far that may be off."""
    last = before[-1]
    if last.kind is QuantityKind.FRACTION and is_exact(last):
        value = number(last.value)
        slack = _SLACK if any(char.isdigit() for char in last.words) else _WORD_SLACK
        return None if value is None or not 0 < value < 1 else (last, value * 100, slack)
    if len(before) < 2:
        return None
    first, between = before[0], page.low[before[0].end : last.start]
    if _OF.fullmatch(between):
        return _of_two(first, last)
    whole = _OF.search(page.low[max(0, first.start - len(" a total of ")) - 3 : first.start])
    if (whole or _LED.search(page.low[: first.start][-16:])) and _OF_THEM.fullmatch(between):
        return _of_two(last, first)
    return None


def _of_two(part: QuantityDraft, whole: QuantityDraft) -> tuple[QuantityDraft, Decimal, Decimal] | None:
    few, all_of_it = number(part.value), number(whole.value)
    plain = all(one.kind is _NUMBER and is_exact(one) for one in (part, whole))
    if not plain or few is None or all_of_it is None or not 0 < few <= all_of_it:
        return None
    return part, 100 * few / all_of_it, _SLACK


def of_whole(page: Page) -> Iterator[Finding]:
    """Find parts that come to 105 percent, where the words say that they are all parts of one whole."""
    for start, end in page.claimed:
        parts = [one for one in page.quantities_in(start, end) if one.kind is QuantityKind.PERCENTAGE]
        if 2 <= len(parts) <= 12 and all(map(is_exact, parts)) and "point" not in page.low[start:end]:
            yield from _overfull(page, parts, end)


def _overfull(page: Page, parts: list[QuantityDraft], end: int) -> Iterator[Finding]:
    has_rest = _REST.search(page.low[parts[-2].end : parts[-1].start]) is not None
    if not has_rest and not _are_answers(page, parts, end):
        return
    values = [number(one.value) for one in parts]
    total = sum((value for value in values if value is not None), Decimal(0))
    over = total - 100
    if over > len(parts) or (has_rest and -over > len(parts)):
        listed = " + ".join(rounded(value) for value in values if value is not None)
        at = tuple((one.start, one.end) for one in parts)
        yield Finding(f"The parts come to {rounded(total)} percent: {listed}.", at)


def _are_answers(page: Page, parts: list[QuantityDraft], end: int) -> bool:
    """Say whether each percentage is told with another answer: for it, against it, neither.

    Behind all but the first the answer comes at once: "69% of women support it, 45% of men oppose it"
    tells of two wholes.
    """
    stops = [one.start for one in parts[1:]] + [end]
    told = [page.low[one.end : stop] for one, stop in zip(parts, stops, strict=True)]
    groups = [_answer(words) for words in [told[0], *(words[:_AT_ONCE] for words in told[1:])]]
    return None not in groups and len(set(groups)) == len(groups) and not any(map(_OF_WHOM.match, told[1:]))


def _answer(words: str) -> int | None:
    found = [number for number, answer in enumerate((_FOR, _AGAINST, _NEITHER)) if answer.search(words)]
    return found[0] if len(found) == 1 else None
