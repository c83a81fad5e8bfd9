"""Numbers as values: from digits to an exact fraction, and from that to a decimal string."""

import re
from decimal import Context, Decimal, Inexact
from fractions import Fraction

#: A longer numeral is an identifier, not a number anybody counts with.
MOST_DIGITS = 40
_PARTS = re.compile(
    r"(?P<whole>[^.eExX×^]*?) (?:[.](?P<part>\d+)|,(?P<comma>\d\d))?"
    r"(?: \s?[x×]\s?10\^(?P<ten>[+-]?\d+) | [eE](?P<e>[+-]?\d+) | \^(?P<power>[+-]?\d+) )?",
    re.VERBOSE,
)
_EXACT, _ROUNDED = Context(prec=120), Context(prec=15)


def read_numeral(written: str) -> Fraction | None:
    """The value of digits with their separators and power; None for what is too long to be one."""
    parts = _PARTS.fullmatch(written) if len(written) <= MOST_DIGITS else None
    if not parts:
        return None
    whole = "".join(char for char in parts["whole"] if char.isdecimal())
    part = parts["part"] or parts["comma"] or ""
    value = Fraction(int(whole + part or "0"), 10 ** len(part))
    if parts["power"]:
        return _raised(value, int(parts["power"]))
    return value * Fraction(10) ** int(parts["ten"] or parts["e"] or 0)


def _raised(value: Fraction, power: int) -> Fraction | None:
    """A power, where it stays readable."""
    if value == 0 or value.numerator.bit_length() * abs(power) > 400:
        return None
    return value**power


def decimal_string(value: Fraction) -> str:
    """A value without exponent; where its decimals never end, 15 digits of them."""
    above, below = Decimal(value.numerator), Decimal(value.denominator)
    exact = _EXACT.copy()
    found = exact.divide(above, below)
    if exact.flags[Inexact]:
        found = _ROUNDED.divide(above, below)
    written = f"{found:f}"
    return (written.rstrip("0").rstrip(".") if "." in written else written) or "0"
