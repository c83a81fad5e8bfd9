"""Articles, their texts, segments and sentences."""

from collections.abc import Collection, Sequence
from dataclasses import asdict

from sqlmodel import Session, and_, col, func, select

from claims.errors import NotFoundError
from claims.models import (
    Article,
    ArticleVersion,
    Claim,
    CoverageDraft,
    FollowedPlace,
    Segment,
    SegmentDraft,
    Sentence,
)
from claims.store.engine import write_new
from claims.vocab import AnchorState


def get(session: Session, public_id: str) -> Article:
    """The article with this public id."""
    article = session.exec(select(Article).where(Article.public_id == public_id)).first()
    if article is None:
        raise NotFoundError("there is no such article")
    return article


def with_text(session: Session, public_id: str) -> tuple[Article, ArticleVersion, int]:
    """An article, its text of now, and how many places a change of it left to a person, in one statement."""
    undecided = (
        select(func.count())
        .select_from(FollowedPlace)
        .where(
            FollowedPlace.version_id == ArticleVersion.id,
            FollowedPlace.state != AnchorState.ANCHORED,
            col(FollowedPlace.decided_at).is_(None),
        )
        .scalar_subquery()
    )
    is_current = and_(
        col(ArticleVersion.article_id) == col(Article.id), col(ArticleVersion.seq) == col(Article.version_seq)
    )
    found = session.exec(
        select(Article, ArticleVersion, undecided)
        .join(ArticleVersion, is_current)
        .where(Article.public_id == public_id)
    ).first()
    if found is None:
        raise NotFoundError("there is no such article")
    return found


def get_by_key(session: Session, article_id: int) -> Article:
    """The article with this key."""
    article = session.get(Article, article_id)
    if article is None:
        raise NotFoundError("there is no such article")
    return article


def with_raw(session: Session, raw_sha256: str) -> Article | None:
    """The article that came in with exactly these bytes, if any."""
    return session.exec(
        select(Article)
        .join(ArticleVersion)
        .where(ArticleVersion.raw_sha256 == raw_sha256)
        .order_by(col(Article.id))
        .limit(1)
    ).first()


def current_version(session: Session, article: Article) -> ArticleVersion:
    """The text of an article as it is now."""
    return session.exec(
        select(ArticleVersion).where(
            ArticleVersion.article_id == article.id, ArticleVersion.seq == article.version_seq
        )
    ).one()


def version(session: Session, version_id: int) -> ArticleVersion:
    """One text of an article, by its key."""
    return session.exec(select(ArticleVersion).where(ArticleVersion.id == version_id)).one()


def newest_version(session: Session, article: Article) -> ArticleVersion:
    """The text that came in last; it may wait to be split, while people read the one before."""
    return session.exec(
        select(ArticleVersion)
        .where(ArticleVersion.article_id == article.id)
        .order_by(col(ArticleVersion.seq).desc())
        .limit(1)
    ).one()


def add_segments(session: Session, version_id: int, drafts: Sequence[SegmentDraft]) -> None:
    """Write the segments of a version."""
    for draft in drafts:
        session.add(
            Segment(
                version_id=version_id,
                start=draft.start,
                end=draft.end,
                kind=draft.kind,
                by=draft.by,
                reason=draft.reason,
                personal=[asdict(found) for found in draft.personal],
            )
        )


def segments(session: Session, version_id: int) -> Sequence[Segment]:
    """The segments of a version, in the order of the text."""
    return session.exec(
        select(Segment).where(Segment.version_id == version_id).order_by(col(Segment.start))
    ).all()


def current_text(session: Session, article: Article) -> str:
    """The words alone of an article's text as it is now, without the bytes it came in as."""
    return session.exec(
        select(ArticleVersion.text).where(
            ArticleVersion.article_id == article.id, ArticleVersion.seq == article.version_seq
        )
    ).one()


def texts(session: Session, hashes: Collection[str]) -> dict[str, str]:
    """The texts with these SHA-256, also those of before, by it."""
    rows = session.exec(
        select(ArticleVersion.text_sha256, ArticleVersion.text).where(
            col(ArticleVersion.text_sha256).in_(list(hashes))
        )
    )
    return dict(rows.all())


def add_sentences(
    session: Session, version_id: int, coverage: Sequence[CoverageDraft], numbers: Sequence[int]
) -> None:
    """Write what became of each sentence of a version; `numbers` are those of the drafted claims."""
    rows = [
        Sentence(
            version_id=version_id,
            start=draft.start,
            end=draft.end,
            claims=[numbers[at] for at in draft.drafts],
            reason=draft.reason,
        )
        for draft in coverage
    ]
    write_new(session, rows)


def sentences(session: Session, version_id: int) -> Sequence[Sentence]:
    """The sentences of a version, in the order of the text; none if nobody noted them."""
    return session.exec(
        select(Sentence).where(Sentence.version_id == version_id).order_by(col(Sentence.start))
    ).all()


def newest(session: Session, limit: int = 50) -> Sequence[tuple[Article, int]]:
    """The newest articles, newest first, each with its number of claims."""
    return session.exec(
        select(Article, func.count(col(Claim.id)))
        .outerjoin(Claim, col(Claim.article_id) == Article.id)
        .group_by(col(Article.id))
        .order_by(col(Article.id).desc())
        .limit(limit)
    ).all()


def sentence_at(session: Session, version_id: int, start: int) -> Sentence:
    """The sentence that begins there."""
    found = session.exec(
        select(Sentence).where(Sentence.version_id == version_id, Sentence.start == start)
    ).first()
    if found is None:
        raise NotFoundError("there is no such line in this text")
    return found
