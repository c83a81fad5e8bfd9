"""Every form of the decision part, filled in, at a claim that has come as far as the form needs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from claims import desk
from claims.desk import signing
from claims.store.engine import writing
from claims.vocab import Rating, ReviewDecision, Role, SearchResult
from tests import factories
from tests.reviewing import go_by, rate, say
from tests.world import a_form

if TYPE_CHECKING:
    from flask import Flask
    from sqlmodel import Session

    from claims.models import Claim, User
    from tests.visitor import Visitor


@dataclass(frozen=True)
class Form:
    """A form of the decision part: how far the claim has to be, where it goes, what is typed."""

    stage: str
    to: str
    typed: dict[str, str] = field(default_factory=dict)


QUOTE = {"quote": "Some 4,000 people came", "stance": "context"}
FORMS = {
    "verdicts.reword": Form("open", "/claims/{claim}/wording", {"text": "Other words.", "reason": ""}),
    "verdicts.draft": Form("open", "/claims/{claim}/verdict", {"rating": "refuted", "rationale": "So."}),
    "verdicts.submit": Form("drafted", "/claims/{claim}/submit"),
    "verdicts.take_back": Form("in review", "/claims/{claim}/take-back"),
    "verdicts.review": Form("for me", "/claims/{claim}/review", {"decision": "approve", "comment": ""}),
    "reviews.rate": Form("for me, blind", "/claims/{claim}/rate", {"rating": "refuted", "rationale": "So."}),
    "reviews.renew": Form("stale", "/claims/{claim}/renew"),
    "reviews.adjudicate": Form(
        "two differ", "/claims/{claim}/adjudicate", {"outcome": "second", "note": "So."}
    ),
    "evidence.attach": Form("open", "/claims/{claim}/evidence", QUOTE),
    "evidence.search": Form(
        "open", "/claims/{claim}/searches", {"query": "q", "place": "p", "result": "nothing"}
    ),
    "evidence.describe": Form("open", "/evidence/{evidence}/edit", {"note": "Page 4."}),
    "evidence.stance": Form("open", "/evidence/{evidence}/stance", {"stance": "mixed"}),
    "evidence.detach": Form("open", "/evidence/{evidence}/detach"),
    "exports.add": Form("verified", "/sets/{set}/add"),
    "exports.remove": Form("in a set", "/sets/{set}/remove"),
    "exports.freeze": Form("in a set", "/sets/{set}/freeze"),
}


#: How far a claim is that somebody else has written the verdict on.
_THEIRS = ("for me", "for me, blind", "two differ", "verified", "in a set")


def filled(app: Flask, name: str) -> tuple[Visitor, str, dict[str, str]]:
    """A claim that has come as far as the form needs, who sends it, where, and all its fields."""
    form, (visitor, me) = FORMS[name], factories.sign_in(app, Role.EDITOR)
    with writing(app.extensions["engine"]) as session:
        claim, evidence, fields = _brought_to(session, form.stage, me)
        ids = {"claim": claim.public_id, "evidence": evidence, "set": fields.pop("set", "")}
    return visitor, form.to.format(**ids), a_form(visitor) | fields | form.typed


def _brought_to(session: Session, stage: str, me: User) -> tuple[Claim, str, dict[str, str]]:
    claim, other = factories.a_claim(session), factories.a_person(session)
    source = factories.a_source(session, other)
    evidence = factories.an_evidence(session, claim, other, source=source).public_id
    fields = {"source": source.public_id}
    if stage == "open":
        return claim, evidence, fields | {"rev": str(claim.rev)}
    author = other if stage in _THEIRS else me
    if stage in ("for me, blind", "two differ"):
        go_by(session, blind=True)
    factories.a_verdict(session, claim, author)
    if stage != "drafted":
        desk.submit_verdict(session, claim.public_id, claim.rev, author)
        session.flush()
        fields["digest_seen"] = signing.digest(session, claim)
    if stage == "two differ":
        fields["review"] = rate(session, claim, factories.a_person(session), Rating.SUPPORTED).public_id
    if stage == "stale":
        say(session, claim, other)
        typed = {"query": "q", "place": "p", "note": ""}
        desk.log_search(session, claim.public_id, claim.rev, typed, SearchResult.NOTHING, other)
        session.flush()
        fields["digest_seen"] = signing.digest(session, claim)
    if stage in ("verified", "in a set"):
        return claim, evidence, _in_a_set(session, claim, stage, me, fields["digest_seen"])
    return claim, evidence, fields | {"rev": str(claim.rev)}


def _in_a_set(session: Session, claim: Claim, stage: str, me: User, seen: str) -> dict[str, str]:

    desk.review_verdict(session, claim.public_id, claim.rev, ReviewDecision.APPROVE, "", seen, me)
    made = desk.create_set(session, {"title": "Bridges", "description": "", "licence": ""}, me)
    session.flush()
    if stage == "in a set":
        desk.add_to_set(session, made.public_id, made.rev, claim.public_id, me)
        session.flush()
    return {"set": made.public_id, "rev": str(made.rev), "claim": claim.public_id}
