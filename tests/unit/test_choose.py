"""Which cuts are made: features with names, one cut of those that exclude each other, weights to read."""

import json

import pytest

from claims.split.cutting import choose
from claims.split.cutting.lists import shares_in
from claims.split.cutting.places import cuts_in
from claims.split.sentences import parse

TEXT = "Ada Moor, a former judge, opened the pool and the library, and left after the mayor spoke."


@pytest.fixture(scope="module")
def sentence():
    return next(next(iter(parse(TEXT, [(0, len(TEXT))])))[1].sents)


def test_features_are_the_same_each_time_and_each_says_what_it_is_about(sentence):
    cuts = cuts_in(sentence)
    assert cuts
    for place in (*cuts, *shares_in(sentence)):
        told = choose.features(sentence, place, cuts)
        assert told == choose.features(sentence, place, cuts)
        assert told[:2] == ["bias", place.kind]
        assert all(choose.group(name) for name in told[2:])


@pytest.mark.parametrize("name", ["size:<=4", "relative size:<=4"])
def test_a_feature_is_about_what_stands_before_its_colon(name):
    assert choose.group(name) == "size"


def test_of_two_cuts_that_exclude_each_other_only_one_is_made(sentence):
    cuts = cuts_in(sentence)
    slots = [choose.slot(cut) for cut in cuts]
    assert len(set(slots)) < len(slots)
    made, _ = choose.chosen_by(sentence, cuts, [], {"bias": 5.0})
    assert sorted(map(choose.slot, made)) == sorted(set(slots))


def test_a_profile_may_lean_to_finer_cuts(sentence):
    cuts, shares = cuts_in(sentence), shares_in(sentence)
    none = choose.chosen(sentence, cuts, shares, choose.Profile("desse", -99.0))
    most = choose.chosen(sentence, cuts, shares, choose.Profile("desse", 99.0))
    assert none == ([], [])
    assert len(most[0]) == len(set(map(choose.slot, cuts)))


def test_a_profile_that_is_not_there_is_refused_by_name(sentence):
    with pytest.raises(ValueError, match="no profile 'essays'; there are desse, hsplit, wikisplit"):
        choose.chosen(sentence, [], [], "essays")


def test_the_weights_are_sorted_rounded_and_none_is_next_to_nothing():
    written = choose._WEIGHTS.read_text(encoding="utf-8")
    models = json.loads(written)
    assert json.dumps(models, ensure_ascii=False, indent=0, sort_keys=True) + "\n" == written
    values = [weight for model in models.values() for weight in model.values()]
    assert all(abs(weight) >= 0.03 and round(weight, 2) == weight for weight in values)


def test_the_weights_are_of_features_that_there_are(sentence):
    cuts = cuts_in(sentence)
    told = [name for p in (*cuts, *shares_in(sentence)) for name in choose.features(sentence, p, cuts)]
    groups = {choose.group(name) for name in told} | {"entity", "quoted", "headlemma"}
    named = {choose.group(name) for model in choose.weights().values() for name in model}
    assert named <= groups
