"""Rating scales: what a verdict can say, as data. A scale is never changed, it gets a next version."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from claims.errors import InputError
from claims.vocab import Rating, RatingPattern

#: The scale of a desk that has chosen none.
STANDARD = "standard-5"
_FILE = Path(__file__).with_name("scales.json")


@dataclass(frozen=True, slots=True)
class Colours:
    """A rating's colours as `#rrggbb`: words and the ground behind them, on light pages and on dark."""

    light: str
    light_tint: str
    dark: str
    dark_tint: str


@dataclass(frozen=True, slots=True)
class RatingCode:
    """One rating of a scale.

    `labels` are by language, "en" always among them. `number` is what an export may show beside the label,
    None where a number would say nothing. `means` is the code of `standard-5` nearest to it: what formats
    that know no scales write, and whether a verdict needs evidence or a search.
    """

    code: str
    labels: Mapping[str, str]
    glyph: str
    pattern: RatingPattern
    colours: Colours
    number: int | None
    means: Rating

    def label(self, language: str = "en") -> str:
        """Its word in a language; the English one where it has none."""
        return self.labels.get(language) or self.labels["en"]


@dataclass(frozen=True, slots=True)
class Scale:
    """A version of a rating scale; `codes` stand in the order of their keys, 1 to 9."""

    name: str
    version: int
    title: str
    codes: tuple[RatingCode, ...]

    def code(self, code: str) -> RatingCode:
        """The rating with this code.

        Raises:
            InputError: if the scale has none.
        """
        for one in self.codes:
            if one.code == code:
                return one
        raise InputError("choose one of these", "rating")

    @property
    def bounds(self) -> tuple[int, int] | None:
        """The worst and the best number; None where no rating has one."""
        numbers = [one.number for one in self.codes if one.number is not None]
        return (min(numbers), max(numbers)) if numbers else None


def scale_from(value: Mapping[str, Any]) -> Scale:
    """A scale from the values that JSON keeps of it."""
    codes = tuple(
        RatingCode(
            code=one["code"],
            labels=one["labels"],
            glyph=one["glyph"],
            pattern=RatingPattern(one["pattern"]),
            colours=Colours(*one["colours"]),
            number=one["number"],
            means=Rating(one["means"]),
        )
        for one in value["codes"]
    )
    return Scale(value["name"], value["version"], value["title"], codes)


def values_of(scale: Scale) -> dict[str, Any]:
    """The values that JSON keeps of a scale; `scale_from` reads them again."""
    return {
        "name": scale.name,
        "version": scale.version,
        "title": scale.title,
        "codes": [
            {
                "code": one.code,
                "labels": dict(one.labels),
                "glyph": one.glyph,
                "pattern": one.pattern.value,
                "colours": [
                    one.colours.light,
                    one.colours.light_tint,
                    one.colours.dark,
                    one.colours.dark_tint,
                ],
                "number": one.number,
                "means": one.means.value,
            }
            for one in scale.codes
        ],
    }


@cache
def presets() -> Mapping[str, Scale]:
    """The scales that every desk has, by name, in the order in which they are offered."""
    return {one["name"]: scale_from(one) for one in json.loads(_FILE.read_text("utf-8"))}


def standard() -> Scale:
    """The scale `standard-5`."""
    return presets()[STANDARD]
