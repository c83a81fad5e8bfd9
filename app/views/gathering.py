"""Stage 7: gather the claims of a set by a rule, put them in an order, and see what readers would get."""

from urllib.parse import parse_qsl

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app import db, forms
from app.auth import me
from app.contexts import GatherContext, PreviewContext
from app.htmx import again, form_on, go
from claims import desk
from claims.errors import NotFoundError
from claims.models import QueueFilter

bp = Blueprint("gathering", __name__)

_STEPS = {"up": -1, "down": 1}


@bp.get("/sets/<set_id>/gather")
def show(set_id: str) -> ResponseReturnValue:
    """What a filter of the queue, as its address says it, would take into a set and put out of it."""
    typed = request.args.to_dict() or dict(parse_qsl(request.form.get("rule", "")))
    asked = QueueFilter.of(typed) if typed else None
    page = GatherContext(desk.open_gathering(db.session(), set_id, asked, me()))
    return render_template("exports/gather.html", page=page)


@bp.post("/sets/<set_id>/gather/take-in")
@form_on(show)
def apply(set_id: str) -> ResponseReturnValue:
    """Keep a filter as the set's rule, take in what matches now, and put out what does not any more."""
    asked = QueueFilter.of(dict(parse_qsl(request.form.get("rule", ""))))
    shown = forms.number("comes"), forms.number("goes")
    came, went = desk.gather_by_rule(db.session(), set_id, forms.rev(), asked, shown, me())
    said = ngettext("%(num)s claim came in", "%(num)s claims came in", came)
    return go(_set(set_id), _("%(came)s, %(count)s went out.", came=said, count=went))


@bp.post("/sets/<set_id>/gather/drop")
def drop(set_id: str) -> ResponseReturnValue:
    """Gather by hand from now on."""
    desk.drop_rule(db.session(), set_id, forms.rev(), me())
    return go(_set(set_id), _("The set has no rule any more; its claims stay."))


@bp.post("/sets/<set_id>/move")
def move(set_id: str) -> ResponseReturnValue:
    """Move a claim one place up or down, or to a place."""
    session, claim, to = db.session(), request.form.get("claim", ""), request.form.get("to", "")
    if to in _STEPS:
        desk.step_in_set(session, set_id, forms.rev(), claim, _STEPS[to], me())
    else:
        desk.move_in_set(session, set_id, forms.rev(), claim, forms.number("to"), me())
    return again(_set(set_id), _("Claim moved."))


@bp.post("/sets/<set_id>/sort")
def sort(set_id: str) -> ResponseReturnValue:
    """Order a set by article and number."""
    desk.sort_set(db.session(), set_id, forms.rev(), me())
    return again(_set(set_id), _("Ordered by article."))


def _set(set_id: str) -> str:
    """The page of the set that the form came from."""
    page = forms.number_or_none("page")
    return url_for("exports.show", set_id=set_id, page=page if page and page > 1 else None)


@bp.get("/sets/<set_id>/preview")
def preview(set_id: str) -> ResponseReturnValue:
    """What a reader would see if the set were frozen now."""
    page = request.args.get("page", "1")
    if not (page.isascii() and page.isdigit() and len(page) < 6):
        raise NotFoundError("there is no such page")
    found = desk.preview_set(db.session(), set_id, int(page))
    return render_template("exports/preview.html", page=PreviewContext(found))
