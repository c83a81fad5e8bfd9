"""What the desk asks for before a verdict counts: everybody reads it, an admin changes it."""

from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import db, forms
from app.auth import me
from app.contexts import PolicyContext
from app.htmx import form_on, go
from claims import desk
from claims.errors import InputError
from claims.vocab import Role

bp = Blueprint("policy", __name__)


@bp.get("/settings/policy")
def show() -> ResponseReturnValue:
    """The policy in force, as a form for who may change it, and every version before it."""
    return render_template("policy/show.html", page=PolicyContext.of(desk.open_policy(db.session())))


@bp.post("/settings/policy")
@form_on(show)
def save() -> ResponseReturnValue:
    """Make the next version."""
    note = forms.typed("note")["note"]
    policy = desk.change_policy(db.session(), forms.rev(), _chosen(), note, me())
    return go(url_for(".show"), _("Version %(number)s of the policy is in force.", number=policy.version))


def _chosen() -> dict[str, Any]:
    name, _space, version = request.form.get("scale", "").partition(" ")
    if not (version.isascii() and version.isdigit() and len(version) < 10):
        raise InputError("choose one of these", "scale")
    return {
        "scale": name,
        "scale_version": int(version),
        **{each: forms.whole(each) for each in desk.POLICY_BOUNDS},
        **{each: bool(request.form.get(each)) for each in desk.POLICY_SWITCHES},
        "overriders": forms.choice(Role, "overriders"),
    }
