"""What becomes of a place when an article is changed: kept, offered, undecided, gone; never moved unsaid."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.anchor import follow
from claims.vocab import AnchorState

KEPT, MOVED, OPEN, GONE = (
    AnchorState.ANCHORED,
    AnchorState.MOVED_UNCONFIRMED,
    AnchorState.AMBIGUOUS,
    AnchorState.ORPHANED,
)
OLD = """Pier opens

The pier opened on Monday. Alder Works said that the repair would cost 5 million crowns by next summer.
It is 300 metres long."""
QUOTE = "the repair would cost 5 million crowns"
SENTENCE = "Alder Works said that the repair would cost 5 million crowns by next summer."


def sentences_of(text):
    return [found.span() for found in re.finditer(r"[^\s][^.!?\n]*[.!?]?", text)]


def followed(new, quote=QUOTE, sentence=SENTENCE, old=OLD):
    begins = old.index(sentence)
    at = old.index(quote, begins)
    return follow((at, at + len(quote)), (begins, begins + len(sentence)), old, sentences_of(new), new)


def test_words_in_a_text_that_did_not_change_stay_where_they_are():
    found = followed(OLD)
    assert (found.state, OLD[slice(*found.at)]) == (KEPT, QUOTE)


@pytest.mark.parametrize(
    "new",
    [
        "Correction\n\n" + OLD,
        OLD.replace("Pier opens\n\n", ""),
        OLD.replace("The pier opened on Monday. ", ""),
        OLD.replace("It is 300 metres long.", "It is 320 metres long, and 4 wide."),
        OLD.replace("It is", "\n\nIt is"),
    ],
)
def test_words_whose_sentence_is_the_same_are_kept_wherever_it_stands_now(new):
    found = followed(new)
    assert (found.state, new[slice(*found.at)]) == (KEPT, QUOTE)


def test_a_sentence_behind_a_dateline_is_kept_if_it_has_the_same_one():
    old = f"ALDER, May 4 (Courier) — {SENTENCE}\n\nNobody came."
    new = old.replace("Nobody", "Somebody")
    found = followed(new, old=old)
    assert (found.state, new[slice(*found.at)]) == (KEPT, QUOTE)
    assert followed(new.replace("ALDER", "The clerk says of ELM"), old=old).state is not KEPT


@pytest.mark.parametrize(
    "sentence",
    [
        "Alder Works said that the repair would cost 5 million crowns before next summer.",
        "Alder Works has said that the repair would cost 5 million crowns by next summer.",
        "Alder Works said that the repair would cost about 5 million crowns by next summer.",
    ],
)
def test_a_small_change_of_its_sentence_is_offered_for_a_person_to_confirm(sentence):
    new = OLD.replace(SENTENCE, sentence)
    found = followed(new)
    assert found.state is MOVED
    assert new[slice(*found.at)].startswith("the repair would cost")
    assert new[slice(*found.at)].endswith("5 million crowns")


@pytest.mark.parametrize(
    "sentence",
    [
        "Alder Works said that the repair would cost 6 million crowns by next summer.",
        "Alder Works said that the repair would not cost 5 million crowns by next summer.",
        "Birch Works said that the repair would cost 5 million crowns by next summer.",
        "Alder Mills said that the repair would cost 5 million crowns by next summer.",
        "Alder Works said that the cleaning would cost 5 million crowns by next summer.",
        "Alder Works denied that the repair would never cost 5 million crowns by next summer.",
    ],
)
def test_another_number_name_or_negation_is_never_kept_nor_offered(sentence):
    assert followed(OLD.replace(SENTENCE, sentence)).state in (OPEN, GONE)


def test_two_sentences_that_look_alike_are_never_taken_for_each_other():
    other = SENTENCE.replace("Alder Works", "Birch Mills")
    old = OLD + " " + other
    new = old.replace(SENTENCE + "\n", "")
    assert SENTENCE not in new
    found = followed(new, old=old)
    assert found.state is OPEN
    assert [new[slice(*at)] for at in found.candidates] == [QUOTE]
    kept = followed(new, sentence=other, old=old)
    assert (kept.state, kept.at[0] > new.index("Birch")) == (KEPT, True)


def test_of_two_equal_sentences_the_neighbours_decide_and_nothing_else():
    old = f"{SENTENCE} It rained. {SENTENCE} The sun came out again over the harbour on Tuesday."
    first = followed(old, old=old)
    assert (first.state, first.at[0]) == (KEPT, old.index(QUOTE))
    new = f"{SENTENCE} The sun came out again over the harbour on Tuesday."
    assert followed(new, old=old).state is OPEN


def test_what_was_taken_out_is_gone():
    assert followed(OLD.replace(SENTENCE, "")).state is GONE
    assert followed("").state is GONE


def test_a_sentence_inside_a_longer_one_is_not_the_same():
    old = "It closed in May. The end."
    new = "The mayor of Ely says it never did, and It closed in May. The end."
    assert followed(new, "closed in May", "It closed in May.", old).state is not KEPT


WORDS = st.sampled_from("pier mayor Ely 12 not closed opened said Moor crowns million it".split())
SENTENCES = st.lists(
    st.lists(WORDS, min_size=3, max_size=7).map(lambda words: " ".join(words) + "."), min_size=1, max_size=6
)


@given(SENTENCES, SENTENCES, st.data())
def test_what_is_kept_stands_in_the_same_sentence(old, new, data):
    before, after = " ".join(old), " ".join(new)
    sentence = data.draw(st.sampled_from(old))
    start = before.index(sentence)
    found = follow((start, start + 5), (start, start + len(sentence)), before, sentences_of(after), after)
    assert (found.at is None) == (found.state in (OPEN, GONE))
    if found.state is KEPT:
        assert sentence in after
        assert after[slice(*found.at)] == before[start : start + 5]
    for at in found.candidates:
        assert 0 <= at[0] < at[1] <= len(after)
