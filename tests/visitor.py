"""A browser without scripts: it opens pages, fills in the forms it finds there, and follows redirects.

With `htmx=True` it sends a form as htmx would. It is what integration tests act through, so that a
form that lacks a field fails them.
"""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lxml import html

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask import Flask
    from werkzeug.test import TestResponse


class NoSuchFormError(AssertionError):
    """The page has no form with this action."""


@dataclass
class Visitor:
    """One person's browser. `answer` is what came last, with redirects followed."""

    app: Flask
    answer: TestResponse | None = None
    path: str = "/"

    def __post_init__(self) -> None:
        self.client = self.app.test_client()

    @property
    def page(self) -> html.HtmlElement:
        """The page that is open, parsed."""
        assert self.answer is not None
        return html.fromstring(self.answer.get_data(as_text=True) or "<p></p>")

    @property
    def text(self) -> str:
        """The words on the page, white space folded."""
        return " ".join(self.page.text_content().split())

    @property
    def status(self) -> int:
        """The status of what came last."""
        assert self.answer is not None
        return self.answer.status_code

    def get(self, path: str, **headers: str) -> Visitor:
        """Open an address."""
        self.answer = self.client.get(path, headers=headers, follow_redirects=True)
        self.path = self.answer.request.full_path.rstrip("?")
        return self

    def form(self, action: str) -> dict[str, Any]:
        """What the form whose action ends so would send, untouched."""
        return _fields(self._form(action))

    def _form(self, action: str) -> html.FormElement:
        for form in self.page.forms:
            if (form.get("action") or "").endswith(action):
                return form
        raise NoSuchFormError(f"no form for {action} on {self.path}")

    def submit(self, action: str, *, htmx: bool = False, **typed: Any) -> Visitor:
        """Fill in the form whose action ends so, and send it."""
        form = self._form(action)
        fields = _fields(form)
        fields = {name: value or "" for name, value in fields.items()}
        fields = {name: value for name, value in fields.items() if value != "" or name not in _files(form)}
        return self.post(form.get("action"), htmx=htmx, **{**fields, **typed})

    def post(
        self, path: str, *, htmx: bool = False, headers: dict[str, str] | None = None, **fields: Any
    ) -> Visitor:
        """Send fields to an address as they are."""
        sent = (headers or {}) | ({"HX-Request": "true"} if htmx else {})
        self.answer = self.client.post(path, data=fields, headers=sent, follow_redirects=not htmx)
        if not htmx:
            self.path = self.answer.request.full_path.rstrip("?")
        return self


def _fields(form: html.FormElement) -> dict[str, Any]:
    # A browser leaves out the line break right after <textarea>; the parser does not.
    fields = form.fields.items()
    return {name: value.removeprefix("\n") if isinstance(value, str) else value for name, value in fields}


def _files(form: html.FormElement) -> set[str]:
    return {field.get("name") for field in form.xpath(".//input[@type='file']")}


def sent_at_once(visitors: Sequence[Visitor], path: str, action: str) -> list[int]:
    """Let all open a page and then send its form with this action at one moment; each status."""
    start = threading.Barrier(len(visitors), timeout=60)
    forms = [dict(visitor.get(path).form(action)) for visitor in visitors]

    def send(visitor: Visitor, form: dict[str, Any]) -> int:
        start.wait()
        return visitor.client.post(f"{path}{action}", data=form).status_code

    with ThreadPoolExecutor(len(visitors)) as pool:
        return list(pool.map(send, visitors, forms, timeout=60))
