"""Stage 7: frozen claims as the files the field uses. Nothing is looked up here: what was frozen is all."""

from claims.export import changes
from claims.export.annotations import to_annotations
from claims.export.claimreview import to_claimreview, to_claimreview2, to_feed
from claims.export.exporters import EXPORTERS, label_of, to_jsonl, write_claims
from claims.export.feed import Correction, Edition, News
from claims.export.formats import FORMATS, Format
from claims.export.frozen import ALONE, freeze, is_alone, without_names
from claims.export.grouping import grouped
from claims.export.losses import losses_of
from claims.export.markdown import to_markdown
from claims.export.package import Watch, pack, without_records
from claims.export.prov import to_prov
from claims.export.reading import Report, read_claims, read_lines, read_package, refreeze, report_on
from claims.export.research import to_averitec, to_fever, to_scifact_claims, to_scifact_corpus
from claims.export.shape import FILE as SCHEMA_FILE
from claims.export.sheets import to_xlsx, write_xlsx
from claims.export.tables import (
    CSV_COLUMNS,
    CSV_COLUMNS_1,
    EVIDENCE_COLUMNS,
    csv_safe,
    csv_unsafe,
    to_csv,
    to_evidence_csv,
)
from claims.export.verify import Told, WrongError, counted
from claims.export.verify import check as check_package

__all__ = [
    "ALONE",
    "CSV_COLUMNS",
    "CSV_COLUMNS_1",
    "EVIDENCE_COLUMNS",
    "EXPORTERS",
    "FORMATS",
    "SCHEMA_FILE",
    "Correction",
    "Edition",
    "Format",
    "News",
    "Report",
    "Told",
    "Watch",
    "WrongError",
    "changes",
    "check_package",
    "counted",
    "csv_safe",
    "csv_unsafe",
    "freeze",
    "grouped",
    "is_alone",
    "label_of",
    "losses_of",
    "pack",
    "read_claims",
    "read_lines",
    "read_package",
    "refreeze",
    "report_on",
    "to_annotations",
    "to_averitec",
    "to_claimreview",
    "to_claimreview2",
    "to_csv",
    "to_evidence_csv",
    "to_feed",
    "to_fever",
    "to_jsonl",
    "to_markdown",
    "to_prov",
    "to_scifact_claims",
    "to_scifact_corpus",
    "to_xlsx",
    "without_names",
    "without_records",
    "write_claims",
    "write_xlsx",
]
