"""Stage 2, clean: say of every line what it is, and fold a portal's furniture away. Pure.

Nothing is removed: segments tile the text, so what was folded can be unfolded.
"""

from collections.abc import Sequence
from typing import Any

from claims.clean.lines import portal_lines
from claims.clean.meta import find_meta
from claims.component import Component, pick, shelf
from claims.models.drafts import SegmentDraft
from claims.vocab import SegmentKind

__all__ = ["CLEANERS", "clean", "find_meta", "holds_an_article", "portal_lines"]

CLEANERS = shelf(
    "cleaners",
    [
        Component(
            "portal_lines.v1",
            portal_lines,
            "Tells title, byline, captions and a portal's furniture from the article, by line.",
            needs=frozenset({"text"}),
            gives=frozenset({"segments"}),
        ),
    ],
)


def clean(text: str, labels: Sequence[str] = ("portal_lines.v1",)) -> list[SegmentDraft]:
    """Cut a text into segments and say what each one is.

    Args:
        text: any text with LF line ends.
        labels: cleaners to run, in this order; one may take the segments of those before it. With
            none, the whole text is one body segment.

    Returns:
        Segments in order, none empty, that tile the text: joined, they give it back exactly.
        Offsets are code points. An empty text has none.

    Raises:
        WiringError: if a label is unknown or needs what nothing before it gives.
    """
    values: dict[str, Any] = {"text": text, "segments": _uncut(text)}
    for part in pick(CLEANERS, labels, given=values):
        values["segments"] = part.run(**{name: values[name] for name in part.needs})
    return list(values["segments"])


def _uncut(text: str) -> list[SegmentDraft]:
    return [SegmentDraft(0, len(text), SegmentKind.BODY, "clean: uncut")] if text else []


def holds_an_article(segments: Sequence[SegmentDraft]) -> bool:
    """Whether anything of a text is the article's own, and not a portal's line or a byline."""
    return any(part.kind not in (SegmentKind.BOILERPLATE, SegmentKind.BYLINE) for part in segments)
