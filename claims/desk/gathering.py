"""Gather the claims of a set: by hand or by a rule, and in an order."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl

from sqlmodel import Session

from claims import store
from claims.desk import fields
from claims.desk.sets import set_fields
from claims.errors import ConflictError, InputError, MoveError
from claims.models import Claim, ClaimSet, ClaimSetItem, ClaimVersion, QueueFilter, User
from claims.models.base import now
from claims.models.queue import ME
from claims.store.queue import Choice, Wanted
from claims.vocab import ClaimStatus, StatusGroup

#: So many claims are shown of those that a rule takes in, and of those that it puts out.
SHOWN = 25

Worded = tuple[Claim, ClaimVersion]


@dataclass(frozen=True, slots=True)
class GatherPage:
    """What a rule would take in and put out, counted, with the first of each; `rule` is the one that is kept.

    `names` are of what the filter names, `choices` what else it could.
    """

    claim_set: ClaimSet
    asked: QueueFilter
    kept: bool
    names: dict[str, str]
    choices: Sequence[Choice]
    coming: Sequence[Worded]
    going: Sequence[Worded]
    comes: int
    goes: int


def add_to_set(session: Session, public_id: str, rev: int, claim_id: str, who: User) -> ClaimSet:
    """Put a claim at the end of a set; one that is there already stays where it is.

    It need not be verified yet: what is still to be done is told beside the set until it is frozen.

    Raises:
        MoveError: if the claim was dismissed or merged.
    """
    made, claim = _pair(session, public_id, rev, claim_id)
    if claim.status in (ClaimStatus.DISMISSED, ClaimStatus.MERGED):
        raise MoveError(f"a claim that was {claim.status.value} cannot be put in a set")
    if store.sets.item(session, made.id or 0, claim.id or 0) is None:
        place = store.sets.last_position(session, made.id or 0) + 1
        session.add(ClaimSetItem(set_id=made.id or 0, claim_id=claim.id or 0, position=place))
        _touched(session, made, who, "added", claim=claim.public_id)
    return made


def take_from_set(session: Session, public_id: str, rev: int, claim_id: str, who: User) -> ClaimSet:
    """Take a claim out of a set; frozen versions keep it, and the next one says why it holds no longer."""
    made, claim = _pair(session, public_id, rev, claim_id)
    if item := store.sets.item(session, made.id or 0, claim.id or 0):
        session.delete(item)
        _touched(session, made, who, "took out", claim=claim.public_id)
    return made


def move_in_set(session: Session, public_id: str, rev: int, claim_id: str, to: int, who: User) -> ClaimSet:
    """Move a claim to a place of its set, from 1; behind the last it comes to the end.

    Raises:
        InputError: if there is no such place, or the claim is not in the set.
    """
    made, claim = _pair(session, public_id, rev, claim_id)
    item = store.sets.item(session, made.id or 0, claim.id or 0)
    if to < 1 or item is None:
        raise InputError("places are counted from 1" if item else "this claim is not in the set", "to")
    _put(session, item, to)
    _touched(session, made, who, "reordered", claim=claim.public_id, to=to)
    return made


def _put(session: Session, item: ClaimSetItem, to: int) -> None:
    target = store.members.position_at(session, item.set_id, to)
    target = target or store.sets.last_position(session, item.set_id)
    if target < item.position:
        store.members.shift(session, item.set_id, target, item.position - 1, 1)
    elif target > item.position:
        store.members.shift(session, item.set_id, item.position + 1, target, -1)
    item.position = target
    session.add(item)


def step_in_set(session: Session, public_id: str, rev: int, claim_id: str, by: int, who: User) -> ClaimSet:
    """Move a claim one place up (-1) or down (1); the first and the last stay where they are."""
    made, claim = _pair(session, public_id, rev, claim_id)
    item = store.sets.item(session, made.id or 0, claim.id or 0)
    if item is None:
        raise InputError("this claim is not in the set", "to")
    place = max(1, store.members.number_of(session, item) + by)
    return move_in_set(session, public_id, rev, claim_id, place, who)


def sort_set(session: Session, public_id: str, rev: int, who: User) -> ClaimSet:
    """Order a set by its articles, as they first stand in it, and by the numbers of the claims."""
    made = _seen(session, public_id, rev)
    store.members.sort_by_article(session, made.id or 0)
    _touched(session, made, who, "ordered by article")
    return made


def _seen(session: Session, public_id: str, rev: int) -> ClaimSet:
    made = store.sets.get(session, public_id)
    fields.check_rev(made, rev, set_fields(made))
    return made


def _pair(session: Session, public_id: str, rev: int, claim_id: str) -> tuple[ClaimSet, Claim]:
    return _seen(session, public_id, rev), store.claims.get(session, claim_id)


def _touched(session: Session, made: ClaimSet, who: User, verb: str, **more: object) -> None:
    made.touched_at = now()
    session.add(made)
    store.events.record(session, who, verb, "claim_set", made.public_id, **more)


# By rule


def rule_of(made: ClaimSet) -> QueueFilter | None:
    """The filter by which a set is gathered; None if it is by hand alone."""
    return QueueFilter.of(dict(parse_qsl(made.rule))) if made.rule else None


def open_gathering(session: Session, public_id: str, asked: QueueFilter | None, who: User) -> GatherPage:
    """What a filter would take into a set and put out of it, in eight statements.

    Without one it is the set's rule, or all claims.

    Raises:
        NotFoundError: if the filter names what is not there.
    """
    made = store.sets.get(session, public_id)
    chosen = asked or rule_of(made) or QueueFilter(StatusGroup.ALL)
    wanted, key = _wanted(session, chosen, who), made.id or 0
    comes, goes = store.members.count_rule(session, key, wanted)
    return GatherPage(
        made,
        chosen,
        _text(chosen, who) == made.rule,
        wanted.names,
        store.queue.choices(session, who),
        store.members.coming(session, key, wanted, SHOWN),
        store.members.going(session, key, wanted, SHOWN),
        comes,
        goes,
    )


def _wanted(session: Session, asked: QueueFilter, who: User) -> Wanted:
    return store.queue.wanted(session, asked, who)


def _text(asked: QueueFilter, who: User) -> str:
    """A rule as it is kept: it finds the same whoever applies it."""
    return (replace(asked, assignee=who.public_id) if asked.assignee == ME else asked).as_text()


def gather_by_rule(
    session: Session, public_id: str, rev: int, asked: QueueFilter, shown: tuple[int, int], who: User
) -> tuple[int, int]:
    """Keep a filter as the set's rule, take in what it finds now, and put out what it took in and finds not.

    What was added by hand stays.

    Args:
        session: the unit of work.
        public_id: the set.
        rev: the revision of the set the person saw.
        asked: the filter.
        shown: how many claims it would take in and put out, as the person saw.
        who: the person.

    Returns:
        How many claims came in, and how many went out.

    Raises:
        ConflictError: if it finds others by now than the person saw, or somebody changed the set.
        InputError: if the rule is the set itself.
    """
    made = _seen(session, public_id, rev)
    if asked.set == public_id:
        raise InputError("a set cannot be gathered from itself")
    wanted, key = _wanted(session, asked, who), made.id or 0
    found = store.members.count_rule(session, key, wanted)
    if found != shown:
        renewed = {"comes": str(found[0]), "goes": str(found[1])}
        raise ConflictError(_otherwise(found), rev=made.rev, renewed=renewed)
    came = store.members.take_in(session, key, wanted, store.sets.last_position(session, key))
    went = store.members.put_out(session, key, wanted)
    made.rule = _text(asked, who)
    _touched(session, made, who, "gathered", rule=made.rule, added=came, removed=went)
    return len(came), len(went)


def _otherwise(found: tuple[int, int]) -> str:
    return f"the rule finds others by now: {found[0]} would come in, and {found[1]} go out"


def drop_rule(session: Session, public_id: str, rev: int, who: User) -> ClaimSet:
    """Gather a set by hand from now on; the claims that its rule took in stay."""
    made = _seen(session, public_id, rev)
    made.rule = ""
    _touched(session, made, who, "dropped the rule of")
    return made
