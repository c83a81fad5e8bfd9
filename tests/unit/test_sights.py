"""What a parse shows of a claim: the plain names of it, and the words that show it."""

import pytest

from claims.split.sentences import paragraphs, parse
from claims.split.sights import sights_of_text
from claims.triage.seen import COUNTED, REASONS
from tests.trace import read, whole


def sights(text):
    docs = [doc for _, doc in parse(text, paragraphs(text, 0, len(text)))]
    return {sight.name: sight.words for sight in sights_of_text(docs)}


def of_claims(text):
    """The sights of each claim that the splitter makes of a text."""
    drafts = read(whole(text)).drafts
    return {draft.text: {sight.name: sight.words for sight in draft.seen or ()} for draft in drafts}


SHOWN = [
    ("The council closed the bus lane.", "noun", ("council", "bus", "lane")),
    ("The council closed the bus lane.", "compound", ("bus lane",)),
    ("It closed because they left.", "pronoun", ("It", "they")),
    ("The council closed the pier and sold it.", "past tense", ("closed", "sold")),
    ("The council has closed the pier.", "past tense", ("closed",)),
    ("The pier was closed by the council.", "passive", ("was closed",)),
    ("The pier was closed by the council.", "by", ("by",)),
    ("The pier was closed by Mary Smith on Monday.", "person", ("Mary Smith",)),
    ("The pier was bought by Microsoft last year.", "organisation", ("Microsoft",)),
    ("They voted for the Clean Water Act in 1972.", "law", ("the Clean Water Act",)),
    ("The boat left Norway in May.", "place", ("Norway",)),
    ("The German swimmers left.", "people", ("German",)),
    ("The council sold 40 boats.", "figure", ("40",)),
    ("The council will close the pier.", "will do", ("will",)),
    ("The council would close the pier.", "would do", ("would",)),
    ("The council should close the pier.", "should do", ("should",)),
    ("The council can close the pier.", "can do", ("can",)),
    ("The council is going to close the pier.", "going to", ("going",)),
    ("The council has closed the pier.", "happened", ("closed",)),
    ("The council did not close the pier.", "happened", ("close",)),
    ("The council is closing the pier.", "is going on", ("closing",)),
    ("The council owns the pier.", "present", ("owns",)),
    ("The council does not own the pier.", "present", ("own",)),
    ("Close the pier now.", "order", ("Close",)),
    ("Wanting to leave.", "without a tense", ("Wanting",)),
    ("I closed the pier.", "I as subject", ("I",)),
    ("I closed the pier.", "I did", ("closed",)),
    ("We have closed the pier.", "we as subject", ("We",)),
    ("We have closed the pier.", "we did", ("closed",)),
    ("Ada Moor closed the pier.", "name as subject", ("Moor",)),
    ("The mayor closed the pier.", "noun as subject", ("mayor",)),
    ("The swimmers closed the pier.", "plural noun as subject", ("swimmers",)),
    ("Close the pier now.", "nobody as subject", ("",)),
    ("They hope to close the pier.", "thinks", ("hope",)),
    ("The pier is a ruin.", "is something", ("is",)),
]


@pytest.mark.parametrize(("text", "name", "words"), SHOWN)
def test_a_parse_shows_each_sight_by_its_words(text, name, words):
    assert sights(text)[name] == words


def test_each_sight_is_known_where_claims_are_weighed_and_none_else():
    shown = {name for _, name, _ in SHOWN}
    counted = {sign for signs in COUNTED.values() for sign in signs.values()}
    assert shown == (REASONS.keys() - counted) | COUNTED.keys()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A great day.", "nobody as subject"),
        ("A great day.", "present"),
        ("They close the pier.", "noun as subject"),
        ("They close the pier.", "nobody as subject"),
        ("We close the pier.", "we did"),
        ("Ada Moor closed the pier.", "we did"),
        ("The council is going home.", "going to"),
        ("The pier was closed.", "by"),
        ("", "noun"),
    ],
)
def test_what_only_looks_like_a_sight_is_none(text, name):
    assert name not in sights(text)


def test_all_sentences_of_a_text_show_what_they_do():
    found = sights("I closed the pier. The council will sell the boats.")
    assert found["will do"] == ("will",)
    assert found["happened"] == ("closed",)


# Claims


def test_verbs_that_share_a_subject_or_a_helping_verb_show_them_both():
    found = of_claims("The council will close the pier and sell the boats.")
    assert len(found) == 2
    assert all(each["noun as subject"] == ("council",) for each in found.values())
    assert all(each["will do"] == ("will",) for each in found.values())


def test_of_two_claims_of_a_sentence_each_shows_its_own():
    found = of_claims("The council closed the pier in Norway, and the mayor will sell 40 boats.")
    closed = next(each for text, each in found.items() if "closed" in text)
    sold = next(each for text, each in found.items() if "sell" in text)
    assert "place" in closed
    assert "figure" not in closed
    assert "figure" in sold
    assert "place" not in sold


def test_a_relative_clause_has_what_it_hangs_on_for_its_subject():
    found = of_claims("The swimmers, who left the old pier in May, won 40 medals.")
    left = next(each for text, each in found.items() if "left" in text)
    assert left["plural noun as subject"] == ("swimmers",)


def test_a_word_that_a_name_stands_in_for_shows_nothing():
    found = of_claims("Ada Moor owns the mill. She sold the old boats in May.")
    [sold] = [each for text, each in found.items() if "sold" in text]
    assert "Ada Moor sold the old boats in May" in found
    assert "pronoun" not in sold


@pytest.mark.parametrize(
    ("text", "claim", "shown"),
    [
        (
            "The council closed the pier, built in 1931 by Arlo.",
            "The pier was built in 1931 by Arlo",
            {"happened": ("was",), "past tense": ("was",), "passive": ("was built",)},
        ),
        (
            "The mill burned down in May, killing 40 workers.",
            "The mill killed 40 workers",
            {"happened": ("killed",), "past tense": ("killed",)},
        ),
        (
            "Ada Moor, the mayor of Ost, sold 40 boats.",
            "Ada Moor is the mayor of Ost",
            {"present": ("is",), "is something": ("is",)},
        ),
    ],
)
def test_a_verb_that_a_rule_made_shows_its_tense_and_nobody_who_does_it(text, claim, shown):
    found = of_claims(text)[claim]
    assert found.items() >= shown.items()
    tenses = {"present", "happened", "without a tense", "nobody as subject", "is something", "passive"}
    assert tenses & found.keys() == tenses & shown.keys()


def test_only_what_was_parsed_has_sights():
    [parsed] = read(whole("The council closed the pier.")).drafts
    [plain] = read(whole("The council closed the pier."), "de").drafts
    assert parsed.seen
    assert plain.seen is None
