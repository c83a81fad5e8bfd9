"""Frozen claims as the files the field uses. Nothing is looked up here: what was frozen is all."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from claims.component import Component, shelf
from claims.digest import canonical
from claims.models import ClaimRecord

#: What a spreadsheet takes for a formula at the start of a cell.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
#: What may stand before it unseen: all white space but those two, zero-width and direction marks.
_INVISIBLE = "".join({chr(code) for code in range(0x3001) if chr(code).isspace()} - {"\t", "\r"}) + (
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)

CSV_COLUMNS = (
    "id",
    "text",
    "claimant",
    "hedge",
    "rating",
    "rating_label",
    "rating_number",
    "rationale",
    "as_of",
    "article_title",
    "article_outlet",
    "article_portal",
    "article_url",
    "article_published_on",
    "quote",
    "evidence_count",
    "sources",
    "verdict_author",
    "approved_by",
    "evidence_digest",
)


def freeze(record: ClaimRecord) -> str:
    """Write a claim as the one line of canonical JSON that a release keeps."""
    return canonical(asdict(record))


def to_jsonl(records: Iterable[str], _about: dict[str, Any]) -> Iterator[str]:
    """One claim a line, whole: the faithful format.

    Args:
        records: what `freeze` wrote, in the order of the set.
        _about: the release's manifest; not needed here.
    """
    for record in records:
        yield record + "\n"


def to_csv(records: Iterable[str], _about: dict[str, Any]) -> Iterator[str]:
    """One claim a row, evidence folded into counts and names, safe to open in a spreadsheet.

    A cell that a spreadsheet would run as a formula gets an apostrophe before it. Starts with a
    byte order mark, without which spreadsheets garble Korean.
    """
    yield "\ufeff" + _csv_line(CSV_COLUMNS)
    for record in records:
        yield _csv_line([csv_safe(cell) for cell in _csv_cells(json.loads(record))])


def _csv_cells(claim: dict[str, Any]) -> list[str]:
    approved = [review["reviewer"] for review in claim["reviews"] if review["decision"] == "approve"]
    derived = {
        "quote": claim["occurrences"][0]["exact"] if claim["occurrences"] else "",
        "evidence_count": str(len(claim["evidence"])),
        "sources": "; ".join(dict.fromkeys(found["source_title"] for found in claim["evidence"])),
        "approved_by": "; ".join(approved),
        "rating_number": "" if claim["rating_number"] is None else str(claim["rating_number"]),
    }
    return [str({**claim, **derived}[column]) for column in CSV_COLUMNS]


def _csv_line(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(cells)
    return line.getvalue()


def csv_safe(cell: str) -> str:
    """Put an apostrophe before a cell that would be run as a formula; take NUL out."""
    plain = cell.replace("\0", "")
    return f"'{plain}" if _would_run(plain) else plain


def csv_unsafe(cell: str) -> str:
    """Undo `csv_safe` for a cell without NUL."""
    return cell[1:] if cell.startswith("'") and _would_run(cell[1:]) else cell


def _would_run(cell: str) -> bool:
    # Apostrophes are looked through, so that "'=1" and the escaped "=1" stay two different cells.
    return cell.lstrip(_INVISIBLE + "'").startswith(_FORMULA)


def to_claimreview(records: Iterable[str], about: dict[str, Any]) -> Iterator[str]:
    """A JSON-LD graph with one schema.org ClaimReview a claim.

    A rating without a number is given by its label alone. `url` stands only where the release
    knows a public address.

    Source:
        schema.org ClaimReview, Claim and Rating.
    """
    yield '{"@context":"https://schema.org","@graph":['
    for place, record in enumerate(records):
        yield ("," if place else "") + "\n" + canonical(_claim_review(json.loads(record), about))
    yield "\n]}\n"


def _claim_review(claim: dict[str, Any], about: dict[str, Any]) -> dict[str, Any]:
    review = {
        "@type": "ClaimReview",
        "@id": f"urn:claimdesk:claim:{claim['id']}",
        "claimReviewed": claim["text"],
        "datePublished": about["created_at"][:10],
        "inLanguage": claim["language"],
        "author": _author(claim, about),
        "reviewRating": _rating(claim),
        "itemReviewed": _item(claim),
        "citation": [_citation(found) for found in claim["evidence"]],
    }
    if about["public_url"]:
        review["url"] = f"{about['public_url'].rstrip('/')}/claims/{claim['id']}"
    return {key: value for key, value in review.items() if value}


def _author(claim: dict[str, Any], about: dict[str, Any]) -> dict[str, str]:
    if about["organisation"]:
        return {"@type": "Organization", "name": about["organisation"]}
    return {"@type": "Person", "name": claim["verdict_author"]}


def _rating(claim: dict[str, Any]) -> dict[str, Any]:
    rating: dict[str, Any] = {
        "@type": "Rating",
        "alternateName": claim["rating_label"],
        "ratingExplanation": claim["rationale"],
    }
    if claim["rating_number"] is not None:
        rating |= {"ratingValue": claim["rating_number"], "bestRating": 5, "worstRating": 1}
    return rating


def _item(claim: dict[str, Any]) -> dict[str, Any]:
    where = {
        "@type": "NewsArticle",
        "headline": claim["article_title"],
        "url": claim["article_url"],
        "datePublished": claim["article_published_on"],
        "publisher": claim["article_outlet"] and {"@type": "Organization", "name": claim["article_outlet"]},
    }
    item = {
        "@type": "Claim",
        "author": claim["claimant"] and {"@type": "Thing", "name": claim["claimant"]},
        "datePublished": claim["article_published_on"],
        "appearance": {key: value for key, value in where.items() if value},
    }
    return {key: value for key, value in item.items() if value}


def _citation(found: dict[str, Any]) -> dict[str, Any]:
    work = {
        "@type": "CreativeWork",
        "name": found["source_title"],
        "author": found["source_author"],
        "publisher": found["source_publisher"],
        "url": found["source_url"],
        "datePublished": found["source_published_on"],
        "text": found["exact"],
        "abstract": found.get("paraphrase", ""),  # never as the source's own words
    }
    return {key: value for key, value in work.items() if value}


EXPORTERS = shelf(
    "exporters",
    [
        Component("jsonl.v1", to_jsonl, "One claim a line, whole.", frozenset({"records"})),
        Component("csv.v1", to_csv, "One claim a row, for a spreadsheet.", frozenset({"records"})),
        Component("claimreview.v1", to_claimreview, "schema.org ClaimReview.", frozenset({"records"})),
    ],
)
