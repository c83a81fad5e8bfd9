"""What goes wrong in a browser: odd selections, five keys at once, Back and Forward at every step."""

import pytest
from playwright.sync_api import expect
from sqlmodel import select

from claims.jobs import work_once
from claims.models import Claim
from claims.store.engine import reading, writing
from claims.vocab import ClaimStatus
from tests.browser.steps import arrive, keeps_focus, reloaded, settle, stays
from tests.factories import a_claim, a_person, an_article, an_evidence
from tests.lists import split

#: Done when the page has heard of what is selected, which a browser tells it later.
HEARD = """new Promise((heard) => {
    document.addEventListener("selectionchange", heard, {once: true});
    document.getSelection().removeAllRanges();
    document.getSelection().addRange(range);
}).then(() => null)"""
#: Selects from the first words in the text to behind the second, wherever both stand.
RANGE = """
    const walker = document.createTreeWalker(document.getElementById("text"), NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    while (walker.nextNode()) {
        const { data } = walker.currentNode;
        if (data.includes(first) && range.collapsed) range.setStart(walker.currentNode, data.indexOf(first));
        if (data.includes(last)) range.setEnd(walker.currentNode, data.indexOf(last) + last.length);
    }
"""
SELECT = f"([first, last]) => {{ {RANGE} return {HEARD}; }}"
#: The same, and at once what marks them: the page has not heard of them yet.
SELECT_AND = f"""([first, last, mark]) => {{ {RANGE}
    document.getSelection().removeAllRanges();
    document.getSelection().addRange(range);
    if (mark === "button") document.getElementById("pop-claim").click();
    else document.body.dispatchEvent(new KeyboardEvent("keydown", {{code: mark, bubbles: true}}));
}}"""
INSIDE = f"""(units) => {{
    const text = document.querySelector("#text").querySelector("[data-utf16] .line, [data-utf16]").firstChild;
    const range = document.createRange();
    range.setStart(text, text.data.indexOf("🎡") - 4);
    range.setEnd(text, text.data.indexOf("🎡") + units);
    return {HEARD};
}}"""
#: In one go, so that nothing the page hears in between puts the right place back.
SEND_ANOTHER_END = """() => {
    const form = document.querySelector("#panel form[data-selects]");
    form.elements.end.value = 90;
    form.requestSubmit();
}"""
PORTAL = """The tide mill turns again

The mill turned on Monday, and forty people came to see it.

글자크기 설정

It grinds barley from the valley on Fridays.
"""


@pytest.fixture
def has_worker():
    return False


def how_many(site):
    with reading(site.engine) as session:
        return len(session.exec(select(Claim)).all())


def takes_no_words(page, site, before):
    """The words cannot be one claim's: no button offers it, and the key opens the form, empty."""
    expect(page.locator("#mark-quote")).to_have_value("")
    expect(page.locator("#pop-claim")).to_be_hidden()
    page.keyboard.press("KeyC")
    expect(page.locator("#mark-quote")).to_be_focused()
    expect(page.locator("#mark-quote")).to_have_value("")
    assert how_many(site) == before


def test_words_of_two_paragraphs_are_not_taken_for_those_selected_before(page, site, ferry):
    arrive(page, site)
    page.goto(f"/articles/{ferry.public_id}")
    page.evaluate(SELECT, ["Harbour master", "Ida Lind"])
    expect(page.locator("#mark-quote")).to_have_value("Harbour master Ida Lind")
    expect(page.locator("#pop-claim")).to_be_visible()
    page.evaluate(SELECT, ["Harbour master", "Will it last?"])
    takes_no_words(page, site, 3)


def test_words_on_both_sides_of_a_fold_are_not_taken(page, site):
    with writing(site.engine) as session:
        article = an_article(session, PORTAL)
    arrive(page, site)
    page.goto(f"/articles/{article.public_id}")
    expect(page.locator("details.portal")).to_have_count(1)
    page.evaluate(SELECT, ["forty people", "grinds barley"])
    takes_no_words(page, site, 0)


def test_a_third_click_takes_the_words_of_its_paragraph(page, site, ferry):
    arrive(page, site)
    page.goto(f"/articles/{ferry.public_id}")
    page.locator("#s-5").click(click_count=3)
    expect(page.locator("#mark-quote")).to_have_value("Will it last? How lovely!")


def test_a_selection_that_ends_inside_an_emoji_is_refused_in_words(page, site, page_faults):
    page_faults.allow(422)
    with writing(site.engine) as session:
        article = an_article(session, "The fair 🎡 opened in the village on Friday.")
    arrive(page, site)
    page.goto(f"/articles/{article.public_id}")
    page.evaluate(INSIDE, 1)  # one of its two units
    expect(page.locator("#mark-quote")).not_to_have_value("")
    page.keyboard.press("KeyC")
    expect(page.locator("#panel .problem").first).to_be_visible()
    settle(page)
    assert how_many(site) == 0
    page.evaluate(INSIDE, 2)
    expect(page.locator("#mark-quote")).to_have_value("air 🎡")
    page.keyboard.press("KeyC")
    expect(page.locator("#panel .wording")).to_have_text("air 🎡")


def test_words_that_changed_meanwhile_are_refused_and_kept(page, site, ferry, page_faults):
    page_faults.allow(422)
    arrive(page, site)
    page.goto(f"/articles/{ferry.public_id}")
    page.evaluate(SELECT, ["Harbour master", "Ida Lind"])
    expect(page.locator("#mark-quote")).to_have_value("Harbour master Ida Lind")
    page.evaluate(SEND_ANOTHER_END)
    expect(page.locator("#panel .problem").first).to_be_visible()
    expect(page.locator("#mark-quote")).to_have_value("Harbour master Ida Lind")
    assert how_many(site) == 3


@pytest.mark.parametrize("mark", ["KeyC", "button"])
def test_what_marks_right_behind_a_selection_takes_these_words_and_none_before(page, site, ferry, mark):
    arrive(page, site)
    page.goto(f"/articles/{ferry.public_id}")
    page.evaluate(SELECT, ["Harbour master", "Ida Lind"])
    expect(page.locator("#mark-quote")).to_have_value("Harbour master Ida Lind")
    page.evaluate(SELECT_AND, ["Will it", "last?", mark])
    expect(page.locator("#panel .wording")).to_have_text("Will it last?")


def test_marks_are_hidden_by_the_button_of_a_text_that_came_when_it_was_split(page, site):
    with writing(site.engine) as session:
        article = an_article(session)
    arrive(page, site)
    page.goto(f"/articles/{article.public_id}")
    expect(page.get_by_text("Waiting for the worker")).to_be_visible()
    stays(page)
    page.keyboard.press("KeyH")  # there is nothing to hide yet
    work_once(site.engine, "one")
    ref, button = page.locator("a.ref").first, page.get_by_role("button", name="Hide marks")
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(ref).to_be_hidden()
    button.click()
    expect(ref).to_be_visible()
    expect(button).to_have_attribute("aria-pressed", "false")
    assert not reloaded(page)


def test_five_fast_presses_do_five_things_once_each(page, site):
    split(site.app, *[f"Boat {n} floats." for n in range(6)])
    arrive(page, site)
    page.goto("/queue")
    rows = page.locator(".row[data-claim]")
    expect(rows).to_have_count(6)
    page.keyboard.press("KeyJ")
    for _ in range(5):
        page.keyboard.press("KeyA")
    expect(page.locator(".row.done")).to_have_count(5)
    expect(rows.nth(5)).not_to_have_class("row done")
    expect(page.locator("#counters [aria-current=page]")).to_have_text("Proposed 1")
    with reading(site.engine) as session:
        accepted = select(Claim).where(Claim.status == ClaimStatus.ACCEPTED)
        assert [claim.rev for claim in session.exec(accepted)] == [2] * 5
    keeps_focus(page)


def test_back_and_forward_lead_through_every_step_of_the_reader(page, site, ferry):
    title = page.locator("#panel-title")
    arrive(page, site)
    page.goto(f"/articles/{ferry.public_id}")
    page.keyboard.press("Shift+KeyJ")
    expect(title).to_have_text("Claim 1 of 3")
    page.keyboard.press("Shift+KeyJ")
    expect(title).to_have_text("Claim 2 of 3")
    page.keyboard.press("KeyA")
    expect(page.locator("#live")).to_have_text("Claim 2: Accepted.")
    page.keyboard.press("Shift+KeyJ")
    expect(title).to_have_text("Claim 3 of 3")
    page.go_back()
    expect(title).to_have_text("Claim 2 of 3")
    expect(page.locator("#panel .badge").first).to_contain_text("Accepted")
    expect(page.locator("#text")).to_be_visible()  # the whole page, and not what stood beside it
    page.go_back()
    expect(title).to_have_text("Claim 1 of 3")
    page.go_back()
    expect(title).to_have_text("Claims")
    for number in (1, 2, 3):
        page.go_forward()
        expect(title).to_have_text(f"Claim {number} of 3")


def test_back_and_forward_lead_through_every_step_of_the_queue(page, site, ferry):
    rows = page.locator(".row[data-claim]")
    arrive(page, site)
    page.goto("/queue")
    page.get_by_text("Filter", exact=True).click()
    page.get_by_label("Hedge").select_option("reported")
    page.get_by_role("button", name="Show").click()
    expect(rows).to_have_count(1)
    rows.first.get_by_role("button", name="Accept").click()
    expect(rows.first).to_have_class("row done")
    rows.first.locator(".wording a").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("the ferry had not leaked")
    page.go_back()
    expect(page.get_by_text("No claim is in this list.")).to_be_visible()
    page.go_back()
    expect(rows).to_have_count(2)
    page.go_forward()
    expect(page.get_by_text("No claim is in this list.")).to_be_visible()
    page.go_forward()
    expect(page.get_by_role("heading", level=1)).to_contain_text("the ferry had not leaked")


def test_of_two_tabs_at_one_line_the_second_is_told(page, site, ferry, page_faults):
    page_faults.allow(409)
    arrive(page, site)
    address = f"/articles/{ferry.public_id}?mode=line&s=2"
    page.goto(address)
    other = page.context.new_page()
    other.goto(address)
    other.keyboard.press("KeyA")
    expect(other.locator("#live")).to_have_text("Claim 1: Accepted.")
    page.keyboard.press("KeyS")
    expect(page.locator("#notices, #alert").filter(has_text="in between")).to_be_visible()
    keeps_focus(page)


def test_once_a_changed_text_is_split_its_page_says_no_more_that_it_is_being_split(page, site):
    arrive(page, site)
    with writing(site.engine) as session:
        article = an_article(session, PORTAL)
    work_once(site.engine, "one")
    page.goto(f"/articles/{article.public_id}/again")
    page.get_by_label("Paste the article as it is now").fill(PORTAL.replace("forty", "fifty"))
    page.get_by_role("button", name="Take in").click()
    told = page.locator("#notices .good")
    expect(told).to_have_text("The new text is being split; until then you read the old one.")
    settle(page)
    stays(page)
    work_once(site.engine, "one")
    expect(page.get_by_text("version 2")).to_be_visible()
    expect(page.locator(".job")).to_have_count(0)
    expect(page.get_by_text("is being split")).to_have_count(0)
    assert not reloaded(page)


def test_a_text_far_too_long_can_be_typed_on_in_and_is_refused_in_words(page, site, page_faults):
    page_faults.allow(422)
    arrive(page, site)
    with writing(site.engine) as session:
        claim = a_claim(session)
        an_evidence(session, claim, a_person(session))
    page.goto(f"/claims/{claim.public_id}")
    rationale = page.get_by_label("Rationale")
    expect(page.locator("#rationale-most")).to_have_text("At most 20,000 characters.")
    page.evaluate("localStorage.setItem('other', 'x'.repeat(5_000_000))")  # no room for a draft
    rationale.fill("x" * 1_000_000)
    # A paragraph of its own direction each is what takes a browser seconds a key.
    assert rationale.evaluate("(field) => getComputedStyle(field).unicodeBidi") == "isolate"
    rationale.press_sequentially("abc")
    page.locator("#rating input").first.check()
    page.locator("#save-verdict").click()
    expect(page.locator("#rationale-problem")).to_have_text("at most 20,000 characters; this has 1,000,003")
    rationale.press_sequentially("de")
    assert rationale.evaluate("(field) => field.value.length") == 1_000_005
