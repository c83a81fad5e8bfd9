"""Triage decides only what happens next with a claim, never its verdict."""

from dataclasses import dataclass

from sqlmodel import Session

from claims import store, verdict
from claims.desk import fields, signing, undo, wording
from claims.desk.trail import move, touch
from claims.errors import MoveError
from claims.models import Claim, User
from claims.models.base import now
from claims.store.claims import QueueRow
from claims.vocab import ClaimStatus, DismissReason

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

    A person's words are traced to nothing, and of the facts those stay that still stand in them word
    for word; what was found at the claim's places in the article goes on to hold.

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
    words = fields.line(text, "text", required=True, limit=wording.LIMIT)
    if words == old.text:
        return claim
    with undo.undoable(session, who, "reworded", claim):
        wording.reword(session, claim, old, words, fields.line(why, "reason"), who)
    signing.settle(session, claim)
    return claim


def _opened(session: Session, public_id: str, rev: int) -> Claim:
    claim = store.claims.get(session, public_id)
    fields.check_rev(claim, rev, {"status": claim.status.value})
    return claim


def claim_row(session: Session, public_id: str) -> QueueRow:
    """One claim as the queue shows it."""
    return store.claims.row(session, public_id)
