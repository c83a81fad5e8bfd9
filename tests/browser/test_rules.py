"""Deciding by keys, on the team's own scale, under the team's own policy."""

import re

from playwright.sync_api import expect
from sqlmodel import select

from claims import desk
from claims.models import Verdict
from claims.scale import presets
from claims.store.engine import reading, writing
from claims.vocab import Role
from tests.browser.steps import arrive, reloaded, stays
from tests.factories import a_claim, a_person, an_evidence


def _a_claim(site):
    with writing(site.engine) as session:
        claim = a_claim(session)
        an_evidence(session, claim, a_person(session))
        return claim.public_id


def _verdicts(site):
    with reading(site.engine) as session:
        return session.exec(select(Verdict)).all()


def test_keys_pick_a_rating_and_save_nothing(page, site):
    arrive(page, site, Role.REVIEWER)
    page.goto(f"/claims/{_a_claim(site)}")
    stays(page)
    sent = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    ratings = page.get_by_role("radio")
    expect(ratings).to_have_count(5)
    for key, picked in (("2", 1), ("5", 4), ("1", 0), ("2", 1)):
        page.keyboard.press(f"Digit{key}")
        expect(ratings.nth(picked)).to_be_checked()
        assert ratings.nth(picked).get_attribute("aria-keyshortcuts") == key
    expect(page.locator("#rating kbd").first).to_be_visible()
    for digit in "6789":
        page.keyboard.press(f"Digit{digit}")
    page.get_by_label("Rationale").fill("")
    page.get_by_label("Rationale").press("Digit4")
    expect(ratings.nth(1)).to_be_checked()
    expect(page.get_by_label("Rationale")).to_have_value("4")
    assert not sent
    assert not reloaded(page)
    assert not _verdicts(site)


def test_a_verdict_says_all_it_can_without_scripts(no_script_page, site):
    page = no_script_page
    arrive(page, site, Role.ADMIN)
    page.goto("/settings/policy")
    page.get_by_label("The four questions must be answered").check()
    page.get_by_role("button", name="Save the next version").click()
    expect(page.get_by_text("Version 2 of the policy is in force.")).to_be_visible()
    page.goto(f"/claims/{_a_claim(site)}")
    expect(page.locator("#rating kbd").first).to_be_hidden()
    page.get_by_label("Conflicting evidence").check()
    page.get_by_label("Rationale").fill("The report [1] says 14.")
    for label in ("taken literally", "another reading", "own evidence", "similar claims"):
        page.get_by_label(label).fill("Looked at.")
    page.get_by_label("Conclusion for readers").fill("It cost more.")
    page.get_by_label("How sure you are").select_option("medium")
    page.get_by_label("outdated").check()
    page.get_by_role("button", name="Save verdict").click()
    expect(page.get_by_text("sure: medium")).to_be_visible()
    page.get_by_role("link", name="evidence 1").click()
    expect(page).to_have_url(re.compile("#evidence-"))
    (verdict,) = _verdicts(site)
    assert (len(verdict.checklist), verdict.flags, list(verdict.citations)) == (4, ["outdated"], ["1"])


def test_the_colours_of_another_scale_reach_the_page_and_its_keys_go_to_nine(page, site):
    with writing(site.engine) as session:
        codes = presets()["seven-step"].codes
        admin = a_person(session, Role.ADMIN)
        made = desk.make_scale(session, "Ours", dict(enumerate(codes, start=1)), admin)
        session.flush()
        desk.change_policy(session, 1, {"scale": made.name, "scale_version": 1}, "", admin)
    arrive(page, site, Role.REVIEWER)
    page.emulate_media(color_scheme="light")
    page.goto(f"/claims/{_a_claim(site)}")
    page.keyboard.press("Digit7")
    expect(page.get_by_role("radio").nth(6)).to_be_checked()
    page.keyboard.press("Digit4")  # it means "refuted", and has colours of its own
    page.get_by_label("Rationale").fill("So.")
    page.get_by_role("button", name="Save verdict").click()
    badge = page.locator(f".badge.k-ours-1-{codes[3].code}").first
    expect(badge).to_have_css("color", _rgb(codes[3].colours.light))
    expect(badge).to_have_css("background-color", _rgb(codes[3].colours.light_tint))
    page.emulate_media(color_scheme="dark")
    expect(badge).to_have_css("color", _rgb(codes[3].colours.dark))
    expect(badge).to_have_css("background-color", _rgb(codes[3].colours.dark_tint))


def test_choices_keep_their_size_on_a_narrow_page(page, site):
    arrive(page, site, Role.ADMIN)
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto("/settings/policy")
    boxes = [box.bounding_box() for box in page.locator("input[type=checkbox]").all()]
    assert {(box["width"], box["height"]) for box in boxes} == {(24, 24)}


def _rgb(colour):
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgb({red}, {green}, {blue})"
