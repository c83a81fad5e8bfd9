"""A changed article: bring its new text in, and decide where its claims stand now."""

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import db, forms
from app.auth import me
from app.contexts import ChangesContext, NewEdition
from app.htmx import form_on, go
from claims import desk

bp = Blueprint("editions", __name__)


@bp.get("/articles/<article_id>/again")
def new(article_id: str) -> ResponseReturnValue:
    """The form for an article's text as its outlet has it now."""
    article = desk.open_article(db.session(), article_id).article
    return render_template("editions/new.html", page=NewEdition(article, desk.MAX_TEXT))


@bp.post("/articles/<article_id>/again")
@form_on(new)
def create(article_id: str) -> ResponseReturnValue:
    """Take the text in; it is split in the background, and then the places are followed into it."""
    file = forms.either("text", "file")
    intake = desk.read_upload(*file) if file else desk.read_paste(request.form.get("text", ""))
    changed = desk.take_in_again(db.session(), article_id, intake, me())
    said = _("The new text is being split; until then you read the old one.")
    back_to = url_for(".changes" if changed else "articles.show", article_id=article_id)
    return go(back_to, said if changed else _("The text has not changed."))


@bp.get("/articles/<article_id>/changes")
def changes(article_id: str) -> ResponseReturnValue:
    """What the change did to the places of the claims, and what is to be decided."""
    job = desk.open_article(db.session(), article_id).job
    page = ChangesContext(desk.open_changes(db.session(), article_id), job)
    return render_template("editions/changes.html", page=page)


def _changes_of(followed_id: str) -> ResponseReturnValue:
    return changes(desk.article_of_place(db.session(), followed_id).public_id)


@bp.post("/followed/<followed_id>/here")
@form_on(_changes_of)
def here(followed_id: str) -> ResponseReturnValue:
    """Say where a claim stands: at a place that is offered, or at typed words."""
    article = desk.place_claim(db.session(), followed_id, forms.selection(), me())
    return go(url_for(".changes", article_id=article.public_id), _("Placed."))


@bp.post("/followed/<followed_id>/gone")
def gone(followed_id: str) -> ResponseReturnValue:
    """Say that the place is gone from the new text."""
    article = desk.let_go(db.session(), followed_id, me())
    return go(url_for(".changes", article_id=article.public_id), _("It is gone from the new text."))
