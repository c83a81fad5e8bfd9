"""Drift: what came and went between two captures, and whether a quote still stands there."""

import random
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.anchor import Change, anchor_at, drift, still_there

OLD = "Ferrow, 4 May\n\nThe council approved the bridge. It will cost 5 million crowns.\n\nRain fell."
TEXTS = st.lists(
    st.sampled_from(["a", "b", "the ", "\n", "é", "e\u0301", "👩🏽‍🚀", " ", "5", ". ", "가나"]), max_size=30
).map("".join)


def shown(old, new):
    return [
        (change.kind, old[slice(*change.old)], new[slice(*change.new)])
        for change in drift(old, new)
        if change.kind != "same"
    ]


@pytest.mark.parametrize(
    ("new", "changes"),
    [
        (OLD, []),
        (OLD.replace("5 million", "12 billion"), [("changed", "5 million", "12 billion")]),
        (OLD.replace("approved", "did not approve"), [("changed", "approved", "did not approve")]),
        (OLD.replace(" of", ""), []),
        (f"{OLD} More follows.", [("added", "", " More follows.")]),
        (OLD.replace("\n\nRain fell.", ""), [("removed", "\n\nRain fell.", "")]),
        ("", [("removed", OLD, "")]),
    ],
)
def test_the_words_that_came_and_went_are_shown(new, changes):
    assert shown(OLD, new) == changes


@given(TEXTS, TEXTS)
def test_the_stretches_tile_both_texts_and_same_is_the_same(old, new):
    changes = drift(old, new)
    assert "".join(old[slice(*change.old)] for change in changes) == old
    assert "".join(new[slice(*change.new)] for change in changes) == new
    for change in changes:
        there, here = old[slice(*change.old)], new[slice(*change.new)]
        assert (there == here) if change.kind == "same" else there != here
        assert bool(there) == (change.kind != "added")
        assert bool(here) == (change.kind != "removed")
    assert all(one.kind != other.kind for one, other in pairwise(changes))


def test_large_texts_are_compared_in_time():
    rng = random.Random(1)
    lines = [" ".join(rng.choices(["the", "of", "a", "bridge", "5"], k=40)) for _ in range(4_000)]
    other = [line if n % 3 else line.replace("5", "6") for n, line in enumerate(lines)]
    started = time.monotonic()
    assert drift("\n".join(lines), "\n".join(other))
    assert drift("the of " * 60_000, "of a " * 60_000) == [Change("changed", (0, 420_000), (0, 300_000))]
    old, new = (" ".join(rng.choices([f"w{n}" for n in range(300)], k=20_000)) for _ in range(2))
    assert drift(old, new) == [Change("changed", (0, len(old)), (0, len(new)))]
    assert drift("a\n" * 30_000, "a\nb\n" * 15_000)
    assert time.monotonic() - started < 90


def standing(words, new, text=OLD):
    at = text.index(words)
    return still_there(anchor_at(text, at, at + len(words)), new)


WORDS = "It will cost 5 million crowns."


@pytest.mark.parametrize(
    ("new", "state", "exact"),
    [
        (OLD, "located", WORDS),
        (f"Updated at noon. {OLD}", "located", WORDS),
        (OLD.replace("approved the bridge", "rejected the pier"), "moved", WORDS),
        (
            OLD.replace("5 million", "5\u00a0mil\u00adlion"),
            "moved",
            "It will cost 5\u00a0mil\u00adlion crowns.",
        ),
        (f"{OLD} He said: {WORDS}", "located", WORDS),
        (f"He said: {WORDS} She said: {WORDS}", "ambiguous", None),
        (f"{OLD}\n{OLD}", "ambiguous", None),
        (2 * OLD.replace("5 million", "5\u00a0million"), "ambiguous", None),
        (OLD.replace("5 million", "6 million"), "gone", None),
        ("", "gone", None),
    ],
)
def test_a_quote_is_located_moved_ambiguous_or_gone(new, state, exact):
    found = standing(WORDS, new)
    assert found.state == state
    assert (found.at.exact if found.at else None) == exact
    assert bool(found.places) == (state == "ambiguous")


def test_a_quote_that_ends_inside_a_word_is_moved_too():
    found = standing("will cost 5 mil", "This will cost 5 million.")
    assert (found.state, found.at.exact) == ("moved", "will cost 5 mil")


def test_what_comes_near_to_a_lost_quote_is_shown_and_not_taken():
    found = standing(WORDS, OLD.replace("5 million", "6 million"))
    assert found.at is None
    assert found.near[0].differences[0].kind == "number"


@given(TEXTS, st.data())
def test_in_the_same_text_a_quote_is_never_gone(text, data):
    if len(text) < 2:
        return
    a, b = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=2, unique=True)))
    try:
        anchor = anchor_at(text, a, b)
    except ValueError:
        return
    except Exception:  # noqa: BLE001 - a span inside a character
        return
    found = still_there(anchor, text)
    assert found.state in ("located", "ambiguous")
    assert found.at in (anchor, None)
