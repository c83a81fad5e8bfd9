"""Every text that a person can send has a limit: its form tells it, and the desk refuses more in words."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from claims.vocab import Role
from tests import factories
from tests.decisions import FORMS, filled
from tests.world import a_world, doors

if TYPE_CHECKING:
    from lxml.html import FormElement, HtmlElement

#: Fields of which no length is told, as nothing but certain short words hold; a tag's is told
#: where the buttons are that send it.
FORMED = re.compile("tag|login|published_on|nth-.*|of|code-.*|glyph-.*")
BEGINS = {"url": "http://harbour.example/"}
TOLD = re.compile(r"[Aa]t most ([\d,]+) characters")


@dataclass(frozen=True)
class Field:
    """A field of text on a page, and the limit that its form tells; 0 for none."""

    form: FormElement
    field: HtmlElement

    @property
    def limit(self) -> int:
        told = TOLD.search(self.field.getparent().text_content())
        return int(told[1].replace(",", "")) if told else 0

    @property
    def name(self) -> str:
        return self.field.get("name")


def fields(visitor):
    """The fields of text in the forms of a page that change something."""
    texts = ".//textarea[@name][not(@readonly)] | .//input[not(@type) or @type='text' or @type='url'][@name]"
    return [
        Field(form, field)
        for form in visitor.page.forms
        if (form.get("method") or "").lower() == "post"
        for field in form.xpath(texts)
    ]


def filled_in(form, name, text):
    """What the form sends with this text, all that it asks for filled in."""
    sent = {key: (value or "").removeprefix("\n") for key, value in form.fields.items()}
    for number, one in enumerate(form.xpath(".//*[@required][@name]")):
        of = one.xpath("./option/@value") if one.tag == "select" else []
        words = "county" if one.get("name") == "quote" else f"x{number}"
        first = next((value for value in of if value), "") or one.get("value") or words
        sent[one.get("name")] = first if one.tag == "textarea" else sent[one.get("name")] or first
    if form.get("action").endswith("/file"):
        sent["file"] = (io.BytesIO(b"It stood there."), "words.txt")
    sent |= {one.get("name"): one.get("value") for one in form.xpath(".//*[starts-with(@name, 'with-')]")}
    if name.startswith("words-"):  # of a comment, which has to say something
        sent[name.replace("words-", "remark-")] = "x"
    return sent | {name: text}


def tells(visitor, path, seen):
    """Send each field of a page that was not seen before one character too many."""
    for field in fields(visitor.get(path)):
        what = (
            re.sub("[0-9A-Z]{26}|[0-9]+", "…", field.form.get("action")),
            re.sub("[0-9]+", "…", field.name),
        )
        if what in seen:
            continue
        seen.add(what)
        if not field.limit:
            assert field.field.get("list") or FORMED.fullmatch(field.name), f"{what}: no limit is told"
            continue
        long = (BEGINS.get(field.name, "") + "x" * field.limit)[: field.limit] + "x"
        visitor.post(field.form.get("action"), **filled_in(field.form, field.name, long))
        problems = " ".join(one.text_content() for one in visitor.page.find_class("problem"))
        told = (visitor.status, f"{field.limit:,}" in problems)
        assert told == (422, True), f"{what}: {problems or visitor.text}"


@pytest.mark.parametrize("part", ["claims", "other"])
def test_each_page_tells_how_long_its_texts_may_be_and_no_more_is_taken(app, engine, part):
    world = a_world(engine)
    visitor = factories.sign_in(app, Role.ADMIN)[0]
    app.config["FETCH_ALLOWED"] = True
    paths = [one.path for one in doors(app, world) if one.method == "GET" and "static" not in one.path]
    paths += [f"/claims/{claim.public_id}" for claim in (world.researched, world.verified)]
    seen = set()
    for path in paths:
        if path.startswith("/claims/") is (part == "claims"):
            answer = visitor.client.get(path)
            if answer.mimetype == "text/html" and answer.status_code == 200:
                tells(visitor, path, seen)
    assert len(seen) > 15


@pytest.mark.parametrize("name", [name for name, form in FORMS.items() if form.to.startswith("/claims/")])
def test_each_form_of_a_decision_tells_how_long_its_texts_may_be(app, name):
    visitor, path, _ = filled(app, name)
    page = path.rpartition("/")[0] + ("/compare" if name == "reviews.adjudicate" else "")
    tells(visitor, page, set())
