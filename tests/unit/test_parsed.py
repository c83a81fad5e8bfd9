"""A parse as plain objects tells what spaCy's own does, also where a word is hung on another."""

import pytest
from spacy.tokens import Doc

from claims.split import sentences
from claims.split.parsed import hang, plain

TEXT = "Ada Moor, a judge who left Rome in May, said: “We won.” Her 12 friends did not. Who had?"
WORDS = """i idx text lower_ lemma_ pos_ tag_ dep_ ent_type_ ent_iob_ whitespace_ text_with_ws
    is_alpha is_punct is_space like_num is_sent_start""".split()
ONES = ["head", "left_edge", "right_edge"]
MANY = ["children", "lefts", "rights", "ancestors"]
#: The heads of a sentence in which words hang over each other.
CROSSED = [2, 3, 2, 2, 1, 0, 2]


def crossed(heads):
    deps = ["ROOT" if head == at else "dep" for at, head in enumerate(heads)]
    words = [f"w{at}" for at in range(len(heads))]
    return Doc(sentences.model().vocab, words, heads=heads, deps=deps)


def told(doc):
    """All that a parse says of its words, by index."""
    return [
        [getattr(token, name) for name in WORDS]
        + [getattr(token, name).i for name in ONES]
        + [[one.i for one in getattr(token, name)] for name in MANY]
        + [sorted(one.i for one in token.subtree)]
        + [(token.sent.start, token.sent.end, token.sent.root.i), len(token)]
        for token in doc
    ]


@pytest.fixture(scope="module")
def parsed():
    return sentences.model()(TEXT)


def test_a_plain_parse_says_of_each_word_what_the_parser_says(parsed):
    doc = plain(parsed)
    assert told(doc) == told(parsed)
    assert doc.text == parsed.text


def test_sentences_names_and_stretches_are_the_parsers(parsed):
    doc = plain(parsed)
    for mine, others in ((doc.sents, parsed.sents), (doc.ents, parsed.ents)):
        spans = [(s.start, s.end, s.text, s.start_char, s.end_char, s.root.i) for s in mine]
        assert spans == [(s.start, s.end, s.text, s.start_char, s.end_char, s.root.i) for s in others]
        assert spans
    for first in range(len(doc)):
        for last in range(first + 1, len(doc) + 1):
            assert doc.span(first, last).root.i == parsed[first:last].root.i


@pytest.mark.parametrize(("start", "end"), [(-3, 99), (5, 2), (0, 0), (99, 100)])
def test_a_stretch_beyond_the_words_ends_with_them(parsed, start, end):
    mine, others = plain(parsed).span(start, end), parsed[start:end]
    assert (mine.start, mine.end, mine.text) == (others.start, others.end, others.text)


def test_words_are_found_by_their_characters_whether_whole_or_not(parsed):
    doc = plain(parsed)
    for start in range(len(TEXT)):
        for end in range(start + 1, min(start + 9, len(TEXT)) + 1):
            theirs = parsed.char_span(start, end, alignment_mode="expand")
            mine = doc.char_span(start, end)
            assert [token.i for token in mine] == [token.i for token in theirs]


def test_a_word_hung_elsewhere_changes_what_hangs_where_as_in_the_parser():
    for word in range(len(CROSSED)):
        for head in range(len(CROSSED)):
            theirs = crossed(CROSSED)
            mine = plain(theirs)
            if mine[head] in mine[word].subtree and head != word:
                continue
            theirs[word].head = theirs[head]
            hang(mine[word], mine[head])
            assert told(mine) == told(theirs)


def test_the_words_that_hang_on_one_are_as_they_are_read_though_they_cross_others():
    doc = plain(crossed(CROSSED))
    assert [[one.i for one in token.subtree] for token in doc] == [
        sorted(one.i for one in token.subtree) for token in doc
    ]


def test_a_word_that_is_hung_changes_its_own_sentence_alone():
    theirs = sentences.model()(TEXT)
    mine = plain(theirs)
    others = list(mine.sents)[1:]
    wrong = next(token.i for token in mine if token.text == "Rome")
    theirs[wrong].head = theirs[wrong]
    hang(mine[wrong], mine[wrong])
    assert told(mine) == told(theirs)
    assert list(mine.sents)[-len(others) :] == others


def test_a_word_may_be_hung_by_another_relation(parsed):
    doc = plain(parsed)
    hang(doc[0], doc[1], "flat")
    assert (doc[0].dep_, doc[0].head) == ("flat", doc[1])
