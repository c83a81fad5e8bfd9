"""Stage 4: the queue, and what happens next with each claim."""

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import db, forms
from app.auth import me
from app.contexts import QueueContext, reader_of, with_details
from app.contexts.labels import label
from app.htmx import answer, form_on
from claims import desk
from claims.models import Claim
from claims.vocab import DISMISSALS, ClaimStatus, DismissReason

bp = Blueprint("triage", __name__)

_STEPS = {"accept": desk.accept_claim, "skip": desk.skip_claim, "reopen": desk.reopen_claim}


@bp.get("/queue")
def queue() -> ResponseReturnValue:
    """The queue, filtered by `status` (proposed unless said; "all" for every one) and `article`."""
    status = _status(request.args.get("status", ClaimStatus.PROPOSED.value))
    article = request.args.get("article", "")
    number = request.args.get("page", "1")
    if not (number.isascii() and number.isdigit() and len(number) < 7 and int(number)):
        abort(404)
    found = desk.open_queue(db.session(), status, article, int(number))
    page = QueueContext(found.rows, found.counts, status, article, int(number), found.more)
    return render_template("triage/queue.html", page=page)


def _status(word: str) -> ClaimStatus | None:
    if word == "all":
        return None
    if word not in set(ClaimStatus):
        abort(404)
    return ClaimStatus(word)


def _row_page(claim_id: str, place: str, **_more: str) -> ResponseReturnValue:
    """The page a triage form came from, to show it again with its error."""
    claim = desk.claim_row(db.session(), claim_id)
    if place == "queue":
        found = desk.open_queue(db.session(), claim.claim.status, "", 1)
        # The claim may stand on a later page; its form has to come back all the same.
        rows = found.rows if claim in found.rows else [claim, *found.rows]
        page = QueueContext(rows, found.counts, claim.claim.status, "", 1, found.more)
        return render_template("triage/queue.html", page=page)
    opened = desk.open_article(db.session(), claim.article.public_id)
    return render_template("articles/show.html", page=reader_of(opened, claim_id))


@bp.post("/claims/<claim_id>/<any(accept, skip, reopen):step>/<any(queue, reader):place>")
def step(claim_id: str, step: str, place: str) -> ResponseReturnValue:
    """Accept, skip or reopen a claim, from the queue or beside the text."""
    return _answer(_STEPS[step](db.session(), claim_id, forms.rev(), me()), place)


@bp.post("/claims/<claim_id>/dismiss/<any(queue, reader):place>")
@form_on(_row_page)
def dismiss(claim_id: str, place: str) -> ResponseReturnValue:
    """Lay a claim aside, saying why."""
    reason = forms.choice(DismissReason, "reason", of=DISMISSALS)
    return _answer(desk.dismiss_claim(db.session(), claim_id, forms.rev(), reason, me()), place)


def _answer(claim: Claim, place: str) -> ResponseReturnValue:
    db.session().flush()
    row = desk.claim_row(db.session(), claim.public_id)
    said = _("Claim %(number)s: %(status)s.", number=claim.number, status=label(claim.status))
    if place == "queue":
        back_to = forms.inside(request.form.get("back", "")) or url_for(".queue")
        return answer("triage/_claim_row.html", back_to, said, row=row, done=True)
    article_id = row.article.public_id
    opened = desk.open_article(db.session(), article_id)
    if request.form.get("s"):  # from line to line
        number = forms.number("s")
        page = reader_of(opened, number=number)
        back_to = url_for(
            "articles.show", article_id=article_id, mode="line", s=number, _anchor=f"s-{number}"
        )
        return answer(
            "articles/_decided.html", back_to, said, page=page, claim=row.claim, version=row.version
        )
    back_to = url_for("articles.show", article_id=article_id, claim=claim.public_id)
    page = with_details(db.session(), reader_of(opened, claim.public_id))
    return answer("articles/_panel.html", back_to, said, page=page)
