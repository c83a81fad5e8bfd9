"""Claims, their wordings, places and links."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, exists
from sqlalchemy.orm import aliased, defer
from sqlmodel import Session, and_, col, func, or_, select
from sqlmodel.sql.expression import Select, SelectOfScalar

from claims.errors import NotFoundError
from claims.models import Article, ArticleVersion, Claim, ClaimLink, ClaimVersion, Occurrence
from claims.vocab import ClaimStatus, DismissReason, LinkKind

#: Joins a claim to its wording of now.
CURRENT = and_(col(ClaimVersion.claim_id) == col(Claim.id), col(ClaimVersion.seq) == col(Claim.version_seq))
#: What only a claim's own page shows: many times the size of its words, so lists leave it behind.
DETAILS = [
    defer(getattr(ClaimVersion, name))
    for name in ("trace", "dates", "quantities", "mentions", "facts", "hints")
]


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One claim of the queue, with its wording, its article and who has it.

    `passages` are those tied to it as evidence, of so many `origins`; a list that does not show them has 0.
    """

    claim: Claim
    version: ClaimVersion
    article: Article
    assignee: str
    passages: int = 0
    origins: int = 0


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A link of one claim, with the claim at its other end and its wording."""

    link: ClaimLink
    claim: Claim
    version: ClaimVersion


def get(session: Session, public_id: str) -> Claim:
    """The claim with this public id."""
    claim = session.exec(select(Claim).where(Claim.public_id == public_id)).first()
    if claim is None:
        raise NotFoundError("there is no such claim")
    return claim


def numbered(session: Session, article_id: int, number: int) -> Claim:
    """The claim of an article that has this number."""
    claim = session.exec(select(Claim).where(Claim.article_id == article_id, Claim.number == number)).first()
    if claim is None:
        raise NotFoundError("there is no such claim")
    return claim


def load(session: Session, keys: Sequence[int]) -> Sequence[Claim]:
    """The claims with these keys, in one statement; hold them, so that `get_by_key` finds them read."""
    return session.exec(select(Claim).where(col(Claim.id).in_(keys))).all()


def current_version(session: Session, claim: Claim) -> ClaimVersion:
    """The wording of a claim as it is now."""
    return session.exec(
        select(ClaimVersion).where(ClaimVersion.claim_id == claim.id, ClaimVersion.seq == claim.version_seq)
    ).one()


def version(session: Session, claim: Claim, seq: int) -> ClaimVersion:
    """One wording of a claim, be it of now or of before."""
    return session.exec(
        select(ClaimVersion).where(ClaimVersion.claim_id == claim.id, ClaimVersion.seq == seq)
    ).one()


def of_article(session: Session, article_id: int) -> Sequence[tuple[Claim, ClaimVersion]]:
    """All claims of an article with their wording, by number.

    None that was taken back by its maker, and none that was merged into another of the article, which
    says it now.
    """
    return session.exec(_with_wording(article_id)).all()


def ids_of_article(session: Session, article_id: int) -> Sequence[str]:
    """The public ids of the claims that `of_article` gives, in its order."""
    shown = _shown_of(article_id)
    return session.exec(select(Claim.public_id).where(*shown).order_by(col(Claim.number))).all()


def one_of_article(session: Session, article_id: int, public_id: str) -> Sequence[tuple[Claim, ClaimVersion]]:
    """Of what `of_article` gives the claim with this public id; none if it is not among them."""
    return session.exec(_with_wording(article_id).where(Claim.public_id == public_id)).all()


def some_of_article(
    session: Session, article_id: int, keys: Sequence[int]
) -> Sequence[tuple[Claim, ClaimVersion]]:
    """Of what `of_article` gives the claims with these keys."""
    return session.exec(_with_wording(article_id).where(col(Claim.id).in_(keys))).all()


def _with_wording(article_id: int) -> Select[Claim, ClaimVersion]:
    return (
        select(Claim, ClaimVersion)
        .join(ClaimVersion, CURRENT)
        .where(*_shown_of(article_id))
        .order_by(col(Claim.number))
        .options(*DETAILS)
    )


def _shown_of(article_id: int) -> tuple[ColumnElement[bool], ...]:
    into = aliased(Claim)
    merged_here = exists().where(col(into.id) == Claim.merged_into_id, col(into.article_id) == article_id)
    stays = or_(col(Claim.dismiss_reason).is_(None), col(Claim.dismiss_reason) != DismissReason.WITHDRAWN)
    return col(Claim.article_id) == article_id, ~merged_here, stays


def keys_from(session: Session, article_id: int, number: int) -> list[int]:
    """The keys of an article's claims from this number on, in order."""
    found = session.exec(
        select(Claim.id)
        .where(Claim.article_id == article_id, Claim.number >= number)
        .order_by(col(Claim.number))
    )
    return [key for key in found if key is not None]


def last_number(session: Session, article_id: int) -> int:
    """The highest number a claim of this article has; 0 without claims."""
    return session.exec(select(func.max(Claim.number)).where(Claim.article_id == article_id)).one() or 0


def places_in(session: Session, article_version_id: int) -> Sequence[Occurrence]:
    """All occurrences in one text of its own article's claims, in the order of the text.

    A claim of another article that one of these was merged into stands there too; that one leads to it.
    """
    return session.exec(_places(article_version_id)).all()


def places_of_one(session: Session, article_version_id: int, claim: Claim) -> Sequence[Occurrence]:
    """Of what `places_in` gives the places of one claim."""
    return session.exec(_places(article_version_id).where(Occurrence.claim_id == claim.id)).all()


def places_within(session: Session, article_version_id: int, start: int, end: int) -> Sequence[Occurrence]:
    """Of what `places_in` gives the places that lie in a stretch of the text or reach into it."""
    touching = (col(Occurrence.start) < end, col(Occurrence.end) > start)
    return session.exec(_places(article_version_id).where(*touching)).all()


def _places(article_version_id: int) -> SelectOfScalar[Occurrence]:
    return (
        select(Occurrence)
        .join(Claim, col(Claim.id) == Occurrence.claim_id)
        .join(ArticleVersion, col(ArticleVersion.id) == Occurrence.article_version_id)
        .where(
            Occurrence.article_version_id == article_version_id,
            col(Occurrence.undone_at).is_(None),
            Claim.article_id == ArticleVersion.article_id,
        )
        .order_by(col(Occurrence.start), col(Occurrence.end), col(Occurrence.id))
    )


def proposed_within(session: Session, article_version_id: int, start: int, end: int) -> Sequence[Claim]:
    """The proposed claims with a place in this stretch of a text and none outside of it, by number."""
    here = and_(
        Occurrence.article_version_id == article_version_id,
        col(Occurrence.start) < end,
        col(Occurrence.end) > start,
    )
    inside = and_(here, col(Occurrence.start) >= start, col(Occurrence.end) <= end)
    of_claim = select(Occurrence.id).where(
        Occurrence.claim_id == Claim.id, col(Occurrence.undone_at).is_(None)
    )
    return session.exec(
        select(Claim)
        .where(
            Claim.status == ClaimStatus.PROPOSED,
            col(Claim.id).in_(select(Occurrence.claim_id).where(here)),
            ~of_claim.where(~inside).exists(),
        )
        .order_by(col(Claim.number))
    ).all()


def places_of(session: Session, claim_id: int) -> Sequence[tuple[Occurrence, str, Article]]:
    """All occurrences of one claim, each with its text's SHA-256 and its article.

    A place that was followed into a changed text is the same place: it counts where it was found.
    """
    return session.exec(
        select(Occurrence, ArticleVersion.text_sha256, Article)
        .join(ArticleVersion, col(ArticleVersion.id) == Occurrence.article_version_id)
        .join(Article, col(Article.id) == ArticleVersion.article_id)
        .where(
            Occurrence.claim_id == claim_id,
            col(Occurrence.undone_at).is_(None),
            col(Occurrence.was_id).is_(None),
        )
        .order_by(col(Occurrence.article_version_id), col(Occurrence.start))
    ).all()


def links_of(session: Session, claim_id: int, limit: int = 500) -> list[LinkRow]:
    """The links from and to a claim that nobody undid, by the number of the claim at the other end."""
    onwards = and_(col(ClaimLink.from_claim_id) == claim_id, col(ClaimLink.to_claim_id) == Claim.id)
    back = and_(col(ClaimLink.to_claim_id) == claim_id, col(ClaimLink.from_claim_id) == Claim.id)
    found = session.exec(
        select(ClaimLink, Claim, ClaimVersion)
        .join(Claim, or_(onwards, back))
        .join(ClaimVersion, CURRENT)
        .where(col(ClaimLink.undone_at).is_(None))
        .order_by(col(Claim.number), col(ClaimLink.id))
        .options(*DETAILS)
        .limit(limit)
    ).all()
    return [LinkRow(link, claim, version) for link, claim, version in found]


def duplicate_links(session: Session, keys: Sequence[int]) -> Sequence[ClaimLink]:
    """The links by which these claims say that they duplicate another, and that nobody undid."""
    return session.exec(
        select(ClaimLink)
        .where(
            col(ClaimLink.from_claim_id).in_(keys),
            ClaimLink.kind == LinkKind.DUPLICATES,
            col(ClaimLink.undone_at).is_(None),
        )
        .order_by(col(ClaimLink.id))
    ).all()


def duplicated_by(session: Session, claim_id: int) -> Sequence[int]:
    """The keys of all claims that a claim duplicates, and those duplicate, and so on."""
    holds = and_(ClaimLink.kind == LinkKind.DUPLICATES, col(ClaimLink.undone_at).is_(None))
    first = select(ClaimLink.to_claim_id).where(ClaimLink.from_claim_id == claim_id, holds)
    reached = first.cte("reached", recursive=True)
    onwards = select(ClaimLink.to_claim_id).join(
        reached, col(ClaimLink.from_claim_id) == reached.c.to_claim_id
    )
    reached = reached.union(onwards.where(holds))
    return session.exec(select(reached.c.to_claim_id)).all()


def get_by_key(session: Session, claim_id: int) -> Claim:
    """The claim with this key."""
    claim = session.get(Claim, claim_id)
    if claim is None:
        raise NotFoundError("there is no such claim")
    return claim


def signable_in(session: Session, article_id: int) -> Sequence[Claim]:
    """The claims that stand in an article and are signed, or may be at any moment."""
    standing = (
        select(Occurrence.claim_id)
        .join(ArticleVersion, col(ArticleVersion.id) == Occurrence.article_version_id)
        .where(ArticleVersion.article_id == article_id, col(Occurrence.undone_at).is_(None))
    )
    return session.exec(
        select(Claim)
        .where(
            or_(Claim.article_id == article_id, col(Claim.id).in_(standing)),
            col(Claim.status).in_((ClaimStatus.IN_REVIEW, ClaimStatus.VERIFIED)),
        )
        .order_by(col(Claim.id))
    ).all()
