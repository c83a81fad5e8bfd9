"""What a desk goes by: policy and scales are versions, and a verdict keeps those it was given under."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest
from sqlmodel import select

from claims import desk, store
from claims.desk import signing
from claims.errors import ConflictError, NotFoundError
from claims.models import Claim, Event, Evidence, FollowedPlace, PolicyVersion, RatingScale, Verdict
from claims.models.base import now
from claims.scale import presets
from claims.store.engine import commit, reading, writer, writing
from claims.vocab import (
    AnchorState,
    CheckQuestion,
    ClaimStatus,
    Confidence,
    ExportFormat,
    QuoteState,
    Rating,
    ReviewDecision,
    Role,
    VerdictFlag,
)
from tests import factories
from tests.counting import statements
from tests.looks import all_of, now_is, refused, written


@pytest.fixture
def admin(app):
    return factories.sign_in(app, Role.ADMIN, name="Ida Admin")[0]


@pytest.fixture
def signed_in(app):
    return factories.sign_in(app, name="Ada Author")


@pytest.fixture
def author(signed_in):
    return signed_in[0]


@pytest.fixture
def claim(app, signed_in):
    def build(session):
        made = factories.a_claim(session)
        factories.an_evidence(session, made, signed_in[1])
        return made

    return written(app, build)


def draft(visitor, claim, **typed):
    typed = {"rating": "refuted", "rationale": "The report says 14."} | typed
    return visitor.get(f"/claims/{claim.public_id}").submit(f"/claims/{claim.public_id}/verdict", **typed)


def ask(visitor, claim):
    return visitor.get(f"/claims/{claim.public_id}").submit(f"/claims/{claim.public_id}/submit")


def set_policy(app, **changed):
    """Change the policy as an admin would; the version that is in force then."""

    def build(session):
        seen = desk.policy_now(session).version
        return desk.change_policy(session, seen, changed, "", factories.a_person(session, Role.ADMIN))

    return written(app, build)


def missing(visitor, claim):
    """What the workbench says is missing, each with where it leads."""
    visitor.get(f"/claims/{claim.public_id}")
    return {one.text: one.get("href") for one in visitor.page.xpath("//*[@id='missing']//li/a")}


# The verdict's form


def test_a_verdict_says_how_sure_it_is_what_to_know_beside_and_what_readers_take_with_them(
    engine, author, claim
):
    day = (now() - timedelta(days=3)).date()
    draft(
        author,
        claim,
        confidence="high",
        as_of=day.isoformat(),
        conclusion="It cost 14.\r\nNot 12.",
        **{"flag-outdated": "1", "flag-satire": "1", "check-literally": "Yes.", "check-precedent": " "},
    )
    assert "Verdict saved." in author.text
    (signed,) = all_of(engine, Verdict)
    assert (signed.confidence, signed.as_of) == (Confidence.HIGH, day)
    assert signed.flags == [VerdictFlag.OUTDATED, VerdictFlag.SATIRE]
    assert signed.conclusion == "It cost 14.\nNot 12."
    assert signed.checklist == {"literally": "Yes."}
    for shown in ("sure: high", "outdated", "satire", "It cost 14.", "Yes.", str(day)):
        assert shown in author.text


def test_a_rationale_that_cites_an_evidence_leads_to_its_card(engine, author, claim):
    (found,) = all_of(engine, Evidence)
    draft(author, claim, rationale="The report [1] says <b>14</b>, as of [2021].")
    (signed,) = all_of(engine, Verdict)
    assert signed.citations == {"1": found.public_id}
    (link,) = author.page.xpath("//p[contains(@class, 'rationale')]/a")
    assert (link.text, link.get("href")) == ("1", f"#evidence-{found.public_id}")
    assert author.page.get_element_by_id(f"evidence-{found.public_id}") is not None
    assert "[1]" in author.page.find_class("cited")[0].text_content()
    assert "The report [1] says <b>14</b>, as of [2021]." in author.text


def test_a_rationale_that_cites_what_is_not_on_the_board_is_refused_naming_it(engine, author, claim):
    draft(author, claim, rationale="See [1] and [7].")
    refused(author, "there is no evidence [7] on the board")
    assert author.form(f"/claims/{claim.public_id}/verdict")["rationale"] == "See [1] and [7]."
    assert not all_of(engine, Verdict)


def test_an_evidence_that_was_taken_off_is_cited_by_its_number_but_no_link(app, engine, author, claim):
    draft(author, claim, rationale="See [1].")
    (found,) = all_of(engine, Evidence)
    with writing(engine) as session:
        rev = session.get_one(Claim, claim.id).rev
        desk.detach_evidence(session, found.public_id, rev, factories.a_person(session))
    author.get(f"/claims/{claim.public_id}")
    assert "See [1]." in author.text
    assert not author.page.xpath("//p[contains(@class, 'rationale')]/a")


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ({"rating": "pants_on_fire"}, "choose one of these"),
        ({"rating": ""}, "choose one of these"),
        ({"rationale": "x" * 1_000_000}, "at most 20,000 characters; this has 1,000,000"),
        ({"conclusion": "x" * 2_001}, "at most 2,000 characters"),
        ({"check-literally": "x" * 2_001}, "at most 2,000 characters"),
        ({"conclusion": "a\0b"}, "this holds characters that cannot be stored"),
        ({"as_of": (now() + timedelta(days=2)).date().isoformat()}, "this day has not come yet"),
        ({"as_of": "yesterday"}, "a date looks like 2021-04-07"),
        ({"confidence": "total"}, "choose one of these"),
        ({"override_reason": "I want to."}, "only an editor can give such a reason"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field_and_kept(engine, author, claim, typed, problem):
    draft(author, claim, **typed)
    refused(author, problem)
    assert not all_of(engine, Verdict)
    assert now_is(engine, claim).status is ClaimStatus.RESEARCHING


MARKUP = '<script>alert(1)</script><img src=x onerror="alert(1)">'


def test_markup_is_shown_as_text_wherever_it_is_typed(author, claim):
    draft(author, claim, rationale=MARKUP, conclusion=MARKUP, **{"check-literally": MARKUP})
    assert author.text.count(MARKUP) >= 3
    assert not author.page.xpath("//main//script | //main//img")


def test_what_one_wrote_is_there_to_be_written_anew_but_never_a_rating(app, author, claim):
    draft(author, claim, conclusion="It was 14.", confidence="low", **{"check-literally": "Yes."})
    form = author.get(f"/claims/{claim.public_id}").form(f"/claims/{claim.public_id}/verdict")
    assert (form["rationale"], form["conclusion"], form["check-literally"]) == (
        "The report says 14.",
        "It was 14.",
        "Yes.",
    )
    assert (form["rating"], form["confidence"]) == (None, "low")
    other = (
        factories.sign_in(app)[0].get(f"/claims/{claim.public_id}").form(f"/claims/{claim.public_id}/verdict")
    )
    assert (other["rationale"], other["conclusion"], other["rating"]) == ("", "", None)


# What is missing


def test_a_policy_that_asks_for_more_says_so_where_the_verdict_is_written(app, author, claim):
    set_policy(app, rationale=40, checklist=True, origins=2)
    draft(author, claim)
    refused(author, "the rationale needs 40 characters; this has 19")
    draft(author, claim, rationale="x" * 40)
    refused(author, "question 1 of the checklist needs an answer")
    assert "The evidence comes from 2 independent origins." in author.text
    assert "The four questions are answered." in author.text


CHECKED = {f"check-{question.value}": "Looked at." for question in CheckQuestion}


def test_what_is_missing_is_listed_with_where_to_mend_it_and_refused_with_the_same_words(
    app, engine, author, claim
):
    def lose(session):
        found = session.exec(select(Evidence)).one()
        found.quote_state = QuoteState.NOT_FOUND
        place = store.claims.places_of(session, claim.id)[0][0]
        article = store.articles.get_by_key(session, claim.article_id)
        version = store.articles.current_version(session, article)
        session.add(FollowedPlace(occurrence_id=place.id, version_id=version.id, state=AnchorState.AMBIGUOUS))
        return found.public_id, article.public_id

    set_policy(app, origins=2)
    evidence, article = written(app, lose)
    draft(author, claim)
    told = missing(author, claim)
    origins = "the evidence has one independent origin, and 2 are needed; or an editor says why it will do"
    assert told == {
        origins: "#board",
        "the quote of evidence 1 was not found": f"#evidence-{evidence}",
        "the article changed, and one place of this claim must be looked at": f"/articles/{article}/changes",
    }
    assert "/submit" not in author.answer.text
    rev = str(now_is(engine, claim).rev)
    form = author.form(f"/claims/{claim.public_id}/verdict") | {"rev": rev}
    author.post(f"/claims/{claim.public_id}/submit", **{k: form[k] for k in ("csrf_token", "op_id", "rev")})
    refused(author, "; ".join(told))
    assert now_is(engine, claim).status is ClaimStatus.DRAFTED


def test_before_there_is_a_verdict_that_is_what_is_missing(app, author, claim):
    with writing(app.extensions["engine"]) as session:
        session.get_one(Claim, claim.id).status = ClaimStatus.RESEARCHING
    assert missing(author, claim) == {"write a verdict first": "#rationale"}


def test_who_may_override_says_why_fewer_origins_will_do(app, engine, claim):
    set_policy(app, origins=2)
    editor = factories.sign_in(app, Role.EDITOR)[0]
    draft(editor, claim, override_reason="The county is the only one that knows.")
    ask(editor, claim)
    assert "Review asked for." in editor.text
    assert now_is(engine, claim).status is ClaimStatus.IN_REVIEW
    with reading(engine) as session:
        event = session.exec(select(Event).where(Event.verb == "drafted")).one()
    assert event.payload["override_reason"] == "The county is the only one that knows."


def test_not_enough_evidence_is_asked_for_searches_and_not_for_origins(app, engine, author):
    claim = written(app, factories.a_claim)
    set_policy(app, origins=3, searches=2)
    draft(author, claim, rating="not_enough_evidence")
    refused(author, "needs at least 2 searches that were tried; there are none")
    for query in "ab":
        author.get(f"/claims/{claim.public_id}").submit(
            f"/claims/{claim.public_id}/searches", query=query, place="p", result="nothing"
        )
    draft(author, claim, rating="not_enough_evidence")
    ask(author, claim)
    assert "Review asked for." in author.text


# A policy that changes


def change(visitor, **typed):
    return visitor.get("/settings/policy").submit("/settings/policy", **typed)


def test_everybody_reads_the_policy_and_its_versions_and_an_admin_changes_it(app, engine, admin, author):
    change(admin, approvals="2", checklist="1", overriders="admin", note="More eyes & <b>care</b>.")
    assert "Version 2 of the policy is in force." in admin.text
    author.get("/settings/policy")
    for said in (
        "2 other people approve.",
        "Approvals by other people: 1 → 2",
        "The four questions must be answered: no → yes",
        "saying why: editor → admin",
        "More eyes & <b>care</b>.",
        "Ida Admin",
        "An admin can change it.",
    ):
        assert said in author.text
    assert not author.page.xpath("//form[@action='/settings/policy']")
    (made,) = all_of(engine, PolicyVersion)
    assert (made.version, made.content["approvals"], made.content["checklist"]) == (2, 2, True)


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ({"approvals": "0"}, "from 1 to 9"),
        ({"approvals": "two"}, "this is not a whole number"),
        ({"origins": "10"}, "from 1 to 9"),
        ({"rationale": "5001"}, "from 1 to 5,000"),
        ({"searches": "-1"}, "this is not a whole number"),
        ({"overriders": "viewer"}, "choose one of these"),
        ({"overriders": "god"}, "choose one of these"),
        ({"scale": "standard-5"}, "choose one of these"),
        ({"alone": "1", "blind": "1"}, "who works alone"),
        ({"note": "x" * 2_001, "approvals": "2"}, "at most 2,000 characters"),
        ({}, "nothing would change"),
    ],
)
def test_a_policy_that_cannot_be_is_refused(engine, admin, typed, problem):
    change(admin, **typed)
    refused(admin, problem)
    assert not all_of(engine, PolicyVersion)


def test_a_scale_that_there_is_not_cannot_be_chosen(engine, admin):
    assert change(admin, scale="nothing 1").status == 404
    assert not all_of(engine, PolicyVersion)


def test_an_old_tab_gets_a_conflict_and_changes_nothing(app, engine, admin):
    admin.get("/settings/policy")
    set_policy(app, origins=3)
    admin.submit("/settings/policy", approvals="2")
    assert admin.status == 409
    assert [made.content["origins"] for made in all_of(engine, PolicyVersion)] == [3]


def a_signed_claim(app):
    def build(session):
        return factories.a_verified_claim(session, factories.a_person(session), factories.a_person(session))

    return written(app, build)


def test_a_new_version_says_first_how_many_signatures_turn_stale_and_then_they_are(app, engine, admin):
    claim = a_signed_claim(app)
    admin.get("/settings/policy")
    assert "1 claim is signed now. A new version turns its signature stale." in admin.text
    admin.submit("/settings/policy", origins="2")
    assert now_is(engine, claim).status is ClaimStatus.STALE
    with reading(engine) as session:
        event = session.exec(select(Event).where(Event.object_type == "policy")).one()
    assert event.payload == {"changed": {"origins": [1, 2]}, "stale": 1}


def test_a_policy_tightened_while_a_review_is_open_lets_nobody_sign_under_the_old_one(
    app, engine, author, claim
):
    draft(author, claim)
    ask(author, claim)
    reviewer = factories.sign_in(app)[0]
    reviewer.get(f"/claims/{claim.public_id}")
    set_policy(app, approvals=2)
    reviewer.submit(f"/claims/{claim.public_id}/review", decision="approve")
    assert reviewer.status == 409
    reviewer.get(f"/claims/{claim.public_id}").submit(f"/claims/{claim.public_id}/review", decision="approve")
    assert reviewer.status == 422
    assert now_is(engine, claim).status is ClaimStatus.IN_REVIEW


def test_a_desk_of_one_may_review_its_own_verdict_and_the_trail_says_so(app, engine, signed_in, claim):
    author, me = signed_in
    set_policy(app, alone=True)
    draft(author, claim)
    ask(author, claim)
    author.get(f"/claims/{claim.public_id}").submit(f"/claims/{claim.public_id}/review", decision="approve")
    assert now_is(engine, claim).status is ClaimStatus.VERIFIED
    with reading(engine) as session:
        event = session.exec(select(Event).where(Event.verb == "moved to verified")).one()
    assert (event.actor_id, event.payload["alone"]) == (me.id, True)


def test_a_release_holds_the_rules_its_verdicts_were_given_under(app, engine, signed_in, claim):
    author, me = signed_in
    set_policy(app, alone=True, scale="politifact-6")
    draft(author, claim, rating="false", rationale="See [1].", conclusion="No.", **{"flag-satire": "1"})
    ask(author, claim)
    author.get(f"/claims/{claim.public_id}").submit(f"/claims/{claim.public_id}/review", decision="approve")

    def freeze(session):
        made = factories.a_set(session, me, claim)
        return desk.freeze_set(session, made.public_id, made.rev, {"organisation": "", "public_url": ""}, me)

    release = written(app, freeze)
    with reading(engine) as session:
        record = json.loads(b"".join(desk.release_file(session, release.public_id, ExportFormat.JSONL)))
        assert desk.open_release(session, release.public_id).manifest["alone"] is True
    assert (record["rating"], record["rating_means"], record["rating_label"]) == ("false", "refuted", "False")
    assert (record["rating_worst"], record["rating_number"], record["rating_best"]) == (1, 2, 6)
    assert (record["conclusion"], record["flags"], record["correction"]) == ("No.", ["satire"], "")
    assert record["citations"] == {"1": record["evidence"][0]["id"]}
    assert (record["policy"]["version"], record["policy"]["alone"]) == (2, True)
    set_policy(app, alone=False)
    with reading(engine) as session:
        again = json.loads(b"".join(desk.release_file(session, release.public_id, ExportFormat.JSONL)))
    assert again == record


# Scales


def use(visitor, name, version="1"):
    visitor.get("/settings/scales")
    forms = visitor.page.xpath(f"//form[input[@name='name'][@value='{name}']]")
    fields = dict(forms[0].fields)
    return visitor.post("/settings/scales", **fields | {"version": version})


def test_a_verdict_is_given_on_the_scale_in_force_and_keeps_it(app, engine, admin, author, claim):
    use(admin, "politifact-6")
    assert "Verdicts are given on “Truth meter, six ratings”" in admin.text
    draft(author, claim, rating="refuted")
    refused(author, "choose one of these")
    draft(author, claim, rating="pants_on_fire")
    (signed,) = all_of(engine, Verdict)
    assert (signed.scale, signed.code, signed.label) == ("politifact-6", "pants_on_fire", "Pants on Fire")
    assert signed.means is Rating.REFUTED
    use(admin, "averitec-4")
    author.get(f"/claims/{claim.public_id}")
    badge = author.page.find_class("k-politifact-6-1-pants_on_fire")[0]
    assert " ".join(badge.text_content().split()) == "✖ Pants on Fire"
    assert "r-refuted" in badge.get("class")
    assert badge.find("bdi").get("class") == "p-dotted"


def test_a_reader_of_korean_sees_the_korean_word(app, author, claim):
    draft(author, claim)
    reader = factories.sign_in(app, language="ko")[0]
    assert "사실 아님" in reader.get(f"/claims/{claim.public_id}").text


def new_scale(visitor, **typed):
    fields = {"title": "Our own", "en-2": "Nope", "glyph-2": "✖", "ko-2": "아님"} | typed
    return visitor.get("/settings/scales/new").submit("/settings/scales/new", **fields)


def test_a_team_makes_a_scale_of_its_own_and_edits_it_while_it_is_in_use(app, engine, admin, author, claim):
    new_scale(admin, **{"key-1": "2", "key-2": "1"})
    assert "“Our own” can be chosen now." in admin.text
    use(admin, "our-own")
    draft(author, claim)
    form = "/settings/scales/our-own"
    admin.get(form).submit(form, **{"en-1": "Not at all", "light-1": "#0b3c8c", "light_tint-1": "#dce8f8"})
    assert "Version 2 of “Our own” can be chosen now." in admin.text
    old, new = all_of(engine, RatingScale)
    assert [one["labels"]["en"] for one in old.content["codes"]][:2] == ["Nope", "Supported"]
    assert [one["labels"]["en"] for one in new.content["codes"]][:2] == ["Not at all", "Supported"]
    author.get(f"/claims/{claim.public_id}")
    assert "Nope" in author.page.find_class("k-our-own-1-refuted")[0].text_content()
    use(admin, "our-own", "2")
    assert (
        "Not at all" in author.get(f"/claims/{claim.public_id}").page.find_class("choice")[0].text_content()
    )
    assert "Nope" in author.page.find_class("k-our-own-1-refuted")[0].text_content()


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ({"title": ""}, "this must be filled in"),
        ({"title": "Standard 5"}, "there is a scale of this name"),
        ({"light-1": "#c0c0c0"}, "this cannot be read on"),
        ({"dark_tint-1": "#ffffff"}, "this cannot be read on"),
        ({"light-1": "red;}*{display:none"}, "a colour is # and six"),
        ({"glyph-1": "no"}, "a sign is one character"),
        ({"glyph-1": "✖"}, "another rating has this already"),
        ({"code-1": "refuted"}, "another rating has this already"),
        ({"en-1": "NOPE"}, "another rating has this already"),
        ({"ko-1": ""}, "a rating has a word here"),
        ({"ko-1": "a\0"}, "this holds characters that cannot be stored"),
        ({"key-1": "2"}, "another rating has this key"),
        ({"key-1": "x"}, "this is not a whole number"),
        ({"number-1": "1000"}, "a number is 1 to 99"),
        ({"pattern-1": "zigzag"}, "choose one of these"),
        ({"means-1": "true"}, "choose one of these"),
        (
            {f"{name}-{n}": "" for name in ("code", "en", "ko", "glyph") for n in range(2, 6)},
            "2 to 9 ratings",
        ),
    ],
)
def test_a_scale_that_cannot_be_read_or_told_apart_is_refused_beside_its_field(engine, admin, typed, problem):
    new_scale(admin, **typed)
    refused(admin, problem)
    assert not all_of(engine, RatingScale)


def test_the_next_version_of_a_scale_from_an_old_tab_is_a_conflict(engine, admin):
    new_scale(admin)
    admin.get("/settings/scales/our-own")
    fields = admin.form("/settings/scales/our-own")
    fields = {name: value or "" for name, value in fields.items()}
    admin.post("/settings/scales/our-own", **fields)
    admin.post("/settings/scales/our-own", **fields | {"op_id": "another-op-id-0001"})
    assert admin.status == 409
    assert len(all_of(engine, RatingScale)) == 2


def test_a_preset_is_not_edited_and_what_is_not_there_is_not_found(admin):
    for path in ("/settings/scales/standard-5", "/settings/scales/nothing", "/scales/nothing/1.css"):
        assert admin.get(path).status == 404
    assert admin.get("/scales/standard-5/2.css").status == 404
    assert admin.get("/settings/scales/new?from=nothing").status == 404


def test_the_colours_of_a_scale_are_a_sheet_that_browsers_keep(admin):
    admin.get("/scales/seven-step/1.css")
    assert admin.answer.mimetype == "text/css"
    assert admin.answer.headers["Cache-Control"] == "private, max-age=31536000, immutable"
    rules = admin.answer.text.splitlines()
    colours = r"light-dark\(#[0-9a-f]{6}, #[0-9a-f]{6}\)"
    one = rf"\.badge\.k-seven-step-1-[a-z0-9_]+, \.choice\S+ \.ref\S+ {{ color: {colours}; }}"
    assert len(rules) == 3 * len(presets()["seven-step"].codes)
    assert all(re.fullmatch(one, rule) for rule in rules[::3])


def test_only_a_page_that_shows_another_scale_loads_its_colours(app, admin, author, claim):
    sheets = "//link[contains(@href, '/scales/')]/@href"
    assert author.get(f"/claims/{claim.public_id}").page.xpath(sheets) == []
    use(admin, "seven-step")
    assert author.get(f"/claims/{claim.public_id}").page.xpath(sheets) == ["/scales/seven-step/1.css"]


def test_a_scale_of_the_teams_own_costs_the_reader_no_statement_once_it_is_known(app, engine, admin):
    new_scale(admin)
    use(admin, "our-own")
    claim = a_signed_claim(app)
    with reading(engine) as session:
        article = store.articles.get_by_key(session, claim.article_id).public_id
    counts = []
    for _ in range(2):
        with statements(app) as said:
            admin.get(f"/articles/{article}")
        counts.append(len(said))
    assert "k-our-own-1-refuted" in admin.answer.text
    assert counts[1] <= 12
    assert counts[1] <= counts[0]


def test_a_scale_that_was_made_and_not_kept_is_nowhere_known(engine):
    with writer(engine) as session:
        rows = dict(enumerate(presets()["standard-5"].codes))
        made = desk.make_scale(session, "Gone", rows, factories.a_person(session))
        session.flush()
        assert desk.scale_of(session, made.name, 1) == made
    with reading(engine) as session, pytest.raises(NotFoundError):
        desk.scale_of(session, "gone", 1)


def test_a_policy_and_a_review_at_once_never_leave_a_signature_of_before(engine):
    """A review that read the policy of before, and commits after the new one, is refused."""
    with writing(engine) as session:
        author, reviewer, admin = (factories.a_person(session, Role.ADMIN) for _ in range(3))
        claim = factories.a_claim(session)
        factories.a_verdict(session, claim, author)
        desk.submit_verdict(session, claim.public_id, claim.rev, author)
    if engine.dialect.name == "sqlite":
        pytest.skip("SQLite lets one write at a time")
    with writer(engine) as one, writer(engine) as two:
        seen = signing.digest(one, one.get_one(Claim, claim.id))
        rev = one.get_one(Claim, claim.id).rev
        desk.review_verdict(one, claim.public_id, rev, ReviewDecision.APPROVE, "", seen, reviewer)
        desk.change_policy(two, 1, {"origins": 2}, "", admin)
        commit(two)
        with pytest.raises(ConflictError):
            commit(one)
    assert now_is(engine, claim).status is ClaimStatus.IN_REVIEW
