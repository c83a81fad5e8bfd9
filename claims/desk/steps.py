"""The steps of triage: what happens next with a claim, with one or with many in the same way."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from sqlmodel import Session

from claims import store, verdict
from claims.desk import fields, undo
from claims.desk.people import at_least
from claims.desk.trail import move, touch
from claims.errors import InputError, MoveError
from claims.folding import fold
from claims.models import Claim, User
from claims.models.base import now
from claims.vocab import PRIORITIES, ClaimStatus, DismissReason, Priority, Role, TriageStep

#: How many tags a claim can have, and how long one is, in code points.
MOST_TAGS, TAG = 20, 40

VERBS: dict[TriageStep, str] = {
    TriageStep.ACCEPT: "accepted",
    TriageStep.DISMISS: "dismissed",
    TriageStep.SKIP: "skipped",
    TriageStep.REOPEN: "reopened",
    TriageStep.ASSIGN: "assigned",
    TriageStep.DUE: "given a due date",
    TriageStep.PRIORITY: "given a priority",
    TriageStep.TAG: "tagged",
    TriageStep.UNTAG: "untagged",
}
_TO: dict[TriageStep, ClaimStatus] = {
    TriageStep.ACCEPT: ClaimStatus.ACCEPTED,
    TriageStep.DISMISS: ClaimStatus.DISMISSED,
    TriageStep.REOPEN: ClaimStatus.PROPOSED,
}


@dataclass(frozen=True, slots=True)
class Change:
    """What is to become of a claim. Only what its step speaks of counts.

    Without `assignee` nobody is to look after it, without `due` it is wanted by no day.
    """

    step: TriageStep
    reason: DismissReason | None = None
    assignee: User | None = None
    due: date | None = None
    priority: Priority = Priority.NORMAL
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was done with which claims, and which were refused, each with why."""

    step: TriageStep
    done: tuple[Claim, ...]
    refused: tuple[tuple[Claim, str], ...] = ()

    @property
    def verb(self) -> str:
        """What was done, in the past."""
        return VERBS[self.step]


def checked(session: Session, step: TriageStep, typed: dict[str, str], who: User) -> Change:
    """Read what was typed for a step.

    Args:
        session: the unit of work.
        step: what is to be done.
        typed: assignee ("me", "" for nobody, or a public id), due (YYYY-MM-DD or ""), tag; `reason` and
            `priority` are closed choices and hold already.
        who: the person.

    Raises:
        InputError: naming the field that does not hold.
        NotFoundError: if nobody has this public id.
    """
    if step is TriageStep.ASSIGN:
        return Change(step, assignee=_assignee(session, typed["assignee"], who))
    if step is TriageStep.DUE:
        return Change(step, due=fields.day(typed["due"], "due"))
    if step in (TriageStep.TAG, TriageStep.UNTAG):
        tag = fields.line(typed["tag"], "tag", required=True, limit=TAG)
        if not fold(tag).strip():
            raise InputError("a tag needs letters or signs that can be seen", "tag")
        return Change(step, tag=tag)
    return Change(step)


def _assignee(session: Session, whom: str, who: User) -> User | None:
    if whom == "me":
        return who
    user = store.people.get(session, whom) if whom else None
    if user and not (user.active and at_least(user, Role.REVIEWER)):
        raise InputError("this person does not work on claims here", "assignee")
    return user


def apply(session: Session, claims: Sequence[Claim], change: Change, who: User) -> Outcome:
    """Take a step with claims, as one act; those whose status does not allow it are left as they are.

    However many there are, this takes the same few statements beside the changes themselves.
    """
    against = {claim.id: why for claim in claims if (why := _against(claim, change))}
    fit = [claim for claim in claims if claim.id not in against]
    reopened = [claim.id or 0 for claim in fit if claim.dismiss_reason is DismissReason.DUPLICATE]
    with undo.undoable(session, who, VERBS[change.step], *fit) as more:
        for claim in fit:
            _DO[change.step](session, claim, change, who)
        if change.step is TriageStep.REOPEN and reopened:
            more.extend(_no_duplicates(session, reopened, who))
    refused = tuple((claim, against[claim.id]) for claim in claims if claim.id in against)
    return Outcome(change.step, tuple(fit), refused)


def _against(claim: Claim, change: Change) -> str:
    """What stands against a step; "" if nothing."""
    if change.step in _TO:
        try:
            verdict.check_move(claim.status, _TO[change.step])
        except MoveError as error:
            return str(error)
        return ""
    if change.step is TriageStep.SKIP and claim.status is not ClaimStatus.PROPOSED:
        return "only a proposed claim can be skipped"
    if claim.status is ClaimStatus.MERGED:
        return "a merged claim lives on in another; change that one"
    too_many = change.step is TriageStep.TAG and len(claim.tags) >= MOST_TAGS
    return f"a claim has at most {MOST_TAGS} tags" if too_many else ""


def _no_duplicates(session: Session, keys: Sequence[int], who: User) -> list[undo.Step]:
    """A claim that is open again says of no other that it says the same."""
    taken_back = []
    for link in store.claims.duplicate_links(session, keys):
        link.undone_at, link.undone_by_id = now(), who.id
        taken_back.append(undo.row_taken_back(link))
    return taken_back


# Each step, with a claim that allows it


def _accept(session: Session, claim: Claim, _change: Change, who: User) -> None:
    move(session, claim, ClaimStatus.ACCEPTED, who)


def _dismiss(session: Session, claim: Claim, change: Change, who: User) -> None:
    claim.dismiss_reason = change.reason
    reason = change.reason.value if change.reason else ""
    move(session, claim, ClaimStatus.DISMISSED, who, reason=reason)


def _reopen(session: Session, claim: Claim, _change: Change, who: User) -> None:
    claim.dismiss_reason = None
    move(session, claim, ClaimStatus.PROPOSED, who)


def _skip(session: Session, claim: Claim, _change: Change, who: User) -> None:
    claim.skipped_at = now()
    touch(session, claim)
    store.events.record(session, who, "skipped", "claim", claim.public_id)


def _assign(session: Session, claim: Claim, change: Change, who: User) -> None:
    whom = change.assignee.id if change.assignee else None
    name = change.assignee.public_id if change.assignee else ""
    _set(session, claim, change, who, assignee_id=whom, told=name)


def _due(session: Session, claim: Claim, change: Change, who: User) -> None:
    at = datetime.combine(change.due, time(), UTC) if change.due else None
    _set(session, claim, change, who, due_at=at, told=change.due.isoformat() if change.due else "")


def _prioritise(session: Session, claim: Claim, change: Change, who: User) -> None:
    _set(session, claim, change, who, priority=PRIORITIES[change.priority], told=change.priority.value)


def _tag(session: Session, claim: Claim, change: Change, who: User) -> None:
    known = {fold(tag) for tag in claim.tags}
    if fold(change.tag) not in known:
        _set(session, claim, change, who, tags=[*claim.tags, change.tag], told=change.tag)


def _untag(session: Session, claim: Claim, change: Change, who: User) -> None:
    left = [tag for tag in claim.tags if fold(tag) != fold(change.tag)]
    _set(session, claim, change, who, tags=left, told=change.tag)


def _set(session: Session, claim: Claim, change: Change, who: User, told: str, **value: Any) -> None:
    """Change one column and say so; a claim that has this already is left alone."""
    ((name, wanted),) = value.items()
    if getattr(claim, name) == wanted:
        return
    setattr(claim, name, wanted)
    touch(session, claim)
    store.events.record(session, who, VERBS[change.step], "claim", claim.public_id, now=told)


_DO: dict[TriageStep, Callable[[Session, Claim, Change, User], None]] = {
    TriageStep.ACCEPT: _accept,
    TriageStep.DISMISS: _dismiss,
    TriageStep.SKIP: _skip,
    TriageStep.REOPEN: _reopen,
    TriageStep.ASSIGN: _assign,
    TriageStep.DUE: _due,
    TriageStep.PRIORITY: _prioritise,
    TriageStep.TAG: _tag,
    TriageStep.UNTAG: _untag,
}
