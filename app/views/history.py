"""The history of a claim, and the claim as it stood at any moment of it."""

from datetime import UTC, datetime

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import db
from app.auth import me
from app.contexts import HistoryContext, ThenContext
from app.errors import STATUS
from claims import desk
from claims.errors import InputError, NotFoundError, NotYetError

bp = Blueprint("history", __name__)


@bp.get("/claims/<claim_id>/history")
def show(claim_id: str) -> ResponseReturnValue:
    """What was done to a claim, newest first; `?until=` is the number of the newest event to show."""
    page = HistoryContext.of(db.session(), claim_id, me(), _until())
    return render_template("history/show.html", page=page)


@bp.get("/claims/<claim_id>/as-it-stood")
def then(claim_id: str) -> ResponseReturnValue:
    """A claim as it stood; `?at=` is a day (its end) or a moment, in UTC; without it, now."""
    typed = request.args.get("at", "")
    try:
        page = ThenContext.of(db.session(), claim_id, me(), _moment(typed))
    except (InputError, NotYetError) as error:
        nothing = ThenContext(None, claim_id, typed)
        return render_template("history/then.html", page=nothing, problem=str(error)), STATUS[type(error)]
    return render_template("history/then.html", page=page, problem="")


def _moment(typed: str) -> datetime:
    """The moment that was asked for; of a day that is not over, now."""
    now = datetime.now(UTC)
    asked = desk.moment(typed) if typed.strip() else now
    if asked.date() > now.date():
        raise InputError(_("this moment has not come yet"), "at")
    return min(asked, now)


def _until() -> int | None:
    typed = request.args.get("until", "")
    if not typed:
        return None
    if not (typed.isascii() and typed.isdigit() and len(typed) < 16):
        raise NotFoundError("there is no such page of this history")
    return int(typed)
