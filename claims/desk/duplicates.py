"""A claim that says what another one says."""

import re
from collections.abc import Sequence

from sqlmodel import Session

from claims import store, verdict
from claims.desk import fields, undo
from claims.desk.trail import move
from claims.errors import InputError, NotFoundError
from claims.models import Claim, ClaimLink, QueueFilter, User
from claims.store.claims import QueueRow
from claims.vocab import ClaimStatus, DismissReason, LinkKind, StatusGroup

#: So many claims are offered to choose from.
OFFERED = 10
_ID = re.compile(r"(?<![0-9A-Z])[0-9A-HJKMNP-TV-Z]{26}(?![0-9A-Z])")


def find_duplicates(
    session: Session, public_id: str, query: str, who: User
) -> tuple[QueueRow, list[QueueRow]]:
    """A claim, and others that hold the words asked for, to say which of them it duplicates.

    Raises:
        NotFoundError: if there is no such claim, or the query is no words.
    """
    row = store.queue.row(session, public_id)
    asked = QueueFilter.of({"status": StatusGroup.ALL.value, "q": query})
    if not query.strip():
        return row, []
    wanted = store.queue.wanted(session, asked, who)
    found = store.queue.page(session, wanted, OFFERED)
    return row, [other for other in found if _stands(other.claim) and other.claim.id != row.claim.id][
        :OFFERED
    ]


def mark_duplicate(session: Session, public_id: str, rev: int, of: str, who: User) -> Claim:
    """Lay a claim aside because another says the same; the link between them can be undone with it.

    `of` names the other: its number in the same article, its id, or its address.

    Raises:
        InputError: if there is no such claim, it is this one, it leads back to this one, or it is
            dismissed or merged itself.
        ConflictError: if somebody saved in between.
        MoveError: if this claim cannot be dismissed as it is.
    """
    claim = store.claims.get(session, public_id)
    fields.check_rev(claim, rev, {"status": claim.status.value})
    verdict.check_move(claim.status, ClaimStatus.DISMISSED)
    other = _named(session, claim, of)
    _check(session, claim, other)
    link = ClaimLink(
        from_claim_id=claim.id or 0, to_claim_id=other.id or 0, kind=LinkKind.DUPLICATES, created_by_id=who.id
    )
    session.add(link)
    session.flush()
    with undo.undoable(session, who, "dismissed", claim) as steps:
        claim.dismiss_reason = DismissReason.DUPLICATE
        reason = DismissReason.DUPLICATE.value
        move(session, claim, ClaimStatus.DISMISSED, who, reason=reason, of=other.public_id)
        steps.append(undo.row_made(link))
    return claim


def _named(session: Session, claim: Claim, of: str) -> Claim:
    typed = fields.line(of, "of", required=True)
    try:
        if typed.isascii() and typed.isdigit() and len(typed) < 10:
            return store.claims.numbered(session, claim.article_id, int(typed))
        if found := _ID.search(typed):
            return store.claims.get(session, found[0])
    except NotFoundError:
        pass
    raise InputError("there is no such claim; give its number in this article, or its address", "of")


def _check(session: Session, claim: Claim, other: Claim) -> None:
    if other.id == claim.id:
        raise InputError("a claim is no duplicate of itself", "of")
    if not _stands(other):
        raise InputError(f"that claim is {other.status.value} itself; name the one that stands", "of")
    if claim.id in _reached(session, other):
        raise InputError("that claim is a duplicate of this one already", "of")


def _stands(claim: Claim) -> bool:
    return claim.status not in (ClaimStatus.DISMISSED, ClaimStatus.MERGED)


def _reached(session: Session, claim: Claim) -> Sequence[int]:
    return store.claims.duplicated_by(session, claim.id or 0)
