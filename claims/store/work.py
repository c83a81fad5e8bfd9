"""What people leave on the way: lines struck, facts ticked, acts to undo, saved views, who is where."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, func, select

from claims.errors import NotFoundError
from claims.models import (
    Act,
    Article,
    ArticleVersion,
    Claim,
    FollowedPlace,
    Occurrence,
    SentenceMark,
    User,
)
from claims.vocab import AnchorState

# Acts


def sitting(session: Session) -> int | None:
    """The sign-in that this unit of work belongs to; None for the desk itself and the shell."""
    found: int | None = session.info.get("sitting")
    return found


def newest_act(session: Session, sitting_id: int) -> Act | None:
    """The newest act of a sitting that was not undone."""
    return session.exec(
        select(Act)
        .where(Act.sitting_id == sitting_id, col(Act.undone_at).is_(None))
        .order_by(col(Act.id).desc())
        .limit(1)
    ).first()


def act(session: Session, public_id: str) -> Act:
    """The act with this public id."""
    found = session.exec(select(Act).where(Act.public_id == public_id)).first()
    if found is None:
        raise NotFoundError("there is nothing to undo here")
    return found


def set_undone(session: Session, table: type[Any], key: int, **values: Any) -> bool:
    """Take a row back that holds, or let it hold again; False if it was not as it should be."""
    holds = col(table.undone_at).is_(None) if values["undone_at"] else col(table.undone_at).is_not(None)
    done = session.execute(update(table).where(table.id == key, holds).values(**values))
    return bool(done.rowcount)  # type: ignore[attr-defined]  # an UPDATE's result counts its rows


# Places in a changed text


def followed_in(session: Session, version_id: int) -> Sequence[tuple[FollowedPlace, Occurrence, Claim]]:
    """What became of each place in this text: the place it was, and its claim, as they stood before."""
    return session.exec(
        select(FollowedPlace, Occurrence, Claim)
        .join(Occurrence, col(Occurrence.id) == FollowedPlace.occurrence_id)
        .join(Claim, col(Claim.id) == Occurrence.claim_id)
        .where(FollowedPlace.version_id == version_id)
        .order_by(col(Occurrence.start), col(FollowedPlace.id))
    ).all()


def waiting_of(session: Session, claim_id: int) -> int:
    """How many places of a claim wait for a person, since its article's text was changed."""
    return int(session.exec(select(waiting_on(claim_id))).one())


def waiting_on(claim_id: Any) -> Any:
    """The same as a part of a statement; `claim_id` may be a column of it."""
    tables: tuple[Any, ...] = (Occurrence, ArticleVersion, Article)
    place, text, article = map(aliased, tables)
    return (
        select(func.count())
        .select_from(FollowedPlace)
        .join(place, place.id == FollowedPlace.occurrence_id)
        .join(text, text.id == FollowedPlace.version_id)
        .join(article, article.id == text.article_id)
        .where(
            place.claim_id == claim_id,
            text.seq == article.version_seq,
            FollowedPlace.state != AnchorState.ANCHORED,
            col(FollowedPlace.decided_at).is_(None),
        )
        .scalar_subquery()
    )


def followed(session: Session, public_id: str) -> tuple[FollowedPlace, Occurrence, Claim]:
    """One of them, by its public id."""
    found = session.exec(
        select(FollowedPlace, Occurrence, Claim)
        .join(Occurrence, col(Occurrence.id) == FollowedPlace.occurrence_id)
        .join(Claim, col(Claim.id) == Occurrence.claim_id)
        .where(FollowedPlace.public_id == public_id)
    ).first()
    if found is None:
        raise NotFoundError("there is no such place")
    return found


def followed_by_key(session: Session, key: int) -> FollowedPlace:
    """One of them, by its key."""
    found = session.get(FollowedPlace, key)
    if found is None:
        raise NotFoundError("there is no such place")
    return found


# Sentences


def marks_in(session: Session, version_id: int) -> Sequence[tuple[SentenceMark, str]]:
    """The sentences of a text that somebody struck, in reading order, with their names."""
    return session.exec(
        select(SentenceMark, User.name)
        .join(User, col(User.id) == SentenceMark.by_id)
        .where(SentenceMark.version_id == version_id, col(SentenceMark.undone_at).is_(None))
        .order_by(col(SentenceMark.start))
    ).all()


def mark_at(session: Session, version_id: int, start: int) -> SentenceMark | None:
    """The mark on the sentence that begins there, if it holds."""
    return session.exec(
        select(SentenceMark).where(
            SentenceMark.version_id == version_id,
            SentenceMark.start == start,
            col(SentenceMark.undone_at).is_(None),
        )
    ).first()
