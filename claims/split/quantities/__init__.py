"""Numbers in English text: what they are worth, what they count, and how far they are meant.

Tokens, then numbers, then numbers with units, then what the words around them say: each step is a
module that knows those before it, and none looks further than a few words from a number.
"""

from claims.models.analysis import QuantityDraft
from claims.split.quantities.amounts import Amount, amounts_of
from claims.split.quantities.hedges import Reach, is_few, reach_of
from claims.split.quantities.named import as_counted, counting, is_pronoun
from claims.split.quantities.numbers import Form, numbers_of, with_letter
from claims.split.quantities.ranges import joined
from claims.split.quantities.tokens import Words, words_of
from claims.split.quantities.values import decimal_string
from claims.vocab import QuantityKind

__all__ = ["find_numbers", "find_quantities"]


def find_quantities(
    text: str, start: int = 0, end: int | None = None, *, raw: bool = False
) -> list[QuantityDraft]:
    """Find what counts, measures or ranks, in reading order; no two overlap.

    Args:
        text: any text; only English number words are known, and digits of every script.
        start: where to begin, in code points.
        end: where to stop, the end of the text if None; no word outside is looked at.
        raw: every number by itself and as it stands: no range is joined, numbers that only name
            something (years, dates, times of day, flights) are given too, and nothing vague is.

    Returns:
        Drafts whose words reach from the number or its sign of money to its unit, without the words
        that hedge it: these are in `approximate` and `comparison`. The ends of a range are in
        `value` and `upper`; its kind is `range` where it has no unit, else that of the unit.
        "hundreds" and "several hundred" have the least they can mean, approximate and ">=".
    """
    words = words_of(text, start, end)
    amounts = amounts_of(words, numbers_of(words, vague=not raw))
    if not raw:
        amounts = joined(words, as_counted(words, counting(words, amounts)))
    return [_draft(words, amount) for amount in amounts]


def find_numbers(text: str) -> list[QuantityDraft]:
    """Find each number without what it counts; none that is tied to letters, as the 5 of 5km is.

    The kinds are `number` and `fraction`; ordinals are left out.
    """
    words = words_of(text)
    numbers = [with_letter(words, n) for n in numbers_of(words) if n.form is not Form.ORDINAL]
    kinds = {Form.CARDINAL: QuantityKind.NUMBER, Form.FRACTION: QuantityKind.FRACTION}
    return [
        _draft(words, Amount(number.first, number.stop, number, kinds[number.form], number.value))
        for number in numbers
        if not (_is_in_word(words, number.first, number.stop) or is_pronoun(words, number.first, number.stop))
    ]


def _is_in_word(words: Words, first: int, stop: int) -> bool:
    before = words.touch(first) and words.is_word(first - 1)
    return before or (words.touch(stop) and words.is_word(stop))


def _draft(words: Words, amount: Amount) -> QuantityDraft:
    start, end = words.span(amount.first, amount.stop)
    reach = _reach(words, amount)
    return QuantityDraft(
        start=start,
        end=end,
        words=words.text[start:end],
        kind=amount.kind,
        value=decimal_string(amount.value),
        upper="" if amount.upper is None else decimal_string(amount.upper),
        unit=amount.unit,
        approximate=reach.approximate,
        comparison=reach.comparison,
    )


def _reach(words: Words, amount: Amount) -> Reach:
    if amount.number.is_vague or is_few(words, amount.first):
        return Reach(approximate=True, comparison=">=")
    return reach_of(words, amount.first - (words.low(amount.first - 1) == "between"), amount.stop)
