"""A desk whose policy is not the first one, and claims as far as their reviews need them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlmodel import func, select

from claims import desk, store
from claims.desk import signing
from claims.models import PolicyVersion
from claims.policy import values_of
from claims.vocab import Rating, ReviewDecision, Role
from tests import factories

if TYPE_CHECKING:
    from sqlmodel import Session

    from claims.models import Claim, Review, User

#: What nobody may read who has still to rate for themselves.
SECRET = "Zanzibar lanterns were counted twice."


def go_by(session: Session, **values: Any) -> None:
    """Let a next version of the policy be in force, in which these values are others than now."""
    version = session.exec(select(func.max(PolicyVersion.version))).one() or 1
    content = values_of(store.rules.policy(session)) | values
    who = store.people.first(session) or factories.a_person(session, Role.ADMIN)
    session.add(PolicyVersion(version=version + 1, content=content, made_by_id=who.id or 0))
    session.flush()


def in_review(session: Session, author: User, rating: Rating = Rating.REFUTED, why: str = SECRET) -> Claim:
    """A claim with one evidence whose verdict waits for a second person."""
    claim = factories.a_claim(session)
    factories.an_evidence(session, claim, author)
    desk.draft_verdict(session, claim.public_id, claim.rev, rating, why, author)
    session.flush()
    desk.submit_verdict(session, claim.public_id, claim.rev, author)
    session.flush()
    return claim


def say(
    session: Session, claim: Claim, who: User, decision: ReviewDecision = ReviewDecision.APPROVE, **more: Any
) -> None:
    """Review the verdict as it stands."""
    seen = more.pop("seen", "") or signing.digest(session, claim)
    comment = more.pop("comment", "")
    desk.review_verdict(session, claim.public_id, claim.rev, decision, comment, seen, who, **more)
    session.flush()


def rate(
    session: Session, claim: Claim, who: User, rating: Rating = Rating.REFUTED, why: str = "As I see it."
) -> Review:
    """Rate a claim blind."""
    seen = signing.digest(session, claim)
    review = desk.rate_blind(session, claim.public_id, claim.rev, rating, why, seen, who)
    session.flush()
    return review
