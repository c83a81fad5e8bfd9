"""Read a foreign file to its end before anything of it is kept: needs no database, and may take long."""

import json
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import islice
from types import TracebackType
from typing import IO, Any, Self

from claims import export, importing, triage
from claims.errors import InputError
from claims.importing import LeadDraft, Row
from claims.models import ClaimDraft, OccurrenceDraft, Worth
from claims.vocab import ClaimType, ImportKind, LeadField

#: The most rows of one file, and so many of those that are left out are told.
ROWS, TOLD = 1_000_000, 200
#: A manifest is no longer than this, in bytes.
_MANIFEST = 256 << 20

Tell = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Staged:
    """A claim of a file, ready to be written: its row, what is said, what it is known by, its worth."""

    number: int
    draft: LeadDraft
    known_by: str
    digest: str
    worth: float
    reasons: list[dict[str, Any]]


@dataclass
class Prepared:
    """A file that was read to its end: its claims wait in a file without a name, in their order.

    `problems` are rows with why they are left out; if it is `refused`, the first of them says why, and there
    is nothing to be written.
    """

    kind: ImportKind
    found: int = 0
    left_out: int = 0
    problems: list[tuple[int, str]] = field(default_factory=list)
    refused: bool = False
    manifest: str = ""
    _file: IO[str] = field(
        default_factory=lambda: tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n")  # noqa: SIM115 - closed by __exit__
    )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of what waits."""
        self._file.close()

    @property
    def claims(self) -> int:
        """How many there are to be written."""
        return self.found - self.left_out

    @property
    def takes(self) -> timedelta:
        """The longest time that writing it may take."""
        return timedelta(seconds=60 + self.claims / 100)

    def keep(self, staged: Staged) -> None:
        """Let a claim wait."""
        draft = staged.draft.plain()
        kept = [staged.number, draft, staged.known_by, staged.digest, staged.worth, staged.reasons]
        self._file.write(json.dumps(kept, separators=(",", ":")) + "\n")

    def refuse(self, number: int, why: str) -> None:
        """Let nothing of the file be written; the first reasons come before the rows left out."""
        breaking = self.problems if self.refused else []
        self.problems, self.refused = [*breaking, (number, why)][:TOLD], True

    def leave_out(self, number: int, why: str) -> None:
        """Note a row that is left out."""
        self.left_out += 1
        if not self.refused and len(self.problems) < TOLD:
            self.problems.append((number, why))

    def batches(self, size: int) -> Iterator[list[Staged]]:
        """The claims in their order, so many at a time."""
        self._file.seek(0)
        while lines := list(islice(self._file, size)):
            yield [_again(json.loads(line)) for line in lines]


def _again(kept: list[Any]) -> Staged:
    number, draft, *rest = kept
    return Staged(number, LeadDraft.of_plain(draft), *rest)


def prepare_import(
    file: IO[bytes], kind: ImportKind, mapping: Mapping[str, str] | None = None, tell: Tell | None = None
) -> Prepared:
    """Read a file of claims to its end. Whatever is wrong with it is told in what is given back.

    Args:
        file: opened for reading at any place.
        kind: what it is.
        mapping: of a table, the column for each field.
        tell: gets bytes read and in all.
    """
    prepared = Prepared(kind)
    try:
        _read(prepared, file, mapping or {}, tell)
    except InputError as error:
        prepared.refuse(0, str(error))
    except BaseException:
        prepared.close()
        raise
    if not prepared.claims and not prepared.refused:
        left_out = prepared.problems
        prepared.refuse(0, "there is no claim in this file that could be imported")
        prepared.problems = [*prepared.problems, *left_out][:TOLD]
    return prepared


def _read(prepared: Prepared, file: IO[bytes], mapping: Mapping[str, str], tell: Tell | None) -> None:
    seen: dict[str, tuple[int, str]] = {}
    size = file.seek(0, 2)
    file.seek(0)
    for row in _rows(file, prepared.kind, mapping):
        _take(prepared, row, seen)
        if tell:
            tell(min(file.tell(), size), size)
    if prepared.kind is ImportKind.JSONL and not prepared.refused:
        prepared.manifest = _manifest(file)


def _take(prepared: Prepared, row: Row, seen: dict[str, tuple[int, str]]) -> None:
    prepared.found += 1
    if prepared.found > ROWS:
        raise InputError(f"more than {ROWS:,} claims are not imported from one file")
    if row.claim is None:
        if row.breaks:
            prepared.refuse(row.number, row.why)
        prepared.leave_out(row.number, row.why)
        return
    known_by, digest = row.claim.known_by, row.claim.digest
    first, said = seen.setdefault(known_by, (row.number, digest))
    if first != row.number and said == digest:
        prepared.leave_out(row.number, f"it says the same as row {first:,}")
        return
    if first != row.number and row.claim.is_global:
        prepared.refuse(row.number, f"its id stands in row {first:,} already, and says something else there")
    if not prepared.refused:
        prepared.keep(_staged(row.number, row.claim, known_by, digest))


def _staged(number: int, draft: LeadDraft, known_by: str, digest: str) -> Staged:
    kinds = tuple(ClaimType(kind) for kind in draft.kinds)
    whole = (OccurrenceDraft(0, len(draft.text)),)
    worth = triage.check_worthiness(ClaimDraft(draft.text, whole, claimant=draft.claimant, kinds=kinds))
    return Staged(number, draft, known_by, digest, worth.score, _reasons(worth))


def _reasons(worth: Worth) -> list[dict[str, Any]]:
    return [{"name": why.name.value, "weight": why.weight, "words": why.words} for why in worth.reasons]


# The rows of each kind


def _rows(file: IO[bytes], kind: ImportKind, mapping: Mapping[str, str]) -> Iterator[Row]:
    if kind is ImportKind.JSONL:
        yield from _of_package(file) if importing.is_zip(file) else _of_lines(file)
    elif kind is ImportKind.CLAIMREVIEW and importing.is_zip(file):
        yield from _of_pages(file)
    elif kind is ImportKind.CSV:
        yield from _of_table(file, {LeadField(name): column for name, column in mapping.items()})
    else:
        read = importing.read_averitec if kind is ImportKind.AVERITEC else importing.read_claimreview
        file.seek(0)
        with importing.text_of(file) as text:
            yield from read(text)


def _of_lines(file: IO[bytes]) -> Iterator[Row]:
    file.seek(0)
    for read in export.read_lines(file):
        if read.claim is None:
            yield Row(read.number, why=read.wrong, breaks=True)
        else:
            yield importing.read_record(read.number, read.claim)


def _of_package(file: IO[bytes]) -> Iterator[Row]:
    for number, claim in enumerate(export.read_package(file), start=1):
        yield importing.read_record(number, claim)


def _manifest(file: IO[bytes]) -> str:
    """The manifest of a package, every byte of which was checked; "" for lines alone."""
    if not importing.is_zip(file):
        return ""
    with zipfile.ZipFile(file) as package:
        if package.getinfo("manifest.json").file_size > _MANIFEST:
            raise InputError("the manifest of this package is too long")
        return package.read("manifest.json").decode()


def _of_pages(file: IO[bytes]) -> Iterator[Row]:
    number = 0
    for name, page in importing.pages_of(file):
        try:
            with importing.text_of(page) as text:
                for row in importing.read_claimreview(text):
                    number += 1
                    yield replace(row, number=number, why=f"{name}: {row.why}" if row.why else "")
        except InputError as error:
            raise InputError(f"{name}: {error}") from None


def _of_table(file: IO[bytes], mapping: Mapping[LeadField, str]) -> Iterator[Row]:
    columns = read_sample(file).columns
    undo = export.csv_unsafe if set(export.CSV_COLUMNS_1) <= set(columns) else None
    file.seek(0)
    with importing.text_of(file) as text:
        yield from importing.read_table(text, mapping, undo)


def read_sample(file: IO[bytes]) -> importing.Sample:
    """How a table begins. Needs no database.

    Raises:
        InputError: field "file", if it is none.
    """
    file.seek(0)
    try:
        with importing.text_of(file) as text:
            return importing.sample_of(text)
    except InputError as error:
        raise InputError(str(error), error.field or "file") from None


def kind_of(file: IO[bytes], name: str = "") -> ImportKind:
    """What a file is, by what stands in it; its name tells only a table from other texts."""
    kind = importing.kind_of(file, name)
    with suppress(ValueError, OSError):
        file.seek(0)
    return kind
