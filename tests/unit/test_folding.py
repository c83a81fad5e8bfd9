"""Words as a search compares them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.folding import fold, index_words, query_phrases


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Café", "cafe"),
        ("Cafe\u0301", "cafe"),
        ("ＦＵＬＬ　width", "full width"),
        ("STRASSE", "strasse"),
        ("straße", "strasse"),
        ("노동당", "노동당"),
        ("\u1102\u1169\u1103\u1169\u11bc", "노동"),
        ("ﬁsh", "fish"),
    ],
)
def test_capitals_accents_and_width_are_folded(text, folded):
    assert fold(text) == folded


def test_a_korean_compound_becomes_its_pairs_and_a_short_word_stays():
    assert index_words("조선노동당 대회, 3위") == "조선 선노 노동 동당 대회 3 위"


def test_what_is_asked_for_is_cut_as_the_index_is():
    assert query_phrases("노동당") == [["노동", "동당"]]
    assert query_phrases("bridge “old town” 12") == [["bridge"], ["old", "town"], ["12"]]
    assert query_phrases('  ?! "" ') == []


def test_a_quotation_mark_that_never_closes_still_makes_a_phrase():
    assert query_phrases('pier "old town') == [["pier"], ["old", "town"]]


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)
