"""Whoever does what in whatever order: nobody verifies a claim alone, and nothing is left unsaid."""

from __future__ import annotations

import json
from itertools import count
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from sqlmodel import col, select

from claims import desk, store
from claims.desk import blind, signing
from claims.errors import ClaimsError
from claims.models import Claim, Event, Review, Selection, Verdict, base
from claims.store.engine import commit, open_engine, reading, writer, writing
from claims.vocab import (
    MOVES,
    Adjudicated,
    ClaimStatus,
    DismissReason,
    ExportFormat,
    Rating,
    ReviewDecision,
    ReviewMode,
    Role,
    SearchResult,
    Stance,
)
from tests import factories
from tests.reviewing import go_by
from tests.world import a_world

NTH = st.integers(0, 9)
PEOPLE = 4
WHO = st.integers(0, PEOPLE - 1)
#: What a desk may go by; the first is that of one that has chosen nothing.
POLICIES: list[dict[str, Any]] = [{}, {"blind": True}, {"approvals": 2}, {"blind": True, "approvals": 2}]
QUOTES = [
    "The work cost 14 million crowns.",
    "Some 4,000 people came on",
    "closed for three years",
    "nowhere",
]
TEXTS = ["The work cost 12 million.", "It cost 12 million crowns.", "", "물이 돌았다"]
#: How many steps of each kind were taken: a walk that never signs anything shows nothing.
REACHED: dict[ClaimStatus, int] = {}


class Lifecycle(RuleBasedStateMachine):
    """Four people, four sittings, one claim that a person marked and one that nobody did."""

    engine: Any

    @initialize(policy=st.sampled_from(POLICIES))
    def begin(self, policy):
        self.blind = policy.get("blind", False)
        with writing(self.engine) as session:
            self.people = [factories.a_person(session, Role.EDITOR) for _ in range(PEOPLE)]
            go_by(session, **({"blind": False, "approvals": 1} | policy))
            tokens = [desk.open_session(session, one) for one in self.people]
            self.source = factories.a_source(session, self.people[0])
            article = factories.an_article(session)
            marked = desk.mark_claim(
                session, article.public_id, Selection("4,000 people walked"), self.people[0]
            )
            self.article = article
            self.claims = [marked, factories.a_claim(session, ClaimStatus.PROPOSED, article)]
            session.flush()
            for claim in self.claims:
                claim.status = ClaimStatus.PROPOSED
        with reading(self.engine) as session:
            self.sittings = [desk.who_is(session, token)[0].id for token in tokens]
            self.seen = desk.trail_head(session)
        self.before = self.looks()

    def looks(self):
        """Everything about the claims that a person could have changed, by the claim's id."""
        with reading(self.engine) as session:
            rows = [session.get_one(Claim, claim.id) for claim in self.claims]
            return {
                row.public_id: (row.status, row.rev, signing.digest(session, row), _newest(session, row))
                for row in rows
            }

    def act(self, who, do):
        """Do it as one of them; what is refused changes nothing, what changes a claim stands in its trail."""
        user = self.people[who]
        with writer(self.engine, f"{who}", self.sittings[who]) as session:
            try:
                do(session, user)
                commit(session)
            except ClaimsError:
                session.rollback()
        after = self.looks()
        with reading(self.engine) as session:
            last = session.exec(select(Event.seq).where(Event.hash == self.seen)).one()
            new = session.exec(select(Event).where(Event.seq > last).order_by(col(Event.seq))).all()
            self.seen = desk.trail_head(session)
        told = {event.object_id for event in new}
        for claim, state in after.items():
            if state[0] is not self.before[claim][0] or state[3] != self.before[claim][3]:
                assert claim in told, "a step of the claim left no event"
                REACHED[state[0]] = REACHED.get(state[0], 0) + 1
        if not new:
            assert after == self.before
        self.before = after

    def claim(self, session, nth):
        return session.get_one(Claim, self.claims[nth % 2].id)

    @rule(who=WHO, nth=NTH)
    def accept(self, who, nth):
        def do(session, user):
            claim = self.claim(session, nth)
            desk.accept_claim(session, claim.public_id, claim.rev, user)

        self.act(who, do)

    @rule(who=WHO, nth=NTH, quote=st.sampled_from(QUOTES), stance=st.sampled_from(list(Stance)))
    def attach(self, who, nth, quote, stance):
        def do(session, user):
            claim = self.claim(session, nth)
            found = desk.FoundPassage(self.source.public_id, Selection(quote))
            nothing = {"note": "", "locator": ""}
            desk.attach_evidence(session, claim.public_id, claim.rev, found, stance, nothing, user)

        self.act(who, do)

    @rule(who=WHO, nth=NTH)
    def search(self, who, nth):
        def do(session, user):
            claim = self.claim(session, nth)
            typed = {"query": "q", "place": "p", "note": ""}
            desk.log_search(session, claim.public_id, claim.rev, typed, SearchResult.NOTHING, user)

        self.act(who, do)

    @rule(who=WHO, nth=NTH, rating=st.sampled_from(list(Rating)))
    def draft(self, who, nth, rating):
        def do(session, user):
            claim = self.claim(session, nth)
            desk.draft_verdict(session, claim.public_id, claim.rev, rating, "So it is.", user)

        self.act(who, do)

    @rule(who=WHO, nth=NTH)
    def submit(self, who, nth):
        def do(session, user):
            claim = self.claim(session, nth)
            desk.submit_verdict(session, claim.public_id, claim.rev, user)

        self.act(who, do)

    @rule(who=WHO, nth=NTH)
    def take_back(self, who, nth):
        def do(session, user):
            claim = self.claim(session, nth)
            desk.take_back_verdict(session, claim.public_id, claim.rev, user)

        self.act(who, do)

    @rule(who=WHO, nth=NTH, decision=st.sampled_from(list(ReviewDecision)), fresh=st.booleans())
    def review(self, who, nth, decision, fresh):
        def do(session, user):
            claim = self.claim(session, nth)
            seen = signing.digest(session, claim) if fresh else "0" * 64
            args = (claim.public_id, claim.rev, decision, "As I see it.", seen, user)
            desk.review_verdict(session, *args)

        self.act(who, do)

    @rule(who=WHO, nth=NTH)
    def sign(self, who, nth):
        """The straight way, as far as one person comes on it: so that walks get far."""
        self.accept(who, nth)
        self.attach(who, nth, QUOTES[0], Stance.REFUTES)
        self.draft(who, nth, Rating.REFUTED)
        self.submit(who, nth)
        self.review(who, nth, ReviewDecision.APPROVE, fresh=True)

    @rule(who=WHO, nth=NTH)
    def agree(self, who, nth):
        """The straight way of two, whoever of them may; not by who did not look."""
        self.sign(who, nth)
        self.review((who + 1) % PEOPLE, nth, ReviewDecision.APPROVE, fresh=False)
        for other in (1, 2):
            self.approve((who + other) % PEOPLE, nth)

    @rule(who=WHO, nth=NTH, outcome=st.sampled_from(Adjudicated))
    def differ(self, who, nth, outcome):
        """Two rate otherwise; each tries to decide, and the one who may not last."""
        self.sign(who, nth)
        self.rate((who + 1) % PEOPLE, nth, Rating.SUPPORTED)
        for other in (1, 2):
            self.adjudicate((who + other) % PEOPLE, nth, outcome)

    @rule(who=WHO, nth=NTH)
    def agree_again(self, who, nth):
        """What was signed rests on more by now: its author asks again, and whoever may approves."""
        self.agree(who, nth)
        self.search(who, nth)
        self.renew(who, nth)
        for other in (1, 2):  # blind or not, they have seen it
            self.review((who + other) % PEOPLE, nth, ReviewDecision.APPROVE, fresh=True)

    @rule(who=WHO, nth=NTH, rating=st.sampled_from([Rating.SUPPORTED, Rating.REFUTED]))
    def rate(self, who, nth, rating):
        def do(session, user):
            claim = self.claim(session, nth)
            seen = signing.digest(session, claim)
            desk.rate_blind(session, claim.public_id, claim.rev, rating, "As I see it.", seen, user)

        self.act(who, do)

    @rule(who=WHO, nth=NTH, outcome=st.sampled_from(Adjudicated))
    def adjudicate(self, who, nth, outcome):
        def do(session, user):
            claim = self.claim(session, nth)
            found = store.reviews.newest_dispute(session, claim.id)
            review = found[0].public_id if found else ""
            seen = signing.digest(session, claim)
            desk.adjudicate(session, claim.public_id, claim.rev, review, outcome, "Because.", seen, user)

        self.act(who, do)

    @rule(who=WHO, nth=NTH)
    def renew(self, who, nth):
        def do(session, user):
            claim = self.claim(session, nth)
            seen = signing.digest(session, claim)
            desk.renew_verdict(session, claim.public_id, claim.rev, seen, user)

        self.act(who, do)

    @rule(who=WHO, nth=NTH, by=st.integers(1, 2))
    def bend(self, who, nth, by):
        """Put the claim into words of one's own, let another sign it, and approve that."""
        self.reword(who, nth, f"Words of one's own, {who}.")
        self.sign((who + by) % PEOPLE, nth)
        self.approve(who, nth)

    @rule(who=WHO, nth=NTH)
    def approve(self, who, nth):
        if self.blind:
            self.rate(who, nth, Rating.REFUTED)
        else:
            self.review(who, nth, ReviewDecision.APPROVE, fresh=True)

    @rule(who=WHO, nth=NTH, text=st.sampled_from(TEXTS))
    def reword(self, who, nth, text):
        def do(session, user):
            claim = self.claim(session, nth)
            desk.edit_claim(session, claim.public_id, claim.rev, text, "", user)

        self.act(who, do)

    @rule(who=WHO, nth=NTH, stance=st.sampled_from([*Stance, None]))
    def touch_evidence(self, who, nth, stance):
        """Another stance for an evidence, or none: it is taken off."""

        def do(session, user):
            claim = self.claim(session, nth)
            rows = store.sources.evidence_of(session, claim.id)
            for row in rows[:1]:
                if stance is None:
                    desk.detach_evidence(session, row.evidence.public_id, claim.rev, user)
                else:
                    desk.set_stance(session, row.evidence.public_id, claim.rev, stance, user)

        self.act(who, do)

    @rule(who=WHO, group=st.sampled_from(["", "a wire"]))
    def edit_source(self, who, group):
        def do(session, user):
            source = session.get_one(type(self.source), self.source.id)
            typed = desk.source_fields(source) | {"origin_group": group}
            desk.edit_source(session, source.public_id, source.rev, typed, user)

        self.act(who, do)

    @rule(who=WHO, outlet=st.sampled_from(["", "Post"]))
    def edit_article(self, who, outlet):
        def do(session, user):
            article = session.get_one(type(self.article), self.article.id)
            typed = desk.article_fields(article) | {"outlet": outlet}
            desk.edit_article(session, article.public_id, article.rev, typed, user)

        self.act(who, do)

    @rule(who=WHO, nth=NTH, reopen=st.booleans())
    def lay_aside(self, who, nth, reopen):
        def do(session, user):
            claim = self.claim(session, nth)
            if reopen:
                desk.reopen_claim(session, claim.public_id, claim.rev, user)
            else:
                desk.dismiss_claim(session, claim.public_id, claim.rev, DismissReason.OPINION, user)

        self.act(who, do)

    @rule(who=WHO)
    def undo(self, who):
        self.act(who, desk.undo_last)

    @invariant()
    def nobody_signed_alone(self):
        """A verified claim was rated by one person and approved by others, who did not write its words."""
        with reading(self.engine) as session:
            for claim in (session.get_one(Claim, one.id) for one in self.claims):
                if claim.status is not ClaimStatus.VERIFIED:
                    continue
                wording = store.claims.current_version(session, claim)
                verdict, author = store.verdicts.newest(session, claim.id)
                reviews = store.verdicts.reviews_of(session, verdict.id)
                approved = [one for one, _ in reviews if one.decision is ReviewDecision.APPROVE]
                policy = store.rules.policy(session)
                assert len({one.reviewer_id for one in approved}) >= policy.approvals
                assert not store.reviews.is_disputed(session, claim.id)
                for review in approved:
                    assert review.reviewer_id not in (author.id, wording.created_by_id)
                    assert review.digest_seen == verdict.evidence_digest == signing.digest(session, claim)
                    assert not policy.blind or _own_eyes(session, claim, verdict, review)
                assert verdict.claim_version_id == wording.id

    @invariant()
    def the_trail_tells_how_each_claim_came_here(self):
        """Told from the beginning, its steps are allowed ones and end where the claim is."""
        with reading(self.engine) as session:
            for claim in (session.get_one(Claim, one.id) for one in self.claims):
                at = ClaimStatus.PROPOSED
                of = select(Event).where(Event.object_id == claim.public_id).order_by(col(Event.seq))
                for was, to, undone in filter(None, map(_step, session.exec(of))):
                    assert was is at
                    assert undone or (was, to) in MOVES
                    at = to
                assert at is claim.status

    @invariant()
    def every_row_has_its_event(self):
        with reading(self.engine) as session:
            mine = [claim.id for claim in self.claims]
            of = [claim.public_id for claim in self.claims]
            events = session.exec(select(Event).where(col(Event.object_id).in_(of))).all()
            verdicts = session.exec(select(Verdict.public_id).where(col(Verdict.claim_id).in_(mine))).all()
            reviews = session.exec(select(Review.id).where(col(Review.claim_id).in_(mine))).all()
            assert set(verdicts) == {one.payload["verdict"] for one in events if _writes_a_verdict(one)}
            assert len(reviews) == sum("decision" in one.payload for one in events)

    def teardown(self):
        """The chain of all of it holds."""
        with reading(self.engine) as session:
            assert desk.check_trail(session).broken is None


def _step(event):
    """Where an event took its claim from, where to, and whether that was an undoing; None if nowhere."""
    was, now = event.payload.get("was"), event.payload.get("now")
    if event.verb.startswith("undid: ") and "status" in (now or {}):
        return ClaimStatus(was["status"]), ClaimStatus(now["status"]), True
    return (ClaimStatus(was), ClaimStatus(now), False) if event.verb.startswith("moved to") else None


def _writes_a_verdict(event):
    return event.verb in ("drafted", "renewed") or event.payload.get("outcome") == Adjudicated.SECOND


def _own_eyes(session, claim, verdict, review):
    """Whether an approval says what its person thought before they saw the verdict, or is an editor's."""
    if review.mode is ReviewMode.BLIND:
        return review.code == verdict.code
    decided = {row[0].editor_id for row in store.reviews.adjudications_on(session, [verdict.id])}
    return review.reviewer_id in decided or blind.rated_before(session, claim, verdict, review.reviewer_id)


def _newest(session, claim):
    found = store.verdicts.newest(session, claim.id)
    return found and found[0].public_id


def test_no_walk_through_the_lifecycle_signs_alone_or_leaves_an_event_out(engine):
    machine = type("LifecycleHere", (Lifecycle,), {"engine": engine})
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large]
    REACHED.clear()
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=12,
            stateful_step_count=12,
            suppress_health_check=checks,
            deadline=None,
            phases=[Phase.generate],
        ),
    )
    assert {ClaimStatus.VERIFIED, ClaimStatus.STALE, ClaimStatus.IN_REVIEW} <= set(REACHED)


# The digest that they signed


def test_a_digest_is_the_same_on_both_engines(sqlite_url, postgresql_url, monkeypatch):
    """Given the same words and the same ids, which are random otherwise."""
    digests = []
    for url in (sqlite_url, postgresql_url):
        numbers = count(1)
        with monkeypatch.context() as patch:
            patch.setattr(base, "ULID", lambda numbers=numbers: f"{next(numbers):026}")
            patch.setattr(factories, "_next", count(1))
            engine = open_engine(url)
            with writing(engine) as session:
                people = [factories.a_person(session) for _ in range(2)]
                claim = factories.a_verified_claim(session, *people)
                factories.an_evidence(session, claim, people[0], "Café “Pier” stayed open.")
            with reading(engine) as session:
                digests.append(signing.digest(session, session.get_one(Claim, claim.id)))
                assert session.get_one(Claim, claim.id).status is ClaimStatus.STALE
            engine.dispose()
    assert digests[0] == digests[1]


def test_an_export_holds_the_digest_that_was_signed_and_changes_nothing_of_it(engine):
    world = a_world(engine)
    with reading(engine) as session:
        lines = b"".join(desk.release_file(session, world.release.public_id, ExportFormat.JSONL)).decode()
        record = next(line for line in map(json.loads, lines.splitlines()) if line.get("evidence_digest"))
        claim = session.get_one(Claim, world.verified.id)
        assert record["evidence_digest"] == signing.digest(session, claim)
        assert [review["digest_seen"] for review in record["reviews"]] == [record["evidence_digest"]]
        assert claim.status is ClaimStatus.VERIFIED
