"""Addresses captured by the worker: every step of the way, on a network that lives in the test."""

from __future__ import annotations

import gzip
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import select

from claims import store
from claims.jobs import work_once
from claims.models import Blob, FetchRequest, Job, Snapshot, Source
from claims.models.base import now
from claims.store.engine import reading, writing
from claims.vocab import JobName, JobState, SnapshotMethod
from tests import documents, factories
from tests.fake_net import Net, answer, sent_on
from tests.looks import all_of, how_many, now_is, refused, written

BOTH_WAYS = pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
URL = "http://news.example/ferry"
PROSE = "The ferry over the river opened again on Tuesday, and many people came to see it. " * 3


def page(title="Ferry opens", prose=PROSE):
    return (
        f"<html lang='en'><head><title>{title}</title><meta name='author' content='Ida Lind'></head>"
        '<script type="application/ld+json">{"@type": "NewsArticle", "inLanguage": "en"}</script>'
        f"<body><article><h1>{title}</h1><p>{prose}</p></article></body></html>"
    ).encode()


def fetching(net):
    """The worker's way into a test's network; its clock is the world's."""
    return lambda url: replace(net.fetch(url), fetched_at=now())


@pytest.fixture
def visitor(app):
    app.config["FETCH_ALLOWED"] = True
    return factories.sign_in(app)[0]


def ask(visitor, url=URL, *, htmx=False, claim=""):
    visitor.get("/sources/new" + (f"?claim={claim}" if claim else ""))
    visitor.submit("/sources/new/address", htmx=htmx, url=url)
    if htmx and visitor.status == 204:
        visitor.get(visitor.answer.headers["HX-Redirect"])
    return visitor


def the_job(engine):
    with reading(engine) as session:
        return session.exec(
            select(Job).where(Job.name == JobName.FETCH_SOURCE).order_by(Job.id.desc())
        ).first()


def later(engine, **more):
    """Let the time pass until a job that was put off has its turn."""
    with writing(engine) as session:
        for request in session.exec(select(FetchRequest)):
            if request.fetched_at:
                request.fetched_at -= timedelta(**more) if more else timedelta(seconds=5)
        for job in session.exec(select(Job).where(Job.state == JobState.WAITING)):
            job.run_at = now()


@BOTH_WAYS
def test_an_address_is_captured_with_its_bytes_its_answer_and_the_record_of_it(app, engine, visitor, htmx):
    ask(visitor, htmx=htmx)
    assert visitor.path.startswith("/jobs/")
    assert "Waiting for the worker" in visitor.text
    assert visitor.page.xpath("//*[@hx-get and contains(@hx-get, '/progress')]")
    net = Net(answer(page(), "ETag: 5"))
    assert work_once(engine, "one", fetching(net))
    visitor.get(visitor.path)
    assert "Captured: Ferry opens" in visitor.text
    assert not visitor.page.xpath("//*[contains(@hx-get, '/progress')]")
    source, taken = all_of(engine, Source)[0], all_of(engine, Snapshot)[0]
    assert (source.title, source.author, source.url) == ("Ferry opens", "Ida Lind", URL)
    assert (source.canonical_url, source.language) == (URL, "en")
    assert (taken.method, taken.http_status, taken.url) == (SnapshotMethod.FETCH, 200, URL)
    assert ["ETag", "5"] in [list(pair) for pair in taken.headers]
    assert taken.media_type == "text/html"
    assert "The ferry over the river opened again" in taken.text
    with reading(engine) as session:
        assert store.captures.kept_bytes(session, taken.raw_sha256) == page()
        record = store.captures.kept_bytes(session, taken.warc_sha256)
        assert store.captures.passages_of(session, taken.id)
    assert b"ETag: 5" in gzip.decompress(record)
    request = all_of(engine, FetchRequest)[0]
    assert (request.source_id, request.snapshot_id) == (source.id, taken.id)
    for part, data, name in (("raw", page(), "html"), ("warc", record, "warc.gz")):
        got = visitor.client.get(f"/captures/{taken.public_id}/{part}")
        assert got.data == data
        assert got.mimetype == "application/octet-stream"
        assert got.headers["Content-Disposition"] == f'attachment; filename="{taken.public_id}.{name}"'
        assert "sandbox" in got.headers["Content-Security-Policy"]


def test_nothing_is_held_while_an_address_is_fetched_and_the_step_is_told(app, engine, visitor):
    ask(visitor)
    net, seen = Net(answer(page())), []

    def fetch(url):
        with writing(engine) as session:  # would wait, and fail, if the worker held the right to write
            session.add(FetchRequest(url="http://a.example/", host="a.example", asked_by_id=1))
        job = the_job(engine)
        seen.append((job.state, job.step))
        visitor.get(f"/jobs/{job.public_id}")
        seen.append("Fetching …" in visitor.text)
        return fetching(net)(url)

    assert work_once(engine, "one", fetch)
    assert seen == [("running", "fetching"), True]
    assert the_job(engine).state is JobState.DONE


@pytest.mark.parametrize("step", ["reading", "splitting", "saving"])
def test_every_later_step_is_told_too(app, engine, visitor, monkeypatch, step):
    ask(visitor)
    told, real = [], store.jobs.still_mine

    def note(session, job, **values):
        told.append(values.get("step"))
        return real(session, job, **values)

    monkeypatch.setattr(store.jobs, "still_mine", note)
    work_once(engine, "one", fetching(Net(answer(page()))))
    assert step in told


@BOTH_WAYS
def test_what_is_captured_for_a_claim_leads_back_to_it(app, engine, visitor, htmx):
    claim = written(app, factories.a_claim)
    ask(visitor, htmx=htmx, claim=claim.public_id)
    job = visitor.path
    while work_once(engine, "one", fetching(Net(answer(page())))):
        pass
    link = visitor.get(job).page.xpath("//*[@role='status']//a[. = 'Ferry opens']/@href")[0]
    source = all_of(engine, Source)[0]
    assert link == f"/claims/{claim.public_id}/evidence/new?source={source.public_id}"
    assert visitor.get(link).status == 200


@BOTH_WAYS
def test_where_fetching_is_off_no_form_is_offered_and_nothing_is_asked_for(app, engine, visitor, htmx):
    token = visitor.get("/sources/new").form("/sources/new/address")
    app.config["FETCH_ALLOWED"] = False
    visitor.get("/sources/new")
    assert "Fetching web addresses is switched off" in visitor.text
    assert "/sources/new/address" not in [form.get("action") for form in visitor.page.forms]
    visitor.post("/sources/new/address", htmx=htmx, **token | {"url": URL})
    assert visitor.status == 422
    assert how_many(engine, FetchRequest, Job) == [0, 0]


def test_a_worker_that_nobody_gave_rules_fetches_nothing(app, engine, visitor):
    ask(visitor)
    work_once(engine, "one")
    visitor.get(visitor.path)
    assert "fetching web addresses is switched off on this desk" in visitor.text
    assert how_many(engine, Source) == [0]


BAD_ADDRESSES = [
    ("", "this must be filled in"),
    ("ftp://news.example/", "http"),
    ("http://user:pass@news.example/", "name"),
    ("http://news.example:99999/", "port"),
]


@BOTH_WAYS
def test_what_is_no_address_is_refused_beside_its_field(engine, visitor, htmx):
    for url, problem in BAD_ADDRESSES:
        visitor.get("/sources/new").submit("/sources/new/address", htmx=htmx, url=url)
        refused(visitor, problem)
        assert visitor.page.get_element_by_id("fetch-url").get("aria-invalid") == "true"
        assert (visitor.form("/sources/new/address")["url"] or "") == url
    assert how_many(engine, FetchRequest) == [0]


FAILURES = {
    "nothing there": (
        answer(b"gone", status=404),
        "the server answers 404: there is nothing at this address",
    ),
    "a picture": (answer(b"\x89PNG\r\n\x1a\n" + bytes(99), content_type="image/png"), "this is none of them"),
    "a picture that says it is a page": (answer(b"\x89PNG\r\n\x1a\n" + bytes(99)), "something else than"),
    "a PDF that says it is a page": (
        answer(documents.a_pdf(["The ferry."])),
        "this address gives something else than the document it says",
    ),
    "nothing in it": (answer(b""), "the server gives an empty document"),
    "no text": (answer(b"<html><body><script>x()</script></body></html>"), ""),
    "a private network": (sent_on("http://127.0.0.1/admin"), "this address leads into a private network"),
}


@pytest.mark.parametrize("what", FAILURES)
def test_what_is_not_captured_is_told_with_a_way_on_and_nothing_is_kept(app, engine, visitor, what):
    given, told = FAILURES[what]
    ask(visitor)
    work_once(engine, "one", fetching(Net(given)))
    job = the_job(engine)
    assert job.state is JobState.FAILED, job.error
    assert not job.error.startswith("unexpected"), job.error
    visitor.get(visitor.path)
    assert told in visitor.text
    assert visitor.page.xpath("//a[. = 'Paste it or bring a file instead']/@href") == ["/sources/new#paste"]
    assert how_many(engine, Source, Snapshot, Blob) == [0, 0, 0]
    later(engine)
    visitor.submit("/retry")
    assert visitor.path == f"/jobs/{job.public_id}"
    work_once(engine, "one", fetching(Net(answer(page()))))
    assert how_many(engine, Source) == [1]


@pytest.mark.parametrize("said", ["application/pdf", "application/octet-stream"])
def test_a_pdf_is_captured_with_its_pages(app, engine, visitor, said):
    data = documents.a_pdf(["The ferry opened again on Tuesday.", "Many people came to see it."])
    ask(visitor)
    work_once(engine, "one", fetching(Net(answer(data, content_type=said))))
    (taken,) = all_of(engine, Snapshot)
    assert (taken.media_type, len(taken.pages)) == ("application/pdf", 2)
    visitor.get(f"/sources/{all_of(engine, Source)[0].public_id}")
    assert [mark.get("data-page") for mark in visitor.page.find_class("page-mark")] == ["page 1", "page 2"]


def test_a_server_that_is_busy_is_asked_three_times_with_pauses(app, engine, visitor):
    ask(visitor)
    net = Net(*[answer(b"wait", status=503)] * 9)
    for tries in (1, 2, 3):
        assert work_once(engine, "one", fetching(net))
        assert len(net.connected) == tries
        if tries < 3:
            assert the_job(engine).state is JobState.WAITING
            assert "The last try: the server answers 503" in visitor.get(visitor.path).text
            work_once(engine, "one", fetching(net))  # too soon: put off
            assert len(net.connected) == tries
            assert the_job(engine).run_at > now()
            later(engine)
    assert (the_job(engine).state, the_job(engine).attempts) == (JobState.FAILED, 3)


def test_one_host_is_not_asked_again_within_two_seconds(app, engine, visitor):
    ask(visitor)
    ask(visitor, "http://news.example/other")
    ask(visitor, "http://elsewhere.example/")
    net = Net(
        *[answer(page(title=str(n), prose=f"{PROSE}{n}.")) for n in range(3)],
        elsewhere_example=["93.184.215.14"],
    )
    for _ in range(3):
        assert work_once(engine, "one", fetching(net))
    assert net.looked_up == ["news.example", "elsewhere.example"]
    assert not work_once(engine, "one", fetching(net))
    with reading(engine) as session:
        waiting = session.exec(select(Job).where(Job.state == JobState.WAITING)).one()
    assert timedelta(0) < waiting.run_at - now() <= timedelta(seconds=2)
    assert waiting.attempts == 0
    assert "Waiting for its turn" in visitor.get(f"/jobs/{waiting.public_id}").text
    later(engine)
    assert work_once(engine, "one", fetching(net))
    assert now_is(engine, waiting).state is JobState.DONE
    assert how_many(engine, Source) == [3]


def test_one_person_has_thirty_fetches_an_hour(app, engine, visitor):
    ask(visitor)
    who = all_of(engine, FetchRequest)[0].asked_by_id
    with writing(engine) as session:
        for n in range(30):
            fetched = {"fetched_at": now() - timedelta(minutes=50), "asked_by_id": who}
            session.add(FetchRequest(url=f"http://h{n}.example/", host=f"h{n}.example", **fetched))
    net = Net(answer(page()))
    work_once(engine, "one", fetching(net))
    assert not net.looked_up
    assert timedelta(minutes=9) < the_job(engine).run_at - now() <= timedelta(minutes=10)
    later(engine, minutes=11)
    work_once(engine, "one", fetching(net))
    assert the_job(engine).state is JobState.DONE


@BOTH_WAYS
def test_an_address_that_is_here_already_leads_to_its_source(app, engine, visitor, htmx):
    ask(visitor)
    work_once(engine, "one", fetching(Net(answer(page()))))
    ask(visitor, f"{URL}?utm_source=mail#top", htmx=htmx)
    source = all_of(engine, Source)[0]
    assert visitor.path == f"/sources/{source.public_id}"
    assert "This document is here already" in visitor.text
    assert how_many(engine, FetchRequest, Source) == [1, 1]


def test_an_address_that_leads_to_one_that_is_here_makes_no_second_source(app, engine, visitor):
    ask(visitor)
    work_once(engine, "one", fetching(Net(answer(page()))))
    later(engine)
    ask(visitor, "http://news.example/short")
    work_once(engine, "one", fetching(Net(sent_on(URL), answer(page(prose=PROSE + "More.")))))
    assert how_many(engine, Source, Snapshot) == [1, 2]


def test_capturing_again_adds_a_capture_only_where_the_text_is_another(app, engine, visitor):
    ask(visitor)
    work_once(engine, "one", fetching(Net(answer(page()))))
    path = f"/sources/{all_of(engine, Source)[0].public_id}"
    told = []
    for prose in (PROSE, PROSE.replace("Tuesday", "Friday")):
        later(engine)
        visitor.get(visitor.get(path).page.xpath("//a[. = 'Capture again']/@href")[0])
        assert visitor.form("/fetch")["url"] == URL
        visitor.submit("/fetch")
        work_once(engine, "one", fetching(Net(answer(page(prose=prose)))))
        told.append(visitor.get(visitor.path).text)
    assert "the text is the same as before" in told[0]
    assert "the text is the same as before" not in told[1]
    first, second = all_of(engine, Snapshot)
    assert "Tuesday" in first.text
    assert "Friday" in second.text
    visitor.get(path)
    link = visitor.page.xpath("//a[starts-with(., 'drift')]/@href")[0]
    visitor.get(link)
    assert {mark.text for mark in visitor.page.iter("del")} == {"Tuesday"}
    assert {mark.text for mark in visitor.page.iter("ins")} == {"Friday"}


def test_a_source_that_was_taken_out_meanwhile_is_not_captured_again(app, engine, visitor):
    ask(visitor)
    work_once(engine, "one", fetching(Net(answer(page()))))
    later(engine)
    source = all_of(engine, Source)[0]
    visitor.get(f"/sources/{source.public_id}/capture").submit("/fetch")
    job = visitor.path
    visitor.get(f"/sources/{source.public_id}").submit("/take-out")
    work_once(engine, "one", fetching(Net(answer(page(prose="Other words. " * 20)))))
    assert "this source was taken out" in visitor.get(job).text
    assert how_many(engine, Snapshot) == [1]


def test_a_job_done_twice_captures_once(app, engine, visitor):
    ask(visitor)
    for _ in range(2):
        with writing(engine) as session:
            job = session.exec(select(Job)).one()
            job.state, job.attempts = JobState.WAITING, 0
        later(engine)
        work_once(engine, "one", fetching(Net(answer(page()))))
    assert how_many(engine, Source, Snapshot) == [1, 1]
