"""Merge claims that say the same into one of them, in one article or over several."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from claims import store, verdict
from claims.desk import fields, undo, wording
from claims.desk.articles import occurrence_again
from claims.desk.evidence import hand_on
from claims.desk.shape.lineage import link, named
from claims.desk.shape.places import held, hold
from claims.desk.trail import move, touch
from claims.errors import ConflictError, InputError, NotFoundError
from claims.models import Article, Claim, ClaimVersion, Occurrence, User
from claims.store.shape import Wording
from claims.vocab import ClaimStatus, LinkKind, OccurrenceRole

#: Claims that the form for merging lists at a time.
LISTED = 50


@dataclass(frozen=True, slots=True)
class Chosen:
    """A claim that is to be merged, and the revision of it the person saw."""

    public_id: str
    rev: int


@dataclass(frozen=True, slots=True)
class MergePage:
    """A claim, and those that could be merged into it; `more` says that not all are listed."""

    claim: Claim
    version: ClaimVersion
    article: Article
    rows: Sequence[Wording]
    more: bool


def open_merge(session: Session, public_id: str, query: str = "", chosen: Collection[str] = ()) -> MergePage:
    """A claim as the form for merging shows it: those chosen already first, then what fits the query.

    Without a query the open claims of its article are listed, with one those of all articles.
    """
    row = store.queue.row(session, public_id)
    limit = LISTED + len(chosen)
    rows = store.shape.mergeable(session, row.claim, verdict.OPEN_FOR_MERGING, query, chosen, limit)
    return MergePage(row.claim, row.version, row.article, rows[:limit], len(rows) > limit)


def merge_claims(
    session: Session, public_id: str, rev: int, others: Sequence[Chosen], text: str, who: User
) -> Claim:
    """Merge others into a claim: it stands where they stand from now on, and their addresses lead to it.

    Args:
        session: the unit of work.
        public_id: the claim that stays.
        rev: the revision of it the person saw.
        others: those that are merged into it.
        text: how it reads from now on; as before if empty.
        who: the person.

    Raises:
        InputError: if none is chosen, or the claim itself.
        ConflictError: if somebody saved any of them in between; names it.
        MoveError: if one is in review, signed, released, merged or dismissed; names it.
    """
    target = store.claims.get(session, public_id)
    old = store.claims.current_version(session, target)
    fields.check_rev(target, rev, {"text": old.text})
    merged = _chosen(session, target, others)
    _check([target, *merged], store.shape.released(session, [one.id or 0 for one in (target, *merged)]))
    words = fields.line(text, "text", limit=wording.LIMIT).strip() or old.text
    with undo.undoable(session, who, "merged", target, *merged) as steps:
        steps.append(undo.told(target))
        if words != old.text:
            wording.reword(session, target, old, words, "merged", who)
        taken = _take_in_places(session, target, merged, who)
        steps.extend(taken)
        steps.extend(_take_in_evidence(session, target, merged, who))
        steps.extend([_merge(session, other, target, who) for other in merged])
        touch(session, target)
        more = {"claims": named(merged), **held(session, target, taken)}
        store.events.record(session, who, "took in", "claim", public_id, **more)
        session.flush()
        steps.extend(undo.all_as_left(session, [target, *merged]))
    return target


def _chosen(session: Session, target: Claim, others: Sequence[Chosen]) -> list[Claim]:
    revs = {one.public_id: one.rev for one in others}
    if target.public_id in revs:
        raise InputError("a claim cannot be merged with itself", "claims")
    if not revs:
        raise InputError("choose at least one other claim", "claims")
    found = store.shape.by_ids(session, list(revs))
    if len(found) < len(revs):
        raise NotFoundError("there is no such claim")
    chosen = [found[public_id] for public_id in revs]
    changed = [one for one in chosen if one.rev != revs[one.public_id]]
    if changed:
        raise ConflictError(_told(changed), rev=target.rev, renewed=_renewed(changed))
    return chosen


def _told(changed: Sequence[Claim]) -> str:
    numbers = ", ".join(f"claim {one.number}" for one in changed)
    return f"{numbers}: somebody else saved this in between; look at it before you merge it"


def _renewed(changed: Sequence[Claim]) -> Mapping[str, str]:
    return {f"with-{one.public_id}": str(one.rev) for one in changed}


def _check(claims: Sequence[Claim], released: Collection[int]) -> None:
    for claim in claims:
        verdict.check_open_for_merging(claim.number, claim.status, released=claim.id in released)


def _take_in_places(session: Session, target: Claim, merged: Sequence[Claim], who: User) -> list[undo.Step]:
    """Let the target stand where the others do; where it stands already nothing is added."""
    known = {_at(place): place for place in store.shape.all_places(session, target.id or 0)}
    taken = []
    for place in store.shape.places_of(session, [one.id or 0 for one in merged]):
        row = known.get(_at(place))
        if row is None:
            row = known[_at(place)] = occurrence_again(place, target.id or 0, who)
        elif row.undone_at is None:
            continue
        row.role = OccurrenceRole.REPEAT
        hold(row)
        session.add(row)
        taken.append(row)
    session.flush()
    return [undo.row_made(row) for row in taken]


def _take_in_evidence(session: Session, target: Claim, merged: Sequence[Claim], who: User) -> list[undo.Step]:
    """Let the target rest on what the others rest on; a passage that it holds already is not doubled."""
    rows = store.sources.rows_of(session, [one.id or 0 for one in merged])
    return [undo.evidence_step(row, {"removed": True}) for row in hand_on(session, rows, target, who)]


def _at(place: Occurrence) -> tuple[int, int, int]:
    return place.article_version_id, place.start, place.end


def _merge(session: Session, other: Claim, target: Claim, who: User) -> undo.Step:
    move(session, other, ClaimStatus.MERGED, who, claims=named([target]))
    other.merged_into_id = target.id
    return undo.row_made(link(session, other, target, LinkKind.MERGED_INTO, who))
