"""How far the article keeps from a claim, by the claim's own words and by who passes it on."""

import pytest

from claims.split import sentences
from claims.split.hedges import hedge_of, is_denied
from claims.vocab import Hedge
from tests.trace import read, whole


@pytest.mark.parametrize(
    ("text", "cue", "hedge"),
    [
        ("Moor was reported to have left the town.", "was reported to", Hedge.REPORTED),
        ("Moor is said to own the mill.", "is said to", Hedge.REPORTED),
        ("Moor is believed to be in the capital.", "is believed to", Hedge.BELIEVED),
        ("Moor is presumed to be in the capital.", "is presumed to", Hedge.PRESUMED),
        ("Moor is alleged to have taken 12 files.", "is alleged to", Hedge.ALLEGED),
        ("The clerk may have taken 12 files.", "may", Hedge.POSSIBLE),
        ("The pier might be closed.", "might", Hedge.POSSIBLE),
        ("The pier could close next week.", "could", Hedge.POSSIBLE),
        ("The mayor could not be reached.", "", Hedge.NONE),
        ("The mayor might not be reached.", "might", Hedge.POSSIBLE),
        ("Moor appears to be ill.", "appears to", Hedge.POSSIBLE),
        ("Nine miners are presumed dead.", "are presumed", Hedge.PRESUMED),
        ("Two boats are feared lost.", "are feared", Hedge.POSSIBLE),
        ("The clerk is accused of theft.", "is accused of", Hedge.ALLEGED),
        ("The clerk was suspected of taking 12 files.", "was suspected of", Hedge.PRESUMED),
        ("The firm accused the clerk of theft.", "", Hedge.NONE),
        ("The vote is likely to fail.", "likely", Hedge.POSSIBLE),
        ("Walkers were 27 percent less likely to be ill.", "", Hedge.NONE),
        ("The pier opened in May.", "", Hedge.NONE),
        ("The pier opened in May, a warm month.", "", Hedge.NONE),
        ("Moor hopes to open the pier.", "", Hedge.NONE),
    ],
)
def test_a_verb_tells_how_far_its_clause_keeps_from_it(text, cue, hedge):
    [(_, doc)] = sentences.parse(text, [(0, len(text))])
    [sentence] = sentences.sentences(doc)
    assert hedge_of(sentence.root) == (cue, hedge)


@pytest.mark.parametrize(
    ("text", "claim", "cue", "hedge"),
    [
        ("The clerk allegedly took 12 files.", "The clerk took 12 files", "allegedly", Hedge.ALLEGED),
        ("The clerk reportedly took 12 files.", "The clerk took 12 files", "reportedly", Hedge.REPORTED),
        ("Moor said that the pier opened in May.", "The pier opened in May", "said", Hedge.NONE),
        ("It was said that the pier opened early.", "The pier opened early", "was said", Hedge.REPORTED),
        ("It is believed that the pier sank.", "The pier sank", "is believed", Hedge.BELIEVED),
        ("The clerk claimed that the pier was closed.", "The pier was closed", "claimed", Hedge.ALLEGED),
        ("The pier sank, according to the harbour office.", "The pier sank", "according to", Hedge.REPORTED),
    ],
)
def test_who_passes_it_on_keeps_from_it_too(text, claim, cue, hedge):
    found = next(draft for draft in read(whole(text)).drafts if draft.text == claim)
    assert (found.cue, found.hedge) == (cue, hedge)


def test_the_hedge_nearest_to_the_claim_counts():
    drafts = {
        draft.text: draft
        for draft in read(whole("The Valley Courier reported that Moor is believed to be ill.")).drafts
    }
    found = drafts["Moor is believed to be ill"]
    assert found.hedge is Hedge.BELIEVED
    assert found.cue == "is believed to, reported"
    assert found.attribution == ("Valley Courier",)


def test_the_saying_itself_keeps_from_nothing():
    drafts = {
        draft.text: draft for draft in read(whole("The clerk claimed that the pier was closed.")).drafts
    }
    assert drafts["The clerk claimed that the pier was closed"].hedge is Hedge.NONE


def test_only_the_part_that_keeps_from_it_does():
    text = "The clerk, presumed to have been promoted to the No. 2 post, stayed away on Friday."
    drafts = {draft.text: draft for draft in read(whole(text)).drafts}
    assert drafts["The clerk stayed away on Friday"].hedge is Hedge.NONE
    promoted = next(draft for draft in drafts.values() if "promoted" in draft.text)
    assert (promoted.cue, promoted.hedge) == ("presumed to", Hedge.PRESUMED)


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("The pier is not open.", True),
        ("The pier was never open.", True),
        ("The pier no longer opens in May.", True),
        ("Nobody was hurt.", True),
        ("No water had leaked.", True),
        ("The police found no evidence.", True),
        ("Neither clerk was paid.", True),
        ("The pier is open.", False),
        ("The man who had no boat left the town.", False),
    ],
)
def test_a_clause_that_denies_is_told_from_one_that_does_not(text, denied):
    [(_, doc)] = sentences.parse(text, [(0, len(text))])
    [sentence] = sentences.sentences(doc)
    assert is_denied(sentence.root) is denied
