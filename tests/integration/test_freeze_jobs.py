"""A large set is frozen by the worker: asked for once, worked out beside all else, whole or not at all."""

from __future__ import annotations

import json

import pytest
from sqlmodel import select

from claims import desk, jobs, store
from claims.desk import freeze_jobs
from claims.errors import ConflictError, InputError, MoveError
from claims.jobs import work_once
from claims.models import Claim, ClaimSet, Event, Job, Release, ReleaseItem, User
from claims.store.engine import reading, writing
from claims.vocab import JobState, Role
from tests import factories
from tests.looks import all_of, how_many
from tests.visitor import sent_at_once

ABOUT = {"organisation": "", "public_url": ""}
BOTH_WAYS = pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])


@pytest.fixture(autouse=True)
def every_set_is_large(monkeypatch):
    monkeypatch.setattr(freeze_jobs, "AT_ONCE", 0)


@pytest.fixture
def signed_in(app):
    return factories.sign_in(app, Role.EDITOR, name="Edda Itor")


@pytest.fixture
def editor(signed_in):
    return signed_in[0]


@pytest.fixture
def claims(engine):
    with writing(engine) as session:
        author, reviewer = factories.a_person(session), factories.a_person(session)
        return [factories.a_verified_claim(session, author, reviewer) for _ in range(3)]


@pytest.fixture
def made(engine, me, claims):
    with writing(engine) as session:
        return factories.a_set(session, me, *claims)


def rev(session, made):
    return session.get_one(ClaimSet, made.id).rev


def ask(engine, made, me, **wish):
    with writing(engine) as session:
        at = (made.public_id, rev(session, made), ABOUT)
        return desk.ask_freeze(session, *at, session.merge(me), desk.Wish(**wish))


def work_all(engine):
    while work_once(engine, "me"):
        pass


def freeze_jobs_of(engine):
    with reading(engine) as session:
        return session.exec(select(Job).where(Job.name == "freeze_set")).all()


def asked_events(engine):
    return events_of(engine, "asked to freeze")


def events_of(engine, verb):
    with reading(engine) as session:
        return session.exec(select(Event).where(Event.verb == verb).order_by(Event.seq)).all()


def change(engine, claim):
    """What takes a claim's signature away."""
    with writing(engine) as session:
        found = session.get_one(Claim, claim.id)
        words = store.claims.current_version(session, found).text + " Indeed."
        desk.edit_claim(session, found.public_id, found.rev, words, "", session.exec(select(User)).first())
        return words


@BOTH_WAYS
def test_a_large_set_is_frozen_by_the_worker_while_its_page_tells_how_far_it_is(engine, editor, made, htmx):
    path = f"/sets/{made.public_id}"
    editor.get(path).submit("/freeze", htmx=htmx, notes="For all.")
    if htmx:  # it follows by itself
        assert (editor.status, editor.answer.location) == (303, path)
        editor.get(path)
    assert "The set is being frozen in the background." in editor.text
    (job,) = freeze_jobs_of(engine)
    progress = editor.page.get_element_by_id(f"job-{job.public_id}")
    assert "Waiting for the worker" in progress.text_content()
    assert progress.get("hx-get") == f"/jobs/{job.public_id}/progress"
    assert "It is being frozen, as asked by Edda Itor" in editor.text
    assert not editor.page.xpath("//form[contains(@action, '/freeze')]")
    assert editor.get(path).page.xpath("//noscript/meta[@http-equiv='refresh']")
    assert how_many(engine, Release) == [0]
    work_all(engine)
    assert editor.get(f"/jobs/{job.public_id}/progress").answer.headers["HX-Refresh"] == "true"
    editor.get(path)
    assert not editor.page.xpath("//noscript/meta[@http-equiv='refresh']")
    assert "v1.0.0" in editor.page.find_class("releases")[0].text_content()
    (release,) = all_of(engine, Release)
    assert (release.notes, release.created_by_id) == ("For all.", asked_events(engine)[0].actor_id)
    assert not work_once(engine, "me")


def test_what_the_worker_freezes_is_what_is_frozen_at_once(engine, me, made):
    ask(engine, made, me)
    work_all(engine)
    with writing(engine) as session:
        desk.freeze_set(session, made.public_id, rev(session, made), ABOUT, session.merge(me))
    first, second = all_of(engine, Release)
    items = all_of(engine, ReleaseItem)
    assert [one.record for one in items[:3]] == [one.record for one in items[3:]]
    one, other = json.loads(first.manifest), json.loads(second.manifest)
    same = ("records", "coverage", "limits", "policy", "claims", "formats", "set", "schema")
    assert {name: one[name] for name in same} == {name: other[name] for name in same}
    with reading(engine) as session:
        head = session.exec(select(Event).where(Event.hash == one["audit_head"])).one()
    assert head.seq > asked_events(engine)[0].seq


def test_the_same_form_sent_again_asks_once(app, engine, editor, made):
    form = dict(editor.get(f"/sets/{made.public_id}").form("/freeze"))
    path = f"/sets/{made.public_id}/freeze"
    first, again = (editor.client.post(path, data=form) for _ in range(2))
    assert (first.status_code, first.location) == (again.status_code, again.location) == (303, again.location)
    assert (len(freeze_jobs_of(engine)), len(asked_events(engine))) == (1, 1)
    work_all(engine)
    late = editor.client.post(path, data=form)
    assert (late.status_code, late.location) == (303, first.location)
    assert (how_many(engine, Release), len(asked_events(engine))) == ([1], 1)


def test_who_asks_while_it_goes_on_is_refused(engine, me, made):
    ask(engine, made, me)
    with pytest.raises(ConflictError, match="is being frozen already"):
        ask(engine, made, me)
    work_all(engine)
    ask(engine, made, me)
    assert [job.state for job in freeze_jobs_of(engine)] == [JobState.WAITING]
    work_all(engine)
    assert [release.version for release in all_of(engine, Release)] == ["1.0.0", "1.0.1"]


def test_two_editors_ask_at_once_and_one_version_comes_of_it(app, engine, me, made):
    for _ in range(2):  # the second time the job is there already
        people = [factories.sign_in(app, Role.EDITOR)[0] for _ in range(2)]
        assert sorted(sent_at_once(people, f"/sets/{made.public_id}", "/freeze")) == [303, 409]
        work_all(engine)
    assert (len(asked_events(engine)), how_many(engine, Release)) == (2, [2])


def test_a_claim_that_changed_before_the_worker_came_is_named_on_the_page(engine, editor, claims, made):
    path = f"/sets/{made.public_id}"
    editor.get(path).submit("/freeze", notes="For all.")
    words = change(engine, claims[1])
    work_all(engine)
    (job,) = freeze_jobs_of(engine)
    assert (job.state, job.attempts) == (JobState.FAILED, 1)
    assert how_many(engine, Release, ReleaseItem) == [0, 0]
    editor.get(path)
    told = " ".join(editor.page.get_element_by_id("refused").text_content().split())
    assert told.startswith("The version asked for by Edda Itor was not frozen: claims in the set changed")
    assert f"“{words}”" in told
    assert editor.form("/freeze")["notes"].strip() == "For all."
    assert not editor.get(f"/jobs/{job.public_id}").page.xpath("//form[contains(@action, '/retry')]")
    with writing(engine) as session:
        who = session.get_one(User, asked_events(engine)[0].actor_id)
        desk.take_from_set(session, made.public_id, rev(session, made), claims[1].public_id, who)
    editor.get(path).submit("/freeze")
    work_all(engine)
    assert len(all_of(engine, ReleaseItem)) == 2
    assert "was not frozen" not in editor.get(path).text


def test_what_could_not_be_frozen_is_told_until_a_version_is_there(
    engine, editor, me, claims, made, monkeypatch
):
    ask(engine, made, me)
    with writing(engine) as session:
        session.get_one(User, me.id).role = Role.REVIEWER
    work_all(engine)
    with writing(engine) as session:
        session.get_one(User, me.id).role = Role.EDITOR
    assert "who asked for this version is no editor any more" in editor.get(f"/sets/{made.public_id}").text
    monkeypatch.setattr(freeze_jobs, "AT_ONCE", 500)
    editor.submit("/freeze")
    assert "was not frozen" not in editor.get(f"/sets/{made.public_id}").text
    assert how_many(engine, Release) == [1]


@pytest.mark.parametrize("what", ["claim", "set"])
def test_what_changes_while_it_is_worked_out_keeps_it_from_being_frozen(
    engine, me, claims, made, what, monkeypatch
):
    prepare = desk.prepare_freeze

    def prepared(session, *more):
        found = prepare(session, *more)
        if what == "claim":
            change(engine, claims[0])
        else:
            with writing(engine) as other:
                desk.step_in_set(other, made.public_id, rev(other, made), claims[0].public_id, 1, me)
        return found

    monkeypatch.setattr(desk, "prepare_freeze", prepared)
    ask(engine, made, me)
    work_all(engine)
    (job,) = freeze_jobs_of(engine)
    assert job.state is JobState.FAILED
    assert "changed since" in job.error or "somebody else saved this" in job.error
    assert how_many(engine, Release, ReleaseItem) == [0, 0]


def test_what_can_be_seen_is_refused_before_it_is_asked(engine, me, claims, made):
    words = change(engine, claims[2])
    with pytest.raises(MoveError, match="1 of the claims are not verified as they stand") as refused:
        ask(engine, made, me)
    assert f"“{words}”" in str(refused.value)
    with writing(engine) as session:
        desk.take_from_set(session, made.public_id, rev(session, made), claims[2].public_id, me)
    with pytest.raises(InputError, match="asks for one of these") as refused:
        ask(engine, made, me, version="7.0.0")
    assert refused.value.field == "version"
    with pytest.raises(InputError) as refused:
        ask(engine, made, me, notes="x" * 10_001)
    assert refused.value.field == "notes"
    with pytest.raises(ConflictError, match="changed since you looked"):
        ask(engine, made, me, seen=1)
    ask(engine, made, me)
    work_all(engine)
    with writing(engine) as session:
        desk.take_from_set(session, made.public_id, rev(session, made), claims[1].public_id, me)
    with pytest.raises(InputError, match="say why 1 claims"):
        ask(engine, made, me)
    assert len(asked_events(engine)) == 1


def test_no_name_of_a_protected_source_is_kept_of_what_was_asked(engine, me, claims, made):
    with writing(engine) as session:
        source = store.sources.evidence_of(session, claims[0].id)[0].source
        source.protected, source.title = True, "Captain Brandvold"
        session.add(source)
    ask(engine, made, me, notes="Thanks to Captain Brandvold.")
    assert asked_events(engine)[0].payload["notes"] == "Thanks to [protected source]."


def test_the_worker_tells_how_far_it_is_and_never_goes_back(engine, me, made):
    ask(engine, made, me)
    heard = []
    with reading(engine) as session:
        desk.prepare_freeze(session, made.id, lambda *how_far: heard.append(how_far))
    shares = [done / of for done, of in heard]
    assert shares == sorted(shares)
    assert (shares[0], len(shares)) == (0, 3 + 12)
    assert 0.5 < shares[-1] < 1


def test_a_worker_that_breaks_off_while_writing_leaves_nothing_and_the_next_try_freezes(
    engine, me, made, monkeypatch
):
    work_all(engine)
    ask(engine, made, me)

    def gone(_session, _job):
        raise jobs.RetryableError("the disk was away")

    with monkeypatch.context() as patched:
        patched.setattr(jobs, "_finish", gone)
        work_once(engine, "me")
    assert how_many(engine, Release, ReleaseItem) == [0, 0]
    assert [job.state for job in freeze_jobs_of(engine)] == [JobState.WAITING]
    work_all(engine)
    assert how_many(engine, Release, ReleaseItem) == [1, 3]
    assert len(events_of(engine, "froze")) == 1


def test_a_small_set_is_frozen_at_once(engine, editor, made, monkeypatch):
    monkeypatch.setattr(freeze_jobs, "AT_ONCE", 3)
    editor.get(f"/sets/{made.public_id}").submit("/freeze")
    assert (how_many(engine, Release), freeze_jobs_of(engine)) == ([1], [])
