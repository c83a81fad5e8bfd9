"""Where a claim comes from and what became of it: splits, merges, duplicates."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from claims import store
from claims.models import Claim, ClaimLink, User
from claims.store.claims import LinkRow
from claims.vocab import ClaimStatus, LinkKind


@dataclass(frozen=True, slots=True)
class Lineage:
    """The other claims that one comes from or goes into, each with its wording."""

    split_from: tuple[LinkRow, ...]
    split_into: tuple[LinkRow, ...]
    merged_into: tuple[LinkRow, ...]
    merged_from: tuple[LinkRow, ...]
    duplicates: tuple[LinkRow, ...]
    duplicated_by: tuple[LinkRow, ...]

    def __bool__(self) -> bool:
        """Whether there is anything to tell."""
        return any(getattr(self, name) for name in self.__slots__)


def lineage_of(session: Session, claim: Claim) -> Lineage:
    """The lineage of a claim whose links were not read yet."""
    return lineage_in(claim, store.claims.links_of(session, claim.id or 0))


def lineage_in(claim: Claim, links: Sequence[LinkRow]) -> Lineage:
    """Sort the links of a claim by what they say of it."""

    def rows(kind: LinkKind, *, onwards: bool) -> tuple[LinkRow, ...]:
        end = "from_claim_id" if onwards else "to_claim_id"
        return tuple(row for row in links if row.link.kind is kind and getattr(row.link, end) == claim.id)

    return Lineage(
        split_from=rows(LinkKind.SPLIT_FROM, onwards=True),
        split_into=rows(LinkKind.SPLIT_FROM, onwards=False),
        merged_into=rows(LinkKind.MERGED_INTO, onwards=True),
        merged_from=rows(LinkKind.MERGED_INTO, onwards=False),
        duplicates=rows(LinkKind.DUPLICATES, onwards=True),
        duplicated_by=rows(LinkKind.DUPLICATES, onwards=False),
    )


def merged_into(session: Session, claim: Claim) -> Claim | None:
    """The claim that one was merged into in the end; None if it was not merged."""
    seen = {claim.id}
    while claim.status is ClaimStatus.MERGED and claim.merged_into_id not in seen:
        seen.add(claim.merged_into_id)
        claim = store.claims.get_by_key(session, claim.merged_into_id or 0)
    return claim if len(seen) > 1 else None


def named(claims: Iterable[Claim]) -> list[list[Any]]:
    """Claims as the trail names them, so that its page can lead to them."""
    return [[claim.public_id, claim.number] for claim in claims]


def link(session: Session, one: Claim, other: Claim, kind: LinkKind, who: User) -> ClaimLink:
    """Tie one claim to another."""
    made = ClaimLink(from_claim_id=one.id or 0, to_claim_id=other.id or 0, kind=kind, created_by_id=who.id)
    session.add(made)
    session.flush()
    return made
