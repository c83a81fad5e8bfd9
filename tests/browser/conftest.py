"""A real Chromium, a desk served to it, and pages that fail a test when something goes wrong on them."""

from __future__ import annotations

import os
import re
import threading
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

import run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flask import Flask
    from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Playwright, Request, Response
    from sqlalchemy import Engine

    from claims.models import Article

#: A wait that succeeds ends at once; this is how long a slow and shared machine may take.
PATIENCE_MS = 15_000
HINT = (
    "no Chromium: `python3 run.py test` gets one; or run `playwright install chromium`, "
    "or set CHROMIUM_PATH to one you have"
)
# Chromium looks around the network by itself; in a closed one that is many refused connections.
QUIET = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
]


# Chromium


@pytest.fixture(scope="session")
def browser_type_launch_args(
    browser_type_launch_args: dict[str, Any],
    playwright: Playwright,
    do_without: Callable[[str], NoReturn],
) -> dict[str, Any]:
    """Start CHROMIUM_PATH; without it Playwright's own Chromium; without that the machine's."""
    chosen = os.environ.get("CHROMIUM_PATH")
    if not chosen and not _has_its_own(playwright):
        chosen = run.system_chromium() or do_without(HINT)
    root = os.name == "posix" and os.geteuid() == 0
    arguments = {**browser_type_launch_args, "args": QUIET + ["--no-sandbox"] * root}
    return {**arguments, "executable_path": chosen} if chosen else arguments


def _has_its_own(playwright: Playwright) -> bool:
    """Whether `playwright install` brought a Chromium, whole or as its headless shell alone."""
    program = Path(playwright.chromium.executable_path)
    home = next((folder for folder in program.parents if folder.name.startswith("chromium-")), program)
    shell = home.name.replace("chromium-", "chromium_headless_shell-")
    return program.exists() or any(home.parent.glob(f"{shell}/*/*"))


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """The same window, language and clock on every machine."""
    window = {"width": 1280, "height": 900}
    return {**browser_context_args, "viewport": window, "locale": "en-US", "timezone_id": "UTC"}


# The desk


@dataclass(frozen=True, slots=True)
class Site:
    """A served desk: where it is, and its insides."""

    url: str
    app: Flask
    engine: Engine


@pytest.fixture
def has_worker() -> bool:
    """Whether the desk splits what comes in; a file whose articles are split by hand says no."""
    return True


@pytest.fixture
def site(sqlite_url: str, make_app: Callable[[str], Flask], has_worker: bool) -> Iterator[Site]:
    """A fresh desk with its worker, on a free port of this machine."""
    app = make_app(sqlite_url)
    engine = app.extensions["engine"]
    with _worker(engine) if has_worker else nullcontext(), _served(app) as url:
        yield Site(url, app, engine)


@contextmanager
def _worker(engine: Engine) -> Iterator[None]:
    from claims.jobs import work

    stop = threading.Event()
    thread = threading.Thread(target=work, args=(engine, stop), kwargs={"poll": 0.05})
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(30)


@contextmanager
def _served(app: Flask) -> Iterator[str]:
    from waitress import create_server, wasyncore

    server = create_server(app, host="127.0.0.1", port=0, threads=4)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}"
    finally:
        # Waitress stops when nothing is open any more; only its own thread may close what is.
        server.trigger.pull_trigger(partial(wasyncore.close_all, server._map))
        thread.join(30)
        server.task_dispatcher.shutdown()


# Pages


@pytest.fixture(scope="session", autouse=True)
def _patience() -> None:
    """What is expected of a page may come as late as what is done there."""
    expect.set_options(timeout=PATIENCE_MS)


class Faults:
    """Everything that went wrong on the pages of a test."""

    def __init__(self) -> None:
        self._seen: list[tuple[int, str]] = []
        self._allowed: set[int] = set()

    def allow(self, *statuses: int) -> None:
        """Take these answers as meant; before or after they came."""
        self._allowed.update(statuses)

    def watch(self, context: BrowserContext) -> None:
        """Watch all pages of a context, those that open later too."""
        context.on("console", self._on_console)
        context.on("weberror", lambda error: self._seen.append((0, f"script: {error.error}")))
        context.on("request", self._on_request)
        context.on("requestfailed", self._on_failed)
        context.on("response", self._on_response)

    def left(self) -> list[str]:
        """The faults that nobody allowed, in the order they were seen."""
        return [text for status, text in self._seen if status not in self._allowed]

    def _on_console(self, message: ConsoleMessage) -> None:
        # Chromium says this of every answer of 400 and above, which `_on_response` sees too.
        if message.type != "error" or message.text.startswith("Failed to load resource: the server"):
            return
        htmx_says = re.match(r"Response Status Error Code (\d+)", message.text)
        self._seen.append((int(htmx_says[1]) if htmx_says else 0, f"console: {message.text}"))

    def _on_request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme.startswith("http") and address.hostname != "127.0.0.1":
            self._seen.append((0, f"asked somebody else: {request.url}"))

    def _on_failed(self, request: Request) -> None:
        # Aborted means that the page went on: a download began, or a poll was left behind.
        if request.failure != "net::ERR_ABORTED":
            self._seen.append((0, f"{request.failure}: {request.url}"))

    def _on_response(self, response: Response) -> None:
        if response.status >= 400:
            self._seen.append((response.status, f"{response.status}: {response.url}"))


@pytest.fixture
def page_faults() -> Iterator[Faults]:
    """The fault trap: `page_faults.allow(409)` says that a test means to be refused."""
    faults = Faults()
    yield faults
    assert not faults.left()


@pytest.fixture
def page(site: Site, new_context: Callable[..., BrowserContext], page_faults: Faults) -> Page:
    """A page of the site; any script error, failed request or answer of 400 and above fails the test."""
    return _watched_page(new_context(base_url=site.url), page_faults)


@pytest.fixture
def no_script_page(site: Site, new_context: Callable[..., BrowserContext], page_faults: Faults) -> Page:
    """The same, with JavaScript switched off."""
    return _watched_page(new_context(base_url=site.url, java_script_enabled=False), page_faults)


@pytest.fixture
def touch_page(site: Site, new_context: Callable[..., BrowserContext], page_faults: Faults) -> Page:
    """The same, of a device that is touched."""
    return _watched_page(new_context(base_url=site.url, has_touch=True), page_faults)


def _watched_page(context: BrowserContext, faults: Faults) -> Page:
    context.set_default_timeout(PATIENCE_MS)
    faults.watch(context)
    return context.new_page()


@pytest.fixture
def ferry(site: Site) -> Article:
    """FERRY with three proposed claims in its lines 2 and 4 of 6."""
    from claims.store.engine import writing
    from claims.vocab import ClaimStatus
    from tests.factories import a_split_article

    with writing(site.engine) as session:
        article, claims = a_split_article(session)
        for claim in claims:
            claim.status = ClaimStatus.PROPOSED
        return article
