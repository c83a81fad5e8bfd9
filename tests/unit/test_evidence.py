"""Evidence: a quote is where it was marked or typed, or refused; origins are counted, not links."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.anchor import anchor_at, to_utf16
from claims.errors import AmbiguousError, AnchorError, InputError
from claims.evidence import MAX_QUOTE, count_origins, place
from claims.models.drafts import Selection

REPORT = "👩🏽‍🚀 The pier cost 12 million crowns.\nThe “old” pier cost 2 million."


def marked(words, text=REPORT, nth=0):
    """What a browser sends for the nth place of these words."""
    at = -1
    for _ in range(nth + 1):
        at = text.index(words, at + 1)
    return Selection(words, to_utf16(text, at), to_utf16(text, at + len(words))), anchor_at(
        text, at, at + len(words)
    )


@pytest.mark.parametrize("nth", [0, 1])
def test_marked_words_are_taken_from_the_place_that_was_marked(nth):
    selection, where = marked("pier cost", nth=nth)
    assert place(selection, REPORT) == where


def test_typed_words_are_sought_in_the_whole_text():
    assert place(Selection('the "old" pier'.replace("t", "T", 1)), REPORT).exact == "The “old” pier"


@pytest.mark.parametrize(("start", "end"), [(None, None), (0, None), (None, 5)])
def test_words_with_half_a_place_count_as_typed(start, end):
    assert place(Selection("12 million", start, end), REPORT).exact == "12 million"


def test_typed_words_that_stand_twice_are_refused():
    with pytest.raises(AmbiguousError):
        place(Selection("pier cost"), REPORT)


def test_typed_words_that_stand_nowhere_are_refused():
    with pytest.raises(AnchorError):
        place(Selection("The pier cost 13 million"), REPORT)


def test_a_mark_whose_words_stand_elsewhere_is_refused_and_never_moved():
    selection, _ = marked("12 million")
    with pytest.raises(AnchorError, match="other words"):
        place(Selection(selection.exact, (selection.start or 0) + 1, (selection.end or 0) + 1), REPORT)


@pytest.mark.parametrize(
    "selection", [Selection(""), Selection(" \n"), Selection("", 3, 3), Selection("", 9, 3)]
)
def test_an_empty_selection_is_refused(selection):
    with pytest.raises(InputError):
        place(selection, REPORT)


@pytest.mark.parametrize("typed", [True, False])
def test_the_longest_quote_has_two_thousand_characters(typed):
    text = "𝔸" * MAX_QUOTE + "b"
    for words, fits in [(text[:-1], True), (text, False)]:
        selection = Selection(words) if typed else marked(words, text)[0]
        if fits:
            assert place(selection, text).exact == words
        else:
            with pytest.raises(InputError, match="at most 2,000 characters") as refused:
                place(selection, text)
            assert refused.value.field == "quote"


def test_the_line_ends_of_a_form_do_not_make_a_quote_longer():
    text = "a\n" * (MAX_QUOTE // 2)
    posted = Selection(text.replace("\n", "\r\n"), 0, len(text))
    assert place(posted, text).exact == text


@pytest.mark.parametrize(
    ("sources", "origins"),
    [
        ([], 0),
        ([("s1", "")], 1),
        ([("s1", ""), ("s2", "")], 2),
        ([("s1", ""), ("s1", "")], 1),
        ([("s1", "wire"), ("s2", "wire"), ("s3", "wire"), ("s4", "wire")], 1),
        ([("s1", "wire"), ("s2", " Wire "), ("s3", "WIRE")], 1),
        ([("s1", "wire"), ("s2", "press office"), ("s3", "")], 3),
        ([("s1", " ")], 1),
        ([("s1", "Straße"), ("s2", "STRASSE")], 1),
    ],
)
def test_sources_of_one_group_are_one_origin(sources, origins):
    assert count_origins(sources) == origins


@given(
    st.lists(st.tuples(st.sampled_from("ABCD"), st.sampled_from(["", "wire", "office"])), max_size=9),
    st.data(),
)
def test_origins_do_not_depend_on_order_or_repetition(sources, data):
    shuffled = data.draw(st.permutations(sources + sources[:2]))
    assert count_origins(shuffled) == count_origins(sources)
    assert count_origins(sources) <= len(set(sources))
