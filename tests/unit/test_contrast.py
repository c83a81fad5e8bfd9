"""Contrast as WCAG counts it, and the same as the test of the stylesheet has it."""

import random

import pytest

from claims.contrast import TEXT, contrast, luminance
from claims.scale import GROUNDS, INK
from tests.unit import test_colours


def test_contrast_is_counted_as_wcag_counts_it():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)
    assert contrast("#1a1d21", "#1a1d21") == 1
    assert (luminance("#000000"), luminance("#ffffff")) == (0, pytest.approx(1))


def test_it_is_the_contrast_that_the_stylesheet_is_held_to():
    dice = random.Random(6)
    for _ in range(200):
        one, other = (f"#{dice.randrange(1 << 24):06x}" for _ in range(2))
        assert contrast(one, other) == pytest.approx(test_colours.contrast(one, other))
    assert TEXT == test_colours.TEXT


def test_scales_are_held_to_the_grounds_that_the_stylesheet_has():
    for grounds, ink, tokens in zip(GROUNDS, INK, (test_colours.LIGHT, test_colours.DARK), strict=True):
        assert grounds == (tokens["page"], tokens["card"])
        assert ink == tokens["ink"]
