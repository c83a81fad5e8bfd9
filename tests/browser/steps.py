"""What a person does in a browser, in the words of the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims import desk
from claims.store.engine import writing
from claims.vocab import Role
from tests.factories import STORY, a_person

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import Site


def arrive(page: Page, site: Site, role: Role = Role.EDITOR, name: str = "Ed") -> None:
    """Sign in by a one-time link; the desk opens."""
    with writing(site.engine) as session:
        token = desk.make_sign_in_link(session, a_person(session, role, name=name))
    page.goto(f"/sign-in/{token}")


def bring_in(page: Page, text: str = STORY) -> None:
    """Paste an article and wait until its claims are marked; the first loads the language model."""
    page.goto("/articles/new")
    page.get_by_label("Paste the article").fill(text)
    page.get_by_role("button", name="Take in").click()
    page.locator("a.ref").first.wait_for(timeout=60_000)


def stays(page: Page) -> None:
    """Mark the page that is open, so that `reloaded` can tell whether it was left."""
    page.evaluate("window.stayed = true")


def reloaded(page: Page) -> bool:
    """Whether the page was loaded anew since `stays`."""
    return not page.evaluate("window.stayed === true")


def focused(page: Page) -> str:
    """The tag of what has the focus; "BODY" means that it was lost."""
    return str(page.evaluate("document.activeElement.tagName"))
