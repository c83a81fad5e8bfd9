"""The sentences of the articles of a set, and what was decided on each: four statements for all."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import exists
from sqlalchemy.orm import aliased
from sqlmodel import Session, and_, col, or_, select

from claims.models import (
    Article,
    ArticleVersion,
    Claim,
    ClaimSetItem,
    Occurrence,
    Segment,
    Sentence,
    SentenceMark,
)
from claims.vocab import ClaimStatus, CoverageReason, DismissReason, SegmentKind

#: What stands in these is never a line to check, nor is what a rule knows to be no line.
HIDDEN = (SegmentKind.BOILERPLATE, SegmentKind.BYLINE)
NO_LINES = (CoverageReason.PORTAL_LINE, CoverageReason.BYLINE)


@dataclass(frozen=True, slots=True)
class ArticleLines:
    """An article of a set: the stretches of its sentences, of what hides some, and of what decided others.

    `struck` are the starts of sentences; `places` come with whether their claim is still proposed.
    """

    public_id: str
    title: str
    sentences: list[tuple[int, int]]
    hidden: list[tuple[int, int]]
    struck: set[int]
    places: list[tuple[int, int, bool]]


def lines_of_set(session: Session, set_id: int) -> list[ArticleLines]:
    """The articles of a set by key, each with what its coverage is counted from."""
    found: dict[int, ArticleLines] = {}
    for version, public_id, title in _articles(session, set_id):
        found[version] = ArticleLines(public_id, title, [], [], set(), [])
    for version, start, end in _sentences(session, set_id):
        found[version].sentences.append((start, end))
    for version, start, end in _hidden(session, set_id):
        found[version].hidden.append((start, end))
    for version, start in _struck(session, set_id):
        found[version].struck.add(start)
    for version, start, end, status in _places(session, set_id):
        found[version].places.append((start, end, status == ClaimStatus.PROPOSED))
    return list(found.values())


def _versions(set_id: int) -> Any:
    """The texts of now of the articles of a set."""
    articles = (
        select(Claim.article_id)
        .join(ClaimSetItem, col(ClaimSetItem.claim_id) == Claim.id)
        .where(ClaimSetItem.set_id == set_id)
    )
    current = and_(ArticleVersion.article_id == Article.id, ArticleVersion.seq == Article.version_seq)
    return (
        select(ArticleVersion.id).join(Article, current).where(col(ArticleVersion.article_id).in_(articles))
    )


def _articles(session: Session, set_id: int) -> Any:
    asked: Any = select(ArticleVersion.id, Article.public_id, Article.title)
    return session.execute(
        asked.join(Article, col(Article.id) == ArticleVersion.article_id)
        .where(col(ArticleVersion.id).in_(_versions(set_id)))
        .order_by(col(Article.id))
    )


def _sentences(session: Session, set_id: int) -> Any:
    asked: Any = select(Sentence.version_id, Sentence.start, Sentence.end)
    is_line = or_(col(Sentence.reason).is_(None), col(Sentence.reason).not_in(NO_LINES))
    return session.execute(
        asked.where(col(Sentence.version_id).in_(_versions(set_id)), is_line).order_by(
            col(Sentence.version_id), col(Sentence.start)
        )
    )


def _hidden(session: Session, set_id: int) -> Any:
    asked: Any = select(Segment.version_id, Segment.start, Segment.end)
    return session.execute(
        asked.where(col(Segment.version_id).in_(_versions(set_id)), col(Segment.kind).in_(HIDDEN)).order_by(
            col(Segment.version_id), col(Segment.start)
        )
    )


def _struck(session: Session, set_id: int) -> Any:
    asked: Any = select(SentenceMark.version_id, SentenceMark.start)
    return session.execute(
        asked.where(
            col(SentenceMark.version_id).in_(_versions(set_id)), col(SentenceMark.undone_at).is_(None)
        )
    )


def _places(session: Session, set_id: int) -> Any:
    """Those of claims that the reader shows, see `store.claims.of_article`."""
    into: Any = aliased(Claim)
    merged_here = exists().where(into.id == Claim.merged_into_id, into.article_id == Claim.article_id)
    stays = or_(col(Claim.dismiss_reason).is_(None), col(Claim.dismiss_reason) != DismissReason.WITHDRAWN)
    asked: Any = select(Occurrence.article_version_id, Occurrence.start, Occurrence.end, Claim.status)
    return session.execute(
        asked.join(Claim, col(Claim.id) == Occurrence.claim_id)
        .join(ArticleVersion, col(ArticleVersion.id) == Occurrence.article_version_id)
        .where(
            col(Occurrence.article_version_id).in_(_versions(set_id)),
            col(Occurrence.undone_at).is_(None),
            Claim.article_id == ArticleVersion.article_id,
            ~merged_here,
            stays,
        )
    )
