"""What is missing before a claim's verdict can be reviewed: the same for its page and for who asks."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from claims import evidence, gaps, store
from claims.desk import signing
from claims.desk.people import at_least
from claims.gaps import Gap
from claims.models import Claim, Occurrence, SearchLog, User, Verdict
from claims.policy import Policy
from claims.store.sources import EvidenceRow
from claims.vocab import AnchorState, CheckQuestion, QuoteState

#: States of a place that nobody can sign for.
_UNSURE = (AnchorState.AMBIGUOUS, AnchorState.MOVED_UNCONFIRMED)


@dataclass(frozen=True, slots=True)
class Rests:
    """What a claim's verdict rests on, as it was read; `digest` is of what stands there now.

    `waiting` is how many of its places wait for a person, since the article's text was changed.
    """

    places: Sequence[Occurrence]
    evidence: Sequence[EvidenceRow]
    searches: Sequence[SearchLog]
    digest: str
    policy: Policy
    waiting: int


def missing(rests: Rests, signed: tuple[Verdict, User] | None, *, reviewed: bool) -> tuple[Gap, ...]:
    """All that is missing, of rows that were read already; `reviewed` is whether somebody reviewed it."""
    standing = gaps.Standing(
        evidence=len(rests.evidence),
        searches=len(rests.searches),
        origins=evidence.count_origins(row.origin for row in rests.evidence),
        lost=[
            (row.evidence.number, row.evidence.public_id)
            for row in rests.evidence
            if row.evidence.quote_state is QuoteState.NOT_FOUND
        ],
        unsure=rests.waiting + sum(place.anchor_state in _UNSURE for place in rests.places),
        overridden=_is_overridden(signed, rests.policy),
        fresh=signed is None or signed[0].evidence_digest == rests.digest,
        reviewed=reviewed,
    )
    return gaps.gaps(_draft(signed[0]) if signed else None, standing, rests.policy)


def missing_now(session: Session, claim: Claim) -> tuple[Gap, ...]:
    """All that is missing, as the claim stands now."""
    key = claim.id or 0
    signed = store.verdicts.newest(session, key)
    rests = Rests(
        [place for place, _, _ in store.claims.places_of(session, key)],
        store.sources.evidence_of(session, key),
        store.sources.searches_of(session, key),
        signing.digest(session, claim),
        store.rules.policy(session),
        store.work.waiting_of(session, key),
    )
    reviewed = bool(signed and store.verdicts.reviews_of(session, signed[0].id or 0))
    return missing(rests, signed, reviewed=reviewed)


def _is_overridden(signed: tuple[Verdict, User] | None, policy: Policy) -> bool:
    """Whether its author gave a reason to go on without enough origins, and may."""
    if signed is None:
        return False
    verdict, author = signed
    return bool(verdict.override_reason) and at_least(author, policy.overriders)


def _draft(signed: Verdict) -> gaps.Draft:
    answered = [CheckQuestion(question) for question, answer in signed.checklist.items() if answer.strip()]
    return gaps.Draft(signed.means, signed.rationale, answered)
