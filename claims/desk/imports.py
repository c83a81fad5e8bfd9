"""Bring in other people's claims: what they say of them comes in as leads, never as a verdict."""

import hashlib
import io
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from types import TracebackType
from typing import IO, Any, Self

from sqlmodel import Session

from claims import importing, store
from claims.desk import fields
from claims.desk.bringing import write_claims
from claims.desk.staging import Prepared, kind_of, read_sample
from claims.errors import InputError, MoveError, NotFoundError, TooLargeError
from claims.importing import LeadDraft, Sample
from claims.models import Article, Claim, ClaimImport, Job, Lead, User
from claims.models.base import now
from claims.vocab import ImportKind, ImportState, JobName, LeadField

#: The largest file that is kept until the worker reads it, in bytes; pieces of it are so large.
MAX_IMPORT, PIECE = 1 << 30, 1 << 20
#: So much of a table is read for its preview, in pieces.
_BEGINNING = 8


@dataclass(frozen=True, slots=True)
class ImportPage:
    """An import and what came of it: where its claims stand, and whether its lines can be had again."""

    claim_import: ClaimImport
    who: str
    job: Job | None
    articles: Sequence[Article]
    has_release: bool


@dataclass(frozen=True, slots=True)
class MappingPage:
    """A table before it is imported; `rows` are its first ones as they would come in, or why not."""

    claim_import: ClaimImport
    sample: Sample
    mapping: Mapping[LeadField, str]
    rows: Sequence[LeadDraft | str]


@dataclass(frozen=True, slots=True)
class LeadsPage:
    """What others say of a claim, the newest first, each with the import it came by."""

    claim: Claim
    leads: Sequence[tuple[Lead, ClaimImport]]


@dataclass
class ImportPlan:
    """What the worker needs to read a file without holding the database."""

    kind: ImportKind
    mapping: Mapping[str, str]
    file: IO[bytes] = field(default_factory=tempfile.TemporaryFile)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.file.close()


def begin_import(
    session: Session, file: IO[bytes], name: str, who: User | None, kind: ImportKind | None = None
) -> ClaimImport:
    """Keep a file until the worker has read it; a table waits until its columns are mapped.

    Args:
        session: the unit of work.
        file: opened for reading at any place.
        name: what its sender calls it.
        who: the person.
        kind: what it is; found out if left out.

    Raises:
        InputError: field "file", if it is empty, too large, or no table where it should be one.
    """
    found = ClaimImport(
        kind=kind or kind_of(file, name), file_name=_name(name), asked_by_id=who.id if who else None
    )
    if found.kind is ImportKind.CSV:
        offered = read_sample(file).offered
        found.mapping = {one.value: column for one, column in offered.items()}
        found.state = ImportState.UNMAPPED
    session.add(found)
    session.flush()
    _keep(session, found, file)
    if found.state is ImportState.ASKED:
        store.jobs.enqueue(session, JobName.IMPORT_CLAIMS, found.id or 0)
    store.events.record(
        session,
        who,
        "brought",
        "claim_import",
        found.public_id,
        file=found.file_name,
        sha256=found.file_sha256,
        kind=found.kind.value,
    )
    return found


def _name(name: str) -> str:
    stem = name.replace("\\", "/").rpartition("/")[2]
    return fields.line("".join(sign for sign in stem if sign.isprintable())[:200], "file")


def _keep(session: Session, found: ClaimImport, file: IO[bytes]) -> None:
    made = hashlib.sha256()
    file.seek(0)
    number = 0
    while piece := file.read(PIECE):
        made.update(piece)
        found.size += len(piece)
        if found.size > MAX_IMPORT:
            raise TooLargeError(f"a file may have at most {MAX_IMPORT >> 20:,} MiB", "file")
        store.imports.add_part(session, found.id or 0, number, piece)
        number += 1
    if not number:
        raise InputError("the file is empty", "file")
    found.file_sha256 = made.hexdigest()
    session.add(found)
    session.flush()


# The columns of a table


def open_mapping(
    session: Session, public_id: str, chosen: Mapping[LeadField, str] | None = None
) -> MappingPage:
    """A table that waits, as it would come in with the columns that were chosen, or those offered.

    Raises:
        NotFoundError: if this import waits for no mapping.
    """
    found = store.imports.get(session, public_id)
    if found.state is not ImportState.UNMAPPED:
        raise NotFoundError("the columns of this import are not asked for any more")
    sample = _sample(session, found)
    offered = {LeadField(name): column for name, column in found.mapping.items()}
    mapping = offered if chosen is None else chosen
    return MappingPage(found, sample, mapping, [_would_be(row, sample, mapping) for row in sample.rows])


def _sample(session: Session, found: ClaimImport) -> Sample:
    pieces = islice(store.imports.parts(session, found.id or 0), _BEGINNING)
    return read_sample(io.BytesIO(b"".join(pieces)))


def _would_be(row: Sequence[str], sample: Sample, mapping: Mapping[LeadField, str]) -> LeadDraft | str:
    cells = dict(zip(sample.columns, row, strict=False))
    try:
        return importing.draft_of({field: cells.get(column, "") for field, column in mapping.items()})
    except InputError as error:
        return str(error)


def map_import(session: Session, public_id: str, rev: int, mapping: Mapping[str, str], who: User) -> Job:
    """Say which column of a table holds what, and let it be imported.

    Args:
        session: the unit of work.
        public_id: the import.
        rev: its revision that the person saw.
        mapping: the column for each field, "" for none.
        who: the person.

    Raises:
        InputError: naming the field, if no column holds the claim, or one is not there.
        MoveError: if its columns were mapped before.
        ConflictError: if somebody did so in between.
    """
    found = store.imports.get(session, public_id)
    fields.check_rev(found, rev)
    if found.state is not ImportState.UNMAPPED:
        raise MoveError("the columns of this import are not asked for any more")
    chosen = {LeadField(name): column for name, column in mapping.items() if column}
    importing.check_mapping(chosen, _sample(session, found).columns)
    found.mapping = {field.value: column for field, column in chosen.items()}
    found.state = ImportState.ASKED
    session.add(found)
    store.events.record(session, who, "mapped", "claim_import", public_id, mapping=found.mapping)
    return store.jobs.enqueue(session, JobName.IMPORT_CLAIMS, found.id or 0)


# The import itself


def plan_import(session: Session, import_key: int) -> ImportPlan | None:
    """The file to be read, put back together; None if it was imported before."""
    found = store.imports.by_key(session, import_key)
    if found.state is not ImportState.ASKED:
        return None
    plan = ImportPlan(found.kind, found.mapping)
    try:
        plan.file.writelines(store.imports.parts(session, import_key))
    except BaseException:
        plan.file.close()
        raise
    return plan


def save_import(session: Session, import_key: int, prepared: Prepared) -> ClaimImport:
    """Write what was read, whole; a second time changes nothing. Of a file that was refused, only why."""
    found = store.imports.by_key(session, import_key)
    if found.state is not ImportState.ASKED:
        return found
    who = store.people.by_key(session, found.asked_by_id) if found.asked_by_id else None
    return _finish(session, found, prepared, who)


def import_claims(
    session: Session, prepared: Prepared, name: str, who: User | None, about: Mapping[str, Any] | None = None
) -> ClaimImport:
    """Write a file that was read here and now, whole; for the library and the shell.

    Raises:
        InputError: if it was refused; names the first reasons.
    """
    if prepared.refused:
        raise InputError(reasons(prepared.problems))
    found = ClaimImport(kind=prepared.kind, file_name=_name(name), asked_by_id=who.id if who else None)
    for each, value in (about or {}).items():
        setattr(found, each, value)
    session.add(found)
    session.flush()
    return _finish(session, found, prepared, who)


def reasons(problems: Sequence[tuple[int, str]]) -> str:
    """Why a file is refused, in a line."""
    told = [f"row {number:,}: {why}" if number else why for number, why in problems[:5]]
    more = len(problems) - len(told)
    return "; ".join(told) + (f"; and {more:,} more" if more > 0 else "")


def _finish(session: Session, found: ClaimImport, prepared: Prepared, who: User | None) -> ClaimImport:
    found.found, found.left_out = prepared.found, prepared.left_out
    found.problems = [list(problem) for problem in prepared.problems]
    found.finished_at = now()
    found.state = ImportState.REFUSED if prepared.refused else ImportState.DONE
    if not prepared.refused:
        store.imports.one_at_a_time(session)
        found.manifest = prepared.manifest
        found.made, found.known = write_claims(session, found, prepared, who)
    store.imports.drop_parts(session, found.id or 0)
    session.add(found)
    verb = "refused" if prepared.refused else "imported"
    counts = {name: getattr(found, name) for name in ("found", "made", "known", "left_out")}
    store.events.record(session, who, verb, "claim_import", found.public_id, **counts)
    return found


# Looking at it


def list_imports(session: Session) -> Sequence[tuple[ClaimImport, str]]:
    """The newest imports, newest first, each with who brought it, "" for the shell."""
    return store.imports.newest(session)


def open_import(session: Session, public_id: str) -> ImportPage:
    """An import, how far it is and what came of it."""
    found = store.imports.get(session, public_id)
    key = found.id or 0
    return ImportPage(
        found,
        store.people.by_key(session, found.asked_by_id).name if found.asked_by_id else "",
        store.jobs.of_subject(session, JobName.IMPORT_CLAIMS, key),
        store.imports.articles_of(session, key),
        store.imports.has_items(session, key),
    )


def open_leads(session: Session, claim_id: str) -> LeadsPage:
    """What others say of a claim."""
    claim = store.claims.get(session, claim_id)
    return LeadsPage(claim, store.imports.leads_of(session, claim.id or 0))


def imported_release(session: Session, public_id: str) -> Iterator[bytes]:
    """The lines of an imported release in portions: byte for byte as they came.

    Raises:
        NotFoundError: if it brought no such lines.
    """
    found = store.imports.get(session, public_id)
    if not store.imports.has_items(session, found.id or 0):
        raise NotFoundError("no release of another desk came in by this import")
    for record in store.imports.records(session, found.id or 0):
        yield f"{record}\n".encode()
