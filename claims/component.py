"""A component is a function and a label; a stage keeps its components on a shelf."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from importlib.metadata import entry_points
from typing import Any

from claims.errors import WiringError

_LABEL = re.compile(r"[a-z][a-z0-9_]*\.v[1-9][0-9]*")


@dataclass(frozen=True, slots=True)
class Component:
    """One way to do a stage's work.

    `label` is a name with a version ("clauses.v1"); what a version does never changes, so a
    claim's `made_by` always tells how it was made. `needs` and `gives` name the values that go in
    and come out ("text", "segments", "drafts").
    """

    label: str
    run: Callable[..., Any]
    about: str
    needs: frozenset[str] = field(default_factory=frozenset)
    gives: frozenset[str] = field(default_factory=frozenset)


def shelf(stage: str, components: Iterable[Component]) -> dict[str, Component]:
    """Lay out a stage's components by label, plug-ins of the entry point `claimdesk.STAGE` last.

    Raises:
        WiringError: if a label is not `name.vN` or stands twice.
    """
    found: dict[str, Component] = {}
    plugins = (point.load() for point in entry_points(group=f"claimdesk.{stage}"))
    for part in (*components, *plugins):
        if not _LABEL.fullmatch(part.label):
            raise WiringError(f"“{part.label}” is not a name with a version, such as clauses.v1")
        if part.label in found:
            raise WiringError(f"“{part.label}” stands twice on the shelf of {stage}")
        found[part.label] = part
    return found


def pick(
    parts: dict[str, Component], labels: Sequence[str], given: Iterable[str] = ("text",)
) -> list[Component]:
    """Take components off a shelf, in the order of `labels`.

    Args:
        parts: a shelf.
        labels: what to take, first to run first.
        given: the names of the values that are there before the first one runs.

    Raises:
        WiringError: if a label is not on the shelf, or needs what nothing before it gives.
    """
    there = set(given)
    picked: list[Component] = []
    for label in labels:
        if label not in parts:
            raise WiringError(f"there is no “{label}”; there are {', '.join(sorted(parts))}")
        part = parts[label]
        if missing := part.needs - there:
            raise WiringError(f"“{label}” needs {', '.join(sorted(missing))}, which nothing gives")
        there |= part.gives
        picked.append(part)
    return picked
