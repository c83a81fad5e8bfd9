"""The queue in a person's own order: page by page, whatever comes and goes, nothing is left out."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.desk import own_order
from claims.errors import NotFoundError
from claims.models.claims import queue_key
from claims.store.queue import Cursor, Standing
from claims.triage import worth_of

WEIGHTS = {"number": 4.0, "opinion": 0.0}
LONG_AGO = datetime(2021, 4, 7, tzinfo=UTC)


@pytest.fixture(autouse=True)
def short(monkeypatch):
    """Stretches of seven, so that a few claims fill some of them."""
    monkeypatch.setattr(own_order, "STRETCH", 7)


def a_standing(number, score=0.5, reasons=(), priority=0, skipped_at=None):
    at = Cursor(queue_key(priority, skipped_at, score), number)
    return Standing(at, priority, skipped_at, score, reasons)


def a_scored(number, text, **more):
    worth = worth_of(text)
    kept = [{"name": why.name.value, "weight": why.weight, "words": why.words} for why in worth.reasons]
    return a_standing(number, worth.score, kept, **more)


def reading(standings):
    """Reads these as the store does."""

    def read(limit, after, before):
        place = lambda one: (one.at.key, one.at.id)  # noqa: E731  said once
        every = sorted(standings, key=place)
        if before:
            return [one for one in every if place(one) < (before.key, before.id)][-limit:]
        behind = [one for one in every if after is None or place(one) > (after.key, after.id)]
        return behind[:limit]

    return read


def weighed(number, numbers_weigh):
    """A claim whose own place differs from its place at the desk."""
    start, adds = {"name": "start", "weight": -1.0}, {"name": "number", "weight": numbers_weigh}
    return a_standing(number, numbers_weigh, [start, adds])


def walk(standings, size=3, weights=WEIGHTS):
    """All pages from the first on, by the way that leads on."""
    pages = [own_order.page(reading(standings), size, weights)]
    while pages[-1].after:
        pages.append(own_order.page(reading(standings), size, weights, after=pages[-1].after))
    return pages


CLAIMS = st.lists(st.integers(0, 9), max_size=40).map(
    lambda tenths: [weighed(number, tenth / 10) for number, tenth in enumerate(tenths, 1)]
)


@given(CLAIMS)
def test_going_on_from_page_to_page_shows_every_claim_once(standings):
    pages = walk(standings)
    assert sorted(key for page in pages for key in page.keys) == [one.at.id for one in standings]
    assert all(page.keys for page in pages) or not standings


@given(CLAIMS)
def test_going_back_shows_every_claim_once_too(standings):
    page = walk(standings)[-1]
    back = [*page.keys]
    while page.before:
        page = own_order.page(reading(standings), 3, WEIGHTS, before=page.before)
        back += page.keys
    assert sorted(back) == [one.at.id for one in standings]


@given(CLAIMS, st.sets(st.integers(1, 40)), st.integers(0, 12))
def test_claims_that_are_gone_meanwhile_take_no_other_with_them(standings, gone, turned):
    """Some pages are read, then claims are decided, by the reader or by others; then the rest is read."""
    pages = walk(standings)[: turned + 1]
    seen = [key for page in pages for key in page.keys]
    left = [one for one in standings if one.at.id not in gone]
    page = pages[-1]
    while page.after:
        page = own_order.page(reading(left), 3, WEIGHTS, after=page.after)
        seen += page.keys
    assert len(seen) == len(set(seen))
    assert set(seen) >= {one.at.id for one in left}


@given(CLAIMS, st.sets(st.integers(1, 40)))
def test_going_back_takes_none_with_it_either(standings, gone):
    page = walk(standings)[-1]
    seen = {*page.keys}
    left = [one for one in standings if one.at.id not in gone]
    while page.before:
        page = own_order.page(reading(left), 3, WEIGHTS, before=page.before)
        seen |= {*page.keys}
    assert seen >= {one.at.id for one in left}


def test_a_stretch_is_in_the_order_of_the_weights():
    plain = a_scored(1, "The council closed the old school of the village.")
    counted = a_scored(2, "The council spent 12 million crowns on 40 schools.")
    opinion = a_scored(3, "I think that the new bridge is ugly.")
    standings = [plain, counted, opinion]
    assert own_order.page(reading(standings), 9, {"number": 4.0}).keys[0] == 2
    every = {why["name"]: 0.0 for one in standings for why in one.reasons if why["name"] != "start"}
    assert own_order.page(reading(standings), 9, every).keys == [1, 2, 3]  # nothing counts, so the oldest
    assert own_order.page(reading(standings), 9, {**every, "opinion": 1.0}).keys == [1, 2, 3]
    assert own_order.page(reading(standings), 9, {**every, "number": 1.0}).keys == [2, 1, 3]
    at_the_desk = [one.at.id for one in sorted(standings, key=lambda one: one.at.key)]
    assert own_order.page(reading(standings), 9, {"number": 1.0}).keys == at_the_desk


def test_priority_and_skipping_come_before_any_weight():
    counted = "The council spent 12 million crowns on 40 schools."
    low, skipped = a_scored(1, counted, priority=-1), a_scored(2, counted, skipped_at=LONG_AGO)
    urgent, other = a_scored(3, "I like it.", priority=2), a_scored(4, "I like it.")
    found = own_order.page(reading([low, skipped, urgent, other]), 9, WEIGHTS)
    assert found.keys == [3, 4, 2, 1]


@pytest.mark.parametrize(
    "reasons",
    [
        [],
        [{"name": "any claim", "weight": 0.3, "words": ""}, {"name": "number", "weight": 0.2, "words": "9"}],
    ],
)
def test_a_claim_without_log_odds_keeps_its_score(reasons):
    assert own_order.worth_to(a_standing(1, 0.37, reasons), WEIGHTS) == 0.37


def test_a_reason_of_a_later_scorer_is_left_alone():
    reasons = [
        {"name": "start", "weight": 0.0},
        {"name": "moon", "weight": 9.0},
        {"name": "number", "weight": 0.0},
    ]
    assert own_order.worth_to(a_standing(1, 0.9, reasons), WEIGHTS) == 0.5


def test_after_other_weights_were_chosen_a_page_begins_its_stretch_anew():
    standings = [weighed(number, number / 50) for number in range(1, 20)]
    second = own_order.page(reading(standings), 3, WEIGHTS).after
    assert own_order.page(reading(standings), 3, {"number": 0.5}, after=second).keys == [
        *own_order.page(reading(standings), 3, {"number": 0.5}).keys
    ]


@pytest.mark.parametrize("text", [".", "...", "x.y.z.w", "0.1.2", f"{'0' * 29}-1.x.y.z", f".{'0' * 29}-1.."])
def test_a_place_that_is_none_is_not_found(text):
    with pytest.raises(NotFoundError):
        own_order.page(reading([]), 3, WEIGHTS, after=text)
