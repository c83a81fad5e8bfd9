"""What a sign-off is bound to. Whatever changes it turns the sign-off stale at once."""

from collections.abc import Iterable

from sqlmodel import Session

from claims import store, verdict
from claims.desk.trail import move
from claims.models import Claim, ClaimVersion, Occurrence, SearchLog
from claims.store.sources import EvidenceRow
from claims.verdict import EvidenceBasis, PlaceBasis
from claims.vocab import ClaimStatus


def digest(session: Session, claim: Claim, wording: ClaimVersion | None = None) -> str:
    """The digest of all that a verdict on this claim rests on, as it is now."""
    key = claim.id or 0
    return digest_of_rows(
        (wording or store.claims.current_version(session, claim)).text,
        store.claims.places_of(session, key),
        store.sources.evidence_of(session, key),
        store.sources.searches_of(session, key),
    )


def digest_of_rows(
    text: str,
    places: Iterable[tuple[Occurrence, str, str]],
    evidence: Iterable[EvidenceRow],
    searches: Iterable[SearchLog],
) -> str:
    """The same digest, of rows that were read already."""
    where = [PlaceBasis(text_sha256, place.start, place.end) for place, text_sha256, _ in places]
    found = [
        EvidenceBasis(
            row.evidence.public_id,
            row.snapshot_sha256,
            row.evidence.exact,
            row.evidence.stance.value,
            row.source.public_id,
            row.source.origin_group,
        )
        for row in evidence
    ]
    return verdict.evidence_digest(text, where, found, [search.public_id for search in searches])


def settle(session: Session, claim: Claim) -> None:
    """Turn a verified claim stale if what was signed is no longer what stands there."""
    if claim.status is not ClaimStatus.VERIFIED:
        return
    signed = store.verdicts.newest(session, claim.id or 0)
    if signed and signed[0].evidence_digest != digest(session, claim):
        move(session, claim, ClaimStatus.STALE, None)
