"""Which cuts are made: features with names, one cut of those that exclude each other, weights to read."""

import json
from dataclasses import replace

import pytest

from claims.split.cutting import choose, features
from claims.split.cutting.build import Cut, Proposition
from claims.split.cutting.lists import shares_in
from claims.split.cutting.pieces import own
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


def test_only_the_likeliest_places_are_weighed_together_in_their_own_order():
    assert choose.likeliest([1, 9, 2, 8, 3, 7, 4, 6, 5]) == [1, 3, 5, 6, 7, 8]


def test_only_so_many_places_are_cut_at_once():
    text = "Ada sang loudly, Bo ran home, Cy swam far, Di ate well, Ed slept long and Flo left."
    many = next(next(iter(parse(text, [(0, len(text))])))[1].sents)
    by_slot = {choose.slot(cut): cut for cut in cuts_in(many)}
    assert len(by_slot) > choose.MOST_CUTS
    assert max(len(each.places) for each in choose.choices(many, list(by_slot.values()))) == choose.MOST_CUTS


def test_a_choice_that_says_again_what_one_with_fewer_places_says_is_none(sentence):
    cut = next(cut for cut in cuts_in(sentence) if cut.removed)
    found = [each.places for each in choose.choices(sentence, [cut, replace(cut, kind="twin")])]
    assert (0,) in found
    assert (1,) not in found


def test_cuts_at_two_words_go_together_and_two_ways_to_cut_at_one_do_not(sentence):
    one, also, other = (
        Cut(kind, sentence[at], frozenset(), ()) for kind, at in (("a", 1), ("a_also", 1), ("a", 2))
    )
    assert choose.slot(one) == choose.slot(also) != choose.slot(other)


def test_a_choice_without_claims_is_told_as_the_sentence_itself(sentence):
    assert "choice claims:1" in choose.Choice((), ()).told(sentence)


def test_a_choice_is_told_by_its_shortest_and_its_longest_claim(sentence):
    told = features.of_choice(sentence, [2, 9, 4, 4, 4, 4, 4])
    assert {"choice claims:6", "choice least:<=2", "choice most:<=9"} <= set(told)


def a_claim(sentence, *words, kind="main"):
    return Proposition(tuple(own(sentence[at]) for at in words), sentence.root, kind=kind)


def test_a_claim_is_told_by_its_words_its_order_and_whether_it_is_what_is_left(sentence):
    told = features.of_claim(a_claim(sentence, *range(len(sentence) - 1)))
    assert {"claim left-size:<=22", "claim holds:and", "claim main-ordered:True", "claim lent:False"} <= set(
        told
    )
    part = features.of_claim(a_claim(sentence, 8, 7, kind="clause"))
    assert "claim part-size:<=2" in part
    assert "claim clause-ordered:False" in part


def test_a_word_that_opens_a_claim_is_told_only_if_it_is_of_a_closed_kind(sentence):
    named = features.of_claim(a_claim(sentence, 0, 1))
    joined = features.of_claim(a_claim(sentence, 10, 11))
    assert not [name for name in named if "opens:" in name or "closes:" in name]
    assert {"claim opens:and", "claim closes:the"} <= set(joined)
    assert "claim holds:and" not in joined
