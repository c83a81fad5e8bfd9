"""Tick off the facts of a claim, each by itself.

A tick is kept with the wording it was made on and counts wherever a wording of the claim has a fact
of the same text. So it outlives a correction elsewhere in the claim and comes back with an undone
one, it stays one row with one person and time, and taking it back takes it back everywhere.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from claims import store
from claims.desk import undo
from claims.errors import InputError, MoveError
from claims.models import Claim, ClaimVersion, FactTick, User
from claims.models.base import now
from claims.vocab import ClaimStatus, FactKind

#: Nobody works on these.
_CLOSED = frozenset({ClaimStatus.DISMISSED, ClaimStatus.MERGED})


@dataclass(frozen=True, slots=True)
class FactState:
    """A fact of a claim; `by` and `at` say who ticked it off and when, if anybody did."""

    text: str
    kind: FactKind
    by: str = ""
    at: datetime | None = None


def facts_of(session: Session, claim: Claim, version: ClaimVersion) -> tuple[FactState, ...]:
    """The facts of a wording, each text once, in their order, with the ticks that count."""
    if not version.facts:
        return ()
    ticked: dict[str, tuple[str, datetime]] = {}
    for tick, facts, name in store.shape.ticks_of(session, claim.id or 0):
        ticked.setdefault(facts[tick.fact]["text"], (name, tick.at))
    kinds = {fact["text"]: FactKind(fact["kind"]) for fact in reversed(version.facts)}
    texts = dict.fromkeys(fact["text"] for fact in version.facts)
    return tuple(FactState(text, kinds[text], *ticked.get(text, ())) for text in texts)


def tick_fact(session: Session, public_id: str, fact: str, who: User) -> Claim:
    """Tick off a fact, named by its text; one that is ticked stays as it is.

    Nobody's page gets old by it: a tick is no part of what is signed.

    Raises:
        InputError: if the wording of now has no such fact.
        MoveError: if the claim is dismissed or merged.
    """
    claim, version = _opened(session, public_id)
    at = [one["text"] for one in version.facts].index(_known(version, fact))
    if _ticks(session, claim, fact):
        return claim
    with undo.undoable(session, who, "ticked", about=_about(claim)) as steps:
        tick = FactTick(claim_version_id=version.id or 0, fact=at, by_id=who.id or 0)
        session.add(tick)
        session.flush()
        steps += [undo.said(claim), undo.row_made(tick)]
    store.events.record(session, who, "ticked", "claim", public_id, exact=fact)
    return claim


def untick_fact(session: Session, public_id: str, fact: str, who: User) -> Claim:
    """Take back the tick on a fact, whoever made it; it raises what `tick_fact` does."""
    claim, version = _opened(session, public_id)
    ticks = _ticks(session, claim, _known(version, fact))
    if not ticks:
        return claim
    with undo.undoable(session, who, "unticked", about=_about(claim)) as steps:
        for tick in ticks:
            tick.undone_at, tick.undone_by_id = now(), who.id
            session.add(tick)
        steps += [undo.said(claim), *map(undo.row_taken_back, ticks)]
    store.events.record(session, who, "unticked", "claim", public_id, exact=fact)
    return claim


def _opened(session: Session, public_id: str) -> tuple[Claim, ClaimVersion]:
    claim = store.claims.get(session, public_id)
    if claim.status in _CLOSED:
        raise MoveError(f"a claim that is {claim.status.value} has no facts to tick off")
    return claim, store.claims.current_version(session, claim)


def _known(version: ClaimVersion, fact: str) -> str:
    if fact not in [one["text"] for one in version.facts]:
        raise InputError("the claim has no such fact now; load the page again", "fact")
    return fact


def _ticks(session: Session, claim: Claim, fact: str) -> list[FactTick]:
    found = store.shape.ticks_of(session, claim.id or 0)
    return [tick for tick, facts, _ in found if facts[tick.fact]["text"] == fact]


def _about(claim: Claim) -> str:
    return f"a fact of claim {claim.number}"
