"""The pages on which claims are shaped: plain forms and htmx, two tabs, double posts, bad input."""

from __future__ import annotations

import re

import pytest
from sqlmodel import col, select

from claims import desk, store
from claims.models import (
    Claim,
    ClaimDraft,
    ClaimLink,
    FactTick,
    Occurrence,
    OccurrenceDraft,
    Selection,
    Worth,
)
from claims.store.engine import reading, writing
from claims.vocab import ClaimStatus, LinkKind, Role
from tests import factories
from tests.counting import statements
from tests.factories import FERRY, ferry_at
from tests.looks import all_of, how_many, now_is, written

BOTH_WAYS = pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
ACCEPTED, DISMISSED, MERGED = ClaimStatus.ACCEPTED, ClaimStatus.DISMISSED, ClaimStatus.MERGED


@pytest.fixture
def visitor(app):
    return factories.sign_in(app, name="Ada Author")[0]


@pytest.fixture
def ferry(app):
    """FERRY and its three claims, accepted."""
    return written(app, factories.a_split_article)


def went(visitor, path, said, *, htmx):
    """Whether a good action led to another page, and said what it did."""
    if htmx:
        assert visitor.status == 204, visitor.text
        assert path in visitor.answer.headers["HX-Redirect"]
        visitor.get(visitor.answer.headers["HX-Redirect"])
    assert visitor.status == 200, visitor.text
    assert path in visitor.path
    assert said in visitor.page.get_element_by_id("notices").text_content()


def shows(visitor, root, said, *, htmx):
    """Whether the answer is the partial and its message, or the page it was sent from."""
    assert visitor.status == 200, visitor.text
    if htmx:
        whole = visitor.page.xpath("/html/body/*") if visitor.page.tag == "html" else visitor.page
        part, live = [one for one in whole if one.get("id") != "history"]
        assert (part.get("id"), live.text) == (root, said)
    else:
        assert visitor.answer.history[0].status_code == 303
        assert visitor.page.get_element_by_id(root) is not None
        assert said in visitor.page.get_element_by_id("notices").text_content()


def problem(visitor):
    assert visitor.status == 422, visitor.text
    return " ".join(" ".join(found.text_content().split()) for found in visitor.page.find_class("problem"))


def places(engine, claim):
    with reading(engine) as session:
        return [place.exact for place, _, _ in store.claims.places_of(session, claim.id)]


def text_of(engine, claim):
    with reading(engine) as session:
        return store.claims.current_version(session, session.get(Claim, claim.id)).text


def undo(visitor):
    return visitor.get("/queue?status=all").submit("/undo")


# Make


def sentence_form(visitor, ferry, words):
    return visitor.get(f"/articles/{ferry[0].public_id}/claims/new?s={ferry_at(words)[0]}")


@BOTH_WAYS
def test_a_claim_is_made_of_a_sentence_without_a_pointer(engine, visitor, ferry, htmx):
    sentence_form(visitor, ferry, "Harbour master Ida")
    assert visitor.form("/claims/new")["quote"] == "Harbour master Ida Lind met Mayor Bo Ek."
    typed = {"quote": "Ida Lind met Mayor Bo Ek", "text": "Ida Lind, the harbour master, met Bo Ek."}
    visitor.submit("/claims/new", htmx=htmx, **typed)
    made = all_of(engine, Claim)[-1]
    went(visitor, f"/articles/{ferry[0].public_id}?claim={made.public_id}", "Claim 4 marked.", htmx=htmx)
    assert (places(engine, made), text_of(engine, made)) == ([typed["quote"]], typed["text"])


@BOTH_WAYS
def test_words_that_do_not_stand_there_come_back_with_what_was_typed(engine, visitor, ferry, htmx):
    sentence_form(visitor, ferry, "Harbour master Ida")
    typed = {"quote": "Ida Lind met Mayor Bo Oak", "text": "They met."}
    visitor.submit("/claims/new", htmx=htmx, **typed)
    assert "not in the text" in problem(visitor)
    again = visitor.form("/claims/new")
    assert {name: again[name] for name in typed} == typed
    assert again["s"] == str(ferry_at("Harbour master Ida")[0])
    assert len(all_of(engine, Claim)) == 3


def test_a_sentence_nobody_noted_or_that_is_no_number_is_nowhere(visitor, ferry):
    for start in ("3", "x", "-1", "٣", "1" * 30):
        assert visitor.get(f"/articles/{ferry[0].public_id}/claims/new?s={start}").status == 404
    assert visitor.get(f"/articles/{ferry[0].public_id}/claims/new").status == 200
    assert visitor.form("/claims/new")["quote"] == ""


@pytest.mark.parametrize("action", ["/claims/new", "/claims"])
def test_a_form_on_a_text_that_is_another_by_now_is_told_so(engine, visitor, ferry, action):
    sentence_form(visitor, ferry, "Harbour master Ida")
    form = visitor.form("/claims/new") | {"version_seq": "2"}
    visitor.post(f"/articles/{ferry[0].public_id}{action}", **form)
    assert visitor.status == 409
    assert "the text of the article was changed in between" in visitor.text
    assert "Harbour master Ida Lind met Mayor Bo Ek." in visitor.answer.get_data(as_text=True)


def test_the_reader_may_send_a_wording_of_its_own_too(engine, visitor, ferry):
    visitor.get(f"/articles/{ferry[0].public_id}")
    visitor.submit("/claims", quote="met Mayor Bo Ek", text="Ida Lind met Bo Ek.", version_seq="1")
    assert text_of(engine, all_of(engine, Claim)[-1]) == "Ida Lind met Bo Ek."


# Split


def split_form(visitor, claim, parts=2):
    return visitor.get(f"/claims/{claim.public_id}/split?parts={parts}")


@BOTH_WAYS
def test_a_claim_is_split_on_its_page_and_undone(engine, visitor, ferry, htmx):
    sailed = ferry[1][0]
    visitor.get(f"/claims/{sailed.public_id}")
    visitor.get(visitor.page.get_element_by_id("split-claim").get("href"))
    typed = {
        "text-1": "The ferry carried cars.",
        "text-2": "There were 40 to 60 cars.",
        "quote-2": "40 to 60 cars",
    }
    visitor.submit("/split", htmx=htmx, **typed)
    one, two = all_of(engine, Claim)[-2:]
    went(visitor, f"?claim={one.public_id}", "Claim 1 split into 4, 5.", htmx=htmx)
    assert (text_of(engine, one), text_of(engine, two)) == (typed["text-1"], typed["text-2"])
    assert (places(engine, one), places(engine, two)) == (["carried about 40 to 60 cars"], ["40 to 60 cars"])
    visitor.get(f"/claims/{sailed.public_id}")
    assert "Split into: claim 4, The ferry carried cars. ; claim 5" in visitor.text.replace(".;", ". ;")
    assert re.search(r"split the claim into others. claim 4 claim 5", visitor.text)
    assert "Split from: claim 1" in visitor.get(f"/claims/{two.public_id}").text
    assert "split this claim off another. claim 1" in visitor.text
    undo(visitor)
    assert "Undone: claim 1, split." in visitor.text
    assert now_is(engine, sailed).status is ACCEPTED


def test_a_split_begins_with_the_facts_of_the_claim_or_its_own_words(app, engine, visitor, ferry):
    sailed = ferry[1][0]
    visitor.get(f"/claims/{sailed.public_id}/split")
    own = text_of(engine, sailed)
    assert [visitor.form("/split")[f"text-{n}"] for n in (1, 2)] == [own, own]
    form = split_form(visitor, sailed, 3).form("/split")
    assert (form["text-3"], form["parts"]) == ("", "3")
    for wrong in ("1", "13", "x", "0", "-1"):
        assert split_form(visitor, sailed, wrong).status == 404


@BOTH_WAYS
@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"text-2": " "}, "text-2", "this must be filled in"),
        ({"text-1": "Same.", "text-2": "same."}, "text-2", "the same as another part"),
        ({"text-1": "x" * 100_000}, "text-1", "at most 2,000 characters"),
        ({"text-2": "a\0b"}, "text-2", "cannot be stored"),
        ({"text-2": "Fine.", "quote-2": "nowhere"}, "quote-2", "not in the text"),
        ({"parts": "1"}, "", "2 to 12 others"),
        ({"parts": "99999999"}, "", "2 to 12 others"),
    ],
)
def test_a_refused_split_comes_back_with_its_error(engine, visitor, ferry, htmx, typed, field, said):
    sailed = ferry[1][0]
    split_form(visitor, sailed).submit("/split", htmx=htmx, **{"text-1": "The ferry sailed.", **typed})
    assert said in problem(visitor)
    if field:
        assert visitor.page.get_element_by_id(field).get("aria-invalid") == "true"
    assert how_many(engine, Claim) == [3]


def test_two_tabs_split_and_reword_and_both_texts_are_shown(app, engine, visitor, ferry):
    sailed = ferry[1][0]
    split_form(visitor, sailed)
    other = factories.sign_in(app)[0]
    other.get(f"/claims/{sailed.public_id}").submit("/wording", text="The ferry sailed at dawn.", reason="")
    visitor.submit("/split", **{"text-1": "It sailed.", "text-2": "At dawn."})
    assert visitor.status == 409
    shown = visitor.answer.get_data(as_text=True)
    for text in ("The ferry sailed at dawn.", "It sailed.", "At dawn."):
        assert text in shown
    visitor.submit("/split")
    assert visitor.status == 200
    assert now_is(engine, sailed).status is DISMISSED
    assert how_many(engine, Claim) == [5]


def test_a_form_that_is_sent_twice_is_done_once(engine, visitor, ferry):
    sailed = ferry[1][0]
    form = split_form(visitor, sailed).form("/split") | {"text-1": "It sailed.", "text-2": "At dawn."}
    for _ in range(3):
        visitor.post(f"/claims/{sailed.public_id}/split", **form)
        assert visitor.status == 200
    assert how_many(engine, Claim) == [5]


def test_the_page_says_that_evidence_stays_with_the_claim_that_is_split(app, visitor, ferry):
    sailed = ferry[1][0]
    assert "evidence stays with it" not in split_form(visitor, sailed).text
    written(app, lambda session: factories.an_evidence(session, sailed, factories.a_person(session)))
    assert "Its 1 passage of evidence stays with it" in split_form(visitor, sailed).text


# Merge


def merge_form(visitor, claim, **query):
    asked = "&".join(f"{name}={value}" for name, value in query.items())
    return visitor.get(f"/claims/{claim.public_id}/merge?{asked}")


def offered(visitor):
    return [box.get("name").removeprefix("with-") for box in visitor.page.xpath("//input[@type='checkbox']")]


def tick(visitor, *claims):
    boxes = {box.get("name"): box.get("value") for box in visitor.page.xpath("//input[@type='checkbox']")}
    return {f"with-{claim.public_id}": boxes[f"with-{claim.public_id}"] for claim in claims}


@BOTH_WAYS
def test_claims_are_merged_on_a_page_and_the_old_address_leads_on(engine, visitor, ferry, htmx):
    one, said, leaked = ferry[1]
    visitor.get(f"/claims/{one.public_id}")
    visitor.get(visitor.page.get_element_by_id("merge-claim").get("href"))
    assert offered(visitor) == [said.public_id, leaked.public_id]
    visitor.submit("/merge", htmx=htmx, text="The ferry sailed.", **tick(visitor, said))
    went(visitor, f"/claims/{one.public_id}", "1 claim merged into claim 1.", htmx=htmx)
    assert visitor.page.xpath("//h1")[0].text_content() == "The ferry sailed."
    assert "Merged into this one: claim 2" in visitor.text
    assert "merged others into this claim. claim 2" in visitor.text
    visitor.get(f"/claims/{said.public_id}")
    assert visitor.status == 410
    assert "This claim was merged into claim 1." in visitor.text
    notice = visitor.page.find_class("notice")[0]
    assert notice.xpath(".//a/@href") == [f"/claims/{one.public_id}"]
    assert "merged the claim into another. claim 1" in visitor.text
    assert {form.get("action") for form in visitor.page.forms} == {"/undo", "/sign-out"}
    visitor.get(f"/articles/{ferry[0].public_id}?claim={said.public_id}")
    assert visitor.status == 200
    undo(visitor)
    assert visitor.get(f"/claims/{said.public_id}").status == 200
    assert "Undone" not in visitor.text


def test_claims_of_other_articles_are_found_by_their_words(app, engine, visitor, ferry):
    def build(session):
        article = factories.an_article(
            session, "Bridges\n\nThe toll bridge closed in May, and 40 cars waited."
        )
        return desk.mark_claim(
            session,
            article.public_id,
            Selection("The toll bridge closed in May"),
            factories.a_person(session),
        )

    far = written(app, build)
    one = ferry[1][0]
    assert far.public_id not in offered(merge_form(visitor, one))
    assert offered(merge_form(visitor, one, q="toll")) == [far.public_id]
    assert "Bridges" in visitor.text
    assert offered(merge_form(visitor, one, q="nothing+has+this")) == []
    assert "No open claim has these words" in visitor.text
    merge_form(visitor, one, q="toll").submit("/merge", **tick(visitor, far))
    assert visitor.status == 200
    assert "in another article" in visitor.text
    assert "of another article" in visitor.get(f"/claims/{far.public_id}").text
    for claim in (one, far):
        with reading(engine) as session:
            article = store.articles.get_by_key(session, claim.article_id)
        assert visitor.get(f"/articles/{article.public_id}").status == 200


@BOTH_WAYS
def test_a_refused_merge_comes_back_with_what_was_ticked(engine, visitor, ferry, htmx):
    one, said, _ = ferry[1]
    merge_form(visitor, one).submit("/merge", htmx=htmx)
    assert "choose at least one other claim" in problem(visitor)
    form = merge_form(visitor, one, **{"with": said.public_id}).form("/merge")
    assert form[f"with-{said.public_id}"] == str(said.rev)
    merge_form(visitor, one)
    visitor.submit("/merge", htmx=htmx, text="x" * 3000, **tick(visitor, said))
    assert "at most 2,000" in problem(visitor)
    assert visitor.form("/merge")[f"with-{said.public_id}"] == str(said.rev)
    itself = visitor.form("/merge") | {f"with-{one.public_id}": str(one.rev), "text": ""}
    visitor.post(f"/claims/{one.public_id}/merge", htmx=htmx, **itself)
    assert "cannot be merged with itself" in problem(visitor)
    assert now_is(engine, said).status is ACCEPTED


@BOTH_WAYS
def test_merging_with_one_that_was_signed_meanwhile_is_refused(app, engine, visitor, ferry, htmx):
    one, said, _ = ferry[1]
    merge_form(visitor, one)
    ticked = tick(visitor, said)
    with writing(engine) as session:
        session.get(Claim, said.id).status = ClaimStatus.VERIFIED
    ticked = {name: str(int(rev) + 1) for name, rev in ticked.items()}
    visitor.submit("/merge", htmx=htmx, **ticked)
    assert visitor.status == 422
    assert "claim 2 is verified: it cannot be merged" in visitor.text


def test_a_claim_changed_in_another_tab_is_named_and_can_be_merged_all_the_same(app, engine, visitor, ferry):
    one, said, _ = ferry[1]
    merge_form(visitor, one)
    ticked = tick(visitor, said)
    other = factories.sign_in(app)[0]
    other.get(f"/claims/{said.public_id}").submit("/wording", text="She said so.", reason="")
    visitor.submit("/merge", text="Mine.", **ticked)
    assert visitor.status == 409
    assert "claim 2: somebody else saved this in between" in visitor.text
    visitor.submit("/merge")
    assert visitor.status == 200
    assert now_is(engine, said).status is MERGED
    assert text_of(engine, one) == "Mine."


def boats(app, count):
    """An article of this many claims."""

    def build(session):
        lines = [f"The boat {n} is {n} feet long." for n in range(1, count + 1)]
        text = "\n\n".join(["A boat race", *lines])
        article = factories.an_article(session, text)
        spans = [(text.index(line), text.index(line) + len(line)) for line in lines]
        drafts = [ClaimDraft(text[at:end], (OccurrenceDraft(at, end),)) for at, end in spans]
        proposals = desk.Proposals(tuple(desk.Proposal(draft, Worth(0.5, ())) for draft in drafts))
        desk.save_claims(session, article.id, proposals)
        session.flush()
        found = select(Claim).where(Claim.article_id == article.id).order_by(col(Claim.number))
        return session.exec(found).all()

    return written(app, build)


def test_the_page_for_merging_costs_the_same_statements_for_three_hundred_claims(app, visitor):
    counts = []
    for claims in (boats(app, 3), boats(app, 300)):
        with statements(app) as said:
            merge_form(visitor, claims[0], q="boat")
        counts.append(len(said))
        assert len(offered(visitor)) in (2, 50)
    assert counts[0] == counts[1] <= 8
    assert "Not all are listed" in visitor.text


def test_a_claim_that_took_in_many_costs_the_same_statements(app, engine, visitor):
    claims = boats(app, 25)
    visitor.get(f"/claims/{claims[0].public_id}")
    with statements(app) as said:
        visitor.get(f"/claims/{claims[0].public_id}")
    merge_form(visitor, claims[0])
    visitor.submit("/merge", **tick(visitor, *claims[1:]))
    with statements(app) as after:
        visitor.get(f"/claims/{claims[0].public_id}")
    assert visitor.text.count("The boat 25 is 25 feet long.") == 2
    assert len(after) == len(said)


# Places


@BOTH_WAYS
def test_places_are_moved_added_and_taken_back_on_a_page(engine, visitor, ferry, htmx):
    sailed = ferry[1][0]
    address = f"/claims/{sailed.public_id}/places"
    visitor.get(f"/claims/{sailed.public_id}")
    visitor.get(visitor.page.get_element_by_id("places-of-claim").get("href"))
    assert visitor.page.get_element_by_id("article-text").text.strip() == FERRY.strip()
    (first,) = [row.id for row in all_of(engine, Occurrence) if row.claim_id == sailed.id]
    start, end = ferry_at("The old ferry sailed")
    visitor.submit(f"{first}/move", htmx=htmx, quote=FERRY[start:end], start=str(start), end=str(end))
    shows(visitor, "places", "Place changed.", htmx=htmx)
    assert places(engine, sailed) == ["The old ferry sailed"]
    visitor.get(address).submit("/places", htmx=htmx, quote="The ferry sails again")
    shows(visitor, "places", "Place added.", htmx=htmx)
    second = next(row for row in all_of(engine, Occurrence) if row.exact == "The ferry sails again")
    visitor.get(address).submit(f"{second.id}/take", htmx=htmx)
    shows(visitor, "places", "Place taken back.", htmx=htmx)
    assert places(engine, sailed) == ["The old ferry sailed"]
    assert not visitor.get(address).page.xpath("//form[contains(@action, '/take')]")
    for _ in range(3):
        undo(visitor)
    assert places(engine, sailed) == ["carried about 40 to 60 cars"]
    assert (
        "took back that the claim was moved to other words" in visitor.get(f"/claims/{sailed.public_id}").text
    )


@BOTH_WAYS
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"quote": "nowhere"}, "not in the text"),
        ({"quote": "ferry"}, "stand in the text"),
        ({"quote": "The new ferry", "start": "0", "end": "13"}, "other words at this place"),
        ({"quote": "x", "start": "9", "end": "9"}, "outside the text"),
        ({"quote": "x", "start": "0", "end": "99999"}, "outside the text"),
        ({"quote": "x" * 100_000}, "at most 2,000"),
        ({"quote": "carried about 40 to 60 cars"}, "stands at these words already"),
    ],
)
def test_words_that_make_no_place_come_back_with_the_error(engine, visitor, ferry, htmx, typed, said):
    sailed = ferry[1][0]
    visitor.get(f"/claims/{sailed.public_id}/places")
    visitor.submit(f"{sailed.public_id}/places", htmx=htmx, **typed)
    assert said in problem(visitor)
    if len(typed["quote"]) < 100:
        assert visitor.form(f"{sailed.public_id}/places")["quote"] == typed["quote"]
    assert places(engine, sailed) == ["carried about 40 to 60 cars"]


def test_two_tabs_move_one_place_and_both_words_are_shown(app, engine, visitor, ferry):
    sailed = ferry[1][0]
    address = f"/claims/{sailed.public_id}/places"
    key = all_of(engine, Occurrence)[0].id
    visitor.get(address)
    factories.sign_in(app)[0].get(address).submit(f"{sailed.public_id}/places", quote="sailed on Tuesday")
    visitor.submit(f"{key}/move", quote="The old ferry")
    assert visitor.status == 409
    shown = visitor.answer.get_data(as_text=True)
    assert "carried about 40 to 60 cars" in shown
    assert "The old ferry" in shown
    visitor.submit(f"{key}/move")
    assert places(engine, sailed) == ["The old ferry", "sailed on Tuesday"]


def test_a_place_of_another_claim_is_nowhere(engine, visitor, ferry):
    sailed, said, _ = ferry[1]
    key = all_of(engine, Occurrence)[0].id
    form = visitor.get(f"/claims/{said.public_id}/places").form("/places") | {"quote": "The old ferry"}
    for step in ("move", "take"):
        visitor.post(f"/claims/{said.public_id}/places/{key}/{step}", **form)
        assert visitor.status == 404
    assert places(engine, sailed) == ["carried about 40 to 60 cars"]


# Facts


def chip(visitor):
    (item,) = visitor.page.get_element_by_id("facts").xpath(".//li")
    return item


@BOTH_WAYS
def test_a_fact_is_ticked_on_the_claims_page_with_who_and_when(engine, visitor, ferry, htmx):
    sailed = ferry[1][0]
    address = f"/claims/{sailed.public_id}"
    visitor.get(address).submit("/facts/tick", htmx=htmx)
    shows(visitor, "facts", "Fact ticked.", htmx=htmx)
    assert re.search(r"ticked by Ada Author, \d{4}-\d\d-\d\d \d\d:\d\d UTC", visitor.text)
    button = chip(visitor).xpath(".//button")[0]
    assert (button.get("aria-pressed"), button.get("id")) == ("true", "fact-1")
    assert "1 of 1 ticked off" in visitor.get(address).text
    visitor.submit("/facts/untick", htmx=htmx)
    shows(visitor, "facts", "Tick taken back.", htmx=htmx)
    assert chip(visitor.get(address)).xpath(".//button")[0].get("aria-pressed") == "false"
    undo(visitor)
    assert "Undone: a fact of claim 1, unticked." in visitor.text
    assert "1 of 1 ticked off" in visitor.get(address).text


def test_after_a_tick_a_plain_form_goes_back_to_where_it_stood_but_not_elsewhere(visitor, ferry):
    sailed = ferry[1][0]
    reader = f"/articles/{ferry[0].public_id}?claim={sailed.public_id}"
    visitor.get(f"/claims/{sailed.public_id}").submit("/facts/tick", back=reader)
    assert visitor.path == reader
    visitor.get(f"/claims/{sailed.public_id}").submit("/facts/untick", back="//elsewhere.example/")
    assert visitor.path == f"/claims/{sailed.public_id}"


def test_other_forms_of_a_page_still_hold_after_a_tick(engine, visitor, ferry):
    sailed = ferry[1][0]
    visitor.get(f"/claims/{sailed.public_id}")
    wording = visitor.form("/wording") | {"text": "The ferry took 40 to 60 cars."}
    visitor.submit("/facts/tick", htmx=True)
    visitor.post(f"/claims/{sailed.public_id}/wording", **wording)
    assert visitor.status == 200
    assert "1 of 1 ticked off" in visitor.text


@pytest.mark.parametrize("fact", ["", "no such fact", "a\0b", "x" * 100_000, "\ufffd"])
def test_what_is_no_fact_is_not_ticked(engine, visitor, ferry, fact):
    visitor.get(f"/claims/{ferry[1][0].public_id}").submit("/facts/tick", fact=fact)
    assert visitor.status == 422
    assert how_many(engine, FactTick) == [0]


def test_a_viewer_sees_facts_and_lineage_without_forms(app, engine, visitor, ferry):
    one, said, _ = ferry[1]
    visitor.get(f"/claims/{one.public_id}").submit("/facts/tick")
    merge_form(visitor, one)
    visitor.submit("/merge", **tick(visitor, said))
    viewer = factories.sign_in(app, Role.VIEWER)[0]
    viewer.get(f"/claims/{one.public_id}")
    assert "ticked by Ada Author" in viewer.text
    assert "Merged into this one: claim 2" in viewer.text
    assert not chip(viewer).xpath(".//form")
    assert not viewer.page.xpath("//a[contains(@href, '/split') or contains(@href, '/merge')]")
    assert viewer.get(f"/claims/{said.public_id}").status == 410


def test_a_duplicate_is_told_from_both_ends(app, visitor, ferry):
    one, said, _ = ferry[1]
    ends = {"from_claim_id": said.id, "to_claim_id": one.id}
    written(app, lambda session: session.add(ClaimLink(kind=LinkKind.DUPLICATES, **ends)))
    for claim, told in ((said, "A duplicate of: claim 1"), (one, "Its duplicates: claim 2")):
        visitor.get(f"/claims/{claim.public_id}")
        assert told in visitor.text
        says = [row.text_content() for row in visitor.page.xpath("//dd")]
        assert not [row for row in says if "claim 1," in row or (claim is one and "claim 2," in row)]
