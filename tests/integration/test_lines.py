"""The pencil: strike a line, open it again, go on to the next; by form and by script."""

from __future__ import annotations

import pytest
from sqlmodel import select

from claims import desk, store
from claims.desk.articles import occurrence_at
from claims.models import Claim, Event, SentenceMark
from claims.store.engine import reading, writing
from claims.vocab import ClaimStatus, DismissReason, OccurrenceRole, Role
from tests import factories
from tests.counting import statements

BOTH_WAYS = pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])


@pytest.fixture
def engine(app):
    return app.extensions["engine"]


@pytest.fixture
def article(engine):
    """FERRY: line 1 is its title, 2 holds claim 1, 3 none, 4 claims 2 and 3, 5 and 6 none."""
    with writing(engine) as session:
        article, claims = factories.a_split_article(session)
        for claim in claims:
            claim.status = ClaimStatus.PROPOSED
        return article


def at_line(visitor, article, number):
    return visitor.get(f"/articles/{article.public_id}?mode=line&s={number}")


def strike(visitor, article, number, *, htmx=False, to="struck"):
    return at_line(visitor, article, number).submit(f"/lines/{to}", htmx=htmx)


def marks(engine):
    with reading(engine) as session:
        return session.exec(select(SentenceMark)).all()


def statuses(engine):
    with reading(engine) as session:
        rows = session.exec(select(Claim).order_by(Claim.number)).all()
        return [(claim.status, claim.dismiss_reason) for claim in rows]


def test_line_by_line_begins_with_the_first_that_is_open(visitor, article):
    visitor.get(f"/articles/{article.public_id}?mode=line")
    assert "Line 1 of 6" in visitor.text
    assert visitor.page.get_element_by_id("s-1").get("aria-current") == "true"
    assert "0 of 6" in visitor.page.get_element_by_id("coverage").text_content()


def test_a_line_without_a_claim_says_why(visitor, article):
    at_line(visitor, article, 5)
    assert "Will it last?" in visitor.page.get_element_by_id("panel").text_content()
    assert "No claim was found here: question." in visitor.text


@BOTH_WAYS
def test_a_struck_line_is_counted_and_the_next_one_comes(engine, visitor, article, htmx):
    strike(visitor, article, 1, htmx=htmx)
    assert visitor.status == 200
    assert "Line 1: nothing to check. 5 lines left." in visitor.text
    panel = visitor.page.get_element_by_id("panel")
    assert "Line 2 of 6" in panel.text_content()
    assert "l-struck" in visitor.page.get_element_by_id("s-1").get("class")
    assert "1 of 6" in visitor.page.get_element_by_id("coverage").text_content()
    assert [mark.start for mark in marks(engine)] == [0]


@BOTH_WAYS
def test_what_nobody_decided_in_a_struck_line_is_dismissed_and_one_undo_brings_it_back(
    engine, visitor, article, htmx
):
    strike(visitor, article, 4, htmx=htmx)
    assert "2 claims dismissed." in visitor.text
    laid_aside = (ClaimStatus.DISMISSED, DismissReason.TRIVIAL)
    assert statuses(engine) == [(ClaimStatus.PROPOSED, None), laid_aside, laid_aside]
    at_line(visitor, article, 4).submit("/undo", htmx=htmx)
    assert statuses(engine) == [(ClaimStatus.PROPOSED, None)] * 3
    assert "claims to decide on" in at_line(visitor, article, 4).text


def test_a_claim_that_stands_elsewhere_too_stays_for_there(engine, visitor, article):
    with writing(engine) as session:
        version = store.articles.current_version(session, article)
        claim = desk.open_article(session, article.public_id).claims[1][0]
        session.add(
            occurrence_at(
                version, claim.id, *factories.ferry_at("The ferry sails"), role=OccurrenceRole.REPEAT
            )
        )
    strike(visitor, article, 4)
    assert "1 claim dismissed." in visitor.text
    assert statuses(engine)[1] == (ClaimStatus.PROPOSED, None)


@BOTH_WAYS
def test_a_struck_line_can_be_opened_again(engine, visitor, article, htmx):
    strike(visitor, article, 1)
    strike(visitor, article, 1, htmx=htmx, to="open")
    assert "Line 1: open. 6 lines left." in visitor.text
    assert marks(engine)[0].undone_at is not None
    strike(visitor, article, 1)
    assert [mark.undone_at is None for mark in marks(engine)] == [False, True]


def test_striking_what_is_struck_already_changes_nothing(engine, visitor, article):
    form = at_line(visitor, article, 1).form("/lines/struck")
    strike(visitor, article, 1)
    with reading(engine) as session:
        before = len(session.exec(select(Event)).all())
    visitor.post(f"/articles/{article.public_id}/lines/struck", **{**form, "op_id": "x" * 20})
    assert visitor.status == 200
    assert len(marks(engine)) == 1
    with reading(engine) as session:
        assert len(session.exec(select(Event)).all()) == before


@BOTH_WAYS
def test_a_line_of_an_older_text_is_not_struck(engine, visitor, article, htmx):
    form = at_line(visitor, article, 1).form("/lines/struck")
    path = f"/articles/{article.public_id}/lines/struck"
    visitor.post(path, htmx=htmx, **{**form, "version": "2"})
    assert visitor.status == 409
    assert "another text by now" in visitor.text
    visitor.post(path, htmx=htmx, **{**form, "start": "3"})
    assert visitor.status == 404
    assert marks(engine) == []


@pytest.mark.parametrize("query", ["mode=lines", "mode=line&s=0", "mode=line&s=7", "mode=line&s=x", "s=-1"])
def test_a_wrong_address_is_not_found(visitor, article, query):
    assert visitor.get(f"/articles/{article.public_id}?{query}").status == 404


@BOTH_WAYS
def test_a_claim_is_decided_from_its_line_which_stays_open(engine, visitor, article, htmx):
    claim = at_line(visitor, article, 2).page.xpath(
        "//section[@id='panel']//form[contains(@action, 'accept')]"
    )
    visitor.submit(claim[0].get("action"), htmx=htmx)
    assert "Claim 1: Accepted." in visitor.text
    assert "l-decided" in visitor.page.get_element_by_id("s-2").get("class")
    assert statuses(engine)[0] == (ClaimStatus.ACCEPTED, None)
    if not htmx:
        assert "Line 2 of 6" in visitor.text


def test_a_viewer_sees_the_lines_and_no_button(app, article):
    viewer = factories.sign_in(app, Role.VIEWER)[0]
    at_line(viewer, article, 1)
    assert "Line 1 of 6" in viewer.text
    assert not viewer.page.xpath("//form[contains(@action, '/lines/')]")


def test_a_line_costs_at_most_twelve_statements_however_many_claims_there_are(app, visitor, article):
    at_line(visitor, article, 4)
    with statements(app) as seen:
        at_line(visitor, article, 4)
    assert len(seen) <= 12, seen


def test_beside_the_text_stands_the_same_as_in_the_whole_page(visitor, article):
    def panel():
        return visitor.page.xpath("//*[@id='panel']")[0].text_content().split()

    for number in range(1, 7):
        at_line(visitor, article, number)
        whole = panel()
        visitor.get(f"/articles/{article.public_id}/panel?mode=line&s={number}")
        assert panel() == whole
    strike(visitor, article, 1)
    visitor.get(f"/articles/{article.public_id}/panel?mode=line")
    assert "Line 2 of 6" in visitor.text
    assert visitor.get(f"/articles/{article.public_id}/panel?mode=line&s=7").status == 404


def test_the_next_line_is_found_without_reading_all_claims(app, visitor, article):
    at_line(visitor, article, 4)
    with statements(app) as seen:
        visitor.get(f"/articles/{article.public_id}/panel?mode=line&s=4")
    claims = [said for said in seen if "claim_version" in said]
    assert len(claims) == 1
    assert "claim.id IN" in claims[0]


@BOTH_WAYS
def test_a_decision_beside_the_text_counts_in_the_meter(engine, visitor, article, htmx):
    with reading(engine) as session:
        claim = desk.open_article(session, article.public_id).claims[0][0]
    visitor.get(f"/articles/{article.public_id}?claim={claim.public_id}")
    visitor.submit("/accept/reader", htmx=htmx)
    assert "1 of 6" in visitor.page.get_element_by_id("coverage").text_content()
