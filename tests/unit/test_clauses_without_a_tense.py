"""Clauses that have a subject and no tense: what they say as a claim, and what is left of the sentence."""

import pytest

from claims.split.cutting.build import propositions
from claims.split.cutting.pieces import line
from claims.split.cutting.places import cuts_in
from claims.split.sentences import parse


def cut_of(text, kind):
    sentence = next(next(iter(parse(text, [(0, len(text))])))[1].sents)
    cut = next((cut for cut in cuts_in(sentence) if cut.kind == kind), None)
    return [] if cut is None else [line(sentence.doc, c.pieces)[0] for c in propositions(sentence, [cut], [])]


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        (
            "The mill closed in May, with 40 people losing their jobs and leaving the town.",
            "gerund",
            ["The mill closed in May", "40 people lost their jobs and left the town"],
        ),
        (
            "The bridge fell, with the road being closed for a year.",
            "gerund",
            ["The bridge fell", "The road was closed for a year"],
        ),
        (
            "The firm sold the mill, its owner being ill.",
            "adverbial",
            ["The firm sold the mill", "Its owner was ill"],
        ),
        (
            "The dam fails after its gates being left open for a week.",
            "adverbial",
            ["The dam fails", "Its gates were left open for a week"],
        ),
        (
            "Moor won the race, the gap being two seconds.",
            "reduced",
            ["Moor won the race", "The gap was two seconds"],
        ),
    ],
)
def test_a_clause_with_a_subject_gets_the_tense_of_the_one_that_it_stands_beside(text, kind, expected):
    assert cut_of(text, kind) == expected


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The town dreamt of the pool being closed.", "gerund"),
        ("The town voted against the pool being closed.", "gerund"),
    ],
)
def test_behind_a_word_that_says_nothing_of_the_kind_it_is_no_claim(text, kind):
    assert cut_of(text, kind) == []


def test_whom_is_no_subject():
    assert cut_of("The town was poor, with her losing the vote.", "gerund") == []


@pytest.mark.parametrize(
    ("text", "second"),
    [
        (
            "Bo was also the first guard of the band, but quit before the band made a record.",
            "Bo quit before the band made a record",
        ),
        ("The gates are checked each year and require new paint.", "The gates require new paint"),
    ],
)
def test_a_second_verb_that_looks_like_a_bare_form_is_read_in_the_tense_of_the_first(text, second):
    assert second in cut_of(text, "predicate")


def test_what_stands_before_the_first_of_two_verbs_is_not_said_again_with_the_second():
    text = "It was a time where the mood of the town changed and was set on peace."
    assert "The mood of the town was set on peace" in cut_of(text, "predicate")
