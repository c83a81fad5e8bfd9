"""The files of a release: what each is called, who writes it, and which parts of a record it keeps."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields

from claims.export.frozen import Frozen, means_of
from claims.export.research import AVERITEC_LABELS, FEVER_LABELS, NOT_ENOUGH, STANCE_FOR
from claims.export.sheets import cut_cells
from claims.models.records import ClaimRecord, EvidenceRecord, OccurrenceRecord, ReviewRecord
from claims.vocab import ExportFormat, Rating, Stance

#: The parts of a record that are rows of their own.
ROWS = {"occurrences": OccurrenceRecord, "evidence": EvidenceRecord, "reviews": ReviewRecord}

#: Every field of a record; those of rows as `evidence.exact`.
ALL = frozenset(
    {field.name for field in fields(ClaimRecord) if field.name not in ROWS}
    | {f"{row}.{field.name}" for row, kind in ROWS.items() for field in fields(kind)}
)


@dataclass(frozen=True, slots=True)
class Format:
    """One file of a release.

    `label` names its exporter on the shelf, `keeps` the fields whose values can be read from it again;
    `changes` says what it does to the others of one claim, a sentence each. `withdrawn` says that it can tell
    a withdrawn claim from one that holds; the others leave those out. `says_alone` is whether it has room to
    say that the author of a verdict was let review it.
    """

    label: str
    ending: str
    media_type: str
    name: str
    keeps: frozenset[str]
    changes: Callable[[Frozen], Iterator[str]]
    withdrawn: bool = False
    says_alone: bool = False


def _keeps(words: str, **rows: str) -> frozenset[str]:
    return frozenset(words.split()) | {
        f"{row}.{name}" for row, names in rows.items() for name in names.split()
    }


def _nothing(_claim: Frozen) -> Iterator[str]:
    yield from ()


def _rating_becomes(labels: dict[Rating, str], otherwise: str, claim: Frozen) -> Iterator[str]:
    rating = means_of(claim)
    label = labels.get(rating, otherwise)
    lossless = [one for one in Rating if labels.get(one, otherwise) == label] == [rating]
    if not lossless:
        yield f"the rating {rating.value} becomes “{label}”, as others do"
    if claim["rating"] != rating.value:
        yield "a rating of another scale is given as the one of the standard scale nearest to it"


def _no_number(claim: Frozen) -> Iterator[str]:
    if claim["rating_number"] is None:
        yield "a rating without a number is given by its label alone"


def _averitec_changes(claim: Frozen) -> Iterator[str]:
    yield from _rating_becomes(AVERITEC_LABELS, "", claim)
    for found in claim["evidence"]:
        if not found.get("question"):
            yield "an evidence that nobody asked a question for has an empty question"
        if found.get("answer"):
            yield "an answer in a reviewer's words stands instead of the quote it rests on"


def _fever_changes(claim: Frozen) -> Iterator[str]:
    yield from _rating_becomes(FEVER_LABELS, NOT_ENOUGH, claim)
    for found in claim["evidence"]:
        if not found.get("sentences"):
            yield "an evidence without sentence numbers is left out"
        elif found["stance"] != STANCE_FOR.get(means_of(claim)):
            yield "an evidence that does not speak for the rating is left out"


def _scifact_changes(claim: Frozen) -> Iterator[str]:
    sides: dict[str, set[str]] = {}
    for found in claim["evidence"]:
        if not found.get("sentences"):
            yield "an evidence without sentence numbers is left out"
        elif found["stance"] not in (Stance.SUPPORTS, Stance.REFUTES):
            yield "an evidence that neither supports nor refutes is cited without a label"
        else:
            sides.setdefault(found["snapshot_sha256"], set()).add(found["stance"])
    for stances in sides.values():
        if len(stances) > 1:
            yield "a document whose passages speak for both sides is cited without a label"


def _corpus_changes(claim: Frozen) -> Iterator[str]:
    for found in claim["evidence"]:
        yield (
            "of a captured document only the sentences that evidence touches are handed out"
            if found.get("sentences")
            else "an evidence without sentence numbers is left out"
        )


def _annotation_changes(claim: Frozen) -> Iterator[str]:
    for place in claim["occurrences"]:
        if len(place["prefix"]) > 32 or len(place["suffix"]) > 32:
            yield "of the words around a quote, 32 characters on each side are kept"
        if len(place.get("parts") or ()) > 1:
            yield "stretches that say a claim apart from each other are given as the one stretch they lie in"


def _sheet_changes(claim: Frozen) -> Iterator[str]:
    for _ in range(cut_cells(claim)):
        yield "what is too long for a cell is cut"


_CSV = (
    "id text claimant hedge rating rating_label rating_number rationale as_of article_title article_outlet "
    "article_portal article_url article_published_on verdict_author evidence_digest rating_means confidence "
    "flags conclusion override_reason correction correction_note"
)
_EVIDENCE_CSV = (
    "id stance exact paraphrase prefix suffix start end locator note question answer directness medium "
    "protected source_id source_title source_author source_publisher source_url source_published_on "
    "origin_group snapshot_sha256 captured_at"
)
_SOURCE = "source_title source_author source_publisher source_url source_published_on"
_REVIEW = (
    "id text language claimant article_title article_outlet article_url article_published_on rating_label "
    "rating_number rating_worst rating_best rationale conclusion correction_note"
)

FORMATS: dict[ExportFormat, Format] = {
    ExportFormat.JSONL: Format(
        "jsonl.v1",
        "jsonl",
        "application/x-ndjson",
        "JSON Lines",
        ALL,
        _nothing,
        withdrawn=True,
        says_alone=True,
    ),
    ExportFormat.CSV: Format(
        "csv.v2",
        "csv",
        "text/csv; charset=utf-8",
        "CSV",
        _keeps(f"{_CSV} withdrawn"),
        _nothing,
        withdrawn=True,
        says_alone=True,
    ),
    ExportFormat.EVIDENCE_CSV: Format(
        "evidence_csv.v1",
        "evidence.csv",
        "text/csv; charset=utf-8",
        "CSV of evidence",
        _keeps("id", evidence=_EVIDENCE_CSV),
        _nothing,
    ),
    ExportFormat.CLAIMREVIEW: Format(
        "claimreview.v2",
        "claimreview.jsonld",
        "application/ld+json",
        "ClaimReview JSON-LD",
        _keeps(_REVIEW, occurrences="url", evidence=f"exact paraphrase {_SOURCE}"),
        _no_number,
        says_alone=True,
    ),
    ExportFormat.CLAIMREVIEW_FEED: Format(
        "claimreview_feed.v1",
        "claimreview.feed.jsonld",
        "application/ld+json",
        "ClaimReview DataFeed",
        _keeps(_REVIEW, occurrences="url", evidence=f"exact paraphrase {_SOURCE}"),
        _no_number,
        says_alone=True,
    ),
    ExportFormat.AVERITEC: Format(
        "averitec.v1",
        "averitec.json",
        "application/json",
        "AVeriTeC",
        _keeps(
            "text claimant rationale kinds article_outlet article_url article_published_on",
            evidence="exact paraphrase question answer source_url",
        ),
        _averitec_changes,
    ),
    ExportFormat.FEVER: Format(
        "fever.v1",
        "fever.jsonl",
        "application/x-ndjson",
        "FEVER",
        _keeps("id text", evidence="snapshot_sha256"),
        _fever_changes,
    ),
    ExportFormat.SCIFACT_CLAIMS: Format(
        "scifact_claims.v1",
        "scifact.claims.jsonl",
        "application/x-ndjson",
        "SciFact claims",
        _keeps("text"),
        _scifact_changes,
    ),
    ExportFormat.SCIFACT_CORPUS: Format(
        "scifact_corpus.v1",
        "scifact.corpus.jsonl",
        "application/x-ndjson",
        "SciFact corpus",
        _keeps("", evidence="source_title sentences"),
        _corpus_changes,
    ),
    ExportFormat.ANNOTATIONS: Format(
        "annotations.v1",
        "annotations.jsonld",
        "application/ld+json",
        "Web Annotation",
        _keeps(
            "id text rating_label article_title",
            occurrences="url start end exact prefix suffix text_sha256",
        ),
        _annotation_changes,
    ),
    ExportFormat.PROV: Format(
        "prov.v1",
        "prov.json",
        "application/json",
        "PROV-JSON",
        _keeps(
            "id text made_by article_id article_title article_url scale scale_version rating "
            "rating_means as_of verdict_id verdict_author verdict_author_id verdict_at evidence_digest "
            "withdrawn",
            evidence="id stance source_title source_url snapshot_sha256 captured_at",
            reviews="reviewer reviewer_id decision digest_seen decided_at",
        ),
        _nothing,
        withdrawn=True,
        says_alone=True,
    ),
    ExportFormat.MARKDOWN: Format(
        "markdown.v1",
        "md",
        "text/markdown; charset=utf-8",
        "Markdown",
        _keeps(
            "id text rating_label as_of rationale claimant article_title article_outlet article_published_on "
            "searches verdict_author confidence flags conclusion override_reason correction correction_note "
            "withdrawn",
            evidence="stance exact paraphrase locator source_title source_author source_publisher source_url "
            "source_published_on",
        ),
        _nothing,
        withdrawn=True,
        says_alone=True,
    ),
    ExportFormat.XLSX: Format(
        "xlsx.v2",
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "Excel",
        _keeps(f"{_CSV} withdrawn", evidence=_EVIDENCE_CSV),
        _sheet_changes,
        withdrawn=True,
        says_alone=True,
    ),
}
