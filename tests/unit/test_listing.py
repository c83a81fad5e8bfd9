"""A claim as the shell lists it."""

import pytest

from app.cli.listing import listed
from claims.models import (
    ClaimDraft,
    DateDraft,
    FactDraft,
    HintDraft,
    LinkDraft,
    MentionDraft,
    OccurrenceDraft,
    QuantityDraft,
    TraceDraft,
)
from claims.vocab import (
    AttributionForm,
    ClaimKind,
    ClaimType,
    DatePrecision,
    FactKind,
    Hedge,
    LinkKind,
    QuantityKind,
    WordOrigin,
)

TEXT = "Jo and Bo left. She did not come."


def lines(text="Jo left", **more):
    return list(listed(ClaimDraft(text, (OccurrenceDraft(0, 2),), **more), 7, TEXT))


@pytest.mark.parametrize(
    ("trace", "shown"),
    [
        ((), "Jo left"),
        ((TraceDraft(0, 7, WordOrigin.STATED, (0, 2)),), "Jo left"),
        ((TraceDraft(0, 2, WordOrigin.INHERITED, (7, 9)),), "[Jo](7-9) left"),
        (
            (TraceDraft(3, 7, WordOrigin.COPULA), TraceDraft(0, 2, WordOrigin.NAME, (0, 2))),
            "[Jo](0-2) [left]",
        ),
    ],
)
def test_words_that_do_not_stand_there_are_in_brackets_with_their_place(trace, shown):
    assert lines(trace=trace) == [f"7. {shown}", "    at 0-2"]


def test_everything_that_was_found_has_a_line():
    draft = ClaimDraft(
        "Jo left",
        (OccurrenceDraft(0, 15, parts=((0, 2), (10, 14))), OccurrenceDraft(16, 19)),
        claimant="Jo",
        attribution=("Jo", "KCNA"),
        cue="said",
        form=AttributionForm.INDIRECT,
        hedge=Hedge.REPORTED,
        negated=True,
        kinds=(ClaimType.NUMERICAL,),
        finer=(ClaimKind.ORDINAL,),
        facts=(FactDraft("Jo", FactKind.WHO, ((0, 2),)),),
        links=(LinkDraft(LinkKind.ATTRIBUTES, 3),),
        hints=(HintDraft("sums.v1", "Two numbers differ.", ()),),
    )
    assert [line.strip() for line in listed(draft, 1, TEXT)] == [
        "1. Jo left",
        "at 0-2 + 10-14, 16-19",
        "said by Jo, passed on by KCNA (“said”), indirect",
        "reported, negated, ordinal",
        "fact, who: Jo",
        "attributes claim 4",
        "noticed by rule sums.v1: Two numbers differ.",
    ]


@pytest.mark.parametrize(
    ("date", "shown"),
    [
        (DateDraft(0, 2, "then"), "cannot be told which day"),
        (DateDraft(0, 2, "then", "2021", "2021", DatePrecision.YEAR, "year.v1"), "2021, year (rule year.v1)"),
        (
            DateDraft(0, 2, "then", "2021-01-01", "2021-01-31", rule="r", approximate=True),
            "about 2021-01-01 to 2021-01-31, day (rule r)",
        ),
        (DateDraft(0, 2, "then", "", "2011", DatePrecision.YEAR, "r"), "… to 2011, year (rule r)"),
    ],
)
def test_days_are_said_as_far_as_they_are_known(date, shown):
    assert lines(dates=(date,))[-1] == f"    date “then”: {shown}"


@pytest.mark.parametrize(
    ("more", "shown"),
    [
        ({}, "5"),
        ({"upper": "30", "unit": "members"}, "5 to 30 members"),
        ({"comparison": ">=", "unit": "%", "approximate": True}, "about >=5 %"),
    ],
)
def test_amounts_are_said_with_their_unit(more, shown):
    quantity = QuantityDraft(0, 2, "so many", QuantityKind.NUMBER, "5", **more)
    assert lines(quantities=(quantity,))[-1] == f"    number “so many”: {shown}"


@pytest.mark.parametrize(
    ("more", "shown"),
    [
        ({"antecedent": (0, 2), "name": "Jo Ek"}, "Jo Ek (0-2)"),
        ({"antecedent": (0, 2)}, "Jo (0-2)"),
        ({}, "unclear"),
        ({"candidates": ((7, 9), (0, 2))}, "unclear: Bo (7-9) or Jo (0-2)"),
    ],
)
def test_who_is_meant_is_said_or_left_open(more, shown):
    assert lines(mentions=(MentionDraft(16, 19, "She", **more),))[-1] == f"    “She”: {shown}"
