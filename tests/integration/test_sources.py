"""The library: sources brought in, captured again, merged and taken out, and what their pages show."""

from __future__ import annotations

from io import BytesIO

import pytest

from claims import desk
from claims.models import Claim, Snapshot, Source
from claims.vocab import ClaimStatus, SnapshotMethod, SourceKind
from tests import factories
from tests.counting import statements
from tests.looks import all_of, how_many, now_is, refused, written

BOTH_WAYS = pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])

TEXT = """Harbour log 🚢, page 12.

The pilot wrote: “The tide   was
four metres — the highest since 1911.” Café Nord stayed dry.

Nobody drowned. The ferry ran late. The ferry ran late.
"""
FIELDS = {
    "title": "Harbour log",
    "author": "P. Lot",
    "publisher": "Harbour office",
    "kind": "government",
    "url": "https://harbour.example/log?page=12",
    "language": "en",
    "published_on": "2021-04-01",
    "origin_group": "Pilot's diary",
    "protected": "",
    "interest_note": "",
}


@pytest.fixture
def signed_in(app):
    return factories.sign_in(app)


@pytest.fixture
def visitor(signed_in):
    return signed_in[0]


@pytest.fixture
def me(signed_in):
    return signed_in[1]


def a_claim(app, status=ClaimStatus.ACCEPTED):
    return written(app, lambda session: factories.a_claim(session, status))


def a_source(app, me, text=TEXT, **typed):
    return written(app, lambda session: factories.a_source(session, me, text, **typed))


def workbench(visitor, claim, source=None):
    """Open a claim, with a source's text beside it."""
    visitor.get(f"/claims/{claim.public_id}")
    if source is not None:
        form = visitor.form(f"/claims/{claim.public_id}")
        assert "source" in form
        visitor.get(f"/claims/{claim.public_id}?source={source.public_id}")
    return visitor


def attach(visitor, claim, source, *, htmx=False, **typed):
    return workbench(visitor, claim, source).submit(f"/claims/{claim.public_id}/evidence", htmx=htmx, **typed)


# sources


@BOTH_WAYS
def test_a_pasted_source_is_captured_as_it_is_and_leads_back_to_its_claim(app, engine, visitor, me, htmx):
    claim = a_claim(app)
    visitor.get(workbench(visitor, claim).page.xpath("//a[. = 'Capture a new source']/@href")[0])
    visitor.submit("/sources", htmx=htmx, **FIELDS, text=TEXT.replace("\n", "\r\n"))
    source, snapshot = all_of(engine, Source)[0], all_of(engine, Snapshot)[0]
    back = f"/claims/{claim.public_id}?source={source.public_id}#add-evidence"
    if htmx:
        assert (visitor.status, visitor.answer.headers["HX-Redirect"]) == (204, back)
        visitor.get(back)
    assert visitor.path == back.partition("#")[0]
    assert visitor.page.get_element_by_id("captured").text_content() == TEXT
    assert desk.source_fields(source) == FIELDS
    assert (snapshot.text, snapshot.method) == (TEXT, SnapshotMethod.PASTE)
    assert snapshot.captured_by_id == me.id


@BOTH_WAYS
def test_a_source_from_a_file_takes_its_title_from_it_if_none_is_typed(engine, visitor, htmx):
    page = (
        "<html><head><title>Tide table</title></head><body><article><h1>Tide table</h1>"
        f"<p>{'The tide was four metres, the highest since 1911. ' * 3}</p></article></body></html>"
    )
    visitor.get("/sources/new")
    visitor.submit("/sources/new/file", htmx=htmx, file=(BytesIO(page.encode()), "tide.html"))
    source, snapshot = all_of(engine, Source)[0], all_of(engine, Snapshot)[0]
    assert (source.title, source.kind) == ("Tide table", SourceKind.OUTLET)
    assert snapshot.method is SnapshotMethod.UPLOAD
    assert "The tide was four metres" in snapshot.text
    visitor.get(f"/sources/{source.public_id}")
    assert visitor.page.find_class("captured")[0].text_content() == snapshot.text
    assert snapshot.text_sha256 in visitor.text


BAD_SOURCES = [
    ({"title": ""}, "this must be filled in", "title"),
    ({"title": "x" * 501}, "at most 500 characters", "title"),
    ({"author": "a\0"}, "this holds characters that cannot be stored", "author"),
    ({"kind": "rumour"}, "choose one of these", "kind"),
    ({"url": "harbour.example"}, "an address begins with http:// or https://", "url"),
    ({"url": "http://[x"}, "this is not a web address", "url"),
    ({"published_on": "1 April"}, "a date looks like 2021-04-07", "published_on"),
    ({"language": "x" * 17}, "at most 16 characters", "language"),
    ({"text": " \n"}, "there is no text here", "text"),
    ({"text": "a\0b"}, "the text holds NUL characters", "text"),
]


@BOTH_WAYS
def test_a_source_that_does_not_hold_is_refused_and_the_form_kept(app, engine, visitor, htmx):
    claim = a_claim(app)
    for wrong, problem, field in BAD_SOURCES:
        typed = FIELDS | {"text": TEXT} | wrong
        visitor.get(f"/sources/new?claim={claim.public_id}").submit("/sources", htmx=htmx, **typed)
        refused(visitor, problem)
        assert visitor.page.get_element_by_id(field).get("aria-invalid") == "true"
        kept = visitor.form("/sources")
        assert kept["claim"] == claim.public_id
        expected = {name: value.replace("\0", "\ufffd") for name, value in typed.items() if name != "kind"}
        assert {name: (kept[name] or "").removeprefix("\n") for name in expected} == expected
        if "kind" not in wrong:
            assert kept["kind"] == "government"
    assert how_many(engine, Source, Snapshot) == [0, 0]


@BOTH_WAYS
def test_a_source_file_that_cannot_be_read_is_refused_and_the_fields_kept(engine, visitor, htmx):
    file = (BytesIO(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9), "scan.txt")
    visitor.get("/sources/new").submit("/sources/new/file", htmx=htmx, **FIELDS, file=file)
    refused(visitor, "not a text file")
    kept = visitor.form("/sources/new/file")
    assert {name: kept[name] or "" for name in FIELDS} == FIELDS
    assert how_many(engine, Source) == [0]


@BOTH_WAYS
def test_a_source_is_corrected_and_its_captured_text_stays(app, engine, visitor, me, htmx):
    source = a_source(app, me)
    visitor.get(f"/sources/{source.public_id}")
    visitor.get(visitor.page.xpath("//a[. = 'Correct']/@href")[0]).submit("/edit", htmx=htmx, **FIELDS)
    assert visitor.status == (204 if htmx else 200)
    assert desk.source_fields(now_is(engine, source)) == FIELDS
    assert [snapshot.text for snapshot in all_of(engine, Snapshot)] == [TEXT]
    visitor.get(f"/sources/{source.public_id}/edit").submit("/edit", htmx=htmx, title="", author="Kept")
    refused(visitor, "this must be filled in")
    assert visitor.form("/edit")["author"] == "Kept"
    assert now_is(engine, source).title == "Harbour log"


@BOTH_WAYS
def test_of_two_people_who_correct_a_source_the_second_sees_both(app, engine, visitor, me, htmx):
    source = a_source(app, me)
    visitor.get(f"/sources/{source.public_id}/edit")
    factories.sign_in(app)[0].get(visitor.path).submit("/edit", publisher="Theirs")
    visitor.submit("/edit", htmx=htmx, publisher="Mine")
    assert visitor.status == 409
    areas = {area.get("id"): area.text.strip() for area in visitor.page.iter("textarea")}
    assert areas == {"theirs-publisher": "Theirs", "yours-publisher": "Mine"}
    visitor.submit("/edit", htmx=htmx)
    assert now_is(engine, source).publisher == "Mine"


# uses


def test_a_source_lists_the_passages_in_use_in_the_order_of_its_text(app, visitor, me):
    claim, source = a_claim(app), a_source(app, me)
    for quote in ("Nobody drowned.", "Café Nord", "Harbour log"):
        attach(visitor, claim, source, quote=quote, stance="context")
    detached = visitor.page.find_class("evidence")[0].get("id").removeprefix("evidence-")
    visitor.submit(f"/evidence/{detached}/detach")
    visitor.get(f"/sources/{source.public_id}")
    uses = visitor.page.xpath("//*[contains(@class, 'uses')]/li")
    assert [use.find("q").text for use in uses] == ["Harbour log", "Café Nord"]
    assert uses[0].find("a").get("href") == f"/claims/{claim.public_id}"
    assert "context" in uses[0].text_content()
    visitor.get("/sources")
    assert [cell.text for cell in visitor.page.xpath("//tbody/tr/td[7]")] == ["2 passages, 1 claim"]


def test_the_page_of_a_source_costs_the_same_statements_whatever_its_uses(app, visitor, me):
    claim, source = a_claim(app), a_source(app, me)
    counts = []
    for uses in (1, 30):
        written(
            app,
            lambda session, uses=uses: [
                factories.an_evidence(
                    session,
                    session.get(Claim, claim.id),
                    me,
                    "Nobody drowned.",
                    source=session.get(Source, source.id),
                )
                for _ in range(uses)
            ],
        )
        with statements(app) as said:
            visitor.get(f"/sources/{source.public_id}")
        counts.append(len(said))
    assert len(visitor.page.xpath("//*[contains(@class, 'uses')]/li")) == 31
    assert counts[0] == counts[1]
