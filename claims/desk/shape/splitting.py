"""Split a claim into several: each says a part of it, and all are known to come from it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from claims import store, verdict
from claims.desk import facets, fields, undo, wording
from claims.desk.articles import occurrence_again, occurrence_at
from claims.desk.evidence import hand_on
from claims.desk.shape import places
from claims.desk.shape.lineage import link, named
from claims.desk.trail import touch
from claims.errors import InputError
from claims.models import Article, Bounds, Claim, ClaimVersion, Occurrence, Selection, User
from claims.vocab import ClaimKind, ClaimStatus, ClaimType, DismissReason, LinkKind, OccurrenceRole

#: The most claims that one is split into at a time.
MOST_PARTS = 12


@dataclass(frozen=True, slots=True)
class Part:
    """One claim that another is split into; without `words` it stands where that one stands."""

    text: str
    words: Selection | None = None


@dataclass(frozen=True, slots=True)
class SplitPage:
    """A claim that is to be split, and wordings to begin with: its facts, or its own words."""

    claim: Claim
    version: ClaimVersion
    article: Article
    suggested: tuple[str, ...]
    evidence: int


def open_split(session: Session, public_id: str) -> SplitPage:
    """A claim as the form for splitting it shows it."""
    row = store.queue.row(session, public_id)
    texts = tuple(dict.fromkeys(fact["text"] for fact in row.version.facts))[:MOST_PARTS]
    suggested = texts if len(texts) > 1 else (row.version.text, row.version.text)
    found = len(store.sources.evidence_of(session, row.claim.id or 0))
    return SplitPage(row.claim, row.version, row.article, suggested, found)


def split_claim(session: Session, public_id: str, rev: int, parts: Sequence[Part], who: User) -> list[Claim]:
    """Make several claims of one, in the order given, and lay that one aside as split.

    They are accepted unless it was only proposed, have its person, priority, day and tags, and what
    was found of its words at their places. Evidence stays with the claim that was split.

    Raises:
        InputError: if there are fewer than two or more than 12 parts, or the text of one is empty,
            too long or that of another; its field is `text-2` for the second part, counted from 1.
        AnchorError, AmbiguousError: if the words of a part are not in the article, or more than once
            and not just once at the claim's own places (`quote-2`).
        ConflictError: if somebody saved in between; holds the wording of now.
        MoveError: if the claim is in review, signed or laid aside.
    """
    claim = store.claims.get(session, public_id)
    old = store.claims.current_version(session, claim)
    fields.check_rev(claim, rev, {"text": old.text})
    verdict.check_open_for_splitting(claim.status)
    texts = list(_texts(parts))
    held = store.shape.places_of(session, [claim.id or 0])
    article = store.articles.get_by_key(session, claim.article_id)
    spots = [_spots(session, article, held, nth, part, who) for nth, part in enumerate(parts, start=1)]
    first = store.claims.last_number(session, claim.article_id) + 1
    rows = store.sources.rows_of(session, [claim.id or 0])
    with undo.undoable(session, who, "split", claim) as steps:
        made = [_claim_like(session, claim, first + nth) for nth in range(len(parts))]
        for new, text, at in zip(made, texts, spots, strict=True):
            _fill(session, new, _wording(old, text, at, who), at)
            hand_on(session, rows, new, who)
            steps.extend(_linked(session, new, claim, who))
        _lay_aside(session, claim, made, who)
    return made


def _texts(parts: Sequence[Part]) -> Iterator[str]:
    if not 2 <= len(parts) <= MOST_PARTS:
        raise InputError(f"a claim is split into 2 to {MOST_PARTS} others")
    seen: set[str] = set()
    for nth, part in enumerate(parts, start=1):
        field = f"text-{nth}"
        text = fields.line(part.text, field, required=True, limit=wording.LIMIT)
        if text.casefold() in seen:
            raise InputError("this is the same as another part", field)
        seen.add(text.casefold())
        yield text


def _spots(
    session: Session, article: Article, held: Sequence[Occurrence], nth: int, part: Part, who: User
) -> list[Occurrence]:
    """Places for a part, without their claim: those of the whole, or where its own words stand."""
    if part.words is None:
        return [occurrence_again(place, 0, who) for place in held]
    here = store.articles.current_version(session, article).id
    near = [(place.start, place.end) for place in held if place.article_version_id == here]
    try:
        version, at = places.find(session, article, part.words, near=near)
    except InputError as error:
        error.field = f"quote-{nth}"
        raise
    more = {"role": OccurrenceRole.ASSERTION, "made_by_id": who.id}
    return [occurrence_at(version, 0, at.start, at.end, **more)]


def _lay_aside(session: Session, claim: Claim, made: Sequence[Claim], who: User) -> None:
    """A step of its own: nobody dismisses a claim that is worked on, but its parts take its place."""
    change = {"was": claim.status.value, "now": ClaimStatus.DISMISSED.value, "claims": named(made)}
    claim.status, claim.dismiss_reason = ClaimStatus.DISMISSED, DismissReason.SPLIT
    touch(session, claim)
    store.events.record(session, who, "split into", "claim", claim.public_id, **change)


def _claim_like(session: Session, claim: Claim, number: int) -> Claim:
    new = Claim(
        article_id=claim.article_id,
        number=number,
        status=ClaimStatus.PROPOSED if claim.status is ClaimStatus.PROPOSED else ClaimStatus.ACCEPTED,
        priority=claim.priority,
        check_worthiness=claim.check_worthiness,
        assignee_id=claim.assignee_id,
        due_at=claim.due_at,
        tags=list(claim.tags),
    )
    session.add(new)
    session.flush()
    return new


def _wording(old: ClaimVersion, text: str, spots: Sequence[Occurrence], who: User) -> ClaimVersion:
    """The wording of a part: who said it stays, what was found stays if it lies at the part's places."""
    own = {"id", "claim_id", "seq", "trace", "made_by", "created_by_id", "created_at"}
    bounds = [(place.start, place.end) for place in spots]
    kept = old.model_dump(exclude=own)
    for name in ("dates", "quantities", "mentions"):
        kept[name] = [row for row in kept[name] if _lies_in(row["start"], row["end"], bounds)]
    kept["hints"] = [
        row for row in kept["hints"] if any(_lies_in(start, end, bounds) for start, end in row["at"])
    ]
    kept |= {"text": text, "facts": wording.still_in(old.facts, text), "reason": "split"}
    made_by = wording.by_a_person(old.made_by)
    new = ClaimVersion(**kept, claim_id=0, made_by=made_by, created_by_id=who.id)
    new.kinds, new.finer = _kinds(new, new.kinds), _kinds(new, new.finer)
    return new


def _lies_in(start: int, end: int, bounds: Sequence[Bounds]) -> bool:
    return any(first <= start and end <= last for first, last in bounds)


def _kinds(version: ClaimVersion, kinds: Sequence[str]) -> list[str]:
    """The kinds without those that rest on a figure or a day the part has none of."""
    gone: set[str] = set()
    if not version.quantities:
        gone |= {ClaimType.NUMERICAL, ClaimKind.NUMERICAL}
    if not version.dates:
        gone.add(ClaimKind.DATE)
    return [kind for kind in kinds if kind not in gone]


def _fill(session: Session, claim: Claim, worded: ClaimVersion, spots: Sequence[Occurrence]) -> None:
    worded.claim_id = claim.id or 0
    session.add(worded)
    facets.take_over(session, claim, worded)
    for place in spots:
        place.claim_id = claim.id or 0
        session.add(place)


def _linked(session: Session, new: Claim, claim: Claim, who: User) -> list[undo.Step]:
    store.events.record(session, who, "split off", "claim", new.public_id, claims=named([claim]))
    made = undo.row_made(link(session, new, claim, LinkKind.SPLIT_FROM, who))
    return [undo.claim_made(new), made, undo.as_left(session, new)]
