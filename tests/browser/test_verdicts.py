"""The workbench of one claim: evidence, verdict, and a second person's review."""

from playwright.sync_api import expect

from claims.store.engine import writing
from claims.vocab import Role
from tests.browser.steps import arrive
from tests.factories import SOURCE_TEXT, a_claim, a_person, a_source, a_verdict, an_evidence


def _a_claim(site, **more):
    with writing(site.engine) as session:
        return a_claim(session, **more).public_id


def test_a_source_is_captured_and_a_quote_of_it_attached_or_refused(page, site, page_faults):
    page_faults.allow(422)
    arrive(page, site, Role.REVIEWER)
    page.goto(f"/claims/{_a_claim(site)}")
    page.get_by_role("link", name="Capture a new source").click()
    paste = page.get_by_role("region", name="Pasted text")
    paste.get_by_label("Title").fill("County works report")
    paste.get_by_label("Its text").fill(SOURCE_TEXT)
    paste.get_by_role("button", name="Capture the text").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Find a passage")
    page.get_by_label("Quote, word for word").fill("The work cost 15 million crowns.")
    page.get_by_role("radio", name="mixed").check()
    page.get_by_role("button", name="Add evidence").click()
    expect(page.get_by_text("these words are not in the text")).to_be_visible()
    expect(page.get_by_label("Quote, word for word")).to_have_value("The work cost 15 million crowns.")
    expect(page.get_by_label("Quote, word for word")).to_be_focused()
    page.locator("#captured").evaluate(
        """(block) => {
          const text = block.firstChild, quote = "The work cost 14 million crowns.";
          const range = document.createRange();
          range.setStart(text, text.data.indexOf(quote));
          range.setEnd(text, text.data.indexOf(quote) + quote.length);
          getSelection().removeAllRanges();
          getSelection().addRange(range);
        }"""
    )
    expect(page.get_by_label("Quote, word for word")).to_have_value("The work cost 14 million crowns.")
    page.get_by_role("radio", name="refutes").check()
    page.get_by_role("button", name="Add evidence").click()
    expect(page.locator(".evidence mark")).to_have_text("The work cost 14 million crowns.")
    expect(page.locator("#evidence-title")).to_contain_text("1 source, 1 origin")


def test_a_rationale_that_is_being_typed_survives_what_is_done_beside_it(page, site):
    arrive(page, site, Role.REVIEWER)
    claim_id = _a_claim(site)
    with writing(site.engine) as session:
        from claims import store

        source = a_source(session, a_person(session))
        an_evidence(session, store.claims.get(session, claim_id), a_person(session), source=source)
    page.goto(f"/claims/{claim_id}")
    page.get_by_label("Rationale").fill("Half a thought")
    page.get_by_label("Refuted").check()
    page.get_by_role("button", name="→ mixed").click()
    expect(page.locator("#live")).to_have_text("Stance changed.")
    expect(page.get_by_label("Rationale")).to_have_value("Half a thought")
    expect(page.get_by_label("Refuted")).to_be_checked()


def test_the_author_asks_for_review_and_only_a_second_person_can_approve(page, site, new_context):
    claim_id = _a_claim(site)
    arrive(page, site, Role.REVIEWER, "Author")
    with writing(site.engine) as session:
        from claims import store

        claim = store.claims.get(session, claim_id)
        a_verdict(session, claim, a_person(session, name="Earlier author"))
    page.goto(f"/claims/{claim_id}")
    page.get_by_label("Refuted").check()
    page.get_by_label("Rationale").fill("The county's own report says 14 million.")
    page.get_by_role("button", name="Save verdict").click()
    expect(page.locator("#live")).to_contain_text("Verdict saved")
    page.get_by_role("button", name="Ask for review").click()
    expect(page.get_by_text("You wrote this verdict.")).to_be_visible()
    expect(page.get_by_role("button", name="Save review")).to_have_count(0)

    second = new_context(base_url=site.url).new_page()
    arrive(second, site, Role.REVIEWER, "Second")
    second.goto(f"/claims/{claim_id}")
    second.get_by_role("radio", name="Approve").check()
    second.get_by_role("button", name="Save review").click()
    expect(second.locator("#workbench .badge").first).to_contain_text("Verified")
    page.reload()
    expect(page.locator("#workbench")).to_contain_text("Approved by Second")


def test_a_verdict_without_a_ground_is_refused_and_what_was_typed_stays(page, site, page_faults):
    page_faults.allow(422)
    arrive(page, site, Role.REVIEWER)
    page.goto(f"/claims/{_a_claim(site)}")
    page.get_by_label("Supported").check()
    page.get_by_label("Rationale").fill("Everybody says so.")
    page.get_by_role("button", name="Save verdict").click()
    expect(page.get_by_text("a verdict needs at least one evidence")).to_be_visible()
    expect(page.get_by_label("Rationale")).to_have_value("Everybody says so.")
    expect(page.get_by_label("Supported")).to_be_checked()
