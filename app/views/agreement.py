"""How far reviewers agree, and what was rated how."""

from datetime import date

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from app import db
from app.auth import me
from app.contexts import AgreementContext, PairContext
from claims import desk
from claims.errors import InputError, NotFoundError
from claims.vocab import ClaimKind

bp = Blueprint("agreement", __name__)


@bp.get("/agreement")
def index() -> ResponseReturnValue:
    """Agreement over all claims; `?kind=`, `?first=` and `?last=` (days) say which of them.

    With `?blind=yes` only ratings that were given without another one in view.
    """
    page = AgreementContext.of(desk.open_agreement(db.session(), _asked(), me()))
    return render_template("agreement/index.html", page=page)


@bp.get("/agreement/<user_id>/<second_id>")
def pair(user_id: str, second_id: str) -> ResponseReturnValue:
    """The claims that two people both rated."""
    page = PairContext(desk.open_pair(db.session(), user_id, second_id, _asked(), me()))
    return render_template("agreement/pair.html", page=page)


def _asked() -> desk.AgreementFilter:
    kind = request.args.get("kind", "")
    if kind and kind not in [word.value for word in ClaimKind]:
        raise NotFoundError("there is no such kind of claim")
    blind = request.args.get("blind", "") == "yes"
    return desk.AgreementFilter(ClaimKind(kind) if kind else None, _day("first"), _day("last"), blind)


def _day(name: str) -> date | None:
    try:
        return desk.day(request.args.get(name, ""), name)
    except InputError:
        raise NotFoundError("there is no such day") from None
