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
    ("words", "fact"),
    [
        (
            "Moor said the town would pay 5,000 marks to every house that lost its roof.",
            "Every house lost its roof",
        ),
        ("The firm wrote to a mill that sold its boats.", "A mill sold its boats"),
    ],
)
def test_its_in_a_clause_about_a_noun_is_that_nouns(words, fact):
    assert fact in [fact.text for draft in held(words) for fact in draft.facts]


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


def test_a_place_is_not_named_by_the_school_that_has_its_name():
    words = "Tom Reed (R-Elmton) teaches at Elmton University."
    assert texts(words)[-1] == words[:-1]


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


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("The firm has held its rate since September.", "The firm has held its rate since September 2020"),
        ("The army would send 60 men by Friday.", "The army would send 60 men by Friday (9 April 2021)"),
        ("The pool is closed until Monday.", "The pool is closed until Monday (12 April 2021)"),
        ("Moor came on Tuesday afternoon.", "Moor came on Tuesday afternoon (6 April 2021)"),
        ("The pool closed after Friday.", "The pool closed after Friday"),
        ("The pool will not open before Friday.", "The pool will not open before Friday"),
    ],
)
def test_a_part_of_a_day_and_an_open_end_have_their_day_or_year_too(words, expected):
    assert texts(words, WEDNESDAY) == [expected]


@pytest.mark.parametrize(
    ("words", "stays"),
    [
        ("Moor founded the mill in May 2018. Holt was fined in June.", "Holt was fined in June"),
        (
            "Rents stood still, unchanged from the previous month.",
            "Rents stood still, unchanged from the previous month",
        ),
    ],
    ids=["the year of the date before or of publication", "the month before which"],
)
def test_a_day_that_may_be_told_from_two_others_is_not_put_in(words, stays):
    assert stays in texts(words, WEDNESDAY)


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


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("The mill burned in May. It was built of pine.", "The mill was built of pine"),
        ("Tolls rose in May. They were cut again in June.", "Tolls were cut again in June"),
        ("Ferries stop at Elm, although they make no money there.", "Ferries make no money there"),
        ("The fund says it lost nine million crowns.", "The fund lost nine million crowns"),
        ("“The bank slept,” Ada Moor said. “It lost the keys.”", "The bank lost the keys"),
        (
            "Ada Moor praised Tom Reed.\n\nReed opened the pool. The paper said that he had paid for it.",
            "Tom Reed had paid for it",
        ),
        ("The nurse opened the door. Later, she called a doctor.", "Later, the nurse called a doctor"),
    ],
)
def test_a_pronoun_goes_on_about_what_the_clause_before_is_about(words, expected):
    assert expected in texts(words)


@pytest.mark.parametrize(
    "words",
    [
        "Nobody came at noon. It was cold.",
        "The judges read the letters. They were written by two clerks.",
        "The mill burned in May. It took until June to clear the yard.",
        "No ferry stops at Elm. It has a pier.",
        "The city heard that it had sunk.",
        "The jury met at noon. It was built in 1911.",
        "The rumour was that it leaked.",
    ],
)
def test_a_pronoun_stays_where_nothing_can_be_put_in_for_it(words):
    last = words.split(". ")[-1].rstrip(".")
    assert last in texts(words)


@pytest.mark.parametrize(
    ("words", "nearest"),
    [
        ("The union bought the hall. It was built of brick.", ["the hall", "The union"]),
        ("The town sold the ferry. It has 40 seats.", ["the ferry", "The town"]),
        ("The club sacked two coaches. They left on Monday.", ["two coaches", "The club"]),
        ("The council sent tents to the camps. They were full.", ["the camps", "tents", "The council"]),
        ("Guards chased the boys. They fell into the canal.", ["the boys", "Guards"]),
        ("The board met in the tower. It was closed.", ["the tower", "The board"]),
        ("The agency sent rice. The agency said it was too little.", ["The agency", "rice"]),
    ],
)
def test_it_and_they_stay_where_two_things_agree_with_them(words, nearest):
    left = held(words)[-1]
    assert words.rstrip(".").casefold().endswith(left.text.casefold())
    [mention] = [one for one in left.mentions if one.words.lower() in {"it", "they"}]
    assert (mention.name, mention.antecedent) == ("", None)
    assert [words[slice(*place)] for place in mention.candidates] == nearest


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("The mayor thanked the divers. They had worked all night.", "The divers had worked all night"),
        ("The ferry lost power off Elm. It drifted for hours.", "The ferry drifted for hours"),
        ("The firm sold the quarry. It said the price was fair.", "The firm said the price was fair"),
        (
            "The firm said it would close the quarry. It has cut 40 jobs since May.",
            "The firm has cut 40 jobs since May",
        ),
        ("The bank raised its rate in May and its profit fell.", "The bank’s profit fell"),
        ("The hotel raised its rate. Its lobby was painted.", "The hotel’s lobby was painted"),
        ("Repairs began in May and cost 3 billion crowns. They stopped in June.", "Repairs stopped in June"),
        (
            "The prosecutor's office has 12 days. It is said to be split.",
            "The prosecutor's office is said to be split",
        ),
        ("The levy costs the firm a fortune. Half of it goes to the town.", "Half of it goes to the town"),
    ],
)
def test_it_and_they_are_named_where_one_agrees_in_number_and_kind(words, expected):
    assert expected in texts(words)


def test_a_thing_is_not_named_in_a_quotation_by_what_is_said_outside_of_it():
    left = held("Drivers called the toll unfair. “They were asked,” the mayor said.")[-1]
    assert left.text == "They were asked"
    [mention] = left.mentions
    assert mention.name == ""


def test_a_quotation_that_stays_with_its_speaker_keeps_its_words():
    found = texts("“The dock is closed. It will open in May,” Ada Moor said.")
    assert "It will open in May, Ada Moor said" in found
    assert "The dock will open in May" in found


@pytest.mark.parametrize(
    "words",
    ["“He cheated me,” Tom Reed said of Ben Holt.", "“I told him all of it,” Tom Reed said."],
)
def test_nobody_is_their_own_he(words):
    drafts = held(words)
    assert not any("Reed cheated" in draft.text or "told Tom Reed" in draft.text for draft in drafts)
    for mention in drafts[-1].mentions:
        if mention.words.lower() in {"he", "him"}:
            assert "Reed" not in {words[slice(*place)] for place in mention.candidates}
            assert mention.name == ""


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Mary Moor met Tom Reed in Elm. Reed said he was ill.", "Tom Reed was ill"),
        ("Mary Moor left. Tom Reed said he was ill.", "Tom Reed was ill"),
        ("Tom Reed left. Mary Moor said she was ill.", "Mary Moor was ill"),
        ("Mary Moor left. Holt said he and his aides would sue.", "Holt and his aides would sue"),
        ("Mary Moor spoke in Elm. He was ill.", "He was ill"),
        ("Jo Hyon-su met Tom Reed in Elm. He was ill.", "He was ill"),
    ],
)
def test_a_given_name_that_tells_otherwise_is_no_second_reading(words, expected):
    assert expected in texts(words)


def test_nobody_speaks_of_himself_as_he():
    words = (
        "Tom Reed did not speak. “He is tired,” his brother, Ben Reed, told reporters. “He wants to sleep.”"
    )
    assert "Tom Reed wants to sleep" in texts(words)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Lodges meet at night. Each has a master.", "Each lodge has a master"),
        (
            "The firm sold three old cargo ships in May. Each was sold for scrap.",
            "Each old cargo ship was sold for scrap",
        ),
        (
            "The old plan failed, and Moor wrote a new five-year plan. The new one starts in May.",
            "The new five-year plan starts in May",
        ),
        (
            "The union opened its fifth congress of dockers.\n\nIt is the second such meeting since 2011.",
            "The fifth congress of dockers is the second such meeting since 2011",
        ),
    ],
)
def test_the_noun_that_a_word_leaves_out_is_put_in(words, expected):
    assert expected in texts(words)


@pytest.mark.parametrize(
    "words",
    [
        "The firm sold three ships and two docks. Each was sold for scrap.",
        "The plan failed. The new one starts in May.",
        "Rain fell at noon. It is the second such meeting since 2011.",
    ],
)
def test_what_is_left_out_is_not_guessed(words):
    assert words.split(". ")[-1].rstrip(".") in texts(words)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "The pier was shut on Monday, when divers found 11 leaks.",
            "Divers found 11 leaks on Monday (5 April 2021)",
        ),
        (
            "Much of the book looks back to January, when the bank held its first fair.",
            "The bank held its first fair in January 2021",
        ),
    ],
)
def test_the_day_that_when_stands_for_is_put_in(words, expected):
    assert expected in texts(words, WEDNESDAY)


def test_a_day_that_nobody_can_tell_is_not_put_in():
    words = "Much of the book looks back to January, when the bank held its first fair."
    assert "The bank held its first fair" in texts(words)


def test_whose_it_is_is_named_with_the_noun_that_is_put_in():
    words = "Tom Reed opened the pier. His fees fell in May; they had risen in June."
    assert "Tom Reed’s fees had risen in June" in [text.replace("'", "’") for text in texts(words)]


def test_it_is_no_thing_where_it_is_the_first_since():
    words = "A clerk said board pay had gone up. It will be the first strike since 2015."
    assert texts(words, WEDNESDAY)[-1] == "It will be the first strike since 2015"


def test_who_tells_something_is_no_it():
    words = "The stallholder told Moor that it had come from a house."
    assert not any("stallholder had come" in text for text in texts(words, WEDNESDAY))
