"""The contact log: whom we asked, and what they answered; the desk's own, and no part of a sign-off."""

from __future__ import annotations

import json

import pytest
from sqlmodel import select

from claims import desk
from claims.desk import signing
from claims.errors import InputError, MoveError
from claims.models import Claim, Contact, Event
from claims.store.engine import reading, writing
from claims.vocab import ClaimStatus, ContactChannel, ExportFormat, Role
from tests import factories
from tests.factories import sign_in
from tests.looks import all_of, now_is, refused, shows_workbench
from tests.world import a_world

ASKED = {"party": "Rut Holm, harbour office", "channel": "phone", "question": "What did it cost?"}


@pytest.fixture
def world(engine):
    return a_world(engine)


def text(found):
    return " ".join(found.text_content().split())


@pytest.mark.parametrize("htmx", [False, True])
def test_whom_we_asked_is_noted_and_shown(app, engine, world, visitor, me, htmx):
    path = f"/claims/{world.verified.public_id}"
    visitor.get(path)
    visitor.submit(f"{path}/contacts", htmx=htmx, **ASKED, asked_on="2026-01-02", deadline="2026-01-09")
    shows_workbench(visitor, "Contact noted.", htmx=htmx)
    [contact] = [one for one in all_of(engine, Contact) if one.claim_id == world.verified.id]
    assert (contact.party, contact.channel) == ("Rut Holm, harbour office", ContactChannel.PHONE)
    assert contact.made_by_id == me.id
    shown = text(visitor.page.get_element_by_id(f"contact-{contact.public_id}"))
    assert shown.startswith(f"Rut Holm, harbour office, phone, 2026-01-02 (noted by {me.name})")
    assert "overdue since 2026-01-09" in shown
    assert "no export holds the contact log" in text(visitor.page.get_element_by_id("contacts"))


@pytest.mark.parametrize("htmx", [False, True])
def test_an_answer_is_noted_and_nobody_is_overdue_any_more(app, engine, world, visitor, htmx):
    visitor.get(f"/contacts/{world.contact.public_id}")
    visitor.submit(visitor.path, htmx=htmx, answer="14 million.", answered_on="2026-01-05")
    if htmx:
        assert visitor.status == 204
    contact = now_is(engine, world.contact)
    assert (contact.answer, contact.answered_on.isoformat()) == ("14 million.", "2026-01-05")
    visitor.get(f"/claims/{world.researched.public_id}")
    shown = text(visitor.page.get_element_by_id(f"contact-{contact.public_id}"))
    assert "Answered on 2026-01-05: 14 million." in shown
    assert "overdue" not in shown


def test_two_who_note_an_answer_at_once_see_each_other(app, engine, world, visitor):
    visitor.get(f"/contacts/{world.contact.public_id}")
    with writing(engine) as session:
        row = session.get_one(Contact, world.contact.id)
        typed = {"answer": "12.", "answered_on": "", "deadline": ""}
        desk.answer_contact(session, row.public_id, row.rev, typed, session.merge(world.author))
    visitor.submit(visitor.path, answer="14.")
    assert visitor.status == 409
    assert "12." in visitor.text
    assert "14." in visitor.text
    assert now_is(engine, world.contact).answer == "12."


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"party": " "}, "party"),
        ({"question": ""}, "question"),
        ({"asked_on": "yesterday"}, "asked_on"),
        ({"deadline": "2026-01-01"}, "deadline"),
        ({"question": "x" * 5_001}, "question"),
    ],
)
def test_a_contact_that_does_not_hold_is_refused_beside_its_field(engine, world, typed, field):
    with pytest.raises(InputError) as refusal, writing(engine) as session:
        factories.a_contact(session, world.researched, session.merge(world.author), **typed)
    assert refusal.value.field == field


def test_a_refused_contact_comes_back_with_what_was_typed(world, visitor):
    path = f"/claims/{world.verified.public_id}"
    visitor.get(path)
    visitor.submit(f"{path}/contacts", **ASKED, asked_on="2026-01-02", deadline="2026-01-01")
    refused(visitor, "this is before the day on which they were asked")
    [party] = visitor.page.xpath("//input[@name='party']/@value")
    assert party == ASKED["party"]


def test_nobody_is_asked_about_a_claim_that_is_laid_aside(session, world):
    claim = factories.a_claim(session, ClaimStatus.DISMISSED)
    with pytest.raises(MoveError):
        factories.a_contact(session, claim, session.merge(world.author))


def test_the_contact_log_is_no_part_of_a_sign_off_nor_of_an_export_nor_of_the_trail(engine, world):
    with writing(engine) as session:
        claim = session.get_one(Claim, world.verified.id)
        before = (claim.rev, signing.digest(session, claim))
        contact = factories.a_contact(session, claim, session.merge(world.author), party="Rut Holm")
        typed = {"answer": "Fourteen, I think.", "answered_on": "", "deadline": ""}
        desk.answer_contact(session, contact.public_id, contact.rev, typed, session.merge(world.author))
    with writing(engine) as session:
        claim = session.get_one(Claim, world.verified.id)
        assert (claim.rev, signing.digest(session, claim)) == before
        editor = factories.a_person(session, Role.EDITOR)
        about = {"organisation": "", "public_url": ""}
        made = desk.open_set(session, world.set.public_id).claim_set
        release = desk.freeze_set(session, made.public_id, made.rev, about, editor).public_id
    with reading(engine) as session:
        for kind in (ExportFormat.JSONL, ExportFormat.CSV):
            assert b"Rut Holm" not in b"".join(desk.release_file(session, release, kind))
        told = session.exec(select(Event).where(Event.object_id == world.verified.public_id)).all()
    payloads = json.dumps([event.payload for event in told])
    assert [event.verb for event in told[-2:]] == ["asked", "noted an answer"]
    assert "Rut Holm" not in payloads
    assert "Fourteen" not in payloads


def test_a_viewer_sees_no_contacts(app, world):
    viewer, _ = sign_in(app, Role.VIEWER)
    viewer.get(f"/claims/{world.researched.public_id}")
    assert "Harbour office" not in viewer.text
    assert viewer.client.get(f"/contacts/{world.contact.public_id}").status_code == 403
