"""Bring in other people's claims: a file, the columns of a table, what came of it."""

import io
from collections.abc import Iterator, Mapping
from typing import Any

from flask import Blueprint, Response, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import config, db, forms
from app.auth import me
from app.contexts.imports import ImportContext, ImportList, LeadsContext, MappingContext, NewImport
from app.htmx import form_on, go
from claims import desk
from claims.errors import NotFoundError
from claims.vocab import ImportKind, ImportState, LeadField

bp = Blueprint("imports", __name__)


@bp.get("/imports")
def index() -> ResponseReturnValue:
    """The newest imports."""
    return render_template("imports/index.html", page=ImportList(desk.list_imports(db.session())))


@bp.get("/imports/new")
def new() -> ResponseReturnValue:
    """The form for a file of claims."""
    limit = current_app.config["MAX_CONTENT_LENGTH"] // config.MIB
    return render_template("imports/new.html", page=NewImport(limit))


@bp.post("/imports")
@form_on(new)
def create() -> ResponseReturnValue:
    """Take a file; a table leads to the page on which its columns are mapped."""
    db.check_op_id()
    data, name, _charset = forms.file("file")
    kind = forms.choice(ImportKind, "kind") if request.form.get("kind") else None
    found = desk.begin_import(db.session(), io.BytesIO(data), name, me(), kind)
    unmapped = found.state is ImportState.UNMAPPED
    return go(url_for(".mapping" if unmapped else ".show", import_id=found.public_id))


@bp.get("/imports/<import_id>")
def show(import_id: str) -> ResponseReturnValue:
    """An import: how far it is, then what came of it."""
    page = ImportContext(desk.open_import(db.session(), import_id))
    return render_template("imports/show.html", page=page)


@bp.get("/imports/<import_id>/mapping")
def mapping(import_id: str) -> ResponseReturnValue:
    """A table before it is imported: which column holds what, and what its first rows become."""
    chosen = _chosen(request.form if request.method == "POST" else request.args)
    opened = desk.open_mapping(db.session(), import_id, chosen or None)
    return render_template("imports/mapping.html", page=MappingContext(opened))


@bp.post("/imports/<import_id>/mapping")
@form_on(mapping)
def map_columns(import_id: str) -> ResponseReturnValue:
    """Import a table with the columns chosen, or only show what they become."""
    if request.form.get("do") == "look":
        chosen: dict[str, Any] = {field.value: column for field, column in _chosen(request.form).items()}
        return go(url_for(".mapping", import_id=import_id, **chosen))
    desk.map_import(db.session(), import_id, forms.rev(), forms.typed(*LeadField), me())
    return go(url_for(".show", import_id=import_id), _("The table is imported now."))


def _chosen(typed: Mapping[str, str]) -> dict[LeadField, str]:
    return {field: typed[field.value] for field in LeadField if typed.get(field.value)}


@bp.get("/imports/<import_id>/claims.jsonl")
def download(import_id: str) -> ResponseReturnValue:
    """The lines of another desk's release, byte for byte as they came."""
    opened = desk.open_import(db.session(), import_id)
    if not opened.has_release:
        raise NotFoundError("no release of another desk came in by this import")
    response = Response(_lines(db.engine(), import_id), content_type="application/x-ndjson")
    name = f"{opened.claim_import.public_id}.jsonl"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _lines(engine: db.Engine, import_id: str) -> Iterator[bytes]:
    """The lines in portions, read in a session of its own: the request's ends before they are sent."""
    with db.reading(engine) as session:
        yield from desk.imported_release(session, import_id)


@bp.get("/claims/<claim_id>/leads")
def leads(claim_id: str) -> ResponseReturnValue:
    """What others say of a claim."""
    return render_template("imports/leads.html", page=LeadsContext(desk.open_leads(db.session(), claim_id)))
