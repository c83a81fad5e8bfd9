"""What a person chooses for themselves: looks, and the keys that press buttons."""

from __future__ import annotations

import json

import pytest

from app.keys import ACTIONS, CODES, choices, shown
from tests import factories

BOTH_WAYS = pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])


def keys_of(visitor):
    """What the script hears on a page: actions by their keys."""
    return json.loads(visitor.get("/articles").page.body.get("data-keys"))


def test_every_action_has_a_key_of_its_own_that_one_may_choose():
    codes = [action.code for action in ACTIONS]
    assert len(set(codes)) == len(codes)
    assert set(codes) <= set(choices().values())
    assert len({action.name for action in ACTIONS}) == len(ACTIONS)


def test_a_key_is_shown_as_people_call_it_and_each_in_another_way():
    assert [shown(code) for code in ("KeyJ", "Shift+KeyJ", "KeyG KeyA", "Slash", "Digit1", "Space")] == [
        "J",
        "Shift+J",
        "G A",
        "/",
        "1",
        "Space",
    ]
    assert len(choices()) == 2 * len(CODES) + 26


def test_the_page_hears_the_keys_of_the_table(visitor):
    assert keys_of(visitor) == {action.code: action.name for action in ACTIONS}
    visitor.get("/help/keys")
    codes = [shown(action.code) for action in ACTIONS]
    assert [row.text_content() for row in visitor.page.xpath("//td/kbd")] == codes
    listed = visitor.page.xpath("//*[@id='palette']//button[@data-does]")
    assert [entry.get("data-does") for entry in listed] == [action.name for action in ACTIONS]
    assert [entry.xpath("kbd")[0].text for entry in listed] == codes


@BOTH_WAYS
def test_a_person_chooses_another_key_and_every_button_shows_it(app, visitor, htmx):
    visitor.get("/settings").submit("/settings/keys", htmx=htmx, undo="shift+z", keys_on="1")
    assert keys_of(visitor)["Shift+KeyZ"] == "undo"
    assert "KeyZ" not in keys_of(visitor)
    assert visitor.page.get_element_by_id("undo").get("data-key") == "Shift+Z"
    other = factories.sign_in(app)[0]
    assert keys_of(other)["KeyZ"] == "undo"
    visitor.get("/settings").submit("/settings/keys", htmx=htmx, reset="1", keys_on="1")
    assert keys_of(visitor)["KeyZ"] == "undo"


@BOTH_WAYS
@pytest.mark.parametrize("typed", ["j", "<b>", "", "Z Z", "J" * 5000, "\N{HANGUL SYLLABLE GA}"])
def test_a_key_that_is_taken_or_none_is_refused_beside_its_field(visitor, htmx, typed):
    visitor.get("/settings").submit("/settings/keys", htmx=htmx, undo=typed, keys_on="1")
    assert visitor.status == 422
    assert visitor.page.get_element_by_id("key-undo").get("aria-invalid") == "true"
    assert keys_of(visitor)["KeyZ"] == "undo"


def test_keys_can_be_switched_off_and_then_no_button_shows_one(visitor):
    form = {**visitor.get("/settings").form("/settings/keys")}
    form.pop("keys_on")
    visitor.post("/settings/keys", **form)
    assert keys_of(visitor) == {}
    shown_keys = visitor.page.xpath("//*[@data-key or @aria-keyshortcuts]/@id")
    assert shown_keys == ["palette-open"]  # with Ctrl, which nobody presses by speaking or by mistake
    assert not visitor.page.xpath("//*[@id='palette']//kbd")
    assert "You switched single keys off" in visitor.get("/help/keys").text


@BOTH_WAYS
def test_looks_are_chosen_and_a_wrong_one_is_refused(visitor, htmx):
    visitor.get("/settings").submit("/settings/looks", htmx=htmx, theme="dark", density="compact")
    root = visitor.get("/articles").page.getroottree().getroot()
    assert (root.get("data-theme"), root.get("data-density"), root.get("data-motion")) == (
        "dark",
        "compact",
        "system",
    )
    visitor.get("/settings").submit("/settings/looks", htmx=htmx, theme="pink")
    assert visitor.status == 422
    assert "choose one of these" in visitor.text


def test_settings_saved_in_another_window_are_not_overwritten(visitor):
    old = visitor.get("/settings").form("/settings/looks")
    visitor.submit("/settings/looks", theme="dark")
    visitor.post("/settings/looks", **{**old, "theme": "light", "op_id": "y" * 20})
    assert visitor.status == 409


def test_without_a_sign_in_no_key_is_heard(client):
    assert b'data-keys="{}"' in client.get("/sign-in").data
