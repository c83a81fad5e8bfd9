"""The published JSON Schema of a line of claims, made from the records themselves."""

import types
from dataclasses import MISSING, fields, is_dataclass
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints

from claims.models.records import (
    RECORD_SCHEMA,
    ClaimRecord,
    EvidenceRecord,
    OccurrenceRecord,
    ReviewRecord,
    WithdrawnRecord,
)
from claims.vocab import (
    Confidence,
    CorrectionClass,
    Hedge,
    OccurrenceRole,
    Rating,
    ReviewDecision,
    ReviewMode,
    Stance,
)

#: Where the schema lies, as it is published.
FILE = Path(__file__).parent / "schema" / "claim.schema.json"

_PLAIN = {str: "string", int: "integer", bool: "boolean", type(None): "null"}
_SHA256 = {"type": "string", "pattern": "^[0-9a-f]{64}$", "maxLength": 64}
_DAY = {"type": "string", "pattern": "^([0-9]{4}-[0-9]{2}-[0-9]{2})?$", "maxLength": 10}
_CLOSED: dict[tuple[type, str], dict[str, Any]] = {
    (ClaimRecord, "id"): {"type": "string", "pattern": "^[0-9A-Za-z_-]+$", "maxLength": 64},
    (ClaimRecord, "schema"): {"type": "string", "enum": [RECORD_SCHEMA]},
    (ClaimRecord, "rating_means"): {"type": "string", "enum": ["", *Rating]},
    (ClaimRecord, "confidence"): {"type": "string", "enum": ["", *Confidence]},
    (ClaimRecord, "correction"): {"type": "string", "enum": ["", *CorrectionClass]},
    (ClaimRecord, "hedge"): {"type": "string", "enum": [*Hedge]},
    (ClaimRecord, "as_of"): _DAY,
    (ClaimRecord, "article_published_on"): _DAY,
    (ClaimRecord, "evidence_digest"): _SHA256,
    (EvidenceRecord, "stance"): {"type": "string", "enum": [*Stance]},
    (EvidenceRecord, "snapshot_sha256"): _SHA256,
    (EvidenceRecord, "source_published_on"): _DAY,
    (OccurrenceRecord, "role"): {"type": "string", "enum": [*OccurrenceRole]},
    (OccurrenceRecord, "text_sha256"): _SHA256,
    (ReviewRecord, "decision"): {"type": "string", "enum": [*ReviewDecision]},
    (ReviewRecord, "digest_seen"): _SHA256,
    (ReviewRecord, "mode"): {"type": "string", "enum": ["", *ReviewMode]},
    (ReviewRecord, "adjudication"): {"type": ["object", "null"]},
}


def claim_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of one line: younger fields may be missing, unknown ones may not be there."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:{RECORD_SCHEMA.replace('/', ':')}",
        "title": "A verified claim as a release of Claimdesk keeps it",
        "description": "Offsets are Unicode code points, half-open. A line is canonical JSON: sorted names, "
        "no spaces, every letter as itself, UTF-8.",
        **_object(ClaimRecord),
        "$defs": {kind.__name__: _object(kind) for kind in (EvidenceRecord, OccurrenceRecord, ReviewRecord)},
    }


def _object(kind: type) -> dict[str, Any]:
    hints = get_type_hints(kind)
    parts = fields(kind)
    return {
        "type": "object",
        "required": [
            part.name for part in parts if part.default is MISSING and part.default_factory is MISSING
        ],
        "additionalProperties": False,
        "properties": {
            part.name: _CLOSED.get((kind, part.name)) or _rule(hints[part.name]) for part in parts
        },
    }


def _rule(hint: Any) -> dict[str, Any]:
    if is_dataclass(hint):
        # An instance would pass that test too; a type hint is always a class.
        return {"$ref": f"#/$defs/{hint.__name__}"}  # type: ignore[union-attr]
    if hint in _PLAIN:
        return {"type": _PLAIN[hint]}
    if hint == WithdrawnRecord | None:
        return {**_object(WithdrawnRecord), "type": ["object", "null"]}
    if get_origin(hint) in (Union, types.UnionType):
        return {"type": [_PLAIN[one] for one in get_args(hint)]}
    if get_origin(hint) is tuple:
        return _list(get_args(hint))
    return {"type": "object"}


def _list(of: tuple[Any, ...]) -> dict[str, Any]:
    if of[-1] is Ellipsis:
        return {"type": "array", "items": _rule(of[0])}
    rules = [_rule(one) for one in of]
    return {"type": "array", "prefixItems": rules, "minItems": len(of), "maxItems": len(of)}
