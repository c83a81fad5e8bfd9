"""Text that no newsroom would send, and every newsroom does: never an error, never a wrong place."""

import pytest

from claims.split import propose, read_article, sentences
from claims.split.whose import MOST_DEEP
from claims.vocab import CoverageReason
from tests.trace import offences, read, whole

LEFT = "The mayor left the town and the clerk stayed."


def held(text, language="en"):
    """What a splitter makes of a text, which holds what must hold; twice the same."""
    given = whole(text)
    found = read(given, language)
    assert offences(given, found) == []
    assert read(given, language) == found
    return found


def texts(found):
    return [draft.text for draft in found.drafts]


@pytest.mark.parametrize("language", ["en", "fr", "ko", "he", ""])
@pytest.mark.parametrize(
    "text",
    [
        "Year\tPools\tVisitors\n2019\t3\t40,000\n2020\t2\t12,000\n2021\t1\t900\n",
        "| Year | Pools |\n|------|-------|\n| 2019 | 3 |\n| 2020 | 2 |",
        "Pools: 3; 2; 1\n– Harwick: 40%\n– Ely: 12%\n",
        "The council decided:\n- to close the pool\n* to pay the clerk\n1. The mayor resigns.\n2) It rains.",
        "THE COUNCIL CLOSED THE POOL AND SOLD THE LAND. “WE HAD NO MONEY,” MAYOR ADA MOOR SAID.",
        "the council met on friday and the mayor left and the clerk stayed and nobody knew why it was shut",
        'def f(x):\n    return {k: v for k, v in x.items() if v != ""}  # keep\nassert f({}) == {}\n',
        'if (a && b) { printf("%d\\n", c); }\nSELECT * FROM claims;\n<p class="x">The mayor left.</p>',
        '{"claims": [{"text": "The mayor left", "links": []}], "id": 7}',
        "שלום לכולם, היום יורד גשם בחוץ. The mayor said “שלום” and left. \u202eabc\u202c was shown. مرحبا.",
        "“We closed the pool.” “We had no money.” “Who knew?” “”",
        '“““””” """ ‘’ «» “We left” ” and “ they stayed',
        "“The mayor said “the clerk said “the pool is closed” and left” and stayed” she said.",
        "The mayor " + "(who left " * 40 + "the town" + ")" * 40 + " resigned.",
        "[" * 300 + "The mayor left the town." + "]" * 300,
        "((((((The mayor left the town)))",
        "The mayor opened https://example.org/" + "a" * 150 + " and left the town.",
        "x" * 5_000,
        "The mayor \ud800 left the town and sold the \udfff pool.",
        "The mayor\x00 left the\u200b town and sold\u2060 the pool.",
        "The\u00a0mayor\u2028left the\u3000town and sold the pool.\u00a0\u00a0She stayed.\u00a0 ",
        "The  mayor   left the town  and\n   sold\t\tthe pool .",
        "The council met 👍🏽 on Friday and 👨‍👩‍👧 approved the plan of 🇰🇷.",
        "The cafe\u0301 opened and T\u0336h\u0336e\u0336 pool closed.",
        "Moor didn't leave; she'd stayed, couldn't've paid and wouldn't sell. It's the mayor's, isn't it?",
        "The mayor left—the clerk, who'd stayed, didn't—and sold the pool–house...",
        "A. B. C. D. E.g. i.e. No. 4. U.S. 3.5. p.m. Mr. Dr. St.",
        ". . . ! ! ? ? , ; : - – — … ' \" ( ) [ ]",
        "and and and but but or or , , , who who which which that that",
        "He she it they we I you his her its their our my your",
        "Said Moor said Reed said Lee said Holt said that said.",
        "Tuesday Wednesday last year 2021-13-45 31 February 99/99/9999 in 20 the 1990s 25 BC",
    ],
)
def test_whatever_is_pasted_is_read_without_an_error(text, language):
    held(text, language)


def test_other_languages_give_their_sentences():
    found = held("Der Rat schloss das Bad. Wer zahlt? Die Stadt verkaufte im Mai das Land.", "de")
    assert texts(found)[0] == "Der Rat schloss das Bad."
    assert len(found.drafts) == 2


def test_a_foreign_line_among_english_ones_gives_none_and_says_so():
    found = held(f"{LEFT}\n\n시장은 새 다리를 열었다.\n\n{LEFT.replace('mayor', 'judge')}")
    assert texts(found) == ["The mayor left the town", "The clerk stayed", "The judge left the town"]
    assert [one.reason for one in found.coverage] == [None, CoverageReason.OTHER_SCRIPT, None]


def test_a_table_gives_no_claims():
    assert texts(held("Year\tPools\tVisitors\n2019\t3\t40,000\n2020\t2\t12,000\n")) == []


@pytest.mark.parametrize("bullet", ["- ", "* ", "• ", "1. "])
def test_sentences_of_a_list_are_read_one_by_one(bullet):
    lines = ["The council closed the pool in May.", "The town sold the land in June."]
    found = held("\n".join(bullet + line for line in lines))
    assert [text.strip("-*•1. ") for text in texts(found)] == [line[:-1] for line in lines]


def test_capitals_do_not_keep_a_sentence_from_being_read():
    found = held("THE COUNCIL CLOSED THE POOL AND SOLD THE LAND.")
    assert "".join(texts(found)).isupper()
    assert found.drafts


def test_words_in_a_claim_are_never_filled_in():
    url = "https://example.org/" + "a" * 150
    found = held(f"The mayor opened {url} and left the town.")
    assert not any("xxx" in text for text in texts(found))
    assert not any("\ufffd" in text for text in texts(held("The mayor \ud800 left the town.")))


def test_a_sentence_of_ten_thousand_words_costs_no_more_than_its_parse(monkeypatch):
    cut = []
    cuts_in = propose.cuts_in
    monkeypatch.setattr(propose, "cuts_in", lambda one, **how: cut.append(len(one)) or cuts_in(one, **how))
    endless = "The council met on Friday and " + "approved the plan and " * 2_500 + "left the hall."
    given = whole(f"{LEFT}\n\n{endless}\n\n{LEFT.replace('mayor', 'judge')}")
    found = read(given)
    assert offences(given, found) == []
    assert max(cut) <= propose.MOST_TOKENS
    short = [text for text in texts(found) if len(text) < 60]
    assert short == ["The mayor left the town", "The clerk stayed", "The judge left the town"]


@pytest.mark.parametrize("times", [60, 1_000])
def test_sayings_inside_sayings_are_followed_no_further_than_a_few(times):
    text = f"{LEFT}\n\n{'Tarn said that ' * times}the mill burned.\n\n{LEFT.replace('mayor', 'judge')}"
    found = held(text)
    assert len(found.drafts) <= 3 + 1 + MOST_DEEP
    assert sum(len(draft.text) for draft in found.drafts) < (2 + MOST_DEEP) * len(text)
    assert texts(found)[-1] == "The judge left the town"


def test_a_sentence_one_word_too_long_stays_whole():
    words = "The council met and " + "left and " * (propose.MOST_TOKENS // 2) + "stayed."
    assert len(held(words).drafts) == 1


def test_a_long_run_without_spaces_is_not_taken_apart():
    [(_, doc)] = sentences.parse("(" * 20_000, [(0, 20_000)])
    assert len(doc) < 10
    held("(" * 20_000)


def test_a_long_text_is_read_a_paragraph_at_a_time():
    names = ("mayor", "judge", "clerk", "nurse", "baker", "pilot", "miner", "guard", "poet", "monk")
    lines = [
        f"The {one} met the {two} in room {n}."
        for one in names
        for two in names
        for n in range(3)
        if one != two
    ]
    seen = []
    text = "\n\n".join(lines)
    given = whole(text)
    found = read_article(text, given.segments, "en", progress=lambda done, total: seen.append((done, total)))
    assert seen[0] == (0, len(lines))
    assert seen[-1] == (len(lines), len(lines))
    assert offences(given, found) == []
    assert len(found.coverage) == len(lines)
    assert all(one.drafts for one in found.coverage)


def test_the_same_line_many_times_is_one_claim_at_as_many_places():
    found = held("The mayor left the town.\n\n" * 300)
    [draft] = found.drafts
    assert len(draft.occurrences) == len(found.coverage) == 300


@pytest.mark.parametrize(
    "opened", ["“We closed the pool and we left.", "(The pool closed in May.", "‘We left the town."]
)
def test_what_never_closes_ends_with_its_paragraph(opened):
    found = held(f"{opened}\n\n{LEFT}")
    assert texts(found)[-2:] == ["The mayor left the town", "The clerk stayed"]
    assert all(draft.claimant == "" for draft in found.drafts[-2:])
