"""The board: the passages tied to a claim, what each does to it, and what was looked for in vain."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from claims import anchor, evidence, store, verdict
from claims.anchor import Anchor
from claims.desk import blind, fields, signing, undo
from claims.desk.trail import move, touch
from claims.errors import InputError, NotFoundError
from claims.models import Bounds, Claim, Evidence, SearchLog, Selection, Snapshot, Source, User
from claims.models.base import now
from claims.store.sources import EvidenceRow
from claims.vocab import ClaimStatus, Directness, QuoteState, SearchResult, Stance

#: What a person can say of a passage beside its stance, as forms name it.
FIELDS = ("note", "locator", "directness", "question", "answer")


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """What a reviewer takes from a source: words of it, or their own for it.

    `selection` holds quoted words; with `paraphrase` nothing is quoted and it says what the source
    says. `snapshot_id` is the public id of the capture that was read, "" for the newest. `number` is
    the sentence that was taken, 0 for none; it tells which place is meant if those are its words.
    `place` is a stretch of the captured text, in code points, that a person chose instead of words.
    """

    source_id: str
    selection: Selection
    snapshot_id: str = ""
    paraphrase: str = ""
    number: int = 0
    place: Bounds | None = None


def attach_evidence(
    session: Session,
    claim_id: str,
    rev: int,
    found: FoundPassage,
    stance: Stance,
    typed: Mapping[str, str],
    who: User,
) -> Evidence:
    """Tie a passage to a claim. Quoted words must stand in the source's captured text.

    Args:
        session: the unit of work.
        claim_id: the claim's public id.
        rev: the revision of the claim the person saw.
        found: the words, and where they are from.
        stance: what the passage does to the claim.
        typed: note, locator, and where given directness, question, answer.
        who: the person.

    Raises:
        AnchorError: if the words are not in the captured text.
        AmbiguousError: if they stand there more than once.
        InputError: if neither words are quoted nor a paraphrase is given, or both are.
        MoveError: if evidence cannot be changed now.
        ConflictError: if somebody saved in between.
        GoneError: if the source was taken out in between.
    """
    claim = _opened(session, claim_id, rev)
    source = store.sources.get(session, found.source_id)
    snapshot = _snapshot(session, source, found.snapshot_id)
    row = Evidence(
        claim_id=claim.id or 0,
        source_id=source.id or 0,
        snapshot_id=snapshot.id or 0,
        start=0,
        end=0,
        exact="",
        prefix="",
        suffix="",
        stance=stance,
        number=store.sources.next_number(session, claim.id or 0),
        added_by_id=who.id,
    )
    _quote(session, row, found, snapshot)
    _describe(row, {**typed, "locator": typed.get("locator") or _page(row, snapshot)})
    with undo.undoable(session, who, "attached evidence to", claim) as steps:
        session.add(row)
        session.flush()
        steps.append(undo.evidence_step(row, {"removed": True}))
        words = {"exact": row.exact} if row.exact else {"paraphrase": row.paraphrase}
        _changed(session, claim, who, "attached", row, stance=stance.value, **words)
    return row


def _snapshot(session: Session, source: Source, snapshot_id: str) -> Snapshot:
    """The capture that was read; one of another source is none of this one's."""
    captures = store.captures.of_source(session, source.id or 0)
    for snapshot in captures:
        if not snapshot_id or snapshot.public_id == snapshot_id:
            return snapshot
    raise NotFoundError("there is no such capture of this source")


def _quote(session: Session, row: Evidence, found: FoundPassage, snapshot: Snapshot) -> None:
    paraphrase = fields.prose(found.paraphrase, "paraphrase", limit=evidence.MAX_QUOTE).strip()
    quoted = bool(found.selection.exact.strip())
    if paraphrase and (quoted or found.place):
        raise InputError("these are quoted words and a paraphrase; send one of them", "paraphrase")
    if paraphrase:
        row.paraphrase, row.quote_state = paraphrase, QuoteState.PARAPHRASE
        return
    at = _located(session, found, snapshot)
    if len(at.exact) == 1 and at.exact.isalpha():
        raise InputError("one letter tells nothing; quote more", "quote")
    row.start, row.end = at.start, at.end
    row.exact, row.prefix, row.suffix = at.exact, at.prefix, at.suffix


def _located(session: Session, found: FoundPassage, snapshot: Snapshot) -> Anchor:
    """Where the words stand: the place that was chosen, else where they were marked or taken from."""
    text, selection = snapshot.text, found.selection
    if found.place:
        if found.place[1] - found.place[0] > evidence.MAX_QUOTE:
            raise InputError(f"a quote may have at most {evidence.MAX_QUOTE:,} characters", "quote")
        return anchor.anchor_at(text, *found.place)
    if found.number and selection.start is None:
        passages = store.captures.passages_of(session, snapshot.id or 0)
        for one in passages:
            words = text[one.start : one.end]
            if one.number == found.number and words == selection.exact.replace("\r\n", "\n"):
                return anchor.anchor_at(text, one.start, one.end)
    return evidence.place(selection, text)


def _page(row: Evidence, snapshot: Snapshot) -> str:
    """The page that quoted words begin on; "" where there are none."""
    return f"p. {bisect_right(snapshot.pages, row.start)}" if row.exact and snapshot.pages else ""


def _describe(row: Evidence, typed: Mapping[str, str]) -> None:
    directness = typed.get("directness", "")
    if directness and directness not in set(Directness):
        raise InputError("choose one of these", "directness")
    row.note = fields.prose(typed.get("note", ""), "note", limit=2_000)
    row.locator = fields.line(typed.get("locator", ""), "locator")
    row.directness = Directness(directness) if directness else None
    row.question = fields.line(typed.get("question", ""), "question")
    row.answer = fields.prose(typed.get("answer", ""), "answer", limit=2_000)


def describe_evidence(
    session: Session, evidence_id: str, rev: int, typed: Mapping[str, str], who: User
) -> Claim:
    """Say anew what belongs to a passage: note, locator, directness, question, answer.

    `rev` is the claim's.

    Raises:
        InputError: if a field does not hold.
        MoveError: if evidence cannot be changed now.
        ConflictError: if somebody saved in between.
    """
    row, claim = _found(session, evidence_id, rev)
    was = evidence_fields(row)
    with undo.undoable(session, who, "described evidence of", claim) as steps:
        _describe(row, {**was, **typed})
        session.add(row)
        now_is = evidence_fields(row)
        changed = {name: [was[name], now_is[name]] for name in FIELDS if was[name] != now_is[name]}
        if changed:
            steps.append(undo.evidence_step(row, {name: was[name] for name in changed}))
            _changed(session, claim, who, "described", row, changed=changed)
    return claim


def open_evidence(session: Session, evidence_id: str, who: User) -> tuple[EvidenceRow, Claim, bool]:
    """One evidence with its source, the claim it is tied to, and whether this person may know its stance.

    Where they may not, since they are to rate the claim for themselves, the row tells none.
    """
    found = store.sources.get_evidence(session, evidence_id)
    rows = store.sources.evidence_of(session, found.claim_id)
    row = next(row for row in rows if row.evidence.id == found.id)
    claim = store.claims.get_by_key(session, found.claim_id)
    if claim.status is ClaimStatus.IN_REVIEW and blind.hides(session, claim, who):
        return blind.without_stance(row), claim, False
    return row, claim, True


def evidence_fields(row: Evidence) -> dict[str, str]:
    """What a person said of a passage beside its stance, as its form holds it."""
    return {name: str(getattr(row, name) or "") for name in FIELDS}


def set_stance(session: Session, evidence_id: str, rev: int, stance: Stance, who: User) -> Claim:
    """Say anew what a passage does to its claim; `rev` is the claim's."""
    row, claim = _found(session, evidence_id, rev)
    was = row.stance
    if was is stance:
        return claim
    with undo.undoable(session, who, "moved evidence of", claim) as steps:
        row.stance = stance
        session.add(row)
        steps.append(undo.evidence_step(row, {"stance": was.value}))
        _changed(session, claim, who, "restanced", row, was=was.value, now=stance.value)
    return claim


def detach_evidence(session: Session, evidence_id: str, rev: int, who: User) -> Claim:
    """Take a passage off its claim; it is kept, marked as taken off. `rev` is the claim's."""
    row, claim = _found(session, evidence_id, rev)
    with undo.undoable(session, who, "detached evidence from", claim) as steps:
        row.removed_at = now()
        session.add(row)
        steps.append(undo.evidence_step(row, {"removed": False}))
        _changed(session, claim, who, "detached", row)
    return claim


def hand_on(session: Session, rows: Sequence[Evidence], claim: Claim, who: User) -> list[Evidence]:
    """Give a claim the evidence of others, as far as it does not hold the same passage already.

    The others keep theirs. Nothing is decided: a passage may do another thing to another claim, so
    the board says which were taken over.
    """
    held = {_passage(row) for row in store.sources.rows_of(session, [claim.id or 0])}
    made: list[Evidence] = []
    own = {"id", "public_id", "claim_id", "was_id", "number", "added_by_id", "added_at", "rev"}
    number = store.sources.next_number(session, claim.id or 0)
    for row in rows:
        if _passage(row) in held:
            continue
        held.add(_passage(row))
        again = Evidence(
            **row.model_dump(exclude=own),
            claim_id=claim.id or 0,
            was_id=row.id,
            number=number + len(made),
            added_by_id=who.id,
        )
        session.add(again)
        made.append(again)
    session.flush()
    return made


def _passage(row: Evidence) -> tuple[object, ...]:
    return row.snapshot_id, row.start, row.end, row.paraphrase


def log_search(
    session: Session, claim_id: str, rev: int, typed: Mapping[str, str], result: SearchResult, who: User
) -> SearchLog:
    """Note what was looked for and where, and what it brought: evidence of absence.

    Args:
        session: the unit of work.
        claim_id: the claim's public id.
        rev: the revision of the claim the person saw.
        typed: query, place, note.
        result: what it brought.
        who: the person.
    """
    claim = _opened(session, claim_id, rev)
    search = SearchLog(
        claim_id=claim.id or 0,
        query=fields.line(typed["query"], "query", required=True),
        place=fields.line(typed["place"], "place", required=True),
        note=fields.prose(typed["note"], "note", limit=2_000),
        result=result,
        searched_by_id=who.id,
    )
    session.add(search)
    _changed(session, claim, who, "searched", search, query=search.query, result=result.value)
    return search


def _opened(session: Session, claim_id: str, rev: int) -> Claim:
    claim = store.claims.get(session, claim_id)
    fields.check_rev(claim, rev)
    verdict.check_open_for_evidence(claim.status)
    return claim


def _found(session: Session, evidence_id: str, rev: int) -> tuple[Evidence, Claim]:
    found = store.sources.get_evidence(session, evidence_id)
    claim = store.claims.get_by_key(session, found.claim_id)
    fields.check_rev(claim, rev)
    verdict.check_open_for_evidence(claim.status)
    return found, claim


def _changed(
    session: Session, claim: Claim, who: User, verb: str, row: Evidence | SearchLog, **payload: object
) -> None:
    """Write what was done, begin research if it has not begun, and let a sign-off turn stale."""
    number = {"number": row.number} if isinstance(row, Evidence) else {}
    store.events.record(session, who, verb, "claim", claim.public_id, of=row.public_id, **number, **payload)
    touch(session, claim)
    if claim.status is ClaimStatus.ACCEPTED:
        claim.assignee_id = claim.assignee_id or who.id
        move(session, claim, ClaimStatus.RESEARCHING, who)
    session.flush()
    signing.settle(session, claim)
