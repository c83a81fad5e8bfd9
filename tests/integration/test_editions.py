"""A changed article: every place is kept, to be confirmed, or to be decided; never moved unsaid."""

from __future__ import annotations

import pytest
from sqlmodel import col, select

from claims import desk, store
from claims.errors import RetryableError
from claims.jobs import work_once
from claims.models import ArticleVersion, Claim, Event, FollowedPlace, Occurrence, SentenceMark
from claims.store.engine import reading, writing
from claims.vocab import AnchorState, ClaimStatus, Role
from tests import factories

BOTH_WAYS = pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
KEPT, MOVED, OPEN, GONE = (
    AnchorState.ANCHORED,
    AnchorState.MOVED_UNCONFIRMED,
    AnchorState.AMBIGUOUS,
    AnchorState.ORPHANED,
)
TEXT = """The pier opens

The pier opened on Monday. Alder Works said that the repair would cost 5 million crowns by next summer.

Birch Mills said that the repair would cost 5 million crowns by next summer. Some 400 people came.
"""
ALDER = "Alder Works said that the repair would cost 5 million crowns by next summer."


@pytest.fixture
def engine(app):
    return app.extensions["engine"]


@pytest.fixture
def article(engine):
    with writing(engine) as session:
        article = factories.an_article(session, TEXT)
    assert work_once(engine, "test")
    return article


def change(engine, visitor, article, text, *, htmx=False):
    visitor.get(f"/articles/{article.public_id}/again").submit("/again", htmx=htmx, text=text)
    work_once(engine, "test")
    return visitor.get(f"/articles/{article.public_id}/changes")


def test_the_page_of_a_change_shows_what_became_of_it_once_the_text_is_split(engine, visitor, article):
    here = f"/articles/{article.public_id}"
    visitor.get(f"{here}/again").submit("/again", text=f"{TEXT} It rained.")
    (asks,) = visitor.get(f"{here}/changes").page.xpath("//*[@class='job']/@hx-get")
    work_once(engine, "test")
    (job,) = visitor.get(asks).page.xpath("//*[@class='job']")
    assert (job.get("hx-get"), job.get("hx-target")) == (f"{here}/changes", "#main")
    (job,) = visitor.get(asks.partition("?")[0]).page.xpath("//*[@class='job']")
    assert (job.get("hx-get"), job.get("hx-target")) == (here, "#story")
    (job,) = visitor.get(asks.replace("changes", "job")).page.xpath("//*[@class='job']")
    assert "hx-get" not in job.attrib
    assert job.xpath(".//a/@href") == [here]
    assert visitor.get(asks.replace("changes", "x")).status == 404


def places(engine, seq):
    """The places of a text: the claim's number, the words, as the reader shows them."""
    with reading(engine) as session:
        rows = session.exec(
            select(Claim.number, Occurrence, ArticleVersion.text)
            .join(Occurrence, Occurrence.claim_id == Claim.id)
            .join(ArticleVersion, ArticleVersion.id == Occurrence.article_version_id)
            .where(ArticleVersion.seq == seq, col(Occurrence.undone_at).is_(None))
            .order_by(Occurrence.start, Claim.number)
        ).all()
        assert all(text[place.start : place.end] == place.exact for _, place, text in rows)
        return [(number, place.exact) for number, place, _ in rows]


def outcomes(engine):
    with reading(engine) as session:
        rows = session.exec(
            select(Occurrence.exact, FollowedPlace.state)
            .join(FollowedPlace, FollowedPlace.occurrence_id == Occurrence.id)
            .order_by(FollowedPlace.id)
        ).all()
        return dict(map(tuple, rows))


def version_of(engine, article):
    with reading(engine) as session:
        return store.articles.get(session, article.public_id).version_seq


@BOTH_WAYS
def test_where_the_sentence_is_the_same_the_place_is_kept_and_nobody_is_asked(engine, visitor, article, htmx):
    before = places(engine, 1)
    change(engine, visitor, article, "A correction was made.\n\n" + TEXT, htmx=htmx)
    assert version_of(engine, article) == 2
    assert [place for place in places(engine, 2) if place in before] == before
    assert set(outcomes(engine).values()) == {KEPT}
    assert "Nothing is to be decided." in visitor.text


def test_until_the_new_text_is_split_people_read_the_old_one(engine, visitor, article):
    visitor.get(f"/articles/{article.public_id}/again").submit("/again", text=TEXT + "\nMore came later.")
    assert version_of(engine, article) == 1
    assert "until then you read the old one" in visitor.text
    assert "More came later" not in visitor.get(f"/articles/{article.public_id}").text
    work_once(engine, "test")
    assert "More came later" in visitor.get(f"/articles/{article.public_id}").text


@BOTH_WAYS
def test_the_same_text_again_changes_nothing(engine, visitor, article, htmx):
    visitor.get(f"/articles/{article.public_id}/again").submit("/again", htmx=htmx, text=TEXT)
    assert not work_once(engine, "test")
    assert version_of(engine, article) == 1
    with reading(engine) as session:
        assert len(session.exec(select(ArticleVersion)).all()) == 1


def test_of_two_sentences_that_look_alike_none_is_taken_for_the_other(engine, visitor, article):
    change(engine, visitor, article, TEXT.replace(ALDER, ""))
    found = outcomes(engine)
    alder = [state for exact, state in found.items() if exact.startswith("Alder Works")]
    assert alder
    assert set(alder) <= {OPEN, GONE}
    assert not [words for _, words in places(engine, 2) if "Alder" in words]
    assert "its words" in visitor.text


def a_changed(engine, visitor, article):
    changed = ALDER.replace("would cost 5", "would cost about 5")
    change(engine, visitor, article, TEXT.replace(ALDER, changed))
    return changed


@BOTH_WAYS
def test_a_place_whose_sentence_was_changed_a_little_waits_to_be_confirmed(engine, visitor, article, htmx):
    changed = a_changed(engine, visitor, article)
    assert MOVED in outcomes(engine).values()
    before = places(engine, 2)
    form = visitor.page.xpath("//form[contains(@action, '/here')][.//button[@class='primary']]")[0]
    visitor.post(form.get("action"), htmx=htmx, **dict(form.fields.items()))
    added = [place for place in places(engine, 2) if place not in before]
    assert len(added) == 1
    assert added[0][1] in changed
    assert "Decided: it stands in the new text." in visitor.get(f"/articles/{article.public_id}/changes").text


@BOTH_WAYS
def test_a_place_that_is_gone_is_let_go_and_stays_known_where_it_was(engine, visitor, article, htmx):
    change(engine, visitor, article, TEXT.replace(" Some 400 people came.", ""))
    before = places(engine, 1)
    visitor.submit("/gone", htmx=htmx)
    page = visitor.get(f"/articles/{article.public_id}/changes")
    assert "Decided: it is gone from the new text." in page.text
    assert places(engine, 1) == before
    assert "400 people" not in str(places(engine, 2))


def test_typed_words_are_located_or_refused(engine, visitor, article):
    change(engine, visitor, article, TEXT.replace("Some 400 people came.", "Hardly anybody came to see it."))
    visitor.submit("/here", quote="Nobody came")
    assert visitor.status == 422
    assert "these words are not in the text" in visitor.text
    visitor.get(f"/articles/{article.public_id}/changes").submit("/here", quote="Hardly anybody came")
    assert "Hardly anybody came" in dict(map(reversed, places(engine, 2)))


def test_a_decision_is_taken_once(engine, visitor, article):
    change(engine, visitor, article, TEXT.replace(" Some 400 people came.", ""))
    form = visitor.form("/gone")
    path = visitor.page.xpath("//form[contains(@action, '/gone')]/@action")[0]
    visitor.post(path, **form)
    visitor.post(path, **{**form, "op_id": "z" * 20})
    assert visitor.status == 409


def test_a_decision_is_undone_in_the_sitting_and_waits_again(engine, visitor, article):
    a_changed(engine, visitor, article)
    before = places(engine, 2)
    form = visitor.page.xpath("//form[contains(@action, '/here')]")[0]
    visitor.post(form.get("action"), **dict(form.fields.items()))
    visitor.get(f"/articles/{article.public_id}/changes").submit("/undo")
    assert places(engine, 2) == before
    assert "It stands here now" in visitor.get(f"/articles/{article.public_id}/changes").text


def test_what_waits_is_followed_into_the_next_text_too(engine, visitor, article):
    before = places(engine, 1)
    a_changed(engine, visitor, article)
    with reading(engine) as session:
        waiting = session.exec(select(FollowedPlace.occurrence_id).where(FollowedPlace.state == MOVED)).all()
    assert waiting
    change(engine, visitor, article, TEXT)
    assert version_of(engine, article) == 3
    with reading(engine) as session:
        newest = store.articles.current_version(session, store.articles.get(session, article.public_id))
        rows = store.work.followed_in(session, newest.id)
    assert {followed.state for followed, place, _ in rows if place.id in waiting} == {KEPT}
    assert set(before) <= set(places(engine, 3))


def test_a_claim_that_the_new_text_makes_is_added_and_none_twice(engine, visitor, article):
    with reading(engine) as session:
        before = len(session.exec(select(Claim)).all())
    change(engine, visitor, article, TEXT + "\nThe mayor resigned on Friday.")
    with reading(engine) as session:
        after = session.exec(select(Claim).order_by(Claim.number)).all()
        texts = [store.claims.current_version(session, claim).text for claim in after]
    assert len(after) == before + 1
    assert len(set(texts)) == len(texts)
    assert after[-1].status is ClaimStatus.PROPOSED


def test_a_struck_line_stays_struck_where_it_stands_just_so(engine, visitor, article):
    visitor.get(f"/articles/{article.public_id}?mode=line&s=2").submit("/lines/struck")
    change(engine, visitor, article, "A correction was made.\n\n" + TEXT)
    with reading(engine) as session:
        newest = store.articles.current_version(session, store.articles.get(session, article.public_id))
        marks = session.exec(select(SentenceMark).where(SentenceMark.version_id == newest.id)).all()
        assert [newest.text[mark.start :].split(".")[0] for mark in marks] == ["The pier opened on Monday"]


def test_what_was_signed_stays_signed_when_the_outlet_changes_its_text(engine, visitor):
    with writing(engine) as session:
        author, reviewer = factories.a_person(session), factories.a_person(session)
        claim = factories.a_verified_claim(session, author, reviewer)
        article = store.articles.get_by_key(session, claim.article_id)
    assert work_once(engine, "test")
    text = factories.STORY.replace("4,000 people", "6,000 people")
    change(engine, visitor, article, text)
    with reading(engine) as session:
        assert store.claims.get(session, claim.public_id).status is ClaimStatus.VERIFIED
        assert len(store.claims.places_of(session, claim.id)) == 1


def test_a_worker_that_is_too_late_for_a_text_takes_the_newer_one(engine, article):
    with writing(engine) as session:
        who = factories.a_person(session)
        desk.take_in_again(session, article.public_id, desk.read_paste(TEXT + "\nOne."), who)
    with reading(engine) as session:
        plan = desk.plan_split(session, article.id)
    with writing(engine) as session:
        desk.take_in_again(session, article.public_id, desk.read_paste(TEXT + "\nTwo."), who)
    with pytest.raises(RetryableError), writing(engine) as session:
        desk.save_split(session, plan, desk.Proposals())
    assert work_once(engine, "test")
    with reading(engine) as session:
        again = store.articles.get(session, article.public_id)
        assert store.articles.current_version(session, again).text.endswith("Two.")


def test_a_viewer_sees_the_changes_and_decides_nothing(app, engine, visitor, article):
    change(engine, visitor, article, TEXT.replace(" Some 400 people came.", ""))
    viewer = factories.sign_in(app, Role.VIEWER)[0]
    viewer.get(f"/articles/{article.public_id}/changes")
    assert viewer.status == 200
    assert not viewer.page.xpath("//form[contains(@action, '/followed/')]")
    assert viewer.get(f"/articles/{article.public_id}/again").status == 403


def test_every_decision_is_in_the_trail(engine, visitor, article):
    change(engine, visitor, article, TEXT.replace(" Some 400 people came.", ""))
    visitor.submit("/gone")
    with reading(engine) as session:
        verbs = [event.verb for event in session.exec(select(Event).order_by(Event.seq)).all()]
    assert [verb for verb in verbs if "text" in verb or "again" in verb] == [
        "took in again",
        "followed into a new text",
        "let go from the new text",
    ]
