"""The contact log of a claim: whom we asked, how, until when, and what they answered.

It is the desk's own: no export holds it, no sign-off rests on it, and its trail names no person.
"""

from collections.abc import Mapping
from datetime import date

from sqlmodel import Session

from claims import store
from claims.desk import fields
from claims.errors import InputError, MoveError
from claims.models import Claim, Contact, User
from claims.models.base import now
from claims.vocab import ClaimStatus, ContactChannel

_PROSE = 5_000
#: Nobody is asked about a claim that is laid aside.
_CLOSED = frozenset({ClaimStatus.DISMISSED, ClaimStatus.MERGED})


def note_contact(
    session: Session, claim_id: str, channel: ContactChannel, typed: Mapping[str, str], who: User
) -> Contact:
    """Note that somebody was asked; the claim's revision stays, since nothing rests on it.

    Args:
        session: the unit of work.
        claim_id: the claim's public id.
        channel: how they were asked.
        typed: party, question, asked_on (today if empty), deadline ("" for none).
        who: the person.

    Raises:
        InputError: if a field does not hold.
        MoveError: if the claim is laid aside.
    """
    claim = store.claims.get(session, claim_id)
    if claim.status in _CLOSED:
        raise MoveError("this claim is laid aside: nobody is asked about it")
    asked_on = fields.day(typed["asked_on"], "asked_on") or now().date()
    contact = Contact(
        claim_id=claim.id or 0,
        party=fields.line(typed["party"], "party", required=True),
        channel=channel,
        question=fields.prose(typed["question"], "question", required=True, limit=_PROSE).strip(),
        asked_on=asked_on,
        deadline=_not_before(fields.day(typed["deadline"], "deadline"), asked_on, "deadline"),
        made_by_id=who.id or 0,
    )
    session.add(contact)
    store.events.record(session, who, "asked", "claim", claim_id, of=contact.public_id, channel=channel.value)
    return contact


def answer_contact(session: Session, contact_id: str, rev: int, typed: Mapping[str, str], who: User) -> Claim:
    """Note what somebody answered and when, or correct that; gives the claim.

    Args:
        session: the unit of work.
        contact_id: the public id.
        rev: the revision of the contact the person saw.
        typed: answer, answered_on ("" for no answer yet), deadline.
        who: the person.

    Raises:
        InputError: if a field does not hold, or there is an answer without its day.
        ConflictError: if somebody saved in between; holds what is saved now.
    """
    contact = store.contacts.get(session, contact_id)
    was = contact_fields(contact)
    fields.check_rev(contact, rev, was)
    contact.answer = fields.prose(typed["answer"], "answer", limit=_PROSE).strip()
    answered_on = fields.day(typed["answered_on"], "answered_on")
    if answered_on is None and contact.answer:
        answered_on = now().date()
    contact.answered_on = _not_before(answered_on, contact.asked_on, "answered_on")
    contact.deadline = _not_before(fields.day(typed["deadline"], "deadline"), contact.asked_on, "deadline")
    session.add(contact)
    claim = store.claims.get_by_key(session, contact.claim_id)
    if changed := sorted(name for name, value in contact_fields(contact).items() if value != was[name]):
        more = {"of": contact.public_id, "fields": changed}
        store.events.record(session, who, "noted an answer", "claim", claim.public_id, **more)
    return claim


def open_contact(session: Session, contact_id: str) -> tuple[Contact, Claim]:
    """Somebody who was asked, and about which claim."""
    contact = store.contacts.get(session, contact_id)
    return contact, store.claims.get_by_key(session, contact.claim_id)


def contact_fields(contact: Contact) -> dict[str, str]:
    """What can be corrected of a contact, as its form holds it."""
    return {
        "answer": contact.answer,
        "answered_on": contact.answered_on.isoformat() if contact.answered_on else "",
        "deadline": contact.deadline.isoformat() if contact.deadline else "",
    }


def is_overdue(contact: Contact, today: date) -> bool:
    """Whether they were to answer by a day that is over, and have not."""
    return contact.answered_on is None and contact.deadline is not None and contact.deadline < today


def _not_before(day: date | None, asked_on: date, field: str) -> date | None:
    if day is not None and day < asked_on:
        raise InputError("this is before the day on which they were asked", field)
    return day
