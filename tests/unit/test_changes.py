"""How versions of a set differ: lines, words, semantic versions, and lines that hold no longer."""

import io
import json
import zipfile
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.desk.versions import Changes, between, drafted, versions_after
from claims.export import FORMATS, changes, check_package, freeze, losses_of, read_claims
from claims.export.feed import Correction, News, atom
from claims.export.verify import WrongError
from claims.store.releases import Held
from claims.store.set_checks import Standing
from claims.vocab import Aspect, ClaimStatus, CorrectionClass, ExportFormat, ItemChange, Rating, VersionStep
from tests.documents import naughty_strings
from tests.exporting import CLAIM, FOUND, LINES, OTHER, about, packed, written

AT, WHY = "2021-07-01T10:00:00+00:00", "The county\nwithdrew its <figures>."
GONE = changes.withdraw(LINES[1], at=AT, reason=WHY, version="2.0.0")
LEFT = [LINES[0], LINES[2], GONE]
TOLD = [changes.told_of(json.loads(GONE))]
CARRIERS = {ExportFormat.JSONL, ExportFormat.CSV, ExportFormat.XLSX, ExportFormat.MARKDOWN, ExportFormat.PROV}


@given(
    st.text(st.sampled_from("ab 갈매,.\n'"), max_size=30),
    st.text(st.sampled_from("ab 갈매,.\n'"), max_size=30),
)
def test_a_comparison_of_words_gives_both_texts_back(was, now):
    pieces = list(changes.word_diff(was, now))
    assert "".join(words for kind, words in pieces if kind != "new") == was
    assert "".join(words for kind, words in pieces if kind != "gone") == now


def test_words_are_compared_one_by_one():
    assert list(changes.word_diff("It has 12 cranes.", "It has 14 cranes.")) == [
        ("same", "It has "),
        ("gone", "12"),
        ("new", "14"),
        ("same", " cranes."),
    ]
    assert [kind for kind, _ in changes.word_diff("a " * 5_000, "b")] == ["gone", "new"]


ALTERED = {
    Aspect.WORDING: {"text": "Other words."},
    Aspect.RATING: {"rating": "refuted"},
    Aspect.RATIONALE: {"rationale": "Because."},
    Aspect.EVIDENCE: {"evidence": ()},
    Aspect.SEARCHES: {"searches": ()},
    Aspect.ATTRIBUTION: {"claimant": "Nobody"},
    Aspect.PLACE: {"article_title": "Another headline"},
    Aspect.SIGNATURES: {"verdict_author": "Bea"},
    Aspect.ANALYSIS: {"negated": True, "facts": ({"text": "x"},)},
}


@pytest.mark.parametrize("aspect", Aspect)
def test_what_is_another_of_a_claim_is_named(aspect):
    other = freeze(replace(CLAIM, **ALTERED[aspect]))
    found = changes.difference(LINES[0], other)
    assert aspect in found.aspects
    assert set(found.aspects) <= {aspect, Aspect.ATTRIBUTION}


def test_a_line_of_before_lacks_younger_fields_and_is_no_other_claim_for_it():
    old = json.loads(LINES[0])
    for younger in ("facts", "withdrawn", "schema"):
        del old[younger]
    del old["evidence"][0]["medium"]
    assert changes.aspects_between(old, json.loads(LINES[0])) == ()


def test_passages_that_came_went_and_changed_are_told_apart():
    second, third = replace(FOUND, id="e7"), replace(FOUND, id="e8")
    was = freeze(replace(CLAIM, evidence=(FOUND, second)))
    now = freeze(replace(CLAIM, evidence=(replace(FOUND, note="Read again"), third)))
    found = changes.difference(was, now)
    assert [one["id"] for one in found.came] == ["e8"]
    assert [one["id"] for one in found.went] == ["e7"]
    assert [(old["note"], new["note"]) for old, new in found.altered] == [("Read it twice", "Read again")]


# Which version comes next


NONE, MINOR = CorrectionClass.NONE, CorrectionClass.MINOR


def held(key, rating=Rating.SUPPORTED, digest="d", *, verdict=None, correction=NONE, withdrawn=False):
    return Held(key, f"C{key}", key, verdict or key, rating, correction, digest, withdrawn)


def standing(key, rating=Rating.SUPPORTED, verdict=None, correction=NONE):
    status = ClaimStatus.VERIFIED
    said = (verdict or key, rating, rating, correction)
    return Standing(key, f"C{key}", key, status, key, *said, True, 1, 0, 0, 0)


def test_the_step_to_the_next_version_follows_what_changed():
    cases = {
        VersionStep.PATCH: [[held(1), held(2)], [held(1, digest="e"), held(2)]],
        VersionStep.MINOR: [[held(1)], [held(1, digest="e"), held(2)]],
    }
    for step, (before, after) in cases.items():
        assert between(before, after).step is step
    assert between([held(1), held(2)], [held(1)]).step is VersionStep.MAJOR
    assert between([held(1)], [held(1, Rating.REFUTED, "e"), held(2)]).step is VersionStep.MAJOR
    assert between([held(1), held(2, withdrawn=True)], [held(1), held(2, withdrawn=True)]).all == []


@pytest.mark.parametrize("kind", CorrectionClass)
def test_a_correction_between_two_versions_is_told_as_one_whatever_the_rating(kind):
    was, now = held(1), held(1, digest="e", verdict=9, correction=kind)
    corrects = kind is not NONE
    expected = Changes([], [], [1], [], []) if corrects else Changes([], [], [], [1], [])
    assert between([was], [now]) == between([now], [was]) == expected
    assert drafted([was], [standing(1, verdict=9, correction=kind)]) == expected
    assert expected.step is between([was], [now]).step is VersionStep.PATCH


def test_a_correction_that_both_versions_hold_is_none_between_them():
    was = held(1, verdict=9, correction=MINOR)
    now = held(1, digest="e", verdict=9, correction=MINOR)
    assert between([was], [now]) == Changes([], [], [], [1], [])
    assert drafted([was], [standing(1, verdict=9, correction=MINOR)]).all == between([was], [was]).all == []


def test_a_set_in_the_making_is_compared_by_keys_alone():
    before = [held(1), held(2), held(3), held(4), held(5, withdrawn=True)]
    now = [standing(6), standing(1), standing(2, Rating.REFUTED, 9), standing(3, verdict=8), standing(5)]
    found = drafted(before, now)
    assert found == Changes([6, 5], [4], [2], [3], [2])
    assert found.counts == {"added": 2, "withdrawn": 1, "corrected": 1, "changed": 1}
    assert [change for change, _ in found.all][:2] == [ItemChange.WITHDRAWN, ItemChange.CORRECTED]


@pytest.mark.parametrize(
    ("last", "least", "allowed"),
    [
        ("", VersionStep.PATCH, ["1.0.0"]),
        ("1.2.3", VersionStep.PATCH, ["1.2.4", "1.3.0", "2.0.0"]),
        ("1.2.3", VersionStep.MINOR, ["1.3.0", "2.0.0"]),
        ("9.0.0", VersionStep.MAJOR, ["10.0.0"]),
    ],
)
def test_a_version_may_be_higher_than_proposed_and_never_lower(last, least, allowed):
    assert list(versions_after(last, least).values()) == allowed


# Claims that hold no longer


def test_a_withdrawn_line_is_the_last_one_released_with_why_and_since_when():
    claim = json.loads(GONE)
    assert claim.pop("withdrawn") == {"at": AT, "reason": WHY, "version": "2.0.0"}
    assert claim == {name: value for name, value in json.loads(LINES[1]).items() if name != "withdrawn"}
    assert [changes.is_withdrawn(line) for line in LEFT] == [False, False, True]
    assert list(changes.standing(LEFT)) == [LINES[0], LINES[2]]


@pytest.mark.parametrize("words", ['"withdrawn":{', '{"withdrawn":{"at":""}}', *naughty_strings()[:50]])
def test_no_words_make_a_line_withdrawn(words):
    assert not changes.is_withdrawn(freeze(replace(CLAIM, text=words, rationale=words)))


@pytest.mark.parametrize("kind", ExportFormat)
def test_each_format_tells_withdrawn_claims_from_others_or_leaves_them_out_and_says_so(kind):
    told = about(LEFT, withdrawn=TOLD)
    file, without = written(kind, LEFT, told), written(kind, LEFT[:2], told)
    [report] = losses_of({kind: FORMATS[kind]}, LEFT).values()
    said = {"what": "a claim that was withdrawn is left out", "times": 1} in report["changed"]
    assert (kind in CARRIERS) == FORMATS[kind].withdrawn == (file != without) != said


def test_what_carries_a_withdrawn_claim_says_why():
    told = about(LEFT, withdrawn=TOLD)
    lines = written(ExportFormat.JSONL, LEFT, told).splitlines()
    assert json.loads(lines[2])["withdrawn"]["reason"] == WHY
    assert list(read_claims(io.BytesIO(b"".join(line + b"\n" for line in lines))))[2]["id"] == "c2"
    rows = written(ExportFormat.CSV, LEFT, told).decode().split("\r\n")
    assert rows[0].endswith("withdrawn_at,withdrawn_version,withdrawn_reason")
    assert rows[1].endswith(",,,")
    assert "2.0.0" in rows[3]
    assert "# Withdrawn" in written(ExportFormat.MARKDOWN, LEFT, told).decode()
    bundle = json.loads(written(ExportFormat.PROV, LEFT, told))["bundle"]["cd:claim-c2"]
    [gone] = bundle["wasInvalidatedBy"].values()
    assert gone == {
        "prov:entity": "cd:verdict-v2",
        "prov:activity": "cd:verdict-v2-withdrawal",
        "prov:time": AT,
    }


def test_a_table_of_before_is_written_as_it_was():
    for old in (
        about(formats=about()["formats"] | {"csv": "csv.v1"}),
        {k: v for k, v in about().items() if k != "formats"},
    ):
        assert b"withdrawn" not in written(ExportFormat.CSV, LINES, old)


def test_a_package_with_a_withdrawn_claim_verifies_and_its_site_tells_of_it():
    data = packed(LEFT, withdrawn=TOLD)
    told = check_package(io.BytesIO(data))
    assert (told.claims, told.withdrawn) == (3, 1)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        index, page = (package.read(f"site/{name}.html").decode() for name in ("index", "claims/c2"))
        article = package.read("site/articles/a1.html").decode()
    assert "<h2>Withdrawn</h2>" in index
    assert "Withdrawn 2021-07-01 in version 2.0.0" in page
    assert "withdrew its &lt;figures&gt;." in page
    assert "ClaimReview" not in page
    assert "claims/c2.html" not in article


@pytest.mark.parametrize(
    ("lines", "told", "wrong"),
    [
        (LINES, TOLD, "disagree on whether it holds"),
        (LEFT, [], "disagree on whether it holds"),
        (LEFT, [*TOLD, TOLD[0] | {"id": "c9"}], "tells of a withdrawn claim that is not in"),
    ],
)
def test_a_manifest_and_its_lines_agree_on_what_was_withdrawn(lines, told, wrong):
    with pytest.raises(WrongError, match=wrong):
        check_package(io.BytesIO(packed(lines, withdrawn=told)))


def test_a_package_without_any_claim_that_holds_verifies():
    lines = [changes.withdraw(line, at=AT, reason=WHY, version="2.0.0") for line in LINES]
    told = [changes.told_of(json.loads(line)) for line in lines]
    assert check_package(io.BytesIO(packed(lines, withdrawn=told))).withdrawn == 3


def test_the_feed_says_why_a_claim_was_taken_out():
    gone = Correction("2.0.0", AT, "c2", "Nobody counted.", "Refuted", "", WHY)
    feed = "".join(atom(about(), News((), (gone,))))
    assert "taken out; it was Refuted. Why: The county withdrew its &lt;figures&gt;." in feed
    assert "claims/c2.html" in feed


def test_the_limits_of_a_version_name_the_claims():
    alone = freeze(replace(OTHER, id="c5", reviews=()))
    bare = freeze(replace(CLAIM, id="c6", evidence=()))
    hidden = freeze(replace(CLAIM, id="c7", evidence=(replace(FOUND, protected=True),)))
    assert changes.limits_of([LINES[0], alone, bare, hidden, GONE]) == {
        "rests on a source that is not named": ["c7"],
        "was signed by one person alone": ["c5"],
        "has no evidence but what was searched for": ["c6"],
    }
