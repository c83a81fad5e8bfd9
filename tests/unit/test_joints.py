"""A plain wording: a claim without the words that only join it to what was said before."""

import pytest

from claims.split.cutting.joints import plainly
from claims.split.cutting.pieces import line, own
from claims.split.sentences import parse


def plain(text):
    doc = next(iter(parse(text, [(0, len(text))])))[1]
    return line(doc, plainly(doc, [own(token) for token in doc if token.text != "."]))[0]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("But the pool closed early.", "The pool closed early"),
        ("However, the mayor vetoed the plan.", "The mayor vetoed the plan"),
        ("And then the dam broke.", "The dam broke"),
        ("The dam also broke.", "The dam broke"),
        ("So the town bought the mill.", "The town bought the mill"),
    ],
)
def test_a_word_that_only_joins_is_left_out(text, wanted):
    assert plain(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "So many divers came that the pier sank",
        "The dam not only leaked but also broke",
        "The mayor and the clerk then left",
        "Then it sank",
    ],
)
def test_a_word_that_says_something_stays(text):
    assert plain(text) == text
