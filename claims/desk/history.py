"""The history of a claim: one trail, each step with what was before and what came of it."""

from sqlmodel import Session

from claims.errors import NotAllowedError
from claims.models import Claim, User


def may_see_verdict(session: Session, claim: Claim, who: User | None) -> bool:  # noqa: ARG001  it asks nobody yet
    """Whether a person may see what was decided on a claim: not one who is to review it blind."""
    return True


def check_may_see(session: Session, claim: Claim, who: User | None) -> None:
    """Let a person see the past of a claim who may see what was decided on it.

    Raises:
        NotAllowedError: if they may not.
    """
    if not may_see_verdict(session, claim, who):
        raise NotAllowedError(
            "you review this claim blind: its history is shown once you have said what you think"
        )
