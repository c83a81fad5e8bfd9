"""Every page of the URL map for everybody: axe finds nothing and nothing scrolls sideways.

In light, dark and at 320 px, of a desk in English and of one whose article, claims and source are Korean;
everything that folds is open. A new route is looked at without anybody adding it here.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from claims import desk, store
from claims.models import ClaimDraft, OccurrenceDraft, Worth
from claims.store.engine import commit, writer
from claims.triage import worth_of
from claims.vocab import ClaimKind, Hedge, Role, Stance
from tests import factories
from tests.browser.steps import arrive, settle
from tests.world import World, a_world, at_door, doors

if TYPE_CHECKING:
    from sqlmodel import Session

    from claims.models import Article

#: Colours and width; each page is loaded once and looked at in all of them.
LOOKS = {"light": ("light", 1280), "dark": ("dark", 1280), "narrow": ("light", 320)}
#: Written for this test: a village, its library and its ferry.
KOREAN = """달빛마을 도서관이 십 년 만에 다시 문을 열었다

달빛마을 도서관은 지난 월요일 오전 아홉 시에 다시 문을 열었다. 도서관장 한누리는 첫날 방문객이 1,240명이었다고
밝혔다. 공사에는 모두 37억 원이 들었다고 마을 소식지가 전했다.

도서관진흥위원회운영세칙개정안심사보고서는 다음 달에 나올 예정이다. 나룻배는 하루에 네 번 오간다.
"""
SOURCE = """마을 소식지 3쪽.

도서관 공사비는 모두 41억 원이었다. 개관 첫날에는 천이백 명이 넘는 주민이 다녀갔다.
"""
SAID = {
    "첫날 방문객이 1,240명이었다": ("한누리", Hedge.REPORTED, ClaimKind.NUMERICAL),
    "공사에는 모두 37억 원이 들었다": ("마을 소식지", Hedge.REPORTED, ClaimKind.NUMERICAL),
    "나룻배는 하루에 네 번 오간다": ("", Hedge.NONE, ClaimKind.NUMERICAL),
}


def _korean_article(session: Session) -> Article:
    article = factories.an_article(session, KOREAN)
    article.language = "ko"
    proposals = []
    for words, (who, hedge, kind) in SAID.items():
        at = KOREAN.index(words)
        draft = ClaimDraft(
            words, (OccurrenceDraft(at, at + len(words)),), claimant=who, hedge=hedge, finer=(kind,)
        )
        proposals.append(desk.Proposal(draft, Worth(0.5, worth_of("It has 12 boats.").reasons)))
    desk.save_claims(session, article.id or 0, desk.Proposals(tuple(proposals)))
    session.flush()
    return article


def in_korean(session: Session, world: World) -> World:
    """The same desk, with an article, claims, a source and evidence in Korean in the place of its own."""
    article = _korean_article(session)
    claims = [claim for claim, _ in desk.open_article(session, article.public_id).claims]
    source = factories.a_source(session, world.author, SOURCE, title="달빛마을 소식지", language="ko")
    desk.accept_claim(session, claims[1].public_id, claims[1].rev, world.author)
    evidence = factories.an_evidence(
        session, claims[1], world.author, "도서관 공사비는 모두 41억 원이었다.", Stance.REFUTES, source
    )
    return replace(
        world,
        article=article,
        proposed=claims[0],
        place=store.claims.places_of(session, claims[0].id or 0)[0][0],
        researched=claims[1],
        source=source,
        evidence=evidence,
    )


@pytest.fixture
def has_worker():
    return False


@pytest.fixture(params=["english", "korean"])
def world(request, site):
    found = a_world(site.engine)
    if request.param == "korean":
        with writer(site.engine) as session:
            found = in_korean(session, found)
            commit(session)
    return found


def pages(site, world):
    """The addresses that answer with a whole page: for who is signed in, and for who is not."""
    visitor, admin = factories.sign_in(site.app, Role.ADMIN)
    inside, outside = ["/nowhere"], ["/sign-in"]
    for door in doors(site.app, world):
        if door.method != "GET" or door.endpoint in ("people.sign_in_by_link", "people.sign_in"):
            continue
        if "TOKEN" in door.path:
            outside.append(at_door(site.engine, door, admin))
            continue
        answer = visitor.client.get(door.path, buffered=True)
        if answer.mimetype == "text/html" and answer.text.lstrip().startswith("<!doctype"):
            inside.append(door.path)
    article, claim = world.article.public_id, world.proposed.public_id
    return [
        *inside,
        f"/articles/{article}?claim={claim}",
        f"/articles/{article}?mode=line",
        f"/claims/{world.researched.public_id}",
        f"/claims/{world.verified.public_id}",
        f"/claims/{world.verified.public_id}/history",
        f"/claims/{world.verified.public_id}/as-it-stood",
        f"/claims/{world.researched.public_id}?source={world.source.public_id}",
        "/queue?status=all",
    ], outside


#: Done when the page was put in order for its new size, and painted.
PAINTED = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(null))))"


#: What can be pressed and is under 24 by 24 pixels; what stands in a line of text, or is not to be seen, may
#: be, and what is in its label is pressed with it.
SMALL = """() => [...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
    .filter((one) => one.type !== "hidden" && one.checkVisibility() && !one.closest("label"))
    .filter((one) => getComputedStyle(one).display !== "inline")
    .map((one) => ({one, box: one.getBoundingClientRect()}))
    .filter(({box}) => box.width > 1 && (box.width < 24 || box.height < 24))
    .map(({one, box}) => `${one.tagName} “${one.textContent || one.name}” ${box.width}×${box.height}`)
"""


def faults_of(page, address):
    """What is wrong with the page that is open, in each look; a colour on its way to another is no fault."""
    settle(page)
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    for look, (scheme, width) in LOOKS.items():
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate(PAINTED)
        found = Axe().run(page)
        if found.violations_count:
            yield address, look, found.generate_report()
        if (wide := page.evaluate("document.documentElement.scrollWidth")) > width:
            yield address, look, f"{wide} px wide"
        for small in page.evaluate(SMALL):
            yield address, look, small


def test_no_page_of_the_desk_has_a_fault_that_axe_knows(site, page, world, new_context, page_faults):
    page_faults.allow(404)  # the page that says so is one of them
    inside, outside = pages(site, world)
    assert len(inside) > 25
    arrive(page, site, Role.ADMIN)
    guest = new_context(base_url=site.url).new_page()
    faults = []
    for who, addresses in ((page, inside), (guest, outside)):
        for address in addresses:
            who.goto(address)
            expect(who.locator("h1")).to_have_count(1)
            faults += faults_of(who, address)
    assert not faults, "\n".join(map(str, faults))


def test_what_opens_over_a_page_has_none_either(site, page, world):
    arrive(page, site)
    page.goto(f"/articles/{world.article.public_id}?claim={world.proposed.public_id}")
    page.locator("a.ref").first.hover()
    expect(page.locator("#card")).to_be_visible()
    faults = [*faults_of(page, "card")]
    page.set_viewport_size({"width": 1280, "height": 900})
    page.keyboard.press("Control+KeyK")
    expect(page.locator("#palette")).to_be_visible()
    faults += faults_of(page, "palette")
    page.keyboard.press("Escape")
    expect(page.locator("#palette")).to_be_hidden()
    page.keyboard.press("Shift+Slash")
    expect(page.locator("#dialog")).to_be_visible()
    faults += faults_of(page, "keys")
    assert not faults


def test_the_labels_of_a_timeline_can_be_read_on_a_narrow_page(site, page, world):
    arrive(page, site)
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(f"/claims/{world.verified.public_id}/history")
    assert page.locator(".timeline text").first.bounding_box()["height"] >= 11
