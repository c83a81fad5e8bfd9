"""How often may be fetched."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.fetch import Pace
from tests.fake_net import DAY

PACE = Pace()


def ago(*seconds: float):
    return [DAY - timedelta(seconds=one) for one in seconds]


@pytest.mark.parametrize(
    ("host", "wait"),
    [([], 0), ([0], 2), ([1.5], 0.5), ([2], 0), ([3_600], 0), ([9, 1, 5], 1), ([-10], 2)],
)
def test_a_host_is_asked_every_two_seconds(host, wait):
    assert PACE.wait(DAY, host=ago(*host), person=[]) == timedelta(seconds=wait)


@pytest.mark.parametrize(
    ("person", "wait"),
    [
        ([], 0),
        ([60] * 29, 0),
        ([60] * 30, 3_540),
        ([60] * 29 + [3_599], 1),
        ([60] * 29 + [3_600], 0),
        ([60] * 29 + [3_599] * 9, 3_540 - 3_540 + 1),
        ([60] * 31, 3_540),
        ([*range(100, 131)], 3_600 - 129),
        ([-10] * 30, 3_600),
    ],
)
def test_a_person_has_thirty_an_hour(person, wait):
    assert PACE.wait(DAY, host=[], person=ago(*person)) == timedelta(seconds=wait)


def test_the_longer_wait_counts():
    assert PACE.wait(DAY, host=ago(1), person=ago(*[3_599.5] * 30)) == timedelta(seconds=1)
    assert PACE.wait(DAY, host=ago(1.75), person=ago(*[3_599.5] * 30)) == timedelta(seconds=0.5)


def test_an_hour_without_any_lets_nobody_in():
    assert Pace(an_hour=0).wait(DAY, host=[], person=[]) > timedelta(0)


@given(st.lists(st.floats(-100, 7_200), max_size=80))
def test_who_waits_as_told_may_start(times):
    wait = PACE.wait(DAY, host=ago(*times), person=ago(*times))
    assert timedelta(0) <= wait <= timedelta(hours=1)
    kept = [min(time, DAY) for time in ago(*times)]
    assert PACE.wait(DAY + wait, host=kept, person=kept) == timedelta(0)
