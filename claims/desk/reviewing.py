"""Review: a second person signs a verdict, or says what is missing. Nobody signs alone."""

from sqlmodel import Session

from claims import store, verdict
from claims.desk import fields, signing
from claims.desk.trail import move
from claims.errors import InputError, MoveError, NotAllowedError
from claims.models import Claim, Review, User
from claims.vocab import REVIEWS, ClaimStatus, ReviewDecision


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
    if decision not in REVIEWS:
        raise InputError("choose one of these", "decision")
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
