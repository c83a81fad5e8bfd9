"""The floors: figures that a change may not go below unsaid, and the gold they were set for."""

from __future__ import annotations

import hashlib
import json
import math
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.eval.table import Figure

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
FILE = HERE / "floors.json"

#: A floor is pinned this far from what was measured: another processor may round another way.
MARGIN = 0.005


def read() -> dict[str, Any]:
    """What is pinned: digests of the gold, floors by set and metric, and every floor ever lowered."""
    return json.loads(FILE.read_text(encoding="utf-8"))


def gold() -> dict[str, str]:
    """The digest of every file that the project's own figures are measured with."""
    lists = [path for path in HERE.glob("gold/*") if path.suffix in {".jsonl", ".txt"}]
    files = [ROOT / "app" / "demo.txt", HERE / "gold.jsonl", *lists]
    return {
        path.relative_to(ROOT).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(files)
    }


def broken(pinned: dict[str, Any], figures: Sequence[Figure]) -> Iterator[str]:
    """A sentence for each thing that is not as it was pinned, and for each figure that failed."""
    for figure in figures:
        floor = pinned["floors"].get(figure.name, {}).get(figure.metric)
        if figure.failed or (floor is not None and figure.value is None and figure.at_hand):
            yield f"{figure.name}, {figure.metric}: could not be measured: {figure.note}"
        elif floor is not None and figure.is_worse_than(floor):
            yield f"{figure.name}, {figure.metric}: {figure.value:.3f} does not hold its floor {floor:.3f}"
    now = gold()
    changed = sorted(name for name in {*now, *pinned["gold"]} if now.get(name) != pinned["gold"].get(name))
    if changed:
        yield f"not the gold that the floors were set for: {', '.join(changed)}"


def pin(pinned: dict[str, Any], figures: Sequence[Figure], why: str = "") -> dict[str, Any]:
    """The floors raised to what was measured; those not held are lowered only where a reason is given."""
    floors = {name: dict(metrics) for name, metrics in pinned["floors"].items()}
    lowered = list(pinned["lowered"])
    for figure in figures:
        if figure.value is None:
            continue
        floor, new = floors.get(figure.name, {}).get(figure.metric), _with_margin(figure)
        if floor is not None and figure.is_worse_than(floor):
            if not why:
                continue
            lowered.append(
                {"set": figure.name, "metric": figure.metric, "from": floor, "to": new, "why": why}
            )
        elif floor is not None:
            new = min(floor, new) if figure.low_is_good else max(floor, new)
        floors.setdefault(figure.name, {})[figure.metric] = new
    return {"gold": gold(), "floors": floors, "lowered": lowered}


def write(pinned: dict[str, Any]) -> None:
    """Keep what is pinned."""
    FILE.write_text(json.dumps(pinned, indent=4, ensure_ascii=False) + "\n", encoding="utf-8")


def _with_margin(figure: Figure) -> float:
    value = figure.value or 0.0
    if figure.low_is_good:
        return min(1.0, math.ceil(round((value + MARGIN) * 1000, 6)) / 1000)
    return max(0.0, math.floor(round((value - MARGIN) * 1000, 6)) / 1000)
