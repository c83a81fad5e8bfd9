"""The linear model: what each sign and each word of a text adds to the log-odds that it is worth checking.

The words make a TF-IDF model: a word or pair of words counts once, times how rare it is in the training
texts (its weight holds that already), over the root of the text's length. A word's beginning and end count
beside it, so that a word never seen still says something.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from claims.triage.reading import START

if TYPE_CHECKING:
    from claims.triage.reading import Reading

_WEIGHTS = Path(__file__).with_name("weights_worth.json")
#: Shorter texts count as this long, or single words would say too much.
SHORT = 5


@cache
def weights() -> dict[str, dict[str, float]]:
    """The weights by name.

    `words` holds those of words and their parts; `parsed` and `unparsed` those of the signs of a text that a
    parser has read and of one that none has, with what each starts with; `rules` what nobody learned.
    """
    found: dict[str, dict[str, float]] = json.loads(_WEIGHTS.read_text(encoding="utf-8"))
    return found


def parts_of(word: str) -> Iterator[str]:
    """A word, and its beginnings and endings: `^vot`, `oted$`."""
    yield word
    if len(word) > 4 and word[0].isalpha():
        yield from (f"^{word[:3]}", f"^{word[:4]}", f"{word[-3:]}$", f"{word[-4:]}$")


def pairs_of(reading: Reading) -> set[str]:
    """The pairs of neighbouring words, the start of the text being one."""
    return {f"{one} {other}" for one, other in zip(reading.terms, reading.terms[1:], strict=False)}


def spread(reading: Reading) -> float:
    """What the weights of words are divided by."""
    return math.sqrt(max(SHORT, len(reading.terms)))


@lru_cache(maxsize=20_000)
def _word_weight(word: str) -> float:
    table = weights()["words"]
    return 0.0 if word == START else math.fsum(table.get(part, 0.0) for part in parts_of(word))


def by_words(reading: Reading) -> dict[str, float]:
    """What each word and each pair of words says, before it is divided by the spread; none that says 0."""
    table = weights()["words"]
    found = {word: weight for word in set(reading.terms) if (weight := _word_weight(word))}
    found |= {pair: table[pair] for pair in pairs_of(reading) if pair in table}
    return found


def start(*, parsed: bool) -> float:
    """What any text starts with."""
    return weights()["parsed" if parsed else "unparsed"]["start"]


def by_signs(signs: Iterable[str], *, parsed: bool) -> list[tuple[str, float]]:
    """What each sign adds, whether of the text or of its draft; in the order of their names."""
    table = _signs("parsed" if parsed else "unparsed")
    return [(sign, table[sign]) for sign in sorted(signs) if sign in table]


@cache
def _signs(which: str) -> dict[str, float]:
    return weights()["rules"] | weights()[which]
