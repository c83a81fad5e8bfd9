"""Write a verdict, ask for review, review: nobody signs alone."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from claims import evidence, store, verdict
from claims.desk import fields, signing
from claims.desk.found import Found, found_in
from claims.desk.trail import move, touch
from claims.digest import sha256
from claims.errors import InputError, MoveError, NotAllowedError
from claims.models import (
    Article,
    Claim,
    ClaimSet,
    ClaimVersion,
    Event,
    Occurrence,
    Release,
    Review,
    SearchLog,
    User,
    Verdict,
)
from claims.models.base import now
from claims.store.claims import LinkRow
from claims.store.sources import EvidenceRow
from claims.vocab import RATING_LABELS, SCALE, SCALE_VERSION, ClaimStatus, Rating, ReviewDecision


@dataclass(frozen=True, slots=True)
class ClaimPage:
    """All that the workbench of one claim shows. `digest` is of what stands there now.

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


def open_claim(session: Session, public_id: str) -> ClaimPage:
    """All that the workbench of one claim shows; the number of statements is fixed."""
    opened = store.board.opened(session, public_id)
    key = opened.claim.id or 0
    found = store.sources.evidence_of(session, key)
    searches = store.sources.searches_of(session, key)
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
        digest=signing.digest_of_rows(opened.version.text, opened.places, found, searches),
    )


def draft_verdict(
    session: Session, claim_id: str, rev: int, rating: Rating, rationale: str, who: User
) -> Verdict:
    """Write a verdict on what stands there now; an earlier one is kept and superseded.

    Args:
        session: the unit of work.
        claim_id: the claim's public id.
        rev: the revision of the claim the person saw.
        rating: the code on the scale.
        rationale: why, in words.
        who: its author.

    Raises:
        InputError: if the rationale is empty or nothing stands behind the rating.
        MoveError: if the claim is not accepted, or is in review or verified.
        ConflictError: if somebody saved in between.
    """
    claim = store.claims.get(session, claim_id)
    old = store.verdicts.newest(session, claim.id or 0)
    fields.check_rev(claim, rev, _theirs(old[0] if old else None))
    _begin(session, claim, who)
    reasons = fields.prose(rationale, "rationale")
    found = len(store.sources.evidence_of(session, claim.id or 0))
    searches = len(store.sources.searches_of(session, claim.id or 0))
    verdict.check_draft(rating, reasons, found, searches)
    signed = Verdict(
        claim_id=claim.id or 0,
        claim_version_id=store.claims.current_version(session, claim).id or 0,
        scale=SCALE,
        scale_version=SCALE_VERSION,
        code=rating,
        label=RATING_LABELS[rating],
        rationale=reasons.strip(),
        as_of=now().date(),
        evidence_digest=signing.digest(session, claim),
        author_id=who.id or 0,
        supersedes_id=old[0].id if old else None,
    )
    session.add(signed)
    if claim.status is ClaimStatus.RESEARCHING:
        move(session, claim, ClaimStatus.DRAFTED, who)
    touch(session, claim)
    store.events.record(
        session,
        who,
        "drafted",
        "claim",
        claim_id,
        verdict=signed.public_id,
        rating=rating.value,
        rationale_sha256=sha256(signed.rationale.encode()),
        evidence_digest=signed.evidence_digest,
    )
    return signed


def _begin(session: Session, claim: Claim, who: User) -> None:
    if claim.status is ClaimStatus.ACCEPTED:
        claim.assignee_id = claim.assignee_id or who.id
        move(session, claim, ClaimStatus.RESEARCHING, who)
    if claim.status not in (ClaimStatus.RESEARCHING, ClaimStatus.DRAFTED, ClaimStatus.STALE):
        raise MoveError(
            f"a verdict cannot be written while the claim is {claim.status.value.replace('_', ' ')}"
        )


def _theirs(signed: Verdict | None) -> dict[str, str]:
    return {"rating": signed.code.value, "rationale": signed.rationale} if signed else {}


def submit_verdict(session: Session, claim_id: str, rev: int, who: User) -> Claim:
    """Ask a second person to review the newest verdict.

    Raises:
        InputError: if there is none, or what it rests on changed since it was written.
        MoveError: if the claim is neither drafted nor stale.
    """
    claim = store.claims.get(session, claim_id)
    fields.check_rev(claim, rev)
    signed = store.verdicts.newest(session, claim.id or 0)
    if signed is None:
        raise InputError("write a verdict first", "rationale")
    if signed[0].evidence_digest != signing.digest(session, claim):
        raise InputError("the evidence changed since this verdict was written; write it anew", "rationale")
    if store.verdicts.reviews_of(session, signed[0].id or 0):
        raise InputError("this verdict was reviewed already; write it anew", "rationale")
    move(session, claim, ClaimStatus.IN_REVIEW, who, verdict=signed[0].public_id)
    return claim


def take_back_verdict(session: Session, claim_id: str, rev: int, who: User) -> Claim:
    """Take one's own verdict out of review, to write it anew.

    Raises:
        NotAllowedError: if somebody else wrote it.
        MoveError: if the claim is not in review.
    """
    claim = store.claims.get(session, claim_id)
    fields.check_rev(claim, rev)
    signed = store.verdicts.newest(session, claim.id or 0)
    if signed is None or claim.status is not ClaimStatus.IN_REVIEW:
        raise MoveError("this claim is not in review")
    if signed[0].author_id != who.id:
        raise NotAllowedError("only the verdict's author can take it back")
    move(session, claim, ClaimStatus.RESEARCHING, who, verdict=signed[0].public_id)
    return claim


def review_verdict(
    session: Session,
    claim_id: str,
    rev: int,
    decision: ReviewDecision,
    comment: str,
    digest_seen: str,
    who: User,
) -> Claim:
    """Say, as a second person, what should become of a verdict in review.

    Args:
        session: the unit of work.
        claim_id: the claim's public id.
        rev: the revision of the claim the person saw.
        decision: approve, request changes or reject.
        comment: why; may be empty for an approval only.
        digest_seen: the digest that stood on the page they decided from.
        who: the reviewer; neither the verdict's author nor the wording's.

    Raises:
        NotAllowedError: if they are.
        InputError: if a reason is missing, or what is signed is not what they saw.
        MoveError: if the claim is not in review.
    """
    claim = store.claims.get(session, claim_id)
    fields.check_rev(claim, rev)
    signed = store.verdicts.newest(session, claim.id or 0)
    if signed is None or claim.status is not ClaimStatus.IN_REVIEW:
        raise MoveError("nobody asked for a review of this claim")
    wording = store.claims.current_version(session, claim)
    verdict.check_reviewer(who.id or 0, signed[0].author_id, wording.created_by_id)
    reasons = fields.prose(comment, "comment", limit=5_000).strip()
    current = signing.digest(session, claim, wording)
    verdict.check_review(decision, reasons, digest_seen, current, signed[0].evidence_digest)
    session.add(
        Review(
            verdict_id=signed[0].id or 0,
            claim_id=claim.id or 0,
            reviewer_id=who.id or 0,
            decision=decision,
            comment=reasons,
            digest_seen=digest_seen,
        )
    )
    to = verdict.status_after(decision)
    move(session, claim, to, who, decision=decision.value, verdict=signed[0].public_id)
    return claim
