"""Consistency checks over one article: what in it does not fit together, as hints, never as verdicts.

Each check is a `Rule` on the list `RULES`. Where the words can be read so that they fit, a rule says
nothing.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from claims.models.analysis import HintDraft
from claims.split.checks.page import Page
from claims.split.checks.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from claims.models.drafts import ClaimDraft
    from claims.split.checks.rule import Finding

__all__ = ["RULES", "find_hints"]


def find_hints(
    text: str, drafts: Sequence[ClaimDraft], published: date | None = None
) -> dict[int, tuple[HintDraft, ...]]:
    """Look for what does not fit together in an article.

    Args:
        text: the article.
        drafts: its claims, with their dates and quantities.
        published: the day of publication; without it only what the text itself tells is checked.

    Returns:
        The hints of each draft that has any, by its index, in the order of `RULES` and then of the text.
    """
    page = Page(text, drafts, published)
    hints: dict[int, dict[HintDraft, None]] = defaultdict(dict)
    for rule in RULES:
        for finding in sorted(rule.find(page), key=_place):
            hint = HintDraft(rule.name, finding.says, finding.at)
            for index in finding.claims or page.claims_on(finding.on or finding.at):
                hints[index][hint] = None
    return {index: tuple(hints[index]) for index in sorted(hints)}


def _place(finding: Finding) -> tuple[object, ...]:
    return finding.at, finding.claims, finding.says
