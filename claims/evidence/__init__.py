"""Evidence: passages of sources that bear on a claim, where a quote stands, and where sources got it from."""

from claims.evidence.coverage import uncovered
from claims.evidence.hints import Differing, Hints, hints
from claims.evidence.placing import MAX_QUOTE, count_origins, place, shingles
from claims.evidence.ranking import Hit, rank_passages

__all__ = [
    "MAX_QUOTE",
    "Differing",
    "Hints",
    "Hit",
    "count_origins",
    "hints",
    "place",
    "rank_passages",
    "shingles",
    "uncovered",
]
