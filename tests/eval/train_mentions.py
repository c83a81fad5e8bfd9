"""`python -m tests.eval.train_mentions [check]`: learn what speaks for whom a mention means.

Reads GAP (development and validation part) and GUM's training part, ranks the candidates of each
pronoun and noun by a log-linear model, and writes its weights, by name, beside the code. What is learned
for all is shared, and each kind has its own on top of it; the file holds the sums.
"""

from __future__ import annotations

import json
import os
import random
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

import claims.split.mentions
from claims.split.mentions import chains
from claims.split.mentions.weights import NOBODY, Weights
from tests.eval.doors import mentions as door
from tests.eval.predict import rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

DATA = Path(os.environ.get("CLAIMDESK_EVAL_DATA", "../shared/eval")) / "data"
GAP = [DATA / "pronouns_gap" / "dev.jsonl.gz", DATA / "pronouns_gap" / "train.jsonl"]
GUM = [DATA / "coreference_gum" / "train.jsonl"]
WEIGHTS = Path(claims.split.mentions.__file__).parent / "weights.json"

GROUPS = ("person", "thing", "several", "noun")
ROUNDS, STEPS, DECAY, FEWEST = 3, 400, 15.0, 20


@dataclass
class Example:
    """One pronoun: its candidates' features, and which of them are right or could be.

    `right` marks the candidates it means; with none right, `wrong` marks those that it does not mean.
    """

    row: str
    group: str
    candidates: list[set[str]]
    right: list[bool]
    wrong: list[bool]
    weight: float = 1.0


def gap_examples(given: Weights, listed: Iterable[dict[str, Any]]) -> list[Example]:
    """The labelled pronouns of GAP rows, as they rank with some weights."""
    found = []
    for row in listed:
        paragraphs = door.parsed(row["text"])
        told = door.gap_chains(row, paragraphs, given)
        found += _gap_example(row, paragraphs, told)
    return found


def _gap_example(row: dict[str, Any], paragraphs: Any, told: chains.Chains) -> list[Example]:
    start = row["pronoun_offset"]
    pronoun = door.at(told, paragraphs, start, start + len(row["pronoun"]))
    ranked = told.ranked.get(pronoun.order, []) if pronoun else []
    names = [door.at(told, paragraphs, row[f"{x}_offset"], row[f"{x}_offset"] + len(row[x])) for x in "ab"]
    if not ranked or None in names or names[0].entity is names[1].entity:
        return []
    right_one = [noun.entity for noun, x in zip(names, "ab", strict=True) if row[f"{x}_coref"]]
    right = [one.entity in right_one for one in ranked]
    if right_one and not any(right):
        return []
    others = [noun.entity for noun in names]
    wrong = [one.entity in others and not good for one, good in zip(ranked, right, strict=True)]
    return [Example(row["id"], "person", [set(one.features) for one in ranked], right, wrong)]


def gum_examples(given: Weights, listed: Iterable[dict[str, Any]]) -> list[Example]:
    """The pronouns and nouns of GUM's documents, as they rank with some weights."""
    found = []
    for row in listed:
        paragraphs = door.parsed(row["text"])
        told = chains.chains_of(paragraphs, topic=row["title"], guess=True, given=given)
        found += _gum_examples(row, paragraphs, told)
    return found


def _gum_examples(row: dict[str, Any], paragraphs: Any, told: chains.Chains) -> Iterable[Example]:
    gold = {tuple(mention): at for at, mentions in enumerate(row["clusters"]) for mention in mentions}
    meant = {noun.order: gold.get(door.tokens_of(row, paragraphs, noun), -1) for noun in told.nouns}
    first: dict[int, int] = {}
    for noun in told.nouns:
        first.setdefault(meant[noun.order], noun.order)
    for noun in told.nouns:
        ranked, cluster = told.ranked.get(noun.order), meant[noun.order]
        if not ranked:
            continue
        right = [cluster >= 0 and meant[one.near.order] == cluster for one in ranked]
        new = cluster < 0 or first[cluster] == noun.order
        if any(right) or new:
            sets = [set(one.features) for one in ranked]
            yield Example(row["id"], chains.group_of(noun), sets, right, [not good for good in right])


class Model:
    """A log-linear ranker over named features."""

    def __init__(self, examples: list[Example]) -> None:
        counted = Counter(name for one in examples for c in one.candidates for name in _named(one.group, c))
        self.seen = frozenset(counted)
        self.names = [NOBODY, *(f"{g}|{NOBODY}" for g in GROUPS)]
        self.names += sorted(name for name, count in counted.items() if count >= FEWEST)
        self.index = {name: at for at, name in enumerate(self.names)}
        self.values = np.zeros(len(self.names))

    def fit(self, examples: list[Example]) -> None:
        """Climb to the weights under which what is right is likeliest, kept small."""
        data = _Arrays(examples, self.index)
        first, second = np.zeros_like(self.values), np.zeros_like(self.values)
        for step in range(1, STEPS + 1):
            slope = data.slope(self.values) - DECAY * self.values
            first, second = 0.9 * first + 0.1 * slope, 0.99 * second + 0.01 * slope**2
            rate = 0.05 * (1 - step / (STEPS + 1))
            self.values += rate * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)

    def weights(self) -> Weights:
        """The sums of what is shared and what is a group's own, for the features that the group has."""
        by_name = dict(zip(self.names, self.values, strict=True))
        found: Weights = {}
        for group in GROUPS:
            names = sorted({NOBODY, *(name for name in by_name if f"{group}|{name}" in self.seen)})
            sums = {name: by_name.get(name, 0.0) + by_name.get(f"{group}|{name}", 0.0) for name in names}
            found[group] = {
                name: round(float(value), 2) for name, value in sums.items() if abs(value) >= 0.005
            }
        return found


def _named(group: str, features: set[str]) -> list[str]:
    return [name for feature in sorted(features) for name in (feature, f"{group}|{feature}")]


class _Arrays:
    """Examples as flat arrays: features to candidates, candidates to examples."""

    def __init__(self, examples: list[Example], index: dict[str, int]) -> None:
        feature, candidate, starts, right, wrong, weight = [], [], [], [], [], []
        for one in examples:
            starts.append(len(right))
            for features, good, bad in zip(
                [{NOBODY}, *one.candidates],
                [not any(one.right) and all(one.wrong), *one.right],
                [False, *one.wrong],
                strict=True,
            ):
                at = [index[name] for name in _named(one.group, features) if name in index]
                feature += at
                candidate += [len(right)] * len(at)
                right.append(good)
                wrong.append(bad)
            weight.append(one.weight)
        self.feature, self.candidate = np.array(feature), np.array(candidate)
        self.starts = np.array(starts)
        self.row = np.repeat(np.arange(len(starts)), np.diff([*starts, len(right)]))
        self.right, self.wrong, self.weight = np.array(right), np.array(wrong), np.array(weight)
        none = np.add.reduceat(self.right.astype(float), self.starts) == 0
        self.allowed = np.where(none[self.row], ~self.wrong, self.right).astype(float)
        self.count = len(index)

    def slope(self, values: np.ndarray) -> np.ndarray:
        """How the log-likelihood rises with each weight."""
        score = np.bincount(self.candidate, values[self.feature], len(self.row))
        score -= np.maximum.reduceat(score, self.starts)[self.row]
        power = np.exp(score)
        share = power / np.add.reduceat(power, self.starts)[self.row]
        good = power * self.allowed
        told = good / (np.add.reduceat(good, self.starts) + 1e-12)[self.row]
        pull = (told - share) * self.weight[self.row]
        return np.bincount(self.feature, pull[self.candidate], self.count)


def trained(collect: Callable[[Weights], list[Example]], given: Weights | None = None) -> Weights:
    """Train anew as often as the earlier answers, which later ones rest on, still move."""
    weights = given or {group: {} for group in GROUPS}
    for _ in range(ROUNDS):
        examples = collect(weights)
        model = Model(examples)
        model.fit(examples)
        weights = model.weights()
    return weights


def cross_validated(listed: list[dict[str, Any]], gum: list[dict[str, Any]], folds: int = 5) -> float:
    """F1 over GAP's A and B, each row answered by weights that have not seen it."""
    random.Random(7).shuffle(listed)
    hits = said = of = 0
    for fold in range(folds):
        train = [row for at, row in enumerate(listed) if at % folds != fold]
        weights = trained(lambda given, train=train: gap_examples(given, train) + gum_examples(given, gum))
        for row in listed[fold::folds]:
            paragraphs = door.parsed(row["text"])
            answer = door.gap_answer(row, paragraphs, door.gap_chains(row, paragraphs, weights))
            hits += sum(answer[x] and row[f"{x}_coref"] for x in "ab")
            said += sum(answer.values())
            of += row["a_coref"] + row["b_coref"]
    return 2 * hits / (said + of)


def main(arguments: list[str]) -> int:
    """Train on all and write the weights; with `check`, print what they are worth on unseen rows instead."""
    gap = [row for path in GAP for row in rows(path)]
    gum = [row for path in GUM for row in rows(path)]
    if arguments == ["check"]:
        print(f"pronouns_gap F1, cross-validated: {cross_validated(gap, gum):.4f}")
        return 0
    weights = trained(lambda given: gap_examples(given, gap) + gum_examples(given, gum))
    WEIGHTS.write_text(json.dumps(weights, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
