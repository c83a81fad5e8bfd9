"""`python -m tests.eval.train_worth [--check]`: learn what makes a sentence worth checking.

Read is ClaimBuster's training part, and nothing else. Signs and words are fitted together, by logistic
regression with L-BFGS. A sign that stands for a reason to check can only raise a score and one of opinion,
prediction, question or small talk only lower it: the fit is bounded so. Then the words that count least are
dropped, and the rest is fitted again. It takes half a minute, and gives the same every time.

`--check` writes nothing, and says instead how well debates are ranked that the model has not seen.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse
from scipy.optimize import minimize

from claims.triage import model
from claims.triage.reading import START, Reading, read
from claims.triage.words import RAISE, REASONS, SINK
from tests.eval import sets
from tests.eval.predict import rows

if TYPE_CHECKING:
    from collections.abc import Sequence

WEIGHTS = Path(model.__file__).with_name("weights_worth.json")
TRAIN = "checkworthiness_claimbuster/train.jsonl.gz"
#: How often a word, a pair or a part of one must be met, and how many are kept.
FEWEST, KEPT = 8, 9000
#: What draws weights to 0: those of signs, of words and pairs, of parts of words.
PULL_SIGNS, PULL_WORDS, PULL_PARTS = 1.0, 1.0, 2.0
FOLDS = 4

#: What debates cannot teach: nobody hedges there as a newspaper does, and no splitter has read them.
RULES = {
    "hedge": 0.5,
    "held to be an opinion": -1.0,
    "held to be a prediction": -1.0,
    "held to be a question": -2.0,
}
Model = dict[str, dict[str, float]]


@dataclass(frozen=True, slots=True)
class Texts:
    """Texts as they are read, each with its label, 1 for worth checking."""

    read: list[Reading]
    right: np.ndarray

    def some(self, which: np.ndarray) -> Texts:
        """Those at which `which` is true."""
        return Texts([self.read[at] for at in np.flatnonzero(which)], self.right[which])


@dataclass(frozen=True, slots=True)
class Table:
    """A row for each text and a column for each sign, then for each term.

    A sign counts 1; a term its number over the root of the text's length, times how rare it is (`rare`).
    """

    signs: list[str]
    terms: list[str]
    rare: np.ndarray
    told: sparse.csr_matrix

    def some(self, kept: Sequence[int]) -> Table:
        """The signs, and the terms of these numbers."""
        columns = [*range(len(self.signs)), *(len(self.signs) + at for at in kept)]
        return Table(self.signs, [self.terms[at] for at in kept], self.rare[kept], self.told[:, columns])


def texts() -> Texts:
    """ClaimBuster's training part in the order of its ids, which is that of the debates."""
    found = sorted(rows(sets.folder() / "data" / TRAIN), key=lambda row: int(row["id"].rpartition("-")[2]))
    return Texts([read(row["text"]) for row in found], np.array([float(row["label"]) for row in found]))


def terms_of(reading: Reading) -> Counter[str]:
    """The words of a text and their pairs, each once, and their parts, once for each of the words."""
    words = [word for word in set(reading.terms) if word != START]
    return Counter([*(part for word in words for part in model.parts_of(word)), *model.pairs_of(reading)])


def table(found: Texts) -> Table:
    """All signs, and the terms met often enough."""
    met = Counter(term for reading in found.read for term in terms_of(reading))
    terms = sorted(term for term, times in met.items() if times >= FEWEST)
    signs = sorted({sign for reading in found.read for sign in reading.signs} - RULES.keys())
    rare = np.array([np.log(len(found.read) / met[term]) + 1 for term in terms])
    told = sparse.vstack([_signs(found, signs), _terms(found, terms, rare)], format="csr").T.tocsr()
    return Table(signs, terms, rare, told)


def _signs(found: Texts, signs: Sequence[str]) -> sparse.csr_matrix:
    place = {sign: at for at, sign in enumerate(signs)}
    told = [[(place[sign], 1.0) for sign in reading.signs if sign in place] for reading in found.read]
    return _sparse(told, len(signs))


def _terms(found: Texts, terms: Sequence[str], rare: np.ndarray) -> sparse.csr_matrix:
    place = {term: at for at, term in enumerate(terms)}
    told = []
    for reading in found.read:
        by = model.spread(reading)
        met = [(place[term], times / by) for term, times in terms_of(reading).items() if term in place]
        told.append([(at, value * rare[at]) for at, value in met])
    return _sparse(told, len(terms))


def _sparse(told: Sequence[list[tuple[int, float]]], width: int) -> sparse.csr_matrix:
    """Columns of texts, so that tables can be put below each other; in a fixed order, for the same sums."""
    lines = [sorted(line) for line in told]
    where = [at for line in lines for at, _ in line]
    values = [value for line in lines for _, value in line]
    ends = np.cumsum([0, *map(len, lines)])
    return sparse.csr_matrix((values, where, ends), (len(lines), width)).T.tocsr()


def _pull(given: Table) -> np.ndarray:
    """How each weight is drawn to 0; that of a term beside a mean square of 1 of all terms like it."""
    parts = np.array([is_part(term) for term in given.terms])
    square = np.asarray(given.told.multiply(given.told).sum(axis=0)).ravel()[len(given.signs) :]
    sizes = [square[which].sum() / given.told.shape[0] for which in (~parts, parts)]
    terms = np.where(parts, PULL_PARTS * sizes[1], PULL_WORDS * sizes[0])
    return np.concatenate([np.full(len(given.signs), PULL_SIGNS), terms])


def is_part(term: str) -> bool:
    """Whether a term is a beginning or an ending of words."""
    return len(term) > 1 and " " not in term and (term[0] == "^" or term[-1] == "$")


def _bounds(sign: str) -> tuple[float | None, float | None]:
    if REASONS[sign] in RAISE:
        return 0.0, None
    return None, 0.0 if REASONS[sign] in SINK else None


def fit(found: Texts, given: Table) -> np.ndarray:
    """The weights of the columns, and last what any claim starts with."""
    turned, pull = given.told.T.tocsr(), _pull(given)
    fixed = np.array([sum(RULES.get(sign, 0.0) for sign in reading.signs) for reading in found.read])

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        score = given.told @ weights[:-1] + weights[-1] + fixed
        gap = 1 / (1 + np.exp(-score)) - found.right
        slope = np.append(turned @ gap + pull * weights[:-1], gap.sum())
        drawn = (pull * weights[:-1] ** 2).sum() / 2
        return float((np.logaddexp(0, score) - found.right * score).sum() + drawn), slope

    bounds = [*map(_bounds, given.signs), *[(None, None)] * (len(given.terms) + 1)]
    start = np.zeros(len(bounds))
    return minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 300}).x


def learn(found: Texts) -> Model:
    """The model of some texts as it is written: fitted, cut to the terms that count most, fitted again."""
    every = table(found)
    size = np.sqrt(np.asarray(every.told.multiply(every.told).sum(axis=0))).ravel()
    says = (np.abs(fit(found, every)[:-1]) * size)[len(every.signs) :]
    given = every.some(sorted(np.argsort(-says, kind="stable")[:KEPT]))
    weights = fit(found, given)
    signs, terms = weights[: len(given.signs)], weights[len(given.signs) : -1] * given.rare
    return {
        "rules": {"start": round(float(weights[-1]), 3), **RULES},
        "signs": _rounded(given.signs, signs, 3),
        "words": _rounded(given.terms, terms, 2),
    }


def _rounded(names: Sequence[str], weights: np.ndarray, places: int) -> dict[str, float]:
    rounded = {name: round(float(weight), places) for name, weight in zip(names, weights, strict=True)}
    return {name: weight for name, weight in rounded.items() if weight}


def main(arguments: Sequence[str]) -> None:
    """Learn the weights and write them beside the code; or, with `--check`, only say what they are worth."""
    found = texts()
    if arguments[:1] == ["--check"]:
        print(checked(found))
        return
    learned = learn(found)
    text = json.dumps(learned, ensure_ascii=False, indent=0, sort_keys=True)
    WEIGHTS.write_text(text + "\n", encoding="utf-8")
    print({name: len(part) for name, part in learned.items()}, f"{len(text):,} characters")


def checked(found: Texts) -> str:
    """Average precision on debates that a model has not seen: each fold is a run of them."""
    fold = np.arange(len(found.read)) * FOLDS // len(found.read)
    precise = []
    for number in range(FOLDS):
        learned, unseen = learn(found.some(fold != number)), found.some(fold == number)
        scores = np.array([log_odds(reading, learned) for reading in unseen.read])
        right = unseen.right[np.argsort(-scores, kind="stable")]
        ranks = np.arange(1, len(right) + 1)
        precise.append(float((np.cumsum(right) / ranks)[right == 1].mean()))
    return f"AP on unseen debates: {' '.join(f'{one:.3f}' for one in precise)}, mean {np.mean(precise):.3f}"


def log_odds(reading: Reading, learned: Model) -> float:
    """What a model says of a text; the product's own way is `claims.triage.model`."""
    signs = sum((learned["rules"] | learned["signs"]).get(sign, 0.0) for sign in reading.signs)
    words = sum(times * learned["words"].get(term, 0.0) for term, times in terms_of(reading).items())
    return learned["rules"]["start"] + signs + words / model.spread(reading)


if __name__ == "__main__":
    main(sys.argv[1:])
