"""Who says what in an English news article: direct, indirect and mixed speech.

A claim's claimant is the source of the attribution whose content holds the claim's verb; contents
lie inside one another where one passes on what another says.
"""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from claims.split.speech.profile import GUM, NEWS, Profile
from claims.split.speech.quotes import opens_quote
from claims.split.speech.runs import Voices
from claims.split.speech.said import page_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claims.models.analysis import AttributionDraft
    from claims.split.sentences import Paragraph

__all__ = ["GUM", "NEWS", "Profile", "find_attributions"]


def find_attributions(paragraphs: Sequence[Paragraph], profile: Profile = NEWS) -> list[AttributionDraft]:
    """Find who says what in a parsed article.

    Args:
        paragraphs: all of it, in reading order; a quotation may run on from one to the next.
        profile: what counts as an attribution.

    Returns:
        The attributions in reading order of their cues, in code points of the article. What is said
        is as tight as the sentence allows: without the source, the cue and the stops around them.
    """
    voices = Voices(profile)
    for paragraph, following in zip_longest(paragraphs, paragraphs[1:]):
        continued = following is not None and opens_quote(following.doc)
        voices.hear(page_of(paragraph, profile, continued=continued))
    return voices.finish()
