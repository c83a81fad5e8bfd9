"""Doors to passages: which sentences of a source bear on a claim, and which words of it they do not cover."""

from __future__ import annotations

from typing import Any

from claims.evidence import rank_passages, uncovered

Row = dict[str, Any]


def _retrieved(row: Row) -> Row:
    hits = rank_passages(row["claim"], row["evidence"], context=row["context"], title=row["title"])
    return {"ranking": [hit.index for hit in hits]}


def _unsupported(row: Row) -> Row:
    claim, spans = _joined(row["tokens"])
    shown = uncovered(claim, row["evidence"], title=row["title"])
    return {"unsupported": [any(a < end and start < b for a, b in shown) for start, end in spans]}


def _joined(tokens: list[str]) -> tuple[str, list[tuple[int, int]]]:
    """The claim with each of its tokens' places; a space between all of them changes no word."""
    spans, at = [], 0
    for token in tokens:
        spans.append((at, at + len(token)))
        at += len(token) + 1
    return " ".join(tokens), spans


SETS = {"evidence_retrieval_wice": _retrieved, "unsupported_tokens_wice": _unsupported}
