"""What the database promises: once, whole, in order, and never silently changed."""

from __future__ import annotations

import io
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta, timezone
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from alembic import command
from itsdangerous import TimestampSigner, URLSafeTimedSerializer
from sqlalchemy import event as listening
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError, OperationalError, StatementError
from sqlmodel import Session, func, select

from app import auth
from claims import desk, store
from claims.desk import signing
from claims.errors import ClaimsError, ConflictError
from claims.models import (
    Adjudication,
    Article,
    Claim,
    ClaimImport,
    ClaimLink,
    ClaimSet,
    Contact,
    Event,
    Evidence,
    Job,
    Occurrence,
    OneTimeLink,
    Operation,
    PolicyVersion,
    RatingScale,
    Release,
    Review,
    ReviewComment,
    SavedView,
    Source,
    User,
    Withdrawal,
)
from claims.models.base import UtcTime, new_id, now
from claims.models.claims import queue_key
from claims.store import events
from claims.store.engine import alembic_config, migrate, open_engine, reader, reading, writer, writing
from claims.vocab import Adjudicated, ClaimStatus, CommentTarget, JobState, Role, Stance
from tests import postgres
from tests.factories import (
    SOURCE_TEXT,
    STORY,
    a_claim,
    a_person,
    a_split_article,
    a_verdict,
    a_verified_claim,
    an_article,
    sign_in,
)
from tests.reviewing import go_by, in_review
from tests.visitor import Visitor
from tests.world import World, a_form, a_world, doors, scale_form

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from flask import Flask
    from flask.testing import FlaskClient
    from sqlalchemy import Engine
    from sqlmodel import SQLModel
    from werkzeug.test import TestResponse

HTMX = {"HX-Request": "true"}
PATIENCE = 60  # seconds that a thread may take before the test gives up on it
FIXED = """article_version claim_version sentence snapshot blob passage verdict review release release_item
    event rating_scale policy_version basis review_comment adjudication withdrawal lead
    imported_item""".split()


def count(engine: Engine, table: type[SQLModel]) -> int:
    with reading(engine) as session:
        return session.exec(select(func.count()).select_from(table)).one()


def row(engine: Engine, table: type[Any], key: int | None) -> Any:
    with reading(engine) as session:
        return session.get_one(table, key)


def at_once(*actions: Callable[[], Any]) -> list[Any]:
    """Do all of them at the same moment, each in a thread of its own; what each gave, in order."""
    start = threading.Barrier(len(actions), timeout=PATIENCE)

    def run(action: Callable[[], Any]) -> Any:
        start.wait()
        return action()

    with ThreadPoolExecutor(len(actions)) as pool:
        return [done.result(PATIENCE) for done in [pool.submit(run, action) for action in actions]]


def same_browser(app: Flask, visitor: Visitor) -> FlaskClient:
    """Another tab of a browser: a client with the same cookie, to be used from another thread."""
    client = app.test_client()
    cookie = visitor.client.get_cookie("claimdesk")
    assert cookie
    client.set_cookie("claimdesk", cookie.value)
    return client


def answer_of(response: TestResponse) -> tuple[int, str | None, bytes]:
    return response.status_code, response.location, response.data


# Sent again: done once, answered each time


def test_a_form_sent_three_times_is_done_once(app, engine):
    visitor, _ = sign_in(app, Role.EDITOR)
    form, before = a_form(visitor, title="Bridges"), count(engine, Event)
    answers = [visitor.client.post("/sets", data=form) for _ in range(3)]
    assert answers[0].status_code == 303
    assert answers[0].location.startswith("/sets/")
    assert len({answer_of(answer) for answer in answers}) == 1
    assert count(engine, ClaimSet) == 1
    assert count(engine, Event) == before + 1


def test_htmx_gets_the_same_part_of_the_page_three_times(app, engine):
    world = a_world(engine)
    visitor, _ = sign_in(app)
    form = a_form(visitor, rev=str(world.proposed.rev))
    path, before = f"/claims/{world.proposed.public_id}/accept/queue", count(engine, Event)
    answers = [visitor.client.post(path, data=form, headers=HTMX) for _ in range(3)]
    assert answers[0].status_code == 200
    assert world.proposed.public_id in answers[0].get_data(as_text=True)
    assert len({answer_of(answer) for answer in answers}) == 1
    assert {answer.content_type for answer in answers} == {"text/html; charset=utf-8"}
    assert count(engine, Event) == before + 1
    assert row(engine, Claim, world.proposed.id).rev == world.proposed.rev + 1


def test_an_upload_sent_again_is_done_once(app, engine):
    visitor, _ = sign_in(app)
    form = a_form(visitor)

    def send(story: str) -> TestResponse:
        file = (io.BytesIO(story.encode()), "story.txt")
        return visitor.client.post("/articles", data=form | {"file": file})

    first, again, other = send(STORY), send(STORY), send(STORY.replace("Monday", "Friday"))
    assert first.status_code == 303
    assert answer_of(first) == answer_of(again)
    assert other.status_code == 422
    assert count(engine, Article) == 1


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
def test_a_form_sent_at_the_same_moment_is_done_once(app, engine, headers):
    world = a_world(engine)
    visitor, _ = sign_in(app, Role.EDITOR)
    form = a_form(visitor, rev=str(world.set.rev), claim=world.verified.public_id)
    tabs = [same_browser(app, visitor) for _ in range(4)]
    path, before = f"/sets/{world.set.public_id}/remove", count(engine, Event)
    answers = at_once(*(lambda tab=tab: tab.post(path, data=form, headers=headers) for tab in tabs))
    assert {answer.status_code for answer in answers} == {200 if headers else 303}
    assert len({answer_of(answer) for answer in answers}) == 1
    assert count(engine, Event) == before + 1
    assert row(engine, ClaimSet, world.set.id).rev == world.set.rev + 1


def test_a_new_row_asked_for_at_the_same_moment_is_made_once(app, engine):
    visitor, _ = sign_in(app, Role.EDITOR)
    form, before = a_form(visitor, title="Bridges"), count(engine, Event)
    tabs = [same_browser(app, visitor) for _ in range(4)]
    answers = at_once(*(lambda tab=tab: tab.post("/sets", data=form) for tab in tabs))
    assert {answer.status_code for answer in answers} == {303}
    assert len({answer.location for answer in answers}) == 1
    assert count(engine, ClaimSet) == 1
    assert count(engine, Event) == before + 1


def test_the_same_id_with_other_content_is_refused(app, engine):
    visitor, _ = sign_in(app, Role.EDITOR)
    form = a_form(visitor, title="Bridges", text=SOURCE_TEXT)
    assert visitor.client.post("/sets", data=form).status_code == 303
    other = visitor.client.post("/sets", data=form | {"title": "Ferries"})
    elsewhere = visitor.client.post("/sources", data=form)
    for answer in (other, elsewhere):
        assert answer.status_code == 422
        assert "sent before with other content" in answer.get_data(as_text=True)
    with reading(engine) as session:
        assert [made.title for made in session.exec(select(ClaimSet))] == ["Bridges"]


def test_two_people_may_use_the_same_id(app, engine):
    one, _ = sign_in(app, Role.EDITOR)
    two, _ = sign_in(app, Role.EDITOR)
    form = a_form(one, title="Bridges")
    first = one.client.post("/sets", data=form)
    second = two.client.post("/sets", data=a_form(two) | {"op_id": form["op_id"], "title": "Bridges"})
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.location != second.location
    assert count(engine, ClaimSet) == 2


#: A value that holds for each field that is looked at before the database is.
HOLDING = {
    "title": "Bridges",
    "text": STORY,
    "rev": "1",
    "reason": "opinion",
    "stance": "supports",
    "result": "nothing",
    "rating": "refuted",
    "decision": "approve",
    "role": "viewer",
    "channel": "email",
    "outcome": "first",
}


@pytest.mark.parametrize("op_id", [None, "", "short", "x" * 65])
def test_a_form_without_an_id_is_refused_with_words(app, engine, op_id):
    world = a_world(engine)
    visitor, _ = sign_in(app, Role.ADMIN)
    form = a_form(visitor) | HOLDING | {"op_id": op_id}
    form = {name: value for name, value in form.items() if value is not None}
    before = count(engine, Event)
    for door in doors(app, world):
        if door.method == "POST" and auth.POLICY[door.endpoint] is not auth.PUBLIC:
            answer = visitor.client.post(door.path, data=form)
            assert (door.endpoint, answer.status_code) == (door.endpoint, 422)
            assert "this form is incomplete; load the page again" in answer.get_data(as_text=True)
    assert count(engine, Event) == before


def test_a_new_token_does_not_make_it_another_form(app, engine, monkeypatch):
    visitor, _ = sign_in(app, Role.EDITOR)
    form = a_form(visitor, title="Bridges")
    first = visitor.client.post("/sets", data=form)
    with visitor.client.session_transaction() as cookie:
        held = cookie["csrf_token"]
    # A token holds the second it was signed in; this one is an hour younger.
    later = int(now().timestamp()) + 3_600
    monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda _: later)
    newer = URLSafeTimedSerializer(app.secret_key, salt="wtf-csrf-token").dumps(held)
    monkeypatch.undo()
    assert newer != form["csrf_token"]
    assert answer_of(visitor.client.post("/sets", data=form | {"csrf_token": newer})) == answer_of(first)
    assert count(engine, ClaimSet) == 1


# All or nothing


@pytest.fixture
def probe(app, monkeypatch) -> Callable[[Callable[[], Any]], None]:
    """Open a route `/probe` that does what it is given."""

    def open_route(view: Callable[[], Any]) -> None:
        monkeypatch.setitem(auth.POLICY, "probe", Role.VIEWER)
        app.add_url_rule("/probe", "probe", view, methods=["POST"])

    return open_route


@pytest.mark.parametrize(
    ("raised", "status"),
    [(ClaimsError("no"), 500), (ConflictError("no"), 409), (RuntimeError("no"), 500), (None, 422)],
    ids=["refused", "conflict", "broken", "answered"],
)
def test_a_failed_request_keeps_nothing(app, engine, probe, raised, status):
    from app import db

    def view() -> tuple[str, int]:
        session = db.session()
        session.add(ClaimSet(title="half", owner_id=auth.me().id or 0))
        session.flush()
        events.record(session, auth.me(), "made", "claim_set", "half")
        if raised:
            raise raised
        return "no", 422

    probe(view)
    visitor, _ = sign_in(app)
    form, before = a_form(visitor), count(engine, Event)
    assert visitor.client.post("/probe", data=form).status_code == status
    assert [count(engine, table) for table in (ClaimSet, Event, Operation)] == [0, before, 0]


def test_what_failed_can_be_sent_again(app, engine):
    visitor, _ = sign_in(app, Role.EDITOR)
    form = a_form(visitor, title="")
    assert visitor.client.post("/sets", data=form).status_code == 422
    assert count(engine, Operation) == 0
    assert visitor.client.post("/sets", data=form | {"title": "Bridges"}).status_code == 303
    assert count(engine, ClaimSet) == 1


def test_an_answer_is_never_better_than_the_commit(app, engine, monkeypatch):
    """If the trail cannot be written, the change is not made and the answer says so."""
    world = a_world(engine)
    visitor, _ = sign_in(app)
    form = a_form(visitor, rev=str(world.proposed.rev))
    path, before = f"/claims/{world.proposed.public_id}/accept/queue", count(engine, Event)

    def no_room(_event: Event) -> str:
        raise OSError("no space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(events, "hash_of", no_room)
        assert visitor.client.post(path, data=form).status_code == 500
    assert row(engine, Claim, world.proposed.id).status is ClaimStatus.PROPOSED
    assert (count(engine, Event), count(engine, Operation)) == (before, 0)
    assert visitor.client.post(path, data=form).status_code == 303
    assert row(engine, Claim, world.proposed.id).status is ClaimStatus.ACCEPTED


# Saved on what was seen


POLICY = {
    **dict.fromkeys("approvals origins rationale searches".split(), "1"),
    "scale": "standard-5 1",
    "overriders": "editor",
    "checklist": "1",
}


def _revised_forms(world: World) -> dict[str, tuple[str, int, dict[str, str]]]:
    """Every form that carries a revision: its address, the revision of now, and fields that hold."""
    proposed, researched, verified = world.proposed, world.researched, world.verified
    claim = f"/claims/{researched.public_id}"
    details = "title byline outlet portal published_on canonical_url language".split()
    source = "title author publisher url language published_on origin_group".split()
    about = dict.fromkeys(source, "") | {"title": "New title", "kind": "outlet"}
    quote = {"quote": "The work cost 14 million crowns.", "source": world.source.public_id}
    member = {"claim": verified.public_id}
    return {
        "triage.step": (f"/claims/{proposed.public_id}/accept/queue", proposed.rev, {}),
        "triage.dismiss": (
            f"/claims/{proposed.public_id}/dismiss/reader",
            proposed.rev,
            {"reason": "opinion"},
        ),
        "triage.duplicate": (
            f"/claims/{proposed.public_id}/duplicate",
            proposed.rev,
            {"of": str(researched.number)},
        ),
        "verdicts.reword": (f"{claim}/wording", researched.rev, {"text": "Other words", "reason": ""}),
        "verdicts.draft": (
            f"{claim}/verdict",
            researched.rev,
            {"rating": "refuted", "rationale": "Because."},
        ),
        "verdicts.override": (f"{claim}/override", researched.rev, {"override_reason": "So."}),
        "verdicts.submit": (f"{claim}/submit", researched.rev, {}),
        "verdicts.take_back": (f"{claim}/take-back", researched.rev, {}),
        "verdicts.review": (f"{claim}/review", researched.rev, {"decision": "approve", "digest_seen": ""}),
        "reviews.rate": (f"{claim}/rate", researched.rev, {"rating": "refuted", "rationale": "So."}),
        "reviews.renew": (f"{claim}/renew", researched.rev, {}),
        "reviews.adjudicate": (f"{claim}/adjudicate", researched.rev, {"outcome": "first", "note": "So."}),
        "verdicts.withdraw": (f"/claims/{verified.public_id}/withdraw", verified.rev, {"withdrawal": "So."}),
        "contacts.answered": (f"/contacts/{world.contact.public_id}", world.contact.rev, {"answer": "14."}),
        "evidence.attach": (f"{claim}/evidence", researched.rev, {**quote, "stance": "supports"}),
        "evidence.search": (
            f"{claim}/searches",
            researched.rev,
            {"query": "a", "place": "b", "result": "nothing"},
        ),
        "evidence.stance": (
            f"/evidence/{world.evidence.public_id}/stance",
            researched.rev,
            {"stance": "mixed"},
        ),
        "evidence.detach": (f"/evidence/{world.evidence.public_id}/detach", researched.rev, {}),
        "evidence.describe": (f"/evidence/{world.evidence.public_id}/edit", researched.rev, {"note": "New"}),
        "origins.relay": (
            f"/sources/{world.source.public_id}/origins",
            world.source.rev,
            {"from": world.other_source.public_id},
        ),
        "policy.save": ("/settings/policy", 1, POLICY),
        "scales.use": ("/settings/scales", 1, {"name": "averitec-4", "version": "1"}),
        "scales.save": (f"/settings/scales/{world.scale.name}", 1, scale_form(world.scale)),
        "sources.edit_post": (f"/sources/{world.source.public_id}/edit", world.source.rev, about),
        "sources.take_out": (f"/sources/{world.source.public_id}/take-out", world.source.rev, {}),
        "sources.merge": (
            f"/sources/{world.source.public_id}/merge",
            world.source.rev,
            {"into": world.source.public_id},
        ),
        "articles.edit_post": (
            f"/articles/{world.article.public_id}/edit",
            world.article.rev,
            dict.fromkeys(details, "") | {"title": "New title"},
        ),
        "exports.edit_post": (f"/sets/{world.set.public_id}/edit", world.set.rev, {"title": "New title"}),
        "exports.add": (f"/sets/{world.set.public_id}/add", world.set.rev, member),
        "exports.remove": (f"/sets/{world.set.public_id}/remove", world.set.rev, member),
        "exports.freeze": (f"/sets/{world.set.public_id}/freeze", world.set.rev, {}),
        "imports.map_columns": (
            f"/imports/{world.claim_import.public_id}/mapping",
            world.claim_import.rev,
            {"text": "Claim"},
        ),
        "gathering.apply": (
            f"/sets/{world.set.public_id}/gather/take-in",
            world.set.rev,
            {"rule": "status=all", "comes": "0", "goes": "0"},
        ),
        "gathering.drop": (f"/sets/{world.set.public_id}/gather/drop", world.set.rev, {}),
        "gathering.move": (f"/sets/{world.set.public_id}/move", world.set.rev, member | {"to": "1"}),
        "gathering.sort": (f"/sets/{world.set.public_id}/sort", world.set.rev, {}),
        "releases.withdraw": (
            f"/sets/{world.set.public_id}/withdraw",
            world.set.rev,
            {"reason": "A misprint."},
        ),
        "settings.looks": ("/settings/looks", 1, {"theme": "dark", "density": "compact", "motion": "system"}),
        "settings.keys": ("/settings/keys", 1, {"keys_on": "1"}),
        "settings.weights": ("/settings/weights", 1, {"weight-number": "2"}),
        **_revised_shapes(world),
    }


def _revised_shapes(world: World) -> dict[str, tuple[str, int, dict[str, str]]]:
    claim, rev, words = f"/claims/{world.proposed.public_id}", world.proposed.rev, {"quote": "The mayor"}
    place = f"{claim}/places/{world.place.id}"
    other = {f"with-{world.researched.public_id}": str(world.researched.rev)}
    return {
        "shape.split_post": (f"{claim}/split", rev, {"parts": "2", "text-1": "One.", "text-2": "Two."}),
        "shape.merge_post": (f"{claim}/merge", rev, other),
        "shape.add_place": (f"{claim}/places", rev, words),
        "shape.move_place": (f"{place}/move", rev, words),
        "shape.take_place": (f"{place}/take", rev, {}),
    }


@pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
def test_a_save_on_an_old_page_is_refused_and_changes_nothing(app, engine, htmx):
    world = a_world(engine)
    visitor, _ = sign_in(app, Role.ADMIN)
    before = _everything(engine)
    for endpoint, (path, rev, fields) in _revised_forms(world).items():
        for other in (rev - 1, rev + 1):
            form = a_form(visitor, rev=str(other), **fields)
            answer = visitor.client.post(path, data=form, headers=HTMX if htmx else {})
            assert (endpoint, answer.status_code) == (endpoint, 409)
            assert "somebody else saved this in between" in answer.get_data(as_text=True)
        form = a_form(visitor, **fields)
        assert (endpoint, visitor.client.post(path, data=form).status_code) == (endpoint, 422)
    assert _everything(engine) == before


def test_every_form_with_a_revision_is_tried_above(app, engine):
    world = a_world(engine)
    visitor, _ = sign_in(app, Role.ADMIN)
    known = {path for path, _, _ in _revised_forms(world).values()}
    for door in doors(app, world):
        if door.method == "GET" and "TOKEN" not in door.path:
            visitor.answer = visitor.client.get(door.path, buffered=True)
            if visitor.answer.mimetype == "text/html" and visitor.answer.data:
                known |= {form.get("action") for form in visitor.page.forms if "rev" in form.fields}
    adapter = app.url_map.bind("localhost")
    endpoints = {adapter.match(path, method="POST")[0] for path in known}
    assert endpoints == {*_revised_forms(world), "people.profile_post"}  # that one: test_people


def _everything(engine: Engine) -> dict[str, int]:
    with engine.connect() as connection:
        return {
            name: connection.execute(text(f'SELECT count(*) FROM "{name}"')).scalar_one()
            for name in inspect(connection).get_table_names()
        }


@pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
@pytest.mark.parametrize("kind", ["marked words", "a new claim", "a line", "a place", "undo"])
def test_what_can_never_be_saved_is_not_offered_to_be(app, engine, kind, htmx):
    """Sent again with what the page of the conflict knows, each of these would be refused once more."""
    world = a_world(engine)
    visitor, _ = sign_in(app, Role.ADMIN)
    article, followed = f"/articles/{world.article.public_id}", f"/followed/{world.followed.public_id}"
    path, fields = {
        "marked words": (f"{article}/claims", {"quote": "Mara Voss", "version_seq": "9"}),
        "a new claim": (f"{article}/claims/new", {"quote": "Mara Voss", "version_seq": "9"}),
        "a line": (f"{article}/lines/struck", {"s": "1", "start": "0", "version": "9"}),
        "a place": (f"{followed}/here", {"quote": "Mara Voss"}),
        "undo": ("/undo", {}),
    }[kind]
    if kind == "a place":
        visitor.client.post(f"{followed}/gone", data=a_form(visitor))
    if kind == "undo":
        claim = f"/claims/{world.proposed.public_id}/skip/queue"
        visitor.client.post(claim, data=a_form(visitor, rev=str(world.proposed.rev)))
        with writing(engine) as session:
            session.get_one(Claim, world.proposed.id).skipped_at = now()
    visitor.answer = visitor.client.post(path, data=a_form(visitor, **fields), headers=HTMX if htmx else {})
    assert visitor.status == 409, visitor.text
    conflict = visitor.page.xpath("//*[@id='conflict']")[0]
    assert "Yours cannot be saved any more." in conflict.text_content()
    assert not conflict.xpath(".//form | .//button")
    assert [one.text for one in conflict.iter("textarea")] == [
        f"\n{word}" for name, word in fields.items() if name == "quote"
    ]


def test_a_conflict_shows_both_and_either_can_be_saved(app, engine):
    world = a_world(engine)
    visitor, _ = sign_in(app)
    path = f"/articles/{world.article.public_id}/edit"
    visitor.get(path)
    with writing(engine) as session:
        session.get_one(Article, world.article.id).title = "Their title"
    visitor.submit(path, title="My title", outlet="My outlet")
    assert visitor.status == 409
    assert "Their title" in visitor.text
    assert "My title" in visitor.text
    assert row(engine, Article, world.article.id).title == "Their title"
    visitor.submit(path)
    saved = row(engine, Article, world.article.id)
    assert (saved.title, saved.outlet) == ("My title", "My outlet")


def test_of_racing_saves_exactly_one_wins_each_revision(app, engine):
    world = a_world(engine)
    first = row(engine, Article, world.article.id).rev
    people = [sign_in(app)[0] for _ in range(3)]
    forms = [a_form(visitor) for visitor in people]
    path, accepted = f"/articles/{world.article.public_id}/edit", 0
    fields = dict.fromkeys("byline outlet portal published_on canonical_url language".split(), "")

    def save(number: int, turn: int, rev: int) -> TestResponse:
        form = forms[number] | {"op_id": new_id(), "rev": str(rev), "title": f"{number} in turn {turn}"}
        return people[number].client.post(path, data=form | fields)

    for turn in range(12):
        rev = row(engine, Article, world.article.id).rev
        answers = at_once(*(lambda n=n, t=turn, r=rev: save(n, t, r) for n in range(3)))
        statuses = sorted(answer.status_code for answer in answers)
        assert statuses == [303, 409, 409]
        accepted += 1
        winner = [answer.status_code for answer in answers].index(303)
        assert row(engine, Article, world.article.id).title == f"{winner} in turn {turn}"
    assert row(engine, Article, world.article.id).rev == first + accepted
    with reading(engine) as session:
        edits = session.exec(select(func.count()).where(Event.verb == "edited")).one()
    assert edits == accepted
    assert first_bad_event(engine) is None


@pytest.mark.parametrize("together", ["one claim", "a claim and its source"])
def test_who_works_on_the_same_claim_at_once_is_done_or_refused(app, engine, together):
    """Never a deadlock, never a broken page: each POST ends in 303 or 409, and no event is lost."""
    with writer(engine) as session:
        author, reviewer = a_person(session), a_person(session)
        claim = a_verified_claim(session, author, reviewer)
        evidence = store.sources.evidence_of(session, claim.id or 0)[0]
        session.commit()
    people = [sign_in(app)[0] for _ in range(4)]
    forms = [a_form(visitor) for visitor in people]
    typed = desk.source_fields(evidence.source)
    source = f"/sources/{evidence.source.public_id}/edit"
    path = f"/claims/{claim.public_id}"
    for turn in range(6):
        rev = str(row(engine, Claim, claim.id).rev)
        source_rev = str(row(engine, Source, evidence.source.id).rev)
        search = {"rev": rev, "query": "bridge", "place": "archive", "result": "nothing"}
        now_is = row(engine, Evidence, evidence.evidence.id).stance
        stance = {"rev": rev, "stance": "context" if now_is is Stance.MIXED else "mixed"}
        origin = {**typed, "rev": source_rev, "origin_group": f"wire {turn}"}
        sent = [
            (f"{path}/searches", search),
            (f"{path}/wording", {"rev": rev, "text": f"Wording of turn {turn}", "reason": ""}),
            (f"/evidence/{evidence.evidence.public_id}/stance", stance),
            (source, origin) if together == "a claim and its source" else (f"{path}/searches", search),
        ]
        posts = [
            lambda n=n, to=to, fields=fields: people[n].client.post(
                to, data=forms[n] | {"op_id": new_id()} | fields
            )
            for n, (to, fields) in enumerate(sent)
        ]
        before = count(engine, Event)
        statuses = [answer.status_code for answer in at_once(*posts)]
        assert set(statuses) <= {303, 409}
        assert 303 in statuses
        assert count(engine, Event) >= before + statuses.count(303)
    assert first_bad_event(engine) is None


# The trail


def first_bad_event(engine: Engine) -> int | None:
    """Recompute the chain: the number of the first event that does not hold, None if all do."""
    previous = "0" * 64
    with reading(engine) as session:
        for event in session.exec(select(Event).order_by(Event.seq)):
            if event.prev_hash != previous or event.hash != events.hash_of(event):
                return event.seq
            previous = event.hash
    return None


class Walk:
    """A desk at work: people do things through the web, and the verbs each left are noted."""

    def __init__(self, app: Flask, engine: Engine) -> None:
        self.app, self.engine = app, engine
        self.done: dict[str, list[list[str]]] = {}
        self.seen = count(engine, Event)

    def verbs(self) -> list[str]:
        with reading(self.engine) as session:
            new = session.exec(select(Event.verb).order_by(Event.seq).offset(self.seen)).all()
        self.seen += len(new)
        return list(new)

    def post(self, visitor: Visitor, path: str, status: int = 303, **fields: Any) -> Visitor:
        form = a_form(visitor) | fields
        self.verbs()  # forget what signing in left
        endpoint = self.app.url_map.bind("localhost").match(path, method="POST")[0]
        visitor.answer = visitor.client.post(path, data=form)
        assert (endpoint, visitor.status) == (endpoint, status), visitor.text
        self.done.setdefault(endpoint, []).append(self.verbs())
        return visitor

    def rev(self, table: type[Any], key: int | None) -> str:
        return str(row(self.engine, table, key).rev)

    def newest(self, table: type[Any]) -> Any:
        with reading(self.engine) as session:
            return session.exec(select(table).order_by(table.id.desc())).first()


@pytest.fixture
def walked(app, engine) -> Walk:
    """Everything that can be done at the desk, done once."""
    walk, world = Walk(app, engine), a_world(engine)
    _work_on_the_queue(walk, world)
    _take_in_and_triage(walk, world)
    _shape(walk)
    _research_and_sign(walk, world)
    _keep_a_library(walk, world)
    _gather_and_freeze(walk, world)
    _bring_in_claims(walk, world)
    _let_people_in(walk, world)
    _correct_the_article(walk, world)
    _go_by_other_rules(walk, world)
    return walk


def _go_by_other_rules(walk: Walk, world: World) -> None:
    admin, _ = sign_in(walk.app, Role.ADMIN)
    with reading(walk.engine) as session:
        version = desk.policy_now(session).version
    walk.post(admin, "/settings/policy", rev=str(version), **POLICY)
    form = scale_form(world.scale)
    walk.post(admin, "/settings/scales/new", **form | {"title": "Another"})
    walk.post(admin, f"/settings/scales/{world.scale.name}", rev="1", **form)
    walk.post(admin, "/settings/scales", rev=str(version + 1), name=world.scale.name, version="2")


def _work_on_the_queue(walk: Walk, world: World) -> None:
    one, _ = sign_in(walk.app)
    claim = world.proposed.public_id
    walk.post(one, "/queue/views", name="Mine", back="/queue?assignee=me")
    walk.post(one, f"/queue/views/{walk.newest(SavedView).public_id}/delete")
    walk.post(one, f"/claims/{claim}/duplicate", rev=walk.rev(Claim, world.proposed.id), of="2")
    walk.post(one, "/undo")
    picked = f"{claim}.{walk.rev(Claim, world.proposed.id)}"
    walk.post(one, "/queue/bulk", 200, which="picked", claim=picked, do="tag", tag="seen")


def _take_in_and_triage(walk: Walk, world: World) -> None:
    one, _ = sign_in(walk.app)
    article, claim = f"/articles/{world.article.public_id}", f"/claims/{world.proposed.public_id}"

    def rev() -> str:
        return walk.rev(Claim, world.proposed.id)

    walk.post(one, "/articles", text=STORY.replace("Monday", "Friday"))
    walk.post(one, f"{article}/claims", quote="after three years of work")
    walk.post(one, f"{claim}/skip/queue", rev=rev())
    walk.post(one, f"{claim}/dismiss/queue", rev=rev(), reason="opinion")
    walk.post(one, f"{claim}/reopen/queue", rev=rev())
    walk.post(one, f"{claim}/accept/reader", rev=rev())
    walk.post(one, f"{claim}/wording", rev=rev(), text="The bridge reopened", reason="clearer")
    with writing(walk.engine) as session:
        session.get_one(Job, world.job.id).state = JobState.FAILED
    walk.post(one, f"/jobs/{world.job.public_id}/retry")
    walk.post(one, f"{article}/lines/struck", s="1", start="0", version="1")
    walk.post(one, f"{article}/lines/open", s="1", start="0", version="1")
    walk.post(one, "/undo")
    walk.post(one, "/settings/looks", rev="1", theme="dark", density="compact", motion="system")
    walk.post(one, "/settings/keys", rev="2", keys_on="1", undo="Shift+Z")
    walk.post(one, "/settings/weights", rev="3", **{"weight-number": "2"})
    followed = f"/followed/{world.followed.public_id}"
    walk.post(one, f"{followed}/gone")
    walk.post(one, "/undo")
    walk.post(one, f"{followed}/here", quote="4,000 people")
    walk.post(one, f"{article}/again", text=STORY.replace("Monday", "Sunday"))


def _shape(walk: Walk) -> None:
    one, _ = sign_in(walk.app)
    with writing(walk.engine) as session:
        article, (claim, other, _) = a_split_article(session)
    path = f"/claims/{claim.public_id}"

    def rev() -> str:
        return walk.rev(Claim, claim.id)

    walk.post(one, f"/articles/{article.public_id}/claims/new", quote="met Mayor Bo Ek", text="They met.")
    walk.post(one, f"{path}/facts/tick", fact="40 to 60 cars")
    walk.post(one, f"{path}/facts/untick", fact="40 to 60 cars")
    walk.post(one, f"{path}/places", rev=rev(), quote="The ferry sails again")
    walk.post(one, f"{path}/places/{walk.newest(Occurrence).id}/move", rev=rev(), quote="The old ferry")
    walk.post(one, f"{path}/places/{walk.newest(Occurrence).id}/take", rev=rev())
    merged = {f"with-{other.public_id}": walk.rev(Claim, other.id)}
    walk.post(one, f"{path}/merge", rev=rev(), **merged)
    walk.post(one, f"{path}/split", rev=rev(), parts="2", **{"text-1": "One.", "text-2": "Two."})
    walk.post(one, "/undo")


def _correct_the_article(walk: Walk, world: World) -> None:
    one, _ = sign_in(walk.app)
    details = dict.fromkeys("byline outlet portal published_on canonical_url language".split(), "")
    rev = walk.rev(Article, world.article.id)
    walk.post(one, f"/articles/{world.article.public_id}/edit", rev=rev, title="New", **details)
    editor, _ = sign_in(walk.app, Role.EDITOR)
    claim, rev = f"/claims/{world.verified.public_id}", walk.rev(Claim, world.verified.id)
    walk.post(editor, f"{claim}/withdraw", rev=rev, withdrawal="Forged.")


def _research_and_sign(walk: Walk, world: World) -> None:
    one, _ = sign_in(walk.app)
    two, _ = sign_in(walk.app)
    claim = f"/claims/{world.proposed.public_id}"

    def rev() -> str:
        return walk.rev(Claim, world.proposed.id)

    about = dict.fromkeys("author publisher url language published_on origin_group".split(), "")
    about |= {"title": "Report", "kind": "government"}
    walk.post(one, "/sources", text=SOURCE_TEXT + " Page 5.", **about)
    source = walk.newest(Source)
    walk.post(one, f"/sources/{source.public_id}/edit", rev="1", **about | {"title": "Works report"})
    quote = {"source": source.public_id, "quote": "Some 4,000", "stance": "context"}
    walk.post(one, f"{claim}/evidence", rev=rev(), **quote)
    found = f"/evidence/{walk.newest(Evidence).public_id}"
    walk.post(one, f"{found}/stance", rev=rev(), stance="mixed")
    walk.post(one, f"{found}/edit", rev=rev(), note="Counted at the gate.")
    walk.post(one, f"{found}/detach", rev=rev())
    walk.post(one, f"{claim}/searches", rev=rev(), query="bridge", place="archive", result="nothing")
    walk.post(one, f"{claim}/contacts", party="Office", channel="phone", question="How many?")
    walk.post(one, f"/contacts/{walk.newest(Contact).public_id}", rev="1", answer="4,000.")
    walk.post(one, f"{claim}/verdict", rev=rev(), rating="not_enough_evidence", rationale="Nothing found.")
    walk.post(one, f"{claim}/submit", rev=rev())
    walk.post(one, f"{claim}/take-back", rev=rev())
    walk.post(one, f"{claim}/verdict", rev=rev(), rating="not_enough_evidence", rationale="Still nothing.")
    walk.post(one, f"{claim}/submit", rev=rev())
    with reading(walk.engine) as session:
        seen = signing.digest(session, session.get_one(Claim, world.proposed.id))
    walk.post(two, f"{claim}/review", rev=rev(), decision="approve", digest_seen=seen)
    walk.post(one, f"{claim}/searches", rev=rev(), query="ferry", place="archive", result="nothing")
    walk.post(one, f"{claim}/renew", rev=rev(), digest_seen=_digest(walk, claim))
    again = {"decision": "approve", "digest_seen": _digest(walk, claim)}
    walk.post(two, f"{claim}/review", rev=rev(), **again)
    _rate_blind(walk, world.author)
    _let_through(walk, world.author)


def _digest(walk: Walk, claim: str) -> str:
    with reading(walk.engine) as session:
        return desk.open_claim(session, claim.removeprefix("/claims/")).digest


def _rate_blind(walk: Walk, author: User) -> None:
    """While reviews are blind a claim is rated otherwise, and an editor decides."""
    three, editor = sign_in(walk.app)[0], sign_in(walk.app, Role.EDITOR)[0]
    with writing(walk.engine) as session:
        go_by(session, blind=True)
        claim = in_review(session, author)
    path, rev = f"/claims/{claim.public_id}", partial(walk.rev, Claim, claim.id)
    typed = {"rating": "supported", "rationale": "It is there.", "digest_seen": _digest(walk, path)}
    walk.post(three, f"{path}/rate", rev=rev(), **typed)
    seen = {"digest_seen": _digest(walk, path), "review": walk.newest(Review).public_id}
    walk.post(editor, f"{path}/adjudicate", rev=rev(), outcome="first", note="It is not.", **seen)
    with writing(walk.engine) as session:
        go_by(session, blind=False)


def _let_through(walk: Walk, author: User) -> None:
    """A verdict on one origin too few is let through by an editor as it stands."""
    editor = sign_in(walk.app, Role.EDITOR)[0]
    with writing(walk.engine) as session:
        go_by(session, origins=2)
        claim = a_claim(session)
        a_verdict(session, claim, author)
    rev = walk.rev(Claim, claim.id)
    walk.post(editor, f"/claims/{claim.public_id}/override", rev=rev, override_reason="Nobody else counts.")
    with writing(walk.engine) as session:
        go_by(session, origins=1)


def _keep_a_library(walk: Walk, world: World) -> None:
    walk.app.config["FETCH_ALLOWED"] = True
    one, _ = sign_in(walk.app)
    about = dict.fromkeys("author publisher url language published_on origin_group".split(), "")
    about |= {"title": "Harbour log", "kind": "other"}
    walk.post(one, "/sources/new/file", file=(io.BytesIO(b"The ferry ran late."), "log.txt"), **about)
    path = f"/sources/{walk.newest(Source).public_id}"
    walk.post(one, f"{path}/capture", text="The ferry did not run.")
    walk.post(one, f"{path}/files", file=(io.BytesIO(b"The ferry did not run."), "log.txt"))
    walk.post(one, f"{path}/fetch", url="http://harbour.example/log")
    walk.post(one, f"{path}/archives", archive="https://archive.example/log")
    walk.post(one, "/sources/new/description", text="He said so.", **about)
    walk.post(one, f"/sources/{walk.newest(Source).public_id}/take-out", rev="1")
    walk.post(one, "/sources/new/address", url="http://harbour.example/other")
    walk.post(one, "/sources", text="The tide was four metres.", **about)
    other = walk.newest(Source)
    with writing(walk.engine) as session:
        found = session.get_one(Source, other.id)
        found.canonical_url = "http://harbour.example/log"
        first = session.exec(select(Source).where(Source.title == "Harbour log")).first()
        first.canonical_url = found.canonical_url
        rev = first.rev + 1
    walk.post(one, f"{path}/merge", rev=str(rev), into=other.public_id)
    walk.post(one, f"/sources/{world.source.public_id}/check")
    origins = f"/sources/{world.source.public_id}/origins"
    walk.post(one, f"{origins}/{world.other_source.public_id}/other")
    walk.post(one, origins, rev=walk.rev(Source, world.source.id), **{"from": world.other_source.public_id})
    walk.post(one, f"/sets/{world.set.public_id}/check")


def _gather_and_freeze(walk: Walk, world: World) -> None:
    editor, _ = sign_in(walk.app, Role.EDITOR)
    walk.post(editor, "/sets", title="Ferries")
    made, member = walk.newest(ClaimSet), {"claim": world.verified.public_id}
    path = f"/sets/{made.public_id}"
    walk.post(editor, f"{path}/edit", rev="1", title="Bridges and ferries")
    walk.post(editor, f"{path}/add", rev=walk.rev(ClaimSet, made.id), **member)
    walk.post(editor, f"{path}/freeze", rev=walk.rev(ClaimSet, made.id))
    walk.post(editor, f"{path}/move", rev=walk.rev(ClaimSet, made.id), to="1", **member)
    walk.post(editor, f"{path}/sort", rev=walk.rev(ClaimSet, made.id))
    walk.post(editor, f"{path}/withdraw", rev=walk.rev(ClaimSet, made.id), reason="A misprint.", **member)
    walk.post(editor, f"{path}/add", rev=walk.rev(ClaimSet, made.id), **member)
    rule = {"rule": "status=dismissed", "comes": "0", "goes": "0"}
    walk.post(editor, f"{path}/gather/take-in", rev=walk.rev(ClaimSet, made.id), **rule)
    walk.post(editor, f"{path}/gather/drop", rev=walk.rev(ClaimSet, made.id))
    walk.post(editor, f"{path}/remove", rev=walk.rev(ClaimSet, made.id), **member)


def _bring_in_claims(walk: Walk, world: World) -> None:
    editor, _ = sign_in(walk.app, Role.EDITOR)
    walk.post(editor, "/imports", file=(io.BytesIO(b"Claim\nThe pier is old.\n"), "claims.csv"))
    rev = walk.rev(ClaimImport, world.claim_import.id)
    walk.post(editor, f"/imports/{world.claim_import.public_id}/mapping", rev=rev, text="Claim")


def _let_people_in(walk: Walk, world: World) -> None:
    admin, _ = sign_in(walk.app, Role.ADMIN)
    guest, password = Visitor(walk.app), "lantern bridge crowns 1911"
    walk.post(admin, "/people/invitations", role="viewer", note="")
    with admin.client.session_transaction() as cookie:
        joining = f"/join/{cookie['invitation']}"
    walk.post(guest, joining, name="Guest", login="guest", password=password)
    walk.post(guest, "/profile", rev="1", name="Guest of Honour", login="guest")
    walk.post(guest, "/sign-out")
    walk.post(guest, "/sign-in", login="guest", password=password)
    walk.post(admin, f"/people/{world.author.public_id}/end-sessions")
    walk.post(admin, "/people/invitations", role="viewer", note="")
    walk.post(admin, f"/people/invitations/{walk.newest(OneTimeLink).public_id}/withdraw")
    walk.post(admin, f"/people/{world.reviewer.public_id}/remove")
    walk.post(admin, f"/people/{world.reviewer.public_id}/restore")


def test_every_change_stands_in_the_trail(app, walked):
    assert walked.done == {
        "articles.create": [["took in"]],
        "articles.edit_post": [["edited", "moved to stale", "moved to stale"]],
        "articles.mark": [["marked"]],
        "articles.strike": [["struck a line"], ["opened a line"]],
        "undo.last": [["undid: dismissed", "undid"], ["undid"], ["undid"], ["undid: split"] * 3 + ["undid"]],
        "settings.looks": [["changed settings of"]],
        "settings.keys": [["changed settings of"]],
        "settings.weights": [["changed settings of"]],
        "policy.save": [["moved to stale", "changed"]],
        "scales.create": [["made"]],
        "scales.save": [["changed"]],
        "scales.use": [["changed"]],
        "editions.create": [["took in again"]],
        "editions.here": [["placed in the new text"]],
        "editions.gone": [["let go from the new text"]],
        "triage.step": [["skipped"], ["moved to proposed"], ["moved to accepted"]],
        "triage.dismiss": [["moved to dismissed"]],
        "shape.make": [["marked"]],
        "shape.tick": [["ticked"]],
        "shape.untick": [["unticked"]],
        "shape.add_place": [["given a place"]],
        "shape.move_place": [["moved to other words"]],
        "shape.take_place": [["rid of a place"]],
        "shape.merge_post": [["moved to merged", "took in"]],
        "shape.split_post": [["split off", "split off", "split into"]],
        "triage.duplicate": [["moved to dismissed"]],
        "triage.bulk": [["tagged"]],
        "triage.keep_view": [["kept"]],
        "triage.drop_view": [["dropped"]],
        "verdicts.reword": [["reworded"]],
        "sources.create": [["captured"]] * 2,
        "sources.upload": [["captured"]],
        "sources.describe": [["captured"]],
        "sources.fetch": [["asked for"]],
        "sources.edit_post": [["edited"]],
        "sources.paste_again": [["captured"]],
        "sources.upload_again": [["found unchanged"]],
        "sources.fetch_again": [["asked for"]],
        "sources.archive": [["linked an archive of"]],
        "sources.check": [["asked whether quotes are still there in"]],
        "sources.check_set": [["asked whether quotes are still there in"]],
        "sources.merge": [["merged", "took in"]],
        "sources.take_out": [["took out"]],
        "origins.said": [["said not of one origin with another"]],
        "origins.relay": [["said where it has it from"]],
        "evidence.attach": [["attached", "moved to researching"]],
        "evidence.stance": [["restanced"]],
        "evidence.describe": [["described"]],
        "evidence.detach": [["detached"]],
        "evidence.search": [["searched"], ["searched", "moved to stale"]],
        "verdicts.draft": [["moved to drafted", "drafted"]] * 2,
        "verdicts.submit": [["moved to in_review"]] * 2,
        "verdicts.take_back": [["moved to researching"]],
        "verdicts.review": [["moved to verified"]] * 2,
        "reviews.renew": [["renewed", "moved to in_review"]],
        "verdicts.override": [["overrode"]],
        "reviews.rate": [["reviewed"]],
        "reviews.adjudicate": [["adjudicated", "moved to verified"]],
        "verdicts.withdraw": [["moved to researching"]],
        "contacts.note": [["asked"]],
        "contacts.answered": [["noted an answer"]],
        "exports.create": [["made"]],
        "exports.edit_post": [["edited"]],
        "exports.add": [["added"]] * 2,
        "exports.freeze": [["froze"]],
        "exports.remove": [["took out"]],
        "imports.create": [["brought"]],
        "imports.map_columns": [["mapped"]],
        "gathering.apply": [["gathered"]],
        "gathering.drop": [["dropped the rule of"]],
        "gathering.move": [["reordered"]],
        "gathering.sort": [["ordered by article"]],
        "releases.withdraw": [["withdrew from"]],
        "jobs.retry": [["retried"]],
        "people.invite": [["invited"]] * 2,
        "people.withdraw": [["withdrew"]],
        "people.join_post": [["joined", "signed in"]],
        "people.profile_post": [["edited"]],
        "people.sign_out": [["signed out"]],
        "people.sign_in_post": [["signed in"]],
        "people.end_sessions": [["ended sign-ins of"]],
        "people.remove": [["removed"]],
        "people.restore": [["let back in"]],
    }
    posts = {rule.endpoint for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ())}
    assert set(walked.done) == posts


def test_the_trail_says_who_and_in_which_request(walked, engine):
    with reading(engine) as session:
        done = session.exec(select(Event).where(Event.verb == "moved to verified")).all()[-1]
        assert session.get_one(User, done.actor_id).name
    assert len(done.request_id) == 26
    assert done.payload["was"] == "in_review"
    assert done.payload["now"] == "verified"


FLIPPED = {
    "at": lambda event: event.at + timedelta(microseconds=1),
    "actor_id": lambda event: None if event.actor_id else 1,
    "verb": lambda event: event.verb + " ",
    "object_type": lambda event: event.object_type[:-1],
    "object_id": lambda event: event.object_id[:-1] + chr(ord(event.object_id[-1]) ^ 1),
    "payload": lambda event: {**event.payload, "x": 0},
    "request_id": lambda event: event.request_id + "0",
    "prev_hash": lambda _event: "f" * 64,
    "hash": lambda _event: "f" * 64,
}


def _with_the_guard_off(engine: Engine, statement: str, **values: Any) -> None:
    """Change the trail as somebody with the database's own password could."""
    with engine.begin() as connection:
        on = " ON event" if connection.dialect.name == "postgresql" else ""
        connection.execute(text(f"DROP TRIGGER IF EXISTS event_no_update{on}"))
        connection.execute(text(f"DROP TRIGGER IF EXISTS event_no_delete{on}"))
        connection.execute(text(statement), values)


@pytest.mark.parametrize("column", FLIPPED)
def test_a_changed_event_is_found(engine, column):
    a_world(engine)
    assert first_bad_event(engine) is None
    with reading(engine) as session:
        victim = session.exec(select(Event).order_by(Event.seq).offset(4)).first()
    changed = FLIPPED[column](victim)
    with engine.begin() as connection:
        on = " ON event" if connection.dialect.name == "postgresql" else ""
        connection.execute(text(f"DROP TRIGGER event_no_update{on}"))
        table = Event.__table__
        connection.execute(table.update().where(table.c.seq == victim.seq).values({column: changed}))
    assert first_bad_event(engine) == victim.seq


def test_an_event_taken_out_is_found(engine):
    a_world(engine)
    with reading(engine) as session:
        seqs = session.exec(select(Event.seq).order_by(Event.seq)).all()
    _with_the_guard_off(engine, "DELETE FROM event WHERE seq = :seq", seq=seqs[4])
    assert first_bad_event(engine) == seqs[5]


def test_the_chain_has_one_order_even_when_many_write(engine):
    def write(number: int) -> None:
        for turn in range(10):
            with writing(engine) as session:
                events.record(session, None, "tried", "test", f"{number}-{turn}")

    at_once(*(lambda n=n: write(n) for n in range(4)))
    assert count(engine, Event) == 40
    assert first_bad_event(engine) is None


# What never changes


def _decide_by_rules_of_their_own(engine: Engine) -> None:
    """A row in each table that only some desks use."""
    with writing(engine) as session:
        review, who = session.exec(select(Review)).first(), session.exec(select(User)).first()
        at = {"claim_id": review.claim_id, "verdict_id": review.verdict_id}
        by = {"made_by_id": who.id, "content": {}}
        decided = {"editor_id": who.id, **at}
        session.add(RatingScale(name="ours", version=1, **by))
        session.add(PolicyVersion(version=2, **by))
        session.add(ReviewComment(review_id=review.id, about=CommentTarget.CLAIM, text="Say when."))
        session.add(Withdrawal(reason="The report was forged.", **decided))
        session.add(
            Adjudication(
                review_id=review.id, outcome=Adjudicated.FIRST, note="So.", digest_seen="d" * 64, **decided
            )
        )


@pytest.mark.parametrize("table", FIXED)
def test_the_database_refuses_to_change_what_was_signed(engine, table):
    a_world(engine)
    _decide_by_rules_of_their_own(engine)
    key = {"event": "seq", "blob": "sha256", "basis": "digest"}.get(table, "id")
    with engine.connect() as connection:
        before = connection.execute(text(f'SELECT * FROM "{table}" ORDER BY {key}')).all()
        columns = [column["name"] for column in inspect(connection).get_columns(table)]
    assert before
    for statement in (
        f'DELETE FROM "{table}"',
        *(f'UPDATE "{table}" SET "{column}" = "{column}"' for column in columns),
    ):
        with pytest.raises(DBAPIError, match=f"{table} rows never change"), engine.begin() as connection:
            connection.execute(text(statement))
    with engine.connect() as connection:
        assert connection.execute(text(f'SELECT * FROM "{table}" ORDER BY {key}')).all() == before


def test_a_link_is_undone_but_never_changed_or_deleted(engine):
    world = a_world(engine)
    with engine.connect() as connection:
        columns = {column["name"] for column in inspect(connection).get_columns("claim_link")}
    for statement in (
        "DELETE FROM claim_link",
        *(f"UPDATE claim_link SET {name} = {name}" for name in columns - {"undone_at", "undone_by_id"}),
    ):
        with (
            pytest.raises(DBAPIError, match="claim_link rows never change"),
            engine.begin() as connection,
        ):
            connection.execute(text(statement))
    with writing(engine) as session:
        link = session.exec(select(ClaimLink)).one()
        link.undone_at, link.undone_by_id = now(), world.author.id
    assert row(engine, ClaimLink, link.id).undone_by_id == world.author.id
    with reading(engine) as session:
        assert store.claims.links_of(session, world.proposed.id) == []


# The engine room


def test_sqlite_is_opened_with_its_rules(sqlite_url):
    engine = open_engine(sqlite_url)
    with engine.connect() as connection:
        wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 5000}
        found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in wanted}
    engine.dispose()
    assert found == wanted


def test_a_writer_takes_the_lock_first_and_a_reader_takes_none(sqlite_url):
    engine, said = open_engine(sqlite_url), []
    listening.listen(engine, "before_cursor_execute", lambda *given: said.append(given[2]))
    with writer(engine) as session:
        session.exec(select(Article)).all()
    with reader(engine) as session:
        session.exec(select(Article)).all()
    engine.dispose()
    assert [statement for statement in said if "BEGIN" in statement] == ["BEGIN IMMEDIATE", "BEGIN"]
    assert said[0] == "BEGIN IMMEDIATE"


def test_a_post_writes_and_a_get_only_reads(sqlite_url, make_app):
    app = make_app(sqlite_url)
    visitor, _ = sign_in(app, Role.EDITOR)
    form, said = a_form(visitor, title="Bridges"), []
    listening.listen(app.extensions["engine"], "before_cursor_execute", lambda *given: said.append(given[2]))
    visitor.client.get("/queue")
    assert [statement for statement in said if "BEGIN" in statement] == ["BEGIN"]
    said.clear()
    visitor.client.post("/sets", data=form)
    # Who asks is looked up without the lock, so that a stranger's POST waits for nobody.
    assert [statement for statement in said if "BEGIN" in statement] == ["BEGIN", "BEGIN IMMEDIATE"]


def test_no_update_is_lost(engine):
    """Four threads count up one number, each by reading it and writing it back."""
    with writing(engine) as session:
        key = an_article(session).id
        session.get_one(Article, key).title = "0"

    def count_up() -> int:
        done = 0
        while done < 15:
            try:
                with writing(engine) as session:
                    article = session.get_one(Article, key)
                    article.title = str(int(article.title) + 1)
            except (ConflictError, OperationalError):
                continue  # PostgreSQL refuses the second to write; SQLite is not fair to who waits
            done += 1
        return done

    assert sum(at_once(*[count_up] * 4)) == 60
    article = row(engine, Article, key)
    assert article.title == "60"


def test_foreign_keys_hold(engine):
    with pytest.raises(DBAPIError), writing(engine) as session:
        session.add(ClaimSet(title="nobody's", owner_id=999_999))
    assert count(engine, ClaimSet) == 0


def test_times_keep_their_zone_and_one_without_is_refused(engine):
    eastern = datetime(2021, 4, 7, 18, 40, 0, 123456, tzinfo=timezone(timedelta(hours=9)))
    with writing(engine) as session:
        key = an_article(session).id
        session.get_one(Article, key).retrieved_at = eastern
    found = row(engine, Article, key).retrieved_at
    assert found == eastern
    assert found.utcoffset() == timedelta(0)
    with pytest.raises(StatementError, match="a time without its zone"), writing(engine) as session:
        session.get_one(Article, key).retrieved_at = datetime(2021, 4, 7, 18, 40)  # noqa: DTZ001  a naive time is the point
    assert row(engine, Article, key).retrieved_at == eastern
    assert now().tzinfo is UTC


def test_every_time_of_every_table_keeps_its_zone():
    naive = [
        f"{table.name}.{column.name}"
        for table in Article.metadata.sorted_tables
        for column in table.columns
        if column.type.python_type is datetime and not isinstance(column.type, UtcTime)
    ]
    assert not naive


# Migrations


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def empty(request, tmp_path: Path) -> Iterator[Engine]:
    """A database without any table."""
    with _empty_url(request, tmp_path) as url:
        engine = open_engine(url)
        yield engine
        engine.dispose()


@contextmanager
def _empty_url(request: pytest.FixtureRequest, folder: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{folder / 'empty.db'}"
        return
    with postgres.a_database(request.getfixturevalue("pg_url")) as url:
        yield url


def _alembic(engine: Engine, action: Callable[..., Any], *given: str) -> None:
    with engine.execution_options(writes=True).begin() as connection:
        action(alembic_config(connection), *given)


def _triggers(engine: Engine) -> list[str]:
    query = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }[engine.dialect.name]
    with engine.connect() as connection:
        return sorted(connection.execute(text(query)).scalars())


def test_migrations_go_up_and_down_and_up_again(empty):
    migrate(empty)
    _alembic(empty, command.check)
    tables, triggers = sorted(inspect(empty).get_table_names()), _triggers(empty)
    described = {name for name in tables if not name.startswith(("claim_words", "passage_words"))}
    assert described == {table.name for table in Article.metadata.sorted_tables} | {"alembic_version"}
    assert {"claim_words", "passage_words"} <= set(tables)
    verbs = ("update", "delete", "replace") if empty.dialect.name == "sqlite" else ("update", "delete")
    assert triggers == sorted(f"{table}_no_{verb}" for table in (*FIXED, "claim_link") for verb in verbs)

    _alembic(empty, command.downgrade, "base")
    assert inspect(empty).get_table_names() == ["alembic_version"]
    assert _triggers(empty) == []

    migrate(empty)
    _alembic(empty, command.check)
    assert sorted(inspect(empty).get_table_names()) == tables
    assert _triggers(empty) == triggers
    with writing(empty) as session:
        a_claim(session)
    assert count(empty, Claim) == 1


_DAY = "2021-04-07 09:00:00+00:00"
_NO_ARTICLE = dict.fromkeys("canonical_url title byline outlet portal language".split(), "")
_NO_VERSION = dict.fromkeys("raw_sha256 media_type text_sha256 extractor".split(), "")
_NO_WORDING = dict.fromkeys("language claimant cue reason".split(), "")
_NO_LISTS = dict.fromkeys("kinds attribution reasons".split(), "[]")
#: Rows as revision 0002 has them, by their tables.
BEFORE: dict[str, dict[str, Any]] = {
    "article": {
        **_NO_ARTICLE,
        "id": 1,
        "public_id": "a",
        "retrieved_at": _DAY,
        "status": "segmented",
        "version_seq": 1,
        "rev": 1,
    },
    "article_version": {
        **_NO_VERSION,
        "id": 1,
        "article_id": 1,
        "seq": 1,
        "raw": b"",
        "text": "The pier",
        "created_at": _DAY,
    },
    "claim": {
        "id": 1,
        "public_id": "c",
        "article_id": 1,
        "number": 1,
        "status": "proposed",
        "version_seq": 1,
        "priority": 0,
        "check_worthiness": 0.5,
        "tags": '["Café"]',
        "touched_at": _DAY,
        "rev": 1,
    },
    "claim_version": {
        **_NO_WORDING,
        **_NO_LISTS,
        "id": 1,
        "claim_id": 1,
        "seq": 1,
        "text": "The pier",
        "hedge": "none",
        "check_worthiness": 0.5,
        "made_by": '["clauses.v1"]',
        "created_at": _DAY,
    },
    "occurrence": {
        "id": 1,
        "claim_id": 1,
        "article_version_id": 1,
        "start": 0,
        "end": 8,
        "exact": "The pier",
        "prefix": "",
        "suffix": "",
        "role": "assertion",
        "is_first_known": True,
        "anchor_state": "anchored",
    },
}


def _insert(table: str, values: dict[str, Any]) -> str:
    names = ", ".join(f'"{name}"' for name in values)
    return f"INSERT INTO {table} ({names}) VALUES ({', '.join(f':{name}' for name in values)})"


def test_what_was_written_before_findings_were_kept_has_none_and_is_as_it_was(empty):
    _alembic(empty, command.upgrade, "0002")
    with empty.begin() as connection:
        for table, values in BEFORE.items():
            connection.execute(text(_insert(table, values)), values)
    migrate(empty)
    with reading(empty) as session:
        page = desk.open_claim(session, "c")
        assert page.version.text == page.text == "The pier"
        assert page.version.made_by == ["clauses.v1"]
        assert (page.version.form, page.version.negated, page.version.finer) == (None, False, [])
        assert (page.found, page.links) == (desk.Found(), [])
        assert (page.claim.queue_key, page.claim.tags_key) == (queue_key(0, None, 0.5), "\ncafe\n")
        assert page.places[0].parts == []
        assert desk.open_article(session, "a").sentences == []
    with pytest.raises(DBAPIError, match="claim_version rows never change"), empty.begin() as connection:
        connection.execute(text("UPDATE claim_version SET trace = '[]'"))
    _alembic(empty, command.downgrade, "0002")
    with empty.connect() as connection:
        kept = connection.execute(text("SELECT text FROM claim_version")).scalar_one()
    assert kept == "The pier"
    assert "claim_version_no_update" in _triggers(empty)


def test_migrating_twice_changes_nothing(engine):
    with writing(engine) as session:
        an_article(session)
    before = _everything(engine)
    migrate(engine)
    assert _everything(engine) == before
    assert count(engine, Release) == 0
    assert isinstance(reader(engine), Session)
