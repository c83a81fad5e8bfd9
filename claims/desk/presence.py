"""Who is on a claim: advisory, so that two people do not do the same; nothing is locked."""

from datetime import timedelta

from sqlmodel import Session

from claims import store
from claims.desk import blind
from claims.models import User
from claims.models.base import now

#: A page that is open says so this often; who has not been heard of for three times as long is gone.
EVERY = timedelta(seconds=20)
_GONE = 3 * EVERY


def others_on(session: Session, public_id: str, who: User) -> tuple[list[User], bool]:
    """The others who look at a claim just now, and whether it is time to write down that this person does.

    Nobody is named to who has to rate it for themselves: one of them may have written the verdict.
    """
    claim = store.claims.get(session, public_id)
    rows = store.presence.since(session, claim.id or 0, now() - _GONE)
    mine = next((seen for user, seen in rows if user.id == who.id), None)
    others = [] if blind.hides(session, claim, who) else [user for user, _ in rows if user.id != who.id]
    return others, mine is None or now() - mine > EVERY / 2


def be_on(session: Session, public_id: str, who: User) -> None:
    """Write down that a person looks at a claim."""
    store.presence.note(session, store.claims.get(session, public_id).id or 0, who.id or 0)
