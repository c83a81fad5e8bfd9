"""How far people who rated the same claims agree, beyond what chance would give."""

import random
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

#: Under so many shared claims a number would say more than is known.
TOO_FEW = 10
#: How often the claims are drawn again for an interval, and from which seed: the same each time.
ROUNDS, SEED = 400, 20110125
#: The ratings that one claim was given, one for each person who gave one.
Unit = Sequence[Hashable]
R = TypeVar("R", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Agreement:
    """Krippendorff's alpha for nominal ratings, with its interval.

    `shared` counts the claims that two or more people rated, `ratings` what they gave them. `alpha` is 1
    where all agree, 0 where they agree as often as chance would, below 0 where less; None under `TOO_FEW`
    shared claims, and where all ratings are the same, so that nothing could differ. `low` and `high` hold
    95 of 100 alphas of claims drawn anew.
    """

    shared: int
    ratings: int
    alpha: float | None = None
    low: float | None = None
    high: float | None = None

    @property
    def too_few(self) -> bool:
        """Whether too few claims are shared to say anything."""
        return self.shared < TOO_FEW


def agreement(units: Iterable[Unit]) -> Agreement:
    """Measure the agreement over claims; those that fewer than two people rated do not count."""
    shared = [tuple(unit) for unit in units if len(unit) > 1]
    found = Agreement(len(shared), sum(map(len, shared)))
    if found.too_few:
        return found
    alpha = krippendorff(shared)
    if alpha is None:
        return found
    return Agreement(found.shared, found.ratings, alpha, *interval(shared))


def krippendorff(units: Iterable[Unit]) -> float | None:
    """Krippendorff's alpha for nominal ratings; any of them may be missing.

    Args:
        units: the ratings of each claim, in any order; a claim with one or none pairs with nothing.

    Returns:
        At most 1; None if nothing is shared, or every rating is the same.

    Source:
        Krippendorff, K. (2011). Computing Krippendorff's Alpha-Reliability, sections B and C.
    """
    return _alpha(Counter(_pattern(unit) for unit in units if len(unit) > 1))


_Pattern = tuple[tuple[Hashable, int], ...]


def _pattern(unit: Unit) -> _Pattern:
    """How often each rating was given to a claim: all that alpha asks of it."""
    return tuple(sorted(Counter(unit).items(), key=repr))


def _alpha(patterns: Counter[_Pattern]) -> float | None:
    """1 less the share of pairs that differ within claims over the share that differ among all."""
    given: Counter[Hashable] = Counter()
    differing = 0.0
    for pattern, times in patterns.items():
        size = sum(count for _, count in pattern)
        same = sum(count * (count - 1) for _, count in pattern)
        differing += times * (size * (size - 1) - same) / (size - 1)
        for rating, count in pattern:
            given[rating] += times * count
    n = given.total()
    by_chance = n * n - sum(count * count for count in given.values())
    return 1 - (n - 1) * differing / by_chance if by_chance else None


def interval(units: Sequence[Unit], rounds: int = ROUNDS, seed: int = SEED) -> tuple[float, float]:
    """Where 95 of 100 alphas lie if the claims are drawn again and again from these, with return.

    A draw in which every rating is the same leaves nothing to differ, and counts as full agreement.
    """
    chance = random.Random(seed)  # noqa: S311  it draws, it hides nothing
    patterns = Counter(_pattern(unit) for unit in units if len(unit) > 1)
    kinds, weights = list(patterns), list(patterns.values())
    drawn = (_alpha(Counter(chance.choices(kinds, weights, k=patterns.total()))) for _ in range(rounds))
    alphas = sorted(1.0 if alpha is None else alpha for alpha in drawn)
    aside = rounds // 40
    return alphas[aside], alphas[-1 - aside]


def about(units: Iterable[Unit], rating: Hashable) -> list[tuple[bool, ...]]:
    """The same claims, asked only whether each was given this rating; none if it was never given."""
    asked = [tuple(given == rating for given in unit) for unit in units]
    return asked if any(map(any, asked)) else []


def confusion(pairs: Iterable[tuple[R, R]]) -> Counter[tuple[R, R]]:
    """How often the one gave this rating where the other gave that."""
    return Counter(pairs)
