"""The desk's first page: what is next for a person, what waits for them, and what is in work."""

from typing import Any

from sqlalchemy import case
from sqlmodel import Session, and_, col, exists, func, select

from claims.models import Article, Claim, ClaimVersion, Event, Job, Review, Verdict
from claims.store.claims import DETAILS, QueueRow
from claims.store.events import OVERRODE
from claims.store.queue import as_rows, rows
from claims.vocab import OPEN_STATUSES, ClaimStatus, JobName, JobState


def next_of(session: Session, user_id: int, limit: int) -> list[QueueRow]:
    """What a person has to do next: assigned to them and open, what is due first before the rest."""
    statement = (
        rows()
        .options(*DETAILS)
        .where(col(Claim.assignee_id) == user_id, col(Claim.status).in_(OPEN_STATUSES))
        .order_by(col(Claim.due_at).is_(None), col(Claim.due_at), col(Claim.queue_key), col(Claim.id))
    )
    return as_rows(session.exec(statement.limit(limit)).all())


def waiting_for(session: Session, user_id: int, limit: int) -> list[QueueRow]:
    """Claims in review that this person may review, in the order of the queue.

    They wrote neither the verdict nor the wording, let it go on without enough origins, nor reviewed it yet.
    """
    newest: Any = select(func.max(Verdict.id)).where(col(Verdict.claim_id) == Claim.id).correlate(Claim)
    newest = newest.scalar_subquery()
    author = (
        select(Verdict.author_id)
        .where(col(Verdict.claim_id) == Claim.id)
        .order_by(col(Verdict.id).desc())
        .limit(1)
        .scalar_subquery()
    )
    has_reason = exists().where(col(Verdict.id) == newest, col(Verdict.override_reason) != "")
    overrode = exists().where(
        col(Event.object_id) == Claim.public_id, col(Event.verb) == OVERRODE, col(Event.actor_id) == user_id
    )
    statement = (
        rows()
        .options(*DETAILS)
        .where(
            Claim.status == ClaimStatus.IN_REVIEW,
            ~and_(has_reason, overrode),
            author != user_id,
            func.coalesce(ClaimVersion.created_by_id, 0) != user_id,
            ~exists().where(col(Review.verdict_id) == newest, col(Review.reviewer_id) == user_id),
        )
        .order_by(col(Claim.queue_key), col(Claim.id))
    )
    return as_rows(session.exec(statement.limit(limit)).all())


def in_work(session: Session, limit: int) -> list[tuple[Article, int, int]]:
    """The newest articles with open claims, each with how many claims are decided, and how many it has."""
    is_open = col(Claim.status).in_(OPEN_STATUSES)
    decided = func.sum(case((is_open, 0), else_=1))
    tallied = (
        select(Claim.article_id, decided.label("decided"), func.count().label("total"))
        .group_by(col(Claim.article_id))
        .having(decided < func.count())
        .order_by(col(Claim.article_id).desc())
        .limit(limit)
        .subquery()
    )
    found = session.execute(
        select(Article, tallied.c.decided, tallied.c.total)
        .join(tallied, tallied.c.article_id == Article.id)
        .order_by(col(Article.id).desc())
    ).all()
    return [(article, int(done), int(total)) for article, done, total in found]


def unread(session: Session, limit: int) -> list[tuple[Article, Job]]:
    """The newest articles that are not split yet, each with the job that waits, runs or failed."""
    found = session.exec(
        select(Article, Job)
        .join(Job, col(Job.subject_id) == Article.id)
        .where(Job.name == JobName.READ_ARTICLE, Job.state != JobState.DONE)
        .order_by(col(Job.id).desc())
        .limit(limit)
    )
    return [(article, job) for article, job in found]
