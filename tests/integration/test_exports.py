"""Claim sets, their frozen versions, and the files that leave the desk."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile

import pytest
from sqlmodel import col, select

from claims import desk, export
from claims.models import Claim, ClaimSet, ClaimSetItem, Event, Release, ReleaseItem
from claims.store.engine import reading, writing
from claims.vocab import ClaimStatus, Rating, Role, SearchResult
from tests import factories
from tests.counting import statements
from tests.looks import how_many, written

BOTH_WAYS = pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
FORMATS = ("jsonl", "csv", "claimreview")
FIELDS = {"title": "The bridge", "description": "What was said of it.\nTwo lines.", "licence": "CC BY 4.0"}


@pytest.fixture
def editor(app):
    return factories.sign_in(app, Role.EDITOR, name="Edda Itor")[0]


@pytest.fixture
def pair(app):
    """Two people who sign, author and reviewer."""
    return written(app, lambda session: (factories.a_person(session), factories.a_person(session)))


def a_verified(app, pair, **more):
    return written(app, lambda session: factories.a_verified_claim(session, *pair, **more))


def sign(session, claim, pair, rating):
    """Let two people sign a claim that has its evidence, or its searches, already."""
    author, reviewer = pair
    desk.draft_verdict(session, claim.public_id, claim.rev, rating, "=1+1 so the report says.", author)
    session.flush()
    factories.sign(session, claim, author, reviewer)


def the_set(engine):
    with reading(engine) as session:
        return session.exec(select(ClaimSet)).one()


def a_set(visitor, *, htmx=False, **typed):
    visitor.get("/sets").submit("/sets", htmx=htmx, **(FIELDS | typed))
    if htmx:
        assert visitor.status == 204
        visitor.get(visitor.answer.headers["HX-Redirect"])
    assert visitor.status == 200, visitor.text
    return visitor


def add(visitor, claim, *, htmx=False):
    """Press the button beside a claim that could be added."""
    button = visitor.page.get_element_by_id(f"add-{claim.public_id}")
    form = next(button.iterancestors("form"))
    return visitor.post(form.get("action"), htmx=htmx, **dict(form.fields.items()))


def freeze(visitor, *, htmx=False):
    return visitor.submit("/freeze", htmx=htmx)


def a_frozen_set(visitor, *claims):
    a_set(visitor)
    for claim in claims:
        add(visitor, claim)
    freeze(visitor)
    assert "Version" in visitor.text, visitor.text
    return visitor


def links(visitor, nth=0):
    """The addresses of a frozen version's files, the newest version first."""
    return visitor.page.xpath("//ul[@class='releases']/li")[nth].xpath(
        ".//a[@download or contains(@href, '/package')]/@href"
    )


def download(visitor, path):
    answer = visitor.client.get(path)
    assert answer.status_code == 200
    return answer


def all_files(visitor, nth=0):
    return [download(visitor, path).data for path in links(visitor, nth)]


def shows_set(visitor, said, *, htmx):
    assert visitor.status == 200, visitor.text
    if htmx:
        root, live = visitor.page
        assert root.get("id") == "set"
        assert (live.get("id"), live.get("hx-swap-oob"), live.text) == ("live", "innerHTML", said)
        return
    assert visitor.answer.history[0].status_code == 303
    assert visitor.path.startswith("/sets/")
    assert visitor.page.xpath("//*[@id='notices']/p")[0].text == said


# sets


@BOTH_WAYS
def test_a_set_is_begun_and_listed(engine, editor, htmx):
    a_set(editor, htmx=htmx)
    made = the_set(engine)
    assert editor.path == f"/sets/{made.public_id}"
    assert (made.title, made.description, made.licence) == tuple(FIELDS.values())
    assert "What was said of it." in editor.text
    assert "CC BY 4.0" in editor.text
    cells = [cell.text_content() for cell in editor.get("/sets").page.xpath("//tbody/tr/td")]
    assert cells == ["The bridge", "0", "CC BY 4.0"]


BAD_SETS = [
    ({"title": ""}, "this must be filled in"),
    ({"title": "x" * 501}, "at most 500 characters"),
    ({"description": "x" * 5_001}, "at most 5,000 characters"),
    ({"licence": "a\0b"}, "this holds characters that cannot be stored"),
]


@BOTH_WAYS
def test_a_set_that_does_not_hold_is_refused_and_the_form_kept(engine, editor, htmx):
    for begin in (True, False):
        for wrong, problem in BAD_SETS:
            typed = {"title": "Typed", "description": "Kept.", "licence": "Kept"} | wrong
            path, action = (
                ("/sets", "/sets") if begin else (f"/sets/{the_set(engine).public_id}/edit", "/edit")
            )
            editor.get(path).submit(action, htmx=htmx, **typed)
            assert (editor.status, problem) == (422, problem)
            assert problem in editor.page.find_class("problem")[0].text
            kept = editor.form(action)
            expected = {name: value.replace("\0", "\ufffd") for name, value in typed.items()}
            assert {name: (kept[name] or "").removeprefix("\n") for name in typed} == expected
        assert how_many(engine, ClaimSet) == [0 if begin else 1]
        if begin:
            a_set(editor)
    assert the_set(engine).title == "The bridge"


@BOTH_WAYS
def test_of_two_people_who_change_a_set_the_second_sees_both(app, engine, editor, htmx):
    a_set(editor)
    path = f"{editor.path}/edit"
    editor.get(path)
    factories.sign_in(app, Role.EDITOR)[0].get(path).submit("/edit", description="Theirs.")
    editor.submit("/edit", htmx=htmx, description="Mine.")
    assert editor.status == 409
    areas = {area.get("id"): area.text.strip() for area in editor.page.iter("textarea")}
    assert areas.pop("base-description") == "What was said of it.\nTwo lines."
    assert areas == {"theirs-description": "Theirs.", "yours-description": "Mine."}
    editor.submit("/edit", htmx=htmx)
    assert (the_set(engine).description, the_set(engine).title) == ("Mine.", "The bridge")


@BOTH_WAYS
def test_a_verified_claim_is_put_in_a_set_and_taken_out(app, engine, editor, pair, htmx):
    claim = a_verified(app, pair)
    a_set(editor)
    add(editor, claim, htmx=htmx)
    shows_set(editor, "Claim added to the set.", htmx=htmx)
    assert not editor.page.xpath(f"//*[@id='add-{claim.public_id}']")
    assert how_many(engine, ClaimSetItem) == [1]
    editor.get(f"/sets/{the_set(engine).public_id}").submit("/remove", htmx=htmx)
    shows_set(editor, "Claim taken out of the set.", htmx=htmx)
    assert editor.page.get_element_by_id(f"add-{claim.public_id}") is not None
    assert how_many(engine, ClaimSetItem) == [0]


@BOTH_WAYS
def test_a_claim_added_twice_is_in_the_set_once(app, engine, editor, pair, htmx):
    claim = a_verified(app, pair)
    a_set(editor)
    for _ in range(2):
        fields = {**editor.get(f"/sets/{the_set(engine).public_id}").form("/sign-out")}
        fields |= {"rev": the_set(engine).rev, "claim": claim.public_id}
        editor.post(f"/sets/{the_set(engine).public_id}/add", htmx=htmx, **fields)
        assert editor.status == 200
    assert how_many(engine, ClaimSetItem) == [1]


@BOTH_WAYS
@pytest.mark.parametrize("status", [ClaimStatus.DISMISSED, ClaimStatus.MERGED])
def test_a_claim_that_was_laid_aside_gets_into_no_set(app, engine, editor, htmx, status):
    claim = written(app, lambda session: factories.a_claim(session, status))
    a_set(editor)
    assert not editor.page.xpath("//button[starts-with(@id, 'add-')]")
    fields = {**editor.form("/sign-out"), "rev": the_set(engine).rev, "claim": claim.public_id}
    editor.post(f"/sets/{the_set(engine).public_id}/add", htmx=htmx, **fields)
    assert editor.status == 422
    assert f"a claim that was {status.value} cannot be put in a set" in editor.text
    assert how_many(engine, ClaimSetItem) == [0]


# freezing


@BOTH_WAYS
def test_a_set_is_frozen_as_version_one_and_then_two(app, engine, editor, pair, htmx):
    one, two = a_verified(app, pair), a_verified(app, pair)
    add(a_set(editor), one)
    freeze(editor, htmx=htmx)
    shows_set(editor, "Version 1.0.0 frozen.", htmx=htmx)
    editor.get(f"/sets/{the_set(engine).public_id}")
    add(editor, two)
    freeze(editor, htmx=htmx)
    shows_set(editor, "Version 1.1.0 frozen.", htmx=htmx)
    with reading(engine) as session:
        first, second = session.exec(select(Release).order_by(col(Release.number))).all()
        items = session.exec(select(ReleaseItem).order_by(ReleaseItem.release_id, ReleaseItem.position)).all()
    assert (first.number, first.version, second.number, second.version) == (1, "1.0.0", 2, "1.1.0")
    assert (first.previous_id, second.previous_id) == (None, first.id)
    assert [(item.release_id, item.claim_id) for item in items] == [
        (first.id, one.id),
        (second.id, one.id),
        (second.id, two.id),
    ]
    heads = [head.text_content().split()[0] for head in editor.page.xpath("//ul[@class='releases']/li")]
    assert heads == ["v1.1.0", "v1.0.0"]
    assert "Edda Itor" in editor.text
    workbench = editor.get(f"/claims/{one.public_id}").text
    assert "in “The bridge” v1.0.0" in workbench
    assert "in “The bridge” v1.1.0" in workbench


def forged_freeze(visitor, engine):
    made = the_set(engine)
    fields = {**visitor.get("/sets").form("/sign-out"), "rev": made.rev}
    return f"/sets/{made.public_id}/freeze", fields


@BOTH_WAYS
def test_an_empty_set_is_not_frozen(engine, editor, htmx):
    a_set(editor)
    assert not editor.page.xpath("//button[@id='freeze']")
    path, fields = forged_freeze(editor, engine)
    editor.post(path, htmx=htmx, **fields)
    assert editor.status == 422
    assert "an empty set cannot be frozen; put verified claims in it first" in editor.text
    assert how_many(engine, Release) == [0]


@BOTH_WAYS
def test_a_set_is_not_frozen_while_one_of_its_claims_is_not_verified_and_it_is_named(
    app, engine, editor, pair, htmx
):
    good = a_verified(app, pair)
    turned = a_verified(app, pair)
    a_set(editor)
    for claim in (good, turned):
        add(editor, claim)
    with writing(engine) as session:
        found = session.get(Claim, turned.id)
        desk.edit_claim(session, found.public_id, found.rev, "The bridge is open again.", "", pair[0])
    editor.get(f"/sets/{the_set(engine).public_id}")
    freeze(editor, htmx=htmx)
    assert editor.status == 422
    notice = editor.page.find_class("notice")[0].text
    assert notice == "1 of the claims are not verified as they stand: “The bridge is open again.”"
    assert how_many(engine, Release, ReleaseItem) == [0, 0]


@BOTH_WAYS
def test_a_claim_whose_signature_no_longer_fits_is_not_frozen_even_if_it_says_verified(
    app, engine, editor, pair, htmx
):
    claim = a_verified(app, pair)
    add(a_set(editor), claim)
    with writing(engine) as session:
        found = session.get(Claim, claim.id)
        desk.edit_claim(session, found.public_id, found.rev, "Not what was signed.", "", pair[0])
        found.status = ClaimStatus.VERIFIED
    editor.get(f"/sets/{the_set(engine).public_id}")
    freeze(editor, htmx=htmx)
    assert editor.status == 422
    assert "“Not what was signed.”" in editor.text
    assert how_many(engine, Release) == [0]


@BOTH_WAYS
def test_a_claim_that_is_stale_is_not_frozen_even_if_its_old_signature_fits_again(
    app, engine, editor, pair, htmx
):
    claim = a_verified(app, pair)
    add(a_set(editor), claim)
    with writing(engine) as session:
        found = session.get(Claim, claim.id)
        signed = desk.open_claim(session, found.public_id).version.text
        for wording in ("Other words.", signed):
            desk.edit_claim(session, found.public_id, found.rev, wording, "", pair[0])
            session.flush()
        page = desk.open_claim(session, found.public_id)
        assert (found.status, page.digest) == (ClaimStatus.STALE, page.verdict.evidence_digest)
    editor.get(f"/sets/{the_set(engine).public_id}")
    freeze(editor, htmx=htmx)
    assert editor.status == 422
    assert f"“{signed}”" in editor.text
    assert how_many(engine, Release) == [0]


@BOTH_WAYS
@pytest.mark.parametrize("step", ["freeze", "add", "remove"])
def test_of_two_people_at_one_set_the_second_is_told(app, engine, editor, pair, htmx, step):
    one, two, three = (a_verified(app, pair) for _ in range(3))
    add(a_set(editor), one)
    other, _ = factories.sign_in(app, Role.EDITOR)
    add(other.get(f"/sets/{the_set(engine).public_id}"), two)
    add(editor, three, htmx=htmx) if step == "add" else editor.submit(f"/{step}", htmx=htmx)
    assert editor.status == 409
    assert how_many(engine, ClaimSetItem, Release) == [2, 0]
    editor.submit(f"/{step}", htmx=htmx)
    assert editor.status == 200
    counts = {"add": [3, 0], "remove": [1, 0], "freeze": [2, 1]}
    assert how_many(engine, ClaimSetItem, Release) == counts[step]


@BOTH_WAYS
@pytest.mark.parametrize("role", [Role.VIEWER, Role.REVIEWER])
def test_who_is_no_editor_downloads_but_changes_no_set(app, engine, editor, pair, htmx, role):
    claim = a_verified(app, pair)
    a_frozen_set(editor, claim)
    visitor, _ = factories.sign_in(app, role)
    visitor.get(f"/sets/{the_set(engine).public_id}")
    check = f"/sets/{the_set(engine).public_id}/check"  # asks whether quotes are still there
    own = ["/undo", "/sign-out", check] if role is Role.REVIEWER else ["/sign-out"]
    assert [form.get("action") for form in visitor.page.forms] == own
    assert all_files(visitor) == all_files(editor)
    before = how_many(engine, ClaimSet, ClaimSetItem, Release, Event)
    fields = {**visitor.form("/sign-out"), "rev": the_set(engine).rev, "claim": claim.public_id, **FIELDS}
    path = f"/sets/{the_set(engine).public_id}"
    for number, address in enumerate(
        ["/sets", *(f"{path}/{step}" for step in ("edit", "add", "remove", "freeze"))]
    ):
        fields["op_id"] = f"{number}" * 20
        assert (visitor.post(address, htmx=htmx, **fields).status, address) == (403, address)
    assert visitor.get(f"{path}/edit").status == 403
    assert how_many(engine, ClaimSet, ClaimSetItem, Release, Event) == before


# files


@pytest.fixture
def rich(app, pair):
    """Three verified claims: formulas in every field, addresses beside them, one without a number."""

    def build(session):
        article = factories.an_article(session, STORY)
        who = pair[0]
        plain = factories.a_claim(session, article=article, words="The harbour has 12 cranes.")
        wild = {"title": '=HYPERLINK("x")', "author": "@SUM(1)", "publisher": 'A "quoted", name'}
        source = factories.a_source(session, who, **wild)
        factories.an_evidence(session, plain, who, source=source)
        sign(session, plain, pair, Rating.MISSING_CONTEXT)
        formula = factories.a_claim(session, article=article, words="+12 degrees it had been, “they” said.")
        factories.an_evidence(session, formula, who)
        sign(session, formula, pair, Rating.REFUTED)
        unknown = factories.a_claim(session, article=article, words="Nobody counted the gulls.")
        typed = {"query": "gulls", "place": "archive", "note": ""}
        desk.log_search(session, unknown.public_id, unknown.rev, typed, SearchResult.NOTHING, who)
        session.flush()
        sign(session, unknown, pair, Rating.NOT_ENOUGH_EVIDENCE)
        return [plain, formula, unknown]

    return written(app, build)


STORY = """The harbour in winter

By Mara Voss [mara.voss@tidewater.example]
The harbour has 12 cranes. 항구에는 갈매기가 있다.
+12 degrees it had been, “they” said. jo@quay.example knows. Nobody counted the gulls.
"""


def test_each_file_is_an_attachment_of_its_kind_named_as_in_the_manifest(engine, editor, rich):
    a_frozen_set(editor, *rich)
    answers = [download(editor, path) for path in links(editor)[:4]]
    assert [answer.headers["Content-Type"] for answer in answers] == [
        "application/x-ndjson",
        "text/csv; charset=utf-8",
        "application/ld+json",
        "application/json",
    ]
    stem = f"{the_set(engine).public_id}-v1-0-0"
    names = [f"{stem}.jsonl", f"{stem}.csv", f"{stem}.claimreview.jsonld", f"{stem}.manifest.json"]
    assert [answer.headers["Content-Disposition"] for answer in answers] == [
        f'attachment; filename="{name}"' for name in names
    ]
    assert all(answer.headers["X-Content-Type-Options"] == "nosniff" for answer in answers)
    manifest = answers[3].get_json()
    told = {
        answer.headers["Content-Disposition"].split('"')[1]: hashlib.sha256(answer.data).hexdigest()
        for answer in (download(editor, path) for path in links(editor))
    }
    assert manifest["files"].items() <= told.items()
    # The spreadsheet and the zip are packed by a library, and no file can hold its own hash.
    unsaid = {f"{stem}.xlsx", f"{stem}.zip", f"{stem}.manifest.json"}
    assert told.keys() - manifest["files"].keys() == unsaid
    assert manifest["records"] == [hashlib.sha256(line).hexdigest() for line in answers[0].data.splitlines()]
    assert (manifest["claims"], manifest["version"], manifest["created_by"]) == (3, "1.0.0", "Edda Itor")
    assert {name: manifest["set"][name] for name in FIELDS} == FIELDS
    page_hash = editor.page.xpath("//ul[@class='releases']//span[@class='hash']")[0].text
    assert page_hash == hashlib.sha256(answers[3].data).hexdigest()


def test_a_frozen_version_gives_the_same_bytes_whatever_happens_to_its_claims_and_set(
    app, engine, editor, rich, pair
):
    a_frozen_set(editor, *rich)
    before = all_files(editor)
    assert all_files(editor) == before
    path = f"/sets/{the_set(engine).public_id}"
    with writing(engine) as session:
        claim = session.get(Claim, rich[0].id)
        desk.edit_claim(session, claim.public_id, claim.rev, "Other words.", "", pair[1])
        found = desk.open_claim(session, claim.public_id).evidence[0]
        desk.detach_evidence(session, found.evidence.public_id, claim.rev, pair[0])
        source = found.source
        typed = desk.source_fields(source) | {"title": "Another title"}
        desk.edit_source(session, source.public_id, source.rev, typed, pair[0])
        article = desk.open_claim(session, claim.public_id).article
        typed = desk.article_fields(article) | {"title": "Another headline"}
        desk.edit_article(session, article.public_id, article.rev, typed, pair[0])
    editor.get(f"{path}/edit").submit("/edit", title="Another name", licence="None")
    editor.submit("/remove")
    assert all_files(editor) == before


def test_every_line_of_the_faithful_file_is_one_whole_claim_in_the_order_of_the_set(editor, rich):
    a_frozen_set(editor, *rich)
    data = all_files(editor)[0]
    assert data.endswith(b"\n")
    assert data.count(b"\n") == 3
    claims = [json.loads(line) for line in data.decode().splitlines()]
    assert [claim["id"] for claim in claims] == [claim.public_id for claim in rich]
    assert [claim["rating"] for claim in claims] == ["missing_context", "refuted", "not_enough_evidence"]
    assert [claim["rating_number"] for claim in claims] == [3, 1, None]
    assert [len(claim["evidence"]) for claim in claims] == [1, 1, 0]
    assert claims[2]["searches"] == ["gulls — archive: nothing"]
    place = claims[0]["occurrences"][0]
    assert STORY[place["start"] : place["end"]] == place["exact"] == "The harbour has 12 cranes."
    assert place["text_sha256"] == hashlib.sha256(STORY.encode()).hexdigest()
    assert claims[0]["article_title"] == "The harbour in winter"
    assert [review["decision"] for review in claims[0]["reviews"]] == ["approve"]
    assert claims[0]["reviews"][0]["reviewer"] != claims[0]["verdict_author"]


def test_the_table_is_read_by_any_reader_and_runs_no_formula(editor, rich, pair):
    a_frozen_set(editor, *rich)
    data = all_files(editor)[1]
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    withdrawn = ["withdrawn_at", "withdrawn_version", "withdrawn_reason"]
    assert [list(row) for row in rows] == [[*export.CSV_COLUMNS, *withdrawn]] * 3
    assert [row["text"] for row in rows] == [
        "The harbour has 12 cranes.",
        "'+12 degrees it had been, “they” said.",
        "Nobody counted the gulls.",
    ]
    assert rows[0]["sources"] == '\'=HYPERLINK("x")'
    assert {row["rationale"] for row in rows} == {"'=1+1 so the report says."}
    assert [row["rating_number"] for row in rows] == ["3", "1", ""]
    assert [row["evidence_count"] for row in rows] == ["1", "1", "0"]
    assert {(row["verdict_author"], row["approved_by"]) for row in rows} == {(pair[0].name, pair[1].name)}
    cells = [cell for row in rows for cell in row.values()]
    assert not [cell for cell in cells if cell.lstrip().startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_the_graph_is_of_claim_reviews_and_gives_no_number_where_there_is_none(app, editor, rich, pair):
    app.config.update(ORGANISATION="Tidewater Checks", PUBLIC_URL="https://checks.example/")
    a_frozen_set(editor, *rich)
    # What the exports say was frozen too: a later change of the settings changes no file.
    app.config.update(ORGANISATION="", PUBLIC_URL="")
    graph = json.loads(all_files(editor)[2])
    assert set(graph) == {"@context", "@graph"}
    assert graph["@context"] == "https://schema.org"
    reviews = graph["@graph"]
    assert [review["@type"] for review in reviews] == ["ClaimReview"] * 3
    assert [review["claimReviewed"] for review in reviews] == [
        "The harbour has 12 cranes.",
        "+12 degrees it had been, “they” said.",
        "Nobody counted the gulls.",
    ]
    first = reviews[0]
    assert first["url"] == f"https://checks.example/claims/{rich[0].public_id}.html"
    assert first["author"] == {"@type": "Organization", "name": "Tidewater Checks"}
    assert first["reviewRating"] == {
        "@type": "Rating",
        "alternateName": "Missing context",
        "ratingExplanation": "=1+1 so the report says.",
        "ratingValue": 3,
        "bestRating": 5,
        "worstRating": 1,
    }
    assert first["itemReviewed"]["@type"] == "Claim"
    assert first["itemReviewed"]["appearance"][0]["headline"] == "The harbour in winter"
    assert [work["name"] for work in first["citation"]] == ['=HYPERLINK("x")']
    assert reviews[2]["reviewRating"] == {
        "@type": "Rating",
        "alternateName": "Not enough evidence",
        "ratingExplanation": "=1+1 so the report says.",
    }


def test_without_a_public_address_the_graph_names_the_author_and_gives_no_url(editor, rich, pair):
    a_frozen_set(editor, *rich)
    review = json.loads(all_files(editor)[2])["@graph"][0]
    assert "url" not in review
    assert review["author"] == {"@type": "Person", "name": pair[0].name}


def test_no_file_holds_an_address_that_stands_beside_a_claim(engine, editor, rich):
    with reading(engine) as session:
        places = [desk.open_claim(session, claim.public_id).places[0] for claim in rich]
    # Unless these addresses stood in the context of the claims, this test would prove nothing.
    assert "tidewater.example]" in places[0].prefix
    assert "jo@quay.ex" in places[1].suffix
    assert "quay.example knows." in places[2].prefix
    a_frozen_set(editor, *rich)
    for data in all_files(editor):
        assert b"@tidewater" not in data
        assert b"mara" not in data
        assert b"jo@" not in data
        assert b"quay" not in data
    contexts = [
        (place["prefix"], place["suffix"])
        for line in all_files(editor)[0].splitlines()
        for place in json.loads(line)["occurrences"]
    ]
    assert contexts[0][0] == "]\n"
    assert contexts[1][1] == " "
    assert contexts[2][0] == " knows. "


@pytest.mark.parametrize("kind", ["xml", "", "json", "JSONL"])
def test_a_format_that_is_not_made_is_not_found(editor, rich, kind):
    a_frozen_set(editor, *rich)
    assert editor.get(links(editor)[0].replace("jsonl", kind)).status == 404


def test_who_is_not_signed_in_downloads_nothing(app, editor, rich):
    a_frozen_set(editor, *rich)
    stranger = app.test_client()
    for path in links(editor):
        answer = stranger.get(path)
        assert (answer.status_code, answer.headers["Location"][:9]) == (303, "/sign-in?")


def test_a_set_costs_the_same_statements_whatever_it_holds(app, engine, editor, pair):
    counts = []
    a_set(editor)
    for many in (1, 12):
        for _ in range(many):
            claim = a_verified(app, pair)
            add(editor.get(f"/sets/{the_set(engine).public_id}"), claim)
        a_verified(app, pair)
        with statements(app) as said:
            editor.get(f"/sets/{the_set(engine).public_id}")
        counts.append(len(said))
    assert how_many(engine, ClaimSetItem) == [13]
    assert counts[0] == counts[1]


# The package


def zip_of(visitor, nth=0):
    return next(path for path in links(visitor, nth) if path.endswith("/package"))


def test_a_frozen_version_is_one_zip_that_proves_itself(app, engine, editor, rich):
    a_frozen_set(editor, *rich)
    answer = download(editor, zip_of(editor))
    assert answer.headers["Content-Type"] == "application/zip"
    assert answer.headers["Content-Disposition"].endswith('-v1-0-0.zip"')
    told = export.check_package(io.BytesIO(answer.data))
    with reading(engine) as session:
        release = session.exec(select(Release)).one()
        assert told.manifest_sha256 == release.manifest_sha256
    assert (told.title, told.claims) == ("The bridge", 3)
    with zipfile.ZipFile(io.BytesIO(answer.data)) as package:
        for path in links(editor):
            data = download(editor, path)
            name = data.headers["Content-Disposition"].split('"')[1]
            if name.endswith((".zip", ".manifest.json")):
                continue
            assert package.read(f"data/{name}") == data.data
    claims = list(export.read_package(io.BytesIO(answer.data)))
    assert [claim["id"] for claim in claims] == [claim.public_id for claim in rich]


def test_a_package_rests_on_the_frozen_lines_and_the_manifest_alone(engine, editor, rich):
    """So it is the same on every engine: made again without any, of the files that the desk hands out."""
    a_frozen_set(editor, *rich)
    paths = links(editor)
    lines = download(editor, paths[0]).data.decode().split("\n")[:-1]
    manifest = download(editor, paths[3]).data
    told = json.loads(manifest)
    first = export.Edition(
        told["version"], told["created_at"], told["claims"], hashlib.sha256(manifest).hexdigest()
    )
    out = io.BytesIO()
    stem = f"{the_set(engine).public_id}-v1-0-0"
    export.pack(out, lines, manifest.decode(), stem, export.News((first,)))
    assert out.getvalue() == download(editor, zip_of(editor)).data


def test_a_record_keeps_the_sentences_that_its_evidence_touches(editor, rich):
    a_frozen_set(editor, *rich)
    claims = [json.loads(line) for line in all_files(editor)[0].splitlines()]
    for found in (found for claim in claims for found in claim["evidence"]):
        assert found["sentences"], found
        assert any(found["exact"][:10] in words or words in found["exact"] for _, words in found["sentences"])
        assert (found["protected"], found["paraphrase"], found["medium"]) == (False, "", "text/plain")
    fever = next(path for path in links(editor) if path.endswith("/fever"))
    labels = [json.loads(line)["label"] for line in download(editor, fever).data.splitlines()]
    assert labels == ["NOT ENOUGH INFO", "REFUTES", "NOT ENOUGH INFO"]


def test_no_file_names_a_protected_source(app, engine, editor, pair):
    def build(session):
        article = factories.an_article(session, STORY)
        claim = factories.a_claim(session, article=article, words="The harbour has 12 cranes.")
        names = {"title": "Call with Nora Quist", "author": "Nora Quist", "publisher": "Quist Cranes"}
        source = factories.a_source(session, pair[0], protected="1", url="https://quist.example/", **names)
        factories.an_evidence(session, claim, pair[0], source=source)
        sign(session, claim, pair, Rating.SUPPORTED)
        return claim

    a_frozen_set(editor, written(app, build))
    files = all_files(editor)
    with zipfile.ZipFile(io.BytesIO(download(editor, zip_of(editor)).data)) as package:
        files += [package.read(name) for name in package.namelist()]
        sheet = next(name for name in package.namelist() if name.endswith("xlsx"))
        with zipfile.ZipFile(io.BytesIO(package.read(sheet))) as book:
            files += [book.read(name) for name in book.namelist()]
    assert len(files) > 40
    for data in files:
        assert b"quist" not in data.lower()
        assert b"nora" not in data.lower()
    assert b"protected source" in files[1]


def test_the_feed_of_a_later_version_tells_what_was_taken_out(app, engine, editor, pair):
    kept, gone = a_verified(app, pair), a_verified(app, pair)
    a_frozen_set(editor, gone, kept)
    first = download(editor, zip_of(editor)).data
    editor.submit("/remove")
    editor.submit("/freeze", reason="The county counted anew.")
    with zipfile.ZipFile(io.BytesIO(download(editor, zip_of(editor)).data)) as package:
        feed = package.read("site/feed.xml").decode()
    assert feed.count("<entry>") == 3
    assert "taken out; it was" in feed
    assert "Why: The county counted anew." in feed
    assert gone.public_id in feed
    # The first version's package knows nothing of the second.
    assert download(editor, zip_of(editor, 1)).data == first


def test_the_schema_that_is_served_is_the_one_in_the_package_and_every_line_holds_it(editor, rich):
    a_frozen_set(editor, *rich)
    served = download(editor, "/schema/claim.schema.json")
    assert served.headers["Content-Type"] == "application/schema+json"
    with zipfile.ZipFile(io.BytesIO(download(editor, zip_of(editor)).data)) as package:
        assert package.read("schema/claim.schema.json") == served.data
    for line in all_files(editor)[0].splitlines():
        assert export.verify.fault_of_line(line, json.loads(served.data)) == ""
