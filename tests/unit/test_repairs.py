"""Parses that cannot be meant as they were read, and what the repair makes of them."""

import pytest
from spacy.tokens import Doc

from claims.split import sentences
from claims.split.cutting.owners import predicate_of, said_of
from claims.split.parsed import plain
from claims.split.repairs import is_active, is_broken, repaired


def parsed(words):
    return next(iter(sentences.parse(words, [(0, len(words))])))[1]


def word(doc, text):
    return next(token for token in doc if token.text == text)


def raw(words):
    return sentences.model()(words)


@pytest.mark.parametrize(
    ("words", "verb", "subject"),
    [
        ("The play, written by Tarn, opened in May.", "opened", "play"),
        ("The ferry, built in 1950 and repaired in 1990, sank in May.", "sank", "ferry"),
        ("The drug, approved in 2019, killed nine people.", "killed", "drug"),
        ("The paper quoted Tarn as a friend of the mill.", "quoted", "paper"),
        ("The new taxes, which begin in May, ban boats.", "ban", "taxes"),
        ("Two towns, Harwick and Elm, bid for the fair.", "bid", "towns"),
        ("Harwick bid for the fair.", "bid", "Harwick"),
        ("The window burst.", "burst", "window"),
        ("This worried farmers.", "worried", "This"),
        ("Tarn, the head of the firm since 2011, and Holt, her deputy, left.", "left", "Tarn"),
        ("Tarn, hired in 2011, and her son, a clerk, left Harwick.", "left", "Tarn"),
        ("The group, believed to number 400, crossed the border.", "crossed", "group"),
        ("The firm's sales will fall to 9 percent in May, the bank forecasts.", "forecasts", "bank"),
        (
            "Raj Patel of the University of Leeds, who was not there, said the hall was small.",
            "said",
            "Patel",
        ),
    ],
)
def test_a_sentence_has_the_main_verb_that_it_must_have(words, verb, subject):
    doc = parsed(words)
    main = word(doc, verb)
    assert (main.dep_, main.pos_, main.sent.root) == ("ROOT", "VERB", main)
    assert any(c.dep_ in {"nsubj", "nsubjpass"} and c.text == subject for c in main.children)


@pytest.mark.parametrize(
    "words",
    [
        "A bridge built in 1931 and a mill.",
        "Results: two pools closed in May.",
        "The fire in the mill",
        "Nine houses destroyed by fire",
        "The plan, praised by some, mocked by others and known to all.",
    ],
)
def test_what_is_no_sentence_is_made_none(words):
    doc = parsed(words)
    assert [(t.head.i, t.dep_, t.tag_) for t in doc] == [(t.head.i, t.dep_, t.tag_) for t in raw(words)]


@pytest.mark.parametrize(
    ("words", "child", "head"),
    [
        ("Tarn was born in Oslo, trained in Paris and lives in Harwick.", "trained", "born"),
        ("The flood killed nine people, injured 40 and ruined the mill.", "injured", "killed"),
        ("The deal failed after Sweden, a founding member, pulled out.", "Sweden", "pulled"),
        ("The talks broke down after Norway, a NATO member, walked out.", "Norway", "walked"),
        ("The editor of Harwick, Jo Tarn, left the room.", "Tarn", "editor"),
        ("The clerk, Jo Tarn, and the judge, Mia Holt, were paid.", "judge", "clerk"),
        ("Jo Tarn, a baker from Harwick who sued the town, moved away.", "sued", "baker"),
        ("The firm said, citing the clerk, that the mill was unsafe.", "was", "said"),
        ("The agency said, citing the mayor, that the mill was unsafe.", "was", "said"),
        ("The firm said, citing the clerk, that the mill was unsafe.", "citing", "said"),
        ("The firm said on Monday it had lost $9 million.", "on", "said"),
        ("The camp held 300 men, many of whom died.", "died", "men"),
    ],
)
def test_a_word_hangs_on_the_one_that_it_is_said_of(words, child, head):
    doc = parsed(words)
    assert word(doc, child).head.text == head


@pytest.mark.parametrize(
    ("words", "verb", "tag"),
    [
        ("The gate is locked.", "locked", "VBN"),
        ("Nine members resigned, and many defected.", "defected", "VBD"),
        ("The bridge was built by a French firm and sold to the town in 1950.", "sold", "VBN"),
        ("The man was arrested on Monday and died in jail.", "died", "VBD"),
        ("The flood killed nine people, injured 40 and ruined the mill.", "injured", "VBD"),
    ],
)
def test_a_verb_has_the_form_that_its_place_asks_for(words, verb, tag):
    assert word(parsed(words), verb).tag_ == tag


def test_a_participle_with_an_object_is_a_past_tense_where_it_cannot_have_two():
    assert is_active(word(raw("The drug, approved in 2019 and banned in 2021, killed 12."), "killed"))
    assert not is_active(word(raw("The clerk, given two years, left the town."), "given"))


def test_a_clause_read_across_another_is_broken():
    doc = raw("The mill, which leaks, and the pool, which does not, were built in 1950.")
    assert any(is_broken(token) for token in doc if token.dep_ == "relcl")
    assert not is_broken(word(raw("The mill, which has leaked, was sold."), "leaked"))


def test_the_halves_of_a_name_with_a_hyphen_are_one_name():
    doc = parsed("The ruling party's leader, Seo Min-ho, urged the opposition to come back.")
    assert [token.text for token in doc if token.dep_ == "appos"] == ["ho"]
    assert [token.text for token in word(doc, "ho").lefts] == ["Seo", "Min", "-"]
    assert word(doc, "-").is_punct


def test_of_so_many_trillion_won_nobody_won():
    doc = parsed("Tarn wins 2 trillion won order")
    assert (word(doc, "won").pos_, word(doc, "order").head.text) == ("NOUN", "wins")
    assert word(parsed("Tarn paid 30 billion won to the town."), "won").pos_ == "NOUN"
    assert word(parsed("Tarn asked for 2 million. He won it in May."), "won").pos_ == "VERB"


def test_sentences_keep_their_bounds():
    words = "The play, written by Tarn, opened in May. The window burst. It held 300 men, many of whom died."
    assert [s.text for s in parsed(words).sents] == [s.text for s in raw(words).sents]


def test_no_be_stands_before_what_somebody_did():
    doc = raw("The drug, approved in 2019 and banned in 2021, killed 12.")
    assert predicate_of(word(doc, "killed"), word(doc, "drug"), past=True, without=set()) is None
    assert predicate_of(word(doc, "approved"), word(doc, "drug"), past=True, without=set())


def test_of_it_was_somebody_who_did_the_somebody_did():
    doc = parsed("It was Tarn who opened the gate.")
    assert said_of(word(doc, "Tarn"), word(doc, "who").i)[0].text == "Tarn"


# Parses written by hand


def mend_by_hand(*rows):
    """A sentence repaired: of each word its tag, kind, relation and head."""
    words, tags, kinds, deps, heads = map(list, zip(*rows, strict=True))
    doc = Doc(sentences.model().vocab, words, tags=tags, pos=kinds, deps=deps, heads=heads)
    return repaired(plain(doc))


@pytest.mark.parametrize(
    ("addition", "joint", "root"),
    [("acl", "and", "left"), ("prep", "and", "Ruiz"), ("acl", "but", "Ruiz")],
    ids=["addition", "no addition", "but"],
)
def test_a_second_subject_behind_an_addition_has_the_main_verb(addition, joint, root):
    doc = mend_by_hand(
        ("Ruiz", "NNP", "PROPN", "ROOT", 0),
        (",", ",", "PUNCT", "punct", 0),
        ("elected", "VBN", "VERB", addition, 0),
        (",", ",", "PUNCT", "punct", 0),
        (joint, "CC", "CCONJ", "cc", 0),
        ("wife", "NN", "NOUN", "nsubj", 6),
        ("left", "VBD", "VERB", "conj", 0),
        (".", ".", "PUNCT", "punct", 0),
    )
    assert next(doc.sents).root.text == root


def sold(boats):
    rows = [("Tarn", "NNP", "PROPN", "nsubj", 1), ("sold", "VBN", "VERB", "ROOT", 1)]
    return mend_by_hand(*rows, *[("boats", "NNS", "NOUN", "dep", 1)] * boats)[1].tag_


def test_a_verb_with_a_subject_and_no_helper_is_a_past_tense_if_its_sentence_is_not_endless():
    assert sold(1) == "VBD"
    assert sold(300) == "VBN"


@pytest.mark.parametrize(("second", "tag"), [("trained", "VBD"), ("arrested", "VBN")])
def test_a_verb_hung_on_a_place_goes_on_with_a_list_and_is_done_if_nobody_does_it_himself(second, tag):
    doc = mend_by_hand(
        ("Tarn", "NNP", "PROPN", "nsubjpass", 2),
        ("was", "VBD", "AUX", "auxpass", 2),
        ("born", "VBN", "VERB", "ROOT", 2),
        ("in", "IN", "ADP", "prep", 2),
        ("Oslo", "NNP", "PROPN", "pobj", 3),
        (",", ",", "PUNCT", "punct", 4),
        (second, "VBN", "VERB", "acl", 4),
        ("and", "CC", "CCONJ", "cc", 6),
        ("lives", "VBZ", "VERB", "conj", 6),
        (".", ".", "PUNCT", "punct", 2),
    )
    assert (doc[6].head.text, doc[6].dep_, doc[6].tag_) == ("born", "conj", tag)


@pytest.mark.parametrize(
    ("comma", "article", "head"),
    [(",", "the", "clerk"), (",", "a", "Tarn"), ("so", "the", "Tarn")],
    ids=["known", "not known", "no comma"],
)
def test_a_known_second_behind_a_name_and_a_comma_is_not_what_the_first_is(comma, article, head):
    doc = mend_by_hand(
        ("clerk", "NN", "NOUN", "nsubj", 7),
        (",", ",", "PUNCT", "punct", 0),
        ("Tarn", "NNP", "PROPN", "appos", 0),
        (comma, ",", "PUNCT", "punct", 2),
        ("and", "CC", "CCONJ", "cc", 2),
        (article, "DT", "DET", "det", 6),
        ("judge", "NN", "NOUN", "conj", 2),
        ("left", "VBD", "VERB", "ROOT", 7),
        (".", ".", "PUNCT", "punct", 7),
    )
    assert doc[6].head.text == head


def test_what_was_built_by_one_and_sold_was_sold_not_selling():
    assert word(parsed("The mill was built by Tarn and sold to a bank."), "sold").tag_ == "VBN"


def test_of_it_is_a_thing_that_does_it_does():
    doc = parsed("It is a mill that makes paper.")
    assert said_of(word(doc, "mill"), word(doc, "that").i)[0].text == "It"
