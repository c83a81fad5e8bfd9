"""Dates in news text: found, resolved against the day of publication, and said in words."""

import datetime as dt
import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.models.analysis import DateDraft
from claims.split.dates import days, find_dates, in_words
from claims.split.dates.holidays import holiday_on
from claims.split.dates.when import How
from claims.vocab import DatePrecision

WEDNESDAY = dt.date(2021, 4, 7)


def dates_in(text, published=WEDNESDAY):
    return [(one.words, one.first, one.last) for one in find_dates(text, published)]


def only(text, published=WEDNESDAY):
    found = find_dates(text, published)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "words", "first", "last"),
    [
        ("The mayor resigned on Tuesday.", "Tuesday", "2021-04-06", "2021-04-06"),
        ("He met her on Wednesday.", "Wednesday", "2021-04-07", "2021-04-07"),
        ("Sales fell in January.", "January", "2021-01", "2021-01"),
        ("She has led it since 2011.", "since 2011", "2011", ""),
        ("The ban stays until March.", "until March", "", "2022-03"),
        ("It began in early 2020.", "early 2020", "2020", "2020"),
        ("Prices rose in the 1990s.", "1990s", "199", "199"),
        ("Prices rose in the '90s.", "90s", "199", "199"),
        ("a bridge of the 19th century", "19th century", "18", "18"),
        ("a nineteenth-century bridge", "nineteenth-century", "18", "18"),
        ("It closed last year.", "last year", "2020", "2020"),
        ("It opens this month.", "this month", "2021-04", "2021-04"),
        ("It closed three days ago.", "three days ago", "2021-04-04", "2021-04-04"),
        ("It closed on April 7.", "April 7", "2021-04-07", "2021-04-07"),
        ("It closed on 7 April 2021.", "7 April 2021", "2021-04-07", "2021-04-07"),
        ("updated 2021-04-07", "2021-04-07", "2021-04-07", "2021-04-07"),
        ("updated 2021. 4. 7.", "2021. 4. 7.", "2021-04-07", "2021-04-07"),
        ("the storm of Sept. 11", "Sept. 11", "2020-09-11", "2020-09-11"),
        ("between 2013 and 2017", "between 2013 and 2017", "2013", "2017"),
        ("from 1977 to 1981", "from 1977 to 1981", "1977", "1981"),
        ("the 2013–14 budget", "2013–14", "2013", "2014"),
        ("the 1976 nomination", "1976", "1976", "1976"),
        ("posted at 18:13", "18:13", "T18:13", "T18:13"),
        ("the summer of 2019", "summer of 2019", "2019-06", "2019-08"),
        ("We met at Christmas.", "Christmas", "2020-12-25", "2020-12-25"),
        ("It began at 2 p.m. Tuesday.", "2 p.m. Tuesday", "2021-04-06T14:00", "2021-04-06T14:00"),
        ("He came last night.", "last night", "2021-04-06", "2021-04-06"),
        ("over the weekend", "the weekend", "2021-04-03", "2021-04-04"),
        ("in the week of April 5", "the week of April 5", "2021-W14", "2021-W14"),
        ("in the third quarter of 2020", "third quarter of 2020", "2020-07", "2020-09"),
        ("the first Monday of May 2020", "first Monday of May 2020", "2020-05-04", "2020-05-04"),
        ("two days after April 2, 2020", "two days after April 2, 2020", "2020-04-04", "2020-04-04"),
        (
            "the second of June nineteen eighty-six",
            "second of June nineteen eighty-six",
            "1986-06-02",
            "1986-06-02",
        ),
        ("7-8 April 2020", "7-8 April 2020", "2020-04-07", "2020-04-08"),
        ("the temple of 490 BC", "490 BC", "-0489", "-0489"),
        ("after 2016", "after 2016", "2017", ""),
        ("before 2016", "before 2016", "", "2015"),
        ("2013 – present", "2013 – present", "2013", ""),
        ("It took three days.", "three days", "P3D", "P3D"),
        ("during World War II", "World War II", "1939-09-01", "1945-09-02"),
        ("since 9/11", "since 9/11", "2001-09-11", ""),
    ],
)
def test_a_date_is_found_and_resolved(text, words, first, last):
    found = only(text)
    assert (found.words, found.first, found.last) == (words, first, last)
    assert found.rule in list(How)


@pytest.mark.parametrize(
    "text",
    [
        "2000 people came",
        "it cost 1,984 dollars",
        "regulation No. 2011",
        "a crowd of 2000",
        "she won 2-1 after 3:2",
        "it may rain",
        "they march for peace",
        "the second of five",
        "a 12-year-old boy in her twenties",
        "Windows 2000",
        "page 2013",
        "the Sunday Times",
        "every Sunday",
        "a daily paper",
        "he sat in the sun",
        "a score of 4/7",
        "They had a Merry Christmas party",
    ],
)
def test_what_is_no_date_is_left_alone(text):
    assert dates_in(text) == []


@pytest.mark.parametrize(
    ("text", "first", "rule"),
    [
        ("The vote on Friday will decide it.", "2021-04-09", How.NEXT_ONE),
        ("They will vote on Friday.", "2021-04-09", How.NEXT_ONE),
        ("They will vote, she said on Friday.", "2021-04-02", How.LAST_ONE),
        ("The vote was on Friday.", "2021-04-02", How.LAST_ONE),
        ("They voted last Friday.", "2021-04-02", How.FROM_PUBLICATION),
        ("They vote next Tuesday.", "2021-04-13", How.FROM_PUBLICATION),
        ("The law took effect in June.", "2020-06", How.LAST_ONE),
        ("The law will take effect in June.", "2021-06", How.NEXT_ONE),
        ("The clerks could walk out again in June.", "2021-06", How.NEXT_ONE),
        ("The figures help the case for a cut in June.", "2021-06", How.NEXT_ONE),
        ("The bridge fell on Friday, the third strike of its kind.", "2021-04-02", How.LAST_ONE),
        ("The fair of May 1.", "2021-05-01", How.NEAREST),
    ],
)
def test_the_rule_says_on_which_side_of_publication_a_date_was_taken(text, first, rule):
    found = only(text)
    assert (found.first, found.rule) == (first, rule)


@pytest.mark.parametrize(
    "text",
    [
        "on Tuesday",
        "in January",
        "on April 7",
        "last year",
        "three days ago",
        "the past three years",
        "at Christmas",
        "this weekend",
        "next Friday",
        "two weeks later",
    ],
)
def test_without_a_day_of_publication_nothing_relative_is_resolved(text):
    found = only(text, None)
    assert (found.first, found.last, found.rule) == ("", "", "")
    assert in_words(found) == ""


@pytest.mark.parametrize(
    "text", ["in recent years", "during Ramadan", "in fiscal 2020", "five days before the vote"]
)
def test_what_nobody_can_tell_is_found_and_not_resolved(text):
    assert only(text).rule == ""


@pytest.mark.parametrize(
    ("text", "last"),
    [
        (
            "On 3 March 2019 she left. Two weeks later she was back.",
            ("Two weeks later", "2019-03-17", "2019-03-17"),
        ),
        (
            "On 3 March 2019 she left. The following day he came.",
            ("The following day", "2019-03-04", "2019-03-04"),
        ),
        ("She left in 2016. He came a year later.", ("a year later", "2017", "2017")),
        ("She ruled from 1990 to 1995. He came the following year.", ("the following year", "1996", "1996")),
        (
            "On 3 March 2019 she left. That year, he came. Two days later he left.",
            ("Two days later", "2019-03-05", "2019-03-05"),
        ),
        ("She left on 3 May 1911 and died on 9 June.", ("9 June", "1911-06-09", "1911-06-09")),
        ("In 2019 she left. Two weeks later she was back.", ("Two weeks later", "", "")),
    ],
)
def test_a_date_can_be_told_from_the_one_before(text, last):
    assert dates_in(text)[-1] == last


def test_a_paragraph_does_not_lend_its_year_to_the_next():
    assert dates_in("It burnt on 3 May 1911.\nIt reopened on 30 March.")[-1][1] == "2021-03-30"


def test_an_order_of_day_and_month_that_nothing_settles_is_assumed_and_said_to_be():
    found = only("dated 4/7/2021")
    assert (found.first, found.rule, found.approximate) == ("2021-04-07", How.MONTH_FIRST, True)
    assert in_words(found) == ""


@pytest.mark.parametrize("text", ["13/5/2021", "5/13/2021", "13.5.2021", "13-05-2021"])
def test_a_number_over_twelve_settles_the_order(text):
    found = only(text)
    assert (found.first, found.rule, found.approximate) == ("2021-05-13", How.NAMED, False)


def test_a_part_of_a_year_has_its_ends_and_is_approximate():
    found = only("in late 2020")
    assert (found.first, found.last, found.approximate, found.rule) == ("2020", "2020", True, How.PART)


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("at 2 p.m. Tuesday", DatePrecision.TIME),
        ("on Tuesday", DatePrecision.DAY),
        ("last week", DatePrecision.WEEK),
        ("last month", DatePrecision.MONTH),
        ("in the first quarter of 2020", DatePrecision.QUARTER),
        ("in the spring of 2020", DatePrecision.SEASON),
        ("in 2020", DatePrecision.YEAR),
        ("in the 1980s", DatePrecision.DECADE),
        ("in the 18th century", DatePrecision.CENTURY),
        ("for three weeks", DatePrecision.DURATION),
    ],
)
def test_the_precision_is_that_of_the_words(text, precision):
    assert only(text).precision is precision


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("on Tuesday", "on 6 April 2021"),
        ("on Tuesday night", "on the night of 6 April 2021"),
        ("at 2 p.m. Tuesday", "at 14:00 on 6 April 2021"),
        ("last week", "in the week of 29 March 2021"),
        ("in January", "in January 2021"),
        ("last year", "in 2020"),
        ("since 2011", "since 2011"),
        ("since the end of 1989", "since the end of 1989"),
        ("until March", "until March 2022"),
        ("by 2050", "by 2050"),
        ("after 2016", "from 2017 on"),
        ("in early 2020", "in early 2020"),
        ("at the beginning of 2019", "at the beginning of 2019"),
        ("earlier this year", "earlier in 2021"),
        ("in the late 1980s", "in the late 1980s"),
        ("in the 21st century", "in the 21st century"),
        ("in the summer of 2019", "in the summer of 2019"),
        ("in the second quarter of 2020", "in the second quarter of 2020"),
        ("between 2013 and 2017", "from 2013 to 2017"),
        ("in two weeks' time", "around 21 April 2021"),
        ("in 490 BC", "in 490 BC"),
        ("in AD 60", "in AD 60"),
        ("at 18:13", "at 18:13"),
        ("for three days", ""),
    ],
)
def test_a_reader_gets_a_resolved_date_in_words(text, said):
    assert in_words(only(text)) == said


def test_only_the_asked_stretch_is_looked_at():
    text = "in 1990, since 2011, until 2015"
    start, end = text.index("2011"), text.index(", until")
    assert find_dates(text, WEDNESDAY, start, end) == [
        DateDraft(start, end, "2011", "2011", "2011", DatePrecision.YEAR, How.NAMED)
    ]


PIECES = """on the of in to and – - / : , . \n next last this since until early mid- end of first 3rd 21st
Monday Tuesday Sat. January May march Sept. 2021 1990s 12 7 5 31 2,000 99999999 half a an few days week month
years century quarter ago later before after yesterday today Christmas Easter p.m. 18:13 4/7/2021 BC AD c.
nineteen eighty-six twenty from between winter the weekend İ ſept 二〇二一 ٢٠٢١ fiscal w/c EOY now""".split(
    " "
)
DATES = st.one_of(st.none(), st.dates(), st.sampled_from([dt.date.min, dt.date.max, dt.date(2020, 2, 29)]))


@settings(deadline=None, max_examples=300)
@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join)), DATES)
def test_any_text_and_any_day_give_words_that_stand_where_they_say(text, published):
    found = find_dates(text, published)
    assert [text[one.start : one.end] for one in found] == [one.words for one in found]
    assert all(one.start < one.end for one in found)
    assert all(one.end <= two.start for one, two in pairwise(found))
    assert all(bool(one.rule) == bool(one.first or one.last) for one in found)
    assert all(isinstance(in_words(one), str) for one in found)
    assert found == find_dates(text, published)


@pytest.mark.parametrize(
    "piece",
    [
        "1 ",
        "may ",
        "one ",
        "2011-",
        "1990 to ",
        "the end of ",
        "twenty-",
        "Monday, ",
        "first week of ",
        "1:30 ",
    ],
)
def test_a_text_of_nothing_but_halves_of_dates_takes_no_longer_than_its_length(piece):
    def seconds(times):
        begin = time.process_time()  # a busy machine gives it less of the clock
        find_dates(piece * times, WEDNESDAY)
        return time.process_time() - begin

    seconds(100)
    assert seconds(8000) < 40 * seconds(800) + 0.2


@given(st.dates())
def test_days_are_those_of_the_calendar(day):
    number = days.day_number(day.year, day.month, day.day)
    assert days.civil(number) == (day.year, day.month, day.day)
    assert days.weekday(number) == day.weekday()
    assert days.iso_week(number) == day.isocalendar()[:2]


@pytest.mark.parametrize(
    ("name", "year", "day"),
    [
        ("easter", 2021, (2021, 4, 4)),
        ("easter", 2024, (2024, 3, 31)),
        ("thanksgiving", 2020, (2020, 11, 26)),
        ("memorial day", 2021, (2021, 5, 31)),
        ("black friday", 2021, (2021, 11, 26)),
    ],
)
def test_holidays_fall_where_they_do(name, year, day):
    number = holiday_on(name, year)
    assert number is not None
    assert days.civil(number) == day


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("The pool reopens on Friday.", "2021-04-09"),
        ("The shops open on Friday.", "2021-04-09"),
        ("The town goes to the polls on Sunday.", "2021-04-11"),
        ("The vote is on 3 March.", "2022-03-03"),
        ("The ban takes effect on Jan. 1.", "2022-01-01"),
        ("Moor is seeking a second term in March.", "2022-03"),
        ("Moor, who fled, will be tried in March.", "2022-03"),
        ("The pool was open on Friday.", "2021-04-02"),
        ("The council approved plans on Friday.", "2021-04-02"),
        ("The council plans on Friday to vote.", "2021-04-09"),
        ("Harwick to ration water from Friday", "2021-04-09"),
        ("Bookings for July are down.", "2021-07"),
        ("The firm said bookings for Friday had tripled.", "2021-04-09"),
        ("Moor did not rule out strikes in May.", "2021-05"),
        ("The firm had already cut its forecast in March.", "2021-03"),
        ("The court heard the case on Friday.", "2021-04-02"),
        ("The council met before dawn on Friday.", "2021-04-02"),
        ("The fund, which opens soon, lost a third in March.", "2021-03"),
        ("Moor was tried in March.", "2021-03"),
    ],
)
def test_what_is_told_in_the_present_is_still_to_come(text, first):
    assert [one[1] for one in dates_in(text) if one[0] != "soon"] == [first]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Sales rose 2 percent in March, 5 percent in June.", ["March", "June"]),
        ("The fair will close in March.", ["March"]),
        ("The siege will last three days.", ["three days"]),
        ("It rained for the last three days.", ["the last three days"]),
        ("It shut at the close of 2019.", ["close of 2019"]),
        ("On March 5, guards came.", ["March 5"]),
        ("It expires in June. The 22-year-old left.", ["June"]),
        ("They got six years and four years.", ["six years", "four years"]),
        ("They met before dawn on Sunday.", ["dawn on Sunday"]),
        ("It runs eight hours a day from Monday.", ["eight hours a day", "Monday"]),
    ],
)
def test_a_word_that_only_stands_beside_a_date_is_none_of_it(text, words):
    assert [one[0] for one in dates_in(text)] == words
