"""What shaping claims asks for: several claims at once, places that were taken back, ticks."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlmodel import Session, and_, col, or_, select

from claims.errors import NotFoundError
from claims.models import (
    Article,
    ArticleVersion,
    Claim,
    ClaimVersion,
    Evidence,
    FactTick,
    Occurrence,
    ReleaseItem,
    SearchLog,
    Sentence,
    User,
    Verdict,
)
from claims.store import words
from claims.store.claims import CURRENT, DETAILS
from claims.vocab import ClaimStatus

Wording = tuple[Claim, ClaimVersion, Article]


def by_ids(session: Session, public_ids: Collection[str]) -> dict[str, Claim]:
    """The claims with these public ids, as far as there are any."""
    found = session.exec(select(Claim).where(col(Claim.public_id).in_(list(public_ids))))
    return {claim.public_id: claim for claim in found}


def released(session: Session, claim_ids: Collection[int]) -> set[int]:
    """Those of the claims that a release holds."""
    found = session.exec(select(ReleaseItem.claim_id).where(col(ReleaseItem.claim_id).in_(list(claim_ids))))
    return set(found)


def mergeable(
    session: Session,
    claim: Claim,
    statuses: Collection[ClaimStatus],
    query: str = "",
    chosen: Collection[str] = (),
    limit: int = 50,
) -> Sequence[Wording]:
    """The claims that could be merged into one: those chosen first, then by article and number.

    Without a query they are of the same article; with one, of all articles, and hold its words.
    """
    asked = words.matches(session, query)
    of = Claim.article_id == claim.article_id if asked is None else asked
    fits = and_(of, col(Claim.status).in_(statuses))
    is_chosen = col(Claim.public_id).in_(list(chosen))
    return session.exec(
        select(Claim, ClaimVersion, Article)
        .join(ClaimVersion, CURRENT)
        .join(Article, col(Article.id) == Claim.article_id)
        .where(Claim.id != claim.id, or_(is_chosen, fits) if chosen else fits)
        .order_by(
            is_chosen.desc(),
            (col(Claim.article_id) == claim.article_id).desc(),
            col(Claim.article_id),
            col(Claim.number),
        )
        .options(*DETAILS)
        .limit(limit + 1)
    ).all()


def belongings(session: Session, claim_ids: Collection[int]) -> dict[int, list[Any]]:
    """All that people can change of claims and that their own rows do not hold, as JSON values.

    Their words, places, evidence, searches and newest verdict, by the claim's key.
    """
    keys = list(claim_ids)
    asked: list[Any] = [
        select(Claim.id, ClaimVersion.text).join(ClaimVersion, CURRENT).where(col(Claim.id).in_(keys)),
        select(Occurrence.claim_id, Occurrence.id)
        .where(col(Occurrence.claim_id).in_(keys), col(Occurrence.undone_at).is_(None))
        .order_by(col(Occurrence.id)),
        select(Evidence.claim_id, Evidence.id, Evidence.rev)
        .where(col(Evidence.claim_id).in_(keys), col(Evidence.removed_at).is_(None))
        .order_by(col(Evidence.id)),
        select(SearchLog.claim_id, SearchLog.id)
        .where(col(SearchLog.claim_id).in_(keys))
        .order_by(col(SearchLog.id)),
        select(Verdict.claim_id, Verdict.id).where(col(Verdict.claim_id).in_(keys)).order_by(col(Verdict.id)),
    ]
    found: dict[int, list[Any]] = {key: [[] for _ in asked] for key in keys}
    for nth, statement in enumerate(asked):
        for key, *values in session.exec(statement):
            found[key][nth].append([getattr(value, "value", value) for value in values])
    return found


# Places


def places_of(session: Session, claim_ids: Collection[int]) -> Sequence[Occurrence]:
    """The places of several claims that hold, in the order they were made."""
    return session.exec(
        select(Occurrence)
        .where(col(Occurrence.claim_id).in_(list(claim_ids)), col(Occurrence.undone_at).is_(None))
        .order_by(col(Occurrence.id))
    ).all()


def all_places(session: Session, claim_id: int) -> Sequence[Occurrence]:
    """The places of a claim, those that were taken back too."""
    return session.exec(
        select(Occurrence).where(Occurrence.claim_id == claim_id).order_by(col(Occurrence.id))
    ).all()


def place(session: Session, claim: Claim, key: int) -> Occurrence:
    """One place of a claim, by its key."""
    found = session.get(Occurrence, key)
    if found is None or found.claim_id != claim.id:
        raise NotFoundError("the claim has no such place")
    return found


def article_of(session: Session, place: Occurrence) -> Article:
    """The article that a place stands in."""
    return session.exec(
        select(Article).join(ArticleVersion).where(ArticleVersion.id == place.article_version_id)
    ).one()


def sentence_at(session: Session, version_id: int, start: int) -> Sentence:
    """The sentence of a text that begins there."""
    found = session.exec(
        select(Sentence).where(Sentence.version_id == version_id, Sentence.start == start)
    ).first()
    if found is None:
        raise NotFoundError("no sentence of this article begins there")
    return found


# Ticks


def ticks_of(session: Session, claim_id: int) -> Sequence[tuple[FactTick, Sequence[Any], str]]:
    """The ticks on any wording of a claim that hold, oldest first, with its facts and who ticked."""
    return session.exec(
        select(FactTick, ClaimVersion.facts, User.name)
        .join(ClaimVersion, col(ClaimVersion.id) == FactTick.claim_version_id)
        .join(User, col(User.id) == FactTick.by_id)
        .where(ClaimVersion.claim_id == claim_id, col(FactTick.undone_at).is_(None))
        .order_by(col(FactTick.id))
    ).all()
