"""Say why a verdict may be reviewed on fewer independent origins than the policy asks for, as it stands."""

from sqlmodel import Session

from claims import store
from claims.desk import blind, fields
from claims.desk.missing import missing_now
from claims.desk.people import at_least
from claims.desk.trail import touch
from claims.errors import MoveError, NotAllowedError
from claims.models import Claim, User, Verdict
from claims.vocab import ClaimStatus

#: The longest reason, in code points.
REASON = 2_000
#: What of the verdict is not taken over.
_OWN = {"id", "public_id", "created_at", "supersedes_id", "override_reason"}
#: Where a review can be asked for.
_OPEN = (ClaimStatus.DRAFTED, ClaimStatus.STALE)


def override_origins(session: Session, claim_id: str, rev: int, reason: str, who: User) -> Verdict:
    """Let a verdict be reviewed as it stands: the same words by the same author, with somebody's reason.

    Args:
        session: the unit of work.
        claim_id: the claim's public id.
        rev: the revision of the claim the person saw.
        reason: why fewer independent origins will do.
        who: somebody whom the policy lets give such a reason.

    Raises:
        NotAllowedError: if it does not, or they have still to rate for themselves.
        InputError: if the reason is missing.
        MoveError: if no review can be asked for, or this is not what is missing for one.
        ConflictError: if somebody saved in between.
    """
    claim = store.claims.get(session, claim_id)
    policy = store.rules.policy(session)
    if not at_least(who, policy.overriders):
        raise NotAllowedError(f"only an {policy.overriders.value} can give such a reason")
    if blind.hides(session, claim, who, policy):
        raise NotAllowedError("reviews are blind here: rate for yourself first")
    fields.check_rev(claim, rev)
    old = _wanting(session, claim)
    said = fields.prose(reason, "override_reason", required=True, limit=REASON).strip()
    again = Verdict(**old.model_dump(exclude=_OWN), override_reason=said, supersedes_id=old.id)
    session.add(again)
    touch(session, claim)
    named = {"verdict": again.public_id, "of": old.public_id, "rating": again.code}
    store.events.record(session, who, store.events.OVERRODE, "claim", claim_id, **named, override_reason=said)
    return again


def _wanting(session: Session, claim: Claim) -> Verdict:
    """The newest verdict, if it wants such a reason.

    Raises:
        MoveError: if it does not.
    """
    signed = store.verdicts.newest(session, claim.id or 0)
    wants = any(gap.field == "override_reason" for gap in missing_now(session, claim))
    if signed is None or claim.status not in _OPEN or not wants:
        raise MoveError("no verdict on this claim waits for a reason to go on without enough origins")
    return signed[0]
