"""Names for the words that stand for them, and days for the words that point at them, inside claims."""

from datetime import date

import pytest

from claims.vocab import WordOrigin
from tests.trace import offences, read, whole

WEDNESDAY = date(2021, 4, 7)


def held(text, published=None):
    """The drafts of a text, which hold what must hold."""
    given = whole(text, published)
    found = read(given)
    assert offences(given, found) == []
    return found.drafts


def texts(text, published=None):
    return [draft.text for draft in held(text, published)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "Ada Moor opened the pier. She paid for the work.",
            ["Ada Moor opened the pier", "Ada Moor paid for the work"],
        ),
        (
            "Ada Moor opened the pier. Her brother paid for the work.",
            ["Ada Moor opened the pier", "Ada Moor’s brother paid for the work"],
        ),
        (
            "Ada Moor opened the pier. The clerk met Moor on the beach.",
            ["Ada Moor opened the pier", "The clerk met Ada Moor on the beach"],
        ),
        (
            "James Jones opened the pier. His brother paid for the work.",
            ["James Jones opened the pier", "James Jones’ brother paid for the work"],
        ),
    ],
)
def test_who_is_meant_is_named_in_full(words, expected):
    assert [text.replace("'", "’") for text in texts(words)] == expected


def test_the_words_of_a_name_are_traced_to_where_it_stands():
    words = "Ada Moor opened the pier. She paid for the work."
    paid = held(words)[1]
    name = paid.trace[0]
    assert (name.origin, paid.text[name.start : name.end]) == (WordOrigin.NAME, "Ada Moor")
    assert name.at == (0, 8)
    [mention] = paid.mentions
    assert (mention.words, mention.antecedent, mention.name) == ("She", (0, 8), "Ada Moor")


def test_a_possessive_ending_is_made_by_a_rule_and_traced_to_the_pronoun():
    words = "Ada Moor opened the pier. Her brother paid for the work."
    paid = held(words)[1]
    ending = next(one for one in paid.trace if one.origin is WordOrigin.INFLECTION)
    assert paid.text[ending.start : ending.end] == "’s"
    assert words[slice(*ending.at)] == "Her"


def test_nobody_is_named_twice_in_one_claim():
    for words in (
        "Ada Moor opened the pier she had paid for.",
        "The dam is the second of its kind in the valley.",
        "The union lost 40 percent of its members.",
        "The council held its meeting on Friday.",
    ):
        assert texts(words) == [words[:-1]]


def test_where_two_may_be_meant_nobody_is_named_and_both_are_given():
    left = held("Tom Reed and Ben Holt ran the council. He left the town in May.")[-1]
    assert left.text == "He left the town in May"
    [mention] = [one for one in left.mentions if one.words == "He"]
    assert mention.antecedent is None
    assert len(mention.candidates) == 2


def test_words_inside_quotation_marks_stay_as_they_were_said():
    words = "Ada Moor opened the pier. The clerk called it “her last day” in office."
    assert any("“her last day”" in text for text in texts(words))


def test_i_and_we_are_never_named():
    found = texts("“We closed the pool and I left,” Ada Moor said.")
    assert "We closed the pool" in found
    assert "I left" in found


def test_a_word_for_the_thing_just_named_is_no_new_name():
    found = texts("The mayor left. He closed the pool.")
    assert found in (
        ["The mayor left", "He closed the pool"],
        ["The mayor left", "The mayor closed the pool"],
    )


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("The council met on Tuesday.", "The council met on Tuesday (6 April 2021)"),
        ("The council met yesterday.", "The council met yesterday (6 April 2021)"),
        ("The council met in January.", "The council met in January 2021"),
        ("The council met last year.", "The council met last year (2020)"),
        ("The council met on 3 June 2019.", "The council met on 3 June 2019"),
        ("The council met in 2019.", "The council met in 2019"),
    ],
)
def test_a_day_that_needs_the_day_of_publication_is_put_behind_it(words, expected):
    [draft] = held(words, WEDNESDAY)
    assert draft.text == expected
    added = [one for one in draft.trace if one.origin is WordOrigin.DATE]
    for one in added:
        [dated] = draft.dates
        assert one.at == (dated.start, dated.end)


def test_wednesday_in_a_wednesdays_paper_is_that_day():
    assert texts("The council met on Wednesday.", WEDNESDAY) == [
        "The council met on Wednesday (7 April 2021)"
    ]


def test_without_a_day_of_publication_no_day_is_told():
    [draft] = held("The council met on Tuesday.")
    assert draft.text == "The council met on Tuesday"
    [dated] = draft.dates
    assert (dated.words, dated.first, dated.rule) == ("Tuesday", "", "")


def test_a_day_is_not_put_inside_a_name_or_before_a_possessive():
    for words in (
        "Moor spoke on “Harwick News Sunday” about the pool.",
        "Moor spoke at Tuesday’s debate in Harwick.",
    ):
        assert not any(")’s" in text or "Sunday (" in text for text in texts(words, WEDNESDAY))


def test_a_round_number_of_years_ago_names_no_year():
    assert "BC" not in texts("Fishers settled the coast some 5,000 years ago.", WEDNESDAY)[0]


def test_a_day_reckoned_from_another_reads_well():
    words = "The council met on Tuesday. The mayor resigned a day later."
    assert "later in 7" not in texts(words, WEDNESDAY)[1]


def test_an_outlets_short_name_is_said_with_one_article():
    words = "The Harwick News Agency (HNA) opened a mill. Sales, the agency said, rose in May."
    assert not any("the the" in text.lower() for text in texts(words))
