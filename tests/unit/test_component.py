"""Components: a shelf and what is taken off it are checked before anything runs."""

from types import SimpleNamespace

import pytest

from claims import component
from claims.component import Component, pick, shelf
from claims.errors import WiringError


def a_part(label="words.v1", needs=(), gives=()):
    return Component(label, str.split, "Words.", frozenset(needs), frozenset(gives))


@pytest.fixture
def plugins(monkeypatch):
    """Components that come by entry point, by the group's name."""
    found = {}
    monkeypatch.setattr(component, "entry_points", lambda group: found.get(group, []))
    return found


@pytest.mark.parametrize("label", ["words.v1", "words.v12", "a.v9", "portal_lines.v1", "w2_x.v10"])
def test_a_label_is_a_name_with_a_version(label):
    assert list(shelf("splitters", [a_part(label)])) == [label]


@pytest.mark.parametrize(
    "label",
    [
        "",
        "words",
        "words.1",
        "words.v0",
        "words.v01",
        "words.v",
        "Words.v1",
        "2words.v1",
        "words.v1 ",
        "w-s.v1",
    ],
)
def test_any_other_label_is_refused(label):
    with pytest.raises(WiringError, match="is not a name with a version"):
        shelf("splitters", [a_part(label)])


def test_a_label_stands_once_on_a_shelf():
    with pytest.raises(WiringError, match=r"“words\.v1” stands twice on the shelf of splitters"):
        shelf("splitters", [a_part(), a_part()])


def test_plug_ins_of_the_stage_stand_last(plugins):
    plugins["claimdesk.splitters"] = [SimpleNamespace(load=lambda: a_part("guest.v1"))]
    assert list(shelf("splitters", [a_part("zebra.v1")])) == ["zebra.v1", "guest.v1"]
    assert list(shelf("cleaners", [a_part("zebra.v1")])) == ["zebra.v1"]


def test_a_plug_in_cannot_take_the_place_of_a_component(plugins):
    plugins["claimdesk.splitters"] = [SimpleNamespace(load=a_part)]
    with pytest.raises(WiringError, match="stands twice"):
        shelf("splitters", [a_part()])


SHELF = shelf(
    "tests",
    [
        a_part("cut.v1", needs=["text"], gives=["segments"]),
        a_part("split.v1", needs=["text", "segments"], gives=["drafts"]),
        a_part("free.v1"),
    ],
)


def test_components_are_taken_in_the_order_asked_for():
    assert [part.label for part in pick(SHELF, ["free.v1", "cut.v1", "split.v1"])] == [
        "free.v1",
        "cut.v1",
        "split.v1",
    ]
    assert pick(SHELF, []) == []


def test_an_unknown_label_is_refused_and_the_known_ones_are_named():
    with pytest.raises(WiringError, match=r"there is no “cut\.v2”; there are cut\.v1, free\.v1, split\.v1"):
        pick(SHELF, ["cut.v2"])


@pytest.mark.parametrize("labels", [["split.v1"], ["split.v1", "cut.v1"], ["free.v1", "split.v1"]])
def test_what_nothing_before_it_gives_is_refused(labels):
    with pytest.raises(WiringError, match=r"“split\.v1” needs segments, which nothing gives"):
        pick(SHELF, labels)


@pytest.mark.parametrize("given", [("text", "segments"), ("segments", "text", "more")])
def test_what_is_given_need_not_be_made(given):
    assert [part.label for part in pick(SHELF, ["split.v1"], given)] == ["split.v1"]


def test_without_anything_given_not_even_the_text_is_there():
    with pytest.raises(WiringError, match="needs text"):
        pick(SHELF, ["cut.v1"], given=())
