"""The colours of the stylesheet, light and dark, can be told apart (WCAG 2.2: 1.4.3, 1.4.11)."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

CSS = (Path(__file__).parents[2] / "app" / "static" / "app.css").read_text(encoding="utf-8")
TOKEN = re.compile(r"--([a-z-]+):\s*light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)")
TEXT, CONTROL = 4.5, 3

_ROOT = re.findall(r":root\s*\{([^}]*)\}", CSS)[0]
LIGHT = {name: light for name, light, _ in TOKEN.findall(_ROOT)}
DARK = {name: dark for name, _, dark in TOKEN.findall(_ROOT)}
THEMES = pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
STATES = ("supported", "refuted", "conflicting", "missing", "unclear", "open", "good", "bad", "warn")
TINTS = tuple(f"{name}-tint" for name in STATES)
GROUNDS = ("page", "card")


def light_of(colour):
    """Relative luminance, as WCAG defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    """The contrast ratio of two colours, 1 to 21."""
    dark, light = sorted([light_of(one), light_of(other)])
    return (light + 0.05) / (dark + 0.05)


def mixed(colour, ground, opacity):
    """A colour that is seen through at this opacity."""
    pairs = [(int(colour[at : at + 2], 16), int(ground[at : at + 2], 16)) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(top * opacity + below * (1 - opacity)):02x}" for top, below in pairs)


def test_contrast_is_counted_as_wcag_counts_it():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)
    assert contrast("#1a1d21", "#1a1d21") == 1


def test_every_colour_has_a_light_and_a_dark_side():
    assert set(re.findall(r"--([a-z-]+):", _ROOT)) - {"ui", "serif"} == set(LIGHT) == set(DARK)


def test_a_person_can_choose_either_side():
    assert re.search(r':root\[data-theme="light"\] \{ color-scheme: light; \}', CSS)
    assert re.search(r':root\[data-theme="dark"\] \{ color-scheme: dark; \}', CSS)


def test_every_colour_that_is_used_is_a_token():
    rules = CSS.replace(_ROOT, "")
    bodies = " ".join(re.findall(r"\{([^{}]*)\}", rules))
    assert not re.findall(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl)a?\(", bodies)
    named = set(re.findall(r"var\(--([a-z-]+)\)", rules)) - {"ui", "serif"}
    assert named <= set(LIGHT)


def test_every_token_is_held_to_a_contrast_here():
    held = {
        "ink",
        "muted",
        "link",
        "on-primary",
        "primary",
        "control",
        "focus",
        "line",
        *GROUNDS,
        *STATES,
        *TINTS,
    }
    assert set(LIGHT) == held


@THEMES
@pytest.mark.parametrize("state", STATES)
def test_the_words_of_a_state_can_be_read_on_its_tint_and_on_the_page(tokens, state):
    for ground in (f"{state}-tint", *GROUNDS):
        assert contrast(tokens[state], tokens[ground]) >= TEXT, ground


@THEMES
@pytest.mark.parametrize("ground", [*GROUNDS, *TINTS])
def test_the_article_can_be_read_on_every_ground(tokens, ground):
    assert contrast(tokens["ink"], tokens[ground]) >= 7


@THEMES
@pytest.mark.parametrize("words", ["muted", "link"])
@pytest.mark.parametrize("ground", [*GROUNDS, "good-tint", "bad-tint", "warn-tint"])
def test_side_notes_and_links_can_be_read(tokens, words, ground):
    assert contrast(tokens[words], tokens[ground]) >= TEXT


@THEMES
def test_the_main_button_can_be_read_and_seen(tokens):
    assert contrast(tokens["on-primary"], tokens["primary"]) >= TEXT
    assert all(contrast(tokens["primary"], tokens[ground]) >= CONTROL for ground in GROUNDS)


@THEMES
@pytest.mark.parametrize("mark", ["control", "focus"])
@pytest.mark.parametrize("ground", GROUNDS)
def test_the_edges_of_controls_and_the_focus_ring_can_be_seen(tokens, mark, ground):
    assert contrast(tokens[mark], tokens[ground]) >= CONTROL


@THEMES
@pytest.mark.parametrize("ground", TINTS)
def test_the_focus_ring_can_be_seen_on_every_tint(tokens, ground):
    assert contrast(tokens["focus"], tokens[ground]) >= CONTROL


@THEMES
@pytest.mark.parametrize("state", STATES)
def test_the_line_under_a_mark_can_be_seen_on_its_tint(tokens, state):
    assert contrast(tokens[state], tokens[f"{state}-tint"]) >= CONTROL


@THEMES
def test_words_that_are_faded_can_still_be_read(tokens):
    # A button while its form is being sent is exempt, as inactive controls are (1.4.3).
    for selector, opacity in re.findall(r"([^{}]+)\{[^}]*\bopacity:\s*([0-9.]+)", CSS):
        if "htmx-request" not in selector:
            for words in ("ink", "muted", "link", *STATES):
                seen = mixed(tokens[words], tokens["page"], float(opacity))
                assert contrast(seen, tokens["page"]) >= TEXT, (selector.strip(), words)


@THEMES
def test_light_and_dark_are_not_mixed_up(tokens):
    dark_page = tokens is DARK
    assert (light_of(tokens["page"]) < light_of(tokens["ink"])) == dark_page
    for one, other in pairwise(GROUNDS):
        assert contrast(tokens[one], tokens[other]) < 1.2
