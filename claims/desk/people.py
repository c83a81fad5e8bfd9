"""Who is at the desk, and how they get in."""

import secrets
import threading
from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import cache
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from sqlmodel import Session
from zxcvbn import zxcvbn

from claims import store
from claims.desk import fields
from claims.digest import sha256
from claims.errors import InputError, NotAllowedError, SignInError
from claims.models import OneTimeLink, User, UserSession
from claims.models.base import now
from claims.vocab import LinkPurpose, Role

#: A sign-in ends after this long without a request, and after that long in any case.
IDLE = timedelta(hours=8)
ABSOLUTE = timedelta(hours=24)
#: How long a link can be used.
SIGN_IN_LINK_LIFE = timedelta(hours=1)
INVITATION_LIFE = timedelta(days=7)
#: A sign-in's last request is written down this often at most.
SEEN_EVERY = timedelta(minutes=5)

_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
# A hash takes 19 MiB and all of a core for a moment; more than two at once would starve the desk.
_HASHING = threading.Semaphore(2)
_RANK = {role: place for place, role in enumerate(Role)}


def at_least(user: User, role: Role) -> bool:
    """Whether a person may do what this role may."""
    return _RANK[user.role] >= _RANK[role]


def make_sign_in_link(session: Session, user: User | None = None) -> str:
    """Make the token of a one-time link that signs a person in; valid for one hour.

    Without `user` it is the first person, who is made as admin if nobody is there: the link that
    the desk prints when it opens.
    """
    user = user or store.people.first(session)
    if user is None:
        user = User(name="Editor", role=Role.ADMIN)
        session.add(user)
        session.flush()
        store.events.record(session, None, "made", "user", user.public_id, role=user.role.value)
    return _new_link(session, LinkPurpose.SIGN_IN, user.role, SIGN_IN_LINK_LIFE, user_id=user.id)[1]


def invite(session: Session, role: Role, note: str, who: User) -> str:
    """Make an invitation, valid for seven days and one person; gives its token.

    The token is not kept: it is shown once.

    Raises:
        NotAllowedError: if the role is above the inviter's own.
    """
    if not at_least(who, role):
        raise NotAllowedError("you can invite people up to your own role")
    link, token = _new_link(
        session,
        LinkPurpose.INVITATION,
        role,
        INVITATION_LIFE,
        made_by_id=who.id,
        note=fields.line(note, "note"),
    )
    store.events.record(session, who, "invited", "one_time_link", link.public_id, role=role.value)
    return token


def withdraw_invitation(session: Session, public_id: str, who: User) -> OneTimeLink:
    """Make an invitation worth nothing; one that was used already stays as it is."""
    link = store.people.get_link(session, public_id)
    if link.used_at is None:
        link.expires_at = now()
        store.events.record(session, who, "withdrew", "one_time_link", public_id)
    return link


def _new_link(
    session: Session, purpose: LinkPurpose, role: Role, life: timedelta, **more: Any
) -> tuple[OneTimeLink, str]:
    token = secrets.token_urlsafe(32)
    link = OneTimeLink(
        token_sha256=_hash_token(token), purpose=purpose, role=role, expires_at=now() + life, **more
    )
    session.add(link)
    session.flush()
    return link, token


def _hash_token(token: str) -> str:
    return sha256(token.encode())


def sign_in_by_link(session: Session, token: str) -> User:
    """Use up a sign-in link.

    Raises:
        SignInError: if it was used, has expired, or never was.
    """
    link = _use(session, token, LinkPurpose.SIGN_IN)
    user = session.get(User, link.user_id)
    if user is None or not user.active:
        raise SignInError("this link is no longer valid")
    return user


def _use(session: Session, token: str, purpose: LinkPurpose) -> OneTimeLink:
    link = open_link(session, token, purpose)
    link.used_at = now()
    session.add(link)
    return link


def open_link(session: Session, token: str, purpose: LinkPurpose) -> OneTimeLink:
    """The link with this token, while it can be used.

    Raises:
        SignInError: if it was used, has expired, or never was.
    """
    link = store.people.open_link(session, _hash_token(token))
    if link is None or link.purpose is not purpose:
        raise SignInError(
            "this link was used already or has expired; if it was you, sign in, else ask for a new one"
        )
    return link


def accept_invitation(session: Session, token: str, typed: Mapping[str, str], password_hash: str) -> User:
    """Join the desk by an invitation.

    Args:
        session: the unit of work.
        token: of the invitation.
        typed: name, login.
        password_hash: from `hash_password`.

    Raises:
        SignInError: if the invitation was used or has expired.
        InputError: if a field does not hold, or the login is taken.
    """
    link = _use(session, token, LinkPurpose.INVITATION)
    user = User(name="", role=link.role, password_hash=password_hash)
    _fill(session, user, typed)
    session.add(user)
    session.flush()
    link.user_id = user.id
    store.events.record(
        session, user, "joined", "user", user.public_id, role=user.role.value, link=link.public_id
    )
    return user


def edit_profile(session: Session, rev: int, typed: Mapping[str, str], password_hash: str, who: User) -> User:
    """Change one's own name, login, language and password (kept if the hash is empty).

    A new password ends all sign-ins of the person.
    """
    user = store.people.get(session, who.public_id)
    was = {"name": user.name, "login": user.login or ""}
    fields.check_rev(user, rev, was)
    user.password_hash = password_hash or user.password_hash
    _fill(session, user, typed)
    user.language = fields.line(typed["language"], "language", limit=16)
    session.add(user)
    if password_hash:
        store.people.end_sessions(session, user.id or 0)
    now_is = {"name": user.name, "login": user.login or ""}
    changed = {name: [was[name], now_is[name]] for name in was if was[name] != now_is[name]}
    store.events.record(
        session, who, "edited", "user", user.public_id, changed=changed, new_password=bool(password_hash)
    )
    return user


def _fill(session: Session, user: User, typed: Mapping[str, str]) -> None:
    name = fields.line(typed["name"], "name", required=True, limit=100)
    login = fields.line(typed["login"], "login", required=bool(user.password_hash), limit=200).lower()
    taken = store.people.with_login(session, login) if login else None
    if taken is not None and taken.id != user.id:
        raise InputError("somebody else signs in under this name", "login")
    # Only when all of it holds: a refused form is shown again with the person as they are.
    user.name, user.login = name, login or None


def hash_password(password: str, context: list[str]) -> str:
    """Hash a password with Argon2id (19 MiB, two passes).

    Any characters in any mixture are welcome; only what is short or easily guessed is refused,
    offline. Takes a moment on purpose, so it comes before the right to write is taken.

    Args:
        password: 8 to 200 characters.
        context: words an attacker would try first (the person's names).

    Raises:
        InputError: if it does not hold.
    """
    if not 8 <= len(password) <= 200:
        raise InputError("a password has 8 to 200 characters; 15 or more are better", "password")
    if zxcvbn(password[:40], user_inputs=context)["score"] < 2:
        raise InputError("this password is easily guessed; a few unrelated words are better", "password")
    with _HASHING:
        return _HASHER.hash(password)


@cache
def _nobodys_hash() -> str:
    return _HASHER.hash(secrets.token_hex())


def sign_in(session: Session, login: str, password: str) -> User:
    """Check a login and a password; an unknown login takes as long as a wrong password.

    Only reads, so that a slow hash holds up nobody who writes.

    Raises:
        SignInError: with the same text for both.
    """
    user = store.people.with_login(session, login.strip()[: fields.LINE])
    known = user.password_hash if user and user.active else None
    with _HASHING:
        holds = _verify(known or _nobodys_hash(), password[:200])
    if user is None or known is None or not holds:
        raise SignInError("this name and password do not fit together")
    return user


def _verify(known: str, password: str) -> bool:
    try:
        return _HASHER.verify(known, password)
    except VerifyMismatchError:
        return False


def open_session(session: Session, user: User) -> str:
    """Begin a sign-in; gives the token (256 bits) that the browser keeps."""
    token = secrets.token_urlsafe(32)
    session.add(UserSession(token_sha256=_hash_token(token), user_id=user.id or 0))
    store.events.record(session, user, "signed in", "user", user.public_id)
    return token


def who_is(session: Session, token: str) -> tuple[UserSession, User] | None:
    """The person behind a browser's token; None if the sign-in ended, idled out or is too old."""
    found = store.people.signed_in(session, _hash_token(token))
    if found is None:
        return None
    at = now()
    fresh = at - found[0].seen_at < IDLE and at - found[0].created_at < ABSOLUTE
    return found if fresh else None


def was_sign_in_of(session: Session, token: str, user: User) -> bool:
    """Whether a browser's token stands for a sign-in of this person, be it open or ended."""
    known = store.people.any_session(session, _hash_token(token))
    return known is not None and known.user_id == user.id


def saw(session: Session, token: str) -> None:
    """Write down that a sign-in is in use."""
    found = store.people.signed_in(session, _hash_token(token))
    if found is not None:
        found[0].seen_at = now()


def end_session(session: Session, token: str) -> None:
    """Sign out: the token is worth nothing from now on."""
    found = store.people.signed_in(session, _hash_token(token))
    if found is not None:
        found[0].ended_at = now()
        store.events.record(session, found[1], "signed out", "user", found[1].public_id)


def end_sessions_of(session: Session, public_id: str, who: User) -> User:
    """End every open sign-in of a person."""
    user = store.people.get(session, public_id)
    store.people.end_sessions(session, user.id or 0)
    store.events.record(session, who, "ended sign-ins of", "user", public_id)
    return user


def list_people(session: Session) -> tuple[Sequence[User], Sequence[OneTimeLink]]:
    """Everybody at the desk in the order they came, and the invitations that can still be used."""
    return store.people.everyone(session), store.people.open_invitations(session)
