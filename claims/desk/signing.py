"""What a sign-off is bound to. Whatever changes it turns the sign-off stale at once."""

from sqlmodel import Session

from claims import store, verdict
from claims.desk.trail import move
from claims.models import Claim, ClaimVersion
from claims.verdict import EvidenceBasis, PlaceBasis
from claims.vocab import ClaimStatus


def digest(session: Session, claim: Claim, wording: ClaimVersion | None = None) -> str:
    """The digest of all that a verdict on this claim rests on, as it is now."""
    key = claim.id or 0
    text = (wording or store.claims.current_version(session, claim)).text
    places = [
        PlaceBasis(text_sha256, place.start, place.end)
        for place, text_sha256, _ in store.claims.places_of(session, key)
    ]
    found = [
        EvidenceBasis(
            row.evidence.public_id,
            row.snapshot_sha256,
            row.evidence.exact,
            row.evidence.stance.value,
            row.source.public_id,
            row.source.origin_group,
        )
        for row in store.sources.evidence_of(session, key)
    ]
    searches = [search.public_id for search in store.sources.searches_of(session, key)]
    return verdict.evidence_digest(text, places, found, searches)


def settle(session: Session, claim: Claim) -> None:
    """Turn a verified claim stale if what was signed is no longer what stands there."""
    if claim.status is not ClaimStatus.VERIFIED:
        return
    signed = store.verdicts.newest(session, claim.id or 0)
    if signed and signed[0].evidence_digest != digest(session, claim):
        move(session, claim, ClaimStatus.STALE, None)
