"""Review: a second person signs a verdict, or says what is missing. Nobody signs alone."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from sqlmodel import Session

from claims import gaps, store, verdict
from claims.desk import approving, blind, comments, fields
from claims.desk.comments import Remark
from claims.desk.missing import missing_now
from claims.desk.trail import move
from claims.digest import sha256
from claims.errors import InputError, MoveError, NotAllowedError
from claims.models import Claim, Review, User, Verdict
from claims.policy import Policy
from claims.vocab import REVIEWS, ClaimStatus, Rating, ReviewDecision, ReviewMode


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


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A verdict in review, with the digest of what stands there now and how a person may review it.

    `alone` is whether the verdict or the wording is their own, as the policy of a desk of one allows.
    """

    verdict: Verdict
    digest: str
    policy: Policy
    mode: ReviewMode
    alone: bool


def review_verdict(
    session: Session,
    claim_id: str,
    rev: int,
    decision: ReviewDecision,
    comment: str,
    digest_seen: str,
    who: User,
    remarks: Sequence[Remark] = (),
    *,
    verdict_seen: str = "",
) -> Claim:
    """Say, as a second person, what should become of a verdict in review.

    Who has to rate for themselves first can only ask for changes, such as for more evidence.

    Args:
        session: the unit of work.
        claim_id: the claim's public id.
        rev: the revision of the claim the person saw.
        decision: approve, request changes or reject.
        comment: why; for an approval both this and the remarks may be empty.
        digest_seen: the digest that stood on the page they decided from.
        who: the reviewer; neither the verdict's author nor the wording's.
        remarks: comments on places.
        verdict_seen: the public id of the verdict that stood there, to be told how another differs.

    Raises:
        NotAllowedError: if they are, or have to rate for themselves first.
        InputError: if a reason is missing, or a remark has no place.
        MoveError: if the claim is not in review, or two people rated it otherwise.
        ConflictError: if what is signed is not what they saw; with what changed.
    """
    claim = store.claims.get(session, claim_id)
    at = under_review(session, claim, rev, digest_seen, who, verdict_seen)
    if decision not in REVIEWS:
        raise InputError("choose one of these", "decision")
    if at.mode is ReviewMode.BLIND and decision is not ReviewDecision.REQUEST_CHANGES:
        raise NotAllowedError("reviews are blind here: rate for yourself first")
    reasons = fields.prose(comment, "comment", limit=comments.LONGEST).strip()
    asked = comments.placed(session, claim, at.verdict, remarks, blind=at.mode is ReviewMode.BLIND)
    said = "\n".join([reasons, *(one.text for one in asked)])
    verdict.check_review(decision, said, digest_seen, at.digest, at.verdict.evidence_digest)
    review = Review(
        verdict_id=at.verdict.id or 0,
        claim_id=claim.id or 0,
        reviewer_id=who.id or 0,
        mode=at.mode,
        decision=decision,
        comment=reasons,
        digest_seen=digest_seen,
    )
    more: dict[str, object] = {"comments": len(asked)} if asked else {}
    if at.alone:
        more["alone"] = True
    approving.take_in(session, claim, at.verdict, review, at.policy, who, **more)
    comments.keep(session, review, asked)
    return claim


def rate_blind(
    session: Session, claim_id: str, rev: int, rating: str, rationale: str, digest_seen: str, who: User
) -> Review:
    """Rate a claim for oneself, without having seen its verdict; both are revealed by it.

    The same rating is an approval. Another one lets the claim wait until an editor decides.

    Args:
        session: the unit of work.
        claim_id: the claim's public id.
        rev: the revision of the claim the person saw.
        rating: a code of the scale in force.
        rationale: why, in words.
        digest_seen: the digest that stood on the page they decided from.
        who: the reviewer, who has no part in any verdict on the claim.

    Raises:
        NotAllowedError: if they have.
        InputError: if the rating or the rationale does not hold, or the evidence changed since the verdict.
        MoveError: if the claim is not in review, or reviews are not blind.
        ConflictError: if what is rated is not what they saw; with what changed.
    """
    claim = store.claims.get(session, claim_id)
    at = under_review(session, claim, rev, digest_seen, who)
    if at.mode is not ReviewMode.BLIND:
        raise MoveError("this verdict is reviewed in the open: say what you think of it")
    code = store.rules.scale(session, at.policy.scale, at.policy.scale_version).code(rating)
    reasons = _reasons(session, claim, code.means, rationale, at.policy)
    verdict.check_review(ReviewDecision.APPROVE, "", digest_seen, at.digest, at.verdict.evidence_digest)
    alike = code.code == at.verdict.code
    review = Review(
        verdict_id=at.verdict.id or 0,
        claim_id=claim.id or 0,
        reviewer_id=who.id or 0,
        mode=ReviewMode.BLIND,
        decision=ReviewDecision.APPROVE if alike else ReviewDecision.DISAGREE,
        comment=reasons,
        digest_seen=digest_seen,
        code=code.code,
        means=code.means,
    )
    told = {"rating": code.code, "rationale_sha256": sha256(reasons.encode())}
    approving.take_in(session, claim, at.verdict, review, at.policy, who, **told)
    return review


def _reasons(session: Session, claim: Claim, rating: Rating, rationale: str, policy: Policy) -> str:
    """Why somebody rates so, if it is as long as the policy asks for and something stands behind it."""
    reasons = fields.prose(rationale, "rationale").strip()
    found = len(store.sources.rows_of(session, [claim.id or 0]))
    searches = len(store.sources.searches_of(session, claim.id or 0))
    # The questions of the checklist are the author's to answer.
    asked = replace(policy, checklist=False)
    gaps.check_draft(gaps.Draft(rating, reasons), gaps.Standing(found, searches), asked)
    return reasons


def under_review(
    session: Session, claim: Claim, rev: int, digest_seen: str, who: User, verdict_seen: str = ""
) -> Reviewed:
    """What a person reviews, if they may and saw what stands there now.

    Raises:
        ConflictError: if they did not; with what changed.
        MoveError: if the claim is not in review, or an editor has to decide first.
        NotAllowedError: if they may not.
    """
    policy = store.rules.policy(session)
    hides = blind.hides(session, claim, who, policy)
    check = partial(
        approving.check_seen, session, claim, rev, digest_seen, verdict_seen=verdict_seen, stances=not hides
    )
    if claim.rev != rev:
        check()
    signed = store.verdicts.newest(session, claim.id or 0)
    if signed is None or claim.status is not ClaimStatus.IN_REVIEW:
        raise MoveError("nobody asked for a review of this claim")
    wording = store.claims.current_version(session, claim)
    way = blind.way_of(session, claim, signed[0], wording, who, policy)
    if way.mode is None:
        raise NotAllowedError(way.why)
    if store.reviews.is_disputed(session, claim.id or 0):
        raise MoveError("two people rated this otherwise; an editor decides first")
    current = check()
    alone = who.id in (signed[0].author_id, wording.created_by_id)
    return Reviewed(signed[0], current, policy, way.mode, alone)
