"""Stage 5: the library of sources, and what was captured of them."""

from flask import Blueprint, Response, abort, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import config, db, forms
from app.auth import me
from app.contexts import (
    DriftContext,
    NewSource,
    RecaptureContext,
    RecheckContext,
    SourceContext,
    SourceEdit,
    SourceList,
)
from app.htmx import form_on, go
from claims import desk
from claims.models import Intake
from claims.vocab import SnapshotMethod, SourceKind

bp = Blueprint("sources", __name__)

_FIELDS = (
    *("title", "author", "publisher", "kind", "url", "language", "published_on", "origin_group"),
    *("protected", "interest_note"),
)
#: What a browser may do with a captured text that it shows: nothing.
_SEALED = "default-src 'none'; sandbox; frame-ancestors 'none'"
_ENDINGS = {
    "text/plain": "txt",
    "text/html": "html",
    "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/warc": "warc",
    "application/wacz": "wacz",
}


@bp.get("/sources")
def index() -> ResponseReturnValue:
    """The library, newest first, as its address asks for it."""
    asked, before = _asked(), request.args.get("before", "")
    rows, following = desk.list_sources(db.session(), asked, before)
    page = SourceList(rows, following, desk.count_sources(db.session(), asked), asked)
    return render_template("sources/index.html", page=page)


def _asked() -> desk.LibraryFilter:
    typed = {name: request.args.get(name, "") for name in ("kind", "origin", "language", "use")}
    drifted = request.args.get("drifted", "")
    if (
        typed["kind"] not in {"", *SourceKind}
        or typed["use"] not in ("", "used", "unused")
        or drifted not in ("", "yes")
    ):
        abort(404)
    words = " ".join(request.args.get("q", "")[:200].split()[:10])
    return desk.LibraryFilter(words=words, drifted=bool(drifted), **typed)


# Bringing one in


@bp.get("/sources/new")
def new() -> ResponseReturnValue:
    """The forms for a new source; `?claim=` says for which claim."""
    claim = request.form.get("claim") or request.args.get("claim", "")
    if claim:
        desk.claim_row(db.session(), claim)  # an unknown one is told before anything is typed
    page = NewSource(claim, dict.fromkeys(_FIELDS, ""), _may_fetch())
    return render_template("sources/new.html", page=page)


def _may_fetch() -> bool:
    return bool(current_app.config["FETCH_ALLOWED"])


def _rules() -> desk.FetchRules:
    return desk.FetchRules(allowed=_may_fetch(), hosts=config.fetch_hosts(current_app.config))


@bp.post("/sources")
@form_on(new)
def create() -> ResponseReturnValue:
    """Capture a pasted text as a source."""
    return _add(desk.read_paste(request.form.get("text", "")), desk.Received(SnapshotMethod.PASTE))


@bp.post("/sources/new/file")
@form_on(new)
def upload() -> ResponseReturnValue:
    """Capture an uploaded document as a source."""
    return _add(*_read_file())


@bp.post("/sources/new/description")
@form_on(new)
def describe() -> ResponseReturnValue:
    """Write down what a source says that has no document."""
    return _add(desk.read_paste(request.form.get("text", "")), desk.Received(SnapshotMethod.DESCRIBED))


def _read_file() -> tuple[Intake, desk.Received]:
    """Read the uploaded document, before the right to write is held."""
    db.check_op_id()
    data, name, charset = forms.file("file")
    intake = desk.read_document(data, name, charset)
    return intake, desk.came_as_file(intake, name)


def _add(intake: Intake, received: desk.Received) -> ResponseReturnValue:
    source, is_new = desk.add_source(db.session(), forms.typed(*_FIELDS), intake, received, me())
    told = (
        _("“%(title)s” captured.", title=source.title)
        if is_new
        else _("This document is here already: “%(title)s”. This is it.", title=source.title)
    )
    return _to_source(source.public_id, told)


def _to_source(source_id: str, said: str) -> ResponseReturnValue:
    """Back to the claim that a source is for, with the source open beside it; else to the source."""
    if claim := request.form.get("claim", ""):
        return go(url_for("evidence.new", claim_id=claim, source=source_id), said)
    return go(url_for(".show", source_id=source_id), said)


@bp.post("/sources/new/address")
@form_on(new)
def fetch() -> ResponseReturnValue:
    """Ask for the capture of a web address."""
    address, claim = request.form.get("url", ""), request.form.get("claim", "")
    known = desk.source_at(db.session(), address)
    if known:
        said = _("This document is here already: “%(title)s”. You can capture it again.", title=known.title)
        return _to_source(known.public_id, said)
    job = desk.ask_fetch(db.session(), address, _rules(), me(), claim_id=claim)
    return go(url_for("jobs.show", job_id=job.public_id))


# One source


@bp.get("/sources/<source_id>")
def show(source_id: str) -> ResponseReturnValue:
    """A source: what is known of it, its captures, one of them open (`?capture=`), the passages in use."""
    opened = desk.open_source(db.session(), source_id, request.args.get("capture", ""))
    page = SourceContext(
        opened,
        desk.duplicates_of(db.session(), opened.source),
        desk.history_of(db.session(), opened.source),
        desk.newest_recheck(db.session(), opened.source),
        _may_fetch(),
        desk.hidden_claims(db.session(), me()),
    )
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


@bp.post("/sources/<source_id>/archives")
@form_on(show)
def archive(source_id: str) -> ResponseReturnValue:
    """Note where a public archive keeps a copy."""
    desk.add_archive_link(db.session(), source_id, request.form.get("archive", ""), me())
    return go(url_for(".show", source_id=source_id), _("Archive link noted."))


@bp.post("/sources/<source_id>/merge")
@form_on(show)
def merge(source_id: str) -> ResponseReturnValue:
    """Merge a source into another that is the same document."""
    into = desk.merge_sources(db.session(), source_id, forms.rev(), request.form.get("into", ""), me())
    said = _("Merged into “%(title)s”.", title=into.title)
    return go(url_for(".show", source_id=into.public_id), said)


@bp.post("/sources/<source_id>/take-out")
@form_on(show)
def take_out(source_id: str) -> ResponseReturnValue:
    """Take a source out of the library."""
    source = desk.take_out_source(db.session(), source_id, forms.rev(), me())
    return go(url_for(".index"), _("“%(title)s” taken out of the library.", title=source.title))


# Its captures


@bp.get("/sources/<source_id>/capture")
def again(source_id: str) -> ResponseReturnValue:
    """The forms for capturing a source once more."""
    source = desk.open_source(db.session(), source_id).source
    return render_template("sources/capture.html", page=RecaptureContext(source, _may_fetch()))


@bp.post("/sources/<source_id>/capture")
@form_on(again)
def paste_again(source_id: str) -> ResponseReturnValue:
    """Capture a source once more from a pasted text."""
    intake = desk.read_paste(request.form.get("text", ""))
    return _add_capture(source_id, intake, desk.Received(SnapshotMethod.PASTE))


@bp.post("/sources/<source_id>/files")
@form_on(again)
def upload_again(source_id: str) -> ResponseReturnValue:
    """Capture a source once more from an uploaded document."""
    return _add_capture(source_id, *_read_file())


def _add_capture(source_id: str, intake: Intake, received: desk.Received) -> ResponseReturnValue:
    _capture, is_new = desk.capture_again(db.session(), source_id, intake, received, me())
    said = _("Captured again.") if is_new else _("The text is the same as in the newest capture.")
    return go(url_for(".show", source_id=source_id), said)


@bp.post("/sources/<source_id>/fetch")
@form_on(again)
def fetch_again(source_id: str) -> ResponseReturnValue:
    """Ask for a source's address to be captured once more."""
    address = request.form.get("url", "")
    job = desk.ask_fetch(db.session(), address, _rules(), me(), source_id=source_id)
    return go(url_for("jobs.show", job_id=job.public_id))


@bp.get("/sources/<source_id>/drift")
def drift(source_id: str) -> ResponseReturnValue:
    """What came and went between two captures, `?old=` and `?new=`; the last two if none are named."""
    old, new = request.args.get("old", ""), request.args.get("new", "")
    found = desk.compare_captures(db.session(), source_id, old, new)
    return render_template("sources/drift.html", page=DriftContext(found))


@bp.get("/captures/<capture_id>/text")
def text(capture_id: str) -> ResponseReturnValue:
    """A captured text and nothing else."""
    _source, snapshot = desk.open_capture(db.session(), capture_id)
    response = Response(snapshot.text, content_type="text/plain; charset=utf-8")
    response.headers["Content-Security-Policy"] = _SEALED
    return response


@bp.get("/captures/<capture_id>/raw")
def raw(capture_id: str) -> ResponseReturnValue:
    """The bytes that a capture was read from, as a file."""
    _source, snapshot = desk.open_capture(db.session(), capture_id)
    ending = _ENDINGS.get(snapshot.media_type, "bin")
    return _file(f"{capture_id}.{ending}", desk.captured_bytes(db.session(), capture_id))


@bp.get("/captures/<capture_id>/warc")
def warc(capture_id: str) -> ResponseReturnValue:
    """The record of a fetch: requests and answers as they went over the wire, as a file."""
    return _file(f"{capture_id}.warc", desk.captured_bytes(db.session(), capture_id, warc=True))


def _file(name: str, data: bytes) -> Response:
    """Bytes of strangers: a browser keeps them and looks at nothing in them."""
    packed = ".gz" if data.startswith(b"\x1f\x8b") else ""
    response = Response(data, content_type="application/octet-stream")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}{packed}"'
    response.headers["Content-Security-Policy"] = _SEALED
    return response


# Are the quotes still there?


@bp.post("/sources/<source_id>/check")
@form_on(show)
def check(source_id: str) -> ResponseReturnValue:
    """Ask whether the quotes taken from a source are still there."""
    job = desk.ask_recheck(db.session(), me(), source_id=source_id)
    return go(url_for("jobs.show", job_id=job.public_id))


@bp.post("/sets/<set_id>/check")
def check_set(set_id: str) -> ResponseReturnValue:
    """Ask whether the quotes behind the claims of a set are still there."""
    job = desk.ask_recheck(db.session(), me(), set_id=set_id)
    return go(url_for("jobs.show", job_id=job.public_id))


@bp.get("/rechecks/<recheck_id>")
def recheck(recheck_id: str) -> ResponseReturnValue:
    """What became of each quote."""
    page = RecheckContext(desk.open_recheck(db.session(), recheck_id), _may_fetch())
    return render_template("sources/recheck.html", page=page)
