"""Nobody overwrites unseen, and sending again does nothing again: at the same moment as well."""

from __future__ import annotations

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import inspect, text
from sqlalchemy.exc import OperationalError
from sqlmodel import col, select

from app import create_app
from claims import desk, store
from claims.digest import sha256
from claims.errors import ConflictError
from claims.models import Claim, Event, User, Verdict
from claims.models.base import new_id
from claims.store.engine import commit, reading, writer, writing
from claims.vocab import ClaimStatus, Rating
from tests import factories
from tests.decisions import FORMS, filled
from tests.factories import sign_in
from tests.looks import now_is, written
from tests.world import a_form

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from flask import Flask
    from flask.testing import FlaskClient
    from sqlalchemy import Engine
    from sqlmodel import Session
    from werkzeug.test import TestResponse

    from tests.visitor import Visitor

HTMX = {"HX-Request": "true"}
PATIENCE = 900  # seconds that a thread may take before the test gives up on it


def an_open_claim(session: Session) -> Claim:
    claim = factories.a_claim(session)
    factories.an_evidence(session, claim, factories.a_person(session))
    return claim


def at_once(actions: Iterable[Callable[[], Any]]) -> list[Any]:
    """Do all of them at the same moment, each in a thread of its own; what each gave, in order."""
    doing = list(actions)
    start = threading.Barrier(len(doing), timeout=PATIENCE)

    def run(action: Callable[[], Any]) -> Any:
        start.wait()
        return action()

    with ThreadPoolExecutor(len(doing)) as pool:
        return [done.result(PATIENCE) for done in [pool.submit(run, action) for action in doing]]


# Two reviewers at one claim


def _stands_as_saved(engine: Engine, claim: Claim, first: int, saved: int) -> None:
    """Each save counted once, each stands as a verdict on the one before, and each left its event."""
    with reading(engine) as session:
        verdicts = session.exec(
            select(Verdict).where(Verdict.claim_id == claim.id).order_by(col(Verdict.id))
        ).all()
        drafted = session.exec(select(Event.payload).where(Event.verb == "drafted").order_by(Event.seq)).all()
        assert desk.check_trail(session).broken is None
    assert now_is(engine, claim).rev == first + saved
    assert len(verdicts) == saved
    assert [one.supersedes_id for one in verdicts] == [None, *(one.id for one in verdicts[:-1])]
    assert [event["verdict"] for event in drafted] == [one.public_id for one in verdicts]


def test_of_two_thousand_racing_saves_each_is_saved_or_refused(engine):
    with writing(engine) as session:
        claim = an_open_claim(session)
        people = [factories.a_person(session) for _ in range(2)]

        claim.status = ClaimStatus.DRAFTED  # so that each save is one step
    first = now_is(engine, claim).rev

    def save(who: User, turn: int) -> str:
        seen = now_is(engine, claim).rev
        with writer(engine) as session:
            try:
                words = f"{who.name} in turn {turn}"
                desk.draft_verdict(session, claim.public_id, seen, Rating.REFUTED, words, who)
                commit(session)
            except ConflictError:
                return "refused"
            except OperationalError:  # SQLite is not fair: who waited for five seconds is told so
                return save(who, turn)
        return "saved"

    rounds = [lambda who=who: Counter(save(who, turn) for turn in range(1_000)) for who in people]
    said = sum(at_once(rounds), Counter())
    assert said["saved"] + said["refused"] == 2_000
    assert said["refused"] > 0
    _stands_as_saved(engine, claim, first, said["saved"])


def test_what_two_bring_at_one_moment_is_kept_once(engine):
    words = [str(number) for number in range(40)]

    def keep() -> None:
        for each in words:
            with writing(engine) as session:
                store.verdicts.keep_basis(session, sha256(each.encode()), each)
                store.captures.keep_bytes(session, sha256(each.encode()), each.encode())

    at_once([keep, keep])
    with reading(engine) as session:
        assert [store.verdicts.basis(session, sha256(each.encode())) for each in words] == words
        kept = [store.captures.kept_bytes(session, sha256(each.encode())) for each in words]
        assert kept == [each.encode() for each in words]


def test_of_racing_posts_each_is_saved_or_shown_what_changed(app, engine):
    claim = written(app, an_open_claim)
    people = [sign_in(app)[0] for _ in range(2)]
    forms = [a_form(person) for person in people]
    first = now_is(engine, claim).rev

    def save(who: int, turn: int) -> int:
        typed = {"rating": "refuted", "rationale": f"{who} in turn {turn}"}
        form = forms[who] | {"op_id": new_id(), "rev": str(now_is(engine, claim).rev)} | typed
        status = people[who].client.post(f"/claims/{claim.public_id}/verdict", data=form).status_code
        # SQLite is not fair: who waited for five seconds is told to try again, and nothing was saved
        return save(who, turn) if status == 503 else status

    rounds = [lambda who=who: Counter(save(who, turn) for turn in range(40)) for who in range(2)]
    said = sum(at_once(rounds), Counter())
    assert set(said) == {303, 409}
    assert said.total() == 80
    _stands_as_saved(engine, claim, first, said[303])


# The same form again, and at the same moment


def test_every_form_of_the_decision_part_is_sent_again_below():
    """A claim's verdict, evidence, release, what all go by: a new route of these needs a form here."""
    app = create_app(DATABASE_URL="sqlite://", SECRET_KEY="x" * 40)
    part = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if "POST" in (rule.methods or ())
        and (
            rule.endpoint.startswith(("verdicts.", "reviews.", "contacts.", "policy.", "scales."))
            or (rule.endpoint.startswith("evidence.") and rule.arguments & {"claim_id", "evidence_id"})
            or rule.endpoint in ("exports.add", "exports.remove", "exports.freeze", "releases.withdraw")
        )
    }
    app.extensions["engine"].dispose()
    assert set(FORMS) == part


def rows(engine: Engine) -> dict[str, list[Any]]:
    """Every row of every table; an index of words is none of its own."""
    with engine.connect() as connection:
        tables = inspect(connection).get_table_names()
        names = [name for name in tables if not name.startswith(("claim_words", "passage_words"))]
        return {
            name: sorted(map(repr, connection.execute(text(f'SELECT * FROM "{name}"')))) for name in names
        }


def _more(before: dict[str, list[Any]], after: dict[str, list[Any]]) -> dict[str, int]:
    """How many rows each table has more, or that are others."""
    return {name: len(set(after[name]) - set(before[name])) for name in after}


def answer_of(response: TestResponse) -> tuple[int, str | None, bytes]:
    leads = response.location or response.headers.get("HX-Redirect")
    return response.status_code, leads, response.data


def tab_of(app: Flask, visitor: Visitor) -> FlaskClient:
    """Another tab of the same browser, to be used from another thread."""
    tab, cookie = app.test_client(), visitor.client.get_cookie("claimdesk")
    assert cookie
    tab.set_cookie("claimdesk", cookie.value)
    return tab


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
@pytest.mark.parametrize("name", FORMS)
def test_a_form_sent_three_times_and_three_times_at_once_has_one_effect_and_one_answer(
    app, engine, name, headers
):
    visitor, path, fields = filled(app, name)
    before = rows(engine)
    first = visitor.client.post(path, data=fields, headers=headers)
    assert first.status_code in ((200, 204) if headers else (303,)), first.get_data(as_text=True)
    after = rows(engine)
    again = [visitor.client.post(path, data=fields, headers=headers) for _ in range(2)]
    assert {answer_of(one) for one in again} == {answer_of(first)}
    assert rows(engine) == after

    visitor, path, fields = filled(app, name)
    tabs = [tab_of(app, visitor) for _ in range(3)]
    fresh = rows(engine)
    answers = at_once(lambda tab=tab: tab.post(path, data=fields, headers=headers) for tab in tabs)
    assert len({answer_of(one) for one in answers}) == 1
    assert answers[0].status_code == first.status_code
    assert _more(fresh, rows(engine)) == _more(before, after)
