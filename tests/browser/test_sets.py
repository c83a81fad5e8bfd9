"""A set from its rule to a withdrawal: gathered, checked, frozen, changed, compared, taken back."""

import re

from playwright.sync_api import expect

from claims import desk
from claims.models import Claim, User
from claims.store.engine import writing
from claims.vocab import CorrectionClass, Rating
from tests.browser.steps import arrive, keeps_focus, reloaded, settle, stays
from tests.factories import a_claim, a_person, a_verified_claim, sign


def _sign_anew(site, claim_id, author_id):
    """The author corrects the rating, and somebody else signs it."""
    with writing(site.engine) as session:
        claim, author = session.get_one(Claim, claim_id), session.get_one(User, author_id)
        desk.edit_claim(session, claim.public_id, claim.rev, "The work cost 14 million crowns.", "", author)
        session.flush()
        why = desk.VerdictDetails(correction=CorrectionClass.MAJOR, correction_note="The report came late.")
        said = (claim.public_id, claim.rev, Rating.SUPPORTED, "The report says 14.", author, why)
        desk.draft_verdict(session, *said)
        session.flush()
        sign(session, claim, author, a_person(session))


def _seed(site):
    with writing(site.engine) as session:
        author, reviewer = a_person(session), a_person(session)
        claims = [a_verified_claim(session, author, reviewer) for _ in range(2)]
        for claim in (*claims, a_claim(session)):
            claim.tags = ["bridge"]
        return claims[0].id, author.id


def _gather(page):
    page.goto("/sets")
    page.get_by_label("Title").fill("Bridge story")
    page.get_by_role("button", name="Begin the set").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bridge story")
    page.get_by_role("link", name="Gather by a rule").click()
    page.get_by_label("Tag").fill("bridge")
    page.get_by_role("button", name="Show what it would do").click()
    expect(page.get_by_text("3 claims would come in, 0 would go out")).to_be_visible()
    page.get_by_role("button", name="Keep this rule and take in").click()
    expect(page.locator("#summary")).to_have_text("3 claims: 2 ready, 1 open, 0 disagree")

    page.get_by_text("1 claim not signed yet").click()
    page.get_by_text("1 claim not signed yet").locator("xpath=../..").get_by_role("link").first.click()
    expect(page).to_have_url(re.compile("#verdict-title$"))
    page.go_back()
    expect(page.locator("#summary")).to_have_text("3 claims: 2 ready, 1 open, 0 disagree")
    settle(page)


def _order(page, *, scripts):
    # The claim that nobody signed stands last; it is taken out, the two others change places.
    if scripts:
        stays(page)
    page.get_by_role("button", name="Take out").last.click()
    expect(page.locator("#summary")).to_have_text("2 claims: 2 ready, 0 open, 0 disagree")
    first = page.locator("ol > li").first
    moved = page.locator("ol > li").nth(1).locator(".wording a").get_attribute("href")
    page.get_by_role("button", name="Up").nth(1).click()
    expect(first.locator(".wording a")).to_have_attribute("href", moved)
    if scripts:
        assert not reloaded(page)
        keeps_focus(page)


def _the_line(page, site, *, scripts):
    corrected, author = _seed(site)
    arrive(page, site)
    _gather(page)
    _order(page, scripts=scripts)
    _freeze(page, scripts=scripts)
    expect(page.locator(".releases > li").first).to_contain_text("v1.0.0")
    _sign_anew(site, corrected, author)
    page.reload()
    page.get_by_role("link", name="Compare with the set as it is now").click()
    expect(page.locator("#facts")).to_have_text("Corrected: 1")
    expect(page.locator("article").get_by_text("Refuted → Supported")).to_be_visible()
    page.get_by_role("link", name="To the set").click()
    page.get_by_label("Notes for readers").fill("We counted anew.")
    _freeze(page, scripts=scripts)
    expect(page.locator(".releases > li").first).to_contain_text("v2.0.0")
    expect(page.locator(".releases > li").first).to_contain_text("We counted anew.")

    page.locator("ol > li").first.get_by_role("link", name="Withdraw").click()
    page.get_by_label("Why").fill("The source took it back.")
    page.get_by_role("button", name="Withdraw").click()
    expect(page.locator(".releases > li").first).to_contain_text("v3.0.0")
    expect(page.locator("section", has=page.locator("#withdrawn-title"))).to_contain_text(
        "The source took it back."
    )


def _freeze(page, *, scripts):
    if scripts:
        page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Freeze").click()


def test_a_set_goes_from_its_rule_to_a_withdrawal(page, site):
    _the_line(page, site, scripts=True)


def test_the_same_works_without_scripts(no_script_page, site):
    _the_line(no_script_page, site, scripts=False)
