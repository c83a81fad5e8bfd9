"""The gold articles: snippets that must stand in a claim, or in none; one figure for each kind."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import claims
from claims.vocab import WordOrigin
from tests.eval.table import Figure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claims import ClaimDraft, Intake

ROOT = Path(__file__).parents[2]
GOLD = Path(__file__).parent / "gold.jsonl"
ABOUT = {
    "wanted": "snippets stand in a claim",
    "unwanted": "snippets stand in none",
    "said": "claims name who says them",
    "hedged": "claims carry their hedge",
    "repeated": "claims said twice are one with two places",
    "exact": "places hold the article's own words",
}


def measure() -> list[Figure]:
    """A figure for each kind of snippet, over all gold articles."""
    seen: dict[str, list[bool]] = {}
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        for name, hit in _hits(json.loads(line)):
            seen.setdefault(name, []).append(hit)
    return [Figure.of("articles", name, hits, ABOUT[name]) for name, hits in seen.items()]


def _hits(gold: dict[str, Any]) -> Iterator[tuple[str, bool]]:
    text = gold.get("text") or (ROOT / gold["file"]).read_text(encoding="utf-8")
    article = claims.read_paste(text)
    drafts = claims.split_article(article)
    for snippet in gold["wanted"]:
        yield "wanted", bool(_with(drafts, snippet))
    for snippet in gold["unwanted"]:
        yield "unwanted", not _with(drafts, snippet)
    for snippet, who in gold["said"]:
        yield "said", any(who in draft.claimant for draft in _with(drafts, snippet))
    for snippet, hedge in gold["hedged"]:
        yield "hedged", any(draft.hedge == hedge for draft in _with(drafts, snippet))
    for snippet in gold["repeated"]:
        yield "repeated", any(len(draft.occurrences) > 1 for draft in _with(drafts, snippet))
    for draft in drafts:
        yield "exact", _is_exact(article, draft)


def _is_exact(article: Intake, draft: ClaimDraft) -> bool:
    """Whether the words that the draft takes from the article stand where it says."""
    stated = [trace for trace in draft.trace if trace.origin is WordOrigin.STATED and trace.at]
    if stated:
        return all(
            # A claim begins with a capital, and a sentence's first word may stand in its middle.
            draft.text[trace.start : trace.end].lower().split()
            == article.text[slice(*trace.at)].lower().split()
            for trace in stated
        )
    place = draft.occurrences[0]
    found = article.text[place.start : place.end].split()
    return draft.text.split()[-len(found) :] == found


def _with(drafts: list[ClaimDraft], snippet: str) -> list[ClaimDraft]:
    return [draft for draft in drafts if snippet in draft.text]
