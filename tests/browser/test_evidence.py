"""Evidence from end to end: found in a source, tied, moved, undone; by keys alone and without scripts."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from claims import desk, store
from claims.store.engine import writing
from claims.vocab import Role, SearchResult, Stance
from tests.browser.steps import arrive, keeps_focus, settle
from tests.factories import a_person, a_source, a_split_article, an_evidence

TEXT = """Harbour log, page 12.

The ferry carried 62 cars on 7 April 2021. Café Nord stayed dry. The bell rang at nine.

Ida Lind wrote that nobody was hurt. The bell rang at nine."""


@pytest.fixture
def claim_id(site):
    """A claim of the ferry, and a captured source that speaks of it."""
    with writing(site.engine) as session:
        _, claims = a_split_article(session)
        a_source(session, a_person(session), TEXT, title="Harbour log")
        a_source(session, a_person(session), title="Works report")
        return claims[0].public_id


def _tab_to(page, name, role="link"):
    """Go on by Tab until the link or button with this name has the focus."""
    wanted = page.get_by_role(role, name=name).first
    wanted.wait_for()
    settle(page)
    for _ in range(80):
        if wanted.evaluate("(one) => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{name} is not reached by Tab")


def test_a_passage_is_found_tied_moved_and_undone_by_keys_alone(page, site, claim_id):
    arrive(page, site, Role.REVIEWER)
    page.goto(f"/claims/{claim_id}")
    page.keyboard.press("KeyE")
    expect(page.get_by_role("heading", name="Find a passage")).to_be_visible()
    _tab_to(page, "Use this passage number 2 of Harbour log")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Quote, word for word")).to_have_value(
        "The ferry carried 62 cars on 7 April 2021."
    )
    # The first stance has the focus, and none is chosen.
    expect(page.get_by_role("radio", name="supports")).to_be_focused()
    assert page.locator("input[name=stance]:checked").count() == 0
    settle(page)
    page.keyboard.press("Space")
    expect(page.get_by_role("radio", name="supports")).to_be_checked()
    _tab_to(page, "Add evidence", "button")
    page.keyboard.press("Enter")
    card = page.locator(".evidence")
    expect(page.locator("#stance-supports ~ .evidence mark")).to_have_text(
        "The ferry carried 62 cars on 7 April 2021."
    )
    expect(page.locator("#evidence-title")).to_contain_text("1 source, 1 origin")
    settle(page)
    page.keyboard.press("KeyJ")
    expect(card).to_be_focused()
    page.keyboard.press("BracketRight")
    expect(page.locator("#live")).to_have_text("Stance changed.")
    expect(page.locator("#stance-refutes ~ .evidence")).to_be_focused()
    page.keyboard.press("BracketRight")
    expect(page.locator("#stance-mixed ~ .evidence")).to_be_focused()
    page.keyboard.press("BracketLeft")
    expect(page.locator("#stance-refutes ~ .evidence")).to_be_focused()
    for column in ("mixed", "refutes", "supports"):
        page.keyboard.press("KeyZ")
        expect(page.locator(f"#stance-{column} ~ .evidence")).to_be_visible()
    keeps_focus(page)


def test_a_key_moves_the_card_at_hand_and_none_without_one(page, site, claim_id):
    with writing(site.engine) as session:
        claim, who = store.claims.get(session, claim_id), a_person(session)
        for quote in ("Some 4,000 people came on\nthe first day.", "The work cost 14 million crowns."):
            an_evidence(session, claim, who, quote, Stance.SUPPORTS)
    arrive(page, site, Role.REVIEWER)
    page.goto(f"/claims/{claim_id}")
    page.keyboard.press("BracketRight")
    page.keyboard.press("KeyJ")
    page.keyboard.press("KeyJ")
    page.keyboard.press("BracketRight")
    expect(page.locator("#stance-refutes ~ .evidence mark")).to_have_text("The work cost 14 million crowns.")
    expect(page.locator("#stance-supports ~ .evidence")).to_have_count(1)


def test_words_are_searched_for_while_they_are_typed(page, site, claim_id):
    arrive(page, site, Role.REVIEWER)
    page.goto(f"/claims/{claim_id}/evidence/new")
    page.get_by_label("Words").press_sequentially("bell nine")
    expect(page.get_by_role("status").filter(has_text="2 passages")).to_be_visible()
    expect(page.locator("#hits blockquote")).to_have_count(2)
    expect(page.get_by_label("Words")).to_be_focused()


def test_what_comes_near_to_a_pasted_quote_is_offered_and_picked(page, site, claim_id, page_faults):
    page_faults.allow(422)
    arrive(page, site, Role.REVIEWER)
    page.goto(f"/claims/{claim_id}/evidence/new")
    page.get_by_role("link", name="Use this passage number 2 of Harbour log").first.click()
    expect(page.get_by_label("Quote, word for word")).not_to_have_value("")
    settle(page)
    page.get_by_label("Quote, word for word").fill("The ferry carried 26 cars on 7 April 2021.")
    page.get_by_role("radio", name="refutes").check()
    page.get_by_role("button", name="Add evidence").click()
    expect(page.get_by_text("“26” is “62” there")).to_be_visible()
    page.get_by_role("radio", name="62 cars").check()
    expect(page.get_by_role("radio", name="refutes")).to_be_checked()
    page.get_by_role("button", name="Add evidence").click()
    expect(page.locator("#stance-refutes ~ .evidence mark")).to_have_text(
        "The ferry carried 62 cars on 7 April 2021"
    )


def test_the_same_works_without_scripts(no_script_page, site, claim_id):
    page = no_script_page
    arrive(page, site, Role.REVIEWER)
    page.goto(f"/claims/{claim_id}")
    page.get_by_role("link", name="Find a passage").click()
    page.get_by_label("Words").fill("ferry carried")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Use this passage").first.click()
    page.get_by_role("radio", name="supports").check()
    page.get_by_role("button", name="Add evidence").click()
    expect(page.locator("#stance-supports ~ .evidence mark")).to_have_text(
        "The ferry carried 62 cars on 7 April 2021."
    )
    page.get_by_role("button", name="→ refutes").click()
    expect(page.locator("#stance-refutes ~ .evidence")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#stance-supports ~ .evidence")).to_be_visible()
    page.get_by_role("link", name="Sources, and what they have it from").click()
    expect(page.locator(".chains")).to_contain_text("Harbour log")


LOOKS = {"light": ("light", 1280), "dark": ("dark", 1280), "narrow": ("light", 320)}


@pytest.mark.parametrize("look", LOOKS)
def test_no_page_of_evidence_has_a_fault_that_axe_knows(site, page, claim_id, look, tmp_path):
    with writing(site.engine) as session:
        claim, who = store.claims.get(session, claim_id), a_person(session)
        log = store.sources.newest(session)[1]
        far = a_source(session, who, title="Wire report", protected="1", published_on="2031-01-01")
        for nth, stance in enumerate(Stance):
            source = far if nth % 2 else a_source(session, who, title=f"Daily {nth}")
            row = an_evidence(session, claim, who, stance=stance, source=source)
            if source is not far:
                desk.set_relay(session, source.public_id, source.rev, far.public_id, who)
        said = {
            "note": "Seen.",
            "locator": "p. 3",
            "directness": "primary",
            "question": "So?",
            "answer": "So.",
        }
        desk.describe_evidence(session, row.public_id, claim.rev, said, who)
        words = {"query": "ferry 2021", "place": "Harbour archive", "note": ""}
        desk.log_search(session, claim_id, claim.rev, words, SearchResult.NOTHING, who)
        addresses = {
            "board": f"/claims/{claim_id}",
            "find": f"/claims/{claim_id}/evidence/new?source={log.public_id}&at=2",
            "hits": f"/claims/{claim_id}/evidence/new?q=bell",
            "edit": f"/evidence/{row.public_id}/edit",
            "picture": f"/claims/{claim_id}/origins",
            "origins": f"/sources/{source.public_id}/origins?q=daily",
        }
    scheme, width = LOOKS[look]
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 900})
    arrive(page, site)
    faults = {}
    for name, address in addresses.items():
        page.goto(address)
        if name == "board":
            page.locator("#provenance svg").wait_for()
            assert page.title().startswith("Claim 1 "), "what is loaded beside names the page anew"
        settle(page)
        found = Axe().run(page)
        if found.violations_count:
            faults[name] = found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        page.screenshot(path=tmp_path / f"{name}-{look}.png", full_page=True)
    assert not faults
