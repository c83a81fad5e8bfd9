"""Gather a set, look at its checks, freeze versions of it, compare them, and take back what was released."""

from __future__ import annotations

import io
import json
import random
import re
import zipfile

import pytest
from click.testing import CliRunner
from sqlmodel import col, select

from app.cli import diffing
from app.contexts.lines import coverage_of, lines_of
from claims import desk, export, store
from claims.desk import records, set_checks, set_coverage, signing
from claims.errors import ConflictError, InputError, MoveError
from claims.models import (
    Claim,
    ClaimSet,
    PolicyVersion,
    QueueFilter,
    QuoteCheck,
    Release,
    ReleaseItem,
    Source,
    User,
)
from claims.models.base import now
from claims.policy import DEFAULT, values_of
from claims.store.engine import reading, writing
from claims.vocab import (
    CheckState,
    ClaimStatus,
    CorrectionClass,
    DismissReason,
    ExportFormat,
    ItemChange,
    Rating,
    ReviewDecision,
    Role,
    SetCheck,
    StatusGroup,
)
from tests import factories
from tests.counting import statements
from tests.looks import how_many, written
from tests.visitor import sent_at_once

ABOUT = {"organisation": "", "public_url": ""}
BOTH_WAYS = pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])


@pytest.fixture
def editor(app):
    return factories.sign_in(app, Role.EDITOR, name="Edda Itor")[0]


@pytest.fixture
def me(engine):
    with writing(engine) as session:
        return factories.a_person(session, Role.EDITOR)


@pytest.fixture
def pair(app):
    return written(app, lambda session: (factories.a_person(session), factories.a_person(session)))


def verified(engine, pair, **more):
    with writing(engine) as session:
        return factories.a_verified_claim(session, *pair, **more)


def a_policy(session, who, **content):
    session.add(PolicyVersion(version=2, content=content, made_by_id=who.id))
    session.flush()


def a_set(engine, me, *claims):
    with writing(engine) as session:
        return factories.a_set(session, me, *claims)


def rev(session, made):
    return session.get_one(ClaimSet, made.id).rev


def freeze(engine, made, me, **wish):
    with writing(engine) as session:
        return desk.freeze_set(session, made.public_id, rev(session, made), ABOUT, me, desk.Wish(**wish))


def manifest(engine, release):
    with reading(engine) as session:
        return json.loads(session.get_one(Release, release.id).manifest)


def members(engine, made):
    with reading(engine) as session:
        return store.members.keys(session, made.id)


def sign_anew(engine, claim, pair, rating=Rating.SUPPORTED, rationale="Counted anew.", text=""):
    """Give a verified claim another verdict, and another wording if there is one.

    Of a claim that readers have, it is a minor correction, with another rating a major one.
    """
    with writing(engine) as session:
        found = session.get_one(Claim, claim.id)
        wording = text or store.claims.current_version(session, found).text + " Indeed."
        desk.edit_claim(session, found.public_id, found.rev, wording, "", pair[0])
        session.flush()
        details = desk.NO_DETAILS
        if store.shape.released(session, [found.id]):
            stands, _ = store.verdicts.newest(session, found.id)
            how_great = CorrectionClass.MINOR if stands.code == rating else CorrectionClass.MAJOR
            details = desk.VerdictDetails(correction=how_great, correction_note="Counted anew.")
        said = (found.public_id, found.rev, rating, rationale, pair[0], details)
        desk.draft_verdict(session, *said)
        session.flush()
        factories.sign(session, found, pair[0], factories.a_person(session))


def packed(engine, release):
    out = io.BytesIO()
    with reading(engine) as session:
        desk.release_package(session, release.public_id, out)
    return out


# Many claims at once


def test_what_stands_behind_many_claims_is_what_stands_behind_each(engine, pair):
    dice = random.Random(7)
    with writing(engine) as session:
        who = pair[0]
        groups = ["", "", "wire", " WIRE "]
        sources = [factories.a_source(session, who, origin_group=dice.choice(groups)) for _ in range(12)]
        for source in sources[4:]:
            if dice.random() < 0.5:
                source.relayed_from_id = dice.choice(sources[:4]).id
        session.flush()
        for one, other in zip(sources[::2], sources[1::2], strict=True):
            said = dice.random() < 0.7
            desk.answer_origin(session, one.public_id, other.public_id, who, same=said)
        claims = []
        for _ in range(6):
            claim = factories.a_claim(session)
            for source in dice.sample(sources, dice.randrange(4)):
                factories.an_evidence(session, claim, who, source=source)
            claims.append(claim)
        session.flush()
        keys = [claim.id for claim in claims]
        many, origins = store.behind.evidence_of(session, keys), store.behind.origins_of(session, keys)
        for claim in claims:
            one = store.sources.evidence_of(session, claim.id)
            assert many.get(claim.id, []) == one
            assert origins.get(claim.id, []) == [row.origin for row in sorted(one, key=_source)] or len(
                {row.source.id for row in one}
            ) < len(one)
        for stand, _ in records.stands_of(session, keys):
            assert stand.digest == signing.digest(session, stand.claim)


def _source(row):
    return row.source.id


def test_freezing_costs_the_same_statements_however_many_claims(app, engine, pair, me, monkeypatch):
    claims = [verified(engine, pair) for _ in range(6)]
    counts = []
    for many in (2, 6):
        made = a_set(engine, me, *claims[:many])
        with statements(app) as said:
            freeze(app.extensions["engine"], made, me)
        counts.append(len(said))
    assert counts[0] == counts[1]
    monkeypatch.setattr(records, "CHUNK", 2)
    made = a_set(engine, me, *claims)
    with statements(app) as said:
        freeze(app.extensions["engine"], made, me)
    assert len(said) == counts[0] + 2 * 14


def test_the_page_of_a_set_costs_the_same_statements_however_large_it_is(app, engine, editor, pair, me):
    counts = []
    for many in (2, 9):
        claims = [verified(engine, pair) for _ in range(many)]
        with writing(engine) as session:
            claims += [factories.a_claim(session) for _ in range(many)]
        made = a_set(engine, me, *claims[:many])
        freeze(engine, made, me)
        with writing(engine) as session:
            for claim in claims[many:]:
                desk.add_to_set(session, made.public_id, rev(session, made), claim.public_id, me)
                session.flush()
        for more in ("", "?check=signed", "/gather", "/preview", "/diff"):
            path = f"/sets/{made.public_id}{more}"
            editor.get(path)
            assert editor.status == 200
            with statements(app) as said:
                editor.get(path)
            counts.append((more, len(said)))
    half = len(counts) // 2
    assert counts[:half] == counts[half:]


# Gathering


def test_a_claim_in_work_is_gathered_and_keeps_the_set_from_being_frozen(engine, pair, me):
    with writing(engine) as session:
        open_claim = factories.a_claim(session)
    made = a_set(engine, me, verified(engine, pair), open_claim)
    with pytest.raises(MoveError, match="1 of the claims are not verified as they stand"):
        freeze(engine, made, me)


def gather(engine, made, me, asked, shown):
    with writing(engine) as session:
        return desk.gather_by_rule(session, made.public_id, rev(session, made), asked, shown, me)


def test_a_rule_takes_in_what_matches_and_puts_out_only_what_it_took_in(engine, pair, me):
    by_hand, first, second = (verified(engine, pair) for _ in range(3))
    made = a_set(engine, me, by_hand)
    with writing(engine) as session:
        for claim in (first, second):
            session.get_one(Claim, claim.id).tags = ["pier"]
        laid_aside = factories.a_claim(session, ClaimStatus.DISMISSED, tags=["pier"])
    asked = QueueFilter(StatusGroup.ALL, tag="Pier")
    with reading(engine) as session:
        page = desk.open_gathering(session, made.public_id, asked, me)
        assert (page.comes, page.goes, page.kept) == (2, 0, False)
        assert laid_aside.id not in {claim.id for claim, _ in page.coming}
    assert gather(engine, made, me, asked, (2, 0)) == (2, 0)
    assert members(engine, made) == [by_hand.id, first.id, second.id]
    with writing(engine) as session:
        for claim in (by_hand, first):
            session.get_one(Claim, claim.id).tags = []
    with reading(engine) as session:
        page = desk.open_gathering(session, made.public_id, None, me)
        assert (page.asked, page.comes, page.goes, page.kept) == (asked, 0, 1, True)
        assert [claim.id for claim, _ in page.going] == [first.id]
    with pytest.raises(ConflictError, match="0 would come in, and 1 go out"):
        gather(engine, made, me, asked, (0, 0))
    assert gather(engine, made, me, asked, (0, 1)) == (0, 1)
    assert members(engine, made) == [by_hand.id, second.id]
    with writing(engine) as session:
        desk.drop_rule(session, made.public_id, rev(session, made), me)
    assert members(engine, made) == [by_hand.id, second.id]


def test_a_rule_finds_the_same_whoever_applies_it_and_never_the_set_itself(engine, pair, me):
    claim = verified(engine, pair)
    made = a_set(engine, me)
    with writing(engine) as session:
        session.get_one(Claim, claim.id).assignee_id = me.id
    assert gather(engine, made, me, QueueFilter(StatusGroup.ALL, assignee="me"), (1, 0)) == (1, 0)
    with writing(engine) as session:
        other = factories.a_person(session, Role.EDITOR)
        page = desk.open_gathering(session, made.public_id, None, other)
        assert (page.asked.assignee, page.comes, page.goes) == (me.public_id, 0, 0)
    with pytest.raises(InputError, match="cannot be gathered from itself"):
        gather(engine, made, me, QueueFilter(StatusGroup.ALL, set=made.public_id), (0, 1))


@BOTH_WAYS
def test_the_gathering_page_shows_what_a_rule_would_do_before_it_does(engine, editor, pair, me, htmx):
    claim = verified(engine, pair)
    made = a_set(engine, me)
    editor.get(f"/sets/{made.public_id}/gather?status=verified")
    assert "1 claim would come in, 0 would go out" in editor.text
    assert members(engine, made) == []
    late = verified(engine, pair)
    editor.submit("/take-in", htmx=htmx)
    assert editor.status == 409
    assert "the rule finds others by now: 2 would come in, and 0 go out" in editor.text
    editor.submit("/take-in", htmx=htmx)
    assert members(engine, made) == [claim.id, late.id]
    assert editor.get(f"/sets/{made.public_id}/gather?status=nonsense").status == 404


def test_claims_are_put_in_an_order(engine, pair, me):
    with writing(engine) as session:
        article = factories.an_article(session)
        words = ("4,000 people walked across it", "Mara Voss", "second longest bridge")
        three = [factories.a_claim(session, article=article, words=each) for each in words]
        other = factories.a_claim(session)
    made = a_set(engine, me, three[2], other, three[0], three[1])
    one, two, third, fourth = three[2].id, other.id, three[0].id, three[1].id
    assert members(engine, made) == [one, two, third, fourth]

    def act(function, claim, *more):
        with writing(engine) as session:
            function(session, made.public_id, rev(session, made), claim.public_id, *more, me)
        return members(engine, made)

    assert act(desk.step_in_set, three[2], 1) == [two, one, third, fourth]
    assert act(desk.step_in_set, other, -1) == [two, one, third, fourth]
    assert act(desk.step_in_set, three[1], 1) == [two, one, third, fourth]
    assert act(desk.move_in_set, three[1], 1) == [fourth, two, one, third]
    assert act(desk.move_in_set, three[1], 3) == [two, one, fourth, third]
    assert act(desk.move_in_set, other, 99) == [one, fourth, third, two]
    assert act(desk.take_from_set, three[0]) == [one, fourth, two]
    assert act(desk.move_in_set, other, 2) == [one, two, fourth]
    with pytest.raises(InputError, match="not in the set"):
        act(desk.move_in_set, three[0], 1)
    with pytest.raises(InputError, match="counted from 1"):
        act(desk.move_in_set, other, 0)
    with writing(engine) as session:
        desk.sort_set(session, made.public_id, rev(session, made), me)
    assert members(engine, made) == [fourth, one, two]


@BOTH_WAYS
def test_the_buttons_of_the_page_move_a_claim(engine, editor, pair, me, htmx):
    one, two = verified(engine, pair), verified(engine, pair)
    made = a_set(engine, me, one, two)
    path = f"/sets/{made.public_id}"
    for to, expected in (("up", [two.id, one.id]), ("down", [one.id, two.id]), ("1", [two.id, one.id])):
        fields = {
            **editor.get(path).form("/sign-out"),
            "rev": str(now_rev(engine, made)),
            "claim": two.public_id,
        }
        editor.post(f"{path}/move", htmx=htmx, **fields | {"to": to})
        assert members(engine, made) == expected
    assert editor.get(path).page.xpath("//ol/li//button[@disabled]")
    fields = {**editor.form("/sign-out"), "rev": str(now_rev(engine, made))}
    editor.post(f"{path}/sort", htmx=htmx, **fields)
    assert members(engine, made) == [two.id, one.id]


def now_rev(engine, made):
    with reading(engine) as session:
        return rev(session, made)


def test_a_large_set_is_shown_in_pages(engine, editor, me, monkeypatch):
    from claims.desk import set_page

    monkeypatch.setattr(set_page, "PAGE", 2)
    with writing(engine) as session:
        claims = [factories.a_claim(session) for _ in range(5)]
    made = a_set(engine, me, *claims)
    seen = []
    for page in ("", "?page=2", "?page=3", "?page=99"):
        editor.get(f"/sets/{made.public_id}{page}")
        seen.append([link.split("/")[-1] for link in editor.page.xpath("//ol[@start]/li/p[1]/a/@href")])
    ids = [claim.public_id for claim in claims]
    assert seen == [ids[:2], ids[2:4], ids[4:], ids[4:]]


# Checks


def test_the_checks_count_and_name_what_is_still_to_be_done(engine, editor, pair, me):
    ready, stale, merged, dismissed = (verified(engine, pair) for _ in range(4))
    with writing(engine) as session:
        opened = factories.a_claim(session)
        disputed = factories.a_claim(session)
        factories.a_verdict(session, disputed, pair[0])
        desk.submit_verdict(session, disputed.public_id, disputed.rev, pair[0])
        session.flush()
        seen = signing.digest(session, disputed)
        again = ReviewDecision.REQUEST_CHANGES
        desk.review_verdict(session, disputed.public_id, disputed.rev, again, "Why?", seen, pair[1])
        found = session.get_one(Claim, stale.id)
        desk.edit_claim(session, found.public_id, found.rev, "Quite other words.", "", pair[0])
    made = a_set(engine, me, ready, stale, merged, dismissed, opened, disputed)
    with writing(engine) as session:
        a_policy(session, me, origins=2)
        session.get_one(Claim, merged.id).status = ClaimStatus.MERGED
        laid = session.get_one(Claim, dismissed.id)
        laid.status, laid.dismiss_reason = ClaimStatus.DISMISSED, DismissReason.OPINION
    with reading(engine) as session:
        page = desk.open_set(session, made.public_id)
    keys = {check: [row.key for row in page.standings.fails(check)] for check in SetCheck}
    assert keys == {
        SetCheck.GONE: [merged.id, dismissed.id],
        SetCheck.SIGNED: [opened.id, disputed.id],
        SetCheck.RATIONALE: [opened.id],
        SetCheck.APPROVALS: [stale.id],
        SetCheck.DISAGREEMENT: [disputed.id],
        SetCheck.QUOTES: [],
        SetCheck.ORIGINS: [ready.id, stale.id, opened.id, disputed.id],
    }
    found = page.standings
    assert (found.ready, found.open, found.disagreed) == (1, 4, 1)
    editor.get(f"/sets/{made.public_id}")
    assert editor.page.get_element_by_id("summary").text_content() == "6 claims: 1 ready, 4 open, 1 disagree"
    hrefs = editor.page.xpath("//ul[@class='checks']//a/@href")
    assert f"/claims/{disputed.public_id}#verdict-title" in hrefs
    assert f"/claims/{ready.public_id}#board" in hrefs
    listed = editor.get(f"/sets/{made.public_id}?check=gone").page.xpath("//ol[@start]/li/p[1]/a/@href")
    assert listed == [f"/claims/{merged.public_id}", f"/claims/{dismissed.public_id}"]
    assert editor.get(f"/sets/{made.public_id}?check=other").status == 404


def test_a_check_names_the_first_and_leads_to_all(engine, editor, me):
    with writing(engine) as session:
        claims = [factories.a_claim(session) for _ in range(set_checks.NAMED + 1)]
    made = a_set(engine, me, *claims)
    editor.get(f"/sets/{made.public_id}")
    shown = editor.page.xpath("//ul[@class='checks']/li[.//a[contains(@href, 'check=signed')]]//ul/li")
    assert len(shown) == set_checks.NAMED
    assert f"All {set_checks.NAMED + 1} of them" in editor.text


def test_a_quote_that_is_gone_at_the_newest_look_is_told(engine, pair, me):
    claim = verified(engine, pair)
    made = a_set(engine, me, claim)
    with writing(engine) as session:
        evidence = store.sources.evidence_of(session, claim.id)[0].evidence
        source = session.get_one(Source, evidence.source_id)
        for state in (CheckState.GONE, CheckState.UNREACHABLE, CheckState.THERE):
            job = desk.ask_recheck(session, me, source_id=source.public_id)
            looked = {"recheck_id": job.subject_id, "evidence_id": evidence.id}
            session.add(QuoteCheck(**looked, state=state))
            session.flush()
            failing = set_checks.standings_of(session, made.id).fails(SetCheck.QUOTES)
            assert [row.key for row in failing] == ([] if state is CheckState.THERE else [claim.id])


def test_two_origins_are_enough_and_a_relay_is_none(engine, pair, me):
    claim = verified(engine, pair)
    made = a_set(engine, me, claim)
    with writing(engine) as session:
        a_policy(session, me, origins=2)
        found = session.get_one(Claim, claim.id)
        other = factories.a_source(session, me)
        factories.an_evidence(session, found, me, source=other)
        standings = set_checks.standings_of(session, made.id)
        assert standings.fails(SetCheck.ORIGINS) == []
        first = store.sources.evidence_of(session, claim.id)[0].source
        desk.set_relay(session, other.public_id, other.rev, first.public_id, me)
        session.flush()
        failing = set_checks.standings_of(session, made.id).fails(SetCheck.ORIGINS)
        assert [row.key for row in failing] == [claim.id]


def test_the_coverage_of_a_set_is_that_of_the_reader(engine, pair, me):
    with writing(engine) as session:
        article, claims = factories.a_split_article(session)
        claims[1].status = ClaimStatus.PROPOSED
        claims[2].status, claims[2].dismiss_reason = ClaimStatus.DISMISSED, DismissReason.WITHDRAWN
        desk.strike_line(session, article.public_id, 1, 0, me)
        session.flush()
        other = factories.a_claim(session)
    made = a_set(engine, me, claims[0], other)
    with reading(engine) as session:
        found = {one.article_id: one for one in set_coverage.coverage_of_set(session, made.id).articles}
        assert len(found) == 2
        for article_id, one in found.items():
            page = desk.open_article(session, article_id)
            lines = [line for line in lines_of(page) if line.number]
            told = coverage_of(lines, (claim for claim, _ in page.claims))
            assert (one.decided, one.total) == (told.decided, told.total)
        assert 0 < found[article.public_id].decided < found[article.public_id].total


# Freezing


def test_the_next_version_follows_what_changed_and_may_be_higher_but_never_lower(engine, pair, me):
    one, two, three = (verified(engine, pair) for _ in range(3))
    made = a_set(engine, me, one, two)
    assert freeze(engine, made, me).version == "1.0.0"
    assert freeze(engine, made, me).version == "1.0.1"
    sign_anew(engine, one, pair, Rating.REFUTED)
    clearer = freeze(engine, made, me)
    assert (clearer.version, clearer.counts["corrected"], clearer.counts["changed"]) == ("1.0.2", 1, 0)
    [told] = manifest(engine, clearer)["changelog"]["corrected"]
    assert (told["was"], told["now"]) == ("Refuted", "Refuted")
    assert (told["correction"], told["correction_note"]) == ("minor", "Counted anew.")
    feed = zipfile.ZipFile(packed(engine, clearer)).read("site/feed.xml").decode()
    assert "<summary>Refuted → Refuted. Why: Counted anew.</summary>" in feed
    with writing(engine) as session:
        desk.add_to_set(session, made.public_id, rev(session, made), three.public_id, me)
    for used in ("1.0.3", "1.0.2", "1.0.0", "0.9.0", "nonsense"):
        with pytest.raises(InputError, match=r"asks for one of these: 1\.1\.0, 2\.0\.0") as refused:
            freeze(engine, made, me, version=used)
        assert refused.value.field == "version"
    assert freeze(engine, made, me, version="2.0.0").version == "2.0.0"
    sign_anew(engine, one, pair, Rating.SUPPORTED, text="Twelve cranes.")
    release = freeze(engine, made, me)
    assert release.version == "3.0.0"
    changelog = manifest(engine, release)["changelog"]
    assert (changelog["step"], changelog["since"]["version"]) == ("major", "2.0.0")
    [corrected] = changelog["corrected"]
    assert (corrected["id"], corrected["was"], corrected["now"]) == (one.public_id, "Refuted", "Supported")
    assert {"wording", "rating"} <= set(corrected["what"])
    assert changelog["added"] == changelog["withdrawn"] == changelog["changed"] == []
    assert release.counts == {"added": 0, "withdrawn": 0, "corrected": 1, "changed": 0}


def test_a_manifest_names_the_claims_of_too_few_origins(engine, pair, me):
    author, reviewer = pair
    with writing(engine) as session:
        a_policy(session, me, origins=2, overriders="reviewer")
        claim = factories.a_claim(session)
        factories.an_evidence(session, claim, author)
        why = desk.VerdictDetails(override_reason="Only the harbour keeps this count.")
        said = (claim.public_id, claim.rev, "refuted", "The count says 14.", author, why)
        desk.draft_verdict(session, *said)
        session.flush()
        desk.submit_verdict(session, claim.public_id, claim.rev, author)
        session.flush()
        seen = signing.digest(session, claim)
        approve = (claim.public_id, claim.rev, ReviewDecision.APPROVE, "", seen, reviewer)
        desk.review_verdict(session, *approve)
    told = manifest(engine, freeze(engine, a_set(engine, me, claim), me))
    few = "rests on fewer independent origins than the policy asks for"
    assert told["limits"] == [{"what": few, "claims": [claim.public_id]}]


def test_a_manifest_says_what_a_reader_should_know(engine, pair, me):
    claim = verified(engine, pair)
    made = a_set(engine, me, claim)
    release = freeze(engine, made, me, notes="First of all.")
    told = manifest(engine, release)
    assert told["policy"] == {"version": 1, **values_of(DEFAULT)}
    assert told["notes"] == "First of all."
    assert told["limits"] == []
    coverage = told["coverage"]
    assert [one["sentences"] for one in coverage["articles"]] == [coverage["sentences"]]
    assert told["changelog"]["added"] == [claim.public_id]
    assert told["withdrawn"] == []
    assert re.fullmatch("[0-9a-f]{64}", told["audit_head"])
    with reading(engine) as session:
        page = desk.open_release(session, release.public_id)
        assert desk.release_stem(page) == f"{made.public_id}-v1-0-0"
    assert desk.verify_package  # the shell's door; the package itself:
    assert export.check_package(packed(engine, release)).version == "1.0.0"


def test_a_version_of_before_keeps_its_name_and_can_be_compared(engine, pair, me):
    """A release that was frozen when versions were counted and manifests said less."""
    claim = verified(engine, pair)
    made = a_set(engine, me, claim)
    release = freeze(engine, made, me)
    told = manifest(engine, release)
    young = ("policy", "coverage", "limits", "withdrawn", "changelog", "notes")
    old = {name: value for name, value in told.items() if name not in young}
    old["files"] = {name.replace("-v1-0-0", "-v1"): value for name, value in old["files"].items()}
    text = json.dumps(old, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    with reading(engine) as session:
        lines = list(store.sets.frozen_records(session, release.id))
        page = desk.ReleasePage(session.get_one(Release, release.id), made, old)
        assert desk.release_stem(page) == f"{made.public_id}-v1"
    out = io.BytesIO()
    export.pack(out, lines, text, f"{made.public_id}-v1")
    assert export.check_package(out).withdrawn == 0


@BOTH_WAYS
def test_freezing_from_an_old_page_names_the_claims_that_changed(engine, editor, pair, me, htmx):
    one, two = verified(engine, pair), verified(engine, pair)
    made = a_set(engine, me, one, two)
    editor.get(f"/sets/{made.public_id}")
    sign_anew(engine, two, pair, text="The pier is red.")
    editor.submit("/freeze", htmx=htmx)
    assert editor.status == 409
    assert "claims in the set changed since you looked" in editor.text
    assert "“The pier is red.”" in editor.text
    assert how_many(engine, Release) == [0]
    editor.submit("/freeze", htmx=htmx)
    assert editor.status == 200
    assert how_many(engine, Release) == [1]


@BOTH_WAYS
def test_freezing_from_an_old_page_names_the_claims_that_left_and_that_came(engine, editor, pair, me, htmx):
    words = "Mara Voss; after three years of work; 4,000 people; The mayor; 12 million crowns; the oldest"
    claims = [verified(engine, pair, words=some) for some in words.split("; ")]
    stays, goes, withdrawn, back, comes, brief = claims
    made = a_set(engine, me, stays, goes, withdrawn, back)
    freeze(engine, made, me)
    editor.get(f"/sets/{made.public_id}")
    with writing(engine) as session:
        for act, claim in (
            (desk.take_from_set, goes),
            (desk.take_from_set, back),
            (desk.add_to_set, back),
            (desk.add_to_set, brief),
            (desk.take_from_set, brief),
            (desk.add_to_set, comes),
        ):
            act(session, made.public_id, rev(session, made), claim.public_id, me)
            session.flush()
        about = {"organisation": "", "public_url": ""}
        desk.withdraw_claim(
            session, made.public_id, rev(session, made), withdrawn.public_id, "A misprint.", about, me
        )
    editor.submit("/freeze", htmx=htmx)
    assert editor.status == 409
    told = editor.page.get_element_by_id("conflict").find("p").text
    assert told == (
        "somebody else saved this in between; nothing of yours was lost. left the set since: "
        "“after three years of work”; “4,000 people”. came into the set since: “12 million crowns”"
    )


def test_of_many_claims_that_a_rule_brought_since_the_first_are_named(engine, editor, pair, me):
    made = a_set(engine, me, verified(engine, pair))
    with writing(engine) as session:
        for _ in range(7):
            factories.a_claim(session)
    editor.get(f"/sets/{made.public_id}")
    with writing(engine) as session:
        rule = QueueFilter(ClaimStatus.ACCEPTED)
        desk.gather_by_rule(session, made.public_id, rev(session, made), rule, (7, 0), me)
    editor.submit("/freeze")
    assert editor.status == 409
    assert editor.text.count("The mayor said that the work cost") == 5
    assert "”; and 2 more" in editor.text


def test_two_editors_freeze_at_once_and_one_version_comes_of_it(app, engine, pair, me):
    made = a_set(engine, me, verified(engine, pair))
    people = [factories.sign_in(app, Role.EDITOR)[0] for _ in range(2)]
    assert sorted(sent_at_once(people, f"/sets/{made.public_id}", "/freeze")) == [303, 409]
    assert how_many(engine, Release) == [1]


def test_a_claim_that_was_merged_meanwhile_is_named_and_nothing_is_frozen(engine, pair, me):
    kept, gone = verified(engine, pair), verified(engine, pair)
    made = a_set(engine, me, kept, gone)
    with writing(engine) as session:
        claim = session.get_one(Claim, gone.id)
        claim.status, claim.merged_into_id = ClaimStatus.MERGED, kept.id
        words = store.claims.current_version(session, claim).text
    with pytest.raises(MoveError, match=re.escape(f"“{words}”")):
        freeze(engine, made, me)
    assert how_many(engine, Release, ReleaseItem) == [0, 0]


def test_the_page_of_a_claim_tells_which_version_withdrew_it(engine, editor, pair, me):
    kept, gone = verified(engine, pair), verified(engine, pair)
    made = a_set(engine, me, kept, gone)
    freeze(engine, made, me)
    with writing(engine) as session:
        desk.take_from_set(session, made.public_id, rev(session, made), gone.public_id, me)
    freeze(engine, made, me, reason="It was misquoted.")
    moment = now().isoformat().replace("+00:00", "Z")
    freeze(engine, made, me)  # it stays listed there, which withdraws it no second time

    def badges(path):
        found = editor.get(path).page.xpath("//*[contains(@class, 'badge')][contains(., '“')]")
        return [(" ".join(one.text_content().split()), "warn" in one.get("class")) for one in found]

    told = [("✕ withdrawn from “Piers” in v2.0.0", True), ("in “Piers” v1.0.0", False)]
    assert badges(f"/claims/{gone.public_id}") == told
    assert badges(f"/claims/{gone.public_id}/as-it-stood?at={moment}") == told
    versions = ("2.0.1", "2.0.0", "1.0.0")
    assert badges(f"/claims/{kept.public_id}") == [(f"in “Piers” v{one}", False) for one in versions]


@BOTH_WAYS
def test_a_claim_that_leaves_a_released_set_is_listed_as_withdrawn_with_why(engine, editor, pair, me, htmx):
    kept, gone = verified(engine, pair), verified(engine, pair)
    made = a_set(engine, me, kept, gone)
    freeze(engine, made, me)
    with writing(engine) as session:
        desk.take_from_set(session, made.public_id, rev(session, made), gone.public_id, me)
    path = f"/sets/{made.public_id}"
    editor.get(path).submit("/freeze", htmx=htmx, reason=" ", notes="Kept.")
    assert editor.status == 422
    assert "say why 1 claims of the last version are withdrawn" in editor.page.find_class("problem")[0].text
    assert "Kept." in editor.form("/freeze")["notes"]
    editor.submit("/freeze", htmx=htmx, reason="It was misquoted.", notes="")
    assert editor.status == 200
    with reading(engine) as session:
        second = session.exec(select(Release).order_by(col(Release.number).desc())).first()
        items = session.exec(select(ReleaseItem).where(ReleaseItem.release_id == second.id)).all()
    assert second.version == "2.0.0"
    assert [(item.claim_id, item.withdrawn) for item in items] == [(kept.id, False), (gone.id, True)]
    [told] = manifest(engine, second)["withdrawn"]
    assert (told["id"], told["reason"], told["version"]) == (gone.public_id, "It was misquoted.", "2.0.0")
    # It stays listed in what comes after, without a reason being asked for again.
    third = freeze(engine, made, me)
    assert (third.version, manifest(engine, third)["withdrawn"]) == ("2.0.1", [told])
    # Put in again, it holds again.
    with writing(engine) as session:
        desk.add_to_set(session, made.public_id, rev(session, made), gone.public_id, me)
    fourth = freeze(engine, made, me)
    assert (fourth.version, manifest(engine, fourth)["withdrawn"]) == ("2.1.0", [])


# Withdrawing


@BOTH_WAYS
def test_a_released_claim_is_withdrawn_and_the_rest_stays_as_it_was(engine, editor, pair, me, htmx):
    kept, gone = verified(engine, pair), verified(engine, pair)
    made = a_set(engine, me, gone, kept)
    first = freeze(engine, made, me)
    # What is under way in the set neither stands in the way nor goes out with it.
    with writing(engine) as session:
        unready = factories.a_claim(session)
        desk.add_to_set(session, made.public_id, rev(session, made), unready.public_id, me)
        found = session.get_one(Claim, kept.id)
        desk.edit_claim(session, found.public_id, found.rev, "Other words.", "", pair[0])
    path = f"/sets/{made.public_id}"
    editor.get(f"{path}/withdraw?claim={gone.public_id}").submit("/withdraw", htmx=htmx, reason="")
    assert editor.status == 422
    assert "this must be filled in" in editor.page.find_class("problem")[0].text
    editor.submit("/withdraw", htmx=htmx, reason="The source took it back.")
    if htmx:
        assert editor.answer.headers["HX-Redirect"] == path
    editor.get(path)
    assert "The source took it back." in editor.text
    assert members(engine, made) == [kept.id, unready.id]
    with reading(engine) as session:
        second = desk.find_release(session, made.public_id, "2.0.0")
        was = [json.loads(line) for line in store.sets.frozen_records(session, first.id)]
        lines = [json.loads(line) for line in store.sets.frozen_records(session, second.id)]
    assert lines[0] == was[1]
    assert lines[1]["withdrawn"]["reason"] == "The source took it back."
    assert (second.version, second.number, second.previous_id) == ("2.0.0", 2, first.id)
    told = export.check_package(packed(engine, second))
    assert (told.claims, told.withdrawn) == (2, 1)
    badges = [
        badge.text_content() for badge in editor.get(f"/claims/{gone.public_id}").page.find_class("badge")
    ]
    assert "in “Piers” v1.0.0" in badges
    assert "in “Piers” v2.0.0" not in badges
    assert editor.get(f"{path}/withdraw?claim={gone.public_id}").status == 404


def test_a_whole_version_is_withdrawn_and_the_set_can_be_put_right(engine, editor, pair, me):
    one, two = verified(engine, pair), verified(engine, pair)
    made = a_set(engine, me, one, two)
    freeze(engine, made, me)
    editor.get(f"/sets/{made.public_id}/withdraw").submit("/withdraw", reason="Wrong set.")
    with reading(engine) as session:
        second = desk.find_release(session, made.public_id, "")
        assert second.counts["withdrawn"] == 2
        fever = b"".join(desk.release_file(session, second.public_id, ExportFormat.FEVER))
        lines = list(desk.release_file(session, second.public_id, ExportFormat.JSONL))
    assert fever == b""
    assert len(lines) == 2
    assert export.check_package(packed(engine, second)).withdrawn == 2
    assert editor.get(f"/sets/{made.public_id}/withdraw").status == 404
    with writing(engine) as session, pytest.raises(InputError, match="withdrawn already"):
        desk.withdraw_release(session, made.public_id, rev(session, made), "Again.", ABOUT, me)
    assert members(engine, made) == [one.id, two.id]
    assert freeze(engine, made, me).version == "2.1.0"


def test_what_an_editor_writes_names_no_protected_source(engine, pair, me):
    claim, other = verified(engine, pair), verified(engine, pair)
    with writing(engine) as session:
        source = session.get_one(Source, store.sources.evidence_of(session, claim.id)[0].source.id)
        typed = desk.source_fields(source) | {"title": "Call with Nora Quist", "protected": "1"}
        desk.edit_source(session, source.public_id, source.rev, typed, me)
    sign_anew(engine, claim, pair)
    made = a_set(engine, me, claim, other)
    freeze(engine, made, me, notes="After the call with nora quist.")
    with writing(engine) as session:
        why = "Call with Nora Quist was a hoax."
        about = (session, made.public_id, rev(session, made), claim.public_id, why, ABOUT, me)
        release = desk.withdraw_claim(*about)
    told = packed(engine, release).getvalue()
    with reading(engine) as session:
        first = desk.find_release(session, made.public_id, "1.0.0")
        texts = [first.manifest, first.notes, manifest(engine, release), *told_files(told)]
    assert manifest(engine, first)["notes"] == "After the [protected source]."
    for text in texts:
        assert "quist" not in str(text).lower()


def told_files(data):
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            yield package.read(name).decode(errors="replace")


def test_nothing_is_withdrawn_from_a_set_without_a_version(engine, pair, me):
    claim = verified(engine, pair)
    made = a_set(engine, me, claim)
    with writing(engine) as session:
        for withdraw in (
            lambda: desk.withdraw_release(session, made.public_id, rev(session, made), "So.", ABOUT, me),
            lambda: desk.withdraw_claim(
                session, made.public_id, rev(session, made), claim.public_id, "So.", ABOUT, me
            ),
        ):
            with pytest.raises(InputError, match="no version of this set was frozen yet"):
                withdraw()


def test_a_version_whose_source_was_taken_out_stays_and_the_page_says_what_rests_on_it(
    engine, editor, pair, me
):
    claim, other = verified(engine, pair), verified(engine, pair)
    made = a_set(engine, me, claim, other)
    release = freeze(engine, made, me)
    before = packed(engine, release).getvalue()
    with writing(engine) as session:
        row = store.sources.evidence_of(session, claim.id)[0]
        found = session.get_one(Claim, claim.id)
        desk.detach_evidence(session, row.evidence.public_id, found.rev, pair[0])
        session.flush()
        source = session.get_one(Source, row.source.id)
        desk.take_out_source(session, source.public_id, source.rev, pair[0])
    editor.get(f"/sets/{made.public_id}")
    [section] = editor.page.xpath("//section[@aria-labelledby='fallen-title']")
    hrefs = section.xpath(".//li/a/@href")
    assert hrefs == [
        f"/claims/{claim.public_id}#board",
        f"/sets/{made.public_id}/withdraw?claim={claim.public_id}",
    ]
    assert f"the source “{row.source.title}” was taken out" in section.text_content()
    assert packed(engine, release).getvalue() == before
    assert export.check_package(io.BytesIO(before)).claims == 2


# Comparing


def a_set_in_two_versions(engine, pair, me):
    """A set whose next version has a claim more, one less, two corrected, and one by an author renamed since.

    Returns:
        the set, and its claims by what becomes of them in that version, in order.
    """
    stays, corrected, reworded, leaves = (verified(engine, pair) for _ in range(4))
    made = a_set(engine, me, stays, corrected, reworded, leaves)
    freeze(engine, made, me)
    sign_anew(engine, corrected, pair, Rating.SUPPORTED)
    sign_anew(engine, reworded, pair, Rating.REFUTED, text="The pier is red now.")
    comes = verified(engine, pair)
    with writing(engine) as session:
        session.get_one(User, pair[0].id).name = "Ada New"
        desk.take_from_set(session, made.public_id, rev(session, made), leaves.public_id, me)
        session.flush()
        desk.add_to_set(session, made.public_id, rev(session, made), comes.public_id, me)
    return made, {
        ItemChange.ADDED: [comes.id],
        ItemChange.WITHDRAWN: [leaves.id],
        ItemChange.CORRECTED: [corrected.id, reworded.id],
        ItemChange.CHANGED: [stays.id],
    }


def test_any_two_versions_are_compared_and_the_newest_with_the_set(engine, pair, me):
    made, expected = a_set_in_two_versions(engine, pair, me)

    def shown(earlier, later):
        with reading(engine) as session:
            page = desk.open_diff(session, made.public_id, earlier, later)
            return page, {change: list(page.changes.of(change)) for change in ItemChange}

    assert shown("1.0.0", "draft")[1] == expected | {ItemChange.CHANGED: []}  # a name is no part of a draft
    freeze(engine, made, me, reason="It was misquoted.")
    page, found = shown("1.0.0", "2.0.0")
    assert found == expected
    entries = {entry.change: entry for entry in page.entries}
    assert entries[ItemChange.WITHDRAWN].told["reason"] == "It was misquoted."
    again = entries[ItemChange.CORRECTED]
    assert ("new", "red") in again.difference.wording
    assert (again.correction, again.note) == (CorrectionClass.MINOR, "Counted anew.")
    assert entries[ItemChange.CHANGED].correction is CorrectionClass.NONE
    assert shown("2.0.0", "draft")[1] == {change: [] for change in ItemChange}
    came, went = expected[ItemChange.ADDED], expected[ItemChange.WITHDRAWN]
    turned = {ItemChange.ADDED: went, ItemChange.WITHDRAWN: came}
    assert shown("2.0.0", "1.0.0")[1] == expected | turned


def test_the_page_of_a_comparison_says_what_became_of_each_claim(engine, editor, pair, me):
    made, _ = a_set_in_two_versions(engine, pair, me)
    freeze(engine, made, me, reason="It was misquoted.")
    page = editor.get(f"/sets/{made.public_id}/diff?from=1.0.0&to=2.0.0").page
    facts = page.get_element_by_id("facts").text_content()
    assert facts == "Added: 1 · Withdrawn: 1 · Corrected: 2 · Changed: 1"
    said = page.xpath("//article[.//span[text()='Corrected']]/p[contains(., 'Counted anew.')]")
    assert {one.text_content() for one in said} == {
        "Major correction: Counted anew.",
        "Minor correction: Counted anew.",
    }
    rating = page.xpath("//article[.//span[text()='Corrected']]//p[del]")[0]
    assert rating.text_content() == "Rating: Refuted → Supported"
    assert page.xpath("//p[@class='diff']/ins")
    turned = editor.get(f"/sets/{made.public_id}/diff?from=2.0.0&to=1.0.0").page
    assert turned.get_element_by_id("facts").text_content() == facts
    assert turned.xpath("//select[@name='from']/option[@selected]/@value") == ["1.0.0"]
    since_long = editor.get(f"/sets/{made.public_id}/diff?from=1.0.0").text
    assert "It was misquoted." in since_long
    assert "Freezing asks for the reason" not in since_long


def test_a_version_or_a_page_that_is_not_there_is_not_compared(engine, editor, pair, me):
    made = a_set(engine, me, verified(engine, pair))
    assert editor.get(f"/sets/{made.public_id}/diff").status == 404
    freeze(engine, made, me)
    assert editor.get(f"/sets/{made.public_id}/diff").status == 200
    assert editor.get(f"/sets/{made.public_id}/diff?from=7.0.0").status == 404
    assert editor.get(f"/sets/{made.public_id}/diff?page=2").status == 404


def test_two_versions_are_compared_in_the_shell(engine, pair, me, monkeypatch, tmp_path):
    from contextlib import contextmanager

    claim = verified(engine, pair)
    made = a_set(engine, me, claim)
    freeze(engine, made, me)
    sign_anew(engine, claim, pair, Rating.SUPPORTED)
    freeze(engine, made, me)

    @contextmanager
    def opened(_data):
        yield engine

    monkeypatch.setattr(diffing, "database", opened)
    run = CliRunner().invoke(diffing.diff, [made.public_id, "1.0.0", "2.0.0"])
    assert run.exit_code == 0
    lines = run.output.splitlines()
    assert lines[0] == "Piers: 1.0.0 → 2.0.0"
    assert lines[1] == "0 added, 0 withdrawn, 1 corrected, 0 changed"
    assert lines[2].startswith("corrected: ")
    assert [line.strip() for line in lines[-2:]] == ["major: Counted anew.", "Refuted → Supported"]
    again = CliRunner().invoke(diffing.diff, [made.public_id])
    assert again.output.splitlines()[0] == "Piers: 2.0.0 → draft"
    wrong = CliRunner().invoke(diffing.diff, [made.public_id, "9.9.9"])
    assert (wrong.exit_code, "no such frozen version" in wrong.output) == (1, True)


def test_a_preview_shows_what_a_reader_would_get(engine, editor, pair, me):
    claim = verified(engine, pair)
    with writing(engine) as session:
        source = session.get_one(Source, store.sources.evidence_of(session, claim.id)[0].source.id)
        source.title, source.protected = "Call with Nora Quist", True
        hidden = factories.a_claim(session)
    made = a_set(engine, me, claim, hidden)
    editor.get(f"/sets/{made.public_id}/preview")
    # The signature is stale, as its source is described otherwise now.
    assert editor.text.count("Not ready: a reader would not see it yet.") == 2
    sign_anew(engine, claim, pair)
    editor.get(f"/sets/{made.public_id}/preview")
    assert editor.text.count("Not ready: a reader would not see it yet.") == 1
    assert "protected source" in editor.text
    assert "Quist" not in editor.text
    assert editor.get(f"/sets/{made.public_id}/preview?page=2").status == 404
