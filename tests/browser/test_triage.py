"""The queue, as a person with scripts works through it."""

from playwright.sync_api import expect

from tests.browser.steps import arrive, bring_in, keeps_focus, reloaded, stays


def test_claims_are_accepted_and_dismissed_in_a_list_that_stays_as_it_is(page, site):
    arrive(page, site)
    bring_in(page)
    page.goto("/queue")
    rows = page.locator(".queue > li")
    before = rows.locator(".wording").all_inner_texts()
    stays(page)
    rows.nth(0).get_by_role("button", name="Accept").click()
    expect(rows.nth(0)).to_have_class("row done")
    expect(page.locator("#live")).to_contain_text("accepted.")
    rows.nth(1).get_by_role("combobox").select_option("opinion")
    rows.nth(1).get_by_role("button", name="Dismiss").click()
    expect(rows.nth(1)).to_contain_text("Dismissed")
    rows.nth(2).get_by_role("button", name="Skip").click()
    expect(rows.nth(2)).to_have_class("row done")
    assert rows.locator(".wording").all_inner_texts() == before
    assert not reloaded(page)
    keeps_focus(page)


def test_a_decision_on_an_old_page_is_refused_with_what_is_saved_now(page, site, page_faults):
    page_faults.allow(409)
    arrive(page, site)
    bring_in(page)
    page.goto("/queue")
    other = page.context.new_page()
    other.goto("/queue")
    other.get_by_role("button", name="Accept").first.click()
    expect(other.locator("#live")).to_contain_text("accepted.")
    page.get_by_role("button", name="Skip").first.click()
    expect(page.locator("#conflict")).to_contain_text("Somebody saved in between")
    expect(page.locator(".queue > li").first).to_be_visible()


def test_the_queue_is_worked_through_by_keyboard_alone(page, site):
    arrive(page, site)
    bring_in(page)
    page.goto("/queue")
    page.get_by_role("button", name="Accept").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#live")).to_contain_text("accepted.")
    for _ in range(6):
        page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.locator("a:focus, button:focus, input:focus, select:focus")).to_have_count(1)
