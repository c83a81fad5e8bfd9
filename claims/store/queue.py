"""The queue: which claims a filter holds, how many, and a page of them. No page is found by counting."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import false, literal, tuple_, union_all
from sqlmodel import Session, col, func, select

from claims.errors import NotFoundError
from claims.folding import fold
from claims.models import Article, Claim, ClaimSet, ClaimSetItem, ClaimVersion, User
from claims.models.base import now
from claims.models.claims import TAGGED
from claims.models.queue import ME, NOBODY, QueueFilter
from claims.models.work import SavedView
from claims.store import words
from claims.store.claims import CURRENT, DETAILS, QueueRow
from claims.vocab import OPEN_STATUSES, ClaimStatus, Due, StatusGroup

_CURSOR = re.compile(r"([0-9]{29})-([0-9]{1,15})")
_STANDS_BY = ("queue_key", "id", "priority", "skipped_at", "check_worthiness")
_place: Any = tuple_(col(Claim.queue_key), col(Claim.id))


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in the queue: that of a claim, be it still there or not."""

    key: str
    id: int

    @classmethod
    def of(cls, text: str) -> "Cursor":
        """Read a cursor as `str` wrote it.

        Raises:
            NotFoundError: if it is none.
        """
        typed = _CURSOR.fullmatch(text)
        if typed is None:
            raise NotFoundError("there is no such page")
        return cls(typed[1], int(typed[2]))

    @classmethod
    def at(cls, claim: Claim) -> "Cursor":
        """Where a claim stands."""
        return cls(claim.queue_key, claim.id or 0)

    def __str__(self) -> str:
        return f"{self.key}-{self.id}"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a claim stands in the queue, and what its place comes from."""

    at: Cursor
    priority: int
    skipped_at: datetime | None
    check_worthiness: float
    reasons: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A filter with the keys and names of what it names; `newest` is the key of the newest claim."""

    filter: QueueFilter
    keys: dict[str, int] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    newest: int = 0


@dataclass(frozen=True, slots=True)
class Tally:
    """How many claims there are of a status, and when the last of them was changed."""

    count: int
    touched_at: datetime


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that can be chosen in the queue's form: a person, a set, or a view kept."""

    what: str
    public_id: str
    name: str
    query: str = ""


def wanted(session: Session, asked: QueueFilter, who: User) -> Wanted:
    """Find what a filter names, in one statement.

    Raises:
        NotFoundError: if it names an article, a person or a set that is not there.
    """
    named = {name: value for name, value in _named(asked).items() if value}
    columns: list[Any] = [select(func.max(Claim.id)).scalar_subquery()]
    for name, value in named.items():
        table, title = _NAMED[name]
        of_it = table.public_id == value
        columns += [select(column).where(of_it).scalar_subquery() for column in (table.id, title)]
    newest, *found = session.execute(select(*columns)).one()
    if None in found:
        raise NotFoundError("there is no such list")
    keys = dict(zip(named, found[::2], strict=True))
    names = dict(zip(named, found[1::2], strict=True))
    return Wanted(
        asked, {**keys, **({"assignee": who.id or 0} if asked.assignee == ME else {})}, names, newest or 0
    )


_NAMED: dict[str, tuple[Any, Any]] = {
    "article": (Article, Article.title),
    "assignee": (User, User.name),
    "set": (ClaimSet, ClaimSet.title),
}


def _named(asked: QueueFilter) -> dict[str, str]:
    person = "" if asked.assignee in (ME, NOBODY) else asked.assignee
    return {"article": asked.article, "assignee": person, "set": asked.set}


def page(
    session: Session,
    wanted: Wanted,
    size: int,
    after: Cursor | None = None,
    before: Cursor | None = None,
) -> list[QueueRow]:
    """Rows of the queue behind or before a place, in the queue's order, and one more if there are more.

    Order: priority, then not skipped before skipped, then check-worthiness, then the oldest.
    """
    # The keys first, from an index alone: sorting whole rows costs a second where many claims match.
    keys, order = _range(session, wanted, size + 1, after, before)
    found = as_rows(
        session.exec(rows().options(*DETAILS).where(col(Claim.id).in_(keys)).order_by(*order)).all()
    )
    return found[::-1] if before else found


def standings(
    session: Session,
    wanted: Wanted,
    limit: int,
    after: Cursor | None = None,
    before: Cursor | None = None,
) -> list[Standing]:
    """What stands behind or before a place, in the queue's order, up to the limit."""
    keys, order = _range(session, wanted, limit, after, before)
    columns: list[Any] = [*(getattr(Claim, name) for name in _STANDS_BY), ClaimVersion.reasons]
    statement = select(*columns).join(ClaimVersion, CURRENT)
    found = session.execute(statement.where(col(Claim.id).in_(keys)).order_by(*order)).all()
    in_order = found[::-1] if before else found
    return [Standing(Cursor(key, claim), *rest) for key, claim, *rest in in_order]


def _range(
    session: Session, wanted: Wanted, limit: int, after: Cursor | None, before: Cursor | None
) -> tuple[Any, list[Any]]:
    """The keys of so many claims behind or before a place, and the order that they are taken in."""
    keys = select(Claim.id).where(*_where(session, wanted), *_status(wanted.filter))
    order: list[Any] = [col(Claim.queue_key), col(Claim.id)]
    if after:
        keys = keys.where(_place > tuple_(after.key, after.id))
    if before:
        keys = keys.where(_place < tuple_(before.key, before.id))
        order = [place.desc() for place in order]
    return keys.order_by(*order).limit(limit), order


def rows() -> Any:  # the type of a select over four tables says less than its body
    """The select of rows as the queue shows them."""
    return (
        select(Claim, ClaimVersion, Article, User.name)
        .join(ClaimVersion, CURRENT)
        .join(Article, col(Article.id) == Claim.article_id)
        .outerjoin(User, col(User.id) == Claim.assignee_id)
    )


def as_rows(found: Sequence[Any]) -> list[QueueRow]:
    """What `rows` selected, as rows."""
    return [QueueRow(claim, version, article, name or "") for claim, version, article, name in found]


def row(session: Session, public_id: str) -> QueueRow:
    """One claim as the queue shows it, with all that its wording holds."""
    found = as_rows(session.exec(rows().where(Claim.public_id == public_id)).all())
    if not found:
        raise NotFoundError("there is no such claim")
    return found[0]


def those(session: Session, public_ids: Sequence[str]) -> list[QueueRow]:
    """The rows of these claims, in the order they are named; unknown ones are left out."""
    found = session.exec(rows().options(*DETAILS).where(col(Claim.public_id).in_(public_ids))).all()
    by_id = {row.claim.public_id: row for row in as_rows(found)}
    return [by_id[public_id] for public_id in public_ids if public_id in by_id]


def keyed(session: Session, keys: Sequence[int]) -> list[QueueRow]:
    """The rows of the claims with these keys, in their order."""
    found = session.exec(rows().options(*DETAILS).where(col(Claim.id).in_(keys))).all()
    by_key = {row.claim.id: row for row in as_rows(found)}
    return [by_key[key] for key in keys if key in by_key]


def tally(session: Session, wanted: Wanted) -> dict[ClaimStatus, Tally]:
    """How many claims of each status a filter holds, whatever its own status."""
    found = session.exec(
        select(Claim.status, func.count(), func.max(Claim.touched_at))
        .where(*_where(session, wanted))
        .group_by(col(Claim.status))
    )
    return {ClaimStatus(status): Tally(count, touched_at) for status, count, touched_at in found}


def newer(session: Session, wanted: Wanted, than: int, limit: int) -> int:
    """How many claims of a filter came after the claim with that key; counted up to the limit."""
    found = (
        select(Claim.id)
        .where(col(Claim.id) > than, *_where(session, wanted), *_status(wanted.filter))
        .limit(limit)
    )
    return session.exec(select(func.count()).select_from(found.subquery())).one()


def matching(session: Session, wanted: Wanted, limit: int) -> Sequence[Claim]:
    """The claims of a filter in the queue's order, up to the limit, kept from others until the end."""
    return session.exec(
        select(Claim)
        .where(*_where(session, wanted), *_status(wanted.filter))
        .order_by(col(Claim.queue_key), col(Claim.id))
        .limit(limit)
        .with_for_update()
    ).all()


def picked(session: Session, public_ids: Sequence[str]) -> Sequence[Claim]:
    """These claims in the queue's order; nobody else changes them until the end.

    Raises:
        NotFoundError: if one of them is not there.
    """
    found = session.exec(
        select(Claim)
        .where(col(Claim.public_id).in_(public_ids))
        .order_by(col(Claim.queue_key), col(Claim.id))
        .with_for_update()
    ).all()
    if len(found) < len(set(public_ids)):
        raise NotFoundError("there is no such claim")
    return found


def choices(session: Session, who: User, limit: int = 200) -> list[Choice]:
    """The people, the newest sets, and the views that this person keeps, each by name; one statement."""
    parts: list[tuple[str, Any, Any, Any, Any]] = [
        ("person", User, User.name, literal(""), col(User.active).is_(True)),
        ("set", ClaimSet, ClaimSet.title, literal(""), None),
        ("view", SavedView, SavedView.name, SavedView.query, col(SavedView.user_id) == who.id),
    ]
    selects = []
    for what, table, name, query, only in parts:
        part: Any = select(literal(what).label("what"), table.public_id, name.label("name"), query)
        part = part if only is None else part.where(only)
        newest = part.order_by(table.id.desc()).limit(limit).subquery()
        selects.append(select(newest))
    found = session.execute(union_all(*selects).order_by("what", "name")).all()
    return [Choice(*row) for row in found]


# Conditions


def holds(session: Session, wanted: Wanted) -> list[Any]:
    """The conditions by which a claim is in a filter, for others that select claims."""
    return [*_where(session, wanted), *_status(wanted.filter)]


def _status(asked: QueueFilter) -> list[Any]:
    if asked.status is StatusGroup.ALL:
        return []
    if asked.status is StatusGroup.OPEN:
        # Said by what they are not, as SQLite would go through an index of statuses for those they are,
        # and sort all that it finds.
        return [col(Claim.status).not_in([one for one in ClaimStatus if one not in OPEN_STATUSES])]
    return [col(Claim.status) == asked.status]


def _where(session: Session, wanted: Wanted) -> list[Any]:
    """All that a filter asks for, but for the status."""
    asked = wanted.filter
    plain = [
        _CONDITIONS[name](getattr(asked, name), wanted) for name in asked.chosen() if name in _CONDITIONS
    ]
    names = dict.fromkeys(fold(asked.claimant).split())
    said = [col(Claim.claimant_key).contains(name, autoescape=True) for name in names]
    # Who says it is among the words that are indexed; most other claims need not be looked at then.
    return [*plain, *_words(session, asked.claimant), *said, *_words(session, asked.q)]


def _assigned(whom: str, wanted: Wanted) -> Any:
    if whom == NOBODY:
        return func.coalesce(Claim.assignee_id, 0) == 0  # said so, most claims are not looked up one by one
    return col(Claim.assignee_id) == wanted.keys["assignee"]


def _in_set(_set: str, wanted: Wanted) -> Any:
    inside = select(ClaimSetItem.claim_id).where(ClaimSetItem.set_id == wanted.keys["set"])
    return col(Claim.id).in_(inside)


def _tagged(tag: str, _wanted: Wanted) -> Any:
    line = fold(" ".join(tag.split()))
    holds = col(Claim.tags_key).contains(f"\n{line}\n", autoescape=True)
    return col(Claim.id).in_(select(Claim.id).where(TAGGED, holds))


def _due(when: Due, _wanted: Wanted) -> Any:
    """Due days are kept as their first moment in UTC."""
    today = now().replace(hour=0, minute=0, second=0, microsecond=0)
    if when is Due.OVERDUE:
        return col(Claim.due_at) < today
    if when is Due.ANY:
        return col(Claim.due_at).is_not(None)
    return col(Claim.due_at).between(today, today + timedelta(days=6 if when is Due.WEEK else 0))


_CONDITIONS: dict[str, Callable[[Any, Wanted], Any]] = {
    "article": lambda _, wanted: col(Claim.article_id) == wanted.keys["article"],
    "assignee": _assigned,
    "kind": lambda kind, _: col(Claim.kinds_key).contains(f" {kind.value} ", autoescape=True),
    "hedge": lambda hedge, _: col(Claim.hedge) == hedge,
    "dated": lambda yes, _: col(Claim.has_date).is_(yes),
    "counted": lambda yes, _: col(Claim.has_number).is_(yes),
    "worth": lambda least, _: col(Claim.check_worthiness) >= least,
    "due": _due,
    "set": _in_set,
    "tag": _tagged,
}


def _words(session: Session, query: str) -> list[Any]:
    """Nothing holds words of which nothing is left when they are compared, such as "???"."""
    if not query.strip():
        return []
    found = words.matches(session, query)
    return [false() if found is None else found]


# Views that a person keeps


def view_names(session: Session, user_id: int) -> Sequence[str]:
    """The names of the views that a person keeps."""
    return session.exec(select(SavedView.name).where(SavedView.user_id == user_id)).all()


def view(session: Session, public_id: str, user_id: int) -> SavedView:
    """A view that this person keeps."""
    found = session.exec(
        select(SavedView).where(SavedView.public_id == public_id, SavedView.user_id == user_id)
    ).first()
    if found is None:
        raise NotFoundError("there is no such view")
    return found
