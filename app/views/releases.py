"""Stage 7: how two versions of a set differ, and taking back what was released."""

from flask import Blueprint, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import config, db, forms
from app.auth import me
from app.contexts import DiffContext, WithdrawalContext
from app.htmx import form_on, go
from claims import desk
from claims.errors import NotFoundError

bp = Blueprint("releases", __name__)


@bp.get("/sets/<set_id>/diff")
def diff(set_id: str) -> ResponseReturnValue:
    """What differs between two versions: `?from=` and `?to=`, which may be "draft", the set as it is now.

    Without them it is the newest version and the set as it is now. Of two versions the older one comes
    first, whichever was named so: else what came later would be shown as withdrawn.
    """
    page = request.args.get("page", "1")
    if not (page.isascii() and page.isdigit() and len(page) < 6):
        raise NotFoundError("there is no such page")
    earlier = request.args.get("from") or desk.find_release(db.session(), set_id, "").version
    later = request.args.get("to") or desk.DRAFT
    found = desk.open_diff(db.session(), set_id, earlier, later, int(page))
    if found.later and found.later.number < found.earlier.number:
        found = desk.open_diff(db.session(), set_id, later, earlier, int(page))
    return render_template("exports/diff.html", page=DiffContext(found))


@bp.get("/sets/<set_id>/withdraw")
def withdrawal(set_id: str) -> ResponseReturnValue:
    """The form to withdraw a claim of the newest version (`?claim=`), or that version whole."""
    claim = request.form.get("claim") or request.args.get("claim", "")
    page = WithdrawalContext(desk.open_withdrawal(db.session(), set_id, claim))
    return render_template("exports/withdraw.html", page=page)


@bp.post("/sets/<set_id>/withdraw")
@form_on(withdrawal)
def withdraw(set_id: str) -> ResponseReturnValue:
    """Withdraw a claim or the newest version: a new version that says so."""
    about = config.published_as(current_app.config)
    claim, reason = request.form.get("claim", ""), request.form.get("reason", "")
    if claim:
        made = desk.withdraw_claim(db.session(), set_id, forms.rev(), claim, reason, about, me())
    else:
        made = desk.withdraw_release(db.session(), set_id, forms.rev(), reason, about, me())
    said = _("Withdrawn. Version %(version)s says so.", version=made.version)
    return go(url_for("exports.show", set_id=set_id), said)
