"""Evidence: passages of sources that bear on a claim, where a quote stands, and where sources got it from."""

from claims.evidence.coverage import uncovered
from claims.evidence.hints import Differing, Hints, hints
from claims.evidence.likeness import Shared, alike, proposed, shared_passage, shingles
from claims.evidence.origins import chain_of, check_relay, independent, origin_keys
from claims.evidence.picture import Box, Line, Node, Picture, layout
from claims.evidence.placing import MAX_QUOTE, count_origins, place
from claims.evidence.ranking import Hit, rank_passages

__all__ = [
    "MAX_QUOTE",
    "Box",
    "Differing",
    "Hints",
    "Hit",
    "Line",
    "Node",
    "Picture",
    "Shared",
    "alike",
    "chain_of",
    "check_relay",
    "count_origins",
    "hints",
    "independent",
    "layout",
    "origin_keys",
    "place",
    "proposed",
    "rank_passages",
    "shared_passage",
    "shingles",
    "uncovered",
]
