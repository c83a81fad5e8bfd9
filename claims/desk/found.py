"""What a splitter found, as the JSON its columns keep, and as values again."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlmodel import Session

from claims.models import (
    Bounds,
    ClaimDraft,
    ClaimVersion,
    DateDraft,
    FactDraft,
    HintDraft,
    MentionDraft,
    QuantityDraft,
    TraceDraft,
)
from claims.vocab import DatePrecision, FactKind, QuantityKind, WordOrigin

_Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Found:
    """What a splitter found about one wording, each as it drafted it."""

    trace: tuple[TraceDraft, ...] = ()
    dates: tuple[DateDraft, ...] = ()
    quantities: tuple[QuantityDraft, ...] = ()
    mentions: tuple[MentionDraft, ...] = ()
    facts: tuple[FactDraft, ...] = ()
    hints: tuple[HintDraft, ...] = ()


def columns(draft: ClaimDraft) -> _Row:
    """A draft's findings by the columns of a claim's wording."""
    lists = {name: [_plain(one) for one in getattr(draft, name)] for name in Found.__slots__}
    return {
        "finer": [kind.value for kind in draft.finer],
        "form": draft.form,
        "negated": draft.negated,
        **lists,
    }


def _plain(finding: Any) -> Any:
    """As it will come back from the database: lists for tuples, words for members."""
    return json.loads(json.dumps(asdict(finding)))


def found_in(version: ClaimVersion) -> Found:
    """What was found about a wording; nothing if it was not noted, or a person wrote it."""
    return Found(
        trace=_traces(version.trace),
        dates=tuple(
            DateDraft(**{**row, "precision": DatePrecision(row["precision"])}) for row in version.dates
        ),
        quantities=tuple(
            QuantityDraft(**{**row, "kind": QuantityKind(row["kind"])}) for row in version.quantities
        ),
        mentions=tuple(_mention(row) for row in version.mentions),
        facts=tuple(
            FactDraft(row["text"], FactKind(row["kind"]), _all_bounds(row["at"]), _traces(row["trace"]))
            for row in version.facts
        ),
        hints=tuple(HintDraft(row["rule"], row["says"], _all_bounds(row["at"])) for row in version.hints),
    )


def trace_of(session: Session, version: ClaimVersion) -> tuple[TraceDraft, ...]:
    """Where the words of a wording come from; a list left that, and what else was found, in the database."""
    session.refresh(version)
    return _traces(version.trace)


def _traces(rows: Sequence[_Row]) -> tuple[TraceDraft, ...]:
    return tuple(
        TraceDraft(row["start"], row["end"], WordOrigin(row["origin"]), _bounds(row["at"])) for row in rows
    )


def _mention(row: _Row) -> MentionDraft:
    at = {"antecedent": _bounds(row["antecedent"]), "candidates": _all_bounds(row["candidates"])}
    return MentionDraft(**{**row, **at})


def _bounds(pair: Sequence[int] | None) -> Bounds | None:
    return (pair[0], pair[1]) if pair is not None else None


def _all_bounds(pairs: Sequence[Sequence[int]]) -> tuple[Bounds, ...]:
    return tuple((start, end) for start, end in pairs)
