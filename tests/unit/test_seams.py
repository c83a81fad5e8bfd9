"""Seams: cuts at joining words and commas between two stretches with a verb, whatever the parse says."""

import pytest

from claims.split.cutting.places import cuts_in
from claims.split.cutting.seams import seams_in, stands_alone
from claims.split.sentences import parse


def sentence_of(text):
    return next(next(iter(parse(text, [(0, len(text))])))[1].sents)


def said(text, there=()):
    return {
        (cut.kind, cut.mark, " ".join(piece.text for piece in cut.pieces))
        for cut in seams_in(sentence_of(text), there)
    }


@pytest.mark.parametrize(
    ("text", "mark", "part"),
    [
        ("The pump failed so the town had no water.", "so", "the town had no water"),
        ("The pump failed, the town had no water.", ",", "the town had no water"),
        ("The pump failed, but the town had water.", "but", "the town had water"),
        ("The town had no water because the pump failed.", "because", "the pump failed"),
    ],
)
def test_what_stands_behind_a_joining_word_is_a_part(text, mark, part):
    assert ("seam", mark, part) in said(text)


def test_what_stands_between_a_first_joining_word_and_the_comma_is_a_part():
    text = "When the pump failed, the town had no water."
    assert ("seam_front", "when", "the pump failed") in said(text)


@pytest.mark.parametrize(
    "text", ["The town had salt and clean water.", "Ada and Bo left.", "The pump failed and stopped."]
)
def test_words_without_a_subject_and_a_verb_of_their_own_are_no_part(text):
    assert said(text) == set()


def test_a_cut_that_the_parse_gives_is_not_given_again():
    text = "The town had no water because the pump failed."
    there = cuts_in(sentence_of(text))
    assert any(cut.kind == "adverbial" for cut in there)
    assert said(text, there) == set()


@pytest.mark.parametrize(
    "text",
    [
        "The old pump and the town had no water.",
        "It failed so the town had no water.",
        "The pump failed so it leaked.",
        "The pump failed and in May the town had water.",
        "The pump failed, which the town had feared.",
        "The pump failed, quickly was mended.",
    ],
    ids=["no verb before", "too short before", "too short", "phrase first", "which", "no subject"],
)
def test_what_joins_no_two_clauses_is_no_seam(text):
    assert not [part for part in said(text) if part[0] == "seam"]


@pytest.mark.parametrize(
    "text",
    [
        "That the pump failed, the town knew well.",
        "The town had no water when the pump failed, the mayor said.",
        "When the pump failed the town had no water.",
        "When the pump failed, all of the town too.",
        "When in Leeds last May, the town had no water.",
    ],
    ids=["that", "later", "no comma", "no clause behind", "no clause before"],
)
def test_only_a_clause_that_opens_a_sentence_before_another_is_cut_off_its_front(text):
    assert not [part for part in said(text) if part[0] == "seam_front"]


def test_a_comma_with_a_joining_word_behind_it_is_one_seam():
    assert len(seams_in(sentence_of("The pump failed, but the town had water."), ())) == 1


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("The town was proud of a bridge, a road, and a song which rose to the top.", "a song which rose"),
        ("The pump failed and the man who lives here mended the pipe.", "the man who lives here mended"),
        ("The pump failed, some men when leaving the mill heard the noise.", "some men when leaving"),
    ],
)
def test_a_part_stands_alone_if_one_of_its_verbs_is_not_that_of_a_relative_clause(text, part):
    seams = {
        " ".join(piece.text for piece in cut.pieces): stands_alone(cut)
        for cut in seams_in(sentence_of(text), ())
    }
    alone = next(alone for words, alone in seams.items() if words.startswith(part))
    assert alone is not part.startswith("a song")
