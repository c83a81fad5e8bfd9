"""Two people rated otherwise: both verdicts side by side, and an editor who is neither of them decides."""

from dataclasses import dataclass

from sqlmodel import Session

from claims import store
from claims.desk import approving, blind, correcting, fields, signing
from claims.desk.people import at_least
from claims.desk.trail import move
from claims.digest import sha256
from claims.errors import ConflictError, InputError, MoveError, NotAllowedError, NotFoundError
from claims.models import Adjudication, Claim, ClaimVersion, Review, User, Verdict
from claims.policy import Policy
from claims.scale import RatingCode
from claims.vocab import Adjudicated, ClaimStatus, CorrectionClass, ReviewDecision, Role

#: What was decided, in the middle of a sentence.
_SAID = {
    Adjudicated.FIRST: "the first verdict stands",
    Adjudicated.SECOND: "the second verdict stands",
    Adjudicated.NEITHER: "neither stands",
}


@dataclass(frozen=True, slots=True)
class ComparePage:
    """Two verdicts on one claim; `digest` is of what stands there now, `why_not` says why one may not decide.

    `decided` is what an editor made of it, and who, None while it is open.
    """

    claim: Claim
    version: ClaimVersion
    first: Verdict
    author: User
    second: Review
    reviewer: User
    second_code: RatingCode
    digest: str
    decided: tuple[Adjudication, User] | None
    why_not: str

    @property
    def changed(self) -> bool:
        """Whether what both rest on is no longer what stands there."""
        return self.first.evidence_digest != self.digest


def open_compare(session: Session, claim_id: str, who: User) -> ComparePage:
    """The last two verdicts that differ on a claim.

    Raises:
        NotFoundError: if no two do.
        NotAllowedError: if this person has still to rate for themselves.
    """
    claim = store.claims.get(session, claim_id)
    if blind.hides(session, claim, who):
        raise NotAllowedError("reviews are blind here: rate for yourself first")
    found = store.reviews.newest_dispute(session, claim.id or 0)
    if found is None:
        raise NotFoundError("no two people rated this claim otherwise")
    second, reviewer, first, author = found
    return ComparePage(
        claim,
        store.claims.current_version(session, claim),
        first,
        author,
        second,
        reviewer,
        store.rules.scale(session, first.scale, first.scale_version).code(second.code),
        signing.digest(session, claim),
        store.reviews.adjudication(session, second.id or 0),
        why_not(session, claim, first, second, who),
    )


def why_not(session: Session, claim: Claim, first: Verdict, second: Review, who: User) -> str:
    """Why this person may not decide between two verdicts; "" if they may."""
    if not at_least(who, Role.EDITOR):
        return "an editor decides"
    if who.id in (first.author_id, second.reviewer_id):
        return "you are one of the two; an editor who is neither decides"
    if store.claims.current_version(session, claim).created_by_id == who.id:
        return "you wrote this claim's wording; another editor decides"
    reviews = store.verdicts.reviews_of(session, first.id or 0)
    if any(review.reviewer_id == who.id for review, _ in reviews):
        return "you rated this claim yourself; another editor decides"
    return ""


def adjudicate(
    session: Session,
    claim_id: str,
    rev: int,
    review_id: str,
    outcome: Adjudicated,
    note: str,
    digest_seen: str,
    who: User,
) -> Claim:
    """Decide between two verdicts that differ; the one that stands counts as approved by the editor.

    If the second stands it becomes a verdict of its own, by its reviewer.

    Args:
        session: the unit of work.
        claim_id: the claim's public id.
        rev: the revision of the claim the person saw.
        review_id: the public id of the review that differs.
        outcome: which of them stands.
        note: why.
        digest_seen: the digest that stood on the page they decided from.
        who: an editor who is neither of the two.

    Raises:
        NotAllowedError: if they are one of them, or no editor.
        InputError: if the note is missing, or what both rest on changed since.
        MoveError: if nothing is to be decided.
        ConflictError: if another editor decided already, or what stands there is not what they saw.
    """
    claim = store.claims.get(session, claim_id)
    store.reviews.hold(session, claim)
    found = store.reviews.newest_dispute(session, claim.id or 0)
    done = store.reviews.adjudication(session, found[0].id or 0) if found else None
    if found and done and found[0].public_id == review_id:
        raise ConflictError(f"{done[1].name} decided this already: {_SAID[done[0].outcome]}", final=True)
    current = approving.check_seen(session, claim, rev, digest_seen)
    if found is None or done or found[0].public_id != review_id or claim.status is not ClaimStatus.IN_REVIEW:
        raise MoveError("there are no two verdicts on this claim to decide between")
    second, reviewer, first, _ = found
    if refusal := why_not(session, claim, first, second, who):
        raise NotAllowedError(refusal)
    reasons = fields.prose(note, "note", required=True, limit=5_000).strip()
    if outcome is not Adjudicated.NEITHER and first.evidence_digest != current:
        raise InputError("what both rest on changed since; only “neither” is left", "outcome")
    stands = _second(session, first, second, reviewer) if outcome is Adjudicated.SECOND else first
    decided = Adjudication(
        claim_id=claim.id or 0,
        verdict_id=stands.id or 0,
        review_id=second.id or 0,
        editor_id=who.id or 0,
        outcome=outcome,
        note=reasons,
        digest_seen=digest_seen,
    )
    session.add(decided)
    _tell(session, claim, decided, stands, second, who)
    _follow(session, claim, decided, stands, who)
    return claim


def _second(session: Session, first: Verdict, second: Review, reviewer: User) -> Verdict:
    """The blind reviewer's rating as a verdict of their own, on what both saw."""
    code = store.rules.scale(session, first.scale, first.scale_version).code(second.code)
    stands = Verdict(
        claim_id=first.claim_id,
        claim_version_id=first.claim_version_id,
        scale=first.scale,
        scale_version=first.scale_version,
        code=code.code,
        means=code.means,
        label=code.label(),
        rationale=second.comment,
        as_of=second.decided_at.date(),
        evidence_digest=first.evidence_digest,
        policy_version=first.policy_version,
        author_id=reviewer.id or 0,
        supersedes_id=first.id,
        override_reason=first.override_reason,
        correction=first.correction,
        correction_note=first.correction_note,
    )
    if stands.correction is not CorrectionClass.NONE and correcting.otherwise(session, stands):
        stands.correction = CorrectionClass.MAJOR
    session.add(stands)
    session.flush()
    return stands


def _tell(
    session: Session, claim: Claim, decided: Adjudication, stands: Verdict, second: Review, who: User
) -> None:
    store.events.record(
        session,
        who,
        "adjudicated",
        "claim",
        claim.public_id,
        adjudication=decided.public_id,
        outcome=decided.outcome.value,
        between=second.public_id,
        verdict=stands.public_id,
        rating=stands.code,
        rationale_sha256=sha256(stands.rationale.encode()),
        note_sha256=sha256(decided.note.encode()),
    )


def _follow(session: Session, claim: Claim, decided: Adjudication, stands: Verdict, who: User) -> None:
    """What stands is approved by the editor; where neither does, the claim is checked anew."""
    if decided.outcome is Adjudicated.NEITHER:
        move(session, claim, ClaimStatus.RESEARCHING, who, adjudicated=decided.outcome.value)
        return
    approval = Review(
        verdict_id=stands.id or 0,
        claim_id=claim.id or 0,
        reviewer_id=who.id or 0,
        decision=ReviewDecision.APPROVE,
        comment=decided.note,
        digest_seen=decided.digest_seen,
    )
    policy: Policy = store.rules.policy(session)
    approving.take_in(session, claim, stands, approval, policy, who, adjudicated=decided.outcome.value)
