"""Who looks at which claim, as of a moment ago."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, select

from claims.models import Presence, User
from claims.models.base import now


def note(session: Session, claim_id: int, user_id: int) -> None:
    """Write down that a person looks at a claim now, be it in two windows at once."""
    engines: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
    row = {"claim_id": claim_id, "user_id": user_id, "seen_at": now()}
    statement = engines[session.get_bind().dialect.name](Presence).values(row)
    session.execute(
        statement.on_conflict_do_update(
            index_elements=["claim_id", "user_id"], set_={"seen_at": row["seen_at"]}
        )
    )


def since(session: Session, claim_id: int, moment: datetime) -> Sequence[tuple[User, datetime]]:
    """The people who looked at a claim since a moment, by name."""
    return session.exec(
        select(User, Presence.seen_at)
        .join(Presence, col(Presence.user_id) == User.id)
        .where(Presence.claim_id == claim_id, col(Presence.seen_at) >= moment)
        .order_by(col(User.name), col(User.id))
    ).all()
