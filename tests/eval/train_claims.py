"""`python -m tests.eval.train_claims [PROFILE ...]`: learn how finely the annotators of each set cut.

For each row the ways to cut its sentence are listed, and each is held against the row's gold claims. A
profile is the linear model whose choices are worth the most: it is fitted with L-BFGS so that the worth
to be expected of a choice drawn by it is greatest. Since a row has many places, a first model says which
of them are weighed together: it is a logistic regression on those that the nearest choice cuts. All
profiles are written, by name, beside the code; those that are not asked for stay as they are.

Only sets whose licence lets a shipped model be trained on them are read: DeSSE, WikiSplit, HSplit. HSplit
has no part of its own to train on, so that its few dev rows are read, and the weights are drawn to those of
DeSSE instead of to 0: `--crossed` says what can be said of it.
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.optimize import linear_sum_assignment, minimize
from scipy.sparse import csr_matrix

from claims.split.cutting import choose, features
from claims.split.cutting.build import Cut
from tests.eval import sets
from tests.eval.doors import claims as door
from tests.eval.predict import rows

if TYPE_CHECKING:
    from claims.split.cutting.features import Place

WEIGHTS = Path(choose.__file__).with_name("weights_claims.json")
FOLDS = 6
#: What a claim counts in whole when it is this alike, beside its likeness; and what each claim costs: the
#: half of what the figures are about, so that one more must bring more than that.
HIT, HIT_COUNTS, CLAIM_COSTS = 0.8 - 1e-9, 0.7, 0.58
SMALL = 0.03
#: For the first model: its rows, how it is drawn to 0, and how rare a feature may be.
FIRST_ROWS, FIRST_PULL, FIRST_FEWEST = 3000, 5.0, 10
MOST_CHANGES, LEAST_GAIN = 4, 0.02
MOST_STEPS = 80

#: Ways to cut that the annotators of these sets never or hardly ever follow.
_CLAUSES = frozenset(
    """seam seam_front adverbial clause content relative predicate adjunct last_adjunct opener beside gerund
    reduced participle share_prep apposition joined including""".split()
)
_ALSO = frozenset("last_adjunct_also apposition_also adverbial_also named_also".split())


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a profile is learned.

    `file` is a file under the data folder, of which the first `rows` are read, drawn the same each time;
    `kinds` are the places that are weighed and `without` the groups of features that are not; `pull`
    draws weights to 0, or to those of the profile `like`, which then also says which places are weighed
    together; `hits` is what a hit counts beside its likeness and `costs` what each claim must bring;
    `fewest` is how often a feature must be met among the ways to cut. `strict` is as in `door.read`.
    """

    file: str
    kinds: frozenset[str]
    rows: int = 20_000
    without: frozenset[str] = frozenset()
    pull: float = 15.0
    hits: float = HIT_COUNTS
    costs: float = CLAIM_COSTS
    fewest: int = 200
    like: str = ""
    strict: bool = False


DESSE, WIKISPLIT = "claim_split_desse/train.jsonl.gz", "claim_split_wikisplit/train.jsonl.gz"
HSPLIT = "claim_split_hsplit/dev.jsonl"

RECIPES = {
    "desse": Recipe(DESSE, _CLAUSES | {"frame", "share_subject"}, pull=20.0, hits=1.2, costs=0.66, fewest=40),
    # Each of its rows has two claims, which is how they were found and says nothing of the sentence.
    "wikisplit": Recipe(
        WIKISPLIT,
        _CLAUSES | _ALSO | {"relative_also", "participle_also", "reduced_also"},
        rows=5000,
        without=frozenset({"claims"}),
    ),
    "hsplit": Recipe(
        HSPLIT,
        _CLAUSES | _ALSO | {"share_object", "share_appos", "origin", "named"},
        pull=5.0,
        costs=0.45,
        fewest=5,
        like="desse",
        strict="hsplit" in door.STRICT,
    ),
}


@dataclass(frozen=True, slots=True)
class Option:
    """One way to cut a sentence: the places by number, features by number, and what its claims are worth."""

    places: tuple[int, ...]
    told: list[int]
    worth: float


@dataclass(frozen=True, slots=True)
class Weighed:
    """A row: the features of each of its places, and the ways to cut it."""

    places: list[list[int]]
    options: list[Option]


@dataclass
class Names:
    """Features by number: there are too many to hold each name for each row."""

    number_of: dict[str, int] = field(default_factory=dict)

    def numbers(self, names: Sequence[str]) -> list[int]:
        """The numbers of names; a new one gets the next."""
        return [self.number_of.setdefault(name, len(self.number_of)) for name in names]


class Text:
    """A row of one sentence, the places where it may be cut, and how near a choice comes to its gold."""

    def __init__(self, sentence: door.Cuttable, gold: Sequence[str], recipe: Recipe) -> None:
        self.span, self.cuts, self.recipe = sentence.span, sentence.cuts, recipe
        self.gold = [_words(claim) for claim in gold]
        self.places: list[Place] = [p for p in (*sentence.cuts, *sentence.shares) if p.kind in recipe.kinds]
        self.told = [features.of_place(self.span, place, self.cuts) for place in self.places]
        self._worth: dict[frozenset[int], float] = {}

    def worth(self, claims: Sequence[str]) -> float:
        """What claims are worth: those that are like the gold, less what each of them costs."""
        likeness, hits = matched([_words(claim) for claim in claims], self.gold)
        return likeness + self.recipe.hits * hits - self.recipe.costs * len(claims)

    def best(self) -> frozenset[int]:
        """The choice from which no single change is worth more, from none on."""
        made: frozenset[int] = frozenset()
        for _ in range(MOST_CHANGES if self.places else 0):
            change = max((self._changed(made, at) for at in range(len(self.places))), key=self._worth_of)
            if self._worth_of(change) <= self._worth_of(made) + LEAST_GAIN:
                break
            made = change
        return made

    def _changed(self, made: frozenset[int], at: int) -> frozenset[int]:
        """The choice without a place that is in it, or else with it and without what it excludes."""
        if at in made:
            return made - {at}
        slot = self._slot(at)
        return frozenset(other for other in made if slot is None or self._slot(other) != slot) | {at}

    def _slot(self, at: int) -> tuple[int, str] | None:
        place = self.places[at]
        return choose.slot(place) if isinstance(place, Cut) else None

    def _worth_of(self, made: frozenset[int]) -> float:
        if made not in self._worth:
            self._worth[made] = self.worth(door.said(self.span, [self.places[at] for at in sorted(made)]))
        return self._worth[made]

    def weighed(self, first: Mapping[str, float], names: Names) -> Weighed:
        """All choices among the places that a first model takes for the likeliest."""
        scores = [choose.scored(told, first) for told in self.told]
        kept = choose.likeliest(scores)
        found = choose.choices(self.span, [self.places[at] for at in kept])
        options = [
            Option(c.places, names.numbers(c.told(self.span)), self.worth(door.wordings(self.span, c.claims)))
            for c in found
        ]
        return Weighed([names.numbers(self.told[at]) for at in kept], options)


def _words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.lower()))


def _alike(one: Counter[str], other: Counter[str]) -> float:
    return 2 * (one & other).total() / max(1, one.total() + other.total())


def matched(said: Sequence[Counter[str]], gold: Sequence[Counter[str]]) -> tuple[float, int]:
    """How alike claims and gold are, matched one to one and summed, and how many are hits."""
    alike = np.array([[_alike(one, other) for other in gold] for one in said])
    best = alike[linear_sum_assignment(-alike)]
    return float(best.sum()), int((best >= HIT).sum())


# --- the first model --------------------------------------------------------------------------


def first_model(found: Iterator[Text]) -> dict[str, float]:
    """A logistic regression on the places that the nearest choice of each row cuts."""
    told: list[list[str]] = []
    goal: list[float] = []
    for text in found:
        best = text.best()
        told += text.told
        goal += [float(at in best) for at in range(len(text.places))]
    names = sorted(_common(Counter(name for place in told for name in place), FIRST_FEWEST))
    places = _matrix(told, {n: at for at, n in enumerate(names)})
    right = np.array(goal)

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        score = places @ weights
        slope = places.T @ (1 / (1 + np.exp(-score)) - right) + FIRST_PULL * weights
        fitted = (np.logaddexp(0, score) - right * score).sum()
        return float(fitted + FIRST_PULL / 2 * (weights**2).sum()), slope

    return dict(zip(names, _least(loss, np.zeros(len(names))), strict=True))


def _common(number: Counter[Any], fewest: int) -> list[Any]:
    return [name for name, times in number.items() if times >= fewest]


def _matrix(told: Sequence[Sequence[Any]], place_of: Mapping[Any, int]) -> csr_matrix:
    """One row for each list of features, 1 where it has one."""
    found = [(row, place_of[name]) for row, names in enumerate(told) for name in names if name in place_of]
    where = np.array(found, dtype=np.int32).reshape(-1, 2)
    return csr_matrix((np.ones(len(where)), (where[:, 0], where[:, 1])), (len(told), len(place_of)))


def _least(loss: Any, start: np.ndarray) -> np.ndarray:
    found: np.ndarray = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": MOST_STEPS}).x
    return found


# --- the model --------------------------------------------------------------------------------


def fit(
    found: Sequence[Weighed], names: Names, recipe: Recipe, base: Mapping[str, float]
) -> dict[str, float]:
    """The weights for which the worth to be expected is greatest, if choices are drawn by their scores.

    They are what `base` says, changed no more than it is worth; what it says of features that the rows do
    not have stays.
    """
    told = [told for row in found for told in _told(row)]
    name_of = list(names.number_of)
    begun = np.array([choose.scored((name_of[number] for number in each), base) for each in told])
    kept = sorted(_common(Counter(number for each in told for number in each), recipe.fewest))
    kept = [number for number in kept if not _parts(name_of[number]) & recipe.without]
    options = _matrix(told, {name: at for at, name in enumerate(kept)})
    across = options.T.tocsr()
    worth = np.array([option.worth for row in found for option in row.options])
    starts = np.cumsum([0, *(len(row.options) for row in found)])
    row_of = np.repeat(np.arange(len(found)), np.diff(starts))

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        score = begun + options @ weights
        drawn = np.exp(score - np.maximum.reduceat(score, starts[:-1])[row_of])
        drawn /= np.add.reduceat(drawn, starts[:-1])[row_of]
        expected = np.add.reduceat(drawn * worth, starts[:-1])
        slope = across @ (drawn * (expected[row_of] - worth)) + recipe.pull * weights
        return float(recipe.pull / 2 * (weights**2).sum() - expected.sum()), slope

    changes = zip((name_of[at] for at in kept), _least(loss, np.zeros(len(kept))), strict=True)
    return {**base, **{name: base.get(name, 0.0) + float(change) for name, change in changes}}


def _parts(name: str) -> set[str]:
    return set(features.group(name).split("+"))


def _told(row: Weighed) -> Iterator[list[int]]:
    """The features of each way to cut a row: of its places and of its claims."""
    for option in row.options:
        yield [*option.told, *(name for place in option.places for name in row.places[place])]


def rounded(model: Mapping[str, float]) -> dict[str, float]:
    """A model as it is written: by name, without what hardly counts."""
    return {name: round(weight, 2) for name, weight in sorted(model.items()) if abs(weight) >= SMALL}


# --- rows -------------------------------------------------------------------------------------


def read(recipe: Recipe) -> list[dict[str, Any]]:
    """The rows of a recipe, drawn the same each time."""
    found = list(rows(sets.folder() / "data" / recipe.file))
    random.Random(0).shuffle(found)
    return found[: recipe.rows]


def texts(found: Sequence[dict[str, Any]], recipe: Recipe) -> Iterator[Text]:
    """The rows that are one sentence, parsed."""
    for row in found:
        sentences = door.read(row["text"], strict=recipe.strict)
        if len(sentences) == 1:
            yield Text(sentences[0], row["claims"], recipe)


def learn(
    recipe: Recipe, found: Sequence[dict[str, Any]], models: Mapping[str, Mapping[str, float]]
) -> dict[str, float]:
    """The weights of one profile, learned from rows; `models` are those of the profiles learned before."""
    names = Names()
    base = models[recipe.like] if recipe.like else {}
    first = base or first_model(texts(found[:FIRST_ROWS], recipe))
    weighed = [text.weighed(first, names) for text in texts(found, recipe)]
    return rounded(fit(weighed, names, recipe, base))


def crossed(profile: str) -> str:
    """Soft F1 and F1@0.8 on a profile's own rows, each part predicted by a model that did not see it."""
    recipe = RECIPES[profile]
    found = read(recipe)
    sums = np.zeros(3)
    for fold in range(FOLDS):
        model = learn(recipe, [row for at, row in enumerate(found) if at % FOLDS != fold], choose.weights())
        for row in found[fold::FOLDS]:
            claims = door.claims_by(door.read(row["text"], strict=recipe.strict), model)
            gold = [_words(claim) for claim in row["claims"]]
            sums += (*matched([_words(claim) for claim in claims], gold), (len(claims) + len(gold)) / 2)
    return f"{profile} crossed: softF1={sums[0] / sums[2]:.4f} F1@0.8={sums[1] / sums[2]:.4f}"


def main(arguments: Sequence[str]) -> None:
    """Learn the profiles that are named, or all, and write them beside the code."""
    if arguments[:1] == ["--crossed"]:
        print(crossed("hsplit"))
        return
    models = json.loads(WEIGHTS.read_text(encoding="utf-8")) if WEIGHTS.exists() else {}
    for profile in arguments or RECIPES:
        models[profile] = learn(RECIPES[profile], read(RECIPES[profile]), models)
        print(profile, len(models[profile]))
    text = json.dumps(models, ensure_ascii=False, indent=0, sort_keys=True)
    WEIGHTS.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
