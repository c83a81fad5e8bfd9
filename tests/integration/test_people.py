"""Who gets in, how long they stay, and what is kept of their secrets."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import MetaData, String, cast, func
from sqlmodel import select

from claims import desk
from claims.desk.people import ABSOLUTE, IDLE, hash_password
from claims.models import Event, OneTimeLink, User, UserSession
from claims.models.base import now
from claims.store.engine import reading, writing
from claims.vocab import LinkPurpose, Role
from tests.factories import a_person, sign_in
from tests.visitor import Visitor

if TYPE_CHECKING:
    from flask import Flask
    from sqlalchemy import Engine
    from sqlmodel import SQLModel
    from werkzeug.test import TestResponse

PASSWORD = "lantern bridge crowns 1911"
SECOND = timedelta(seconds=1)


def a_member(engine: Engine, login: str = "mara", password: str = PASSWORD, **more: Any) -> User:
    """A person who signs in by name and password."""
    with writing(engine) as session:
        return a_person(session, login=login, password_hash=hash_password(password, []), **more)


def a_link(engine: Engine) -> str:
    with writing(engine) as session:
        return desk.make_sign_in_link(session)


def an_invitation(engine: Engine, role: Role = Role.REVIEWER) -> str:
    with writing(engine) as session:
        return desk.invite(session, role, "for a test", a_person(session, Role.ADMIN))


def change(engine: Engine, table: type[SQLModel], **values: Any) -> None:
    """Set fields of all rows of a table, as time would."""
    with writing(engine) as session:
        for row in session.exec(select(table)):
            for name, value in values.items():
                setattr(row, name, value)


def count(engine: Engine, table: type[SQLModel]) -> int:
    with reading(engine) as session:
        return session.exec(select(func.count()).select_from(table)).one()


def knock(app: Flask, login: str, password: str, next_: str = "", *, htmx: bool = False) -> Visitor:
    """Fill in the sign-in form."""
    visitor = Visitor(app).get("/sign-in" + (f"?next={next_}" if next_ else ""))
    return visitor.submit("/sign-in", login=login, password=password, htmx=htmx)


def is_in(visitor: Visitor) -> bool:
    """Whether the desk takes this browser for somebody."""
    answer = visitor.client.get("/articles")
    assert answer.status_code in (200, 303)
    return answer.status_code == 200


def cookie_of(visitor: Visitor) -> str:
    cookie = visitor.client.get_cookie("claimdesk")
    return cookie.value if cookie else ""


# One-time links


def test_a_sign_in_link_works_once_and_lands_on_the_first_page(app, engine):
    token = a_link(engine)
    visitor = Visitor(app).get(f"/sign-in/{token}")
    assert (visitor.status, visitor.path) == (200, "/")
    assert visitor.page.xpath("//h1")[0].text == "Your desk"
    again = Visitor(app).get(f"/sign-in/{token}")
    assert again.status == 401
    assert "used already or has expired" in again.text
    assert is_in(visitor)
    assert not is_in(again)


def test_the_first_link_makes_one_admin_and_the_next_signs_in_the_same(app, engine):
    Visitor(app).get(f"/sign-in/{a_link(engine)}")
    Visitor(app).get(f"/sign-in/{a_link(engine)}")
    with reading(engine) as session:
        assert [user.role for user in session.exec(select(User))] == [Role.ADMIN]


def test_a_look_at_a_link_does_not_use_it_up(app, engine):
    token = a_link(engine)
    looked = Visitor(app)
    assert looked.client.head(f"/sign-in/{token}").status_code == 204
    assert not is_in(looked)
    assert is_in(Visitor(app).get(f"/sign-in/{token}"))


def test_an_expired_link_is_refused(app, engine):
    token = a_link(engine)
    change(engine, OneTimeLink, expires_at=now() - SECOND)
    visitor = Visitor(app).get(f"/sign-in/{token}")
    assert visitor.status == 401
    assert not is_in(visitor)


def test_a_link_does_only_what_it_was_made_for(app, engine):
    signing_in, joining = a_link(engine), an_invitation(engine)
    assert Visitor(app).get(f"/sign-in/{joining}").status == 401
    assert Visitor(app).get(f"/join/{signing_in}").status == 401
    assert Visitor(app).get(f"/sign-in/{signing_in}").status == 200
    assert Visitor(app).get(f"/join/{joining}").status == 200


# Passwords


@pytest.mark.parametrize("typed", ["mara", "MARA", "  mara "])
def test_a_person_signs_in_by_name_and_password(app, engine, typed):
    a_member(engine)
    visitor = knock(app, typed, PASSWORD)
    assert visitor.status == 200
    assert is_in(visitor)


@pytest.mark.parametrize("login", ["Ähri", "김하나", "ÇELİK"])
def test_a_sign_in_name_may_have_any_letters(app, engine, login):
    a_member(engine, login)
    assert is_in(knock(app, login, PASSWORD))


def test_a_wrong_password_and_an_unknown_name_look_the_same(app, engine):
    a_member(engine)
    wrong, unknown = knock(app, "mara", "not her password"), knock(app, "nobody", "not her password")
    assert (wrong.status, wrong.text) == (unknown.status, unknown.text)
    assert wrong.status == 401
    assert "do not fit together" in wrong.text
    assert wrong.form("/sign-in")["login"] == "mara"
    assert wrong.form("/sign-in")["password"] in ("", None)
    assert not is_in(wrong)


def test_an_unknown_name_costs_a_hash_too(app, engine, monkeypatch):
    verified = []
    verify = desk.people._verify
    monkeypatch.setattr(desk.people, "_verify", lambda *given: verified.append(given) or verify(*given))
    knock(app, "nobody", "anything at all")
    assert [known.startswith("$argon2id$") for known, _ in verified] == [True]


def test_who_left_cannot_come_back(app, engine):
    a_member(engine)
    visitor = knock(app, "mara", PASSWORD)
    token = a_link(engine)
    change(engine, User, active=False)
    assert not is_in(visitor)
    assert knock(app, "mara", PASSWORD).status == 401
    assert Visitor(app).get(f"/sign-in/{token}").status == 401


@pytest.mark.parametrize("inside", ["/queue", "/queue?status=all&page=2", "/sources#x"])
def test_signing_in_leads_on_inside_the_desk(app, engine, inside):
    a_member(engine)
    visitor = Visitor(app).get("/sign-in")
    fields = visitor.form("/sign-in") | {"login": "mara", "password": PASSWORD, "next": inside}
    assert visitor.client.post("/sign-in", data=fields).location == inside


@pytest.mark.parametrize(
    "outside",
    [
        "https://evil.example/",
        "//evil.example/",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "javascript:alert(1)",
        "evil.example",
        " /queue",
    ],
)
def test_signing_in_leads_nowhere_else(app, engine, outside):
    a_member(engine)
    visitor = Visitor(app).get("/sign-in")
    fields = visitor.form("/sign-in") | {"login": "mara", "password": PASSWORD, "next": outside}
    assert visitor.client.post("/sign-in", data=fields).location == "/"


def test_who_was_sent_to_sign_in_comes_back_to_the_page(app, engine):
    a_member(engine)
    visitor = Visitor(app).get("/queue?status=all")
    assert visitor.path.startswith("/sign-in?next=")
    visitor.submit("/sign-in", login="mara", password=PASSWORD)
    assert (visitor.status, visitor.path) == (200, "/queue?status=all")


def test_wrong_sign_ins_are_limited_by_name(app, engine):
    a_member(engine, "mara")
    a_member(engine, "jonas")
    tries = [knock(app, "mara", "guess") for _ in range(10)]
    assert [visitor.status for visitor in tries] == [401] * 10
    stopped = knock(app, " MARA", PASSWORD)
    assert stopped.status == 429
    assert "Too many tries" in stopped.text
    assert not is_in(stopped)
    assert is_in(knock(app, "jonas", PASSWORD))


def test_right_sign_ins_are_not_counted(app, engine):
    a_member(engine)
    assert [knock(app, "mara", PASSWORD).status for _ in range(12)] == [200] * 12


# Sign-ins


def test_signing_out_kills_the_token(app, engine):
    a_member(engine)
    visitor = knock(app, "mara", PASSWORD)
    copied = Visitor(app)
    copied.client.set_cookie("claimdesk", cookie_of(visitor))
    assert is_in(copied)
    visitor.get("/articles").submit("/sign-out")
    assert visitor.path == "/sign-in"
    assert not is_in(visitor)
    assert not is_in(copied)


@pytest.mark.parametrize(
    ("aged", "still_in"),
    [
        ({"seen_at": IDLE + SECOND}, False),
        ({"seen_at": IDLE - 60 * SECOND}, True),
        ({"created_at": ABSOLUTE + SECOND}, False),
        ({"created_at": ABSOLUTE - 60 * SECOND}, True),
    ],
)
def test_a_sign_in_ends_by_itself(app, engine, aged, still_in):
    visitor, _ = sign_in(app)
    change(engine, UserSession, **{name: now() - age for name, age in aged.items()})
    assert is_in(visitor) is still_in


def test_use_keeps_a_sign_in_alive_and_is_written_down_seldom(app, engine):
    visitor, _ = sign_in(app)
    long_ago, lately = now() - timedelta(hours=7), now() - timedelta(minutes=1)
    change(engine, UserSession, seen_at=long_ago)
    assert is_in(visitor)
    with reading(engine) as session:
        assert session.exec(select(UserSession)).one().seen_at > lately
    change(engine, UserSession, seen_at=lately)
    assert is_in(visitor)
    with reading(engine) as session:
        assert session.exec(select(UserSession)).one().seen_at == lately


def test_a_sign_in_begins_with_a_new_cookie(app, engine):
    a_member(engine)
    visitor = Visitor(app).get("/sign-in")
    with visitor.client.session_transaction() as planted:
        planted["_user_id"] = "a token somebody else knows"
        planted["left behind"] = "yes"
    before, token_before = cookie_of(visitor), visitor.form("/sign-in")["csrf_token"]
    visitor.submit("/sign-in", login="mara", password=PASSWORD)
    assert cookie_of(visitor) != before
    with visitor.client.session_transaction() as held:
        assert held["_user_id"] != "a token somebody else knows"
        assert "left behind" not in held
    stale = visitor.client.post("/sign-out", data={"csrf_token": token_before, "op_id": "x" * 26})
    assert stale.status_code == 400
    assert is_in(visitor)


def test_an_admin_ends_all_sign_ins_of_a_person(app, engine):
    mara = a_member(engine)
    laptop, phone = knock(app, "mara", PASSWORD), knock(app, "mara", PASSWORD)
    admin, _ = sign_in(app, Role.ADMIN)
    admin.get("/people").submit(f"/people/{mara.public_id}/end-sessions")
    assert f"All sign-ins of {mara.name} ended." in admin.text
    assert not is_in(laptop)
    assert not is_in(phone)
    assert is_in(admin)
    assert is_in(knock(app, "mara", PASSWORD))


# Invitations


def test_an_invitation_lets_one_person_in_with_its_role(app, engine):
    editor, _ = sign_in(app, Role.EDITOR)
    editor.get("/people").submit("/people/invitations", role="reviewer", note="Jonas, county desk")
    link = editor.page.xpath("string(//input[@class='link']/@value)")
    assert "/join/" in link
    assert "Jonas, county desk" in editor.text
    assert not editor.get("/people").page.xpath("//input[@class='link']")  # shown once

    path = link.removeprefix("http://localhost")
    guest = Visitor(app).get(path)
    assert "You are invited as reviewer." in guest.text
    guest.submit(path, name="Jonas Ek", login="jonas", password=PASSWORD, role="admin")
    assert "Welcome, Jonas Ek." in guest.text
    assert is_in(guest)
    with reading(engine) as session:
        made = session.exec(select(User).where(User.login == "jonas")).one()
    assert made.role is Role.REVIEWER

    second = Visitor(app).get(path)
    assert second.status == 401
    late = Visitor(app).get("/sign-in")
    token = late.form("/sign-in")["csrf_token"]
    late.post(path, csrf_token=token, name="Second", login="second", password=PASSWORD)
    assert late.status == 401
    assert not is_in(late)
    assert "Jonas, county desk" not in editor.get("/people").text
    assert is_in(knock(app, "jonas", PASSWORD))


def test_an_expired_invitation_is_refused(app, engine):
    path = f"/join/{an_invitation(engine)}"
    guest = Visitor(app).get(path)
    change(engine, OneTimeLink, expires_at=now() - SECOND)
    guest.submit(path, name="Late", login="late", password=PASSWORD)
    assert guest.status == 401
    assert not is_in(guest)
    assert Visitor(app).get(path).status == 401
    assert count(engine, User) == 1


def test_nobody_invites_above_their_own_role(app, engine):
    editor, _ = sign_in(app, Role.EDITOR)
    editor.get("/people")
    assert editor.page.xpath("//select[@name='role']/option/@value") == ["viewer", "reviewer", "editor"]
    editor.submit("/people/invitations", role="admin")
    assert editor.status == 403
    assert "up to your own role" in editor.text
    assert count(engine, OneTimeLink) == 0
    editor.get("/people").submit("/people/invitations", role="emperor")
    assert editor.status == 422
    assert count(engine, OneTimeLink) == 0


@pytest.mark.parametrize("taken", ["mara", "MARA"])
def test_a_taken_sign_in_name_is_refused_and_the_form_kept(app, engine, taken):
    a_member(engine)
    path = f"/join/{an_invitation(engine)}"
    guest = Visitor(app).get(path).submit(path, name="Other Mara", login=taken, password=PASSWORD)
    assert guest.status == 422
    assert "somebody else signs in under this name" in guest.text
    kept = guest.form(path)
    assert (kept["name"], kept["login"]) == ("Other Mara", taken)
    assert kept["password"] in ("", None)
    guest.submit(path, login="other", password=PASSWORD)
    assert is_in(guest)


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("", "8 to 200 characters"),
        ("xK9!vq2", "8 to 200 characters"),
        ("x7Q" * 67, "8 to 200 characters"),
        ("password1", "easily guessed"),
        ("12345678", "easily guessed"),
        ("Jonas Ek", "easily guessed"),
        ("claimdesk", "easily guessed"),
    ],
)
def test_weak_passwords_are_refused(app, engine, password, said):
    path = f"/join/{an_invitation(engine)}"
    guest = Visitor(app).get(path).submit(path, name="Jonas Ek", login="jonas", password=password)
    assert guest.status == 422
    assert said in guest.text
    assert guest.form(path)["login"] == "jonas"
    assert count(engine, User) == 1


@pytest.mark.parametrize("password", ["열차는 다리 위를 달린다", "p a s t e d " * 16])
def test_long_and_foreign_passwords_are_welcome(app, engine, password):
    path = f"/join/{an_invitation(engine)}"
    guest = Visitor(app).get(path).submit(path, name="Jonas Ek", login="jonas", password=password)
    assert guest.status == 200
    assert is_in(knock(app, "jonas", password))
    assert not is_in(knock(app, "jonas", password[:-1]))


# One's own profile


def test_a_race_for_one_profile_is_won_once(app, engine):
    """Both saw the same revision and passed every check; one is told, with what they typed kept."""
    visitor, user = sign_in(app, name="Mara")
    form = visitor.get("/profile").form("/profile")
    forms = [
        {**form, "op_id": f"racing-for-a-profile-{n}", "name": f"Mara {n}", "login": "", "language": ""}
        for n in range(4)
    ]
    cookie, start = cookie_of(visitor), threading.Barrier(4, timeout=60)

    def save(fields: dict[str, Any]) -> TestResponse:
        client = app.test_client()
        client.set_cookie("claimdesk", cookie)
        start.wait()
        return client.post("/profile", data=fields)

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(save, forms))
    assert sorted(answer.status_code for answer in answers) == [303, 409, 409, 409]
    for fields, answer in zip(forms, answers, strict=True):
        assert answer.status_code == 303 or fields["name"] in answer.get_data(as_text=True)
    with reading(engine) as session:
        assert session.get_one(User, user.id).rev == 2


def test_a_person_changes_their_own_profile(app, engine):
    a_member(engine)
    visitor = knock(app, "mara", PASSWORD).get("/profile")
    visitor.submit("/profile", name="Mara V.", login="mara.v", password="another quiet harbour 77")
    assert "Profile saved." in visitor.text
    assert visitor.form("/profile")["name"] == "Mara V."
    assert knock(app, "mara", PASSWORD).status == 401
    assert is_in(knock(app, "mara.v", "another quiet harbour 77"))
    visitor.get("/profile").submit("/profile", name="Mara Voss", password="")
    assert is_in(knock(app, "mara.v", "another quiet harbour 77"))


def test_a_stale_profile_is_not_saved_and_shows_both(app, engine):
    visitor, user = sign_in(app, name="Mara")
    visitor.get("/profile")
    change(engine, User, name="Mara of the other tab")
    visitor.submit("/profile", name="Mara of this tab")
    assert visitor.status == 409
    assert "Mara of the other tab" in visitor.text
    assert "Mara of this tab" in visitor.text
    with reading(engine) as session:
        assert session.get_one(User, user.id).name == "Mara of the other tab"
    visitor.submit("/profile")  # "Save mine"
    with reading(engine) as session:
        assert session.get_one(User, user.id).name == "Mara of this tab"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"name": "   "}, "must be filled in"),
        ({"name": "x" * 101}, "at most 100 characters"),
        ({"password": "short"}, "8 to 200 characters"),
        ({"login": "jonas"}, "somebody else signs in under this name"),
    ],
)
def test_a_refused_profile_changes_nothing_and_is_kept(app, engine, typed, said):
    a_member(engine, "jonas", name="Jonas")
    visitor, user = sign_in(app, name="Mara", login="mara")
    visitor.get("/profile").submit("/profile", **{"name": "Not saved", **typed})
    assert visitor.status == 422
    assert said in visitor.text
    assert visitor.form("/profile")["name"] == typed.get("name", "Not saved")
    assert visitor.page.xpath("string(//div[@class='who']//bdi)") == "Mara"
    with reading(engine) as session:
        kept = session.get_one(User, user.id)
    assert (kept.name, kept.login, kept.password_hash, kept.rev) == ("Mara", "mara", None, 1)


@pytest.mark.parametrize("language", ["zz", "not a language", "../en"])
def test_only_an_offered_language_can_be_chosen(app, engine, language):
    visitor, user = sign_in(app)
    visitor.get("/profile").submit("/profile", language=language)
    assert visitor.status == 422
    assert visitor.get("/profile").status == 200
    with reading(engine) as session:
        assert session.get_one(User, user.id).language == ""


# What is kept


def test_passwords_are_kept_as_argon2id_only(app, engine):
    path = f"/join/{an_invitation(engine)}"
    Visitor(app).get(path).submit(path, name="Jonas Ek", login="jonas", password=PASSWORD)
    with reading(engine) as session:
        kept = session.exec(select(User.password_hash).where(User.login == "jonas")).one()
    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert not found_anywhere(engine, PASSWORD)


def test_tokens_are_kept_as_sha256_only(app, engine):
    joining, signing_in = an_invitation(engine), a_link(engine)
    guest = Visitor(app).get(f"/join/{joining}")
    guest.submit(f"/join/{joining}", name="Jonas Ek", login="jonas", password=PASSWORD)
    Visitor(app).get(f"/sign-in/{signing_in}")
    editor, _ = sign_in(app, Role.EDITOR)
    editor.get("/people").submit("/people/invitations", role="viewer")
    shown = editor.page.xpath("string(//input[@class='link']/@value)").rpartition("/")[2]
    with guest.client.session_transaction() as cookie:
        held = cookie["_user_id"]
    hashes = {sha256(token.encode()).hexdigest() for token in (joining, signing_in, shown, held)}
    with reading(engine) as session:
        kept = {
            *session.exec(select(OneTimeLink.token_sha256)),
            *session.exec(select(UserSession.token_sha256)),
        }
    assert hashes <= kept
    for token in (joining, signing_in, shown, held):
        assert len(token) >= 43  # 256 bits
        assert not found_anywhere(engine, token)


def found_anywhere(engine: Engine, secret: str) -> list[str]:
    """The columns of the whole database in which a text occurs."""
    tables = MetaData()
    tables.reflect(engine)
    with engine.connect() as connection:
        return [
            f"{table.name}.{column.name}"
            for table in tables.sorted_tables
            for column in table.columns
            if connection.execute(
                select(func.count()).select_from(table).where(cast(column, String).contains(secret))
            ).scalar()
        ]


def test_sign_ins_and_joining_stand_in_the_trail(app, engine):
    a_member(engine)
    visitor = knock(app, "mara", PASSWORD)
    visitor.get("/articles").submit("/sign-out")
    path = f"/join/{an_invitation(engine)}"
    Visitor(app).get(path).submit(path, name="Jonas Ek", login="jonas", password=PASSWORD)
    with reading(engine) as session:
        verbs = list(session.exec(select(Event.verb).order_by(Event.seq)))
    assert verbs == ["signed in", "signed out", "invited", "joined", "signed in"]
    with reading(engine) as session:
        purposes = [link.purpose for link in session.exec(select(OneTimeLink))]
    assert purposes == [LinkPurpose.INVITATION]
