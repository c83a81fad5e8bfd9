"""Stages 1 to 3: take an article in, read it with its claims marked."""

import re

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app import db, forms
from app.auth import me
from app.contexts import (
    ArticleEdit,
    ArticleList,
    HomeContext,
    NewArticle,
    ReaderContext,
    next_open,
    reader_of,
    with_details,
)
from app.contexts.labels import label
from app.htmx import answer, form_on, go
from claims import desk
from claims.models import ArticleMeta, Bounds
from claims.vocab import LineState

bp = Blueprint("articles", __name__)

_FIELDS = ("title", "byline", "outlet", "portal", "published_on", "canonical_url", "language")


@bp.get("/")
def home() -> ResponseReturnValue:
    """The desk's first page: what is next for who comes in."""
    return render_template("triage/home.html", page=HomeContext(desk.open_home(db.session(), me())))


@bp.get("/articles")
def index() -> ResponseReturnValue:
    """The newest articles."""
    return render_template("articles/index.html", page=ArticleList(desk.list_articles(db.session())))


@bp.get("/articles/new")
def new() -> ResponseReturnValue:
    """The form for a new article."""
    return render_template("articles/new.html", page=NewArticle(desk.MAX_TEXT))


@bp.post("/articles")
@form_on(new)
def create() -> ResponseReturnValue:
    """Take in a pasted or uploaded article, and open it."""
    typed = ArticleMeta(url=desk.address(request.form.get("url", ""), "url"))
    file = forms.either("text", "file")
    intake = desk.read_upload(*file) if file else desk.read_paste(request.form.get("text", ""))
    article, is_new = desk.take_in(db.session(), intake, typed, me())
    said = "" if is_new else _("This very text is here already; this is it.")
    return go(url_for(".show", article_id=article.public_id), said)


@bp.get("/articles/<article_id>")
def show(article_id: str) -> ResponseReturnValue:
    """The reader, with the claim of `?claim=` open beside the text.

    `?at=12-40` points out that stretch of the text, in code points; `#at` goes there. `?mode=line`
    opens the lines one by one, that of `?s=` or the first that is open.
    """
    return render_template("articles/show.html", page=_reader(article_id))


@bp.get("/articles/<article_id>/panel")
def panel(article_id: str) -> ResponseReturnValue:
    """What stands beside the text at the reader's address with the same `?`, without the text.

    From claim to claim and from line to line the text stays as it is; a long one would hold the page up.
    """
    page = _reader(article_id)
    return render_template("articles/_line.html" if page.striking else "articles/_panel.html", page=page)


def _reader(article_id: str) -> ReaderContext:
    """The reader as the address asks for it."""
    number = _line_number(request.args.get("mode", "read"), request.args.get("s", ""))
    opened = desk.open_article(db.session(), article_id)
    here = _stretch(request.args.get("at", ""), opened.version.text)
    page = reader_of(opened, request.args.get("claim", ""), here, number)
    if number and number > len(page.lines):
        abort(404)
    return with_details(db.session(), page)


def _line_number(mode: str, typed: str) -> int | None:
    if mode not in ("read", "line") or not re.fullmatch("|[1-9][0-9]{0,6}", typed):
        abort(404)
    return int(typed or 0) if mode == "line" else None


@bp.post("/articles/<article_id>/lines/<any(struck, open):to>")
def strike(article_id: str, to: str) -> ResponseReturnValue:
    """Strike a line, or open it again, and go on to the next that is open."""
    number, act = forms.number("s"), desk.strike_line if to == "struck" else desk.open_line
    dismissed = act(db.session(), article_id, forms.number("version"), forms.number("start"), me())
    db.session().flush()
    opened = desk.open_article(db.session(), article_id)
    page, done = reader_of(opened, number=number), None
    if to == "struck":
        done, following = page.stretch, next_open(page.lines, number)
        page = reader_of(opened, number=following.number if following else number)
    said = _("Line %(number)s: %(state)s.", number=number, state=label(LineState(to)))
    if dismissed:
        said += " " + ngettext("%(num)s claim dismissed.", "%(num)s claims dismissed.", dismissed)
    left = page.coverage.total - page.coverage.decided
    said += " " + (
        ngettext("%(num)s line left.", "%(num)s lines left.", left) if left else _("No line left.")
    )
    at = page.line.number if page.line else number
    back_to = url_for(".show", article_id=article_id, mode="line", s=at, _anchor=f"s-{at}")
    return answer("articles/_struck.html", back_to, said, page=page, done=done or page.stretch)


def _stretch(at: str, text: str) -> Bounds | None:
    if not at:
        return None
    typed = re.fullmatch(r"([0-9]{1,7})-([0-9]{1,7})", at)
    if typed is None or not int(typed[1]) < int(typed[2]) <= len(text):
        abort(404)
    return int(typed[1]), int(typed[2])


@bp.post("/articles/<article_id>/claims")
@form_on(show)
def mark(article_id: str) -> ResponseReturnValue:
    """Make a claim of marked or typed words."""
    text, seq = request.form.get("text", ""), forms.number_or_none("version_seq")
    claim = desk.mark_claim(db.session(), article_id, forms.selection(), me(), text=text, seq=seq)
    back_to = url_for(".show", article_id=article_id, claim=claim.public_id)
    return go(back_to, _("Claim %(number)s marked.", number=claim.number))


@bp.get("/articles/<article_id>/edit")
def edit(article_id: str) -> ResponseReturnValue:
    """The form for what is known about an article."""
    article = desk.open_article(db.session(), article_id).article
    return render_template("articles/edit.html", page=ArticleEdit(article, desk.article_fields(article)))


@bp.post("/articles/<article_id>/edit")
@form_on(edit)
def edit_post(article_id: str) -> ResponseReturnValue:
    """Correct what is known about an article."""
    desk.edit_article(db.session(), article_id, forms.rev(), forms.typed(*_FIELDS), me())
    return go(url_for(".show", article_id=article_id), _("Article details saved."))
