"""The history of a claim, and the claim as it stood at any moment of it."""

from datetime import UTC, datetime

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from app import db
from app.auth import me
from app.contexts import HistoryContext, ThenContext
from claims import desk
from claims.errors import InputError, NotFoundError

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
        at = desk.moment(typed) if typed.strip() else datetime.now(UTC)
    except InputError as error:
        page = ThenContext(None, claim_id, typed)
        return render_template("history/then.html", page=page, problem=str(error)), 422
    page = ThenContext.of(db.session(), claim_id, me(), at)
    return render_template("history/then.html", page=page, problem="")


def _until() -> int | None:
    typed = request.args.get("until", "")
    if not typed:
        return None
    if not (typed.isascii() and typed.isdigit() and len(typed) < 16):
        raise NotFoundError("there is no such page of this history")
    return int(typed)
