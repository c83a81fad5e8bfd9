"""Stage 5: the library of sources, and what was captured of them."""

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import db, forms
from app.auth import me
from app.contexts import NewSource, SourceContext, SourceEdit, SourceList
from app.htmx import form_on, go
from claims import desk
from claims.vocab import SnapshotMethod

bp = Blueprint("sources", __name__)

_FIELDS = (
    *("title", "author", "publisher", "kind", "url", "language", "published_on", "origin_group"),
    *("protected", "interest_note"),
)


@bp.get("/sources")
def index() -> ResponseReturnValue:
    """The newest sources."""
    return render_template(
        "sources/index.html", page=SourceList(*desk.list_sources(db.session(), desk.LibraryFilter()))
    )


@bp.get("/sources/new")
def new() -> ResponseReturnValue:
    """The form for a new source; `?claim=` says for which claim."""
    claim = request.form.get("claim") or request.args.get("claim", "")
    if claim:
        desk.claim_row(db.session(), claim)  # an unknown one is told before anything is typed
    return render_template("sources/new.html", page=NewSource(claim, dict.fromkeys(_FIELDS, "")))


@bp.post("/sources")
@form_on(new)
def create() -> ResponseReturnValue:
    """Capture a source, and go back to the claim it is for."""
    file = forms.either("text", "file")
    intake = desk.read_upload(*file) if file else desk.read_paste(request.form.get("text", ""))
    method = SnapshotMethod.UPLOAD if file else SnapshotMethod.PASTE
    source, _new = desk.add_source(db.session(), forms.typed(*_FIELDS), intake, method, me())
    said = _("“%(title)s” captured.", title=source.title)
    if claim := request.form.get("claim", ""):
        return go(url_for("evidence.new", claim_id=claim, source=source.public_id), said)
    return go(url_for(".show", source_id=source.public_id), said)


@bp.get("/sources/<source_id>")
def show(source_id: str) -> ResponseReturnValue:
    """A source: its captured text and the passages in use."""
    page = SourceContext(desk.open_source(db.session(), source_id))
    return render_template("sources/show.html", page=page)


@bp.get("/sources/<source_id>/edit")
def edit(source_id: str) -> ResponseReturnValue:
    """The form for a source's bibliographic fields."""
    source = desk.open_source(db.session(), source_id).source
    return render_template("sources/edit.html", page=SourceEdit(source, desk.source_fields(source)))


@bp.post("/sources/<source_id>/edit")
@form_on(edit)
def edit_post(source_id: str) -> ResponseReturnValue:
    """Correct a source's bibliographic fields."""
    desk.edit_source(db.session(), source_id, forms.rev(), forms.typed(*_FIELDS), me())
    return go(url_for(".show", source_id=source_id), _("Source saved."))
