"""The contexts of the pages on which claims are made, split, merged and moved."""

from dataclasses import dataclass

from sqlmodel import Session

from claims import desk
from claims.desk import FactState, MergePage, NewClaimPage, PlacesPage, SplitPage
from claims.models import Claim, ClaimVersion
from claims.vocab import ClaimStatus


@dataclass(frozen=True, slots=True)
class FactChips:
    """shape/_facts.html: the facts of a claim; `back` is the address of the page they stand on."""

    claim: Claim
    facts: tuple[FactState, ...]
    back: str

    @classmethod
    def of(cls, session: Session, claim: Claim, version: ClaimVersion, back: str) -> "FactChips":
        """The facts of a claim's wording of now, with the ticks that count."""
        return cls(claim, desk.facts_of(session, claim, version), back)

    @property
    def open(self) -> bool:
        """Whether anybody works on the claim."""
        return self.claim.status not in (ClaimStatus.DISMISSED, ClaimStatus.MERGED)

    @property
    def ticked(self) -> int:
        """How many are ticked off."""
        return sum(fact.at is not None for fact in self.facts)


@dataclass(frozen=True, slots=True)
class NewClaimContext:
    """shape/new.html"""

    new: NewClaimPage


@dataclass(frozen=True, slots=True)
class SplitContext:
    """shape/split.html; `parts` are the wordings that the form begins with."""

    split: SplitPage
    parts: tuple[str, ...]
    most: int = desk.MOST_PARTS

    @classmethod
    def of(cls, page: SplitPage, parts: int) -> "SplitContext":
        """With this many parts; more than are suggested begin empty."""
        return cls(page, (page.suggested + ("",) * parts)[:parts])


@dataclass(frozen=True, slots=True)
class MergeContext:
    """shape/merge.html; `ticked` are the public ids of claims that are chosen already."""

    merge: MergePage
    query: str
    ticked: frozenset[str]


@dataclass(frozen=True, slots=True)
class PlacesContext:
    """shape/places.html and shape/_places.html"""

    places: PlacesPage
