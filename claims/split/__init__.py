"""Third room: clean text goes in, claim drafts come out.

A splitter is a component that gets (text, segments, progress) and gives drafts; `split` puts the
same claim said twice together, whoever found it.

What needs spaCy is imported where it is needed: it takes a second and 150 MB, which whoever only
serves pages need not spend.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from claims.component import Component, pick, shelf
from claims.models.drafts import ClaimDraft, SegmentDraft

if TYPE_CHECKING:
    from claims.split.drafts import Progress

__all__ = ["SPLITTERS", "split"]


def _split_clauses(text: str, segments: Sequence[SegmentDraft], progress: Progress) -> list[ClaimDraft]:
    from claims.split.english import split_clauses

    return split_clauses(text, segments, progress)


def _split_sentences(text: str, segments: Sequence[SegmentDraft], progress: Progress) -> list[ClaimDraft]:
    from claims.split.plain import split_sentences

    return split_sentences(text, segments, progress)


SPLITTERS = shelf(
    "splitters",
    [
        Component(
            "clauses.v1",
            _split_clauses,
            "One claim for each English clause that holds alone, with its attribution and hedge.",
            needs=frozenset({"text", "segments"}),
            gives=frozenset({"drafts"}),
        ),
        Component(
            "sentences.v1",
            _split_sentences,
            "One claim for each sentence, in any language.",
            needs=frozenset({"text", "segments"}),
            gives=frozenset({"drafts"}),
        ),
    ],
)


def split(
    text: str,
    segments: Sequence[SegmentDraft],
    language: str,
    labels: Sequence[str] | None = None,
    progress: Progress | None = None,
) -> list[ClaimDraft]:
    """Take an article apart into claim drafts, in reading order of their first place.

    Args:
        text: the stored text; offsets of drafts are code points in it.
        segments: its segments; only titles, bodies and captions give claims.
        language: ISO 639-1, "" if unknown.
        labels: splitters to run; without it clauses.v1 for English, sentences.v1 for all else.
        progress: called with (paragraphs done, paragraphs in all), once before the first.

    Returns:
        One draft for each claim; a claim said twice is one draft with two occurrences.

    Raises:
        WiringError: if a label is not on the shelf.
    """
    from claims.split.drafts import merged

    if labels is None:
        english = language.lower().replace("_", "-").split("-")[0] == "en"
        labels = ["clauses.v1" if english else "sentences.v1"]
    report = progress or _quiet
    splitters = pick(SPLITTERS, labels, given=("text", "segments"))
    drafts = [draft for part in splitters for draft in part.run(text, segments, report)]
    return merged(drafts, segments)


def _quiet(done: int, total: int) -> None:
    """Nobody wants to know."""
