"""What changed between two bases of a sign-off: nothing slips through, nothing is made up."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.desk.changes_since import Difference, differences, place_id
from claims.digest import canonical
from claims.policy import DEFAULT, Policy
from claims.verdict import EvidenceBasis, PlaceBasis, basis
from claims.vocab import Role, Stance

WORDS = st.text(st.sampled_from("ab ü🚢"), max_size=6)
IDS = st.sampled_from(["E1", "E2", "E3"])
PLACES = st.builds(
    PlaceBasis,
    st.sampled_from(["a" * 64, "b" * 64]),
    st.integers(0, 3),
    st.integers(4, 6),
    st.tuples(WORDS, WORDS, WORDS, WORDS, WORDS),
    st.lists(st.tuples(st.integers(0, 3), st.integers(4, 6)), max_size=2).map(tuple),
)
TOLD = st.tuples(*[WORDS] * 8)
DESCRIBED = st.builds(
    lambda told, said, hidden: (*told, *said, *hidden),
    TOLD,
    st.sampled_from([(), ("in our words", "", "", ""), ("", "Q", "A", "primary")]),
    st.sampled_from([(), ("protected",)]),
)
EVIDENCE = st.builds(
    EvidenceBasis,
    IDS,
    st.sampled_from(["c" * 64, "d" * 64]),
    WORDS,
    st.sampled_from([*map(str, Stance)]),
    st.sampled_from(["S1", "S2"]),
    st.sampled_from(["", "wire", f"{'R' * 26} wire", f"{'Q' * 26} wire", "R" * 26 + " "]),
    DESCRIBED,
)
POLICIES = st.builds(
    Policy,
    scale=st.sampled_from(["standard-5", "seven-step"]),
    scale_version=st.integers(1, 2),
    approvals=st.integers(1, 2),
    blind=st.booleans(),
    rationale=st.sampled_from([1, 40]),
    overriders=st.sampled_from(Role),
)


def plain(value: Any) -> Any:
    """As it is kept: JSON."""
    return json.loads(canonical(value))


BASES = st.builds(
    basis,
    WORDS,
    st.lists(PLACES, max_size=2),
    st.lists(EVIDENCE, max_size=3, unique_by=lambda one: one.id),
    st.lists(st.sampled_from(["q1", "q2"]), max_size=2, unique=True),
    POLICIES,
).map(plain)


@given(BASES, BASES)
def test_there_is_a_line_if_and_only_if_something_is_another(was, now):
    told = differences(was, now)
    assert bool(told) == (was != now)
    assert all(one.was != one.now for one in told)


@given(BASES)
def test_nothing_is_told_of_what_is_the_same(one):
    assert differences(one, json.loads(json.dumps(one))) == []


#: Each thing that a basis holds, changed by itself, and the line it gives.
ONE = PlaceBasis("a" * 64, 3, 9, ("Bridge opens", "Post", "", "https://example.org/1", "2021-04-05"))
TOLD_OF = (
    "Works report",
    "A. Moor",
    "County",
    "government",
    "https://example.org/2",
    "2021-04-01",
    "p. 4",
    "",
)
FOUND = EvidenceBasis("E1", "c" * 64, "It cost 14.", "refutes", "S1", "county", TOLD_OF)
EMPTY: dict[str, Any] = {"text": "It cost 12.", "places": [ONE], "evidence": [FOUND], "searches": ["q1"]}


def made(**more: Any) -> dict[str, Any]:
    given = {**EMPTY, **more}
    policy = given.pop("policy", DEFAULT)
    found = basis(given["text"], given["places"], given["evidence"], given["searches"], policy)
    value: dict[str, Any] = plain(found)
    return value


def found(**more: Any) -> dict[str, Any]:
    from dataclasses import replace

    return {"evidence": [replace(FOUND, **more)]}


def told_of(at: int, word: str) -> dict[str, Any]:
    return found(described=(*TOLD_OF[:at], word, *TOLD_OF[at + 1 :]))


PLACE = f"the place at {ONE.start} to {ONE.end}"
EVIDENCE_LINE = "the evidence from “Works report”"
KINDS: dict[str, tuple[dict[str, Any], tuple[str, str, str, str]]] = {
    "wording": ({"text": "It cost 13."}, ("the claim", "wording", "It cost 12.", "It cost 13.")),
    "place gone": ({"places": []}, (PLACE, "", "in “Bridge opens”", "")),
    "evidence gone": ({"evidence": []}, (EVIDENCE_LINE, "", "It cost 14.", "")),
    "stance": (found(stance="mixed"), (EVIDENCE_LINE, "stance", "refutes", "mixed")),
    "quote": (found(exact="It cost 15."), (EVIDENCE_LINE, "quoted words", "It cost 14.", "It cost 15.")),
    "capture": (
        found(snapshot_sha256="d" * 64),
        (EVIDENCE_LINE, "capture (SHA-256)", "c" * 64, "d" * 64),
    ),
    "origin": (found(origin_group="wire"), (EVIDENCE_LINE, "origin", "county", "wire")),
    "source": (found(source="S2"), (EVIDENCE_LINE, "source", "another source", "this source")),
    "publisher": (told_of(2, "State"), (EVIDENCE_LINE, "publisher", "County", "State")),
    "date": (told_of(5, "2021-04-02"), (EVIDENCE_LINE, "date", "2021-04-01", "2021-04-02")),
    "note": (told_of(7, "Read it"), (EVIDENCE_LINE, "note", "", "Read it")),
    "protected": (found(described=(*TOLD_OF, "protected")), (EVIDENCE_LINE, "protection", "", "protected")),
    "search gone": ({"searches": []}, ("the searches", "", "cost (archive)", "")),
    "search": ({"searches": ["q1", "q2"]}, ("the searches", "", "", "a search")),
    "scale": (
        {"policy": Policy(scale="seven-step")},
        ("the rating scale", "", "standard-5 version 1", "seven-step version 1"),
    ),
    "policy": ({"policy": Policy(approvals=2)}, ("the policy", "approvals needed", "1", "2")),
    "blind": ({"policy": Policy(blind=True)}, ("the policy", "whether reviews are blind", "no", "yes")),
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_change_is_told_with_how_it_was_and_how_it_is(kind):
    changed, line = KINDS[kind]
    names = {"q1": "cost (archive)"}
    assert differences(made(), made(**changed), names) == [Difference(*line)]
    about, what, was, now = line
    back = differences(made(**changed), made(), names)
    if kind != "source":
        assert back == [Difference(about, what, now, was)]


def test_a_place_is_called_by_its_words_where_they_are_known():
    names = {place_id(["a" * 64, 3, 9, []]): "it cost"}
    assert differences(made(), made(places=[]), names)[0].about == "the place “it cost”"


def test_two_texts_are_shown_word_by_word():
    told = Difference("the claim", "wording", "It cost 12 crowns.", "It cost 14 crowns.").words
    assert told == [("same", "It cost ", "It cost "), ("other", "12", "14"), ("same", " crowns.", " crowns.")]
    long = Difference("the claim", "note", "a " * 3_000, "b " * 3_000).words
    assert [kind for kind, _, _ in long] == ["other"]


@given(WORDS, WORDS)
def test_the_words_put_together_again_are_both_texts(was, now):
    told = Difference("the claim", "wording", was, now).words
    assert ("".join(old for _, old, _ in told), "".join(new for _, _, new in told)) == (was, now)
