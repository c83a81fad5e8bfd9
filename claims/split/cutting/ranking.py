"""Which of the possible facts are given: two linear models with named weights, one after the other.

The first looks at each candidate by itself. The second looks at it again beside the facts that the
first would give: what they say already need not be said.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claims.split.cutting.candidates import Candidate

_WEIGHTS = Path(__file__).with_name("weights_facts.json")
#: At the first look a fact is given from this chance on that a person would have written it.
FIRST_WORTH = 0.2
#: Of two facts that share this much of their words the less likely is left out.
ALIKE = 0.95

Weights = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Leaning:
    """How fine the facts are cut.

    A fact is given from the chance `worth` on; `by` names kinds of fact, or kinds with their
    wording, that are given more or less readily, with what their linear score gains.
    """

    worth: float = 0.22
    by: Weights = field(default_factory=dict)

    def of(self, candidate: Candidate) -> float:
        """What a candidate's score gains or loses."""
        if not self.by:
            return 0.0
        return self.by.get(candidate.kind, 0.0) + self.by.get(f"{candidate.kind} {candidate.option}", 0.0)


PLAIN = Leaning()


@cache
def weights() -> dict[str, dict[str, float]]:
    """The weights of both models, by name."""
    found: dict[str, dict[str, float]] = json.loads(_WEIGHTS.read_text(encoding="utf-8"))
    return found


@cache
def _behind() -> dict[str, dict[str, float]]:
    """The weights of the first model by the words before each blank of a name, then by what follows it."""
    found: dict[str, dict[str, float]] = {}
    for name, weight in weights()["first"].items():
        for blank in re.finditer(" ", name):
            found.setdefault(name[: blank.start()], {})[name[blank.end() :]] = weight
    return found


def picked(found: Sequence[Candidate], length: int, leaning: Leaning = PLAIN) -> list[Candidate]:
    """The candidates that are given, in their own order; `length` is the sentence's, in words."""
    first, model = first_chances(found, length), weights()["second"]
    told = beside(found, first, best_of(found, first, FIRST_WORTH))
    weight = model["logit"]
    second = [
        chance(names, model, weight * score + leaning.of(candidate))
        for candidate, (names, score) in zip(found, told, strict=True)
    ]
    return [found[at] for at in best_of(found, second, leaning.worth)]


def first_chances(found: Sequence[Candidate], length: int) -> list[float]:
    """What the first model gives each candidate; what wordings of one fact share is summed once."""
    model = weights()["first"]
    shared: dict[tuple[str, str, tuple[str, ...]], float] = {}
    told: dict[tuple[str, str, tuple[str, ...], int, str], float] = {}
    chances = []
    for candidate in found:
        key = (candidate.kind, candidate.option, candidate.marks)
        if key not in shared:
            shared[key] = shared_score(candidate)
        own = (*key, len(candidate.pieces), candidate.pieces[0].origin)
        if own not in told:
            told[own] = chance(own_features(candidate, length), model, shared[key])
        chances.append(told[own])
    return chances


def best_of(found: Sequence[Candidate], chances: Sequence[float], worth: float) -> list[int]:
    """Of each slot the option from which most is to be hoped, if any; near doubles left out."""
    options: dict[tuple[int, str], list[int]] = {}
    for at, candidate in enumerate(found):
        if chances[at] > worth:
            options.setdefault((candidate.slot, candidate.option), []).append(at)
    best: dict[int, tuple[float, list[int]]] = {}
    for (slot, _), places in options.items():
        gain = sum(chances[at] - worth for at in places)
        if gain > best.get(slot, (0.0, places))[0]:
            best[slot] = (gain, places)
    taken = [(chances[at], at) for _, places in best.values() for at in places]
    return _unlike(found, sorted(taken, reverse=True))


def _unlike(found: Sequence[Candidate], taken: Iterable[tuple[float, int]]) -> list[int]:
    kept: list[tuple[int, frozenset[str]]] = []
    for _, at in taken:
        words = found[at].words
        if all(likeness(words, other) < ALIKE for _, other in kept):
            kept.append((at, words))
    return sorted(at for at, _ in kept)


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """How much of their words two facts share, from 0 to 1."""
    return 2 * len(one & other) / max(1, len(one) + len(other))


def chance(names: Iterable[str], model: Weights, start: float = 0.0) -> float:
    """The chance from 0 to 1 that a person would give a fact with these features."""
    total = sum([model.get(name, 0.0) for name in names]) + start
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def shared_score(candidate: Candidate) -> float:
    """What the features count for that all members of a list share; no name is written out."""
    model, kind, total = weights()["first"], candidate.kind, 0.0
    both = f"{kind} {candidate.option}"
    for name in ("bias", kind, both):
        total += model.get(name, 0.0)
    of_kind, of_both = _behind().get(kind, {}), _behind().get(both, {})
    for mark in candidate.marks:
        total += of_kind.get(mark, 0.0)
        total += of_both.get(mark, 0.0)
    return total


def features(candidate: Candidate, length: int) -> list[str]:
    """The named features of a candidate by itself, each of weight one."""
    return [*shared_features(candidate), *own_features(candidate, length)]


def shared_features(candidate: Candidate) -> Iterator[str]:
    """The features that all members of a list share."""
    kind = candidate.kind
    both = f"{kind} {candidate.option}"
    yield from ("bias", kind, both)
    for mark in candidate.marks:
        yield f"{kind} {mark}"
        yield f"{both} {mark}"


def own_features(candidate: Candidate, length: int) -> tuple[str, ...]:
    """The features of one wording; `length` is the sentence's, in words."""
    kind, words = candidate.kind, len(candidate.pieces)
    size = f"size:{_bucket(words)}"
    return (
        size,
        f"{kind} {candidate.option} {size}",
        f"{kind} sentence:{_bucket(length)}",
        f"{kind} first:{candidate.pieces[0].origin}",
        f"{kind} share:{min(10, 10 * words // max(1, length))}",
    )


def beside(
    found: Sequence[Candidate], chances: Sequence[float], given: Sequence[int]
) -> list[tuple[list[str], float]]:
    """The named features of each candidate beside the given ones, and its own score so far."""
    best: dict[int, float] = {}
    for candidate, first in zip(found, chances, strict=True):
        best[candidate.slot] = max(best.get(candidate.slot, 0.0), first)
    facts = [(found[at].slot, found[at].words, chances[at]) for at in given]
    others = {slot: [(words, other) for at, words, other in facts if at != slot] for slot in best}
    return [
        (_beside(candidate, first, best[candidate.slot], others[candidate.slot]), score_of(first))
        for candidate, first in zip(found, chances, strict=True)
    ]


def score_of(first: float) -> float:
    """A chance as a linear score."""
    return math.log(max(1e-6, first) / max(1e-6, 1 - first))


def _beside(
    candidate: Candidate, first: float, best: float, others: Sequence[tuple[frozenset[str], float]]
) -> list[str]:
    kind, looks = candidate.kind, _looks(candidate.words, first, others)
    told = [
        "bias",
        f"score:{max(-6.0, min(6.0, round(score_of(first) * 2) / 2))}",
        f"margin:{_tenth(best - first)}",
        f"likelier:{looks.likelier}",
    ]
    holds, new = f"holds:{looks.holds}", f"new:{looks.new}"
    around = f"others:{min(6, len(others))}"
    for name in (f"alike:{_tenth(looks.alike)}", f"inside:{_tenth(looks.inside)}", holds, new, around):
        told += (name, f"{kind} {name}")
    return [*told, f"{kind} {candidate.option} {holds}", f"{kind} {candidate.option} {new}"]


@dataclass(slots=True)
class _Looks:
    """How a fact looks beside others: like one, inside one, how many it holds, how many words are new."""

    alike: float = 0.0
    inside: float = 0.0
    holds: int = 0
    likelier: int = 0
    new: int = 0


def _looks(mine: frozenset[str], first: float, others: Sequence[tuple[frozenset[str], float]]) -> _Looks:
    looks, left, length = _Looks(), mine, len(mine)
    most = 0
    for words, other in others:
        both, size = len(mine & words), length + len(words)
        most = max(most, both)
        looks.alike = max(looks.alike, 2 * both / size)
        looks.holds += both == len(words)
        looks.likelier += other > first and 2 * both >= 0.7 * size
        left -= words
    looks.inside = most / max(1, length)
    looks.holds, looks.likelier = min(3, looks.holds), min(3, looks.likelier)
    looks.new = min(4, len(left))
    return looks


def _tenth(value: float) -> int:
    return min(10, int(10 * value + 1e-9))


def _bucket(size: int) -> str:
    for limit in (2, 3, 4, 5, 6, 7, 8, 10, 12, 16, 22, 30, 45):
        if size <= limit:
            return f"<={limit}"
    return ">45"
