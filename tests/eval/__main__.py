"""`python -m tests.eval`: measure splitting on the gold articles, and hold it to its floors.

Prints one table. Exits 1 if a figure is under its floor, or if the gold file is not the one that
the floors were set for: changed gold cannot move a figure unseen.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import claims

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claims import ClaimDraft

HERE = Path(__file__).parent
GOLD, FLOORS = HERE / "gold.jsonl", HERE / "floors.json"


def main() -> int:
    """Print the table and say whether all floors hold."""
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    figures = measure()
    print(f"{'figure':<12}{'ours':>8}{'floor':>8}   what it counts")
    for name, (hits, of, about) in figures.items():
        print(f"{name:<12}{hits / of:>8.3f}{floors[name]:>8.3f}   {hits} of {of} {about}")
    low = [name for name, (hits, of, _) in figures.items() if hits / of < floors[name]]
    changed = floors["gold_sha256"] != hashlib.sha256(GOLD.read_bytes()).hexdigest()
    if low:
        print(f"under its floor: {', '.join(low)}")
    if changed:
        print("the gold file is not the one the floors were set for")
    return 1 if low or changed else 0


def measure() -> dict[str, tuple[int, int, str]]:
    """Hits, and of how many, for each figure over all gold articles."""
    seen: dict[str, list[bool]] = {}
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        for name, hit in _hits(json.loads(line)):
            seen.setdefault(name, []).append(hit)
    return {name: (sum(hits), len(hits), _ABOUT[name]) for name, hits in seen.items()}


_ABOUT = {
    "wanted": "snippets stand in a claim",
    "unwanted": "snippets stand in none",
    "said": "claims name who says them",
    "hedged": "claims carry their hedge",
    "repeated": "claims said twice are one with two places",
    "exact": "places hold the article's own words",
}


def _hits(gold: dict[str, Any]) -> Iterator[tuple[str, bool]]:
    text = gold.get("text") or Path(gold["file"]).read_text(encoding="utf-8")
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
        words = [article.text[place.start : place.end].split() for place in draft.occurrences]
        yield "exact", all(draft.text.split()[-len(found) :] == found for found in words[:1])


def _with(drafts: list[ClaimDraft], snippet: str) -> list[ClaimDraft]:
    return [draft for draft in drafts if snippet in draft.text]


if __name__ == "__main__":
    sys.exit(main())
