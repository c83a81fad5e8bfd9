"""What a splitter found about a claim: kept as JSON and read back, and a wording cut by its trace."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.contexts.found import Spot, Word, words_of
from claims.desk.found import Found, columns, found_in
from claims.models import (
    ClaimDraft,
    ClaimVersion,
    DateDraft,
    FactDraft,
    HintDraft,
    MentionDraft,
    OccurrenceDraft,
    QuantityDraft,
    TraceDraft,
)
from claims.vocab import ClaimKind, WordOrigin

STATED, NAME = WordOrigin.STATED, WordOrigin.NAME
#: A draft with any findings, every field of every kind of finding filled in.
DRAFTS = st.builds(
    ClaimDraft,
    text=st.just("words"),
    occurrences=st.just((OccurrenceDraft(0, 5),)),
    finer=st.lists(st.sampled_from(ClaimKind), max_size=3).map(tuple),
    negated=st.booleans(),
    **{
        name: st.lists(
            st.builds(kind, **{field: st.from_type(kind.__annotations__[field]) for field in kind.__slots__}),
            max_size=2,
        ).map(tuple)
        for name, kind in {
            "trace": TraceDraft,
            "dates": DateDraft,
            "quantities": QuantityDraft,
            "mentions": MentionDraft,
            "facts": FactDraft,
            "hints": HintDraft,
        }.items()
    },
)


@given(DRAFTS)
def test_what_is_kept_comes_back_as_it_was_drafted(draft):
    kept = columns(draft)
    version = ClaimVersion(claim_id=1, text=draft.text, **{**kept, **_through_json(kept)})
    found = found_in(version)
    assert {name: getattr(found, name) for name in Found.__slots__} == {
        name: getattr(draft, name) for name in Found.__slots__
    }
    assert version.finer == list(draft.finer)


def _through_json(kept):
    lists = {name: value for name, value in kept.items() if isinstance(value, list)}
    told = json.dumps(lists, allow_nan=False)
    assert json.loads(told) == lists  # nothing but what JSON itself has: what is read is what was written
    return json.loads(told)


def test_a_wording_without_findings_has_none():
    assert found_in(ClaimVersion(claim_id=1, text="x")) == Found()


ARTICLE = "He and\nshe left"


@pytest.mark.parametrize(
    ("trace", "words"),
    [
        ([], [Word("Jo left")]),
        ([TraceDraft(0, 7, STATED, (0, 2))], [Word("Jo left")]),
        (
            [TraceDraft(0, 2, NAME, (0, 2)), TraceDraft(3, 7, STATED, (11, 15))],
            [Word("Jo", NAME, Spot("0-2", "He"), 1), Word(" left")],
        ),
        (
            [TraceDraft(3, 7, NAME, (3, 10)), TraceDraft(0, 2, NAME)],
            [Word("Jo", NAME, None, 1), Word(" "), Word("left", NAME, Spot("3-10", "and she"), 2)],
        ),
    ],
)
def test_a_wording_is_cut_where_words_do_not_stand_there_so(trace, words):
    assert list(words_of("Jo left", trace, ARTICLE)) == words


TRACES = st.lists(
    st.builds(TraceDraft, st.integers(0, 9), st.integers(0, 12), st.sampled_from(WordOrigin), st.none()),
    max_size=5,
)


@given(st.text("ab 한👍", max_size=10), TRACES)
def test_whatever_the_trace_the_pieces_are_the_wording(wording, trace):
    pieces = list(words_of(wording, trace, ""))
    assert "".join(piece.text for piece in pieces) == wording
    numbers = [piece.number for piece in pieces if piece.origin]
    assert numbers == list(range(1, len(numbers) + 1))
