import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.split.coverage import reason_for_none
from claims.split.sentences import model, sentences
from claims.vocab import CoverageReason


def reasons_in(words, *, title=False):
    return [reason_for_none(sentence, title=title) for sentence in sentences(model()(words))]


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("Who opened the pier?", "question"),
        ("Moor asked, “Who did it?”", None),
        ("Let us build the pier.", "wish"),
        ("Let us know what you saw.", None),
        ("May he rest in peace.", "wish"),
        ("May elections brought a new mayor.", None),
        ("May 5 was a Wednesday.", None),
        ("I hope the pier opens soon.", "wish"),
        ("Moor hopes to win.", None),
        ("Thank you.", "wish"),
        ("Members of the council", "fragment"),
        ("12 members, three parties and a pier", "fragment"),
        ("Read more", "fragment"),
        ("***", "fragment"),
        ("The council met.", None),
        ("The bridge opened in 1931.", None),
        ("By Ada Writer", "byline"),
        ("BY ADA WRITER AND JO MOOR, Valley Courier", "byline"),
        ("Photo: Valley Courier", "byline"),
        ("[VALLEY PRESS]", "byline"),
        ("(Valley Press Photo/Ada Moor)", "byline"),
        ("By Monday, 12 people had died.", None),
        ("By the river stood a mill.", None),
        ("회의가 화요일 열렸다.", "other_script"),
        ("The party cell (세포) met.", None),
        ("I think the plan is bad.", "opinion"),
        ("I think 12 members left.", None),
        ("Moor thinks the plan is bad.", None),
        ("The film is brilliant.", "opinion"),
        ("The film, which won three prizes, is brilliant.", None),
        ("The film is brilliant, Moor said.", None),
        ("The mayor opened a brilliant new pier.", None),
        ("History will probably judge him harshly.", "prediction"),
        ("The congress will open on Friday.", None),
        ("Prices will probably rise, Moor said.", None),
        ("Prices will rise.", None),
    ],
)
def test_a_sentence_yields_no_claim_for_a_reason(words, reason):
    assert reasons_in(words) == [reason and CoverageReason(reason)]


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("Mayor to open the pier", None),
        ("Two dead in mill fire", None),
        ("Who opened the pier?", "question"),
        ("POLICE ARREST MAYOR", None),
        ("Why the mill closed", "fragment"),
        ("Harwick mill: what we know", "fragment"),
        ("Ada Moor, mayor", "fragment"),
        ("회의가 화요일 열렸다", "other_script"),
    ],
)
def test_a_title_needs_no_more_than_a_word_like_a_verb(words, reason):
    assert reasons_in(words, title=True) == [reason and CoverageReason(reason)]


def test_what_is_said_inside_a_quotation_is_left_to_who_says_it():
    assert reasons_in("“I think the plan is bad. It is terrible,” Moor said.") == [None, None]
    assert CoverageReason.OPINION in reasons_in("I think the plan is bad. It is terrible.")


WORDS = st.sampled_from(
    "May let us I think the pier is great will probably ? “ ” by Ada 세포 12 . hope \ufffd".split()
)


@settings(max_examples=40, deadline=None)
@given(st.lists(WORDS, max_size=20).map(" ".join), st.booleans())
def test_no_sentence_is_too_strange(words, title):
    for reason in reasons_in(words, title=title):
        assert reason is None or isinstance(reason, CoverageReason)
