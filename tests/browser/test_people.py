"""A person is invited, joins, signs out and in again."""

from playwright.sync_api import expect

from tests.browser.steps import arrive


def test_an_invited_person_joins_and_comes_back_with_a_password(page, site, new_context):
    arrive(page, site)
    page.goto("/people")
    page.get_by_label("Role").select_option("reviewer")
    page.get_by_role("button", name="Make an invitation link").click()
    link = page.get_by_label("Invitation link").input_value()

    guest = new_context(base_url=site.url).new_page()
    guest.goto(link)
    guest.get_by_label("Your name").fill("Rae")
    guest.get_by_label("Sign-in name").fill("rae@desk.example")
    guest.get_by_label("Password").fill("four lanterns by the river")
    guest.get_by_role("button", name="Join").click()
    expect(guest.locator(".who")).to_contain_text("Rae (reviewer)")
    guest.get_by_role("button", name="Sign out").click()
    guest.get_by_label("Sign-in name").fill("rae@desk.example")
    guest.get_by_label("Password").fill("four lanterns by the river")
    guest.get_by_role("button", name="Sign in").click()
    expect(guest.locator(".who")).to_contain_text("Rae (reviewer)")
