"""Agreement is what was published for the examples of its author, and says nothing where nothing is known."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.agreement import TOO_FEW, about, agreement, confusion, interval, krippendorff

# Krippendorff (2011), Computing Krippendorff's Alpha-Reliability.

# Section A: two observers, ten units. 20 values, 14 zeros and 6 ones; units 1, 3, 6, 9 differ, so
# o01 = 4 and alpha = 1 - 19 * 4 / (14 * 6) = 0.095.
BINARY = list(zip([0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0], strict=True))
# Section B: two observers, twelve units. 24 values: a 4, b 6, c 6, d 6, e 2; units 1, 5, 12 differ, so 18
# values agree; alpha = (23 * 18 - 104) / (24 * 23 - 104) with 104 = 4*3 + 6*5 + 6*5 + 6*5 + 2*1: 0.692.
NOMINAL = list(zip("aabbdcccedda", "babbbccceddd", strict=True))
# Section C: four observers, twelve units, missing values; the last unit has one value and drops out.
# 40 values: 1 9, 2 13, 3 10, 4 5, 5 3. Disagreement within units, each over its values less one:
# unit 2: 4 values, 2 2 3 2 -> 6/3 = 2; unit 6: 1 2 3 4 -> 12/3 = 4; unit 8: 1 1 2 1 -> 6/3 = 2;
# unit 3: all 3, and so on; together 8. Among all: 1600 - (81+169+100+25+9) = 1216.
# alpha = 1 - 39 * 8 / 1216 = 0.743.
MISSING = [
    [value for value in unit if value != "."]
    for unit in zip("123321412...", "12332241 25.3".replace(" ", ""), ".33323422 51.".replace(" ", ""),
                    "12332441 251.".replace(" ", ""), strict=True)
]  # fmt: skip


@pytest.mark.parametrize(
    ("units", "published"),
    [(BINARY, 0.095), (NOMINAL, 0.692), (MISSING, 0.743)],
    ids=["binary", "nominal", "missing values"],
)
def test_alpha_is_what_was_published(units, published):
    assert krippendorff(units) == pytest.approx(published, abs=0.0005)


def test_full_agreement_is_one_and_steady_disagreement_below_zero():
    assert krippendorff([("a", "a"), ("b", "b")] * 6) == 1
    assert krippendorff([("a", "b"), ("b", "a")] * 6) < 0


@pytest.mark.parametrize("units", [[], [("a",), ("b",)], [("a", "a")] * 20])
def test_where_nothing_can_differ_there_is_no_alpha(units):
    assert krippendorff(units) is None


UNITS = st.lists(st.lists(st.sampled_from("abc"), max_size=4), max_size=12)


@given(UNITS, st.randoms())
def test_neither_the_order_of_claims_nor_of_people_matters(units, chance):
    shuffled = [chance.sample(unit, len(unit)) for unit in chance.sample(units, len(units))]
    one, other = krippendorff(units), krippendorff(shuffled)
    assert one == (pytest.approx(other) if other is not None else None)


@given(UNITS, st.sampled_from("abc"))
def test_a_claim_that_one_person_rated_changes_nothing(units, rating):
    assert krippendorff([*units, [rating]]) == krippendorff(units)


def test_under_ten_shared_claims_is_too_few():
    units = [("a", "b"), ("a", "a"), ("b", "b")] * 3
    few = agreement([*units, ("a",), ()])
    assert (few.shared, few.ratings, few.alpha, few.low) == (TOO_FEW - 1, 18, None, None)
    assert few.too_few
    enough = agreement([*units, ("a", "a")])
    assert not enough.too_few
    assert enough.alpha is not None


def test_an_interval_holds_its_alpha_and_is_the_same_each_time():
    found = agreement(NOMINAL * 5)
    assert (found.shared, found.ratings) == (60, 120)
    assert -1 <= found.low < found.alpha < found.high <= 1
    assert agreement(NOMINAL * 5) == found
    assert interval(NOMINAL * 5, seed=1) != interval(NOMINAL * 5, seed=2)


def test_more_claims_make_an_interval_narrower():
    few, many = agreement(NOMINAL), agreement(NOMINAL * 20)
    assert many.high - many.low < few.high - few.low


def test_all_alike_is_told_without_a_number():
    found = agreement([("a", "a")] * 12)
    assert (found.shared, found.alpha, found.too_few) == (12, None, False)


def test_one_rating_is_asked_about_alone():
    assert about([("a", "b"), ("c", "c")], "a") == [(True, False), (False, False)]
    assert about([("b", "b")], "a") == []


def test_a_pair_of_people_is_counted_by_what_each_gave():
    assert confusion([("a", "b"), ("a", "b"), ("b", "a")]) == {("a", "b"): 2, ("b", "a"): 1}
