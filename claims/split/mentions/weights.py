"""The trained weights, and the choice they make."""

import json
from collections.abc import Iterable, Mapping
from functools import cache
from math import fsum
from pathlib import Path

#: A kind of pronoun to its features and what each counts for.
Weights = dict[str, dict[str, float]]
#: The weight that nobody known so far is meant.
NOBODY = "nobody"


@cache
def trained() -> Weights:
    """What `tests/eval/train_mentions.py` learned."""
    weights: Weights = json.loads((Path(__file__).parent / "weights.json").read_text(encoding="utf-8"))
    return weights


def total(weights: Mapping[str, float], features: Iterable[str]) -> float:
    """What a set of features counts for, in whatever order; an unknown one counts for nothing."""
    return fsum([weights.get(feature, 0.0) for feature in features])
