"""Rating scales: what a verdict can say, as data. A scale is never changed, it gets a next version."""

import json
import re
import unicodedata
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import regex

from claims.contrast import TEXT, contrast
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


#: How many ratings a scale may have: one for each of the keys 1 to 9.
FEWEST, MOST = 2, 9
#: The languages in which a rating has to have a word.
LANGUAGES = ("en", "ko")
#: The longest word of a rating, in code points.
LABEL = 60
#: What a rating's colours stand on beside its own tint, and the ink that stands on that: light, then dark.
GROUNDS = (("#ffffff", "#fafaf8"), ("#14171a", "#1b1f23"))
INK = ("#1a1d21", "#e6e8ea")
_CODE = re.compile(r"[a-z][a-z0-9_]{0,31}")
_COLOUR = re.compile(r"#[0-9a-f]{6}")


def check_codes(rows: Mapping[int, RatingCode]) -> None:
    """Let a scale's ratings pass if they can be told apart, read and exported.

    Args:
        rows: the ratings by the numbers of the form's rows they stand in, which the errors name.

    Raises:
        InputError: naming the field of the first that is wrong, as "glyph-3".
    """
    if not FEWEST <= len(rows) <= MOST:
        raise InputError(f"a scale has {FEWEST} to {MOST} ratings; this has {len(rows)}", "code-1")
    for number, one in rows.items():
        for field, wrong in _faults(one):
            raise InputError(wrong, f"{field}-{number}")
    for field, told in _TELLING.items():
        _check_apart(rows, field, told)
    numbers = {one.number for one in rows.values()} - {None}
    if len(numbers) == 1:
        raise InputError("give numbers to ratings that differ in it, or to none", f"number-{min(rows)}")


def _faults(one: RatingCode) -> Iterator[tuple[str, str]]:
    """What is wrong with one rating by itself: the field, and what."""
    if not _CODE.fullmatch(one.code):
        yield "code", "a code is small letters, digits and _, and begins with a letter"
    for language in LANGUAGES:
        if not 0 < len(one.labels.get(language, "").strip()) <= LABEL:
            yield language, f"a rating has a word here, of at most {LABEL} characters"
    if not _is_one_sign(one.glyph):
        yield "glyph", "a sign is one character that can be seen"
    if one.number is not None and not 1 <= one.number <= 99:
        yield "number", "a number is 1 to 99, or left out"
    yield from _colour_faults(one.colours)


def _is_one_sign(glyph: str) -> bool:
    """Whether this is one grapheme, as readers see it, and is seen at all."""
    seen = [char for char in glyph if unicodedata.category(char)[0] not in "ZC"]
    return len(glyph) <= 16 and bool(seen) and regex.fullmatch(r"\X", glyph) is not None


def _colour_faults(colours: Colours) -> Iterator[tuple[str, str]]:
    pairs = ((colours.light, colours.light_tint), (colours.dark, colours.dark_tint))
    for name, (text, tint), grounds, ink in zip(("light", "dark"), pairs, GROUNDS, INK, strict=True):
        for field, colour in ((name, text), (f"{name}_tint", tint)):
            if not _COLOUR.fullmatch(colour):
                yield field, "a colour is # and six digits or letters a to f"
                return
        for ground in (*grounds, tint):
            if (found := contrast(text, ground)) < TEXT:
                yield name, f"this cannot be read on {ground}: contrast {found:.2f}, needed {TEXT}"
        if (found := contrast(ink, tint)) < TEXT:
            yield f"{name}_tint", f"the article cannot be read on this: contrast {found:.2f}, needed {TEXT}"


def _look(one: RatingCode) -> Hashable:
    return one.pattern, one.colours


#: What no two ratings of a scale may have alike, by the field that is told of it.
_TELLING: dict[str, Callable[[RatingCode], Hashable]] = {
    "code": lambda one: one.code,
    "en": lambda one: one.label("en").casefold(),
    "ko": lambda one: one.label("ko").casefold(),
    "glyph": lambda one: one.glyph,
    "pattern": _look,
}


def _check_apart(rows: Mapping[int, RatingCode], field: str, told: Callable[[RatingCode], Hashable]) -> None:
    seen: dict[Hashable, int] = {}
    for number, one in rows.items():
        if told(one) in seen:
            raise InputError("another rating has this already", f"{field}-{number}")
        seen[told(one)] = number
