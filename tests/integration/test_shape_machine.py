"""Whatever is shaped in whatever order: every live claim stands somewhere, and undoing brings all back."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlmodel import col, select

from claims import desk
from claims.errors import ClaimsError
from claims.models import (
    Act,
    ArticleVersion,
    Claim,
    ClaimDraft,
    ClaimLink,
    ClaimVersion,
    Occurrence,
    OccurrenceDraft,
    Selection,
    Worth,
)
from claims.store.engine import commit, reading, writer, writing
from claims.vocab import ClaimStatus, DismissReason, LinkKind
from tests import factories

DISMISSED, MERGED = ClaimStatus.DISMISSED, ClaimStatus.MERGED
SENTENCES = (
    "The tide mill 🧑🏽‍🌾 turned on Monday.",
    "Some 300 people came, and 300 people left.",
    "물레방아가 다시 돌았다.",
    "It grinds two tonnes of flour a day.",
)
TEXT = "\n\n".join(("The tide mill turns", *SENTENCES))
#: Words that stand there once, more than once, across a paragraph and not at all.
WORDS = st.sampled_from(
    [
        *SENTENCES,
        "on Monday",
        "300 people",
        "물레방아",
        "two tonnes",
        "🧑🏽‍🌾 turned",
        "came, and",
        "day",
        "nowhere",
        "The",
    ]
)
TEXTS = st.sampled_from(["", "The mill turned.", "People came.", "물이 돌았다", *SENTENCES])
NTH = st.integers(0, 30)


class Shaping(RuleBasedStateMachine):
    """One person in one sitting at two articles of four claims each."""

    engine: Any

    def __init__(self):
        super().__init__()
        with writing(self.engine) as session:
            self.who = factories.a_person(session)
            token = desk.open_session(session, self.who)
            self.articles = [self._an_article(session, nth) for nth in range(2)]
        with reading(self.engine) as look:
            self.sitting = desk.who_is(look, token)[0].id
        self.first = self.looks()
        self.before: list[dict[int, Any]] = []

    def _an_article(self, session, nth):
        article = factories.an_article(session, f"{TEXT}\n\nBulletin {self.who.public_id} {nth}.")
        spans = [(TEXT.index(words), TEXT.index(words) + len(words)) for words in SENTENCES]
        drafts = [ClaimDraft(TEXT[at:end], (OccurrenceDraft(at, end),)) for at, end in spans]
        desk.save_claims(
            session, article.id, desk.Proposals(tuple(desk.Proposal(d, Worth(0.5, ())) for d in drafts))
        )
        return article

    def claims(self, session):
        mine = [article.id for article in self.articles]
        found = select(Claim).where(col(Claim.article_id).in_(mine)).order_by(col(Claim.id))
        return session.exec(found).all()

    def places(self, session, claim):
        """The places of a claim that hold, each with its text."""
        return session.exec(
            select(Occurrence, ArticleVersion.text)
            .join(ArticleVersion, col(ArticleVersion.id) == Occurrence.article_version_id)
            .where(Occurrence.claim_id == claim.id, col(Occurrence.undone_at).is_(None))
            .order_by(col(Occurrence.id))
        ).all()

    def wording(self, session, claim):
        now = (ClaimVersion.claim_id == claim.id, ClaimVersion.seq == claim.version_seq)
        return session.exec(select(ClaimVersion).where(*now)).one().text

    def looks(self):
        with reading(self.engine) as session:
            return {
                claim.id: (
                    claim.status,
                    claim.dismiss_reason,
                    claim.merged_into_id,
                    self.wording(session, claim),
                    {(row.article_version_id, row.start, row.end) for row, _ in self.places(session, claim)},
                )
                for claim in self.claims(session)
            }

    def acts(self, session):
        mine = (Act.sitting_id == self.sitting, col(Act.undone_at).is_(None))
        return len(session.exec(select(Act).where(*mine)).all())

    def act(self, do):
        """Do something; what is refused changes nothing, what is done can be undone."""
        before = self.looks()
        with writer(self.engine, "", self.sitting) as session:
            acts = self.acts(session)
            try:
                do(session, self.claims(session))
                commit(session)
            except ClaimsError:
                session.rollback()
                assert self.looks() == before
                return
            if self.acts(session) > acts:
                self.before.append(before)

    @rule(nth=st.integers(0, 1), words=WORDS, text=TEXTS)
    def mark(self, nth, words, text):
        article = self.articles[nth].public_id
        self.act(lambda session, _: desk.mark_claim(session, article, Selection(words), self.who, text=text))

    @rule(nth=NTH, texts=st.lists(TEXTS, min_size=1, max_size=3), words=st.one_of(st.none(), WORDS))
    def split(self, nth, texts, words):
        parts = [desk.Part(text) for text in texts]
        parts[0] = desk.Part(texts[0], Selection(words) if words else None)

        def do(session, claims):
            claim = claims[nth % len(claims)]
            desk.split_claim(session, claim.public_id, claim.rev, parts, self.who)

        self.act(do)

    @rule(nth=NTH, others=st.lists(NTH, max_size=3), text=TEXTS)
    def merge(self, nth, others, text):
        def do(session, claims):
            claim = claims[nth % len(claims)]
            chosen = [claims[-1 - other % len(claims)] for other in others]
            pairs = [desk.Chosen(one.public_id, one.rev) for one in chosen]
            desk.merge_claims(session, claim.public_id, claim.rev, pairs, text, self.who)

        self.act(do)

    @rule(nth=NTH, text=TEXTS)
    def edit(self, nth, text):
        def do(session, claims):
            claim = claims[nth % len(claims)]
            desk.edit_claim(session, claim.public_id, claim.rev, text, "", self.who)

        self.act(do)

    @rule(nth=NTH, words=WORDS)
    def add_place(self, nth, words):
        def do(session, claims):
            claim = claims[nth % len(claims)]
            desk.add_place(session, claim.public_id, claim.rev, Selection(words), self.who)

        self.act(do)

    @rule(nth=NTH, place=NTH, words=WORDS)
    def move_place(self, nth, place, words):
        def do(session, claims):
            claim = claims[nth % len(claims)]
            held = self.places(session, claim)
            key = held[place % len(held)][0].id
            desk.change_span(session, claim.public_id, claim.rev, key, Selection(words), self.who)

        self.act(do)

    @rule(nth=NTH, place=NTH)
    def take_place(self, nth, place):
        def do(session, claims):
            several = [claim for claim in claims if len(self.places(session, claim)) > 1] or claims
            claim = several[nth % len(several)]
            held = self.places(session, claim)
            desk.take_place(session, claim.public_id, claim.rev, held[place % len(held)][0].id, self.who)

        self.act(do)

    @rule()
    def undo(self):
        """Undo the newest act: all is as before it, and claims made by it are laid aside."""
        if not self.before:
            return
        with writer(self.engine, "", self.sitting) as session:
            desk.undo_last(session, self.who)
            commit(session)
        before, after = self.before.pop(), self.looks()
        assert {key: after[key] for key in before} == before
        for key in after.keys() - before.keys():
            assert after[key][:2] == (DISMISSED, DismissReason.WITHDRAWN)

    @invariant()
    def every_live_claim_stands_at_its_words(self):
        with reading(self.engine) as session:
            for claim in self.claims(session):
                held = self.places(session, claim)
                assert held
                assert all(text[row.start : row.end] == row.exact for row, text in held)
                assert (claim.status is MERGED) == (claim.merged_into_id is not None)
                assert (claim.status is DISMISSED) == (claim.dismiss_reason is not None)

    @invariant()
    def links_say_what_became_of_each_claim(self):
        with reading(self.engine) as session:
            claims = {claim.id: claim for claim in self.claims(session)}
            held = session.exec(select(ClaimLink).where(col(ClaimLink.undone_at).is_(None))).all()
            mine = [link for link in held if link.from_claim_id in claims]
            merged = {
                (link.from_claim_id, link.to_claim_id) for link in mine if link.kind is LinkKind.MERGED_INTO
            }
            assert merged == {
                (claim.id, claim.merged_into_id) for claim in claims.values() if claim.status is MERGED
            }
            split = [link.to_claim_id for link in mine if link.kind is LinkKind.SPLIT_FROM]
            assert all(split.count(key) > 1 for key in split)
            assert set(split) == {
                claim.id for claim in claims.values() if claim.dismiss_reason is DismissReason.SPLIT
            }

    def teardown(self):
        """Undoing everything brings back how it began."""
        while self.before:
            self.undo()
        after = self.looks()
        assert {key: after[key] for key in self.first} == self.first


def test_shaping_in_any_order_loses_nothing_and_can_be_undone(engine):
    machine = type("ShapingHere", (Shaping,), {"engine": engine})
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large]
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=10, stateful_step_count=12, suppress_health_check=checks, deadline=None
        ),
    )
