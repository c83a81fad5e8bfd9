"""Numbers in English text. The sentences are written for these tests."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.split.quantities import find_numbers, find_quantities
from claims.split.quantities.units import _tables
from claims.split.quantities.values import decimal_string, read_numeral
from claims.vocab import QuantityKind as Kind


def only(text, **options):
    """The one quantity of a text."""
    found = find_quantities(text, **options)
    assert len(found) == 1, found
    return found[0]


def values(text):
    return [quantity.value for quantity in find_quantities(text)]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("10,000", "10000"),
        ("1 234 567.5", "1234567.5"),
        ("10\u202f000", "10000"),
        ("12.50", "12.5"),
        (".75", "0.75"),
        ("-7", "-7"),
        ("−7", "-7"),
        ("minus seven", "-7"),
        ("forty-two", "42"),
        ("a hundred", "100"),
        ("two hundred and six", "206"),
        ("three hundred and four thousand", "304000"),
        ("2.5 million", "2500000"),
        ("2 million 300 thousand", "2300000"),
        ("10k", "10000"),
        ("3 lakh", "300000"),
        ("a dozen", "12"),
        ("half a dozen", "6"),
        ("three dozen", "36"),
        ("two and a half", "2.5"),
        ("two and a half million", "2500000"),
        ("one million and a quarter", "1250000"),
        ("3 1/2", "3.5"),
        ("1½", "1.5"),
        ("two point five million", "2500000"),
        ("six point nought seven", "6.07"),
        ("4e3", "4000"),
        ("2.5x10^-3", "0.0025"),
        ("twice", "2"),
    ],
)
def test_a_number_is_read_as_it_is_said(words, value):
    found = only(f"There were {words} of them.")
    assert (found.words, found.kind, found.value) == (words, Kind.NUMBER, value)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("half", "0.5"),
        ("a third", "0.333333333333333"),
        ("two thirds", "0.666666666666667"),
        ("three-quarters", "0.75"),
        ("3/4", "0.75"),
        ("¾", "0.75"),
        ("one in five", "0.2"),
        ("two out of three", "0.666666666666667"),
        ("seven hundredths", "0.07"),
        ("forty thirty-fifths", "1.14285714285714"),
        ("two hundred and thirty fifths", "46"),
    ],
)
def test_a_fraction_is_read_as_it_is_said(words, value):
    found = only(f"It was {words} of them.")
    assert (found.words, found.kind, found.value) == (words, Kind.FRACTION, value)


@pytest.mark.parametrize(
    ("text", "kind", "words", "value", "unit"),
    [
        ("the third game", Kind.ORDINAL, "third", "3", ""),
        ("a third game", Kind.ORDINAL, "third", "3", ""),
        ("the twenty-first game", Kind.ORDINAL, "twenty-first", "21", ""),
        ("the 30th game", Kind.ORDINAL, "30th", "30", ""),
        ("he is No. 3 now", Kind.RANK, "No. 3", "3", ""),
        ("he is number one", Kind.RANK, "number one", "1", ""),
        ("he is #5 now", Kind.RANK, "#5", "5", ""),
        ("up by 12.5 percent", Kind.PERCENTAGE, "12.5 percent", "12.5", "Percent"),
        ("up by 12%", Kind.PERCENTAGE, "12%", "12", "Percent"),
        ("up two percentage points", Kind.PERCENTAGE, "two percentage points", "2", "Percentage point"),
        ("for $1.2 billion", Kind.CURRENCY, "$1.2 billion", "1200000000", "Dollar"),
        ("for $5m", Kind.CURRENCY, "$5m", "5000000", "Dollar"),
        ("for -$5", Kind.CURRENCY, "-$5", "-5", "Dollar"),
        ("for 84 million crowns", Kind.CURRENCY, "84 million crowns", "84000000", "Crown"),
        ("for US$20", Kind.CURRENCY, "US$20", "20", "United States dollar"),
        ("for EUR 20", Kind.CURRENCY, "EUR 20", "20", "Euro"),
        ("for 20 MEUR", Kind.CURRENCY, "20 MEUR", "20000000", "Euro"),
        ("for 20 USD million", Kind.CURRENCY, "20 USD million", "20000000", "United States dollar"),
        ("for 3 dollars and 20 cents", Kind.CURRENCY, "3 dollars and 20 cents", "3.2", "Dollar"),
        ("for tens of thousands of euros", Kind.CURRENCY, "tens of thousands of euros", "10000", "Euro"),
        ("for 5,000 won", Kind.CURRENCY, "5,000 won", "5000", "South Korean won"),
        ("fined 50 pounds", Kind.CURRENCY, "50 pounds", "50", "Pound"),
        ("50 pounds of rice", Kind.DIMENSION, "50 pounds", "50", "Pound"),
        ("ran 5 km", Kind.DIMENSION, "5 km", "5", "Kilometer"),
        ("a 12-inch pipe", Kind.DIMENSION, "12-inch", "12", "Inch"),
        ("half a mile", Kind.DIMENSION, "half a mile", "0.5", "Mile"),
        ("at 60 miles an hour", Kind.DIMENSION, "60 miles an hour", "60", "Mile per hour"),
        ("over there 8 m² of it", Kind.DIMENSION, "8 m²", "8", "Square meter"),
        ("holds 8 MB", Kind.DIMENSION, "8 MB", "8", "Megabyte"),
        ("holds 8 Mb", Kind.DIMENSION, "8 Mb", "8", "Megabit"),
        ("turned by 45 degrees", Kind.DIMENSION, "45 degrees", "45", "Degree"),
        ("for 10 years", Kind.DIMENSION, "10 years", "10", "Year"),
        ("a man aged 34", Kind.AGE, "34", "34", "Year"),
        ("a 34-year-old", Kind.AGE, "34-year-old", "34", "Year"),
        ("six months old", Kind.AGE, "six months old", "6", "Month"),
        ("aged six months", Kind.AGE, "six months", "6", "Month"),
        ("Ann Miller, 34, said so", Kind.AGE, "34", "34", "Year"),
        ("it was 20°C", Kind.TEMPERATURE, "20°C", "20", "C"),
        ("minus 5 degrees Fahrenheit", Kind.TEMPERATURE, "minus 5 degrees Fahrenheit", "-5", "F"),
        ("a temperature of 38C", Kind.TEMPERATURE, "38C", "38", "C"),
    ],
)
def test_a_number_has_its_unit(text, kind, words, value, unit):
    found = only(text)
    assert (found.kind, found.words, found.value, found.unit) == (kind, words, value, unit)


@pytest.mark.parametrize(
    ("text", "kind", "value", "upper", "unit"),
    [
        ("five to 30 cars", Kind.RANGE, "5", "30", ""),
        ("between five and 30 cars", Kind.RANGE, "5", "30", ""),
        ("between one hundred and two hundred cars", Kind.RANGE, "100", "200", ""),
        ("between five hundred and two thousand cars", Kind.RANGE, "500", "2000", ""),
        ("20–30 cars", Kind.RANGE, "20", "30", ""),
        ("six or seven cars", Kind.RANGE, "6", "7", ""),
        ("5 to 10 million cars", Kind.RANGE, "5000000", "10000000", ""),
        ("between $5 and $10 million", Kind.CURRENCY, "5000000", "10000000", "Dollar"),
        ("ranging from 5 to 10 percent", Kind.PERCENTAGE, "5", "10", "Percent"),
        ("children aged 5 to 11", Kind.AGE, "5", "11", "Year"),
    ],
)
def test_a_range_has_both_its_ends(text, kind, value, upper, unit):
    found = only(text)
    assert (found.kind, found.value, found.upper, found.unit) == (kind, value, upper, unit)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("rose from 5 percent to 10 percent", ["5", "10"]),
        ("won 2-3 at home", ["2", "3"]),
        ("a vote of five to four", ["5", "4"]),
        ("two million and three million", ["2000000", "3000000"]),
        ("1,2,3,4 and 5", ["1", "2", "3", "4", "5"]),
        ("15 dollars and 50 guests", ["15", "50"]),
        ("Almost a fifth this year", ["0.2"]),
        ("A fifth term", ["5"]),
        ("10 rmb 20 usd", ["10", "20"]),
    ],
)
def test_what_is_no_range_stays_apart(text, expected):
    assert values(text) == expected


@pytest.mark.parametrize(
    ("hedge", "approximate", "comparison"),
    [
        ("{}", False, ""),
        ("nearly {}", True, ""),
        ("about {}", True, ""),
        ("some {}", True, ""),
        ("{} or so", True, ""),
        ("more than {}", False, ">"),
        ("over {}", False, ">"),
        ("at least {}", False, ">="),
        ("{} or more", False, ">="),
        ("at least about {}", True, ">="),
        ("fewer than {}", False, "<"),
        ("under {}", False, "<"),
        ("up to {}", False, "<="),
        ("no more than {}", False, "<="),
    ],
)
@pytest.mark.parametrize("words", ["300", "$300", "three hundred", "40 percent", "5 to 10"])
def test_a_hedge_is_kept_beside_the_number(hedge, approximate, comparison, words):
    found = only(f"They saw {hedge.format(words)}.")
    assert (found.words, found.approximate, found.comparison) == (words, approximate, comparison)


@pytest.mark.parametrize("text", ["hundreds of cars", "several hundred cars", "a few hundred cars"])
def test_a_vague_number_is_the_least_it_can_mean(text):
    found = only(text)
    assert (found.value, found.approximate, found.comparison) == ("100", True, ">=")


@pytest.mark.parametrize(
    "text",
    [
        "in 2011", "since 1999", "between 2011 and 2015", "the 1990s", "the '90s", "the 2011-12 season",
        "on May 5", "on 5 May", "May 5-7", "on May 5, 2011", "the 5th of May", "on Jan. 3", "on the 5th.",
        "5/17/2018", "2018-05-17", "17.05.2018", "9/11", "nineteen eighty-four",
        "at 6 p.m.", "at 6pm", "at 10:30", "10 o'clock", "at 1500 GMT",
        "COVID-19", "an F-16", "flight 370", "version 3.2.1", "192.168.1.2", "call 555-123-4567",
        "the 21st century", "the third quarter", "per second", "at first", "the first lady",
        "the one who left", "that one", "one of them", "one another", "half-time",
    ],
)  # fmt: skip
def test_a_number_that_only_names_is_no_quantity(text):
    assert find_quantities(f"It was {text}") == []


@pytest.mark.parametrize(("text", "value"), [("more than 2000 left", "2000"), ("2000 people", "2000")])
def test_a_number_that_looks_like_a_year_may_count(text, value):
    assert only(text).value == value


def test_raw_gives_every_number_by_itself():
    assert [q.value for q in find_quantities("from 2011 to 2015, 5 to 10 on May 3", raw=True)] == [
        "2011", "2015", "5", "10", "3",
    ]  # fmt: skip


def test_numbers_alone_leave_units_and_ordinals_out():
    assert [q.value for q in find_numbers("the third of 5 dollars, 7km, two")] == ["5", "2"]


def test_a_window_bounds_what_is_read():
    text = "five cars, six cars, seven cars"
    assert [(q.value, text[q.start : q.end]) for q in find_quantities(text, 10, 20)] == [("6", "six")]


def test_a_line_break_parts_two_numbers():
    assert values("twenty\nfive million") == ["20", "5000000"]


@pytest.mark.parametrize(
    "text",
    [
        "10² and m²",
        "٣٤ cars",
        "１２ cars",
        "9" * 9999,
        "1." * 999,
        "1e99",
        "9^99",
        "0/0 and 1/0",
        "1,2,3,4…",
        "½½½",
    ],
)
def test_odd_digits_do_no_harm(text):
    for quantity in find_quantities(text):
        assert text[quantity.start : quantity.end] == quantity.words
        assert "e" not in quantity.value.lower()


def test_digits_of_another_script_have_their_value():
    assert values("٣٤ cars and １２ cars") == ["34", "12"]


@pytest.mark.parametrize(("digits", "expected"), [("9" * 40, 10**40 - 1), ("9" * 41, None)])
def test_a_numeral_beyond_forty_digits_is_no_number(digits, expected):
    assert read_numeral(digits) == expected


def test_a_value_is_written_without_exponent():
    assert decimal_string(read_numeral("1e-20")) == "0.00000000000000000001"
    assert decimal_string(read_numeral("1e30")) == "1" + "0" * 30


def test_no_sign_of_a_unit_is_empty():
    tables = _tables()
    entries = [*tables.after.values(), *tables.before.values()]
    assert all(called.phrase for each in entries for called, _ in each)


_PIECES = st.sampled_from(
    """one two hundred thousand million and a half third thirds fifths point minus - – / . , 5 30 1,234 1.5 $
    € USD % percent km m " ' degrees C years old aged between to from or in out of over No # more than about
    up at least ½ ² May 2011 : pm dozen hundreds tens twenty - second zero 9999999 1e9 ^ x ٣""".split()
)
_TEXTS = st.one_of(st.text(), st.lists(_PIECES).map(" ".join), st.lists(_PIECES).map("".join))


@given(text=_TEXTS, raw=st.booleans())
def test_any_text_gives_ordered_drafts_that_match_it(text, raw):
    found = find_quantities(text, raw=raw)
    assert found == find_quantities(text, raw=raw)
    assert all(text[q.start : q.end] == q.words and q.words.strip() == q.words != "" for q in found)
    assert all(early.end <= late.start for early, late in pairwise(found))
    for quantity in found:
        assert float(quantity.value) <= float(quantity.upper or "inf")
    assert all(text[q.start : q.end] == q.words for q in find_numbers(text))


def test_no_one_is_no_rank():
    assert values("No one was hurt.") == []
