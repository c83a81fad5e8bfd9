"""The lines of an article: numbered, with the claims in them, and how far a person is with each."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.contexts.lines import coverage_of, lines_of, next_open
from claims.models import Sentence, SentenceMark
from claims.vocab import ClaimStatus, CoverageReason, LineState, SegmentKind
from tests.unit.test_reader import a_page

TEXT = "One here. Two here. Three here."
BOUNDS = [(0, 9), (10, 19), (20, 31)]


def a_text(places=(), statuses=None, struck=(), parts=None, reasons=(None, None, None)):
    sentences = [
        Sentence(version_id=1, start=start, end=end, reason=reason)
        for (start, end), reason in zip(BOUNDS, reasons, strict=True)
    ]
    page = a_page(TEXT, parts, places, statuses=statuses, sentences=sentences)
    marks = [(SentenceMark(version_id=1, start=start, by_id=1), "Mina") for start in struck]
    return lines_of(replace(page, marks=marks))


def told(lines):
    return [(line.number, line.state.value, [claim.number for claim, _ in line.claims]) for line in lines]


def test_lines_are_numbered_and_open_until_somebody_decides():
    assert told(a_text()) == [(1, "open", []), (2, "open", []), (3, "open", [])]


def test_a_line_waits_for_its_claims_and_is_decided_with_the_last_of_them():
    places = [(1, 10, 13), (2, 14, 18)]
    assert told(a_text(places))[1] == (2, "waiting", [1, 2])
    one = {1: ClaimStatus.DISMISSED}
    assert told(a_text(places, one))[1] == (2, "waiting", [1, 2])
    assert told(a_text(places, {**one, 2: ClaimStatus.ACCEPTED}))[1] == (2, "decided", [1, 2])


def test_a_place_over_two_lines_belongs_to_both_and_no_other():
    assert told(a_text([(1, 5, 12)])) == [(1, "waiting", [1]), (2, "waiting", [1]), (3, "open", [])]
    assert told(a_text([(1, 9, 10)])) == [(1, "open", []), (2, "open", []), (3, "open", [])]


def test_a_claim_with_two_places_in_a_line_stands_in_it_once():
    assert told(a_text([(1, 10, 13), (1, 14, 18)]))[1] == (2, "waiting", [1])


def test_a_struck_line_says_who_struck_it_whatever_stands_in_it():
    lines = a_text([(1, 10, 13)], struck=[10])
    assert lines[1].state is LineState.STRUCK
    assert lines[1].struck_by == "Mina"


@pytest.mark.parametrize("kind", [SegmentKind.BOILERPLATE, SegmentKind.BYLINE])
def test_what_stands_in_a_portals_lines_has_no_number(kind):
    lines = a_text(parts=[(9, SegmentKind.BODY), (19, kind), (31, SegmentKind.BODY)])
    assert [line.number for line in lines] == [1, 0, 2]


def test_a_byline_has_no_number_either():
    lines = a_text(reasons=(CoverageReason.BYLINE, CoverageReason.QUESTION, None))
    assert [line.number for line in lines] == [0, 1, 2]


def test_coverage_counts_what_was_struck_or_decided():
    lines = a_text([(1, 10, 13)], {1: ClaimStatus.ACCEPTED}, struck=[20])
    found = coverage_of(lines, [claim for line in lines for claim, _ in line.claims])
    assert (found.decided, found.total) == (2, 3)
    assert found.statuses == ((ClaimStatus.ACCEPTED, 1),)


def test_after_a_line_comes_the_next_that_is_open_and_at_the_end_the_first():
    lines = a_text(struck=[10])
    assert [next_open(lines, number).number for number in (0, 1, 2, 3)] == [1, 3, 3, 1]
    assert next_open(a_text(struck=[0, 10, 20]), 1) is None
