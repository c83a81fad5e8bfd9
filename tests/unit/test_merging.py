"""Drafts put together: one claim for what is said twice, with all its places, its links and its sentences."""

import pytest

from claims.models.analysis import CoverageDraft, LinkDraft
from claims.models.drafts import ClaimDraft, OccurrenceDraft, SegmentDraft, Splitting
from claims.split.merging import Raw, Sentence, all_of, folded, put_together
from claims.vocab import CoverageReason, Hedge, LinkKind, OccurrenceRole, SegmentKind
from tests.trace import Given, offences, read, whole

TITLE, BODY, CAPTION = SegmentKind.TITLE, SegmentKind.BODY, SegmentKind.CAPTION


def laid_out(*parts):
    text, segments = "", []
    for kind, words in parts:
        segments.append(SegmentDraft(len(text), len(text) + len(words) + 2, kind, "test"))
        text += words + "\n\n"
    return Given(text, segments)


def held(given):
    """The drafts of a text, which hold what must hold."""
    found = read(given)
    assert offences(given, found) == []
    return found.drafts


def named(drafts, text):
    return next(draft for draft in drafts if draft.text == text)


def draft(text, start, **more):
    return ClaimDraft(text, (OccurrenceDraft(start, start + len(text)),), **more)


@pytest.mark.parametrize(
    ("words", "same"),
    [
        ("The “old” pier fell.", "the old  pier\nfell"),
        ("THE PIER FELL!", "the pier fell"),
        ("It's the pier", "Its the pier"),
    ],
)
def test_case_marks_and_line_breaks_tell_no_claims_apart(words, same):
    assert folded(words) == folded(same)


def test_a_repeated_lead_is_one_claim_with_two_occurrences():
    words = "Mayor Ada Moor closed the harbour for nine days, state radio reported Monday"
    given = laid_out((BODY, f"{words}."), (BODY, f"{words}, while conceding that the\nport lost $4 million."))
    lead = named(held(given), "Mayor Ada Moor closed the harbour for nine days")
    assert [one.role for one in lead.occurrences] == [OccurrenceRole.ASSERTION, OccurrenceRole.REPEAT]
    assert {given.text[one.start : one.end] for one in lead.occurrences} == {lead.text}
    assert (lead.claimant, lead.cue, lead.hedge) == ("state radio", "reported", Hedge.REPORTED)


def test_a_repeat_may_differ_in_case_marks_and_line_breaks():
    given = laid_out(
        (CAPTION, "The “old” harbour froze\nfor nine days, state radio reported."),
        (BODY, "THE OLD HARBOUR froze for nine days."),
    )
    claim = named(held(given), "The “old” harbour froze for nine days")
    assert len(claim.occurrences) == 2
    assert claim.claimant == "state radio"


def test_a_claim_of_the_title_said_again_is_an_assertion_there():
    given = laid_out(
        (TITLE, "The mayor opens the pier"), (BODY, "The mayor opens the pier. The mayor opens the pier.")
    )
    [claim] = held(given)
    assert [one.role for one in claim.occurrences] == [
        OccurrenceRole.HEADLINE,
        OccurrenceRole.ASSERTION,
        OccurrenceRole.REPEAT,
    ]


def test_who_says_it_is_learnt_from_a_later_place():
    given = laid_out(
        (CAPTION, "The old harbour froze for days."),
        (BODY, "The old harbour froze for days, state radio reported."),
    )
    claim = named(held(given), "The old harbour froze for days")
    assert claim.claimant == "state radio"
    assert len(claim.occurrences) == 2


def test_words_that_point_back_are_never_taken_for_the_same_claim():
    segments = [SegmentDraft(0, 90, BODY, "test")]
    raws = [Raw(draft("He closed the pool", start), n) for n, start in enumerate((0, 40))]
    assert len(put_together(raws, [], segments).drafts) == 2
    raws = [Raw(draft("The mayor closed the pool", start), n) for n, start in enumerate((0, 40))]
    assert len(put_together(raws, [], segments).drafts) == 1


def test_the_same_place_twice_is_one_claim_even_where_it_points_back():
    raws = [Raw(draft("He closed the pool", 5), 0), Raw(draft("he closed the pool", 5), 0)]
    assert len(put_together(raws, [], [SegmentDraft(0, 90, BODY, "test")]).drafts) == 1


def test_a_saying_is_linked_with_what_it_says_wherever_that_stands_in_the_list():
    raws = [
        Raw(draft("Moor said the pier fell", 20), 1, said=(1, 2)),
        Raw(draft("The pier fell", 30), 1),
        Raw(draft("The pier fell", 0), 0),
    ]
    found = put_together(raws, [Sentence(0, 14), Sentence(15, 44)], [SegmentDraft(0, 90, BODY, "test")])
    assert [one.text for one in found.drafts] == ["The pier fell", "Moor said the pier fell"]
    assert found.drafts[1].links == (LinkDraft(LinkKind.ATTRIBUTES, 0),)
    assert found.drafts[0].links == ()
    assert found.coverage == (CoverageDraft(0, 14, (0,)), CoverageDraft(15, 44, (0, 1)))


def test_a_sentence_without_claims_has_its_reason_or_is_a_fragment():
    found = put_together([], [Sentence(0, 5, CoverageReason.QUESTION), Sentence(6, 9)], [])
    assert [one.reason for one in found.coverage] == [CoverageReason.QUESTION, CoverageReason.FRAGMENT]


def test_a_claim_that_is_its_own_saying_is_not_linked_with_itself():
    raws = [Raw(draft("The pier fell", 0), 0, said=(1,)), Raw(draft("The pier fell", 40), 1)]
    [claim] = put_together(raws, [], [SegmentDraft(0, 90, BODY, "test")]).drafts
    assert claim.links == ()


def test_what_two_splitters_found_is_one_list_and_the_map_is_the_firsts():
    one = Splitting((draft("The pier fell", 0, made_by=("a",)),), (CoverageDraft(0, 14, (0,)),))
    two = Splitting(
        (draft("A pool closed", 20, made_by=("b",)), draft("the pier fell", 0, made_by=("b",))),
        (CoverageDraft(0, 40, (0, 1)),),
    )
    found = all_of([one, two], [SegmentDraft(0, 90, BODY, "test")])
    assert [(claim.text, claim.made_by) for claim in found.drafts] == [
        ("The pier fell", ("a", "b")),
        ("A pool closed", ("b",)),
    ]
    assert [(c.start, c.end, c.drafts) for c in found.coverage] == [(0, 14, (0,))]


def test_one_whole_text_in_two_segments_gives_each_sentence_once():
    given = laid_out((BODY, "The pier fell in May."), (BODY, "The pier fell in May. Who knew it?"))
    found = read(given)
    assert [one.drafts for one in found.coverage] == [(0,), (0,), ()]
    assert offences(given, found) == []


def test_a_claim_of_one_sentence_said_twice_keeps_both_places():
    [claim] = held(whole("The pier fell in May. The pier fell in May."))
    assert [one.start for one in claim.occurrences] == [0, 22]
