"""Third room: clean text goes in, claim drafts come out, and a map of what became of each sentence.

A splitter is a component that gets (text, segments, published, progress) and gives a `Splitting`.

What needs spaCy is imported where it is needed: it takes a second and 150 MB, which whoever only
serves pages need not spend.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from claims.component import Component, pick, shelf
from claims.models.analysis import Bounds
from claims.models.drafts import ClaimDraft, SegmentDraft, Splitting

if TYPE_CHECKING:
    from claims.split.drafts import Progress

__all__ = ["SPLITTERS", "cut_sentences", "is_english", "read_article", "split"]


def _split_english(
    text: str, segments: Sequence[SegmentDraft], published: date | None, progress: Progress
) -> Splitting:
    from claims.split.english import split_english

    return split_english(text, segments, published, progress)


def _split_sentences(
    text: str, segments: Sequence[SegmentDraft], published: date | None, progress: Progress
) -> Splitting:
    from claims.split.plain import split_sentences

    return split_sentences(text, segments, published, progress)


SPLITTERS = shelf(
    "splitters",
    [
        Component(
            "propositions.v1",
            _split_english,
            "One claim for each proposition of an English text that can be rated alone, traced word by word.",
            needs=frozenset({"text", "segments"}),
            gives=frozenset({"drafts", "coverage"}),
        ),
        Component(
            "sentences.v1",
            _split_sentences,
            "One claim for each sentence, in any language.",
            needs=frozenset({"text", "segments"}),
            gives=frozenset({"drafts", "coverage"}),
        ),
    ],
)


def is_english(language: str) -> bool:
    """Say whether a language (ISO 639-1, with or without a region) is the one that is taken apart."""
    return language.lower().replace("_", "-").split("-")[0] == "en"


def cut_sentences(text: str, tell: Callable[[int, int], None] | None = None) -> Iterator[Bounds]:
    """Cut any text into sentences by its punctuation, in order; headings and lines stand by themselves.

    `tell` is called after each paragraph with the characters that are done, and all there are.
    """
    from claims.split.sentences import paragraphs, plain_sentences

    for start, end in paragraphs(text, 0, len(text)):
        yield from plain_sentences(text, start, end)
        if tell is not None:
            tell(end, len(text))


def read_article(
    text: str,
    segments: Sequence[SegmentDraft],
    language: str,
    published: date | None = None,
    labels: Sequence[str] | None = None,
    progress: Progress | None = None,
) -> Splitting:
    """Take an article apart into claim drafts, and say of each sentence what became of it.

    Args:
        text: the stored text; offsets of drafts are code points in it.
        segments: its segments; only titles, bodies and captions give claims.
        language: ISO 639-1, "" if unknown.
        published: the day its "Tuesday" and "last year" are counted from; None leaves them open.
        labels: splitters to run; without it propositions.v1 for English, sentences.v1 for all else.
        progress: called with (paragraphs done, paragraphs in all), once before the first.

    Returns:
        One draft for each claim in reading order of its first place; a claim said twice is one
        draft with two occurrences. The same input gives the same output.

    Raises:
        WiringError: if a label is not on the shelf.
    """
    from claims.split.merging import all_of, with_other_lines

    if labels is None:
        labels = ["propositions.v1" if is_english(language) else "sentences.v1"]
    report = progress or _quiet
    splitters = pick(SPLITTERS, labels, given=("text", "segments"))
    found = all_of([part.run(text, segments, published, report) for part in splitters], segments)
    return with_other_lines(text, segments, found)


def split(
    text: str,
    segments: Sequence[SegmentDraft],
    language: str,
    labels: Sequence[str] | None = None,
    progress: Progress | None = None,
    *,
    published: date | None = None,
) -> list[ClaimDraft]:
    """The drafts that `read_article` gives."""
    return list(read_article(text, segments, language, published, labels, progress).drafts)


def _quiet(done: int, total: int) -> None:
    """Nobody wants to know."""
