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


@dataclass(frozen=True, slots=True)
class LibraryRow:
    """A source as the library lists it; `texts` counts captures that differ from each other."""

    source: Source
    captures: int
    last_captured_at: datetime
    texts: int
    passages: int
    claims: int


@dataclass(frozen=True, slots=True)
class LibraryFilter:
    """What the library is asked for; empty fields ask for nothing.

    `use` is "used" or "unused"; `drifted` asks for sources whose captures differ.
    """

    words: str = ""
    kind: str = ""
    origin: str = ""
    language: str = ""
    use: str = ""
    drifted: bool = False


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


def library(
    session: Session, asked: LibraryFilter, before: int | None = None, limit: int = 50
) -> list[LibraryRow]:
    """A page of the sources that fit, newest first; `before` is the key of the last row before it."""
    captured, used = _captured(), _used()
    counted: list[Any] = [captured.c.captures, captured.c.last, captured.c.texts]
    counted += [func.coalesce(used.c.passages, 0), func.coalesce(used.c.claims, 0)]
    found = (
        select(Source, *counted)
        .join(captured, captured.c.source_id == Source.id)
        .outerjoin(used, used.c.source_id == Source.id)
        .where(col(Source.removed_at).is_(None), *_asked(asked, captured, used))
        .order_by(col(Source.id).desc())
        .limit(limit)
    )
    if before is not None:
        found = found.where(col(Source.id) < before)
    return [LibraryRow(*row) for row in session.execute(found)]


def _captured() -> Any:
    """What each source was captured as: how often, when last, in how many different texts."""
    own: Any = aliased(Source)
    return (
        select(
            func.coalesce(own.merged_into_id, own.id).label("source_id"),
            func.count().label("captures"),
            func.max(Snapshot.captured_at).label("last"),
            func.count(func.distinct(Snapshot.text_sha256)).label("texts"),
        )
        .select_from(Snapshot)
        .join(own, own.id == col(Snapshot.source_id))
        .group_by(func.coalesce(own.merged_into_id, own.id))
        .subquery()
    )


def _used() -> Any:
    """How many passages of each source are in use, and in how many claims."""
    return (
        select(
            Evidence.source_id,
            func.count().label("passages"),
            func.count(func.distinct(Evidence.claim_id)).label("claims"),
        )
        .where(col(Evidence.removed_at).is_(None))
        .group_by(col(Evidence.source_id))
        .subquery()
    )


def count_library(session: Session, asked: LibraryFilter) -> tuple[int, int]:
    """How many sources fit, and how many there are; one statement."""
    in_all = select(func.count(col(Source.id))).where(col(Source.removed_at).is_(None)).scalar_subquery()
    if asked == LibraryFilter():
        count = session.exec(select(func.count(col(Source.id))).where(col(Source.removed_at).is_(None))).one()
        return count, count
    captured, used = _captured(), _used()
    fitting = (
        select(func.count(col(Source.id)), in_all)
        .join(captured, captured.c.source_id == Source.id)
        .outerjoin(used, used.c.source_id == Source.id)
        .where(col(Source.removed_at).is_(None), *_asked(asked, captured, used))
    )
    found = session.exec(fitting).one()
    return found[0], found[1]


def languages(session: Session) -> Sequence[str]:
    """The languages that sources are in, as two letters."""
    return _choices(session, col(Source.language), 200)


def origins(session: Session) -> Sequence[str]:
    """The names of origins that sources have."""
    return _choices(session, col(Source.origin_group), 200)


def _choices(session: Session, column: Any, limit: int) -> Sequence[str]:
    there = (column != "", col(Source.removed_at).is_(None))
    return session.exec(select(column).where(*there).distinct().order_by(column).limit(limit)).all()


def _asked(asked: LibraryFilter, captured: Any, used: Any) -> list[Any]:
    conditions: list[Any] = [_holds(word) for word in asked.words.split()]
    if asked.kind:
        conditions.append(Source.kind == asked.kind)
    if asked.language:
        conditions.append(Source.language == asked.language)
    if asked.origin:
        conditions.append(func.lower(Source.origin_group) == asked.origin.lower())
    if asked.use:
        none = used.c.passages.is_(None)
        conditions.append(none if asked.use == "unused" else ~none)
    if asked.drifted:
        conditions.append(captured.c.texts > 1)
    return conditions


def _holds(word: str) -> Any:
    fields = (Source.title, Source.publisher, Source.author, Source.url, Source.origin_group)
    return or_(*(col(field).icontains(word, autoescape=True) for field in fields))


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
