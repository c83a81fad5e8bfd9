"""People, their sign-ins, one-time links."""

from collections.abc import Sequence

from sqlmodel import Session, col, func, select

from claims.errors import NotFoundError
from claims.models import Claim, OneTimeLink, User, UserSession
from claims.models.base import now
from claims.vocab import OPEN_STATUSES, Role


def get(session: Session, public_id: str) -> User:
    """The person with this public id."""
    user = session.exec(select(User).where(User.public_id == public_id)).first()
    if user is None:
        raise NotFoundError("there is no such person")
    return user


def by_key(session: Session, key: int) -> User:
    """The person with this key."""
    return session.get_one(User, key)


def everyone(session: Session) -> Sequence[User]:
    """All people, in the order they came."""
    return session.exec(select(User).order_by(col(User.id))).all()


def first(session: Session) -> User | None:
    """The person who came first, if anybody did; one who left only if nobody is there."""
    return session.exec(select(User).order_by(col(User.active).desc(), col(User.id)).limit(1)).first()


def admins(session: Session) -> Sequence[User]:
    """Everybody who is at the desk as an admin, in the order they came."""
    here = (User.role == Role.ADMIN, col(User.active).is_(True))
    return session.exec(select(User).where(*here).order_by(col(User.id))).all()


def hold_admins(session: Session) -> None:
    """Let nobody else change an admin until this unit of work ends, so that the last one stays."""
    session.exec(
        select(User.id).where(User.role == Role.ADMIN).order_by(col(User.id)).with_for_update()
    ).all()


def claims_with(session: Session, user_id: int) -> Sequence[Claim]:
    """The open claims that a person has, in the order they came."""
    return session.exec(
        select(Claim)
        .where(Claim.assignee_id == user_id, col(Claim.status).in_(OPEN_STATUSES))
        .order_by(col(Claim.id))
    ).all()


def invitations_by(session: Session, user_id: int) -> Sequence[OneTimeLink]:
    """Invitations of a person that still can be used."""
    return [link for link in open_invitations(session) if link.made_by_id == user_id]


def with_login(session: Session, login: str) -> User | None:
    """The person who signs in under this name, whatever its case."""
    # Both sides by the database: SQLite knows the case of A to Z only, Python that of all letters.
    return session.exec(select(User).where(func.lower(User.login) == func.lower(login))).first()


def signed_in(session: Session, token_sha256: str) -> tuple[UserSession, User] | None:
    """The open sign-in with this token, and its person; None if it was ended or they left."""
    return session.exec(
        select(UserSession, User)
        .join(User, col(User.id) == UserSession.user_id)
        .where(
            UserSession.token_sha256 == token_sha256,
            col(UserSession.ended_at).is_(None),
            col(User.active).is_(True),
        )
    ).first()


def any_session(session: Session, token_sha256: str) -> UserSession | None:
    """The sign-in with this token, open or ended."""
    return session.exec(select(UserSession).where(UserSession.token_sha256 == token_sha256)).first()


def end_sessions(session: Session, user_id: int) -> None:
    """End every open sign-in of a person."""
    for open_session in session.exec(
        select(UserSession).where(UserSession.user_id == user_id, col(UserSession.ended_at).is_(None))
    ):
        open_session.ended_at = now()


def open_link(session: Session, token_sha256: str) -> OneTimeLink | None:
    """The link with this token, if it was not used and has not expired; locked until the end."""
    return session.exec(
        select(OneTimeLink)
        .where(
            OneTimeLink.token_sha256 == token_sha256,
            col(OneTimeLink.used_at).is_(None),
            OneTimeLink.expires_at > now(),
        )
        .with_for_update()
    ).first()


def open_invitations(session: Session) -> Sequence[OneTimeLink]:
    """Invitations that still can be used, newest first."""
    return session.exec(
        select(OneTimeLink)
        .where(
            OneTimeLink.purpose == "invitation",
            col(OneTimeLink.used_at).is_(None),
            OneTimeLink.expires_at > now(),
        )
        .order_by(col(OneTimeLink.id).desc())
    ).all()


def get_link(session: Session, public_id: str) -> OneTimeLink:
    """The one-time link with this public id."""
    link = session.exec(select(OneTimeLink).where(OneTimeLink.public_id == public_id)).first()
    if link is None:
        raise NotFoundError("there is no such invitation")
    return link
