"""Set "numbers": what a recogniser of one kind finds, in the conventions of that set."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from claims.split.quantities import find_numbers, find_quantities
from claims.split.quantities.measures import TIMES
from claims.vocab import QuantityKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claims.models.analysis import QuantityDraft

_KINDS = {
    "ordinal": QuantityKind.ORDINAL,
    "percent": QuantityKind.PERCENTAGE,
    "currency": QuantityKind.CURRENCY,
    "dimension": QuantityKind.DIMENSION,
    "age": QuantityKind.AGE,
    "temperature": QuantityKind.TEMPERATURE,
}
#: Units that are called alike in two kinds: a pound pays and weighs.
_ALIKE = {"currency": "Pound", "dimension": "Pound"}
#: The set leaves spans of time to its recogniser of dates.
_TIMES = frozenset(line.split("|")[0].strip() for line in TIMES.strip().splitlines())

#: Ordinals that count from the end or from here; the product leaves them to the text.
_RELATIVE = (
    (
        r"(?:the )?(?:one|item) before the last(?: one)?|(?:the )?next to (?:the )?last(?: one)?|penultimate",
        "end-1",
    ),
    (r"(?:the )?second to (?:the )?last|last but one", "end-1"),
    (r"(?:the )?third to (?:the )?last|antepenultimate|last but two", "end-2"),
    (r"(?:the )?(?:one|item) before (?:this|the current)(?: one)?|the (?:one|item) before", "current-1"),
    (r"previous(?: one)?", "current-1"),
    (r"preceding|prior", "current-1"),
    (
        r"(?:the )?(?:one|item) after (?:this|the current)(?: one)?|the (?:one|item) after|next|following",
        "current+1",
    ),
    (r"(?:this|the current) (?:one|item)|current", "current+0"),
    (r"last|final", "end+0"),
)
_FROM_END = re.compile(
    "|".join(rf"(?P<r{i}>\b(?:{pattern})\b)" for i, (pattern, _) in enumerate(_RELATIVE)), re.IGNORECASE
)
_SHARE_OF = re.compile(r"(?:%|\b(?:per ?cents?|percents|percentages?)) of (?=\S)", re.IGNORECASE)
_SHARE = re.compile(r"%|\b(?:per ?cents?|percents|percentages?)\b", re.IGNORECASE)


def predict(row: dict[str, Any]) -> dict[str, Any]:
    """Read `text` and `kind` of a row; give the values and units of that kind."""
    return {"results": list(_results(row["text"], row["kind"]))}


def _results(text: str, kind: str) -> Iterator[dict[str, str | None]]:
    if kind == "number":
        yield from ({"value": found.value, "unit": None} for found in find_numbers(text))
    elif kind == "percent":
        yield from ({"value": value, "unit": None} for value in _shares(text))
    else:
        yield from (
            {"value": found.value, "unit": found.unit or None}
            for found in find_quantities(text, raw=True)
            if _is_of(found, kind)
        )
    if kind == "ordinal":
        yield from ({"value": value, "unit": None} for value in _last_ordinals(text))
        for found in _FROM_END.finditer(text):
            yield {"value": _RELATIVE[int((found.lastgroup or "r0")[1:])][1], "unit": None}


def _last_ordinals(text: str) -> Iterator[str]:
    """The third of "a third": this recogniser of the set knows no fractions."""
    for found in find_quantities(text, raw=True):
        if found.kind in {QuantityKind.FRACTION, QuantityKind.NUMBER}:
            last = find_quantities(found.words.split()[-1], raw=True)
            yield from (each.value for each in last if each.kind is QuantityKind.ORDINAL)


def _is_of(found: QuantityDraft, kind: str) -> bool:
    if found.kind is not _KINDS[kind]:
        return bool(found.unit) and found.unit == _ALIKE.get(kind)
    return kind != "dimension" or found.unit not in _TIMES


def _shares(text: str) -> Iterator[str]:
    """ "12%"; "percent of 12", which the set reads likewise; and null for a share of no number."""
    quantities = find_quantities(text, raw=True)
    shares = [found for found in quantities if found.kind is QuantityKind.PERCENTAGE]
    taken = {at for found in shares for at in range(found.start, found.end)}
    yield from (found.value for found in shares)
    for sign in _SHARE.finditer(text):
        if sign.start() not in taken:
            of = _SHARE_OF.match(text, sign.start())
            number = next((found for found in quantities if of and found.start == of.end()), None)
            yield number.value if number else "null"


SETS = {"numbers": predict}
