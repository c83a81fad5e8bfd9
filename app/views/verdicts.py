"""Stage 6: the workbench of one claim: wording, verdict, review, history."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import db, forms
from app.auth import me
from app.contexts import ClaimWorkbench
from app.htmx import answer_with, form_on
from claims import desk
from claims.vocab import CheckQuestion, Confidence, CorrectionClass, ReviewDecision, VerdictFlag

bp = Blueprint("verdicts", __name__)


@bp.get("/claims/<claim_id>")
def show(claim_id: str) -> ResponseReturnValue:
    """The workbench of one claim.

    One that was merged is gone, and its page leads to where it went (410). An address of before, with
    `?source=`, leads to the page on which that source is read beside the claim.
    """
    if source := request.args.get("source", ""):
        return redirect(url_for("evidence.new", claim_id=claim_id, source=source))
    page = ClaimWorkbench.of(db.session(), claim_id, me())
    return render_template("verdicts/show.html", page=page), 410 if page.merged_into else 200


@bp.post("/claims/<claim_id>/wording")
@form_on(show)
def reword(claim_id: str) -> ResponseReturnValue:
    """Write a new wording."""
    typed = forms.typed("text", "reason")
    desk.edit_claim(db.session(), claim_id, forms.rev(), typed["text"], typed["reason"], me())
    return _workbench(claim_id, _("Wording saved."))


@bp.post("/claims/<claim_id>/verdict")
@form_on(show)
def draft(claim_id: str) -> ResponseReturnValue:
    """Write a verdict."""
    typed = forms.typed("rating", "rationale")
    desk.draft_verdict(
        db.session(), claim_id, forms.rev(), typed["rating"], typed["rationale"], me(), _details()
    )
    page = _page(claim_id)
    said = (
        _("Verdict saved. What is missing before it can be reviewed is listed with it.")
        if page.claim.gaps
        else _("Verdict saved. A second person has to review it.")
    )
    back_to = url_for(".show", claim_id=claim_id)
    return answer_with("verdicts/_workbench.html", back_to, said, lambda: page)


def _details() -> desk.VerdictDetails:
    """What the form says beside rating and rationale."""
    typed = forms.typed("as_of", "conclusion", "override_reason", "correction_note")
    corrects = request.form.get("correction")
    return desk.VerdictDetails(
        confidence=forms.choice(Confidence, "confidence") if request.form.get("confidence") else None,
        flags=tuple(flag for flag in VerdictFlag if request.form.get(f"flag-{flag.value}")),
        as_of=desk.day(typed["as_of"], "as_of"),
        checklist={question: request.form.get(f"check-{question.value}", "") for question in CheckQuestion},
        conclusion=typed["conclusion"],
        override_reason=typed["override_reason"],
        correction=forms.choice(CorrectionClass, "correction") if corrects else CorrectionClass.NONE,
        correction_note=typed["correction_note"],
    )


@bp.post("/claims/<claim_id>/override")
@form_on(show)
def override(claim_id: str) -> ResponseReturnValue:
    """Say why the verdict may be reviewed on fewer independent origins."""
    reason = forms.typed("override_reason")["override_reason"]
    desk.override_origins(db.session(), claim_id, forms.rev(), reason, me())
    return _workbench(claim_id, _("Reason saved."))


@bp.post("/claims/<claim_id>/submit")
@form_on(show)
def submit(claim_id: str) -> ResponseReturnValue:
    """Ask a second person to review the verdict."""
    desk.submit_verdict(db.session(), claim_id, forms.rev(), me())
    return _workbench(claim_id, _("Review asked for."))


@bp.post("/claims/<claim_id>/take-back")
@form_on(show)
def take_back(claim_id: str) -> ResponseReturnValue:
    """Take one's own verdict out of review."""
    desk.take_back_verdict(db.session(), claim_id, forms.rev(), me())
    return _workbench(claim_id, _("Verdict taken back."))


@bp.post("/claims/<claim_id>/review")
@form_on(show)
def review(claim_id: str) -> ResponseReturnValue:
    """Say, as a second person, what should become of the verdict."""
    decision = forms.choice(ReviewDecision, "decision")
    typed = forms.typed("comment", "digest_seen", "verdict_seen")
    desk.review_verdict(
        db.session(),
        claim_id,
        forms.rev(),
        decision,
        typed["comment"],
        typed["digest_seen"],
        me(),
        forms.remarks(),
        verdict_seen=typed["verdict_seen"],
    )
    return _workbench(claim_id, _("Review saved."))


@bp.post("/claims/<claim_id>/withdraw")
@form_on(show)
def withdraw(claim_id: str) -> ResponseReturnValue:
    """Withdraw what was signed."""
    reason = forms.typed("withdrawal")["withdrawal"]
    desk.withdraw_verdict(db.session(), claim_id, forms.rev(), reason, me())
    return _workbench(claim_id, _("Verdict withdrawn."))


def _workbench(claim_id: str, said: str) -> ResponseReturnValue:
    """The workbench after an action; nobody reads it for a plain form, which is sent to its page."""
    back_to = url_for("verdicts.show", claim_id=claim_id)
    return answer_with("verdicts/_workbench.html", back_to, said, lambda: _page(claim_id))


def _page(claim_id: str) -> ClaimWorkbench:
    db.session().flush()
    return ClaimWorkbench.of(db.session(), claim_id, me())
