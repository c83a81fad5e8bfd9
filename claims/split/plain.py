"""Component sentences.v1: text in any language, one draft a sentence."""

from collections.abc import Sequence
from datetime import date

from claims.models.drafts import SegmentDraft, Splitting
from claims.split.datelines import behind_dateline
from claims.split.drafts import Progress, draft_of, spoken
from claims.split.merging import Raw, Sentence, put_together
from claims.split.sentences import plain_sentences, tidy
from claims.vocab import CoverageReason, SegmentKind

LABEL = "sentences.v1"
_FEWEST_WORDS = 3
#: Chinese, Japanese and Thai write no spaces; so many characters stand for three words.
_FEWEST_CHARACTERS = 8


def split_sentences(
    text: str, segments: Sequence[SegmentDraft], published: date | None, progress: Progress
) -> Splitting:
    """Give one draft for each sentence of any language, without questions and fragments.

    `published` is not looked at: dates are resolved in English only.
    """
    del published
    raws: list[Raw] = []
    listed: list[Sentence] = []
    spans = spoken(text, segments)
    progress(0, len(spans))
    for done, (kind, (start, end)) in enumerate(spans, 1):
        begin = behind_dateline(text, start, end)
        if (dateline := tidy(text, start, begin)) is not None:
            listed.append(Sentence(*dateline, CoverageReason.BYLINE))
        for first, last in plain_sentences(text, begin, end):
            reason = _reason(text[first:last])
            if reason is None:
                draft = draft_of(text, first, last, title=kind is SegmentKind.TITLE, made_by=(LABEL,))
                raws.append(Raw(draft, len(listed)))
            listed.append(Sentence(first, last, reason))
        progress(done, len(spans))
    return put_together(raws, listed, segments)


def _reason(words: str) -> CoverageReason | None:
    if words.rstrip(" \"'”’)]»」』").endswith(("?", "？", "؟")):
        return CoverageReason.QUESTION
    letters = sum(char.isalnum() for char in words)
    spaced = sum(any(char.isalnum() for char in word) for word in words.split())
    unspaced = not words.isascii() and spaced == 1 and letters >= _FEWEST_CHARACTERS
    return None if spaced >= _FEWEST_WORDS or unspaced else CoverageReason.FRAGMENT
