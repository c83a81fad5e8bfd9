"""Undo what was done in this sitting: by doing the opposite and saying so, never by erasing a line.

An act notes what it changed as steps, each with how it was and how it is. Undoing puts back how it
was, if it still is as the act left it: whatever somebody else did since is not overwritten.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlmodel import Session

from claims import store
from claims.desk import facets, signing
from claims.desk.trail import touch
from claims.errors import ConflictError, InputError
from claims.models import (
    Act,
    Claim,
    ClaimLink,
    ClaimVersion,
    Evidence,
    FactTick,
    FollowedPlace,
    Occurrence,
    SentenceMark,
    User,
)
from claims.models.base import now
from claims.vocab import ClaimStatus, Directness, DismissReason, Stance

Step = dict[str, Any]

_CHANGED = "this was changed since, so it was not undone"


def _moment(value: str) -> datetime:
    return datetime.fromisoformat(value)


#: What of a claim an act may change, each with how it is read back from JSON.
_FIELDS: dict[str, Callable[[Any], Any]] = {
    "status": ClaimStatus,
    "dismiss_reason": DismissReason,
    "priority": int,
    "skipped_at": _moment,
    "due_at": _moment,
    "assignee_id": int,
    "merged_into_id": int,
    "tags": list,
}
#: Rows that an act can make or take back; they stay, and say when they were taken back.
_TABLES: dict[str, type[Any]] = {
    table.__name__: table for table in (SentenceMark, FactTick, ClaimLink, Occurrence)
}
#: While a claim is signed or somebody is asked to sign it, its triage is not undone.
_SIGNING = frozenset({ClaimStatus.IN_REVIEW, ClaimStatus.VERIFIED, ClaimStatus.STALE})


@contextmanager
def undoable(session: Session, who: User, verb: str, *claims: Claim, about: str = "") -> Iterator[list[Step]]:
    """Do something inside that can be undone; what these claims become is noted by itself.

    Args:
        session: the unit of work; without a sitting (the shell, the desk itself) nothing is noted.
        who: the person.
        verb: what is done, in the past ("dismissed").
        claims: those that are changed; their wordings too.
        about: what it is done to; without it the claims' numbers or their count.

    Yields:
        A list for steps of other kinds: `row_made`, `row_taken_back`, `claim_made`, `told`, `said`,
        `as_left`. They are undone from the last to the first, before those of the claims.
    """
    before = [_state(claim) for claim in claims]
    more: list[Step] = []
    yield more
    session.flush()
    sitting = store.work.sitting(session)
    steps = [step for claim, was in zip(claims, before, strict=True) for step in _steps(claim, was)] + more
    if sitting is not None and steps:
        about = about or (f"claim {claims[0].number}" if len(claims) == 1 else f"{len(claims)} claims")
        session.add(Act(user_id=who.id or 0, sitting_id=sitting, verb=verb, about=about, steps=steps))


def row_made(row: SentenceMark | FactTick | ClaimLink | Occurrence) -> Step:
    """The step of having made a row; it must be flushed."""
    do = "place" if isinstance(row, Occurrence) else "row"
    return {"do": do, "table": type(row).__name__, "key": row.id, "made": True}


def row_taken_back(row: SentenceMark | FactTick | ClaimLink | Occurrence) -> Step:
    """The step of having taken a row back."""
    return {**row_made(row), "made": False}


def place_decided(followed: FollowedPlace) -> Step:
    """The step of having decided on a place in a changed text; undone, it waits again."""
    return {"do": "followed", "key": followed.id}


def evidence_step(row: Evidence, was: Mapping[str, Any]) -> Step:
    """The step of having changed these fields of an evidence; it must be flushed.

    `was` holds them as they were: `stance`, what `FIELDS` of the board names, and `removed`.
    """
    is_now = {name: _evidence_state(row)[name] for name in was}
    return {"do": "evidence", "key": row.id, "claim": row.claim_id, "was": dict(was), "now": is_now}


def take_back(session: Session, row: SentenceMark | FactTick | ClaimLink | Occurrence, who: User) -> None:
    """Take a row back that holds; it stays in its table and says so."""
    row.undone_at, row.undone_by_id = now(), who.id
    session.add(row)


def claim_made(claim: Claim) -> Step:
    """The step of having made a claim; undone, it is laid aside as taken back."""
    was = {"status": ClaimStatus.DISMISSED.value, "dismiss_reason": DismissReason.WITHDRAWN.value}
    return {"do": "fields", "claim": claim.id, "was": was, "now": _part(_state(claim)[0], was)}


def told(claim: Claim) -> Step:
    """The step of having changed what belongs to a claim: undone, its trail says so, and it counts."""
    return {"do": "told", "claim": claim.id, "counts": True}


def places_held(session: Session, claim: Claim) -> list[int]:
    """The keys of a claim's places that hold."""
    return [place.id or 0 for place in store.shape.places_of(session, [claim.id or 0])]


def said(claim: Claim) -> Step:
    """The step of having done what no sign-off rests on: undone, the claim's trail says so."""
    return {**told(claim), "counts": False}


def as_left(session: Session, claim: Claim) -> Step:
    """The last step about a claim: it is not undone if anything of the claim is another by then."""
    return all_as_left(session, [claim])[0]


def all_as_left(session: Session, claims: Sequence[Claim]) -> list[Step]:
    """`as_left` of several claims; what was done to them must be flushed."""
    belongings = store.shape.belongings(session, [claim.id or 0 for claim in claims])
    return [
        {"do": "as_left", "claim": claim.id, "now": [_state(claim)[0], belongings[claim.id or 0]]}
        for claim in claims
    ]


def undo_last(session: Session, who: User) -> Act:
    """Undo the newest act of this sitting that was not undone.

    Raises:
        InputError: if there is none.
        ConflictError: if what it changed was changed since.
    """
    sitting = store.work.sitting(session)
    act = store.work.newest_act(session, sitting) if sitting is not None else None
    if act is None:
        raise InputError("there is nothing to undo in this sitting")
    undo_act(session, act, who)
    return act


def undo_act(session: Session, act: Act, who: User) -> None:
    """Put back what an act changed, and write that in the trail.

    Raises:
        ConflictError: if what it changed was changed since, by whomever.
    """
    if act.undone_at is not None or act.sitting_id != store.work.sitting(session):
        raise ConflictError("this was undone already, or done in another sitting", final=True)
    # Held here, so that an act with thousands of claims reads them in one statement.
    claims = store.claims.load(session, [step["claim"] for step in act.steps if "claim" in step])
    for step in reversed(act.steps):
        _DO[step["do"]](session, step, act, who)
    session.flush()
    for claim in claims:
        signing.settle(session, claim)
    act.undone_at = now()
    session.add(act)
    store.events.record(session, who, "undid", "act", act.public_id, act=act.verb, about=act.about)


def _state(claim: Claim) -> tuple[dict[str, Any], int]:
    return {name: _plain(getattr(claim, name)) for name in _FIELDS}, claim.version_seq


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return list(value) if isinstance(value, list) else getattr(value, "value", value)


def _part(values: Mapping[str, Any], names: Mapping[str, Any]) -> dict[str, Any]:
    return {name: values[name] for name in names}


def _steps(claim: Claim, before: tuple[dict[str, Any], int]) -> Iterator[Step]:
    (was, seq), (is_now, seq_now) = before, _state(claim)
    if changed := {name: value for name, value in was.items() if value != is_now[name]}:
        yield {"do": "fields", "claim": claim.id, "was": changed, "now": _part(is_now, changed)}
    if seq != seq_now:
        yield {"do": "wording", "claim": claim.id, "was": seq, "now": seq_now}


# Each kind of step


def _put_back(session: Session, step: Step, act: Act, who: User) -> None:
    claim = store.claims.get_by_key(session, step["claim"])
    if _part(_state(claim)[0], step["now"]) != step["now"]:
        raise ConflictError(_CHANGED, final=True)
    for name, value in step["was"].items():
        setattr(claim, name, None if value is None else _FIELDS[name](value))
    _tell(session, claim, act, who, was=step["now"], now=step["was"])


def _reword(session: Session, step: Step, act: Act, who: User) -> None:
    """Write the wording of before once more: a wording that somebody saw stays in the history."""
    claim = store.claims.get_by_key(session, step["claim"])
    current = store.claims.current_version(session, claim)
    left = store.claims.version(session, claim, step["now"])
    if current.text != left.text or claim.status in _SIGNING:
        raise ConflictError(_CHANGED, final=True)
    old = store.claims.version(session, claim, step["was"])
    kept = old.model_dump(exclude={"id", "seq", "created_by_id", "created_at", "reason"})
    again = ClaimVersion(**kept, seq=current.seq + 1, created_by_id=who.id, reason="undone")
    session.add(again)
    claim.version_seq = again.seq
    facets.take_over(session, claim, again)
    _tell(session, claim, act, who, was=current.text, now=old.text)


def _row(session: Session, step: Step, _act: Act, who: User) -> None:
    back = {"undone_at": now(), "undone_by_id": who.id} if step["made"] else _HOLDS
    if not store.work.set_undone(session, _TABLES[step["table"]], step["key"], **back):
        raise ConflictError(_CHANGED, final=True)


def _followed(session: Session, step: Step, _act: Act, _who: User) -> None:
    followed = store.work.followed_by_key(session, step["key"])
    followed.became_id = followed.decided_by_id = followed.decided_at = None
    session.add(followed)


def _place_row(session: Session, step: Step, act: Act, who: User) -> None:
    """A claim that is signed keeps its places, and one stays whatever is undone."""
    _row(session, step, act, who)
    place = session.get_one(Occurrence, step["key"])
    claim = store.claims.get_by_key(session, place.claim_id)
    if claim.status in _SIGNING or not store.shape.places_of(session, [place.claim_id]):
        raise ConflictError(_CHANGED, final=True)


def _say(session: Session, step: Step, act: Act, who: User) -> None:
    claim = store.claims.get_by_key(session, step["claim"])
    if step["counts"]:
        _tell(session, claim, act, who, places=places_held(session, claim))
    else:
        store.events.record(session, who, f"undid: {act.verb}", "claim", claim.public_id)


def _evidence_state(row: Evidence) -> dict[str, Any]:
    said = {name: _plain(getattr(row, name)) or "" for name in _SAID}
    return {**said, "stance": row.stance.value, "removed": row.removed_at is not None}


def _evidence(session: Session, step: Step, act: Act, who: User) -> None:
    """An evidence of a claim that somebody is asked to sign stays as it is."""
    claim = store.claims.get_by_key(session, step["claim"])
    row = session.get_one(Evidence, step["key"])
    if claim.status is ClaimStatus.IN_REVIEW or _part(_evidence_state(row), step["now"]) != step["now"]:
        raise ConflictError(_CHANGED, final=True)
    for name, value in step["was"].items():
        _set_evidence(row, name, value)
    session.add(row)
    _tell(session, claim, act, who, of=row.public_id, was=step["now"], now=step["was"])


def _set_evidence(row: Evidence, name: str, value: Any) -> None:
    if name == "removed":
        row.removed_at = now() if value else None
    elif name == "stance":
        row.stance = Stance(value)
    elif name == "directness":
        row.directness = Directness(value) if value else None
    else:
        setattr(row, name, value)


def _check_as_left(session: Session, step: Step, _act: Act, _who: User) -> None:
    claim = store.claims.get_by_key(session, step["claim"])
    if all_as_left(session, [claim])[0]["now"] != step["now"]:
        raise ConflictError(_CHANGED, final=True)


#: What a person said of an evidence beside its stance.
_SAID = ("note", "locator", "directness", "question", "answer")
_HOLDS: dict[str, None] = {"undone_at": None, "undone_by_id": None}
_DO: dict[str, Callable[[Session, Step, Act, User], None]] = {
    "fields": _put_back,
    "wording": _reword,
    "row": _row,
    "followed": _followed,
    "place": _place_row,
    "evidence": _evidence,
    "told": _say,
    "as_left": _check_as_left,
}


def _tell(session: Session, claim: Claim, act: Act, who: User, **change: Any) -> None:
    touch(session, claim)
    store.events.record(session, who, f"undid: {act.verb}", "claim", claim.public_id, **change)
