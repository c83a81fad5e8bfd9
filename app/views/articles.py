"""Stages 1 to 3: take an article in, read it with its claims marked."""

import re
from dataclasses import replace

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
    beside_of,
    next_open,
    reader_of,
    stretch_of,
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
    typed = ArticleMeta(
        url=desk.address(request.form.get("url", ""), "url"),
        published_on=desk.day(request.form.get("published_on", ""), "published_on"),
    )
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
    number = _line_number()
    if number is not None:
        return render_template("articles/_line.html", page=_line(article_id, number))
    claim_id = request.args.get("claim", "")
    page = beside_of(desk.open_claim_beside(db.session(), article_id, claim_id), claim_id)
    return render_template("articles/_panel.html", page=with_details(db.session(), page))


def _line(article_id: str, number: int) -> ReaderContext:
    """A line beside the text; all claims are read only where the first line that is open is asked for."""
    if not number:
        return beside_of(desk.open_article(db.session(), article_id), number=0)
    lines = desk.open_lines(db.session(), article_id)
    line = _there(beside_of(lines, number=number), number).line
    at_hand = desk.with_claims_at(db.session(), lines, line.start, line.end) if line else lines
    return beside_of(at_hand, number=number)


def _reader(article_id: str) -> ReaderContext:
    """The reader as the address asks for it."""
    number = _line_number()
    opened = desk.open_article(db.session(), article_id)
    here = _stretch(request.args.get("at", ""), opened.version.text)
    page = _there(reader_of(opened, request.args.get("claim", ""), here, number), number)
    return with_details(db.session(), page)


def _there(page: ReaderContext, number: int | None) -> ReaderContext:
    if number and number > len(page.lines):
        abort(404)
    return page


def _line_number() -> int | None:
    """The line that the address asks for, 0 for the first that is open; None while reading."""
    mode, typed = request.args.get("mode", "read"), request.args.get("s", "")
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
    page = beside_of(opened, number=number)
    done = stretch_of(opened, page.line) if page.line else None
    if to == "struck":
        following = next_open(page.lines, number)
        page = replace(page, line=following or page.line)
    said = _("Line %(number)s: %(state)s.", number=number, state=label(LineState(to)))
    if dismissed:
        said += " " + ngettext("%(num)s claim dismissed.", "%(num)s claims dismissed.", dismissed)
    left = page.coverage.total - page.coverage.decided
    said += " " + (
        ngettext("%(num)s line left.", "%(num)s lines left.", left) if left else _("No line left.")
    )
    at = page.line.number if page.line else number
    back_to = url_for(".show", article_id=article_id, mode="line", s=at, _anchor=f"s-{at}")
    return answer("articles/_answered.html", back_to, said, page=page, done=done)


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
