"""Withdraw a signed verdict: readers are told why, and what was signed stays to be read."""

from sqlmodel import Session

from claims import store
from claims.desk import fields
from claims.desk.people import at_least
from claims.desk.trail import move
from claims.errors import MoveError, NotAllowedError
from claims.models import User, Withdrawal
from claims.vocab import ClaimStatus, Role

#: The longest reason for readers, in code points.
REASON = 2_000


def withdraw_verdict(session: Session, claim_id: str, rev: int, reason: str, who: User) -> Withdrawal:
    """Take back what was signed on a claim; it is researched anew.

    Args:
        session: the unit of work.
        claim_id: the claim's public id.
        rev: the revision of the claim the person saw.
        reason: why, for readers.
        who: an editor.

    Raises:
        NotAllowedError: if they are none.
        InputError: if the reason is missing.
        MoveError: if nothing is signed on this claim.
        ConflictError: if somebody saved in between.
    """
    if not at_least(who, Role.EDITOR):
        raise NotAllowedError("only an editor can withdraw a verdict")
    claim = store.claims.get(session, claim_id)
    fields.check_rev(claim, rev)
    signed = store.verdicts.newest(session, claim.id or 0)
    if signed is None or claim.status not in (ClaimStatus.VERIFIED, ClaimStatus.STALE):
        raise MoveError("nothing is signed on this claim, so there is nothing to withdraw")
    said = fields.prose(reason, "withdrawal", required=True, limit=REASON).strip()
    withdrawn = Withdrawal(
        claim_id=claim.id or 0, verdict_id=signed[0].id or 0, editor_id=who.id or 0, reason=said
    )
    session.add(withdrawn)
    verdict = signed[0].public_id
    move(session, claim, ClaimStatus.RESEARCHING, who, verdict=verdict, withdrawal=withdrawn.public_id)
    return withdrawn
