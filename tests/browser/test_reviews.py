"""Reviews: what a blind reviewer sees, and two verdicts side by side, have no fault that axe knows."""

from __future__ import annotations

from playwright.sync_api import expect

from claims import desk
from claims.scale import presets
from claims.store.engine import writing
from claims.vocab import Rating, Role
from tests import factories
from tests.browser.steps import arrive
from tests.browser.test_everywhere import faults_of
from tests.reviewing import go_by, in_review, rate


def test_the_pages_of_a_review_have_no_fault_that_axe_knows(site, page):
    with writing(site.engine) as session:
        author, reviewer = factories.a_person(session), factories.a_person(session)
        go_by(session, blind=True)
        waits, differs = in_review(session, author), in_review(session, author)
        rate(session, differs, reviewer, Rating.SUPPORTED)
    arrive(page, site, Role.EDITOR)
    faults = []
    for address in (f"/claims/{waits.public_id}", f"/claims/{differs.public_id}/compare"):
        page.goto(address)
        faults += faults_of(page, address)
    assert not faults, "\n".join(map(str, faults))


def test_a_blind_rating_is_picked_by_key_and_shown_in_the_colours_of_its_scale(site, page):
    with writing(site.engine) as session:
        author, admin = factories.a_person(session), factories.a_person(session, Role.ADMIN)
        codes = presets()["seven-step"].codes
        made = desk.make_scale(session, "Ours", dict(enumerate(codes, start=1)), admin)
        session.flush()
        go_by(session, blind=True, scale=made.name, scale_version=1)
        waits = in_review(session, author)
    arrive(page, site, Role.REVIEWER)
    page.emulate_media(color_scheme="light")
    page.goto(f"/claims/{waits.public_id}")
    page.keyboard.press("Digit4")
    expect(page.get_by_role("radio").nth(3)).to_be_checked()
    page.get_by_label("Rationale").first.fill("I read it otherwise.")
    page.get_by_role("button", name="Save my rating").click()
    badge = page.locator(f".badge.k-ours-1-{codes[3].code}")
    expect(badge).to_have_css("background-color", "rgb(246, 227, 249)")
