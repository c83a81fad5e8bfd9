"""Where a claim stands in its article."""

from claims.models.analysis import Bounds
from claims.models.drafts import ClaimDraft, OccurrenceDraft


def stretches(draft: ClaimDraft) -> list[Bounds]:
    """The stretches of the article that make a claim, leaving out what only stands between them."""
    return [bounds for one in draft.occurrences for bounds in _parts(one)]


def _parts(one: OccurrenceDraft) -> tuple[Bounds, ...]:
    return one.parts or ((one.start, one.end),)
