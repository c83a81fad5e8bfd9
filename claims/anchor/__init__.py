"""Where words stand in a text, and where they stand after the text was changed."""

from claims.anchor.following import Followed, follow
from claims.anchor.places import (
    CONTEXT,
    Anchor,
    anchor_at,
    cuts_character,
    from_utf16,
    locate,
    resolve,
    to_utf16,
)

__all__ = [
    "CONTEXT",
    "Anchor",
    "Followed",
    "anchor_at",
    "cuts_character",
    "follow",
    "from_utf16",
    "locate",
    "resolve",
    "to_utf16",
]
