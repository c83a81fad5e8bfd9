"""Numbers with what they count: money, measures, shares, ages, ranks, and bare numbers."""

from dataclasses import dataclass, replace
from fractions import Fraction

from claims.split.quantities import context
from claims.split.quantities.currencies import LARGE_ONLY, SMALLER
from claims.split.quantities.lexicon import ARTICLES, SCALES
from claims.split.quantities.measures import EXTENTS, MUST_TOUCH, QUOTES
from claims.split.quantities.numbers import Form, Number
from claims.split.quantities.tokens import Words
from claims.split.quantities.units import Unit, money_before, skip_hyphen, unit_after
from claims.vocab import QuantityKind

_BARE = {
    Form.CARDINAL: QuantityKind.NUMBER,
    Form.ORDINAL: QuantityKind.ORDINAL,
    Form.FRACTION: QuantityKind.FRACTION,
}
_BETWEEN_AGE = frozenset({"about", "around", "over", "under", "between", "from", "just", "only"})
_BEFORE_AGE = frozenset({"aged", "age", "ages"})


@dataclass(frozen=True, slots=True)
class Amount:
    """A number over the tokens from `first` to before `stop`, with its unit; `upper` ends a range."""

    first: int
    stop: int
    number: Number
    kind: QuantityKind
    value: Fraction
    unit: str = ""
    upper: Fraction | None = None

    @property
    def is_bare(self) -> bool:
        """Say whether only the number itself is known."""
        return not self.unit and self.kind in _BARE.values()


def amounts_of(words: Words, numbers: list[Number]) -> list[Amount]:
    """Each number with its unit, in reading order; "five dollars and ten cents" is one."""
    found: list[Amount] = []
    for number in numbers:
        floor = found[-1].stop if found else 0
        if number.first < floor:
            continue
        amount = _amount(words, number, floor)
        whole = _compound(words, found[-1], amount) if found else None
        if whole:
            found[-1] = whole
        else:
            found.append(amount)
    return found


def _amount(words: Words, number: Number, floor: int) -> Amount:
    if number.form is Form.ORDINAL:
        return Amount(number.first, number.stop, number, QuantityKind.ORDINAL, number.value)
    return _paid(words, number, floor) or _unpaid(words, _in_millions(words, number), floor)


def _unpaid(words: Words, number: Number, floor: int) -> Amount:
    return (
        _measured(words, number)
        or _warm(words, number)
        or _ranked(words, number, floor)
        or _aged(words, number)
        or Amount(number.first, number.stop, number, _BARE[number.form], number.value)
    )


def _paid(words: Words, number: Number, floor: int) -> Amount | None:
    """Money with its sign before it: "$1.2 billion", "US$ 5m", "EUR 125"."""
    before = money_before(words, number.first, floor)
    if not before:
        return None
    first, unit = before
    stop, scale = _letter_scale(words, number)
    name, stop = _same_money(words, stop, unit)
    value = number.value * unit.factor * scale
    if first > floor and context.is_tied_minus(words, first - 1):
        first, value = first - 1, -value
    number = replace(number, scale=number.scale * scale * unit.factor)
    return Amount(first, stop, number, QuantityKind.CURRENCY, value, name)


_LETTERS = {"m": 10**6, "t": 10**12, "k": 10**3, "b": 10**9}


def _letter_scale(words: Words, number: Number) -> tuple[int, int]:
    """Where money with a letter for its scale ends, and the scale: the m of "$5m"."""
    scale = _LETTERS.get(words.low(number.stop), 1)
    return number.stop + (scale > 1), scale


def _same_money(words: Words, stop: int, unit: Unit) -> tuple[str, int]:
    """Name and end of money whose name is also said after the number: "$10 US dollars"."""
    after = unit_after(words, stop)
    if after and after[1].kind is QuantityKind.CURRENCY and _sort(after[1].name) == _sort(unit.name):
        named = unit.name if " " in unit.name else after[1].name
        return (named, after[0]) if words.is_word(stop) else (unit.name, stop)
    return unit.name, stop


def _sort(name: str) -> str:
    """What sort of money it is: a United States dollar is a Dollar."""
    return name.rpartition(" ")[2].capitalize()


def _in_millions(words: Words, number: Number) -> Number:
    """The number with its m, where many people or money follow: "5m people", "5m euros"."""
    if words.low(number.stop) != "m" or not words.is_numeral(number.stop - 1):
        return number
    after = unit_after(words, number.stop + 1)
    is_money = after is not None and after[1].kind is QuantityKind.CURRENCY
    if not is_money and not (words.touch(number.stop) and context.is_crowd(words, number.stop + 1)):
        return number
    return replace(number, stop=number.stop + 1, value=number.value * 10**6, scale=10**6)


def _warm(words: Words, number: Number) -> Amount | None:
    """Read "30C" where the text speaks of temperatures."""
    stop = number.stop + 1
    if not context.is_warmth(words, number.first, stop):
        return None
    unit = words.raw(number.stop).upper()
    return Amount(number.first, stop, number, QuantityKind.TEMPERATURE, number.value, unit)


def _measured(words: Words, number: Number) -> Amount | None:
    """A number with its unit after it: "5 km", "34-year-old", "12 percent", "115USD"."""
    at = _unit_place(words, number)
    found = unit_after(words, at)
    if not found or not _fits(words, number, at, found):
        return None
    stop, unit = found
    scale = SCALES.get(words.low(stop), 1) if unit.kind is QuantityKind.CURRENCY and number.scale == 1 else 1
    kind = unit.kind
    if unit.name == "Degree" and context.is_angle(words, number.first, stop):
        kind = QuantityKind.DIMENSION
    if unit.name == "Pound" and context.is_weight(words, number.first, stop):
        kind = QuantityKind.DIMENSION
    if unit.is_time and _is_said_to_age(words, number.first):
        kind = QuantityKind.AGE
    value = number.value * unit.factor * scale
    first = number.first
    if kind is QuantityKind.TEMPERATURE and context.is_spaced_minus(words, first - 1):
        first, value = first - 1, -value
    number = replace(number, scale=number.scale * scale * unit.factor)
    return Amount(first, stop + (scale > 1), number, kind, value, unit.name)


def _unit_place(words: Words, number: Number) -> int:
    """Where the unit of a number would stand: after a hyphen, or the article of "half a mile"."""
    at = skip_hyphen(words, number.stop)
    if number.value < 1 or number.is_vague:
        at += number.is_vague and words.low(at) == "of"
        at += words.low(at) == "of" and words.low(at + 1) in ARTICLES
        at += words.low(at) in ARTICLES
    return at


def _fits(words: Words, number: Number, at: int, found: tuple[int, Unit]) -> bool:
    stop, unit = found
    if words.raw(at) in QUOTES and not _is_mark(words, at):
        return False
    if words.raw(at) in MUST_TOUCH and not words.touch(at):
        return False
    if unit.kind is QuantityKind.DIMENSION and context.is_tail_of_name(words, number.first):
        return False
    if abs(number.value * unit.factor) < LARGE_ONLY.get(words.low(at), -1) and at == number.stop:
        return False
    return unit.kind is not QuantityKind.CURRENCY or not _begins_next(words, at, stop)


def _is_mark(words: Words, at: int) -> bool:
    """Say whether a quotation mark is one of feet or inches: 6'2", 10" long."""
    if words.low(at + 1) in EXTENTS:
        return True
    beside = at - 2 if words.raw(at) in {'"', "”"} else at + 2
    return words.touch(at) and words.raw(beside) in QUOTES - {words.raw(at)} and words.touch(max(at, beside))


def _begins_next(words: Words, at: int, stop: int) -> bool:
    """Say whether a sign of money belongs to the number after it: the $ of "1 $10 bill"."""
    if not words.is_numeral(stop) or not money_before(words, stop, at):
        return False
    if words.touch(stop):
        return not words.touch(at)
    if words.is_word(at) or words.touch(at):
        return False
    cents = unit_after(words, stop + 1)
    return not (cents and any(cents[1].name in smaller for smaller in SMALLER.values()))


_BEFORE_RANK = (("no", "."), ("nos", "."), ("number",), ("#",), ("№",))


def _ranked(words: Words, number: Number, floor: int) -> Amount | None:
    """Read "No. 3", "number one", "#5"."""
    if number.value.denominator != 1 or not 0 < number.value <= 1000:
        return None
    for phrase in (*_BEFORE_RANK, ("no",)):
        first = number.first - len(phrase)
        if (
            first >= floor
            and words.starts_with(first, phrase)
            and (phrase != ("no",) or (words.raw(first) != "no" and words.is_numeral(number.first)))
        ):
            return Amount(first, number.stop, number, QuantityKind.RANK, number.value)
    return None


def _aged(words: Words, number: Number) -> Amount | None:
    """Read "aged 34", "age of 34", "Jane Smith, 34, said"."""
    at = number.first
    said = _is_said_to_age(words, at) or context.follows_name(words, at, number.stop)
    if not said or number.value > 130 or number.value.denominator != 1:
        return None
    return Amount(at, number.stop, number, QuantityKind.AGE, number.value, "Year")


def _is_said_to_age(words: Words, at: int) -> bool:
    at -= words.low(at - 1) in _BETWEEN_AGE
    return words.low(at - 1) in _BEFORE_AGE or (words.low(at - 1) == "of" and words.low(at - 2) == "age")


def _compound(words: Words, large: Amount, small: Amount) -> Amount | None:
    """Money in two units, or with its smaller unit left out: "15 dollars and 50 cents", "15 dollars 50"."""
    if large.kind is not QuantityKind.CURRENCY or large.value.denominator != 1 or large.number.scale > 1:
        return None
    joined = words.low(large.stop) == "and"
    if small.first != large.stop + joined or not (words.is_word(large.stop - 1) or small.unit):
        return None
    parts = SMALLER.get(_sort(large.unit), {}).get(small.unit or "Cent", 0)
    if small.is_bare and not _is_left_out(words, small, joined=joined):
        return None
    if not parts and small.is_bare:
        parts = 100
    if not parts or not 0 < small.value < parts:
        return None
    return replace(large, stop=small.stop, value=large.value + small.value / parts)


def _is_left_out(words: Words, small: Amount, *, joined: bool) -> bool:
    """Say whether a bare number can only be cents: two digits, and after "and" nothing it counts."""
    if small.number.form is not Form.CARDINAL or not 10 <= small.value < 100:
        return False
    return not (joined and words.is_word(small.stop))
