"""What a file leaves out of the claims it was made of: counted in them, not promised for all."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from claims.export.formats import ROWS, Format
from claims.export.frozen import Frozen, claims_of, is_alone

SCHEMA = "claimdesk.losses/1"

Key = TypeVar("Key")


@dataclass(slots=True)
class _Count:
    claims: Counter[str] = field(default_factory=Counter)
    values: Counter[str] = field(default_factory=Counter)
    changes: Counter[str] = field(default_factory=Counter)


def losses_of(formats: Mapping[Key, Format], records: Iterable[str]) -> dict[Key, dict[str, Any]]:
    """A report for each format, all from one reading of the records.

    A field counts as left out where a claim has a value for it and the file has no place for it;
    `changed` counts what the file says in another way than the record.
    """
    counts = {key: _Count() for key in formats}
    claims = 0
    for claim in claims_of(records):
        claims += 1
        filled = Counter(filled_fields(claim))
        for key, made in formats.items():
            _add(counts[key], made, claim, filled)
    return {key: _report(made, claims, counts[key]) for key, made in formats.items()}


def filled_fields(claim: Frozen) -> Iterator[str]:
    """The fields that a claim has a value for; one of a row as often as there are such rows."""
    for name, value in claim.items():
        if name in ROWS:
            for row in value:
                yield from (f"{name}.{column}" for column, cell in row.items() if _is_something(cell))
        elif _is_something(value):
            yield name


def _is_something(value: Any) -> bool:
    return value is not None and value is not False and value not in ("", [], {})


def _add(count: _Count, made: Format, claim: Frozen, filled: Counter[str]) -> None:
    if claim.get("withdrawn") and not made.withdrawn:
        count.changes["a claim that was withdrawn is left out"] += 1
        return
    left = {name: times for name, times in filled.items() if name not in made.keeps}
    count.claims.update(left.keys())
    count.values.update(left)
    count.changes.update(made.changes(claim))
    if is_alone(claim) and not made.says_alone:
        count.changes["that its author may have reviewed it is not said"] += 1


def _report(made: Format, claims: int, count: _Count) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "format": made.label,
        "claims": claims,
        "left_out": [
            {"field": name, "claims": count.claims[name], "values": count.values[name]}
            for name in sorted(count.values)
        ],
        "changed": [{"what": what, "times": times} for what, times in sorted(count.changes.items())],
    }
