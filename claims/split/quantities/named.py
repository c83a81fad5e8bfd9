"""Numbers that name rather than count: years, dates, times of day, flights, codes."""

from dataclasses import replace
from itertools import pairwise

from claims.split.quantities import context
from claims.split.quantities.amounts import Amount
from claims.split.quantities.hedges import reach_of
from claims.split.quantities.lexicon import DASHES, HYPHENS
from claims.split.quantities.numbers import Form
from claims.split.quantities.tokens import Words
from claims.vocab import QuantityKind

_MONTHS = frozenset(
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
_PERIODS = frozenset("century centuries quarter quarters millennium millennia".split())
_NAMED_BEFORE = frozenset(
    "flight route highway interstate boeing airbus apollo article articles section chapter page pages room "
    "channel gate windows iphone psalm paragraph clause figure table formula studio pier terminal".split()
)
_NOT_ONE_AFTER = frozenset("the this that which no every each any another some such".split())
_NOT_ONE_BEFORE = frozenset("of another may might must should can could would".split())
_NOT_HALF_AFTER = frozenset("first second latter other third fourth top bottom better next last this".split())
_NOT_HALF_BEFORE = frozenset("past brother sister time way".split())
_ZONES = frozenset("gmt utc est edt pst pdt cet kst bst a.m p.m am pm o noon midnight hours".split())
_IDIOMS = frozenset("lady name aid hand".split())
_NOUNLESS = frozenset(
    "of in the more less are is were was have has had said say says than to from by for at on and or as who "
    "that do did will would could can may into off went voted".split()
)


def counting(words: Words, amounts: list[Amount]) -> list[Amount]:
    """The amounts without those that only name something; a day after a day of a month is one too."""
    found: list[Amount] = []
    date_end = -9
    spelt = _spelt_years(words, amounts)
    for amount in amounts:
        if amount.first in spelt:
            continue
        if _continues_date(words, amount, date_end) or _is_date(words, amount):
            date_end = amount.stop
        elif not _is_named(words, amount):
            found.append(amount)
    return found


def _spelt_years(words: Words, amounts: list[Amount]) -> set[int]:
    """Where the halves of "nineteen eighty-four" begin."""
    halves: set[int] = set()
    for early, late in pairwise(amounts):
        is_pair = early.is_bare and late.is_bare and early.stop == late.first and words.is_word(late.first)
        if is_pair and words.is_word(early.first) and 11 <= early.value <= 20 and 10 <= late.value <= 99:
            halves |= {early.first, late.first}
    return halves


def is_pronoun(words: Words, first: int, stop: int) -> bool:
    """Say whether "one" stands for a thing: "the one you know"."""
    return words.low(first) == "one" and stop == first + 1 and words.low(first - 1) in _NOT_ONE_AFTER


def _is_named(words: Words, amount: Amount) -> bool:
    if amount.unit or amount.kind is QuantityKind.RANK:
        return False
    return (
        _is_part_of_sign(words, amount)
        or _is_year(words, amount)
        or _is_time(words, amount)
        or words.low(amount.first - 1) in _NAMED_BEFORE
        or _is_idiom(words, amount)
    )


def _is_day(amount: Amount) -> bool:
    return amount.number.form is not Form.FRACTION and 1 <= amount.value <= 31 and amount.is_bare


def _is_date(words: Words, amount: Amount) -> bool:
    """Say whether it is the number of "May 5", "5th of May", "Jan. 3"; a month and its year."""
    if not (_is_day(amount) or _looks_like_year(words, amount)):
        return False
    before = amount.first - 1 - (words.low(amount.first - 1) in {".", ","})
    after = amount.stop + (words.low(amount.stop) == "of")
    if words.low(before) in _MONTHS and words.raw(before)[:1].isupper():
        return True
    return words.low(after) in _MONTHS and words.raw(after)[:1].isupper()


def _continues_date(words: Words, amount: Amount, date_end: int) -> bool:
    """The 7 of "May 5-7" and the 2011 of "May 5, 2011"."""
    joined = words.low(date_end) in {*DASHES, "and", "to", ",", "/"}
    if not joined or amount.first != date_end + 1:
        return False
    is_end_of_days = _is_day(amount) and words.low(date_end) != "," and not words.is_word(amount.stop)
    return is_end_of_days or _looks_like_year(words, amount)


def _looks_like_year(words: Words, amount: Amount) -> bool:
    raw = words.raw(amount.first)
    is_plain = amount.is_bare and amount.stop == amount.first + 1 and len(raw) == 4 and raw.isdecimal()
    return is_plain and 1500 <= amount.value < 2100


def _is_year(words: Words, amount: Amount) -> bool:
    """A year, or the end of "2011-12"; "more than 2000" and "2000 people" count."""
    if _looks_like_year(words, amount):
        reach = reach_of(words, amount.first, amount.stop)
        counts = reach.comparison in {">", ">=", "<"} or words.low(amount.first - 1) in {
            "some",
            "nearly",
            "almost",
        }
        return not counts and words.low(amount.stop) not in context.CROWDS
    start = words.raw(amount.first - 2)
    is_short = words.touch(amount.first) and words.low(amount.first - 1) in DASHES and len(start) == 4
    return is_short and start.isdecimal() and 1500 <= int(start) < 2100


def _is_part_of_sign(words: Words, amount: Amount) -> bool:
    """Part of COVID-19, 10:30, 3.2.1, 9/11, 1990s or 555-123-4567."""
    first, stop = amount.first, amount.stop
    if context.is_tail_of_name(words, first) or (words.touch(stop) and _is_sign_after(words, stop)):
        return True
    if _is_tied(words, first - 1, "/:.'’_") or _is_tied(words, stop, "/:._"):
        return True
    if any(words.low(at) in {"/", "⁄"} for at in range(first, stop)):
        return not (amount.value < 1 and amount.value.denominator in _USUAL) and words.low(first + 1) in {
            "/",
            "⁄",
        }
    chained = _is_tied(words, first - 1, "-") and _is_tied(words, first - 3, "-")
    return chained or _is_chain(words, first, stop)


_USUAL = frozenset({2, 3, 4, 5, 6, 8, 10, 16, 32, 64})


def _is_sign_after(words: Words, at: int) -> bool:
    return words.low(at)[:1].isalnum() or words.low(at) == "_"


def _is_tied(words: Words, at: int, signs: str) -> bool:
    """Say whether the token is one of the signs and touches digits, or what is before it, on both sides."""
    if words.low(at) not in signs or not words.low(at) or not words.touch(at + 1):
        return False
    return words.is_numeral(at + 1) and (
        (words.is_numeral(at - 1) and words.touch(at)) or words.low(at) in "'’"
    )


def _is_chain(words: Words, first: int, stop: int) -> bool:
    """Say whether digits are the first or the middle one of three with hyphens between."""
    after = _is_tied(words, stop, "-")
    return after and (_is_tied(words, first - 1, "-") or _is_tied(words, stop + 2, "-"))


def _is_time(words: Words, amount: Amount) -> bool:
    """Say whether it is the number of "6 p.m.", "1500 GMT", "10 o'clock"."""
    if not words.is_numeral(amount.first) and words.low(amount.stop) != "o":
        return False
    after = words.low(amount.stop)
    if after in {"a", "p"}:
        return words.low(amount.stop + 1) == "." and words.low(amount.stop + 2) == "m"
    if after == "o":
        return words.low(amount.stop + 2) == "clock"
    return after in _ZONES and after != "hours"


def _is_idiom(words: Words, amount: Amount) -> bool:
    if amount.kind is QuantityKind.ORDINAL:
        return _is_period(words, amount)
    if amount.kind is QuantityKind.FRACTION:
        return _is_no_half(words, amount)
    if words.low(amount.first) == "zero":
        return words.low(amount.first - 1) in {"above", "below"}
    alone = words.low(amount.first) == "one" and amount.stop == amount.first + 1
    return alone and (
        is_pronoun(words, amount.first, amount.stop) or words.low(amount.stop) in _NOT_ONE_BEFORE
    )


def _is_period(words: Words, amount: Amount) -> bool:
    """Say whether it is the ordinal of "21st century", "third quarter", "per second" or "on the 5th"."""
    before, after = words.low(amount.first - 1), words.low(amount.stop)
    if after in _PERIODS or after in _IDIOMS or before in {"at", "per", "split"}:
        return True
    if words.low(amount.stop - 1) == "first" and before in {"", ".", "\n"} and after in {",", "of"}:
        return True
    if words.low(amount.first) == "second" and before == "a" and not words.is_word(amount.stop):
        return True
    is_day = words.is_numeral(amount.first) and before == "the" and words.low(amount.first - 2) == "on"
    return is_day and not words.is_word(amount.stop)


def _is_no_half(words: Words, amount: Amount) -> bool:
    """Say whether it is the half of "first half", "half-time", "half past", or the quarter of a year."""
    if words.low(amount.first) != "half":
        return words.low(amount.stop - 1) in {"quarter", "quarters"} and words.low(amount.stop) in {
            "ago",
            "earlier",
        }
    is_tied = words.low(amount.stop) in HYPHENS and words.touch(amount.stop)
    before, after = words.low(amount.first - 1), words.low(amount.stop)
    return is_tied or before in _NOT_HALF_AFTER or before in HYPHENS or after in _NOT_HALF_BEFORE


def as_counted(words: Words, amounts: list[Amount]) -> list[Amount]:
    """The amounts, with "a third" an ordinal where it numbers what follows."""
    return [_as_ordinal(amount) if _numbers_noun(words, amount) else amount for amount in amounts]


def _as_ordinal(amount: Amount) -> Amount:
    value = 1 / amount.value
    return replace(amount, first=amount.first + 1, kind=QuantityKind.ORDINAL, value=value)


#: "Almost a fifth this year" is a part, since no term is almost the fifth.
_MEASURING = frozenset("almost nearly about roughly around over than least most".split())


def _numbers_noun(words: Words, amount: Amount) -> bool:
    """Say whether "a third" numbers the noun that follows: "a third term", but "a third of"."""
    if amount.kind is not QuantityKind.FRACTION or words.low(amount.first) != "a":
        return False
    if words.low(amount.stop - 1) in {"half", "quarter"} or words.low(amount.first + 1) in HYPHENS:
        return False
    if words.low(amount.first - 1) in _MEASURING:
        return False
    return words.is_word(amount.stop) and words.low(amount.stop) not in _NOUNLESS
