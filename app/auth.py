"""Who is at the desk, and what they may do. A route that is not in POLICY is closed to all."""

from dataclasses import dataclass
from typing import cast
from urllib.parse import urlsplit

from flask import Flask, Response, abort, g, redirect, request, session, url_for
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user
from flask_wtf.csrf import CSRFProtect

from app import db
from app.htmx import wants_fragment
from claims import desk
from claims.errors import NotAllowedError
from claims.models import User
from claims.models.base import now
from claims.vocab import Role

#: For routes that everybody may use, signed in or not.
PUBLIC = None

POLICY: dict[str, Role | None] = {
    "static": PUBLIC,
    "people.sign_in": PUBLIC,
    "people.sign_in_post": PUBLIC,
    "people.sign_in_by_link": PUBLIC,
    "people.join": PUBLIC,
    "people.join_post": PUBLIC,
    "people.sign_out": Role.VIEWER,
    "people.profile": Role.VIEWER,
    "people.profile_post": Role.VIEWER,
    "settings.edit": Role.VIEWER,
    "settings.looks": Role.VIEWER,
    "settings.keys": Role.VIEWER,
    "settings.weights": Role.VIEWER,
    "settings.keys_help": Role.VIEWER,
    "policy.show": Role.VIEWER,
    "policy.save": Role.ADMIN,
    "scales.index": Role.EDITOR,
    "scales.use": Role.ADMIN,
    "scales.new": Role.EDITOR,
    "scales.create": Role.EDITOR,
    "scales.edit": Role.EDITOR,
    "scales.save": Role.EDITOR,
    "scales.sheet": Role.VIEWER,
    "people.here": Role.VIEWER,
    "people.index": Role.EDITOR,
    "people.invite": Role.EDITOR,
    "people.withdraw": Role.EDITOR,
    "people.end_sessions": Role.ADMIN,
    "people.remove": Role.ADMIN,
    "people.restore": Role.ADMIN,
    "articles.home": Role.VIEWER,
    "articles.index": Role.VIEWER,
    "articles.show": Role.VIEWER,
    "articles.panel": Role.VIEWER,
    "articles.new": Role.REVIEWER,
    "articles.create": Role.REVIEWER,
    "articles.edit": Role.REVIEWER,
    "articles.edit_post": Role.REVIEWER,
    "articles.mark": Role.REVIEWER,
    "articles.strike": Role.REVIEWER,
    "editions.new": Role.REVIEWER,
    "editions.create": Role.REVIEWER,
    "editions.changes": Role.VIEWER,
    "editions.here": Role.REVIEWER,
    "editions.gone": Role.REVIEWER,
    "jobs.progress": Role.VIEWER,
    "jobs.show": Role.VIEWER,
    "jobs.retry": Role.REVIEWER,
    "triage.queue": Role.VIEWER,
    "triage.newer": Role.VIEWER,
    "triage.step": Role.REVIEWER,
    "triage.dismiss": Role.REVIEWER,
    "triage.duplicates": Role.REVIEWER,
    "triage.duplicate": Role.REVIEWER,
    "triage.bulk": Role.REVIEWER,
    "triage.keep_view": Role.REVIEWER,
    "triage.drop_view": Role.REVIEWER,
    "undo.last": Role.REVIEWER,
    "shape.new": Role.REVIEWER,
    "shape.make": Role.REVIEWER,
    "shape.split": Role.REVIEWER,
    "shape.split_post": Role.REVIEWER,
    "shape.merge": Role.REVIEWER,
    "shape.merge_post": Role.REVIEWER,
    "shape.places": Role.REVIEWER,
    "shape.add_place": Role.REVIEWER,
    "shape.move_place": Role.REVIEWER,
    "shape.take_place": Role.REVIEWER,
    "shape.tick": Role.REVIEWER,
    "shape.untick": Role.REVIEWER,
    "verdicts.show": Role.VIEWER,
    "verdicts.reword": Role.REVIEWER,
    "verdicts.draft": Role.REVIEWER,
    "verdicts.submit": Role.REVIEWER,
    "verdicts.take_back": Role.REVIEWER,
    "verdicts.override": Role.REVIEWER,  # from what role on, the policy says
    "verdicts.review": Role.REVIEWER,
    "reviews.rate": Role.REVIEWER,
    "reviews.compare": Role.VIEWER,
    "reviews.adjudicate": Role.EDITOR,
    "reviews.renew": Role.REVIEWER,
    "verdicts.withdraw": Role.EDITOR,
    "history.show": Role.VIEWER,
    "history.then": Role.VIEWER,
    "contacts.note": Role.REVIEWER,
    "contacts.edit": Role.REVIEWER,
    "contacts.answered": Role.REVIEWER,
    "sources.index": Role.VIEWER,
    "sources.show": Role.VIEWER,
    "sources.drift": Role.VIEWER,
    "sources.recheck": Role.VIEWER,
    "sources.text": Role.VIEWER,
    "sources.raw": Role.VIEWER,
    "sources.warc": Role.VIEWER,
    "sources.new": Role.REVIEWER,
    "sources.create": Role.REVIEWER,
    "sources.upload": Role.REVIEWER,
    "sources.describe": Role.REVIEWER,
    "sources.fetch": Role.REVIEWER,
    "sources.edit": Role.REVIEWER,
    "sources.edit_post": Role.REVIEWER,
    "sources.again": Role.REVIEWER,
    "sources.paste_again": Role.REVIEWER,
    "sources.upload_again": Role.REVIEWER,
    "sources.fetch_again": Role.REVIEWER,
    "sources.archive": Role.REVIEWER,
    "sources.merge": Role.REVIEWER,
    "sources.take_out": Role.REVIEWER,
    "sources.check": Role.REVIEWER,
    "sources.check_set": Role.REVIEWER,
    "evidence.new": Role.REVIEWER,
    "evidence.attach": Role.REVIEWER,
    "evidence.edit": Role.REVIEWER,
    "evidence.describe": Role.REVIEWER,
    "evidence.stance": Role.REVIEWER,
    "evidence.detach": Role.REVIEWER,
    "evidence.search": Role.REVIEWER,
    "origins.claim": Role.VIEWER,
    "origins.source": Role.VIEWER,
    "origins.relay": Role.REVIEWER,
    "origins.said": Role.REVIEWER,
    "agreement.index": Role.REVIEWER,
    "agreement.pair": Role.REVIEWER,
    "exports.index": Role.VIEWER,
    "exports.show": Role.VIEWER,
    "exports.create": Role.EDITOR,
    "exports.edit": Role.EDITOR,
    "exports.edit_post": Role.EDITOR,
    "exports.add": Role.EDITOR,
    "exports.remove": Role.EDITOR,
    "exports.freeze": Role.EDITOR,
    "gathering.show": Role.EDITOR,
    "gathering.apply": Role.EDITOR,
    "gathering.drop": Role.EDITOR,
    "gathering.move": Role.EDITOR,
    "gathering.sort": Role.EDITOR,
    "gathering.preview": Role.VIEWER,
    "releases.diff": Role.VIEWER,
    "releases.withdrawal": Role.EDITOR,
    "releases.withdraw": Role.EDITOR,
    "exports.download": Role.VIEWER,
    "exports.manifest": Role.VIEWER,
    "exports.package": Role.VIEWER,
    "exports.schema": Role.VIEWER,
    "imports.index": Role.VIEWER,
    "imports.new": Role.EDITOR,
    "imports.create": Role.EDITOR,
    "imports.show": Role.VIEWER,
    "imports.mapping": Role.EDITOR,
    "imports.map_columns": Role.EDITOR,
    "imports.download": Role.VIEWER,
    "imports.leads": Role.VIEWER,
}

#: What a page asks for by itself: nobody is at the desk because of it, and a sign-in runs out all the same.
POLLED = frozenset({"triage.newer"})

csrf = CSRFProtect()
limiter = Limiter(get_remote_address, storage_uri="memory://")
_login = LoginManager()


@dataclass(frozen=True, slots=True)
class SignedIn(UserMixin):
    """A person and the token of their sign-in, as Flask-Login carries them; `sitting` is its key."""

    user: User
    token: str
    sitting: int | None = None

    def get_id(self) -> str:
        """What the browser's cookie holds: the token, never the person's key."""
        return self.token


def init_app(app: Flask) -> None:
    """Check every request: its origin, its token, its person, their role, and that it is new."""
    app.config["WTF_CSRF_CHECK_DEFAULT"] = False  # _check asks, in its turn
    csrf.init_app(app)
    limiter.init_app(app)
    _login.init_app(app)
    _login.user_loader(_load)
    app.before_request(_check)
    app.context_processor(lambda: {"me": me_or_nobody(), "may": may, "mine": _settings()})


def _load(token: str) -> SignedIn | None:
    if request.method == "POST":
        with db.reading(db.engine()) as look:
            found = desk.who_is(look, token)
    else:
        found = desk.who_is(db.session(), token)
    if found is None:
        return None
    opened, user = found
    if now() - opened.seen_at > desk.SEEN_EVERY and request.endpoint not in POLLED:
        with db.writing() as writable:
            desk.saw(writable, token)
    return SignedIn(user, token, opened.id)


def _check() -> Response | None:
    """Each question in its turn; who is signed out is told so, and not that their form is too old."""
    if _has_nul():
        abort(404)
    if request.endpoint is None:
        return None
    if request.endpoint not in POLICY:
        raise NotAllowedError("this address is closed")
    needed = POLICY[request.endpoint]
    if needed is not PUBLIC and me_or_nobody() is None:
        return _to_sign_in()
    if request.method == "POST":
        _check_sender()
    if needed is PUBLIC:
        return None
    if not desk.at_least(me(), needed):
        raise NotAllowedError("your role does not allow this")
    g.actor, g.sitting = me().public_id, current_user.sitting
    return None


def _has_nul() -> bool:
    """Whether an address holds NUL, which no id does and PostgreSQL cannot even look for."""
    values = [*(request.view_args or {}).values(), *request.args.values()]
    return any("\0" in str(value) for value in values)


def _check_sender() -> None:
    """Take a form from this desk's own pages only: by its token, and by what the browser says."""
    origin = request.headers.get("Origin", "null")
    elsewhere = origin != "null" and urlsplit(origin).netloc != request.host
    if elsewhere or request.headers.get("Sec-Fetch-Site", "none") not in ("same-origin", "none"):
        abort(400)
    csrf.protect()


def _to_sign_in() -> Response:
    if wants_fragment() or request.method == "POST":
        abort(401)
    return cast(Response, redirect(url_for("people.sign_in", next=request.full_path.rstrip("?")), code=303))


def me_or_nobody() -> User | None:
    """The person who is signed in, if anybody is."""
    return current_user.user if current_user.is_authenticated else None


def _settings() -> desk.Settings:
    user = me_or_nobody()
    return desk.settings_of(user) if user else desk.Settings()


def me() -> User:
    """The person who is signed in; a route that asks has a policy that makes sure of one."""
    user = me_or_nobody()
    if user is None:
        abort(401)
    return user


def may(role: str) -> bool:
    """Whether the signed-in person may do what this role may; for showing buttons, not for guarding."""
    user = me_or_nobody()
    return user is not None and desk.at_least(user, Role(role))


def remember(user: User, token: str) -> None:
    """Begin a sign-in in this browser, with a new cookie that holds its token."""
    # A form that was open when its person's sign-in ran out can still be sent after this.
    with db.reading(db.engine()) as look:
        same_person = desk.was_sign_in_of(look, session.get("_user_id", ""), user)
    secret = session.get("csrf_token") if same_person else None
    session.clear()
    if secret:
        session["csrf_token"] = secret
    login_user(SignedIn(user, token))


def sign_out() -> None:
    """End this browser's sign-in here and in the database."""
    desk.end_session(db.session(), current_user.get_id())
    logout_user()
    session.clear()
