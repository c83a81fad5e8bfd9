"""Component sentences.v1: text in any language, one draft a sentence."""

from collections.abc import Sequence

from claims.models.drafts import ClaimDraft, SegmentDraft
from claims.split.drafts import Progress, draft_of, spoken
from claims.split.sentences import plain_sentences
from claims.vocab import SegmentKind

LABEL = "sentences.v1"
_FEWEST_WORDS = 3
#: Chinese, Japanese and Thai write no spaces; so many characters stand for three words.
_FEWEST_CHARACTERS = 8


def split_sentences(text: str, segments: Sequence[SegmentDraft], progress: Progress) -> list[ClaimDraft]:
    """Give one draft for each sentence of any language, without questions and fragments."""
    found: list[ClaimDraft] = []
    spans = spoken(text, segments)
    progress(0, len(spans))
    for done, (kind, (start, end)) in enumerate(spans, 1):
        for first, last in plain_sentences(text, start, end):
            if _is_sentence(text[first:last]):
                title = kind is SegmentKind.TITLE
                found.append(draft_of(text, first, last, title=title, made_by=(LABEL,)))
        progress(done, len(spans))
    return found


def _is_sentence(words: str) -> bool:
    asks = words.rstrip(" \"'”’)]»」』").endswith(("?", "？", "؟"))
    letters = sum(char.isalnum() for char in words)
    spaced = sum(any(char.isalnum() for char in word) for word in words.split())
    unspaced = not words.isascii() and spaced == 1 and letters >= _FEWEST_CHARACTERS
    return not asks and (spaced >= _FEWEST_WORDS or unspaced)
