"""What comes nearest to a quote is shown with its differences, and is never its place."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.anchor import Difference, nearest

TEXT = """Rain fell all day. The council of Ferrow did not approve the bridge on 4 May 2019, its clerk said.

The council of Marrow did not approve the bridge on 6 May 2019, its clerk said. The ferry closed in Jan-
uary and never opened again. Ada Lindqvist paid 12.5 million crowns for it."""


@pytest.mark.parametrize(
    ("quote", "exact", "differences"),
    [
        (
            "Ada Lindqvist paid 125 million crowns",
            "Ada Lindqvist paid 12.5 million crowns",
            [("number", "125", "12.5")],
        ),
        ("Ida Lindqvist paid 12.5 million", "Ada Lindqvist paid 12.5 million", [("name", "Ida", "Ada")]),
        (
            "closed in January and opened again",
            "closed in Jan-\nuary and never opened again",
            [("negation", "", "never")],
        ),
        ("The ferry shut in January", "The ferry closed in Jan-\nuary", [("word", "shut", "closed")]),
        (
            "Meanwhile Karl Lindqvist paid 12.5 million",
            "Ada Lindqvist paid 12.5 million",
            [("name", "Meanwhile Karl", "Ada")],
        ),
        ("rain fell all day", "Rain fell all day", []),
        ("Then rain fell all day", "Rain fell all day", [("name", "Then", "")]),
    ],
)
def test_a_quote_that_stands_nowhere_is_shown_what_is_nearest(quote, exact, differences):
    best = nearest(quote, TEXT)[0]
    assert best.at.exact == exact == TEXT[best.at.start : best.at.end]
    assert [(one.kind, one.quoted, one.there) for one in best.differences] == differences


def test_both_lookalikes_are_shown_and_neither_is_taken():
    found = nearest("The council of Barrow did not approve the bridge on 5 May 2019, its clerk said.", TEXT)
    assert [one.at.exact[:21] for one in found] == ["The council of Ferrow", "The council of Marrow"]
    assert found[0].differences == (Difference("name", "Barrow", "Ferrow"), Difference("number", "5", "4"))
    assert found[0].score == found[1].score < 1


def test_the_most_alike_comes_first():
    found = nearest("The council of Marrow did not approve the bridge on 7 May 2019", TEXT)
    assert [one.at.exact[:21] for one in found] == ["The council of Marrow", "The council of Ferrow"]
    assert len(nearest("The council of Marrow did not approve the bridge on 7 May 2019", TEXT, most=1)) == 1


@pytest.mark.parametrize("quote", ["", " ", "…", "A harbour in Spain", "the of and"])
def test_nothing_is_shown_where_nothing_is_near(quote):
    assert nearest(quote, TEXT) == ()
    assert nearest(quote, "") == ()


@given(st.text(max_size=80), st.text(max_size=200))
def test_whatever_is_shown_is_a_stretch_of_the_text(quote, text):
    for one in nearest(quote, text):
        assert text[one.at.start : one.at.end] == one.at.exact
        assert 0.6 <= one.score <= 1


def test_a_long_text_is_searched_in_time():
    started = time.monotonic()
    text = "".join(
        f"In {year} the council of place {year % 97} met again and left. " for year in range(10_000)
    )
    assert nearest("In 7000 the council of place 17 met twice and left.", text)
    assert time.monotonic() - started < 60
