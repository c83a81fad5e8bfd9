"""Where an article makes a claim: find the words, move a place, add one, take one back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from claims import anchor, evidence, store, verdict
from claims.anchor import Anchor
from claims.desk import fields, signing, undo
from claims.desk.articles import occurrence_at
from claims.desk.trail import touch
from claims.errors import AmbiguousError, AnchorError, ConflictError, InputError
from claims.models import (
    Article,
    ArticleVersion,
    Bounds,
    Claim,
    ClaimVersion,
    Occurrence,
    Segment,
    Selection,
    User,
)
from claims.models.base import now
from claims.vocab import OccurrenceRole, SegmentKind


@dataclass(frozen=True, slots=True)
class PlacesPage:
    """A claim, and the places where it stands, each with its article; `text` is of its own one."""

    claim: Claim
    version: ClaimVersion
    article: Article
    text: str
    seq: int
    places: Sequence[tuple[Occurrence, Article]]


def open_places(session: Session, public_id: str) -> PlacesPage:
    """The places of a claim, in the order of the text."""
    row = store.queue.row(session, public_id)
    places = store.claims.places_of(session, row.claim.id or 0)
    return PlacesPage(
        row.claim,
        row.version,
        row.article,
        store.articles.current_text(session, row.article),
        row.article.version_seq,
        [(place, article) for place, _, article in places],
    )


def find(
    session: Session,
    article: Article,
    selection: Selection,
    seq: int | None = None,
    near: Iterable[Bounds] = (),
) -> tuple[ArticleVersion, Anchor]:
    """The place of marked or typed words in the text of an article as it is now.

    Args:
        session: the unit of work.
        article: whose text is searched.
        selection: the words, and where a browser marked them.
        seq: the version of the text the person saw, if the form says so.
        near: stretches that typed words are looked for in first; there they need to stand only once.

    Raises:
        InputError: if nothing is marked, the span cuts a character, or a portal's line lies in it.
        AnchorError: if the text does not hold the words (at the marked place).
        AmbiguousError: if typed words stand there more than once.
        ConflictError: if the text is another by now.
    """
    version = store.articles.current_version(session, article)
    if seq is not None and seq != version.seq:
        told = "the text of the article was changed in between; mark the words in it again"
        raise ConflictError(told, final=True)
    at = _near(selection, version.text, near) or evidence.place(selection, version.text)
    _check_fold(store.articles.segments(session, version.id or 0), at)
    return version, at


def _near(selection: Selection, text: str, near: Iterable[Bounds]) -> Anchor | None:
    """The one place of typed words within some stretches of a text, if there is just one."""
    if selection.start is not None:
        return None
    found: set[Bounds] = set()
    for start, end in near:
        try:
            at = evidence.place(selection, text[start:end])
        except AnchorError:
            continue
        except AmbiguousError:
            return None
        found.add((start + at.start, start + at.end))
    return anchor.anchor_at(text, *found.pop()) if len(found) == 1 else None


def _check_fold(segments: Iterable[Segment], at: Anchor) -> None:
    """Refuse words between which a portal put its own: nobody wrote them in a row."""
    touched = [part.kind for part in segments if part.start < at.end and at.start < part.end]
    if len({kind is SegmentKind.BOILERPLATE for kind in touched}) > 1:
        raise InputError("these words run over lines that a portal put in; mark those on one side", "quote")


def put(
    session: Session, claim: Claim, version: ArticleVersion, start: int, end: int, who: User, **more: Any
) -> undo.Step | None:
    """Let a claim stand at a place; one that was taken back holds again. None if it stands there."""
    held = {(row.article_version_id, row.start, row.end): row for row in _all(session, claim)}
    row = held.get((version.id or 0, start, end))
    if row is None:
        row = occurrence_at(version, claim.id or 0, start, end, made_by_id=who.id, **more)
    elif row.undone_at is None:
        return None
    hold(row)
    session.add(row)
    session.flush()
    return undo.row_made(row)


def _all(session: Session, claim: Claim) -> Sequence[Occurrence]:
    return store.shape.all_places(session, claim.id or 0)


def hold(place: Occurrence) -> None:
    """Let a place that was taken back count again."""
    place.undone_at = place.undone_by_id = None


def change_span(
    session: Session,
    public_id: str,
    rev: int,
    key: int,
    selection: Selection,
    who: User,
    seq: int | None = None,
) -> Claim:
    """Let a claim stand at other words of the article: the place of before is taken back.

    Args:
        session: the unit of work.
        public_id: the claim.
        rev: the revision of the claim the person saw.
        key: the place.
        selection: the words it should stand at, of the same article.
        who: the person.
        seq: the version of the article's text the person saw, if the form says so.

    Raises:
        InputError, AnchorError, AmbiguousError: as `find` does, or if it stands there already.
        ConflictError: if somebody saved in between; holds the words of now.
        MoveError: if the claim is dismissed, merged or in review.
    """
    claim = store.claims.get(session, public_id)
    old = store.shape.place(session, claim, key)
    _check(claim, rev, {"quote": old.exact})
    if old.undone_at is not None:
        raise ConflictError("this place was taken back in between", final=True)
    version, at = find(session, store.shape.article_of(session, old), selection, seq)
    if (old.article_version_id, old.start, old.end) == (version.id, at.start, at.end):
        return claim
    with undo.undoable(session, who, "moved to other words", about=f"claim {claim.number}") as steps:
        more = {"role": old.role, "is_first_known": old.is_first_known}
        step = put(session, claim, version, at.start, at.end, who, **more)
        if step is None:
            raise InputError("the claim stands at these words already", "quote")
        _take_back(old, who)
        change = {"was": old.exact, "now": at.exact}
        # Undone from the end: the place of before holds again before the new one goes.
        steps.extend(
            _changed(session, claim, who, "moved to other words", (step, undo.row_taken_back(old)), change)
        )
    signing.settle(session, claim)
    return claim


def add_place(
    session: Session, public_id: str, rev: int, selection: Selection, who: User, seq: int | None = None
) -> Claim:
    """Note one more place where the claim's article says the same; it raises what `change_span` does."""
    claim = store.claims.get(session, public_id)
    _check(claim, rev, {})
    article = store.articles.get_by_key(session, claim.article_id)
    version, at = find(session, article, selection, seq)
    with undo.undoable(session, who, "given a place", about=f"claim {claim.number}") as steps:
        step = put(session, claim, version, at.start, at.end, who, role=OccurrenceRole.REPEAT)
        if step is None:
            raise InputError("the claim stands at these words already", "quote")
        steps.extend(_changed(session, claim, who, "given a place", (step,), {"exact": at.exact}))
    signing.settle(session, claim)
    return claim


def take_place(session: Session, public_id: str, rev: int, key: int, who: User) -> Claim:
    """Take back that the article makes a claim at a place; not the last one.

    Raises:
        InputError: if it is the only one.
        ConflictError: if somebody saved in between.
        MoveError: if the claim is dismissed, merged or in review.
    """
    claim = store.claims.get(session, public_id)
    place = store.shape.place(session, claim, key)
    _check(claim, rev, {})
    if place.undone_at is not None:
        return claim
    if sum(row.undone_at is None for row in _all(session, claim)) < 2:
        raise InputError("this is the only place of the claim: move it, or dismiss the claim", "place")
    with undo.undoable(session, who, "rid of a place", about=f"claim {claim.number}") as steps:
        _take_back(place, who)
        step = undo.row_taken_back(place)
        steps.extend(_changed(session, claim, who, "rid of a place", (step,), {"exact": place.exact}))
    signing.settle(session, claim)
    return claim


def _check(claim: Claim, rev: int, theirs: dict[str, str]) -> None:
    fields.check_rev(claim, rev, theirs)
    verdict.check_open_for_change(claim.status)


def held(session: Session, claim: Claim, steps: Iterable[undo.Step]) -> dict[str, list[int]]:
    """The places that hold after these steps, and those that did before, as the trail tells them."""
    places = undo.places_held(session, claim)
    changed = {step["key"]: step["made"] for step in steps}
    were = {key for key in places if not changed.get(key)} | {
        key for key, made in changed.items() if not made
    }
    return {"places": places, "places_were": sorted(were)}


def _take_back(place: Occurrence, who: User) -> None:
    place.undone_at, place.undone_by_id = now(), who.id


def _changed(
    session: Session,
    claim: Claim,
    who: User,
    verb: str,
    steps: Sequence[undo.Step],
    change: dict[str, str],
) -> list[undo.Step]:
    touch(session, claim)
    session.flush()
    store.events.record(session, who, verb, "claim", claim.public_id, **change, **held(session, claim, steps))
    return [undo.told(claim), *steps, undo.as_left(session, claim)]
