"""Blind reviews: from whom a verdict is kept until they have rated for themselves, and who may review how.

While reviews are blind, nobody who has no part in a claim's verdicts sees the one that waits: it is kept
from the page, not hidden on it.
"""

from dataclasses import dataclass, replace

from sqlmodel import Session

from claims import store, verdict
from claims.desk.people import at_least
from claims.errors import NotAllowedError
from claims.models import Claim, ClaimVersion, Evidence, Review, User, Verdict
from claims.policy import Policy
from claims.store.sources import EvidenceRow
from claims.vocab import ReviewDecision, ReviewMode, Role, Stance

_SEEN = "reviews are blind here, and you have seen a verdict on this claim; another person has to review it"
#: What of a verdict stays the same when it is asked for again as it is.
_WORDS = ("scale", "code", "rationale", "conclusion", "author_id")


@dataclass(frozen=True, slots=True)
class Way:
    """How a person may review a verdict; `why` says why they may not, if `mode` is None."""

    mode: ReviewMode | None
    why: str = ""


def hidden(
    session: Session, who: User, claim: Claim | None = None, policy: Policy | None = None
) -> frozenset[int]:
    """The claims, by key, whose waiting verdict this person must not see; with `claim`, of it alone.

    An editor sees both verdicts where two people rated otherwise: somebody has to decide.
    """
    if policy and not policy.blind:
        return frozenset()
    key, decides = claim.id if claim else None, at_least(who, Role.EDITOR)
    return frozenset(store.reviews.unseen_by(session, who.id or 0, key, but_disputed=decides))


def hides(session: Session, claim: Claim, who: User | None, policy: Policy | None = None) -> bool:
    """Whether the waiting verdict of a claim is kept from this person; from nobody if it is the desk."""
    return who is not None and claim.id in hidden(session, who, claim, policy)


def without_stance(row: EvidenceRow) -> EvidenceRow:
    """An evidence that does not tell what it does to the claim."""
    # A copy: the row itself belongs to the session, which would write the change.
    told = Evidence(**row.evidence.model_dump())
    told.stance = Stance.CONTEXT
    return replace(row, evidence=told)


def way_of(
    session: Session,
    claim: Claim,
    signed: Verdict,
    wording: ClaimVersion,
    who: User,
    policy: Policy,
) -> Way:
    """How this person may review the verdict on a claim in review."""
    key = who.id or 0
    overrode = _overrode(session, claim, signed, key)
    own = overrode or key in (signed.author_id, wording.created_by_id)
    try:
        verdict.check_reviewer(
            key, signed.author_id, wording.created_by_id, overrode=overrode, alone=policy.alone
        )
    except NotAllowedError as refused:
        return Way(None, str(refused))
    reviews = [review for review, _ in store.verdicts.reviews_of(session, signed.id or 0)]
    if any(review.reviewer_id == key for review in reviews):
        return Way(None, "you reviewed this verdict already")
    if not policy.blind or own or rated_before(session, claim, signed, key):
        return Way(ReviewMode.OPEN)
    if key in store.reviews.participants(session, claim.id or 0):
        return Way(None, _SEEN)
    return Way(ReviewMode.BLIND)


def _overrode(session: Session, claim: Claim, signed: Verdict, key: int) -> bool:
    """Whether it was this person who let a verdict that was there go on without enough origins."""
    if not signed.override_reason:
        return False
    given = store.events.done_with(session, claim.public_id, store.events.OVERRODE)
    reasons = [event.payload.get("override_reason") for event, by in given if by.id == key]
    return signed.override_reason in reasons


def same_words(one: Verdict, other: Verdict) -> bool:
    """Whether two verdicts say the same, so that one is the other asked for again."""
    return all(getattr(one, name) == getattr(other, name) for name in _WORDS)


def rated_before(session: Session, claim: Claim, signed: Verdict, key: int) -> bool:
    """Whether this person rated blind, and alike, the very verdict that is asked for again as it is."""
    same = [one.id for one in store.reviews.verdicts_of(session, claim.id or 0) if same_words(one, signed)]
    return any(
        _approved_blind(review, key)
        for one in same
        for review, _ in store.verdicts.reviews_of(session, one or 0)
    )


def _approved_blind(review: Review, key: int) -> bool:
    approved = review.decision is ReviewDecision.APPROVE and review.mode is ReviewMode.BLIND
    return approved and review.reviewer_id == key
