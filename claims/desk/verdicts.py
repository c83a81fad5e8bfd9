"""Verdicts: what a reviewer decides on a claim, and the decision of before that is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sqlmodel import Session

from claims import gaps, store
from claims.desk import blind, correcting, fields, signing
from claims.desk.people import at_least
from claims.desk.trail import move, touch
from claims.digest import sha256
from claims.errors import InputError, MoveError
from claims.models import Claim, User, Verdict
from claims.models.base import now
from claims.store.sources import EvidenceRow
from claims.vocab import CheckQuestion, ClaimStatus, Confidence, CorrectionClass, VerdictFlag

#: The longest short answer, conclusion or reason, in code points.
SHORT = 2_000
Words = gaps.Words
words_of = gaps.words_of


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
        InputError: if the scale has no such rating, or the verdict lacks what the policy asks for; or as
            `correcting.checked` and `check_class` do.
        MoveError: if the claim is not accepted, or is in review.
        ConflictError: if somebody saved in between.
    """
    claim = store.claims.get(session, claim_id)
    old = store.verdicts.newest(session, claim.id or 0)
    fields.check_rev(claim, rev, {} if blind.hides(session, claim, who) else _theirs(old[0] if old else None))
    note = correcting.checked(session, claim, details.correction, details.correction_note)
    _begin(session, claim, who)
    signed = _written(
        session, claim, rating, rationale, replace(_checked(details), correction_note=note), who
    )
    correcting.check_class(session, signed)
    signed.supersedes_id = old[0].id if old else None
    session.add(signed)
    if claim.status in (ClaimStatus.RESEARCHING, ClaimStatus.VERIFIED):
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
        **({"override_reason": signed.override_reason} if signed.override_reason else {}),
    )
    return signed


#: Where a verdict can be written; on a verified claim it corrects the one that was signed.
_OPEN = (ClaimStatus.RESEARCHING, ClaimStatus.DRAFTED, ClaimStatus.STALE, ClaimStatus.VERIFIED)


def _written(
    session: Session, claim: Claim, rating: str, rationale: str, details: VerdictDetails, who: User
) -> Verdict:
    """A verdict that says all that the policy in force asks for."""
    policy = store.rules.policy(session)
    code = store.rules.scale(session, policy.scale, policy.scale_version).code(rating)
    reasons = fields.prose(rationale, "rationale").strip()
    board = {row.evidence.number: row.evidence.public_id for row in _evidence(session, claim)}
    searches = len(store.sources.searches_of(session, claim.id or 0))
    draft = gaps.Draft(code.means, reasons, details.checklist.keys())
    gaps.check_draft(draft, gaps.Standing(len(board), searches), policy)
    if details.override_reason and not at_least(who, policy.overriders):
        raise InputError(f"only an {policy.overriders.value} can give such a reason", "override_reason")
    return Verdict(
        claim_id=claim.id or 0,
        claim_version_id=store.claims.current_version(session, claim).id or 0,
        scale=policy.scale,
        scale_version=policy.scale_version,
        code=code.code,
        means=code.means,
        label=code.label(),
        rationale=reasons,
        citations=gaps.citations(reasons, board),
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
    )


def _evidence(session: Session, claim: Claim) -> Sequence[EvidenceRow]:
    return store.sources.evidence_of(session, claim.id or 0)


def _checked(details: VerdictDetails) -> VerdictDetails:
    """The same with its texts as they are stored; a question without an answer is left out."""
    if details.as_of and details.as_of > now().date():
        raise InputError("this day has not come yet (days are those of UTC)", "as_of")
    answers = {
        question: fields.prose(answer, f"check-{question.value}", limit=SHORT).strip()
        for question, answer in details.checklist.items()
    }
    return replace(
        details,
        checklist={question: answer for question, answer in answers.items() if answer},
        conclusion=fields.prose(details.conclusion, "conclusion", limit=SHORT).strip(),
        override_reason=fields.prose(details.override_reason, "override_reason", limit=SHORT).strip(),
    )


def _begin(session: Session, claim: Claim, who: User) -> None:
    if claim.status is ClaimStatus.ACCEPTED:
        claim.assignee_id = claim.assignee_id or who.id
        move(session, claim, ClaimStatus.RESEARCHING, who)
    if claim.status not in _OPEN:
        raise MoveError(
            f"a verdict cannot be written while the claim is {claim.status.value.replace('_', ' ')}"
        )


def _theirs(signed: Verdict | None) -> dict[str, str]:
    return {"rating": signed.code, "rationale": signed.rationale} if signed else {}
