"""Tables: a file of claims and a file of evidence, safe to open in a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from claims.export.frozen import Frozen, approvers, claims_of, is_alone, quote_of, source_of

#: What a spreadsheet takes for a formula at the start of a cell.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
#: What may stand before it unseen: all white space but those two, zero-width and direction marks.
_INVISIBLE = "".join({chr(code) for code in range(0x3001) if chr(code).isspace()} - {"\t", "\r"}) + (
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)

#: The columns as first released.
CSV_COLUMNS_1 = (
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

CSV_COLUMNS = (
    *CSV_COLUMNS_1,
    "rating_means",
    "confidence",
    "flags",
    "conclusion",
    "override_reason",
    "correction",
    "correction_note",
    "alone",
)

EVIDENCE_COLUMNS = (
    "claim_id",
    "id",
    "stance",
    "quote",
    "paraphrase",
    "prefix",
    "suffix",
    "start",
    "end",
    "locator",
    "note",
    "question",
    "answer",
    "directness",
    "medium",
    "protected",
    "source_id",
    "source_title",
    "source_author",
    "source_publisher",
    "source_url",
    "source_published_on",
    "origin_group",
    "snapshot_sha256",
    "captured_at",
)


#: What the table says of a claim that was withdrawn; empty for all others.
WITHDRAWN_COLUMNS = ("withdrawn_at", "withdrawn_version", "withdrawn_reason")


def to_csv(records: Iterable[str], _about: dict[str, Any]) -> Iterator[str]:
    """One claim a row, evidence folded into counts and names, safe to open in a spreadsheet.

    The last columns say which claims were withdrawn, since when and why. A cell that a spreadsheet would
    run as a formula gets an apostrophe before it. Starts with a byte order mark, without which
    spreadsheets garble Korean.
    """
    yield "\ufeff" + _csv_line((*CSV_COLUMNS, *WITHDRAWN_COLUMNS))
    for claim in claims_of(records):
        cells = [*claim_cells(claim), *withdrawn_cells(claim)]
        yield _csv_line([csv_safe(cell) for cell in cells])


def to_csv1(records: Iterable[str], _about: dict[str, Any]) -> Iterator[str]:
    """As `to_csv`, with the columns as first released."""
    yield "\ufeff" + _csv_line(CSV_COLUMNS_1)
    for claim in claims_of(records):
        yield _csv_line([csv_safe(cell) for cell in claim_cells(claim, CSV_COLUMNS_1)])


def withdrawn_cells(claim: Frozen) -> list[str]:
    """The cells of a claim's row, by `WITHDRAWN_COLUMNS`."""
    told = claim.get("withdrawn") or {}
    return [str(told.get(name.removeprefix("withdrawn_"), "")) for name in WITHDRAWN_COLUMNS]


def claim_cells(claim: Frozen, columns: Sequence[str] = CSV_COLUMNS) -> list[str]:
    """The cells of a claim's row, by the columns; a claim of before has nothing in those that came later."""
    derived = {
        "quote": claim["occurrences"][0]["exact"] if claim["occurrences"] else "",
        "evidence_count": str(len(claim["evidence"])),
        "sources": "; ".join(dict.fromkeys(source_of(found).title for found in claim["evidence"])),
        "approved_by": "; ".join(approvers(claim)),
        "rating_number": "" if claim["rating_number"] is None else str(claim["rating_number"]),
        "flags": "; ".join(claim.get("flags", ())),
        "alone": "yes" if is_alone(claim) else "",
    }
    return [str({**claim, **derived}.get(column, "")) for column in columns]


def to_evidence_csv(records: Iterable[str], _about: dict[str, Any]) -> Iterator[str]:
    """One evidence a row, with the id of its claim; cells as in the file of claims."""
    yield "\ufeff" + _csv_line(EVIDENCE_COLUMNS)
    for claim in claims_of(records):
        for cells in evidence_rows(claim):
            yield _csv_line([csv_safe(str(cell)) for cell in cells])


def evidence_rows(claim: Frozen) -> Iterator[list[str | int]]:
    """The rows of a claim's evidence, by `EVIDENCE_COLUMNS`; numbers stay numbers."""
    for found in claim["evidence"]:
        source = source_of(found)
        derived = {
            "claim_id": claim["id"],
            "quote": quote_of(found),
            "protected": "yes" if found.get("protected") else "",
            "source_title": source.title,
            "source_author": source.author,
            "source_publisher": source.publisher,
            "source_url": source.url,
            "source_published_on": source.published_on,
        }
        yield [(found | derived).get(column, "") for column in EVIDENCE_COLUMNS]


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
