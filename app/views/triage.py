"""Stage 4: the queue, and what happens next with each claim."""

import re
from collections.abc import Sequence
from dataclasses import replace

from flask import Blueprint, Response, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app import db, forms
from app.auth import me
from app.contexts import (
    DuplicateContext,
    NewerContext,
    Place,
    QueueContext,
    ResultsContext,
    RowAnswer,
    beside_of,
    reader_of,
    stretch_of,
    with_details,
)
from app.contexts.labels import label
from app.contexts.triage import NAMED
from app.htmx import answer, answer_here, form_on, go
from claims import desk
from claims.errors import ConflictError, InputError
from claims.models import Claim, QueueFilter
from claims.vocab import DISMISSALS, DismissReason, Priority, TriageStep

bp = Blueprint("triage", __name__)

_STEPS = {
    "accept": desk.accept_claim,
    "skip": desk.skip_claim,
    "reopen": desk.reopen_claim,
    "take": desk.take_claim,
}


def _back() -> Place:
    """The page of the queue that a form came from; its first page where it came from elsewhere."""
    return Place.at(forms.inside(request.form.get("back", ""))) or Place(QueueFilter())


def _opened(place: Place) -> QueueContext:
    found = desk.open_queue(db.session(), place.asked, me(), place.after, place.before)
    return QueueContext(found.counts, found.rows, found, place.after, place.before)


@bp.get("/queue")
def queue() -> ResponseReturnValue:
    """The queue, filtered as its address says (see `QueueFilter`); the proposed claims unless it does."""
    return render_template("triage/queue.html", page=_opened(Place.of(request.args.to_dict())))


@bp.get("/queue/new")
def newer() -> ResponseReturnValue:
    """The part of the queue that asks for claims that came since its page was made."""
    asked, since = QueueFilter.of(request.args), request.args.get("since", "")
    if not (since.isascii() and since.isdigit() and len(since) < 16):
        abort(404)
    count = desk.count_newer(db.session(), asked, int(since), me())
    return render_template("triage/_newer.html", newer=NewerContext(asked, int(since), count))


# One claim


def _row_page(claim_id: str, place: str = "queue", **_more: str) -> ResponseReturnValue:
    """The page a triage form came from, to show it again with its error."""
    row = desk.claim_row(db.session(), claim_id, me())
    if place == "queue":
        page = _opened(_back())
        # The claim may stand elsewhere by now; its form has to come back all the same.
        ids = [other.claim.id for other in page.rows]
        page = page if row.claim.id in ids else replace(page, rows=[row, *page.rows])
        return render_template("triage/queue.html", page=page)
    opened = desk.open_article(db.session(), row.article.public_id)
    return render_template("articles/show.html", page=reader_of(opened, claim_id))


@bp.post("/claims/<claim_id>/<any(accept, skip, reopen, take):step>/<any(queue, reader):place>")
def step(claim_id: str, step: str, place: str) -> ResponseReturnValue:
    """Accept, skip, reopen or take over a claim, from the queue or beside the text."""
    claim = _STEPS[step](db.session(), claim_id, forms.rev(), me())
    verbs = {
        "accept": _("accepted"),
        "skip": _("skipped"),
        "reopen": _("reopened"),
        "take": _("assigned to you"),
    }
    return _answer(claim, place, verbs[step])


@bp.post("/claims/<claim_id>/dismiss/<any(queue, reader):place>")
@form_on(_row_page)
def dismiss(claim_id: str, place: str) -> ResponseReturnValue:
    """Lay a claim aside, saying why."""
    reason = forms.choice(DismissReason, "reason", of=DISMISSALS)
    claim = desk.dismiss_claim(db.session(), claim_id, forms.rev(), reason, me())
    return _answer(claim, place, _("dismissed"))


def _answer(claim: Claim, place: str, verb: str) -> ResponseReturnValue:
    db.session().flush()
    row = desk.claim_row(db.session(), claim.public_id, me())
    if place == "queue":
        back = _back()
        page = RowAnswer(row, desk.queue_counts(db.session(), back.asked, me()), back.address)
        left = ngettext("%(num)s left.", "%(num)s left.", page.total)
        said = _("Claim %(number)s %(verb)s.", number=claim.number, verb=verb)
        return answer("triage/_row_answer.html", back.address, f"{said} {left}", page=page)
    said = _("Claim %(number)s: %(status)s.", number=claim.number, status=label(claim.status))
    article_id = row.article.public_id
    opened = desk.open_article(db.session(), article_id)
    if request.form.get("s"):  # from line to line
        number = forms.number("s")
        reader = beside_of(opened, number=number)
        done = stretch_of(opened, reader.line) if reader.line else None
        back_to = url_for(
            "articles.show", article_id=article_id, mode="line", s=number, _anchor=f"s-{number}"
        )
        shown = {"page": reader, "claim": row.claim, "version": row.version, "done": done}
        return answer("articles/_decided.html", back_to, said, **shown)
    back_to = url_for("articles.show", article_id=article_id, claim=claim.public_id)
    reader = with_details(db.session(), beside_of(opened, claim.public_id))
    return answer("articles/_answered.html", back_to, said, page=reader, done=None)


@bp.get("/claims/<claim_id>/duplicate")
def duplicates(claim_id: str) -> ResponseReturnValue:
    """The form to say which claim this one duplicates; `?q=` looks for it."""
    query = request.args.get("q", "")
    row, found = desk.find_duplicates(db.session(), claim_id, query, me())
    back = forms.inside(request.form.get("back") or request.args.get("back", "")) or _in_reader(row)
    return render_template("triage/duplicate.html", page=DuplicateContext(row, found, query, back))


def _in_reader(row: desk.QueueRow) -> str:
    """Where a claim is read: at the line of `?s=` where somebody goes from line to line."""
    article_id, number = row.article.public_id, request.args.get("s", "")
    if re.fullmatch("[1-9][0-9]{0,6}", number):
        return url_for("articles.show", article_id=article_id, mode="line", s=number, _anchor="panel")
    return url_for("articles.show", article_id=article_id, claim=row.claim.public_id)


@bp.post("/claims/<claim_id>/duplicate")
@form_on(duplicates)
def duplicate(claim_id: str) -> ResponseReturnValue:
    """Lay a claim aside because another one says the same."""
    claim = desk.mark_duplicate(db.session(), claim_id, forms.rev(), request.form.get("of", ""), me())
    back_to = forms.inside(request.form.get("back", "")) or url_for(".queue")
    return go(back_to, _("Claim %(number)s dismissed as a duplicate.", number=claim.number))


# Many claims


@bp.post("/queue/bulk")
def bulk() -> ResponseReturnValue:
    """The same step with the claims that were picked, or with all that a list holds."""
    back, shown = _back(), request.form.getlist("row")[: desk.PAGE]
    try:
        outcome = _changed(back.asked)
    except InputError as error:
        if error.field in ("op_id", "rev"):
            raise
        return _bulk_answer(back, shown, 422, problem=str(error))
    except ConflictError as error:
        return _bulk_answer(back, [], 409, problem=str(error))
    db.session().flush()
    named = [claim.public_id for claim, _why in outcome.refused[:NAMED]]
    refused = desk.claim_rows(db.session(), named, me())
    done = [*request.form.getlist("done"), *(claim.public_id for claim in outcome.done)]
    return _bulk_answer(back, shown, 200, frozenset(done), ResultsContext.of(outcome, refused))


def _changed(asked: QueueFilter) -> desk.Outcome:
    session, which = db.session(), request.form.get("which", "")
    change = _change()
    if which == "all":
        seen = desk.Seen(forms.number("count"), request.form.get("seen", ""))
        return desk.change_all(session, asked, seen, change, me())
    return desk.change_picked(session, forms.picked("claim"), change, me())


def _change() -> desk.Change:
    """What the bulk form asks for: the button that was pressed, and the field beside it."""
    step = forms.choice(TriageStep, "do")
    if step is TriageStep.DISMISS:
        return desk.Change(step, reason=forms.choice(DismissReason, "reason", of=DISMISSALS))
    if step is TriageStep.PRIORITY:
        return desk.Change(step, priority=forms.choice(Priority, "priority"))
    return desk.checked(db.session(), step, forms.typed("assignee", "due", "tag"), me())


def _bulk_answer(
    place: Place,
    shown: Sequence[str],
    status: int,
    done: frozenset[str] = frozenset(),
    results: ResultsContext | None = None,
    problem: str = "",
) -> Response:
    """The list again, with its rows where they stood: nothing jumps before the page is loaded anew."""
    if status >= 400:
        db.roll_back()
    page = replace(_opened(place), done=done, results=results, problem=problem)
    if shown:
        page = replace(page, rows=desk.claim_rows(db.session(), shown, me()))
    said = results.said if results else ""
    return answer_here("triage/_bulk_answer.html", "triage/queue.html", status, page=page, message=said)


# Views that a person keeps


def _queue_again(**_more: str) -> ResponseReturnValue:
    return render_template("triage/queue.html", page=_opened(_back()))


@bp.post("/queue/views")
@form_on(_queue_again)
def keep_view() -> ResponseReturnValue:
    """Keep the list that is shown under a name."""
    place = _back()
    kept = desk.keep_view(db.session(), request.form.get("name", ""), place.asked, me())
    return go(place.address, _("View “%(name)s” kept.", name=kept.name))


@bp.post("/queue/views/<view_id>/delete")
def drop_view(view_id: str) -> ResponseReturnValue:
    """Forget a view of one's own."""
    kept = desk.drop_view(db.session(), view_id, me())
    return go(_back().address, _("View “%(name)s” deleted.", name=kept.name))
