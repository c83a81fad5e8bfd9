"""Verdicts: what a reviewer decides on a claim, and the decision of before that is kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlmodel import Session

from claims import store, verdict
from claims.desk import blind, fields, signing
from claims.desk.trail import move, touch
from claims.digest import sha256
from claims.errors import MoveError
from claims.models import Claim, User, Verdict
from claims.models.base import now
from claims.vocab import CheckQuestion, ClaimStatus, Confidence, CorrectionClass, VerdictFlag


@dataclass(frozen=True, slots=True)
class VerdictDetails:
    """What a verdict says beside rating and rationale.

    `as_of` is the day up to which its author knows; None is today. `conclusion` is for readers.
    """

    confidence: Confidence | None = None
    flags: tuple[VerdictFlag, ...] = ()
    as_of: date | None = None
    checklist: Mapping[CheckQuestion, str] = field(default_factory=dict)
    conclusion: str = ""
    override_reason: str = ""
    correction: CorrectionClass = CorrectionClass.NONE
    correction_note: str = ""


NO_DETAILS = VerdictDetails()


def draft_verdict(
    session: Session,
    claim_id: str,
    rev: int,
    rating: str,
    rationale: str,
    who: User,
    details: VerdictDetails = NO_DETAILS,
) -> Verdict:
    """Write a verdict on what stands there now; an earlier one is kept and superseded.

    Args:
        session: the unit of work.
        claim_id: the claim's public id.
        rev: the revision of the claim the person saw.
        rating: a code of the scale in force.
        rationale: why, in words.
        who: its author.
        details: what the verdict says beside.

    Raises:
        InputError: if the scale has no such rating, the rationale is empty or nothing stands behind it.
        MoveError: if the claim is not accepted, or is in review or verified.
        ConflictError: if somebody saved in between.
    """
    claim = store.claims.get(session, claim_id)
    old = store.verdicts.newest(session, claim.id or 0)
    fields.check_rev(claim, rev, {} if blind.hides(session, claim, who) else _theirs(old[0] if old else None))
    _begin(session, claim, who)
    policy = store.rules.policy(session)
    code = store.rules.scale(session, policy.scale, policy.scale_version).code(rating)
    reasons = fields.prose(rationale, "rationale")
    found = len(store.sources.evidence_of(session, claim.id or 0))
    searches = len(store.sources.searches_of(session, claim.id or 0))
    verdict.check_draft(code.means, reasons, found, searches)
    signed = Verdict(
        claim_id=claim.id or 0,
        claim_version_id=store.claims.current_version(session, claim).id or 0,
        scale=policy.scale,
        scale_version=policy.scale_version,
        code=code.code,
        means=code.means,
        label=code.label(),
        rationale=reasons.strip(),
        as_of=details.as_of or now().date(),
        evidence_digest=signing.keep_basis(session, claim),
        policy_version=policy.version,
        confidence=details.confidence,
        flags=[flag.value for flag in details.flags],
        conclusion=details.conclusion,
        checklist={question.value: answer for question, answer in details.checklist.items()},
        override_reason=details.override_reason,
        correction=details.correction,
        correction_note=details.correction_note,
        author_id=who.id or 0,
        supersedes_id=old[0].id if old else None,
    )
    session.add(signed)
    if claim.status is ClaimStatus.RESEARCHING:
        move(session, claim, ClaimStatus.DRAFTED, who)
    touch(session, claim)
    store.events.record(
        session,
        who,
        "drafted",
        "claim",
        claim_id,
        verdict=signed.public_id,
        rating=signed.code,
        rationale_sha256=sha256(signed.rationale.encode()),
        evidence_digest=signed.evidence_digest,
    )
    return signed


def _begin(session: Session, claim: Claim, who: User) -> None:
    if claim.status is ClaimStatus.ACCEPTED:
        claim.assignee_id = claim.assignee_id or who.id
        move(session, claim, ClaimStatus.RESEARCHING, who)
    if claim.status not in (ClaimStatus.RESEARCHING, ClaimStatus.DRAFTED, ClaimStatus.STALE):
        raise MoveError(
            f"a verdict cannot be written while the claim is {claim.status.value.replace('_', ' ')}"
        )


def _theirs(signed: Verdict | None) -> dict[str, str]:
    return {"rating": signed.code, "rationale": signed.rationale} if signed else {}
