"""Clauses, scores and openers that the parser hangs on the nearest word, and what is told of them then."""

import pytest

from tests.trace import offences, read, whole


def told(words):
    given = whole(words)
    found = read(given)
    assert offences(given, found) == []
    return [draft.text for draft in found.drafts]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "Shares in the port, which have lost a third this year, fell 2 percent.",
            "Shares in the port have lost a third this year",
        ),
        (
            "The mills in Harwick and Moss Lane, which cost millions to run, will close.",
            "The mills cost millions to run",
        ),
        (
            "The mills in Harwick and Elm, which cost 40 and 50 marks respectively, will close.",
            "The mills in Harwick and Elm cost 40 and 50 marks respectively",
        ),
        (
            "A 2011 survey of 12 harbours, led by Ada Moor of Elm, found no leaks.",
            "A 2011 survey of 12 harbours was led by Ada Moor of Elm",
        ),
        (
            "Six swimmers fell ill because of the fumes, including two who drank the water.",
            "Six swimmers included two who drank the water",
        ),
        (
            "Families of the two divers who died, a 58-year-old teacher and a retired miner, asked for help.",
            "The two divers are a 58-year-old teacher and a retired miner",
        ),
        (
            "The town spent more on its hall, which cost 9 million marks, than on its roads.",
            "The town spent more on its hall than on its roads",
        ),
        (
            "The town spent more on its hall, which cost 9 million marks, than on its roads.",
            "The town’s hall cost 9 million marks",
        ),
        (
            "Gate two stuck halfway because of rust, the papers show.",
            "Gate two stuck halfway because of rust",
        ),
        ("The pier was opened in 2017 by then-President Ada Moor.", "Ada Moor was then President"),
        (
            "Many divers live with river fever, a disease that can kill within hours.",
            "River fever can kill within hours",
        ),
    ],
)
def test_a_clause_tells_of_the_noun_that_agrees_with_it(words, expected):
    assert expected in told(words)


@pytest.mark.parametrize(
    ("words", "never"),
    [
        ("Shares in the port, which have lost a third this year, fell 2 percent.", "The port have lost"),
        ("Guests swam less after 9 p.m., which could explain the change.", "9 p.m. could"),
        ("It was not the storm that sank the ferry.", "The storm sank"),
        ("Our guests cook at home rather than eating out.", "Our guests are eating"),
        ("Outside court, her daughter, Karen, said the term was short.", "Outside court is"),
        ("The picture shows the painter's sister, Ada, mending a net beside a pier.", "The picture mends"),
        ("Moor said the case would be reopened, adding that guards were sought.", "The case added"),
        ("A series of nine reports, written by Moor, appeared in May.", "A series of nine reports was"),
    ],
)
def test_nothing_is_told_of_a_noun_that_is_only_near(words, never):
    assert not any(text.startswith(never) for text in told(words))


def test_it_was_the_storm_that_did_it_where_nobody_denies_it():
    assert "The storm sank the ferry" in told("It was the storm that sank the ferry.")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "The team beat league leaders Harwick United 3-2 on Saturday. Harwick were angry.",
            [
                "The team beat league leaders Harwick United 3-2 on Saturday",
                "Harwick United were angry",
            ],
        ),
        (
            "Elm Vale, who thrashed bottom club Penwick 5-0 and have a game in hand, are second.",
            [
                "Elm Vale are second",
                "Elm Vale thrashed bottom club Penwick 5-0",
                "Elm Vale have a game in hand",
            ],
        ),
    ],
)
def test_a_score_is_no_part_of_a_name(words, expected):
    assert told(words) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "Doctors said the boys seemed to have been beaten and that it was late.",
            ["The boys seemed to have been beaten", "It was late"],
        ),
        (
            "The clerk said nine were missing and believed to have drowned.",
            ["Nine were missing", "Nine were believed to have drowned"],
        ),
        (
            "Half were asked to walk; the rest were told to carry on.",
            ["Half were asked to walk", "The rest were told to carry on"],
        ),
        (
            "Moor has taken fees from Elm; the other authors declared no interests.",
            ["Moor has taken fees from Elm", "The other authors declared no interests"],
        ),
        (
            "The firm raised its goal after quarterly profit beat forecasts, helped by strong demand.",
            ["Quarterly profit beat forecasts", "Quarterly profit was helped by strong demand"],
        ),
        (
            "A cook told the court that he had seen smoke and that nothing had been done.",
            ["Nothing had been done"],
        ),
        (
            "A study has shown that guests opposed it and that almost half feared a fire.",
            ["Guests opposed it", "Almost half feared a fire"],
        ),
        (
            (
                "The guards' union SF, which has 9,000 members, said it was the first time that a "
                "shipping firm had been fined because of a door, and called for yearly checks."
            ),
            ["The guards' union SF called for yearly checks"],
        ),
        (
            "Moor said the case would be reopened, adding that guards were sought.",
            ["Moor added that guards were sought"],
        ),
        (
            "The judge said the firm had been told five times that the door was unsafe.",
            ["The firm had been told five times that the door was unsafe", "The door was unsafe"],
        ),
        (
            "The two lakes, Ansel and Moro, were 11 percent and 17 percent full respectively.",
            ["The two lakes, Ansel and Moro, were 11 percent and 17 percent full respectively"],
        ),
        ("The margin widened by 60 points to 31.4%.", ["The margin widened by 60 points to 31.4%"]),
        ("Ada Tarn stood. Tarn wept.", ["Ada Tarn stood", "Ada Tarn wept"]),
        ("Tarn, 47, and the firm's clerk, Ada Moor, 61, left.", ["Tarn is 47", "Ada Moor is 61"]),
        ("Elm and Tarn, both former mill towns, have no pier.", ["Elm and Tarn are former mill towns"]),
        (
            "The other two Greens, Dev Anand and Sue Birkett, abstained.",
            ["The other two Greens are Dev Anand and Sue Birkett"],
        ),
        (
            "The 22-year-old, who came through the club's school, has scored.",
            ["The 22-year-old came through the club's school"],
        ),
    ],
)
def test_each_part_keeps_its_own_verb_and_subject(words, expected):
    assert set(expected) <= set(told(words))


def test_neither_of_that_or_that_is_said_by_itself():
    words = "They were told that it was kept in Elm, or that guests were not let in."
    assert told(words) == ["They were told that it was kept in Elm, or that guests were not let in"]


def test_a_condition_before_who_says_it_is_part_of_what_is_said():
    words = "If confirmed, the judge said, such killings would be a crime."
    found = read(whole(words)).drafts
    assert [draft.text for draft in found if draft.attribution] == [
        "If confirmed, such killings would be a crime",
    ]


def test_who_reports_a_saying_reports_all_of_it():
    words = "Moor said the pier was shut, the local station Radio Elm reported."
    whose = {draft.text: draft.attribution for draft in read(whole(words)).drafts}
    assert whose["Moor said the pier was shut"] == ("Radio Elm",)
    assert whose["The pier was shut"] == ("Moor", "Radio Elm")


def test_what_is_read_out_is_not_said_of_what_happened_meanwhile():
    drafts = read(whole("Moor showed no emotion as the terms were read out.")).drafts
    assert {draft.attribution for draft in drafts} == {()}
    assert not any(draft.cue for draft in drafts)


def test_a_word_of_command_in_a_quotation_is_nobodys_doing():
    drafts = told("“Strip that out and underlying profit grew by about 9 percent,” Ada Moor said.")
    assert "Strip that out and underlying profit grew by about 9 percent" in drafts


def test_a_title_has_the_article_that_it_is_spoken_with():
    texts = told("UN human rights chief Marguerite Aubel said that it was late.")
    assert "Marguerite Aubel is a UN human rights chief" in texts
