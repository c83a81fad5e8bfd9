"""Reading our own JSON Lines: what was written comes back as the same bytes, and bad files are told apart."""

import io
import json
import tracemalloc
import zipfile
from dataclasses import fields

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import claims
from claims.errors import InputError
from claims.export import freeze, read_claims, read_lines, read_package, refreeze, report_on, to_jsonl
from claims.export.reading import LINE
from claims.models.records import (
    ClaimRecord,
    EvidenceRecord,
    OccurrenceRecord,
    ReviewRecord,
    WithdrawnRecord,
)
from claims.vocab import (
    Confidence,
    CorrectionClass,
    Hedge,
    OccurrenceRole,
    Rating,
    ReviewDecision,
    ReviewMode,
    Stance,
)
from tests.documents import naughty_strings
from tests.exporting import LINES, STEM, packed

NAUGHTY = [words.encode("utf-8", "ignore").decode() for words in naughty_strings()]
OWN = [
    "\u202egnp.exe",
    "👩‍👩‍👧‍👦",
    "한글",
    "ﾃﾞ",
    "\0",
    "\u2028\u2029\x85",
    "\ufeff",
    "\r\n",
    '{"a":1}',
    "\\u0000",
    "\x7f",
    "\ud7ff\ue000",
]
WORDS = st.sampled_from(NAUGHTY + OWN) | st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
HASHES = st.binary(min_size=32, max_size=32).map(bytes.hex)
DAYS = st.just("") | st.dates().map(str)
NUMBERS = st.integers(-(2**70), 2**70)
PLAIN = st.recursive(
    st.none() | st.booleans() | NUMBERS | st.floats(allow_nan=False, allow_infinity=False) | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=3,
)
LISTS = {
    (ClaimRecord, "occurrences"): lambda: some(records(OccurrenceRecord)),
    (ClaimRecord, "evidence"): lambda: some(records(EvidenceRecord)),
    (ClaimRecord, "reviews"): lambda: some(records(ReviewRecord)),
    (OccurrenceRecord, "parts"): lambda: some(st.tuples(NUMBERS, NUMBERS)),
    (ReviewRecord, "adjudication"): lambda: st.none() | st.dictionaries(WORDS, PLAIN, max_size=3),
    (EvidenceRecord, "sentences"): lambda: some(st.tuples(NUMBERS, WORDS)),
}
CLOSED = {
    "id": st.text("0123456789ABCDEFGHJKMNPQRSTVWXYZ", min_size=26, max_size=26),
    "schema": st.just("claimdesk.claim/1"),
    "rating": st.sampled_from([*map(str, Rating)]),
    "hedge": st.sampled_from([*map(str, Hedge)]),
    "stance": st.sampled_from([*map(str, Stance)]),
    "role": st.sampled_from([*map(str, OccurrenceRole)]),
    "decision": st.sampled_from([*map(str, ReviewDecision)]),
    "mode": st.sampled_from(["", *map(str, ReviewMode)]),
    "rating_number": st.none() | st.integers(1, 5),
    "rating_means": st.sampled_from([*map(str, Rating)]),
    "rating_worst": st.none() | st.integers(1, 5),
    "rating_best": st.none() | st.integers(1, 5),
    "confidence": st.sampled_from(["", *map(str, Confidence)]),
    "correction": st.sampled_from(["", *map(str, CorrectionClass)]),
    "checklist": st.dictionaries(WORDS, WORDS, max_size=2),
    "citations": st.dictionaries(WORDS, WORDS, max_size=2),
    "policy": st.dictionaries(WORDS, WORDS, max_size=2),
    "protected": st.booleans(),
    "withdrawn": st.none() | st.builds(WithdrawnRecord, at=WORDS, reason=WORDS, version=WORDS),
} | dict.fromkeys(("as_of", "article_published_on", "source_published_on"), DAYS) | dict.fromkeys(
    ("evidence_digest", "snapshot_sha256", "text_sha256", "digest_seen"), HASHES
)  # fmt: skip


def some(values):
    return st.lists(values, max_size=2).map(tuple)


def records(kind):
    return st.builds(kind, **{field.name: _values(kind, field) for field in fields(kind)})


def _values(kind, field):
    if (kind, field.name) in LISTS:
        return LISTS[kind, field.name]()
    if field.name in CLOSED:
        return CLOSED[field.name]
    if field.type is int:
        return NUMBERS
    if field.type is bool:
        return st.booleans()
    if field.type is str:
        return WORDS
    return some(WORDS) if "str" in str(field.type) and "dict" not in str(field.type) else some(
        st.dictionaries(WORDS, PLAIN, max_size=3)
    )  # fmt: skip


SETS = st.lists(records(ClaimRecord), max_size=2, unique_by=lambda record: record.id)


def data_of(lines):
    return "".join(to_jsonl(lines, {})).encode()


@settings(
    max_examples=1_000,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(SETS)
def test_what_was_exported_is_imported_and_exported_as_the_same_bytes(made):
    data = data_of(map(freeze, made))
    assert data_of(map(refreeze, read_claims(io.BytesIO(data)))) == data


@pytest.mark.parametrize("start", range(0, 485, 97))
def test_every_naughty_string_comes_back_in_every_field_of_words(start):
    for words in [*NAUGHTY[start : start + 97], *OWN]:
        claim = json.loads(LINES[0])
        for name, value in claim.items():
            if isinstance(value, str) and name not in CLOSED:
                claim[name] = words
        data = data_of([refreeze(claim)])
        assert data_of(map(refreeze, read_claims(io.BytesIO(data)))) == data


YOUNGER = """rating_means rating_worst rating_best confidence flags conclusion checklist citations
    override_reason correction correction_note policy""".split()


def test_a_release_of_before_comes_back_without_fields_that_it_never_had():
    claim = json.loads(LINES[0])
    for name in ("schema", "finer", "form", "negated", "trace", "dates", "quantities", "mentions", "facts"):
        del claim[name]
    for name in YOUNGER:
        del claim[name]
    for name in ("paraphrase", "question", "answer", "directness", "medium", "protected", "sentences"):
        del claim["evidence"][0][name]
    data = data_of([refreeze(claim)])
    assert data_of(map(refreeze, read_claims(io.BytesIO(data)))) == data


# Bad files


def with_field(name, value, line=LINES[1]):
    return refreeze(json.loads(line) | {name: value})


BAD_LINES = [
    (with_field("schema", "claimdesk.claim/2"), "'claimdesk.claim/2', not claimdesk.claim/1"),
    (with_field("schema", 1), "it is of the schema '1'"),
    (with_field("rating_means", "perhaps"), "rating_means is 'perhaps', which is none of , supported, ref"),
    (
        refreeze(json.loads(LINES[1]) | {"rating": "perhaps", "rating_means": ""}),
        "nobody can tell what the rating 'perhaps' means",
    ),
    (with_field("rating_number", "5"), "rating_number is not of the type integer or null"),
    (with_field("surprise", 1), "surprise is no field of a claim"),
    (with_field("as_of", "soon"), "as_of is 'soon', which is not of its form"),
    (with_field("id", "../../etc/passwd"), "id is '../../etc/passwd', which is not of its form"),
    (with_field("evidence", [{}]), "evidence[0].id is missing"),
    (with_field("evidence", {}), "evidence is not of the type array"),
    (with_field("negated", 1), "negated is not of the type boolean"),
    (LINES[0], "the claim c1 stands in the file twice"),
    (LINES[1].replace('"id":"c2"', '"id":"c2","id":"c9"'), "a name stands twice in one object"),
    (LINES[1].replace(",", ", ", 1), "it is not written in the one way"),
    (LINES[1].replace("gulls", "\\ud800"), "it holds half a character"),
    (LINES[1].replace('"rating_number":null', '"rating_number":NaN'), "NaN is no number"),
    ("", "it is not JSON"),
    ("[]", "it is not a claim"),
    ("null", "it is not a claim"),
    ("{", "it is not JSON"),
    ('{"a":' * 100_000, "nested too deeply"),
    ("9" * 10_000, "it is not JSON"),
]  # fmt: skip


@pytest.mark.parametrize(("bad", "said"), BAD_LINES, ids=[said[:40] for _, said in BAD_LINES])
def test_a_bad_line_is_named_by_its_number_and_the_others_are_read(bad, said):
    data = data_of([LINES[0], bad, LINES[2]])
    report = report_on(io.BytesIO(data))
    assert (report.claims, report.wrong) == (2, 1)
    assert report.problems[0].startswith("line 2: ")
    assert said in report.problems[0]
    with pytest.raises(InputError, match="line 2: "):
        list(read_claims(io.BytesIO(data)))


def test_bytes_that_are_no_utf8_are_told():
    report = report_on(io.BytesIO(LINES[0].encode() + b"\n" + LINES[1].encode("utf-16") + b"\n"))
    assert report.claims == 1
    assert report.wrong >= 1


@pytest.mark.parametrize("left", [1, 50, -1, -2])
def test_a_file_that_was_cut_short_is_told(left):
    data = data_of(LINES)[:left]
    report = report_on(io.BytesIO(data))
    assert report.wrong == 1
    assert "the file ends in the middle of it: it was cut short" in report.problems[0]


def test_an_empty_file_is_told():
    assert report_on(io.BytesIO(b"")).problems == ("the file is empty",)


def test_only_the_first_problems_are_kept():
    report = report_on(io.BytesIO(b"x\n" * 5_000))
    assert (report.wrong, len(report.problems)) == (5_000, 20)


class Endless(io.RawIOBase):
    """A line of so many bytes that nobody has to keep."""

    def __init__(self, size):
        self.left = size

    def readable(self):
        return True

    def readinto(self, buffer):
        size = min(len(buffer), self.left)
        buffer[:size] = b"a" * size
        self.left -= size
        return size


def test_a_line_of_a_gigabyte_is_refused_unread():
    endless = Endless(1 << 30)
    tracemalloc.start()
    [read] = read_lines(io.BufferedReader(endless))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "longer than 16 MiB" in read.wrong
    assert peak < 3 * LINE
    assert endless.left > (1 << 30) - 2 * LINE


# Packages


def test_a_package_gives_back_its_claims():
    assert [refreeze(claim) for claim in read_package(io.BytesIO(packed()))] == LINES


def test_a_broken_package_gives_nothing_back():
    data = bytearray(packed())
    data[900] ^= 1
    with pytest.raises(InputError):
        next(read_package(io.BytesIO(bytes(data))))


# The library


def test_the_library_reads_writes_and_checks_a_release():
    data = packed()
    told = claims.check_package(io.BytesIO(data))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        manifest = json.loads(package.read("manifest.json"))
        lines = package.read(f"data/{STEM}.jsonl")
        fever = package.read(f"data/{STEM}.fever.jsonl")
    read = [refreeze(claim) for claim in claims.read_claims(io.BytesIO(lines))]
    assert len(read) == told.claims
    assert b"".join(claims.write_claims(read, "fever", manifest)) == fever
    with pytest.raises(ValueError, match="docx"):
        list(claims.write_claims(read, "docx", manifest))
