"""Triage decides only what happens next with a claim, never its verdict."""

from sqlmodel import Session

from claims import evidence, store, verdict
from claims.desk import facets, fields, signing, undo
from claims.desk.articles import occurrence_at
from claims.desk.steps import Change, apply
from claims.desk.trail import touch
from claims.errors import MoveError
from claims.models import Claim, ClaimVersion, Selection, User
from claims.vocab import ClaimStatus, DismissReason, OccurrenceRole, TriageStep


def accept_claim(session: Session, public_id: str, rev: int, who: User) -> Claim:
    """Take a claim up for checking."""
    return _step(session, public_id, rev, Change(TriageStep.ACCEPT), who)


def dismiss_claim(session: Session, public_id: str, rev: int, reason: DismissReason, who: User) -> Claim:
    """Lay a claim aside, saying why; it can be reopened."""
    return _step(session, public_id, rev, Change(TriageStep.DISMISS, reason), who)


def reopen_claim(session: Session, public_id: str, rev: int, who: User) -> Claim:
    """Put a dismissed claim back into the queue."""
    return _step(session, public_id, rev, Change(TriageStep.REOPEN), who)


def skip_claim(session: Session, public_id: str, rev: int, who: User) -> Claim:
    """Put a claim behind the others of its priority; nothing is decided."""
    return _step(session, public_id, rev, Change(TriageStep.SKIP), who)


def take_claim(session: Session, public_id: str, rev: int, who: User) -> Claim:
    """Assign a claim to oneself."""
    return _step(session, public_id, rev, Change(TriageStep.ASSIGN, assignee=who), who)


def _step(session: Session, public_id: str, rev: int, change: Change, who: User) -> Claim:
    claim = store.claims.get(session, public_id)
    fields.check_rev(claim, rev, {"status": claim.status.value})
    for _claim, why in apply(session, [claim], change, who).refused:
        raise MoveError(why)
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
