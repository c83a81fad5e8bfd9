"""The page of a set: its claims with the checks, its versions, and what the next one would change."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from claims import export, store
from claims.desk.freeze_jobs import Freezing, freezing_of
from claims.desk.records import stands_of
from claims.desk.set_checks import Check, Standings, checks_of, standings_of
from claims.desk.set_coverage import SetCoverage, coverage_of_set
from claims.desk.versions import Changes, drafted, versions_after
from claims.errors import NotFoundError
from claims.export.frozen import Frozen, claims_of
from claims.models import Claim, ClaimSet, ClaimVersion
from claims.store.members import Member
from claims.store.releases import ReleaseRow
from claims.store.set_checks import Fallen
from claims.vocab import SetCheck, VersionStep

#: So many claims are on a page of a set, and on one of its preview.
PAGE, PREVIEW = 50, 10
#: So many verified claims are offered beside it, and so many withdrawn sources are told.
OFFERED, TOLD = 25, 100


@dataclass(frozen=True, slots=True)
class SetPage:
    """All that the page of a set shows.

    `members` are a page of its claims, or of those that do not hold `check`; `first` is the place of the
    first from 1. `held` are the keys of the claims that the newest version holds. `seen` grows with every
    change of a claim of the set. `freezing` is a version that is being made, or could not be.
    """

    claim_set: ClaimSet
    members: Sequence[Member]
    check: SetCheck | None
    first: int
    page: int
    pages: int
    standings: Standings
    checks: Sequence[Check]
    ready: Sequence[tuple[Claim, ClaimVersion]]
    releases: Sequence[ReleaseRow]
    changes: Changes
    versions: dict[VersionStep, str]
    coverage: SetCoverage
    fallen: Sequence[Fallen]
    withdrawn: Sequence[Frozen]
    held: frozenset[int]
    seen: int
    freezing: Freezing | None


def open_set(session: Session, public_id: str, page: int = 1, check: SetCheck | None = None) -> SetPage:
    """All that the page of a set shows, in a fixed number of statements however large it is.

    A page behind the last is the last: its claims may have been taken out just now.

    Raises:
        NotFoundError: if there is no such set.
    """
    made = store.sets.get(session, public_id)
    key = made.id or 0
    standings = standings_of(session, key)
    keys = [row.key for row in (standings.fails(check) if check else standings.rows)]
    pages = max(1, -(-len(keys) // PAGE))
    page = min(max(1, page), pages)
    releases = store.releases.listed(session, key)
    newest = releases[0].release if releases else None
    held = store.releases.held(session, newest.id or 0) if newest else []
    changes = drafted(held, standings.rows)
    return SetPage(
        claim_set=made,
        members=store.members.those(session, key, keys[(page - 1) * PAGE : page * PAGE]),
        check=check,
        first=(page - 1) * PAGE + 1,
        page=page,
        pages=pages,
        standings=standings,
        checks=checks_of(session, standings),
        ready=store.sets.ready_for(session, key, OFFERED),
        releases=releases,
        changes=changes,
        versions=versions_after(newest.version if newest else "", changes.step),
        coverage=coverage_of_set(session, key),
        fallen=store.set_checks.fallen(session, newest, TOLD) if newest else [],
        withdrawn=_withdrawn(session, newest.id or 0) if newest and releases[0].withdrawn else [],
        held=frozenset(one.claim_id for one in held if not one.withdrawn),
        seen=store.members.seen(session, key),
        freezing=freezing_of(session, made, newest),
    )


def _withdrawn(session: Session, release_id: int) -> list[Frozen]:
    return list(claims_of(store.releases.withdrawn(session, release_id, TOLD)))


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """A page of a set as readers would get it: each claim as it would be frozen, None where it cannot be."""

    claim_set: ClaimSet
    claims: Sequence[tuple[Claim, str, Frozen | None]]
    page: int
    pages: int


def preview_set(session: Session, public_id: str, page: int = 1) -> PreviewPage:
    """What a reader would see of a set if it were frozen now, in a fixed number of statements.

    Raises:
        NotFoundError: if there is no such page.
    """
    made = store.sets.get(session, public_id)
    keys = store.members.keys(session, made.id or 0)
    pages = max(1, -(-len(keys) // PREVIEW))
    if not 1 <= page <= pages:
        raise NotFoundError("there is no such page")
    shown = stands_of(session, keys[(page - 1) * PREVIEW : page * PREVIEW])
    claims = [
        (stand.claim, stand.version.text, _as_frozen(record) if stand.signed else None)
        for stand, record in shown
    ]
    return PreviewPage(made, claims, page, pages)


def _as_frozen(record: Any) -> Frozen:
    (claim,) = claims_of([export.freeze(record)])
    return claim
