"""What a claim repeats of its wording, so that the queue can be filtered and searched."""

from collections.abc import Iterable

from sqlmodel import Session

from claims import store
from claims.folding import fold
from claims.models import Claim, ClaimVersion


def filled(claim: Claim, version: ClaimVersion) -> Claim:
    """A claim with what its wording says of who, how sure, which kinds, and whether there are figures."""
    claim.hedge = version.hedge
    claim.claimant_key = fold(version.claimant)
    claim.kinds_key = kinds_key([*version.kinds, *version.finer])
    claim.has_date, claim.has_number = bool(version.dates), bool(version.quantities)
    return claim


def kinds_key(kinds: Iterable[str]) -> str:
    """What a kind is looked for in: each once, between spaces; "" for none."""
    once = dict.fromkeys(kinds)
    return f" {' '.join(once)} " if once else ""


def words_of(version: ClaimVersion) -> str:
    """The words a claim is found by."""
    return words_in(version.text, version.claimant)


def words_in(text: str, claimant: str) -> str:
    """The words a claim with this wording and claimant is found by."""
    return f"{text} {claimant}"


def take_over(session: Session, claim: Claim, version: ClaimVersion) -> None:
    """Let a claim repeat its new wording; it must have its key."""
    session.add(filled(claim, version))
    store.words.replace(session, claim.id or 0, words_of(version))
