"""The queue: accept, later, dismiss, reopen, from the queue and from beside the text."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlmodel import col, select

from app.contexts.labels import worth_reason
from claims import desk
from claims.models import Claim, ClaimDraft, Event, OccurrenceDraft, Worth
from claims.store.engine import reading, writing
from claims.vocab import ClaimStatus, DismissReason, Role
from tests import factories
from tests.counting import statements

BOTH_WAYS = pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
FROM_BOTH = pytest.mark.parametrize("place", ["queue", "reader"])
PROPOSED, ACCEPTED, DISMISSED = ClaimStatus.PROPOSED, ClaimStatus.ACCEPTED, ClaimStatus.DISMISSED


def a_claim(app, status=PROPOSED, **more):
    with writing(app.extensions["engine"]) as session:
        return factories.a_claim(session, status, **more)


def claims_of_boats(app, count, name="boat", **more):
    """An article that was split into this many claims, numbered from 1."""
    lines = [f"The {name} {n} is {n} feet long." for n in range(1, count + 1)]
    text = "\n\n".join([f"A {name} race", *lines])
    with writing(app.extensions["engine"]) as session:
        article = factories.an_article(session, text)
        spans = [(text.index(line), text.index(line) + len(line)) for line in lines]
        drafts = [ClaimDraft(text[at:end], (OccurrenceDraft(at, end),)) for at, end in spans]
        proposals = desk.Proposals(tuple(desk.Proposal(draft, Worth(0.5, ())) for draft in drafts))
        desk.save_claims(session, article.id, proposals)
        session.flush()
        claims = session.exec(
            select(Claim).where(Claim.article_id == article.id).order_by(Claim.number)
        ).all()
        for field, values in more.items():
            for claim, value in zip(claims, values, strict=True):
                setattr(claim, field, value)
        return article, claims


def now_is(engine, claim):
    with reading(engine) as session:
        return session.exec(select(Claim).where(Claim.public_id == claim.public_id)).one()


def trail_of(engine, claim):
    with reading(engine) as session:
        events = session.exec(
            select(Event).where(Event.object_id == claim.public_id).order_by(col(Event.seq))
        ).all()
        return [event.verb for event in events]


def page_with(visitor, claim, place, *, status=None):
    """Open the page that has the claim's form, in the queue or beside the text."""
    if place == "queue":
        return visitor.get(f"/queue?status={(status or claim.status).value}")
    visitor.get(f"/queue?status={(status or claim.status).value}")
    row = visitor.page.get_element_by_id(f"claim-{claim.public_id}")
    return visitor.get(row.xpath(".//a[contains(@href, '/articles/')]/@href")[0])


def act(visitor, claim, step, place, *, htmx, **typed):
    return visitor.submit(f"/claims/{claim.public_id}/{step}/{place}", htmx=htmx, **typed)


def shows(visitor, claim, place, label, *, htmx, verb=""):
    """Look whether the answer is right: the partial with a word on it, or the page it was sent from."""
    assert visitor.status == 200, visitor.text
    said = f"Claim {claim.number}: {label}."
    if place == "queue":
        said = f"Claim {claim.number} {verb or label.lower()}. {left_in(visitor)} left."
    if htmx:
        root, *_counters, live = (
            visitor.page.xpath("/html/body/*") if visitor.page.tag == "html" else visitor.page
        )
        assert root.get("id") == (f"claim-{claim.public_id}" if place == "queue" else "panel")
        assert (live.get("id"), live.get("hx-swap-oob"), live.text) == ("live", "innerHTML", said)
        assert root.xpath(f".//span[contains(@class, 'badge') and contains(., '{label}')]")
        return
    assert visitor.answer.history[0].status_code == 303
    assert visitor.path.startswith("/queue" if place == "queue" else "/articles/")
    assert visitor.page.xpath("//*[@id='notices']/p")[0].text == said
    assert visitor.page.xpath("//main//h1")


def left_in(visitor):
    """How many claims the list holds that is shown, as its tabs say."""
    (tab,) = visitor.page.xpath("//*[@id='counters']/a[@aria-current='page']/span")
    return tab.text


@BOTH_WAYS
@FROM_BOTH
def test_a_claim_is_accepted(app, engine, visitor, htmx, place):
    claim = a_claim(app)
    act(page_with(visitor, claim, place), claim, "accept", place, htmx=htmx)
    shows(visitor, claim, place, "Accepted", htmx=htmx)
    assert now_is(engine, claim).status is ACCEPTED
    assert trail_of(engine, claim)[-1:] == ["moved to accepted"]


@BOTH_WAYS
@FROM_BOTH
def test_a_claim_put_off_stays_proposed_and_goes_behind(app, engine, visitor, htmx, place):
    claim, other = a_claim(app), a_claim(app)
    act(page_with(visitor, claim, place), claim, "skip", place, htmx=htmx)
    shows(visitor, claim, place, "Proposed", htmx=htmx, verb="skipped")
    assert now_is(engine, claim).status is PROPOSED
    assert now_is(engine, claim).skipped_at is not None
    assert trail_of(engine, claim)[-1:] == ["skipped"]
    rows = visitor.get("/queue").page.find_class("row")
    assert [row.get("id") for row in rows] == [f"claim-{other.public_id}", f"claim-{claim.public_id}"]


@BOTH_WAYS
@FROM_BOTH
@pytest.mark.parametrize("status", [PROPOSED, ACCEPTED])
def test_a_claim_is_dismissed_for_a_reason(app, engine, visitor, htmx, place, status):
    claim = a_claim(app, status)
    act(page_with(visitor, claim, place), claim, "dismiss", place, htmx=htmx, reason="prediction")
    shows(visitor, claim, place, "Dismissed", htmx=htmx)
    saved = now_is(engine, claim)
    assert (saved.status, saved.dismiss_reason) == (DISMISSED, DismissReason.PREDICTION)
    assert "prediction" in visitor.get("/queue?status=dismissed").page.find_class("row")[0].text_content()


@BOTH_WAYS
@FROM_BOTH
@pytest.mark.parametrize("reason", ["", "because", None])
def test_nothing_is_dismissed_without_one_of_the_reasons(app, engine, visitor, htmx, place, reason):
    claim = a_claim(app)
    page_with(visitor, claim, place)
    action = f"/claims/{claim.public_id}/dismiss/{place}"
    fields = {**visitor.form(action), "reason": reason}
    visitor.post(action, htmx=htmx, **{name: value for name, value in fields.items() if value is not None})
    assert visitor.status == 422
    choice = visitor.page.get_element_by_id(f"reason-{claim.public_id}")
    assert choice.get("aria-invalid") == "true"
    problem = visitor.page.get_element_by_id(choice.get("aria-describedby"))
    assert problem.text == "choose one of these"
    assert visitor.page.xpath(f"//label[@for='reason-{claim.public_id}']")
    assert now_is(engine, claim).status is PROPOSED
    # The form that came back is a whole one.
    act(visitor, claim, "dismiss", place, htmx=htmx, reason="opinion")
    assert now_is(engine, claim).dismiss_reason is DismissReason.OPINION


@BOTH_WAYS
def test_a_refused_dismissal_on_a_later_page_of_the_queue_comes_back_too(app, visitor, htmx):
    _, claims = claims_of_boats(app, 30)
    visitor.get("/queue")
    visitor.get(visitor.page.xpath("//a[@rel='next']/@href")[0])
    act(visitor, claims[29], "dismiss", "queue", htmx=htmx, reason="")
    assert visitor.status == 422
    row = visitor.page.get_element_by_id(f"claim-{claims[29].public_id}")
    assert "choose one of these" in row.text_content()


@BOTH_WAYS
@FROM_BOTH
def test_a_dismissed_claim_is_reopened_without_its_reason(app, engine, visitor, htmx, place):
    claim = a_claim(app, DISMISSED, dismiss_reason=DismissReason.TRIVIAL)
    act(page_with(visitor, claim, place), claim, "reopen", place, htmx=htmx)
    shows(visitor, claim, place, "Proposed", htmx=htmx, verb="reopened")
    saved = now_is(engine, claim)
    assert (saved.status, saved.dismiss_reason) == (PROPOSED, None)


@BOTH_WAYS
@FROM_BOTH
@pytest.mark.parametrize("step", ["accept", "skip", "dismiss"])
def test_of_two_people_at_one_claim_the_second_is_told(app, engine, visitor, htmx, place, step):
    claim = a_claim(app)
    page_with(visitor, claim, place)
    other, _ = factories.sign_in(app)
    act(page_with(other, claim, "queue"), claim, "skip", "queue", htmx=False)
    act(visitor, claim, step, place, htmx=htmx, **({"reason": "trivial"} if step == "dismiss" else {}))
    assert visitor.status == 409
    assert "somebody else saved this in between" in visitor.text
    shown = visitor.page.get_element_by_id("conflict")
    assert [area.text.strip() for area in shown.iter("textarea")] == ["proposed"]
    asked = {"accept": "Accept", "skip": "Skip", "dismiss": "Dismiss: trivial"}[step]
    assert shown.xpath(".//p[strong[. = 'Yours:']]")[0].text_content() == f"Yours: {asked}"
    if htmx:
        assert visitor.answer.headers["HX-Retarget"] == "#notices"
        assert visitor.answer.headers["HX-Reselect"] == "#conflict"
    saved = now_is(engine, claim)
    assert (saved.status, saved.rev) == (PROPOSED, claim.rev + 1)
    # Seen what the other did, the second may still do it.
    act(visitor, claim, step, place, htmx=htmx)
    assert now_is(engine, claim).rev == claim.rev + 2
    assert now_is(engine, claim).dismiss_reason == (DismissReason.TRIVIAL if step == "dismiss" else None)


@BOTH_WAYS
@pytest.mark.parametrize(
    ("status", "step"),
    [
        (ACCEPTED, "accept"),
        (ACCEPTED, "skip"),
        (ACCEPTED, "reopen"),
        (DISMISSED, "accept"),
        (DISMISSED, "dismiss"),
        (ClaimStatus.VERIFIED, "dismiss"),
        (ClaimStatus.IN_REVIEW, "reopen"),
    ],
)
def test_a_step_the_workflow_does_not_have_is_refused(app, engine, visitor, htmx, status, step):
    claim = a_claim(app, status)
    form = visitor.get("/articles/new").form("/articles")
    visitor.post(
        f"/claims/{claim.public_id}/{step}/queue", htmx=htmx, **form, rev=claim.rev, reason="opinion"
    )
    assert visitor.status == 422
    assert "claim" in visitor.page.find_class("notice")[0].text
    saved = now_is(engine, claim)
    assert (saved.status, saved.dismiss_reason, saved.rev) == (status, None, claim.rev)


@BOTH_WAYS
def test_a_viewer_sees_the_queue_without_forms_and_may_not_act(app, engine, htmx):
    claim = a_claim(app)
    visitor, _ = factories.sign_in(app, Role.VIEWER)
    visitor.get("/queue")
    assert visitor.page.find_class("row")
    assert [form.get("action") for form in visitor.page.forms if form.method == "POST"] == ["/sign-out"]
    token = visitor.form("/sign-out")
    for step in ("accept", "skip", "dismiss", "reopen"):
        for place in ("queue", "reader"):
            visitor.post(
                f"/claims/{claim.public_id}/{step}/{place}",
                htmx=htmx,
                **{**token, "op_id": f"{step}-{place}-" + "o" * 16, "rev": claim.rev, "reason": "opinion"},
            )
            assert visitor.status == 403
    assert now_is(engine, claim).rev == claim.rev


# the list


def listed(visitor):
    return [row.get("id").removeprefix("claim-") for row in visitor.page.find_class("row")]


def test_the_queue_shows_what_is_proposed_unless_another_status_is_asked_for(app, visitor):
    statuses = [PROPOSED, ACCEPTED, DISMISSED, ClaimStatus.VERIFIED, PROPOSED]
    claims = [a_claim(app, status).public_id for status in statuses]
    assert set(listed(visitor.get("/queue"))) == {claims[0], claims[4]}
    assert listed(visitor.get("/queue?status=accepted")) == [claims[1]]
    assert listed(visitor.get("/queue?status=verified")) == [claims[3]]
    assert listed(visitor.get("/queue?status=stale")) == []
    assert set(listed(visitor.get("/queue?status=all"))) == set(claims)
    tabs = visitor.page.xpath("//nav[@class='tabs']/a")
    assert [" ".join(tab.text_content().split()) for tab in tabs] == [
        "Open 3",
        "Proposed 2",
        "Accepted 1",
        "Dismissed 1",
        "Verified 1",
        "All 5",
    ]
    assert [tab.text for tab in tabs if tab.get("aria-current") == "page"] == ["All "]


def test_the_queue_of_one_article_shows_no_other_and_its_tabs_stay_with_it(app, visitor):
    article, claims = claims_of_boats(app, 3, status=[PROPOSED, ACCEPTED, PROPOSED])
    claims_of_boats(app, 2, name="raft")
    visitor.get(f"/queue?article={article.public_id}")
    assert listed(visitor) == [claims[0].public_id, claims[2].public_id]
    visitor.get(visitor.page.xpath("//nav[@class='tabs']/a[contains(., 'Accepted')]/@href")[0])
    assert listed(visitor) == [claims[1].public_id]
    visitor.get(visitor.page.xpath("//ul[@class='chips']/li/a/@href")[0])
    assert listed(visitor) == [claims[1].public_id]


def test_the_queue_is_read_page_by_page_and_each_claim_stands_on_one(app, visitor):
    article, claims = claims_of_boats(app, 51)
    visitor.get(f"/queue?article={article.public_id}")
    pages = [listed(visitor)]
    while link := visitor.page.xpath("//a[@rel='next']/@href"):
        visitor.get(link[0])
        pages.append(listed(visitor))
    assert list(map(len, pages)) == [25, 25, 1]
    assert [claim for page in pages for claim in page] == [claim.public_id for claim in claims]
    visitor.get(visitor.page.xpath("//a[@rel='prev']/@href")[0])
    assert listed(visitor) == pages[1]


@pytest.mark.parametrize("count", [25, 26])
def test_another_page_is_offered_only_if_there_is_one(app, visitor, count):
    claims_of_boats(app, count)
    assert len(visitor.get("/queue").page.xpath("//a[@rel='next']")) == count - 25


def test_an_address_of_the_queue_that_means_nothing_is_not_found(app, visitor):
    claims_of_boats(app, 1)
    queries = ["status=checked", "status=", "status=PROPOSED", "status=proposed ", "article=nothing"]
    for query in queries:
        assert (visitor.get(f"/queue?{query}").status, query[:30]) == (404, query[:30])


def test_the_order_is_priority_then_not_put_off_then_check_worthiness_then_age(app, visitor):
    early, late = (datetime(2021, 4, day, tzinfo=UTC) for day in (7, 8))
    _, claims = claims_of_boats(
        app,
        8,
        priority=[0, 0, 1, 0, 0, 1, 0, 0],
        skipped_at=[None, None, late, early, late, None, early, None],
        check_worthiness=[0.2, 0.9, 0.9, 0.1, 0.9, 0.1, 0.8, 0.2],
    )
    order = [5, 2, 1, 0, 7, 6, 3, 4]
    assert listed(visitor.get("/queue")) == [claims[at].public_id for at in order]


def test_the_queue_costs_the_same_few_statements_whatever_its_size(app, visitor):
    counts = []
    for count, name in ((1, "boat"), (200, "raft")):
        article, _ = claims_of_boats(app, count, name)
        for query in (f"article={article.public_id}", f"status=all&article={article.public_id}"):
            with statements(app) as said:
                visitor.get(f"/queue?{query}")
            assert len(listed(visitor)) == min(count, 25)
            counts.append(len(said))
    assert len(set(counts)) == 1
    assert counts[0] <= 8


@FROM_BOTH
def test_a_decision_costs_the_same_statements_however_long_the_queue_is(app, visitor, place):
    counts = []
    for count, name in ((1, "boat"), (200, "raft")):
        _, claims = claims_of_boats(app, count, name, check_worthiness=[1.0] + [0.5] * (count - 1))
        page_with(visitor, claims[0], place)
        with statements(app) as said:
            act(visitor, claims[0], "accept", place, htmx=True)
        assert visitor.status == 200
        counts.append(len(said))
    assert counts[0] == counts[1]


def test_a_reason_is_shown_by_its_word_and_one_of_an_earlier_scorer_as_it_is(app):
    with app.test_request_context():
        assert worth_reason("named_actor") == "named actor"
        assert worth_reason("rounds of applause") == "rounds of applause"
