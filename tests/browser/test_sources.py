"""The library in a browser: an address captured while one looks on, captured again, and compared."""

from dataclasses import replace

import pytest
from playwright.sync_api import expect

from claims.jobs import work_once
from claims.models.base import now
from claims.vocab import Role
from tests.browser.steps import arrive, reloaded, stays
from tests.fake_net import Net, answer

OLD = "The ferry opened again on Tuesday. The tide was four metres at noon."


@pytest.fixture
def has_worker():
    """The test is the worker, on a network of its own."""
    return False


def _work(site, net):
    return work_once(site.engine, "one", lambda url: replace(net.fetch(url), fetched_at=now()))


def _text(words):
    return answer(words.encode(), content_type="text/plain; charset=utf-8")


def test_an_address_is_captured_while_one_looks_on_and_compared_with_a_later_text(page, site):
    site.app.config["FETCH_ALLOWED"] = True
    arrive(page, site, Role.REVIEWER)
    page.goto("/sources/new")
    page.get_by_role("textbox", name="Web address").fill("http://news.example/ferry")
    page.get_by_role("button", name="Capture this address").click()
    expect(page.get_by_text("Waiting for the worker")).to_be_visible()
    stays(page)
    assert _work(site, Net(_text(OLD)))
    page.get_by_role("status").get_by_role("link", name="http://news.example/ferry").wait_for()
    assert not reloaded(page)
    page.get_by_role("status").get_by_role("link", name="http://news.example/ferry").click()
    expect(page.get_by_role("region", name="Captured text")).to_have_text(OLD)

    page.get_by_role("link", name="Capture again").click()
    text = page.get_by_role("region", name="From its text")
    text.get_by_label("Its text").fill(OLD.replace("four", "five"))
    text.get_by_role("button", name="Capture the text").click()
    page.get_by_role("link", name="drift").click()
    expect(page.locator("del")).to_have_text("four")
    expect(page.locator("ins")).to_have_text("five")

    page.goto("/sources?q=ferry&drifted=yes")
    expect(page.get_by_text("1 source.")).to_be_visible()
    page.get_by_role("link", name="http://news.example/ferry", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("http://news.example/ferry")
