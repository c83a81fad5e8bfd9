"""How each claim of a set stands, in one statement; and what versions of it rest on that is gone since."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import aliased
from sqlmodel import Session, and_, col, func, or_, select

from claims.models import (
    Claim,
    ClaimSetItem,
    ClaimVersion,
    Evidence,
    Occurrence,
    QuoteCheck,
    Release,
    ReleaseItem,
    Review,
    Source,
    Verdict,
)
from claims.store.claims import CURRENT
from claims.vocab import (
    AnchorState,
    CheckState,
    ClaimStatus,
    CorrectionClass,
    QuoteState,
    Rating,
    ReviewDecision,
)


@dataclass(frozen=True, slots=True)
class Standing:
    """A claim of a set: its rows' keys, and what the checks ask for.

    `reasoned` says that its verdict has a rationale, `approvals` counts those of the digest that this verdict
    rests on, `objections` those who want it changed. `lost` quotes are nowhere in their capture, or were not
    found in the newest one; `unplaced` places of the claim are not sure.
    """

    key: int
    public_id: str
    number: int
    status: ClaimStatus
    version_id: int
    verdict_id: int | None
    rating: str | None
    means: Rating | None
    correction: CorrectionClass | None
    reasoned: bool
    approvals: int
    objections: int
    lost: int
    unplaced: int


def standings(session: Session, set_id: int) -> list[Standing]:
    """How each claim of a set stands, in its order."""
    newest = select(func.max(Verdict.id)).where(Verdict.claim_id == Claim.id).correlate(Claim)
    columns: list[Any] = [
        Claim.id,
        Claim.public_id,
        Claim.number,
        Claim.status,
        ClaimVersion.id,
        Verdict.id,
        Verdict.code,
        Verdict.means,
        Verdict.correction,
        func.coalesce(func.trim(Verdict.rationale), "") != "",
        _approvals(),
        _objections(),
        _lost(),
        _unplaced(),
    ]
    rows = session.execute(
        select(*columns)
        .select_from(ClaimSetItem)
        .join(Claim, col(Claim.id) == ClaimSetItem.claim_id)
        .join(ClaimVersion, CURRENT)
        .outerjoin(Verdict, col(Verdict.id) == newest.scalar_subquery())
        .where(ClaimSetItem.set_id == set_id)
        .order_by(col(ClaimSetItem.position), col(ClaimSetItem.id))
    )
    return [Standing(*row) for row in rows]


def _approvals() -> Any:
    approved = and_(
        Review.verdict_id == Verdict.id,
        Review.decision == ReviewDecision.APPROVE,
        Review.digest_seen == Verdict.evidence_digest,
    )
    return select(func.count(col(Review.id))).where(approved).correlate(Verdict).scalar_subquery()


def _objections() -> Any:
    against = and_(Review.verdict_id == Verdict.id, Review.decision != ReviewDecision.APPROVE)
    return select(func.count(col(Review.id))).where(against).correlate(Verdict).scalar_subquery()


def _lost() -> Any:
    of_claim = and_(Evidence.claim_id == Claim.id, col(Evidence.removed_at).is_(None))
    nowhere = or_(col(Evidence.quote_state) == QuoteState.NOT_FOUND, is_gone())
    return select(func.count(col(Evidence.id))).where(of_claim, nowhere).correlate(Claim).scalar_subquery()


def is_gone() -> Any:
    """Whether the quote of an evidence was not found when its source was captured last."""
    later: Any = aliased(QuoteCheck)
    looked = and_(later.evidence_id == QuoteCheck.evidence_id, later.state != CheckState.UNREACHABLE)
    newest = select(func.max(later.id)).where(looked).correlate(QuoteCheck).scalar_subquery()
    return (
        select(QuoteCheck.id)
        .where(
            QuoteCheck.evidence_id == Evidence.id,
            col(QuoteCheck.state) == CheckState.GONE,
            QuoteCheck.id == newest,
        )
        .correlate(Evidence)
        .exists()
    )


def _unplaced() -> Any:
    unsure = and_(
        Occurrence.claim_id == Claim.id,
        col(Occurrence.undone_at).is_(None),
        col(Occurrence.anchor_state) != AnchorState.ANCHORED,
    )
    return select(func.count(col(Occurrence.id))).where(unsure).correlate(Claim).scalar_subquery()


def protected_names(session: Session, set_id: int, release_id: int) -> list[str]:
    """What protected sources are called that claims of a set or of a version of it rest on, now or before."""
    members = select(ClaimSetItem.claim_id).where(ClaimSetItem.set_id == set_id)
    held = select(ReleaseItem.claim_id).where(ReleaseItem.release_id == release_id)
    used = select(Evidence.source_id).where(
        or_(col(Evidence.claim_id).in_(members), col(Evidence.claim_id).in_(held))
    )
    rows = session.exec(
        select(Source.title, Source.author, Source.publisher).where(
            col(Source.protected).is_(True), col(Source.id).in_(used)
        )
    )
    return [name for row in rows for name in row if name]


@dataclass(frozen=True, slots=True)
class Fallen:
    """Evidence that a version rests on and whose source was taken out, or whose quote is gone, since.

    `member` says that the claim is still in the set.
    """

    claim: Claim
    text: str
    source: Source
    taken_out: bool
    member: bool


def fallen(session: Session, release: Release, limit: int) -> list[Fallen]:
    """What a version rests on that is gone by now; evidence counts as it was tied when it was frozen."""
    moment = release.created_at
    tied = and_(
        col(Evidence.claim_id) == ReleaseItem.claim_id,
        col(Evidence.added_at) <= moment,
        or_(col(Evidence.removed_at).is_(None), col(Evidence.removed_at) > moment),
    )
    out = and_(col(Source.removed_at).is_not(None), col(Source.merged_into_id).is_(None))
    inside = select(ClaimSetItem.id).where(
        ClaimSetItem.set_id == release.set_id, ClaimSetItem.claim_id == Claim.id
    )
    columns: list[Any] = [Claim, ClaimVersion.text, Source, out.label("out"), inside.exists()]
    rows: Sequence[Any] = session.execute(
        select(*columns)
        .select_from(ReleaseItem)
        .join(Evidence, tied)
        .join(Source, col(Source.id) == Evidence.source_id)
        .join(Claim, col(Claim.id) == ReleaseItem.claim_id)
        .join(ClaimVersion, col(ClaimVersion.id) == ReleaseItem.claim_version_id)
        .where(
            ReleaseItem.release_id == release.id,
            col(ReleaseItem.withdrawn).is_(False),
            or_(out, is_gone()),
        )
        .order_by(col(ReleaseItem.position), col(Evidence.id))
        .limit(limit)
    ).all()
    return [Fallen(*row) for row in rows]
