"""Who rated which wording of a claim how, read over all claims."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy
from sqlmodel import Session, col, func, or_, select

from claims.models import Article, Claim, ClaimVersion, Review, User, Verdict
from claims.vocab import ClaimKind, Rating, ReviewDecision

#: So many verdicts, and as many approvals, the newest: a page counts them, it does not list them.
MOST = 20_000


class Judgement(NamedTuple):
    """One person stands behind a rating of one wording."""

    wording_id: int
    claim_id: str
    article_id: int
    kinds: str
    person_id: int
    rating: Rating
    at: datetime


def judgements(
    session: Session,
    kind: ClaimKind | None = None,
    *,
    but: Collection[int] = (),
    blind: bool = False,
) -> list[Judgement]:
    """Every rating that somebody stands behind, oldest first: its author's, and who approved it.

    Who reviewed blind stands behind the rating they gave, whether or not it is the author's. Claims in
    `but`, by key, are left out; with `blind` so are approvals given with the rating in view.
    """
    written = _about(kind, Verdict.author_id, Verdict.means, Verdict.created_at, but)
    given = func.coalesce(col(Review.means), col(Verdict.means))
    rated = col(Review.means).is_not(None)
    counts = rated if blind else or_(rated, col(Review.decision) == ReviewDecision.APPROVE)
    approved = (
        _about(kind, Review.reviewer_id, given, Review.decided_at, but)
        .join(Review, col(Review.verdict_id) == col(Verdict.id))
        .where(counts)
    )
    newest = (written.order_by(col(Verdict.id).desc()), approved.order_by(col(Review.id).desc()))
    rows = [row for query in newest for row in session.connection().execute(query.limit(MOST))]
    return sorted(map(Judgement._make, rows), key=lambda one: (one.at, one.person_id))


def _about(kind: ClaimKind | None, person: Any, rating: Any, at: Any, but: Collection[int]) -> Any:
    of = (Verdict.claim_version_id, Claim.public_id, Claim.article_id, Claim.kinds_key)
    columns: list[Any] = [*of, person, rating, at]
    query = sqlalchemy.select(*columns).join(Claim, col(Claim.id) == Verdict.claim_id)
    if but:
        query = query.where(col(Claim.id).not_in(list(but)))
    return query.where(col(Claim.kinds_key).contains(f" {kind.value} ", autoescape=True)) if kind else query


def wordings(session: Session, ids: list[int]) -> dict[int, tuple[str, int, str]]:
    """The claim's public id, its number and the words, by the wording's key."""
    rows = session.exec(
        select(ClaimVersion.id, Claim.public_id, Claim.number, ClaimVersion.text)
        .join(Claim, col(Claim.id) == ClaimVersion.claim_id)
        .where(col(ClaimVersion.id).in_(ids))
    )
    return {key or 0: (public_id, number, text) for key, public_id, number, text in rows}


def people(session: Session, ids: set[int]) -> list[User]:
    """Those people, by name."""
    return list(session.exec(select(User).where(col(User.id).in_(ids)).order_by(User.name, col(User.id))))


def articles(session: Session, ids: list[int]) -> dict[int, tuple[str, str]]:
    """The public id and the title of those articles, by their keys."""
    rows = session.exec(select(Article.id, Article.public_id, Article.title).where(col(Article.id).in_(ids)))
    return {key or 0: (public_id, title) for key, public_id, title in rows}
