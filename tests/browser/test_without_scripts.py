"""The whole line with scripts switched off: from a pasted article to a downloaded claim set."""

import json
from pathlib import Path

from playwright.sync_api import expect

from claims.store.engine import writing
from claims.vocab import Role
from tests.browser.steps import arrive, bring_in
from tests.factories import SOURCE_TEXT, a_split_article


def _paste_a_source(page):
    paste = page.get_by_role("region", name="Pasted text")
    paste.get_by_label("Title").fill("County works report")
    paste.get_by_label("Its text").fill(SOURCE_TEXT)
    paste.get_by_role("button", name="Capture the text").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Find a passage")


def _frozen_in_a_set(page):
    page.goto("/sets")
    page.get_by_label("Title").fill("Bridge story")
    page.get_by_role("button", name="Begin the set").click()
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_role("button", name="Take out")).to_be_visible()
    page.get_by_role("button", name="Freeze").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="JSON Lines").click()
    return json.loads(Path(download.value.path()).read_text(encoding="utf-8"))


def test_the_whole_line_works_without_scripts(no_script_page, site, new_context):
    page = no_script_page
    arrive(page, site, Role.EDITOR, "Author")
    bring_in(page)

    page.goto("/queue")
    # Two of them: that the mayor said so, and what the mayor said.
    row = page.locator(".queue > li").filter(has_text="12 million crowns").first
    row.get_by_role("button", name="Accept").click()
    expect(page.locator("#notices")).to_contain_text("accepted.")
    page.goto("/queue?status=accepted")
    page.get_by_role("link", name="12 million crowns").click()
    expect(page.locator("#workbench")).to_be_visible()
    workbench = page.url

    page.get_by_role("link", name="Capture a new source").click()
    _paste_a_source(page)
    page.get_by_label("Quote, word for word").fill("The work cost 14 million crowns")
    page.get_by_role("radio", name="refutes").check()
    page.get_by_role("button", name="Add evidence").click()
    expect(page.locator(".evidence mark")).to_have_text("The work cost 14 million crowns")
    page.get_by_label("Refuted").check()
    page.get_by_label("Rationale").fill("The county's own report says 14 million.")
    page.get_by_role("button", name="Save verdict").click()
    page.get_by_role("button", name="Ask for review").click()
    expect(page.get_by_text("You wrote this verdict.")).to_be_visible()

    second = new_context(base_url=site.url, java_script_enabled=False).new_page()
    arrive(second, site, Role.REVIEWER, "Second")
    second.goto(workbench)
    second.get_by_role("radio", name="Approve").check()
    second.get_by_role("button", name="Save review").click()
    expect(second.locator("#workbench .badge").first).to_contain_text("Verified")

    claim = _frozen_in_a_set(page)
    assert claim["rating"] == "refuted"
    assert claim["evidence"][0]["exact"] == "The work cost 14 million crowns"
    assert [review["reviewer"] for review in claim["reviews"]] == ["Second"]


def test_a_word_and_a_sentence_lead_to_their_places_without_scripts(no_script_page, site):
    page = no_script_page
    with writing(site.engine) as session:
        article, claims = a_split_article(session)
    arrive(page, site)
    page.set_viewport_size({"width": 320, "height": 400})
    page.goto(f"/claims/{claims[0].public_id}")
    page.locator("h1").get_by_role("link", name="on 6 April 2021").click()
    expect(page.locator("#at")).to_have_text("on Tuesday")
    expect(page.locator("#at")).to_be_in_viewport()
    page.goto(f"/articles/{article.public_id}")
    page.get_by_text("Sentences without a claim (4)").click()
    page.get_by_role("link", name="How lovely!").click()
    expect(page.locator("#at")).to_have_text("How lovely!")
    expect(page.locator("#at")).to_be_in_viewport()
