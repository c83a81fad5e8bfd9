"""The reader, as a person with scripts meets it."""

from playwright.sync_api import expect

from tests.browser.steps import arrive, bring_in, keeps_focus, reloaded, settle, stays

WITH_EMOJI = """A village fair 👩‍👩‍👧 opened

The fair 🎡 opened in the village on Friday. About 300 people came in the first hour.
"""


def test_an_article_is_pasted_split_in_the_background_and_read_with_its_claims_marked(page, site):
    arrive(page, site)
    expect(page.get_by_role("heading", level=1)).to_have_text("Your desk")
    bring_in(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("The lantern bridge reopened on Monday")
    expect(page.locator("mark.m").filter(has_text="12 million crowns")).to_be_visible()
    expect(page.locator(".personal")).to_have_text("mara.voss@tidewater.example")
    page.locator("a.ref").nth(1).click()
    expect(page.locator("#panel h2")).to_contain_text("Claim 2 of")
    expect(page.locator("mark.active")).to_be_visible()


def test_a_claim_is_accepted_beside_the_text_without_leaving_it(page, site):
    arrive(page, site)
    bring_in(page)
    page.locator("a.ref").first.click()
    expect(page.locator("#panel h2")).to_contain_text("Claim 1 of")
    settle(page)
    stays(page)
    page.locator("#panel").get_by_role("button", name="Accept").click()
    expect(page.locator("#live")).to_have_text("Claim 1: Accepted.")
    expect(page.locator("#panel")).to_contain_text("Accepted")
    expect(page.locator("a.ref").first).to_have_attribute("aria-label", "Claim 1, Accepted")
    assert not reloaded(page)
    keeps_focus(page)


def test_words_selected_behind_an_emoji_become_a_claim_with_exactly_these_words(page, site):
    arrive(page, site)
    bring_in(page, WITH_EMOJI)
    page.get_by_text("Mark a claim yourself").click()
    page.evaluate(
        """() => {
          const blocks = [...document.querySelectorAll("[data-utf16]")];
          const block = blocks.find((each) => each.textContent.includes("🎡"));
          const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
          let node;
          while ((node = walker.nextNode()) && !node.data.includes("village"));
          const range = document.createRange();
          range.setStart(node, node.data.indexOf("village"));
          range.setEnd(node, node.data.indexOf("village") + "village".length);
          getSelection().removeAllRanges();
          getSelection().addRange(range);
        }"""
    )
    expect(page.locator("#mark-quote")).to_have_value("village")
    page.get_by_role("button", name="Mark as claim").click()
    expect(page.locator("#panel .wording")).to_have_text("village")
    expect(page.locator("mark.active")).to_have_text("village")


def test_the_details_of_an_article_are_corrected_and_a_stale_save_shows_both_texts(page, site, page_faults):
    page_faults.allow(409)
    arrive(page, site)
    bring_in(page)
    page.get_by_role("link", name="Correct").click()
    expect(page.get_by_label("Outlet")).to_be_visible()
    settle(page)
    other = page.context.new_page()
    other.goto(page.url)
    other.get_by_label("Outlet").fill("Tidewater Post")
    other.get_by_role("button", name="Save").click()
    expect(other.locator(".about")).to_contain_text("Tidewater Post")
    page.get_by_label("Outlet").fill("Tidewater Herald")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_label("Saved now: Outlet")).to_have_value("Tidewater Post")
    expect(page.get_by_label("Yours: Outlet")).to_have_value("Tidewater Herald")
    page.get_by_role("button", name="Save mine").click()
    expect(page.locator(".about")).to_contain_text("Tidewater Herald")
