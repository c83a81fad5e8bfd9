"""How far a verdict has come with its reviewers, and what one person may do about it, for the workbench."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlmodel import Session

from claims import store
from claims.desk import adjudicating, approving, blind, renewing
from claims.desk.blind import Way
from claims.desk.changes_since import Since, changed_since
from claims.models import Claim, ClaimVersion, Review, ReviewComment, User, Verdict
from claims.policy import Policy
from claims.scale import RatingCode
from claims.vocab import ClaimStatus, ReviewDecision

#: While a claim is one of these, what changed since it was signed is of use.
_ASKS = frozenset({ClaimStatus.RESEARCHING, ClaimStatus.DRAFTED, ClaimStatus.IN_REVIEW, ClaimStatus.STALE})


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the newest verdict of a claim stands.

    Attributes:
        hidden: whether it is kept from this person until they have rated for themselves.
        way: how they may review it; None while nobody is asked to.
        approvals: how many people approved what stands there now.
        disputed: whether two people rated otherwise and an editor has to decide.
        may_decide: whether this person can be that editor.
        comments: what each review asks for, by the review's key.
        given: the rating that a blind reviewer gave, by the review's key.
        since: what changed since the claim was last signed, or else since the verdict was written; None if
            nothing did, or none of it may be told.
        signed_before: whether it was signed once, so that `since` counts from then.
        renewed: whether it is the same, in the same words, as the one before it.
        may_renew: whether this person can ask again for it as it is.
    """

    hidden: bool = False
    way: Way | None = None
    approvals: int = 0
    disputed: bool = False
    may_decide: bool = False
    comments: Mapping[int, Sequence[ReviewComment]] = field(default_factory=dict)
    given: Mapping[int, RatingCode] = field(default_factory=dict)
    since: Since | None = None
    signed_before: bool = False
    renewed: bool = False
    may_renew: bool = False


#: Where nothing was written yet.
NOTHING = Standing()


@dataclass(frozen=True, slots=True)
class Facts:
    """What the workbench has read of a claim already."""

    claim: Claim
    wording: ClaimVersion
    verdict: Verdict | None
    reviews: Sequence[tuple[Review, User]]
    basis: str
    digest: str
    policy: Policy


def standing_of(session: Session, facts: Facts, who: User | None) -> Standing:
    """Where the newest verdict of a claim stands, as this person may know it; None is the desk itself."""
    signed = facts.verdict
    if signed is None:
        return NOTHING
    hidden = blind.hides(session, facts.claim, who, facts.policy)
    way = _way(session, facts, signed, who)
    if hidden:
        return Standing(
            hidden=True, way=way, approvals=_approvals(facts), disputed=_dispute(session, facts) is not None
        )
    dispute = _dispute(session, facts)
    asks = facts.claim.status in _ASKS
    last = _last_signed(session, facts) if asks else None
    return Standing(
        way=way,
        approvals=_approvals(facts),
        disputed=dispute is not None,
        may_decide=_may_decide(session, facts, signed, dispute, who),
        comments=_comments(session, facts),
        given=_given(session, facts, signed),
        since=_since(session, facts, signed, last) if asks else None,
        signed_before=last is not None,
        renewed=last is not None and last.id != signed.id and blind.same_words(last, signed),
        may_renew=who is not None
        and signed.evidence_digest != facts.digest
        and renewing.may_renew(session, facts.claim, signed, facts.digest, facts.policy, who),
    )


def _way(session: Session, facts: Facts, signed: Verdict, who: User | None) -> Way | None:
    if who is None or facts.claim.status is not ClaimStatus.IN_REVIEW:
        return None
    return blind.way_of(session, facts.claim, signed, facts.wording, who, facts.policy)


def _approvals(facts: Facts) -> int:
    return approving.approvals_of((review for review, _ in facts.reviews), facts.digest)


def _dispute(session: Session, facts: Facts) -> Review | None:
    """The review that differs, while it waits for an editor."""
    if facts.claim.status is not ClaimStatus.IN_REVIEW:
        return None
    differ = (review for review, _ in facts.reviews if review.decision is ReviewDecision.DISAGREE)
    return next((one for one in differ if store.reviews.adjudication(session, one.id or 0) is None), None)


def _may_decide(
    session: Session, facts: Facts, signed: Verdict, dispute: Review | None, who: User | None
) -> bool:
    if dispute is None or who is None:
        return False
    return not adjudicating.why_not(session, facts.claim, signed, dispute, who)


def _comments(session: Session, facts: Facts) -> dict[int, list[ReviewComment]]:
    found: dict[int, list[ReviewComment]] = {}
    for one in store.reviews.comments_of(session, [review.id or 0 for review, _ in facts.reviews]):
        found.setdefault(one.review_id, []).append(one)
    return found


def _given(session: Session, facts: Facts, signed: Verdict) -> dict[int, RatingCode]:
    rated = [review for review, _ in facts.reviews if review.code]
    if not rated:
        return {}
    scale = store.rules.scale(session, signed.scale, signed.scale_version)
    return {review.id or 0: scale.code(review.code) for review in rated}


def _since(session: Session, facts: Facts, signed: Verdict, last: Verdict | None) -> Since | None:
    """What changed since a claim was last signed, or else since its verdict was written."""
    digest = (last or signed).evidence_digest
    return changed_since(session, facts.claim, digest, current=facts.basis)


def _last_signed(session: Session, facts: Facts) -> Verdict | None:
    """The newest verdict that as many approved as the policy asked for when it was written."""
    for one, given in store.reviews.approved(session, facts.claim.id or 0):
        if given >= store.rules.policy_of(session, one.policy_version).approvals:
            return one
    return None
