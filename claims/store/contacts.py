"""Whom the desk asked about a claim."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from claims.errors import NotFoundError
from claims.models import Contact, User


def get(session: Session, public_id: str) -> Contact:
    """The contact with this public id."""
    found = session.exec(select(Contact).where(Contact.public_id == public_id)).first()
    if found is None:
        raise NotFoundError("there is no such entry of the contact log")
    return found


def of_claim(session: Session, claim_id: int) -> Sequence[tuple[Contact, str]]:
    """All who were asked about a claim, in the order it was noted, each with who noted it."""
    return session.exec(
        select(Contact, User.name)
        .join(User, col(User.id) == Contact.made_by_id)
        .where(Contact.claim_id == claim_id)
        .order_by(col(Contact.id))
    ).all()
