"""What a consistency rule is, and what it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claims.models.analysis import Bounds

if TYPE_CHECKING:
    from claims.split.checks.page import Page


@dataclass(frozen=True, slots=True)
class Finding:
    """What does not fit, in one sentence.

    `at` are the stretches that are compared. The hint goes to the claims with a word in one of
    `on`, or, where a rule compares claims, to the drafts that `claims` lists.
    """

    says: str
    at: tuple[Bounds, ...]
    on: tuple[Bounds, ...] = ()
    claims: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A check: its name in hints, what it looks for, and how."""

    name: str
    sentence: str
    find: Callable[[Page], Iterator[Finding]]
