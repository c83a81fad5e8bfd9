"""The pages of a splitting with all that can be found in it, for everybody: in light, dark and 320 px.

Every page of the URL map is looked at in `test_everywhere.py`.
With CLAIMDESK_SCREENSHOTS=FOLDER the pictures of the README are written there.
"""

import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from claims.store.engine import writing
from tests.browser.steps import arrive, bring_in, settle
from tests.factories import a_person, a_split_article, a_verified_claim, ferry_at

LOOKS = {"light": ("light", 1280), "dark": ("dark", 1280), "narrow": ("light", 320)}


@pytest.fixture
def addresses(site):
    with writing(site.engine) as session:
        a_verified_claim(session, a_person(session), a_person(session))
        article, found = a_split_article(session)
    at = "-".join(map(str, ferry_at("The old ferry")))
    return [
        *(f"/claims/{each.public_id}" for each in found),
        *(f"/claims/{found[0].public_id}/{page}" for page in ("split", "merge", "places")),
        f"/articles/{article.public_id}/claims/new?s={ferry_at('Harbour master')[0]}",
        f"/articles/{article.public_id}?at={at}#at",
        "/queue",
        "/queue?status=all",
    ]


@pytest.mark.parametrize("look", LOOKS)
def test_no_page_has_a_fault_that_axe_knows(site, page, addresses, look, tmp_path):
    scheme, width = LOOKS[look]
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 900})
    arrive(page, site)
    bring_in(page, (Path(__file__).parents[2] / "app" / "demo.txt").read_text(encoding="utf-8"))
    page.locator("a.ref").nth(3).click()
    page.locator("#panel .wording").wait_for()
    settle(page)
    faults = {}
    for address in [page.url, *addresses]:
        page.goto(address)
        if page.locator(".coverage").count():
            page.locator(".coverage summary").click()
        settle(page)
        found = Axe().run(page)
        if found.violations_count:
            faults[address] = found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        _picture(page, address, look, tmp_path)
    assert not faults


def _picture(page, address, look, tmp_path):
    names = {"/queue": "queue"}
    name = "reader" if "claim=" in address else names.get(address)
    if name:
        folder = Path(os.environ.get("CLAIMDESK_SCREENSHOTS") or tmp_path)
        page.screenshot(path=folder / f"{name}-{look}.png")
