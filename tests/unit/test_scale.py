"""Rating scales and policies as data."""

import json
from dataclasses import replace

import pytest

from claims import policy as policies
from claims import scale as scales
from claims.errors import InputError
from claims.policy import DEFAULT, Policy
from claims.vocab import Rating, Role

PRESETS = list(scales.presets().values())


def test_every_desk_has_four_scales_and_begins_with_the_first():
    assert [scale.name for scale in PRESETS] == ["standard-5", "averitec-4", "politifact-6", "seven-step"]
    assert [len(scale.codes) for scale in PRESETS] == [5, 4, 6, 7]
    assert scales.standard() is PRESETS[0]


def test_the_standard_scale_is_the_ratings_of_the_vocabulary_in_their_order():
    assert [one.code for one in scales.standard().codes] == list(Rating)
    assert all(one.means == one.code for one in scales.standard().codes)


@pytest.mark.parametrize("scale", PRESETS, ids=lambda scale: scale.name)
def test_no_two_ratings_of_a_scale_look_or_read_alike(scale):
    for told in ("code", "glyph"):
        assert len({getattr(one, told) for one in scale.codes}) == len(scale.codes)
    assert len({(one.pattern, one.colours) for one in scale.codes}) == len(scale.codes)
    for language in ("en", "ko"):
        words = [one.labels[language] for one in scale.codes]
        assert len(set(words)) == len(words)
        assert all(word.strip() == word != "" for word in words)


@pytest.mark.parametrize("scale", PRESETS, ids=lambda scale: scale.name)
def test_numbers_fall_from_supported_to_refuted_and_not_enough_evidence_has_none(scale):
    def of(means):
        return [one.number for one in scale.codes if one.means is means]

    assert of(Rating.NOT_ENOUGH_EVIDENCE) in ([], [None])
    between = of(Rating.CONFLICTING) + of(Rating.MISSING_CONTEXT)
    assert min(of(Rating.SUPPORTED)) > max(between) >= min(between) > max(of(Rating.REFUTED))
    assert scale.bounds == (min(of(Rating.REFUTED)), max(of(Rating.SUPPORTED)))


@pytest.mark.parametrize("scale", PRESETS, ids=lambda scale: scale.name)
def test_a_scale_reads_back_from_json_as_it_was(scale):
    assert scales.scale_from(json.loads(json.dumps(scales.values_of(scale)))) == scale


def test_a_rating_that_is_not_on_the_scale_is_refused():
    with pytest.raises(InputError, match="choose one of these"):
        scales.standard().code("true")


def test_a_label_that_a_language_lacks_is_the_english_one():
    code = scales.standard().codes[0]
    assert (code.label("ko"), code.label("fr"), code.label()) == ("사실", "Supported", "Supported")


def test_a_policy_reads_back_from_json_as_it_was():
    policy = Policy(3, "averitec-4", 1, 2, 2, 40, True, True, 2, Role.ADMIN, True)
    assert policies.policy_from(3, json.loads(json.dumps(policies.values_of(policy)))) == policy


def test_what_a_policy_does_not_name_is_as_it_is_by_default():
    assert policies.policy_from(2, {"approvals": 2, "unknown": 1}) == replace(DEFAULT, version=2, approvals=2)


def test_a_signature_is_bound_only_to_what_was_chosen():
    assert policies.basis_of(replace(DEFAULT, version=9)) == {}
    assert policies.basis_of(replace(DEFAULT, origins=2, scale="seven-step")) == {"origins": 2}
