"""The workbench of one claim: all that a reviewer decides from."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from claims import evidence, store
from claims.desk import signing
from claims.desk.found import Found, found_in
from claims.desk.missing import Rests, missing
from claims.gaps import Gap
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


@dataclass(frozen=True, slots=True)
class ClaimPage:
    """All that the workbench of one claim shows.

    `digest` is of what stands there now, `policy` and `scale` are the ones in force, `gaps` all that is
    missing before the newest verdict can be reviewed. `withdrawn` is that the newest verdict was withdrawn,
    and by whom; None if it was not.

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
    gaps: tuple[Gap, ...] = ()

    @property
    def board(self) -> dict[int, str]:
        """The public ids of the evidence that is there, by the numbers a rationale cites."""
        return {row.evidence.number: row.evidence.public_id for row in self.evidence}


def open_claim(session: Session, public_id: str) -> ClaimPage:
    """All that the workbench of one claim shows; the number of statements is fixed."""
    opened = store.board.opened(session, public_id)
    key = opened.claim.id or 0
    found = store.sources.evidence_of(session, key)
    searches = store.sources.searches_of(session, key)
    policy = store.rules.policy(session)
    places = [place for place, _, _ in opened.places]
    digest = signing.digest_of_rows(opened.version.text, opened.places, found, searches, policy)
    signed, author, reviews = store.verdicts.newest_with_reviews(session, key) or (None, None, [])
    given = (signed, author) if signed and author else None
    return ClaimPage(
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
        releases=store.sets.releases_of_claim(session, key),
        history=store.events.of_object(session, public_id),
        digest=digest,
        policy=policy,
        scale=store.rules.scale(session, policy.scale, policy.scale_version),
        contacts=store.contacts.of_claim(session, key),
        withdrawn=_withdrawn(session, key, signed),
        gaps=missing(
            session,
            opened.claim,
            Rests(places, found, searches, digest, policy),
            given,
            reviewed=bool(reviews),
        ),
    )


def _withdrawn(session: Session, key: int, signed: Verdict | None) -> tuple[Withdrawal, User] | None:
    rows = store.verdicts.withdrawals_of(session, [key])
    return next(((row, editor) for row, of, editor in rows if signed and of.id == signed.id), None)
