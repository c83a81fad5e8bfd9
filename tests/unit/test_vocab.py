"""The vocabulary: closed choices that agree with each other."""

from enum import StrEnum

import pytest

from claims import vocab
from claims.vocab import MOVES, ClaimStatus, Role

ENUMS = [kind for kind in vars(vocab).values() if isinstance(kind, type) and issubclass(kind, StrEnum)]
ENUMS.remove(StrEnum)


def reached_from(status):
    seen, waiting = set(), [status]
    while waiting:
        at = waiting.pop()
        new = {to for was, to in MOVES if was is at} - seen
        seen |= new
        waiting += new
    return seen


def test_no_move_leads_to_released_or_away_from_it():
    assert not [move for move in MOVES if ClaimStatus.RELEASED in move]


def test_no_move_stays_where_it_was():
    assert not [move for move in MOVES if move[0] is move[1]]


def test_a_proposed_claim_can_get_everywhere_but_to_what_is_not_stored():
    assert reached_from(ClaimStatus.PROPOSED) == set(ClaimStatus) - {ClaimStatus.RELEASED}


def test_a_merged_claim_stays_where_it_is_until_the_merge_is_undone():
    assert not [move for move in MOVES if move[0] is ClaimStatus.MERGED]


def test_no_claim_is_stuck():
    assert all(ClaimStatus.VERIFIED in reached_from(was) for was, _ in MOVES)


def test_every_way_to_verified_leads_through_review():
    assert {was for was, to in MOVES if to is ClaimStatus.VERIFIED} == {ClaimStatus.IN_REVIEW}


def test_a_stale_claim_goes_back_into_review_or_is_checked_anew():
    after = {to for was, to in MOVES if was is ClaimStatus.STALE}
    assert after == {ClaimStatus.IN_REVIEW, ClaimStatus.RESEARCHING}


def test_roles_grow_from_viewer_to_admin():
    assert list(Role) == [Role.VIEWER, Role.REVIEWER, Role.EDITOR, Role.ADMIN]


@pytest.mark.parametrize("kind", ENUMS)
def test_every_word_is_its_name_in_small_letters_and_fits_its_column(kind):
    assert kind.__doc__
    for member in kind:
        assert member.value == member.name.lower()
        assert len(member.value) <= 32
