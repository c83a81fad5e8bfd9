"""A filter of the queue as an address says it, and the words for days and priorities."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, datetime, time, timedelta

import pytest
from flask_babel import Babel
from hypothesis import given
from hypothesis import strategies as st

from claims.errors import NotFoundError
from claims.models import Claim, QueueFilter
from claims.models.claims import queue_key
from claims.models.queue import LONGEST
from claims.vocab import ClaimKind, ClaimStatus, Due, Hedge, Priority, StatusGroup

AN_ID = "01JD0000000000000000000000"


def test_without_anything_asked_for_it_is_what_is_proposed():
    assert QueueFilter.of({}) == QueueFilter(ClaimStatus.PROPOSED)
    assert QueueFilter().as_query() == {"status": "proposed"}


def test_all_that_can_be_asked_for_is_read_and_written_again():
    query = {
        "status": "open",
        "assignee": "nobody",
        "article": AN_ID,
        "kind": "numerical",
        "claimant": "Kim Jong",
        "hedge": "alleged",
        "dated": "yes",
        "counted": "no",
        "worth": "0.5",
        "due": "week",
        "set": AN_ID,
        "tag": "rush",
        "q": "노동당 café",
    }
    asked = QueueFilter.of(query)
    assert (asked.status, asked.kind, asked.hedge) == (StatusGroup.OPEN, ClaimKind.NUMERICAL, Hedge.ALLEGED)
    assert (asked.dated, asked.counted, asked.worth, asked.due) == (True, False, 0.5, Due.WEEK)
    assert asked.as_query() == query
    assert asked.chosen() == tuple(name for name in query if name != "status")


def test_an_empty_field_of_a_form_asks_for_nothing():
    assert QueueFilter.of({"status": "all", "kind": "", "q": "", "dated": "", "worth": ""}).chosen() == ()


@pytest.mark.parametrize("worth", ["0", "1", "0.05", "0.5", "1.00"])
def test_a_share_is_from_0_to_1(worth):
    asked = QueueFilter.of({"worth": worth})
    assert asked.worth == float(worth)
    assert asked.chosen() == ("worth",)


WRONG = {
    "status": ["", "PROPOSED", "proposed ", "checked", "open,all"],
    "assignee": ["Me", "x", AN_ID.lower(), AN_ID + "0", "me\n"],
    "article": ["1", "nothing", AN_ID[:-1], "../../x"],
    "kind": ["numerical quote", "event_property", "%", "Quote"],
    "claimant": [" ", "x" * (LONGEST + 1), "\0", "\ud800", "\u0301"],
    "hedge": ["any", "none "],
    "dated": ["1", "true", "YES"],
    "counted": ["0", "on"],
    "worth": ["1.01", "-0.1", "0.123", ".5", "1e-1", "nan", "０", "0.5 "],
    "due": ["tomorrow", "2021-04-07"],
    "set": ["x", "'"],
    "tag": [" ", "\u0301", "y" * (LONGEST + 1)],
    "q": ["z" * (LONGEST + 1), "a\0b", "\udcff"],
}


@pytest.mark.parametrize(
    ("name", "value"), [(name, value) for name, values in WRONG.items() for value in values]
)
def test_a_value_that_means_nothing_is_not_found(name, value):
    with pytest.raises(NotFoundError):
        QueueFilter.of({name: value})


def test_the_list_of_wrong_values_has_every_name():
    assert set(WRONG) == {field.name for field in fields(QueueFilter)}


def test_names_that_are_no_filter_are_left_alone():
    assert QueueFilter.of({"after": "x", "back": "/", "status": "all"}) == QueueFilter(StatusGroup.ALL)


@given(st.text(max_size=LONGEST), st.text(max_size=LONGEST))
def test_whatever_is_typed_is_read_or_not_found(words, tag):
    try:
        asked = QueueFilter.of({"q": words, "tag": tag})
    except NotFoundError:
        return
    assert QueueFilter.of(asked.as_query()) == asked


def test_one_thing_less_and_another_status():
    asked = QueueFilter(StatusGroup.ALL, hedge=Hedge.ALLEGED, dated=False)
    assert asked.without("hedge") == QueueFilter(StatusGroup.ALL, dated=False)
    assert asked.without("dated").chosen() == ("hedge",)
    assert asked.with_status(ClaimStatus.STALE).as_text() == "status=stale&hedge=alleged&dated=no"


def test_tags_are_kept_folded_beside_themselves():
    claim = Claim(article_id=1, number=1)
    assert claim.tags_key == ""
    claim.tags = ["Réunion", "두 번"]
    assert claim.tags_key == "\nreunion\n두 번\n"
    claim.tags = []
    assert claim.tags_key == ""


def test_a_new_claim_has_the_keys_of_what_it_was_made_with():
    claim = Claim(article_id=1, number=1, check_worthiness=0.7, priority=1, tags=["A"])
    assert claim.queue_key == queue_key(1, None, 0.7)
    assert claim.tags_key == "\na\n"
    assert Claim(article_id=1, number=1).queue_key == queue_key(0, None, 0)


# Words


@pytest.fixture
def in_words():
    from flask import Flask

    app = Flask(__name__)
    Babel(app)
    with app.test_request_context():
        yield


@pytest.mark.parametrize(
    ("days", "text", "late"),
    [
        (-2, "overdue by 2 days", True),
        (-1, "overdue by 1 day", True),
        (0, "due today", False),
        (1, "due in 1 day", False),
        (10, "due in 10 days", False),
    ],
)
@pytest.mark.parametrize("hour", [time.min, time(12), time.max], ids=["first", "noon", "last"])
def test_how_far_off_a_day_is(in_words, monkeypatch, days, text, late, hour):
    from app.contexts import triage
    from app.contexts.triage import due_text, is_overdue

    midnight = datetime(2026, 2, 28, tzinfo=UTC)
    monkeypatch.setattr(triage, "now", lambda: datetime.combine(midnight, hour, UTC))
    assert due_text(midnight + timedelta(days=days)) == text
    assert is_overdue(midnight + timedelta(days=days)) is late


@pytest.mark.parametrize(
    ("number", "word"),
    [(-999, "low"), (-1, "low"), (0, "normal"), (1, "high"), (2, "urgent"), (999, "urgent")],
)
def test_a_priority_has_a_word_whatever_its_number(number, word):
    from app.contexts.triage import priority_of

    assert priority_of(number) is Priority(word)
