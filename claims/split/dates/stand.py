"""Where a phrase is read from."""

from __future__ import annotations

from dataclasses import dataclass

from claims.split.dates.phrases import (
    Base,
)
from claims.split.dates.when import How, When


@dataclass(frozen=True, slots=True)
class Stand:
    """Publication (its day and second), the date named before, and what the words around say.

    `near` if that date stands in the same paragraph, `ahead` if the words are of the future, `loose`
    if everything is told from publication.
    """

    now: int | None
    second: int
    anchor: When | None
    near: bool
    ahead: bool
    loose: bool = False

    def base(self, base: Base, *, ahead: bool = False) -> tuple[int | None, How]:
        """The day to count from, and the rule that says so; of a longer time its end if counted ahead."""
        anchor = None if self.loose or base is Base.NOW else self.anchor
        if anchor is not None:
            return anchor.day(ahead=ahead), How.FROM_DATE_BEFORE
        return (None if base is Base.ANCHOR and not self.loose else self.now), How.FROM_PUBLICATION
