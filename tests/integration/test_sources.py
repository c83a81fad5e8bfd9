"""The library: sources brought in, captured again, merged and taken out, and what their pages show."""

from __future__ import annotations

import errno
import gc
import threading
from io import BytesIO

import pytest
from sqlalchemy import event as listening

from claims import desk
from claims.models import ArchiveLink, Blob, Claim, Event, Evidence, Passage, Snapshot, Source
from claims.store.engine import writing
from claims.vocab import Role, SnapshotMethod, SourceKind, Stance
from tests import documents, factories
from tests.counting import statements
from tests.harbour import FIELDS, TEXT, a_claim, a_source, workbench
from tests.looks import all_of, how_many, now_is, refused, written

BOTH_WAYS = pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])


def attach(visitor, claim, source, *, htmx=False, **typed):
    typed = {"stance": "supports", **typed}
    return workbench(visitor, claim, source).submit(f"/claims/{claim.public_id}/evidence", htmx=htmx, **typed)


# sources


@BOTH_WAYS
def test_a_pasted_source_is_captured_as_it_is_and_leads_back_to_its_claim(app, engine, visitor, me, htmx):
    claim = a_claim(app)
    visitor.get(workbench(visitor, claim).page.xpath("//a[. = 'Capture a new source']/@href")[0])
    visitor.submit("/sources", htmx=htmx, **FIELDS, text=TEXT.replace("\n", "\r\n"))
    source, snapshot = all_of(engine, Source)[0], all_of(engine, Snapshot)[0]
    back = f"/claims/{claim.public_id}/evidence/new?source={source.public_id}"
    if htmx:
        assert (visitor.status, visitor.answer.headers["HX-Redirect"]) == (204, back)
        visitor.get(back)
    assert visitor.path == back
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
    assert areas.pop("base-publisher") == source.publisher
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


# bringing one in


PROSE = "The ferry over the river opened again on Tuesday, and many people came to see it. "
FILES = {
    "log.txt": (PROSE.encode(), "text/plain"),
    "page.html": (f"<html><body><article><p>{PROSE * 4}</p></article></body></html>".encode(), "text/html"),
    "scan.pdf": (documents.a_pdf([PROSE[:60], "Page two."]), "application/pdf"),
    "note.docx": (documents.a_docx(documents.words(PROSE, "More.")), "application/vnd.openxml"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_of_each_kind_is_captured_and_given_back_as_it_came(engine, visitor, name):
    data, kind = FILES[name]
    visitor.get("/sources/new").submit("/sources/new/file", file=(BytesIO(data), name))
    source, taken = all_of(engine, Source)[0], all_of(engine, Snapshot)[0]
    assert source.title  # nobody typed one: the document's own, or the file's name
    assert taken.media_type.startswith(kind)
    assert taken.method is SnapshotMethod.UPLOAD
    got = visitor.client.get(f"/captures/{taken.public_id}/raw")
    assert got.data == data
    assert got.headers["Content-Disposition"].endswith(f'"{taken.public_id}.{name.rpartition(".")[2]}"')


def test_a_web_archive_tells_when_and_where_it_was_taken(engine, visitor):
    body = f"<html><body><article><p>{PROSE * 4}</p></article></body></html>".encode()
    data = documents.a_warc(("https://harbour.example/log", "text/html", body))
    visitor.get("/sources/new").submit("/sources/new/file", file=(BytesIO(data), "log.warc"))
    assert visitor.status == 200, visitor.text
    source, taken = all_of(engine, Source)[0], all_of(engine, Snapshot)[0]
    assert (source.url, taken.url) == ("https://harbour.example/log",) * 2
    assert taken.captured_at.isoformat() == "2021-04-07T09:13:00+00:00"


@BOTH_WAYS
def test_what_has_no_document_is_written_down(app, engine, visitor, me, htmx):
    claim = a_claim(app)
    visitor.get(f"/sources/new?claim={claim.public_id}")
    note = "He says that the tide was four metres. He saw it."
    about = {"title": "Phone call with the pilot", "kind": "person", "protected": "1"}
    visitor.submit("/sources/new/description", htmx=htmx, text=note, **about)
    source, taken = all_of(engine, Source)[0], all_of(engine, Snapshot)[0]
    assert (source.kind, source.protected) == (SourceKind.PERSON, True)
    assert (taken.method, taken.text) == (SnapshotMethod.DESCRIBED, note)
    assert [row.number for row in all_of(engine, Passage)] == [1, 2]
    visitor.get(f"/sources/{source.public_id}")
    assert "protected It counts, and no export names it." in visitor.text
    visitor.get("/sources")
    assert "Phone call with the pilot protected" in visitor.text


@BOTH_WAYS
@pytest.mark.parametrize("form", ["/sources", "/sources/new/description"])
def test_a_source_without_text_is_refused(engine, visitor, htmx, form):
    for text in ("", "  \n ", "\u200b\n"):
        visitor.get("/sources/new").submit(form, htmx=htmx, title="Nothing", text=text)
        refused(visitor, "there is no text here")
    visitor.get("/sources/new").submit("/sources/new/file", htmx=htmx, file=(BytesIO(b" \n"), "empty.txt"))
    refused(visitor, "")
    assert how_many(engine, Source) == [0]


def test_without_a_file_the_form_says_so(engine, visitor):
    visitor.get("/sources/new").submit("/sources/new/file")
    refused(visitor, "choose a file")


@BOTH_WAYS
def test_the_same_document_again_leads_to_the_source_that_is_here(app, engine, visitor, me, htmx):
    source, claim = a_source(app, me), a_claim(app)
    for _ in range(2):
        visitor.get(f"/sources/new?claim={claim.public_id}")
        visitor.submit("/sources", htmx=htmx, title="Another title", text=TEXT)
        back = f"/claims/{claim.public_id}/evidence/new?source={source.public_id}"
        if htmx:
            assert visitor.answer.headers["HX-Redirect"].startswith(back)
        else:
            assert visitor.path == back
            assert "This document is here already: “County works report" in visitor.text
    assert how_many(engine, Source, Snapshot) == [1, 1]


@pytest.mark.parametrize("what", ["the same text", "the same address"])
def test_the_same_upload_twice_at_once_is_one_source(app, engine, what):
    people = [factories.sign_in(app)[0] for _ in range(2)]
    forms = [person.get("/sources/new").form("/sources/new/file") for person in people]
    gate, statuses = threading.Barrier(2), []

    def send(n):
        text = TEXT if what == "the same text" else f"{TEXT} {n}"
        fields = {name: value or "" for name, value in forms[n].items() if name != "file"}
        if what == "the same address":
            fields["url"] = "https://harbour.example/log"
        gate.wait()
        file = (BytesIO(text.encode()), "log.txt")
        statuses.append(people[n].client.post("/sources/new/file", data={**fields, "file": file}).status_code)

    threads = [threading.Thread(target=send, args=(n,)) for n in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == [303, 303]
    assert how_many(engine, Source, Snapshot) == [1, 1 if what == "the same text" else 2]


# Of a form that breaks off, the framework leaves its half of a file to Python to be closed.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("share", [0.3, 0.9])
def test_an_upload_that_breaks_off_leaves_nothing(app, engine, visitor, share):
    form, before = visitor.get("/sources/new").form("/sources/new/file"), [0, 0, 0, *how_many(engine, Event)]
    lines = [
        f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value or ""}\r\n'
        for name, value in form.items()
        if name != "file"
    ]
    head = 'Content-Disposition: form-data; name="file"; filename="log.txt"\r\nContent-Type: text/plain'
    body = ("".join(lines) + f"--x\r\n{head}\r\n\r\n{TEXT * 3_000}\r\n--x--\r\n").encode()
    answer = visitor.client.post(
        "/sources/new/file",
        input_stream=BytesIO(body[: int(len(body) * share)]),
        content_length=len(body),
        content_type="multipart/form-data; boundary=x",
    )
    assert answer.status_code == 400
    gc.collect()
    assert how_many(engine, Source, Snapshot, Blob, Event) == before
    whole = visitor.client.post(
        "/sources/new/file",
        input_stream=BytesIO(body),
        content_length=len(body),
        content_type="multipart/form-data; boundary=x",
    )
    assert whole.status_code == 303


def _full(connection, _record):
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages + 3}")


@BOTH_WAYS
def test_a_full_disk_is_told_and_nothing_half_is_written(sqlite_url, make_app, htmx):
    app = make_app(sqlite_url)
    engine = app.extensions["engine"]
    visitor, _ = factories.sign_in(app)
    form = visitor.get("/sources/new").form("/sources")
    engine.dispose()
    listening.listen(engine, "connect", _full)
    before = how_many(engine, Source, Snapshot, Blob, Passage, Event)
    long = "".join(f"Sentence {n} of a long text that fills a disk. " for n in range(9_000))
    visitor.post("/sources", htmx=htmx, **{**form, "title": "Too much", "text": long})
    assert visitor.status == 507
    assert "The disk is full. Nothing was saved; make room, then send it again." in visitor.text
    assert how_many(engine, Source, Snapshot, Blob, Passage, Event) == before
    if not htmx:
        assert visitor.form("/sources")["title"] == "Too much"
    listening.remove(engine, "connect", _full)
    engine.dispose()
    visitor.post("/sources", **{**form, "title": "Too much", "text": long})
    assert visitor.status == 200
    assert how_many(engine, Source, Snapshot) == [1, 1]


@pytest.mark.parametrize(("number", "status"), [(errno.ENOSPC, 507), (errno.EIO, 500)])
def test_a_disk_that_is_full_while_an_upload_comes_in_is_told_too(app, visitor, monkeypatch, number, status):
    form = visitor.get("/sources/new").form("/sources/new/file")

    def fail(*_arguments):
        raise OSError(number, "no")

    monkeypatch.setattr(desk, "read_document", fail)
    visitor.post("/sources/new/file", **{**form, "file": (BytesIO(b"x"), "log.txt")})
    assert visitor.status == status


# the library


def _library(app, me):
    """Three sources: one in use, one captured twice, one of another kind, origin and language."""

    def build(session):
        used = factories.a_source(session, me, "Used. It is so.", title="Harbour log")
        factories.an_evidence(session, factories.a_claim(session), me, "It is so.", source=used)
        factories.an_evidence(session, factories.a_claim(session), me, "Used.", source=used)
        drifted = factories.a_source(session, me, "Once.", title="Tide table", publisher="Tide office")
        desk.capture_again(session, drifted.public_id, desk.read_paste("Twice."), SnapshotMethod.PASTE, me)
        factories.a_source(
            session, me, "Drei.", title="50% Ebbe_1", kind="agency", origin_group="A wire", language="de"
        )

    written(app, build)


ASKED = {
    "": ["50% Ebbe_1", "Tide table", "Harbour log"],
    "q=tide": ["Tide table"],
    "q=HARBOUR+log": ["Harbour log"],
    "q=wire": ["50% Ebbe_1"],
    "q=0%25": ["50% Ebbe_1"],
    "q=e_1": ["50% Ebbe_1"],
    "q=nowhere": [],
    "kind=agency": ["50% Ebbe_1"],
    "kind=government&use=unused": ["Tide table"],
    "origin=a+WIRE": ["50% Ebbe_1"],
    "language=de": ["50% Ebbe_1"],
    "use=used": ["Harbour log"],
    "use=unused": ["50% Ebbe_1", "Tide table"],
    "drifted=yes": ["Tide table"],
}


def test_the_library_is_filtered_by_its_address(app, visitor, me):
    _library(app, me)
    for asked, titles in ASKED.items():
        visitor.get(f"/sources?{asked}")
        assert [cell.text for cell in visitor.page.xpath("//tbody/tr/td[1]/a/bdi")] == titles, asked
        told = visitor.page.get_element_by_id("library-count").text_content()
        assert ("3 sources." if len(titles) == 3 else f"{len(titles)} of 3 sources.") in told, asked
    for wrong in ("kind=rumour", "use=maybe", "drifted=no", "before=NOWHERE"):
        assert visitor.get(f"/sources?{wrong}").status == 404


def test_a_row_of_the_library_tells_captures_drift_and_use(app, visitor, me):
    _library(app, me)
    visitor.get("/sources")
    rows = [" ".join(row.text_content().split()) for row in visitor.page.xpath("//tbody/tr")]
    assert [("drift" in row, "2 passages, 2 claims" in row) for row in rows] == [
        (False, False),
        (True, False),
        (False, True),
    ]
    assert "A wire de" in rows[0]
    visitor.get(visitor.page.xpath("//tbody//a[starts-with(., 'drift')]/@href")[0])
    assert [mark.text for mark in (*visitor.page.iter("del"), *visitor.page.iter("ins"))] == ["Once", "Twice"]


def test_older_sources_are_behind_a_link_and_none_is_shown_twice_or_left_out(app, visitor, me, monkeypatch):
    monkeypatch.setattr("claims.desk.library.PAGE", 3)
    written(app, lambda session: [factories.a_source(session, me, f"No. {n}.") for n in range(8)])
    seen, address = [], "/sources?kind=government"
    while address:
        visitor.get(address)
        seen += visitor.page.xpath("//tbody/tr/td[1]/a/@href")
        following = visitor.page.xpath("//a[. = 'Older']/@href")
        assert "8 sources." in visitor.text
        address = following[0] if following else ""
    assert len(seen) == len(set(seen)) == 8


def test_the_library_costs_the_same_statements_whatever_is_in_it(app, visitor, me):
    counts = []
    for more in (1, 20):
        for _ in range(more):
            written(
                app,
                lambda session: factories.an_evidence(
                    session, factories.a_claim(session), me, source=factories.a_source(session, me)
                ),
            )
        with statements(app) as said:
            visitor.get("/sources?use=used")
        counts.append(len(said))
    assert len(visitor.page.xpath("//tbody/tr")) == 21
    assert counts[0] == counts[1] <= 8, counts


# one source


def test_each_passage_in_use_is_marked_where_it_stands_and_the_text_stays_as_it_is(app, engine, visitor, me):
    claim, source = a_claim(app), a_source(app, me)
    for quote, stance in (
        ("wrote: “The tide   was\nfour metres — the highest", "supports"),
        ("Café Nord", "refutes"),
    ):
        attach(visitor, claim, source, quote=quote, stance=stance)
    visitor.get(f"/sources/{source.public_id}")
    shown = visitor.page.find_class("captured")[0]
    assert shown.text_content() == TEXT
    numbers = [int(span.get("data-n")) for span in shown.find_class("sentence")]
    assert numbers == [row.number for row in all_of(engine, Passage)] == list(range(1, len(numbers) + 1))
    marked = {}
    for link in shown.find_class("used"):
        assert link.get("href") == f"/claims/{claim.public_id}"
        marked.setdefault(link.get("title"), []).append(link.text_content())
    assert {title: "".join(words) for title, words in marked.items()} == {
        f"claim {claim.number}: supports": "wrote: “The tide   was\nfour metres — the highest",
        f"claim {claim.number}: refutes": "Café Nord",
    }
    anchors = visitor.page.xpath("//a[. = 'where it stands']/@href")
    assert len(anchors) == 2
    assert all(visitor.page.get_element_by_id(anchor[1:]) is not None for anchor in anchors)


def test_a_passage_of_an_earlier_capture_is_marked_there(app, engine, visitor, me):
    claim, source = a_claim(app), a_source(app, me)
    attach(visitor, claim, source, quote="Café Nord")
    visitor.get(f"/sources/{source.public_id}/capture").submit("/capture", text="Something else. Café Nord.")
    assert "Captured again." in visitor.text
    visitor.get(f"/sources/{source.public_id}")
    assert not visitor.page.find_class("used")
    visitor.get(
        visitor.page.xpath("//*[contains(@class, 'uses')]//a[contains(., 'in the capture of')]/@href")[0]
    )
    assert [link.text for link in visitor.page.find_class("used")] == ["Café Nord"]
    visitor.get(f"/sources/{source.public_id}?capture=NOWHERE")
    assert visitor.status == 404


def test_a_captured_text_by_itself_is_plain_and_sealed(app, engine, visitor, me):
    a_source(app, me, "<script>alert(1)</script> is what it says.")
    taken = all_of(engine, Snapshot)[0]
    got = visitor.client.get(f"/captures/{taken.public_id}/text")
    assert (got.mimetype, got.get_data(as_text=True)) == ("text/plain", taken.text)
    assert got.headers["X-Content-Type-Options"] == "nosniff"
    assert got.headers["Content-Security-Policy"] == "default-src 'none'; sandbox; frame-ancestors 'none'"
    assert visitor.client.get(f"/captures/{taken.public_id}/warc").status_code == 404


@BOTH_WAYS
def test_a_copy_in_an_archive_is_noted_once(app, engine, visitor, me, htmx):
    source = a_source(app, me)
    link = "https://web.archive.org/web/20240506070809/https://harbour.example/log"
    for _ in range(2):
        visitor.get(f"/sources/{source.public_id}").submit("/archives", htmx=htmx, archive=link)
    visitor.get(f"/sources/{source.public_id}")
    assert visitor.page.xpath(f"//a[@href = '{link}']")
    assert "2024-05-06 07:08 UTC" in visitor.text
    assert how_many(engine, ArchiveLink) == [1]
    visitor.submit("/archives", htmx=htmx, archive="javascript:alert(1)")
    refused(visitor, "an address begins with http:// or https://")


def test_what_was_done_to_a_source_is_told_with_who_did_it(app, visitor, me):
    source = a_source(app, me)
    visitor.get(f"/sources/{source.public_id}/edit").submit("/edit", publisher="Tide office")
    visitor.get(f"/sources/{source.public_id}")
    told = [
        " ".join(line.text_content().split()) for line in visitor.page.find_class("history")[0].iter("li")
    ]
    assert "edited: Publisher “County office” → “Tide office”" in told[0]
    assert f"{me.name} captured" in told[1]


@BOTH_WAYS
def test_the_same_document_twice_is_merged_and_its_address_leads_on(app, engine, visitor, me, htmx):
    claim, kept = a_claim(app), a_source(app, me, url="https://harbour.example/log")
    other = a_source(app, me, "Another text of it. Nobody drowned.")
    attach(visitor, claim, other, quote="Nobody drowned.")
    visitor.get(f"/sources/{other.public_id}")
    assert "/merge" not in " ".join(form.get("action") for form in visitor.page.forms)
    with writing(engine) as session:
        session.get_one(Source, other.id).canonical_url = "https://harbour.example/log"
    visitor.get(f"/sources/{other.public_id}")
    assert "The same document is here more than once" in visitor.text
    visitor.submit("/merge", htmx=htmx)
    assert visitor.status == (204 if htmx else 200), visitor.text
    assert all_of(engine, Evidence)[0].source_id == kept.id
    visitor.get(f"/sources/{other.public_id}")
    assert visitor.status == 410
    visitor.get(visitor.page.xpath("//*[contains(@class, 'notice')]/a/@href")[0])
    assert visitor.path == f"/sources/{kept.public_id}"
    assert "Nobody drowned." in visitor.text
    assert len(visitor.page.find_class("captures")[0].findall("li")) == 2
    text = "Another text of it. Nobody drowned."
    visitor.get("/sources/new").submit("/sources", title="Brought once more", text=text)
    assert visitor.path == f"/sources/{kept.public_id}"
    assert how_many(engine, Source, Snapshot) == [2, 2]


@BOTH_WAYS
def test_a_source_taken_out_in_one_tab_is_gone_in_the_other_with_a_link(app, engine, visitor, me, htmx):
    claim, source = a_claim(app), a_source(app, me)
    other, _ = factories.sign_in(app)
    pages = [
        (f"/sources/{source.public_id}/edit", "/edit", {"title": "Late"}),
        (f"/sources/{source.public_id}/capture", "/capture", {"text": "Late."}),
        (f"/sources/{source.public_id}", "/archives", {"archive": "https://a.example/"}),
        (
            f"/claims/{claim.public_id}/evidence/new?source={source.public_id}",
            f"/claims/{claim.public_id}/evidence",
            {"quote": "Nobody drowned.", "stance": "supports"},
        ),
    ]
    opened = []
    for path, form, typed in pages:
        other.get(path)
        opened.append((other.page, other._form(form).get("action"), {**other.form(form), **typed}))
    visitor.get(f"/sources/{source.public_id}").submit("/take-out", htmx=htmx)
    assert visitor.status == (204 if htmx else 200)
    for _page, action, typed in opened:
        fields = {name: value or "" for name, value in typed.items()}
        other.post(action, htmx=htmx, **fields)
        assert (action, other.status) == (action, 410)
        assert "this source was taken out" in other.text
        assert other.page.xpath("//a[@href = '/sources']")
    taken = all_of(engine, Snapshot)[0]
    for path in ("", "/edit", "/capture", "/drift"):
        assert visitor.get(f"/sources/{source.public_id}{path}").status == 410
    for part in ("text", "raw"):
        assert visitor.get(f"/captures/{taken.public_id}/{part}").status == 410
    assert how_many(engine, Snapshot, Evidence, ArchiveLink) == [1, 0, 0]
    assert "No source yet" in visitor.get("/sources").text


def test_a_source_in_use_is_not_taken_out(app, engine, visitor, me):
    claim, source = a_claim(app), a_source(app, me)
    attach(visitor, claim, source, quote="Café Nord")
    visitor.get(f"/sources/{source.public_id}").submit("/take-out")
    assert visitor.status == 422
    assert f"passages of it are evidence of claim {claim.number}; take those off first" in visitor.text
    assert now_is(engine, source).removed_at is None


@pytest.mark.parametrize("kind", ["jsonl", "csv", "claimreview"])
def test_no_export_names_a_protected_source(app, engine, kind):
    secret = {
        "title": "Deep Throat's call",
        "author": "Bob Woodshed",
        "publisher": "Sub Rosa",
        "url": "https://rosa.example/",
        "origin_group": "Garage talk",
        "protected": "1",
    }

    def build(session):
        author, reviewer = factories.a_person(session), factories.a_person(session)
        claim = factories.a_claim(session)
        source = factories.a_source(session, author, "It cost 14 million.", **secret)
        factories.an_evidence(session, claim, author, "It cost 14 million.", Stance.REFUTES, source)
        factories.a_verdict(session, claim, author)
        factories.sign(session, claim, author, reviewer)
        made = factories.a_set(session, author, claim)
        about = {"organisation": "", "public_url": ""}
        return desk.freeze_set(session, made.public_id, made.rev, about, author)

    release = written(app, build)
    visitor, _ = factories.sign_in(app, Role.VIEWER)
    files = [f"/releases/{release.public_id}/{kind}", f"/releases/{release.public_id}/manifest"]
    told = "".join(visitor.client.get(path).get_data(as_text=True) for path in files)
    assert "protected" in told
    assert "Garage" not in told
    for field in ("title", "author", "publisher", "url"):
        assert secret[field] not in told, field
