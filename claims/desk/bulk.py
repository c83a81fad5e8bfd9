"""The same step with many claims: with those that were picked, or with all that a filter holds."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session

from claims import store
from claims.desk.steps import Change, Outcome, apply
from claims.errors import ConflictError, InputError
from claims.models import User
from claims.models.queue import QueueFilter

#: So many claims at once, and no more.
MOST = 5_000


@dataclass(frozen=True, slots=True)
class Seen:
    """What a person saw of a list: how many claims, and when the last of them was changed ("" for none)."""

    count: int
    touched_at: str


def change_picked(session: Session, picked: Mapping[str, int], change: Change, who: User) -> Outcome:
    """Take a step with the claims a person picked, each with the revision that they saw.

    One that was changed since is refused for itself, the others are done.

    Raises:
        InputError: if nothing was picked, or too much.
        NotFoundError: if one of them is not there.
    """
    if not picked:
        raise InputError("select at least one claim", "which")
    _few_enough(len(picked))
    claims = store.queue.picked(session, list(picked))
    changed = [claim for claim in claims if claim.rev != picked[claim.public_id]]
    outcome = apply(session, [claim for claim in claims if claim not in changed], change, who)
    told = tuple((claim, "somebody else changed it since") for claim in changed)
    return Outcome(outcome.step, outcome.done, told + outcome.refused)


def change_all(session: Session, asked: QueueFilter, seen: Seen, change: Change, who: User) -> Outcome:
    """Take a step with all claims that a filter holds, if they still are those that were counted.

    Raises:
        ConflictError: if the list changed since it was seen.
        InputError: if there are none, or too many.
    """
    wanted = store.queue.wanted(session, asked, who)
    claims = store.queue.matching(session, wanted, MOST + 1)
    _few_enough(max(len(claims), seen.count))
    now_is = Seen(len(claims), max((claim.touched_at.isoformat() for claim in claims), default=""))
    if now_is != seen:
        raise ConflictError(
            "the list changed since you saw it, so nothing was done; "
            f"it held {seen.count:,} claims, now it holds {now_is.count:,}"
        )
    if not claims:
        raise InputError("there is no claim in this list", "which")
    return apply(session, claims, change, who)


def _few_enough(count: int) -> None:
    if count > MOST:
        raise InputError(f"at most {MOST:,} claims at once; narrow the list down", "which")
