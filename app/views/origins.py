"""Stage 5: where sources have it from, and the picture of it."""

from flask import Blueprint, g, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import db, forms
from app.auth import me
from app.contexts import Provenance, SourceOrigins
from app.htmx import answer, form_on
from claims import desk

bp = Blueprint("origins", __name__)


@bp.get("/claims/<claim_id>/origins")
def claim(claim_id: str) -> ResponseReturnValue:
    """Where the evidence of a claim comes from, as a picture and as a list."""
    return render_template("origins/claim.html", page=Provenance.of(db.session(), claim_id))


@bp.get("/sources/<source_id>/origins")
def source(source_id: str) -> ResponseReturnValue:
    """Where a source has it from; `?q=` searches the library for the one to name."""
    words = request.form.get("q", "") if g.get("refused") else request.args.get("q", "")
    page = SourceOrigins(desk.open_origins(db.session(), source_id, words))
    return render_template("origins/source.html", page=page)


@bp.post("/sources/<source_id>/origins")
@form_on(source)
def relay(source_id: str) -> ResponseReturnValue:
    """Say which source this one has it from."""
    desk.set_relay(db.session(), source_id, forms.rev(), request.form.get("from", ""), me())
    return _source(source_id, _("Origin saved."))


@bp.post("/sources/<source_id>/origins/<other_id>/<any(same, other):said>")
@form_on(source)
def said(source_id: str, other_id: str, said: str) -> ResponseReturnValue:
    """Say of two sources that they are of one origin, or not."""
    desk.answer_origin(db.session(), source_id, other_id, me(), same=said == "same")
    return _source(source_id, _("Answer saved."))


def _source(source_id: str, told: str) -> ResponseReturnValue:
    db.session().flush()
    page = SourceOrigins(desk.open_origins(db.session(), source_id))
    return answer("origins/_source.html", url_for(".source", source_id=source_id), told, page=page)
