"""Claims that say the same: in other words, with another number, or to the contrary."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from claims.split.checks.frames import Counted, Frame
from claims.split.checks.page import Page
from claims.split.checks.rule import Finding
from claims.split.checks.values import can_be_same
from claims.vocab import QuantityKind

#: How many of two claims' words must be common for one to repeat the other.
_ALIKE = 0.7
_FEWEST_WORDS = 3
_QUOTE_LENGTH = 90
#: An undated sentence is about the days around publication.
_FRESH = 10


def told_differently(page: Page) -> Iterator[Finding]:
    """Find "10,000 people took part" beside "12,000 people took part", and "was" beside "was not"."""
    for one, other in page.pairs:
        if _is_same_matter(one, other):
            yield from _other_number(page, one, other)
            yield from _contrary(one, other)


def _is_same_matter(one: Frame, other: Frame) -> bool:
    """Say whether two claims speak of one thing at one time, as far as the words beside can tell."""
    headline = one.headline != other.headline
    return (
        one.turning == other.turning
        and (headline or one.present == other.present)
        and one.draft.hedge == other.draft.hedge
        and not (_says(one) and _says(other) and _says(one) != _says(other))
        and _names_fit(one, other, headline=headline)
    )


def _says(frame: Frame) -> str:
    return frame.draft.claimant.casefold()


def _names_fit(one: Frame, other: Frame, *, headline: bool) -> bool:
    """Say whether the names are the same; a headline may leave some out."""
    if headline:
        first, second = (one, other) if one.headline else (other, one)
        return first.named <= second.words and _in_order(first, second)
    return one.named == other.named and _in_order(one, other)


def _in_order(one: Frame, other: Frame) -> bool:
    """Say whether the names come in the same order, or turned round by a passive."""
    last_words = [[name[-1] for name in frame.names] for frame in (one, other)]
    common = set(last_words[0]) & set(last_words[1])
    first, second = ([word for word in words if word in common] for words in last_words)
    return (first == second) == (one.passive == other.passive) or len(common) < 2


def _dates_fit(page: Page, one: Frame, other: Frame) -> bool:
    if one.dates and other.dates:
        return one.dates == other.dates
    if one.dates == other.dates or one.headline or other.headline:
        return True
    return page.published is not None and all(
        _is_fresh(page.published, day) for _, day in one.dates | other.dates
    )


def _is_fresh(published: date, day: str) -> bool:
    try:
        return abs((published - date.fromisoformat(day)).days) <= _FRESH
    except ValueError:
        return False


def _other_number(page: Page, one: Frame, other: Frame) -> Iterator[Finding]:
    less, more = (one, other) if len(one.words) <= len(other.words) else (other, one)
    headline = one.headline != other.headline
    fewest = _FEWEST_WORDS - (
        headline or (less.words == more.words and bool(one.dates) and one.dates == other.dates)
    )
    is_held = (
        less.words <= more.words and len(less.words) >= fewest and 2 * len(less.words) >= len(more.words)
    )
    if not is_held or one.negated != other.negated or not _dates_fit(page, one, other):
        return
    pair = _differing(one, other)
    if pair is not None:
        yield from _both(one, other, pair)


def _differing(one: Frame, other: Frame) -> tuple[Counted, Counted] | None:
    """The one number the claims tell differently, if all others are the same."""
    if len(one.numbers) != len(other.numbers):
        return None
    left = [number for number in one.numbers if not any(_is_same(number, third) for third in other.numbers)]
    right = [number for number in other.numbers if not any(_is_same(number, third) for third in one.numbers)]
    if len(left) != 1 or len(right) != 1 or not _counts_same(left[0], right[0]):
        return None
    if left[0].quantity.kind is QuantityKind.AGE and not one.names:
        return None
    return left[0], right[0]


def _is_same(one: Counted, other: Counted) -> bool:
    first, second = one.quantity, other.quantity
    return (first.kind, first.unit) == (second.kind, second.unit) and can_be_same(first, second)


def _counts_same(one: Counted, other: Counted) -> bool:
    first, second = one.quantity, other.quantity
    beside = one.behind == other.behind if one.behind and other.behind else one.before == other.before != ""
    return beside and (first.kind, first.unit) == (second.kind, second.unit)


def _both(one: Frame, other: Frame, pair: tuple[Counted, Counted]) -> Iterator[Finding]:
    places = tuple(sorted((number.quantity.start, number.quantity.end) for number in pair))
    for frame, against, (here, there) in ((one, other, pair), (other, one, pair[::-1])):
        says = f"{_called(against)} says {there.quantity.words} where this one says {here.quantity.words}"
        yield Finding(f"{says}: {_quoted(against)}", places, claims=(frame.index,))


def _contrary(one: Frame, other: Frame) -> Iterator[Finding]:
    same = one.words == other.words and one.values == other.values and one.dates == other.dates
    if same and one.negated != other.negated and len(one.words) >= _FEWEST_WORDS:
        for frame, against in ((one, other), (other, one)):
            says = f"{_called(against)} says the contrary: {_quoted(against)}"
            yield Finding(says, tuple(sorted((one.at, other.at))), claims=(frame.index,))


def repeated(page: Page) -> Iterator[Finding]:
    """Find claims that say almost the same, with the same numbers, dates and names."""
    for one, other in page.pairs:
        if _is_same_matter(one, other) and _is_alike(one, other):
            for frame, against in ((one, other), (other, one)):
                says = f"{_called(against)} says almost the same: {_quoted(against)}"
                yield Finding(says, tuple(sorted((one.at, other.at))), claims=(frame.index,))


def _is_alike(one: Frame, other: Frame) -> bool:
    """Say whether one only adds a little to the other; a word in the place of another may change it all."""
    common = one.words & other.words
    return (
        one.values == other.values
        and one.dates == other.dates
        and one.negated == other.negated
        and len(common) >= _FEWEST_WORDS
        and common in (one.words, other.words)
        and len(common) >= _ALIKE * len(one.words | other.words)
    )


def _called(frame: Frame) -> str:
    return f"Claim {frame.index + 1}"


def _quoted(frame: Frame) -> str:
    words = frame.draft.text
    if len(words) > _QUOTE_LENGTH:
        words = words[:_QUOTE_LENGTH].rsplit(" ", 1)[0] + " …"
    return f"“{words}”."
