"""Is the quote still there? Sources asked for once more, and what became of each quote."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import select

from claims import desk
from claims.jobs import work_once
from claims.models import Claim, ClaimSetItem, Evidence, FetchRequest, Job, QuoteCheck, Selection, Snapshot
from claims.models.base import now
from claims.store.engine import reading, writing
from claims.vocab import CheckState, JobName, JobState, Stance
from tests import factories
from tests.counting import statements
from tests.fake_net import Net, answer
from tests.looks import all_of, how_many, written

BOTH_WAYS = pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
OLD = """The ferry opened again on Tuesday. Nobody drowned. The tide was four metres at noon.

The pilot said so. The mayor was there. It cost 5 crowns.
"""
#: The sentence on the mayor stands among others, that on the pilot twice, that on the cost is another.
NEW = """The ferry opened again on Tuesday. Nobody drowned. The tide was four metres at noon.

It cost 6 crowns. The pilot said so. And once more: The pilot said so. Rain fell. The mayor was there. Snow.
"""
QUOTES = {
    "Nobody drowned.": CheckState.THERE,
    "The mayor was there.": CheckState.MOVED,
    "The pilot said so.": CheckState.AMBIGUOUS,
    "It cost 5 crowns.": CheckState.GONE,
}


def fetching(net):
    return lambda url: replace(net.fetch(url), fetched_at=now())


def text(words):
    return answer(words.encode(), content_type="text/plain; charset=utf-8")


@pytest.fixture
def signed_in(app):
    app.config["FETCH_ALLOWED"] = True
    return factories.sign_in(app)


def quoted(app, me, words=OLD, quotes=tuple(QUOTES), url="http://news.example/ferry"):
    """A source with these quotes in use."""

    def build(session):
        claim = factories.a_claim(session)
        source = factories.a_source(session, me, words, url=url)
        for quote in quotes:
            factories.an_evidence(session, claim, me, quote, source=source)
        return source, claim

    source, claim = written(app, build)
    drain(app)
    return source, claim


def drain(app):
    """Let what making claims asked for be done, so that the next job is that of the test."""
    with writing(app.extensions["engine"]) as session:
        for job in session.exec(select(Job).where(Job.name == JobName.READ_ARTICLE)):
            job.state = JobState.DONE


def the_job(engine):
    with reading(engine) as session:
        return session.exec(select(Job).where(Job.name == JobName.CHECK_QUOTES)).one()


def states(engine):
    with reading(engine) as session:
        rows = session.exec(
            select(Evidence.exact, QuoteCheck.state).join(QuoteCheck, QuoteCheck.evidence_id == Evidence.id)
        )
        return dict(rows.all())


def later(engine):
    with writing(engine) as session:
        for request in session.exec(select(FetchRequest)):
            request.fetched_at -= timedelta(seconds=5)
        for job in session.exec(select(Job).where(Job.state == JobState.WAITING)):
            job.run_at = now()


@BOTH_WAYS
def test_each_quote_is_said_to_be_there_moved_ambiguous_or_gone_and_none_is_moved(
    app, engine, visitor, me, htmx
):
    source, claim = quoted(app, me)
    before = [row.model_dump() for row in all_of(engine, Evidence)]
    visitor.get(f"/sources/{source.public_id}").submit("/check", htmx=htmx)
    job = visitor.answer.headers["HX-Redirect"] if htmx else visitor.path
    assert work_once(engine, "one", fetching(Net(text(NEW))))
    visitor.get(visitor.get(job).page.xpath("//a[. = 'To the quotes']/@href")[0])
    assert states(engine) == QUOTES
    assert [row.model_dump() for row in all_of(engine, Evidence)] == before
    taken = all_of(engine, Snapshot)
    assert [one.text for one in taken] == [OLD, NEW]
    checks = {check.state: check for check in all_of(engine, QuoteCheck)}
    for state, words in ((CheckState.THERE, "Nobody drowned."), (CheckState.MOVED, "The mayor was there.")):
        assert NEW[checks[state].start : checks[state].end] == words
        assert checks[state].snapshot_id == taken[1].id
    assert checks[CheckState.GONE].start is None
    for told in ("still there: 1", "there, among other words: 1", "there more than once: 1", "gone: 1"):
        assert told in visitor.text
    assert visitor.page.xpath(f"//tbody//a/@href = '/claims/{claim.public_id}'")
    assert visitor.page.xpath(
        f"//tbody//a/@href = '/sources/{source.public_id}?capture={taken[1].public_id}'"
    )
    assert "4 of 4 quotes looked for." in visitor.text


def test_a_text_that_is_the_same_is_not_captured_again(app, engine, visitor, me):
    source, _ = quoted(app, me)
    visitor.get(f"/sources/{source.public_id}").submit("/check")
    work_once(engine, "one", fetching(Net(text(OLD))))
    assert set(states(engine).values()) == {CheckState.THERE}
    assert how_many(engine, Snapshot) == [1]
    visitor.get(f"/sources/{source.public_id}")
    assert "Looked for last" in visitor.text


def test_a_source_that_does_not_answer_is_said_to_be_unreachable_and_why(app, engine, visitor, me):
    source, _ = quoted(app, me)
    visitor.get(f"/sources/{source.public_id}").submit("/check")
    work_once(engine, "one", fetching(Net(answer(b"", status=404))))
    assert set(states(engine).values()) == {CheckState.UNREACHABLE}
    assert the_job(engine).state is JobState.DONE
    visitor.get(visitor.path)
    visitor.get(visitor.page.xpath("//a[. = 'To the quotes']/@href")[0])
    assert "the server answers 404: there is nothing at this address" in visitor.text


def test_where_there_is_no_address_a_newer_capture_is_looked_into(app, engine, visitor, me):
    source, _ = quoted(app, me, url="")
    visitor.get(f"/sources/{source.public_id}").submit("/check")
    work_once(engine, "one", fetching(Net()))
    assert set(states(engine).values()) == {CheckState.UNREACHABLE}
    assert all_of(engine, QuoteCheck)[0].why == "it has no web address that could be asked"
    visitor.get(f"/sources/{source.public_id}/capture").submit("/capture", text=NEW)
    visitor.get(f"/sources/{source.public_id}").submit("/check")
    work_once(engine, "one", fetching(Net()))
    assert [check.state for check in all_of(engine, QuoteCheck)[4:]] == list(QUOTES.values())
    assert how_many(engine, FetchRequest) == [0]


def test_a_whole_set_is_looked_through_and_a_source_whose_turn_has_not_come_waits(app, engine, visitor, me):
    def build(session):
        two = [factories.a_person(session), factories.a_person(session)]
        editor = factories.a_person(session)
        made = desk.create_set(session, {"title": "Ferries", "description": "", "licence": ""}, editor)
        for n, host in enumerate(["news.example", "news.example", "other.example"]):
            claim = factories.a_claim(session)
            source = factories.a_source(session, me, f"{OLD}{n}", url=f"http://{host}/{n}")
            factories.an_evidence(session, claim, me, "Nobody drowned.", source=source)
            verified = factories.a_verified_claim(session, *two) if n == 0 else None
            if verified:
                desk.add_to_set(session, made.public_id, made.rev, verified.public_id, editor)
                session.flush()
            session.add(ClaimSetItem(set_id=made.id, claim_id=claim.id, position=n + 10))
        return made

    made = written(app, build)
    drain(app)
    visitor.get(f"/sets/{made.public_id}").submit("/check")
    net = Net(text(f"{OLD}0"), text(f"{OLD}2"), text(f"{OLD}1"), other_example=["93.184.215.14"])
    assert work_once(engine, "one", fetching(net))
    job = the_job(engine)
    assert net.looked_up == ["news.example", "other.example"]
    assert (job.state, job.attempts, job.steps_total) == (JobState.WAITING, 0, 4)
    assert job.steps_done == 3  # the verified claim's own source has no address
    assert now() < job.run_at <= now() + timedelta(seconds=2)
    assert not work_once(engine, "one", fetching(net))
    assert "3/4" in visitor.get(f"/jobs/{job.public_id}").text
    later(engine)
    assert work_once(engine, "one", fetching(net))
    assert the_job(engine).state is JobState.DONE
    found = [check.state for check in all_of(engine, QuoteCheck)]
    assert sorted(found) == sorted([CheckState.THERE] * 3 + [CheckState.UNREACHABLE])
    visitor.get(f"/jobs/{job.public_id}")
    visitor.get(visitor.page.xpath("//a[. = 'To the quotes']/@href")[0])
    assert visitor.page.xpath(f"//a[@href = '/sets/{made.public_id}']")
    assert len(visitor.page.xpath("//tbody/tr")) == 4


def test_a_look_done_twice_writes_each_answer_once(app, engine, visitor, me):
    source, _ = quoted(app, me)
    visitor.get(f"/sources/{source.public_id}").submit("/check")
    for _ in range(2):
        work_once(engine, "one", fetching(Net(text(NEW))))
        with writing(engine) as session:
            job = session.get_one(Job, the_job(engine).id)
            job.state, job.attempts = JobState.WAITING, 0
        later(engine)
    assert how_many(engine, QuoteCheck, Snapshot, FetchRequest) == [4, 2, 1]


def test_a_worker_that_dies_between_two_sources_goes_on_with_the_second(app, engine, visitor, me):
    quoted(app, me)
    with writing(engine) as session:
        claim = session.exec(select(Claim)).first()
        other = factories.a_source(session, me, f"{OLD}Other.", url="http://other.example/")
        factories.an_evidence(session, claim, me, "Nobody drowned.", source=other)
        made = desk.create_set(session, {"title": "F", "description": "", "licence": ""}, me)
        session.add(ClaimSetItem(set_id=made.id, claim_id=claim.id, position=1))
    visitor.get(f"/sets/{made.public_id}").submit("/check")
    asked = []

    def dying(url):
        asked.append(url)
        if len(asked) == 2:
            raise KeyboardInterrupt
        return fetching(Net(text(NEW)))(url)

    with pytest.raises(KeyboardInterrupt):
        work_once(engine, "one", dying)
    assert how_many(engine, QuoteCheck) == [4]
    with writing(engine) as session:
        session.get_one(Job, the_job(engine).id).lease_until = now() - timedelta(seconds=1)
    later(engine)
    net = Net(text(OLD), other_example=["93.184.215.14"])
    work_once(engine, "two", fetching(net))
    assert net.looked_up == ["other.example"]
    assert how_many(engine, QuoteCheck) == [5]


def test_where_no_quote_is_in_use_nothing_is_asked_for(app, engine, visitor, me):
    source, claim = quoted(app, me, quotes=())
    visitor.get(f"/sources/{source.public_id}")
    assert "/check" not in " ".join(form.get("action") for form in visitor.page.forms)
    with writing(engine) as session:
        paraphrased = desk.FoundPassage(source.public_id, Selection(""), paraphrase="All went well.")
        again = session.get_one(Claim, claim.id)
        desk.attach_evidence(session, again.public_id, again.rev, paraphrased, Stance.CONTEXT, {}, me)
    visitor.get(f"/sources/{source.public_id}")
    assert "All went well. (in our words)" in visitor.text
    visitor.submit("/check")
    assert visitor.status == 422
    assert "there is no quote of a source in use here" in visitor.text
    assert how_many(engine, QuoteCheck) == [0]


def test_the_page_of_a_look_costs_the_same_statements_whatever_it_found(app, engine, visitor, me):
    counts = []
    for quotes in (1, 25):
        source, _ = quoted(
            app,
            me,
            f"{OLD}{quotes}",
            quotes=["Nobody drowned."] * quotes,
            url=f"http://news.example/{quotes}",
        )
        visitor.get(f"/sources/{source.public_id}").submit("/check")
        work_once(engine, "one", fetching(Net(text(NEW))))
        later(engine)
        path = visitor.get(visitor.path).page.xpath("//a[. = 'To the quotes']/@href")[0]
        with statements(app) as said:
            visitor.get(path)
        counts.append(len(said))
        assert len(visitor.page.xpath("//tbody/tr")) == quotes
    assert counts[0] == counts[1] <= 9, counts
