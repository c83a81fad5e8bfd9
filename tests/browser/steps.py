"""What a person does in a browser, in the words of the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from claims import desk
from claims.store.engine import writing
from claims.vocab import Role
from tests.factories import STORY, a_person

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import Site

#: How long the first article of all may take: it loads what reads articles, and the language model.
LOADING_MS = 120_000


def arrive(page: Page, site: Site, role: Role = Role.EDITOR, name: str = "Ed") -> None:
    """Sign in by a one-time link; the desk opens."""
    with writing(site.engine) as session:
        token = desk.make_sign_in_link(session, a_person(session, role, name=name))
    page.goto(f"/sign-in/{token}")


def bring_in(page: Page, text: str = STORY) -> None:
    """Paste an article and wait until its claims are marked."""
    page.goto("/articles/new")
    page.get_by_label("Paste the article").fill(text)
    page.get_by_role("button", name="Take in").click(timeout=LOADING_MS)
    is_split(page)


def is_split(page: Page) -> None:
    """Wait until the claims of the article that is open are marked."""
    page.locator("a.ref").first.wait_for(timeout=LOADING_MS)
    settle(page)


def settle(page: Page) -> None:
    """Wait until the page has its scripts, and no form or link of it is on its way.

    Of a page that an action leads to, wait for what it shows first: until it comes, the one before is open.
    """
    page.wait_for_load_state()
    expect(page.locator(".htmx-request")).to_have_count(0)


def stays(page: Page) -> None:
    """Mark the page that is open, so that `reloaded` can tell whether it was left."""
    page.evaluate("window.stayed = true")


def reloaded(page: Page) -> bool:
    """Whether the page was loaded anew since `stays`."""
    return not page.evaluate("window.stayed === true")


def keeps_focus(page: Page) -> None:
    """Something of the page has the focus: it was not lost to the top."""
    expect(page.locator(":focus")).to_have_count(1)
