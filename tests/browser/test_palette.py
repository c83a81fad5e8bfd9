"""The palette of actions, the button at selected words, and the cards on claim numbers."""

from playwright.sync_api import expect

from app.keys import ACTIONS, shown
from claims.store.engine import writing
from claims.vocab import Role
from tests.browser.steps import arrive, keeps_focus
from tests.factories import a_split_article

OPEN = "Control+KeyK"


def entries(page):
    return page.locator("#palette li:visible")


def test_the_palette_lists_what_the_page_can_do_each_with_its_key(page, site, ferry):
    arrive(page, site)
    page.goto(f"/articles/{ferry.public_id}?mode=line&s=2")
    page.keyboard.press(OPEN)
    expect(page.get_by_role("dialog", name="What can be done here")).to_be_visible()
    listed = entries(page).all_inner_texts()
    for name in ("strike", "mark", "accept", "dismiss", "undo", "go-queue", "marks", "next-line"):
        action = next(one for one in ACTIONS if one.name == name)
        assert any(
            str(action.text).lower() in line.lower() and shown(action.code) in line for line in listed
        ), name
    assert not any("move evidence" in line.lower() for line in listed)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator("input:focus")).to_have_count(0)


def test_an_action_is_found_by_its_words_and_done_from_the_palette(page, site, ferry):
    arrive(page, site)
    page.goto(f"/articles/{ferry.public_id}?mode=line&s=1")
    page.keyboard.press(OPEN)
    page.keyboard.type("zebra")
    expect(page.locator("#palette-none")).to_be_visible()
    page.locator("#palette-words").fill("")
    page.keyboard.type("check nothing")
    expect(entries(page)).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.locator("#live")).to_have_text("Line 1: nothing to check. 5 lines left.")
    expect(page.locator("#panel-title")).to_have_text("Line 2 of 6")
    keeps_focus(page)
    page.keyboard.press(OPEN)
    page.keyboard.press("ArrowUp")  # round the end
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowDown")
    expect(entries(page).last.get_by_role("button")).to_be_focused()


def test_an_action_of_the_palette_is_for_the_row_that_has_the_focus(page, site, ferry):
    arrive(page, site)
    page.goto("/queue")
    page.keyboard.press("KeyJ")
    page.keyboard.press("KeyJ")
    second = page.locator(".row").nth(1)
    expect(second).to_be_focused()
    page.keyboard.press(OPEN)
    page.keyboard.type("accept")
    page.keyboard.press("Enter")
    expect(second).to_have_class("row done")
    expect(page.locator(".row").nth(0)).not_to_have_class("row done")


def test_the_palette_opens_by_pointer_and_lists_actions_without_keys_too(page, site, ferry):
    arrive(page, site)
    page.goto("/settings")
    page.get_by_label("Single keys press buttons").uncheck()
    page.get_by_role("button", name="Save keys").click()
    expect(page.locator("#notices")).to_have_text("Keys saved.")
    page.goto(f"/articles/{ferry.public_id}")
    page.get_by_role("button", name="Actions").click()
    expect(page.locator("#palette-words")).to_be_focused()
    expect(page.locator("#palette kbd")).to_have_count(0)
    page.get_by_role("button", name="Hide or show the marks").click()
    expect(page.locator("a.ref").first).to_be_hidden()


def drag(page, words):
    """Select words with the pointer, from their first letter to behind their last."""
    box = page.evaluate(
        """(words) => {
            const walker = document.createTreeWalker(document.getElementById("text"), NodeFilter.SHOW_TEXT);
            while (walker.nextNode() && !walker.currentNode.data.includes(words));
            const range = document.createRange();
            const at = walker.currentNode.data.indexOf(words);
            range.setStart(walker.currentNode, at);
            range.setEnd(walker.currentNode, at + words.length);
            const { left, right, top, bottom } = range.getBoundingClientRect();
            return [left + 1, right - 0.5, (top + bottom) / 2];
        }""",
        words,
    )
    page.mouse.move(box[0], box[2])
    page.mouse.down()
    page.mouse.move(box[1], box[2], steps=5)
    page.mouse.up()


def test_words_selected_by_pointer_bring_a_button_that_makes_a_claim_of_them(page, site, ferry):
    arrive(page, site)
    page.goto(f"/articles/{ferry.public_id}")
    expect(page.locator("#pop-claim")).to_be_hidden()
    drag(page, "met Mayor Bo Ek")
    button = page.get_by_role("button", name="Make claim")
    expect(button).to_be_visible()
    button.click()
    expect(page.locator("#panel .wording")).to_have_text("met Mayor Bo Ek")
    expect(page.locator("#pop-claim")).to_be_hidden()


def test_words_selected_by_touch_bring_it_too(touch_page, site):
    page = touch_page
    page.set_viewport_size({"width": 320, "height": 700})
    with writing(site.engine) as session:
        article = a_split_article(session)[0]
    arrive(page, site)
    page.goto(f"/articles/{article.public_id}")
    page.locator("#s-5").select_text()
    page.locator("#pop-claim").tap()
    expect(page.locator("#panel .wording")).to_contain_text("Will it last?")


def test_a_viewer_is_offered_no_claim_of_what_they_select(page, site, ferry):
    arrive(page, site, Role.VIEWER)
    page.goto(f"/articles/{ferry.public_id}")
    page.locator("#s-3").select_text()
    expect(page.locator("#pop-claim")).to_have_count(0)


def test_a_card_says_what_a_number_in_the_text_stands_for(page, site, ferry):
    arrive(page, site)
    page.clock.install()
    page.goto(f"/articles/{ferry.public_id}")
    ref, card = page.locator("a.ref").first, page.locator("#card")
    ref.hover()
    expect(card).to_be_visible()
    expect(card).to_contain_text("Claim 1, Proposed")
    expect(card).to_contain_text("the old ferry carried about 40 to 60 cars on 6 April 2021")
    card.hover()  # it stays while the pointer is on it
    page.clock.run_for(400)
    expect(card).to_be_visible()
    page.locator("h1").hover()
    expect(card).to_be_hidden()


def test_a_card_comes_with_the_focus_and_goes_with_escape(page, site, ferry):
    arrive(page, site)
    page.goto(f"/articles/{ferry.public_id}")
    ref, card = page.locator("a.ref").first, page.locator("#card")
    while page.evaluate("!document.activeElement.matches('a.ref')"):
        page.keyboard.press("Tab")
    expect(card).to_be_visible()
    expect(ref).to_have_attribute("aria-describedby", "card-words")
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(ref).to_be_focused()
    expect(ref).not_to_have_attribute("aria-describedby", "card-words")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(card).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator("#panel-title")).to_contain_text("Claim 1 of")
    expect(card).to_be_hidden()
