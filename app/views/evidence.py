"""Stage 5: the board of a claim: find a passage, tie it, move it, describe it, take it off."""

from flask import Blueprint, g, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import db, forms
from app.auth import me
from app.contexts import ClaimWorkbench, EvidenceEdit, FindContext
from app.htmx import answer_with, form_on, go, page_again
from claims import desk
from claims.errors import GoneError, InputError
from claims.vocab import SearchResult, Stance

bp = Blueprint("evidence", __name__)

_SAID = ("note", "locator", "directness", "question", "answer")


@bp.get("/claims/<claim_id>/evidence/new")
def new(claim_id: str) -> ResponseReturnValue:
    """Find a passage: `?q=` in all sources, `?source=` in one, of which `?at=` takes a sentence."""
    refused: InputError | None = g.get("refused")
    asked = request.form if refused else request.args
    look = refused is not None and refused.field in ("quote", "")
    page = FindContext.of(db.session(), claim_id, asked, look=look)
    return render_template("board/find.html", page=page), 410 if page.gone else 200


@bp.post("/claims/<claim_id>/evidence")
@form_on(new)
def attach(claim_id: str) -> ResponseReturnValue:
    """Tie a passage to a claim."""
    stance = forms.choice(Stance, "stance")
    found = desk.FoundPassage(
        request.form.get("source", ""),
        forms.selection(),
        request.form.get("capture", ""),
        request.form.get("paraphrase", ""),
        forms.number_or_none("passage") or 0,
        forms.span("place"),
    )
    typed = forms.typed(*_SAID)
    try:
        row = desk.attach_evidence(db.session(), claim_id, forms.rev(), found, stance, typed, me())
    except GoneError as gone:  # what was typed stays, beside where the source went
        response = page_again(new, InputError(str(gone), "source"))
        response.status_code = 410
        return response
    return go(_card(claim_id, row.public_id), _("Evidence added."))


@bp.get("/evidence/<evidence_id>/edit")
def edit(evidence_id: str) -> ResponseReturnValue:
    """The form for what a person says of a passage."""
    row, claim, tells = desk.open_evidence(db.session(), evidence_id, me())
    page = EvidenceEdit(row, claim, desk.evidence_fields(row.evidence), tells)
    return render_template("board/edit.html", page=page)


@bp.post("/evidence/<evidence_id>/edit")
@form_on(edit)
def describe(evidence_id: str) -> ResponseReturnValue:
    """Say anew what belongs to a passage."""
    claim = desk.describe_evidence(db.session(), evidence_id, forms.rev(), forms.typed(*_SAID), me())
    return go(_card(claim.public_id, evidence_id), _("Evidence saved."))


@bp.post("/evidence/<evidence_id>/stance")
def stance(evidence_id: str) -> ResponseReturnValue:
    """Say anew what a passage does to its claim."""
    chosen = forms.choice(Stance, "stance")
    claim = desk.set_stance(db.session(), evidence_id, forms.rev(), chosen, me())
    return _workbench(claim.public_id, _("Stance changed."), evidence_id)


@bp.post("/evidence/<evidence_id>/detach")
def detach(evidence_id: str) -> ResponseReturnValue:
    """Take a passage off its claim."""
    claim = desk.detach_evidence(db.session(), evidence_id, forms.rev(), me())
    return _workbench(claim.public_id, _("Evidence taken off."))


def _claim_page(claim_id: str) -> ResponseReturnValue:
    return render_template("verdicts/show.html", page=ClaimWorkbench.of(db.session(), claim_id, me()))


@bp.post("/claims/<claim_id>/searches")
@form_on(_claim_page)
def search(claim_id: str) -> ResponseReturnValue:
    """Note what was looked for, and what it brought."""
    result = forms.choice(SearchResult, "result")
    typed = forms.typed("query", "place", "note")
    desk.log_search(db.session(), claim_id, forms.rev(), typed, result, me())
    return _workbench(claim_id, _("Search noted."))


def _card(claim_id: str, evidence_id: str) -> str:
    return url_for("verdicts.show", claim_id=claim_id, _anchor=f"evidence-{evidence_id}")


def _workbench(claim_id: str, said: str, moved: str = "") -> ResponseReturnValue:
    """The workbench after an action, at the card that was moved."""
    back_to = _card(claim_id, moved) if moved else url_for("verdicts.show", claim_id=claim_id)
    return answer_with("verdicts/_workbench.html", back_to, said, lambda: _page(claim_id, moved))


def _page(claim_id: str, moved: str) -> ClaimWorkbench:
    db.session().flush()
    return ClaimWorkbench.of(db.session(), claim_id, me(), moved)
