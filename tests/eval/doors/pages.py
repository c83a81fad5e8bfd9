"""Web pages for the sets that score what is taken out of them."""

from __future__ import annotations

from typing import Any

from claims.errors import InputError
from claims.ingest.page import read_parts
from claims.models.drafts import ArticleMeta

Row = dict[str, Any]


def _body(row: Row) -> Row:
    return {"text": _read(row)[0]}


def _all(row: Row) -> Row:
    text, meta = _read(row)
    return {
        "text": text,
        "title": meta.title,
        "date": meta.published_on.isoformat() if meta.published_on else "",
    }


def _read(row: Row) -> tuple[str, ArticleMeta]:
    """The body without the title above it, as the sets' annotators took it; nothing where there is none."""
    try:
        paragraphs, meta = read_parts(row["html"], row.get("url", ""))
    except InputError:
        return "", ArticleMeta()
    return "\n".join(paragraphs), meta


SETS = {"article_extraction": _body, "article_segments": _all}
