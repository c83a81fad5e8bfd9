"""The queue as a list: filters, pages, views kept, what came since, and the first page of the desk."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime, time, timedelta

import pytest
from sqlmodel import select, update

from app.contexts import triage as shown
from claims import desk, triage
from claims.desk import own_order
from claims.models import ClaimSet, ClaimSetItem, Job, SavedView, UserSession
from claims.models.base import new_id
from claims.store import queue
from claims.store.engine import reading, writing
from claims.vocab import ClaimKind, ClaimStatus, ClaimType, Hedge, JobState, Role
from tests import factories
from tests.counting import statements
from tests.lists import changed, crowd, listed, split
from tests.looks import now_is

PROPOSED, ACCEPTED, DISMISSED = ClaimStatus.PROPOSED, ClaimStatus.ACCEPTED, ClaimStatus.DISMISSED
BOTH_WAYS = pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])


def finds(visitor, query, *claims):
    visitor.get(f"/queue?{query}")
    assert visitor.status == 200, (query, visitor.text[:300])
    assert listed(visitor) == [claim.public_id for claim in claims], query
    return visitor


# Filters


def test_what_a_wording_says_can_be_filtered_by(app, visitor):
    _, (said, plain, dated) = split(
        app,
        {
            "text": "Boats float.",
            "claimant": "Kim Jong-un",
            "hedge": Hedge.REPORTED,
            "finer": (ClaimKind.QUOTE,),
        },
        {"text": "Rafts sink.", "finer": (ClaimKind.CAUSE, ClaimKind.EVENT)},
        {
            "text": "Ships sail.",
            "kinds": (ClaimType.EVENT_PROPERTY,),
            "dates": factories.ferry().claims[0].draft.dates,
            "claimant": "Ｔhe Mayor",
        },
    )
    finds(visitor, "hedge=reported", said)
    finds(visitor, "hedge=none", plain, dated)
    finds(visitor, "kind=event", plain)
    finds(visitor, "kind=quote", said)
    finds(visitor, "claimant=jong+KIM", said)
    finds(visitor, "claimant=mayor", dated)
    finds(visitor, "claimant=sail")
    finds(visitor, "dated=yes", dated)
    finds(visitor, "dated=no", said, plain)
    finds(visitor, "counted=yes")
    finds(visitor, "counted=no&dated=no&hedge=none", plain)


def test_check_worthiness_is_a_least_value(app, visitor):
    _, (low, high) = split(app, "Boats float.", "Rafts sink.", worth=[0.2, 0.7])
    finds(visitor, "worth=0.2", high, low)
    finds(visitor, "worth=0.21", high)
    finds(visitor, "worth=0.7", high)
    finds(visitor, "worth=0.71")
    finds(visitor, "worth=0", high, low)


def test_who_looks_after_a_claim(app, signed_in):
    visitor, me = signed_in
    other = factories.sign_in(app)[1]
    _, (mine, theirs, nobodys) = split(app, "Boats float.", "Rafts sink.", "Ships sail.")
    changed(app, mine, assignee_id=me.id)
    changed(app, theirs, assignee_id=other.id)
    finds(visitor, "assignee=me", mine)
    finds(visitor, f"assignee={other.public_id}", theirs)
    finds(visitor, "assignee=nobody", nobodys)
    assert f"With: {other.name}" in finds(visitor, f"assignee={other.public_id}", theirs).text


@pytest.fixture(params=[time.min, time.max], ids=["first", "last"])
def today(request, monkeypatch):
    """The day that it is for the queue, at its first moment and at its last."""
    day = datetime(2026, 2, 28, tzinfo=UTC)
    for module in (queue, shown):
        monkeypatch.setattr(module, "now", lambda: datetime.combine(day, request.param, UTC))
    return day


def test_days_are_counted_from_today_in_utc(app, visitor, today):
    _, claims = split(app, *[f"Boat {n} floats." for n in range(6)])
    for claim, days in zip(claims, (-1, 0, 6, 7, 400), strict=False):
        changed(app, claim, due_at=today + timedelta(days=days))
    finds(visitor, "due=overdue", claims[0])
    finds(visitor, "due=today", claims[1])
    finds(visitor, "due=week", claims[1], claims[2])
    finds(visitor, "due=any", *claims[:5])
    assert "overdue by 1 day" in visitor.text
    assert "due in 6 days" in visitor.text
    times = visitor.page.xpath("//*[@id='queue-body']//time")
    assert times[0].get("datetime") == times[0].text == (today - timedelta(days=1)).date().isoformat()


def test_the_claims_of_a_set_and_with_a_tag(app, visitor):
    _, (one, two) = split(app, "Boats float.", "Rafts sink.")
    with writing(app.extensions["engine"]) as session:
        made = ClaimSet(title="Water", owner_id=factories.a_person(session).id)
        session.add(made)
        session.flush()
        session.add(ClaimSetItem(set_id=made.id, claim_id=two.id, position=1))
        address = f"set={made.public_id}"
    assert "Set: Water" in finds(visitor, address, two).text
    changed(app, one, tags=["Réunion 50%", "x_y"])
    changed(app, two, tags=["reunion 500"])
    finds(visitor, "tag=REUNION+50%25", one)
    finds(visitor, "tag=reunion")
    finds(visitor, "tag=xay")
    finds(visitor, "tag=%25")


def test_open_is_all_that_somebody_still_has_to_do(app, visitor):
    _, claims = split(app, *[f"Boat {n} floats." for n in range(10)])
    for claim, status in zip(claims, ClaimStatus, strict=True):
        changed(app, claim, status=status)
    done = {DISMISSED, ClaimStatus.MERGED, ClaimStatus.VERIFIED, ClaimStatus.RELEASED}
    stays = [claim for claim, status in zip(claims, ClaimStatus, strict=True) if status not in done]
    finds(visitor, "status=open", *stays)
    finds(visitor, "status=all", *claims)


def test_words_are_found_folded_in_compounds_and_as_phrases(app, visitor):
    _, (korean, cafe, wide) = split(
        app,
        "조선노동당 세포비서대회가 열렸다.",
        "The Café opened at noon.",
        "Ｆｕｌｌ width of the cafe door",
    )
    finds(visitor, "q=세포비서", korean)
    finds(visitor, "q=노동당", korean)
    finds(visitor, "q=cafe", cafe, wide)
    finds(visitor, "q=full", wide)
    finds(visitor, "q=%22cafe+opened%22", cafe)
    finds(visitor, "q=%22opened+cafe%22")
    finds(visitor, "q=cafe+noon", cafe)
    finds(visitor, "q=%3F%3F%3F")
    finds(visitor, "q=+++", korean, cafe, wide)


def test_what_a_filter_asks_for_is_told_and_can_be_taken_off(app, visitor):
    _, (one, two) = split(app, {"text": "Boats float.", "hedge": Hedge.ALLEGED}, "Rafts sink.")
    finds(visitor, "status=open&hedge=alleged&q=boats", one)
    chips = visitor.page.xpath("//ul[@class='chips' and contains(@aria-label, 'Only')]/li")
    assert [chip.text_content().split(" take off")[0].strip() for chip in chips] == [
        "Hedge: alleged",
        "Words: boats",
    ]
    visitor.get(chips[1].xpath("a/@href")[0])
    assert visitor.path == "/queue?status=open&hedge=alleged"
    visitor.get(visitor.page.xpath("//ul[@class='chips']/li/a/@href")[0])
    assert listed(visitor) == [one.public_id, two.public_id]


def test_the_forms_hold_the_filter_that_is_on(app, visitor):
    article, (one, _) = split(app, {"text": "Boats float.", "hedge": Hedge.ALLEGED}, "Rafts sink.")
    query = f"status=open&article={article.public_id}&hedge=alleged&dated=no&worth=0.5&q=boats"
    finds(visitor, query, one)
    search, filters = [form for form in visitor.page.forms if form.method == "GET"]
    for form in (search, filters):
        sent = {name: value for name, value in form.fields.items() if value}
        assert sent == dict(part.split("=") for part in query.split("&")), sent
        assert not form.xpath(".//select[@name='status']")


def test_an_address_of_the_queue_that_means_nothing_is_not_found(app, visitor):
    split(app, "Boats float.")
    nobody = new_id()
    key = "0" * 29
    for query in [
        *(f"{name}={nobody}" for name in ("article", "assignee", "set")),
        *("kind=x", "hedge=x", "dated=1", "worth=2", "due=x", "status=", "tag=+"),
        *(
            f"after={text}"
            for text in ("x", "1", f"{key}", f"{key}-", f"{key}-x", f"{key}-{'9' * 16}", f"{key}-١")
        ),
        f"before={key}",
        f"after={key}-1&before={key}-2",
    ]:
        assert (visitor.get(f"/queue?{query}").status, query) == (404, query)
    for since in ("", "x", "-1", "1" * 16):
        assert visitor.get(f"/queue/new?since={since}").status == 404
    assert visitor.get(f"/queue?after={key}-{'9' * 15}").status == 200


NAUGHTY = [
    "%",
    "_",
    "%25",
    "'",
    '"',
    '""',
    '" OR * NEAR(',
    "NEAR(a b)",
    "a AND OR NOT",
    "*",
    "a*",
    "^a",
    "-a",
    "{a b}:c",
    "words:x",
    "a:*",
    "a & b | !c",
    "<->",
    "(",
    "\\",
    "'; DROP TABLE claim; --",
    "노동당",
    "🙂",
    "👨‍👩‍👧‍👦",
    "\u202eabc",
    "e\u0301" * 60,
    "ﷺ" * 190,
    "ﷲ" * 200,
    "한" * 200,
    "a " * 100,
    '"' * 200,
    "\u0000",
    "x" * 10_000,
    "½",
    "\t\n",
]


@pytest.mark.parametrize(
    "name", ["q", "claimant", "tag", "kind", "article", "assignee", "set", "worth", "status", "after"]
)
def test_naughty_words_are_looked_for_or_not_found(app, visitor, name):
    split(app, "Boats float, 100% of them.")
    for text in NAUGHTY:
        answer = visitor.client.get("/queue", query_string={name: text})
        assert (answer.status_code in (200, 404), text[:30]) == (True, text[:30]), answer.status_code
        answer = visitor.client.get("/queue/new", query_string={name: text, "since": "0"})
        assert answer.status_code in (200, 404)


# Pages


def test_a_page_stays_where_it_was_when_claims_before_it_are_gone(app, visitor):
    _, claims = split(app, *[f"Boat {n} floats." for n in range(60)])
    ids = [claim.public_id for claim in claims]
    visitor.get("/queue")
    second = visitor.page.xpath("//a[@rel='next']/@href")[0]
    for claim in claims[:10]:
        changed(app, claim, status=ACCEPTED)
    changed(app, claims[24], status=ACCEPTED)  # the very claim that the page begins after
    assert listed(visitor.get(second)) == ids[25:50]
    third = visitor.page.xpath("//a[@rel='next']/@href")[0]
    assert listed(visitor.get(third)) == ids[50:]
    assert not visitor.page.xpath("//a[@rel='next']")
    back = visitor.page.xpath("//a[@rel='prev']/@href")[0]
    assert listed(visitor.get(back)) == ids[25:50]
    assert listed(visitor.get(visitor.page.xpath("//a[@rel='prev']/@href")[0])) == ids[10:24]
    assert not visitor.page.xpath("//a[@rel='prev']")
    assert listed(visitor.get(visitor.page.xpath("//a[@rel='next']/@href")[0])) == ids[25:50]


def test_pages_keep_their_filter(app, visitor):
    split(app, *[{"text": f"Boat {n} floats.", "hedge": Hedge.ALLEGED} for n in range(30)], "Rafts sink.")
    visitor.get("/queue?status=open&hedge=alleged")
    visitor.get(visitor.page.xpath("//a[@rel='next']/@href")[0])
    assert len(listed(visitor)) == 5
    assert "hedge=alleged" in visitor.path


QUERIES = (
    "status=proposed",
    "status=open&hedge=none&dated=no&q=bridge&worth=0",
    "status=all&assignee=me&due=any&tag=x",
)


def test_a_page_of_the_queue_costs_at_most_eight_statements_at_10_and_at_10000_claims(app, visitor):
    counts, weigher = [], factories.sign_in(app, settings={"weights": {"number": 2.0}})[0]
    for count in (10, 9_990):
        crowd(app, count)
        for query in QUERIES:
            with statements(app) as said:
                assert visitor.get(f"/queue?{query}").status == 200
            counts.append(len(said))
            with statements(app) as said:
                assert weigher.get(f"/queue?{query}").status == 200
            counts.append(len(said) - 1)  # what is to be weighed
    # BEGIN of SQLite, who asks, what the filter names, the rows, their evidence, the counts, the choices.
    assert set(counts) == {8 if app.extensions["engine"].dialect.name == "sqlite" else 7}
    for path, most in (("/", 8), ("/queue/new?since=5", 4)):
        with statements(app) as said:
            assert visitor.get(path).status == 200
        assert len(said) <= most, said


def test_the_first_page_weighs_at_most_60_kb_and_an_answer_4(app, visitor):
    _, claims = split(
        app, *[{"text": f"Boat {n} floats and floats.", "claimant": f"Mayor {n}"} for n in range(60)]
    )
    visitor.get("/queue?status=open")
    files = visitor.page.xpath("//script/@src | //link[@rel='stylesheet']/@href")
    parts = [visitor.answer.data, *(visitor.client.get(path, buffered=True).data for path in files)]
    assert len(parts) == 5
    assert sum(len(gzip.compress(part, 6)) for part in parts) <= 60 * 1024
    visitor.submit(f"/claims/{claims[0].public_id}/accept/queue", htmx=True)
    assert visitor.status == 200
    assert len(gzip.compress(visitor.answer.data, 6)) <= 4 * 1024
    out_of_band = visitor.page.xpath("//*[@hx-swap-oob]/@id")
    assert sorted(out_of_band) == ["bulk-all", "counters", "live"]


# What came since


def test_claims_that_came_since_are_counted_and_led_to(app, visitor):
    split(app, "Boats float.")
    visitor.get("/queue?status=open&q=boats")
    waiting = visitor.page.get_element_by_id("newer")
    assert (waiting.get("hx-trigger"), waiting.text_content()) == ("every 30s", "Refresh")
    source = waiting.get("hx-get")
    assert visitor.client.get(source).status_code == 200
    _, (came, _rafts) = split(app, "Boats sink.", "Rafts sink.")
    visitor.get(source, **{"HX-Request": "true"})
    assert "<html" not in visitor.answer.text
    assert (visitor.page.get("id"), visitor.text) == ("newer", "1 new: show")
    assert visitor.page.get("hx-get") == source
    visitor.get(visitor.page.xpath(".//a/@href")[0])
    assert came.public_id in listed(visitor)
    assert visitor.page.get_element_by_id("newer").text_content() == "Refresh"


def test_many_new_claims_are_counted_up_to_a_hundred(app, visitor):
    visitor.get("/queue")
    source = visitor.page.get_element_by_id("newer").get("hx-get")
    crowd(app, 150)
    assert visitor.get(source).text == "100 or more new: show"


def test_a_page_that_asks_by_itself_keeps_nobody_signed_in(app, engine, signed_in):
    visitor, me = signed_in
    long_ago = datetime.now(UTC) - timedelta(hours=2)
    with writing(app.extensions["engine"]) as session:
        session.execute(update(UserSession).where(UserSession.user_id == me.id).values(seen_at=long_ago))

    def seen():
        with reading(engine) as session:
            return session.exec(select(UserSession.seen_at).where(UserSession.user_id == me.id)).one()

    assert visitor.get("/queue/new?since=0").status == 200
    assert seen() == long_ago
    assert visitor.get("/queue").status == 200
    assert seen() > long_ago


# Views


def kept(engine):
    with reading(engine) as session:
        return session.exec(select(SavedView).order_by(SavedView.id)).all()


@BOTH_WAYS
def test_a_list_is_kept_under_a_name_opened_and_deleted(app, engine, signed_in, htmx):
    visitor, me = signed_in
    _, (one, _) = split(app, {"text": "Boats float.", "hedge": Hedge.ALLEGED}, "Rafts sink.")
    visitor.get("/queue?status=open&hedge=alleged")
    visitor.submit("/queue/views", name="  Alleged  <b>한국</b> ", htmx=htmx)
    (view,) = kept(engine)
    assert (view.user_id, view.name, view.query) == (
        me.id,
        "Alleged <b>한국</b>",
        "status=open&hedge=alleged",
    )
    visitor.get("/queue")
    link = visitor.page.xpath("//ul[@class='views']//a")[0]
    assert link.text_content() == view.name
    assert listed(visitor.get(link.get("href"))) == [one.public_id]
    assert visitor.page.xpath("//ul[@class='views']//a[@aria-current='page']")
    visitor.submit(f"/queue/views/{view.public_id}/delete", htmx=htmx)
    assert kept(engine) == []


def test_a_view_needs_a_name_of_its_own(app, engine, visitor):
    for name, problem in (
        ("One", ""),
        ("One", "another view under this name"),
        (" ", "must be filled in"),
        ("x" * 61, "at most 60"),
    ):
        visitor.get("/queue?status=all")
        visitor.submit("/queue/views", name=name)
        assert visitor.status == (422 if problem else 200)
        assert problem in visitor.text
        if problem:
            assert visitor.form("/queue/views")["name"] == name
    assert len(kept(engine)) == 1


def test_a_view_of_somebody_else_is_not_seen_and_not_deleted(app, engine, visitor):
    visitor.get("/queue").submit("/queue/views", name="Mine")
    (view,) = kept(engine)
    other, _ = factories.sign_in(app, Role.ADMIN)
    assert not other.get("/queue").page.xpath("//ul[@class='views']")
    form = other.form("/queue/views")
    other.post(f"/queue/views/{view.public_id}/delete", **form)
    assert other.status == 404
    assert len(kept(engine)) == 1


def test_at_most_fifty_views_are_kept(app, engine, signed_in):
    visitor, me = signed_in
    with writing(app.extensions["engine"]) as session:
        session.add_all(SavedView(user_id=me.id, name=f"v{n}", query="status=all") for n in range(50))
    visitor.get("/queue").submit("/queue/views", name="One more")
    assert visitor.status == 422
    assert len(kept(engine)) == 50


# The first page


def test_the_first_page_shows_what_is_next_in_work_and_waiting(app, signed_in, today):
    visitor, me = signed_in
    _, claims = split(app, *[f"Boat {n} floats." for n in range(8)])
    for claim, days in zip(claims[:6], (None, 9, -3, None, 2, 5), strict=True):
        changed(app, claim, assignee_id=me.id, due_at=today + timedelta(days=days) if days else None)
    changed(app, claims[5], status=DISMISSED)
    changed(app, claims[6], assignee_id=me.id, status=ClaimStatus.VERIFIED)
    visitor.get("/")
    rows = visitor.page.xpath("//section[@aria-labelledby='mine-title']//li/a/@href")
    assert rows == [f"/claims/{claims[at].public_id}" for at in (2, 4, 1, 0, 3)]
    assert "2 of 8 claims decided" in visitor.text
    assert "overdue by 3 days" in visitor.text
    visitor.get(visitor.page.xpath("//a[starts-with(., 'Open claims')]/@href")[0])
    assert len(listed(visitor)) == 6


def in_section(visitor, title):
    return visitor.get("/").page.xpath(f"//section[@aria-labelledby='{title}']//li/a/@href")


def test_an_article_with_nothing_open_is_not_in_work(app, visitor):
    article, (claim,) = split(app, "Boats float.")
    assert f"/articles/{article.public_id}" in in_section(visitor, "work-title")
    changed(app, claim, status=DISMISSED)
    assert in_section(visitor, "work-title") == []
    assert "No article has open claims." in visitor.text


def test_articles_that_wait_to_be_split_are_split_or_could_not_be_are_told(app, engine, visitor):
    with writing(app.extensions["engine"]) as session:
        articles = [factories.an_article(session) for _ in range(4)]
        jobs = [session.exec(select(Job).where(Job.subject_id == article.id)).one() for article in articles]
        jobs[0].state, jobs[3].state = JobState.FAILED, JobState.DONE
        jobs[1].state, jobs[1].steps_done, jobs[1].steps_total = JobState.RUNNING, 2, 5
        ids = [article.public_id for article in articles]
        job_id = jobs[0].public_id
    assert in_section(visitor, "unread-title") == [
        *(f"/articles/{ids[at]}" for at in (2, 1, 0)),
        f"/jobs/{job_id}",
    ]
    assert "running 2 of 5" in visitor.text
    assert "waiting" in visitor.text


def test_what_waits_for_a_second_person_waits_for_another_one(app, engine):
    author, me = factories.sign_in(app)
    second, _ = factories.sign_in(app)
    with writing(app.extensions["engine"]) as session:
        claim = factories.a_claim(session)
        factories.a_verdict(session, claim, me)
        desk.submit_verdict(session, claim.public_id, claim.rev, me)
    assert "Waiting for a second person" not in author.get("/").text
    assert f"/claims/{claim.public_id}" in second.get("/").answer.text
    assert "Waiting for a second person" in second.text


def test_an_empty_desk_says_what_to_do(visitor):
    visitor.get("/")
    assert "Nothing is assigned to you." in visitor.text
    assert visitor.page.xpath("//main//a[@href='/articles/new']")


# The order of one's own


def weighed(app, *drafts):
    """Claims scored as the splitter's are, in the order they are named."""
    return split(app, *drafts, worth=[triage.worth_of(words) for words in drafts])[1]


def weigh(visitor, **counts):
    return visitor.get("/settings").submit(
        "/settings/weights", **{f"weight-{name}": count for name, count in counts.items()}
    )


@BOTH_WAYS
def test_a_person_weighs_the_reasons_for_their_own_queue_alone(app, visitor, htmx):
    plain, counted = weighed(app, "The council closed the old school.", "It sold 40 boats.")
    other = factories.sign_in(app)[0]
    at_the_desk = listed(other.get("/queue"))
    visitor.get("/settings").submit("/settings/weights", htmx=htmx, **{"weight-number": "4"})
    assert listed(visitor.get("/queue")) == [counted.public_id, plain.public_id]
    assert "In your own order: number ×4. Nothing is hidden by it." in visitor.text
    assert visitor.page.xpath(f"//li[@id='claim-{counted.public_id}']//strong/text()") == ["×4"]
    weigh(visitor, number="0", wording="0", deed="0")
    assert listed(visitor.get("/queue")) == [plain.public_id, counted.public_id]
    assert listed(other.get("/queue")) == at_the_desk
    assert "In the desk's order" in other.text


@BOTH_WAYS
def test_the_desks_order_is_one_button_away(app, visitor, htmx):
    weighed(app, "The council closed the old school.", "It sold 40 boats.")
    at_the_desk = listed(visitor.get("/queue?status=open"))
    weigh(visitor, number="4", opinion="0.5")
    visitor.get("/queue?status=open")
    visitor.submit("/settings/weights", htmx=htmx)
    if not htmx:
        assert visitor.path == "/queue?status=open"
    assert listed(visitor.get("/queue?status=open")) == at_the_desk
    assert "In the desk's order" in visitor.text


@BOTH_WAYS
@pytest.mark.parametrize("typed", ["", "3", "-1", "1e9", "nan", "<b>", "1.0"])
def test_a_weight_that_is_none_of_the_choices_is_refused_beside_its_field(app, visitor, htmx, typed):
    visitor.get("/settings").submit("/settings/weights", htmx=htmx, **{"weight-date": typed})
    assert visitor.status == 422
    assert visitor.page.get_element_by_id("weight-date").get("aria-invalid") == "true"
    assert "In the desk's order" in visitor.get("/queue").text


def test_pages_in_ones_own_order_hold_every_claim_once_whatever_is_done_meanwhile(app, visitor, monkeypatch):
    monkeypatch.setattr(own_order, "STRETCH", 40)
    monkeypatch.setattr(desk, "STRETCH", 40)
    claims = weighed(app, *[f"Report {n} says that {n} boats sank." for n in range(60)], *BOATS)
    weigh(visitor, number="0.5", public_matter="4")
    seen = listed(visitor.get("/queue"))
    assert "It holds within each 40 claims" in visitor.text
    while onward := visitor.page.xpath("//a[@rel='next']/@href"):
        changed(app, next(c for c in claims if c.public_id == seen[-1]), status=ACCEPTED)  # the cursor's own
        seen += listed(visitor.get(onward[0]))
    assert sorted(seen) == sorted(claim.public_id for claim in claims)
    back = listed(visitor)
    while before := visitor.page.xpath("//a[@rel='prev']/@href"):
        back += listed(visitor.get(before[0]))
    left = [claim for claim in claims if now_is(app.extensions["engine"], claim).status is PROPOSED]
    assert sorted(back) == sorted(claim.public_id for claim in left)
    assert len(left) == len(claims) - 4


BOATS = [f"Boat {n} floats." for n in range(30)]


def test_a_page_of_an_order_that_was_given_up_shows_its_stretch_from_the_start(app, visitor):
    weighed(app, *BOATS)
    weigh(visitor, number="4")
    visitor.get("/queue")
    second = visitor.page.xpath("//a[@rel='next']/@href")[0]
    visitor.get("/settings").submit("/settings/weights", reset="1")
    first = listed(visitor.get("/queue"))
    assert listed(visitor.get(second)) == first


def test_a_row_counts_the_passages_of_its_claim_and_their_origins(app, visitor):
    with writing(app.extensions["engine"]) as session:
        someone = factories.a_person(session)
        claim, other = factories.a_claim(session), factories.a_claim(session)
        for group in ("KCNA", "kcna "):
            source = factories.a_source(session, someone, origin_group=group)
            factories.an_evidence(session, claim, someone, source=source)
        gone = factories.an_evidence(session, other, someone)
        session.flush()
        desk.detach_evidence(session, gone.public_id, other.rev, someone)
    visitor.get("/queue?status=researching")
    row = visitor.page.get_element_by_id(f"claim-{claim.public_id}")
    assert "2 passages, 1 origin" in " ".join(row.text_content().split())
    assert "passage" not in visitor.get(f"/queue?article={other.article_id}").text
    visitor.get("/queue?status=open").submit(f"/claims/{claim.public_id}/take/queue", htmx=True)
    assert "2 passages, 1 origin" in visitor.text
