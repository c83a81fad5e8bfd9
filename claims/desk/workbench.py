"""The workbench of one claim: all that a reviewer decides from."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlmodel import Session

from claims import evidence, store
from claims.desk import blind, signing
from claims.desk.found import Found, found_in
from claims.desk.missing import Rests, missing, overrider_of
from claims.desk.standing import NOTHING, Facts, Standing, standing_of
from claims.digest import sha256
from claims.gaps import Gap
from claims.models import (
    Article,
    Claim,
    ClaimVersion,
    Contact,
    Event,
    Occurrence,
    Review,
    SearchLog,
    User,
    Verdict,
    Withdrawal,
)
from claims.policy import Policy
from claims.scale import Scale
from claims.store.claims import LinkRow
from claims.store.sets import InVersion
from claims.store.sources import EvidenceRow
from claims.vocab import ClaimStatus


@dataclass(frozen=True, slots=True)
class ClaimPage:
    """All that the workbench of one claim shows.

    Where the verdict is kept from the person, as `standing` says, all that would tell of it is left out:
    the verdict, its author, its reviews, the claim's history, and in review what each evidence does.

    `digest` is of what stands there now, `policy` and `scale` are the ones in force, `gaps` all that is
    missing before the newest verdict can be reviewed, `overrider` gave its reason to go on without enough
    origins. `withdrawn` is that the newest verdict was withdrawn, and by whom; None if it was not.

    `versions` are the frozen ones that hold the claim, or took it out. `text` is the article's, into which
    the offsets of `found` point.
    """

    claim: Claim
    version: ClaimVersion
    article: Article
    text: str
    places: Sequence[Occurrence]
    found: Found
    links: Sequence[LinkRow]
    evidence: Sequence[EvidenceRow]
    origins: int
    searches: Sequence[SearchLog]
    verdict: Verdict | None
    author: User | None
    reviews: Sequence[tuple[Review, User]]
    versions: Sequence[InVersion]
    history: Sequence[tuple[Event, str]]
    digest: str
    policy: Policy
    scale: Scale
    contacts: Sequence[tuple[Contact, str]]
    withdrawn: tuple[Withdrawal, User] | None
    overrider: User | None = None
    gaps: tuple[Gap, ...] = ()
    standing: Standing = NOTHING

    @property
    def released(self) -> bool:
        """Whether readers have seen a verdict on it: a frozen version holds one."""
        return any(not one.withdrawn for one in self.versions)

    @property
    def board(self) -> dict[int, str]:
        """The public ids of the evidence that is there, by the numbers a rationale cites."""
        return {row.evidence.number: row.evidence.public_id for row in self.evidence}


#: Where the newest verdict counts, or is about to.
_DECIDED = (ClaimStatus.DRAFTED, ClaimStatus.IN_REVIEW, ClaimStatus.VERIFIED, ClaimStatus.STALE)


def open_claim(session: Session, public_id: str, who: User | None = None) -> ClaimPage:
    """All that the workbench of one claim shows to a person; the number of statements is fixed.

    Without `who` it is for the desk itself, which sees everything.
    """
    opened = store.board.opened(session, public_id)
    key = opened.claim.id or 0
    found = store.sources.evidence_of(session, key)
    searches = store.sources.searches_of(session, key)
    policy = opened.policy
    places = [place for place, _, _ in opened.places]
    signed, author, reviews = store.verdicts.newest_with_reviews(session, key) or (None, None, [])
    basis = signing.basis_of_rows(opened.version.text, opened.places, found, searches, policy)
    digest = sha256(basis.encode())
    facts = Facts(opened.claim, opened.version, signed, reviews, basis, digest, policy)
    given = (signed, author) if signed and author else None
    overrider = overrider_of(session, opened.claim, given)
    page = ClaimPage(
        claim=opened.claim,
        version=opened.version,
        article=opened.article,
        text=opened.text,
        places=places,
        found=found_in(opened.version),
        links=store.claims.links_of(session, key),
        evidence=found,
        origins=evidence.count_origins(row.origin for row in found),
        searches=searches,
        verdict=signed,
        author=author,
        reviews=reviews,
        versions=store.sets.versions_of_claim(session, key),
        history=store.events.of_object(session, public_id),
        digest=digest,
        policy=policy,
        scale=store.rules.scale(session, policy.scale, policy.scale_version),
        contacts=store.contacts.of_claim(session, key),
        withdrawn=_withdrawn(session, opened.claim, signed),
        overrider=overrider,
        gaps=missing(
            Rests(places, found, searches, digest, policy, opened.waiting),
            signed,
            reviewed=bool(reviews),
            overrider=overrider,
        ),
        standing=standing_of(session, facts, who),
    )
    return _without_verdict(page) if page.standing.hidden else page


def _without_verdict(page: ClaimPage) -> ClaimPage:
    """The same without anything that would tell of the verdict."""
    closed = page.claim.status is ClaimStatus.IN_REVIEW
    rows = [blind.without_stance(row) for row in page.evidence] if closed else page.evidence
    kept = replace(page, verdict=None, author=None, reviews=[], history=[], evidence=rows)
    return replace(kept, withdrawn=None, overrider=None, gaps=())


def _withdrawn(session: Session, claim: Claim, signed: Verdict | None) -> tuple[Withdrawal, User] | None:
    """A claim whose newest verdict was withdrawn is researched, or laid aside since."""
    if signed is None or claim.status in _DECIDED:
        return None
    rows = store.verdicts.withdrawals_of(session, [claim.id or 0])
    return next(((row, editor) for row, of, editor in rows if of.id == signed.id), None)
