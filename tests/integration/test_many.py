"""The same step with many claims at once, and duplicates."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlmodel import col, func, select

from claims import desk, store
from claims.models import Act, Claim, ClaimLink, Event, QueueFilter
from claims.models.base import new_id
from claims.store.engine import commit, reading, writer, writing
from claims.vocab import ClaimStatus, DismissReason, LinkKind, Role, TriageStep
from tests import factories
from tests.counting import statements
from tests.lists import changed, crowd, listed, split

PROPOSED, ACCEPTED, DISMISSED = ClaimStatus.PROPOSED, ClaimStatus.ACCEPTED, ClaimStatus.DISMISSED
BOTH_WAYS = pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])


@pytest.fixture
def boats(app):
    return split(app, *[f"Boat {n} floats." for n in range(4)])[1]


def now_is(engine, claim):
    with reading(engine) as session:
        return session.exec(select(Claim).where(Claim.id == claim.id)).one()


def all_now(engine, claims):
    return [now_is(engine, claim) for claim in claims]


def acts(engine):
    with reading(engine) as session:
        return session.exec(select(Act).order_by(col(Act.id))).all()


def bulk_form(visitor):
    """All that a browser sends with the form round the list: lxml leaves out what stands outside it."""
    fields = {name: value or "" for name, value in visitor.form("/queue/bulk").items() if name != "which"}
    for field in visitor.page.xpath("//input[@form='bulk' and @type='hidden']"):
        name, value = field.get("name"), field.get("value")
        fields[name] = [*fields.get(name, []), value] if name in ("row", "done") else value
    return fields


def send(visitor, do, *, htmx=False, which="picked", claims=None, **typed):
    """Press a button of the form, with these rows ticked; each as it stands on the page."""
    values = visitor.page.xpath("//input[@name='claim']/@value")
    boxes = {value.partition(".")[0]: value for value in values}
    ticked = [boxes[claim.public_id] for claim in claims or []]
    form = {**bulk_form(visitor), "which": which, "claim": ticked, "do": do, **typed}
    return visitor.post("/queue/bulk", htmx=htmx, **form)


def undo(visitor):
    visitor.get("/queue?status=all")
    return visitor.submit("/undo")


# Those that were picked


@BOTH_WAYS
def test_the_picked_are_done_in_one_act_and_stay_where_they_are(app, engine, visitor, boats, htmx):
    visitor.get("/queue")
    send(visitor, "accept", claims=boats[1:3], htmx=htmx)
    assert visitor.status == 200, visitor.text
    assert [claim.status for claim in all_now(engine, boats)] == [PROPOSED, ACCEPTED, ACCEPTED, PROPOSED]
    assert listed(visitor) == [claim.public_id for claim in boats]
    dimmed = [row.get("data-claim") for row in visitor.page.xpath("//li[contains(@class, 'done')]")]
    assert dimmed == [claim.public_id for claim in boats[1:3]]
    assert "2 claims accepted." in visitor.text
    assert visitor.answer.text.startswith("<!doctype") is not htmx
    if htmx:
        told = visitor.page.xpath("//*[@hx-swap-oob]")
        assert [part.get("id") for part in told] == ["counters", "live"]
        assert told[1].text == "2 claims accepted."
    assert [(act.verb, act.about) for act in acts(engine)] == [("accepted", "2 claims")]
    # What was dimmed stays so, whatever is done next on the same page.
    send(visitor, "skip", claims=boats[3:], htmx=htmx)
    dimmed = [row.get("data-claim") for row in visitor.page.xpath("//li[contains(@class, 'done')]")]
    assert dimmed == [claim.public_id for claim in boats[1:]]
    undo(visitor)
    undo(visitor)
    assert {claim.status for claim in all_now(engine, boats)} == {PROPOSED}


@BOTH_WAYS
def test_a_row_that_somebody_changed_is_refused_for_itself(app, engine, visitor, boats, htmx):
    visitor.get("/queue")
    form = bulk_form(visitor)
    other, _ = factories.sign_in(app)
    other.get("/queue").submit(f"/claims/{boats[0].public_id}/skip/queue")
    visitor.answer = visitor.client.get("/queue")
    assert form["back"]
    old = [f"{claim.public_id}.{claim.rev}" for claim in boats[:3]]
    send(visitor, "dismiss", reason="trivial", claim=old, htmx=htmx)
    assert visitor.status == 200
    assert [claim.status for claim in all_now(engine, boats)] == [PROPOSED, DISMISSED, DISMISSED, PROPOSED]
    assert "2 claims dismissed. 1 was left as it is." in visitor.text
    (item,) = visitor.page.xpath("//section[@aria-labelledby='results-title']//li")
    assert item.text_content().startswith(f"claim {boats[0].number}, Boat 0 floats.")
    assert item.text_content().endswith("somebody else changed it since")


@BOTH_WAYS
def test_what_the_workflow_does_not_allow_is_refused_and_the_rest_is_done(app, engine, visitor, boats, htmx):
    changed(app, boats[0], status=ClaimStatus.VERIFIED)
    visitor.get("/queue?status=all")
    send(visitor, "accept", claims=boats[:2], htmx=htmx)
    assert [claim.status for claim in all_now(engine, boats[:2])] == [ClaimStatus.VERIFIED, ACCEPTED]
    assert "1 claim accepted. 1 was left as it is." in visitor.text
    assert "a claim that is verified cannot become accepted" in visitor.text
    assert [act.about for act in acts(engine)] == [f"claim {boats[1].number}"]


@BOTH_WAYS
@pytest.mark.parametrize(
    ("do", "typed", "problem"),
    [
        ("accept", {}, "select at least one claim"),
        ("dismiss", {"reason": ""}, "choose one of these"),
        ("dismiss", {"reason": "withdrawn"}, "choose one of these"),
        ("explode", {}, "choose one of these"),
        ("", {}, "choose one of these"),
        ("due", {"due": "tomorrow"}, "a date looks like"),
        ("due", {"due": "20210407"}, "a date looks like"),
        ("priority", {"priority": "7"}, "choose one of these"),
        ("tag", {"tag": " "}, "must be filled in"),
        ("tag", {"tag": "\u0301"}, "a tag needs letters"),
        ("tag", {"tag": "x" * 41}, "at most 40"),
        ("tag", {"tag": "a\0b"}, "cannot be stored"),
    ],
)
def test_a_form_that_does_not_hold_does_nothing_and_comes_back(
    app, engine, visitor, boats, htmx, do, typed, problem
):
    visitor.get("/queue")
    send(visitor, do, claims=[] if "select" in problem else boats, htmx=htmx, **typed)
    assert visitor.status == 422
    assert problem in visitor.page.get_element_by_id("queue-body").text_content()
    assert listed(visitor) == [claim.public_id for claim in boats]
    assert [claim.rev for claim in all_now(engine, boats)] == [claim.rev for claim in boats]


def test_a_claim_that_is_not_there_is_not_found_and_nothing_is_done(app, engine, visitor, boats):
    visitor.get("/queue")
    own = f"{boats[0].public_id}.{boats[0].rev}"
    send(visitor, "accept", claim=[own, f"{new_id()}.1"])
    assert visitor.status == 404
    for junk in ("x", f"{boats[0].public_id}", f"{boats[0].public_id}.-1", f"{boats[0].public_id}.١", ".1"):
        visitor.get("/queue")
        send(visitor, "accept", claim=[own, junk])
        assert visitor.status in (404, 422), junk
    assert now_is(engine, boats[0]).status is PROPOSED


def test_the_same_form_sent_twice_does_it_once(app, engine, visitor, boats):
    visitor.get("/queue")
    form = {**bulk_form(visitor), "which": "picked", "do": "accept"}
    ticked = [f"{claim.public_id}.{claim.rev}" for claim in boats]
    answers = [visitor.post("/queue/bulk", htmx=True, **form, claim=ticked).text for _ in range(2)]
    assert answers[0] == answers[1]
    assert len(acts(engine)) == 1
    assert [claim.rev for claim in all_now(engine, boats)] == [claim.rev + 1 for claim in boats]


# What can be done with a claim


def test_claims_are_assigned_given_a_day_a_priority_and_tags(app, engine, signed_in, boats):
    visitor, me = signed_in
    other = factories.sign_in(app)[1]
    pair = boats[:2]

    def do(step, **typed):
        visitor.get("/queue?status=all")
        send(visitor, step, claims=pair, **typed)
        assert visitor.status == 200, visitor.text
        return now_is(engine, pair[0])

    assert do("assign", assignee="me").assignee_id == me.id
    assert do("assign", assignee=other.public_id).assignee_id == other.id
    assert do("assign", assignee="").assignee_id is None
    assert do("due", due="2031-02-03").due_at == datetime(2031, 2, 3, tzinfo=UTC)
    assert do("due", due="").due_at is None
    assert do("priority", priority="urgent").priority == 2
    assert listed(visitor.get("/queue"))[:2] == [claim.public_id for claim in pair]
    assert "priority: urgent" in visitor.text
    assert do("tag", tag=" Fast  lane ").tags == ["Fast lane"]
    assert do("tag", tag="fast LANE").tags == ["Fast lane"]
    assert do("tag", tag="두 번").tags == ["Fast lane", "두 번"]
    assert do("untag", tag="ＦＡＳＴ lane").tags == ["두 번"]
    assert [claim.rev for claim in all_now(engine, boats[2:])] == [claim.rev for claim in boats[2:]]
    for _ in range(9):  # tagging twice changed nothing, so there is nothing to undo of it
        undo(visitor)
        assert visitor.status == 200
    undo(visitor)
    assert visitor.status == 422
    after = now_is(engine, pair[0])
    assert (after.assignee_id, after.due_at, after.priority, after.tags) == (None, None, 0, [])


def test_a_claim_is_not_given_to_who_cannot_work_on_it(app, engine, visitor, boats):
    viewer, gone = factories.sign_in(app, Role.VIEWER)[1], factories.sign_in(app, active=False)[1]
    for whom, status in (
        (viewer.public_id, 422),
        (gone.public_id, 422),
        (new_id(), 404),
        ("x", 404),
        ("'", 404),
    ):
        visitor.get("/queue")
        send(visitor, "assign", claims=boats, assignee=whom)
        assert (visitor.status, whom) == (status, whom)
    assert now_is(engine, boats[0]).assignee_id is None


def test_a_claim_has_at_most_twenty_tags(app, engine, visitor, boats):
    changed(app, boats[0], tags=[f"t{n}" for n in range(20)])
    visitor.get("/queue")
    send(visitor, "tag", claims=boats[:2], tag="one more")
    assert "a claim has at most 20 tags" in visitor.text
    assert [len(claim.tags) for claim in all_now(engine, boats[:2])] == [20, 1]


@BOTH_WAYS
def test_a_claim_is_taken_over_from_its_row(app, engine, signed_in, boats, htmx):
    visitor, me = signed_in
    visitor.get("/queue").submit(f"/claims/{boats[0].public_id}/take/queue", htmx=htmx)
    assert visitor.status == 200
    assert now_is(engine, boats[0]).assignee_id == me.id
    assert "Claim 1 assigned to you. 4 left." in visitor.text
    assert not visitor.get("/queue").page.xpath(f"//form[contains(@action, '{boats[0].public_id}/take')]")


def test_one_key_says_that_a_claim_cannot_be_checked(app, engine, visitor, boats):
    visitor.get("/queue")
    (button,) = visitor.page.xpath(
        f"//*[@data-claim='{boats[0].public_id}']//button[@data-act='not-checkable']"
    )
    form = button.getparent()
    visitor.post(form.get("action"), htmx=True, **dict(form.fields))
    saved = now_is(engine, boats[0])
    assert (saved.status, saved.dismiss_reason) == (DISMISSED, DismissReason.UNVERIFIABLE)


def test_every_action_of_a_row_has_its_name_for_keys(app, visitor, boats):
    visitor.get("/queue")
    row = visitor.page.xpath(f"//*[@data-claim='{boats[0].public_id}']")[0]
    named = row.xpath(".//@data-act")
    assert named == ["select", "open", "accept", "skip", "dismiss", "not-checkable", "duplicate", "assign-me"]


# All that a list holds


@BOTH_WAYS
def test_all_of_a_list_are_done_also_those_on_other_pages(app, engine, visitor, htmx):
    _, claims = split(app, *[f"Boat {n} floats." for n in range(30)], "Rafts sink.")
    visitor.get("/queue?q=boat")
    send(visitor, "dismiss", which="all", reason="opinion", htmx=htmx)
    assert visitor.status == 200, visitor.text
    assert "30 claims dismissed." in visitor.text
    assert {claim.status for claim in all_now(engine, claims[:30])} == {DISMISSED}
    assert now_is(engine, claims[30]).status is PROPOSED
    assert [(act.verb, act.about) for act in acts(engine)] == [("dismissed", "30 claims")]
    undo(visitor)
    assert {claim.status for claim in all_now(engine, claims)} == {PROPOSED}
    assert {claim.dismiss_reason for claim in all_now(engine, claims)} == {None}


def one_more(app, boats):
    split(app, "Boat 99 floats.")


def one_less(app, boats):
    changed(app, boats[0], status=ACCEPTED)


def one_for_another(app, boats):
    changed(app, boats[0], status=ACCEPTED)
    split(app, "Boat 99 floats.")


def one_changed(app, boats):
    changed(app, boats[0], check_worthiness=0.9, touched_at=datetime.now(UTC))


@BOTH_WAYS
@pytest.mark.parametrize("meanwhile", [one_more, one_less, one_for_another, one_changed])
def test_a_list_that_changed_meanwhile_is_left_alone(app, engine, visitor, boats, htmx, meanwhile):
    visitor.get("/queue?q=boat")
    form = bulk_form(visitor)
    meanwhile(app, boats)
    form |= {"which": "all", "do": "dismiss", "reason": "opinion"}
    visitor.post("/queue/bulk", htmx=htmx, **form)
    assert visitor.status == 409
    with reading(engine) as session:
        held = session.exec(select(func.count()).select_from(Claim).where(Claim.status == PROPOSED)).one()
        assert not session.exec(select(Claim).where(Claim.status == DISMISSED)).all()
    told = " ".join(visitor.page.get_element_by_id("queue-body").text_content().split())
    assert f"it held 4 claims, now it holds {held}" in told
    # The answer is the list as it is now; sent from there it is done.
    send(visitor, "dismiss", which="all", reason="opinion", htmx=htmx)
    assert visitor.status == 200
    assert f"{held} claims dismissed." in visitor.text


def test_after_a_step_with_one_row_all_of_the_list_can_still_be_done(app, engine, visitor, boats):
    visitor.get("/queue?status=all")
    before = visitor.answer
    visitor.submit(f"/claims/{boats[0].public_id}/accept/queue", htmx=True)
    counted = visitor.page.xpath("//*[@id='bulk-all']/input[@type='hidden']")
    fresh = {field.get("name"): field.get("value") for field in counted}
    visitor.answer = before
    send(visitor, "tag", which="all", tag="seen", **fresh)
    assert visitor.status == 200, visitor.text
    assert [claim.tags for claim in all_now(engine, boats)] == [["seen"]] * 4


def test_nothing_is_done_with_all_of_an_empty_list(app, engine, visitor, boats):
    visitor.get("/queue")
    send(visitor, "accept", which="all", count=0, seen="", back="/queue?q=nothing")
    assert visitor.status == 422
    assert "there is no claim in this list" in visitor.text


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ({"count": "x"}, 422),
        ({"count": ""}, 422),
        ({"seen": "x"}, 409),
        ({"seen": "\0"}, 409),
        ({"count": "9" * 9}, 422),
    ],
)
def test_a_list_that_nobody_counted_is_left_alone(app, engine, visitor, boats, typed, status):
    visitor.get("/queue")
    send(visitor, "accept", which="all", **typed)
    assert visitor.status == status
    assert now_is(engine, boats[0]).status is PROPOSED


@pytest.mark.parametrize("back", ["/queue?status=x", "/queue?q=" + "x" * 300, "/queue?after=1"])
def test_a_form_from_a_list_that_means_nothing_is_not_found(app, engine, visitor, boats, back):
    visitor.get("/queue")
    send(visitor, "accept", which="all", back=back)
    assert visitor.status == 404
    visitor.get("/queue").submit(
        f"/claims/{boats[0].public_id}/accept/queue", back=back.replace("after=1", "kind=1")
    )
    assert visitor.status == 404
    assert now_is(engine, boats[0]).status is PROPOSED


def test_more_than_can_be_done_at_once_is_refused(app, engine, visitor, boats, monkeypatch):
    assert desk.MOST == 5_000
    monkeypatch.setattr(desk, "MOST", 3)
    monkeypatch.setattr("claims.desk.bulk.MOST", 3)
    visitor.get("/queue")
    assert not visitor.page.xpath("//input[@name='which'][@value='all']")
    assert "4 claims, 3 are the most" in visitor.text
    for which, claims in (("all", []), ("picked", boats)):
        visitor.get("/queue")
        send(visitor, "accept", which=which, claims=claims, count=4, seen="x")
        assert visitor.status == 422
        assert "at most 3 claims at once" in visitor.text
    assert {claim.status for claim in all_now(engine, boats)} == {PROPOSED}


def test_many_claims_take_one_statement_each_and_one_undo(app, engine, signed_in):
    """One UPDATE a claim, which checks its revision; all else is the same few, the events too."""
    visitor, _ = signed_in
    counts = {}
    for many in (50, 250):
        article = crowd(app, many)
        for step, status in (("dismiss", "proposed"), ("reopen", "dismissed")):
            visitor.get(f"/queue?status={status}&article={article.public_id}")
            with statements(app) as said:
                send(visitor, step, which="all", reason="trivial")
            assert visitor.status == 200
            counts[step, many] = len(said)
        visitor.get("/queue?status=all")
        with statements(app) as said:
            visitor.submit("/undo", htmx=True)
        counts["undo", many] = len(said)
        assert {claim.status for claim in of_article(engine, article)} == {DISMISSED}
    for step in ("dismiss", "reopen", "undo"):
        assert counts[step, 250] - counts[step, 50] == 200
        assert counts[step, 50] <= 50 + 24  # the queue's own eight among them


def of_article(engine, article):
    with reading(engine) as session:
        return session.exec(select(Claim).where(Claim.article_id == article.id)).all()


def test_the_trail_of_many_is_one_chain(app, engine, visitor):
    crowd(app, 60)
    visitor.get("/queue")
    send(visitor, "accept", which="all")
    with reading(engine) as session:
        events = session.exec(select(Event).order_by(col(Event.seq))).all()
    previous = "0" * 64
    for event in events:
        assert event.prev_hash == previous
        previous = event.hash
        assert store.events.hash_of(event) == event.hash
    assert [event.verb for event in events].count("moved to accepted") == 60


# Duplicates


def links(engine):
    with reading(engine) as session:
        return session.exec(select(ClaimLink).where(ClaimLink.kind == LinkKind.DUPLICATES)).all()


@BOTH_WAYS
@pytest.mark.parametrize("named", ["number", "id", "address"])
def test_a_claim_is_dismissed_as_the_duplicate_of_another(app, engine, visitor, boats, htmx, named):
    dup, other = boats[0], boats[2]
    of = {
        "number": "3",
        "id": other.public_id,
        "address": f"http://desk.example/claims/{other.public_id}?x=1",
    }[named]
    visitor.get("/queue")
    visitor.get(visitor.page.xpath(f"//*[@data-claim='{dup.public_id}']//a[@data-act='duplicate']/@href")[0])
    visitor.submit(f"/claims/{dup.public_id}/duplicate", of=of, htmx=htmx)
    assert visitor.status == (204 if htmx else 200), visitor.text
    if not htmx:
        assert visitor.path == "/queue?status=proposed"
        assert "Claim 1 dismissed as a duplicate." in visitor.text
    saved = now_is(engine, dup)
    assert (saved.status, saved.dismiss_reason) == (DISMISSED, DismissReason.DUPLICATE)
    assert "Who says so" not in visitor.get(f"/claims/{other.public_id}").text
    (link,) = links(engine)
    assert (link.from_claim_id, link.to_claim_id, link.undone_at) == (dup.id, other.id, None)
    undo(visitor)
    assert (now_is(engine, dup).status, now_is(engine, dup).dismiss_reason) == (PROPOSED, None)
    assert links(engine)[0].undone_at is not None


@pytest.mark.parametrize(("line", "at"), [("", "claim={}"), ("&s=2", "mode=line&s=2#panel")])
def test_who_came_from_the_text_goes_back_to_it(app, visitor, line, at):
    article, (dup, _) = split(app, "A boat floats.", "The boat floats.")
    here = f"/articles/{article.public_id}?{at.format(dup.public_id)}"
    link = visitor.get(f"/articles/{article.public_id}?claim={dup.public_id}").page.xpath(
        "//a[@data-act='duplicate']/@href"
    )[0]
    visitor.get(f"{link}?{line}")
    assert visitor.page.xpath("//a[text()='Back to the article']/@href") == [here]
    assert visitor.form(f"/claims/{dup.public_id}/duplicate")["back"] == here


def test_the_other_claim_can_be_looked_for(app, engine, visitor, boats):
    _, (far, gone) = split(app, "A distant boat floats.", "A distant boat sinks.")
    changed(app, gone, status=DISMISSED)
    visitor.get(f"/claims/{boats[0].public_id}/duplicate?q=distant+boat")
    found = visitor.page.xpath("//ul[@class='queue']//a[starts-with(@href, '/claims/')]/@href")
    assert found == [f"/claims/{far.public_id}"]
    (form,) = visitor.page.xpath("//ul[@class='queue']//form")
    visitor.post(form.get("action"), **dict(form.fields))
    assert visitor.status == 200
    assert links(engine)[0].to_claim_id == far.id
    assert "holds these words" in visitor.get(f"/claims/{boats[1].public_id}/duplicate?q=zzz").text


@BOTH_WAYS
@pytest.mark.parametrize(
    ("of", "problem"),
    [
        ("1", "no duplicate of itself"),
        ("2", "that claim is dismissed itself"),
        ("3", "that claim is merged itself"),
        ("4", "is a duplicate of this one already"),
        ("99", "there is no such claim"),
        ("", "must be filled in"),
        ("x", "there is no such claim"),
        ("'; --", "there is no such claim"),
        ("9" * 400, "there is no such claim"),
        ("x" * 600, "at most 500"),
        ("\0", "cannot be stored"),
        ("노동당🙂", "there is no such claim"),
        ("01JD0000000000000000000000", "there is no such claim"),
    ],
)
def test_a_claim_is_no_duplicate_of_these(app, engine, visitor, boats, htmx, of, problem):
    changed(app, boats[1], status=DISMISSED)
    changed(app, boats[2], status=ClaimStatus.MERGED)
    # The fourth duplicates the first by way of the second, as it may once have been.
    with writing(app.extensions["engine"]) as session:
        for one, two in ((3, 1), (1, 0)):
            session.add(
                ClaimLink(from_claim_id=boats[one].id, to_claim_id=boats[two].id, kind=LinkKind.DUPLICATES)
            )
    before = len(links(engine))
    visitor.get(f"/claims/{boats[0].public_id}/duplicate")
    visitor.submit(f"/claims/{boats[0].public_id}/duplicate", of=of, htmx=htmx)
    assert visitor.status == 422
    assert problem in visitor.page.get_element_by_id("of-problem").text_content()
    assert len(links(engine)) == before
    assert now_is(engine, boats[0]).status is PROPOSED


def test_a_claim_somebody_changed_is_not_made_a_duplicate(app, engine, visitor, boats):
    visitor.get(f"/claims/{boats[0].public_id}/duplicate")
    form = visitor.form("/duplicate")
    factories.sign_in(app)[0].get("/queue").submit(f"/claims/{boats[0].public_id}/skip/queue")
    visitor.post(f"/claims/{boats[0].public_id}/duplicate", **{**form, "of": "2"})
    assert visitor.status == 409
    assert links(engine) == []
    assert visitor.get(f"/claims/{new_id()}/duplicate").status == 404


@pytest.mark.parametrize("way", ["row", "many"])
def test_a_duplicate_that_is_reopened_duplicates_nothing_any_more(app, engine, visitor, boats, way):
    visitor.get(f"/claims/{boats[0].public_id}/duplicate")
    visitor.submit(f"/claims/{boats[0].public_id}/duplicate", of="2")
    visitor.get("/queue?status=dismissed")
    if way == "row":
        visitor.submit(f"/claims/{boats[0].public_id}/reopen/queue")
    else:
        send(visitor, "reopen", which="all")
    assert links(engine)[0].undone_at is not None
    undo(visitor)
    assert links(engine)[0].undone_at is None
    assert now_is(engine, boats[0]).dismiss_reason is DismissReason.DUPLICATE


# From the library


def test_all_of_a_list_is_done_without_a_web(engine, app, boats):
    with writer(engine) as session:
        who = factories.a_person(session)
        seen = desk.queue_counts(session, QueueFilter(), who).seen
        outcome = desk.change_all(session, QueueFilter(), seen, desk.Change(TriageStep.ACCEPT), who)
        commit(session)
    assert len(outcome.done) == seen.count == 4
    assert {claim.status for claim in all_now(engine, boats)} == {ACCEPTED}
