"""What stands behind several claims at once: the same as the stores of one claim give, in few statements."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sqlalchemy.orm import aliased
from sqlmodel import Session, and_, col, func, select

from claims.models import (
    Article,
    ArticleVersion,
    Bounds,
    Claim,
    ClaimVersion,
    Evidence,
    Occurrence,
    OriginAnswer,
    Passage,
    Review,
    SearchLog,
    Segment,
    Snapshot,
    Source,
    User,
    Verdict,
)
from claims.policy import Policy
from claims.scale import Scale
from claims.store import rules
from claims.store.claims import CURRENT
from claims.store.origins import joined, near
from claims.store.sources import EvidenceRow, root_of

T = TypeVar("T")
#: An occurrence, the SHA-256 of the text it lies in, and that one's article.
Place = tuple[Occurrence, str, Article]


@dataclass(frozen=True, slots=True)
class Behind:
    """All that a record of these claims is made from, each by the claim's key or that of its own row.

    `passages` are the sentences that an evidence touches, `media` the media types of captures, `personal`
    the stretches of an article's text of now that are somebody's own.
    """

    claims: Mapping[int, tuple[Claim, ClaimVersion, Article]]
    places: Mapping[int, Sequence[Place]]
    evidence: Mapping[int, Sequence[EvidenceRow]]
    searches: Mapping[int, Sequence[SearchLog]]
    verdicts: Mapping[int, tuple[Verdict, User]]
    reviews: Mapping[int, Sequence[tuple[Review, User]]]
    policies: Mapping[int, Policy]
    scales: Mapping[tuple[str, int], Scale]
    passages: Mapping[int, Sequence[tuple[int, str]]] = field(default_factory=dict)
    media: Mapping[int, str] = field(default_factory=dict)
    personal: Mapping[int, Sequence[Bounds]] = field(default_factory=dict)

    @property
    def policy(self) -> Policy:
        """The policy in force."""
        return self.policies[max(self.policies)]

    def scale_of(self, signed: Verdict) -> Scale:
        """The scale that a verdict was given on."""
        return self.scales[signed.scale, signed.scale_version]


def behind(session: Session, keys: Collection[int]) -> Behind:
    """What stands behind these claims, in eleven statements however many they are."""
    claims = {claim.id or 0: (claim, version, article) for claim, version, article in _claims(session, keys)}
    verdicts = {signed.claim_id: (signed, author) for signed, author in _verdicts(session, keys)}
    reviews = _by((pair[0].verdict_id, pair) for pair in _reviews(session, keys))
    return Behind(
        claims,
        _by((place[0].claim_id, place) for place in _places(session, keys)),
        evidence_of(session, keys),
        _by((row.claim_id, row) for row in _searches(session, keys)),
        verdicts,
        reviews,
        rules.every_policy(session),
        {scale: rules.scale(session, *scale) for scale in _scales(verdicts)},
        _by((key, (number, words)) for key, number, words in _passages(session, keys)),
        dict(_media(session, keys)),
        _personal(session, keys),
    )


def _scales(verdicts: Mapping[int, tuple[Verdict, User]]) -> set[tuple[str, int]]:
    return {(signed.scale, signed.scale_version) for signed, _ in verdicts.values()}


def _by(pairs: Iterable[tuple[int, T]]) -> dict[int, list[T]]:
    found: dict[int, list[T]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found


def _claims(session: Session, keys: Collection[int]) -> Sequence[tuple[Claim, ClaimVersion, Article]]:
    # A list that was read before may have left parts of these rows unread.
    return session.exec(
        select(Claim, ClaimVersion, Article)
        .join(ClaimVersion, CURRENT)
        .join(Article, col(Article.id) == Claim.article_id)
        .where(col(Claim.id).in_(keys))
        .execution_options(populate_existing=True)
    ).all()


def _places(session: Session, keys: Collection[int]) -> Sequence[Place]:
    return session.exec(
        select(Occurrence, ArticleVersion.text_sha256, Article)
        .join(ArticleVersion, col(ArticleVersion.id) == Occurrence.article_version_id)
        .join(Article, col(Article.id) == ArticleVersion.article_id)
        .where(
            col(Occurrence.claim_id).in_(keys),
            col(Occurrence.undone_at).is_(None),
            col(Occurrence.was_id).is_(None),
        )
        .order_by(col(Occurrence.article_version_id), col(Occurrence.start))
    ).all()


def _searches(session: Session, keys: Collection[int]) -> Sequence[SearchLog]:
    return session.exec(
        select(SearchLog).where(col(SearchLog.claim_id).in_(keys)).order_by(col(SearchLog.id))
    ).all()


def newest_verdicts(keys: Any) -> Any:
    """The keys of the verdicts that count now of these claims, as a select."""
    return select(func.max(Verdict.id)).where(col(Verdict.claim_id).in_(keys)).group_by(col(Verdict.claim_id))


def _verdicts(session: Session, keys: Collection[int]) -> Sequence[tuple[Verdict, User]]:
    return session.exec(
        select(Verdict, User)
        .join(User, col(User.id) == Verdict.author_id)
        .where(col(Verdict.id).in_(newest_verdicts(keys)))
    ).all()


def _reviews(session: Session, keys: Collection[int]) -> Sequence[tuple[Review, User]]:
    return session.exec(
        select(Review, User)
        .join(User, col(User.id) == Review.reviewer_id)
        .where(col(Review.verdict_id).in_(newest_verdicts(keys)))
        .order_by(col(Review.id))
    ).all()


def _passages(session: Session, keys: Collection[int]) -> Sequence[tuple[int, int, str]]:
    words: Any = func.substr(Snapshot.text, Passage.start + 1, Passage.end - Passage.start)
    columns: list[Any] = [Evidence.id, Passage.number, words]
    touched = and_(
        col(Passage.snapshot_id) == Evidence.snapshot_id,
        col(Passage.start) < Evidence.end,
        col(Passage.end) > Evidence.start,
    )
    rows = session.execute(
        select(*columns)
        .join(Passage, touched)
        .join(Snapshot, col(Snapshot.id) == Evidence.snapshot_id)
        .where(col(Evidence.claim_id).in_(keys), col(Evidence.removed_at).is_(None), Evidence.exact != "")
        .order_by(col(Evidence.id), col(Passage.number))
    )
    return [(key, number, text) for key, number, text in rows]


def _media(session: Session, keys: Collection[int]) -> Sequence[tuple[int, str]]:
    used = select(Evidence.snapshot_id).where(col(Evidence.claim_id).in_(keys))
    found: Any = select(Snapshot.id, Snapshot.media_type).where(col(Snapshot.id).in_(used))
    return [(key, media) for key, media in session.execute(found)]


def _personal(session: Session, keys: Collection[int]) -> dict[int, list[Bounds]]:
    """By article; almost no segment has any, so what is read is little."""
    articles = select(Claim.article_id).where(col(Claim.id).in_(keys))
    current = and_(ArticleVersion.article_id == Article.id, ArticleVersion.seq == Article.version_seq)
    asked: Any = select(Article.id, Segment.personal)
    rows = session.execute(
        asked.join(ArticleVersion, current)
        .join(Segment, col(Segment.version_id) == ArticleVersion.id)
        .where(col(Article.id).in_(articles))
        .order_by(col(Article.id), col(Segment.start))
    )
    return _by((key, (one["start"], one["end"])) for key, personal in rows for one in personal)


def origins_of(session: Session, keys: Any) -> dict[int, list[tuple[str, str]]]:
    """Of each claim the origins of its evidence, as `EvidenceRow.origin` tells them; two statements for all.

    `keys` may be a select of keys.
    """
    used: Any = select(*_OF)
    rows = session.execute(
        used.where(col(Evidence.claim_id).in_(keys), col(Evidence.removed_at).is_(None))
    ).all()
    known, answers = _reached(session, keys)
    ways, told = _ways(known, answers), dict[tuple[int, ...], list[tuple[str, str]]]()
    found = {}
    for claim, sources in _by((claim, source) for claim, source in rows).items():
        of = tuple(sorted(set(sources)))
        if of not in told:
            told[of] = [_origin(*pair) for pair in _roots(of, known, answers, ways)]
        found[claim] = told[of]
    return found


_OF: list[Any] = [Evidence.claim_id, Evidence.source_id]


def _origin(root: Source, joined_with: str) -> tuple[str, str]:
    return (joined_with, "") if joined_with else (root.public_id, root.origin_group)


def evidence_of(session: Session, keys: Collection[int]) -> dict[int, list[EvidenceRow]]:
    """The evidence of each claim as `store.sources.evidence_of` gives it, in two statements for all."""
    rows = _tied(session, keys)
    known, answers = _reached(session, keys)
    ways = _ways(known, answers)
    by_claim = _by((row[0].claim_id, row) for row in rows)
    return {claim: _with_roots(found, known, answers, ways) for claim, found in by_claim.items()}


def _tied(session: Session, keys: Collection[int]) -> Sequence[Any]:
    was: Any = aliased(Evidence)
    capture: list[Any] = [Snapshot.text_sha256, Snapshot.captured_at, Snapshot.public_id]
    columns: list[Any] = [Evidence, *capture, Claim.public_id, Claim.number]
    return session.execute(
        select(*columns)
        .join(Snapshot, col(Snapshot.id) == Evidence.snapshot_id)
        .outerjoin(was, was.id == Evidence.was_id)
        .outerjoin(Claim, col(Claim.id) == was.claim_id)
        .where(col(Evidence.claim_id).in_(keys), col(Evidence.removed_at).is_(None))
        .order_by(col(Evidence.id))
    ).all()


def _reached(session: Session, keys: Any) -> tuple[dict[int, Source], list[tuple[int, int]]]:
    """Every source that the evidence of these claims depends on, and who is said to share an origin."""
    tied: Any = select(col(Evidence.source_id).label("id")).where(
        col(Evidence.claim_id).in_(keys), col(Evidence.removed_at).is_(None)
    )
    answered: Any = and_(OriginAnswer.source_id == Source.id, col(OriginAnswer.same).is_(True))
    asked: Any = select(Source, OriginAnswer.other_id)
    rows = session.execute(
        asked.outerjoin(OriginAnswer, answered).where(col(Source.id).in_(near(tied))).order_by(col(Source.id))
    ).all()
    known = {source.id or 0: source for source, _ in rows}
    return known, [(source.id or 0, other) for source, other in rows if other is not None]


def _ways(known: Mapping[int, Source], answers: Sequence[tuple[int, int]]) -> dict[int, list[int]]:
    """Where one gets to from each source, as `store.origins.near` goes."""
    above = [(key, source.relayed_from_id) for key, source in known.items() if source.relayed_from_id]
    return _by([*above, *answers, *((other, one) for one, other in answers)])


def _with_roots(
    found: Sequence[Any],
    known: Mapping[int, Source],
    answers: Sequence[tuple[int, int]],
    ways: Mapping[int, Sequence[int]],
) -> list[EvidenceRow]:
    roots = _roots([row[0].source_id for row in found], known, answers, ways)
    return [
        EvidenceRow(row, known[row.source_id], sha256, at, snapshot, root, parts, (claim or "", number or 0))
        for (row, sha256, at, snapshot, claim, number), (root, parts) in zip(found, roots, strict=True)
    ]


def _roots(
    sources: Sequence[int],
    known: Mapping[int, Source],
    answers: Sequence[tuple[int, int]],
    ways: Mapping[int, Sequence[int]],
) -> list[tuple[Source, str]]:
    """Where the sources of one claim have it from, and what joins their origins ("" if nothing)."""
    own = {key: known[key] for key in sorted(_spread(sources, ways))}
    roots = {key: root_of(source, own) for key, source in own.items()}
    used = [roots[key] for key in sources]
    parts = joined(used, roots, [pair for pair in answers if pair[0] in own]) if len(own) > 1 else {}
    return [(root, parts.get(root.id or 0, "")) for root in used]


def _spread(first: Iterable[int], ways: Mapping[int, Sequence[int]]) -> set[int]:
    reached: set[int] = set()
    waiting = list(first)
    while waiting:
        key = waiting.pop()
        if key not in reached:
            reached.add(key)
            waiting += ways.get(key, ())
    return reached
