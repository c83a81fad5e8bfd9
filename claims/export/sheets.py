"""A release as one spreadsheet: claims, evidence, and what to know before reading them."""

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import IO, Any

from claims.export.frozen import ALONE, Frozen, claims_of
from claims.export.tables import (
    CSV_COLUMNS,
    CSV_COLUMNS_1,
    EVIDENCE_COLUMNS,
    WITHDRAWN_COLUMNS,
    claim_cells,
    csv_safe,
    evidence_rows,
    withdrawn_cells,
)

#: What a cell of this file format can hold, in characters as it counts them, and a sheet in rows.
CELL, ROWS = 32_767, 1_048_576


def to_xlsx(records: Iterable[str], about: dict[str, Any]) -> Iterator[bytes]:
    """The workbook of `write_xlsx` in portions; it is whole before the first comes."""
    yield from _in_portions(records, about, CSV_COLUMNS)


def to_xlsx1(records: Iterable[str], about: dict[str, Any]) -> Iterator[bytes]:
    """The same with the columns as first released."""
    yield from _in_portions(records, about, CSV_COLUMNS_1)


def _in_portions(records: Iterable[str], about: dict[str, Any], columns: Sequence[str]) -> Iterator[bytes]:
    with tempfile.TemporaryFile() as file:
        write_xlsx(records, about, file, columns)
        file.seek(0)
        while part := file.read(65_536):
            yield part


def write_xlsx(
    records: Iterable[str], about: dict[str, Any], out: IO[bytes], columns: Sequence[str] = CSV_COLUMNS
) -> None:
    """Write a workbook with the sheets readme, claims and evidence; the same bytes each time.

    Every cell is text, also one that looks like a formula or an address, and as safe as in the CSV.
    What is too long for a cell is cut; rows beyond those of a sheet go on to another. Claims that were
    withdrawn stand on a sheet of their own, if there are any.
    """
    from xlsxwriter import Workbook

    book = Workbook(out, {"constant_memory": True, **_AS_TEXT})
    book.set_properties({"title": _cell(about.get("set", {}).get("title", "")), "created": _made(about)})
    _Sheet(book, "readme", ()).write_all(_readme(about))
    claims = _Sheet(book, "claims", columns)
    evidence = _Sheet(book, "evidence", EVIDENCE_COLUMNS)
    withdrawn = None
    for claim in claims_of(records):
        if claim.get("withdrawn"):
            withdrawn = withdrawn or _Sheet(book, "withdrawn", _WITHDRAWN)
            withdrawn.write([*(claim[name] for name in _WITHDRAWN[:3]), *withdrawn_cells(claim)])
            continue
        claims.write(claim_cells(claim, columns))
        evidence.write_all(evidence_rows(claim))
    book.close()


_WITHDRAWN = ("id", "text", "rating_label", *WITHDRAWN_COLUMNS)


_AS_TEXT = {
    "strings_to_numbers": False,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "default_date_format": "yyyy-mm-dd",
}


class _Sheet:
    """A sheet and those after it that take what it cannot."""

    def __init__(self, book: Any, name: str, columns: Iterable[str]) -> None:
        self.book, self.name, self.columns = book, name, tuple(columns)
        self.count = 0
        self._begin()

    def _begin(self) -> None:
        self.count += 1
        self.sheet = self.book.add_worksheet(self.name if self.count == 1 else f"{self.name} {self.count}")
        self.row = 0
        if self.columns:
            self.sheet.freeze_panes(1, 0)
            self.write(self.columns)

    def write(self, cells: Iterable[str | int]) -> None:
        if self.row == ROWS:
            self._begin()
        for column, cell in enumerate(cells):
            if words := _cell(str(cell)):
                self.sheet.write_string(self.row, column, words)
        self.row += 1

    def write_all(self, rows: Iterable[Iterable[str | int]]) -> None:
        for cells in rows:
            self.write(cells)


def _cell(words: str) -> str:
    safe = csv_safe(words)
    if len(safe) <= CELL // 2:
        return safe
    # The limit counts UTF-16 units: a letter beyond the first plane is two.
    return safe.encode("utf-16-le")[: 2 * CELL].decode("utf-16-le", "ignore")


def cut_cells(claim: Frozen) -> int:
    """How many cells of a claim and its evidence are too long for this format."""
    rows: list[list[Any]] = [[*claim_cells(claim)], *evidence_rows(claim)]
    long = [str(cell) for row in rows for cell in row if isinstance(cell, str) and len(cell) > CELL // 3]
    return sum(_cell(cell) != csv_safe(cell) for cell in long)


def _made(about: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(about["created_at"]).astimezone(UTC).replace(tzinfo=None, microsecond=0)


def _readme(about: dict[str, Any]) -> list[tuple[str, str]]:
    made = about.get("set", {})
    alone = [("Review", ALONE)] if about.get("alone") else []
    return [
        ("Title", made.get("title", "")),
        ("Description", made.get("description", "")),
        ("Licence", made.get("licence", "")),
        ("Version", about.get("version", "")),
        ("Frozen at", about["created_at"]),
        ("Organisation", about["organisation"]),
        ("Made by", about.get("software", "")),
        ("Cells", "A cell that a spreadsheet could take for a formula begins with an apostrophe."),
        ("Evidence", "The column claim_id names the row of the sheet claims that an evidence belongs to."),
        ("Whole", "What this file leaves out stands in its loss report; the JSON Lines file has all."),
        *alone,
    ]
