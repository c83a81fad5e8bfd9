"""Background work: the row is the truth, and a worker may die at any moment."""

from __future__ import annotations

import subprocess
import sys
import threading
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy.exc import OperationalError
from sqlmodel import func, select

from claims import desk, jobs, store
from claims.errors import AnchorError, ClaimsError, ConflictError, RetryableError
from claims.jobs import work, work_once
from claims.models import Article, Claim, ClaimVersion, Event, Job, Occurrence
from claims.models.base import now
from claims.store.engine import commit, reading, writer, writing
from claims.vocab import ArticleStatus, JobName, JobState, JobStep, Role
from tests.factories import an_article, sign_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Engine
    from sqlmodel import SQLModel

ROOT = Path(__file__).parents[2]
PATIENCE = 120  # seconds until a test gives up on another process


@pytest.fixture
def article(engine: Engine) -> Article:
    """An article that waits for the worker."""
    with writer(engine) as session:
        article = an_article(session)
        commit(session)
    return article


def the_job(engine: Engine) -> Job:
    with reading(engine) as session:
        return session.exec(select(Job)).one()


def set_job(engine: Engine, **values: Any) -> Job:
    """Change the one job's row, as time would."""
    with writing(engine) as session:
        job = session.exec(select(Job)).one()
        for name, value in values.items():
            setattr(job, name, value)
        session.add(job)
    return job


def count(engine: Engine, table: type[SQLModel]) -> int:
    with reading(engine) as session:
        return session.exec(select(func.count()).select_from(table)).one()


def what_was_written(engine: Engine) -> list[tuple[int, str, list[tuple[int, int]]]]:
    """Every claim with its number, wording and places."""
    with reading(engine) as session:
        claims = session.exec(
            select(Claim, ClaimVersion)
            .join(ClaimVersion, ClaimVersion.claim_id == Claim.id)
            .order_by(Claim.number)
        ).all()
        places = session.exec(select(Occurrence).order_by(Occurrence.start)).all()
        return [
            (
                claim.number,
                version.text,
                [(place.start, place.end) for place in places if place.claim_id == claim.id],
            )
            for claim, version in claims
        ]


def fails_with(monkeypatch: pytest.MonkeyPatch, *errors: Exception | None) -> list[int]:
    """Let splitting fail so often, in this way; None lets it pass. Says how often it was begun."""
    waiting, begun, real = list(errors), [], desk.propose_claims

    def propose(plan: desk.SplitPlan, progress: Callable[[int, int], None]) -> desk.Proposals:
        begun.append(len(begun))
        error = waiting.pop(0) if waiting else None
        if error is not None:
            raise error
        return real(plan, progress)

    monkeypatch.setattr(desk, "propose_claims", propose)
    return begun


# A good end


def test_the_worker_reads_an_article(engine, article):
    assert work_once(engine, "one")
    job = the_job(engine)
    assert (job.state, job.step, job.attempts, job.worker, job.error) == ("done", "saving", 1, "one", "")
    assert job.finished_at is not None
    claims = what_was_written(engine)
    assert [number for number, _, _ in claims] == list(range(1, len(claims) + 1))
    assert len(claims) >= 4
    assert all(places for _, _, places in claims)
    with reading(engine) as session:
        read = session.get_one(Article, article.id)
        version = store.articles.current_version(session, read)
        for place in session.exec(select(Occurrence)):
            assert version.text[place.start : place.end] == place.exact
        assert session.exec(select(Event.verb).order_by(Event.seq)).all() == ["took in", "split"]
    assert read.status is ArticleStatus.SEGMENTED
    assert not work_once(engine, "one")


def test_work_goes_on_until_told_to_stop(engine, article):
    stop = threading.Event()
    real, seen = store.jobs.is_one_due, []

    def look(session: Any) -> bool:
        seen.append(real(session))
        if not seen[-1]:
            stop.set()
        return seen[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(store.jobs, "is_one_due", look)
        work(engine, stop, poll=0)
    assert seen == [True, False]
    assert the_job(engine).state is JobState.DONE


def test_a_worker_outlives_a_database_that_does_not_answer(engine, article):
    stop, calls = threading.Event(), []
    real = store.jobs.is_one_due

    def look(session: Any) -> bool:
        calls.append("look")
        if len(calls) == 1:
            raise OperationalError("SELECT", {}, Exception("database is locked"))
        due = real(session)
        if not due:
            stop.set()
        return due

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(store.jobs, "is_one_due", look)
        work(engine, stop, poll=0)
    assert the_job(engine).state is JobState.DONE


def test_doing_a_job_twice_changes_nothing(engine, article):
    work_once(engine, "one")
    before, events = what_was_written(engine), count(engine, Event)
    set_job(engine, state=JobState.WAITING)
    assert work_once(engine, "two")
    assert the_job(engine).state is JobState.DONE
    assert what_was_written(engine) == before
    assert count(engine, Event) == events


def test_asking_twice_gives_one_job(app, engine, article):
    with writing(engine) as session:
        asked = [store.jobs.enqueue(session, JobName.READ_ARTICLE, article.id) for _ in range(2)]
        assert {job.id for job in asked} == {the_job(engine).id}
    assert count(engine, Job) == 1


def test_jobs_are_done_in_the_order_they_were_asked_for(engine):
    with writing(engine) as session:
        keys = [an_article(session).id for _ in range(3)]
    done = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(
            jobs._DOING, JobName.READ_ARTICLE, lambda _engine, job, _fetch: done.append(job.subject_id)
        )
        assert [work_once(engine, "one") for _ in range(4)] == [True, True, True, False]
    assert done == keys


def test_a_job_of_later_waits(engine, article):
    set_job(engine, run_at=now() + timedelta(hours=1))
    assert not work_once(engine, "one")
    set_job(engine, run_at=now() - timedelta(seconds=1))
    assert work_once(engine, "one")


# A worker that dies

BLOCKED_WHILE = {
    "splitting": """
        real = desk.propose_claims
        def propose(plan, progress):
            def told(done, total):
                progress(done, total)
                if done:
                    block()
            return real(plan, told)
        desk.propose_claims = propose
    """,
    "saving": """
        real = jobs.commit
        def commit(session):
            session.flush()
            block()
        jobs.commit = commit
    """,
    "just saved": """
        real = jobs.commit
        def commit(session):
            real(session)
            block()
        jobs.commit = commit
    """,
}

SCRIPT = """
import sys, threading
from textwrap import dedent
from claims import desk, jobs
from claims.store.engine import open_engine

def block():
    print("here", flush=True)
    threading.Event().wait()

exec(dedent(sys.argv[2]))
jobs.work_once(open_engine(sys.argv[1]), "the one that dies")
print("nothing held it up", flush=True)
"""


@pytest.fixture
def killed_while(database_url: str) -> Iterator[Callable[[str], None]]:
    """Run a worker in a process of its own up to a point, and kill it there with SIGKILL."""
    running: list[subprocess.Popen[str]] = []

    def kill_while(moment: str) -> None:
        command = [sys.executable, "-c", SCRIPT, database_url, BLOCKED_WHILE[moment]]
        worker = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        running.append(worker)
        watchdog = threading.Timer(PATIENCE, worker.kill)
        watchdog.start()
        assert worker.stdout
        assert worker.stdout.readline() == "here\n"
        watchdog.cancel()
        worker.kill()
        assert worker.wait(PATIENCE) == -9

    yield kill_while
    for worker in running:
        worker.kill()
        worker.wait(PATIENCE)
        if worker.stdout:
            worker.stdout.close()


def take_over(engine: Engine) -> None:
    """Let the lease run out and do the job. A dead worker's row lock goes when the server sees it go."""
    for _ in range(1_000):
        with writing(engine) as session:
            job = session.exec(select(Job).with_for_update()).one()  # waits for that lock
            if job.state is JobState.RUNNING:
                job.lease_until = now() - timedelta(seconds=1)
        if work_once(engine, "the heir") or job.state is JobState.DONE:
            return
    pytest.fail("nobody could take the job")


@pytest.mark.parametrize("moment", ["splitting", "saving"])
def test_a_killed_worker_loses_nothing_and_doubles_nothing(engine, article, killed_while, moment):
    with reading(engine) as session:
        plan = desk.plan_split(session, article.id)
    expected = [
        (
            number,
            proposal.draft.text,
            sorted((place.start, place.end) for place in proposal.draft.occurrences),
        )
        for number, proposal in enumerate(desk.propose_claims(plan, lambda *_: None).claims, start=1)
    ]
    killed_while(moment)
    left = the_job(engine)
    assert (left.state, left.worker, left.attempts) == ("running", "the one that dies", 1)
    assert count(engine, Claim) == 0
    assert not work_once(engine, "too early")  # its lease still holds
    take_over(engine)
    job = the_job(engine)
    assert (job.state, job.worker, job.attempts) == ("done", "the heir", 2)
    assert what_was_written(engine) == expected
    with reading(engine) as session:
        assert session.exec(select(Event.verb).order_by(Event.seq)).all() == ["took in", "split"]


def test_a_worker_killed_right_after_its_commit_is_done(engine, article, killed_while):
    killed_while("just saved")
    assert the_job(engine).state is JobState.DONE
    before = what_was_written(engine)
    assert before
    take_over(engine)
    assert the_job(engine).worker == "the one that dies"
    assert what_was_written(engine) == before


def test_the_desks_own_worker_is_a_process_that_ends_with_its_parent(tmp_path):
    """`python -m app work` does the job, and stops when the pipe from its parent closes."""
    from app.server import prepare
    from claims.store.engine import open_engine

    prepare(tmp_path, demo=True)
    engine = open_engine(f"sqlite:///{tmp_path / 'claimdesk.db'}")
    command = [sys.executable, "-m", "app", "work", "--data", str(tmp_path)]
    worker = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE)
    watchdog = threading.Timer(PATIENCE, worker.kill)
    watchdog.start()
    try:
        while worker.poll() is None and the_job(engine).state is not JobState.DONE:
            threading.Event().wait(0.05)  # a pause between two looks; the row decides
        assert the_job(engine).state is JobState.DONE
        assert worker.stdin
        worker.stdin.close()
        assert worker.wait(PATIENCE) == 0
    finally:
        watchdog.cancel()
        worker.kill()
        worker.wait(PATIENCE)
    assert count(engine, Claim) > 0
    engine.dispose()


def test_a_worker_that_comes_back_too_late_writes_nothing(engine, article, monkeypatch):
    """While one worker splits, its lease runs out and another does the whole job."""
    real, deep = desk.propose_claims, []

    def propose(plan: desk.SplitPlan, progress: Callable[[int, int], None]) -> desk.Proposals:
        if not deep:
            deep.append("now")
            set_job(engine, lease_until=now() - timedelta(seconds=1))
            assert work_once(engine, "the heir")
            deep.append(what_was_written(engine))
        return real(plan, progress)

    monkeypatch.setattr(desk, "propose_claims", propose)
    assert work_once(engine, "the late one")
    job = the_job(engine)
    assert (job.state, job.worker, job.attempts, job.error) == ("done", "the heir", 2, "")
    assert what_was_written(engine) == deep[1]
    assert count(engine, Event) == 2


@pytest.mark.parametrize("taken", ["worker", "attempts"])
def test_a_fenced_off_worker_does_not_even_save(engine, article, monkeypatch, taken):
    """The job is taken after the last word on its progress and before the claims are saved."""
    real = desk.save_split

    def save(*given: Any) -> int:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(store.jobs, "still_mine", lambda *_, **__: False)
            return real(*given)

    monkeypatch.setattr(desk, "save_split", save)
    values = {"worker": "another"} if taken == "worker" else {"attempts": 2}
    real_tell = store.jobs.still_mine

    def still_mine(session: Any, job: Job, **more: Any) -> bool:
        kept = real_tell(session, job, **more)
        if more.get("step") == JobStep.SCORING.value:
            row = session.get_one(Job, job.id)
            for name, value in values.items():
                setattr(row, name, value)
            session.add(row)
        return kept

    monkeypatch.setattr(store.jobs, "still_mine", still_mine)
    assert work_once(engine, "the late one")
    assert the_job(engine).state is JobState.RUNNING
    assert count(engine, Claim) == 0
    assert count(engine, Event) == 1


def test_a_failure_of_a_fenced_off_worker_is_not_written(engine, article, monkeypatch):
    def propose(*_: Any) -> desk.Proposals:
        set_job(engine, worker="another")
        raise ClaimsError("too late to matter")

    monkeypatch.setattr(desk, "propose_claims", propose)
    assert work_once(engine, "the late one")
    job = the_job(engine)
    assert (job.state, job.worker, job.error) == ("running", "another", "")


def test_telling_progress_keeps_the_lease(engine, article, monkeypatch):
    seen = []
    real = desk.propose_claims

    def propose(plan: desk.SplitPlan, progress: Callable[[int, int], None]) -> desk.Proposals:
        set_job(engine, lease_until=now() + timedelta(seconds=1))
        progress(1, 3)
        seen.append(the_job(engine))
        return real(plan, lambda *_: None)

    monkeypatch.setattr(desk, "propose_claims", propose)
    work_once(engine, "one")
    (job,) = seen
    assert (job.step, job.steps_done, job.steps_total) == ("splitting", 1, 3)
    assert job.lease_until > now() + store.jobs.LEASE / 2


def test_a_desk_that_opens_frees_the_jobs_of_its_dead_worker(engine, article):
    with writing(engine) as session:
        assert store.jobs.take(session, "the one that died")
    assert not work_once(engine, "the heir")
    with writing(engine) as session:
        store.jobs.release_leases(session)
    assert work_once(engine, "the heir")
    job = the_job(engine)
    assert (job.state, job.worker, job.attempts) == ("done", "the heir", 2)


def test_a_job_that_kills_its_workers_is_given_up(engine, article):
    for _ in range(store.jobs.MAX_ATTEMPTS):
        with writing(engine) as session:
            assert store.jobs.take(session, "the one that died")
        set_job(engine, lease_until=now() - timedelta(seconds=1))
    assert not work_once(engine, "the heir")
    job = the_job(engine)
    assert (job.state, job.error) == ("failed", "the worker stopped 3 times while doing this")
    assert job.finished_at is not None
    assert count(engine, Claim) == 0


# A bad end


def test_what_may_work_later_is_tried_three_times(engine, article, monkeypatch):
    begun = fails_with(monkeypatch, *[RetryableError("the model is not there yet")] * 5)
    assert [work_once(engine, "one") for _ in range(3)] == [True, True, True]
    job = the_job(engine)
    assert (job.state, job.attempts, job.error) == ("failed", 3, "the model is not there yet")
    assert not work_once(engine, "one")
    assert len(begun) == 3
    assert count(engine, Claim) == 0


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (RetryableError("not yet"), "not yet"),
        (ConflictError("somebody else saved this"), "somebody else saved this"),
        (OperationalError("UPDATE", {}, Exception("is locked")), "unexpected: OperationalError"),
    ],
    ids=["retryable", "conflict", "database"],
)
def test_what_works_at_the_second_try_is_done(engine, article, monkeypatch, error, words):
    fails_with(monkeypatch, error, None)
    assert work_once(engine, "one")
    assert (the_job(engine).state, the_job(engine).error) == ("waiting", words)
    assert work_once(engine, "one")
    assert (the_job(engine).state, the_job(engine).error) == ("done", "")
    assert count(engine, Claim) > 0


@pytest.mark.parametrize("error", [ClaimsError("this text has no end"), AnchorError("the words moved")])
def test_what_is_refused_fails_at_once_with_its_words(engine, article, monkeypatch, error):
    begun = fails_with(monkeypatch, error, error)
    assert [work_once(engine, "one") for _ in range(2)] == [True, False]
    job = the_job(engine)
    assert (job.state, job.attempts, job.error) == ("failed", 1, str(error))
    assert len(begun) == 1


def test_an_unexpected_error_is_named_and_shows_nothing_of_the_inside(engine, article, monkeypatch, caplog):
    fails_with(monkeypatch, ZeroDivisionError("secret-inside"))
    work_once(engine, "one")
    job = the_job(engine)
    assert (job.state, job.error) == ("failed", "unexpected: ZeroDivisionError")
    for value in job.model_dump().values():
        assert "secret-inside" not in str(value)
        assert "Traceback" not in str(value)
    assert "secret-inside" in caplog.text  # the log has it


def test_a_failed_save_keeps_nothing(engine, article, monkeypatch):
    real = desk.save_split

    def save(*given: Any) -> int:
        real(*given)
        given[0].flush()
        raise ClaimsError("at the last moment")

    monkeypatch.setattr(desk, "save_split", save)
    work_once(engine, "one")
    assert the_job(engine).error == "at the last moment"
    assert count(engine, Claim) == 0
    assert count(engine, Event) == 1
    with reading(engine) as session:
        assert session.get_one(Article, article.id).status is ArticleStatus.INGESTED


# What the reader sees of it


def progress(app: Any, role: Role = Role.REVIEWER) -> tuple[Any, str]:
    visitor, _ = sign_in(app, role)
    job = the_job(app.extensions["engine"])
    return visitor, f"/jobs/{job.public_id}/progress"


@pytest.mark.parametrize(
    ("values", "asks_again", "says"),
    [
        ({"state": JobState.WAITING}, True, "Waiting for the worker"),
        ({"state": JobState.RUNNING}, True, "Beginning"),
        ({"state": JobState.RUNNING, "step": "splitting", "steps_done": 3, "steps_total": 9}, True, "3/9"),
        ({"state": JobState.DONE}, False, "Split into claims."),
        ({"state": JobState.FAILED, "error": "no end"}, False, "Splitting failed: no end"),
    ],
)
def test_the_progress_asks_again_only_while_the_job_goes_on(app, engine, article, values, asks_again, says):
    set_job(engine, **values)
    visitor, path = progress(app)
    answer = visitor.client.get(path, headers={"HX-Request": "true"})
    visitor.answer = answer
    assert answer.status_code == 200
    (box,) = visitor.page.xpath("//div[starts-with(@id, 'job-')]")
    assert (box.get("hx-get") == path) is asks_again
    assert (box.get("hx-trigger") == "load delay:1s") is asks_again
    assert says in visitor.text
    # Done, it puts the story in its place and leaves the panel, where somebody may be typing.
    done = values["state"] is JobState.DONE
    assert (
        box.get("hx-target") == "#story" and box.get("hx-get") == f"/articles/{article.public_id}"
    ) is done


@pytest.mark.parametrize("step", list(JobStep))
def test_every_step_has_words(app, engine, article, step):
    set_job(engine, state=JobState.RUNNING, step=step.value)
    visitor, path = progress(app)
    assert visitor.get(path).status == 200
    assert "…" in visitor.text


def test_without_scripts_the_pages_load_themselves_anew_while_the_job_goes_on(app, engine, article):
    visitor, path = progress(app)
    for page in (f"/articles/{article.public_id}", path.removesuffix("/progress")):
        assert '<meta http-equiv="refresh"' in visitor.get(page).answer.get_data(as_text=True)
    work_once(engine, "one")
    for page in (f"/articles/{article.public_id}", path.removesuffix("/progress")):
        assert '<meta http-equiv="refresh"' not in visitor.get(page).answer.get_data(as_text=True)


@pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
def test_a_failed_job_can_be_tried_again_from_the_page(app, engine, article, monkeypatch, htmx):
    fails_with(monkeypatch, ClaimsError("the machine was tired"))
    work_once(engine, "one")
    visitor, path = progress(app)
    reader = f"/articles/{article.public_id}"
    visitor.get(reader)
    assert "Splitting failed: the machine was tired" in visitor.text
    retry = path.replace("/progress", "/retry")
    visitor.submit(retry, htmx=htmx)
    if htmx:
        assert (visitor.status, visitor.answer.headers["HX-Redirect"]) == (204, reader)
    else:
        assert (visitor.status, visitor.path) == (200, reader)
        assert "Waiting for the worker" in visitor.text
    job = the_job(engine)
    assert (job.state, job.attempts, job.error, job.finished_at) == ("waiting", 0, "", None)
    assert work_once(engine, "one")
    assert "tired" not in visitor.get(reader).text
    assert the_job(engine).state is JobState.DONE


def test_a_job_that_has_not_failed_goes_on_as_it_is(app, engine, article):
    work_once(engine, "one")
    visitor, path = progress(app)
    from tests.world import a_form

    before, events = the_job(engine), count(engine, Event)
    assert visitor.client.post(path.replace("/progress", "/retry"), data=a_form(visitor)).status_code == 303
    assert the_job(engine) == before
    assert count(engine, Event) == events


def test_a_viewer_sees_a_failure_and_no_button(app, engine, article):
    set_job(engine, state=JobState.FAILED, error="no end")
    visitor, path = progress(app, Role.VIEWER)
    assert "Splitting failed: no end" in visitor.get(path).text
    assert not visitor.page.xpath("//form[contains(@action, '/retry')]")


def test_there_is_no_progress_of_a_job_that_is_not_there(app, engine):
    visitor, _ = sign_in(app)
    assert visitor.get("/jobs/01ARZ3NDEKTSV4RRFFQ69G5FAV/progress").status == 404
