"""Review: a second person signs a verdict, or says what is missing. Nobody signs alone."""

from sqlmodel import Session

from claims import store, verdict
from claims.desk import fields, signing
from claims.desk.missing import missing_now
from claims.desk.trail import move
from claims.errors import InputError, MoveError, NotAllowedError
from claims.models import Claim, Review, User
from claims.vocab import REVIEWS, ClaimStatus, ReviewDecision


def submit_verdict(session: Session, claim_id: str, rev: int, who: User) -> Claim:
    """Ask a second person to review the newest verdict.

    Raises:
        InputError: saying all that is missing for it.
        MoveError: if the claim is neither drafted nor stale.
    """
    claim = store.claims.get(session, claim_id)
    fields.check_rev(claim, rev)
    signed = store.verdicts.newest(session, claim.id or 0)
    lacking = missing_now(session, claim)
    if lacking or signed is None:
        raise InputError("; ".join(gap.says for gap in lacking), lacking[0].field)
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
    alone = store.rules.policy(session).alone
    verdict.check_reviewer(who.id or 0, signed[0].author_id, wording.created_by_id, alone=alone)
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
    own = {"alone": True} if who.id in (signed[0].author_id, wording.created_by_id) else {}
    move(session, claim, to, who, decision=decision.value, verdict=signed[0].public_id, **own)
    return claim
