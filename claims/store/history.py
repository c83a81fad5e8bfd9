"""What was: the trail of one thing page by page, and rows as they stood at a moment of the past."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, or_, select, union_all

from claims import policy as policies
from claims.models import (
    Adjudication,
    Article,
    ArticleVersion,
    ClaimVersion,
    Contact,
    Event,
    Evidence,
    Occurrence,
    OriginAnswer,
    PolicyVersion,
    Review,
    ReviewComment,
    SearchLog,
    Snapshot,
    Source,
    User,
    Verdict,
    Withdrawal,
)
from claims.policy import Policy

Told = tuple[Event, str]


def page(session: Session, object_id: str, until: int | None, limit: int) -> list[Told]:
    """The newest events of one thing, newest first, each with its person's name ("" for the desk).

    `until` is the number of the newest event to give; None for the newest there is.
    """
    asked = select(Event, User.name).outerjoin(User, col(User.id) == Event.actor_id)
    asked = asked.where(Event.object_id == object_id)
    if until is not None:
        asked = asked.where(col(Event.seq) <= until)
    rows = session.exec(asked.order_by(col(Event.seq).desc()).limit(limit))
    return [(event, name or "") for event, name in rows]


def events_of(session: Session, object_ids: Collection[str]) -> Sequence[Event]:
    """All events of several things, oldest first."""
    return session.exec(
        select(Event).where(col(Event.object_id).in_(sorted(object_ids))).order_by(col(Event.seq))
    ).all()


# Rows that never change, by their date


def wording_at(session: Session, claim_id: int, at: datetime) -> ClaimVersion | None:
    """The wording of a claim at a moment; None if there was none yet."""
    return session.exec(
        select(ClaimVersion)
        .where(ClaimVersion.claim_id == claim_id, col(ClaimVersion.created_at) <= at)
        .order_by(col(ClaimVersion.seq).desc())
        .limit(1)
    ).first()


def verdict_at(session: Session, claim_id: int, at: datetime) -> tuple[Verdict, User] | None:
    """The newest verdict on a claim at a moment, with its author."""
    return session.exec(
        select(Verdict, User)
        .join(User, col(User.id) == Verdict.author_id)
        .where(Verdict.claim_id == claim_id, col(Verdict.created_at) <= at)
        .order_by(col(Verdict.id).desc())
        .limit(1)
    ).first()


def reviews_at(session: Session, verdict_id: int, at: datetime) -> Sequence[tuple[Review, User]]:
    """What had been said to a verdict by then, oldest first."""
    return session.exec(
        select(Review, User)
        .join(User, col(User.id) == Review.reviewer_id)
        .where(Review.verdict_id == verdict_id, col(Review.decided_at) <= at)
        .order_by(col(Review.id))
    ).all()


def withdrawal_at(session: Session, verdict_id: int, at: datetime) -> tuple[Withdrawal, User] | None:
    """That a verdict had been withdrawn by then."""
    return session.exec(
        select(Withdrawal, User)
        .join(User, col(User.id) == Withdrawal.editor_id)
        .where(Withdrawal.verdict_id == verdict_id, col(Withdrawal.at) <= at)
    ).first()


def searches_at(session: Session, claim_id: int, at: datetime) -> Sequence[SearchLog]:
    """What had been looked for by then, oldest first."""
    return session.exec(
        select(SearchLog)
        .where(SearchLog.claim_id == claim_id, col(SearchLog.searched_at) <= at)
        .order_by(col(SearchLog.id))
    ).all()


def policy_at(session: Session, at: datetime) -> Policy:
    """The policy in force at a moment."""
    row = session.exec(
        select(PolicyVersion)
        .where(col(PolicyVersion.made_at) <= at)
        .order_by(col(PolicyVersion.version).desc())
        .limit(1)
    ).first()
    return policies.policy_from(row.version, row.content) if row else policies.DEFAULT


# Rows that change, those that were taken back too


def places(session: Session, claim_id: int) -> Sequence[tuple[Occurrence, str, Article]]:
    """Every place a claim ever had, by its key, each with its text's SHA-256 and its article."""
    return session.exec(
        select(Occurrence, ArticleVersion.text_sha256, Article)
        .join(ArticleVersion, col(ArticleVersion.id) == Occurrence.article_version_id)
        .join(Article, col(Article.id) == ArticleVersion.article_id)
        .where(Occurrence.claim_id == claim_id, col(Occurrence.was_id).is_(None))
        .order_by(col(Occurrence.article_version_id), col(Occurrence.start))
    ).all()


@dataclass(frozen=True, slots=True)
class HeldEvidence:
    """An evidence that a claim has or had; `source_id` is of its capture, `snapshot_id` its public id."""

    evidence: Evidence
    sha256: str
    captured_at: datetime
    snapshot_id: str
    source_id: int


def evidence(session: Session, claim_id: int) -> list[HeldEvidence]:
    """Every evidence a claim ever had, in the order it was added."""
    capture: list[Any] = [
        Snapshot.text_sha256,
        Snapshot.captured_at,
        Snapshot.public_id,
        Snapshot.source_id,
    ]
    columns: list[Any] = [Evidence, *capture]
    rows = session.execute(
        select(*columns)
        .join(Snapshot, col(Snapshot.id) == Evidence.snapshot_id)
        .where(Evidence.claim_id == claim_id)
        .order_by(col(Evidence.id))
    )
    return [HeldEvidence(*row) for row in rows]


def sources_around(session: Session, keys: Collection[int]) -> Sequence[Source]:
    """These sources and all that now hang together with them: by relays, merges, or any answer given."""
    relayed: Any = select(col(Source.id).label("a"), col(Source.relayed_from_id).label("b"))
    merged: Any = select(col(Source.id), col(Source.merged_into_id))
    one: Any = select(col(OriginAnswer.source_id), col(OriginAnswer.other_id))
    other: Any = select(col(OriginAnswer.other_id), col(OriginAnswer.source_id))
    steps = union_all(
        relayed.where(col(Source.relayed_from_id).is_not(None)),
        merged.where(col(Source.merged_into_id).is_not(None)),
        one,
        other,
    ).cte("steps")
    found: Any = select(col(Source.id).label("id")).where(col(Source.id).in_(sorted(keys)))
    near = found.cte("near", recursive=True)
    near = near.union(select(steps.c.b).where(steps.c.a == near.c.id))
    return session.exec(select(Source).where(col(Source.id).in_(select(near.c.id)))).all()


def answers_among(session: Session, keys: Collection[int]) -> Sequence[OriginAnswer]:
    """What was ever said of two of these sources: of one origin, or not."""
    known = sorted(keys)
    return session.exec(
        select(OriginAnswer)
        .where(col(OriginAnswer.source_id).in_(known), col(OriginAnswer.other_id).in_(known))
        .order_by(col(OriginAnswer.id))
    ).all()


def source_keys(session: Session, public_ids: Collection[str]) -> set[int]:
    """The keys of sources, also of those that were taken out."""
    found = session.exec(select(Source.id).where(col(Source.public_id).in_(sorted(public_ids))))
    return {key for key in found if key is not None}


# What the trail only names


def verdicts_named(session: Session, public_ids: Collection[str]) -> Sequence[Verdict]:
    """These verdicts, and those that they supersede, oldest first."""
    named = col(Verdict.public_id).in_(sorted(public_ids))
    before = select(Verdict.supersedes_id).where(named)
    return session.exec(
        select(Verdict).where(or_(named, col(Verdict.id).in_(before))).order_by(col(Verdict.id))
    ).all()


def verdicts_on(session: Session, claim_id: int) -> Sequence[tuple[Verdict, str]]:
    """Every verdict on a claim, oldest first, each with its author's name."""
    return session.exec(
        select(Verdict, User.name)
        .join(User, col(User.id) == Verdict.author_id)
        .where(Verdict.claim_id == claim_id)
        .order_by(col(Verdict.id))
    ).all()


def reviews_of_claim(session: Session, claim_id: int) -> Sequence[tuple[Review, str]]:
    """Every review of a verdict on a claim, oldest first, each with its reviewer's name."""
    return session.exec(
        select(Review, User.name)
        .join(User, col(User.id) == Review.reviewer_id)
        .where(Review.claim_id == claim_id)
        .order_by(col(Review.id))
    ).all()


def reviews_on(session: Session, public_ids: Collection[str]) -> Sequence[tuple[Review, str]]:
    """The reviews of these verdicts, oldest first, each with the verdict's public id."""
    return session.exec(
        select(Review, Verdict.public_id)
        .join(Verdict, col(Verdict.id) == Review.verdict_id)
        .where(col(Verdict.public_id).in_(sorted(public_ids)))
        .order_by(col(Review.id))
    ).all()


def comments_on(session: Session, public_ids: Collection[str]) -> Sequence[ReviewComment]:
    """What reviewers of these verdicts asked to be changed, in the order they said it."""
    return session.exec(
        select(ReviewComment)
        .join(Review, col(Review.id) == ReviewComment.review_id)
        .join(Verdict, col(Verdict.id) == Review.verdict_id)
        .where(col(Verdict.public_id).in_(sorted(public_ids)))
        .order_by(col(ReviewComment.id))
    ).all()


def withdrawals(session: Session, claim_id: int) -> Sequence[Withdrawal]:
    """The verdicts on a claim that were withdrawn, oldest first."""
    return session.exec(
        select(Withdrawal).where(Withdrawal.claim_id == claim_id).order_by(col(Withdrawal.id))
    ).all()


def adjudications(session: Session, claim_id: int) -> Sequence[Adjudication]:
    """What editors decided where two people rated otherwise, oldest first."""
    return session.exec(
        select(Adjudication).where(Adjudication.claim_id == claim_id).order_by(col(Adjudication.id))
    ).all()


def evidence_named(session: Session, public_ids: Collection[str]) -> Sequence[tuple[Evidence, Source]]:
    """These evidences, also those that were taken off, each with its source of now."""
    return session.exec(
        select(Evidence, Source)
        .join(Source, col(Source.id) == Evidence.source_id)
        .where(col(Evidence.public_id).in_(sorted(public_ids)))
    ).all()


def searches_named(session: Session, public_ids: Collection[str]) -> Sequence[SearchLog]:
    """These searches."""
    return session.exec(select(SearchLog).where(col(SearchLog.public_id).in_(sorted(public_ids)))).all()


def contacts_named(session: Session, public_ids: Collection[str]) -> Sequence[Contact]:
    """These entries of contact logs."""
    return session.exec(select(Contact).where(col(Contact.public_id).in_(sorted(public_ids)))).all()


def people_named(session: Session, public_ids: Collection[str]) -> dict[str, User]:
    """These people, by their public ids."""
    rows = session.exec(select(User).where(col(User.public_id).in_(sorted(public_ids))))
    return {one.public_id: one for one in rows}
