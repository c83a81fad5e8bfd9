"""The history of a claim reads as sentences, shows what changed word by word, and leads to any moment."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlmodel import select

from app.contexts.history import SENTENCES, UNDONE
from app.contexts.timeline import Mark, begins, drawn
from claims import desk, store
from claims.desk import history, steps
from claims.desk.steps import VERBS
from claims.errors import InputError, NotAllowedError
from claims.models import Claim, ClaimSet, Event, Occurrence, Selection
from claims.models.base import now
from claims.store import events
from claims.store.engine import reading, writing
from claims.vocab import ClaimStatus, Rating, Role, Stance, TriageStep
from tests import factories
from tests.counting import statements
from tests.decisions import FORMS, filled
from tests.reviewing import go_by
from tests.world import a_world


def text(found):
    return " ".join(found.text_content().split())


@pytest.fixture
def world(engine):
    return a_world(engine)


def lines(visitor):
    return [text(one) for one in visitor.page.xpath("//*[contains(@class, 'history')]/li")]


def open_history(visitor, claim, **asked):
    visitor.get(f"/claims/{claim.public_id}/history" + "".join(f"?{k}={v}" for k, v in asked.items()))
    assert visitor.status == 200
    return lines(visitor)


# Sentences


def test_every_verb_that_a_claim_is_told_of_has_a_sentence():
    told = {f"moved to {status.value}" for status in ClaimStatus} | set(VERBS.values())
    told -= {"accepted", "dismissed", "reopened"}  # those move the claim, and that is what is told
    pattern = re.compile(
        r'record\(\s*session,\s*\w+,\s*"([a-z ]+)",\s*"claim"|verb = "([a-z ]+)" if \w+ else "([a-z ]+)"'
    )
    for path in Path(desk.__file__).parent.rglob("*.py"):
        told |= {verb for found in pattern.findall(path.read_text()) for verb in found if verb}
    told |= set(re.findall(r'_changed\([^)]*?, who, "([a-z ]+)"', _all_of_the_desk()))
    told -= {"said of one origin with another", "said not of one origin with another"}
    assert told <= set(SENTENCES), told - set(SENTENCES)
    assert len(told) > 25


def test_every_act_that_can_be_undone_has_a_sentence_for_that():
    undoable = set(re.findall(r'undoable\(session, who, "([a-z ]+)"', _all_of_the_desk())) | set(
        VERBS.values()
    )
    assert undoable <= set(UNDONE), undoable - set(UNDONE)
    assert len(undoable) > 15


#: What is decided on the page of a claim, and shows that page again.
ON_THE_PAGE = [
    name
    for name, form in FORMS.items()
    if form.to.startswith("/claims/") and name not in ("reviews.adjudicate", "evidence.attach")
]


@pytest.mark.parametrize("name", [*ON_THE_PAGE, "evidence.stance", "evidence.detach"])
def test_what_htmx_puts_on_the_page_counts_the_decision_itself_in_the_history(app, name):
    visitor, path, fields = filled(app, name)
    visitor.post(path, htmx=True, **fields)
    shown = folded_history(visitor)
    claim = Path(visitor.page.xpath("//*[@id='here']/@hx-get")[0]).parent
    assert shown == folded_history(visitor.get(str(claim)))
    assert shown[0] == f"History ({len(shown) - 1})"


def test_a_tick_brings_the_history_of_the_claims_page_and_leaves_it_open_or_not(app, visitor, engine):
    with writing(engine) as session:
        claim = factories.a_split_article(session)[1][0]
    address = f"/claims/{claim.public_id}"
    visitor.get(address).submit("/facts/tick", htmx=True)
    shown = folded_history(visitor)
    assert visitor.page.get_element_by_id("history").get("hx-swap-oob") == "innerHTML"
    assert shown == folded_history(visitor.get(address))
    assert "ticked off the fact" in shown[1]
    assert visitor.page.get_element_by_id("history").get("hx-swap-oob") is None


def test_a_tick_of_who_reviews_blind_brings_no_history(engine, visitor):
    with writing(engine) as session:
        go_by(session, blind=True)
        claim, author = factories.a_split_article(session)[1][0], factories.a_person(session)
        factories.a_verdict(session, claim, author)
        desk.submit_verdict(session, claim.public_id, claim.rev, author)
    visitor.get(f"/claims/{claim.public_id}").submit("/facts/tick", htmx=True)
    assert "Fact ticked." in visitor.text
    assert not visitor.page.xpath("//*[@id='history']")


def folded_history(visitor):
    """The summary of the history on a claim's page, and its steps."""
    (folded,) = visitor.page.xpath("//details[ol[@class='history']]")
    return [text(folded.find("summary")), *map(text, folded.iter("li"))]


def test_who_takes_a_claim_on_is_not_said_to_give_it_to_themselves(engine, world, visitor):
    with writing(engine) as session:
        claim = session.get_one(Claim, world.researched.id)
        other, me = factories.a_person(session), session.merge(world.author)
        for whom in (other.public_id, "me"):
            change = steps.checked(session, TriageStep.ASSIGN, {"assignee": whom}, me)
            steps.apply(session, [claim], change, me)
    told = open_history(visitor, claim)
    assert f"{world.author.name} took the claim on." in told[0]
    assert f"{world.author.name} gave the claim to {other.name}." in told[1]


def _all_of_the_desk():
    return "\n".join(path.read_text() for path in sorted(Path(desk.__file__).parent.rglob("*.py")))


def test_a_life_reads_as_sentences_with_what_changed(app, engine, world, visitor):
    with writing(engine) as session:
        me = session.merge(world.author)
        claim = session.get_one(Claim, world.researched.id)
        desk.edit_claim(session, claim.public_id, claim.rev, "4,000 people ran across it", "", me)
        session.flush()
        row = world.evidence.public_id
        desk.set_stance(session, row, claim.rev, Stance.MIXED, me)
        session.flush()
        desk.describe_evidence(session, row, claim.rev, {"note": "Counted <twice>."}, me)
        session.flush()
        desk.draft_verdict(session, claim.public_id, claim.rev, Rating.REFUTED, "The report says 14.", me)
        session.flush()
        desk.draft_verdict(
            session, claim.public_id, claim.rev, Rating.SUPPORTED, "The report says 4,000.", me
        )
        session.flush()
        desk.detach_evidence(session, row, claim.rev, me)
    told = "\n".join(open_history(visitor, claim))
    name = world.author.name
    for sentence in (
        f"{name} put the claim into other words.",
        f"{name} added evidence 1: refutes.",
        f"{name} moved evidence 1 from “refutes” to “mixed”.",
        f"{name} described evidence 1 anew: Note.",
        f"{name} wrote the verdict “Supported”.",
        f"{name} took evidence 1 off the claim.",
        "Counted <twice>.",
    ):
        assert sentence in told
    assert "restanced" not in told
    changes = {(text(old), text(new)) for old, new in _pairs(visitor)}
    assert {("walked", "ran"), ("14", "4,000"), ("Refuted", "Supported")} <= changes


def _pairs(visitor):
    return [(old, old.getnext()) for old in visitor.page.xpath("//del[following-sibling::*[1][self::ins]]")]


def test_a_review_a_withdrawal_and_a_release_stand_in_the_history(app, engine, world, visitor):
    with writing(engine) as session:
        editor, claim = factories.a_person(session, Role.EDITOR), session.get_one(Claim, world.verified.id)
        desk.withdraw_verdict(session, claim.public_id, claim.rev, "The report was forged.", editor)
    told = open_history(visitor, world.verified)
    assert "withdrew the verdict “Refuted”. as it stood then" in told[0]
    assert told[0].endswith("The report was forged.")
    assert "The claim was released in “Bridges”, version 1.0.0." in told[1]
    assert f"{world.reviewer.name} approved the verdict “Refuted”." in told[2]


def test_a_claim_that_left_a_set_says_so_once_in_its_history(engine, world, visitor):
    with writing(engine) as session:
        editor, made = factories.a_person(session, Role.EDITOR), session.get_one(ClaimSet, world.set.id)
        other = factories.a_verified_claim(session, session.merge(world.author), editor)
        desk.add_to_set(session, made.public_id, made.rev, other.public_id, editor)
        session.flush()
        about = {"organisation": "", "public_url": ""}
        claim = world.verified.public_id
        desk.withdraw_claim(session, made.public_id, made.rev, claim, "A misprint.", about, editor)
        session.flush()
        desk.freeze_set(session, made.public_id, made.rev, about, editor)
    told = open_history(visitor, world.verified)
    out = [line for line in told if "withdrawn from" in line]
    assert len(out) == 1
    assert "The claim was withdrawn from “Bridges” in version 2.0.0." in out[0]
    assert out[0].endswith("A misprint.")
    assert any("Bridges v1.0.0" in text(row) for row in visitor.page.xpath("//tbody/tr"))


def test_a_long_history_comes_in_pages_that_miss_nothing_and_repeat_nothing(app, engine, world, visitor):
    with writing(engine) as session:
        for number in range(230):
            events.record(session, None, "tagged", "claim", world.verified.public_id, now=f"t{number}")
    with reading(engine) as session:
        count = len(session.exec(select(Event.seq).where(Event.object_id == world.verified.public_id)).all())
    seen, path = [], f"/claims/{world.verified.public_id}/history"
    while path:
        visitor.get(path)
        seen.append(lines(visitor))
        path = next(iter(visitor.page.xpath("//a[@rel='next']/@href")), "")
    assert [len(one) for one in seen[:2]] == [100, 100]
    every = [line for one in seen for line in one]
    assert len(every) == count + 1  # and the release
    assert [f"“t{number}”" in line for number, line in enumerate(reversed(every[:230]))] == [True] * 230
    assert sum("was released in" in line for line in every) == 1


def test_a_release_between_two_pages_stands_on_one_of_them(app, engine, world, visitor, monkeypatch):
    monkeypatch.setattr(history, "STEPS", 1)
    path, told = f"/claims/{world.verified.public_id}/history", []
    while path:
        visitor.get(path)
        told += lines(visitor)
        path = next(iter(visitor.page.xpath("//a[@rel='next']/@href")), "")
    assert sum("was released in" in line for line in told) == 1
    assert "was released in" in told[0]


def test_a_history_costs_the_same_however_long_it_is(app, engine, world, visitor):
    counts = []
    for _ in range(2):
        with statements(app) as said:
            open_history(visitor, world.researched)
        counts.append(len(said))
        with writing(engine) as session:
            me, claim = session.merge(world.author), session.get_one(Claim, world.researched.id)
            for nth in range(4):
                factories.an_evidence(session, claim, me, "closed for three years")
                desk.draft_verdict(session, claim.public_id, claim.rev, Rating.REFUTED, f"So {nth}.", me)
                session.flush()
    assert counts[0] == counts[1]
    assert counts[0] <= 24


def test_no_such_page_of_a_history_is_said(visitor, world):
    for asked in ("x", "-1", "9" * 40, "²"):
        visitor.get(f"/claims/{world.verified.public_id}/history?until={asked}")
        assert visitor.status == 404


def test_the_workbench_folds_the_same_sentences_away_and_leads_to_the_whole(world, visitor):
    visitor.get(f"/claims/{world.verified.public_id}")
    told = "\n".join(lines(visitor))
    assert f"{world.reviewer.name} approved the verdict “Refuted”." in told
    assert "moved to" not in told
    assert visitor.page.xpath(f"//a[@href='/claims/{world.verified.public_id}/history']")


# As it stood


def test_a_claim_is_shown_as_it_stood_with_evidence_and_rating(app, engine, world, visitor):
    before = now()
    with writing(engine) as session:
        me, editor = session.merge(world.author), factories.a_person(session, Role.EDITOR)
        claim = session.get_one(Claim, world.verified.id)
        [row] = store.sources.evidence_of(session, claim.id)
        desk.withdraw_verdict(session, claim.public_id, claim.rev, "Forged.", editor)
        session.flush()
        desk.set_stance(session, row.evidence.public_id, claim.rev, Stance.IRRELEVANT, me)
        session.flush()
        desk.edit_claim(session, claim.public_id, claim.rev, "Quite other words.", "", me)
    path = f"/claims/{world.verified.public_id}/as-it-stood"
    visitor.get(f"{path}?at={before.isoformat().replace('+', '%2B')}")
    told = text(visitor.page.xpath("//main")[0])
    assert "Verified" in told
    assert "Refuted by" in told
    assert "Evidence 1 refutes" in told
    assert "Quite other words." not in told
    assert "in “Bridges” v1" in told
    visitor.get(path)
    told = text(visitor.page.xpath("//main")[0])
    assert "Quite other words." in told
    assert "Evidence 1 irrelevant" in told
    assert "Withdrawn" in told


def test_each_step_leads_to_the_claim_as_it_stood_then(app, engine, world, visitor):
    open_history(visitor, world.verified)
    ways = visitor.page.xpath("//*[contains(@class, 'history')]/li/a[. != '']/@href")
    for way in [one for one in ways if "as-it-stood" in one]:
        visitor.get(way)
        assert visitor.status == 200, way
    assert "Researching" in text(visitor.page.xpath("//main")[0]) or "Accepted" in visitor.text


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("2026-11-26", datetime(2026, 11, 26, 23, 59, 59, 999999, UTC)),
        ("2026-11-26T17:00", datetime(2026, 11, 26, 17, tzinfo=UTC)),
        (" 2026-11-26 17:00:30 ", datetime(2026, 11, 26, 17, 0, 30, tzinfo=UTC)),
        ("2026-11-26T17:00+09:00", datetime(2026, 11, 26, 8, tzinfo=UTC)),
        ("2026-11-26T17:00Z", datetime(2026, 11, 26, 17, tzinfo=UTC)),
    ],
)
def test_a_moment_is_read_in_utc(typed, found):
    assert desk.moment(typed) == found


@pytest.mark.parametrize(
    "typed", ["", "yesterday", "2026-13-01", "2026-11-26T25:00", "0001-01-01T00:00+09:00"]
)
def test_what_is_no_moment_is_refused_in_words(typed):
    with pytest.raises(InputError, match="a moment looks like"):
        desk.moment(typed)


def test_no_moment_and_one_before_the_claim_are_said_in_words(world, visitor):
    path = f"/claims/{world.verified.public_id}/as-it-stood"
    visitor.get(f"{path}?at=soon")
    assert visitor.status == 422
    assert "a moment looks like 2021-04-07" in visitor.text
    visitor.get(f"{path}?at=1999-12-31")
    assert visitor.status == 404
    assert "not there yet" in visitor.text
    assert visitor.page.xpath("//form//input[@name='at']")  # to ask for another
    visitor.get(f"{path}?at=2999-01-01")
    assert visitor.status == 422
    assert "this moment has not come yet" in visitor.text
    visitor.get(f"{path}?at={now().date()}")
    assert visitor.status == 200
    assert visitor.page.xpath("//input[@name='at']/@value")[0] <= f"{now():%Y-%m-%dT%H:%M:%S}"


def test_what_an_older_trail_does_not_tell_is_said_and_not_guessed(app, engine, visitor, world):
    """Events of before they held which places there were."""
    with writing(engine) as session:
        author, claim = session.merge(world.author), session.get_one(Claim, world.researched.id)
        before = now()
        events.record(session, author, "moved to other words", "claim", claim.public_id, was="a", now="b")
        events.record(session, author, "restanced", "claim", claim.public_id, of=world.evidence.public_id)
        events.record(session, author, "edited", "source", _source(session, world))
    with reading(engine) as session:
        then = desk.claim_as_it_stood(session, world.researched.public_id, before)
        assert then.gaps == {"places", "evidence", "sources"}
        assert not desk.claim_as_it_stood(session, world.researched.public_id, now()).gaps
    visitor.get(
        f"/claims/{world.researched.public_id}/as-it-stood?at={before.strftime('%Y-%m-%dT%H:%M:%S.%f')}"
    )
    told = text(visitor.page.xpath("//main")[0])
    assert "Not all of this can be told" in told
    assert "where the article says it" in told


def _source(session, world):
    rows = store.sources.evidence_of(session, world.researched.id)
    return rows[0].source.public_id


def test_a_place_that_was_moved_stands_where_it_stood(app, engine, world):
    with writing(engine) as session:
        me, claim = session.merge(world.author), session.get_one(Claim, world.proposed.id)
        key = session.exec(select(Occurrence.id).where(Occurrence.claim_id == claim.id)).first()
        before = now()
        desk.change_span(session, claim.public_id, claim.rev, key, Selection("three years of work"), me)
    with reading(engine) as session:
        for at, words in ((before, "Mara Voss"), (now(), "three years of work")):
            then = desk.claim_as_it_stood(session, world.proposed.public_id, at)
            assert [place.exact for place, _, _ in then.places] == [words]


def test_who_is_to_review_blind_sees_no_past(app, engine, world, visitor, monkeypatch):
    monkeypatch.setattr(history, "may_see_verdict", lambda *_: False)
    for page in ("history", "as-it-stood"):
        visitor.get(f"/claims/{world.verified.public_id}/{page}")
        assert visitor.status == 403
        assert "you review this claim blind" in visitor.text
        assert world.verdict.rationale not in visitor.text
    with reading(engine) as session, pytest.raises(NotAllowedError):
        desk.claim_as_it_stood(session, world.verified.public_id, now(), world.reviewer)


# The timeline


@pytest.mark.parametrize(
    ("first", "day"),
    [
        ("2021-04-06", date(2021, 4, 6)),
        ("2021-04-06T09:30", date(2021, 4, 6)),
        ("2021-04", date(2021, 4, 1)),
        ("2021", date(2021, 1, 1)),
        ("2021-W14", date(2021, 4, 5)),
        ("201", date(2010, 1, 1)),
        ("20", date(2000, 1, 1)),
        ("", None),
        ("soon", None),
        ("2021-02-30", None),
    ],
)
def test_a_day_of_any_precision_begins_somewhere(first, day):
    assert begins(first) == day


def test_the_days_of_a_timeline_stand_in_their_order_and_the_articles_own_is_marked(app):
    with app.test_request_context():
        days = [date(1911, 1, 1), date(2021, 4, 6), date(2026, 11, 26)]
        marks = [
            Mark(row, day, "x") for row, day in zip(("Evidence", "Article", "Captures"), days, strict=True)
        ]
        line = drawn(marks, days[1])
    assert [mark.x for mark in line.drawn] == sorted(mark.x for mark in line.drawn)
    assert line.article == line.drawn[1].x
    assert [name for name, _ in line.rows] == ["Article", "Evidence", "Captures"]


def test_the_timeline_shows_evidence_newer_than_the_article_and_has_its_table(app, engine, world, visitor):
    with writing(engine) as session:
        article = session.get_one(type(world.article), world.article.id)
        article.published_on = date(2020, 1, 1)
    open_history(visitor, world.verified)
    assert len(visitor.page.xpath("//*[local-name()='svg']//*[local-name()='rect']")) == 2
    rows = [" ".join(text(cell) for cell in row) for row in visitor.page.xpath("//tbody/tr")]
    assert rows[0].startswith("2020-01-01 Article ")
    assert rows[1].startswith("2021-04-01 Evidence newer than the article County works report")
    assert any("Decisions verdict: Refuted" in row for row in rows)
    assert any("Releases Bridges v1" in row for row in rows)
