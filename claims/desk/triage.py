"""Triage decides only what happens next with a claim, never its verdict."""

from dataclasses import dataclass

from sqlmodel import Session

from claims import evidence, store, verdict
from claims.desk import facets, fields, signing, undo
from claims.desk.articles import occurrence_at
from claims.desk.trail import move, touch
from claims.errors import MoveError
from claims.models import Claim, ClaimVersion, Selection, User
from claims.models.base import now
from claims.store.claims import QueueRow
from claims.vocab import ClaimStatus, DismissReason, OccurrenceRole

#: Claims on one page of the queue.
PAGE = 25


@dataclass(frozen=True, slots=True)
class QueuePage:
    """One page of the queue, how many claims have each status, and whether another page follows."""

    rows: list[QueueRow]
    counts: dict[ClaimStatus, int]
    more: bool


def open_queue(session: Session, status: ClaimStatus | None, article: str = "", page: int = 1) -> QueuePage:
    """A page of the queue, `page` counted from 1; of one article if its public id is given."""
    article_id = store.articles.get(session, article).id if article else None
    rows = store.claims.queue(session, status, article_id, page, PAGE)
    return QueuePage(rows[:PAGE], store.claims.counts(session, article_id), len(rows) > PAGE)


def accept_claim(session: Session, public_id: str, rev: int, who: User) -> Claim:
    """Take a claim up for checking."""
    claim = _opened(session, public_id, rev)
    with undo.undoable(session, who, "accepted", claim):
        move(session, claim, ClaimStatus.ACCEPTED, who)
    return claim


def dismiss_claim(session: Session, public_id: str, rev: int, reason: DismissReason, who: User) -> Claim:
    """Lay a claim aside, saying why; it can be reopened."""
    claim = _opened(session, public_id, rev)
    with undo.undoable(session, who, "dismissed", claim):
        claim.dismiss_reason = reason
        move(session, claim, ClaimStatus.DISMISSED, who, reason=reason.value)
    return claim


def reopen_claim(session: Session, public_id: str, rev: int, who: User) -> Claim:
    """Put a dismissed claim back into the queue."""
    claim = _opened(session, public_id, rev)
    with undo.undoable(session, who, "reopened", claim):
        claim.dismiss_reason = None
        move(session, claim, ClaimStatus.PROPOSED, who)
    return claim


def skip_claim(session: Session, public_id: str, rev: int, who: User) -> Claim:
    """Put a claim behind the others of its priority; nothing is decided."""
    claim = _opened(session, public_id, rev)
    if claim.status is not ClaimStatus.PROPOSED:
        raise MoveError("only a proposed claim can be skipped")
    with undo.undoable(session, who, "skipped", claim):
        claim.skipped_at = now()
        touch(session, claim)
        store.events.record(session, who, "skipped", "claim", public_id)
    return claim


def edit_claim(session: Session, public_id: str, rev: int, text: str, why: str, who: User) -> Claim:
    """Reword a claim: a new wording is written, the old one stays.

    A person's words are traced to nothing, and the facts in them are not told apart; what was found
    at the claim's places in the article goes on to hold.

    Raises:
        InputError: if the wording is empty or too long.
        ConflictError: if somebody saved in between; holds their wording.
        MoveError: if the claim is dismissed or in review.
    """
    claim = store.claims.get(session, public_id)
    old = store.claims.current_version(session, claim)
    fields.check_rev(claim, rev, {"text": old.text})
    if claim.status is not ClaimStatus.PROPOSED:
        verdict.check_open_for_evidence(claim.status)
    wording = fields.line(text, "text", required=True, limit=2_000)
    if wording == old.text:
        return claim
    with undo.undoable(session, who, "reworded", claim):
        new = _reworded(old, wording, fields.line(why, "reason"), who)
        session.add(new)
        claim.version_seq = new.seq
        facets.take_over(session, claim, new)
        touch(session, claim)
        store.events.record(session, who, "reworded", "claim", public_id, was=old.text, now=wording)
    signing.settle(session, claim)
    return claim


def _reworded(old: ClaimVersion, text: str, why: str, who: User) -> ClaimVersion:
    own = {"id", "seq", "text", "trace", "facts", "made_by", "created_by_id", "created_at", "reason"}
    kept = old.model_dump(exclude=own)
    made_by = [*old.made_by, *(["person"] if "person" not in old.made_by else [])]
    return ClaimVersion(**kept, seq=old.seq + 1, text=text, made_by=made_by, created_by_id=who.id, reason=why)


def mark_claim(session: Session, article_id: str, selection: Selection, who: User) -> Claim:
    """Make a claim of words a reviewer marked or typed from an article; its wording is those words.

    Raises:
        InputError: if nothing is marked or the span cuts a character.
        AnchorError: if the article does not hold the words.
        AmbiguousError: if typed words stand there more than once.
    """
    article = store.articles.get(session, article_id)
    version = store.articles.current_version(session, article)
    at = evidence.place(selection, version.text)
    number = store.claims.last_number(session, article.id or 0) + 1
    claim = Claim(article_id=article.id or 0, number=number, status=ClaimStatus.ACCEPTED)
    session.add(claim)
    session.flush()
    wording = ClaimVersion(
        claim_id=claim.id or 0,
        text=" ".join(at.exact.split()),
        language=article.language,
        made_by=["person"],
        created_by_id=who.id,
        reason="marked by hand",
    )
    session.add(wording)
    facets.take_over(session, claim, wording)
    session.add(occurrence_at(version, claim.id or 0, at.start, at.end, role=OccurrenceRole.ASSERTION))
    store.events.record(session, who, "marked", "claim", claim.public_id, exact=at.exact)
    with undo.undoable(session, who, "marked", about=f"claim {number}") as steps:
        steps.append(undo.claim_made(claim))
    return claim


def _opened(session: Session, public_id: str, rev: int) -> Claim:
    claim = store.claims.get(session, public_id)
    fields.check_rev(claim, rev, {"status": claim.status.value})
    return claim


def claim_row(session: Session, public_id: str) -> QueueRow:
    """One claim as the queue shows it."""
    return store.claims.row(session, public_id)
