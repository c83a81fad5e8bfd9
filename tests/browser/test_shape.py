"""Shape claims in a browser: by pointer and keys, and without scripts."""

import pytest
from playwright.sync_api import expect

from claims import store
from claims.models import Claim
from claims.store.engine import reading, writing
from tests.browser.steps import arrive, keeps_focus, reloaded, stays
from tests.factories import FERRY, a_split_article, ferry_at

#: Selects words of a text as a person would, with the keys or a pointer.
SELECT = """([id, start, end]) => {
    const text = document.getElementById(id).firstChild;
    const range = document.createRange();
    range.setStart(text, start);
    range.setEnd(text, end);
    document.getSelection().removeAllRanges();
    document.getSelection().addRange(range);
}"""


@pytest.fixture
def ferry(site):
    with writing(site.engine) as session:
        return a_split_article(session)


def places(site, claim):
    with reading(site.engine) as session:
        found = store.claims.places_of(session, session.get(Claim, claim.id).id)
        return [place.exact for place, _, _ in found]


def test_a_fact_is_ticked_where_it_stands_and_the_focus_stays_on_it(page, site, ferry):
    arrive(page, site, name="Ada")
    page.goto(f"/claims/{ferry[1][0].public_id}")
    stays(page)
    chip = page.locator("#fact-1")
    chip.focus()
    page.keyboard.press("Space")
    expect(chip).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#facts")).to_contain_text("ticked by Ada")
    expect(page.locator("#live")).to_have_text("Fact ticked.")
    expect(chip).to_be_focused()
    page.keyboard.press("Space")
    expect(chip).to_have_attribute("aria-pressed", "false")
    assert not reloaded(page)


def test_a_claim_is_moved_to_the_words_that_are_selected(page, site, ferry):
    sailed = ferry[1][0]
    arrive(page, site)
    page.goto(f"/claims/{sailed.public_id}/places")
    page.get_by_text("Move to other words").click()
    start, end = ferry_at("The old ferry sailed on Tuesday")
    page.evaluate(SELECT, ["article-text", start, end])
    expect(page.get_by_label("The words, as they stand")).to_have_value(FERRY[start:end])
    page.get_by_role("button", name="Move", exact=True).click()
    expect(page.locator("#places mark")).to_have_text([FERRY[start:end]])
    expect(page.locator("#live")).to_have_text("Place changed.")
    keeps_focus(page)
    assert places(site, sailed) == [FERRY[start:end]]


def test_a_refused_part_is_told_beside_its_field_and_nothing_typed_is_lost(page, site, ferry, page_faults):
    page_faults.allow(422)
    arrive(page, site)
    page.goto(f"/claims/{ferry[1][0].public_id}/split")
    page.get_by_label("Wording, readable by itself").nth(0).fill("The ferry sailed.")
    page.get_by_label("Wording, readable by itself").nth(1).fill("the ferry sailed.")
    page.get_by_role("button", name="Split").click()
    expect(page.locator("#text-2-problem")).to_contain_text("the same as another part")
    expect(page.locator("#text-1")).to_have_value("The ferry sailed.")
    expect(page.locator("#text-2")).to_be_focused()
    page.locator("#text-2").fill("It carried 40 to 60 cars.")
    page.get_by_role("button", name="Split").click()
    expect(page.locator("#notices")).to_contain_text("Claim 1 split into 4, 5.")


def test_claims_are_made_split_merged_and_brought_back_without_scripts(
    no_script_page, site, ferry, page_faults
):
    page_faults.allow(410)
    page, (article, (one, said, _)) = no_script_page, ferry
    arrive(page, site)
    page.goto(f"/articles/{article.public_id}/claims/new?s={ferry_at('Harbour master Ida')[0]}")
    page.get_by_label("Its words").fill("Ida Lind met Mayor Bo Ek")
    page.get_by_label("Wording, readable by itself").fill("Ida Lind met the mayor.")
    page.get_by_role("button", name="Make the claim").click()
    expect(page.locator("#panel")).to_contain_text("Ida Lind met the mayor.")

    page.goto(f"/claims/{one.public_id}")
    page.get_by_role("link", name="Split claim 1").click()
    page.get_by_label("Wording, readable by itself").nth(0).fill("The ferry sailed.")
    page.get_by_label("Wording, readable by itself").nth(1).fill("It carried 40 to 60 cars.")
    page.get_by_role("button", name="Split").click()
    expect(page.locator("#notices")).to_contain_text("Claim 1 split into 5, 6.")

    page.goto(f"/claims/{one.public_id}")
    page.get_by_role("link", name="claim 5").first.click()
    page.get_by_role("link", name="Merge claim 5").click()
    page.get_by_label("She reported").or_(page.get_by_label("Ida Lind reported")).check()
    page.get_by_role("button", name="Merge").click()
    expect(page.locator("#notices")).to_contain_text("1 claim merged into claim 5.")
    page.goto(f"/claims/{said.public_id}")
    expect(page.locator(".notice")).to_contain_text("This claim was merged into claim 5")
    page.get_by_role("link", name="claim 5").first.click()
    for done in ("2 claims, merged", "claim 1, split", "claim 4, marked"):
        page.get_by_role("button", name="Undo").click()
        expect(page.locator("#notices")).to_contain_text(f"Undone: {done}.")
    assert len(places(site, one)) == 1
