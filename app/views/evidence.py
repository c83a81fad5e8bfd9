"""Stage 5: the passages of sources that bear on a claim, and what was looked for in vain."""

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import db, forms
from app.auth import me
from app.contexts import ClaimWorkbench
from app.htmx import answer, form_on
from claims import desk
from claims.vocab import SearchResult, Stance

bp = Blueprint("evidence", __name__)


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
