"""What became of a source's text: the words that came and went, and whether a quote still stands there."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

import regex

from claims.anchor.nearest import Nearest, nearest
from claims.anchor.places import Anchor, anchor_at, cuts_character, locate_all, resolve
from claims.errors import AmbiguousError, AnchorError

ChangeKind = Literal["same", "removed", "added", "changed"]
StandingKind = Literal["located", "moved", "ambiguous", "gone"]

#: Stretches with more words times words than this are shown as changed whole: nobody waits for more.
_CLOSELY = 1_500_000
#: Of so many lines, those that stand again and again are no landmarks.
_MANY_LINES = 2_000
#: More places of a quote than this nobody looks through.
MOST = 20

_ATOM = regex.compile(r"[\p{L}\p{N}\p{M}_]+|\s+|\X")


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of the old text and what stands for it in the new one, in code points, half-open.

    One side is empty where words were `added` or `removed`.
    """

    kind: ChangeKind
    old: tuple[int, int]
    new: tuple[int, int]


def drift(old: str, new: str) -> list[Change]:
    """Compare two captures of a text, word by word, for display.

    Returns:
        Stretches in order that tile both texts; "same" ones are equal to the letter. Two that follow
        each other are of different kinds.
    """
    found: list[Change] = []
    for change in _by_lines(old, new):
        last = found[-1] if found else None
        if last and last.kind == change.kind:
            found[-1] = Change(change.kind, (last.old[0], change.old[1]), (last.new[0], change.new[1]))
        else:
            found.append(change)
    return found


def _by_lines(old: str, new: str) -> Iterator[Change]:
    budget = _CLOSELY
    for part in _matched((0, 0), old.splitlines(keepends=True), new.splitlines(keepends=True)):
        if part.kind != "changed":
            yield part
            continue
        left, right = _ATOM.findall(old, *part.old), _ATOM.findall(new, *part.new)
        budget -= len(left) * len(right)
        if budget < 0:
            yield part
        else:
            yield from _without_crumbs(list(_matched((part.old[0], part.new[0]), left, right)), old)


def _matched(at: tuple[int, int], left: Sequence[str], right: Sequence[str]) -> Iterator[Change]:
    """The changes between two rows of pieces that begin at a place of each text."""
    ends = [0], [0]
    for row, total in zip((left, right), ends, strict=True):
        for piece in row:
            total.append(total[-1] + len(piece))
    matcher = SequenceMatcher(None, left, right, autojunk=max(len(left), len(right)) > _MANY_LINES)
    for what, a, b, c, d in matcher.get_opcodes():
        kind: ChangeKind = _KINDS[what]
        yield Change(
            kind,
            (at[0] + ends[0][a], at[0] + ends[0][b]),
            (at[1] + ends[1][c], at[1] + ends[1][d]),
        )


_KINDS: dict[str, ChangeKind] = {
    "equal": "same",
    "delete": "removed",
    "insert": "added",
    "replace": "changed",
}


def _without_crumbs(changes: Sequence[Change], old: str) -> Iterator[Change]:
    """Take white space between two changes as changed, too: "12 million" for "5 billion" is one change."""
    kept: list[Change] = []
    for n, change in enumerate(changes):
        inside = 0 < n < len(changes) - 1 and change.kind == "same" and not old[slice(*change.old)].strip()
        if kept and kept[-1].kind != "same" and (inside or change.kind != "same"):
            last = kept.pop()
            kept.append(Change("changed", (last.old[0], change.old[1]), (last.new[0], change.new[1])))
        else:
            kept.append(change)
    yield from kept


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether a quote still stands in a text.

    Attributes:
        state: `located`: the same words among the same words, at `at`. `moved`: once, but among other
            words or in other typography, at `at`; a person confirms. `ambiguous`: at several `places`,
            20 at most. `gone`: nowhere; `near` shows what comes near.
    """

    state: StandingKind
    at: Anchor | None = None
    places: tuple[Anchor, ...] = ()
    near: tuple[Nearest, ...] = ()


def still_there(anchor: Anchor, new_text: str) -> Standing:
    """Say whether an anchor's words still stand in a later capture of its text. Nothing is guessed."""
    try:
        return Standing("located", anchor_at(new_text, *resolve(anchor, new_text)))
    except AmbiguousError:
        return Standing("ambiguous", places=tuple(_exactly(anchor.exact, new_text)))
    except AnchorError:
        places = _exactly(anchor.exact, new_text) or locate_all(anchor.exact, new_text)[:MOST]
    if not places:
        return Standing("gone", near=nearest(anchor.exact, new_text))
    if len(places) > 1:
        return Standing("ambiguous", places=tuple(places))
    return Standing("moved", places[0])


def _exactly(exact: str, text: str) -> list[Anchor]:
    """The places of the very words that cut no character."""
    spans = (
        (found.start(), found.start() + len(exact)) for found in re.finditer(f"(?={re.escape(exact)})", text)
    )
    whole = [span for span in spans if not any(cuts_character(text, at) for at in span)]
    return [anchor_at(text, *span) for span in whole[:MOST]]
