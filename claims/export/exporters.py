"""The shelf of exporters: a function a file, each taking frozen lines and the manifest."""

from collections.abc import Iterable, Iterator
from typing import Any

from claims.component import Component, shelf
from claims.export import changes
from claims.export.annotations import to_annotations
from claims.export.claimreview import to_claimreview, to_claimreview2, to_feed
from claims.export.formats import FORMATS
from claims.export.markdown import to_markdown
from claims.export.prov import to_prov
from claims.export.research import to_averitec, to_fever, to_scifact_claims, to_scifact_corpus
from claims.export.sheets import to_xlsx, to_xlsx1
from claims.export.tables import to_csv, to_csv1, to_evidence_csv
from claims.vocab import ExportFormat


def to_jsonl(records: Iterable[str], _about: dict[str, Any]) -> Iterator[str]:
    """One claim a line, whole: the faithful format.

    Args:
        records: what `freeze` wrote, in the order of the set.
        _about: the release's manifest; not needed here.
    """
    for record in records:
        yield record + "\n"


_RECORDS = frozenset({"records"})

EXPORTERS = shelf(
    "exporters",
    [
        Component("jsonl.v1", to_jsonl, "One claim a line, whole.", _RECORDS),
        Component("csv.v1", to_csv1, "One claim a row, as first released.", _RECORDS),
        Component("csv.v2", to_csv, "One claim a row, for a spreadsheet.", _RECORDS),
        Component("evidence_csv.v1", to_evidence_csv, "One evidence a row.", _RECORDS),
        Component("claimreview.v1", to_claimreview, "schema.org ClaimReview, as first released.", _RECORDS),
        Component("claimreview.v2", to_claimreview2, "schema.org ClaimReview.", _RECORDS),
        Component("claimreview_feed.v1", to_feed, "schema.org DataFeed of ClaimReviews.", _RECORDS),
        Component("averitec.v1", to_averitec, "AVeriTeC's JSON array.", _RECORDS),
        Component("fever.v1", to_fever, "FEVER's JSON Lines.", _RECORDS),
        Component("scifact_claims.v1", to_scifact_claims, "SciFact's claims.", _RECORDS),
        Component("scifact_corpus.v1", to_scifact_corpus, "SciFact's documents.", _RECORDS),
        Component("annotations.v1", to_annotations, "W3C Web Annotations of the articles.", _RECORDS),
        Component("prov.v1", to_prov, "PROV-JSON, a bundle a claim.", _RECORDS),
        Component("xlsx.v1", to_xlsx1, "One spreadsheet, as first released.", _RECORDS),
        Component("xlsx.v2", to_xlsx, "One spreadsheet, in bytes.", _RECORDS),
        Component("markdown.v1", to_markdown, "One text to read.", _RECORDS),
    ],
)


def write_claims(
    records: Iterable[str], kind: ExportFormat | str, manifest: dict[str, Any]
) -> Iterator[bytes]:
    """One file of a release in portions.

    Args:
        records: the frozen lines, each a claim as canonical JSON; withdrawn ones stay out of a format that
            cannot tell them from others.
        kind: a format, such as "jsonl" or "fever".
        manifest: that of the release; it says which version of a format its files were written in.

    Raises:
        ValueError: if there is no such format.
    """
    if manifest.get("withdrawn") and not FORMATS[ExportFormat(kind)].withdrawn:
        records = changes.standing(records)
    for part in EXPORTERS[label_of(ExportFormat(kind), manifest)].run(records, manifest):
        yield part.encode() if isinstance(part, str) else part


def label_of(kind: ExportFormat, about: dict[str, Any]) -> str:
    """Which exporter wrote a format when the manifest was; the newest if that does not say.

    A manifest of before there were more formats names none, and knew one ClaimReview and one table.
    """
    first = {ExportFormat.CLAIMREVIEW.value: "claimreview.v1", ExportFormat.CSV.value: "csv.v1"}
    return str(about.get("formats", first).get(kind.value, FORMATS[kind].label))
