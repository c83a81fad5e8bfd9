"""Every form of the decision part, filled in, at a claim that has come as far as the form needs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from claims import desk
from claims.desk import signing
from claims.scale import standard
from claims.store.engine import writing
from claims.vocab import Rating, ReviewDecision, Role, SearchResult
from tests import factories
from tests.reviewing import go_by, rate, say
from tests.world import a_form, scale_form

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
    "verdicts.override": Form(
        "wanting origins", "/claims/{claim}/override", {"override_reason": "Nobody else counts."}
    ),
    "verdicts.submit": Form("drafted", "/claims/{claim}/submit"),
    "verdicts.take_back": Form("in review", "/claims/{claim}/take-back"),
    "verdicts.review": Form("for me", "/claims/{claim}/review", {"decision": "approve", "comment": ""}),
    "reviews.rate": Form("for me, blind", "/claims/{claim}/rate", {"rating": "refuted", "rationale": "So."}),
    "reviews.renew": Form("stale", "/claims/{claim}/renew"),
    "reviews.adjudicate": Form(
        "two differ", "/claims/{claim}/adjudicate", {"outcome": "second", "note": "So."}
    ),
    "verdicts.withdraw": Form("signed", "/claims/{claim}/withdraw", {"withdrawal": "Forged."}),
    "contacts.note": Form(
        "open", "/claims/{claim}/contacts", {"party": "Office", "channel": "phone", "question": "How much?"}
    ),
    "contacts.answered": Form("asked", "/contacts/{contact}", {"answer": "14."}),
    "evidence.attach": Form("open", "/claims/{claim}/evidence", QUOTE),
    "evidence.search": Form(
        "open", "/claims/{claim}/searches", {"query": "q", "place": "p", "result": "nothing"}
    ),
    "evidence.describe": Form("open", "/evidence/{evidence}/edit", {"note": "Page 4."}),
    "evidence.stance": Form("open", "/evidence/{evidence}/stance", {"stance": "mixed"}),
    "evidence.detach": Form("open", "/evidence/{evidence}/detach"),
    "policy.save": Form("rules", "/settings/policy"),
    "scales.use": Form("rules", "/settings/scales"),
    "scales.create": Form("rules", "/settings/scales/new"),
    "scales.save": Form("rules", "/settings/scales/{scale}"),
    "exports.add": Form("verified", "/sets/{set}/add"),
    "exports.remove": Form("in a set", "/sets/{set}/remove"),
    "exports.freeze": Form("in a set", "/sets/{set}/freeze"),
    "releases.withdraw": Form("frozen", "/sets/{set}/withdraw", {"reason": "A misprint."}),
}


#: How far a claim is that somebody else has written the verdict on.
_THEIRS = (
    "wanting origins",
    "for me",
    "for me, blind",
    "two differ",
    "signed",
    "verified",
    "in a set",
    "frozen",
)


def filled(app: Flask, name: str) -> tuple[Visitor, str, dict[str, str]]:
    """A claim that has come as far as the form needs, who sends it, where, and all its fields."""
    form, (visitor, me) = FORMS[name], factories.sign_in(app, Role.ADMIN)
    if form.stage == "rules":
        with writing(app.extensions["engine"]) as session:
            scale, fields = _other_rules(session, name, me)
        return visitor, form.to.format(scale=scale), a_form(visitor) | fields
    with writing(app.extensions["engine"]) as session:
        claim, evidence, fields = _brought_to(session, form.stage, me)
        ids = {"claim": claim.public_id, "evidence": evidence, "set": fields.pop("set", "")}
        ids["contact"] = fields.pop("contact", "")
    return visitor, form.to.format(**ids), a_form(visitor) | fields | form.typed


def _other_rules(session: Session, name: str, me: User) -> tuple[str, dict[str, str]]:
    """What changes the rules that are in force now; a scale that can be edited."""
    policy, number = desk.policy_now(session), len(desk.open_scales(session).own)
    made = desk.make_scale(session, f"Own {number}", dict(enumerate(standard().codes, start=1)), me)
    rev = {"rev": str(policy.version)}
    if name == "policy.save":
        asked = dict.fromkeys(("origins", "rationale", "searches"), "1") | {"overriders": "editor"}
        chosen = {
            "scale": f"{policy.scale} {policy.scale_version}",
            "approvals": str(policy.approvals % 9 + 1),
        }
        return made.name, rev | asked | chosen
    if name == "scales.use":
        return made.name, rev | {"name": made.name, "version": "1"}
    return made.name, scale_form(made) | {"title": f"Other {number}", "rev": "1"}


def _brought_to(session: Session, stage: str, me: User) -> tuple[Claim, str, dict[str, str]]:
    claim, other = factories.a_claim(session), factories.a_person(session)
    source = factories.a_source(session, other)
    evidence = factories.an_evidence(session, claim, other, source=source).public_id
    fields = {"source": source.public_id}
    if stage == "asked":
        contact = factories.a_contact(session, claim, me)
        return claim, evidence, {"contact": contact.public_id, "rev": str(contact.rev)}
    if stage == "open":
        return claim, evidence, fields | {"rev": str(claim.rev)}
    author = other if stage in _THEIRS else me
    if stage == "wanting origins":
        go_by(session, origins=2)
    if stage in ("for me, blind", "two differ"):
        go_by(session, blind=True)
    factories.a_verdict(session, claim, author)
    if stage not in ("drafted", "wanting origins"):
        desk.submit_verdict(session, claim.public_id, claim.rev, author)
        session.flush()
        fields["digest_seen"] = signing.digest(session, claim)
    fields |= _after_review(session, claim, stage, me, other)
    if stage in _SIGNED:
        return claim, evidence, _in_a_set(session, claim, stage, me, fields["digest_seen"])
    return claim, evidence, fields | {"rev": str(claim.rev)}


#: The stages of a claim that a second person signed.
_SIGNED = ("verified", "in a set", "frozen")


def _after_review(session: Session, claim: Claim, stage: str, me: User, other: User) -> dict[str, str]:
    """What others said to the verdict, and what that changes in the form."""
    if stage == "two differ":
        second = rate(session, claim, factories.a_person(session), Rating.SUPPORTED)
        return {"review": second.public_id}
    if stage == "signed":
        say(session, claim, me)
    if stage != "stale":
        return {}
    say(session, claim, other)
    typed = {"query": "q", "place": "p", "note": ""}
    desk.log_search(session, claim.public_id, claim.rev, typed, SearchResult.NOTHING, other)
    session.flush()
    return {"digest_seen": signing.digest(session, claim)}


def _in_a_set(session: Session, claim: Claim, stage: str, me: User, seen: str) -> dict[str, str]:

    desk.review_verdict(session, claim.public_id, claim.rev, ReviewDecision.APPROVE, "", seen, me)
    made = desk.create_set(session, {"title": "Bridges", "description": "", "licence": ""}, me)
    session.flush()
    if stage != "verified":
        desk.add_to_set(session, made.public_id, made.rev, claim.public_id, me)
        session.flush()
    if stage == "frozen":
        about = {"organisation": "", "public_url": ""}
        desk.freeze_set(session, made.public_id, made.rev, about, me)
        session.flush()
    return {"set": made.public_id, "rev": str(made.rev), "claim": claim.public_id}
