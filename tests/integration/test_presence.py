"""Who is on a claim is shown to the others, and nobody is locked out."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import select

from claims.desk.presence import EVERY
from claims.models import Event, Presence
from claims.models.base import now
from claims.store.engine import reading, writing
from claims.vocab import Role
from tests import factories
from tests.reviewing import go_by, in_review, rate


@pytest.fixture
def engine(app):
    return app.extensions["engine"]


@pytest.fixture
def claim(engine):
    with writing(engine) as session:
        return factories.a_claim(session)


def here(visitor, claim):
    return visitor.get(f"/claims/{claim.public_id}/here").text


def test_two_people_on_a_claim_see_each_other_and_not_themselves(app, claim):
    (one, _), (other, _) = (
        factories.sign_in(app, name="Mina"),
        factories.sign_in(app, Role.VIEWER, name="Soyeon"),
    )
    assert "Also here" not in here(one, claim)
    assert "Mina" in here(other, claim)
    shown = here(one, claim)
    assert "Soyeon" in shown
    assert "Mina" not in shown


def test_who_has_to_rate_for_themselves_is_not_told_who_is_there(app, engine):
    author_page, author = factories.sign_in(app, name="Mina")
    reviewer_page, reviewer = factories.sign_in(app, name="Soyeon")
    with writing(engine) as session:
        go_by(session, blind=True)
        waits = in_review(session, session.merge(author))
    assert "Also here" not in here(author_page, waits)
    assert "Mina" not in here(reviewer_page, waits)
    assert "Soyeon" in here(author_page, waits)
    with writing(engine) as session:
        rate(session, session.merge(waits), session.merge(reviewer))
    assert "Mina" in here(reviewer_page, waits)


def test_who_has_left_is_no_longer_shown(app, engine, claim):
    (one, _), (other, _) = factories.sign_in(app, name="Mina"), factories.sign_in(app, name="Soyeon")
    here(one, claim)
    with writing(engine) as session:
        session.exec(select(Presence)).one().seen_at = now() - 4 * EVERY
    assert "Mina" not in here(other, claim)


def test_looking_is_written_down_seldom_and_leaves_no_line_in_the_trail(app, engine, claim):
    visitor = factories.sign_in(app)[0]
    with reading(engine) as session:
        before = len(session.exec(select(Event)).all())
    here(visitor, claim)
    with reading(engine) as session:
        first = session.exec(select(Presence)).one().seen_at
    here(visitor, claim)
    with writing(engine) as session:
        row = session.exec(select(Presence)).one()
        assert row.seen_at == first
        row.seen_at = now() - EVERY + timedelta(seconds=1)
    here(visitor, claim)
    with reading(engine) as session:
        assert session.exec(select(Presence)).one().seen_at > first
        assert len(session.exec(select(Event)).all()) == before


@pytest.mark.parametrize("page", ["/claims/{}", "/articles/{}?claim={}"])
def test_the_pages_of_a_claim_ask_who_else_is_there(app, engine, claim, page):
    from claims import store

    visitor = factories.sign_in(app)[0]
    with reading(engine) as session:
        article = store.articles.get_by_key(session, claim.article_id)
    ids = [claim.public_id] if page.startswith("/claims") else [article.public_id, claim.public_id]
    visitor.get(page.format(*ids))
    assert visitor.page.get_element_by_id("here").get("hx-get") == f"/claims/{claim.public_id}/here"
