"""Every step of a claim leaves a line in the trail."""

from sqlmodel import Session

from claims import store, verdict
from claims.models import Claim, User
from claims.models.base import now
from claims.vocab import ClaimStatus


def move(session: Session, claim: Claim, to: ClaimStatus, who: User | None, **more: object) -> None:
    """Move a claim in the workflow and write it in the trail.

    Raises:
        MoveError: if the workflow has no such step.
    """
    was = claim.status
    verdict.check_move(was, to)
    claim.status = to
    touch(session, claim)
    store.events.record(
        session, who, f"moved to {to.value}", "claim", claim.public_id, was=was.value, now=to.value, **more
    )


def touch(session: Session, claim: Claim) -> None:
    """Count a change of a claim or of what belongs to it, so that nobody acts on an old page."""
    claim.touched_at = now()
    session.add(claim)
