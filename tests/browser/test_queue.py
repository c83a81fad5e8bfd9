"""The queue with filters and many claims at once, as a person sees and works it."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from sqlmodel import select

from claims import desk
from claims.models import Claim, ClaimDraft, OccurrenceDraft, Worth
from claims.store.engine import writing
from claims.vocab import ClaimKind, Hedge
from tests.browser.steps import arrive, keeps_focus, reloaded, settle, stays
from tests.factories import an_article

LOOKS = {"light": ("light", 1280), "dark": ("dark", 1280), "narrow": ("light", 320)}
SAID = [
    ("The ferry carried 400 cars on 6 April", "Ida Lind", Hedge.REPORTED, ClaimKind.NUMERICAL),
    ("The harbour office is presumed to close in the autumn", "", Hedge.PRESUMED, ClaimKind.EVENT),
    ("조선노동당 세포비서대회가 평양에서 열렸다", "조선중앙통신", Hedge.REPORTED, ClaimKind.EVENT),
    ("The bridge is the second longest in the county", "", Hedge.NONE, ClaimKind.ORDINAL),
]


@pytest.fixture
def claims(site):
    text = "\n\n".join(["The ferry sails again", *(words for words, *_ in SAID)])
    drafts = [
        ClaimDraft(words, (at(text, words),), claimant=who, hedge=hedge, finer=(kind,))
        for words, who, hedge, kind in SAID
    ]
    proposals = desk.Proposals(tuple(desk.Proposal(draft, Worth(0.5, ())) for draft in drafts))
    with writing(site.engine) as session:
        article = an_article(session, text)
        desk.save_claims(session, article.id, proposals)
        session.flush()
        of_it = select(Claim).where(Claim.article_id == article.id).order_by(Claim.number)
        found = session.exec(of_it).all()
        found[0].tags, found[0].priority = ["rush", "두 번"], 2
        found[0].due_at = datetime(2021, 4, 7, tzinfo=UTC)
        return found


def at(text, words):
    start = text.index(words)
    return OccurrenceDraft(start, start + len(words))


@pytest.mark.parametrize("look", LOOKS)
def test_no_part_of_the_queue_has_a_fault_that_axe_knows(site, page, claims, look, tmp_path):
    scheme, width = LOOKS[look]
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 900})
    arrive(page, site)
    addresses = {
        "home": "/",
        "queue-filtered": "/queue?status=open&hedge=reported&worth=0.3&q=",
        "duplicate": f"/claims/{claims[0].public_id}/duplicate?q=bridge",
        "empty": "/queue?status=stale&q=nothing",
    }
    faults = {}
    for name, address in addresses.items():
        page.goto(address)
        if name == "queue-filtered":
            page.get_by_text("Filter", exact=True).click()
            page.get_by_label("Keep this list as a view named").fill("Reported")
            page.get_by_role("button", name="Keep").click()
            expect(page.get_by_role("link", name="Reported", exact=True)).to_be_visible()
            settle(page)
            page.get_by_text("Filter", exact=True).click()
            page.get_by_text("Many at once").click()
        settle(page)
        found = Axe().run(page)
        if found.violations_count:
            faults[name] = found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        kept = os.environ.get("CLAIMDESK_SCREENSHOTS") if name == "queue-filtered" else ""
        page.screenshot(path=Path(kept or tmp_path) / f"{name}-{look}.png", full_page=True)
    assert not faults


def test_rows_are_picked_and_changed_where_they_stand(page, site, claims):
    arrive(page, site)
    page.goto("/queue")
    rows = page.locator(".queue > li")
    before = rows.locator(".wording").all_inner_texts()
    stays(page)
    page.get_by_text("Many at once").click()
    rows.nth(0).get_by_role("checkbox").check()
    rows.nth(2).get_by_role("checkbox").check()
    page.locator("#bulk-tag").fill("later")
    page.keyboard.press("Enter")  # not a button that was meant
    expect(rows.nth(0)).not_to_have_class("row done")
    page.get_by_role("button", name="Add the tag").click()
    expect(page.locator("#results-title")).to_have_text("2 claims tagged.")
    expect(rows.nth(2)).to_have_class("row done")
    assert rows.locator(".wording").all_inner_texts() == before
    page.get_by_label("all 4 claims in this list").check()
    page.locator("#bulk").get_by_role("button", name="Accept").click()
    expect(page.locator("#results-title")).to_have_text("4 claims accepted.")
    expect(page.locator("#live")).to_have_text("4 claims accepted.")
    expect(page.locator("#counters [aria-current=page]")).to_have_text("Proposed 0")
    keeps_focus(page)
    assert not reloaded(page)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#counters [aria-current=page]")).to_have_text("Proposed 4")


def test_many_claims_are_changed_without_scripts(no_script_page, site, claims):
    page = no_script_page
    arrive(page, site)
    page.goto("/queue")
    page.get_by_text("Many at once").click()
    page.get_by_role("checkbox").nth(1).check()
    page.locator("#bulk-reason").select_option("trivial")
    page.locator("#bulk").get_by_role("button", name="Dismiss").click()
    expect(page.locator("#results-title")).to_have_text("1 claim dismissed.")
    page.get_by_role("link", name="Refresh").click()
    expect(page.locator(".queue > li")).to_have_count(3)
    page.get_by_text("Filter", exact=True).click()
    page.get_by_label("Hedge").select_option("reported")
    page.get_by_role("button", name="Show").click()
    expect(page.locator(".queue > li")).to_have_count(2)
    page.get_by_role("link", name="take off Hedge: reported").click()
    expect(page.locator(".queue > li")).to_have_count(3)
