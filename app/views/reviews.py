"""Stage 6, the second person: rate blind, decide between two verdicts, ask again for one as it is."""

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import db, forms
from app.auth import me
from app.contexts import ClaimWorkbench, CompareContext
from app.htmx import answer_with, form_on, go
from claims import desk
from claims.errors import NotFoundError
from claims.vocab import Adjudicated, ReviewDecision

bp = Blueprint("reviews", __name__)


def _show(claim_id: str) -> ResponseReturnValue:
    """The workbench, on which a refused form comes back."""
    page = ClaimWorkbench.of(db.session(), claim_id, me())
    return render_template("verdicts/show.html", page=page)


@bp.post("/claims/<claim_id>/rate")
@form_on(_show)
def rate(claim_id: str) -> ResponseReturnValue:
    """Rate a claim for oneself, without having seen its verdict."""
    typed = forms.typed("rating", "rationale", "digest_seen")
    review = desk.rate_blind(
        db.session(),
        claim_id,
        forms.rev(),
        typed["rating"],
        typed["rationale"],
        typed["digest_seen"],
        me(),
    )
    if review.decision is ReviewDecision.DISAGREE:
        return go(url_for(".compare", claim_id=claim_id), _("Your rating differs. An editor decides."))
    return _workbench(claim_id, _("Your rating is the same: it counts as an approval."))


@bp.get("/claims/<claim_id>/compare")
def compare(claim_id: str) -> ResponseReturnValue:
    """Two verdicts that differ, side by side."""
    page = CompareContext(desk.open_compare(db.session(), claim_id, me()))
    return render_template("reviews/compare.html", page=page)


def _compared(claim_id: str) -> ResponseReturnValue:
    """The comparison, on which a refused form comes back; the workbench where nothing is to compare."""
    try:
        return compare(claim_id)
    except NotFoundError:
        return _show(claim_id)


@bp.post("/claims/<claim_id>/adjudicate")
@form_on(_compared)
def adjudicate(claim_id: str) -> ResponseReturnValue:
    """Decide between the two."""
    outcome = forms.choice(Adjudicated, "outcome")
    typed = forms.typed("review", "note", "digest_seen")
    desk.adjudicate(
        db.session(),
        claim_id,
        forms.rev(),
        typed["review"],
        outcome,
        typed["note"],
        typed["digest_seen"],
        me(),
    )
    return go(url_for("verdicts.show", claim_id=claim_id), _("Decided."))


@bp.post("/claims/<claim_id>/renew")
@form_on(_show)
def renew(claim_id: str) -> ResponseReturnValue:
    """Ask again for a verdict as it is."""
    seen = request.form.get("digest_seen", "")
    desk.renew_verdict(db.session(), claim_id, forms.rev(), seen, me())
    return _workbench(claim_id, _("Review asked for, with what changed."))


def _workbench(claim_id: str, said: str) -> ResponseReturnValue:
    """The workbench after an action; nobody reads it for a plain form, which is sent to its page."""
    back_to = url_for("verdicts.show", claim_id=claim_id)
    return answer_with("verdicts/_workbench.html", back_to, said, lambda: _page(claim_id))


def _page(claim_id: str) -> ClaimWorkbench:
    db.session().flush()
    return ClaimWorkbench.of(db.session(), claim_id, me())
