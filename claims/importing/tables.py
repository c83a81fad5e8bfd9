"""Read a table of claims: CSV with any of four signs between its cells, and a mapping of its columns."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from claims.errors import InputError
from claims.folding import fold
from claims.importing.texts import lines_of
from claims.importing.values import LeadDraft, LeadLink, Row, day, linked, prose, row_of, words
from claims.vocab import LeadField

#: The sign that cuts a header into most cells is the one; of two the first here, for names hold commas.
_BETWEEN = "\t;|,"
#: The most columns a table may have, and how many of its rows a preview shows.
COLUMNS, PREVIEW = 200, 5
#: The most characters of a cell; the csv module's own limit holds for all that reads tables beside this.
CELL = 131_072
TOO_LONG = f"a cell of it is longer than {CELL:,} characters"
_WHY = {"end of data": "the table ends inside of a quotation", "field larger": TOO_LONG}

#: What columns are called that hold a field, folded; the first of a table that fits is offered for it.
_NAMES: dict[LeadField, tuple[str, ...]] = {
    LeadField.TEXT: ("claim", "text", "claim text", "claimreviewed", "claim reviewed", "statement", "quote"),
    LeadField.ID: ("id", "claim id", "public id"),
    LeadField.CLAIMANT: ("claimant", "speaker", "said by", "author of claim", "claim author", "source"),
    LeadField.RATING: (
        *("rating label", "rating", "verdict", "label", "truth rating", "textual rating", "conclusion"),
        *("alternatename", "status"),
    ),
    LeadField.RATER: ("verdict author", "rater", "fact checker", "publisher", "organisation", "organization"),
    LeadField.RATER_URL: ("rater url", "publisher url", "publisher site", "site"),
    LeadField.URL: ("url", "fact check url", "review url", "link", "article url of check"),
    LeadField.PUBLISHED_ON: (
        "as of",
        "review date",
        "date of check",
        "published on",
        "date published",
        "date",
    ),
    LeadField.APPEARED_AT: (
        "article url",
        "claim url",
        "original claim url",
        "first appearance",
        "appeared at",
    ),
    LeadField.APPEARED_ON: ("article published on", "claim date", "appeared on", "date of claim"),
    LeadField.EXPLANATION: ("rationale", "explanation", "justification", "summary", "description", "notes"),
    LeadField.LANGUAGE: ("language", "lang", "language code", "inlanguage"),
    LeadField.LINKS: ("evidence", "evidence urls", "evidence url", "sources", "links", "references"),
}

Mapping_ = Mapping[LeadField, str]
Undo = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Sample:
    """How a table begins: its columns by name, its first rows, and which column seems to hold what."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    offered: dict[LeadField, str]


def sample_of(text: io.TextIOBase) -> Sample:
    """The beginning of a table.

    Raises:
        InputError: if it is none.
    """
    table = _Table(text)
    first = tuple(tuple(row) for _, row in islice(table.rows(), PREVIEW))
    return Sample(table.columns, first, offer(table.columns))


def offer(columns: Sequence[str]) -> dict[LeadField, str]:
    """Which column seems to hold which field; no column is offered twice."""
    folded = {_spaced(name): name for name in reversed(columns)}
    found: dict[LeadField, str] = {}
    for field, names in _NAMES.items():
        fits = next((folded[name] for name in names if name in folded), "")
        if fits and fits not in found.values():
            found[field] = fits
    return found


def _spaced(name: str) -> str:
    return " ".join(fold(name).replace("_", " ").replace("-", " ").split())


def check_mapping(mapping: Mapping_, columns: Sequence[str]) -> None:
    """Refuse a mapping that leaves the claim's text out, or names a column that is not there.

    Raises:
        InputError: naming the field.
    """
    if not mapping.get(LeadField.TEXT):
        raise InputError("choose the column that holds the claim; nothing can be imported without it", "text")
    for field, name in mapping.items():
        if name and name not in columns:
            raise InputError(f"the table has no column “{name[:60]}”", field.value)


def read_table(text: io.TextIOBase, mapping: Mapping_, undo: Undo | None = None) -> Iterator[Row]:
    """The rows of a table, numbered as a spreadsheet does: the first below the header is row 2.

    Args:
        text: the table.
        mapping: for each field the column that holds it, "" or nothing for none.
        undo: takes off a cell what its maker put on it so that no spreadsheet runs it.

    Raises:
        InputError: if it is no table, the mapping does not fit it, or it breaks off.
    """
    table = _Table(text)
    wide = len(table.columns)
    check_mapping(mapping, table.columns)
    at = {field: table.columns.index(name) for field, name in mapping.items() if name}
    ids: dict[str, int] = {}
    for number, row in table.rows():
        if len(row) > wide:
            yield Row(number, why=f"it has {len(row):,} cells; the table has {wide:,} columns")
            continue
        if len(row) < wide and not table.ended:
            yield Row(number, why="the table ends in the middle of it: it was cut short", breaks=True)
            continue
        cells = {field: row[place] if place < len(row) else "" for field, place in at.items()}
        yield _row(number, {field: undo(cell) if undo else cell for field, cell in cells.items()}, ids)


def _row(number: int, cells: dict[LeadField, str], ids: dict[str, int]) -> Row:
    name = cells.get(LeadField.ID, "").strip()
    if name and ids.setdefault(name, number) != number:
        return Row(number, why=f"its id {name[:60]!r} stands in row {ids[name]:,} already", breaks=True)
    try:
        return row_of(number, draft_of(cells))
    except InputError as error:
        return Row(number, why=str(error), breaks=True)


def draft_of(cells: Mapping[LeadField, str]) -> LeadDraft:
    """What the cells of a row become."""

    def cell(field: LeadField, limit: int = 500) -> str:
        return words(cells.get(field, ""), limit)

    return LeadDraft(
        text=cell(LeadField.TEXT, 10_000),
        foreign_id=cell(LeadField.ID),
        language=cell(LeadField.LANGUAGE, 16),
        claimant=cell(LeadField.CLAIMANT),
        rating=cell(LeadField.RATING),
        rater=cell(LeadField.RATER),
        rater_url=cell(LeadField.RATER_URL, 2_000),
        url=cell(LeadField.URL, 2_000),
        published_on=day(cells.get(LeadField.PUBLISHED_ON, "")),
        appeared_at=cell(LeadField.APPEARED_AT, 2_000),
        appeared_on=day(cells.get(LeadField.APPEARED_ON, "")),
        explanation=prose(cells.get(LeadField.EXPLANATION, "")),
        links=linked(_links(cells.get(LeadField.LINKS, ""))),
    )


def _links(cell: str) -> Iterator[LeadLink]:
    for part in cell.replace("|", "\n").replace(";", "\n").splitlines():
        for found in part.split() if "://" in part else [part]:
            address = "://" in found
            yield LeadLink(url=words(found, 2_000)) if address else LeadLink(title=words(found))


# The table itself


class _Table:
    """A table that is read once: its columns by name, and its rows."""

    def __init__(self, text: io.TextIOBase) -> None:
        self.ended = True
        self._lines = self._told(lines_of(text))
        first = next(self._lines, "")
        between = ""
        if first.lower().startswith("sep=") and len(first.strip()) == 5:
            between, first = first[4], next(self._lines, "")
        if not first.strip():
            raise InputError("there is no table here: its first line is empty")
        lines = chain([first], self._lines)
        self._reader = csv.reader(lines, delimiter=between or _sign(first), strict=True)
        self._number = 0
        self.columns = _columns(self._next() or [])

    def _told(self, lines: Iterator[str]) -> Iterator[str]:
        """The lines, while noting whether the last one has an end."""
        for line in lines:
            self.ended = line.endswith(("\n", "\r"))
            yield line

    def _next(self) -> list[str] | None:
        try:
            row = next(self._reader, None)
        except csv.Error as error:
            why = next((told for sign, told in _WHY.items() if sign in str(error)), str(error))
            raise InputError(f"row {self._number + 1:,}: {why}") from None
        self._number += 1
        if row and max(map(len, row)) > CELL:
            raise InputError(f"row {self._number:,}: {TOO_LONG}")
        return row

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """The rows that hold anything, each with its number; the header is row 1."""
        while (row := self._next()) is not None:
            if any(cell.strip() for cell in row):
                yield self._number, row


def _sign(line: str) -> str:
    """The sign that cuts the header into most cells."""
    return max(_BETWEEN, key=lambda sign: len(next(csv.reader([line], delimiter=sign), [])))


def _columns(header: Sequence[str]) -> tuple[str, ...]:
    """The names of the columns, each once: an empty one is told by its number, a repeated one, too."""
    if len(header) > COLUMNS:
        raise InputError(f"this table has {len(header):,} columns; at most {COLUMNS} are read")
    names: list[str] = []
    for number, cell in enumerate(header, start=1):
        name = words(cell, 100)
        names.append(f"{name} (column {number})".strip() if not name or name in names else name)
    return tuple(names)
