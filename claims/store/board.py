"""What a claim's board reads, in few statements."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import aliased
from sqlmodel import Session, and_, col, select

from claims.errors import NotFoundError
from claims.models import Article, ArticleVersion, Claim, ClaimVersion, Occurrence
from claims.policy import Policy
from claims.store import rules, work
from claims.store.claims import CURRENT


@dataclass(frozen=True, slots=True)
class OpenedClaim:
    """A claim with its wording, its article and that one's text, and its places as `places_of` gives them.

    `waiting` is how many of the places wait for a person, `policy` the one in force.
    """

    claim: Claim
    version: ClaimVersion
    article: Article
    text: str
    places: Sequence[tuple[Occurrence, str, Article]]
    waiting: int
    policy: Policy


def opened(session: Session, public_id: str) -> OpenedClaim:
    """The claim with this public id and all that it says and where; one statement."""
    of_place: Any = aliased(ArticleVersion)
    there: Any = aliased(Article)
    holds: Any = and_(
        Occurrence.claim_id == Claim.id,
        col(Occurrence.undone_at).is_(None),
        col(Occurrence.was_id).is_(None),
    )
    current: Any = and_(ArticleVersion.article_id == Article.id, ArticleVersion.seq == Article.version_seq)
    beside = (work.waiting_on(Claim.id), *rules.POLICY)
    more: list[Any] = [Article, ArticleVersion.text, *beside, Occurrence, of_place.text_sha256, there]
    asked: Any = select(Claim, ClaimVersion, *more)
    rows = session.exec(
        asked.join(ClaimVersion, CURRENT)
        .join(Article, col(Article.id) == Claim.article_id)
        .join(ArticleVersion, current)
        .outerjoin(Occurrence, holds)
        .outerjoin(of_place, of_place.id == Occurrence.article_version_id)
        .outerjoin(there, there.id == of_place.article_id)
        .where(Claim.public_id == public_id)
        .order_by(col(Occurrence.article_version_id), col(Occurrence.start))
    ).all()
    if not rows:
        raise NotFoundError("there is no such claim")
    claim, version, article, text, waiting, *policy = rows[0][:7]
    places = [row[7:] for row in rows if row[7] is not None]
    return OpenedClaim(claim, version, article, text, places, waiting, rules.read_policy(tuple(policy)))
