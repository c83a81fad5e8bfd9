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


def missing(
    rests: Rests, signed: Verdict | None, *, reviewed: bool, overrider: User | None
) -> tuple[Gap, ...]:
    """All that is missing, of rows that were read already.

    Args:
        rests: what the verdict rests on.
        signed: the newest, None if there is none.
        reviewed: whether somebody reviewed it.
        overrider: who gave the reason to go on without enough origins, None if nobody did.
    """
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
        overridden=overrider is not None and at_least(overrider, rests.policy.overriders),
        fresh=signed is None or signed.evidence_digest == rests.digest,
        reviewed=reviewed,
    )
    return gaps.gaps(_draft(signed) if signed else None, standing, rests.policy)


def missing_now(session: Session, claim: Claim) -> tuple[Gap, ...]:
    """All that is missing, as the claim stands now."""
    key = claim.id or 0
    newest = store.verdicts.newest(session, key)
    rests = Rests(
        [place for place, _, _ in store.claims.places_of(session, key)],
        store.sources.evidence_of(session, key),
        store.sources.searches_of(session, key),
        signing.digest(session, claim),
        store.rules.policy(session),
        store.work.waiting_of(session, key),
    )
    signed = newest[0] if newest else None
    reviewed = bool(signed and store.verdicts.reviews_of(session, signed.id or 0))
    return missing(rests, signed, reviewed=reviewed, overrider=overrider_of(session, claim, newest))


def overrider_of(session: Session, claim: Claim, signed: tuple[Verdict, User] | None) -> User | None:
    """Who gave the reason to go on without enough origins that a verdict has; None if it has none.

    Its author, unless somebody gave this very reason to a verdict on the claim that was there: one that is
    asked for again keeps it, and so does the second of two that an editor lets stand.
    """
    if signed is None or not signed[0].override_reason:
        return None
    verdict, author = signed
    given = store.events.done_with(session, claim.public_id, store.events.OVERRODE)
    those = (who for event, who in given if event.payload.get("override_reason") == verdict.override_reason)
    return next(those, author)


def _draft(signed: Verdict) -> gaps.Draft:
    answered = [CheckQuestion(question) for question, answer in signed.checklist.items() if answer.strip()]
    return gaps.Draft(signed.means, signed.rationale, answered)
