"""Two amounts that are the ends of one: "five to 30", "between $5 and $10 million", "12-15 percent"."""

from dataclasses import replace

from claims.split.quantities import context
from claims.split.quantities.amounts import Amount
from claims.split.quantities.hedges import before_hedge
from claims.split.quantities.lexicon import DASHES
from claims.split.quantities.tokens import Words
from claims.vocab import QuantityKind

_TO = frozenset({"to", "through", *DASHES})
_RANGING = frozenset(
    "range ranges ranged ranging anywhere vary varies varied varying aged ages between".split()
)
_SCORES = frozenset(
    "win wins won beat beats lost lose loses loss defeat defeated draw drew victory score scored lead led "
    "vote voted ruling".split()
)
_JOINABLE = frozenset(set(QuantityKind) - {QuantityKind.ORDINAL, QuantityKind.RANK})


def joined(words: Words, amounts: list[Amount]) -> list[Amount]:
    """The amounts with each two ends put together."""
    found: list[Amount] = []
    for amount in amounts:
        whole = _range(words, found[-1], amount) if found else None
        if whole:
            found[-1] = whole
        else:
            found.append(amount)
    return found


def _range(words: Words, low: Amount, high: Amount) -> Amount | None:
    if low.upper is not None or high.first != low.stop + 1 or not _agree(low, high):
        return None
    low = _lent(low, high)
    if low.value >= high.value or not _is_joined(words, low, high):
        return None
    named = high if high.unit else low
    kind = QuantityKind.RANGE if named.kind is QuantityKind.NUMBER else named.kind
    return replace(low, stop=high.stop, kind=kind, unit=named.unit, upper=high.value, number=high.number)


def _agree(low: Amount, high: Amount) -> bool:
    if not {low.kind, high.kind} <= _JOINABLE:
        return False
    return low.unit == high.unit or low.is_bare or high.is_bare


def _lent(low: Amount, high: Amount) -> Amount:
    """The 5 of "5 to 10 million" is in millions too."""
    scale = high.number.scale
    if low.number.scale == 1 < scale and low.value < high.value / scale:
        return replace(low, value=low.value * scale)
    return low


def _is_joined(words: Words, low: Amount, high: Amount) -> bool:
    """Say whether it is a range: "from 5 to 10" may say what became what, and 3-2 how a match ended."""
    by, start = words.low(low.stop), before_hedge(words, low.first)
    before = words.low(start - 1)
    if by == "and":
        return before == "between"
    if by == "or":
        return low.is_bare and high.value == low.value + 1
    if by not in _TO or (before == "from" and words.low(start - 2) not in _RANGING):
        return False
    is_score = low.is_bare and high.is_bare and by in DASHES
    return not (is_score and context.has_near(words, low.first, high.stop, _SCORES))
