"""The smallest parts of a sentence: what they say, what they may not say, and what kind they are."""

import pytest

from claims.split import sentences
from claims.split.cutting.build import Proposition
from claims.split.cutting.facts import candidates_in, facts_of, kind_of, parts_of
from claims.split.cutting.mend import mended
from claims.split.cutting.pieces import line, own
from claims.split.cutting.ranking import Leaning
from claims.vocab import FactKind, WordOrigin


def read(words):
    return mended(next(iter(sentences.parse(words, [(0, len(words))])))[1])


def facts(words, *, worth=0.22):
    doc = read(words)
    return [fact for sentence in doc.sents for fact in facts_of(sentence, Leaning(worth))]


def said(words, **options):
    return [line(fact.head.doc, fact.pieces)[0] for fact in facts(words, **options)]


def possible(words):
    doc = read(words)
    return [line(doc, fact.pieces)[0] for sentence in doc.sents for fact in candidates_in(sentence)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "Ann Lee was a French painter and teacher.",
            ["Ann Lee was French", "Ann Lee was a painter", "Ann Lee was a teacher"],
        ),
        (
            "He moved to Leeds in 1990.",
            ["He moved to Leeds", "He moved in 1990"],
        ),
        (
            "She was born on May 1, 1988, in Delhi, India.",
            ["She was born on May 1, 1988", "She was born in Delhi", "Delhi is in India"],
        ),
        (
            "Lee plays for the Hawks and the Kings.",
            ["Lee plays for the Hawks", "Lee plays for the Kings"],
        ),
    ],
)
def test_a_sentence_falls_apart_into_its_smallest_facts(words, expected):
    found = said(words)
    assert [fact for fact in expected if fact not in found] == []


@pytest.mark.parametrize(
    "words",
    [
        "If the council agrees, the bridge will close.",
        "Kim did not say that the bridge closed.",
        "Has the bridge closed?",
        "She was accused of closing the bridge.",
        "She tried to close the bridge.",
        "She left without closing the bridge.",
        "She is not known for closing the bridge.",
        "She was blamed for closing the bridge.",
    ],
)
def test_what_is_only_supposed_or_denied_is_no_fact(words):
    closed = ("The council agrees", "The bridge closed", "She closed", "The bridge has closed")
    assert not [fact for fact in possible(words) if fact.startswith(closed)]


@pytest.mark.parametrize(
    ("words", "without"),
    [
        ("Lee is a former minister.", "Lee is a minister"),
        ("He allegedly took the money.", "He took the money"),
        ("He almost won the cup.", "He won the cup"),
    ],
)
def test_no_fact_says_more_than_the_sentence(words, without):
    assert without not in possible(words)


def test_an_example_stands_in_the_place_of_what_it_is_an_example_of():
    found = possible("She acted in films such as Alpha and Omega.")
    assert "She acted in Alpha" in found
    assert "She acted in Omega" in found


@pytest.mark.parametrize(
    ("words", "fact"),
    [
        ("The bridge at Dover closed.", "The bridge was at Dover"),
        ("A woman with a dog crossed the bridge.", "The woman had a dog"),
        ("He painted a view of the harbour.", "The view was of the harbour"),
        ("He was praised for saving the museum.", "He saved the museum"),
        ("Lee resigned despite being cleared.", "Lee was cleared"),
        ("Lee is an engineer born in Oslo.", "Lee was born in Oslo"),
        ("It is a firm founded in 1992.", "It was founded in 1992"),
        ("He has a sister, with whom he runs a bakery.", "He runs a bakery with a sister"),
        ("She acted in a number of films including Alpha and Omega.", "She acted in Omega"),
        ("He rode for several teams throughout his career including Alpha and Omega.", "He rode for Omega"),
    ],
)
def test_what_a_phrase_or_clause_says_by_the_way_is_a_fact(words, fact):
    assert fact in possible(words)


@pytest.mark.parametrize(
    ("words", "fact", "wrong"),
    [
        (
            "Tova was a Swedish teacher and radio personality.",
            "Tova was a radio personality",
            "Tova was a Swedish teacher personality",
        ),
        (
            "He auditioned for the drama Harbour in 1999.",
            "Harbour was a drama",
            "Harbour in was a drama",
        ),
        (
            "She has shown a film of plans for a port in Leeds.",
            "She has shown a film of plans",
            "She has shown a film of plans of plans for a port",
        ),
    ],
)
def test_a_mended_parse_gives_the_fact_and_not_the_wrong_one(words, fact, wrong):
    found = possible(words)
    assert fact in found
    assert wrong not in found


def test_a_whole_list_of_names_says_which_films():
    found = possible(
        "Palmer starred in the films Warm Hearts (2013), Lamps Out (2016), and Harbor Song (2017)."
    )
    assert {f"Palmer starred in {film}" for film in ("Warm Hearts", "Lamps Out", "Harbor Song")} <= set(found)


def test_an_article_fits_the_word_behind_it():
    assert "Lee is an engineer" in possible("Lee is a British engineer.")


def test_one_member_of_a_list_takes_its_verb_in_the_singular():
    assert "Leeds is in the north" in possible("Leeds and York are in the north.")


def test_titles_in_quotes_are_names_and_side_by_side_a_list():
    found = possible('He released two songs, "Stack It Up" and "Keep The Floor".')
    assert "He released two songs" in found
    assert not [fact for fact in found if fact.startswith(("It Up", "Keep The", "Up"))]


def test_every_word_of_a_fact_is_stated_or_made_by_a_closed_rule():
    doc = read(
        "Minister Ann Lee, 52, joined the party in Oslo, Norway, and praised its old leader Bo Hansen."
    )
    made = {WordOrigin.COPULA, WordOrigin.DETERMINER, WordOrigin.INFLECTION}
    for fact in (f for sentence in doc.sents for f in candidates_in(sentence)):
        for piece in fact.pieces:
            assert piece.origin in made or piece.text == doc[piece.i].text


@pytest.mark.parametrize(
    ("words", "fact", "kind"),
    [
        ("He moved to Leeds in 1990.", "He moved in 1990", FactKind.DATE),
        ("He moved to Leeds in 1990.", "He moved to Leeds", FactKind.PLACE),
        ("The party won 40 seats.", "The party won 40 seats", FactKind.NUMBER),
        ("It is the largest city in Spain.", "It is the largest city in Spain", FactKind.SUPERLATIVE),
        ("The committee praised the plan.", "The committee praised the plan", FactKind.WHAT),
    ],
)
def test_a_fact_has_the_kind_of_its_own_words(words, fact, kind):
    by_text = {line(one.head.doc, one.pieces)[0]: one for one in facts(words, worth=0.02)}
    assert kind_of(by_text[fact]) == kind


def test_a_claim_has_the_facts_that_lie_inside_it():
    found = facts("The council met on Friday and the mayor praised the plan in Leeds.")
    doc = found[0].head.doc
    first = Proposition(tuple(own(token) for token in doc[:5]), doc[2])
    inside = [line(doc, fact.pieces)[0] for fact in parts_of(first, found)]
    assert inside
    assert not [text for text in inside if "mayor" in text]


def test_a_higher_worth_gives_fewer_facts():
    words = "Born in Leeds, Lee studied law in York from 1990 to 1994 and became a judge in Hull."
    assert len(said(words, worth=0.7)) < len(said(words, worth=0.1))


def test_a_parse_that_needs_no_mending_is_left_as_it_is():
    doc = next(iter(sentences.parse("He moved to Leeds.", [(0, 18)])))[1]
    assert mended(doc) is doc


def test_mending_keeps_the_sentences():
    words = 'He wrote "The Long Road." Kim praised "The Old Mill" (1999), Alpha and Omega. It won.'
    doc = next(iter(sentences.parse(words, [(0, len(words))])))[1]
    assert [s.text for s in mended(doc).sents] == [s.text for s in doc.sents]
