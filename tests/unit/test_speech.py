"""Who says what: `claims.split.speech`."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.models.analysis import AttributionDraft
from claims.split.sentences import paragraphs, read
from claims.split.speech import GUM, NEWS, Profile, find_attributions
from claims.split.speech.quotes import quotes_of
from claims.vocab import AttributionForm, Hedge, SegmentKind


def found_in(text: str, profile: Profile = NEWS) -> list[AttributionDraft]:
    spans = [(SegmentKind.BODY, bounds) for bounds in paragraphs(text, 0, len(text))]
    return find_attributions(list(read(text, spans)), profile)


def words_of(text: str, profile: Profile = NEWS) -> list[tuple[str, str, str]]:
    """Source, cue and content of each attribution, as words."""
    return [
        tuple(
            " … ".join(text[start:end] for start, end in part) for part in (one.source, one.cue, one.content)
        )
        for one in found_in(text, profile)
    ]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("The mayor said that the bridge was closed.", "The mayor", "said", "that the bridge was closed"),
        ("The bridge was closed, the mayor said.", "the mayor", "said", "The bridge was closed"),
        (
            "The bridge, the mayor said, will open in May.",
            "the mayor",
            "said",
            "The bridge … will open in May",
        ),
        (
            "“The bridge is closed,” said Ann Lee, the mayor.",
            "Ann Lee, the mayor",
            "said",
            "“The bridge is closed,”",
        ),
        (
            "“It is shut,” Lee said. “It will stay shut.”",
            "Lee",
            "said",
            "“It is shut,” … “It will stay shut.”",
        ),
        ("“The bridge,” Lee said, “is a ruin.”", "Lee", "said", "“The bridge,” … “is a ruin.”"),
        ("According to the ministry, 40 people died.", "the ministry", "According to", "40 people died"),
        (
            "Forty people died, according to the ministry.",
            "the ministry",
            "according to",
            "Forty people died",
        ),
        ("In her view, the tax is unfair.", "her", "In her view", "the tax is unfair"),
        (
            "The road opens on Monday, reported by the Daily Star.",
            "the Daily Star",
            "reported",
            "The road opens on Monday",
        ),
        ("Critics called the plan a disgrace.", "Critics", "called", "the plan … a disgrace"),
        ("The union called for a new vote.", "The union", "called … for", "a new vote"),
        ("The union urged the council to act.", "The union", "urged", "the council to act"),
        ("She asked whether the road was open.", "She", "asked", "whether the road was open"),
        ("Lopez told reporters that she would resign.", "Lopez", "told", "that she would resign"),
        ("The lawyers say there are too many errors.", "The lawyers", "say", "there are too many errors"),
        ("Kim: party must change.", "Kim", ":", "party must change"),
        ("Governor Vows To Close Old Mines", "Governor", "Vows", "To Close Old Mines"),
    ],
)
def test_the_source_the_cue_and_the_tight_content_are_found(text, source, cue, content):
    assert (source, cue, content) in words_of(text)


def test_a_noun_of_saying_has_its_clause_and_its_owner():
    text = "The ministry's claim that the dam was safe was wrong."
    assert ("The ministry", "claim", "that the dam was safe") in words_of(text)


@pytest.mark.parametrize(
    ("text", "hedge"),
    [
        ("State media reported that the train had left.", Hedge.REPORTED),
        ("It was said that the train had left.", Hedge.REPORTED),
        ("The officer said that the train had left.", Hedge.NONE),
        ("It is believed that the king is ill.", Hedge.BELIEVED),
        ("The general is presumed to have left the capital.", Hedge.PRESUMED),
        ("The lawyer alleged that the letter was forged.", Hedge.ALLEGED),
        ("The letter was allegedly forged.", Hedge.ALLEGED),
        ("The ministry seems to know the answer.", Hedge.POSSIBLE),
    ],
)
def test_a_cue_says_how_far_the_article_keeps_away(text, hedge):
    assert found_in(text)[0].hedge is hedge


@pytest.mark.parametrize(
    "text", ["The union denied that it had called a strike.", "Jones did not say that he would go."]
)
def test_what_is_denied_or_not_said_is_negated(text):
    assert found_in(text)[0].negated


def test_what_is_said_is_not_negated():
    assert not found_in("Jones said that he would not go.")[0].negated


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("The general is believed to be ill.", "The general … to be ill"),
        ("The clerk was reported to have left.", "The clerk … to have left"),
    ],
)
def test_nobody_is_the_source_of_a_raised_subject(text, content):
    assert ("", content) in [(source, said) for source, _, said in words_of(text)]


def test_each_speaker_of_a_chain_has_what_they_say():
    text = "Kim said that the cells should move first, the agency reported."
    said = {source: content for source, _, content in words_of(text)}
    assert said["Kim"] == "that the cells should move first"
    assert said["the agency"] == "Kim said that the cells should move first"


def test_a_speaker_goes_on_behind_what_they_said():
    said = words_of("The mayor said the road was shut, adding that the bridge was safe.")
    assert said == [
        ("The mayor", "said", "the road was shut"),
        ("The mayor", "adding", "that the bridge was safe"),
    ]


def test_who_in_a_clause_stands_for_the_name_or_for_itself():
    text = "The senator, who said he was ill, went home."
    assert words_of(text)[0][0] == "The senator"
    assert words_of(text, replace(NEWS, antecedents=False))[0][0] == "who"


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("“We won,” she said.", AttributionForm.DIRECT),
        ("She said that they won.", AttributionForm.INDIRECT),
        ("She said that the win was “a great day” for them.", AttributionForm.MIXED),
    ],
)
def test_the_form_goes_by_the_quotation_marks(text, form):
    assert [one.form for one in found_in(text)] == [form]


def test_a_few_quoted_words_of_the_narrator_are_no_attribution():
    assert not found_in("The so-called “reform” cost the town “a lot of money” last year.")


def test_a_quotation_over_two_paragraphs_is_one():
    text = "“We were late,” Ann Lee said. “We ran to the bus.\n\n“Then it left without us.”"
    assert words_of(text)[-1][2] == "“We were late,” … “We ran to the bus … “Then it left without us.”"


def test_a_quotation_that_is_never_closed_ends_with_its_paragraph():
    text = "Ann Lee said: “We ran to the bus. It had left.\n\nThe bus was red."
    assert words_of(text) == [("Ann Lee", "said", "“We ran to the bus. It had left")]


def test_a_mark_that_never_closes_does_not_swallow_the_next_quotation():
    text = "Lee spoke of cells that “did not do their work, and warned that there would be “serious” results."
    assert words_of(text)[-1] == ("Lee", "warned", "that there would be “serious” results")


def test_a_mark_that_never_closes_is_no_quotation_if_another_opens_behind_it():
    text = "They “did no work and got a “serious” warning."
    [paragraph] = read(text, [(SegmentKind.BODY, (0, len(text)))])
    [quote] = quotes_of(paragraph.doc, continued=False)
    assert paragraph.doc.span(quote.first, quote.last).text == "“serious”"


def test_a_quotation_that_runs_on_is_of_the_one_named_in_the_next_paragraph():
    text = "“We lost,” said Paul Jones.\n\n“It was fair. I saw it.\n\n“We accept it,” said Maria Lopez."
    assert ("Maria Lopez", "", "“It was fair. I saw it.") in words_of(text)


def test_what_follows_a_report_with_while_goes_on_with_the_one_reported():
    text = (
        "Moor promised a new bridge, the radio reported Monday, while admitting that the old one was unsafe."
    )
    assert ("Moor", "admitting", "that the old one was unsafe") in words_of(text)


def test_a_run_of_quotations_belongs_to_the_one_who_spoke_last():
    text = "“Nobody came,” said Paul Jones.\n\n“Nobody called either.”"
    assert words_of(text)[-1] == ("Paul Jones", "", "“Nobody called either.”")


def test_quotations_wait_for_the_name_that_follows():
    text = "The town lies on a hill.\n\n“Nobody came.”\n\n“Nobody called either,” said Paul Jones."
    assert ("Paul Jones", "", "“Nobody came.”") in words_of(text)


def test_a_colon_at_the_end_of_a_paragraph_announces_the_next():
    text = "The minister said:\n\n“The road is shut. It will stay shut.”"
    assert words_of(text) == [("The minister", "said", "“The road is shut. It will stay shut.”")]


def test_a_quotation_is_looked_into_only_for_somebody_else():
    said = words_of("“I think the doctor told us that it was over,” Lee said.")
    assert [source for source, _, _ in said] == ["the doctor", "Lee"]


def test_what_follows_the_cue_is_another_attribution_for_gum():
    text = "“It is shut,” Lee said. “It will stay shut.”"
    assert words_of(text, GUM) == [("Lee", "said", "“It is shut,”")]


def test_gum_has_no_noun_phrases_but_has_the_credit_of_a_picture():
    assert not words_of("The union called for a new vote.", GUM)
    assert words_of("Two swans on the lake. Image: Ann Lee.", GUM) == [
        ("Ann Lee", "Image", "Two swans on the lake")
    ]


def test_attributions_come_in_the_order_of_their_cues():
    text = "Lee said that it rained. “It was cold,” said Jones.\n\nAccording to Kim, it snowed."
    cues = [one.cue[0] for one in found_in(text)]
    assert cues == sorted(cues)


def test_offsets_are_places_of_the_article_behind_astral_characters():
    text = "🦢🦢 Two swans.\n\nThe mayor said that the lake was frozen."
    assert words_of(text) == [("The mayor", "said", "that the lake was frozen")]


def test_an_endless_sentence_costs_no_more_than_its_length():
    text = "He said that " * 1200 + "it rained."
    spans = [(SegmentKind.BODY, bounds) for bounds in paragraphs(text, 0, len(text))]
    page = list(read(text, spans))
    started = time.process_time()  # a busy machine gives it less of the clock
    find_attributions(page)
    assert time.process_time() - started < 1.5


_PIECES = st.sampled_from(
    """said “ ” " '' ' ‘ ’ : , . ? — ― that X Kim according to “We won,” claim is believed reported by
    Image: who, told them whether \n\n 🦢 he I “Yes.” Says \ud800 -- calls for""".split(" ")
)


@settings(max_examples=60, deadline=None)
@given(
    st.one_of(st.text(max_size=80), st.lists(_PIECES, max_size=25).map(" ".join)),
    st.sampled_from([NEWS, GUM]),
)
def test_any_text_gives_places_inside_it_and_never_an_error(text, profile):
    for one in found_in(text, profile):
        assert one.content
        for start, end in (*one.source, *one.cue, *one.content):
            assert 0 <= start < end <= len(text)
