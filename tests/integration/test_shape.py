"""Shape claims at the desk: make, split, merge, move, tick; each leaves a trail and can be undone."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm.exc import StaleDataError
from sqlmodel import col, select

from claims import desk, store
from claims.desk import undo
from claims.errors import (
    AmbiguousError,
    AnchorError,
    ClaimsError,
    ConflictError,
    InputError,
    MoveError,
    NotFoundError,
)
from claims.models import (
    Article,
    Claim,
    ClaimDraft,
    ClaimLink,
    CoverageDraft,
    Event,
    FactTick,
    Occurrence,
    OccurrenceDraft,
    Selection,
    Worth,
)
from claims.store.engine import commit, reading, writer, writing
from claims.vocab import ClaimStatus, DismissReason, FactKind, LinkKind, OccurrenceRole
from tests import factories
from tests.factories import FERRY
from tests.looks import all_of, now_is
from tests.world import a_world

PROPOSED, ACCEPTED, DISMISSED = ClaimStatus.PROPOSED, ClaimStatus.ACCEPTED, ClaimStatus.DISMISSED
MERGED, DRAFTED, IN_REVIEW = ClaimStatus.MERGED, ClaimStatus.DRAFTED, ClaimStatus.IN_REVIEW
VERIFIED, STALE = ClaimStatus.VERIFIED, ClaimStatus.STALE
UNDONE = "changed since"


class Desk:
    """A person at the desk in one sitting; each act is a unit of work of its own."""

    def __init__(self, engine):
        self.engine = engine
        with writing(engine) as session:
            self.who = factories.a_person(session)
            token = desk.open_session(session, self.who)
        with reading(engine) as look:
            self.sitting = desk.who_is(look, token)[0].id

    @contextmanager
    def session(self):
        with writer(self.engine, "", self.sitting) as session:
            yield session
            commit(session)

    def __getattr__(self, name):
        """Do what the desk does under this name."""

        def act(*arguments, **named):
            with self.session() as session:
                return getattr(desk, name)(session, *arguments, who=self.who, **named)

        return act

    def undo(self):
        with self.session() as session:
            return desk.undo_last(session, self.who)


@pytest.fixture
def me(engine):
    return Desk(engine)


@pytest.fixture
def ferry(engine):
    """FERRY and its three claims, accepted."""
    with writing(engine) as session:
        return factories.a_split_article(session)


def fresh(engine, claim):
    """A claim by now, its wording, and the words of the places that hold."""
    with reading(engine) as session:
        claim = session.get(Claim, claim.id)
        places = [place.exact for place, _, _ in store.claims.places_of(session, claim.id)]
        return claim, store.claims.current_version(session, claim), places


def looks(engine):
    """All that undoing has to bring back: status, reason, wording and places of every claim."""
    with reading(engine) as session:
        return {
            claim.id: (
                claim.status,
                claim.dismiss_reason,
                claim.merged_into_id,
                store.claims.current_version(session, claim).text,
                sorted(
                    (place.start, place.exact) for place, _, _ in store.claims.places_of(session, claim.id)
                ),
            )
            for claim in session.exec(select(Claim))
        }


def links(engine):
    held = [link for link in all_of(engine, ClaimLink) if link.undone_at is None]
    return [(link.from_claim_id, link.kind, link.to_claim_id) for link in held]


def trail(engine, claim):
    with reading(engine) as session:
        rows = session.exec(select(Event).where(Event.object_id == claim.public_id).order_by(col(Event.seq)))
        return [event.verb for event in rows]


def set_to(engine, claim, **values):
    with writing(engine) as session:
        row = session.get(Claim, claim.id)
        for name, value in values.items():
            setattr(row, name, value)
        session.add(row)
    return now_is(engine, claim)


def parts(*texts):
    return [desk.Part(text) for text in texts]


def chosen(*claims):
    return [desk.Chosen(claim.public_id, claim.rev) for claim in claims]


def a_claim(engine, article=None, **more):
    with writing(engine) as session:
        return factories.a_claim(session, article=article, **more)


# Make


def test_a_claim_may_read_otherwise_than_the_words_it_is_made_of(engine, me, ferry):
    made = me.mark_claim(ferry[0].public_id, Selection("met Mayor Bo Ek"), text="Ida Lind met Mayor Bo Ek.")
    _, worded, places = fresh(engine, made)
    assert (worded.text, places) == ("Ida Lind met Mayor Bo Ek.", ["met Mayor Bo Ek"])
    assert made.number == 4
    me.undo()
    assert now_is(engine, made).dismiss_reason is DismissReason.WITHDRAWN


TWICE = "Twice told\n\nThe bell rang at noon. Nobody came.\n\nThe bell rang at noon. A man came."


def test_words_told_twice_are_looked_for_in_the_sentence_they_are_of(engine, me):
    with writing(engine) as session:
        article = factories.an_article(session, TWICE)
        version = store.articles.current_version(session, article)
        second = version.text.index("The bell", version.text.index("Nobody"))
        store.articles.add_sentences(session, version.id, [CoverageDraft(second, second + 22)], [])
    made = me.mark_claim(article.public_id, Selection("bell rang"), sentence=second)
    with reading(engine) as session:
        place = store.claims.places_of(session, made.id)[0][0]
        assert place.start == second + 4
        page = desk.open_new_claim(session, article.public_id, second)
        assert (page.words, page.seq) == ("The bell rang at noon.", 1)
        with pytest.raises(NotFoundError):
            desk.open_new_claim(session, article.public_id, second + 1)
    with pytest.raises(AmbiguousError):
        me.mark_claim(article.public_id, Selection("bell rang"))


def test_a_text_that_is_another_by_now_is_told_before_the_words_are_looked_for(me, ferry):
    with pytest.raises(ConflictError, match="the text of the article was changed"):
        me.mark_claim(ferry[0].public_id, Selection("nowhere in it"), seq=2)


PORTAL = """The tide mill turns

The tide mill turned for the first time on Monday, and 300 people came to see it.

글자크기 설정

The mill grinds two tonnes of flour a day 🧑🏽‍🌾 and rests at night."""


@pytest.fixture
def mill(engine):
    with writing(engine) as session:
        return factories.an_article(session, PORTAL)


def test_words_on_both_sides_of_a_folded_line_make_no_claim(engine, me, mill):
    with reading(engine) as session:
        kinds = [part.kind.value for part in desk.open_article(session, mill.public_id).segments]
    assert "boilerplate" in kinds
    start, end = PORTAL.index("300"), PORTAL.index("grinds")
    over = Selection(PORTAL[start:end], start, end)
    with pytest.raises(InputError, match="lines that a portal put in"):
        me.mark_claim(mill.public_id, over)
    with pytest.raises(InputError, match="lines that a portal put in"):
        me.mark_claim(mill.public_id, Selection("to see it. 글자크기 설정 The mill"))
    assert not all_of(engine, Claim)


def test_words_over_two_paragraphs_make_a_claim_if_the_article_has_them_in_a_row(engine, me, ferry):
    start, end = FERRY.index("not leaked."), FERRY.index("last?")
    made = me.mark_claim(ferry[0].public_id, Selection(FERRY[start:end], start, end))
    _, worded, places = fresh(engine, made)
    assert places == [FERRY[start:end]]
    assert worded.text == "not leaked. Will it"


FARMER = PORTAL.index("🧑")


@pytest.mark.parametrize(
    ("start", "end", "exact", "error"),
    [
        (FARMER - 4, FARMER + 1, "day \ud83e", InputError),
        (FARMER - 4, FARMER + 2, "day 🧑", InputError),
        (FARMER + 1, FARMER + 9, "x", InputError),
        (0, 8, "The tidy", AnchorError),
        (0, 90_000, "The tide", InputError),
        (8, 8, "", InputError),
    ],
    ids=["half an emoji", "a face without its skin", "from inside", "other words", "outside", "nothing"],
)
def test_a_mark_that_cuts_or_differs_is_refused(engine, me, mill, start, end, exact, error):
    with pytest.raises(error):
        me.mark_claim(mill.public_id, Selection(exact, start, end))
    assert not all_of(engine, Claim)


@pytest.mark.parametrize("text", ["a\0b", "a\ud800b", "x" * 2_001, "x" * 100_000])
def test_wordings_that_cannot_be_kept_are_refused_everywhere(engine, me, ferry, text):
    article, (one, other, _) = ferry
    before = looks(engine)
    for act in (
        lambda: me.mark_claim(article.public_id, Selection("The old ferry"), text=text),
        lambda: me.split_claim(one.public_id, one.rev, parts("fine", text)),
        lambda: me.merge_claims(one.public_id, one.rev, chosen(other), text),
        lambda: me.mark_claim(article.public_id, Selection(text)),
        lambda: me.add_place(one.public_id, one.rev, Selection(text)),
    ):
        with pytest.raises(InputError):
            act()
    assert looks(engine) == before


# Split


def test_a_claim_is_split_into_others_that_are_known_to_come_from_it(engine, me, ferry):
    article, (sailed, _, _) = ferry
    set_to(engine, sailed, priority=3, assignee_id=me.who.id, tags=["boats"], status=PROPOSED)
    one = desk.Part("the ferry carried 40 to 60 cars")
    two = desk.Part("the ferry sailed on a Tuesday", Selection("The old ferry sailed on Tuesday"))
    made = me.split_claim(sailed.public_id, now_is(engine, sailed).rev, [one, two])
    assert [claim.number for claim in made] == [4, 5]
    was, _, _ = fresh(engine, sailed)
    assert (was.status, was.dismiss_reason) == (DISMISSED, DismissReason.SPLIT)
    for claim in made:
        now_ = now_is(engine, claim)
        assert (now_.status, now_.priority, now_.assignee_id, now_.tags) == (
            PROPOSED,
            3,
            me.who.id,
            ["boats"],
        )
    assert links(engine)[-2:] == [(claim.id, LinkKind.SPLIT_FROM, sailed.id) for claim in made]
    (_, first, at_first), (_, second, at_second) = fresh(engine, made[0]), fresh(engine, made[1])
    assert at_first == ["carried about 40 to 60 cars"]
    assert at_second == ["The old ferry sailed on Tuesday"]
    assert first.quantities
    assert not second.quantities
    assert [date["words"] for date in second.dates] == ["Tuesday"]
    assert (first.finer, second.finer) == (["numerical"], ["date"])
    assert [fact["text"] for fact in first.facts] == ["40 to 60 cars"]
    assert second.facts == first.trace == []
    assert first.made_by[-1] == "person"
    assert trail(engine, sailed)[-1] == "split into"
    assert trail(engine, made[0]) == ["split off"]
    assert article.id == made[0].article_id


def test_words_of_a_part_may_stand_elsewhere_too_if_they_stand_once_in_the_claim(engine, me):
    with writing(engine) as session:
        article = factories.an_article(session, TWICE)
        claim = factories.a_claim(session, article=article, words="The bell rang at noon. A man came.")
    rang = desk.Part("It rang", Selection("The bell rang at noon."))
    made = me.split_claim(claim.public_id, claim.rev, [rang, desk.Part("A man came")])
    with reading(engine) as session:
        (place, _, _), *_ = store.claims.places_of(session, made[0].id)
        assert place.start == TWICE.index("The bell", TWICE.index("Nobody"))


def test_undoing_a_split_lays_the_parts_aside_and_brings_the_claim_back(engine, me, ferry):
    before = looks(engine)
    sailed = ferry[1][0]
    made = me.split_claim(sailed.public_id, sailed.rev, parts("one", "two", "three"))
    me.undo()
    after = looks(engine)
    assert {key: after[key] for key in before} == before
    for claim in made:
        assert now_is(engine, claim).dismiss_reason is DismissReason.WITHDRAWN
    assert not [link for link in links(engine) if link[1] is LinkKind.SPLIT_FROM]
    assert trail(engine, sailed)[-1] == "undid: split"


def _rewords(session, part, who):
    desk.edit_claim(session, part.public_id, part.rev, "something else", "", who)


def _attaches(session, part, who):
    factories.an_evidence(session, part, who)


def _adds_a_place(session, part, who):
    desk.add_place(session, part.public_id, part.rev, Selection("Harbour master Ida Lind"), who)


def _dismisses(session, part, who):
    desk.dismiss_claim(session, part.public_id, part.rev, DismissReason.TRIVIAL, who)


@pytest.mark.parametrize("change", [_rewords, _attaches, _adds_a_place, _dismisses])
@pytest.mark.parametrize("act", ["split", "merge", "mark"])
def test_nothing_is_undone_over_what_somebody_else_did_since(engine, me, ferry, act, change):
    one, other, _ = ferry[1]
    if act == "split":
        part = me.split_claim(one.public_id, one.rev, parts("one", "two"))[1]
    elif act == "merge":
        part = me.merge_claims(one.public_id, one.rev, chosen(other), "")
    else:
        part = me.mark_claim(ferry[0].public_id, Selection("met Mayor Bo Ek"))
    with writing(engine) as session:
        somebody = factories.a_person(session)
        change(session, session.get(Claim, part.id), somebody)
    before = looks(engine), links(engine)
    with pytest.raises(ConflictError, match=UNDONE):
        me.undo()
    assert (looks(engine), links(engine)) == before


@pytest.mark.parametrize(
    ("texts", "field"),
    [
        ([], ""),
        (["one"], ""),
        (["x"] * 13, ""),
        (["one", " "], "text-2"),
        (["one", "\u200b"], "text-2"),
        (["one", "two", "ONE "], "text-3"),
        (["", "two"], "text-1"),
    ],
)
def test_a_split_into_too_few_too_many_empty_or_equal_parts_is_refused(engine, me, ferry, texts, field):
    sailed, before = ferry[1][0], looks(engine)
    with pytest.raises(InputError) as refused:
        me.split_claim(sailed.public_id, sailed.rev, parts(*texts))
    assert refused.value.field == field
    assert looks(engine) == before


@pytest.mark.parametrize(("words", "error"), [("nowhere", AnchorError), ("ferry", AmbiguousError)])
def test_the_words_of_a_part_must_stand_in_the_article_once(engine, me, ferry, words, error):
    sailed, before = ferry[1][0], looks(engine)
    with pytest.raises(error) as refused:
        me.split_claim(sailed.public_id, sailed.rev, [*parts("one"), desk.Part("two", Selection(words))])
    assert refused.value.field == "quote-2"
    assert looks(engine) == before


@pytest.mark.parametrize("status", [ClaimStatus.RESEARCHING, DRAFTED])
def test_a_claim_that_is_worked_on_is_split_and_keeps_its_evidence(engine, me, ferry, status):
    sailed = ferry[1][0]
    with writing(engine) as session:
        factories.an_evidence(session, session.get(Claim, sailed.id), me.who)
    sailed = set_to(engine, sailed, status=status)
    made = me.split_claim(sailed.public_id, sailed.rev, parts("one", "two"))
    assert [now_is(engine, claim).status for claim in made] == [ACCEPTED, ACCEPTED]
    with reading(engine) as session:
        assert len(store.sources.evidence_of(session, sailed.id)) == 1
    me.undo()
    assert now_is(engine, sailed).status is status


@pytest.mark.parametrize("status", [IN_REVIEW, VERIFIED, STALE, DISMISSED, MERGED])
def test_a_claim_that_is_signed_or_laid_aside_is_not_split(engine, me, ferry, status):
    sailed = set_to(engine, ferry[1][0], status=status)
    with pytest.raises(MoveError, match="cannot be split"):
        me.split_claim(sailed.public_id, sailed.rev, parts("one", "two"))


def test_a_split_from_an_old_page_is_refused_with_the_wording_of_now(engine, me, ferry):
    sailed = ferry[1][0]
    me.edit_claim(sailed.public_id, sailed.rev, "The ferry sailed.", "")
    with pytest.raises(ConflictError) as refused:
        me.split_claim(sailed.public_id, sailed.rev, parts("one", "two"))
    assert refused.value.theirs == {"text": "The ferry sailed."}
    assert len(all_of(engine, Claim)) == 3


# Merge


def test_merged_claims_lead_to_the_one_that_stands_where_they_stood(engine, me, ferry):
    one, said, leaked = ferry[1]
    me.merge_claims(one.public_id, one.rev, chosen(said, leaked), "The ferry sailed.")
    target, worded, places = fresh(engine, one)
    assert (target.status, worded.text, worded.seq, worded.reason) == (
        ACCEPTED,
        "The ferry sailed.",
        2,
        "merged",
    )
    assert places == [
        "carried about 40 to 60 cars",
        "She reported that the ferry, built in Oslo, had not leaked",
        "the ferry, built in Oslo, had not leaked",
    ]
    with reading(engine) as session:
        rows = [place for place, _, _ in store.claims.places_of(session, one.id)]
    assert [row.role for row in rows[1:]] == [OccurrenceRole.REPEAT] * 2
    assert [row.made_by_id for row in rows] == [None, me.who.id, me.who.id]
    assert rows[2].parts
    for other in (said, leaked):
        gone = now_is(engine, other)
        assert (gone.status, gone.merged_into_id) == (MERGED, one.id)
        assert (other.id, LinkKind.MERGED_INTO, one.id) in links(engine)
        assert trail(engine, other)[-1] == "moved to merged"
    assert trail(engine, one)[-1] == "took in"


def test_undoing_a_merge_brings_all_back_and_takes_the_places_back(engine, me, ferry):
    before, held = looks(engine), links(engine)
    one, said, leaked = ferry[1]
    me.merge_claims(one.public_id, one.rev, chosen(said, leaked), "The ferry sailed.")
    assert looks(engine) != before
    me.undo()
    assert looks(engine) == before
    assert links(engine) == held
    assert trail(engine, said)[-1] == trail(engine, one)[-1] == "undid: merged"


def test_what_is_merged_again_stands_at_the_same_rows(engine, me, ferry):
    one, said, _ = ferry[1]
    for _ in range(2):
        me.merge_claims(one.public_id, now_is(engine, one).rev, chosen(now_is(engine, said)), "")
        count = len(all_of(engine, Occurrence))
        me.undo()
    assert count == 4


def test_places_that_are_the_same_are_not_counted_twice(engine, me, ferry):
    article, (_, _, leaked) = ferry
    twin = me.mark_claim(article.public_id, Selection("the ferry, built in Oslo, had not leaked"))
    me.merge_claims(leaked.public_id, leaked.rev, chosen(twin), "")
    assert fresh(engine, leaked)[2] == ["the ferry, built in Oslo, had not leaked"]
    assert fresh(engine, leaked)[0].version_seq == 1
    row = next(row for row in all_of(engine, Occurrence) if row.claim_id == leaked.id)
    assert row.role is OccurrenceRole.ASSERTION
    me.undo()
    assert fresh(engine, leaked)[2] == ["the ferry, built in Oslo, had not leaked"]


def test_claims_of_several_articles_are_merged_and_each_article_is_still_read(engine, me, ferry):
    far, again = a_claim(engine), a_claim(engine)
    one = ferry[1][0]
    me.merge_claims(one.public_id, one.rev, chosen(far, again), "")
    assert len(fresh(engine, one)[2]) == 3
    with reading(engine) as session:
        articles = [session.get(Article, claim.article_id) for claim in (one, far, again)]
        for article, claim in zip(articles, (one, far, again), strict=True):
            page = desk.open_article(session, article.public_id)
            assert {place.claim_id for place in page.places} <= {row.id for row, _ in page.claims}
            assert claim.id in {place.claim_id for place in page.places}
    me.undo()
    assert len(fresh(engine, one)[2]) == 1


def test_what_readers_are_told_of_another_article_turns_a_claim_stale_that_stands_there(engine, me):
    with writing(engine) as session:
        author, reviewer = factories.a_person(session), factories.a_person(session)
        far, one = factories.a_claim(session), factories.a_claim(session)
    me.merge_claims(one.public_id, one.rev, chosen(far), "")
    with writing(engine) as session:
        claim = session.get(Claim, one.id)
        factories.a_verdict(session, claim, author)
        factories.sign(session, claim, author, reviewer)
    assert now_is(engine, one).status is VERIFIED
    with writing(engine) as session:
        article = session.get(Article, far.article_id)
        typed = {**desk.article_fields(article), "title": "Bridges", "outlet": "Another"}
        desk.edit_article(session, article.public_id, article.rev, typed, author)
    assert now_is(engine, one).status is STALE


def test_a_claim_is_not_merged_with_itself_nor_with_none(engine, me, ferry):
    one, said, _ = ferry[1]
    for others, problem in (([one], "with itself"), ([said, one], "with itself"), ([], "at least one")):
        with pytest.raises(InputError, match=problem) as refused:
            me.merge_claims(one.public_id, one.rev, chosen(*others), "")
        assert refused.value.field == "claims"
    with pytest.raises(NotFoundError):
        me.merge_claims(one.public_id, one.rev, [desk.Chosen("0" * 26, 1)], "")
    assert now_is(engine, said).status is ACCEPTED


@pytest.mark.parametrize("status", [IN_REVIEW, VERIFIED, STALE, DISMISSED, MERGED])
@pytest.mark.parametrize("which", [0, 1])
def test_a_claim_that_is_signed_or_laid_aside_is_not_merged_either_way(engine, me, ferry, status, which):
    closed = set_to(engine, ferry[1][which], status=status)
    one, said = now_is(engine, ferry[1][0]), now_is(engine, ferry[1][1])
    before = looks(engine)
    with pytest.raises(MoveError, match=rf"claim {closed.number} is .*cannot be merged"):
        me.merge_claims(one.public_id, one.rev, chosen(said), "")
    assert looks(engine) == before


def test_a_claim_that_was_released_is_not_merged(engine, me):
    world = a_world(engine)
    released = set_to(engine, world.verified, status=ClaimStatus.RESEARCHING)
    with pytest.raises(MoveError, match="was released"):
        me.merge_claims(
            world.researched.public_id, now_is(engine, world.researched).rev, chosen(released), ""
        )


def test_a_claim_that_somebody_changed_is_named_and_not_merged(engine, me, ferry):
    one, said, leaked = ferry[1]
    me.edit_claim(said.public_id, said.rev, "She said so.", "")
    with pytest.raises(ConflictError, match="claim 2: somebody else saved this") as refused:
        me.merge_claims(one.public_id, one.rev, chosen(said, leaked), "")
    assert refused.value.renewed == {f"with-{said.public_id}": str(now_is(engine, said).rev)}
    with pytest.raises(ConflictError) as refused:
        me.merge_claims(said.public_id, said.rev, chosen(one), "mine")
    assert refused.value.theirs == {"text": "She said so."}
    assert not [link for link in links(engine) if link[1] is LinkKind.MERGED_INTO]


def test_no_two_claims_are_merged_into_each_other_and_a_chain_leads_to_its_end(engine, me, ferry):
    one, said, leaked = ferry[1]
    me.merge_claims(said.public_id, said.rev, chosen(one), "")
    with pytest.raises(MoveError):
        me.merge_claims(one.public_id, now_is(engine, one).rev, chosen(now_is(engine, said)), "")
    me.merge_claims(leaked.public_id, leaked.rev, chosen(now_is(engine, said)), "")
    with reading(engine) as session:
        assert desk.merged_into(session, session.get(Claim, one.id)).id == leaked.id
        assert desk.merged_into(session, session.get(Claim, leaked.id)) is None
    assert len(fresh(engine, leaked)[2]) == 3


def test_a_merge_is_not_undone_once_its_target_was_merged_by_somebody_else(engine, me, ferry):
    one, said, leaked = ferry[1]
    me.merge_claims(said.public_id, said.rev, chosen(one), "")
    Desk(engine).merge_claims(leaked.public_id, leaked.rev, chosen(now_is(engine, said)), "")
    before = looks(engine)
    with pytest.raises(ConflictError, match=UNDONE):
        me.undo()
    assert looks(engine) == before


def test_three_hundred_claims_are_merged_in_one_act_and_come_back(engine, me):
    with writing(engine) as session:
        lines = [f"The boat {n} is {n} feet long." for n in range(1, 301)]
        article = factories.an_article(session, "\n\n".join(["A boat race", *lines]))
        text = store.articles.current_version(session, article).text
        spans = [(text.index(line), text.index(line) + len(line)) for line in lines]
        drafts = [ClaimDraft(text[at:end], (OccurrenceDraft(at, end),)) for at, end in spans]
        desk.save_claims(
            session, article.id, desk.Proposals(tuple(desk.Proposal(d, Worth(0.5, ())) for d in drafts))
        )
    claims = all_of(engine, Claim)
    before = looks(engine)
    me.merge_claims(claims[0].public_id, claims[0].rev, chosen(*claims[1:]), "All boats are long.")
    assert len(fresh(engine, claims[0])[2]) == 300
    with reading(engine) as session:
        page = desk.open_merge(session, claims[0].public_id)
        assert page.rows == []
    me.undo()
    assert looks(engine) == before
    with reading(engine) as session:
        page = desk.open_merge(session, claims[0].public_id, chosen=[claims[200].public_id])
        assert len(page.rows) == 51
        assert page.rows[0][0].number == 201
        assert page.more


# Places


def test_a_claim_is_moved_to_other_words_and_back(engine, me, ferry):
    sailed = ferry[1][0]
    (key,) = [row.id for row in all_of(engine, Occurrence) if row.claim_id == sailed.id]
    before = looks(engine)
    selection = Selection("The old ferry", FERRY.index("The old"), FERRY.index(" sailed on"))
    me.change_span(sailed.public_id, sailed.rev, key, selection)
    assert fresh(engine, sailed)[2] == ["The old ferry"]
    assert trail(engine, sailed)[-1] == "moved to other words"
    me.undo()
    assert looks(engine) == before
    assert trail(engine, sailed)[-1] == "undid: moved to other words"
    me.change_span(sailed.public_id, now_is(engine, sailed).rev, key, Selection("sailed on Tuesday"))
    old, new = [row for row in all_of(engine, Occurrence) if row.claim_id == sailed.id][::2]
    me.change_span(sailed.public_id, now_is(engine, sailed).rev, new.id, Selection(old.exact))
    held = [row.id for row in all_of(engine, Occurrence) if row.claim_id == sailed.id and not row.undone_at]
    assert held == [key]


def test_a_place_is_added_and_taken_back_but_never_the_last(engine, me, ferry):
    sailed = ferry[1][0]
    me.add_place(sailed.public_id, sailed.rev, Selection("The ferry sails again"))
    assert fresh(engine, sailed)[2] == ["The ferry sails again", "carried about 40 to 60 cars"]
    rows = [row for row in all_of(engine, Occurrence) if row.claim_id == sailed.id]
    assert rows[1].role is OccurrenceRole.REPEAT
    me.take_place(sailed.public_id, now_is(engine, sailed).rev, rows[0].id)
    assert fresh(engine, sailed)[2] == ["The ferry sails again"]
    with pytest.raises(InputError, match="the only place"):
        me.take_place(sailed.public_id, now_is(engine, sailed).rev, rows[1].id)
    me.undo()
    me.undo()
    assert fresh(engine, sailed)[2] == ["carried about 40 to 60 cars"]


def test_adding_a_place_is_not_undone_if_the_claim_would_stand_nowhere(engine, me, ferry):
    sailed = ferry[1][0]
    me.add_place(sailed.public_id, sailed.rev, Selection("The ferry sails again"))
    first = next(row for row in all_of(engine, Occurrence) if row.claim_id == sailed.id)
    Desk(engine).take_place(sailed.public_id, now_is(engine, sailed).rev, first.id)
    with pytest.raises(ConflictError, match=UNDONE):
        me.undo()
    assert fresh(engine, sailed)[2] == ["The ferry sails again"]


def test_a_place_is_only_where_the_words_stand_and_only_once(engine, me, ferry):
    sailed, said, _ = ferry[1]
    rows = all_of(engine, Occurrence)
    before = looks(engine)
    for selection, error in (
        (Selection("nowhere in it"), AnchorError),
        (Selection("ferry"), AmbiguousError),
        (Selection("The new ferry", 23, 36), AnchorError),
        (Selection(""), InputError),
    ):
        with pytest.raises(error):
            me.change_span(sailed.public_id, sailed.rev, rows[0].id, selection)
        with pytest.raises(error):
            me.add_place(sailed.public_id, sailed.rev, selection)
    with pytest.raises(InputError, match="stands at these words already"):
        me.add_place(sailed.public_id, sailed.rev, Selection(rows[0].exact))
    with pytest.raises(NotFoundError):
        me.change_span(said.public_id, said.rev, rows[0].id, Selection("The old ferry"))
    with pytest.raises(NotFoundError):
        me.take_place(said.public_id, said.rev, 10_000)
    with pytest.raises(ConflictError, match="text of the article"):
        me.add_place(sailed.public_id, sailed.rev, Selection("The old ferry"), seq=7)
    assert looks(engine) == before


def test_a_place_from_an_old_page_is_refused_with_the_words_of_now(engine, me, ferry):
    sailed = ferry[1][0]
    key = all_of(engine, Occurrence)[0].id
    me.add_place(sailed.public_id, sailed.rev, Selection("The ferry sails again"))
    with pytest.raises(ConflictError) as refused:
        me.change_span(sailed.public_id, sailed.rev, key, Selection("The old ferry"))
    assert refused.value.theirs == {"quote": "carried about 40 to 60 cars"}
    me.take_place(sailed.public_id, now_is(engine, sailed).rev, key)
    with pytest.raises(ConflictError, match="taken back in between"):
        me.change_span(sailed.public_id, now_is(engine, sailed).rev, key, Selection("The old ferry"))


@pytest.mark.parametrize("status", [IN_REVIEW, DISMISSED, MERGED])
def test_the_places_of_a_claim_in_review_or_laid_aside_stay(engine, me, ferry, status):
    sailed = set_to(engine, ferry[1][0], status=status)
    with pytest.raises(MoveError, match="cannot be changed"):
        me.add_place(sailed.public_id, sailed.rev, Selection("The ferry sails again"))


def test_another_place_turns_a_signed_claim_stale_and_stays_then(engine, me):
    with writing(engine) as session:
        author, reviewer = factories.a_person(session), factories.a_person(session)
        claim = factories.a_verified_claim(session, author, reviewer)
    me.add_place(claim.public_id, claim.rev, Selection("4,000 people walked across it"))
    assert now_is(engine, claim).status is STALE
    with pytest.raises(ConflictError, match=UNDONE):
        me.undo()
    assert len(fresh(engine, claim)[2]) == 2


@pytest.mark.parametrize("why", ["its last", "in review"])
def test_no_act_that_is_undone_takes_a_last_place_or_one_that_is_up_for_signing(engine, me, ferry, why):
    """Whatever act it was, even one that did not note how it left the claim."""
    sailed = ferry[1][0]
    if why == "in review":
        me.add_place(sailed.public_id, sailed.rev, Selection("The ferry sails again"))
        set_to(engine, sailed, status=IN_REVIEW)
    place = next(row for row in all_of(engine, Occurrence) if row.claim_id == sailed.id)
    with me.session() as session, undo.undoable(session, me.who, "made", about="a place") as steps:
        steps.append(undo.row_made(place))
    with pytest.raises(ConflictError, match=UNDONE):
        me.undo()
    assert place.exact in fresh(engine, sailed)[2]


# Facts


@pytest.fixture
def sailed(ferry):
    return ferry[1][0]


FACT = "40 to 60 cars"


def facts(engine, claim):
    with reading(engine) as session:
        claim = session.get(Claim, claim.id)
        found = desk.facts_of(session, claim, store.claims.current_version(session, claim))
        return [(fact.text, fact.kind, fact.by) for fact in found]


def test_a_fact_is_ticked_by_somebody_once_and_the_tick_taken_back(engine, me, sailed):
    assert facts(engine, sailed) == [(FACT, FactKind.NUMBER, "")]
    me.tick_fact(sailed.public_id, FACT)
    Desk(engine).tick_fact(sailed.public_id, FACT)
    assert facts(engine, sailed) == [(FACT, FactKind.NUMBER, me.who.name)]
    assert len(all_of(engine, FactTick)) == 1
    Desk(engine).untick_fact(sailed.public_id, FACT)
    assert facts(engine, sailed) == [(FACT, FactKind.NUMBER, "")]
    assert trail(engine, sailed)[-2:] == ["ticked", "unticked"]
    me.untick_fact(sailed.public_id, FACT)
    with pytest.raises(ConflictError, match=UNDONE):
        me.undo()


def test_ticks_are_undone_and_no_page_gets_old_by_them(engine, me, sailed):
    me.tick_fact(sailed.public_id, FACT)
    me.untick_fact(sailed.public_id, FACT)
    me.undo()
    assert facts(engine, sailed)[0][2] == me.who.name
    me.undo()
    assert facts(engine, sailed)[0][2] == ""
    assert trail(engine, sailed)[-1] == "undid: ticked"
    assert now_is(engine, sailed).rev == sailed.rev


def test_a_tick_counts_for_a_new_wording_that_has_the_same_fact_and_for_no_other(engine, me, sailed):
    me.tick_fact(sailed.public_id, FACT)
    at = facts(engine, sailed)
    me.edit_claim(sailed.public_id, sailed.rev, "The ferry took 40 to 60 cars, twice.", "")
    assert facts(engine, sailed) == at
    me.edit_claim(sailed.public_id, now_is(engine, sailed).rev, "The ferry took 40 to 70 cars.", "")
    assert facts(engine, sailed) == []
    with pytest.raises(InputError, match="no such fact"):
        me.tick_fact(sailed.public_id, FACT)
    me.undo()
    assert facts(engine, sailed) == at
    me.untick_fact(sailed.public_id, FACT)
    assert facts(engine, sailed) == [(FACT, FactKind.NUMBER, "")]


@pytest.mark.parametrize("text", ["140 to 60 cars", "40 to not 60 cars", "40 to 60 carsharing", "forty"])
def test_a_fact_does_not_stay_in_a_wording_that_has_not_just_its_words(engine, me, sailed, text):
    me.edit_claim(sailed.public_id, sailed.rev, f"It took {text}.", "")
    assert facts(engine, sailed) == []


@pytest.mark.parametrize("status", [DISMISSED, MERGED])
def test_nobody_ticks_facts_of_a_claim_that_is_laid_aside(engine, me, sailed, status):
    set_to(engine, sailed, status=status)
    with pytest.raises(MoveError):
        me.tick_fact(sailed.public_id, FACT)


def test_the_database_keeps_one_tick_a_fact(engine, me, sailed):
    me.tick_fact(sailed.public_id, FACT)
    (tick,) = all_of(engine, FactTick)
    with pytest.raises(IntegrityError), writing(engine) as session:
        session.add(FactTick(claim_version_id=tick.claim_version_id, fact=tick.fact, by_id=me.who.id))


# Lineage


def test_lineage_is_told_from_both_ends(engine, me, ferry):
    one, said, leaked = ferry[1]
    me.merge_claims(one.public_id, one.rev, chosen(said), "")
    made = me.split_claim(leaked.public_id, leaked.rev, parts("first", "second"))

    def of(claim):
        with reading(engine) as session:
            found = desk.lineage_of(session, session.get(Claim, claim.id))
            return {
                name: [row.claim.number for row in getattr(found, name)]
                for name in found.__slots__
                if getattr(found, name)
            }

    assert of(one) == {"merged_from": [2]}
    assert of(said) == {"merged_into": [1]}
    assert of(leaked) == {"split_into": [4, 5]}
    assert of(made[1]) == {"split_from": [3]}


# At the same moment


def at_once(*acts):
    """Do all of them at the same moment; for each whether it was done."""
    start = threading.Barrier(len(acts), timeout=60)

    def run(act):
        start.wait()
        try:
            act()
        except (ClaimsError, StaleDataError, OperationalError, IntegrityError):
            return False
        return True

    with ThreadPoolExecutor(len(acts)) as pool:
        return [done.result(60) for done in [pool.submit(run, act) for act in acts]]


def test_two_people_do_not_merge_two_claims_into_each_other(engine, ferry):
    one, said, _ = ferry[1]
    first, second = Desk(engine), Desk(engine)
    for _ in range(4):
        one, said = now_is(engine, one), now_is(engine, said)
        done = at_once(
            lambda one=one, said=said: first.merge_claims(one.public_id, one.rev, chosen(said), ""),
            lambda one=one, said=said: second.merge_claims(said.public_id, said.rev, chosen(one), ""),
        )
        assert done.count(True) <= 1
        statuses = [now_is(engine, claim).status for claim in (one, said)]
        assert statuses.count(MERGED) == done.count(True)
        for desk_, was_done in zip((first, second), done, strict=True):
            if was_done:
                desk_.undo()


def test_two_people_do_not_split_one_claim_twice_nor_merge_it_away_meanwhile(engine, ferry):
    one, said, _ = ferry[1]
    first, second = Desk(engine), Desk(engine)
    done = at_once(
        lambda: first.split_claim(one.public_id, one.rev, parts("a", "b")),
        lambda: second.split_claim(one.public_id, one.rev, parts("c", "d", "e")),
        lambda: second.merge_claims(said.public_id, said.rev, chosen(one), ""),
    )
    assert done.count(True) == 1
    status = now_is(engine, one).status
    assert (status is MERGED) == done[2]
    assert len(all_of(engine, Claim)) == 3 + 2 * done[0] + 3 * done[1]
