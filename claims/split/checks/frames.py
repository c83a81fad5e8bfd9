"""Claims as they are compared with each other: their words, names, numbers and dates."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from claims.models.analysis import Bounds, QuantityDraft
from claims.models.drafts import ClaimDraft
from claims.split.checks.places import stretches
from claims.split.checks.words import (
    WORD,
    carries,
    is_negated,
    is_present,
    stem,
    turning_words,
    without_hedges,
    words_in,
)
from claims.vocab import OccurrenceRole, QuantityKind

_POINTS = re.compile(r"(?:he|she|it|they|this|that|these|those|we|i|you|there|one|here)\b", re.IGNORECASE)
_RANKS = frozenset({QuantityKind.ORDINAL, QuantityKind.RANK})
#: A longer claim is a whole sentence of many facts; what its numbers count cannot be told apart.
_MOST_WORDS = 60

Dates = frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Counted:
    """A number of a claim with the stems of the words before and behind it, "" at the edges."""

    quantity: QuantityDraft
    before: str
    behind: str


@dataclass(frozen=True, slots=True)
class Frame:
    """A claim without its small words.

    `names` are runs of words that the article never writes small; `turning` the words that make another
    thing of the rest, its ordinals among them; `sentences` the numbers of those it stands in.
    """

    index: int
    draft: ClaimDraft
    words: frozenset[str]
    names: tuple[tuple[str, ...], ...]
    numbers: tuple[Counted, ...]
    dates: Dates
    turning: frozenset[str]
    present: bool
    negated: bool
    headline: bool
    sentences: frozenset[int]
    at: Bounds

    @property
    def values(self) -> frozenset[tuple[str, str, str, str]]:
        """Its numbers with their units."""
        quantities = (one.quantity for one in self.numbers)
        return frozenset((one.kind, one.value, one.upper, one.unit) for one in quantities)

    @property
    def named(self) -> frozenset[str]:
        """The words of its names."""
        return frozenset(word for name in self.names for word in name)

    @property
    def passive(self) -> bool:
        """Whether the doer comes last: "opened by Moor"."""
        return " by " in f" {self.draft.text} "


def frames_of(
    text: str, drafts: Sequence[ClaimDraft], sentence_numbers: Callable[[int, int], range]
) -> list[Frame]:
    """The claims that can be compared, in order; one about "he" or "this" cannot."""
    small = frozenset(word for word in words_in(text) if word[0].islower())
    kept = ((index, draft) for index, draft in enumerate(drafts) if _is_comparable(draft))
    return [_frame(index, draft, small, sentence_numbers) for index, draft in kept]


def _is_comparable(draft: ClaimDraft) -> bool:
    points = _POINTS.match(draft.text.lstrip("“”\"'‘ "))
    return bool(draft.occurrences) and not points and draft.text.count(" ") < _MOST_WORDS


def _frame(
    index: int, draft: ClaimDraft, small: frozenset[str], sentence_numbers: Callable[[int, int], range]
) -> Frame:
    at = stretches(draft)
    quantities = _told(draft)
    ranks = frozenset(f"#{one.value}" for one in quantities if one.kind in _RANKS)
    taken = [*(one.words for one in quantities), *(one.words for one in draft.dates)]
    rest = without_hedges(_without(draft.text, taken))
    kept = [word for word in words_in(rest) if carries(word)]
    return Frame(
        index=index,
        draft=draft,
        words=frozenset(map(stem, kept)),
        names=_names(rest, small),
        numbers=tuple(_counted(draft.text, one) for one in quantities if one.kind not in _RANKS),
        dates=frozenset((one.first, one.last) for one in draft.dates if one.first or one.last),
        turning=turning_words(rest) | ranks,
        present=is_present(rest),
        negated=is_negated(rest),
        headline=draft.occurrences[0].role is OccurrenceRole.HEADLINE,
        sentences=frozenset(number for start, end in at for number in sentence_numbers(start, end)),
        at=at[0],
    )


def _names(words: str, small: frozenset[str]) -> tuple[tuple[str, ...], ...]:
    """The names in order, each once; "Ada Moor" is one."""
    runs = groupby(words_in(words), key=lambda word: _is_name(word, small))
    return tuple(dict.fromkeys(tuple(map(stem, run)) for is_name, run in runs if is_name))


def _is_name(word: str, small: frozenset[str]) -> bool:
    return word[0].isupper() and word.lower() not in small and carries(word)


def _told(draft: ClaimDraft) -> list[QuantityDraft]:
    """The numbers whose words stand in the claim, each value once."""
    found = {
        (one.kind, one.value, one.upper, one.unit): one
        for one in reversed(draft.quantities)
        if one.words in draft.text
    }
    return sorted(found.values(), key=lambda one: one.start)


def _without(text: str, taken: list[str]) -> str:
    """A claim's words without its numbers and dates."""
    for words in sorted(filter(None, taken), key=len, reverse=True):
        text = _cut_out(text, words)
    return text


def _cut_out(text: str, words: str) -> str:
    """A text without some words; inside of a word they stay: the "12" of "120" does."""
    left, at = "", 0
    while (found := text.find(words, at)) >= 0:
        end = found + len(words)
        inside = text[max(0, found - 1) : found].isalnum() or text[end : end + 1].isalnum()
        left += text[at:end] if inside else text[at:found] + " "
        at = end
    return left + text[at:]


def _counted(text: str, one: QuantityDraft) -> Counted:
    start = max(0, text.find(one.words))
    before, behind = text[:start], text[start + len(one.words) :]
    return Counted(one, _last(before), next(_stems(behind), ""))


def _last(words: str) -> str:
    found = list(_stems(words[-60:]))
    return found[-1] if found else ""


def _stems(words: str) -> Iterator[str]:
    return (stem(match[0]) for match in WORD.finditer(words) if carries(match[0]))
