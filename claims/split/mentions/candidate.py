"""An entity that a mention can mean, and what speaks for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claims.split.mentions.noun import Entity, Noun


@dataclass(slots=True)
class Candidate:
    """An entity that a mention can mean, with what speaks for and against it as named features.

    `near` is its mention nearest to the one in question and `named` the nearest by name. `salience` adds
    up its mentions, those in earlier sentences and those that are no subjects for less.
    """

    entity: Entity
    near: Noun
    features: set[str] = field(default_factory=set)
    named: Noun | None = None
    salience: float = 0.0
    score: float = 0.0
