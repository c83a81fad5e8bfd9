"""What a person chooses for themselves: looks and keys."""

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import db, forms
from app.auth import me
from app.contexts import KeyRow, SettingsContext
from app.htmx import form_on, go
from app.keys import ACTIONS, choices, shown
from app.keys import keys as keys_of_mine
from claims import desk
from claims.errors import InputError

bp = Blueprint("settings", __name__)


@bp.get("/settings")
def edit() -> ResponseReturnValue:
    """The form for looks, and that for keys."""
    chosen = desk.settings_of(me())
    rows = [
        KeyRow(action.name, str(action.text), shown(chosen.keys.get(action.name, action.code)))
        for action in ACTIONS
    ]
    page = SettingsContext(me(), chosen, desk.CHOICES, rows, tuple(choices()))
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


@bp.get("/help/keys")
def keys_help() -> ResponseReturnValue:
    """All keys, as they are for this person."""
    own = keys_of_mine()
    rows = [KeyRow(action.name, str(action.text), shown(own.get(action.name, ""))) for action in ACTIONS]
    return render_template("settings/keys.html", page=rows if own else [])
