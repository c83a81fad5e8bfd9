"""A table of other people's claims is sent, mapped, imported while one looks on, and stands in the queue."""

import io
import json

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from claims import desk
from claims.store.engine import writing
from claims.vocab import ImportKind, Role
from tests.browser.steps import arrive, reloaded, settle, stays
from tests.browser.test_everywhere import faults_of
from tests.factories import a_person
from tests.unit.test_importing import REVIEW
from tests.world import a_world

TABLE = "Claim;What they say;Checked by\r\nThe ferry is old.;Pants on fire;Harbour Checks\r\n;True;\r\n"


def _choose(page, name, data):
    page.get_by_label("A file of claims").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": data}
    )
    page.get_by_role("button", name="Take the file").click()


def test_a_table_is_sent_mapped_and_imported(page, site, page_faults):
    page_faults.allow(422)
    arrive(page, site)
    page.goto("/sets")
    page.get_by_role("link", name="Imports").click()
    page.get_by_role("link", name="Import claims").click()
    _choose(page, "boats.csv", TABLE.encode("utf-8-sig"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Which column holds what")
    expect(page.get_by_label("The claim")).to_have_value("Claim")

    page.get_by_label("The claim").select_option("")
    page.get_by_role("button", name="Import the table").click()
    expect(page.get_by_text("choose the column that holds the claim")).to_be_visible()
    page.get_by_label("The claim").select_option("Claim")
    page.get_by_label("Their rating").select_option("What they say")
    page.get_by_label("Who rates it", exact=True).select_option("Checked by")
    page.get_by_role("button", name="Show what becomes of it").click()
    expect(page.locator("#preview")).to_contain_text("Their rating: Pants on fire")
    assert not Axe().run(page).response["violations"]
    page.get_by_role("button", name="Import the table").click()
    page.get_by_role("link", name="To the import").click()
    expect(page.locator("#counts")).to_contain_text("1 new claim")
    expect(page.locator("#problems")).to_contain_text("row 3: there is no claim in it")
    assert not Axe().run(page).response["violations"]

    page.get_by_role("link", name="All imported claims in the queue").click()
    expect(page.get_by_text("The ferry is old.").first).to_be_visible()


def test_no_page_of_an_import_has_a_fault_in_any_look(page, site):
    world = a_world(site.engine)
    arrive(page, site)
    for address in (
        "/imports",
        "/imports/new",
        f"/imports/{world.claim_import.public_id}",
        f"/imports/{world.claim_import.public_id}/mapping",
        f"/claims/{world.proposed.public_id}/leads",
    ):
        page.goto(address)
        assert not list(faults_of(page, address))


def test_what_others_say_comes_beside_a_claim_when_its_page_is_open(page, site):
    file = io.BytesIO(json.dumps([REVIEW]).encode())
    with desk.prepare_import(file, ImportKind.CLAIMREVIEW) as read, writing(site.engine) as session:
        desk.import_claims(session, read, "checks.json", a_person(session))
    arrive(page, site, Role.REVIEWER)
    page.goto("/queue?tag=imported")
    page.get_by_role("link", name="The ferry has two funnels.").first.click()
    expect(page.locator("#workbench")).to_be_visible()
    stays(page)
    leads = page.locator("#leads")
    expect(leads).to_contain_text("Mostly false")
    expect(leads).to_contain_text("Harbour Checks")
    leads.get_by_text("2 things they rest it on").click()
    expect(leads.get_by_role("link", name="https://works.example/plan")).to_be_visible()
    settle(page)
    assert not reloaded(page)
    assert not Axe().run(page).response["violations"]
