"""The choice between candidates: by the weight of their features, and whether it is clear."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import exp
from typing import TYPE_CHECKING

from claims.split.mentions.weights import total

if TYPE_CHECKING:
    from claims.split.mentions.candidate import Candidate

#: How much likelier than the next the likeliest must be, and how likely at all. On GAP, where two names
#: always fit, six of seven that pass are right, and about half pass.
RATIO, SHARE = 4.0, 0.5


def ordered(found: Sequence[Candidate], weights: Mapping[str, float]) -> list[Candidate]:
    """Give the candidates likeliest first, the score of each the weight of its features."""
    for candidate in found:
        candidate.score = total(weights, candidate.features)
    return sorted(found, key=lambda candidate: -candidate.score)


def rivals(ranked: Sequence[Candidate]) -> list[Candidate]:
    """The candidates between which the choice is open, nearest first; none if the first stands out."""
    shares = [exp(one.score - ranked[0].score) for one in ranked]
    next_share = shares[1] if len(shares) > 1 else 0.0
    if next_share * RATIO < 1 and SHARE * sum(shares) <= 1:
        return []
    near = [one for one, share in zip(ranked, shares, strict=True) if share * RATIO >= 1]
    return sorted(near, key=lambda one: -one.near.order)
