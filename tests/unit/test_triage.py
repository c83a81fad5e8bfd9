import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.models.drafts import ClaimDraft, OccurrenceDraft
from claims.triage import SCORER, START, WEIGHTS, check_worthiness
from claims.vocab import Hedge


def a_draft(text, **named):
    return ClaimDraft(text, (OccurrenceDraft(0, 1),), **named)


def seen(text, **named):
    return {reason.name: reason.words for reason in check_worthiness(a_draft(text, **named))[1][1:]}


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        ("the union lost 40 percent of its members", "number", "40"),
        ("the plan costs $3.5 million", "number", "$3.5, million"),
        ("five to 30 members meet", "number", "five, 30"),
        ("the pier holds the No. 3 place", "number", "No. 3"),
        ("the party is the largest in town", "ranking", "largest"),
        ("this was the third of its kind", "ranking", "third"),
        ("the 6th fair was held", "ranking", "6th"),
        ("it was never done", "ranking", "never"),
        ("prices fell because demand fell", "cause", "because"),
        ("the mayor met Ada Moor in town", "named actor", "Ada Moor"),
        ("the pool opened in May", "date", "May"),
        ("the pool opened in 1931", "date", "1931"),
        ("the mayor called it “a fraud”", "quote", "“a fraud”"),
        ("the pool will close", "prediction", "will"),
        ("the town should pay", "opinion", "should"),
        ("a brilliant golden age began", "opinion", "brilliant"),
    ],
)
def test_each_reason_names_the_words_that_gave_it(text, name, words):
    assert seen(text) == {name: words} or seen(text)[name] == words


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("the pool opened in 1931", "number"),
        ("Covid-19 closed the pool", "number"),
        ("the forest is of interest to the west", "ranking"),
        ("Moor closed the pool", "named actor"),
        ("the pool closed on Monday in May", "named actor"),
        ("the town may march on", "date"),
        ("the 시장 and the שלום met", "named actor"),
        ("the man has a strong will-power", "opinion"),
        ("the greatness of the town", "opinion"),
        ("", "number"),
    ],
)
def test_what_only_looks_like_a_reason_is_none(text, name):
    assert name not in seen(text)


def test_who_says_it_and_how_surely_are_reasons():
    found = seen("the pool closed", claimant="Moor", cue="is believed to", hedge=Hedge.BELIEVED)
    assert found == {"quote": "Moor", "hedge": "is believed to"}


def test_a_hedge_without_a_cue_is_told_by_its_name():
    assert seen("the pool closed", hedge=Hedge.ALLEGED)["hedge"] == "alleged"


def test_a_number_in_a_record_comes_before_small_talk():
    high, _ = check_worthiness(a_draft("the party won 40 seats, the most since 1931, under Ada Moor"))
    plain, _ = check_worthiness(a_draft("the pool was closed"))
    low, _ = check_worthiness(a_draft("the town should have a great day and it will"))
    assert high > 0.7 > plain == START > low == 0.0


def test_the_score_never_leaves_its_range():
    text = "because the 3rd most of 40 Ada Moor in May said “so”"
    score, reasons = check_worthiness(a_draft(text, claimant="Moor", hedge=Hedge.REPORTED))
    assert score == 1.0
    assert sum(reason.weight for reason in reasons) > 1


def test_the_scorer_has_a_label():
    assert SCORER == "rules.v1"


@given(st.text(max_size=60), st.sampled_from(Hedge), st.text(max_size=5))
def test_the_score_is_the_clamped_sum_of_its_reasons(text, hedge, claimant):
    draft = a_draft(text, hedge=hedge, claimant=claimant)
    score, reasons = check_worthiness(draft)
    assert 0 <= score <= 1
    assert score == round(min(1, max(0, sum(reason.weight for reason in reasons))), 2)
    assert all(reason.name in {"any claim", *WEIGHTS} for reason in reasons)
    assert check_worthiness(draft) == (score, reasons)
