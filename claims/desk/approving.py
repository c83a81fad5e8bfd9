"""What a review makes of a claim: so many approvals sign it, anything else sends it back or lets it wait."""

from collections.abc import Iterable
from dataclasses import replace

from sqlmodel import Session

from claims import store, verdict
from claims.desk import signing
from claims.desk.changes_since import Since, changed_since, verdict_since
from claims.desk.trail import move, touch
from claims.digest import sha256
from claims.errors import ConflictError
from claims.models import Claim, Review, User, Verdict
from claims.policy import Policy
from claims.vocab import ReviewDecision

_SAVED = "somebody else saved this in between; nothing of yours was lost"
_CHANGED = "the claim or its evidence changed since you read it; look at what changed"


def check_seen(
    session: Session, claim: Claim, rev: int, seen: str, *, verdict_seen: str = "", stances: bool = True
) -> str:
    """Let a decision count only if it was made from what stands there now; its digest.

    `verdict_seen` is the public id of the verdict they read, of which it is told how the newest differs;
    `stances` is whether the person may be told that, and what an evidence does to the claim.

    Raises:
        ConflictError: with what changed since they read it.
    """
    basis = signing.basis(session, claim)
    current = sha256(basis.encode())
    if claim.rev == rev and seen == current:
        return current
    changes = changed_since(session, claim, seen, stances=stances, current=basis)
    renewed = {"digest_seen": current}
    if verdict_seen and stances:
        if signed := verdict_since(session, claim, verdict_seen):
            changes = replace(changes or Since(kept=True), signed=signed)
        newest = store.verdicts.newest(session, claim.id or 0)
        renewed["verdict_seen"] = newest[0].public_id if newest else ""
    raise ConflictError(
        _SAVED if claim.rev != rev else _CHANGED, rev=claim.rev, renewed=renewed, changes=changes
    )


def approvals_of(reviews: Iterable[Review], digest: str) -> int:
    """How many people approved what has this digest.

    Who left the desk since counts: they were there when they signed.
    """
    approved = ReviewDecision.APPROVE
    return len({one.reviewer_id for one in reviews if one.decision is approved and one.digest_seen == digest})


def take_in(
    session: Session, claim: Claim, signed: Verdict, review: Review, policy: Policy, who: User, **more: object
) -> None:
    """Write a review, and do to the claim what it and those before make of it.

    `more` is told in the trail.
    """
    session.add(review)
    session.flush()
    told = {"decision": review.decision.value, "verdict": signed.public_id, **more}
    to = verdict.status_after(review.decision)
    given = approvals_of(
        (one for one, _ in store.verdicts.reviews_of(session, signed.id or 0)), review.digest_seen
    )
    waits = review.decision is ReviewDecision.APPROVE and given < policy.approvals
    if waits or review.decision is ReviewDecision.DISAGREE:
        touch(session, claim)
        told |= {"approvals": given, "of": policy.approvals}
        store.events.record(session, who, "reviewed", "claim", claim.public_id, **told)
        return
    move(session, claim, to, who, **told)
