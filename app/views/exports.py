"""Stage 7: gather verified claims in a set, freeze it, hand it out."""

import tempfile
from collections.abc import Iterator, Mapping
from datetime import datetime

from flask import Blueprint, Response, current_app, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import config, db, forms
from app.auth import me
from app.contexts import SetContext, SetEdit, SetList
from app.htmx import again, answer, form_on, go
from claims import desk
from claims.errors import NotFoundError
from claims.vocab import ExportFormat, SetCheck

bp = Blueprint("exports", __name__)

_FIELDS = ("title", "description", "licence")
_KINDS = ", ".join(ExportFormat)
_FORMATS = tuple((kind.value, made) for kind, made in desk.EXPORT_FORMATS.items())


@bp.get("/sets")
def index() -> ResponseReturnValue:
    """The newest sets."""
    return render_template("exports/index.html", page=SetList(desk.list_sets(db.session())))


@bp.post("/sets")
@form_on(index)
def create() -> ResponseReturnValue:
    """Begin a set."""
    made = desk.create_set(db.session(), forms.typed(*_FIELDS), me())
    return go(url_for(".show", set_id=made.public_id), _("Set “%(title)s” begun.", title=made.title))


@bp.get("/sets/<set_id>")
def show(set_id: str) -> ResponseReturnValue:
    """A set: its claims, what could be added, its frozen versions.

    `?check=` shows the claims that do not hold a check, `?page=` a page of them.
    """
    return render_template("exports/show.html", page=_opened(set_id, request.args))


def _opened(set_id: str, typed: Mapping[str, str]) -> SetContext:
    check, page = typed.get("check", ""), typed.get("page", "1")
    if check and check not in [word.value for word in SetCheck]:
        raise NotFoundError("there is no such check")
    number = int(page) if page.isascii() and page.isdigit() and len(page) < 6 else 1
    opened = desk.open_set(db.session(), set_id, number, SetCheck(check) if check else None)
    return SetContext(opened, _FORMATS)


@bp.get("/sets/<set_id>/edit")
def edit(set_id: str) -> ResponseReturnValue:
    """The form for a set's title, description and licence."""
    page = SetEdit(desk.open_set(db.session(), set_id).claim_set)
    return render_template("exports/edit.html", page=page)


@bp.post("/sets/<set_id>/edit")
@form_on(edit)
def edit_post(set_id: str) -> ResponseReturnValue:
    """Change a set's title, description and licence."""
    desk.edit_set(db.session(), set_id, forms.rev(), forms.typed(*_FIELDS), me())
    return go(url_for(".show", set_id=set_id), _("Set saved."))


@bp.post("/sets/<set_id>/add")
@form_on(show)
def add(set_id: str) -> ResponseReturnValue:
    """Put a claim in a set."""
    desk.add_to_set(db.session(), set_id, forms.rev(), request.form.get("claim", ""), me())
    return _set(set_id, _("Claim added to the set."))


@bp.post("/sets/<set_id>/remove")
@form_on(show)
def remove(set_id: str) -> ResponseReturnValue:
    """Take a claim out of a set."""
    desk.take_from_set(db.session(), set_id, forms.rev(), request.form.get("claim", ""), me())
    return _set(set_id, _("Claim taken out of the set."))


@bp.post("/sets/<set_id>/freeze")
@form_on(show)
def freeze(set_id: str) -> ResponseReturnValue:
    """Freeze a set as its next version: at once, or by the worker if it is large."""
    typed = forms.typed("version", "notes", "reason", "since")
    wish = desk.Wish(
        typed["version"],
        typed["notes"],
        typed["reason"],
        forms.number_or_none("seen"),
        _moment(typed["since"]),
    )
    about = config.published_as(current_app.config)
    asked = (set_id, forms.rev(), about, me(), wish)
    if desk.is_frozen_at_once(db.session(), set_id):
        release = desk.freeze_set(db.session(), *asked)
        return _set(set_id, _("Version %(version)s frozen.", version=release.version))
    desk.ask_freeze(db.session(), *asked)
    return again(url_for(".show", set_id=set_id), _("The set is being frozen in the background."))


def _moment(typed: str) -> datetime | None:
    """When the page was made that a person decided on, if its form says so."""
    try:
        found = datetime.fromisoformat(typed)
    except ValueError:
        return None
    return found if found.tzinfo else None


def _set(set_id: str, said: str) -> ResponseReturnValue:
    db.session().flush()
    back = forms.typed("page", "check")
    page = _opened(set_id, {name: value for name, value in back.items() if value})
    return answer("exports/_set.html", page.address(page.set.page), said, page=page)


@bp.get(f"/releases/<release_id>/<any({_KINDS}):kind>")
def download(release_id: str, kind: str) -> ResponseReturnValue:
    """One file of a frozen version; the same bytes each time."""
    chosen = ExportFormat(kind)
    name = desk.release_file_name(desk.open_release(db.session(), release_id), chosen)
    return _file(name, _parts(db.engine(), release_id, chosen), desk.EXPORT_FORMATS[chosen].media_type)


def _parts(engine: db.Engine, release_id: str, kind: ExportFormat) -> Iterator[bytes]:
    """The file in portions, read in a session of its own: the request's ends before they are sent."""
    with db.reading(engine) as session:
        yield from desk.release_file(session, release_id, kind)


@bp.get("/schema/claim.schema.json")
def schema() -> ResponseReturnValue:
    """The JSON Schema of a line of the faithful format."""
    return _file("claim.schema.json", iter([desk.record_schema()]), "application/schema+json")


@bp.get("/releases/<release_id>/package")
def package(release_id: str) -> ResponseReturnValue:
    """All files of a frozen version, its pages and its proofs as one zip; the same bytes each time.

    A large one is put together by the worker: until it is ready, this leads to the page of its job. That
    an address that is only read asks for it changes nothing that anybody decided.
    """
    name = desk.package_name(db.session(), release_id)
    if desk.is_packed_at_once(db.session(), release_id):
        return _file(name, _zip(db.engine(), release_id), "application/zip")
    if kept := desk.kept_package(config.packages(current_app.config), release_id):
        return send_file(kept.resolve(), "application/zip", as_attachment=True, download_name=name)
    with db.writing() as session:
        job_id = desk.ask_package(session, release_id).public_id
    return redirect(url_for("jobs.show", job_id=job_id), code=303)


def _zip(engine: db.Engine, release_id: str) -> Iterator[bytes]:
    """The package, whole in a file that has no name before its first portion goes out."""
    with tempfile.TemporaryFile() as file:
        with db.reading(engine) as session:
            desk.release_package(session, release_id, file)
        file.seek(0)
        while part := file.read(65_536):
            yield part


@bp.get("/releases/<release_id>/manifest")
def manifest(release_id: str) -> ResponseReturnValue:
    """What a frozen version holds: the SHA-256 of each file and record."""
    page = desk.open_release(db.session(), release_id)
    name = f"{desk.release_stem(page)}.manifest.json"
    return _file(name, iter([page.release.manifest.encode()]), "application/json")


def _file(name: str, parts: Iterator[bytes], media_type: str) -> Response:
    response = Response(parts, content_type=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
