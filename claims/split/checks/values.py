"""What numbers can mean: how exact they are, and whether two can be the same."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from functools import lru_cache

from claims.models.analysis import QuantityDraft
from claims.vocab import QuantityKind

#: How far "about" and "nearly" go.
_ABOUT = Decimal("0.2")
#: How far a round number is from what it stands for.
_ROUNDED = Decimal("0.025")
#: A hair less than half a place, so that 15% and 16% do not meet.
_HALF = Decimal("0.49")
Interval = tuple[Decimal, Decimal]
_ENDLESS = Decimal("1e60")


@lru_cache(maxsize=4_000)
def number(words: str) -> Decimal | None:
    """A draft's value, None if it is empty or too large to reckon with."""
    try:
        value = Decimal(words)
    except InvalidOperation:
        return None
    return value if value.is_finite() and abs(value) < _ENDLESS else None


def interval(one: QuantityDraft) -> Interval | None:
    """From the least to the most a number can mean: 12,000 may be 11,500, 40% may be 39.5%."""
    value, upper = number(one.value), number(one.upper or one.value)
    if value is None or upper is None:
        return None
    low, high = value - _slack(one, value), upper + _slack(one, upper)
    if one.approximate:
        low, high = low - abs(value) * _ABOUT, high + abs(upper) * _ABOUT
    if one.comparison in {">", ">="}:
        high = _ENDLESS
    elif one.comparison in {"<", "<="}:
        low = -_ENDLESS
    return low, high


def _slack(one: QuantityDraft, value: Decimal) -> Decimal:
    """Half of the last place that is given, 2.5 percent at most; small counts are exact."""
    place = _last_place(value)
    if place == 0 or 0 <= abs(value) < 100:
        measured = one.kind not in {QuantityKind.NUMBER, QuantityKind.RANGE}
        return _HALF.scaleb(min(place, 0)) if measured or place < 0 else Decimal(0)
    return min(_HALF.scaleb(place), abs(value) * _ROUNDED)


@lru_cache(maxsize=4_000)
def _last_place(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def is_exact(one: QuantityDraft) -> bool:
    """Say whether a number is one, given without "about" or "more than"."""
    return not (one.approximate or one.comparison or one.upper) and number(one.value) is not None


def can_be_same(one: QuantityDraft, other: QuantityDraft) -> bool:
    """Say whether two numbers may tell the same; so do a number and the one it is rounded to."""
    first, second = interval(one), interval(other)
    if first is None or second is None:
        return True
    return first[0] <= second[1] and second[0] <= first[1]
