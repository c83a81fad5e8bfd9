"""Frozen claims for the tests of exports."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from claims.digest import canonical, sha256
from claims.export import FORMATS, freeze, pack, write_claims
from claims.export.shape import FILE, claim_schema
from claims.models.records import ClaimRecord, EvidenceRecord, OccurrenceRecord, ReviewRecord
from claims.vocab import ExportFormat

if TYPE_CHECKING:
    from collections.abc import Sequence

TEXT = "Pier opens\n\nThe mayor said the pier 🚢 opened on 4 May. Nobody counted the gulls that day.\n"
PLACE = OccurrenceRecord(
    url="https://example.org/a",
    start=TEXT.index("the pier"),
    end=TEXT.index(" Nobody"),
    exact="the pier 🚢 opened on 4 May.",
    prefix="Pier opens\n\nThe mayor said ",
    suffix=" Nobody counted",
    role="assertion",
    text_sha256=sha256(TEXT.encode()),
)
FOUND = EvidenceRecord(
    id="e1",
    stance="supports",
    exact="The pier opened on 4 May.",
    prefix="County works. ",
    suffix=" It is long.",
    start=14,
    end=39,
    locator="p. 4",
    note="Read it twice",
    source_id="s1",
    source_title="Works report",
    source_author="A. Moor",
    source_publisher="County of Harwick",
    source_url="https://example.org/report",
    source_published_on="2021-05-05",
    origin_group="county",
    snapshot_sha256="b" * 64,
    captured_at="2021-06-01T10:00:00+00:00",
    question="When did the pier open?",
    answer="",
    directness="primary",
    medium="application/pdf",
    sentences=((2, "The pier opened on 4 May."),),
)
REVIEW = ReviewRecord("Bo", "p2", "approve", "Good", "d" * 64, "2021-06-03T10:00:00+00:00")
CLAIM = ClaimRecord(
    id="c1",
    text="The pier opened on 4 May.",
    language="en",
    claimant="The mayor",
    attribution=("The mayor", "state radio"),
    hedge="reported",
    kinds=("event_property",),
    made_by=("clauses.v1",),
    article_id="a1",
    article_title="Pier opens",
    article_outlet="Valley Courier",
    article_portal="Portal",
    article_url="https://example.org/a",
    article_published_on="2021-05-06",
    occurrences=(PLACE,),
    evidence=(FOUND,),
    searches=("gulls — archive: nothing",),
    scale="standard-5",
    scale_version=1,
    rating="supported",
    rating_label="Supported",
    rating_number=5,
    rationale="The report says so.",
    as_of="2021-06-02",
    verdict_id="v1",
    verdict_author="Ann",
    verdict_author_id="p1",
    verdict_at="2021-06-02T10:00:00+00:00",
    evidence_digest="d" * 64,
    reviews=(REVIEW,),
    rating_means="supported",
    rating_worst=1,
    rating_best=5,
    confidence="high",
    flags=("outdated",),
    conclusion="It opened when he said.",
    checklist={"literally": "Yes."},
    citations={"1": "e1"},
    policy={"version": 1, "alone": False},
)
OTHER = replace(
    CLAIM,
    id="c2",
    text="Nobody counted the gulls.",
    rating="not_enough_evidence",
    rating_means="not_enough_evidence",
    rating_label="Not enough evidence",
    rating_number=None,
    verdict_id="v2",
    evidence=(replace(FOUND, id="e2", exact="", paraphrase="Gulls went uncounted.", sentences=()),),
)
REFUTED = replace(
    CLAIM,
    id="c3",
    rating="refuted",
    rating_means="refuted",
    rating_label="Refuted",
    rating_number=1,
    verdict_id="v3",
    article_id="a2",
    evidence=(replace(FOUND, id="e3", stance="refutes", sentences=((4, "It did not."), (5, "It will."))),),
)
LINES = [freeze(CLAIM), freeze(OTHER), freeze(REFUTED)]
STEM = "SET1-v1"


def about(lines: Sequence[str] = LINES, **more: Any) -> dict[str, Any]:
    """A manifest without the hashes of files."""
    return {
        "schema": "claimdesk.release/1",
        "software": "claimdesk 0",
        "set": {"id": "SET1", "title": "The pier", "description": "What was said.", "licence": "CC BY 4.0"},
        "version": "1.0.0",
        "created_at": "2021-06-04T10:00:00.123456+00:00",
        "created_by": "Edda",
        "organisation": "",
        "public_url": "",
        "claims": len(lines),
        "records": [sha256(line.encode()) for line in lines],
        "audit_head": "e" * 64,
        "formats": {kind.value: made.label for kind, made in FORMATS.items()},
        **more,
    }


def manifest(lines: Sequence[str] = LINES, **more: Any) -> str:
    """A manifest as freezing writes it."""
    told = about(lines, **more)
    vouched = [kind for kind in ExportFormat if kind is not ExportFormat.XLSX]
    told["files"] = {f"{STEM}.{FORMATS[kind].ending}": sha256(written(kind, lines, told)) for kind in vouched}
    return canonical(told | more)


def written(kind: ExportFormat, lines: Sequence[str] = LINES, told: dict[str, Any] | None = None) -> bytes:
    """One file of a release."""
    told = told or about(lines)
    return b"".join(write_claims(lines, kind, told))


def packed(lines: Sequence[str] = LINES, **more: Any) -> bytes:
    """A whole package."""
    out = io.BytesIO()
    pack(out, iter(lines), manifest(lines, **more), STEM)
    return out.getvalue()


if __name__ == "__main__":
    schema = json.dumps(claim_schema(), indent=2, ensure_ascii=False)
    FILE.write_text(f"{schema}\n", encoding="utf-8")
