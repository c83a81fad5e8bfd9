"""`python -m tests.eval.train_claims [PROFILE ...]`: learn which cuts the annotators of each set make.

For each row the cuts are looked for that come nearest to its gold claims: from none on, the best single
change is made as long as one helps. A cut that makes this better rather than worse is one to make. A
profile is a logistic regression on the cuts of its sets, fitted with L-BFGS; all are written, by name,
beside the code. Profiles that are not asked for stay as they are.

Only sets whose licence lets a shipped model be trained on them are read: DeSSE, WikiSplit, HSplit. HSplit
has no part of its own to train on, so that its dev part is read: `--crossed` says what can be said of it.
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.optimize import linear_sum_assignment, minimize

from claims.split.cutting import choose
from claims.split.cutting.build import Cut, Share
from tests.eval import sets
from tests.eval.doors import claims as door
from tests.eval.predict import rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from claims.split.cutting.choose import Place

WEIGHTS = Path(choose.__file__).with_name("weights_claims.json")
ROWS, FOLDS = 5000, 6
#: What a claim counts in whole when it is this alike, beside its likeness; and what a change must gain.
HIT, HIT_COUNTS, LEAST_GAIN = 0.8 - 1e-9, 0.7, 0.02
MOST_CHANGES = 12
SMALL = 0.03

#: Single words: with few rows they are learned by heart.
_WORDS = frozenset({"lemma", "headlemma", "root", "first", "subject", "headsubject"})
#: DeSSE's students write so freely that of these only the subject and the first word help.
_NOISY = _WORDS - {"first", "subject"} | {"balance", "others", "inside", "around"}


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a profile is learned.

    `sets` are files under the data folder with what one cut of theirs counts; `without` names the
    groups of features left out; `pull` draws weights to 0; `shift` is added to the bias, since a claim
    that is missed costs more than one too many; `fewest` is how often a feature must be met.
    """

    sets: Mapping[str, float]
    without: frozenset[str] = frozenset()
    pull: float = 3.0
    shift: float = 0.0
    fewest: int = 5


DESSE, WIKISPLIT = "claim_split_desse/train.jsonl.gz", "claim_split_wikisplit/train.jsonl.gz"
HSPLIT = "claim_split_hsplit/dev.jsonl"

RECIPES = {
    "desse": Recipe({DESSE: 1.0}, _NOISY, pull=10.0, shift=0.3, fewest=20),
    "hsplit": Recipe({HSPLIT: 1.0, WIKISPLIT: 0.1}, _WORDS, shift=0.8),
    "wikisplit": Recipe({WIKISPLIT: 1.0}, pull=10.0, shift=0.3),
}


@dataclass(frozen=True, slots=True)
class Labelled:
    """A place where a sentence may be cut: its features, whether it is cut, and what that counts."""

    told: list[str]
    right: bool
    counts: float = 1.0


class Text:
    """A row's sentences, the places where they may be cut, and how near a choice comes to the gold."""

    def __init__(self, row: dict[str, Any]) -> None:
        self.sentences = door.read(row["text"])
        self.gold = [_words(claim) for claim in row["claims"]]
        each = list(enumerate(self.sentences))
        self.places: list[tuple[int, Place]] = [(n, cut) for n, s in each for cut in s.cuts]
        self.places += [(n, share) for n, s in each for share in s.shares]
        self._said: dict[tuple[int, frozenset[int]], list[Counter[str]]] = {}
        self._worth: dict[frozenset[int], float] = {}

    def worth(self, made: frozenset[int]) -> float:
        """How near the claims are to the gold if the places of these numbers are cut: 0 to 1.7."""
        if made not in self._worth:
            claims = [claim for number in range(len(self.sentences)) for claim in self._claims(number, made)]
            likeness, hits = matched(claims, self.gold)
            self._worth[made] = 2 * (likeness + HIT_COUNTS * hits) / (len(claims) + len(self.gold))
        return self._worth[made]

    def _claims(self, number: int, made: frozenset[int]) -> list[Counter[str]]:
        mine = frozenset(at for at in made if self.places[at][0] == number)
        if (number, mine) not in self._said:
            taken = [self.places[at][1] for at in sorted(mine)]
            cuts = [place for place in taken if isinstance(place, Cut)]
            shares = [place for place in taken if isinstance(place, Share)]
            said = door.said(self.sentences[number].span, cuts, shares)
            self._said[number, mine] = [_words(claim) for claim in said]
        return self._said[number, mine]

    def changed(self, made: frozenset[int], at: int) -> frozenset[int]:
        """The choice without a place that is in it, or else with it and without what it excludes."""
        return made - {at} if at in made else self.having(made, at)

    def having(self, made: frozenset[int], at: int) -> frozenset[int]:
        """The choice with a place in it, and without the cuts that it excludes."""
        slot = self._slot(at)
        return frozenset(other for other in made if slot is None or self._slot(other) != slot) | {at}

    def _slot(self, at: int) -> tuple[int, str] | None:
        place = self.places[at][1]
        return choose.slot(place) if isinstance(place, Cut) else None

    def best(self) -> frozenset[int]:
        """The choice from which no single change comes nearer to the gold, from none on."""
        made: frozenset[int] = frozenset()
        for _ in range(MOST_CHANGES if self.places else 0):
            change = max((self.changed(made, at) for at in range(len(self.places))), key=self.worth)
            if self.worth(change) <= self.worth(made) + LEAST_GAIN:
                break
            made = change
        return made

    def labelled(self, counts: float) -> list[Labelled]:
        """The places, each right if cutting there helps the best choice of the others."""
        best = self.best()
        found = []
        for at, (number, place) in enumerate(self.places):
            sentence = self.sentences[number]
            right = self.worth(self.having(best, at)) > self.worth(best - {at})
            told = choose.features(sentence.span, place, sentence.cuts)
            found.append(Labelled(told, right, counts))
        return found


def _words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.lower()))


def _alike(one: Counter[str], other: Counter[str]) -> float:
    return 2 * (one & other).total() / max(1, one.total() + other.total())


def matched(said: Sequence[Counter[str]], gold: Sequence[Counter[str]]) -> tuple[float, int]:
    """How alike claims and gold are, matched one to one and summed, and how many are hits."""
    alike = np.array([[_alike(one, other) for other in gold] for one in said])
    best = alike[linear_sum_assignment(-alike)]
    return float(best.sum()), int((best >= HIT).sum())


def fit(found: Sequence[Labelled], recipe: Recipe) -> dict[str, float]:
    """Fit one model; its bias holds the recipe's shift."""
    told = [[name for name in place.told if not _parts(name) & recipe.without] for place in found]
    number = Counter(name for names in told for name in names)
    place_of = {
        name: at for at, name in enumerate(sorted(n for n, times in number.items() if times >= recipe.fewest))
    }
    where = np.array([place_of[name] for names in told for name in names if name in place_of])
    row = np.array([at for at, names in enumerate(told) for name in names if name in place_of])
    goal = np.array([float(place.right) for place in found])
    counts = np.array([place.counts for place in found])

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        score = np.bincount(row, weights[where], len(goal))
        gap = counts * (1 / (1 + np.exp(-score)) - goal)
        slope = np.bincount(where, gap[row], len(place_of)) + recipe.pull * weights
        fitted = (counts * (np.logaddexp(0, score) - goal * score)).sum()
        return float(fitted + recipe.pull / 2 * (weights**2).sum()), slope

    start = np.zeros(len(place_of))
    weights = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 150}).x
    model = {name: float(weight) for name, weight in zip(place_of, weights, strict=True)}
    return model | {"bias": model["bias"] + recipe.shift}


def _parts(name: str) -> set[str]:
    return set(choose.group(name).split("+"))


def rounded(model: Mapping[str, float]) -> dict[str, float]:
    """A model as it is written: by name, without what hardly counts."""
    return {name: round(weight, 2) for name, weight in sorted(model.items()) if abs(weight) >= SMALL}


def read(file: str) -> list[dict[str, Any]]:
    """At most ROWS rows of a file under the data folder, drawn the same each time."""
    found = list(rows(sets.folder() / "data" / file))
    random.Random(0).shuffle(found)
    return found[:ROWS]


def places_of(profile: str, file: str) -> list[list[Labelled]]:
    """The labelled places of each row of a file, with what they count in a profile."""
    counts = RECIPES[profile].sets[file]
    return [Text(row).labelled(counts) for row in read(file)]


def learn(profile: str, found: Sequence[list[Labelled]]) -> dict[str, float]:
    """The weights of one profile, learned from the places of each row."""
    return rounded(fit([place for row in found for place in row], RECIPES[profile]))


def crossed(profile: str, file: str) -> str:
    """Soft F1 and F1@0.8 on a file, each part of it predicted by a model that did not see it."""
    own = places_of(profile, file)
    others = [row for other in RECIPES[profile].sets if other != file for row in places_of(profile, other)]
    sums = np.zeros(3)
    for fold in range(FOLDS):
        model = learn(profile, [row for at, row in enumerate(own) if at % FOLDS != fold] + others)
        for row in read(file)[fold::FOLDS]:
            claims = door.claims_by(door.read(row["text"]), model)
            gold = [_words(claim) for claim in row["claims"]]
            sums += (*matched([_words(claim) for claim in claims], gold), (len(claims) + len(gold)) / 2)
    return f"{profile} crossed: softF1={sums[0] / sums[2]:.4f} F1@0.8={sums[1] / sums[2]:.4f}"


def main(arguments: Sequence[str]) -> None:
    """Learn the profiles that are named, or all, and write them beside the code."""
    if arguments[:1] == ["--crossed"]:
        print(crossed("hsplit", HSPLIT))
        return
    models = json.loads(WEIGHTS.read_text(encoding="utf-8")) if WEIGHTS.exists() else {}
    for profile in arguments or RECIPES:
        found = [row for file in RECIPES[profile].sets for row in places_of(profile, file)]
        models[profile] = learn(profile, found)
        print(profile, len(models[profile]))
    text = json.dumps(models, ensure_ascii=False, indent=0, sort_keys=True)
    WEIGHTS.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
