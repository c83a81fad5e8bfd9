"""The queue in a person's own order: what the desk's order holds, a stretch at a time, by their weights.

A stretch is so many claims in a row of the desk's order. Each page names the stretch it belongs to, so
claims that come and go meanwhile move no claim from one stretch to another, and none is left out.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from claims import triage
from claims.errors import NotFoundError
from claims.models import Reason, Worth
from claims.models.claims import queue_key
from claims.store.queue import Cursor, Standing
from claims.vocab import WorthReason

#: So many claims are put in a person's own order at once; the next as many stand behind them.
STRETCH = 1_000

Weights = Mapping[str, float]
#: Reads standings behind or before a place of the desk's order, up to a limit.
Read = Callable[[int, Cursor | None, Cursor | None], Sequence[Standing]]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a page begins: a stretch from behind `start` to `end`, both of the desk's order, and where in it.

    `at` is of the order that these weights give; of another one it means nothing.
    """

    start: Cursor | None
    end: Cursor | None = None
    at: Cursor | None = None
    weights: str = ""

    @classmethod
    def of(cls, text: str) -> "Spot":
        """Read a place as `str` wrote it; one of the desk's own order is the start of a stretch.

        Raises:
            NotFoundError: if it is none.
        """
        if "." not in text:
            return cls(Cursor.of(text) if text else None)
        start, *rest = text.split(".")
        if len(rest) != 3:
            raise NotFoundError("there is no such page")
        return cls(Cursor.of(start) if start else None, Cursor.of(rest[0]), Cursor.of(rest[1]), rest[2])

    def __str__(self) -> str:
        return f"{self.start or ''}.{self.end}.{self.at}.{self.weights}"


@dataclass(frozen=True, slots=True)
class OwnPage:
    """The keys of the claims on a page, in their order; `after` and `before` lead on, "" if nothing does."""

    keys: list[int]
    after: str
    before: str


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Places in the person's own order, and what of the desk's order they are."""

    start: Cursor | None
    first: Cursor | None
    end: Cursor | None
    places: list[tuple[str, int]]
    more: bool


def page(read: Read, size: int, weights: Weights, after: str = "", before: str = "") -> OwnPage:
    """The page behind or before a place, or the first; at most two stretches are read for it.

    Raises:
        NotFoundError: if the place is none.
    """
    spot, mark = Spot.of(after or before), mark_of(weights)
    if before and spot.end is None:
        stretch = _before(read, weights, spot.start)
        return _cut(stretch, mark, max(0, len(stretch.places) - size), len(stretch.places))
    stretch = _behind(read, weights, spot)
    at = (spot.at.key, spot.at.id) if spot.at and spot.weights == mark else ("", 0)
    if before and (to := bisect_left(stretch.places, at)):
        return _cut(stretch, mark, max(0, to - size), to)
    if before and at[0] and stretch.start:  # all that stood before it is gone
        return page(read, size, weights, before=str(stretch.first or stretch.end))
    first = 0 if before else bisect_right(stretch.places, at)
    if first == len(stretch.places) and stretch.more:  # all that stood behind it is gone
        return page(read, size, weights, str(stretch.end))
    return _cut(stretch, mark, first, min(len(stretch.places), first + size))


def _cut(stretch: _Stretch, mark: str, first: int, to: int) -> OwnPage:
    """Those from one place to another, and the ways to the pages beside them."""
    places = stretch.places
    keys = [key for _, key in places[first:to]]

    def spot(at: int) -> str:
        return str(Spot(stretch.start, stretch.end, Cursor(*places[at]), mark))

    after = spot(to - 1) if 0 < to < len(places) else str(stretch.end) if stretch.more else ""
    before = spot(first) if first else str(stretch.first) if stretch.start and stretch.first else ""
    return OwnPage(keys, after, before if keys else "")


def _behind(read: Read, weights: Weights, spot: Spot) -> _Stretch:
    """The stretch that a page names; the next one from its start if it names no end, or an end too far."""
    found = read(STRETCH + 1, spot.start, None)
    own = [one for one in found[:STRETCH] if spot.end is None or _place(one.at) <= _place(spot.end)]
    end = own[-1].at if own else spot.end
    return _stretch(own, weights, spot.start, end, more=len(found) > len(own))


def _before(read: Read, weights: Weights, end: Cursor | None) -> _Stretch:
    found = read(STRETCH + 1, None, end)
    start = found[0].at if len(found) > STRETCH else None
    own = found[-STRETCH:]
    return _stretch(own, weights, start, own[-1].at if own else end, more=bool(own))


def _stretch(
    own: Sequence[Standing], weights: Weights, start: Cursor | None, end: Cursor | None, *, more: bool
) -> _Stretch:
    places = sorted((_own_key(one, weights), one.at.id) for one in own)
    return _Stretch(start, own[0].at if own else None, end, places, more)


def _place(at: Cursor) -> tuple[str, int]:
    return at.key, at.id


def _own_key(one: Standing, weights: Weights) -> str:
    return queue_key(one.priority, one.skipped_at, worth_to(one, weights))


def worth_to(one: Standing, weights: Weights) -> float:
    """A claim's check-worthiness by a person's own weights.

    As it is where nothing can be weighed: marked by hand, or scored by rules that added no log-odds.
    """
    reasons = tuple(Reason(WorthReason(why["name"]), why["weight"]) for why in one.reasons if _is_known(why))
    if not reasons or reasons[0].name is not WorthReason.START:
        return one.check_worthiness
    return triage.weighed(Worth(one.check_worthiness, reasons), weights)


_NAMES = frozenset(why.value for why in WorthReason)


def _is_known(why: Mapping[str, object]) -> bool:
    return why["name"] in _NAMES


def mark_of(weights: Weights) -> str:
    """Tells one choice of weights from another; "" where there is none."""
    said = " ".join(f"{name}={weights[name]:g}" for name in sorted(weights))
    return sha256(said.encode()).hexdigest()[:8] if weights else ""
