"""Rating scales: those that come with the desk, and the team's own."""

from flask import Blueprint, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import db, forms
from app.auth import me
from app.contexts import ScaleForm, ScalesContext
from app.contexts.rated import sheet_of, sheets
from app.htmx import form_on, go
from claims import desk
from claims.errors import InputError
from claims.scale import MOST, STANDARD, Colours, RatingCode
from claims.vocab import Rating, RatingPattern

bp = Blueprint("scales", __name__)


@bp.get("/settings/scales")
def index() -> ResponseReturnValue:
    """Every scale with its ratings as they look."""
    page = desk.open_scales(db.session())
    context = ScalesContext(page, sheets([*page.presets, *page.own, page.scale]))
    return render_template("scales/index.html", page=context)


@bp.post("/settings/scales")
@form_on(index)
def use() -> ResponseReturnValue:
    """Give verdicts on another scale from now on: the next version of the policy."""
    name = forms.typed("name")["name"]
    chosen = {"scale": name, "scale_version": forms.number("version")}
    desk.change_policy(db.session(), forms.rev(), chosen, "", me())
    return go(url_for(".index"), _("Verdicts are given on this scale from now on."))


@bp.get("/settings/scales/new")
def new() -> ResponseReturnValue:
    """The form of a new scale, filled from the one in `?from=`."""
    begun = desk.newest_scale(db.session(), request.args.get("from", STANDARD))
    return render_template("scales/edit.html", page=ScaleForm.of(begun, own=False))


@bp.post("/settings/scales/new")
@form_on(new)
def create() -> ResponseReturnValue:
    """Make a scale of the team's own."""
    made = desk.make_scale(db.session(), forms.typed("title")["title"], _rows(), me())
    return go(url_for(".index"), _("“%(title)s” can be chosen now.", title=made.title))


@bp.get("/settings/scales/<name>")
def edit(name: str) -> ResponseReturnValue:
    """The form of a scale of the team's own."""
    return render_template(
        "scales/edit.html", page=ScaleForm.of(desk.own_scale(db.session(), name), own=True)
    )


@bp.post("/settings/scales/<name>")
@form_on(edit)
def save(name: str) -> ResponseReturnValue:
    """Make its next version; verdicts of before keep theirs."""
    title = forms.typed("title")["title"]
    made = desk.edit_scale(db.session(), name, forms.rev(), title, _rows(), me())
    said = _("Version %(number)s of “%(title)s” can be chosen now.", number=made.version, title=made.title)
    return go(url_for(".index"), said)


@bp.get("/scales/<name>/<int:version>.css")
def sheet(name: str, version: int) -> ResponseReturnValue:
    """The colours of one version of a scale, which never change."""
    colours = Response(sheet_of(desk.scale_of(db.session(), name, version)), mimetype="text/css")
    colours.headers["Cache-Control"] = "private, max-age=31536000, immutable"
    return colours


def _rows() -> dict[int, RatingCode]:
    """The rows that were filled in, by their numbers, in the order of their keys."""
    filled = [n for n in range(1, MOST + 1) if any(request.form.get(f"{name}-{n}") for name in _WORDS)]
    keys: dict[int, int] = {}
    for number in filled:
        key = forms.whole(f"key-{number}")
        if key in keys:
            raise InputError("another rating has this key", f"key-{number}")
        keys[key] = number
    return {number: _row(number) for _key, number in sorted(keys.items())}


#: What a row must have to count as one.
_WORDS = ("code", "en", "ko", "glyph")


def _row(n: int) -> RatingCode:
    names = [f"{name}-{n}" for name in (*_WORDS, "light", "light_tint", "dark", "dark_tint")]
    code, en, ko, glyph, *colours = (value.strip() for value in forms.typed(*names).values())
    return RatingCode(
        code=code,
        labels={"en": en, "ko": ko},
        glyph=glyph,
        pattern=forms.choice(RatingPattern, f"pattern-{n}"),
        colours=Colours(*(colour.lower() for colour in colours)),
        number=forms.whole(f"number-{n}") if request.form.get(f"number-{n}", "").strip() else None,
        means=forms.choice(Rating, f"means-{n}"),
    )
