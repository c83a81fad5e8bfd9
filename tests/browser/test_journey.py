"""One story from the paste to the undo, by keyboard alone, and again without scripts; how long keys take."""

from __future__ import annotations

import re
from statistics import median

import pytest
from playwright.sync_api import expect

from claims import store
from claims.models import CoverageDraft
from claims.store.engine import writing
from tests.bench import an_article_with
from tests.browser.steps import arrive, is_split, keeps_focus, settle
from tests.factories import STORY

#: What each press took: until the answer was on its way in and until its page was painted, in ms; the tasks.
MEASURED = """() => new Promise((done) => setTimeout(() => {
    const tasks = window.longTasks.map((task) => Math.round(task));
    done({longest: Math.max(0, ...tasks), long: tasks.length, presses: window.presses});
}, 300))"""
WATCH = """window.longTasks = [];
window.presses = [];
new PerformanceObserver((list) => {
    for (const task of list.getEntries()) window.longTasks.push(task.duration);
}).observe({type: "longtask", buffered: true});
addEventListener("keydown", ({timeStamp, key}) => {
    if (key !== "Shift") window.presses.push({begun: timeStamp});
}, true);
const since = (press) => Math.round(performance.now() - press.begun);
addEventListener("htmx:beforeOnLoad", () => {
    const press = window.presses.at(-1);
    if (press) press.answered ??= since(press);
});
addEventListener("htmx:afterSettle", () => {
    const press = window.presses.at(-1);
    if (!press || press.settled) return;
    press.settled = true;
    const {port1, port2} = new MessageChannel();
    port1.onmessage = () => { press.painted = since(press); };
    requestAnimationFrame(() => port2.postMessage(0));
});"""
#: A page is not copied for the browser's history: nothing is kept there, and a long text takes its time.
NO_COPY = "() => { document.body.cloneNode = () => { throw new Error('the page was copied') } }"


def press(page, *keys):
    """Press keys one after another; what has the focus then is somewhere on the page."""
    for key in keys:
        page.keyboard.press(key)
    settle(page)
    keeps_focus(page)


def heard(page, said):
    expect(page.locator("#live")).to_have_text(said)
    settle(page)
    keeps_focus(page)


def comes_to(page, title):
    """The keys before led to this page, and it is there to be worked on."""
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text(title)
    settle(page)
    keeps_focus(page)
    return heading


def test_a_story_is_checked_from_the_paste_to_the_undo_by_keyboard_alone(page, site, page_faults):
    page_faults.allow(422)  # in the end there is nothing to undo
    arrive(page, site)
    page.keyboard.press("KeyG")
    page.keyboard.press("KeyN")
    expect(comes_to(page, "New article")).to_be_focused()
    press(page, "Tab")
    page.keyboard.insert_text(STORY)
    page.keyboard.press("Control+Enter")
    is_split(page)
    expect(page.locator("h1")).to_be_focused()

    press(page, "KeyJ")
    expect(page.locator("#panel-title")).to_have_text(re.compile(r"^Line 1 of \d"))
    expect(page.locator("#panel")).to_be_focused()
    press(page, "Space")
    heard(page, re.compile(r"^Line 1: nothing to check\. .*\d lines left\.$"))
    press(page, "KeyA")
    heard(page, re.compile(r"^Claim \d+: Accepted\.$"))
    page.keyboard.press("KeyC")
    comes_to(page, "Make a claim")
    press(page, "Tab", "Tab", "Tab")
    page.keyboard.insert_text("The lantern bridge was closed for three years.")
    page.keyboard.press("Control+Enter")
    heard(page, re.compile(r"^Claim \d+ marked\.$"))
    expect(page.locator("#panel .wording")).to_have_text("The lantern bridge was closed for three years.")

    _triage_two_and_undo_all(page)


def _triage_two_and_undo_all(page):
    page.keyboard.press("KeyG")
    page.keyboard.press("KeyQ")
    comes_to(page, "Queue")
    press(page, "KeyJ")
    rows = page.locator(".row[data-claim]")
    expect(rows.nth(0)).to_be_focused()
    press(page, "KeyN")
    heard(page, re.compile(r"^Claim \d+ dismissed\. \d+ left\.$"))
    expect(rows.nth(1)).to_be_focused()
    press(page, "KeyD")
    page.keyboard.press("t")  # one letter: a list forgets what was typed a while ago
    expect(page.locator("select:focus")).to_have_value("trivial")
    press(page, "Control+Enter")
    expect(rows.nth(1)).to_have_class("row done")
    heard(page, re.compile(r"^Claim \d+ dismissed\. \d+ left\.$"))

    for undone in ("dismissed", "dismissed", "marked", "accepted", "struck"):
        press(page, "KeyZ")
        heard(page, re.compile(rf"^Undone: .*{undone}"))
    expect(rows.nth(0)).not_to_have_class("row done")
    press(page, "KeyZ")
    expect(page.locator("#notices, #alert").filter(has_text="nothing to undo")).to_be_visible()


def test_the_same_story_is_checked_without_scripts_and_without_a_pointer(no_script_page, site, page_faults):
    page_faults.allow(422)
    page = no_script_page
    arrive(page, site)
    page.get_by_role("link", name="New article").press("Enter")
    page.get_by_label("Paste the article").fill(STORY)
    page.get_by_role("button", name="Take in").press("Enter")
    is_split(page)

    page.get_by_role("link", name="Check line by line").press("Enter")
    expect(page.locator("#panel-title")).to_have_text(re.compile(r"^Line 1 of \d"))
    page.get_by_role("button", name="Nothing to check here").press("Space")
    told = page.locator("#notices")
    expect(told).to_contain_text("Line 1: nothing to check.")
    page.locator("#panel").get_by_role("button", name="Accept").first.press("Enter")
    expect(told).to_contain_text("Accepted.")
    page.get_by_role("link", name="Make a claim of it").press("Enter")
    page.get_by_label("Wording, readable by itself").fill("The lantern bridge was closed for three years.")
    page.get_by_role("button", name="Make the claim").press("Enter")
    expect(told).to_contain_text("marked.")

    page.get_by_role("link", name="Queue").press("Enter")
    page.get_by_role("button", name="Not checkable").first.press("Enter")
    expect(told).to_contain_text("dismissed.")
    row = page.locator(".row[data-claim]").first
    row.get_by_role("combobox").press("o")  # opinion
    _says_anew(told, row.get_by_role("button", name="Dismiss"), "dismissed.")
    for undone in ("dismissed", "dismissed", "marked", "accepted", "struck"):
        _says_anew(told, page.get_by_role("button", name="Undo"), re.compile(rf"Undone: .*{undone}"))
    page.get_by_role("button", name="Undo").press("Enter")
    expect(page.locator("body")).to_contain_text("nothing to undo")


def _says_anew(told, button, words):
    """Press a button that does again what was done just before: of another claim, with other words."""
    before = told.inner_text()
    button.press("Enter")
    expect(told).not_to_have_text(before)
    expect(told).to_contain_text(words)


@pytest.fixture
def bridges(site):
    """Makes an article with so many lines, each with a claim."""

    def make(count):
        article = an_article_with(site.engine, count)
        with writing(site.engine) as session:
            version = store.articles.current_version(session, article)
            claims = store.claims.keys_from(session, article.id, 1)
            ends = [at + 1 for at, sign in enumerate(version.text) if sign == "\n"]
            lines = [
                CoverageDraft(start, end - 1, (nth,))
                for nth, (start, end) in enumerate(zip([0, *ends], ends, strict=False))
            ]
            store.articles.add_sentences(session, version.id, lines, claims)
        return article

    return make


#: How often each key is pressed, line by line and while reading. What a key changes, Undo brings back.
BY_LINE = {"KeyJ": 8, "KeyK": 3, "Space": 3, "KeyA": 1, "KeyZ": 4, "KeyH": 2}
READING = {"Shift+KeyJ": 8, "Shift+KeyK": 3, "KeyA": 1, "KeyN": 1, "KeyZ": 2}


def test_no_key_holds_the_reader_up_with_300_claims(page, site, bridges, record_testsuite_property):
    """Reported for each key, in ms: the page's work for one press in time of the processor, the longest task,
    how many took over 50, and the medians from the key to the answer and to the page painted with it, and
    what of it was the page's own.

    A task is long and an answer late on a busy machine, too, so all is asserted wide: the page gives up an
    answer after ten seconds.
    """
    article = bridges(300)
    arrive(page, site)
    page.context.add_init_script(WATCH)
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.goto(f"/articles/{article.public_id}?mode=line&s=1")
    page.evaluate(NO_COPY)
    found = {f"line {key}": _pressed(page, session, key, times) for key, times in BY_LINE.items()}
    page.goto(f"/articles/{article.public_id}")
    expect(page.locator("a.ref")).to_have_count(300)
    page.keyboard.press("Shift+KeyJ")
    expect(page.locator("#panel-title")).to_have_text("Claim 1 of 300")
    page.evaluate("() => { window.text = document.getElementById('text'); }")
    found |= {f"read {key}": _pressed(page, session, key, times) for key, times in READING.items()}
    for key, measured in found.items():
        record_testsuite_property(f"300 claims, {key}", measured)
    assert max(one["longest"] for one in found.values()) < 1_000, found
    assert max(one["work"] for one in found.values()) < 300, found
    assert max(one["own"] for one in found.values()) < 1_000, found
    assert max(one["painted"] for one in found.values()) < 10_000, found
    assert page.evaluate("window.text === document.getElementById('text')"), "the whole text was put anew"


def _pressed(page, session, key, times):
    page.evaluate("() => { window.longTasks = []; window.presses = []; }")
    before = _work(session)
    for _ in range(times):
        press(page, key)
    work = round((_work(session) - before) / times)
    found = page.evaluate(MEASURED)
    for one in found["presses"]:
        if "painted" in one and "answered" in one:
            one["own"] = one["painted"] - one["answered"]
    waited, painted, own = (
        median(took) if (took := [one[name] for one in found["presses"] if name in one]) else 0
        for name in ("answered", "painted", "own")
    )
    return {
        "work": work,
        "longest": found["longest"],
        "long": found["long"],
        "answered": waited,
        "painted": painted,
        "own": own,
    }


def _work(session):
    """Milliseconds of the processor that the page's tasks took so far."""
    told = session.send("Performance.getMetrics")["metrics"]
    return 1_000 * next(one["value"] for one in told if one["name"] == "TaskDuration")
