"""What a person chooses for themselves: looks, keys, and what counts in their own queue."""

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import db, forms
from app.auth import me
from app.contexts import KeyRow, SettingsContext
from app.contexts.labels import counts
from app.htmx import form_on, go
from app.keys import ACTIONS, choices, shown
from app.keys import keys as keys_of_mine
from claims import desk
from claims.errors import InputError

bp = Blueprint("settings", __name__)


@bp.get("/settings")
def edit() -> ResponseReturnValue:
    """The forms for looks, for keys, and for the order of one's own queue."""
    chosen = desk.settings_of(me())
    rows = [
        KeyRow(action.name, str(action.text), shown(chosen.keys.get(action.name, action.code)))
        for action in ACTIONS
    ]
    page = SettingsContext(me(), chosen, desk.CHOICES, rows, tuple(choices()), desk.WEIGHED, counts())
    return render_template("settings/edit.html", page=page)


@bp.post("/settings/looks")
@form_on(edit)
def looks() -> ResponseReturnValue:
    """Choose theme, density and motion."""
    desk.edit_settings(db.session(), forms.rev(), forms.typed(*desk.CHOICES), me())
    return go(url_for(".edit"), _("Settings saved."))


@bp.post("/settings/keys")
@form_on(edit)
def keys() -> ResponseReturnValue:
    """Switch single keys on or off, and choose others."""
    chosen = {} if request.form.get("reset") else _chosen()
    changed = {"keys_on": bool(request.form.get("keys_on")), "keys": chosen}
    desk.edit_settings(db.session(), forms.rev(), changed, me())
    return go(url_for(".edit"), _("Keys saved."))


def _chosen() -> dict[str, str]:
    """The keys that are not as they are for everybody; each presses one thing only."""
    known = {sign.casefold(): code for sign, code in choices().items()}
    chosen: dict[str, str] = {}
    for action in ACTIONS:
        sign = " ".join(request.form.get(action.name, shown(action.code)).split()).casefold()
        if sign not in known:
            raise InputError("a key looks like J, Shift+J, G J, 1 or Space", action.name)
        if known[sign] in chosen.values():
            raise InputError("this key is taken by another action", action.name)
        chosen[action.name] = known[sign]
    return {action.name: chosen[action.name] for action in ACTIONS if chosen[action.name] != action.code}


@bp.post("/settings/weights")
@form_on(edit)
def weights() -> ResponseReturnValue:
    """Choose how much each reason counts in one's own queue, or have the desk's order again."""
    weighed = {} if request.form.get("reset") else _weighed()
    desk.edit_settings(db.session(), forms.rev(), {"weights": weighed}, me())
    said = _("Your queue is in your own order.") if weighed else _("Your queue is in the desk's order.")
    return go(forms.inside(request.form.get("back", "")) or url_for(".edit", _anchor="weights"), said)


def _weighed() -> dict[str, float]:
    """How much each reason counts that does not count once."""
    known = {f"{count:g}": count for count in desk.COUNTS}
    chosen = {}
    for why in desk.WEIGHED:
        typed = request.form.get(f"weight-{why.value}", "1")
        if typed not in known:
            raise InputError("choose one of these", f"weight-{why.value}")
        chosen[why.value] = known[typed]
    return {name: count for name, count in chosen.items() if count != 1}


@bp.get("/help/keys")
def keys_help() -> ResponseReturnValue:
    """All keys, as they are for this person."""
    own = keys_of_mine()
    rows = [KeyRow(action.name, str(action.text), shown(own.get(action.name, ""))) for action in ACTIONS]
    return render_template("settings/keys.html", page=rows if own else [])
