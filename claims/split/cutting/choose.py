"""Which of the possible cuts are made: a linear model with named weights, one set for each profile.

Whole choices are weighed, each by the places where it cuts and by the claims that it yields. A profile is
how finely the annotators of one corpus cut. The product's own claims do not ask here: their rules are in
`claims.split.policy`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

from claims.split.cutting import features
from claims.split.cutting.build import Cut, Proposition, Share, propositions
from claims.split.cutting.features import Place

if TYPE_CHECKING:
    from claims.split.parsed import Span

_WEIGHTS = Path(__file__).with_name("weights_claims.json")

#: Of a sentence's places only the likeliest are weighed together, and only so many cut at once.
MOST_PLACES, MOST_CUTS = 6, 4

Weights = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Profile:
    """The name of a set of weights, and what each place's linear score gains: above 0 cuts more finely."""

    name: str
    shift: float = 0.0


@dataclass(frozen=True, slots=True)
class Choice:
    """Places of a sentence that are cut together, by number, and the claims they yield.

    None where nothing of the sentence can be a claim, so that it says itself.
    """

    places: tuple[int, ...]
    claims: tuple[Proposition, ...]

    def told(self, sentence: Span) -> list[str]:
        """The features of the choice as a whole and of each of its claims."""
        sizes = [features.size_of(claim) for claim in self.claims] or [len(sentence)]
        of_claims = [name for claim in self.claims for name in features.of_claim(claim)]
        return [*features.of_choice(sentence, sizes), *of_claims]


@cache
def weights() -> dict[str, dict[str, float]]:
    """All weights, by profile and feature."""
    found: dict[str, dict[str, float]] = json.loads(_WEIGHTS.read_text(encoding="utf-8"))
    return found


def weights_of(name: str) -> Weights:
    """The weights of one profile.

    Raises:
        ValueError: if there is none of that name; the text lists those there are.
    """
    there = weights()
    if name not in there:
        raise ValueError(f"no profile {name!r}; there are {', '.join(sorted(there))}")
    return there[name]


def chosen(
    sentence: Span, cuts: Sequence[Cut], shares: Sequence[Share], profile: Profile | str
) -> tuple[list[Cut], list[Share]]:
    """The cuts and lists of the choice that scores best; of equals the one with the fewest."""
    profile = Profile(profile) if isinstance(profile, str) else profile
    return chosen_by(sentence, cuts, shares, weights_of(profile.name), profile.shift)


def chosen_by(
    sentence: Span, cuts: Sequence[Cut], shares: Sequence[Share], model: Weights, shift: float = 0.0
) -> tuple[list[Cut], list[Share]]:
    """What `chosen` gives, by weights that need not be in the file."""
    kinds = {name.partition(" ")[0] for name in model}
    there: list[Place] = [*cuts, *shares]
    known = [place for place in there if place.kind in kinds]
    scores = [scored(features.of_place(sentence, place, cuts), model) + shift for place in known]
    kept = likeliest(scores)

    def score(choice: Choice) -> float:
        return sum(scores[kept[at]] for at in choice.places) + scored(choice.told(sentence), model)

    best = max(choices(sentence, [known[at] for at in kept]), key=score)
    made = [known[kept[at]] for at in best.places]
    return [place for place in made if isinstance(place, Cut)], [p for p in made if isinstance(p, Share)]


def scored(names: Iterable[str], model: Weights) -> float:
    """The sum of the weights that features have in a model."""
    return sum(model.get(name, 0.0) for name in names)


def likeliest(scores: Sequence[float]) -> list[int]:
    """The places with the highest scores, by number and in the order in which they came."""
    order = sorted(range(len(scores)), key=lambda at: -scores[at])
    return sorted(order[:MOST_PLACES])


def choices(sentence: Span, places: Sequence[Place]) -> Iterator[Choice]:
    """The ways to cut a sentence at some of the places, the fewest first, none that says the same again."""
    seen: set[tuple[tuple[str, ...], ...]] = set()
    for size in range(min(MOST_CUTS, len(places)) + 1):
        for numbers in combinations(range(len(places)), size):
            taken = [places[number] for number in numbers]
            if not _go_together(taken):
                continue
            claims = _claims(sentence, taken)
            said = tuple(sorted(tuple(piece.text for piece in claim.pieces) for claim in claims))
            if said not in seen:
                seen.add(said)
                yield Choice(numbers, claims)


def _claims(sentence: Span, places: Sequence[Place]) -> tuple[Proposition, ...]:
    cuts = [place for place in places if isinstance(place, Cut)]
    shares = [place for place in places if isinstance(place, Share)]
    return tuple(propositions(sentence, cuts, shares))


def _go_together(places: Sequence[Place]) -> bool:
    slots = [slot(place) for place in places if isinstance(place, Cut)]
    return len(set(slots)) == len(slots)


def slot(cut: Cut) -> tuple[int, str]:
    """What only one of the cuts with the same answer may take: its word, and the way it is cut."""
    return cut.token.i, cut.kind.removesuffix("_also")
