"""Ask again for a verdict as it is, after what it rests on has changed."""

from sqlmodel import Session

from claims import gaps, store
from claims.desk import approving, blind, signing
from claims.desk.reviewing import submit_verdict
from claims.desk.trail import move, touch
from claims.digest import sha256
from claims.errors import InputError, MoveError, NotAllowedError
from claims.models import Claim, User, Verdict
from claims.policy import Policy
from claims.vocab import CheckQuestion, ClaimStatus, ReviewDecision

#: What of a verdict is not taken over.
_OWN = {
    "id",
    "public_id",
    "created_at",
    "claim_version_id",
    "evidence_digest",
    "policy_version",
    "supersedes_id",
}
_OPEN = frozenset({ClaimStatus.RESEARCHING, ClaimStatus.DRAFTED, ClaimStatus.IN_REVIEW, ClaimStatus.STALE})


def may_renew(
    session: Session, claim: Claim, signed: Verdict, digest: str, policy: Policy, who: User
) -> bool:
    """Whether this person can ask again for a verdict as it is; the digest is of what stands there now."""
    try:
        _check(session, claim, signed, digest, policy, who)
    except (InputError, MoveError, NotAllowedError):
        return False
    return True


def _check(session: Session, claim: Claim, signed: Verdict, digest: str, policy: Policy, who: User) -> None:
    if claim.status not in _OPEN:
        raise MoveError(f"a claim that is {claim.status.value.replace('_', ' ')} is not asked for again")
    if signed.author_id != who.id:
        raise NotAllowedError("only the verdict's author can ask for it again; you can write one of your own")
    if signed.evidence_digest == digest:
        raise MoveError("nothing changed since this verdict was written")
    approved = ReviewDecision.APPROVE
    reviews = store.verdicts.reviews_of(session, signed.id or 0)
    if store.reviews.withdrawn(session, signed.id or 0) or any(
        one.decision is not approved for one, _ in reviews
    ):
        raise MoveError("this verdict did not hold; write it anew")
    if (signed.scale, signed.scale_version) != (policy.scale, policy.scale_version):
        raise InputError("the rating scale is another by now; write the verdict anew", "rating")


def renew_verdict(session: Session, claim_id: str, rev: int, digest_seen: str, who: User) -> Verdict:
    """Ask again for a verdict as it is: the same words, on what stands there now; it goes to review.

    Args:
        session: the unit of work.
        claim_id: the claim's public id.
        rev: the revision of the claim the person saw.
        digest_seen: the digest that stood on the page they decided from.
        who: the verdict's author.

    Raises:
        NotAllowedError: if somebody else wrote it.
        InputError: if it can no longer be given so.
        MoveError: if nothing changed, or it was sent back, or the claim is not at that point.
        ConflictError: if what stands there is not what they saw; with what changed.
    """
    claim = store.claims.get(session, claim_id)
    policy = store.rules.policy(session)
    told = not blind.hides(session, claim, who, policy)
    fits = claim.rev == rev or approving.check_seen(session, claim, rev, digest_seen, stances=told)
    newest = store.verdicts.newest(session, claim.id or 0)
    if not fits or newest is None:
        raise InputError("write a verdict first", "rationale")
    old, digest = newest[0], signing.digest(session, claim)
    _check(session, claim, old, digest, policy, who)
    approving.check_seen(session, claim, rev, digest_seen)
    _check_ground(session, claim, old)
    again = Verdict(
        **old.model_dump(exclude=_OWN),
        claim_version_id=store.claims.current_version(session, claim).id or 0,
        evidence_digest=signing.keep_basis(session, claim),
        policy_version=policy.version,
        supersedes_id=old.id,
    )
    session.add(again)
    _back_to_draft(session, claim, who)
    touch(session, claim)
    store.events.record(
        session,
        who,
        "renewed",
        "claim",
        claim_id,
        verdict=again.public_id,
        of=old.public_id,
        rating=again.code,
        rationale_sha256=sha256(again.rationale.encode()),
        evidence_digest=again.evidence_digest,
    )
    session.flush()
    submit_verdict(session, claim_id, claim.rev, who)
    return again


def _check_ground(session: Session, claim: Claim, old: Verdict) -> None:
    """What the verdict stands on is still there: some evidence, and each that its rationale cites."""
    rows = store.sources.rows_of(session, [claim.id or 0])
    searches = len(store.sources.searches_of(session, claim.id or 0))
    answered = [CheckQuestion(question) for question, answer in old.checklist.items() if answer.strip()]
    draft = gaps.Draft(old.means, old.rationale, answered)
    gaps.check_draft(draft, gaps.Standing(len(rows), searches), store.rules.policy(session))
    if not set(old.citations.values()) <= {row.public_id for row in rows}:
        raise InputError("the rationale cites an evidence that was taken off; write it anew", "rationale")


def _back_to_draft(session: Session, claim: Claim, who: User) -> None:
    if claim.status is ClaimStatus.IN_REVIEW:
        move(session, claim, ClaimStatus.RESEARCHING, who)
    if claim.status is ClaimStatus.RESEARCHING:
        move(session, claim, ClaimStatus.DRAFTED, who)
