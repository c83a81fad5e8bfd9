"""Whichever statement of a use case fails, what was before stands, and nothing of what was to be.

Every function of the desk that writes is tried here, with its first statement failing, its second, and so
on to its commit.
"""

from __future__ import annotations

import inspect
import io
import shutil
import sqlite3
from contextlib import contextmanager
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError
from sqlmodel import col, select

from claims import desk
from claims.desk import signing
from claims.models import ArticleMeta, Claim, Job, Occurrence, QueueFilter, Selection, Snapshot, Source
from claims.scale import standard
from claims.store.engine import commit, open_engine, reading, writer, writing
from claims.vocab import (
    Adjudicated,
    ClaimStatus,
    DismissReason,
    ImportKind,
    JobState,
    Rating,
    ReviewDecision,
    Role,
    SearchResult,
    SnapshotMethod,
    Stance,
    StatusGroup,
    TriageStep,
)
from tests import factories
from tests.decisions import FORMS, filled
from tests.factories import FERRY, SOURCE_TEXT, STORY
from tests.reviewing import go_by, in_review, rate
from tests.world import a_world

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sqlalchemy import Engine
    from sqlmodel import Session

W = SimpleNamespace
#: The functions of the desk that only look; all others that take a session have to be tried.
LOOKS = frozenset(
    """article_of_place captured_bytes check_trail checked claim_row claim_rows compare_captures
    count_newer count_sources duplicates_of facts_of find_duplicates find_release history_of
    lineage_of list_articles list_people list_sets list_sources merged_into newest_recheck
    newest_scale open_agreement open_article open_capture open_changes open_claim open_diff
    open_evidence open_find open_gathering open_home open_job open_link open_merge open_new_claim
    open_origins open_pair open_places open_policy open_provenance open_queue open_recheck
    open_release open_scales open_set open_source open_split open_withdrawal others_on own_scale
    package_name plan_index plan_recheck plan_split policy_now preview_set queue_counts release_file
    release_package scale_of sign_in source_at trace_of trail_head was_sign_in_of who_is""".split()
)
LOOKS |= {"hidden_claims", "is_packed_at_once", "keep_package", "open_compare"}
LOOKS |= {"is_frozen_at_once", "prepare_freeze"}
LOOKS |= {"open_claim_beside", "open_lines", "touched_by", "with_claims_at"}
LOOKS |= {"claim_as_it_stood", "open_contact", "open_history"}
LOOKS |= frozenset("imported_release list_imports open_import open_leads open_mapping plan_import".split())


# A desk with something for each of them


def a_desk(engine: Engine) -> W:
    """What the cases find: rows as they were when they were made."""
    world = a_world(engine)
    with writing(engine) as session:
        me, other = factories.a_person(session, Role.ADMIN, login="me"), world.author
        me.password_hash = desk.hash_password("lantern bridge crowns 1911", [])
        w = W(world=world, me=me, other=other, token=desk.open_session(session, me))
        _claims(session, w)
        _reviews(session, w)
        _texts(session, w)
        _people(session, w)
        _sets(session, w)
        _imports(session, w)
    with writing(engine) as session:
        w.sitting = desk.who_is(session, w.token)[0].id
    with writer(engine, "", w.sitting) as session:
        desk.skip_claim(session, w.skipped.public_id, rev(session, w.skipped), w.me)
        commit(session)
    return w


def _claims(session: Session, w: W) -> None:
    w.open, w.drafted, w.theirs, w.mine = (factories.a_claim(session) for _ in range(4))
    w.evidence = factories.an_evidence(session, w.open, w.me)
    w.split_article, (w.facts, w.second, _) = factories.a_split_article(session)
    for claim, author in ((w.drafted, w.me), (w.theirs, w.other), (w.mine, w.me)):
        factories.a_verdict(session, claim, author)
    for claim, author in ((w.theirs, w.other), (w.mine, w.me)):
        desk.submit_verdict(session, claim.public_id, claim.rev, author)
        session.flush()
    w.dismissed = factories.a_claim(session, ClaimStatus.DISMISSED, dismiss_reason=DismissReason.OPINION)
    w.skipped = factories.a_claim(session, ClaimStatus.PROPOSED)
    desk.tick_fact(session, w.facts.public_id, "40 to 60 cars", w.me)
    desk.add_place(session, w.second.public_id, w.second.rev, Selection("The ferry sails again"), w.me)
    session.flush()
    desk.strike_line(session, w.split_article.public_id, 1, 0, w.me)


def _reviews(session: Session, w: W) -> None:
    """One that is stale, somebody who left, and one with something to give back."""
    w.stale = factories.a_verified_claim(session, w.me, w.other)
    typed = {"query": "q", "place": "p", "note": ""}
    desk.log_search(session, w.stale.public_id, w.stale.rev, typed, SearchResult.NOTHING, w.me)
    session.flush()
    w.gone = factories.a_person(session, active=False)
    w.theirs.assignee_id = w.other.id
    session.add(w.theirs)
    session.flush()


def _rate_blind(session: Session, w: W) -> None:
    go_by(session, blind=True)
    claim = in_review(session, w.other)
    rate(session, claim, w.me)


def _adjudicate(session: Session, w: W) -> None:
    go_by(session, blind=True)
    claim = in_review(session, w.other)
    second = rate(session, claim, factories.a_person(session), Rating.SUPPORTED).public_id
    seen = _digest(session, claim)
    desk.adjudicate(session, *at(session, claim), second, Adjudicated.SECOND, "So.", seen, w.me)


def _digest(session: Session, claim: Claim) -> str:
    return signing.digest(session, session.get_one(Claim, claim.id))


def _texts(session: Session, w: W) -> None:
    w.unsplit = factories.an_article(session, FERRY + "\n\nA copy that is not split yet.")
    w.source, w.same, w.twin = (factories.a_source(session, w.me) for _ in range(3))
    for source in (w.same, w.twin):
        desk.edit_source(session, *at(session, source), REPORT | {"url": "https://a.example/report"}, w.me)
        session.flush()
    captured = session.exec(select(Snapshot).where(Snapshot.source_id == w.source.id)).one()
    unread = Snapshot(**captured.model_dump(exclude={"id", "public_id", "text_sha256"}), text_sha256="0" * 64)
    session.add(unread)
    session.flush()
    w.snapshot = unread.id
    rules = desk.FetchRules(allowed=True)
    w.request = desk.ask_fetch(session, "http://tides.example/a", rules, w.me).subject_id
    quoted = session.get_one(Source, w.evidence.source_id)
    w.recheck = desk.ask_recheck(session, w.me, source_id=quoted.public_id).subject_id
    w.visit = desk.Visit(quoted.id or 0, "http://tides.example/b", "tides.example", 1)
    w.job = session.exec(select(Job).where(Job.subject_id == w.unsplit.id)).first()
    w.job.state = JobState.FAILED


def _people(session: Session, w: W) -> None:
    w.link, w.invitation = desk.make_sign_in_link(session, w.me), desk.invite(session, Role.VIEWER, "", w.me)
    desk.open_session(session, w.other)
    w.view = desk.keep_view(session, "Kept", QueueFilter(), w.me)


def _imports(session: Session, w: W) -> None:
    made = desk.begin_import(session, _table(), "claims.csv", w.me)
    session.flush()
    w.import_key = desk.map_import(session, *at(session, made), {"text": "Claim"}, w.me).subject_id


def _sets(session: Session, w: W) -> None:
    w.set = desk.create_set(session, SET, w.me)
    w.verified = factories.a_verified_claim(session, w.other, w.me)
    w.asked_set = desk.create_set(session, SET, w.me)
    session.flush()
    desk.add_to_set(session, *at(session, w.asked_set), w.verified.public_id, w.me)
    session.flush()
    desk.ask_freeze(session, *at(session, w.asked_set), ABOUT, w.me, desk.Wish())


def rev(session: Session, row: Any) -> int:
    """The revision of a row as it is now."""
    return session.get_one(type(row), row.id).rev


def at(session: Session, row: Any) -> tuple[str, int]:
    """What a use case asks for: which row, and the revision that was seen."""
    return row.public_id, rev(session, row)


# The cases: one for each

ROWS = dict(enumerate(standard().codes, start=1))
SET = {"title": "Bridges", "description": "", "licence": ""}
ABOUT = {"organisation": "", "public_url": ""}
NOTHING = {"note": "", "locator": ""}
PERSON = {"name": "Guest", "login": "guest"}
ARTICLE = dict.fromkeys("title byline outlet portal published_on canonical_url language".split(), "")
REPORT = {
    **dict.fromkeys("author publisher url language published_on origin_group".split(), ""),
    "title": "Report",
    "kind": "government",
}


def _quoted(s: Session, w: W) -> str:
    """The source that a passage in use is from."""
    return s.get_one(Source, w.evidence.source_id).public_id


def _place(s: Session, claim: Claim) -> int:
    """The newest place of a claim."""
    of = select(Occurrence.id).where(Occurrence.claim_id == claim.id).order_by(col(Occurrence.id).desc())
    return s.exec(of).first() or 0


def _review(s: Session, w: W) -> None:
    claim, seen = at(s, w.theirs), signing.digest(s, s.get_one(Claim, w.theirs.id))
    desk.review_verdict(s, *claim, ReviewDecision.APPROVE, "", seen, w.me)


def _change_all(s: Session, w: W) -> None:
    asked = QueueFilter(article=w.split_article.public_id, status=StatusGroup.OPEN)
    seen = desk.queue_counts(s, asked, w.me).seen
    desk.change_all(s, asked, seen, desk.Change(TriageStep.TAG, tag="seen"), w.me)


def _freeze(s: Session, w: W) -> None:
    desk.freeze_set(s, *at(s, w.world.set), ABOUT, w.me)


def _save_freeze(s: Session, w: W) -> None:
    key = w.asked_set.id
    desk.save_freeze(s, key, desk.prepare_freeze(s, key, lambda _done, _of: None))


def _brought() -> desk.Brought:
    text = "The tide was four metres."
    return desk.Brought(factories.a_fetched(text), desk.read_paste(text), desk.index_of(text))


def _table() -> io.BytesIO:
    return io.BytesIO(b"Claim,Verdict\r\nThe pier is old.,False\r\nThe sea is wide.,True\r\n")


def _read_table() -> desk.Prepared:
    return desk.prepare_import(_table(), ImportKind.CSV, {"text": "Claim", "rating": "Verdict"})


def _save_import(s: Session, w: W) -> None:
    with _read_table() as read:
        desk.save_import(s, w.import_key, read)


def _import_claims(s: Session, _w: W) -> None:
    with _read_table() as read:
        desk.import_claims(s, read, "claims.csv", None)


CASES: dict[str, Callable[[Session, W], Any]] = {
    "adjudicate": _adjudicate,
    "rate_blind": _rate_blind,
    "remove_person": lambda s, w: desk.remove_person(s, w.other.public_id, w.me),
    "override_origins": lambda s, w: (
        go_by(s, origins=2),
        desk.override_origins(s, *at(s, w.drafted), "Nobody else counts.", w.me),
    ),
    "renew_verdict": lambda s, w: desk.renew_verdict(s, *at(s, w.stale), _digest(s, w.stale), w.me),
    "restore_person": lambda s, w: desk.restore_person(s, w.gone.public_id, w.me),
    "accept_claim": lambda s, w: desk.accept_claim(s, *at(s, w.skipped), w.me),
    "accept_invitation": lambda s, w: desk.accept_invitation(s, w.invitation, PERSON, "a hash"),
    "add_archive_link": lambda s, w: desk.add_archive_link(s, w.source.public_id, "https://b.example/", w.me),
    "add_place": lambda s, w: desk.add_place(s, *at(s, w.facts), Selection("The ferry sails again"), w.me),
    "add_source": lambda s, w: desk.add_source(
        s, REPORT, desk.read_paste(SOURCE_TEXT + " Page 9."), SnapshotMethod.PASTE, w.me
    ),
    "add_to_set": lambda s, w: desk.add_to_set(s, *at(s, w.set), w.verified.public_id, w.me),
    "answer_contact": lambda s, w: desk.answer_contact(
        s, *at(s, w.world.contact), {"answer": "14.", "answered_on": "", "deadline": ""}, w.me
    ),
    "answer_origin": lambda s, w: desk.answer_origin(
        s, w.source.public_id, w.same.public_id, w.me, same=True
    ),
    "ask_fetch": lambda s, w: desk.ask_fetch(
        s, "http://tides.example/c", desk.FetchRules(allowed=True), w.me
    ),
    "ask_package": lambda s, w: desk.ask_package(s, w.world.release.public_id),
    "ask_recheck": lambda s, w: desk.ask_recheck(s, w.me, source_id=_quoted(s, w)),
    "attach_evidence": lambda s, w: desk.attach_evidence(
        s,
        *at(s, w.open),
        desk.FoundPassage(w.source.public_id, Selection("closed for three years")),
        Stance.SUPPORTS,
        NOTHING,
        w.me,
    ),
    "be_on": lambda s, w: desk.be_on(s, w.open.public_id, w.me),
    "begin_fetch": lambda s, w: desk.begin_fetch(s, w.request),
    "begin_visit": lambda s, w: desk.begin_visit(s, w.recheck, w.visit),
    "capture_again": lambda s, w: desk.capture_again(
        s, w.source.public_id, desk.read_paste("Another text."), desk.Received(SnapshotMethod.PASTE), w.me
    ),
    "change_all": _change_all,
    "change_policy": lambda s, w: desk.change_policy(s, 1, {"origins": 2}, "Two are better.", w.me),
    "change_picked": lambda s, w: desk.change_picked(
        s, dict([at(s, w.open), at(s, w.skipped)]), desk.Change(TriageStep.TAG, tag="seen"), w.me
    ),
    "change_span": lambda s, w: desk.change_span(
        s, *at(s, w.second), _place(s, w.second), Selection("met Mayor Bo Ek"), w.me
    ),
    "create_set": lambda s, w: desk.create_set(s, SET, w.me),
    "describe_evidence": lambda s, w: desk.describe_evidence(
        s, w.evidence.public_id, rev(s, w.open), {"note": "Page 4."}, w.me
    ),
    "detach_evidence": lambda s, w: desk.detach_evidence(s, w.evidence.public_id, rev(s, w.open), w.me),
    "dismiss_claim": lambda s, w: desk.dismiss_claim(s, *at(s, w.skipped), DismissReason.OPINION, w.me),
    "draft_verdict": lambda s, w: desk.draft_verdict(s, *at(s, w.open), Rating.REFUTED, "So.", w.me),
    "drop_view": lambda s, w: desk.drop_view(s, w.view.public_id, w.me),
    "edit_article": lambda s, w: desk.edit_article(
        s, *at(s, w.world.article), ARTICLE | {"title": "New"}, w.me
    ),
    "edit_claim": lambda s, w: desk.edit_claim(s, *at(s, w.world.verified), "Other words.", "clearer", w.me),
    "edit_profile": lambda s, w: desk.edit_profile(
        s, rev(s, w.me), {"name": "I", "login": "i", "language": ""}, "", w.me
    ),
    "edit_set": lambda s, w: desk.edit_set(s, *at(s, w.set), SET | {"title": "Ferries"}, w.me),
    "edit_scale": lambda s, w: desk.edit_scale(s, "our-own", 1, "Ours", ROWS, w.me),
    "edit_settings": lambda s, w: desk.edit_settings(s, rev(s, w.me), {"theme": "dark"}, w.me),
    "edit_source": lambda s, w: desk.edit_source(s, *at(s, w.source), REPORT, w.me),
    "end_session": lambda s, w: desk.end_session(s, w.token),
    "end_sessions_of": lambda s, w: desk.end_sessions_of(s, w.other.public_id, w.me),
    "ask_freeze": lambda s, w: desk.ask_freeze(s, *at(s, w.world.set), ABOUT, w.me, desk.Wish()),
    "freeze_set": _freeze,
    "save_freeze": _save_freeze,
    "begin_import": lambda s, w: desk.begin_import(s, _table(), "claims.csv", w.me),
    "map_import": lambda s, w: desk.map_import(s, *at(s, w.world.claim_import), {"text": "Claim"}, w.me),
    "save_import": _save_import,
    "import_claims": _import_claims,
    "drop_rule": lambda s, w: desk.drop_rule(s, *at(s, w.set), w.me),
    "gather_by_rule": lambda s, w: desk.gather_by_rule(
        s, *at(s, w.set), QueueFilter(ClaimStatus.VERIFIED), (2, 0), w.me
    ),
    "move_in_set": lambda s, w: desk.move_in_set(s, *at(s, w.world.set), w.world.verified.public_id, 1, w.me),
    "step_in_set": lambda s, w: desk.step_in_set(s, *at(s, w.world.set), w.world.verified.public_id, 1, w.me),
    "sort_set": lambda s, w: desk.sort_set(s, *at(s, w.world.set), w.me),
    "withdraw_claim": lambda s, w: desk.withdraw_claim(
        s, *at(s, w.world.set), w.world.verified.public_id, "A misprint.", ABOUT, w.me
    ),
    "withdraw_release": lambda s, w: desk.withdraw_release(
        s, *at(s, w.world.set), "A misprint.", ABOUT, w.me
    ),
    "invite": lambda s, w: desk.invite(s, Role.VIEWER, "", w.me),
    "keep_view": lambda s, w: desk.keep_view(s, "Mine", QueueFilter(), w.me),
    "let_go": lambda s, w: desk.let_go(s, w.world.followed.public_id, w.me),
    "log_search": lambda s, w: desk.log_search(
        s, *at(s, w.open), {"query": "q", "place": "p", "note": ""}, SearchResult.NOTHING, w.me
    ),
    "make_scale": lambda s, w: desk.make_scale(s, "Another", ROWS, w.me),
    "make_sign_in_link": lambda s, w: desk.make_sign_in_link(s, w.me),
    "mark_claim": lambda s, w: desk.mark_claim(
        s, w.split_article.public_id, Selection("met Mayor Bo Ek"), w.me
    ),
    "mark_duplicate": lambda s, w: desk.mark_duplicate(s, *at(s, w.skipped), w.open.public_id, w.me),
    "merge_claims": lambda s, w: desk.merge_claims(
        s, *at(s, w.facts), [desk.Chosen(*at(s, w.second))], "Both.", w.me
    ),
    "merge_sources": lambda s, w: desk.merge_sources(s, *at(s, w.twin), w.same.public_id, w.me),
    "note_contact": lambda s, w: factories.a_contact(s, s.get_one(Claim, w.open.id), w.me),
    "open_line": lambda s, w: desk.open_line(s, w.split_article.public_id, 1, 0, w.me),
    "open_session": lambda s, w: desk.open_session(s, w.me),
    "place_claim": lambda s, w: desk.place_claim(
        s, w.world.followed.public_id, Selection("4,000 people"), w.me
    ),
    "reopen_claim": lambda s, w: desk.reopen_claim(s, *at(s, w.dismissed), w.me),
    "retry_job": lambda s, w: desk.retry_job(s, w.job.public_id, w.me),
    "review_verdict": _review,
    "save_claims": lambda s, w: desk.save_claims(s, w.unsplit.id, factories.ferry()),
    "save_fetch": lambda s, w: desk.save_fetch(s, w.request, _brought()),
    "save_index": lambda s, w: desk.save_index(s, w.snapshot, desk.index_of(SOURCE_TEXT)),
    "save_look": lambda s, w: desk.save_look(s, w.recheck, w.visit, desk.Look(_brought())),
    "save_split": lambda s, w: desk.save_split(s, desk.plan_split(s, w.unsplit.id), factories.ferry()),
    "saw": lambda s, w: desk.saw(s, w.token),
    "set_relay": lambda s, w: desk.set_relay(s, *at(s, w.source), w.same.public_id, w.me),
    "set_stance": lambda s, w: desk.set_stance(s, w.evidence.public_id, rev(s, w.open), Stance.MIXED, w.me),
    "sign_in_by_link": lambda s, w: desk.sign_in_by_link(s, w.link),
    "skip_claim": lambda s, w: desk.skip_claim(s, *at(s, w.skipped), w.me),
    "split_claim": lambda s, w: desk.split_claim(
        s, *at(s, w.facts), [desk.Part("One."), desk.Part("Two.")], w.me
    ),
    "strike_line": lambda s, w: desk.strike_line(
        s, w.split_article.public_id, 1, FERRY.index("Harbour master"), w.me
    ),
    "submit_verdict": lambda s, w: desk.submit_verdict(s, *at(s, w.drafted), w.me),
    "take_back_verdict": lambda s, w: desk.take_back_verdict(s, *at(s, w.mine), w.me),
    "take_claim": lambda s, w: desk.take_claim(s, *at(s, w.skipped), w.me),
    "take_from_set": lambda s, w: desk.take_from_set(
        s, *at(s, w.world.set), w.world.verified.public_id, w.me
    ),
    "take_in": lambda s, w: desk.take_in(
        s, desk.read_paste(STORY.replace("Monday", "Friday")), ArticleMeta(), w.me
    ),
    "take_in_again": lambda s, w: desk.take_in_again(
        s, w.split_article.public_id, desk.read_paste(FERRY.replace("old", "new")), w.me
    ),
    "take_out_source": lambda s, w: desk.take_out_source(s, *at(s, w.same), w.me),
    "take_place": lambda s, w: desk.take_place(s, *at(s, w.second), _place(s, w.second), w.me),
    "tick_fact": lambda s, w: (
        desk.untick_fact(s, w.facts.public_id, "40 to 60 cars", w.me),
        desk.tick_fact(s, w.facts.public_id, "40 to 60 cars", w.other),
    ),
    "undo_last": lambda s, w: desk.undo_last(s, w.me),
    "untick_fact": lambda s, w: desk.untick_fact(s, w.facts.public_id, "40 to 60 cars", w.me),
    "withdraw_verdict": lambda s, w: desk.withdraw_verdict(s, *at(s, w.world.verified), "Forged.", w.me),
    "withdraw_invitation": lambda s, w: desk.withdraw_invitation(s, w.world.invitation.public_id, w.me),
}


def test_every_function_of_the_desk_that_writes_is_tried_below():
    """A new one needs a case, or a place among those that only look."""
    functions = {name: getattr(desk, name) for name in desk.__all__}
    with_session = {
        name
        for name, found in functions.items()
        if inspect.isfunction(found) and next(iter(inspect.signature(found).parameters), "") == "session"
    }
    assert not LOOKS & set(CASES)
    assert LOOKS | set(CASES) == with_session


# The Nth statement fails


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory, _sqlite_template: Path) -> tuple[Path, W]:
    """A database file to be copied, and what stands in it."""
    path = tmp_path_factory.mktemp("faults") / "desk.db"
    shutil.copyfile(_sqlite_template, path)
    engine = open_engine(f"sqlite:///{path}")
    w = a_desk(engine)
    engine.dispose()  # the last connection to close writes the log into the file
    return path, w


@pytest.fixture
def opened(template: tuple[Path, W], tmp_path: Path) -> Iterator[tuple[Engine, W]]:
    path, w = template
    shutil.copyfile(path, tmp_path / "desk.db")
    engine = open_engine(f"sqlite:///{tmp_path / 'desk.db'}")
    yield engine, w
    engine.dispose()


def state(engine: Engine) -> dict[str, list[Any]]:
    """Every row of every table, read past all that is tested here."""
    connection = sqlite3.connect(engine.url.database)
    try:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        return {name: connection.execute(f'SELECT * FROM "{name}"').fetchall() for (name,) in names}
    finally:
        connection.close()


class Fault:
    """Lets the Nth statement fail from here on, BEGIN included; 0 lets the commit fail."""

    def __init__(self, nth: int) -> None:
        self.nth, self.count, self.fired = nth, 0, False

    def statement(self, *_given: Any) -> None:
        self.count += 1
        if self.count == self.nth:
            self._fail()

    def commit(self, _connection: Any) -> None:
        if self.nth == 0:
            self._fail()

    def _fail(self) -> None:
        self.fired = True
        raise OperationalError("a statement", {}, Exception("disk I/O error"))


@contextmanager
def failing(engine: Engine, nth: int) -> Iterator[Fault]:
    fault = Fault(nth)
    hooks = [("before_cursor_execute", fault.statement), ("commit", fault.commit)]
    for name, hook in hooks:
        event.listen(engine, name, hook)
    try:
        yield fault
    finally:
        for name, hook in hooks:
            event.remove(engine, name, hook)


def attempt(engine: Engine, w: W, do: Callable[[Session, W], Any], nth: int) -> bool:
    """Do it with one statement failing; whether that statement came at all."""
    with failing(engine, nth) as fault:
        try:
            with writer(engine, "request", w.sitting) as session:
                do(session, w)
                commit(session)
        except OperationalError:
            assert fault.fired
            return True
    assert not fault.fired, "a statement failed, and nobody was told"
    return False


@pytest.mark.parametrize("name", CASES)
def test_a_failing_statement_leaves_what_was_before(opened, name):
    engine, w = opened
    before, nth = state(engine), 0
    while attempt(engine, w, CASES[name], nth):
        assert state(engine) == before, f"statement {nth} failed, and something stayed"
        nth += 1
    assert nth > 2, "nothing was tried"
    assert state(engine) != before, "this case writes nothing"
    with reading(engine) as session:
        assert desk.check_trail(session).broken is None


# And the answer says so


@pytest.mark.parametrize(
    "name", [name for name in FORMS if name.startswith(("verdicts.", "reviews.", "exports.freeze"))]
)
def test_a_form_whose_statement_fails_is_told_so_and_can_be_sent_again(sqlite_url, make_app, name):
    app = make_app(sqlite_url)
    engine = app.extensions["engine"]
    visitor, path, fields = filled(app, name)
    before, nth = _all_but_who_is_here(engine), 0
    while True:
        with failing(engine, nth) as fault:
            answer = visitor.client.post(path, data=fields)
        if not fault.fired:
            break
        said = answer.get_data(as_text=True)
        assert answer.status_code == 503, f"statement {nth}: {said}"
        assert "Nothing was saved yet; try again in a moment." in said
        assert _all_but_who_is_here(engine) == before
        nth += 1
    assert nth > 10
    assert answer.status_code == 303
    assert _all_but_who_is_here(engine) != before


def _all_but_who_is_here(engine: Engine) -> dict[str, list[Any]]:
    return {name: rows for name, rows in state(engine).items() if name != "user_session"}
