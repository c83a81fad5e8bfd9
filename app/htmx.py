"""How an action is answered: a partial for htmx, a redirect for a plain form. Only here (and on
the error page) is asked which of the two it is.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from flask import Response, flash, g, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_htmx import HTMX

from app import db
from claims.errors import InputError

htmx = HTMX()

VARY = "HX-Request, HX-Boosted, HX-History-Restore-Request"


View = Callable[..., ResponseReturnValue]


def wants_fragment() -> bool:
    """Whether the request was sent by htmx to put the answer into a page that is there."""
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def answer(partial: str, back_to: str, message: str = "", **context: Any) -> ResponseReturnValue:
    """Answer a good action.

    Args:
        partial: the template of the swap target; htmx gets it, and the message in the live region.
        back_to: the address of the page it is on; a plain form is sent there (303).
        message: what was done, in one sentence.
        context: what the partial takes.
    """
    if not wants_fragment():
        if message:
            flash(message)
        return redirect(back_to, code=303)
    return render_template(partial, **context) + render_template("_live.html", message=message)


def answer_with(partial: str, back_to: str, message: str, page: Callable[[], Any]) -> ResponseReturnValue:
    """`answer` whose page is read only if somebody is to see it here: a plain form is sent on to it."""
    if not wants_fragment():
        return answer(partial, back_to, message)
    return answer(partial, back_to, message, page=page())


def answer_at(target: str, partial: str, message: str, address: str = "", **context: Any) -> Response:
    """Answer an action of htmx by less than it asked for: all that changed is in this one place.

    Args:
        target: the place, by its `#id`; the partial has it as its root.
        partial: the template of the swap target.
        message: what was done, in one sentence.
        address: the page that is shown then, where it is another.
        context: what the partial takes.
    """
    response = make_response(
        render_template(partial, **context) + render_template("_live.html", message=message)
    )
    response.headers.update({"HX-Retarget": target, "HX-Reselect": target, "HX-Reswap": "outerHTML"})
    if address:
        response.headers["HX-Push-Url"] = address
    return response


def shown_address() -> str:
    """Where the page is that htmx asks from: what the browser shows, path and `?`; "" for a plain form."""
    parts = urlsplit(htmx.current_url or "") if wants_fragment() else urlsplit("")
    return urlunsplit(("", "", parts.path, parts.query, ""))


def answer_here(partial: str, whole: str, status: int = 200, **context: Any) -> Response:
    """Answer an action whose results are too long to be carried over a redirect.

    htmx gets the partial, a plain form the whole page that holds it; both are templates.
    """
    return make_response(render_template(partial if wants_fragment() else whole, **context), status)


def go(back_to: str, message: str = "") -> ResponseReturnValue:
    """Answer a good action that leads to another page."""
    if message:
        flash(message)
    if not wants_fragment():
        return redirect(back_to, code=303)
    response = make_response("", 204)
    response.headers["HX-Redirect"] = back_to
    return response


def told(partial: str, *, anew: bool) -> Response:
    """Answer who asks again and again; with `anew` htmx loads the page it is on as a whole."""
    response = make_response(partial)
    if anew:
        response.headers["HX-Refresh"] = "true"
    return response


def again(back_to: str, message: str) -> ResponseReturnValue:
    """Answer a good action that may have changed any part of a page: that page anew, for both alike.

    htmx follows the redirect by itself and takes what it asked for out of the page.
    """
    flash(message)
    return redirect(back_to, code=303)


def page_again(page: View, error: InputError) -> Response:
    """The page a form came from, with what was typed kept and the error beside its field (422)."""
    db.roll_back()
    g.refused = error
    response = make_response(page(**(request.view_args or {})))
    response.status_code = 422
    return response


def form_on(page: View) -> Callable[[View], View]:
    """Let a view's refused form come back on its page, with what was typed kept."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(**arguments: str) -> ResponseReturnValue:
            try:
                return view(**arguments)
            except InputError as error:
                if error.field in ("op_id", "rev"):  # hidden: no field of the page could show it
                    raise
                return page_again(page, error)

        return guarded

    return decorate


class Kept:
    """What was typed into the form with this action, if it has just been refused."""

    def __init__(self, action: str) -> None:
        refused: InputError | None = g.get("refused")
        self.error = refused if refused and request.path == action else None

    def value(self, name: str, otherwise: object = "") -> str:
        """What the field was filled with; `otherwise` if the form is shown for the first time."""
        return request.form.get(name, "") if self.error else str(otherwise or "")

    def message(self, name: str) -> str:
        """What is wrong with the field; "" if nothing."""
        return str(self.error) if self.error and self.error.field == name else ""

    def general(self, *names: str) -> str:
        """What is wrong with the form as a whole: an error of none of the named fields."""
        return str(self.error) if self.error and self.error.field not in names else ""
