"""Percentages of change: "rose 20 percent from 50 to 65"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from claims.models.analysis import QuantityDraft
from claims.split.checks.page import Page
from claims.split.checks.rule import Finding
from claims.split.checks.values import Interval, interval, is_exact, number
from claims.vocab import QuantityKind

PERCENT = QuantityKind.PERCENTAGE
_WHEN = (
    r"(?:,? (?:in|as of) (?:\w+ )?\d{4}|,? (?:a|the|one) (?:year|month|week) (?:earlier|ago|before)"
    r"|,? last (?:year|month|week))?"
)
_FROM = re.compile(r",? (?:up |down )?from (?:a |the )?$")
_TO = re.compile(rf"(?: [\w-]+){{0,2}}?{_WHEN},? to (?:a )?$")
_OR = re.compile(
    rf"(?: [\w-]+){{0,2}}?{_WHEN}"
    r"(?:, or |, an? (?:increase|rise|gain|growth|drop|fall|decrease|decline) of | ?\()$"
)
_FROM_BEFORE = re.compile(r"\bfrom (?:a |the )?$")
_UP = re.compile(
    r"\b(?:rose|rise|risen|rises|rising|grew|grow|grown|grows|increase[ds]?|gain(?:s|ed)?|jump(?:s|ed)?|up|climb(?:s|ed)?|growth|soared|surged)\b"
)
_DOWN = re.compile(
    r"\b(?:fell|fall|falls|fallen|drop(?:s|ped)?|decrease[ds]?|decline[ds]?|down|lost|shrank|shrunk|sank|plunged|slumped|cut|reduced)\b"
)
#: What a word that leads the numbers up may be away from them.
_LEAD = 60


def of_change(page: Page) -> Iterator[Finding]:
    """Find "rose 20 percent from 50 to 65", which is 30 percent."""
    for start, end in page.claimed:
        numbers = page.quantities_in(start, end)
        for first, second, third in zip(numbers, numbers[1:], numbers[2:], strict=False):
            ordered = _ordered(page, first, second, third, start)
            if ordered and all(map(is_exact, ordered)):
                yield from _misfit(page, start, *ordered)


def _ordered(
    page: Page, first: QuantityDraft, second: QuantityDraft, third: QuantityDraft, start: int
) -> tuple[QuantityDraft, QuantityDraft, QuantityDraft] | None:
    """Percentage, earlier and later number, if three numbers are told as such."""
    early, late = page.low[first.end : second.start], page.low[second.end : third.start]
    if _is_percent(first) and _FROM.match(early) and _TO.match(late):
        return first, second, third
    before = page.low[max(start, first.start - 12) : first.start]
    if _is_percent(third) and _FROM_BEFORE.search(before) and _TO.match(early) and _OR.match(late):
        return third, first, second
    return None


def _is_percent(one: QuantityDraft) -> bool:
    return one.kind is PERCENT and "point" not in one.unit.lower() + one.words.lower()


def _misfit(
    page: Page, start: int, percent: QuantityDraft, early: QuantityDraft, late: QuantityDraft
) -> Iterator[Finding]:
    bare = percent.start < early.start and _lends_unit(early, late)
    if not (bare or (early.kind, early.unit) == (late.kind, late.unit)) or early.kind is PERCENT:
        return
    first = min(early.start, percent.start)
    sign = _sign(page.low[max(start, first - _LEAD) : max(late.end, percent.end)])
    told, found = number(percent.value), _change(early, late)
    if (
        not sign
        or told is None
        or found is None
        or found[0] - _slack(told) <= sign * told <= found[1] + _slack(told)
    ):
        return
    at = tuple((one.start, one.end) for one in sorted((percent, early, late), key=lambda one: one.start))
    yield Finding(
        f"From {early.words} to {late.words} is {_in_words(early, late)}; the article says {percent.words}.",
        at,
    )


def _lends_unit(early: QuantityDraft, late: QuantityDraft) -> bool:
    """Say whether the first of "from 20 to 30 crowns" does without its unit."""
    return early.kind is QuantityKind.NUMBER and not early.unit and late.start - early.end == len(" to ")


def _sign(words: str) -> int:
    """1 where words lead up, -1 where they lead down, 0 where they do neither or both."""
    return bool(_UP.search(words)) - bool(_DOWN.search(words))


def _slack(told: Decimal) -> Decimal:
    return max(Decimal(1), told * Decimal("0.03"))


def _change(early: QuantityDraft, late: QuantityDraft) -> Interval | None:
    """The least and the most percent of change between two numbers, for both may be rounded."""
    first, second = interval(early), interval(late)
    if first is None or second is None or first[0] <= 0:
        return None
    return 100 * (second[0] / first[1] - 1), 100 * (second[1] / first[0] - 1)


def _in_words(early: QuantityDraft, late: QuantityDraft) -> str:
    before, after = Decimal(early.value), Decimal(late.value)
    change = 100 * (after - before) / before
    way = "an increase" if change > 0 else "a decrease"
    return f"{way} of {rounded(abs(change))} percent" if change else "no change"


def rounded(value: Decimal) -> str:
    """A percentage with one decimal at most."""
    return f"{value:.1f}".removesuffix(".0")
