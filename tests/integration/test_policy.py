"""Who may go where, what every answer carries, and what no template may hold."""

from __future__ import annotations

import logging
import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlmodel import func, select

from app import auth, create_app
from claims.models import Event, User
from claims.store.engine import reading
from claims.vocab import Role
from tests.factories import sign_in
from tests.visitor import Visitor
from tests.world import a_form, a_world, at_door, csrf_token, doors

if TYPE_CHECKING:
    from flask import Flask
    from sqlalchemy import Engine
    from werkzeug.test import TestResponse

    from tests.world import Door

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'"
)
ROLES = (None, *Role)
ROOT = Path(__file__).parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))


# Who may go where


def test_every_route_has_a_policy(app, engine):
    """Every endpoint of the URL map, as nobody and in every role, answers as the policy says."""
    assert set(auth.POLICY) == {rule.endpoint for rule in app.url_map.iter_rules()}
    world = a_world(engine)
    wrong = [
        f"{door.method} {door.endpoint} as {role or 'nobody'}: {said}"
        for door in doors(app, world)
        for role in ROLES
        if (said := _misjudged(app, engine, door, role))
    ]
    assert not wrong


def _misjudged(app: Flask, engine: Engine, door: Door, role: Role | None) -> str:
    """What is wrong with the answer at a door; "" if nothing. Each asks with a sign-in of its own."""
    editor = sign_in(app, Role.ADMIN)[1]
    path = at_door(engine, door, editor)
    visitor = sign_in(app, role)[0] if role else Visitor(app)
    form = a_form(visitor) if door.method == "POST" else None
    answer = visitor.client.open(path, method=door.method, data=form, buffered=True)
    needed = auth.POLICY[door.endpoint]
    expected = _expected(door, needed, role)
    to_sign_in = (answer.location or "").startswith("/sign-in?next=")
    if expected == "redirect":
        right = answer.status_code == 303 and to_sign_in
    elif expected == "open":
        wrong_password = door.endpoint == "people.sign_in_post" and answer.status_code == 401
        right = not to_sign_in and (answer.status_code not in (401, 403) or wrong_password)
        right = right and answer.status_code < 500
    else:
        right = answer.status_code == expected
    return "" if right else f"{answer.status_code} {answer.location or ''}, expected {expected}"


def _expected(door: Door, needed: Role | None, role: Role | None) -> int | str:
    if needed is auth.PUBLIC:
        return "open"
    if role is None:
        return 401 if door.method == "POST" else "redirect"
    ranks = list(Role)
    return "open" if ranks.index(role) >= ranks.index(needed) else 403


def test_a_route_without_a_policy_is_closed(app, engine):
    app.add_url_rule("/probe", "probe", lambda: "inside", methods=["GET", "POST"])
    for visitor in (Visitor(app), sign_in(app, Role.ADMIN)[0]):
        answer = visitor.client.get("/probe")
        assert answer.status_code == 403
        assert b"inside" not in answer.data
        assert visitor.client.post("/probe", data=a_form(visitor)).status_code == 403


def test_what_a_role_may_not_do_is_not_offered(app, engine):
    world = a_world(engine)
    viewer, _ = sign_in(app, Role.VIEWER)
    pages = [door.path for door in doors(app, world) if door.method == "GET" and "TOKEN" not in door.path]
    forms = set()
    for path in pages:
        viewer.answer = viewer.client.get(path, buffered=True)
        if viewer.status == 200 and viewer.answer.mimetype == "text/html":
            forms |= {form.get("action") for form in viewer.page.forms if form.get("method") == "post"}
    own = {f"/settings/{name}" for name in ("keys", "looks", "weights")}
    assert forms == {"/sign-out", "/profile", "/sign-in", *own}


# Forms from elsewhere


def _events(engine: Engine) -> int:
    with reading(engine) as session:
        return session.exec(select(func.count()).select_from(Event)).one()


def test_every_post_needs_its_token(app, engine):
    world = a_world(engine)
    visitor, admin = sign_in(app, Role.ADMIN)
    stranger = Visitor(app)
    before = _events(engine)
    posts = [door for door in doors(app, world) if door.method == "POST"]
    form = a_form(visitor)
    wrong = [
        (door.endpoint, kind, answer.status_code)
        for door in posts
        for kind, token in (
            ("missing", None),
            ("empty", ""),
            ("foreign", csrf_token(stranger)),
            ("junk", "x"),
        )
        for answer in [_send(visitor, at_door(engine, door, admin), form | {"csrf_token": token})]
        if answer.status_code != 400
    ]
    assert len(posts) > 25
    assert not wrong
    assert _events(engine) == before + _invitations_made(posts) * 4


def _invitations_made(posts: list[Door]) -> int:
    return sum("TOKEN" in door.path for door in posts)


def _send(visitor: Visitor, path: str, fields: dict[str, str | None], **headers: str) -> TestResponse:
    sent = {name: value for name, value in fields.items() if value is not None}
    return visitor.client.post(path, data=sent, headers=headers)


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_every_post_from_another_site_is_refused(app, engine, site):
    world = a_world(engine)
    visitor, admin = sign_in(app, Role.ADMIN)
    form = a_form(visitor)
    wrong = [
        (door.endpoint, answer.status_code)
        for door in doors(app, world)
        if door.method == "POST"
        for answer in [_send(visitor, at_door(engine, door, admin), form, **{"Sec-Fetch-Site": site})]
        if answer.status_code != 400
    ]
    assert not wrong


@pytest.mark.parametrize("site", ["same-origin", "none"])
def test_a_post_from_the_desk_itself_is_taken(app, engine, site):
    visitor, _ = sign_in(app, Role.EDITOR)
    form = a_form(visitor, title="Bridges")
    assert _send(visitor, "/sets", form, **{"Sec-Fetch-Site": site}).status_code == 303


def test_nothing_is_done_by_following_a_link(app, engine):
    world = a_world(engine)
    visitor, _ = sign_in(app, Role.ADMIN)
    everything = doors(app, world)
    endpoints = [door.endpoint for door in everything]
    assert len(endpoints) == len(set(endpoints))  # none takes both GET and POST
    readable = {door.path for door in everything if door.method == "GET"}
    before = _events(engine)
    only_posts = [door for door in everything if door.path not in readable]
    for door in only_posts:
        for who in (visitor, Visitor(app)):
            answer = who.client.get(door.path)
            assert (door.endpoint, answer.status_code) == (door.endpoint, 405)
            assert "POST" in answer.headers["Allow"]
    for path in sorted(path for path in readable if "TOKEN" not in path):
        visitor.client.get(path, buffered=True)
    assert len(only_posts) > 15
    assert _events(engine) == before


# What every answer carries


@pytest.fixture
def answers(app, engine, monkeypatch) -> dict[str, TestResponse]:
    """One answer of every kind."""
    monkeypatch.setitem(auth.POLICY, "broken", None)
    app.add_url_rule("/broken", "broken", _break)
    world = a_world(engine)
    visitor, _ = sign_in(app, Role.EDITOR)
    viewer, _ = sign_in(app, Role.VIEWER)
    claim = f"/claims/{world.proposed.public_id}"
    htmx = {"HX-Request": "true"}
    form = a_form(visitor, rev=str(world.proposed.rev))
    get, post = partial(visitor.client.get, buffered=True), visitor.client.post
    return {
        "page": get("/queue"),
        "reader": get(f"/articles/{world.article.public_id}"),
        "workbench": get(claim),
        "source": get(f"/sources/{world.source.public_id}"),
        "partial": post(f"{claim}/accept/queue", data=form, headers=htmx),
        "progress": get(f"/jobs/{world.job.public_id}/progress", headers=htmx),
        "redirect": post("/sets", data=a_form(visitor, title="One more")),
        "400": post("/sets", data={}),
        "401": Visitor(app).client.post("/sets", data=a_form(Visitor(app))),
        "403": viewer.client.get("/people"),
        "404": get("/nowhere"),
        "405": get("/people/invitations"),
        "409": post(f"{claim}/accept/queue", data=a_form(visitor, rev="99")),
        "422": post("/sets", data=a_form(visitor)),
        "500": get("/broken"),
        "404 for htmx": get("/nowhere", headers=htmx),
        "500 for htmx": get("/broken", headers=htmx),
        "static": get("/static/app.css"),
        "static 404": get("/static/none.css"),
        "download": get(f"/releases/{world.release.public_id}/jsonl"),
        "manifest": get(f"/releases/{world.release.public_id}/manifest"),
        "head": visitor.client.head("/queue"),
        "options": visitor.client.options("/queue"),
    }


def _break() -> str:
    raise RuntimeError("the-inside-of-the-desk")


def test_every_kind_of_answer_carries_the_security_headers(answers):
    for kind, answer in answers.items():
        if kind[:3].isdigit() and kind != "401":
            assert answer.status_code == int(kind[:3]), kind
        headers = answer.headers
        assert headers.getlist("Content-Security-Policy") == [CSP], kind
        assert headers["X-Content-Type-Options"] == "nosniff", kind
        assert headers["Referrer-Policy"] == "same-origin", kind
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin", kind
        assert "Server" not in headers, kind
        assert "Strict-Transport-Security" not in headers, kind  # this is plain HTTP
        if not kind.startswith("static"):
            assert headers["Cache-Control"] == "no-store", kind
            assert {"HX-Request", "Cookie"} <= set(re.split(r",\s*", headers["Vary"])), kind


def test_nothing_of_the_inside_is_shown(answers):
    for kind, answer in answers.items():
        text = answer.get_data(as_text=True)
        for inside in (
            "Traceback",
            "the-inside-of-the-desk",
            "RuntimeError",
            ".py",
            "werkzeug",
            "sqlalchemy",
        ):
            assert inside not in text, kind
    for kind in ("404", "405", "500"):
        assert "That did not work" in answers[kind].get_data(as_text=True)
        assert answers[kind].mimetype == "text/html"


def test_a_broken_page_gives_a_number_that_stands_in_the_log(app, engine, monkeypatch, caplog):
    monkeypatch.setitem(auth.POLICY, "broken", Role.VIEWER)
    app.add_url_rule("/broken", "broken", _break)
    visitor, _ = sign_in(app)
    with caplog.at_level(logging.ERROR):
        visitor.get("/broken")
    assert visitor.status == 500
    number = re.search(r"Its number is (\w{26})\.", visitor.text)
    assert number
    assert number[1] in caplog.text
    assert "the-inside-of-the-desk" in caplog.text


def test_an_error_for_htmx_is_a_notice_that_replaces_nothing(answers):
    for kind in ("404 for htmx", "500 for htmx"):
        answer = answers[kind]
        assert answer.headers["HX-Retarget"] == "#notices"
        assert answer.headers["HX-Reswap"] == "innerHTML"
        assert "<html" not in answer.get_data(as_text=True)
        assert 'class="notice bad"' in answer.get_data(as_text=True)


def test_a_session_that_ended_is_said_to_htmx_and_not_followed(app, engine):
    world = a_world(engine)
    claim = f"/claims/{world.proposed.public_id}"
    visitor = Visitor(app)
    form = a_form(visitor, rev="1")
    htmx = {"HX-Request": "true"}
    for answer in (
        visitor.client.post(f"{claim}/accept/queue", data=form, headers=htmx),
        visitor.client.get(f"/jobs/{world.job.public_id}/progress", headers=htmx),
    ):
        assert answer.status_code == 401
        assert answer.headers["HX-Retarget"] == "#notices"
        assert "You are signed out. Sign in in another tab" in answer.get_data(as_text=True)
        assert answer.location is None


def test_a_download_is_a_file_with_the_desks_own_name(answers):
    for kind, ending in (("download", "jsonl"), ("manifest", "manifest.json")):
        disposition = answers[kind].headers["Content-Disposition"]
        name = rf"[0-9A-Z]{{26}}-v1-0-0\.{re.escape(ending)}"
        assert re.fullmatch(f'attachment; filename="{name}"', disposition)


# Cookies


def _set_cookies(answer: TestResponse) -> list[list[str]]:
    return [line.split("; ") for line in answer.headers.getlist("Set-Cookie")]


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(app):
    (cookie,) = _set_cookies(app.test_client().get("/sign-in"))
    assert cookie[0].startswith("claimdesk=")
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie)
    assert "Secure" not in cookie


def test_behind_https_cookies_are_bound_to_the_host(sqlite_url):
    app = create_app(DATABASE_URL=sqlite_url, SECRET_KEY="test-" + "x" * 40, SECURE_COOKIES=True)
    try:
        answer = app.test_client().get("/sign-in", base_url="https://localhost")
        (cookie,) = _set_cookies(answer)
        assert cookie[0].startswith("__Host-claimdesk=")
        assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie)
        assert not any(part.startswith("Domain") for part in cookie)
        assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
    finally:
        app.extensions["engine"].dispose()


def test_a_cookie_holds_a_token_and_no_person(app, engine):
    visitor, user = sign_in(app)
    visitor.get("/queue")
    with visitor.client.session_transaction() as cookie:
        held = repr(dict(cookie))
    assert user.public_id not in held
    assert user.name not in held


# What no template may hold

FORBIDDEN = {
    "a handler in the page": r"\bhx-on\b|\bon[a-z]+\s*=\s*[\"']",
    "values made by a script": r"hx-vals\s*=\s*[\"']\s*(js|javascript):|hx-(headers|vars)\b",
    "a trigger with a filter": r"hx-trigger\s*=\s*\"[^\"]*\[|hx-trigger\s*=\s*'[^']*\[",
    "a script in the page": r"<script(?![^>]*\ssrc=)",
    "a style in the page": r"<style\b|\sstyle\s*=",
    "an address that is a script": r"javascript:",
    "text that is not escaped": r"\|\s*safe\b|autoescape|Markup\(",
    "something of another site": r"(src|href|action|hx-get|hx-post)\s*=\s*[\"'](https?:)?//",
}


@pytest.mark.parametrize("why", FORBIDDEN)
def test_no_template_holds(why):
    assert len(TEMPLATES) > 25
    found = [
        f"{path.relative_to(ROOT)}: {hit[0]}"
        for path in TEMPLATES
        for hit in re.finditer(FORBIDDEN[why], path.read_text(encoding="utf-8"))
    ]
    assert not found


@pytest.mark.parametrize(
    ("why", "bad"),
    [
        ("a handler in the page", '<p hx-on:click="x()">'),
        ("a handler in the page", '<p onclick="x()">'),
        ("values made by a script", "<p hx-vals='js:{a: 1}'>"),
        ("a trigger with a filter", '<p hx-trigger="click[ctrlKey]">'),
        ("a script in the page", "<script>x()</script>"),
        ("a style in the page", '<p style="color: red">'),
        ("an address that is a script", '<a href="javascript:x()">'),
        ("text that is not escaped", "{{ text | safe }}"),
        ("something of another site", '<img src="//elsewhere.example/x.png">'),
    ],
)
def test_the_patterns_find_what_they_forbid(why, bad):
    assert re.search(FORBIDDEN[why], bad)


def test_no_code_says_that_text_is_markup():
    found = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "app").rglob("*.py")
        if re.search(r"Markup|render_template_string|\|safe", path.read_text(encoding="utf-8"))
    ]
    assert not found


def test_what_people_typed_is_escaped(app, engine):
    visitor, user = sign_in(app, Role.EDITOR)
    evil = "<script>x()</script><img src=x onerror=x()>\"'{{7*7}}"
    visitor.get("/sets").submit("/sets", title=evil, description=evil, licence=evil)
    shown = visitor.answer.get_data(as_text=True)
    assert "<script>x()" not in shown
    assert "<img" not in shown
    assert evil in visitor.page.xpath("string(//h1)")
    with reading(engine) as session:
        assert session.get_one(User, user.id)
