"""Bad luck and bad will: a sign-in that ran out, a held database, NUL, a forged row, a race."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, OperationalError

from claims import desk, store
from claims.models import Claim, ClaimSet, Verdict
from claims.models.base import new_id
from claims.store.engine import reading, writing
from claims.vocab import Role
from tests import factories


def a_worked_on_claim(engine):
    with writing(engine) as session:
        claim = factories.a_claim(session)
        factories.an_evidence(session, claim, factories.a_person(session))
        return claim.public_id


def test_what_was_typed_when_a_sign_in_ran_out_is_shown_and_can_be_sent_after_the_next(app, engine):
    claim_id = a_worked_on_claim(engine)
    visitor, me = factories.sign_in(app, name="Mara")
    visitor.get(f"/claims/{claim_id}")
    with writing(engine) as session:
        store.people.end_sessions(session, me.id)
    visitor.submit(f"/claims/{claim_id}/verdict", rating="refuted", rationale="Typed before it ran out.")
    assert visitor.status == 401
    again = visitor.form(f"/claims/{claim_id}/verdict")
    assert (again["rationale"], again["rating"]) == ("Typed before it ran out.", "refuted")

    with writing(engine) as session:
        token = desk.make_sign_in_link(session, session.get_one(type(me), me.id))
    visitor.client.get(f"/sign-in/{token}")
    visitor.post(f"/claims/{claim_id}/verdict", **again)
    assert visitor.status == 200
    assert "Typed before it ran out." in visitor.text


def test_somebody_elses_sign_in_in_the_same_browser_does_not_take_over_a_form(app, engine):
    claim_id = a_worked_on_claim(engine)
    visitor, _ = factories.sign_in(app)
    form = visitor.get(f"/claims/{claim_id}").form(f"/claims/{claim_id}/verdict")
    with writing(engine) as session:
        token = desk.make_sign_in_link(session, factories.a_person(session))
    visitor.client.get(f"/sign-in/{token}")
    visitor.post(f"/claims/{claim_id}/verdict", **form | {"rating": "refuted", "rationale": "Mine."})
    assert visitor.status == 400


@pytest.mark.parametrize("path", ["/jobs/%00", "/releases/%00/jsonl", "/claims/a%00", "/queue?article=%00"])
def test_an_address_with_nul_is_no_address(app, path):
    visitor, _ = factories.sign_in(app)
    assert visitor.get(path).status == 404


def test_a_sign_in_name_with_nul_is_refused_and_breaks_nothing(app):
    from tests.visitor import Visitor

    visitor = Visitor(app).get("/sign-in")
    visitor.submit("/sign-in", login="a\0b", password="whatever it is")
    assert visitor.status in (401, 422)


@pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
def test_a_held_database_is_told_as_busy_and_what_was_typed_stays(app, engine, monkeypatch, htmx):
    claim_id = a_worked_on_claim(engine)
    visitor, _ = factories.sign_in(app)
    visitor.get(f"/claims/{claim_id}")

    def held(*_arguments):
        raise OperationalError("BEGIN IMMEDIATE", {}, Exception("database is locked"))

    with monkeypatch.context() as patch:
        patch.setattr(store.claims, "get", held)
        visitor.submit(f"/claims/{claim_id}/verdict", htmx=htmx, rating="refuted", rationale="Still here.")
    assert (visitor.status, visitor.answer.headers["Retry-After"]) == (503, "2")
    if not htmx:
        assert visitor.form(f"/claims/{claim_id}/verdict")["rationale"] == "Still here."
        visitor.submit(f"/claims/{claim_id}/verdict")
        assert visitor.status == 200


def test_a_signed_row_cannot_be_replaced_by_another_of_its_number(engine):
    with writing(engine) as session:
        claim = factories.a_claim(session)
        signed = factories.a_verdict(session, claim, factories.a_person(session)).id
    columns = ", ".join(
        f'"{column.name}"' for column in Verdict.__table__.columns if column.name != "rationale"
    )
    verb = "INSERT OR REPLACE" if engine.dialect.name == "sqlite" else "INSERT"
    forged = f"{verb} INTO verdict (rationale, {columns}) SELECT 'FORGED', {columns} FROM verdict"
    with pytest.raises(IntegrityError), engine.begin() as connection:
        connection.execute(text(forged))
    with reading(engine) as session:
        assert session.get_one(Verdict, signed).rationale != "FORGED"


def test_wrong_sign_ins_under_many_names_are_limited_by_address(sqlite_url, make_app):
    from tests.visitor import Visitor

    app = make_app(sqlite_url)
    app.config["SIGN_IN_ADDRESS_LIMIT"] = "3 per minute"
    visitor = Visitor(app).get("/sign-in")
    form = visitor.form("/sign-in")
    names = [{"login": new_id(), "password": "wrong words"} for _ in range(5)]
    statuses = [visitor.client.post("/sign-in", data=form | name).status_code for name in names]
    assert statuses[:3] == [401, 401, 401]
    assert statuses[-1] == 429


def _change(engine, claim_key):
    with writing(engine) as session:
        session.connection().execute(text("SET LOCAL lock_timeout = '100ms'"))
        session.get_one(Claim, claim_key).priority = 5


def test_a_frozen_set_holds_its_claims_still_until_it_is_written(postgresql_url, make_app):
    app = make_app(postgresql_url)
    engine = app.extensions["engine"]
    with writing(engine) as session:
        editor = factories.a_person(session, Role.EDITOR)
        claim = factories.a_verified_claim(session, factories.a_person(session), factories.a_person(session))
        made = desk.create_set(session, {"title": "T", "description": "", "licence": ""}, editor)
        session.flush()
        desk.add_to_set(session, made.public_id, made.rev, claim.public_id, editor)
    with writing(engine) as freezing:
        store.members.keys(freezing, made.id, lock=True)
        with pytest.raises(OperationalError):
            _change(engine, claim.id)
    with reading(engine) as session:
        assert session.get_one(Claim, claim.id).priority == 0
        assert session.get_one(ClaimSet, made.id).title == "T"


def test_an_invitation_that_was_withdrawn_lets_nobody_in(app):
    from tests.visitor import Visitor

    editor, _ = factories.sign_in(app, Role.EDITOR)
    editor.get("/people").submit("/people/invitations", role="viewer")
    link = editor.page.find_class("link")[0].get("value")
    action = next(
        form.get("action") for form in editor.page.forms if form.get("action").endswith("/withdraw")
    )
    editor.submit(action)
    assert "Invitation withdrawn." in editor.text
    assert Visitor(app).get(link[link.index("/join") :]).status == 401
