"""The splitter cannot invent: what must hold for any text, and that the checker of it sees what does not."""

from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.models.analysis import CoverageDraft, DateDraft, LinkDraft, TraceDraft
from claims.models.drafts import ClaimDraft, OccurrenceDraft, SegmentDraft, Splitting
from claims.split import sentences
from claims.vocab import CoverageReason, LinkKind, SegmentKind, WordOrigin
from tests.eval import invariants
from tests.trace import Given, is_form_of, offences, read, tells_the_date, tiling, whole

STATED = WordOrigin.STATED
DAY = date(2021, 4, 7)
SENTENCES = [
    "Mayor opens the longest pier of the coast",
    "Mayor Ada Moor closed the harbour for nine days, state radio reported Monday.",
    "Mayor Ada Moor stands on the pier in Harwick on Monday.",
    "Moor, who is 40, “did not meet the goal and warned that there would be “serious” trouble.",
    "She closed the harbour and her brother, who owns it, sold his boats.",
    "The council, which has 12 members, met on Friday and approved the plan.",
    "“The plan is too small,” Moor said. “It leaves 300 people without work.”",
    "A spokesman said the law “protects children” and “has cut accidents by 20 percent” here.",
    "“The pool is old,” Moor said, “but it is safe.”",
    "According to the archive, the bridge opened in 1931; it was rebuilt in 1946.",
    "The clerk allegedly took 12 files and gave them to a reporter, prosecutors said.",
    "While exports of steel fell, imports rose 4 percent, and the gap, which had narrowed, widened.",
    "Since losing the vote last year, the party, led by Tom Reed, has closed its office.",
    "“We closed the pool and we left the town",
    "He didn't pay; they'd left, and it's the mayor's.",
    "The firm’s chief, Ada Moor, said on Tuesday that they had sold the pier (its last) a year ago.",
]
ODD = [
    *(
        "👍🏽",
        "👨‍👩‍👧",
        "é",
        "e\u0301",
        "\u0301",
        "🇰🇷",
        "\u200d",
        "\u200b",
        "\u200f",
        "\u202e",
        "\ud800",
        "\udc00",
        "\x00",
    ),
    *("“", "”", '"', "‘", "’", "«", "(", ")", "((", "[", ";", ",", ":", "—", "…", "-", ".", "?", "!"),
    *("\n", "\n\n", "\t", "  ", "\u00a0", "\u2028", "\r\n", "", " "),
    *("시장은 다리를 열었다.", "שלום עולם.", "مرحبا بالعالم", "Мэр закрыл бассейн.", "市长开了桥。"),
    *("https://example.org/" + "a" * 120, "x" * 130, "#tag @name", "<p>", "1.2.3", "$", "'s", "n't"),
]


@st.composite
def broken_into(draw):
    """A sentence with something odd inside, between words or in the middle of one."""
    words, odd = draw(st.sampled_from(SENTENCES)), draw(st.sampled_from(ODD))
    at = draw(st.integers(0, len(words)))
    return words[:at] + odd + words[at:]


MIX = st.lists(
    st.one_of(broken_into(), st.sampled_from(SENTENCES), st.sampled_from(ODD), st.text(max_size=8)),
    max_size=6,
)
KINDS = st.sampled_from(list(SegmentKind))


@st.composite
def articles(draw):
    """A text of mixed pieces, and segments that tile it; cuts may fall anywhere."""
    text = draw(st.sampled_from(["", " ", "\n"])).join(draw(MIX))
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=3)))
    edges = [0, *cuts, len(text)]
    segments = [SegmentDraft(one, two, draw(KINDS), "test") for one, two in pairwise(edges)]
    return Given(text, segments, draw(st.sampled_from([None, DAY])))


@settings(deadline=None, max_examples=150)
@given(articles(), st.sampled_from(["en", "ko"]))
def test_whatever_the_text_nothing_is_invented(article, language):
    assert offences(article, read(article, language)) == []


@settings(deadline=None, max_examples=40)
@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=8), st.sampled_from([" ", "\n\n"]))
def test_own_sentences_in_any_order_give_only_their_own_words(chosen, joint):
    article = whole(joint.join(chosen), DAY)
    found = read(article)
    assert offences(article, found) == []
    assert found == read(article)


@settings(deadline=None, max_examples=60)
@given(articles())
def test_every_place_of_a_claim_lies_inside_one_sentence(article):
    found = read(article)
    for draft in found.drafts:
        for place in draft.occurrences:
            assert any(one.start <= place.start and place.end <= one.end for one in found.coverage)


@pytest.mark.parametrize("words", SENTENCES)
def test_each_own_sentence_holds(words):
    article = whole(words, DAY)
    assert offences(article, read(article)) == []


def test_the_demo_holds():
    demo = Path(__file__).parents[2] / "app" / "demo.txt"
    article = whole(demo.read_text(encoding="utf-8"), DAY)
    assert offences(article, read(article)) == []


def test_a_sentence_too_long_to_take_apart_is_whole_and_the_rest_is_not():
    from claims.split.propose import MOST_TOKENS

    endless = "The council met on Friday and " + "approved the plan and " * MOST_TOKENS + "left the hall."
    article = whole(
        f"The mayor left and the clerk stayed.\n\n{endless}\n\nThe pier fell and the pool closed."
    )
    found = read(article)
    assert offences(article, found) == []
    assert [draft.text for draft in found.drafts if len(draft.text) < 60] == [
        "The mayor left",
        "The clerk stayed",
        "The pier fell",
        "The pool closed",
    ]
    assert len(found.drafts) == 5


def test_a_place_never_ends_inside_a_character():
    words = "The council met 👍🏽 on Friday and 👨‍👩‍👧 approved the plan of 🇰🇷."
    assert offences(whole(words), read(whole(words))) == []


def test_sentences_of_the_parser_are_those_of_the_map():
    words = "The pier fell. The pool closed.\n\nThe mayor left."
    found = read(whole(words))
    spans = sentences.paragraphs(words, 0, len(words))
    parsed = [
        (start + sentence.start_char, start + sentence.end_char)
        for (start, _), doc in sentences.parse(words, spans)
        for sentence in sentences.sentences(doc)
    ]
    assert [(one.start, one.end) for one in found.coverage] == parsed


# The checker sees what it is there to see.

TEXT = "The pier fell in May. It was old."
TRACE = tuple(
    TraceDraft(start, end, STATED, (start, end))
    for start, end in ((0, 3), (4, 8), (9, 13), (14, 16), (17, 20))
)
FELL = ClaimDraft("The pier fell in May", (OccurrenceDraft(0, 20),), trace=TRACE)
MAP = (CoverageDraft(0, 21, (0,)), CoverageDraft(22, 33, (), CoverageReason.OPINION))


def said(draft=FELL, coverage=MAP, more=()):
    return " | ".join(offences(whole(TEXT), Splitting((draft, *more), coverage)))


def test_a_claim_that_holds_offends_nobody():
    assert said() == ""


@pytest.mark.parametrize(
    ("draft", "offence"),
    [
        (replace(FELL, trace=TRACE[1:]), "'The' has no trace"),
        (replace(FELL, trace=TRACE[:-1]), "'May' has no trace"),
        (replace(FELL, trace=(TRACE[0], *TRACE)), "a trace at 0-3 after 3"),
        (replace(FELL, text="The pier fell on May"), "'on' is no stated for 'in'"),
        (replace(FELL, text="The PIER fell in May"), "'PIER' is no stated"),
        (replace(FELL, text="The pier fell in May "), "white space at an edge"),
        (replace(FELL, trace=(replace(TRACE[0], at=(0, 90)), *TRACE[1:])), "'The' stands at (0, 90)"),
        (replace(FELL, trace=(replace(TRACE[0], at=None), *TRACE[1:])), "'The' stands at None"),
        (replace(FELL, trace=(replace(TRACE[0], origin=WordOrigin.COPULA), *TRACE[1:])), "no copula"),
        (
            replace(FELL, trace=(*TRACE[:1], replace(TRACE[1], origin=WordOrigin.DETERMINER), *TRACE[2:])),
            "no determiner",
        ),
        (replace(FELL, trace=(*TRACE[:4], replace(TRACE[4], origin=WordOrigin.DATE))), "no date"),
        (replace(FELL, occurrences=()), "stands nowhere"),
        (replace(FELL, occurrences=(OccurrenceDraft(0, 90),)), "out of bounds"),
        (replace(FELL, occurrences=(OccurrenceDraft(0, 13),)), "states (14, 16) outside its places"),
        (replace(FELL, occurrences=(OccurrenceDraft(0, 20, parts=((0, 8), (9, 21))),)), "do not span"),
        (replace(FELL, occurrences=(OccurrenceDraft(0, 20, parts=((0, 9), (8, 20))),)), "overlap"),
        (replace(FELL, dates=(DateDraft(17, 20, "Mai"),)), "'Mai' is not what stands at 17-20"),
        (replace(FELL, dates=(DateDraft(22, 24, "It"),)), "'It' lies outside its places"),
        (replace(FELL, links=(LinkDraft(LinkKind.ATTRIBUTES, 4),)), "link to 4"),
        (replace(FELL, links=(LinkDraft(LinkKind.ATTRIBUTES, 0),)), "link to 0"),
        (replace(FELL, claimant="Moor"), "claimant"),
    ],
)
def test_a_draft_that_does_not_hold_is_seen(draft, offence):
    assert offence in said(draft)


@pytest.mark.parametrize(
    ("coverage", "offence"),
    [
        (MAP[:1], "'It' stands in no sentence"),
        (MAP[::-1], "overlap"),
        ((MAP[0], replace(MAP[1], reason=None)), "has drafts () and reason None"),
        ((replace(MAP[0], reason=CoverageReason.WISH), MAP[1]), "reason wish"),
        ((replace(MAP[0], drafts=(0, 3)), MAP[1]), "yields 3"),
        ((replace(MAP[0], drafts=(), reason=CoverageReason.WISH), MAP[1]), "comes from no sentence"),
        ((*MAP, CoverageDraft(33, 50, (0,))), "out of bounds"),
    ],
)
def test_a_map_that_does_not_hold_is_seen(coverage, offence):
    assert offence in said(coverage=coverage)


def test_white_space_is_no_word():
    assert list(
        tiling("a  b", [TraceDraft(0, 1, STATED), TraceDraft(1, 3, STATED), TraceDraft(3, 4, STATED)])
    )


@pytest.mark.parametrize(
    ("word", "there", "holds"),
    [
        ("lost", "losing", True),
        ("was", "being", True),
        ("refers", "referring", True),
        ("he", "his", True),
        ("’s", "her", True),
        ("left", "staying", False),
        ("she", "his", False),
        ("killed", "murdering", False),
    ],
)
def test_a_form_is_a_form_of_the_word_that_stands_there(word, there, holds):
    assert is_form_of(word, there) is holds


@pytest.mark.parametrize(
    ("words", "first", "last", "there", "holds"),
    [
        ("(6 April 2021)", "2021-04-06", "2021-04-06", "Tuesday", True),
        ("(7 April 2021)", "2021-04-06", "2021-04-06", "Tuesday", False),
        ("(6 May 2021)", "2021-04-06", "2021-04-06", "Tuesday", False),
        ("2021", "2021-01", "2021-01", "January", True),
        ("(the week of 5 April 2021)", "2021-W14", "2021-W14", "this week", True),
        ("(the night of 6 April 2021)", "2021-04-06", "2021-04-06", "Tuesday night", True),
        ("(the secret night of 6 April 2021)", "2021-04-06", "2021-04-06", "Tuesday night", False),
    ],
)
def test_a_date_says_no_more_than_was_resolved(words, first, last, there, holds):
    assert tells_the_date(words, DateDraft(0, 1, there, first, last, rule="test")) is holds


def test_a_date_that_no_rule_resolved_may_not_be_told():
    assert not tells_the_date("2021", DateDraft(0, 1, "May", "2021-05", "2021-05"))


# The figure over all texts at hand.


def test_a_text_that_holds_has_a_hit_a_draft_and_one_for_its_map():
    assert invariants.check(("The pier fell. The pool closed.", "")) == ([True, True, True], [])
    assert invariants.check(("Who knew?", "2021-04-07")) == ([True], [])


def test_a_text_that_breaks_the_splitter_is_a_miss_and_not_the_end(monkeypatch):
    monkeypatch.setattr(invariants, "read", lambda _: 1 // 0)
    assert invariants.check(("The pier fell.", "no day")) == (
        [False],
        ["'The pier fell.': ZeroDivisionError('integer division or modulo by zero')"],
    )


def test_without_any_set_there_is_no_figure_and_nothing_fails(monkeypatch, tmp_path):
    monkeypatch.setenv("CLAIMDESK_EVAL_DATA", str(tmp_path))
    [figure] = invariants.measure()
    assert (figure.value, figure.at_hand) == (None, False)
