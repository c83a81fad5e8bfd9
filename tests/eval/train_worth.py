"""`python -m tests.eval.train_worth [--check]`: learn what makes a sentence worth checking.

Read is ClaimBuster's training part, and nothing else. Each sentence is learned from twice, counting half each
time: with what a parser sees in it, and by its words alone, as a text is scored that nobody has parsed. The
signs have weights of their own in either half, the words have the same in both.

Signs and words are fitted together, by logistic regression with L-BFGS. A sign that stands for a reason to
check can only raise a score and one of opinion, prediction, question or small talk only lower it: the fit is
bounded so. Then the words that count least are dropped, and the rest is fitted again. It takes five minutes,
most of them for parsing, and gives the same every time.

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
from claims.triage.reading import START, TERMS, Reading, read
from claims.triage.seen import signs_of
from claims.triage.words import RAISE, REASONS, SINK
from tests.eval import sets
from tests.eval.doors.worth import seen_in
from tests.eval.predict import rows

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

WEIGHTS = Path(model.__file__).with_name("weights_worth.json")
TRAIN = "checkworthiness_claimbuster/train.jsonl.gz"
#: How often a word, a pair or a part of one must be met, and how many are kept.
FEWEST, KEPT = 8, 9000
#: What draws weights to 0: those of signs, of words and pairs, of parts of words.
PULL_SIGNS, PULL_WORDS, PULL_PARTS = 0.5, 1.0, 2.0
FOLDS = 4
#: Every sentence counts once, half of it in either way.
HALVES = ("parsed", "unparsed")
HALF = 0.5
#: The sign that every sentence has.
ANY = "start"

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
    """Texts as they are read, each with the signs of its parse and its label, 1 for worth checking."""

    read: list[Reading]
    seen: list[Collection[str]]
    right: np.ndarray

    def some(self, which: np.ndarray) -> Texts:
        """Those at which `which` is true."""
        at = np.flatnonzero(which)
        return Texts([self.read[n] for n in at], [self.seen[n] for n in at], self.right[which])

    def signs(self, half: str) -> list[set[str]]:
        """The signs of each text, read in one of the two ways; a parse leaves no terms to guess."""
        if half == "unparsed":
            return [set(reading.signs) for reading in self.read]
        pairs = zip(self.read, self.seen, strict=True)
        return [(reading.signs.keys() - TERMS.values()).union(seen) for reading, seen in pairs]


@dataclass(frozen=True, slots=True)
class Table:
    """A row for each text with its parse, then for each without; a column for each sign, then for each term.

    A sign counts 1; a term its number over the root of the text's length, times how rare it is (`rare`).
    """

    signs: list[tuple[str, str]]
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
    seen = [signs_of(seen_in(row["text"]), row["text"]).keys() for row in found]
    return Texts([read(row["text"]) for row in found], seen, np.array([float(row["label"]) for row in found]))


def terms_of(reading: Reading) -> Counter[str]:
    """The words of a text and their pairs, each once, and their parts, once for each of the words."""
    words = [word for word in set(reading.terms) if word != START]
    return Counter([*(part for word in words for part in model.parts_of(word)), *model.pairs_of(reading)])


def table(found: Texts) -> Table:
    """All signs, and the terms met often enough."""
    met = Counter(term for reading in found.read for term in terms_of(reading))
    terms = sorted(term for term, times in met.items() if times >= FEWEST)
    rare = np.array([np.log(len(found.read) / met[term]) + 1 for term in terms])
    halves = {half: _signs(found.signs(half)) for half in HALVES}
    words = _terms(found, terms, rare)
    told = sparse.hstack(
        [sparse.block_diag([told for _, told in halves.values()]), sparse.vstack([words, words])],
        format="csr",
    )
    return Table([(half, sign) for half, (signs, _) in halves.items() for sign in signs], terms, rare, told)


def _signs(given: Sequence[set[str]]) -> tuple[list[str], sparse.csr_matrix]:
    signs = [ANY, *sorted({sign for each in given for sign in each} - RULES.keys())]
    place = {sign: at for at, sign in enumerate(signs)}
    told = [[(place[sign], 1.0) for sign in (ANY, *each) if sign in place] for each in given]
    return signs, _sparse(told, len(signs))


def _terms(found: Texts, terms: Sequence[str], rare: np.ndarray) -> sparse.csr_matrix:
    place = {term: at for at, term in enumerate(terms)}
    told = []
    for reading in found.read:
        by = model.spread(reading)
        met = [(place[term], times / by) for term, times in terms_of(reading).items() if term in place]
        told.append([(at, value * rare[at]) for at, value in met])
    return _sparse(told, len(terms))


def _sparse(told: Sequence[list[tuple[int, float]]], width: int) -> sparse.csr_matrix:
    """A row for each text; in a fixed order, for the same sums."""
    lines = [sorted(line) for line in told]
    where = [at for line in lines for at, _ in line]
    values = [value for line in lines for _, value in line]
    ends = np.cumsum([0, *map(len, lines)])
    return sparse.csr_matrix((values, where, ends), (len(lines), width))


def _pull(given: Table) -> np.ndarray:
    """How each weight is drawn to 0; that of a term beside a mean square of 1 of all terms like it."""
    parts = np.array([is_part(term) for term in given.terms])
    square = np.asarray(given.told.multiply(given.told).sum(axis=0)).ravel()[len(given.signs) :]
    sizes = [square[which].sum() / given.told.shape[0] for which in (~parts, parts)]
    terms = np.where(parts, PULL_PARTS * sizes[1], PULL_WORDS * sizes[0])
    signs = [0.0 if sign == ANY else PULL_SIGNS for _, sign in given.signs]
    return np.concatenate([signs, terms])


def is_part(term: str) -> bool:
    """Whether a term is a beginning or an ending of words."""
    return len(term) > 1 and " " not in term and (term[0] == "^" or term[-1] == "$")


def _bounds(sign: str) -> tuple[float | None, float | None]:
    why = REASONS.get(sign)
    return 0.0 if why in RAISE else None, 0.0 if why in SINK else None


def fit(found: Texts, given: Table) -> np.ndarray:
    """The weights of the columns."""
    turned, pull = given.told.T.tocsr(), _pull(given)
    right = np.tile(found.right, len(HALVES))
    fixed = np.array([by_rule(signs) for half in HALVES for signs in found.signs(half)])

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        score = given.told @ weights + fixed
        gap = 1 / (1 + np.exp(-score)) - right
        missed = HALF * (np.logaddexp(0, score) - right * score).sum()
        return float(missed + (pull * weights**2).sum() / 2), HALF * (turned @ gap) + pull * weights

    bounds = [*(_bounds(sign) for _, sign in given.signs), *[(None, None)] * len(given.terms)]
    start = np.zeros(len(bounds))
    return minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 300}).x


def by_rule(signs: Collection[str]) -> float:
    """What the rules add, which nobody learns."""
    return sum(weight for sign, weight in RULES.items() if sign in signs)


def learn(found: Texts) -> Model:
    """The model of some texts as it is written: fitted, cut to the terms that count most, fitted again."""
    every = table(found)
    size = np.sqrt(np.asarray(every.told.multiply(every.told).sum(axis=0))).ravel()
    says = (np.abs(fit(found, every)) * size)[len(every.signs) :]
    given = every.some(sorted(np.argsort(-says, kind="stable")[:KEPT]))
    weights = fit(found, given)
    signs = dict(zip(given.signs, weights, strict=False))
    halves = {
        half: _rounded({sign: weight for (where, sign), weight in signs.items() if where == half}, 2)
        for half in HALVES
    }
    words = dict(zip(given.terms, weights[len(given.signs) :] * given.rare, strict=True))
    return {"rules": RULES, **halves, "words": _rounded(words, 2)}


def _rounded(weights: Mapping[str, float], places: int) -> dict[str, float]:
    rounded = {name: round(float(weight), places) for name, weight in weights.items()}
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
    precise: dict[str, list[float]] = {half: [] for half in HALVES}
    for number in range(FOLDS):
        learned, unseen = learn(found.some(fold != number)), found.some(fold == number)
        for half in HALVES:
            pairs = zip(unseen.read, unseen.signs(half), strict=True)
            scores = np.array([log_odds(*pair, learned, half) for pair in pairs])
            precise[half].append(average_precision(scores, unseen.right))
    told = (
        f"{half} {np.mean(each):.3f} ({' '.join(f'{one:.3f}' for one in each)})"
        for half, each in precise.items()
    )
    return f"AP on unseen debates: {', '.join(told)}"


def average_precision(scores: np.ndarray, right: np.ndarray) -> float:
    """Of what is right, how much is right up to there, in the order of the scores."""
    ordered = right[np.argsort(-scores, kind="stable")]
    return float((np.cumsum(ordered) / np.arange(1, len(ordered) + 1))[ordered == 1].mean())


def log_odds(reading: Reading, signs: Collection[str], learned: Model, half: str) -> float:
    """What a model says of a text; the product's own way is `claims.triage.model`."""
    by_signs = sum(learned[half].get(sign, 0.0) for sign in (ANY, *signs)) + by_rule(signs)
    words = sum(times * learned["words"].get(term, 0.0) for term, times in terms_of(reading).items())
    return by_signs + words / model.spread(reading)


if __name__ == "__main__":
    main(sys.argv[1:])
