from types import SimpleNamespace

import pytest

from claims.split import rivals, sentences, speakers
from claims.split.mentions import MentionKind, find_mentions, to_draft
from claims.vocab import SegmentKind


def read(text):
    bounds = sentences.paragraphs(text, 0, len(text))
    return list(sentences.read(text, [(SegmentKind.BODY, one) for one in bounds]))


def mentions(text, said, *, guess=False):
    found = find_mentions(read(text), guess=guess)
    return [one for one in found if text[one.start : one.end].lower() == said.lower()]


def meant(text, said, *, guess=False):
    """Whom the last mention in these words means: a name, "" for nobody, a set of names if it is open."""
    last = mentions(text, said, guess=guess)[-1]
    return {text[start:end] for start, end in last.candidates} or last.name


@pytest.mark.parametrize(
    ("text", "said", "name"),
    [
        ("Ada Moor opened the pool. She paid for it herself.", "she", "Ada Moor"),
        ("Tom Reed sold his boat in May.", "his", "Tom Reed"),
        ("Ada Moor met Tom Reed in Elm. She thanked the town.", "she", "Ada Moor"),
        ("Ada Moor met Tom Reed in Elm. He thanked the town.", "he", "Tom Reed"),
        ("The Green Party lost two seats. It blamed the weather.", "it", "Green Party"),
        ("Mr. Moor met Queen Helga. She thanked the town.", "she", "Helga"),
    ],
)
def test_a_pronoun_means_the_name_that_fits(text, said, name):
    assert meant(text, said) == name


@pytest.mark.parametrize(
    ("text", "said", "name"),
    [
        ("Ada Moor opened the pool. Moor paid for it.", "Moor", "Ada Moor"),
        ("Park Min-ho left Seoul on Monday. Park was tired.", "Park", "Park Min-ho"),
        ("The Elm Water Board raised its prices. The EWB gave no reason.", "EWB", "Elm Water Board"),
        ("Ada Moor opened the pool. Mrs. Moor's brother paid for it.", "Moor", "Ada Moor"),
    ],
)
def test_a_short_name_means_the_full_one(text, said, name):
    assert meant(text, said) == name


@pytest.mark.parametrize(
    ("text", "said", "name"),
    [
        ("Party leader Tom Reed spoke in Elm. The leader was tired.", "the leader", "Tom Reed"),
        ("Ada Moor, the mayor of Elm, spoke first. The mayor was tired.", "the mayor", "Ada Moor"),
        ("The Green Party met in May. Few came. The party blamed the rain.", "the party", "Green Party"),
        ("The Workers' Party met in May. The party blamed the rain.", "the party", "Workers' Party"),
        ("She flew to Norway on Friday. The country was covered in snow.", "the country", "Norway"),
    ],
)
def test_a_noun_means_the_name_it_was_said_of(text, said, name):
    assert meant(text, said) == name


def test_two_names_that_fit_as_well_are_both_given_nearest_first():
    text = "Mary Poole argued with Jane Hook because she was tired."
    [she] = mentions(text, "she")
    assert she.antecedent is None
    assert not she.name
    assert [text[start:end] for start, end in she.candidates] == ["Jane Hook", "Mary Poole"]


def test_a_guess_takes_one_of_two():
    text = "Mary Poole argued with Jane Hook because she was tired."
    assert meant(text, "she", guess=True) in {"Mary Poole", "Jane Hook"}


def test_what_rests_on_an_open_pronoun_is_open_too():
    text = "Mary Poole argued with Jane Hook because she was tired. She left early."
    assert meant(text, "she") == {"Mary Poole", "Jane Hook"}


def test_a_surname_of_two_people_is_open():
    text = "Ada Moor and Tom Moor came to Elm. Moor was tired."
    assert meant(text, "Moor") == {"Ada Moor", "Tom Moor"}


def test_a_title_of_the_other_gender_is_another_person():
    text = "Tom Reed gave a speech in Elm. He was tired. Mrs. Reed told a joke."
    [_, reed] = [
        one
        for one in find_mentions(read(text))
        if one.kind is MentionKind.NAME and "Reed" in text[one.start : one.end]
    ]
    assert reed.antecedent is None


def test_a_relative_of_the_same_surname_is_another_person():
    text = "Eva Moor fell. Moor was tired. Her sister, Anne Moor, left."
    [first, _, other] = [one for one in find_mentions(read(text)) if one.kind is MentionKind.NAME]
    assert first.cluster != other.cluster


def test_he_does_not_mean_a_woman():
    assert meant("Queen Helga opened the pool. He was tired.", "he") == ""


def test_they_does_not_mean_one_person():
    assert meant("Ada Moor counted the votes. They were few.", "they") == ""


def test_a_town_is_no_she():
    assert meant("A storm hit Oslo. She was tired.", "she") == ""


@pytest.mark.parametrize("name", ["Lower Harwick", "West Harwick", "New Harwick"])
def test_a_part_of_a_town_is_another_place(name):
    assert meant(f"Floods hit Harwick. Most people in {name} left. Harwick was rebuilt.", "Harwick") == ""
    assert meant(f"The mayor of Harwick left. {name} was flooded. It was rebuilt.", "it") in {name, ""}


def test_a_name_that_is_said_to_be_a_firm_is_no_he():
    assert meant("Jo Tarn sold boats to Marlin North, a company. The jury cleared him.", "him") == "Jo Tarn"


def test_who_is_named_as_his_brother_is_not_he():
    assert meant("The firm was sold by his brother, Paul Holt.", "his") == ""


def test_an_object_is_not_its_own_subject():
    assert meant("Tom Reed saw him in the garden.", "him") == ""


def test_the_owner_is_not_what_is_owned():
    text = "Tom Reed came with his brother. Ralph Stone and his friend left."
    assert meant(text, "his") == "Ralph Stone"


def test_a_reflexive_is_its_subject():
    assert meant("Tom Reed hurt himself on Monday.", "himself") == "Tom Reed"


def test_i_in_a_quotation_is_its_speaker():
    assert meant("“I like the pool,” Ada Moor told the council.", "I") == "Ada Moor"


def test_i_in_a_quotation_of_nobody_is_left_open():
    text = "Ada Moor opened the pool. “I like it.” Tom Reed laughed."
    [i] = mentions(text, "I")
    assert (i.antecedent, i.candidates) == (None, ())


@pytest.mark.parametrize("said", ["we", "you"])
def test_we_and_you_in_a_quotation_are_nobody_named(said):
    text = f"“Today {said} like the pool,” Ada Moor told Tom Reed."
    [one] = mentions(text, said)
    assert (one.antecedent, one.candidates) == (None, ())


@pytest.mark.parametrize(
    "text",
    [
        "The Green Party met in Elm. It rained all day.",
        "The Green Party met in Elm. It was clear that few would come.",
        "The Green Party met in Elm. It was reported that few came.",
    ],
)
def test_an_empty_it_is_no_mention(text):
    assert mentions(text, "it") == []


def test_a_pronoun_reaches_back_over_a_paragraph():
    text = "Ada Moor opened the pool on Monday.\n\nShe paid for it herself."
    assert meant(text, "she") == "Ada Moor"


def test_the_title_of_the_article_tells_its_topic():
    text = "Ada Moor opens the pool\n\nAda Moor opened the pool. It cost little."
    bounds = sentences.paragraphs(text, 0, len(text))
    kinds = [SegmentKind.TITLE, SegmentKind.BODY]
    found = find_mentions(list(sentences.read(text, zip(kinds, bounds, strict=True))))
    assert len({one.cluster for one in found if text[one.start : one.end] == "Ada Moor"}) == 1


def test_places_are_the_article_s_own():
    text = "😀 A line.\n\nAda Moor, the mayor, opened the pool.\n\nThe mayor’s brother paid. She was glad."
    for one in find_mentions(read(text)):
        said = text[one.start : one.end]
        assert said.strip() == said
        assert one.phrase[0] <= one.start < one.end <= one.phrase[1]
        if one.antecedent is not None:
            assert text[slice(*one.antecedent)] == one.name == "Ada Moor"


def test_a_mention_names_its_head_token():
    text = "Rain fell.\n\nAda Moor opened the pool."
    [ada] = mentions(text, "Ada Moor")
    paragraph, token = ada.at
    assert read(text)[paragraph].doc[token].text == "Moor"


def test_a_full_name_stands_for_itself():
    [ada] = mentions("Ada Moor opened the pool.", "Ada Moor")
    assert (ada.antecedent, ada.name, ada.kind) == (None, "", MentionKind.NAME)


def test_a_draft_holds_the_words_and_the_places():
    text = "Ada Moor opened the pool. She paid."
    [she] = mentions(text, "she")
    draft = to_draft(she, text)
    assert (draft.words, draft.name, draft.antecedent, draft.candidates) == ("She", "Ada Moor", (0, 8), ())


def test_an_article_leaves_nothing_to_the_next():
    assert meant("Ada Moor opened the pool. She paid.", "she") == "Ada Moor"
    assert meant("It was late. She paid.", "she") == ""


def test_an_empty_article_has_no_mentions():
    assert find_mentions([]) == []


def word(doc, text):
    return next(token for token in doc if token.text == text)


def test_a_source_is_told_without_the_clauses_behind_its_nouns_and_not_at_any_length():
    doc = read("A clerk for the ministry that runs it said so.")[0].doc
    assert [token.text for token in speakers._behind(word(doc, "clerk"))] == ["for", "the", "ministry"]
    doc = read("A clerk for the ministry of trade and industry and labour and health said so.")[0].doc
    assert speakers._behind(word(doc, "clerk")) == []


def test_a_noun_that_announces_a_clause_is_not_what_a_word_in_it_means():
    doc = read("The claim was that it leaked.")[0].doc
    claim, it = SimpleNamespace(head=word(doc, "claim")), word(doc, "it")
    assert rivals._is_spelled_out(it, claim)
    doc = read("The claim hurt because it leaked.")[0].doc
    assert not rivals._is_spelled_out(word(doc, "it"), SimpleNamespace(head=word(doc, "claim")))
