"""Undo the last thing that was done in this sitting."""

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import db, forms
from app.auth import me
from app.contexts import Place, RowAnswer, beside_of, stretch_of, with_details
from app.htmx import again, answer_at, shown_address, wants_fragment
from claims import desk
from claims.models import Act

bp = Blueprint("undo", __name__)


@dataclass(frozen=True, slots=True)
class Part:
    """All of a page that was changed: a partial for a target, and the address if the page is another now."""

    target: str
    partial: str
    context: dict[str, Any]
    address: str = ""


@bp.post("/undo")
def last() -> ResponseReturnValue:
    """Undo the newest act that was not undone, and show what is another by it on the page asked from."""
    act = desk.undo_last(db.session(), me())
    said = _("Undone: %(about)s, %(verb)s.", about=act.about, verb=act.verb)
    here = forms.inside(shown_address()) or forms.inside(request.form.get("back", ""))
    part = _part(act, here) if wants_fragment() else None
    if part is None:
        return again(here or url_for("articles.home"), said)
    return answer_at(part.target, part.partial, said, part.address, **part.context)


def _part(act: Act, here: str) -> Part | None:
    """What has to be put anew; None for the whole page."""
    touched = desk.touched_by(db.session(), act)
    if touched is None:
        return None
    db.session().flush()
    place, parts = Place.at(here), urlsplit(here)
    if place:
        return _row(touched, place)
    if parts.path == url_for("articles.show", article_id=touched.article_id):
        asked = dict(parse_qsl(parts.query))
        return _line(touched) if asked.get("mode") == "line" else _claim(touched, asked.get("claim", ""))
    return None


def _row(touched: desk.Touched, place: Place) -> Part | None:
    """The claim's row of the queue, if it stands there; it stays where it is."""
    if not touched.claim_id or touched.claim_id not in request.form.getlist("row"):
        return None
    row = desk.claim_row(db.session(), touched.claim_id)
    counts = desk.queue_counts(db.session(), place.asked, me())
    page = RowAnswer(row, counts, place.address, done=not place.asked.lists(row.claim.status))
    return Part(f"#claim-{touched.claim_id}", "triage/_row_answer.html", {"page": page})


def _line(touched: desk.Touched) -> Part | None:
    """The line that it is about, at hand again."""
    opened = desk.open_article(db.session(), touched.article_id)
    page = beside_of(opened, number=0)
    line = next((one for one in page.lines if touched.start == one.start), None) or next(
        (one for one in page.lines for claim, _version in one.claims if claim.public_id == touched.claim_id),
        None,
    )
    if line is None:
        return None
    shown = {"page": replace(page, line=line), "done": stretch_of(opened, line)}
    return Part("#panel", "articles/_answered.html", shown)


def _claim(touched: desk.Touched, open_id: str) -> Part | None:
    """The claim that it is about, open again; a line's own mark stands in the text alone."""
    opened = desk.open_article(db.session(), touched.article_id)
    claim_id = touched.claim_id or open_id
    page = with_details(db.session(), beside_of(opened, claim_id))
    line = next((one for one in page.lines if touched.start == one.start), None)
    shown = {"page": page, "done": stretch_of(opened, line) if line else None}
    address = url_for("articles.show", article_id=touched.article_id, claim=claim_id)
    return Part("#panel", "articles/_answered.html", shown, address if claim_id != open_id else "")
