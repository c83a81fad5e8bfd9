"""The pages of a release as they lie in a folder, without any server: what axe and a browser say of them."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from claims.export import freeze
from tests.exporting import CLAIM, FOUND, LINES, PLACE, packed

LOOKS = {"light": ("light", 1280), "dark": ("dark", 1280), "narrow": ("light", 320)}
LONG = "https://example.org/" + "a-very-long-part-of-an-address/" * 12
WIDE = replace(
    CLAIM,
    id="c4",
    text="조선노동당 대회가 열렸다고 한다. " + "Donaudampfschifffahrtsgesellschaft" * 4,
    language="ko",
    article_id="a4",
    article_url=LONG,
    occurrences=(replace(PLACE, url=LONG, exact="물" * 300),),
    evidence=(replace(FOUND, source_url=LONG, note="x" * 400), replace(FOUND, id="p", protected=True)),
)


@pytest.fixture
def folder(tmp_path):
    with zipfile.ZipFile(io.BytesIO(packed([*LINES, freeze(WIDE)]))) as package:
        package.extractall(tmp_path)
    return tmp_path / "site"


@pytest.mark.parametrize("look", LOOKS)
def test_no_page_in_the_folder_has_a_fault_that_axe_knows(folder, new_context, look):
    scheme, width = LOOKS[look]
    page = new_context().new_page()
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    asked, said = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    files = sorted(folder.rglob("*.html"))
    assert len(files) == 1 + 4 + 3
    for file in files:
        page.goto(file.as_uri())
        found = Axe().run(page)
        assert not found.violations_count, (file.name, found.generate_report())
        assert page.evaluate("document.documentElement.scrollWidth") <= width, file.name
    assert asked == [file.as_uri() for file in files], "nothing is fetched but the page itself"
    assert not said


def test_the_pages_are_walked_from_the_folder(folder, new_context):
    page = new_context(java_script_enabled=False).new_page()
    page.goto((folder / "index.html").as_uri())
    page.get_by_role("link", name="Nobody counted the gulls.").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nobody counted the gulls.")
    page.get_by_role("link", name="Pier opens").click()
    expect(page.locator("mark").first).to_be_visible()
    page.get_by_role("link", name="All claims").click()
    expect(page).to_have_url((folder / "index.html").as_uri())
