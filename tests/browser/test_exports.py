"""A set is gathered, frozen and downloaded."""

import hashlib
import io
import json
from pathlib import Path

from playwright.sync_api import expect

import claims
from claims.store.engine import writing
from tests.browser.steps import arrive, reloaded, settle, stays
from tests.factories import a_person, a_verified_claim


def test_a_set_is_frozen_and_its_files_are_what_the_manifest_says(page, site):
    with writing(site.engine) as session:
        a_verified_claim(session, a_person(session), a_person(session))
    arrive(page, site)
    page.goto("/sets")
    page.get_by_label("Title").fill("Bridge story")
    page.get_by_role("button", name="Begin the set").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bridge story")
    settle(page)
    stays(page)
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_role("button", name="Take out")).to_be_visible()
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Freeze").click()
    expect(page.locator(".releases")).to_contain_text("v1")
    assert not reloaded(page)
    manifest = json.loads(_download(page, "Manifest"))
    files = [_download(page, name) for name in ("JSON Lines", "CSV", "ClaimReview JSON-LD")]
    page.get_by_text("Other formats").click()
    files += [_download(page, name) for name in ("CSV of evidence", "FEVER", "Markdown")]
    assert {hashlib.sha256(file).hexdigest() for file in files} <= set(manifest["files"].values())
    assert len(set(files)) == 6
    told = claims.check_package(io.BytesIO(_download(page, "All in one zip")))
    assert (told.title, told.claims) == ("Bridge story", 1)


def _download(page, name):
    with page.expect_download() as download:
        page.get_by_role("link", name=name, exact=True).click()
    return Path(download.value.path()).read_bytes()
