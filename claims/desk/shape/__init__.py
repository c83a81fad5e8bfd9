"""Shape claims: make them, split and merge them, move their places, tick off their facts.

Each is one act that can be undone, and leaves a line in the trail of every claim it touches.
"""

from claims.desk.shape.facts import FactState, facts_of, tick_fact, untick_fact
from claims.desk.shape.lineage import Lineage, lineage_in, lineage_of, merged_into
from claims.desk.shape.making import NewClaimPage, mark_claim, open_new_claim
from claims.desk.shape.merging import Chosen, MergePage, merge_claims, open_merge
from claims.desk.shape.places import PlacesPage, add_place, change_span, open_places, take_place
from claims.desk.shape.splitting import MOST_PARTS, Part, SplitPage, open_split, split_claim

__all__ = [
    "MOST_PARTS",
    "Chosen",
    "FactState",
    "Lineage",
    "MergePage",
    "NewClaimPage",
    "Part",
    "PlacesPage",
    "SplitPage",
    "add_place",
    "change_span",
    "facts_of",
    "lineage_in",
    "lineage_of",
    "mark_claim",
    "merge_claims",
    "merged_into",
    "open_merge",
    "open_new_claim",
    "open_places",
    "open_split",
    "split_claim",
    "take_place",
    "tick_fact",
    "untick_fact",
]
