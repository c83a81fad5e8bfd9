"""Who is at the desk: sign in, sign out, invite, join."""

import logging

from flask import Blueprint, current_app, make_response, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_limiter.util import get_remote_address

from app import auth, db, forms
from app.auth import limiter, me
from app.contexts import JoinContext, PeopleContext, ProfileContext, SignInContext
from app.htmx import form_on, go
from claims import desk
from claims.errors import InputError, SignInError
from claims.models import User
from claims.vocab import LinkPurpose, Role

bp = Blueprint("people", __name__)
_log = logging.getLogger(__name__)

LANGUAGES = (("", "–"), ("en", "English"))


def _address_and_name() -> str:
    return f"{get_remote_address()} {request.form.get('login', '').strip().casefold()[:200]}"


@bp.get("/sign-in")
def sign_in() -> ResponseReturnValue:
    """The form to sign in."""
    page = SignInContext(forms.inside(request.args.get("next", "")))
    return render_template("people/sign_in.html", page=page)


@bp.post("/sign-in")
@limiter.limit(
    lambda: current_app.config["SIGN_IN_ADDRESS_LIMIT"],
    deduct_when=lambda response: response.status_code == 401,
)
@limiter.limit(
    lambda: current_app.config["SIGN_IN_LIMIT"],
    key_func=_address_and_name,
    deduct_when=lambda response: response.status_code == 401,
)
def sign_in_post() -> ResponseReturnValue:
    """Sign in by name and password."""
    typed = forms.typed("login", "password", "next")
    back_to = forms.inside(typed["next"])
    try:
        with db.reading(db.engine()) as look:
            user = desk.sign_in(look, typed["login"], typed["password"])
    except SignInError as error:
        _log.warning("sign-in refused from %s", get_remote_address())
        page = SignInContext(back_to, str(error), typed["login"])
        return make_response(render_template("people/sign_in.html", page=page), 401)
    auth.remember(user, desk.open_session(db.session(), user))
    return go(back_to or url_for("articles.home"))


@bp.get("/sign-in/<token>")
def sign_in_by_link(token: str) -> ResponseReturnValue:
    """Sign in by the one-time link that the desk printed; lands on the first page."""
    if request.method == "HEAD":  # a look at a link must not use it up
        return "", 204
    with db.writing() as writable:
        user = desk.sign_in_by_link(writable, token)
        opened = desk.open_session(writable, user)
    auth.remember(user, opened)
    return go(url_for("articles.home"))


@bp.post("/sign-out")
def sign_out() -> ResponseReturnValue:
    """Sign out."""
    auth.sign_out()
    return go(url_for(".sign_in"))


@bp.get("/join/<token>")
def join(token: str) -> ResponseReturnValue:
    """The form to join by an invitation."""
    link = desk.open_link(db.session(), token, LinkPurpose.INVITATION)
    return render_template("people/join.html", page=JoinContext(token, link.role))


@bp.post("/join/<token>")
@form_on(join)
def join_post(token: str) -> ResponseReturnValue:
    """Join the desk."""
    typed = forms.typed("name", "login", "password")
    password_hash = _hashed(typed)
    user = desk.accept_invitation(db.session(), token, typed, password_hash)
    auth.remember(user, desk.open_session(db.session(), user))
    return go(url_for("articles.home"), _("Welcome, %(name)s.", name=user.name))


def _hashed(typed: dict[str, str]) -> str:
    return desk.hash_password(typed["password"], [typed["name"], typed["login"], "claimdesk"])


@bp.get("/people")
def index() -> ResponseReturnValue:
    """Everybody at the desk, and the open invitations."""
    everyone, invitations = desk.list_people(db.session())
    roles = [role for role in Role if auth.may(role)]
    # The token travels in the inviter's own cookie: the database keeps only its hash.
    token = session.pop("invitation", "")
    link = url_for(".join", token=token, _external=True) if token else ""
    page = PeopleContext(everyone, invitations, roles, link)
    return render_template("people/index.html", page=page)


@bp.post("/people/invitations")
@form_on(index)
def invite() -> ResponseReturnValue:
    """Make an invitation; its link is shown this once."""
    role, note = forms.choice(Role, "role"), request.form.get("note", "")
    token = desk.invite(db.session(), role, note, me())
    session["invitation"] = token
    return go(url_for(".index"))


@bp.post("/people/invitations/<link_id>/withdraw")
def withdraw(link_id: str) -> ResponseReturnValue:
    """Make an invitation worth nothing."""
    desk.withdraw_invitation(db.session(), link_id, me())
    return go(url_for(".index"), _("Invitation withdrawn."))


@bp.post("/people/<user_id>/end-sessions")
def end_sessions(user_id: str) -> ResponseReturnValue:
    """End every open sign-in of a person."""
    user: User = desk.end_sessions_of(db.session(), user_id, me())
    return go(url_for(".index"), _("All sign-ins of %(name)s ended.", name=user.name))


@bp.post("/people/<user_id>/remove")
def remove(user_id: str) -> ResponseReturnValue:
    """Close the desk to a person."""
    user: User = desk.remove_person(db.session(), user_id, me())
    return go(url_for(".index"), _("%(name)s was removed; what they wrote stays.", name=user.name))


@bp.post("/people/<user_id>/restore")
def restore(user_id: str) -> ResponseReturnValue:
    """Open the desk to a person again."""
    user: User = desk.restore_person(db.session(), user_id, me())
    return go(url_for(".index"), _("%(name)s can sign in again.", name=user.name))


@bp.get("/claims/<claim_id>/here")
def here(claim_id: str) -> ResponseReturnValue:
    """Who else is on a claim; asked again and again by a page that shows it."""
    others, is_time = desk.others_on(db.session(), claim_id, me())
    if is_time:
        with db.writing() as writable:
            desk.be_on(writable, claim_id, me())
    return render_template("people/_here.html", claim_id=claim_id, others=others)


@bp.get("/profile")
def profile() -> ResponseReturnValue:
    """The form for one's own name, language and password."""
    return render_template("people/profile.html", page=ProfileContext(me(), LANGUAGES))


@bp.post("/profile")
@form_on(profile)
def profile_post() -> ResponseReturnValue:
    """Change one's own name, language or password."""
    typed = forms.typed("name", "login", "password", "language")
    if typed["language"] not in dict(LANGUAGES):
        raise InputError("choose one of these", "language")
    password_hash = _hashed(typed) if typed["password"] else ""
    user = desk.edit_profile(db.session(), forms.rev(), typed, password_hash, me())
    if password_hash:  # all sign-ins ended with the old password, this one begins anew
        auth.remember(user, desk.open_session(db.session(), user))
    return go(url_for(".profile"), _("Profile saved."))
