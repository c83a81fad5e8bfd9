"""Where sources have it from: chains, texts that are nearly one text, and how many origins that leaves."""

from __future__ import annotations

import itertools

import pytest
from sqlmodel import select

from claims import desk, store
from claims.models import Claim, Event, OriginAnswer, Source
from claims.store.engine import reading
from claims.vocab import ClaimStatus, Role
from tests import factories
from tests.counting import statements
from tests.looks import all_of, how_many, now_is, written

BOTH_WAYS = pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])

WIRE = """The old mill at Aske burned down in the night to Sunday, the fire brigade said. Nobody was hurt.
Some forty people were led out of three houses beside it. The mill, built in 1852, had stood empty for
nine years, and the town had wanted to make a school of it. The police look for what began the fire."""


def sources(app, me, count, **typed):
    return written(app, lambda session: [factories.a_source(session, me, **typed) for _ in range(count)])


def a_claim_with(app, me, found):
    """An accepted claim with one passage of each of these sources."""

    def build(session):
        claim = factories.a_claim(session)
        for source in found:
            factories.an_evidence(session, claim, me, source=session.get(Source, source.id))
        return claim

    return written(app, build)


def relay(visitor, source, before, *, htmx=False):
    visitor.get(f"/sources/{source.public_id}/origins?q={before.title}")
    forms = [form for form in visitor.page.forms if form.fields.get("from") == before.public_id]
    return visitor.post(forms[0].get("action"), htmx=htmx, **dict(forms[0].fields))


def badge(visitor, claim):
    visitor.get(f"/claims/{claim.public_id}")
    found = visitor.page.get_element_by_id("evidence-title").find_class("badge")[0]
    return " ".join(found.text_content().split())


@BOTH_WAYS
def test_four_links_of_one_chain_are_one_origin(app, visitor, me, htmx):
    portal, daily, agency, state = found = sources(app, me, 4)
    claim = a_claim_with(app, me, found)
    assert badge(visitor, claim) == "4 sources, 4 origins"
    for source, before in ((portal, daily), (daily, agency), (agency, state)):
        relay(visitor, source, before, htmx=htmx)
        assert visitor.status == 200, visitor.text
        assert before.title in visitor.page.find_class("chain")[0].text_content()
    assert badge(visitor, claim) == "4 sources, 1 origin"
    visitor.get(f"/sources/{portal.public_id}/origins")
    chain = visitor.page.find_class("chain")[0]
    assert [link.text_content() for link in chain.iter("a")] == [one.title for one in (daily, agency, state)]


@BOTH_WAYS
def test_a_source_cannot_have_it_from_itself_not_even_through_others(app, engine, visitor, me, htmx):
    one, two, three = sources(app, me, 3)
    relay(visitor, one, two)
    relay(visitor, two, three)
    for source, before in ((three, one), (two, one)):
        relay(visitor, source, before, htmx=htmx)
        assert visitor.status == 422
        assert "not even through others" in visitor.text
    assert now_is(engine, three).relayed_from_id is None
    assert now_is(engine, two).relayed_from_id == three.id


def test_what_it_has_it_from_is_taken_back(app, engine, visitor, me):
    one, two = sources(app, me, 2)
    relay(visitor, one, two)
    forms = [form for form in visitor.page.forms if form.fields.get("from") == ""]
    visitor.post(forms[0].get("action"), **dict(forms[0].fields))
    assert now_is(engine, one).relayed_from_id is None
    with reading(engine) as session:
        trail = session.exec(select(Event).where(Event.object_id == one.public_id)).all()
    told = [event.payload for event in trail if event.verb == "said where it has it from"]
    assert told == [{"was": "", "now": two.public_id}, {"was": two.public_id, "now": ""}]


def test_an_old_page_does_not_overwrite_what_a_source_has_it_from(app, engine, visitor, me):
    one, two, three = sources(app, me, 3)
    visitor.get(f"/sources/{one.public_id}/origins?q={two.title}")
    form = next(form for form in visitor.page.forms if form.fields.get("from") == two.public_id)
    sent = dict(form.fields)
    relay(factories.sign_in(app)[0], one, three)
    visitor.post(form.get("action"), **sent)
    assert visitor.status == 409
    assert now_is(engine, one).relayed_from_id == three.id


def verified(app, me, found):
    """A claim on these sources that two others signed."""
    claim = a_claim_with(app, me, found)

    def sign(session):
        mine = session.get(Claim, claim.id)
        author, reviewer = factories.a_person(session), factories.a_person(session)
        factories.a_verdict(session, mine, author)
        factories.sign(session, mine, author, reviewer)
        return mine

    return written(app, sign)


def test_a_chain_that_changes_turns_the_sign_off_stale_also_further_up(app, engine, visitor, me):
    one, two, three, other = sources(app, me, 4)
    claim, untouched = verified(app, me, [one]), verified(app, me, [other])
    relay(visitor, two, three)
    assert now_is(engine, claim).status is ClaimStatus.VERIFIED
    relay(visitor, one, two)
    assert now_is(engine, claim).status is ClaimStatus.STALE
    assert now_is(engine, untouched).status is ClaimStatus.VERIFIED


def test_a_change_behind_a_source_that_is_not_used_itself_counts_too(app, engine, visitor, me):
    one, two, three = sources(app, me, 3)
    relay(visitor, one, two)
    claim = verified(app, me, [one])
    relay(visitor, two, three)
    assert now_is(engine, claim).status is ClaimStatus.STALE


def copies(app, me):
    """One wire text as two outlets print it, and another text."""

    def build(session):
        first = factories.a_source(session, me, f"Fire at old mill\n\n{WIRE}", title="Morning")
        second = factories.a_source(session, me, f"{WIRE}\n\nEdited by the desk.", title="Evening")
        return first, second, factories.a_source(session, me, title="Report")

    return written(app, build)


def answer(visitor, source, other, said, *, htmx=False):
    visitor.get(f"/sources/{source.public_id}/origins")
    return visitor.submit(f"/sources/{source.public_id}/origins/{other.public_id}/{said}", htmx=htmx)


@BOTH_WAYS
def test_nearly_the_same_text_is_proposed_as_one_origin_and_a_person_answers(app, engine, visitor, me, htmx):
    first, second, _ = copies(app, me)
    claim = written(app, factories.a_claim)

    def use(session):
        for source in (first, second):
            mine = session.get(Claim, claim.id)
            factories.an_evidence(
                session, mine, me, "Nobody was hurt.", source=session.get(Source, source.id)
            )

    written(app, use)
    visitor.get(f"/sources/{first.public_id}/origins")
    cards = visitor.page.find_class("card")
    assert [card.xpath(".//bdi")[0].text for card in cards] == ["Evening"]
    assert "The old mill at Aske burned down" in cards[0].find_class("quote")[0].text
    assert badge(visitor, claim) == "2 sources, 2 origins"
    answer(visitor, first, second, "same", htmx=htmx)
    assert "of one origin, as a person said" in visitor.text
    assert badge(visitor, claim) == "2 sources, 1 origin"
    # The same question is seen from the other side, and can be answered anew.
    answer(visitor, second, first, "other", htmx=htmx)
    assert badge(visitor, claim) == "2 sources, 2 origins"
    assert [(row.source_id, row.other_id, row.same) for row in all_of(engine, OriginAnswer)] == [
        (first.id, second.id, False)
    ]


def test_what_a_person_answered_is_not_proposed_again(app, visitor, me):
    first, second, _ = copies(app, me)
    answer(visitor, first, second, "other")
    visitor.get(f"/sources/{second.public_id}/origins")
    assert "stands in the other" not in visitor.text
    assert "not of one origin, as a person said" in visitor.text


def test_an_answer_turns_stale_only_what_has_both(app, engine, visitor, me):
    first, second, report = sources(app, me, 3)
    both, one = verified(app, me, [first, second]), verified(app, me, [first, report])
    signed = {}
    with reading(engine) as session:
        for claim in (both, one):
            signed[claim.id] = desk.open_claim(session, claim.public_id).digest
    written(
        app,
        lambda session: desk.answer_origin(session, first.public_id, second.public_id, me, same=True),
    )
    assert now_is(engine, both).status is ClaimStatus.STALE
    assert now_is(engine, one).status is ClaimStatus.VERIFIED
    with reading(engine) as session:
        page = desk.open_claim(session, one.public_id)
        assert page.digest == signed[one.id]
        assert [row.joined for row in page.evidence] == ["", ""]
        assert all(row.joined for row in desk.open_claim(session, both.public_id).evidence)


def test_an_answer_joins_chains_and_groups_through_sources_not_used(app, me):
    def build(session):
        one, two = (factories.a_source(session, me) for _ in range(2))
        wire = factories.a_source(session, me, origin_group="A wire")
        again = factories.a_source(session, me, origin_group=" a WIRE")
        two.relayed_from_id = wire.id
        session.flush()
        claim = factories.a_claim(session)
        for source in (one, two, again):
            factories.an_evidence(session, claim, me, source=source)
        before = desk.open_claim(session, claim.public_id)
        desk.answer_origin(session, wire.public_id, one.public_id, me, same=True)
        return before.origins, desk.open_claim(session, claim.public_id).origins

    assert written(app, build) == (2, 1)


def test_the_picture_of_a_claim_shows_each_source_once_and_lists_the_same(app, visitor, me):
    portal, agency, _other = found = sources(app, me, 3)
    claim = a_claim_with(app, me, found)
    relay(visitor, portal, agency)
    visitor.get(f"/claims/{claim.public_id}/origins")
    boxes = visitor.page.find_class("box")
    assert sorted(box.get("class").split()[1] for box in boxes) == [
        "article",
        "claim",
        "origin",
        "origin",
        "relay",
    ]
    listed = visitor.page.find_class("chains")[0]
    rows = [" ".join(row.text_content().split()) for row in listed.iter("li")]
    assert rows[0].startswith(f"{portal.title} ← {agency.title}")
    assert len(rows) == 3


def test_a_picture_of_sixty_sources_has_at_most_forty_boxes_and_lists_all(app, visitor, me):
    claim = a_claim_with(app, me, sources(app, me, 60))
    visitor.get(f"/claims/{claim.public_id}/origins")
    assert len(visitor.page.find_class("box")) <= 40
    assert "more" in visitor.page.find_class("provenance")[0].text_content()
    assert len(visitor.page.find_class("chains")[0].findall("li")) == 60


def test_the_board_costs_at_most_ten_statements_whatever_its_sources_and_chains(app, visitor, me):
    counts = []
    for count in (1, 20):
        found = sources(app, me, count)
        claim = a_claim_with(app, me, found)

        def chain(session, found=found):
            rows = [session.get(Source, one.id) for one in found]
            for one, before in itertools.pairwise(rows):
                one.relayed_from_id = before.id
            if len(rows) > 2:
                desk.answer_origin(session, rows[0].public_id, rows[2].public_id, me, same=True)

        written(app, chain)
        with statements(app) as said:
            visitor.get(f"/claims/{claim.public_id}")
        counts.append(len(said))
        assert len(visitor.page.find_class("evidence")) == count
    assert counts[0] == counts[1] <= 10, counts


def test_a_claim_with_facts_and_a_verdict_costs_no_more(app, visitor, me):
    def build(session):
        claim = factories.a_split_article(session)[1][0]
        for _ in range(3):
            factories.an_evidence(session, claim, me)
        factories.a_verdict(session, claim, me)
        return claim

    claim = written(app, build)
    with statements(app) as said:
        visitor.get(f"/claims/{claim.public_id}")
    assert visitor.status == 200
    assert len(said) <= 12, said  # two of them: whom we asked, and the verdicts of before


def test_a_viewer_sees_origins_and_changes_none(app, engine, me):
    first, second, _ = copies(app, me)
    visitor, _ = factories.sign_in(app, Role.VIEWER)
    visitor.get(f"/sources/{first.public_id}/origins")
    assert [form.get("action") for form in visitor.page.forms] == ["/sign-out"]
    token = visitor.form("/sign-out")
    for path in ("", f"/{second.public_id}/same"):
        visitor.post(
            f"/sources/{first.public_id}/origins{path}", **token, rev=1, **{"from": second.public_id}
        )
        assert visitor.status == 403
    assert how_many(engine, OriginAnswer) == [0]


def test_a_source_that_was_taken_out_is_told_where_it_went(app, visitor, me):
    one, two = sources(app, me, 2)
    written(app, lambda session: desk.take_out_source(session, one.public_id, one.rev, me))
    assert visitor.get(f"/sources/{one.public_id}/origins").status == 410
    relay_form = visitor.get(f"/sources/{two.public_id}/origins?q={two.title}").page.forms
    assert one.public_id not in [form.fields.get("from") for form in relay_form]


def test_chains_that_go_round_are_read_to_their_end(app, me):
    def build(session):
        one, two = (factories.a_source(session, me) for _ in range(2))
        one.relayed_from_id, two.relayed_from_id = two.id, one.id
        session.flush()
        claim = factories.a_claim(session)
        factories.an_evidence(session, claim, me, source=one)
        rows = store.sources.evidence_of(session, claim.id)
        chains = desk.open_provenance(session, claim.public_id).chains
        return len(rows), len(chains[0][1])

    assert written(app, build) == (1, 1)
