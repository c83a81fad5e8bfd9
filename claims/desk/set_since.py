"""Freeze only what a person saw: what became of a set since, told by the words of its claims."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Protocol

from sqlmodel import Session

from claims import store
from claims.errors import ConflictError
from claims.models import ClaimSet, Event
from claims.models.base import now

#: So many claims are named in a refusal.
NAMED = 5


class Seen(Protocol):
    """What a form tells of the page it was on (see `freezing.Wish`)."""

    @property
    def seen(self) -> int | None:
        """Grows with every change of a claim of the set; None if nobody looked."""

    @property
    def since(self) -> datetime | None:
        """When the page was made."""


def check_seen(session: Session, made: ClaimSet, rev: int, page: Seen) -> None:
    """Freeze only what the person saw: the set as it was, and each of its claims.

    Raises:
        ConflictError: naming the claims that were changed, came in or went out in between.
    """
    seen = store.members.seen(session, made.id or 0)
    if made.rev == rev and page.seen in (None, seen):
        return
    told = ["claims in the set changed since you looked"]
    if made.rev != rev:
        told = ["somebody else saved this in between; nothing of yours was lost"]
    told += _since(session, made, page.since) if page.since else []
    renewed = {"seen": str(seen), "since": now().isoformat()}
    raise ConflictError(". ".join(told), rev=made.rev, renewed=renewed)


def _since(session: Session, made: ClaimSet, moment: datetime) -> Iterator[str]:
    if names := store.members.changed_since(session, made.id or 0, moment, NAMED):
        yield "changed since: " + _named(names)
    came, went = _moved(store.events.after(session, made.public_id, moment))
    for what, ids in (("left the set since", went), ("came into the set since", came)):
        if ids:
            words = store.members.words_of(session, ids[:NAMED])
            more = f"; and {len(ids) - NAMED} more" if len(ids) > NAMED else ""
            yield f"{what}: {_named(words)}{more}"


def _named(words: Sequence[str]) -> str:
    return "; ".join(f"“{text}”" for text in words)


def _moved(events: Sequence[Event]) -> tuple[list[str], list[str]]:
    """Which claims are in the set now and were not, and the other way round; by their public ids."""
    steps: dict[str, list[bool]] = {}
    for event in events:
        for claim, comes in _of(event):
            steps.setdefault(claim, []).append(comes)
    came = [claim for claim, moves in steps.items() if moves[0] and moves[-1]]
    return came, [claim for claim, moves in steps.items() if not moves[0] and not moves[-1]]


def _of(event: Event) -> Iterator[tuple[str, bool]]:
    """The claims that an event of a set put in (true) or took out."""
    one = {"added": True, "took out": False}.get(event.verb)
    if one is not None:
        yield event.payload["claim"], one
    yield from ((claim, True) for claim in event.payload.get("added", ()))
    yield from ((claim, False) for claim in event.payload.get("removed", ()))
