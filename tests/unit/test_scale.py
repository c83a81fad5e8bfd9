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


def rows_of(scale, **changed):
    """The ratings of a scale by their rows, the second changed."""
    rows = dict(enumerate(scale.codes, start=1))
    return rows | {2: replace(rows[2], **changed)}


@pytest.mark.parametrize("scale", PRESETS, ids=lambda scale: scale.name)
def test_every_scale_that_the_desk_comes_with_passes_its_own_test(scale):
    scales.check_codes(rows_of(scale))


LIGHT_GREY = scales.Colours("#8f8f8f", "#ffffff", "#ff7f66", "#4a1d16")
FADED = scales.Colours("#a3122a", "#fbe1df", "#ff7f66", "#6a6a6a")
DARK_TINT = scales.Colours("#ffffff", "#14171a", "#ff7f66", "#4a1d16")
NO_COLOUR = scales.Colours("#a3122a", "red", "#ff7f66", "#4a1d16")
FIRST = scales.standard().codes[0]


@pytest.mark.parametrize(
    ("changed", "field", "said"),
    [
        ({"code": ""}, "code-2", "small letters"),
        ({"code": "Half True"}, "code-2", "small letters"),
        ({"code": 'x"}'}, "code-2", "small letters"),
        ({"code": "supported"}, "code-2", "another rating has this"),
        ({"labels": {"en": "No"}}, "ko-2", "a rating has a word here"),
        ({"labels": {"en": " ", "ko": "x"}}, "en-2", "a rating has a word here"),
        ({"labels": {"en": "x" * 61, "ko": "x"}}, "en-2", "at most 60"),
        ({"labels": {"en": "SUPPORTED", "ko": "x"}}, "en-2", "another rating has this"),
        ({"glyph": ""}, "glyph-2", "one character"),
        ({"glyph": "ab"}, "glyph-2", "one character"),
        ({"glyph": "\u200b"}, "glyph-2", "one character"),
        ({"glyph": " "}, "glyph-2", "one character"),
        ({"glyph": "✓"}, "glyph-2", "another rating has this"),
        ({"number": 0}, "number-2", "1 to 99"),
        ({"number": 100}, "number-2", "1 to 99"),
        ({"colours": NO_COLOUR}, "light_tint-2", "a colour is"),
        ({"colours": LIGHT_GREY}, "light-2", "contrast"),
        ({"colours": FADED}, "dark-2", "contrast"),
        ({"colours": DARK_TINT}, "light-2", "contrast 1.00"),
        ({"pattern": FIRST.pattern, "colours": FIRST.colours}, "pattern-2", "another rating has this"),
    ],
)
def test_a_rating_that_cannot_be_read_or_told_apart_is_refused(changed, field, said):
    with pytest.raises(InputError, match=said) as refused:
        scales.check_codes(rows_of(scales.standard(), **changed))
    assert refused.value.field == field


def test_a_tint_on_which_the_article_cannot_be_read_is_refused():
    colours = scales.Colours("#ffffff", "#333333", "#ff7f66", "#4a1d16")
    found = dict(scales._colour_faults(colours))
    assert "the article cannot be read" in found["light_tint"]


@pytest.mark.parametrize("glyph", ["★", "👩🏽‍🚀", "é", "글", "e\u0301", "🇰🇷"])
def test_a_sign_is_one_character_as_a_reader_sees_it(glyph):
    scales.check_codes(rows_of(scales.standard(), glyph=glyph))


@pytest.mark.parametrize("many", [0, 1, 10])
def test_a_scale_has_two_to_nine_ratings(many):
    rows = {at: replace(FIRST, code=f"c{at}", glyph=chr(65 + at)) for at in range(many)}
    with pytest.raises(InputError, match=f"2 to 9 ratings; this has {many}"):
        scales.check_codes(rows)


def test_numbers_that_are_all_alike_would_have_no_best_and_no_worst():
    rows = {at: replace(one, number=3) for at, one in rows_of(scales.standard()).items()}
    with pytest.raises(InputError, match="that differ"):
        scales.check_codes(rows)
