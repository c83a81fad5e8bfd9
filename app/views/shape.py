"""Shape claims: make them of a sentence, split and merge them, move their places, tick off facts."""

from functools import partial

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app import db, forms
from app.auth import me
from app.contexts import ClaimWorkbench, FactChips, MergeContext, NewClaimContext, PlacesContext, SplitContext
from app.htmx import answer, answer_with, form_on, go
from claims import desk
from claims.errors import InputError
from claims.models import Claim, Selection

bp = Blueprint("shape", __name__)


@bp.get("/articles/<article_id>/claims/new")
def new(article_id: str) -> ResponseReturnValue:
    """The form for a claim of the sentence that begins at `?s=`, in code points; without it, of any words."""
    typed = request.form.get("s") or request.args.get("s", "")
    if typed and not (typed.isascii() and typed.isdigit() and len(typed) < 9):
        abort(404)
    opened = desk.open_new_claim(db.session(), article_id, int(typed) if typed else None)
    return render_template("shape/new.html", page=NewClaimContext(opened))


@bp.post("/articles/<article_id>/claims/new")
@form_on(new)
def make(article_id: str) -> ResponseReturnValue:
    """Make a claim of words of a sentence, as they stand there, with a wording that reads by itself."""
    claim = desk.mark_claim(
        db.session(),
        article_id,
        forms.selection(),
        me(),
        text=request.form.get("text", ""),
        seq=forms.number_or_none("version_seq"),
        sentence=forms.number_or_none("s"),
    )
    said = _("Claim %(number)s marked.", number=claim.number)
    return go(url_for("articles.show", article_id=article_id, claim=claim.public_id), said)


# Split


@bp.get("/claims/<claim_id>/split")
def split(claim_id: str) -> ResponseReturnValue:
    """The form for splitting a claim, with as many parts as `?parts=` says."""
    opened = desk.open_split(db.session(), claim_id)
    typed = request.form.get("parts") or request.args.get("parts") or str(len(opened.suggested))
    parts = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 3 else 0
    if not 2 <= parts <= desk.MOST_PARTS:
        if request.method == "GET":
            abort(404)
        parts = 2
    return render_template("shape/split.html", page=SplitContext.of(opened, parts))


@bp.post("/claims/<claim_id>/split")
@form_on(split)
def split_post(claim_id: str) -> ResponseReturnValue:
    """Split a claim into the parts that were typed."""
    parts = [_part(nth) for nth in range(1, min(forms.number("parts"), desk.MOST_PARTS + 1) + 1)]
    made = desk.split_claim(db.session(), claim_id, forms.rev(), parts, me())
    row = desk.claim_row(db.session(), claim_id, me())
    numbers = ", ".join(str(claim.number) for claim in made)
    said = _("Claim %(number)s split into %(numbers)s.", number=row.claim.number, numbers=numbers)
    return go(url_for("articles.show", article_id=row.article.public_id, claim=made[0].public_id), said)


def _part(nth: int) -> desk.Part:
    text, quote = request.form.get(f"text-{nth}", ""), request.form.get(f"quote-{nth}", "")
    return desk.Part(text, Selection(quote) if quote.strip() else None)


# Merge


@bp.get("/claims/<claim_id>/merge")
def merge(claim_id: str) -> ResponseReturnValue:
    """The claims that could be merged into this one; `?q=` looks for words, `?with=` has some ticked."""
    ticked = {*request.args.getlist("with"), *_ticked()} - {claim_id}
    query = request.args.get("q", "")
    opened = desk.open_merge(db.session(), claim_id, query, ticked)
    return render_template("shape/merge.html", page=MergeContext(opened, query, frozenset(ticked)))


def _ticked() -> dict[str, str]:
    """The claims that were ticked, by public id, each with the revision that was seen."""
    sent = request.form.items()
    return {name.removeprefix("with-"): rev for name, rev in sent if rev and name.startswith("with-")}


@bp.post("/claims/<claim_id>/merge")
@form_on(merge)
def merge_post(claim_id: str) -> ResponseReturnValue:
    """Merge the ticked claims into this one."""
    chosen = [desk.Chosen(public_id, forms.number(f"with-{public_id}")) for public_id in _ticked()]
    text = request.form.get("text", "")
    claim = desk.merge_claims(db.session(), claim_id, forms.rev(), chosen, text, me())
    said = ngettext(
        "%(num)s claim merged into claim %(number)s.",
        "%(num)s claims merged into claim %(number)s.",
        len(chosen),
        number=claim.number,
    )
    return go(url_for("verdicts.show", claim_id=claim_id), said)


# Places


@bp.get("/claims/<claim_id>/places")
def places(claim_id: str, **_more: int) -> ResponseReturnValue:
    """Where a claim stands, and the article's text to mark other words in."""
    page = PlacesContext(desk.open_places(db.session(), claim_id))
    return render_template("shape/places.html", page=page)


@bp.post("/claims/<claim_id>/places")
@form_on(places)
def add_place(claim_id: str) -> ResponseReturnValue:
    """Note one more place where the article says the same."""
    seq = forms.number_or_none("version_seq")
    claim = desk.add_place(db.session(), claim_id, forms.rev(), forms.selection(), me(), seq)
    return _places(claim, _("Place added."))


@bp.post("/claims/<claim_id>/places/<int:place_id>/move")
@form_on(places)
def move_place(claim_id: str, place_id: int) -> ResponseReturnValue:
    """Let the claim stand at other words."""
    seq = forms.number_or_none("version_seq")
    claim = desk.change_span(db.session(), claim_id, forms.rev(), place_id, forms.selection(), me(), seq)
    return _places(claim, _("Place changed."))


@bp.post("/claims/<claim_id>/places/<int:place_id>/take")
@form_on(places)
def take_place(claim_id: str, place_id: int) -> ResponseReturnValue:
    """Take back that the claim stands at a place."""
    return _places(
        desk.take_place(db.session(), claim_id, forms.rev(), place_id, me()), _("Place taken back.")
    )


def _places(claim: Claim, said: str) -> ResponseReturnValue:
    db.session().flush()
    page = PlacesContext(desk.open_places(db.session(), claim.public_id))
    return answer("shape/_places.html", url_for(".places", claim_id=claim.public_id), said, page=page)


# Facts


@bp.post("/claims/<claim_id>/facts/tick")
def tick(claim_id: str) -> ResponseReturnValue:
    """Tick off a fact of a claim, named by its text."""
    return _facts(desk.tick_fact(db.session(), claim_id, _fact(), me()), _("Fact ticked."))


@bp.post("/claims/<claim_id>/facts/untick")
def untick(claim_id: str) -> ResponseReturnValue:
    """Take back the tick on a fact."""
    return _facts(desk.untick_fact(db.session(), claim_id, _fact(), me()), _("Tick taken back."))


def _fact() -> str:
    fact = request.form.get("fact", "")
    if not fact or "\0" in fact:
        raise InputError("this form is incomplete; load the page again", "fact")
    return fact


def _facts(claim: Claim, said: str) -> ResponseReturnValue:
    db.session().flush()
    own = url_for("verdicts.show", claim_id=claim.public_id)
    back_to = forms.inside(request.form.get("back", "")) or own
    if back_to == own:
        opened = partial(ClaimWorkbench.of, db.session(), claim.public_id, me())
        return answer_with("shape/_facts_answer.html", own, said, opened)
    row = desk.claim_row(db.session(), claim.public_id, me())
    chips = FactChips.of(db.session(), row.claim, row.version, back_to)
    return answer("shape/_facts.html", back_to, said, chips=chips)
