"""Other people's files as leads: each format read, each broken file named, nothing taken for a verdict."""

from __future__ import annotations

import csv
import io
import json
import resource
import struct
import tracemalloc
import zipfile
from dataclasses import replace
from itertools import chain, repeat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims import desk, export, importing
from claims.errors import InputError, TooLargeError
from claims.export import freeze
from claims.importing import texts, zips
from claims.importing.texts import JsonFile
from claims.importing.values import day
from claims.vocab import ExportFormat, ImportKind, LeadField
from tests.exporting import CLAIM, LINES, about, packed, written

REVIEW = {
    "@context": "https://schema.org",
    "@type": "ClaimReview",
    "url": "https://check.example/ferry",
    "claimReviewed": "The ferry has two funnels.",
    "datePublished": "2021-04-09",
    "author": {"@type": "Organization", "name": "Harbour Checks", "url": "https://check.example/"},
    "reviewRating": {"@type": "Rating", "alternateName": "Mostly false", "ratingExplanation": "It has one."},
    "itemReviewed": {
        "@type": "Claim",
        "author": {"@type": "Person", "name": "Ida Lind"},
        "datePublished": "2021-04-07",
        "appearance": [{"@type": "CreativeWork", "url": "https://news.example/ferry"}],
    },
    "citation": ["https://works.example/plan", {"name": "Plan of the ferry", "text": "One funnel."}],
}
ASKED = {
    "claim": "The ferry has two funnels.",
    "required_reannotation": False,
    "label": "Refuted",
    "justification": "It has one.",
    "claim_date": "7-4-2021",
    "speaker": None,
    "original_claim_url": None,
    "fact_checking_article": "https://check.example/ferry",
    "reporting_source": "Courier",
    "location_ISO_code": None,
    "claim_types": ["Numerical Claim", "A kind of its own"],
    "fact_checking_strategies": ["Written Evidence"],
    "questions": [
        {
            "question": "How many funnels?",
            "answers": [
                {"answer": "No", "boolean_explanation": "one", "source_url": "https://works.example/plan"},
                {"answer": "One.", "source_url": ""},
            ],
        }
    ],
}


def _rated(rating):
    """A line with a rating that it does not tell the meaning of."""
    return freeze(replace(CLAIM, rating=rating, rating_means=""))


TABLE = "Claim,Verdict,Site\r\nThe ferry is old.,False,https://a.example/1\r\nThe sea is wide.,True,\r\n"
MAPPED = {LeadField.TEXT: "Claim", LeadField.RATING: "Verdict", LeadField.URL: "Site"}


def prepared(data: bytes, kind: ImportKind | None = None, mapping=None, name: str = ""):
    """What is made of a file, its claims as drafts, and its problems."""
    file = io.BytesIO(data)
    with desk.prepare_import(file, kind or desk.kind_of(file, name), mapping) as made:
        drafts = [one.draft for batch in made.batches(2) for one in batch]
        return made, drafts


def refusal(data: bytes, kind: ImportKind | None = None, mapping=None) -> str:
    """Why a file is refused."""
    made, _ = prepared(data, kind, mapping)
    assert made.refused
    return "; ".join(f"{number}: {why}" for number, why in made.problems)


def table(text: str, mapping=MAPPED, undo=None):
    return list(importing.read_table(io.StringIO(text, newline=""), mapping, undo))


# Finding out what a file is


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (LINES[0].encode() + b"\n", "", ImportKind.JSONL),
        (packed(), "", ImportKind.JSONL),
        (written(ExportFormat.CLAIMREVIEW), "", ImportKind.CLAIMREVIEW),
        (written(ExportFormat.CLAIMREVIEW_FEED), "", ImportKind.CLAIMREVIEW),
        (json.dumps([REVIEW]).encode(), "", ImportKind.CLAIMREVIEW),
        (b"\n <!doctype html><p>a", "", ImportKind.CLAIMREVIEW),
        (written(ExportFormat.AVERITEC), "", ImportKind.AVERITEC),
        (json.dumps([ASKED], indent=2).encode("utf-16"), "", ImportKind.AVERITEC),
        (b'[{"claim": "It is so.", "label": "Supported", "questions": []}]', "", ImportKind.AVERITEC),
        (written(ExportFormat.CSV), "", ImportKind.CSV),
        (b'["a"],["b"]\n', "a.csv", ImportKind.CSV),
        (b"", "", ImportKind.CSV),
    ],
)
def test_a_file_is_known_by_what_stands_in_it(data, name, kind):
    assert desk.kind_of(io.BytesIO(data), name) is kind


def test_a_file_of_which_every_row_is_left_out_says_why_of_each():
    told = refusal(f"Claim,Verdict,Site\r\n{'W' * 30_000},True,\r\n,False,\r\n".encode(), mapping=MAPPED)
    assert told.startswith("0: there is no claim in this file that could be imported; 2: ")
    assert "; 3: there is no claim in it" in told


# A release of another desk


def test_the_lines_of_a_release_come_in_with_their_rating_as_a_lead():
    made, drafts = prepared(("\n".join(LINES) + "\n").encode())
    assert (made.refused, made.found, made.problems) == (False, 3, [])
    assert [draft.record for draft in drafts] == LINES
    first = drafts[0]
    assert (first.text, first.rating, first.rater) == ("The pier opened on 4 May.", "Supported", "Ann")
    assert (first.foreign_id, first.is_global) == ("c1", True)
    assert first.links[0].url == "https://example.org/report"


def test_a_package_comes_in_with_its_manifest():
    made, drafts = prepared(packed())
    assert [draft.record for draft in drafts] == LINES
    assert json.loads(made.manifest)["schema"] == "claimdesk.release/1"


def test_a_protected_source_stays_without_a_name():
    hidden = replace(CLAIM, evidence=(replace(CLAIM.evidence[0], protected=True),))
    _, drafts = prepared(f"{freeze(hidden)}\n".encode())
    assert [link.title for link in drafts[0].links] == ["protected source"]
    assert drafts[0].links[0].url == ""


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ([LINES[0].replace("claimdesk.claim/1", "claimdesk.claim/9")], "1: it is of the schema"),
        ([LINES[0], LINES[1], LINES[0]], "3: the claim c1 stands in the file twice"),
        ([_rated("splendid")], "1: nobody can tell what the rating 'splendid' means"),
        ([LINES[0], '{"id":"c2"}'], "2: "),
        ([LINES[0], "{" * 99_999], "2: it is "),
        ([LINES[0].replace("The pier opened", "\\ud83d opened", 1)], "1: "),
        ([LINES[0].replace("The pier opened", "\\u0000 opened", 1)], "1: "),
    ],
)
def test_a_line_that_does_not_hold_refuses_the_whole_file(lines, why):
    assert why in refusal(("\n".join(lines) + "\n").encode(), ImportKind.JSONL)


def test_a_release_that_was_cut_short_is_refused():
    whole = ("\n".join(LINES) + "\n").encode()
    assert "it was cut short" in refusal(whole[:-30], ImportKind.JSONL)
    for size in (-1, -500, 5_000):
        assert refusal(packed()[:size])


def test_any_changed_byte_of_a_package_refuses_it():
    damaged = bytearray(packed())
    damaged[2_000] ^= 1
    assert refusal(bytes(damaged), ImportKind.JSONL)


class _Endless(io.RawIOBase):
    """Some bytes, then the same byte for as long as one reads, up to a size."""

    def __init__(self, head: bytes, size: int) -> None:
        super().__init__()
        self.head, self.size, self.at, self.most = head, size, 0, 0

    def readable(self):
        return True

    def seekable(self):
        return True

    def seek(self, offset, whence=0):
        self.at = self.size + offset if whence == 2 else offset
        return self.at

    def tell(self):
        return self.at

    def readinto(self, buffer):
        count = min(len(buffer), self.size - self.at)
        head = self.head[self.at : self.at + count]
        buffer[:count] = head + b"x" * (count - len(head))
        self.at += count
        self.most = max(self.most, self.at)
        return count


@pytest.mark.parametrize(
    ("head", "kind", "mapping"),
    [
        (b'{"id":"', ImportKind.JSONL, None),
        (b'[{"claim":"', ImportKind.AVERITEC, None),
        (b'{"@graph":[{"a":"', ImportKind.CLAIMREVIEW, None),
        (b"<html>", ImportKind.CLAIMREVIEW, None),
        (b"Claim\n", ImportKind.CSV, {"text": "Claim"}),
        (b"", ImportKind.CSV, {"text": "Claim"}),
    ],
    ids=["lines", "averitec", "graph", "page", "cell", "header"],
)
def test_a_gigabyte_of_one_line_is_refused_after_a_small_part_of_it(head, kind, mapping):
    stream = _Endless(head, 1 << 30)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with desk.prepare_import(io.BufferedReader(stream), kind, mapping) as made:
        assert made.refused
        assert "longer than" in made.problems[0][1] or "at most" in made.problems[0][1]
    assert stream.most < 64 << 20
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 300 << 10, f"{grown >> 10} MiB more"


# ClaimReview


def test_a_review_comes_in_with_all_that_it_says():
    _, (draft,) = prepared(json.dumps(REVIEW).encode())
    assert draft.text == "The ferry has two funnels."
    assert (draft.claimant, draft.appeared_on) == ("Ida Lind", "2021-04-07")
    assert draft.appeared_at == "https://news.example/ferry"
    assert (draft.rating, draft.explanation) == ("Mostly false", "It has one.")
    assert (draft.rater, draft.rater_url) == ("Harbour Checks", "https://check.example/")
    assert (draft.url, draft.published_on) == ("https://check.example/ferry", "2021-04-09")
    assert [(link.url, link.title, link.says) for link in draft.links] == [
        ("https://works.example/plan", "", ""),
        ("", "Plan of the ferry", "One funnel."),
    ]


def page(*scripts: str) -> bytes:
    tags = "".join(f'<script type="application/ld+json">{script}</script>' for script in scripts)
    return f"<!doctype html><html><head>{tags}</head><p>“Not {{a}} script”</p></html>".encode()


@pytest.mark.parametrize(
    "data",
    [
        json.dumps([REVIEW]),
        json.dumps({"@context": "https://schema.org", "@graph": [{"@type": "WebPage"}, REVIEW]}),
        json.dumps({"@type": "DataFeed", "dataFeedElement": [{"@type": "DataFeedItem", "item": REVIEW}]}),
        json.dumps({"@type": "DataFeed", "dataFeedElement": [{"item": [REVIEW]}]}),
        json.dumps({"@type": "WebPage", "mainEntity": REVIEW}),
        json.dumps(REVIEW | {"@type": ["Review", "http://schema.org/ClaimReview"]}),
        page(json.dumps({"@type": "NewsArticle"}), json.dumps(REVIEW)),
        page(json.dumps([REVIEW])),
        page(json.dumps(REVIEW)).replace(b"<script type=", b"<SCRIPT\n id='I' TYPE=").replace(b"</s", b"</S"),
    ],
)
def test_a_review_is_found_in_a_page_a_graph_a_list_and_a_feed(data):
    made, drafts = prepared(data if isinstance(data, bytes) else data.encode())
    assert not made.refused, made.problems
    assert [draft.rating for draft in drafts] == ["Mostly false"]


def test_our_own_pages_come_in_as_a_zip(tmp_path):
    with zipfile.ZipFile(io.BytesIO(packed())) as package:
        pages = io.BytesIO()
        with zipfile.ZipFile(pages, "w") as site:
            for name in package.namelist():
                if name.startswith("site/"):
                    site.writestr(name, package.read(name))
    made, drafts = prepared(pages.getvalue())
    assert not made.refused, made.problems
    assert sorted(draft.rating for draft in drafts) == ["Not enough evidence", "Refuted", "Supported"]


def test_a_rating_without_a_label_is_told_by_its_number_and_never_turned_into_a_word():
    rated = REVIEW | {"reviewRating": {"ratingValue": 1, "bestRating": "5"}}
    assert prepared(json.dumps(rated).encode())[1][0].rating == "1 of 5"
    assert prepared(json.dumps(REVIEW | {"reviewRating": None}).encode())[1][0].rating == ""


def test_the_same_review_twice_comes_in_once_and_another_under_its_id_refuses_the_file():
    named = REVIEW | {"@id": "https://check.example/ferry#r"}
    made, drafts = prepared(json.dumps([named, named]).encode())
    assert (len(drafts), made.problems) == (1, [(2, "it says the same as row 1")])
    other = named | {"reviewRating": {"alternateName": "True"}}
    assert "2: its id stands in row 1 already" in refusal(json.dumps([named, other]).encode())


def test_two_words_on_one_claim_are_both_kept_where_no_id_says_that_they_are_one():
    other = REVIEW | {"reviewRating": {"alternateName": "True"}}
    _, drafts = prepared(json.dumps([REVIEW, other]).encode())
    assert [draft.rating for draft in drafts] == ["Mostly false", "True"]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b'{"@graph": [{"@type": "ClaimReview"', "cut short"),
        (b'{"@graph": []} trailing', "stands after its end"),
        (b'{"@graph": [1 2]}', "not JSON"),
        (b'{"@type": "ClaimReview", "claimReviewed": NaN}', "not JSON"),
        (b'{"@graph":' + b"[" * 200_000, "nested too deeply"),
        (b"[" + b"9" * 10_000 + b"]", "not JSON"),
        (b'{"@type": "Article"}', "there is no claim in this file"),
        (b'{"@type": "ClaimReview", "claimReviewed": "A \\ud83d b"}', "half a character"),
        (b'{"@type": "ClaimReview", "claimReviewed": "A \\u0000 b"}', "NUL"),
        ('{"claimReviewed": "é"}'.encode("latin-1"), "not UTF-8"),
        (page("{"), "cut short"),
        (page(""), "cut short"),
        (b"<" + b'<script type="application/ld+json">' * 400_000, "there is no claim in this file"),
        (b"<" + b"<!--" * 3_000_000, "there is no claim in this file"),
        (b"<p>" + b"<script " * 1_500_000, "there is no claim in this file"),
    ],
)
def test_a_broken_review_file_is_refused_with_its_reason(data, why):
    assert why in refusal(data, ImportKind.CLAIMREVIEW)


def test_a_review_without_a_claim_is_left_out_and_told():
    empty = {"@type": "ClaimReview", "claimReviewed": " ", "url": "https://check.example/2"}
    long = REVIEW | {"claimReviewed": "long " * 500}
    made, drafts = prepared(json.dumps([empty, REVIEW, long]).encode())
    assert len(drafts) == 1
    assert made.problems == [
        (1, "there is no claim in it"),
        (3, "its claim has more than 2,000 characters"),
    ]


# AVeriTeC


def test_an_averitec_claim_comes_in_with_its_questions_as_links():
    _, (draft,) = prepared(json.dumps([ASKED]).encode(), ImportKind.AVERITEC)
    assert (draft.rating, draft.explanation) == ("Refuted", "It has one.")
    assert (draft.claimant, draft.appeared_on) == ("", "2021-04-07")
    assert draft.kinds == ("numerical",)
    assert [(link.asked, link.says, link.url) for link in draft.links] == [
        ("How many funnels?", "No: one", "https://works.example/plan"),
        ("How many funnels?", "One.", ""),
    ]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (json.dumps([ASKED, ASKED | {"label": "Splendid"}]), "2: its label is 'Splendid'"),
        (json.dumps([ASKED, "a"]), "2: it is no claim"),
        (json.dumps([ASKED])[:-20], "cut short"),
        (json.dumps([ASKED]) + "[]", "stands after its end"),
        (json.dumps({"a": ASKED}), "one list"),
        ("[]", "there is no claim"),
    ],
)
def test_a_broken_averitec_file_is_refused_with_its_reason(data, why):
    assert why in refusal(data.encode(), ImportKind.AVERITEC)


def test_what_we_export_as_averitec_and_claimreview_reads_back_to_the_same_claims():
    for kind in (ExportFormat.AVERITEC, ExportFormat.CLAIMREVIEW, ExportFormat.CLAIMREVIEW_FEED):
        made, drafts = prepared(written(kind))
        assert not made.refused, made.problems
        told = [(draft.text, draft.claimant, draft.explanation) for draft in drafts]
        assert told == [(c["text"], c["claimant"], c["rationale"]) for c in map(json.loads, LINES)]


TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)
CLAIMS = TEXTS.map(lambda text: " ".join(f"Ferry {text}".split()))


@given(st.lists(st.tuples(CLAIMS, TEXTS), min_size=1, max_size=8, unique_by=lambda one: one[0]))
def test_any_words_survive_the_way_out_and_in_again(pairs):
    lines = [
        freeze(replace(CLAIM, id=f"c{at}", text=text, rationale=why)) for at, (text, why) in enumerate(pairs)
    ]
    for kind in (ExportFormat.AVERITEC, ExportFormat.CLAIMREVIEW, ExportFormat.JSONL, ExportFormat.CSV):
        mapping = {"text": "text", "rating": "rating_label", "id": "id", "explanation": "rationale"}
        _, drafts = prepared(written(kind, lines, about(lines)), mapping=mapping)
        assert [draft.text for draft in drafts] == [text for text, _ in pairs], kind
        if kind is ExportFormat.JSONL:
            assert [draft.record for draft in drafts] == lines


# Tables


@given(
    st.lists(st.tuples(CLAIMS, TEXTS, TEXTS), max_size=8),
    st.sampled_from(",;\t|"),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_a_table_reads_back_whatever_stands_between_its_cells(rows, between, encoding):
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=between)
    writer.writerows([("Claim", "Verdict", "Site"), *rows])
    with importing.text_of(io.BytesIO(out.getvalue().encode(encoding))) as text:
        found = [row.claim for row in importing.read_table(text, MAPPED)]
    assert [draft.text for draft in found if draft] == [text for text, _, _ in rows]
    assert [draft.rating for draft in found if draft] == [" ".join(rating.split()) for _, rating, _ in rows]


def test_rows_are_numbered_as_a_spreadsheet_does():
    found = table('Claim,Verdict,Site\n"Two\nlines",False,\n\n,True,\nThe sea is wide.,True,\n')
    assert [(row.number, row.why) for row in found] == [(2, ""), (4, "there is no claim in it"), (5, "")]
    assert found[0].claim
    assert found[0].claim.text == "Two lines"


def test_a_first_line_that_names_the_sign_between_cells_is_heeded():
    assert [
        row.claim.text for row in table("sep=;\nClaim;Verdict;Site\nA, b; and\n".replace("; and", ";x;"))
    ] == ["A, b"]


@pytest.mark.parametrize(
    ("header", "columns"),
    [
        ("Claim", ("Claim",)),
        ("Claim, in full;Verdict", ("Claim, in full", "Verdict")),
        ("Claim; in full,Verdict,Site", ("Claim; in full", "Verdict", "Site")),
        ('"Claim, in full, twice",Verdict', ("Claim, in full, twice", "Verdict")),
        ("Claim|a\tVerdict", ("Claim|a", "Verdict")),
    ],
)
def test_the_sign_between_cells_is_found_in_the_header(header, columns):
    assert desk.read_sample(io.BytesIO(f"{header}\n".encode())).columns == columns


@pytest.mark.parametrize(
    ("mapping", "field", "why"),
    [
        ({}, "text", "choose the column that holds the claim"),
        ({LeadField.RATING: "Verdict"}, "text", "choose the column"),
        ({LeadField.TEXT: "Claims"}, "text", "the table has no column “Claims”"),
        ({LeadField.TEXT: "Claim", LeadField.RATING: "Mark"}, "rating", "no column “Mark”"),
    ],
)
def test_a_mapping_that_leaves_the_needed_column_out_is_refused(mapping, field, why):
    with pytest.raises(InputError, match=why) as caught:
        table(TABLE, mapping)
    assert caught.value.field == field


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b'Claim,Verdict\n"The ferry', "the table ends inside of a quotation"),
        (b"Claim,Verdict\nThe ferry,Fal\nThe se", "3: the table ends in the middle of it"),
        (b'Claim,Verdict\n"a"b,c\n', "row 2: "),
        ("Claim,Verdict\nDie Fähre,Falsch\n".encode("cp1252"), "not UTF-8 (byte 0xe4)"),
        ("주장,판정\n".encode("cp949"), "not UTF-8"),
        (b"Claim,Verdict\nA \0 b,c\n", "line 2 holds a NUL"),
        (b"\n\nClaim\n", "its first line is empty"),
        (b"Claim\n" + b"x" * 200_000 + b"\n", "row 2: a cell of it is longer than 131,072"),
        (",".join(f"c{n}" for n in range(300)).encode() + b"\n", "300 columns"),
        (b"Claim,Verdict\n", "there is no claim in this file"),
    ],
)
def test_a_broken_table_is_refused_with_its_reason(data, why):
    assert why in refusal(data, ImportKind.CSV, {"text": "Claim"})


def test_an_id_that_stands_twice_refuses_a_table():
    data = b"Claim,No\nThe ferry is old.,7\nThe sea is wide.,7\n"
    assert "3: its id '7' stands in row 2 already" in refusal(
        data, ImportKind.CSV, {"text": "Claim", "id": "No"}
    )


def test_a_row_with_too_many_cells_is_left_out_and_one_with_too_few_is_not():
    found = table("Claim,Verdict,Site\nOne.,a,b,c\nTwo.\nThree.,a,b\n")
    assert [(row.number, bool(row.claim)) for row in found] == [(2, False), (3, True), (4, True)]
    assert found[0].why == "it has 4 cells; the table has 3 columns"


def test_columns_are_offered_by_their_names_and_none_twice():
    offered = importing.offer(("ID", "Claim Text", "Truth-Rating", "url", "Claim", "Speaker", "Sources"))
    assert offered == {
        LeadField.TEXT: "Claim",
        LeadField.ID: "ID",
        LeadField.RATING: "Truth-Rating",
        LeadField.URL: "url",
        LeadField.CLAIMANT: "Speaker",
        LeadField.LINKS: "Sources",
    }


def test_our_own_table_is_offered_whole_and_loses_what_kept_it_from_running():
    lines = [freeze(replace(CLAIM, text="=1+1 is two.", claimant="-Bo"))]
    data = written(ExportFormat.CSV, lines, about(lines))
    offered = {field.value: name for field, name in desk.read_sample(io.BytesIO(data)).offered.items()}
    _, (draft,) = prepared(data, mapping=offered)
    assert (draft.text, draft.claimant, draft.rating) == ("=1+1 is two.", "-Bo", "Supported")
    assert (draft.appeared_at, draft.explanation) == ("https://example.org/a", "The report says so.")


def test_columns_without_a_name_or_with_the_same_can_be_told_apart():
    assert desk.read_sample(io.BytesIO(b"a,,a\n1,2,3\n")).columns == ("a", "(column 2)", "a (column 3)")


@pytest.mark.parametrize(
    ("said", "is_read"),
    [
        ("2021-04-07", "2021-04-07"),
        ("2021-04-07T09:00:00Z", "2021-04-07"),
        ("7-4-2021", "2021-04-07"),
        ("07.04.2021", "2021-04-07"),
        ("31.02.2021", "31.02.2021"),
        ("last week", "last week"),
        (None, ""),
        (True, ""),
    ],
)
def test_a_day_is_read_where_it_says_one_and_kept_as_it_came_where_not(said, is_read):
    assert day(said) == is_read


# Zips


def a_zip(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members.items():
            made.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize("name", ["../out.html", "/etc/a.html", "a/../../b.html", "C:/a.html", "..\\a.html"])
def test_a_zip_with_a_path_that_climbs_is_refused(name):
    assert "a place outside of itself" in refusal(a_zip(**{name: page(json.dumps(REVIEW))}))


def test_a_zip_bomb_is_refused_by_what_it_declares(monkeypatch):
    monkeypatch.setattr(zips, "UNPACKED", 1 << 20)
    for name in ("a.html", "a.bin"):  # the second is not even read
        assert "unpacks to more than" in refusal(a_zip(**{name: b"<p>" + b" " * (2 << 20)}))


def test_a_zip_bomb_that_lies_about_its_size_is_refused_by_what_comes_out(monkeypatch):
    monkeypatch.setattr(zips, "UNPACKED", 1 << 20)
    whole = a_zip(**{"a.html": b"<p>" + b" " * (8 << 20)})
    lying = whole.replace(struct.pack("<I", 3 + (8 << 20)), struct.pack("<I", 1_000))
    tracemalloc.start()
    assert refusal(lying)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 6 << 20


def test_a_stream_that_gives_more_than_it_may_is_cut_off():
    with pytest.raises(TooLargeError, match="unpacks to more"):
        io.BufferedReader(zips.Counted(io.BytesIO(b"x" * 100_000), 50_000)).read()


def test_a_zip_with_too_many_parts_a_lock_or_damage_is_refused(monkeypatch):
    monkeypatch.setattr(zips, "ENTRIES", 1)
    assert "has 2 parts" in refusal(a_zip(**{"a.html": b"", "b.html": b""}))
    assert "damaged" in refusal(b"PK\x03\x04" + b"\0" * 100)
    locked = bytearray(a_zip(**{"a.html": b"<p>"}))
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    assert "locked with a password" in refusal(bytes(locked))


def test_a_page_of_a_zip_that_does_not_hold_is_named():
    assert "b.html: the file ends" in refusal(
        a_zip(**{"a.html": page(json.dumps(REVIEW)), "b.html": page("{")})
    )


# Reading in pieces


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | TEXTS,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
        max_leaves=20,
    ),
    st.integers(1, 7),
)
def test_json_read_in_pieces_is_what_json_reads_at_once(value, step):
    class Slow(io.StringIO):
        def read(self, _size=-1):
            return super().read(step)

    file = JsonFile(Slow(json.dumps([value, value], ensure_ascii=False)))
    assert list(file.items()) == [value, value]
    file.end()


def test_a_value_over_the_limit_is_refused_and_many_below_it_are_not():
    some = JsonFile(io.StringIO(json.dumps(["x" * 900] * 1_000)), limit=100_000)
    assert sum(1 for _ in some.items()) == 1_000
    with pytest.raises(TooLargeError):
        list(JsonFile(io.StringIO(json.dumps(["x" * 900_000])), limit=100_000).items())


def test_a_line_over_the_limit_is_refused_before_it_is_whole():
    text = io.StringIO("short\n" + "x" * 100)
    lines = texts.lines_of(text, limit=50)
    assert next(lines) == "short\n"
    with pytest.raises(TooLargeError, match="line 2"):
        next(lines)
    assert text.tell() < 70


def test_the_first_problems_are_told_and_all_are_counted():
    rows = chain(["Claim,Verdict\n"], repeat(",x\n", 500), ["The sea is wide.,y\n"])
    made, drafts = prepared("".join(rows).encode(), ImportKind.CSV, {"text": "Claim"})
    assert (len(drafts), made.left_out, len(made.problems)) == (1, 500, 200)


def test_how_far_it_is_is_told_and_ends_at_the_end():
    data, told = ("\n".join(LINES) + "\n").encode(), []
    with desk.prepare_import(io.BytesIO(data), ImportKind.JSONL, None, lambda *far: told.append(far)):
        pass
    assert told[-1] == (len(data), len(data))
    assert told == sorted(told)


def test_a_file_with_too_many_claims_is_refused(monkeypatch):
    from claims.desk import staging

    monkeypatch.setattr(staging, "ROWS", 2)
    assert "more than 2 claims" in refusal(("\n".join(LINES) + "\n").encode())


def test_the_names_of_our_columns_are_all_known():
    offered = set(importing.offer(export.CSV_COLUMNS).values())
    assert {"text", "id", "claimant", "rating_label", "verdict_author", "article_url", "rationale"} <= offered
