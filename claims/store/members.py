"""The claims of a set in the making: a page of them, their order, what a rule takes in and puts out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, update
from sqlmodel import Session, and_, col, func, select

from claims.models import Article, Claim, ClaimSetItem, ClaimVersion
from claims.store import queue
from claims.store.claims import CURRENT, DETAILS
from claims.store.engine import write_new
from claims.store.queue import Wanted
from claims.vocab import ClaimStatus

#: What is in work, or will be, or is done; others cannot be in a set.
_LIVE: Any = col(Claim.status).not_in([ClaimStatus.DISMISSED, ClaimStatus.MERGED])


@dataclass(frozen=True, slots=True)
class Member:
    """A claim of a set with its wording and article; the least that a list shows."""

    item: ClaimSetItem
    claim: Claim
    version: ClaimVersion
    article: Article


def those(session: Session, set_id: int, keys: Sequence[int]) -> list[Member]:
    """These claims of a set, in its order."""
    rows = session.exec(
        select(ClaimSetItem, Claim, ClaimVersion, Article)
        .join(Claim, col(Claim.id) == ClaimSetItem.claim_id)
        .join(ClaimVersion, CURRENT)
        .join(Article, col(Article.id) == Claim.article_id)
        .where(ClaimSetItem.set_id == set_id, col(Claim.id).in_(keys))
        .order_by(col(ClaimSetItem.position), col(ClaimSetItem.id))
        .options(*DETAILS)
    ).all()
    return [Member(*row) for row in rows]


def texts(session: Session, keys: Sequence[int]) -> dict[int, tuple[Claim, str]]:
    """These claims with their words, by key."""
    rows = session.exec(
        select(Claim, ClaimVersion.text).join(ClaimVersion, CURRENT).where(col(Claim.id).in_(keys))
    )
    return {claim.id or 0: (claim, words) for claim, words in rows}


def words_of(session: Session, public_ids: Sequence[str]) -> list[str]:
    """The words of claims, by their public ids and in this order."""
    rows = session.exec(
        select(Claim.public_id, ClaimVersion.text)
        .join(ClaimVersion, CURRENT)
        .where(col(Claim.public_id).in_(public_ids))
    )
    found = dict(rows.all())
    return [found[one] for one in public_ids]


def keys(session: Session, set_id: int, *, lock: bool = False) -> list[int]:
    """The keys of a set's claims in its order; with `lock` nobody else changes these until the commit."""
    statement: Any = (
        select(Claim.id)
        .join(ClaimSetItem, col(ClaimSetItem.claim_id) == Claim.id)
        .where(ClaimSetItem.set_id == set_id)
        .order_by(col(ClaimSetItem.position), col(ClaimSetItem.id))
    )
    return list(session.exec(statement.with_for_update(of=Claim) if lock else statement).all())


def seen(session: Session, set_id: int) -> int:
    """A number that grows with every change of a claim of the set."""
    return (
        session.exec(
            select(func.sum(Claim.rev))
            .join(ClaimSetItem, col(ClaimSetItem.claim_id) == Claim.id)
            .where(ClaimSetItem.set_id == set_id)
        ).one()
        or 0
    )


def changed_since(session: Session, set_id: int, moment: datetime, limit: int) -> Sequence[str]:
    """The words of claims of a set that were changed after a moment, the newest change first."""
    return session.exec(
        select(ClaimVersion.text)
        .join(Claim, CURRENT)
        .join(ClaimSetItem, col(ClaimSetItem.claim_id) == Claim.id)
        .where(ClaimSetItem.set_id == set_id, col(Claim.touched_at) > moment)
        .order_by(col(Claim.touched_at).desc(), col(Claim.id))
        .limit(limit)
    ).all()


# Order


def number_of(session: Session, item: ClaimSetItem) -> int:
    """Which place of its set a claim has, from 1."""
    before = and_(ClaimSetItem.set_id == item.set_id, col(ClaimSetItem.position) < item.position)
    return session.exec(select(func.count(col(ClaimSetItem.id))).where(before)).one() + 1


def position_at(session: Session, set_id: int, number: int) -> int | None:
    """The position of the claim at a place from 1; None behind the last."""
    return session.exec(
        select(ClaimSetItem.position)
        .where(ClaimSetItem.set_id == set_id)
        .order_by(col(ClaimSetItem.position), col(ClaimSetItem.id))
        .offset(number - 1)
        .limit(1)
    ).first()


def shift(session: Session, set_id: int, first: int, last: int, by: int) -> None:
    """Move the claims at these positions, both ends included, on or back by one."""
    session.execute(
        update(ClaimSetItem)
        .where(
            col(ClaimSetItem.set_id) == set_id,
            col(ClaimSetItem.position) >= first,
            col(ClaimSetItem.position) <= last,
        )
        .values(position=ClaimSetItem.position + by)
    )


def sort_by_article(session: Session, set_id: int) -> None:
    """Order a set by its articles as they first stand in it, then by the claims' numbers; two statements."""
    first: Any = func.min(ClaimSetItem.position).over(partition_by=col(Claim.article_id))
    asked: Any = select(ClaimSetItem.id, ClaimSetItem.position, first.label("first"), Claim.number)
    rows = session.execute(
        asked.join(Claim, col(Claim.id) == ClaimSetItem.claim_id)
        .where(ClaimSetItem.set_id == set_id)
        .order_by("first", col(Claim.number), col(ClaimSetItem.id))
    ).all()
    moved = [
        {"id": key, "position": place}
        for place, (key, position, _, _) in enumerate(rows, start=1)
        if place != position
    ]
    if moved:
        session.execute(update(ClaimSetItem), moved)


# By rule


def _coming(session: Session, set_id: int, wanted: Wanted) -> list[Any]:
    inside = select(ClaimSetItem.claim_id).where(ClaimSetItem.set_id == set_id)
    return [*queue.holds(session, wanted), _LIVE, col(Claim.id).not_in(inside)]


def _going(session: Session, set_id: int, wanted: Wanted) -> list[Any]:
    match = select(Claim.id).where(*queue.holds(session, wanted), _LIVE)
    by_rule = col(ClaimSetItem.by_rule).is_(True)
    return [ClaimSetItem.set_id == set_id, by_rule, col(ClaimSetItem.claim_id).not_in(match)]


def count_rule(session: Session, set_id: int, wanted: Wanted) -> tuple[int, int]:
    """How many claims a rule would take in, and how many put out."""
    coming = select(func.count(col(Claim.id))).where(*_coming(session, set_id, wanted)).scalar_subquery()
    going = select(func.count(col(ClaimSetItem.id))).where(*_going(session, set_id, wanted)).scalar_subquery()
    found = session.execute(select(coming, going)).one()
    return found[0], found[1]


def coming(session: Session, set_id: int, wanted: Wanted, limit: int) -> list[tuple[Claim, ClaimVersion]]:
    """The first claims that a rule would take in, by article and number."""
    return list(
        session.exec(
            select(Claim, ClaimVersion)
            .join(ClaimVersion, CURRENT)
            .where(*_coming(session, set_id, wanted))
            .order_by(col(Claim.article_id), col(Claim.number))
            .options(*DETAILS)
            .limit(limit)
        ).all()
    )


def going(session: Session, set_id: int, wanted: Wanted, limit: int) -> list[tuple[Claim, ClaimVersion]]:
    """The first claims that a rule would put out, in the set's order."""
    return list(
        session.exec(
            select(Claim, ClaimVersion)
            .join(ClaimSetItem, col(ClaimSetItem.claim_id) == Claim.id)
            .join(ClaimVersion, CURRENT)
            .where(*_going(session, set_id, wanted))
            .order_by(col(ClaimSetItem.position))
            .options(*DETAILS)
            .limit(limit)
        ).all()
    )


def take_in(session: Session, set_id: int, wanted: Wanted, last: int) -> list[str]:
    """Put what a rule finds behind the last position; the public ids of the claims."""
    rows = session.exec(
        select(Claim.id, Claim.public_id)
        .where(*_coming(session, set_id, wanted))
        .order_by(col(Claim.article_id), col(Claim.number))
    ).all()
    write_new(
        session,
        [
            ClaimSetItem(set_id=set_id, claim_id=key or 0, position=place, by_rule=True)
            for place, (key, _) in enumerate(rows, start=last + 1)
        ],
    )
    return [public_id for _, public_id in rows]


def put_out(session: Session, set_id: int, wanted: Wanted) -> list[str]:
    """Take out what a rule took in and does not find any more; the public ids of the claims."""
    gone: Any = select(ClaimSetItem.id).where(*_going(session, set_id, wanted))
    named = select(Claim.public_id).join(ClaimSetItem, col(ClaimSetItem.claim_id) == Claim.id)
    ids = list(session.exec(named.where(col(ClaimSetItem.id).in_(gone))).all())
    if ids:
        session.execute(delete(ClaimSetItem).where(col(ClaimSetItem.id).in_(gone)))
    return ids
