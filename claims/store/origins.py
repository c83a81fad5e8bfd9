"""Where sources have it from: chains of relays, and what people said of texts that are alike."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, or_, select, union_all

from claims.models import Claim, Evidence, OriginAnswer, Source


def near(first: Any, *, both_ways: bool = False) -> Any:
    """The keys of sources and of all that they have it from or share an origin with, as a subquery.

    `first` selects the keys to begin with, as `id`. With `both_ways` also of those that have it from
    them: all whose origins a change to one of them can touch.
    """
    relayed: Any = select(col(Source.id).label("a"), col(Source.relayed_from_id).label("b"))
    taken: Any = select(col(Source.relayed_from_id), col(Source.id))
    one: Any = select(col(OriginAnswer.source_id), col(OriginAnswer.other_id))
    other: Any = select(col(OriginAnswer.other_id), col(OriginAnswer.source_id))
    has_it, same = col(Source.relayed_from_id).is_not(None), col(OriginAnswer.same).is_(True)
    ways = [relayed.where(has_it), one.where(same), other.where(same)]
    steps = union_all(*ways, *([taken.where(has_it)] if both_ways else [])).cte("steps")
    found = first.cte("near", recursive=True)
    found = found.union(select(steps.c.b).where(steps.c.a == found.c.id))
    return select(found.c.id)


def claims_touched(session: Session, source_id: int) -> Sequence[Claim]:
    """The claims with evidence of a source or of one whose origin may depend on it, by key."""
    first: Any = select(col(Source.id).label("id")).where(Source.id == source_id)
    used = select(Evidence.claim_id).where(
        col(Evidence.source_id).in_(near(first, both_ways=True)), col(Evidence.removed_at).is_(None)
    )
    return session.exec(select(Claim).where(col(Claim.id).in_(used)).order_by(col(Claim.id))).all()


def joined(
    used: Collection[Source], roots: Mapping[int, Source], answers: Iterable[tuple[int, int]]
) -> dict[int, str]:
    """For each root that people said to share its origin with another of those used: one id for all of them.

    Args:
        used: the roots of a claim's evidence.
        roots: the root of each source, by its key.
        answers: pairs of sources that are of one origin, by keys; what they have it from is, then, too.
    """
    plain: list[tuple[Any, int]] = [(f"={group}", root.id or 0) for root in used if (group := _folded(root))]
    said: list[tuple[Any, int]] = [
        (roots[a].id or 0, roots[b].id or 0) for a, b in answers if a in roots and b in roots
    ]
    said += [(f"={group}", root.id or 0) for root in roots.values() if (group := _folded(root))]
    before, after = _parts(used, plain), _parts(used, [*plain, *said])
    return {key: min(names) for key, names in after.items() if names != before[key]}


def _folded(root: Source) -> str:
    return root.origin_group.strip().casefold()


def _parts(used: Collection[Source], pairs: Iterable[tuple[Any, Any]]) -> dict[int, frozenset[str]]:
    """For each root the public ids of all those used that are joined with it."""
    part: dict[Any, set[Any]] = {}
    for one, other in [*((root.id, root.id) for root in used), *pairs]:
        whole = part.setdefault(one, {one}) | part.setdefault(other, {other})
        part.update(dict.fromkeys(whole, whole))
    names = {root.id: root.public_id for root in used}
    return {root.id or 0: frozenset(names[one] for one in part[root.id] if one in names) for root in used}


def answers_of(session: Session, source_id: int) -> Sequence[tuple[OriginAnswer, Source]]:
    """What people said of a source and others with nearly its text, newest first, with the other one."""
    other: Any = aliased(Source)
    here = or_(col(OriginAnswer.source_id) == source_id, col(OriginAnswer.other_id) == source_id)
    there = or_(other.id == OriginAnswer.source_id, other.id == OriginAnswer.other_id)
    return session.exec(
        select(OriginAnswer, other)
        .join(other, there)
        .where(here, other.id != source_id)
        .order_by(col(OriginAnswer.at).desc(), col(OriginAnswer.id).desc())
    ).all()


def answer(session: Session, one: int, other: int) -> OriginAnswer | None:
    """What was said of these two sources, by their keys in any order; None if nothing was."""
    low, high = sorted((one, other))
    return session.exec(
        select(OriginAnswer).where(OriginAnswer.source_id == low, OriginAnswer.other_id == high)
    ).first()
