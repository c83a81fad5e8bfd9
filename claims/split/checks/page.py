"""An article as the checks look at it: its sentences, its numbers, and which claim stands where."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise

from claims.models.analysis import Bounds, QuantityDraft
from claims.models.drafts import ClaimDraft
from claims.split.checks.frames import Frame, frames_of
from claims.split.checks.pairs import pairs_of
from claims.split.checks.places import stretches
from claims.split.dates.words import fold
from claims.split.sentences import paragraphs

_STOP = re.compile(r"[.!?…][\"'”’»)\]]*\s+(?=[\"'“‘«(\[]*[A-Z0-9])")
#: "No. 3", "Mr. Moor", "J. Moor" and "U.S. Navy" go on.
_NO_STOP = re.compile(
    r"(?:\b(?:no|nos|mr|mrs|ms|dr|st|sen|rep|gov|gen|col|lt|sgt|capt|prof|vs|jan|feb|mar|apr|jun|jul|aug|"
    r"sept?|oct|nov|dec|art|vol|approx|ca)|\b[A-Z]|\.[A-Z])$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<![\w.,$€£-])(?:1[89]|20)\d\d(?![\w%]|[.,]\d)")


@dataclass(frozen=True, eq=False)
class Page:
    """One article with its drafts; all offsets are code points of `text`."""

    text: str
    drafts: Sequence[ClaimDraft]
    published: date | None

    @cached_property
    def low(self) -> str:
        """The text in lower case with plain quotes and spaces; no offset moves."""
        return fold(self.text).replace("\n", " ")

    @cached_property
    def paragraphs(self) -> list[Bounds]:
        """Its paragraphs in order."""
        return paragraphs(self.text, 0, len(self.text))

    @cached_property
    def _paragraph_starts(self) -> list[int]:
        return [start for start, _ in self.paragraphs]

    def paragraph_start(self, at: int) -> int:
        """Where the paragraph begins that a place stands in."""
        before = bisect_right(self._paragraph_starts, at)
        return self._paragraph_starts[before - 1] if before else 0

    @cached_property
    def sentences(self) -> list[Bounds]:
        """Its sentences in order, by punctuation; none goes over a paragraph's end."""
        return [found for start, end in self.paragraphs for found in self._sentences_in(start, end)]

    def _sentences_in(self, start: int, end: int) -> Iterator[Bounds]:
        stops = (stop for stop in _STOP.finditer(self.text, start, end) if not self._goes_on(stop))
        edges = [start, *(stop.end() for stop in stops), end]
        return ((one, two) for one, two in pairwise(edges) if one < two)

    def _goes_on(self, stop: re.Match[str]) -> bool:
        at = stop.start()
        return self.text[at] == "." and _NO_STOP.search(self.text[max(0, at - 8) : at]) is not None

    @cached_property
    def _starts(self) -> list[int]:
        return [start for start, _ in self.sentences]

    def sentence_numbers(self, start: int, end: int) -> range:
        """The numbers of the sentences a stretch has words of."""
        first = bisect_right(self._starts, start) - 1
        return range(max(first, 0), bisect_left(self._starts, max(end, start + 1)))

    @cached_property
    def by_sentence(self) -> dict[int, list[tuple[Bounds, int]]]:
        """The stretches of the claims by the sentence they stand in, each with its draft's index."""
        found: dict[int, list[tuple[Bounds, int]]] = defaultdict(list)
        for index, draft in enumerate(self.drafts):
            for start, end in stretches(draft):
                for number in self.sentence_numbers(start, end):
                    found[number].append(((start, end), index))
        return found

    @cached_property
    def claimed(self) -> list[Bounds]:
        """The sentences that yield a claim, in order."""
        return [self.sentences[number] for number in sorted(self.by_sentence) if number < len(self.sentences)]

    def claims_on(self, places: Iterable[Bounds]) -> list[int]:
        """The drafts with a word in one of these stretches, in order."""
        return sorted({index for place in places for index in self._on(place)})

    def _on(self, place: Bounds) -> Iterator[int]:
        for number in self.sentence_numbers(*place):
            for (start, end), index in self.by_sentence.get(number, ()):
                if start < place[1] and place[0] < end:
                    yield index

    @cached_property
    def quantities(self) -> list[QuantityDraft]:
        """Every number of a claim once, in reading order."""
        places = {(one.start, one.end): one for draft in self.drafts for one in draft.quantities}
        return [places[place] for place in sorted(places)]

    @cached_property
    def _quantity_starts(self) -> list[int]:
        return [one.start for one in self.quantities]

    def quantities_in(self, start: int, end: int) -> list[QuantityDraft]:
        """The numbers in a stretch, in reading order."""
        first, stop = bisect_left(self._quantity_starts, start), bisect_left(self._quantity_starts, end)
        return [one for one in self.quantities[first:stop] if one.end <= end]

    @cached_property
    def pairs(self) -> list[tuple[Frame, Frame]]:
        """Pairs of claims from different sentences that may say the same, in order."""
        return list(pairs_of(frames_of(self.text, self.drafts, self.sentence_numbers)))

    @cached_property
    def years(self) -> frozenset[int]:
        """The years the article names in figures."""
        return frozenset(int(match[0]) for match in _YEAR.finditer(self.text))


def years_in(words: str, start: int = 0, end: int | None = None) -> list[tuple[int, Bounds]]:
    """The years from 1800 on that stand in a stretch, with their places."""
    stop = len(words) if end is None else end
    return [(int(match[0]), match.span()) for match in _YEAR.finditer(words, max(0, start), stop)]
