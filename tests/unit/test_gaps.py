"""What a verdict lacks: said exactly, and the same whether it is shown or refused."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.errors import InputError
from claims.gaps import Draft, Standing, _draft_gaps, check_draft, citations, gaps, words_of
from claims.policy import DEFAULT
from claims.vocab import CheckQuestion, Rating, Role

REFUTED = Draft(Rating.REFUTED, "The report says 14.")
UNCLEAR = Draft(Rating.NOT_ENOUGH_EVIDENCE, "Nobody counted.")
GOOD = Standing(evidence=1, searches=0, origins=1)


def refused(draft, standing, policy=DEFAULT):
    with pytest.raises(InputError) as error:
        check_draft(draft, standing, policy)
    return error.value.field, str(error.value)


def says(draft, standing, policy=DEFAULT):
    return [gap.says for gap in gaps(draft, standing, policy)]


# Saving


@pytest.mark.parametrize("rating", Rating)
@pytest.mark.parametrize("rationale", ["", " ", "\n\t"])
def test_a_verdict_without_a_rationale_is_refused(rating, rationale):
    field, said = refused(Draft(rating, rationale), Standing(3, 3))
    assert (field, "needs a rationale" in said) == ("rationale", True)


@pytest.mark.parametrize("searches", [0, 1])
@pytest.mark.parametrize("rating", [one for one in Rating if one is not Rating.NOT_ENOUGH_EVIDENCE])
def test_a_rating_without_evidence_is_refused_however_much_was_searched(rating, searches):
    field, said = refused(Draft(rating, "why"), Standing(0, searches))
    assert (field, "at least one evidence" in said) == ("rating", True)


def test_not_enough_evidence_needs_a_search_that_was_tried():
    field, said = refused(UNCLEAR, Standing(0, 0))
    assert (field, "at least one search that was tried; there are none" in said) == ("rating", True)
    check_draft(UNCLEAR, Standing(0, 1), DEFAULT)


@pytest.mark.parametrize("rating", Rating)
def test_one_evidence_and_a_rationale_are_enough(rating):
    check_draft(Draft(rating, "why"), Standing(1, 0), DEFAULT)
    assert gaps(Draft(rating, "why"), GOOD, DEFAULT) == ()


@pytest.mark.parametrize(("length", "needed"), [(39, 40), (0, 1), (1, 2)])
def test_a_rationale_is_as_long_as_the_policy_asks(length, needed):
    policy = replace(DEFAULT, rationale=needed)
    field, said = refused(Draft(Rating.REFUTED, f" {'x' * length} \n"), GOOD, policy)
    assert field == "rationale"
    assert (
        "needs a rationale" in said or said == f"the rationale needs {needed} characters; this has {length}"
    )
    check_draft(Draft(Rating.REFUTED, "x" * needed), GOOD, policy)


@pytest.mark.parametrize("left_out", CheckQuestion)
def test_every_question_of_the_checklist_is_answered_where_the_policy_asks(left_out):
    policy, answered = replace(DEFAULT, checklist=True), set(CheckQuestion) - {left_out}
    field, said = refused(replace(REFUTED, answered=answered), GOOD, policy)
    assert field == f"check-{left_out.value}"
    assert said == f"question {list(CheckQuestion).index(left_out) + 1} of the checklist needs an answer"
    check_draft(replace(REFUTED, answered=set(CheckQuestion)), GOOD, policy)
    check_draft(REFUTED, GOOD, DEFAULT)


def test_a_policy_can_ask_for_more_searches_or_for_none():
    policy = replace(DEFAULT, searches=3)
    assert "at least 3 searches that were tried; there is one" in refused(UNCLEAR, Standing(0, 1), policy)[1]
    assert "there are 2" in refused(UNCLEAR, Standing(0, 2), policy)[1]
    check_draft(UNCLEAR, Standing(0, 3), policy)
    check_draft(UNCLEAR, Standing(1, 0), policy)
    check_draft(UNCLEAR, Standing(0, 0), replace(policy, searches=0))


# Asking for a review


def test_without_a_verdict_that_is_what_is_missing():
    assert says(None, GOOD) == ["write a verdict first"]


def test_a_verdict_of_before_what_it_rests_on_changed_is_written_anew():
    assert says(REFUTED, replace(GOOD, fresh=False)) == [
        "what this verdict rests on changed since it was written; write it anew"
    ]
    assert says(REFUTED, replace(GOOD, reviewed=True)) == ["this verdict was reviewed already; write it anew"]


def test_too_few_origins_are_a_gap_unless_somebody_who_may_says_why_they_will_do():
    policy = replace(DEFAULT, origins=2, overriders=Role.ADMIN)
    (gap,) = gaps(REFUTED, GOOD, policy)
    assert (
        gap.says
        == "the evidence has one independent origin, and 2 are needed; or an admin says why it will do"
    )
    assert (gap.field, gap.place) == ("override_reason", "board")
    assert says(REFUTED, replace(GOOD, overridden=True), policy) == []
    assert says(REFUTED, replace(GOOD, origins=2), policy) == []


def test_not_enough_evidence_needs_no_origins():
    policy = replace(DEFAULT, origins=3)
    assert says(UNCLEAR, Standing(0, 1), policy) == []
    assert says(UNCLEAR, GOOD, policy) == []


def test_a_quote_that_was_not_found_and_a_place_that_waits_are_named_with_where_they_are():
    standing = replace(GOOD, lost=[(3, "E3")], unsure=2)
    found = gaps(REFUTED, standing, DEFAULT)
    assert [(gap.says, gap.place) for gap in found] == [
        ("the quote of evidence 3 was not found", "evidence-E3"),
        ("the article changed, and 2 places of this claim must be looked at", "places"),
    ]


def test_all_that_is_missing_is_told_at_once():
    policy = replace(DEFAULT, origins=2, rationale=40, checklist=True)
    standing = replace(GOOD, lost=[(3, "E3")], unsure=1, fresh=False)
    assert len(says(REFUTED, standing, policy)) == 1 + 1 + 4 + 1 + 1 + 1


DRAFTS = st.builds(
    Draft, st.sampled_from(Rating), st.text("a ", max_size=4), st.frozensets(st.sampled_from(CheckQuestion))
)
STANDINGS = st.builds(Standing, st.integers(0, 2), st.integers(0, 2), st.integers(0, 2))
POLICIES = st.builds(
    lambda length, ask, searches: replace(DEFAULT, rationale=length, checklist=ask, searches=searches),
    st.integers(1, 3),
    st.booleans(),
    st.integers(0, 2),
)


@given(DRAFTS, STANDINGS, POLICIES)
def test_what_can_be_asked_to_be_reviewed_could_be_saved_with_the_same_words(draft, standing, policy):
    told = says(draft, standing, policy)
    lacking = [gap.says for gap in _draft_gaps(draft, standing, policy)]
    assert set(lacking) <= set(told)
    if lacking:
        assert refused(draft, standing, policy)[1] == lacking[0]
    else:
        check_draft(draft, standing, policy)


# What a rationale cites


def test_a_rationale_cites_evidence_by_its_number():
    board = {1: "E1", 2: "E2", 12: "E12"}
    assert citations("It was 14 [1], see [2, 12] and [1].", board) == {"1": "E1", "2": "E2", "12": "E12"}
    assert citations("Nothing is cited in [2021], [x], [1-2] or 3.", board) == {}


@pytest.mark.parametrize(("rationale", "number"), [("[4]", 4), ("[1, 7]", 7), ("[0]", 0), ("x[1][3]", 3)])
def test_a_number_that_no_evidence_has_is_named(rationale, number):
    with pytest.raises(InputError, match=rf"no evidence \[{number}\] on the board") as error:
        citations(rationale, {1: "E1"})
    assert error.value.field == "rationale"


PIECES = st.lists(
    st.sampled_from(["[", "]", ", ", ",", "1", "23", "0", "4567", "x", "\n", " ", "３"]), max_size=20
)


@given(PIECES.map("".join))
def test_a_rationale_that_is_cut_at_its_citations_is_put_together_again(rationale):
    words = words_of(rationale)
    assert "".join(one.text for one in words) == rationale
    assert all(int(one.text) == one.cites for one in words if one.cites is not None)
    board = {number: f"E{number}" for number in range(1000)}
    assert set(citations(rationale, board)) == {str(one.cites) for one in words if one.cites is not None}


@given(st.lists(st.integers(1, 999), min_size=1, max_size=5))
def test_every_number_in_brackets_is_found(numbers):
    rationale = f"See [{', '.join(map(str, numbers))}]."
    assert [one.cites for one in words_of(rationale) if one.cites is not None] == numbers
