"""What exports say of the rules a verdict was given under: its scale, its words, a desk of one."""

import io
import json
import zipfile
from dataclasses import replace

import pytest

from claims.digest import canonical
from claims.export import ALONE, CSV_COLUMNS, FORMATS, freeze, losses_of
from claims.export.frozen import means_of
from claims.export.site import claim_page
from claims.vocab import ExportFormat, Rating
from tests.exporting import CLAIM, FOUND, LINES, about, packed, written

YOUNGER = """rating_means rating_worst rating_best confidence flags conclusion checklist citations
    override_reason correction correction_note policy""".split()
#: A claim of before verdicts said any of this.
OLD = canonical({name: value for name, value in json.loads(LINES[0]).items() if name not in YOUNGER})
FIRE = replace(
    CLAIM,
    scale="politifact-6",
    rating="pants_on_fire",
    rating_label="Pants on Fire",
    rating_means="refuted",
    rating_number=1,
    rating_worst=1,
    rating_best=6,
)
BY_ONE = replace(CLAIM, policy={"version": 2, "alone": True})
CORRECTED = replace(
    CLAIM, correction="minor", correction_note="It had the wrong day.", override_reason="One desk knows."
)


def told(kind, claim=CLAIM, **more):
    line = claim if isinstance(claim, str) else freeze(claim)
    return written(kind, [line], about([line], **more)).decode()


def test_formats_that_know_no_scales_write_what_the_rating_means():
    assert json.loads(told(ExportFormat.AVERITEC, FIRE))[0]["label"] == "Refuted"
    assert json.loads(told(ExportFormat.FEVER, FIRE))["label"] == "REFUTES"
    assert means_of(json.loads(OLD)) is means_of(json.loads(LINES[0])) is Rating.SUPPORTED
    said = "a rating of another scale is given as the one of the standard scale nearest to it"
    for kind in (ExportFormat.AVERITEC, ExportFormat.FEVER):
        changes = losses_of({kind: FORMATS[kind]}, [freeze(FIRE)])[kind]["changed"]
        assert said in [each["what"] for each in changes]


def test_a_claim_review_has_the_bounds_of_the_scale():
    (review,) = json.loads(told(ExportFormat.CLAIMREVIEW, FIRE))["@graph"]
    rating = review["reviewRating"]
    assert (rating["worstRating"], rating["ratingValue"], rating["bestRating"]) == (1, 1, 6)
    assert rating["alternateName"] == "Pants on Fire"
    (review,) = json.loads(told(ExportFormat.CLAIMREVIEW, OLD))["@graph"]
    assert (review["reviewRating"]["worstRating"], review["reviewRating"]["bestRating"]) == (1, 5)
    assert not {"reviewBody", "correction", "publishingPrinciples"} & set(review)


@pytest.mark.parametrize("kind", [ExportFormat.CSV, ExportFormat.MARKDOWN, ExportFormat.CLAIMREVIEW])
def test_conclusion_and_correction_are_told_to_readers(kind):
    said = told(kind, CORRECTED).replace("\\", "")
    assert "It opened when he said." in said
    assert "It had the wrong day." in said


def test_the_page_of_a_claim_tells_what_its_verdict_says_and_numbers_what_it_cites():
    page = claim_page(json.loads(freeze(replace(CORRECTED, rationale="See [1]."))), about())
    for said in ("It opened when he said.", "minor: It had the wrong day.", "outdated", "One desk knows."):
        assert said in page
    assert "[1] supports" in page
    assert "For readers" not in claim_page(json.loads(OLD), about())


@pytest.mark.parametrize("kind", list(ExportFormat))
def test_a_desk_of_one_is_told_in_every_file_or_in_its_loss_report(kind):
    line = freeze(BY_ONE)
    report = losses_of({kind: FORMATS[kind]}, [line])[kind]
    lost = {"what": "that its author may have reviewed it is not said", "times": 1} in report["changed"]
    assert lost is not FORMATS[kind].says_alone
    if FORMATS[kind].says_alone and kind is not ExportFormat.XLSX:
        said = told(kind, BY_ONE).replace("\\", "")
        assert any(words in said for words in (ALONE, '"alone":true', ",yes"))
        assert told(kind) != said


def test_a_desk_of_one_is_told_on_pages_and_in_the_package():
    assert ALONE in claim_page(json.loads(freeze(BY_ONE)), about())
    lines = [freeze(BY_ONE)]
    package = packed(lines, alone=True)
    assert ALONE not in claim_page(json.loads(LINES[0]), about())
    assert package != packed(lines)
    with zipfile.ZipFile(io.BytesIO(package)) as read:
        assert ALONE in read.read("README.txt").decode()
        assert ALONE in read.read("datapackage.json").decode()


def test_a_release_of_before_keeps_its_bytes():
    first = about([OLD]) | {"formats": {"csv": "csv.v1", "xlsx": "xlsx.v1"}}
    head = written(ExportFormat.CSV, [OLD], first).decode("utf-8-sig").split("\r\n")[0].split(",")
    assert head == list(CSV_COLUMNS[: len(head)])
    assert head[-1] == "evidence_digest"
    assert "rating_means" in written(ExportFormat.CSV, [OLD], about([OLD])).decode()


def test_what_a_verdict_says_beside_names_no_protected_source():
    hidden = replace(FOUND, id="e9", protected=True, source_title="Ilse Brandt", source_author="Ilse Brandt")
    words = "Ilse Brandt told us."
    claim = replace(
        CLAIM,
        evidence=(hidden,),
        conclusion=words,
        override_reason=words,
        correction_note=words,
        checklist={"own_evidence": words},
    )
    assert "Ilse" not in freeze(claim)
    assert freeze(claim).count("[protected source] told us.") == 4
