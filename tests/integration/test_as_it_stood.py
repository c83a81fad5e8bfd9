"""A claim as it stood at any moment: a life is photographed step by step, then rebuilt from its end."""

from __future__ import annotations

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import rule, run_state_machine_as_test

from claims import desk, store
from claims.models import Claim, Selection, Source
from claims.models.base import now
from claims.store.engine import reading, writing
from claims.vocab import ClaimStatus, Role, Stance
from tests import factories
from tests.integration.test_lifecycle import NTH, WHO, Lifecycle

WORDS = ["three years of work", "4,000 people walked across it", "second longest bridge"]
SAID = {"evidence": 0, "places": 0, "verdict": 0, "sources": 0}


def photo(session, claim):
    """All of a claim that its past has to tell, as it stands now."""
    page = desk.open_claim(session, claim.public_id)
    return {
        "status": page.claim.status,
        "text": page.version.text,
        "places": [place.exact for place in page.places],
        "article": desk.article_fields(page.article),
        "evidence": [_card(row) for row in page.evidence],
        "origins": page.origins,
        "searches": [one.public_id for one in page.searches],
        "verdict": page.verdict and (page.verdict.public_id, page.verdict.code, page.author.name),
        "reviews": [(one.public_id, who.name) for one, who in page.reviews],
        "withdrawn": page.withdrawn and page.withdrawn[0].reason,
        "releases": [(one.release.public_id, one.withdrawn) for one in page.versions],
        "policy": page.policy,
        "digest": page.digest,
    }


def rebuilt(session, claim, at):
    """The same of then, from what the desk tells of the moment."""
    then = desk.claim_as_it_stood(session, claim.public_id, at)
    assert not then.gaps
    return {
        "status": then.status,
        "text": then.version.text,
        "places": [place.exact for place, _, _ in then.places],
        "article": desk.article_fields(then.article),
        "evidence": [_card(row) for row in then.evidence],
        "origins": then.origins,
        "searches": [one.public_id for one in then.searches],
        "verdict": then.verdict and (then.verdict.public_id, then.verdict.code, then.author.name),
        "reviews": [(one.public_id, who.name) for one, who in then.reviews],
        "withdrawn": then.withdrawn and then.withdrawn[0].reason,
        "releases": [(one.release.public_id, one.withdrawn) for one in then.versions],
        "policy": then.policy,
        "digest": then.digest,
    }


def _card(row):
    said = (
        row.evidence.public_id,
        row.evidence.stance,
        desk.evidence_fields(row.evidence),
        row.evidence.exact,
    )
    source = (row.source.public_id, desk.source_fields(row.source), row.root.public_id, row.joined)
    return (*said, *source, row.snapshot_sha256, row.captured_at)


class Life(Lifecycle):
    """The walk through the lifecycle, with all else that changes what a claim rests on."""

    def begin_looking(self):
        self.album = []
        with writing(self.engine) as session:
            self.more = [factories.a_source(session, self.people[0]) for _ in range(3)]
            article = session.get_one(type(self.article), self.article.id)
            self.others = [factories.a_claim(session, ClaimStatus.PROPOSED, article) for _ in range(2)]

    def act(self, who, do):
        if not hasattr(self, "album"):
            self.begin_looking()
            self.rest_on_a_relay(0, 0)
            self.place(0, 0, WORDS[0], "add")
        before = self.seen
        super().act(who, do)
        if self.seen == before:
            return
        with reading(self.engine) as session:
            for claim in self.claims:
                self.album.append((claim, now(), photo(session, session.get_one(Claim, claim.id))))

    @rule(who=WHO, nth=NTH, at=st.integers(0, 3), stance=st.sampled_from(list(Stance)))
    def attach_of_another(self, who, nth, at, stance):
        def do(session, user):
            claim = self.claim(session, nth)
            source = [self.source, *self.more][at].public_id
            found = desk.FoundPassage(source, Selection("closed for three years"))
            desk.attach_evidence(session, claim.public_id, claim.rev, found, stance, {"note": "n"}, user)

        self.act(who, do)

    @rule(who=WHO, nth=NTH, note=st.sampled_from(["", "Page 4.", "Page 5."]))
    def describe(self, who, nth, note):
        def do(session, user):
            claim = self.claim(session, nth)
            for row in store.sources.evidence_of(session, claim.id)[:1]:
                typed = {"note": note, "locator": note, "directness": "primary" if note else ""}
                desk.describe_evidence(session, row.evidence.public_id, claim.rev, typed, user)

        self.act(who, do)

    @rule(
        who=WHO,
        one=st.integers(0, 3),
        other=st.integers(0, 3),
        how=st.sampled_from("relay same other".split()),
    )
    def tell_origins(self, who, one, other, how):
        def do(session, user):
            every = [session.get_one(Source, row.id) for row in (self.source, *self.more)]
            source, of = every[one], every[other]
            if how == "relay":
                desk.set_relay(
                    session, source.public_id, source.rev, of.public_id if one > other else "", user
                )
            else:
                desk.answer_origin(session, source.public_id, of.public_id, user, same=how == "same")

        self.act(who, do)

    @rule(who=WHO, title=st.sampled_from(["One", "Two"]), protected=st.booleans())
    def describe_source(self, who, title, protected):
        def do(session, user):
            source = session.get_one(Source, self.more[0].id)
            kind = "person" if protected else "outlet"
            typed = {"title": title, "kind": kind, "protected": "1" if protected else "", "published_on": ""}
            desk.edit_source(session, source.public_id, source.rev, desk.source_fields(source) | typed, user)

        self.act(who, do)

    @rule(who=WHO, nth=NTH, words=st.sampled_from(WORDS), how=st.sampled_from("add move take".split()))
    def place(self, who, nth, words, how):
        def do(session, user):
            claim = self.claim(session, nth)
            places = store.shape.places_of(session, [claim.id])
            of = (claim.public_id, claim.rev)
            if how == "add":
                desk.add_place(session, *of, Selection(words), user)
            elif how == "move":
                desk.change_span(session, *of, places[0].id, Selection(words), user)
            else:
                desk.take_place(session, *of, places[0].id, user)

        self.act(who, do)

    @rule(who=WHO, nth=NTH, at=st.integers(0, 1))
    def merge(self, who, nth, at):
        def do(session, user):
            claim, other = self.claim(session, nth), session.get_one(Claim, self.others[at].id)
            chosen = [desk.Chosen(other.public_id, other.rev)]
            desk.merge_claims(session, claim.public_id, claim.rev, chosen, "", user)

        self.act(who, do)

    @rule(nth=NTH)
    def withdraw(self, nth):
        def do(session, _user):
            claim, editor = self.claim(session, nth), factories.a_person(session, Role.EDITOR)
            desk.withdraw_verdict(session, claim.public_id, claim.rev, "Forged.", editor)

        self.act(0, do)

    @rule(who=WHO, nth=NTH)
    def rest_on_a_relay(self, who, nth):
        """A source that has it from another, as evidence: few walks come there by themselves."""
        self.accept(who, nth)
        self.tell_origins(who, 1 + nth % 3, 0, "relay")
        self.attach_of_another(who, nth, 1 + nth % 3, Stance.SUPPORTS)
        self.attach_of_another(who, nth, 0, Stance.SUPPORTS)

    @rule(who=WHO, gone=st.integers(1, 3), into=st.integers(0, 3))
    def merge_sources(self, who, gone, into):
        def do(session, user):
            every = [session.get_one(Source, row.id) for row in (self.source, *self.more)]
            for source in (every[gone], every[into]):
                typed = desk.source_fields(source) | {"url": "https://report.example/a"}
                desk.edit_source(session, source.public_id, source.rev, typed, user)
                session.flush()
            source = every[gone]
            desk.merge_sources(session, source.public_id, source.rev, every[into].public_id, user)

        self.act(who, do)

    def teardown(self):
        super().teardown()
        with reading(self.engine) as session:
            for claim, at, seen in getattr(self, "album", []):
                assert rebuilt(session, claim, at) == seen
                SAID["evidence"] += bool(seen["evidence"])
                SAID["places"] += len(seen["places"]) > 1
                SAID["verdict"] += bool(seen["verdict"])
                SAID["sources"] += any(row[6] != row[4] or row[7] for row in seen["evidence"])


def test_every_moment_of_a_life_is_rebuilt_as_it_was_photographed(engine):
    SAID.update(dict.fromkeys(SAID, 0))
    run_state_machine_as_test(
        type("LifeHere", (Life,), {"engine": engine}),
        settings=settings(
            max_examples=6,
            stateful_step_count=14,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
            deadline=None,
            phases=[Phase.generate],
        ),
    )
    assert min(SAID.values()) > 0, SAID
