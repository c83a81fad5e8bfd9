"""`python -m tests.eval.train_facts TRAIN`: learn the weights of the facts from FActScore's train part.

TRAIN is a JSON Lines file (.gz too) with `text` and `claims`, the facts that people wrote. A candidate
is taken as right where it is matched with one of them, one to one; both models are logistic regressions
fitted with L-BFGS. The second is fitted on what the first says of rows that it was not fitted on.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import linear_sum_assignment, minimize

from claims.split.cutting import facts, ranking
from claims.split.cutting.mend import mended
from claims.split.cutting.pieces import line
from claims.split.sentences import parse
from tests.eval.predict import rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from claims.split.cutting.candidates import Candidate

_HIT = 0.8 - 1e-9
#: What a match below the mark counts, for each of its likeness, and from which likeness on.
_NEARLY, _LEAST = 0.8, 0.4
#: Of the wordings of one fact those are right too that are less alike by no more than this.
_AS_GOOD = 0.05
_FOLDS = 3
_SMALL = 0.02


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence's candidates, each with how right it is, from 0 to 1."""

    length: int
    found: list[Candidate]
    right: list[float]


def read(path: Path) -> list[list[Sentence]]:
    """The candidates of each row, by sentence, with their labels."""
    return [_labelled(row["text"], row["claims"]) for row in rows(path)]


def _labelled(text: str, claims: Sequence[str]) -> list[Sentence]:
    doc = mended(next(iter(parse(text, [(0, len(text))])))[1])
    parts = [(len(sentence), facts.candidates_in(sentence)) for sentence in doc.sents]
    flat = [candidate for _, found in parts for candidate in found]
    right = iter(
        _rightness(flat, [_words(line(doc, c.pieces)[0]) for c in flat], [_words(c) for c in claims])
    )
    return [Sentence(length, found, [next(right) for _ in found]) for length, found in parts]


def _words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.lower()))


def _alike(one: Counter[str], other: Counter[str]) -> float:
    return 2 * (one & other).total() / max(1, one.total() + other.total())


def _rightness(
    found: Sequence[Candidate], said: Sequence[Counter[str]], gold: Sequence[Counter[str]]
) -> list[float]:
    right = np.zeros(len(found))
    if not found or not gold:
        return list(right)
    likeness = np.array([[_alike(one, other) for other in gold] for one in said])
    slots = np.array([candidate.slot for candidate in found])
    for at, to in zip(*linear_sum_assignment(-(likeness + (likeness >= _HIT))), strict=True):
        best = likeness[at, to]
        if best >= _LEAST:
            least = max(_HIT, best - _AS_GOOD) if best >= _HIT else best - _AS_GOOD
            near = (likeness[:, to] >= least) & (slots == slots[at])
            worth = (1 + best) / 2 if best >= _HIT else _NEARLY * best
            right[near] = np.maximum(right[near], worth)
    return list(right)


def fit(
    told: Sequence[Iterable[str]], right: Sequence[float], start: Sequence[float] | None, pull: float
) -> dict[str, float]:
    """Fit one model; `pull` draws its weights to 0. With `start`, "logit" is the weight of that score."""
    counted = [list(names) for names in told]
    number = Counter(name for names in counted for name in names)
    place = {name: at for at, name in enumerate(sorted(n for n, times in number.items() if times > 1))}
    where = np.array([place[n] for names in counted for n in names if n in place])
    row = np.array([at for at, names in enumerate(counted) for n in names if n in place])
    goal, base = np.array(right), np.array(start if start is not None else np.zeros(len(right)))

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        score = np.bincount(row, weights[where], len(goal)) + weights[-1] * base
        gap = 1 / (1 + np.exp(-score)) - goal
        slope = np.append(np.bincount(where, gap[row], len(place)) + pull * weights[:-1], (gap * base).sum())
        return float(
            (np.logaddexp(0, score) - goal * score).sum() + pull / 2 * (weights[:-1] ** 2).sum()
        ), slope

    found = minimize(
        loss, np.append(np.zeros(len(place)), 1.0), jac=True, method="L-BFGS-B", options={"maxiter": 300}
    ).x
    return dict(zip(place, found, strict=False)) | ({"logit": float(found[-1])} if start is not None else {})


def first_model(sentences: Sequence[Sentence]) -> dict[str, float]:
    """The model of candidates by themselves."""
    told = [ranking.features(c, s.length) for s in sentences for c in s.found]
    return fit(told, [r for s in sentences for r in s.right], None, 3.0)


def second_model(articles: Sequence[list[Sentence]]) -> dict[str, float]:
    """The model of candidates beside each other, on scores of first models that did not see the row."""
    told: list[list[str]] = []
    start: list[float] = []
    right: list[float] = []
    for fold in range(_FOLDS):
        edges = range(fold * len(articles) // _FOLDS, (fold + 1) * len(articles) // _FOLDS)
        first = first_model([s for at, row in enumerate(articles) if at not in edges for s in row])
        for sentence in (s for at in edges for s in articles[at]):
            chances = [ranking.chance(ranking.features(c, sentence.length), first) for c in sentence.found]
            given = ranking.best_of(sentence.found, chances, ranking.FIRST_WORTH)
            for names, score in ranking.beside(sentence.found, chances, given):
                told.append(names)
                start.append(score)
            right += sentence.right
    return fit(told, right, start, 10.0)


def main(arguments: Sequence[str]) -> None:
    """Learn both models and write them, rounded, without the weights that hardly count."""
    articles = read(Path(arguments[0]))
    models = {"first": first_model([s for row in articles for s in row]), "second": second_model(articles)}
    rounded = {
        name: {key: round(float(value), 3) for key, value in sorted(model.items()) if abs(value) >= _SMALL}
        for name, model in models.items()
    }
    target = Path(ranking.__file__).with_name("weights_facts.json")
    target.write_text(json.dumps(rounded, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    print({name: len(model) for name, model in rounded.items()})


if __name__ == "__main__":
    main(sys.argv[1:])
