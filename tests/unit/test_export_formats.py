"""Each format: what its readers look for is there, and what its loss report says is left out is."""

import csv
import io
import json
import re
from dataclasses import replace

import jsonschema
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyld import jsonld

from claims.digest import canonical, sha256
from claims.export import CSV_COLUMNS, EVIDENCE_COLUMNS, FORMATS, csv_unsafe, freeze, losses_of
from claims.export.claimreview import page_markup, review_of
from claims.export.formats import ALL, ROWS
from claims.export.grouping import RUN, grouped
from claims.export.markup_rules import faults_of, remarks_on
from claims.export.research import AVERITEC_LABELS, document_of
from claims.export.shape import FILE, claim_schema
from claims.export.sheets import CELL
from claims.models.records import WithdrawnRecord
from claims.vocab import ExportFormat, Rating
from tests.documents import naughty_strings
from tests.exporting import CLAIM, FOUND, LINES, OTHER, PLACE, REFUTED, REVIEW, TEXT, about, written

HIDDEN = replace(
    FOUND,
    id="e9",
    protected=True,
    source_title="Talk with Ilse Brandt",
    source_author="Ilse Brandt",
    source_publisher="Brandt Shipyards",
    source_url="https://brandt.example/ilse",
    locator="minute 12 of Ilse Brandt",
    prefix="Ilse Brandt: ",
    suffix=" said Ilse Brandt",
    note="ilse brandt was sure",
    exact="I, Ilse Brandt, saw it open.",
    sentences=((1, "I, Ilse Brandt, saw it open."),),
)
TOLD_BY_HIDDEN = replace(
    CLAIM,
    evidence=(HIDDEN, replace(FOUND, note="As Ilse Brandt told us")),
    rationale="Ilse Brandt of Brandt Shipyards saw it.",
    searches=("Ilse Brandt — archive: nothing",),
    reviews=(replace(REVIEW, comment="Ask Ilse Brandt again"),),
)


def load(kind, lines=LINES, **more):
    return json.loads(written(kind, lines, about(lines, **more)))


def load_lines(kind, lines=LINES):
    return [json.loads(line) for line in written(kind, lines).decode().splitlines()]


# All of them


@pytest.mark.parametrize("kind", list(ExportFormat))
def test_the_same_claims_give_the_same_bytes(kind):
    assert written(kind) == written(kind)


@pytest.mark.parametrize("kind", list(ExportFormat))
def test_no_format_names_a_protected_source(kind):
    data = written(kind, [freeze(TOLD_BY_HIDDEN)])
    if kind is ExportFormat.XLSX:
        book = openpyxl.load_workbook(io.BytesIO(data))
        data = " ".join(str(cell.value) for sheet in book for row in sheet for cell in row).encode()
    assert not re.search("ilse|brandt", data.decode(), re.IGNORECASE)


def test_a_protected_source_still_counts():
    assert csv_rows(ExportFormat.CSV, [freeze(TOLD_BY_HIDDEN)])[0]["evidence_count"] == "2"


@pytest.mark.parametrize(
    "kind", [kind for kind in ExportFormat if kind not in ("jsonl", "evidence_csv", "xlsx")]
)
def test_a_paraphrase_is_never_given_as_a_quote(kind):
    said = "WORDS OF OURS"
    # Words that stand beside a paraphrase are not given out as those of the source.
    paraphrase = replace(FOUND, exact="HALF A QUOTE", paraphrase=said)
    data = written(kind, [freeze(replace(CLAIM, evidence=(paraphrase,)))]).decode()
    assert f"“{said}" not in data
    assert f'"text":"{said}' not in data
    assert f'"exact":"{said}' not in data
    assert "HALF A QUOTE" not in data
    if kind is ExportFormat.AVERITEC:
        assert json.loads(data)[0]["questions"][0]["answers"][0]["answer_type"] == "Abstractive"
    if kind is ExportFormat.MARKDOWN:
        assert f"in our words: {said}" in data


def changed(claim, name):
    """The claim with another value of one field, by the name that loss reports use."""
    row, _, column = name.rpartition(".")
    if not row:
        return replace(claim, **{name: _other(getattr(claim, name), name)})
    first, *rest = getattr(claim, row)
    return replace(
        claim, **{row: (replace(first, **{column: _other(getattr(first, column), column)}), *rest)}
    )


_VALID = {
    "rating": "refuted",
    "hedge": "none",
    "kinds": ("causal",),
    "stance": "refutes",
    "role": "repeat",
    "decision": "reject",
    "article_published_on": "2001-02-03",
    "source_published_on": "2001-02-03",
    "as_of": "2001-02-03",
    "sentences": ((3, "Quite other words."),),
    "parts": ((1, 2), (4, 5)),
    "withdrawn": WithdrawnRecord("2001-02-03T10:00:00+00:00", "A misprint.", "2.0.0"),
    "rating_means": "refuted",
    "confidence": "low",
    "correction": "major",
    "flags": ("satire",),
    "checklist": {"literally": "Zebra"},
    "citations": {"2": "e1"},
    "policy": {"version": 2, "alone": True},
}


def _other(value, name):
    if name in _VALID:
        return _VALID[name]
    if isinstance(value, bool):
        return not value
    if isinstance(value, int) or value is None:
        return (value or 0) - 1
    if isinstance(value, tuple):
        return (
            ({"start": 7},) if name in ("trace", "dates", "quantities", "mentions", "facts") else ("Zebra",)
        )
    if re.fullmatch("[0-9a-f]{64}", value):
        return "9" * 64
    return "https://zebra.example/" if "url" in name else f"{value}Zebra"


@pytest.mark.parametrize("kind", list(ExportFormat))
def test_a_field_that_a_format_keeps_changes_its_file(kind):
    claim = replace(CLAIM, evidence=(FOUND, replace(OTHER.evidence[0], stance="refutes")))
    other = replace(claim, evidence=(replace(OTHER.evidence[0], paraphrase="Gulls."),))
    for name in sorted(FORMATS[kind].keeps):
        if name == "evidence.protected":
            continue
        base = other if name == "evidence.paraphrase" else claim
        if name == "evidence.answer":
            base = replace(claim, evidence=(replace(FOUND, answer="In May"),))
        assert written(kind, [freeze(changed(base, name))]) != written(kind, [freeze(base)]), name


#: What makes a file differ without being readable from it again: choices, counts, links.
_STEERS = {
    "rating", "rating_number", "rating_label", "evidence.stance", "evidence.paraphrase", "evidence.protected",
    "evidence.sentences", "reviews.decision", "reviews.reviewer", "occurrences.exact", "article_url",
    "occurrences.url", "evidence.source_title", "evidence.snapshot_sha256", "evidence.medium", "as_of",
    "claimant", "article_id", "id", "evidence.answer", "rating_means", "citations", "policy",
    "evidence.id",
    # A ClaimReview names who signed only where no organisation publishes.
    "verdict_author",
}  # fmt: skip


@pytest.mark.parametrize("kind", [kind for kind in ExportFormat if kind is not ExportFormat.XLSX])
def test_a_field_that_a_loss_report_names_is_nowhere_in_the_file(kind):
    [report] = losses_of({kind: FORMATS[kind]}, [freeze(CLAIM)]).values()
    for left in report["left_out"]:
        name = left["field"]
        if name not in _STEERS:
            assert written(kind, [freeze(changed(CLAIM, name))]) == written(kind, [freeze(CLAIM)]), name


def test_the_faithful_format_loses_nothing():
    report = losses_of({ExportFormat.JSONL: FORMATS[ExportFormat.JSONL]}, LINES)[ExportFormat.JSONL]
    assert report["left_out"] == report["changed"] == []
    assert FORMATS[ExportFormat.JSONL].keeps == ALL


def test_a_loss_report_counts_what_is_in_these_records():
    reports = losses_of(FORMATS, LINES)
    fever = reports[ExportFormat.FEVER]
    assert fever["claims"] == 3
    assert {"field": "rationale", "claims": 3, "values": 3} in fever["left_out"]
    assert {"what": "an evidence without sentence numbers is left out", "times": 1} in fever["changed"]
    bare = replace(CLAIM, rationale="", evidence=(), searches=())
    fields = {left["field"] for left in losses_of(FORMATS, [freeze(bare)])[ExportFormat.FEVER]["left_out"]}
    assert not {"rationale", "searches"} & fields
    assert not any(name.startswith("evidence.") for name in fields)


def test_every_field_that_a_format_keeps_is_one():
    assert set(ROWS) == {"occurrences", "evidence", "reviews"}
    for made in FORMATS.values():
        assert made.keeps <= ALL


@pytest.mark.parametrize("kind", list(ExportFormat))
def test_no_naughty_string_breaks_a_file(kind):
    strings = [words for words in naughty_strings() if not re.search("[\ud800-\udfff]", words)]
    lines = [freeze(replace(CLAIM, id=f"c{at}", **_everywhere(words))) for at, words in enumerate(strings)]
    data = written(kind, lines)
    if FORMATS[kind].ending.endswith(("json", "jsonld")):
        json.loads(data)
    if kind is ExportFormat.XLSX:
        assert openpyxl.load_workbook(io.BytesIO(data))["claims"].max_row == len(lines) + 1
    if FORMATS[kind].ending.endswith("jsonl"):
        for line in data.decode().split("\n")[:-1]:
            json.loads(line)


def _everywhere(words):
    found = replace(FOUND, exact=words, note=words, source_title=words, source_url=words, question=words)
    return {
        "text": words,
        "rationale": words,
        "claimant": words,
        "article_title": words,
        "article_url": words,
        "evidence": (found,),
        "occurrences": (replace(PLACE, exact=words, url=words),),
    }


# The schema


def test_the_published_schema_is_that_of_the_records():
    published = json.loads(FILE.read_text(encoding="utf-8"))
    # python -m tests.exporting writes it anew.
    assert published == json.loads(canonical(claim_schema()))
    jsonschema.Draft202012Validator.check_schema(published)


def test_the_schema_takes_what_is_frozen_and_records_of_before():
    validator = jsonschema.Draft202012Validator(claim_schema())
    for line in LINES:
        validator.validate(json.loads(line))
    old = json.loads(LINES[0])
    del old["schema"]
    for name in ("paraphrase", "question", "answer", "directness", "medium", "protected", "sentences"):
        del old["evidence"][0][name]
    validator.validate(old)


# Tables


def csv_rows(kind, lines=LINES):
    text = written(kind, lines).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_the_evidence_table_has_a_row_for_each_evidence_and_names_its_claim():
    rows = csv_rows(ExportFormat.EVIDENCE_CSV)
    assert tuple(rows[0]) == EVIDENCE_COLUMNS
    assert [(row["claim_id"], row["id"], row["stance"]) for row in rows] == [
        ("c1", "e1", "supports"),
        ("c2", "e2", "supports"),
        ("c3", "e3", "refutes"),
    ]
    assert (rows[0]["quote"], rows[0]["paraphrase"]) == ("The pier opened on 4 May.", "")
    assert (rows[1]["quote"], rows[1]["paraphrase"]) == ("", "Gulls went uncounted.")


CELLS = st.text(st.sampled_from("=+-@＝'\"\t\r\n ,;a1한🚢\u3000\ufeff"), max_size=9)


@settings(deadline=None)
@given(note=CELLS, title=CELLS)
def test_the_evidence_table_is_read_back_and_runs_no_formula(note, title):
    [row] = csv_rows(
        ExportFormat.EVIDENCE_CSV,
        [freeze(replace(CLAIM, evidence=(replace(FOUND, note=note, source_title=title),)))],
    )
    assert csv_unsafe(row["note"]) == note
    assert csv_unsafe(row["source_title"]) == title
    assert not row["note"].lstrip().startswith(("=", "+", "-", "@"))


def sheets(lines=LINES):
    book = openpyxl.load_workbook(io.BytesIO(written(ExportFormat.XLSX, lines)))
    return {
        sheet.title: [["" if cell is None else cell for cell in row] for row in sheet.values]
        for sheet in book
    }


def test_the_spreadsheet_says_what_the_tables_say():
    made = sheets()
    assert list(made) == ["readme", "claims", "evidence"]
    for name, kind, columns in (
        ("claims", ExportFormat.CSV, CSV_COLUMNS),
        ("evidence", ExportFormat.EVIDENCE_CSV, EVIDENCE_COLUMNS),
    ):
        assert tuple(made[name][0]) == columns
        assert made[name][1:] == [[row[column] for column in columns] for row in csv_rows(kind)]


def test_the_spreadsheet_has_no_formula_no_link_and_no_number():
    words = ["=1+1", "http://a.example", "12", "TRUE", "{=SUM(A1)}", "\ttab", "_x0041_", "a\x01b"]
    lines = [freeze(replace(CLAIM, id=f"c{at}", rationale=word)) for at, word in enumerate(words)]
    column = CSV_COLUMNS.index("rationale")
    book = openpyxl.load_workbook(io.BytesIO(written(ExportFormat.XLSX, lines)))
    cells = [row[column] for row in book["claims"].iter_rows(min_row=2)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert not any(cell.hyperlink for cell in cells)
    assert [csv_unsafe(cell.value) for cell in cells][:6] == words[:6]


def test_a_text_too_long_for_a_cell_is_cut_and_reported():
    line = freeze(replace(CLAIM, rationale="🚢" * CELL))
    [_, row] = sheets([line])["claims"]
    cut = row[CSV_COLUMNS.index("rationale")]
    assert cut == "🚢" * (CELL // 2)
    report = losses_of({ExportFormat.XLSX: FORMATS[ExportFormat.XLSX]}, [line])[ExportFormat.XLSX]
    assert report["changed"] == [{"what": "what is too long for a cell is cut", "times": 1}]


# ClaimReview


def test_every_claim_review_holds_the_rules_of_its_readers():
    for claim in (CLAIM, OTHER, REFUTED):
        told = about(public_url="https://checks.example")
        review = review_of(json.loads(freeze(claim)), told)
        assert faults_of(review) == []
        assert remarks_on(review) == []


def rated(value, best, worst):
    return {"alternateName": "True", "ratingValue": value, "bestRating": best, "worstRating": worst}


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"claimReviewed": ""}, "claimReviewed is missing"),
        ({"reviewRating": {}}, "reviewRating is missing"),
        ({"url": "javascript:alert(1)"}, "url is not an address on the web"),
        ({"url": "https://bit.ly/x"}, "url is that of a shortener"),
        ({"url": "https://a.example/x#one"}, "url points into a page, not to one"),
        ({"reviewRating": rated(6, 5, 1)}, "ratingValue does"),
        ({"reviewRating": rated(1, 1, 1)}, "ratingValue does"),
        ({"reviewRating": rated(0, 5, 0)}, "ratingValue does"),
        ({"reviewRating": rated("5", 5, 1)}, "ratingValue, bestRating"),
        ({"reviewRating": rated(True, 5, 1)}, "ratingValue, bestRating"),
        ({"reviewRating": rated(5, None, None)}, "ratingValue, bestRating"),
        ({"reviewRating": rated(5, 5, 1) | {"alternateName": ""}}, "reviewRating has no alternateName"),
        ({"@type": "Review"}, "@type is not ClaimReview"),
        ({"itemReviewed": {"@type": "CreativeWork"}}, "itemReviewed is not a Claim"),
        ({"datePublished": "yesterday"}, "datePublished is no date"),
        ({"claimReviewed": "supported"}, "claimReviewed is the rating"),
        ({"itemReviewed": {"@type": "Claim", "appearance": [{"url": "ftp://x"}]}}, "an appearance has"),
    ],
)  # fmt: skip
def test_a_claim_review_that_breaks_a_rule_is_told(change, fault):
    review = review_of(json.loads(LINES[0]), about(public_url="https://checks.example")) | change
    assert any(found.startswith(fault) for found in faults_of(review))


def test_what_readers_dislike_is_remarked():
    review = review_of(json.loads(freeze(replace(CLAIM, text="long " * 20))), about())
    assert [remark.split(" is ")[0] for remark in remarks_on(review)] == ["claimReviewed", "url"]


#: Of schema.org's context, all that these files rest on; readers fetch the whole, tests fetch nothing.
VOCABULARY = {"@vocab": "https://schema.org/", "url": {"@type": "@id"}}


def no_network(url, _options):
    assert url.rstrip("/") == "https://schema.org"
    return {"contextUrl": None, "documentUrl": url, "document": {"@context": VOCABULARY}}


def test_the_graph_expands_to_the_triples_of_its_claims():
    graph = load(ExportFormat.CLAIMREVIEW, public_url="https://checks.example")
    expanded = jsonld.expand(graph, {"documentLoader": no_network})
    assert len(expanded) == 3
    for node, claim in zip(expanded, (CLAIM, OTHER, REFUTED), strict=True):
        assert node["@id"] == f"urn:claimdesk:claim:{claim.id}"
        assert node["@type"] == ["https://schema.org/ClaimReview"]
        assert node["https://schema.org/claimReviewed"] == [{"@value": claim.text}]
        assert node["https://schema.org/url"] == [{"@id": f"https://checks.example/claims/{claim.id}.html"}]
        [rating] = node["https://schema.org/reviewRating"]
        assert rating["https://schema.org/alternateName"] == [{"@value": claim.rating_label}]
        number = [{"@value": claim.rating_number}] if claim.rating_number else None
        assert rating.get("https://schema.org/ratingValue") == number
        [item] = node["https://schema.org/itemReviewed"]
        assert item["@type"] == ["https://schema.org/Claim"]
        [place] = item["https://schema.org/appearance"]
        assert place["https://schema.org/url"] == [{"@id": claim.article_url}]
    assert len(jsonld.to_rdf(graph, {"documentLoader": no_network})["@default"]) > 60


def test_the_feed_holds_the_same_reviews_and_expands():
    feed = load(ExportFormat.CLAIMREVIEW_FEED)
    graph = load(ExportFormat.CLAIMREVIEW)
    assert [item["item"] for item in feed["dataFeedElement"]] == graph["@graph"]
    [node] = jsonld.expand(feed, {"documentLoader": no_network})
    assert len(node["https://schema.org/dataFeedElement"]) == 3


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_the_markup_of_a_page_cannot_end_its_element(words):
    claim = json.loads(freeze(replace(CLAIM, text=words + "</script><!--<script>")))
    markup = page_markup(claim, about())
    assert "<" not in markup
    assert json.loads(markup)["claimReviewed"] == claim["text"]


def test_every_place_of_a_claim_is_an_appearance_and_only_web_addresses_are_given():
    places = (PLACE, replace(PLACE, url="https://b.example/2"), replace(PLACE, url="javascript:1"))
    claim = replace(CLAIM, occurrences=places, evidence=(replace(FOUND, source_url="data:text/html,x"),))
    review = review_of(json.loads(freeze(claim)), about())
    assert [place.get("url") for place in review["itemReviewed"]["appearance"]] == [
        "https://example.org/a",
        "https://b.example/2",
    ]
    assert "url" not in review["citation"][0]


# Research


def test_averitec_has_the_fields_and_words_that_its_scorer_reads():
    labels = {"Supported", "Refuted", "Not Enough Evidence", "Conflicting Evidence/Cherrypicking"}
    assert set(AVERITEC_LABELS) == set(Rating)
    assert set(AVERITEC_LABELS.values()) == labels
    rows = load(ExportFormat.AVERITEC)
    for row in rows:
        assert row["label"] in labels
        assert isinstance(row["justification"], str)
        assert re.fullmatch(r"\d\d-\d\d-\d{4}", row["claim_date"])
        for question in row["questions"]:
            assert isinstance(question["answers"], list)
            for answer in question["answers"]:
                # As the scorer puts them together.
                assert question["question"] + " " + answer["answer"]
                assert answer["answer_type"] in ("Extractive", "Abstractive", "Boolean", "Unanswerable")
                assert answer["source_medium"] in ("Web text", "PDF", "")
    assert rows[0]["claim_date"] == "06-05-2021"
    assert rows[0]["claim_types"] == ["Event/Property Claim"]
    assert rows[0]["questions"][0] == {
        "question": "When did the pier open?",
        "answers": [
            {
                "answer": "The pier opened on 4 May.",
                "answer_type": "Extractive",
                "source_url": "https://example.org/report",
                "source_medium": "PDF",
            }
        ],
    }


def test_a_yes_or_no_is_explained_by_the_quote():
    [row] = load(ExportFormat.AVERITEC, [freeze(replace(CLAIM, evidence=(replace(FOUND, answer="Yes"),)))])
    answer = row["questions"][0]["answers"][0]
    assert (answer["answer_type"], answer["answer"]) == ("Boolean", "Yes")
    assert answer["boolean_explanation"] == "The pier opened on 4 May."


def test_averitec_has_null_where_nothing_is_known():
    bare = replace(
        CLAIM, claimant="", article_url="", article_published_on="", article_outlet="", evidence=()
    )
    [row] = load(ExportFormat.AVERITEC, [freeze(bare)])
    for name in ("speaker", "original_claim_url", "claim_date", "reporting_source", "location_ISO_code"):
        assert row[name] is None
    assert row["questions"] == row["fact_checking_strategies"] == []


@pytest.mark.parametrize(
    ("rating", "label"),
    [
        ("supported", "SUPPORTS"),
        ("refuted", "REFUTES"),
        ("conflicting", "NOT ENOUGH INFO"),
        ("missing_context", "NOT ENOUGH INFO"),
        ("not_enough_evidence", "NOT ENOUGH INFO"),
    ],
)
def test_each_rating_has_its_label_in_fever(rating, label):
    line = freeze(
        replace(
            CLAIM,
            rating=rating,
            rating_means=rating,
            evidence=(FOUND, replace(FOUND, id="e2", stance="refutes")),
        )
    )
    [row] = load_lines(ExportFormat.FEVER, [line])
    assert row["label"] == label
    # What the scorer takes of a group: its third and fourth value, a page and a sentence.
    pages = [[(piece[2], piece[3]) for piece in group] for group in row["evidence"]]
    assert pages == [[(None, None)]] if label.startswith("NOT") else [[("b" * 64, 1)]]
    assert row["verifiable"] == ("NOT VERIFIABLE" if label.startswith("NOT") else "VERIFIABLE")


def test_scifact_claims_find_their_sentences_in_the_corpus():
    corpus = {row["doc_id"]: row for row in load_lines(ExportFormat.SCIFACT_CORPUS)}
    claims = load_lines(ExportFormat.SCIFACT_CLAIMS)
    assert [set(claim) for claim in claims] == [{"id", "claim", "evidence", "cited_doc_ids"}] * 3
    assert [claim["id"] for claim in claims] == [1, 2, 3]
    for claim in claims:
        assert set(claim["evidence"]) <= {str(each) for each in claim["cited_doc_ids"]}
        assert set(claim["cited_doc_ids"]) <= set(corpus)
        for document, rationales in claim["evidence"].items():
            assert len({rationale["label"] for rationale in rationales}) == 1
            for rationale in rationales:
                assert all(corpus[int(document)]["abstract"][at] for at in rationale["sentences"])
    assert claims[2]["evidence"] == {
        str(document_of({"snapshot_sha256": "b" * 64})): [{"label": "CONTRADICT", "sentences": [3, 4]}]
    }
    assert corpus[document_of({"snapshot_sha256": "b" * 64})] == {
        "doc_id": document_of({"snapshot_sha256": "b" * 64}),
        "title": "Works report",
        "abstract": ["", "The pier opened on 4 May.", "", "It did not.", "It will."],
        "structured": False,
    }


def test_a_document_that_speaks_for_both_sides_has_no_label_in_scifact():
    both = replace(CLAIM, evidence=(FOUND, replace(FOUND, id="e2", stance="refutes")))
    [row] = load_lines(ExportFormat.SCIFACT_CLAIMS, [freeze(both)])
    assert row["evidence"] == {}
    assert len(row["cited_doc_ids"]) == 1
    kind = ExportFormat.SCIFACT_CLAIMS
    [report] = losses_of({kind: FORMATS[kind]}, [freeze(both)]).values()
    assert any("both sides" in told["what"] for told in report["changed"])


# Web Annotation


ARTICLES = st.text(
    st.characters(exclude_categories=["Cs"]) | st.sampled_from("\n .한글🚢👩‍👩‍👧e\u0301\u200d"),
    min_size=1,
    max_size=200,
)


@settings(deadline=None)
@given(ARTICLES, st.lists(st.tuples(st.integers(0, 199), st.integers(1, 60)), min_size=1, max_size=4))
def test_every_selector_resolves_in_the_article_text(text, spans):
    places = [(start % len(text), min(len(text), start % len(text) + size)) for start, size in spans]
    occurrences = tuple(
        replace(
            PLACE,
            start=start,
            end=end,
            exact=text[start:end],
            prefix=text[max(0, start - 40) : start],
            suffix=text[end : end + 40],
            text_sha256=sha256(text.encode()),
        )
        for start, end in places
    )
    [collection] = load(ExportFormat.ANNOTATIONS, [freeze(replace(CLAIM, occurrences=occurrences))])
    assert collection["id"] == f"urn:claimdesk:text:{sha256(text.encode())}"
    found = [item["target"]["selector"] for item in collection["first"]["items"]]
    assert [(position["start"], position["end"]) for position, _ in found] == places
    for position, quote in found:
        start, end = position["start"], position["end"]
        assert text[start:end] == quote["exact"]
        assert text[:start].endswith(quote["prefix"])
        assert text[end:].startswith(quote["suffix"])
        assert max(len(quote["prefix"]), len(quote["suffix"])) <= 32


def test_of_the_words_around_a_quote_the_nearest_are_kept():
    place = replace(PLACE, prefix="far " * 10 + "before ", suffix=" after" + " far" * 10)
    [collection] = load(ExportFormat.ANNOTATIONS, [freeze(replace(CLAIM, occurrences=(place,)))])
    quote = collection["first"]["items"][0]["target"]["selector"][1]
    assert quote["prefix"] == place.prefix[-32:]
    assert quote["suffix"] == place.suffix[:32]


def test_the_annotations_of_an_article_are_one_collection():
    collections = load(ExportFormat.ANNOTATIONS)
    assert len(collections) == 1
    [collection] = collections
    assert collection["type"] == "AnnotationCollection"
    assert collection["first"]["type"] == "AnnotationPage"
    assert collection["first"]["partOf"] == collection["id"]
    ids = [item["id"] for item in collection["first"]["items"]]
    assert ids == [f"urn:claimdesk:claim:{name}:place:1" for name in ("c1", "c2", "c3")]
    position, quote = collection["first"]["items"][0]["target"]["selector"]
    assert TEXT[position["start"] : position["end"]] == quote["exact"]


# PROV and Markdown


def test_prov_relations_name_things_that_are_there():
    document = load(ExportFormat.PROV)
    assert set(document["bundle"]) == {"cd:claim-c1", "cd:claim-c2", "cd:claim-c3"}
    for bundle in document["bundle"].values():
        there = {name for kind in ("entity", "activity", "agent") for name in bundle[kind]}
        for relation in ("used", "wasGeneratedBy", "wasDerivedFrom", "wasAttributedTo", "wasAssociatedWith"):
            for told in bundle[relation].values():
                assert set(told.values()) <= there
    first = document["bundle"]["cd:claim-c1"]
    assert first["wasAttributedTo"]["_:t0"] == {"prov:entity": "cd:verdict-v1", "prov:agent": "cd:person-p1"}


def test_markdown_shows_words_and_no_markup_of_theirs():
    words = "# not a heading\n* [x](javascript:1) <b>`a`</b> 1. _x_ | ![i](u)"
    text = written(ExportFormat.MARKDOWN, [freeze(replace(CLAIM, text=words, rationale=words))]).decode()
    assert sum(line.startswith("#") for line in text.splitlines()) == 2
    assert not re.search(
        r"(?<!\\)[\[\]<`|!]", text.replace("<https://example.org/report>", "").replace("`c1`", "")
    )


# Grouping


@pytest.mark.parametrize("count", [0, 1, RUN - 1, RUN, RUN + 1, 3 * RUN + 7])
def test_rows_are_grouped_by_key_in_their_order_however_many(count):
    rows = [(f"{place % 7}", place) for place in range(count)]
    expected = {
        key: [value for other, value in rows if other == key] for key in sorted({key for key, _ in rows})
    }
    assert {key: list(values) for key, values in grouped(iter(rows))} == expected
