"""The workbench of one claim: all that a reviewer decides from."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from claims import evidence, store
from claims.desk import signing
from claims.desk.found import Found, found_in
from claims.models import (
    Article,
    Claim,
    ClaimSet,
    ClaimVersion,
    Contact,
    Event,
    Occurrence,
    Release,
    Review,
    SearchLog,
    User,
    Verdict,
    Withdrawal,
)
from claims.policy import Policy
from claims.scale import Scale
from claims.store.claims import LinkRow
from claims.store.sources import EvidenceRow
from claims.vocab import ClaimStatus


@dataclass(frozen=True, slots=True)
class ClaimPage:
    """All that the workbench of one claim shows.

    `withdrawn` is that the newest verdict was withdrawn, and by whom; None if it was not.

    `digest` is of what stands there now, `policy` and `scale` are the ones in force.

    `text` is the article's, into which the offsets of `found` point.
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
    releases: Sequence[tuple[Release, ClaimSet, int]]
    history: Sequence[tuple[Event, str]]
    digest: str
    policy: Policy
    scale: Scale
    contacts: Sequence[tuple[Contact, str]]
    withdrawn: tuple[Withdrawal, User] | None


#: Where the newest verdict counts, or is about to.
_DECIDED = (ClaimStatus.DRAFTED, ClaimStatus.IN_REVIEW, ClaimStatus.VERIFIED, ClaimStatus.STALE)


def open_claim(session: Session, public_id: str) -> ClaimPage:
    """All that the workbench of one claim shows; the number of statements is fixed."""
    opened = store.board.opened(session, public_id)
    key = opened.claim.id or 0
    found = store.sources.evidence_of(session, key)
    searches = store.sources.searches_of(session, key)
    policy = store.rules.policy(session)
    signed, author, reviews = store.verdicts.newest_with_reviews(session, key) or (None, None, [])
    return ClaimPage(
        claim=opened.claim,
        version=opened.version,
        article=opened.article,
        text=opened.text,
        places=[place for place, _, _ in opened.places],
        found=found_in(opened.version),
        links=store.claims.links_of(session, key),
        evidence=found,
        origins=evidence.count_origins(row.origin for row in found),
        searches=searches,
        verdict=signed,
        author=author,
        reviews=reviews,
        releases=store.sets.releases_of_claim(session, key),
        history=store.events.of_object(session, public_id),
        digest=signing.digest_of_rows(opened.version.text, opened.places, found, searches, policy),
        policy=policy,
        scale=store.rules.scale(session, policy.scale, policy.scale_version),
        contacts=store.contacts.of_claim(session, key),
        withdrawn=_withdrawn(session, opened.claim, signed),
    )


def _withdrawn(session: Session, claim: Claim, signed: Verdict | None) -> tuple[Withdrawal, User] | None:
    """A claim whose newest verdict was withdrawn is researched, or laid aside since."""
    if signed is None or claim.status in _DECIDED:
        return None
    rows = store.verdicts.withdrawals_of(session, [claim.id or 0])
    return next(((row, editor) for row, of, editor in rows if of.id == signed.id), None)
