"""Stage 5: sources, and the passages of them that bear on a claim."""

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import db, forms
from app.auth import me
from app.contexts import ClaimWorkbench, NewSource, SourceContext, SourceEdit, SourceList
from app.htmx import answer, form_on, go
from claims import desk
from claims.vocab import SearchResult, SnapshotMethod, Stance

bp = Blueprint("evidence", __name__)

_FIELDS = (
    *("title", "author", "publisher", "kind", "url", "language", "published_on", "origin_group"),
    *("protected", "interest_note"),
)


@bp.get("/sources")
def index() -> ResponseReturnValue:
    """The newest sources."""
    return render_template(
        "evidence/index.html", page=SourceList(*desk.list_sources(db.session(), desk.LibraryFilter()))
    )


@bp.get("/sources/new")
def new() -> ResponseReturnValue:
    """The form for a new source; `?claim=` says for which claim."""
    claim = request.form.get("claim") or request.args.get("claim", "")
    if claim:
        desk.claim_row(db.session(), claim)  # an unknown one is told before anything is typed
    return render_template("evidence/new.html", page=NewSource(claim, dict.fromkeys(_FIELDS, "")))


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
        address = url_for("verdicts.show", claim_id=claim, source=source.public_id)
        return go(f"{address}#add-evidence", said)
    return go(url_for(".show", source_id=source.public_id), said)


@bp.get("/sources/<source_id>")
def show(source_id: str) -> ResponseReturnValue:
    """A source: its captured text and the passages in use."""
    page = SourceContext(desk.open_source(db.session(), source_id))
    return render_template("evidence/show.html", page=page)


@bp.get("/sources/<source_id>/edit")
def edit(source_id: str) -> ResponseReturnValue:
    """The form for a source's bibliographic fields."""
    source = desk.open_source(db.session(), source_id).source
    return render_template("evidence/edit.html", page=SourceEdit(source, desk.source_fields(source)))


@bp.post("/sources/<source_id>/edit")
@form_on(edit)
def edit_post(source_id: str) -> ResponseReturnValue:
    """Correct a source's bibliographic fields."""
    desk.edit_source(db.session(), source_id, forms.rev(), forms.typed(*_FIELDS), me())
    return go(url_for(".show", source_id=source_id), _("Source saved."))


def _claim_page(claim_id: str) -> ResponseReturnValue:
    """The workbench a form came from, with the source that was being read."""
    page = ClaimWorkbench.of(db.session(), claim_id, request.form.get("source", ""))
    return render_template("verdicts/show.html", page=page)


@bp.post("/claims/<claim_id>/evidence")
@form_on(_claim_page)
def attach(claim_id: str) -> ResponseReturnValue:
    """Tie a passage to a claim."""
    desk.attach_evidence(
        db.session(),
        claim_id,
        forms.rev(),
        desk.FoundPassage(request.form.get("source", ""), forms.selection()),
        forms.choice(Stance, "stance"),
        forms.typed("note", "locator"),
        me(),
    )
    return _workbench(claim_id, _("Evidence added."))


@bp.post("/evidence/<evidence_id>/stance")
def stance(evidence_id: str) -> ResponseReturnValue:
    """Say anew what a passage does to its claim."""
    chosen = forms.choice(Stance, "stance")
    claim = desk.set_stance(db.session(), evidence_id, forms.rev(), chosen, me())
    return _workbench(claim.public_id, _("Stance changed."))


@bp.post("/evidence/<evidence_id>/detach")
def detach(evidence_id: str) -> ResponseReturnValue:
    """Take a passage off its claim."""
    claim = desk.detach_evidence(db.session(), evidence_id, forms.rev(), me())
    return _workbench(claim.public_id, _("Evidence taken off."))


@bp.post("/claims/<claim_id>/searches")
@form_on(_claim_page)
def search(claim_id: str) -> ResponseReturnValue:
    """Note what was looked for, and what it brought."""
    result = forms.choice(SearchResult, "result")
    typed = forms.typed("query", "place", "note")
    desk.log_search(db.session(), claim_id, forms.rev(), typed, result, me())
    return _workbench(claim_id, _("Search noted."))


def _workbench(claim_id: str, said: str) -> ResponseReturnValue:
    """The workbench after an action, with the source that was being read still open."""
    db.session().flush()
    source = request.form.get("source", "")
    page = ClaimWorkbench.of(db.session(), claim_id, source)
    back_to = url_for("verdicts.show", claim_id=claim_id, source=source or None)
    return answer("verdicts/_workbench.html", back_to, said, page=page)
