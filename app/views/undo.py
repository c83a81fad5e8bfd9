"""Undo the last thing that was done in this sitting."""

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import db, forms
from app.auth import me
from app.htmx import again
from claims import desk

bp = Blueprint("undo", __name__)


@bp.post("/undo")
def last() -> ResponseReturnValue:
    """Undo the newest act that was not undone, and show the page again that it was asked from."""
    act = desk.undo_last(db.session(), me())
    back_to = forms.inside(request.form.get("back", "")) or url_for("articles.home")
    return again(back_to, _("Undone: %(about)s, %(verb)s.", about=act.about, verb=act.verb))
