"""Sources, their captured texts, the evidence taken from them, and searches."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import text, update
from sqlalchemy.orm import aliased
from sqlmodel import Session, and_, col, func, or_, select

from claims.errors import GoneError, NotFoundError
from claims.models import ArchiveLink, Claim, Evidence, OriginAnswer, SearchLog, Snapshot, Source
from claims.store.origins import joined, near


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One evidence with its source and what is kept of its capture, without the long text.

    `root` is the source at the beginning of the chain by which this one has its matter; itself if
    there is none. `joined` is one id for all evidence of the claim whose roots people said to be of
    one origin, "" where nobody did. `handed_on` is the claim it was taken over from: its public id
    and number, ("", 0) if none.
    """

    evidence: Evidence
    source: Source
    snapshot_sha256: str
    captured_at: datetime
    snapshot_id: str
    root: Source
    joined: str = ""
    handed_on: tuple[str, int] = ("", 0)

    @property
    def origin(self) -> tuple[str, str]:
        """What tells its origin from others: the root's public id, and the group that one names."""
        return (self.joined, "") if self.joined else (self.root.public_id, self.root.origin_group)


def get(session: Session, public_id: str) -> Source:
    """The source with this public id.

    Raises:
        GoneError: if it was taken out of the library, or merged into another, which it then names.
    """
    source = session.exec(select(Source).where(Source.public_id == public_id)).first()
    if source is None:
        raise NotFoundError("there is no such source")
    if source.removed_at is not None:
        into = session.get(Source, source.merged_into_id) if source.merged_into_id else None
        raise GoneError(
            f"this source was merged into “{into.title}”" if into else "this source was taken out",
            f"/sources/{into.public_id}" if into else "/sources",
        )
    return source


def by_key(session: Session, key: int) -> Source:
    """The source with this key, also one that was taken out."""
    return session.get_one(Source, key)


def with_canonical_url(session: Session, url: str) -> Source | None:
    """The oldest source at this address, in its canonical form; None if there is none."""
    return session.exec(
        select(Source)
        .where(Source.canonical_url == url, col(Source.removed_at).is_(None))
        .order_by(col(Source.id))
        .limit(1)
    ).first()


#: The source that a capture belongs to by now; needs its own source joined.
OWNER: Any = func.coalesce(col(Source.merged_into_id), col(Source.id))


def newest_snapshot(session: Session, source: Source) -> Snapshot:
    """The newest captured text of a source."""
    return session.exec(
        select(Snapshot)
        .join(Source, col(Source.id) == Snapshot.source_id)
        .where(source.id == OWNER)
        .order_by(col(Snapshot.id).desc())
        .limit(1)
    ).one()


def newest(session: Session, limit: int = 200) -> Sequence[Source]:
    """The newest sources, newest first."""
    return session.exec(
        select(Source).where(col(Source.removed_at).is_(None)).order_by(col(Source.id).desc()).limit(limit)
    ).all()


# Any fixed number: PostgreSQL lets one transaction at a time hold it.
_ADD_LOCK = 7_304_212


def one_at_a_time(session: Session) -> None:
    """Let sources be added one after the other, so that one sent twice at once is found the second time."""
    if session.get_bind().dialect.name == "postgresql":
        session.connection().execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ADD_LOCK})


def key_of(session: Session, public_id: str) -> int | None:
    """The key of a source, also of one that was taken out; None if there is none."""
    return session.exec(select(Source.id).where(Source.public_id == public_id)).first()


def same_document(session: Session, source: Source) -> list[Source]:
    """Other sources with the same canonical address or a captured text in common, oldest first."""
    texts = select(Snapshot.text_sha256).where(Snapshot.source_id == source.id)
    holders = select(Snapshot.source_id).where(col(Snapshot.text_sha256).in_(texts))
    same: Any = col(Source.id).in_(holders)
    if source.canonical_url:
        same = or_(same, Source.canonical_url == source.canonical_url)
    return list(
        session.exec(
            select(Source)
            .where(Source.id != source.id, same, col(Source.removed_at).is_(None))
            .order_by(col(Source.id))
        )
    )


def hand_over(session: Session, source_id: int, to_id: int) -> None:
    """Let all that is tied to a source be tied to another; its captures never change and stay its own."""
    tied = ((Evidence, "source_id"), (Source, "relayed_from_id"), (Source, "merged_into_id"))
    for table, column in tied:
        session.connection().execute(
            update(table).where(getattr(table, column) == source_id).values({column: to_id})
        )
    session.expire_all()


def archive_links(session: Session, source_id: int) -> Sequence[ArchiveLink]:
    """The copies of a source in public archives, in the order they were given."""
    return session.exec(
        select(ArchiveLink).where(ArchiveLink.source_id == source_id).order_by(col(ArchiveLink.id))
    ).all()


def lineage(session: Session, source_ids: Collection[int]) -> dict[int, Source]:
    """These sources and all that they have it from, by key: one statement, however long the chains."""
    if not source_ids:
        return {}
    chain = (
        select(col(Source.id).label("id"), col(Source.relayed_from_id).label("above"))
        .where(col(Source.id).in_(list(source_ids)))
        .cte("chain", recursive=True)
    )
    before = aliased(Source)
    chain = chain.union(select(before.id, before.relayed_from_id).where(before.id == chain.c.above))
    rows = session.exec(select(Source).where(col(Source.id).in_(select(chain.c.id))))
    return {source.id or 0: source for source in rows}


def taken_from(session: Session, source_id: int) -> Sequence[Source]:
    """The sources that have their matter from this one, oldest first."""
    return session.exec(
        select(Source)
        .where(Source.relayed_from_id == source_id, col(Source.removed_at).is_(None))
        .order_by(col(Source.id))
    ).all()


def next_number(session: Session, claim_id: int) -> int:
    """The number that the next evidence of a claim gets; one that was taken off keeps its own."""
    highest = session.exec(select(func.max(Evidence.number)).where(Evidence.claim_id == claim_id)).one()
    return (highest or 0) + 1


def get_evidence(session: Session, public_id: str) -> Evidence:
    """The evidence with this public id; one that was taken off its claim is not found."""
    evidence = session.exec(
        select(Evidence).where(Evidence.public_id == public_id, col(Evidence.removed_at).is_(None))
    ).first()
    if evidence is None:
        raise NotFoundError("there is no such evidence")
    return evidence


def evidence_of(session: Session, claim_id: int) -> list[EvidenceRow]:
    """The evidence of a claim, in the order it was added; one statement, however long the chains.

    It brings every source that these have it from or that a person said is of the same origin.
    """
    of_claim: Any = and_(Evidence.claim_id == claim_id, col(Evidence.removed_at).is_(None))
    reached = near(select(col(Evidence.source_id).label("id")).where(of_claim))
    was: Any = aliased(Evidence)
    capture: list[Any] = [Snapshot.text_sha256, Snapshot.captured_at, Snapshot.public_id]
    other: list[Any] = [OriginAnswer.other_id, Claim.public_id, Claim.number]
    asked: Any = select(Source, Evidence, *capture, *other)
    answered: Any = and_(OriginAnswer.source_id == Source.id, col(OriginAnswer.same).is_(True))
    rows = session.exec(
        asked.outerjoin(Evidence, and_(Evidence.source_id == Source.id, of_claim))
        .outerjoin(Snapshot, col(Snapshot.id) == Evidence.snapshot_id)
        .outerjoin(was, was.id == Evidence.was_id)
        .outerjoin(Claim, col(Claim.id) == was.claim_id)
        .outerjoin(OriginAnswer, answered)
        .where(col(Source.id).in_(reached))
        .order_by(col(Evidence.id), col(Source.id))
    ).all()
    known: dict[int, Source] = {row[0].id: row[0] for row in rows}
    answers = [(row[0].id, row[5]) for row in rows if row[5] is not None]
    found = {row[1].id: row for row in rows if row[1] is not None}
    roots = {key: root_of(source, known) for key, source in known.items()}
    parts = joined([roots[row[0].id] for row in found.values()], roots, answers)
    return [
        EvidenceRow(
            evidence,
            source,
            sha256,
            at,
            snapshot,
            roots[source.id],
            parts.get(roots[source.id].id or 0, ""),
            (claim or "", number or 0),
        )
        for source, evidence, sha256, at, snapshot, _, claim, number in found.values()
    ]


def root_of(source: Source, known: Mapping[int, Source]) -> Source:
    """Where a source has its matter from in the end; `known` is its lineage by key."""
    seen: set[int | None] = set()
    above = known.get(source.relayed_from_id or 0)
    while above is not None and source.id not in seen:
        seen.add(source.id)
        source, above = above, known.get(above.relayed_from_id or 0)
    return source


def rows_of(session: Session, claim_ids: Collection[int]) -> Sequence[Evidence]:
    """The evidence of several claims, in the order it was added."""
    return session.exec(
        select(Evidence)
        .where(col(Evidence.claim_id).in_(list(claim_ids)), col(Evidence.removed_at).is_(None))
        .order_by(col(Evidence.id))
    ).all()


def origins_of(session: Session, claim_keys: Sequence[int]) -> Sequence[tuple[int, str, str]]:
    """Of each passage tied to these claims: the claim's key, its source's id, and that one's origin group."""
    return session.exec(
        select(Evidence.claim_id, Source.public_id, Source.origin_group)
        .join(Source, col(Source.id) == Evidence.source_id)
        .where(col(Evidence.claim_id).in_(claim_keys), col(Evidence.removed_at).is_(None))
    ).all()


def uses_of(session: Session, source_id: int) -> Sequence[tuple[Evidence, Claim]]:
    """The passages taken from a source, in the order of its text, each with its claim."""
    return session.exec(
        select(Evidence, Claim)
        .join(Claim, col(Claim.id) == Evidence.claim_id)
        .where(Evidence.source_id == source_id, col(Evidence.removed_at).is_(None))
        .order_by(col(Evidence.start), col(Evidence.id))
    ).all()


def searches_of(session: Session, claim_id: int) -> Sequence[SearchLog]:
    """What was looked for, oldest first."""
    return session.exec(
        select(SearchLog).where(SearchLog.claim_id == claim_id).order_by(col(SearchLog.id))
    ).all()
