"""The contact log of a claim: whom we asked, and what they answered."""

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import db, forms
from app.auth import me
from app.contexts import ClaimWorkbench, ContactEdit
from app.htmx import answer, form_on, go
from claims import desk
from claims.vocab import ContactChannel

bp = Blueprint("contacts", __name__)


def _claim_page(claim_id: str) -> ResponseReturnValue:
    return render_template("verdicts/show.html", page=ClaimWorkbench.of(db.session(), claim_id, me()))


@bp.post("/claims/<claim_id>/contacts")
@form_on(_claim_page)
def note(claim_id: str) -> ResponseReturnValue:
    """Note that somebody was asked."""
    channel = forms.choice(ContactChannel, "channel")
    typed = forms.typed("party", "question", "asked_on", "deadline")
    desk.note_contact(db.session(), claim_id, channel, typed, me())
    db.session().flush()
    page = ClaimWorkbench.of(db.session(), claim_id, me())
    return answer("verdicts/_workbench.html", _log(claim_id), _("Contact noted."), page=page)


@bp.get("/contacts/<contact_id>")
def edit(contact_id: str) -> ResponseReturnValue:
    """The form for what somebody answered."""
    contact, claim = desk.open_contact(db.session(), contact_id)
    return render_template(
        "contacts/edit.html", page=ContactEdit(contact, claim, desk.contact_fields(contact))
    )


@bp.post("/contacts/<contact_id>")
@form_on(edit)
def answered(contact_id: str) -> ResponseReturnValue:
    """Note what somebody answered, or correct it."""
    typed = forms.typed("answer", "answered_on", "deadline")
    claim = desk.answer_contact(db.session(), contact_id, forms.rev(), typed, me())
    return go(_log(claim.public_id), _("Answer saved."))


def _log(claim_id: str) -> str:
    return url_for("verdicts.show", claim_id=claim_id, _anchor="contacts")
