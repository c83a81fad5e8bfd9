"""What is found in a whole parsed article before its sentences are taken apart."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from claims.models.analysis import AttributionDraft, DateDraft, MentionDraft, QuantityDraft
from claims.split.bodies import with_bodies
from claims.split.callings import with_callings
from claims.split.dates import find_dates
from claims.split.doubt import with_doubt, without_speakers
from claims.split.mentions import Mention, find_mentions, to_draft
from claims.split.naming import Names, open_dates
from claims.split.quantities import find_quantities
from claims.split.rivals import with_rivals
from claims.split.speech import find_attributions
from claims.split.standins import StandIn, stand_ins
from claims.split.topics import with_topics
from claims.split.whose import Saying, sayings_in

if TYPE_CHECKING:
    from claims.split.sentences import Paragraph


@dataclass(frozen=True)
class Reading:
    """A parsed article and the day it was published; everything else is found when it is asked for."""

    text: str
    paragraphs: Sequence[Paragraph]
    published: date | None
    made_by: tuple[str, ...]

    @cached_property
    def dates(self) -> list[DateDraft]:
        """In reading order."""
        return [
            one for start, end in self._bounds() for one in find_dates(self.text, self.published, start, end)
        ]

    @cached_property
    def quantities(self) -> list[QuantityDraft]:
        """In reading order."""
        return [one for start, end in self._bounds() for one in find_quantities(self.text, start, end)]

    @cached_property
    def open_dates(self) -> dict[int, DateDraft]:
        """The dates that need the day of publication to be read, by where they end."""
        return open_dates(self.dates)

    @cached_property
    def mentions(self) -> list[MentionDraft]:
        """The words that stand for a name, or may stand for several, in reading order."""
        return [to_draft(one, self.text) for one in self._mentions if one.name or one.candidates]

    def names_in(self, number: int) -> Names:
        """Who is meant in a paragraph, by its number."""
        return Names(
            self.text,
            self.paragraphs[number],
            self._by_paragraph[number],
            self._stand_ins[number],
        )

    def sayings_in(self, number: int) -> list[Saying]:
        """Who says what in a paragraph, by its number."""
        return sayings_in(self.paragraphs[number], self._said_in[number])

    def _bounds(self) -> Iterator[tuple[int, int]]:
        for paragraph in self.paragraphs:
            yield paragraph.start, paragraph.start + paragraph.length

    @cached_property
    def _mentions(self) -> list[Mention]:
        found = with_bodies(find_mentions(self.paragraphs), self.paragraphs)
        found = with_doubt(found, self.paragraphs)
        found = with_callings(with_topics(found, self.paragraphs), self.paragraphs)
        found = with_rivals(found, self.paragraphs)
        return without_speakers(found, self.paragraphs)

    @cached_property
    def _stand_ins(self) -> list[dict[int, StandIn]]:
        return stand_ins(self.paragraphs)

    @cached_property
    def _by_paragraph(self) -> dict[int, list[Mention]]:
        found: dict[int, list[Mention]] = defaultdict(list)
        for mention in self._mentions:
            found[mention.at[0]].append(mention)
        return found

    @cached_property
    def _said_in(self) -> dict[int, list[AttributionDraft]]:
        """The attributions that reach into each paragraph; a quotation may run on over several."""
        starts = [paragraph.start for paragraph in self.paragraphs]
        found: dict[int, list[AttributionDraft]] = defaultdict(list)
        for draft in find_attributions(self.paragraphs):
            places = {bisect_right(starts, start) - 1 for start, _ in (*draft.content, *draft.cue)}
            for number in sorted(places):
                found[number].append(draft)
        return found
