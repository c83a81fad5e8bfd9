"""What is looked at before a set is frozen, while it is gathered: a fixed number of statements."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlmodel import Session

from claims import evidence, store
from claims.models import Claim
from claims.policy import Policy
from claims.store.set_checks import Standing
from claims.vocab import ClaimStatus, Rating, SetCheck

#: So many claims are named under each check.
NAMED = 10
#: What keeps a set from being frozen; the other checks warn, and the version says so in its manifest.
BLOCKING = frozenset({SetCheck.GONE, SetCheck.SIGNED, SetCheck.RATIONALE, SetCheck.APPROVALS})

_GONE = (ClaimStatus.MERGED, ClaimStatus.DISMISSED)


@dataclass(frozen=True, slots=True)
class Check:
    """One check: how many claims do not hold it, and the first of those with their words."""

    check: SetCheck
    count: int
    first: Sequence[tuple[Claim, str]]

    @property
    def blocks(self) -> bool:
        """Whether it keeps the set from being frozen."""
        return self.check in BLOCKING


@dataclass(frozen=True)
class Standings:
    """How the claims of a set stand under the policy in force.

    `origins` has the number behind each claim's evidence, by its key.
    """

    rows: Sequence[Standing]
    origins: Mapping[int, int]
    policy: Policy

    def lacks_origins(self, row: Standing) -> bool:
        """Whether a claim has fewer than the policy asks for; that there is too little needs none."""
        if row.status in _GONE or row.means is Rating.NOT_ENOUGH_EVIDENCE:
            return False
        return self.origins.get(row.key, 0) < self.policy.origins

    def fails(self, check: SetCheck) -> list[Standing]:
        """The claims that do not hold a check, in the set's order."""
        return self._failing[check]

    @cached_property
    def _failing(self) -> dict[SetCheck, list[Standing]]:
        return {check: [row for row in self.rows if fails(row, self)] for check, fails in _FAILS.items()}

    @cached_property
    def ready(self) -> int:
        """How many claims could be frozen as they stand."""
        blocked = {row.key for check in BLOCKING for row in self.fails(check)}
        return len(self.rows) - len(blocked)

    @property
    def disagreed(self) -> int:
        """How many claims a reviewer wants changed."""
        return len(self.fails(SetCheck.DISAGREEMENT))

    @property
    def open(self) -> int:
        """How many others are not ready."""
        return len(self.rows) - self.ready - self.disagreed


def _is_signed(row: Standing) -> bool:
    return row.status in (ClaimStatus.VERIFIED, ClaimStatus.STALE)


def _is_open(row: Standing) -> bool:
    return not _is_signed(row) and row.status not in _GONE


_FAILS: Mapping[SetCheck, Callable[[Standing, Standings], bool]] = {
    SetCheck.GONE: lambda row, _: row.status in _GONE,
    SetCheck.SIGNED: lambda row, _: _is_open(row),
    SetCheck.RATIONALE: lambda row, _: not row.reasoned and row.status not in _GONE,
    SetCheck.APPROVALS: lambda row, _: (
        _is_signed(row) and (row.status is ClaimStatus.STALE or not row.approvals)
    ),
    SetCheck.DISAGREEMENT: lambda row, _: _is_open(row) and bool(row.objections),
    SetCheck.QUOTES: lambda row, _: bool(row.lost or row.unplaced),
    SetCheck.ORIGINS: lambda row, found: found.lacks_origins(row),
}


def standings_of(session: Session, set_id: int) -> Standings:
    """How the claims of a set stand, in four statements however many they are.

    A signature counts as fresh here if nothing has turned it stale and it is of the verdict's digest;
    freezing works every digest out anew.
    """
    rows = store.set_checks.standings(session, set_id)
    origins = store.behind.origins_of(session, store.sets.claim_keys(set_id))
    counted = {key: evidence.count_origins(found) for key, found in origins.items()}
    return Standings(rows, counted, store.rules.policy(session))


def checks_of(session: Session, found: Standings) -> list[Check]:
    """All checks in their order, failing or not; one statement."""
    first = {check: [row.key for row in found.fails(check)[:NAMED]] for check in SetCheck}
    told = store.members.texts(session, sorted({key for keys in first.values() for key in keys}))
    return [
        Check(check, len(found.fails(check)), [told[key] for key in keys]) for check, keys in first.items()
    ]
