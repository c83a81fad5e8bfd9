"""Every error of the house as an HTTP status, and as a page or a notice."""

import errno
import logging

from flask import Flask, Response, g, make_response, render_template, request
from flask_babel import gettext as _
from werkzeug.exceptions import HTTPException

from app import db
from app.contexts import ConflictContext, ErrorContext, Resend, asked_for
from app.htmx import wants_fragment
from claims import errors

_log = logging.getLogger(__name__)

#: Forms that hold a password; nothing of them is shown again.
_UNKEPT = ("people.sign_in_post", "people.join_post")

STATUS: dict[type[errors.ClaimsError], int] = {
    errors.ClaimsError: 500,
    errors.InputError: 422,
    errors.AnchorError: 422,
    errors.AmbiguousError: 422,
    errors.TooLargeError: 422,
    errors.FetchRefusedError: 422,
    errors.FetchFailedError: 502,
    errors.NotFoundError: 404,
    errors.NotYetError: 404,
    errors.GoneError: 410,
    errors.NotAllowedError: 403,
    errors.MoveError: 422,
    errors.ConflictError: 409,
    errors.SignInError: 401,
    errors.RetryableError: 503,
    errors.WiringError: 500,
}


def init_app(app: Flask) -> None:
    """Answer every error with a page that says what to do, and nothing of the inside."""
    app.register_error_handler(errors.ClaimsError, _refused)
    app.register_error_handler(errors.ConflictError, _conflict)
    for race in db.RACES:
        app.register_error_handler(race, _race)
    app.register_error_handler(db.BUSY, _busy)
    app.register_error_handler(db.UNFIT, _unfit)
    app.register_error_handler(OSError, _system)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unexpected)


def _refused(error: errors.ClaimsError) -> Response:
    return _show(STATUS[type(error)], str(error), getattr(error, "instead", ""))


def _race(_error: Exception) -> Response:
    return _conflict(errors.ConflictError("somebody else saved the same in between"))


def _busy(error: Exception) -> Response:
    if db.says_full(error):
        return _full(error)
    response = _show(503, _("The desk is busy. Nothing was saved yet; try again in a moment."))
    response.headers["Retry-After"] = "2"
    return response


def _full(error: Exception) -> Response:
    _log.error("there is no room left on the disk", exc_info=error)
    return _show(507, _("The disk is full. Nothing was saved; make room, then send it again."))


def _unfit(_error: Exception) -> Response:
    return _show(422, _("This holds characters that cannot be stored."))


def _conflict(error: errors.ConflictError) -> Response:
    """What is saved now beside what was typed, so that nothing typed is lost."""
    db.roll_back()
    asked = asked_for(request.endpoint, (request.view_args or {}).get("step", ""), request.form)
    page = ConflictContext.of(error, request.form, request.path, asked)
    if wants_fragment():
        response = make_response(render_template("_conflict.html", page=page), 409)
        response.headers["HX-Retarget"] = "#notices"
        response.headers["HX-Reswap"] = "innerHTML"
        # The sender's form asks for a part of the page; the notice is to be taken whole.
        response.headers["HX-Reselect"] = "#conflict"
        return response
    return make_response(render_template("conflict.html", page=page), 409)


def _http(error: HTTPException) -> Response:
    if error.response is not None:
        return make_response(error.response)
    known = {
        400: _("This form was not complete, or the page was open too long. Load the page again."),
        401: _("You are signed out. Sign in in another tab; what you typed stays here."),
        404: _("There is nothing at this address."),
        405: _("This address does not take that kind of request."),
        413: _("That is more than the desk takes in one go. Nothing was saved."),
        429: _("Too many tries. Wait a minute, then try again."),
    }
    code = error.code or 500
    response = _show(code, known.get(code, error.name))
    if code == 405:
        response.headers["Allow"] = ", ".join(getattr(error, "valid_methods", None) or [])
    return response


def _system(error: OSError) -> Response:
    """A file that could not be written, such as an upload while it comes in."""
    return _full(error) if error.errno == errno.ENOSPC else _unexpected(error)


def _unexpected(error: Exception) -> Response:
    db.roll_back()
    _log.exception("request %s failed", g.get("request_id", ""), exc_info=error)
    number = g.get("request_id", "–")
    return _show(500, _("Something broke. Nothing was saved. Its number is %(number)s.", number=number))


#: Answers after which the same form may be taken the next time.
_WORTH_SENDING_AGAIN = (400, 401, 409, 503, 507)


def _show(status: int, message: str, instead: str = "") -> Response:
    db.roll_back()
    kept = request.method == "POST" and status in _WORTH_SENDING_AGAIN and request.endpoint not in _UNKEPT
    page = ErrorContext(status, message, Resend.of(request.form, request.path) if kept else None, instead)
    if wants_fragment():
        response = make_response(render_template("_notice.html", page=page), status)
        response.headers["HX-Retarget"] = "#notices"
        response.headers["HX-Reswap"] = "innerHTML"
        response.headers["HX-Reselect"] = ".notice"
        return response
    return make_response(render_template("error.html", page=page), status)
