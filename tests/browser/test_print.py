"""The reader on paper: numbered marks told apart by their lines, in black, and the claims behind the text."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import expect

from claims import desk
from claims.store.engine import writing
from claims.vocab import Rating, Stance
from tests.browser.steps import arrive
from tests.factories import a_person, a_source, a_split_article, an_evidence, sign

#: What stands in the way on paper.
GONE = ".top, .panel, .actions, .portal, .dot, .messages, .job, #mode, #palette-open, .skip, form"
CARRIED = "The ferry carried 48 cars on its first day."
LEAKED = "Water stood in its hull when it was lifted in March."
REPORT = f"Harbour report, page 2.\n\n{CARRIED} {LEAKED}"


@pytest.fixture
def has_worker():
    return False


@pytest.fixture
def galley(site):
    """FERRY with one claim refuted, one supported and one that nobody signed."""
    with writing(site.engine) as session:
        article, (sailed, _, leaked) = a_split_article(session)
        author, second = a_person(session, name="Ada"), a_person(session, name="Bea")
        source = a_source(session, author, REPORT, title="Harbour report", publisher="Harbour office")
        for claim, quote, stance, rating, why in (
            (sailed, CARRIED, Stance.SUPPORTS, Rating.SUPPORTED, "48 cars are between 40 and 60."),
            (leaked, LEAKED, Stance.REFUTES, Rating.REFUTED, "The harbour found water in the hull."),
        ):
            an_evidence(session, claim, author, quote, stance, source)
            typed = (rating, why, author)
            desk.draft_verdict(session, claim.public_id, claim.rev, *typed)
            session.flush()
            sign(session, claim, author, second)
        return article


def style(page, selector, name):
    return page.locator(selector).first.evaluate(f"(one) => getComputedStyle(one).{name}")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_reader_prints_as_a_galley(page, site, galley, theme, tmp_path):
    arrive(page, site)
    page.goto("/settings")
    page.get_by_label("Theme").select_option(theme)
    page.get_by_role("button", name="Save looks").click()
    expect(page.locator("#notices")).to_have_text("Settings saved.")
    page.goto(f"/articles/{galley.public_id}")
    expect(page.locator(".printed")).to_be_hidden()
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 720, "height": 700})
    assert page.locator(GONE).evaluate_all("(all) => all.every((one) => !one.checkVisibility())")
    expect(page.locator("a.ref").first).to_be_visible()
    assert style(page, ".m-supported", "textDecorationStyle") == "solid"
    assert style(page, ".m-refuted", "textDecorationStyle") == "double"
    for part in (".block", ".m-refuted", ".ref.m-refuted", ".printed p"):
        assert style(page, part, "color") == "rgb(0, 0, 0)", part
    assert style(page, ".m-refuted", "backgroundColor") == "rgba(0, 0, 0, 0)"
    claims = page.locator(".printed > ol > li")
    expect(claims).to_have_count(3)
    expect(claims.nth(0)).to_contain_text("✓ Supported the old ferry carried about 40 to 60 cars")
    expect(claims.nth(2)).to_contain_text("Harbour report")
    expect(claims.nth(2)).to_contain_text("SHA-256")
    folder = Path((theme == "light" and os.environ.get("CLAIMDESK_SCREENSHOTS")) or tmp_path)
    page.evaluate("document.body.style.margin = '3rem'")  # the picture has no margins of a page
    page.screenshot(path=folder / "reader-print.png", full_page=True)
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")


@pytest.fixture
def ticked(site, galley):
    """The first claim of the galley, with one of its facts ticked off."""
    with writing(site.engine) as session:
        claim = desk.open_article(session, galley.public_id).claims[0][0]
        desk.tick_fact(session, claim.public_id, "40 to 60 cars", a_person(session, name="Cy"))
        return claim


def test_the_page_of_a_claim_prints_all_that_is_to_be_read_and_nothing_to_be_done(page, site, ticked):
    arrive(page, site)
    page.goto(f"/claims/{ticked.public_id}")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 720, "height": 700})
    shown = "(all) => all.filter((one) => one.checkVisibility()).map((one) => one.textContent.trim())"
    assert (
        page.locator(f"{GONE}:not(.facts form), .button, #contacts, details:has(form)").evaluate_all(shown)
        == []
    )
    for words in ("48 cars are between 40 and 60.", "approved the verdict “Supported”", "Harbour report"):
        expect(page.get_by_text(words).first).to_be_visible()
    expect(page.locator(".facts")).to_contain_text("40 to 60 cars")
    expect(page.locator(".facts bdi").first).to_be_visible()
    assert style(page, ".facts button", "borderTopStyle") == "none"
    # A folded history is on the sheet, too.
    assert page.locator(".history").evaluate("(one) => one.getBoundingClientRect().height") > 20
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
