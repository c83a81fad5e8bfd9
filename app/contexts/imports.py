"""The contexts of the pages on which other people's claims are brought in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.contexts.sources import JobContext
from claims import desk
from claims.desk import ImportPage, JobPage, LeadsPage, MappingPage
from claims.digest import sha256
from claims.models import ClaimImport
from claims.vocab import ImportState, JobState, LeadField

#: What a preview tells of a row beside its claim, in this order.
_TOLD = tuple(field for field in LeadField if field not in (LeadField.TEXT, LeadField.LINKS))


@dataclass(frozen=True, slots=True)
class ImportList:
    """imports/index.html: the newest imports, each with who brought it."""

    imports: Sequence[tuple[ClaimImport, str]]


@dataclass(frozen=True, slots=True)
class NewImport:
    """imports/new.html; `limit` is how large a file may be that is sent, in MiB."""

    limit: int


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """A row of a table as it would come in: its claim and what is said of it, or why it would not."""

    text: str
    told: Sequence[tuple[LeadField, str]] = ()
    links: int = 0
    wrong: bool = False


@dataclass(frozen=True, slots=True)
class MappingContext:
    """imports/mapping.html"""

    opened: MappingPage

    @property
    def columns(self) -> list[tuple[str, LeadField | None, str]]:
        """Each column: its name, what it becomes, its first cells."""
        becomes = {column: field for field, column in self.opened.mapping.items() if column}
        return [
            (name, becomes.get(name), " · ".join(filter(None, self._cells(at))))
            for at, name in enumerate(self.opened.sample.columns)
        ]

    def _cells(self, at: int) -> list[str]:
        return [row[at][:80] for row in self.opened.sample.rows[:3] if at < len(row)]

    @property
    def rows(self) -> list[PreviewRow]:
        """The first rows as they would come in."""
        return [_preview(row) for row in self.opened.rows]


def _preview(row: desk.LeadDraft | str) -> PreviewRow:
    if isinstance(row, str):
        return PreviewRow(row, wrong=True)
    names: Mapping[LeadField, str] = {LeadField.ID: "foreign_id"}
    told = [(field, str(getattr(row, names.get(field, field.value)))) for field in _TOLD]
    return PreviewRow(row.text, [pair for pair in told if pair[1]], len(row.links))


@dataclass(frozen=True, slots=True)
class ImportContext:
    """imports/show.html"""

    opened: ImportPage

    @property
    def found(self) -> ClaimImport:
        """The import."""
        return self.opened.claim_import

    @property
    def progress(self) -> JobContext | None:
        """How far its job is, while there is more to come."""
        job = self.opened.job
        if self.found.state is not ImportState.ASKED or job is None:
            return None
        return JobContext(JobPage(job, claim_import=self.found))

    @property
    def goes_on(self) -> bool:
        """Whether the page is another one soon."""
        return bool(self.progress and self.progress.job.state in (JobState.WAITING, JobState.RUNNING))

    @property
    def manifest_sha256(self) -> str:
        """The SHA-256 of the package's manifest; "" where there was none."""
        return sha256(self.found.manifest.encode()) if self.found.manifest else ""


@dataclass(frozen=True, slots=True)
class LeadsContext:
    """imports/leads.html"""

    opened: LeadsPage
