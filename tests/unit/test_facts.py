"""The smallest parts of a sentence: what they say, what they may not say, and what kind they are."""

import pytest
from spacy.tokens import Doc, Span

from claims.split import sentences
from claims.split.cutting import ranking
from claims.split.cutting.build import Proposition
from claims.split.cutting.facts import candidates_in, facts_of, kind_of, parts_of
from claims.split.cutting.mend import mended
from claims.split.cutting.pieces import line, own
from claims.split.cutting.ranking import Leaning
from claims.split.cutting.series import join_lists
from claims.split.cutting.shorter import whole_name
from claims.split.cutting.tree import Tree
from claims.split.cutting.wordings import name_of
from claims.split.parsed import plain
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
        ("A 21-year-old man left the court.", "The man was 21 years old", FactKind.NUMBER),
        ("Prime Minister Ann Lee will open it.", "Ann Lee is Prime Minister", FactKind.WHO),
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


@pytest.mark.parametrize(
    ("words", "without"),
    [
        ("He praised the “fire and smoke” of the play.", "He praised the fire"),
        ("He commuted between Leeds and York.", "He commuted between Leeds"),
        ("He played for Leeds or York.", "He played for Leeds"),
    ],
)
def test_a_list_that_means_all_its_members_at_once_is_not_taken_apart(words, without):
    assert without not in possible(words)


def test_of_two_titles_that_are_each_in_quotes_each_is_a_fact():
    assert 'He wrote "Bread"' in possible('He wrote "Salt" and "Bread" in Leeds.')


@pytest.mark.parametrize(
    ("words", "fact"),
    [
        ("He kept a dog and cats.", "He kept cats"),
        ("He bought a boat and the mill.", "He bought the mill"),
        ("She sold his mill and her boat.", "She sold her boat"),
    ],
)
def test_a_member_of_a_list_is_lent_no_article_that_does_not_fit_it(words, fact):
    assert fact in possible(words)


@pytest.mark.parametrize(
    ("words", "without"),
    [
        ("She is a football and radio commentator.", "She is a football"),
        ("She is a water and power manager.", "She is a water"),
    ],
)
def test_nobody_is_what_only_tells_their_calling(words, without):
    assert without not in possible(words)


def test_a_clause_says_when_without_what_follows_in_it():
    assert "She left the town when the mill closed" in possible(
        "She left the town when the mill closed in 1990."
    )


@pytest.mark.parametrize(
    ("words", "without"),
    [
        ("She starred in Lost vs Found (2013).", "She starred in Lost"),
        ("She starred in Escape from Harwick (2013).", "She starred in Escape"),
    ],
)
def test_a_title_goes_on_behind_a_small_word(words, without):
    assert without not in possible(words)


def test_what_hangs_on_one_of_a_list_is_not_said_of_another():
    found = possible("She bought a house in Leeds and a mill in York.")
    assert "She bought a house in York" not in found


def test_what_somebody_did_not_do_after_something_tells_not_that_it_happened():
    assert "She closed the bridge" not in possible("She did not leave after closing the bridge.")


# Parses written by hand


def by_hand(*rows, names=()):
    """A parse of one sentence: of each word its kind, relation and head; `names` are spans of a name."""
    words, kinds, deps, heads = zip(*rows, strict=True)
    doc = Doc(sentences.model().vocab, list(words), pos=list(kinds), deps=list(deps), heads=list(heads))
    doc.ents = [Span(doc, start, end, label="WORK_OF_ART") for start, end in names]
    return plain(doc)


@pytest.mark.parametrize(
    ("between", "last", "names", "said"),
    [
        ("Lamps", "Song", [(1, 4), (5, 6)], ["Hearts"]),
        ("Lamps", "Song", [(1, 6)], ["Hearts", ",", "Lamps", "and", "Song"]),
        (None, "Song", [(1, 4), (5, 6)], ["Hearts", ",", "Lamps"]),
    ],
)
def test_a_comma_ends_a_name_only_in_a_list_that_is_not_one_name_as_a_whole(between, last, names, said):
    middle = ("Lamps", "PROPN", "conj", 1) if between else ("Lamps", "PROPN", "appos", 1)
    doc = by_hand(
        ("saw", "VERB", "ROOT", 0),
        ("Hearts", "PROPN", "dobj", 0),
        (",", "PUNCT", "punct", 1),
        middle,
        ("and", "CCONJ", "cc", 1),
        (last, "PROPN", "conj", 3 if between else 1),
        names=names,
    )
    assert [token.text for token in name_of(doc[1])] == said


def test_only_a_comma_parts_a_name_from_the_next():
    doc = by_hand(
        ("Hearts", "PROPN", "ROOT", 0),
        ("2", "NUM", "nummod", 0),
        (",", "PUNCT", "punct", 0),
        ("Lamps", "PROPN", "conj", 0),
        ("and", "CCONJ", "cc", 3),
        ("Song", "PROPN", "conj", 3),
        names=[(0, 4), (5, 6)],
    )
    assert [token.text for token in name_of(doc[0])] == ["Hearts", "2"]


def test_a_whole_name_ends_with_its_last_word():
    doc = by_hand(
        ("the", "DET", "det", 2),
        ("drama", "NOUN", "compound", 2),
        ("Harbour", "PROPN", "ROOT", 2),
        ("in", "ADP", "prep", 2),
        ("Oslo", "PROPN", "pobj", 3),
        names=[(2, 3)],
    )
    assert [token.text for token in whole_name(doc[2])] == ["Harbour"]


def joined(*rows):
    """How each word of a parse hangs once its lists are mended: by what, on which."""
    words, kinds, deps, heads = map(list, zip(*rows, strict=True))
    tree = Tree(words, heads, deps, kinds, [0] * len(words))
    join_lists(tree, 0, len(words))
    return {word: (tree.deps[at], words[tree.heads[at]]) for at, word in enumerate(words) if word.isalpha()}


IS = ("is", "AUX", "ROOT", 0)


def test_of_callings_with_a_comma_between_none_tells_which_the_last_is():
    found = joined(
        IS,
        ("writer", "NOUN", "nmod", 6),
        (",", "PUNCT", "punct", 1),
        ("singer", "NOUN", "conj", 1),
        ("and", "CCONJ", "cc", 1),
        ("television", "NOUN", "compound", 6),
        ("host", "NOUN", "attr", 0),
    )
    assert found["singer"] == ("conj", "writer")
    assert found["host"] == ("conj", "writer")


def callings(first, *others, relation="nmod", last="host"):
    rows = [IS, (first, "NOUN", relation, 0), ("and", "CCONJ", "cc", 1)]
    rows += [(other, "NOUN", "conj", 1) for other in others]
    end = len(rows)
    rows[1] = (first, "NOUN", relation, end)
    return joined(*rows, (last, "NOUN", "attr", 0))


def test_a_calling_before_another_is_one_too():
    found = callings("writer", "television")
    assert found["writer"] == ("attr", "is")
    assert found["host"] == ("conj", "writer")
    assert found["television"] == ("compound", "host")


@pytest.mark.parametrize(
    "found",
    [
        callings("writer", "radio", relation="poss"),
        callings("writer", "teacher", last="union"),
        callings("film", "radio"),
        callings("writer", "film", "radio"),
    ],
    ids=["owner", "no calling behind", "no calling before", "two words between"],
)
def test_what_need_not_be_a_calling_stays_where_it_hangs(found):
    assert [dep for dep, _ in found.values()][1] in {"nmod", "poss"}


def test_a_noun_taken_for_an_addition_right_behind_its_own_modifier_leads_it():
    found = joined(IS, ("football", "NOUN", "attr", 0), ("receiver", "NOUN", "appos", 1))
    assert found["receiver"] == ("attr", "is")
    assert found["football"] == ("compound", "receiver")


def test_nouns_before_a_comma_share_the_place_of_the_last():
    found = joined(
        ("praised", "VERB", "ROOT", 0),
        ("ethic", "NOUN", "nmod", 6),
        (",", "PUNCT", "punct", 6),
        ("drive", "NOUN", "nmod", 6),
        (",", "PUNCT", "punct", 6),
        ("and", "CCONJ", "cc", 6),
        ("views", "NOUN", "dobj", 0),
    )
    assert [found[noun] for noun in ("ethic", "drive", "views")] == [
        ("dobj", "praised"), ("conj", "ethic"), ("conj", "drive")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("before", "comma", "relation"),
    [(",", ",", "conj"), ("(", ",", "appos"), (",", "so", "appos")],
    ids=["list", "bracket", "no comma before and"],
)
def test_additions_with_a_comma_before_and_are_a_list_outside_of_brackets(before, comma, relation):
    found = joined(
        IS,
        ("dancer", "NOUN", "attr", 0),
        (before, "PUNCT", "punct", 1),
        ("model", "NOUN", "appos", 1),
        (comma, "PUNCT", "punct", 3),
        ("and", "CCONJ", "cc", 3),
        ("actress", "NOUN", "conj", 3),
    )
    assert found["model"] == (relation, "dancer")


@pytest.mark.parametrize(
    ("mark", "subject"), [(",", ("nsubj", "sang")), ("(", ("appos", "Roma"))], ids=["comma", "bracket"]
)
def test_a_name_behind_a_comma_is_the_subject_where_the_parser_took_that_of_a_phrase(mark, subject):
    found = joined(
        ("playing", "VERB", "advcl", 5),
        ("for", "ADP", "prep", 0),
        ("Roma", "PROPN", "nsubj", 5),
        (mark, "PUNCT", "punct", 2),
        ("Ann", "PROPN", "appos", 2),
        ("sang", "VERB", "ROOT", 5),
    )
    assert found["Ann"] == subject


def test_a_clause_with_which_hangs_on_the_noun_right_before_it():
    found = joined(
        ("pool", "NOUN", "nsubj", 4),
        (",", "PUNCT", "punct", 0),
        ("which", "PRON", "nsubj", 3),
        ("leaks", "VERB", "advcl", 4),
        ("closed", "VERB", "ROOT", 4),
    )
    assert found["leaks"] == ("relcl", "pool")


def test_two_places_with_a_comma_between_are_no_list_and_three_with_and_are():
    rows = [
        ("in", "ADP", "ROOT", 0),
        ("Delhi", "PROPN", "pobj", 0),
        (",", "PUNCT", "punct", 1),
        ("Oslo", "PROPN", "conj", 1),
    ]
    assert joined(*rows)["Oslo"] == ("appos", "Delhi")
    assert joined(*rows, ("and", "CCONJ", "cc", 3), ("Rome", "PROPN", "conj", 3))["Oslo"] == ("conj", "Delhi")


def test_what_all_members_of_a_list_share_counts_as_its_features_say():
    model = ranking.weights()["first"]
    doc = read("Ada Moor, a judge, sold boats and nets to the town of Harwick in May as a favour.")
    for sentence in doc.sents:
        found = candidates_in(sentence)
        assert len({fact.kind for fact in found}) > 2
        for fact in found:
            told = sum(model.get(name, 0.0) for name in ranking.shared_features(fact))
            assert ranking.shared_score(fact) == told
