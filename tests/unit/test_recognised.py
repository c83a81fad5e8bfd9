"""Surnames and countries that the parser takes for something else."""

import pytest

from claims.split import sentences
from claims.split.recognised import recognise
from claims.vocab import SegmentKind
from tests.trace import read, whole


def read_anew(words):
    paragraphs = list(sentences.read(words, [(SegmentKind.BODY, (0, len(words)))]))
    recognise(paragraphs)
    return paragraphs[0].doc


def test_a_surname_that_begins_a_sentence_is_a_person():
    doc = read_anew("Idris Valdane spoke. Valdane dismissed the reports as lies.")
    word = next(token for token in doc if token.text == "Valdane" and token.is_sent_start)
    assert (word.tag_, word.ent_type_) == ("NNP", "PERSON")


def test_the_person_is_named_in_full_then():
    drafts = read(whole("Idris Valdane spoke. Valdane dismissed the reports as lies.")).drafts
    assert [draft.text for draft in drafts] == [
        "Idris Valdane spoke",
        "Idris Valdane dismissed the reports as lies",
    ]


def test_a_title_tells_that_a_name_is_somebodys():
    words = (
        "The tide rose. Governor Paloma Reyes told a news conference it was late. "
        "Reyes, 49, an engineer by training who was elected in November, rejected criticism."
    )
    texts = [draft.text for draft in read(whole(words)).drafts]
    assert {"Paloma Reyes rejected criticism", "Paloma Reyes is 49"} <= set(texts)


@pytest.mark.parametrize(
    "words",
    [
        "Idris Valdane spoke in Valdane. Valdane is a town.",
        "Idris Mill spoke at the mill. Mill prices rose.",
        "Idris Valdane left Valdane Holdings Ltd. Valdane makes pumps.",
    ],
)
def test_a_word_that_calls_something_else_stays_as_it_was_read(words):
    before = next(iter(sentences.parse(words, [(0, len(words))])))[1]
    assert [t.ent_type_ for t in read_anew(words)] == [t.ent_type_ for t in before]


@pytest.mark.parametrize(
    "words",
    [
        "Idris Valdane said that neighbouring Kotara had sent men. He left the hall.",
        "Idris Valdane arrived in Kotara's capital. He left the hall.",
    ],
)
def test_no_he_is_a_country(words):
    assert read(whole(words)).drafts[-1].text == "Idris Valdane left the hall"


def test_a_newspaper_is_no_he():
    found = read(whole("Peter Ogilvie told the Holm Bay Gazette that it was late. He left the hall.")).drafts
    assert found[-1].text == "Peter Ogilvie left the hall"
