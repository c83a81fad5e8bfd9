"""Component propositions.v1: English text, taken apart into claims that can each be rated alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from threading import Lock
from typing import TYPE_CHECKING

from claims.models.drafts import SegmentDraft, Splitting
from claims.split import sentences
from claims.split.checks import find_hints
from claims.split.coverage import reason_for_none
from claims.split.datelines import behind_dateline
from claims.split.drafts import Progress, claim_draft, spoken
from claims.split.facts import Facts
from claims.split.merging import Raw, Sentence, put_together
from claims.split.naming import with_days
from claims.split.propose import as_a_whole, asks, claims_of
from claims.split.reading import Reading
from claims.split.recognised import recognise
from claims.split.whens import with_when
from claims.vocab import CoverageReason, SegmentKind

if TYPE_CHECKING:
    from claims.models.analysis import Bounds, DateDraft
    from claims.split.parsed import Span
    from claims.split.sentences import Paragraph
    from claims.split.whose import Said, Saying

__all__ = ["LABEL", "claims_of", "split_english"]

LABEL = "propositions.v1"
#: The parser gives back the words of an article when it is done with it; it can do so for one at a time.
_ONE_AT_A_TIME = Lock()


def split_english(
    text: str, segments: Sequence[SegmentDraft], published: date | None, progress: Progress
) -> Splitting:
    """Take an English article apart; a sentence in another script gives no claim and says so."""
    whole = spoken(text, segments)
    spans = [(kind, (behind_dateline(text, *bounds), bounds[1])) for kind, bounds in whole]
    progress(0, len(spans))
    with _ONE_AT_A_TIME, sentences.model().memory_zone():
        paragraphs = list(_parsed(text, spans, progress))
        recognise(paragraphs)
        reading = Reading(text, paragraphs, published, (LABEL, sentences.model_label()))
        found = _put_together(reading, segments, _datelines(text, whole, spans))
    hints = find_hints(text, found.drafts, published)
    drafts = list(found.drafts)
    for number, told in hints.items():
        drafts[number] = replace(drafts[number], hints=told)
    return replace(found, drafts=tuple(drafts))


def _parsed(
    text: str, spans: Sequence[tuple[SegmentKind, Bounds]], progress: Progress
) -> Iterator[Paragraph]:
    for done, paragraph in enumerate(sentences.read(text, spans), 1):
        yield paragraph
        progress(done, len(spans))


def _datelines(
    text: str, whole: Sequence[tuple[SegmentKind, Bounds]], spans: Sequence[tuple[SegmentKind, Bounds]]
) -> list[Sentence]:
    """What stands before the first sentence of a paragraph, for the map."""
    pairs = zip(whole, spans, strict=True)
    cut = ((start, first) for (_, (start, _)), (_, (first, _)) in pairs if start < first)
    found = (sentences.tidy(text, start, first) for start, first in cut)
    return [Sentence(*bounds, CoverageReason.BYLINE) for bounds in found if bounds is not None]


def _put_together(
    reading: Reading, segments: Sequence[SegmentDraft], datelines: Sequence[Sentence]
) -> Splitting:
    raws: list[Raw] = []
    listed: list[Sentence] = [*datelines]
    for number, paragraph in enumerate(reading.paragraphs):
        names, sayings = reading.names_in(number), reading.sayings_in(number)
        facts = Facts(paragraph, names)
        for sentence in sentences.sentences(paragraph.doc):
            listed.append(_sentence(paragraph, sentence, sayings))
            if listed[-1].reason is None:
                raws += _raws(reading, sentence, sayings, facts, place=(len(listed) - 1, len(raws)))
    return put_together(raws, listed, segments)


def _sentence(paragraph: Paragraph, sentence: Span, sayings: Sequence[Saying]) -> Sentence:
    reason = reason_for_none(sentence, title=paragraph.kind is SegmentKind.TITLE)
    if reason is None and asks(sentence, sayings):
        reason = CoverageReason.QUESTION
    return Sentence(paragraph.start + sentence.start_char, paragraph.start + sentence.end_char, reason)


def _raws(
    reading: Reading, sentence: Span, sayings: Sequence[Saying], facts: Facts, place: tuple[int, int]
) -> Iterator[Raw]:
    """The drafts of a sentence; `place` is its number, and that of its first draft."""
    number, first = place
    title = facts.paragraph.kind is SegmentKind.TITLE
    found = claims_of(sentence, sayings) or ([as_a_whole(sentence)] if title else [])
    for one in found:
        said = _with_when(one, facts.names.start, reading.dates)
        inside = tuple(
            first + at
            for at, other in enumerate(found)
            if said.frame is not None and said.frame in other.sayings
        )
        names = facts.names
        pieces = with_days(names.doc, names.start, names.put_in(said.proposition.pieces), reading.open_dates)
        parts = facts.of(said.proposition, sentence) if said.frame is None else ()
        yield Raw(claim_draft(reading, said, pieces, names, parts, title=title), number, inside)


def _with_when(said: Said, start: int, dates: Sequence[DateDraft]) -> Said:
    dated = with_when(said.proposition, start, dates)
    return said if dated is said.proposition else replace(said, proposition=dated)
