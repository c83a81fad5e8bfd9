"""Correct a verdict that readers have seen: the new one says how much it changes, and why."""

from sqlmodel import Session

from claims import store
from claims.desk import fields
from claims.errors import InputError
from claims.models import Claim, Verdict
from claims.vocab import CorrectionClass

#: The longest note for readers, in code points.
NOTE = 2_000


def needs_class(session: Session, claim: Claim) -> bool:
    """Whether readers have seen a verdict on this claim: a release holds one."""
    return bool(store.shape.released(session, [claim.id or 0]))


def checked(session: Session, claim: Claim, kind: CorrectionClass, note: str) -> str:
    """The note for readers, if the new verdict says what it must; "" where readers saw none before.

    Raises:
        InputError: if readers have seen a verdict and the class or the note is missing, or if they have
            seen none and there is one.
    """
    said = fields.prose(note, "correction_note", limit=NOTE).strip()
    if not needs_class(session, claim):
        if kind is not CorrectionClass.NONE or said:
            raise InputError(
                "no release holds a verdict on this claim: there is nothing to correct", "correction"
            )
        return ""
    if kind is CorrectionClass.NONE:
        raise InputError(
            "readers have seen a verdict on this claim: say how much this one changes", "correction"
        )
    return fields.prose(said, "correction_note", required=True, limit=NOTE)


def otherwise(session: Session, now: Verdict) -> Verdict | None:
    """The verdict on the same claim that readers saw last, if it rates otherwise than this one."""
    seen = store.releases.seen_last(session, now.claim_id)
    if seen is None:
        return None
    alike = (seen.scale, seen.scale_version) == (now.scale, now.scale_version)
    differs = seen.code != now.code if alike else seen.means is not now.means
    return seen if differs else None


def check_class(session: Session, now: Verdict) -> None:
    """Let a verdict call itself a smaller correction only if it rates as the one that readers saw last.

    Raises:
        InputError: naming the field of the class.
    """
    if now.correction is not CorrectionClass.MAJOR and (seen := otherwise(session, now)):
        raise InputError(
            f"readers have seen the rating “{seen.label}”: another one is a major correction", "correction"
        )
