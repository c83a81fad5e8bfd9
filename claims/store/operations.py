"""Answers already given: the same POST sent again is answered, not done again."""

from datetime import timedelta

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from claims.models import Operation
from claims.models.base import now

#: How long an answer is kept: nobody sends a form again after a week.
KEPT = timedelta(days=7)


def begin(session: Session, actor: str, op_id: str, fingerprint: str) -> Operation | None:
    """Note that an operation begins.

    On PostgreSQL a second one with the same id waits here until the first has ended; on SQLite it
    waits at the start of its transaction.

    Returns:
        The new operation, to be given its answer; None if this actor used the id already.
    """
    operation = Operation(actor=actor, op_id=op_id, fingerprint=fingerprint)
    try:
        with session.begin_nested():
            session.add(operation)
    except IntegrityError:
        return None
    return operation


def find(session: Session, actor: str, op_id: str) -> Operation | None:
    """The operation an actor began under an id, if any."""
    return session.exec(select(Operation).where(Operation.actor == actor, Operation.op_id == op_id)).first()


def forget_old(session: Session) -> None:
    """Let go of answers that nobody will ask for again."""
    session.connection().execute(delete(Operation).where(col(Operation.at) < now() - KEPT))
