"""One figure of the evaluation, and the table of all of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    Floors = Mapping[str, Mapping[str, float]]

COLUMNS = ("set", "metric", "ours", "floor", "at least", "aim", "baseline", "best known", "")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a set, 0 to 1.

    `value` is None where it was not measured; `note` says why, or what it is measured over.
    """

    name: str
    metric: str
    value: float | None
    note: str = ""
    at_least: float | None = None
    aim: float | None = None
    baseline: float | None = None
    best: str = ""
    low_is_good: bool = False
    failed: bool = False
    at_hand: bool = True

    @classmethod
    def of(
        cls, name: str, metric: str, hits: Sequence[bool], about: str, *, low_is_good: bool = False
    ) -> Figure:
        """The share of hits."""
        value = sum(hits) / len(hits) if hits else None
        return cls(name, metric, value, f"{sum(hits)} of {len(hits)} {about}", low_is_good=low_is_good)

    def is_worse_than(self, floor: float) -> bool:
        """Whether the figure is on the wrong side of a floor."""
        if self.value is None:
            return False
        return self.value > floor if self.low_is_good else self.value < floor


def lines(figures: Sequence[Figure], floors: Floors) -> Iterator[str]:
    """The table, a line each."""
    rows = [COLUMNS, *(_cells(figure, floors) for figure in figures)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(COLUMNS))]
    for row in rows:
        words = [
            cell.ljust(width) if place in {0, 1, 7, 8} else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield "  ".join(words).rstrip()


def _cells(figure: Figure, floors: Floors) -> tuple[str, ...]:
    floor = floors.get(figure.name, {}).get(figure.metric)
    numbers = (figure.value, floor, figure.at_least, figure.aim, figure.baseline)
    shown = ("–" if number is None else f"{number:.3f}" for number in numbers)
    return figure.name, figure.metric, *shown, figure.best or "–", figure.note
