"""Which cuts are made: features with names, one cut of those that exclude each other, weights to read."""

import json

import pytest

from claims.split.cutting import choose, features
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
        told = features.of_place(sentence, place, cuts)
        assert told == features.of_place(sentence, place, cuts)
        assert told[:2] == ["bias", place.kind]
        assert all(features.group(name) for name in told[2:])


@pytest.mark.parametrize("name", ["size:<=4", "relative size:<=4"])
def test_a_feature_is_about_what_stands_before_its_colon(name):
    assert features.group(name) == "size"


def test_of_two_cuts_that_exclude_each_other_only_one_is_made(sentence):
    cuts = cuts_in(sentence)
    slots = [choose.slot(cut) for cut in cuts]
    assert len(set(slots)) < len(slots)
    made, _ = choose.chosen_by(sentence, cuts, [], {"bias": 5.0} | {cut.kind: 0.0 for cut in cuts})
    assert len(made) == len(set(map(choose.slot, made))) > 1


def test_no_two_choices_say_the_same(sentence):
    places = [*cuts_in(sentence), *shares_in(sentence)][: choose.MOST_PLACES]
    found = list(choose.choices(sentence, places))
    said = [sorted([piece.text for piece in claim.pieces] for claim in each.claims) for each in found]
    assert len(found) > 2
    assert all(said.count(claims) == 1 for claims in said)
    assert found[0].places == ()


def test_the_claims_of_a_choice_are_weighed_beside_its_places(sentence):
    cuts = cuts_in(sentence)
    kinds = {cut.kind: 0.5 for cut in cuts}
    assert choose.chosen_by(sentence, cuts, [], kinds)[0]
    assert choose.chosen_by(sentence, cuts, [], kinds | {"choice claims:1": 99.0})[0] == []


def test_a_kind_of_place_without_a_weight_is_never_cut(sentence):
    cuts = cuts_in(sentence)
    assert choose.chosen_by(sentence, cuts, [], {"bias": 5.0}) == ([], [])


def test_a_profile_may_lean_to_finer_cuts(sentence):
    cuts, shares = cuts_in(sentence), shares_in(sentence)
    none = choose.chosen(sentence, cuts, shares, choose.Profile("desse", -99.0))
    most = choose.chosen(sentence, cuts, shares, choose.Profile("desse", 99.0))
    assert none == ([], [])
    assert len([*most[0], *most[1]]) > 1


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
    told = [name for p in (*cuts, *shares_in(sentence)) for name in features.of_place(sentence, p, cuts)]
    told += [name for each in choose.choices(sentence, cuts[:3]) for name in each.told(sentence)]
    groups = {features.group(name).partition("-")[2] or features.group(name) for name in told}
    groups |= {"entity", "quoted", "headlemma", "opens", "closes", "holds", "parse"}
    of_weights = {features.group(name) for model in choose.weights().values() for name in model}
    named = {name.partition("-")[2] or name for name in of_weights}
    assert named <= groups
