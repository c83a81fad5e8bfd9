"""Somebody leaves the desk, or comes back: what they did stays theirs, what was theirs to do goes back."""

from sqlmodel import Session

from claims import store
from claims.desk.trail import touch
from claims.errors import MoveError
from claims.models import User
from claims.models.base import now


def remove_person(session: Session, public_id: str, who: User) -> User:
    """Close the desk to a person; whatever they wrote and signed stays, under their name.

    Their sign-ins end, their invitations are worth nothing, and the claims they had go back to all. An
    approval that they gave stays: they were there when they gave it. A verdict of theirs that waits for
    review can be reviewed as before.

    Raises:
        MoveError: if they left already, or are the last admin.
    """
    store.people.hold_admins(session)
    person = store.people.get(session, public_id)
    if not person.active:
        raise MoveError(f"{person.name} was removed already")
    if [admin.id for admin in store.people.admins(session)] == [person.id]:
        raise MoveError("this is the last admin: somebody has to be able to let others in")
    person.active = False
    session.add(person)
    store.people.end_sessions(session, person.id or 0)
    for link in store.people.invitations_by(session, person.id or 0):
        link.expires_at = now()
        session.add(link)
    given_back = _give_back(session, person, who)
    store.events.record(session, who, "removed", "user", public_id, role=person.role.value, claims=given_back)
    return person


def _give_back(session: Session, person: User, who: User) -> int:
    """Let nobody have the claims that this person had and that are still open; how many they were."""
    claims = store.people.claims_with(session, person.id or 0)
    for claim in claims:
        claim.assignee_id = None
        touch(session, claim)
        store.events.record(
            session, who, "given back", "claim", claim.public_id, assignee=[person.public_id, ""]
        )
    return len(claims)


def restore_person(session: Session, public_id: str, who: User) -> User:
    """Open the desk to a person again, in the role they had; they sign in as before.

    Raises:
        MoveError: if they never left.
    """
    person = store.people.get(session, public_id)
    if person.active:
        raise MoveError(f"{person.name} is at the desk")
    person.active = True
    session.add(person)
    store.events.record(session, who, "let back in", "user", public_id, role=person.role.value)
    return person
