"""Exports: what was frozen comes out whole, safe in a spreadsheet, and one claim at a time."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import asdict, fields, replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from claims.digest import canonical
from claims.export import (
    CSV_COLUMNS,
    EXPORTERS,
    csv_safe,
    csv_unsafe,
    freeze,
    to_claimreview,
    to_csv,
    to_jsonl,
)
from claims.export.tables import WITHDRAWN_COLUMNS
from claims.models.records import ClaimRecord, EvidenceRecord, OccurrenceRecord, ReviewRecord
from claims.vocab import ExportFormat
from tests.exporting import CLAIM, FOUND, PLACE, REVIEW

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
PLAIN = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
AWKWARD = st.text(st.sampled_from("=+-@＝＋－＠'\"\t\r\n \u00a0\u3000\u200b\ufeff\u200e,;a1한"), max_size=8)

ABOUT = {"created_at": "2021-06-04T10:00:00+00:00", "public_url": "", "organisation": ""}

RECORDS = st.builds(
    ClaimRecord,
    **{field.name: WORDS for field in fields(ClaimRecord) if field.type is str},
    attribution=st.lists(WORDS, max_size=2).map(tuple),
    kinds=st.lists(WORDS, max_size=2).map(tuple),
    made_by=st.lists(WORDS, max_size=2).map(tuple),
    searches=st.lists(WORDS, max_size=2).map(tuple),
    occurrences=st.lists(
        st.builds(OccurrenceRecord, parts=st.sampled_from([(), ((0, 2), (4, 5))])), max_size=2
    ).map(tuple),
    evidence=st.lists(st.builds(EvidenceRecord), max_size=2).map(tuple),
    reviews=st.lists(st.builds(ReviewRecord), max_size=2).map(tuple),
    finer=st.lists(WORDS, max_size=2).map(tuple),
    negated=st.booleans(),
    **{
        name: st.lists(st.fixed_dictionaries({"start": st.integers(0, 9), "words": WORDS}), max_size=2).map(
            tuple
        )
        for name in ("trace", "dates", "quantities", "mentions", "facts")
    },
    scale_version=st.integers(1, 9),
    rating_number=st.none() | st.integers(1, 5),
)


def plain(record):
    """A record as JSON has it, with lists for tuples."""
    return json.loads(json.dumps(asdict(record)))


def rows(records):
    text = "".join(to_csv(map(freeze, records), ABOUT))
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def review_of(record=CLAIM, **about):
    page = json.loads("".join(to_claimreview([freeze(record)], ABOUT | about)))
    assert page["@context"] == "https://schema.org"
    return page["@graph"][0]


# freeze, JSON Lines


@given(RECORDS)
def test_what_was_frozen_reads_back_as_the_same_claim(record):
    assert json.loads(freeze(record)) == plain(record)
    assert freeze(record) == canonical(plain(record))


@given(st.lists(RECORDS, max_size=3))
@example([replace(CLAIM, text="one\u2028two\u0085three\r\nfour")])
def test_json_lines_hold_one_whole_claim_a_line(records):
    text = "".join(to_jsonl(map(freeze, records), ABOUT))
    assert text.endswith("\n") == bool(records)
    assert [json.loads(line) for line in text.split("\n")[:-1]] == [plain(record) for record in records]


# CSV cells


@given(PLAIN | AWKWARD)
@example("=1+1")
@example("'=1+1")
@example("''=1+1")
@example("'plain")
@example(" \u200b'\ufeff＝1")
@example("\t")
@example("\r\n")
def test_a_safe_cell_gives_back_the_cell(cell):
    assert csv_unsafe(csv_safe(cell)) == cell


@given(PLAIN | AWKWARD, PLAIN | AWKWARD)
def test_two_cells_stay_two(one, other):
    assert (csv_safe(one) == csv_safe(other)) == (one == other)


@pytest.mark.parametrize(
    "before",
    [
        *(
            "",
            " ",
            "\n",
            "\u00a0",
            "\u3000",
            "\u2003",
            "\x0b",
            "\u2028",
            "\ufeff",
            "\u200b",
            "\u200d",
            "\u2060",
        ),
        *("\u200e", "\u202e", "\u00ad", "\0", " \u200b\n\ufeff"),
    ],
)
@pytest.mark.parametrize(
    "formula", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "＋1", "－1", "＠A"]
)
def test_a_cell_that_a_spreadsheet_would_run_begins_with_an_apostrophe(before, formula):
    cell = before + formula
    assert csv_safe(cell) == "'" + cell.replace("\0", "")


@given(AWKWARD)
def test_no_safe_cell_begins_like_a_formula(cell):
    seen = csv_safe(cell).lstrip(" \n\u00a0\u3000\u200b\ufeff\u200e")
    assert not seen.startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"))


@pytest.mark.parametrize(
    "cell", ["", "plain", "a=b", "1-2", "'tis", "한국", "“=1”", "5", "me@example.org", "— no"]
)
def test_any_other_cell_stays_as_it_is(cell):
    assert csv_safe(cell) == cell


@given(st.text(st.sampled_from("\0=a'"), max_size=6))
def test_nul_is_taken_out(cell):
    assert "\0" not in csv_safe(cell)
    assert csv_unsafe(csv_safe(cell)) == cell.replace("\0", "")


# CSV rows


@given(st.lists(RECORDS, max_size=3))
@example([replace(CLAIM, text='=cmd|"/c calc"!A1', claimant="a;b,c\r\nd", rationale="\r", article_title='"')])
def test_every_cell_of_a_csv_reads_back_as_it_was(records):
    head, *found = rows(records)
    assert head == [*CSV_COLUMNS, *WITHDRAWN_COLUMNS]
    assert len(found) == len(records)
    for record, row in zip(records, found, strict=True):
        cells = dict(zip(head, map(csv_unsafe, row), strict=True))
        for name in CSV_COLUMNS:
            if hasattr(record, name) and name not in ("rating_number", "flags"):
                assert cells[name] == getattr(record, name).replace("\0", "")


def test_a_csv_row_folds_the_evidence_into_counts_and_names():
    more = (FOUND, replace(FOUND, id="e2"), replace(FOUND, id="e3", source_title="Log"))
    reviews = (replace(REVIEW, reviewer="Cy", decision="reject"), REVIEW, replace(REVIEW, reviewer="Di"))
    cells = dict(zip(*rows([replace(CLAIM, evidence=more, reviews=reviews)]), strict=True))
    assert cells["quote"] == PLACE.exact
    assert cells["evidence_count"] == "3"
    assert cells["sources"] == "Works report; Log"
    assert cells["approved_by"] == "Bo; Di"
    assert cells["rating_number"] == "5"


def test_a_csv_row_leaves_empty_what_a_claim_does_not_have():
    bare = replace(CLAIM, occurrences=(), evidence=(), reviews=(), rating_number=None)
    cells = dict(zip(*rows([bare]), strict=True))
    assert [
        cells[name] for name in ("quote", "evidence_count", "sources", "approved_by", "rating_number")
    ] == [
        "",
        "0",
        "",
        "",
        "",
    ]


# ClaimReview


@given(st.lists(RECORDS, max_size=3))
def test_a_claimreview_file_is_one_graph_with_one_review_a_claim(records):
    page = json.loads("".join(to_claimreview(map(freeze, records), ABOUT)))
    assert [review["@id"] for review in page["@graph"]] == [
        f"urn:claimdesk:claim:{one.id}" for one in records
    ]
    assert all(review["@type"] == "ClaimReview" for review in page["@graph"])


def test_a_review_says_what_was_claimed_by_whom_where_and_what_it_rests_on():
    assert review_of() == {
        "@type": "ClaimReview",
        "@id": "urn:claimdesk:claim:c1",
        "claimReviewed": "The pier opened on 4 May.",
        "datePublished": "2021-06-04",
        "inLanguage": "en",
        "author": {"@type": "Person", "name": "Ann"},
        "reviewRating": {
            "@type": "Rating",
            "alternateName": "Supported",
            "ratingExplanation": "The report says so.",
            "ratingValue": 5,
            "bestRating": 5,
            "worstRating": 1,
        },
        "itemReviewed": {
            "@type": "Claim",
            "author": {"@type": "Thing", "name": "The mayor"},
            "datePublished": "2021-05-06",
            "appearance": {
                "@type": "NewsArticle",
                "headline": "Pier opens",
                "url": "https://example.org/a",
                "datePublished": "2021-05-06",
                "publisher": {"@type": "Organization", "name": "Valley Courier"},
            },
        },
        "citation": [
            {
                "@type": "CreativeWork",
                "name": "Works report",
                "author": "A. Moor",
                "publisher": "County of Harwick",
                "url": "https://example.org/report",
                "datePublished": "2021-05-05",
                "text": "The pier opened on 4 May.",
            }
        ],
    }


def test_a_rating_without_a_number_is_given_by_its_label_alone():
    rating = review_of(replace(CLAIM, rating_number=None, rating_label="Not enough evidence"))["reviewRating"]
    assert rating["alternateName"] == "Not enough evidence"
    assert not {"ratingValue", "bestRating", "worstRating"} & set(rating)


@pytest.mark.parametrize("base", ["https://desk.example", "https://desk.example/"])
def test_a_review_has_an_address_only_where_the_release_knows_a_public_one(base):
    assert review_of(public_url=base)["url"] == "https://desk.example/claims/c1"
    assert "url" not in review_of()


def test_a_review_is_signed_by_the_organisation_where_there_is_one_else_by_the_person():
    assert review_of(organisation="Harwick Facts")["author"] == {
        "@type": "Organization",
        "name": "Harwick Facts",
    }
    assert review_of()["author"] == {"@type": "Person", "name": "Ann"}


def test_what_is_not_known_is_left_out_of_a_review():
    bare = replace(
        CLAIM,
        claimant="",
        language="",
        article_url="",
        article_outlet="",
        article_published_on="",
        evidence=(),
    )
    review = review_of(bare)
    assert not {"inLanguage", "citation", "url"} & set(review)
    assert review["itemReviewed"] == {
        "@type": "Claim",
        "appearance": {"@type": "NewsArticle", "headline": "Pier opens"},
    }


# all of them


@pytest.mark.parametrize("exporter", [to_jsonl, to_csv, to_claimreview])
def test_an_exporter_takes_a_claim_only_when_its_line_is_asked_for(exporter):
    taken = []

    def many():
        for _ in range(50):
            taken.append(len(taken))
            yield freeze(CLAIM)

    parts = exporter(many(), ABOUT)
    assert isinstance(parts, Iterator)
    assert not taken
    while len(taken) < 3:
        before = len(taken)
        next(parts)
        assert len(taken) <= before + 1


@pytest.mark.parametrize("exporter", [to_jsonl, to_csv, to_claimreview])
def test_the_same_claims_give_the_same_file(exporter):
    frozen = [freeze(CLAIM), freeze(replace(CLAIM, id="c2"))]
    assert "".join(exporter(frozen, ABOUT)) == "".join(exporter(iter(frozen), ABOUT))


def test_there_is_an_exporter_for_each_format():
    assert {label.split(".")[0] for label in EXPORTERS} == {kind.value for kind in ExportFormat}
