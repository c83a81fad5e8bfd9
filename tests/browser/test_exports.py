"""A set is gathered, frozen and downloaded."""

import hashlib
import json
from pathlib import Path

from playwright.sync_api import expect

from claims.store.engine import writing
from tests.browser.steps import arrive, reloaded, stays
from tests.factories import a_person, a_verified_claim


def test_a_set_is_frozen_and_its_files_are_what_the_manifest_says(page, site):
    with writing(site.engine) as session:
        a_verified_claim(session, a_person(session), a_person(session))
    arrive(page, site)
    page.goto("/sets")
    page.get_by_label("Title").fill("Bridge story")
    page.get_by_role("button", name="Begin the set").click()
    stays(page)
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_role("button", name="Take out")).to_be_visible()
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Freeze v1").click()
    expect(page.locator(".releases")).to_contain_text("v1")
    assert not reloaded(page)
    manifest = json.loads(_download(page, "Manifest"))
    files = [_download(page, name) for name in ("JSON Lines", "CSV", "ClaimReview JSON-LD")]
    assert sorted(hashlib.sha256(file).hexdigest() for file in files) == sorted(manifest["files"].values())


def _download(page, name):
    with page.expect_download() as download:
        page.get_by_role("link", name=name, exact=True).click()
    return Path(download.value.path()).read_bytes()
