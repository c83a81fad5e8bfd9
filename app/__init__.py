"""Claimdesk's web desk: `create_app` puts it together."""

from pathlib import Path
from typing import Any

from flask import Flask, Response, request
from flask.ctx import AppContext
from flask_babel import Babel, get_locale
from jinja2 import StrictUndefined
from ulid import ULID
from werkzeug.middleware.proxy_fix import ProxyFix

from app import auth, config, db, errors, keys, views
from app.auth import me_or_nobody
from app.contexts import labels, rated, reader, reviews, rules, triage
from app.htmx import VARY, Kept, htmx
from claims import vocab

_CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; "
    "frame-ancestors 'none'"
)


class Desk(Flask):
    """Flask, with the database's commit as the last step of each request's view."""

    def dispatch_request(self, *context: AppContext) -> Response:
        """Answer, and commit before the answer is sent, so that no answer lies."""
        try:
            response = self.make_response(super().dispatch_request(*context))
        except db.AlreadyDoneError as done:
            db.roll_back()
            return done.answer
        db.finish(response)
        return response


def create_app(**given: Any) -> Flask:
    """Put the desk together.

    Args:
        given: settings by name, before those of the environment (see `app.config`).

    Raises:
        SettingError: if the secret key is missing.
    """
    app = Desk(__name__, template_folder=_templates())
    app.config.update(config.settings({"LISTENS_ON": ""} | given))
    app.config["FETCH_ALLOWED"] = config.may_fetch(app.config, app.config["LISTENS_ON"])
    app.config.update(
        MAX_FORM_MEMORY_SIZE=app.config["MAX_CONTENT_LENGTH"],
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=app.config["SECURE_COOKIES"],
        SESSION_COOKIE_NAME="__Host-claimdesk" if app.config["SECURE_COOKIES"] else "claimdesk",
        WTF_CSRF_TIME_LIMIT=None,
        BABEL_DEFAULT_LOCALE=app.config["LANGUAGE"],
        RATELIMIT_HEADERS_ENABLED=False,
    )
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True, "undefined": StrictUndefined}
    Babel(app, locale_selector=_language)
    htmx.init_app(app)
    db.init_app(app)
    auth.init_app(app)
    errors.init_app(app)
    views.register(app)
    app.after_request(_headers)
    app.jinja_env.globals.update(_WORDS)
    app.jinja_env.filters["labelled"] = labels.labelled
    if hops := app.config["PROXIES"]:
        # Flask's own way to wrap itself; the type checker sees a method replaced.
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    return app


def _templates() -> str:
    """Beside the packages in a checkout, inside this one when installed from a wheel."""
    here = Path(__file__).parent
    inside = here / "templates"
    return str(inside if inside.exists() else here.parent / "templates")


_WORDS = {
    "Kept": Kept,
    "label": labels.label,
    "did": reviews.did,
    "worth_reason": labels.worth_reason,
    "field_name": labels.field_name,
    "glyphs": labels.GLYPHS,
    "status_glyph": labels.status_glyph,
    "ref_glyph": reader.ref_glyph,
    "mark_class": reader.mark_class,
    "ref_label": reader.ref_label,
    "rated": rated.rated,
    "look_of": rated.look_of,
    "scale_of": rated.scale_of,
    "verdict_look": rated.verdict_look,
    "asks": rules.asks,
    "policy_name": lambda name: str(rules.NAMES[name]),
    "in_words": rules.in_words,
    "due_text": triage.due_text,
    "is_overdue": triage.is_overdue,
    "priority_of": triage.priority_of,
    "new_op_id": lambda: str(ULID()),
    "vocab": vocab,
    "get_locale": get_locale,
    "key": keys.key,
    "actions_by_key": keys.actions_by_key,
    "palette": keys.palette,
}


def _language() -> str | None:
    user = me_or_nobody()
    return user.language or None if user else None


def _headers(response: Response) -> Response:
    response.headers.setdefault("Content-Security-Policy", _CSP)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    if request.endpoint not in ("static", "scales.sheet"):
        response.headers["Cache-Control"] = "no-store"
        response.headers["Vary"] = f"{VARY}, Cookie"
    if request.is_secure:
        response.headers["Strict-Transport-Security"] = "max-age=31536000"
    return response
