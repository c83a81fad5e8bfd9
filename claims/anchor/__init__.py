"""Where words stand in a text, and where they stand after the text was changed."""

from claims.anchor.drift import Change, Standing, drift, still_there
from claims.anchor.following import Followed, follow
from claims.anchor.nearest import Difference, Nearest, nearest
from claims.anchor.places import (
    CONTEXT,
    Anchor,
    anchor_at,
    cuts_character,
    from_utf16,
    locate,
    locate_all,
    resolve,
    to_utf16,
)

__all__ = [
    "CONTEXT",
    "Anchor",
    "Change",
    "Difference",
    "Followed",
    "Nearest",
    "Standing",
    "anchor_at",
    "cuts_character",
    "drift",
    "follow",
    "from_utf16",
    "locate",
    "locate_all",
    "nearest",
    "resolve",
    "still_there",
    "to_utf16",
]
