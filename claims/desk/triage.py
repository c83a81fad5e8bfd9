"""Triage decides only what happens next with a claim, never its verdict."""

from sqlmodel import Session

from claims import store, verdict
from claims.desk import fields, signing, undo, wording
from claims.desk.steps import Change, apply
from claims.errors import MoveError
from claims.models import Claim, User
from claims.vocab import ClaimStatus, DismissReason, TriageStep


def accept_claim(session: Session, public_id: str, rev: int, who: User) -> Claim:
    """Take a claim up for checking."""
    return _step(session, public_id, rev, Change(TriageStep.ACCEPT), who)


def dismiss_claim(session: Session, public_id: str, rev: int, reason: DismissReason, who: User) -> Claim:
    """Lay a claim aside, saying why; it can be reopened."""
    return _step(session, public_id, rev, Change(TriageStep.DISMISS, reason), who)


def reopen_claim(session: Session, public_id: str, rev: int, who: User) -> Claim:
    """Put a dismissed claim back into the queue."""
    return _step(session, public_id, rev, Change(TriageStep.REOPEN), who)


def skip_claim(session: Session, public_id: str, rev: int, who: User) -> Claim:
    """Put a claim behind the others of its priority; nothing is decided."""
    return _step(session, public_id, rev, Change(TriageStep.SKIP), who)


def take_claim(session: Session, public_id: str, rev: int, who: User) -> Claim:
    """Assign a claim to oneself."""
    return _step(session, public_id, rev, Change(TriageStep.ASSIGN, assignee=who), who)


def _step(session: Session, public_id: str, rev: int, change: Change, who: User) -> Claim:
    claim = store.claims.get(session, public_id)
    fields.check_rev(claim, rev, {"status": claim.status.value})
    for _claim, why in apply(session, [claim], change, who).refused:
        raise MoveError(why)
    return claim


def edit_claim(session: Session, public_id: str, rev: int, text: str, why: str, who: User) -> Claim:
    """Reword a claim: a new wording is written, the old one stays.

    A person's words are traced to nothing, and of the facts those stay that still stand in them word
    for word; what was found at the claim's places in the article goes on to hold.

    Raises:
        InputError: if the wording is empty or too long, or the reason is.
        ConflictError: if somebody saved in between; holds their wording.
        MoveError: if the claim is dismissed or in review.
    """
    claim = store.claims.get(session, public_id)
    old = store.claims.current_version(session, claim)
    fields.check_rev(claim, rev, {"text": old.text})
    if claim.status is not ClaimStatus.PROPOSED:
        verdict.check_open_for_evidence(claim.status)
    words = fields.line(text, "text", required=True, limit=wording.LIMIT)
    reason = fields.line(why, "reason")
    if words == old.text:
        return claim
    with undo.undoable(session, who, "reworded", claim):
        wording.reword(session, claim, old, words, reason, who)
    signing.settle(session, claim)
    return claim
