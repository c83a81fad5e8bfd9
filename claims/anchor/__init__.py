"""Where words stand in a text, and where they stand after the text was changed."""

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
    "Difference",
    "Followed",
    "Nearest",
    "anchor_at",
    "cuts_character",
    "follow",
    "from_utf16",
    "locate",
    "locate_all",
    "nearest",
    "resolve",
    "to_utf16",
]
