"""Which unit stands after or before a number, looked up in the tables of money and measures."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from claims.split.quantities import currencies, measures
from claims.split.quantities.lexicon import HYPHENS
from claims.split.quantities.tokens import Words, phrase_of
from claims.vocab import QuantityKind

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unit:
    """What a number counts; `factor` is what its sign multiplies by, as the M of MEUR does."""

    kind: QuantityKind
    name: str
    is_time: bool = False
    factor: int = 1


@dataclass(frozen=True, slots=True)
class Called:
    """One way to write a unit; a sign is written without spaces, and in these very letters."""

    phrase: Phrase
    is_sign: bool


#: The units by the first or last word of what they are called, the longest first.
Table = dict[str, list[tuple[Called, Unit]]]


def unit_after(words: Words, at: int) -> tuple[int, Unit] | None:
    """The longest unit that begins at a token: the token it ends before, and itself."""
    tables = _tables()
    for called, unit in tables.after.get(words.low(at), ()):
        if _stands(words, at, called):
            return at + len(called.phrase), unit
    return None


def money_before(words: Words, stop: int, floor: int) -> tuple[int, Unit] | None:
    """The longest sign of money that ends before a token, none of it before `floor`."""
    for called, unit in _tables().before.get(words.low(stop - 1), ()):
        first = stop - len(called.phrase)
        if first >= floor and _stands(words, first, called):
            return first, unit
    return None


def _stands(words: Words, at: int, called: Called) -> bool:
    """Say whether a unit is called by its name here; a capital in the name must be one in the text."""
    for place, word in enumerate(called.phrase, at):
        if (words.raw(place) if called.is_sign else words.low(place)) != word:
            return False
    if called.is_sign and not all(words.touch(at + 1 + i) for i in range(len(called.phrase) - 1)):
        return False
    after = at + len(called.phrase)
    return not (words.touch(after) and words.is_word(after - 1) and words.is_word(after))


@dataclass(frozen=True, slots=True)
class _Tables:
    after: Table
    before: Table


@cache
def _tables() -> _Tables:
    after: Table = {}
    before: Table = {}
    for called, unit in _all_after():
        after.setdefault(called.phrase[0].lower(), []).append((called, unit))
    for called, unit in _all_before():
        before.setdefault(called.phrase[-1].lower(), []).append((called, unit))
    for entries in (*after.values(), *before.values()):
        entries.sort(key=lambda entry: -len(entry[0].phrase))
    return _Tables(after, before)


_KINDS = (
    (QuantityKind.PERCENTAGE, measures.PERCENTAGES),
    (QuantityKind.TEMPERATURE, measures.TEMPERATURES),
    (QuantityKind.CURRENCY, currencies.CURRENCIES),
    (QuantityKind.DIMENSION, measures.LENGTHS),
    (QuantityKind.DIMENSION, measures.AREAS),
    (QuantityKind.DIMENSION, measures.VOLUMES),
    (QuantityKind.DIMENSION, measures.WEIGHTS),
    (QuantityKind.DIMENSION, measures.SPEEDS),
    (QuantityKind.DIMENSION, measures.INFORMATION),
    (QuantityKind.DIMENSION, measures.ENERGIES),
    (QuantityKind.DIMENSION, measures.ANGLES),
)


def _all_after() -> Iterator[tuple[Called, Unit]]:
    yield from _ages()
    for kind, table in _KINDS:
        for name, signs, written in _entries(table):
            yield from _called(Unit(kind, name), signs, written)
            if kind is QuantityKind.CURRENCY:
                yield from _codes(Unit(kind, name), signs)
    for name, signs, written in _entries(measures.TIMES):
        yield from _called(Unit(QuantityKind.DIMENSION, name, is_time=True), signs, written)


def _all_before() -> Iterator[tuple[Called, Unit]]:
    for name, signs, written in _entries(currencies.CURRENCIES):
        unit = Unit(QuantityKind.CURRENCY, name)
        yield from ((_sign(sign), unit) for sign in signs if sign not in currencies.NEVER_BEFORE)
        yield from ((_word(word), unit) for word in written if word.endswith("$"))
        yield from _codes(unit, signs)


def _called(unit: Unit, signs: list[str], written: list[str]) -> Iterator[tuple[Called, Unit]]:
    yield from ((_sign(sign), unit) for sign in signs)
    yield from ((_word(word), unit) for word in _words(unit.name, written))


def _codes(unit: Unit, signs: list[str]) -> Iterator[tuple[Called, Unit]]:
    """A code in small letters, and with a letter for a thousand or a million: "usd", "MEUR"."""
    for sign in signs:
        code = sign.removesuffix("$")
        if code.lower() in currencies.IN_SMALL:
            yield _sign(sign.lower()), unit
        if len(sign) == 3 and sign.isalpha() and sign.isupper():
            for letter, factor in (("M", 10**6), ("K", 10**3), ("k", 10**3)):
                yield _sign(letter + sign), Unit(unit.kind, unit.name, factor=factor)


def _sign(written: str) -> Called:
    return Called(phrase_of(written), is_sign=True)


def _word(written: str) -> Called:
    return Called(phrase_of(written.lower()), is_sign=False)


def _entries(table: str) -> Iterator[tuple[str, list[str], list[str]]]:
    for line in table.strip().splitlines():
        name, signs, written = (part.strip() for part in line.split("|"))
        yield name, signs.split(), [word.strip() for word in written.split(",") if word.strip()]


def _words(name: str, written: list[str]) -> Iterator[str]:
    """The words for a unit, each with its plural; a letter's name is no word."""
    for word in dict.fromkeys([name.lower(), *written]):
        if len(word) > 1:
            yield word
            if len(word) > 3 and word[-1].isalpha() and word[-1] != "s":
                yield word + "s"


def _ages() -> Iterator[tuple[Called, Unit]]:
    for name, forms in measures.AGE_UNITS.items():
        for form in forms.split():
            for ending in measures.AGES.split("|"):
                yield _word(form + (ending if ending.startswith("-") else f" {ending}")), Unit(_AGE, name)
    for short in measures.SHORT_AGES:
        yield _word(short), Unit(_AGE, "Year")


def skip_hyphen(words: Words, at: int) -> int:
    """The token after a hyphen that ties a number to its unit, or the token itself."""
    return at + 1 if words.low(at) in HYPHENS else at


_AGE = QuantityKind.AGE
