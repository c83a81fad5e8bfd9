"""Other people's claims come into the queue, what they say of them as leads; whole, or not at all."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from sqlalchemy import inspect, text
from sqlmodel import col, func, select

from app.cli import main
from claims import desk, export, store
from claims.export import freeze
from claims.jobs import work_once
from claims.models import (
    Article,
    ArticleVersion,
    Claim,
    ClaimImport,
    ClaimVersion,
    Event,
    ImportPart,
    Job,
    Lead,
    Occurrence,
    Verdict,
)
from claims.models.claims import queue_key
from claims.store.engine import open_engine, reading, writing
from claims.vocab import (
    ClaimStatus,
    ExportFormat,
    ImportKind,
    ImportState,
    JobState,
    JobStep,
    Rating,
    Role,
    Stance,
)
from tests import factories
from tests.counting import statements
from tests.exporting import CLAIM, LINES, OTHER, packed, written
from tests.unit.test_importing import ASKED, REVIEW

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Engine

ROOT = Path(__file__).parents[2]
RELEASE = "".join(f"{line}\n" for line in LINES).encode()
#: The last line has a rating whose meaning it does not tell.
UNKNOWN = RELEASE.replace(b'"rating":"refuted"', b'"rating":"splendid"').replace(
    b'"rating_means":"refuted"', b'"rating_means":""'
)
TABLE = b"Claim,Verdict,Who\r\nThe ferry is old.,Pants on fire,Harbour Checks\r\nThe sea is wide.,True,\r\n"
#: Rows that say of an import how it went; everything else is what the desk holds.
ABOUT_IT = {"claim_import", "import_part", "job", "event", "operation", "user", "user_session"}


@pytest.fixture
def editor(app):
    return factories.sign_in(app, Role.EDITOR)


def brought(engine: Engine, data: bytes, name: str = "a.jsonl", mapping: dict[str, str] | None = None) -> str:
    """Bring a file; a table with these columns or those offered. Its import's public id."""
    with writing(engine) as session:
        who = factories.a_person(session, Role.EDITOR)
        made = desk.begin_import(session, io.BytesIO(data), name, who)
        session.flush()
        if made.state is ImportState.UNMAPPED:
            desk.map_import(session, made.public_id, made.rev, mapping or made.mapping, who)
        return made.public_id


def imported(
    engine: Engine, data: bytes, name: str = "a.jsonl", mapping: dict[str, str] | None = None
) -> Any:
    """Bring a file, and let the worker import it."""
    public_id = brought(engine, data, name, mapping)
    while work_once(engine, "one"):
        pass
    return found(engine, public_id)


def found(engine: Engine, public_id: str) -> ClaimImport:
    with reading(engine) as session:
        return desk.open_import(session, public_id).claim_import


def counts(made: ClaimImport) -> tuple[int, int, int, int]:
    return made.found, made.made, made.known, made.left_out


def held(engine: Engine) -> dict[str, int]:
    """How many rows each table has of what the desk holds."""
    with engine.connect() as connection:
        names = set(inspect(connection).get_table_names()) - ABOUT_IT
        return {
            name: connection.execute(text(f'SELECT count(*) FROM "{name}"')).scalar_one()
            for name in sorted(names)
            if not name.startswith(("claim_words_", "passage_words_"))
        }


def rows(engine: Engine, table: type[Any]) -> Sequence[Any]:
    with reading(engine) as session:
        return session.exec(select(table).order_by(col(table.id))).all()


# What comes in


@pytest.mark.parametrize(
    ("data", "name", "ratings"),
    [
        (RELEASE, "a.jsonl", ["Supported", "Not enough evidence", "Refuted"]),
        (packed(), "a.zip", ["Supported", "Not enough evidence", "Refuted"]),
        (json.dumps([REVIEW]).encode(), "a.json", ["Mostly false"]),
        (json.dumps([ASKED]).encode(), "a.json", ["Refuted"]),
        (TABLE, "a.csv", ["Pants on fire", "True"]),
        (TABLE.replace(b",", b";").decode().encode("utf-16"), "a.csv", ["Pants on fire", "True"]),
    ],
    ids=["lines", "package", "claimreview", "averitec", "csv", "semicolons in utf-16"],
)
def test_each_kind_comes_in_as_proposed_claims_with_leads_and_no_verdict(engine, data, name, ratings):
    made = imported(engine, data, name)
    assert (made.state, made.problems) == (ImportState.DONE, [])
    assert counts(made) == (len(ratings), len(ratings), 0, 0)
    claims, leads = rows(engine, Claim), rows(engine, Lead)
    assert [lead.rating for lead in leads] == ratings
    assert [lead.claim_id for lead in leads] == [claim.id for claim in claims]
    assert {claim.status for claim in claims} == {ClaimStatus.PROPOSED}
    assert all(claim.tags == ["imported"] and claim.check_worthiness > 0 for claim in claims)
    assert all(claim.queue_key == queue_key(0, None, claim.check_worthiness) for claim in claims)
    assert not rows(engine, Verdict)
    assert all(version.made_by[0].startswith("import.") for version in rows(engine, ClaimVersion))
    with reading(engine) as session:
        assert desk.check_trail(session).broken is None


def test_every_claim_stands_word_for_word_where_its_place_says(engine):
    naughty = json.loads((ROOT / "tests/naughty/blns.json").read_text(encoding="utf-8"))
    words = [" ".join(f"A {one} b".replace("\0", "").split()) for one in naughty]
    lines = [freeze(replace(CLAIM, id=f"c{at}", text=one)) for at, one in enumerate(words)]
    made = imported(engine, "".join(f"{line}\n" for line in lines).encode())
    assert counts(made) == (len(words), len(words), 0, 0), made.problems
    texts = {version.id: version for version in rows(engine, ArticleVersion)}
    wordings = {version.claim_id: version.text for version in rows(engine, ClaimVersion)}
    places = rows(engine, Occurrence)
    assert len(places) == len(words)
    for place in places:
        whole = texts[place.article_version_id].text
        assert whole[place.start : place.end] == place.exact == wordings[place.claim_id]
        assert whole[place.start - len(place.prefix) : place.start] == place.prefix
        assert whole[place.end : place.end + len(place.suffix)] == place.suffix
    assert [wordings[key] for key in sorted(wordings)] == words


def test_long_files_become_lists_of_a_readable_length(engine):
    data = "Claim\n" + "".join(f"Boat {n} sank.\n" for n in range(450))
    made = imported(engine, data.encode(), "boats.csv")
    assert made.made == 450
    titles = [article.title for article in rows(engine, Article)]
    assert titles == ["Imported: boats.csv", "Imported: boats.csv, list 2", "Imported: boats.csv, list 3"]
    with reading(engine) as session:
        assert len(desk.open_article(session, rows(engine, Article)[0].public_id).claims) == 200
        assert [article.title for article in desk.open_import(session, made.public_id).articles] == titles


def test_an_imported_claim_is_found_by_its_words_and_read_in_its_list(engine, app, visitor):
    imported(engine, TABLE, "a.csv")
    visitor.get(f"/articles/{rows(engine, Article)[0].public_id}")
    assert visitor.status == 200
    assert [mark.text_content() for mark in visitor.page.iter("mark")] == [
        "The ferry is old.",
        "The sea is wide.",
    ]
    visitor.get("/queue?q=ferry")
    assert "The ferry is old." in visitor.text
    visitor.get("/queue?tag=imported&status=all")
    assert "The sea is wide." in visitor.text


# The same release, out, in and out again


def _frozen(engine: Engine, count: int = 3) -> tuple[str, bytes, bytes]:
    """A set frozen on a desk: its lines and its package."""
    with writing(engine) as session:
        people = [factories.a_person(session, Role.EDITOR) for _ in range(2)]
        verified = [factories.a_verified_claim(session, *people) for _ in range(count)]
        made = factories.a_set(session, people[0], *verified, title="Boats")
        about = {"organisation": "", "public_url": ""}
        release = desk.freeze_set(session, made.public_id, made.rev, about, people[0])
        session.flush()
        package = io.BytesIO()
        desk.release_package(session, release.public_id, package)
        lines = b"".join(desk.release_file(session, release.public_id, ExportFormat.JSONL))
        return release.public_id, lines, package.getvalue()


@pytest.fixture
def other_desk(sqlite_url, tmp_path, _sqlite_template):
    path = tmp_path / "other.db"
    path.write_bytes(_sqlite_template.read_bytes())
    engine = open_engine(f"sqlite:///{path}")
    yield engine
    engine.dispose()


def test_a_release_goes_to_another_desk_and_out_again_byte_for_byte(engine, other_desk):
    _, lines, package = _frozen(engine)
    for data, name in ((lines, "a.jsonl"), (package, "a.zip")):
        made = imported(other_desk, data, name)
        with reading(other_desk) as session:
            assert b"".join(desk.imported_release(session, made.public_id)) == lines
    assert counts(made) == (3, 0, 3, 0)
    assert made.manifest
    assert len(rows(other_desk, Claim)) == 3


def test_the_lines_of_naughty_strings_go_through_byte_for_byte(engine):
    naughty = json.loads((ROOT / "tests/naughty/blns.json").read_text(encoding="utf-8"))
    lines = [
        freeze(replace(CLAIM, id=f"c{at}", text=f"A {one}", rationale=one, claimant=one, article_title=one))
        for at, one in enumerate(naughty)
        if "\0" not in one
    ]
    data = "".join(f"{line}\n" for line in lines).encode()
    made = imported(engine, data)
    assert made.state is ImportState.DONE, made.problems
    with reading(engine) as session:
        assert b"".join(desk.imported_release(session, made.public_id)) == data


def test_a_desk_that_brings_in_its_own_release_makes_nothing_twice(engine):
    _, lines, package = _frozen(engine)
    while work_once(engine, "one"):
        pass
    before = held(engine)
    for data, name in ((lines, "a.jsonl"), (package, "a.zip")):
        made = imported(engine, data, name)
        assert counts(made) == (3, 0, 3, 0)
        with reading(engine) as session:
            assert b"".join(desk.imported_release(session, made.public_id)) == lines
    assert held(engine) == before | {"imported_item": 6}
    assert not rows(engine, Lead)


def test_the_same_file_again_is_known_and_a_newer_word_joins_the_claim_that_is_here(engine):
    imported(engine, RELEASE)
    assert counts(imported(engine, RELEASE)) == (3, 0, 3, 0)
    assert len(rows(engine, Lead)) == 3
    newer = freeze(replace(CLAIM, rating="refuted", rating_label="Refuted", rating_number=1))
    assert counts(imported(engine, f"{newer}\n{freeze(OTHER)}\n".encode())) == (2, 0, 2, 0)
    with reading(engine) as session:
        first = session.exec(select(Claim).order_by(col(Claim.id))).first()
        said = [lead.rating for lead, _ in desk.open_leads(session, first.public_id).leads]
    assert said == ["Refuted", "Supported"]


def test_a_claim_of_a_release_is_known_by_its_id_whatever_it_says_by_now(engine):
    imported(engine, RELEASE)
    reworded = freeze(replace(CLAIM, text="The pier opened in May.", verdict_author="Bea"))
    assert counts(imported(engine, f"{reworded}\n".encode())) == (1, 0, 1, 0)
    assert [lead.rater for lead in rows(engine, Lead)] == ["Ann", "Ann", "Ann", "Bea"]


@pytest.mark.parametrize(
    "data", [TABLE, json.dumps([REVIEW, ASKED | REVIEW]).encode(), json.dumps([ASKED]).encode()]
)
def test_files_without_ids_are_known_again_by_what_they_say(engine, data):
    first = imported(engine, data, "a.csv" if data is TABLE else "a.json")
    again = imported(engine, data, "b.csv" if data is TABLE else "b.json")
    assert (again.made, again.known) == (0, first.made)


# Whole or absent


BROKEN = {
    "another schema": RELEASE.replace(b"claimdesk.claim/1", b"claimdesk.claim/2", 1),
    "cut short": RELEASE[:-40],
    "an id twice": RELEASE + f"{LINES[0]}\n".encode(),
    "an unknown rating": UNKNOWN,
    "a damaged package": packed()[:3_000] + b"\0" + packed()[3_001:],
    "an unknown label": json.dumps([ASKED, ASKED | {"label": "Splendid"}]).encode(),
    "a broken list": json.dumps([ASKED, ASKED])[:-5].encode(),
    "half a character": b'[{"@type": "ClaimReview", "claimReviewed": "A \\udc00"}]',
}


@pytest.mark.parametrize("why", BROKEN)
def test_a_broken_file_is_refused_with_its_reason_and_the_desk_is_unchanged(engine, why):
    imported(engine, TABLE, "a.csv")
    before = held(engine)
    made = imported(engine, BROKEN[why])
    assert made.state is ImportState.REFUSED
    assert made.problems
    assert held(engine) == before
    with engine.connect() as connection:
        assert connection.execute(select(func.count()).select_from(ImportPart)).scalar_one() == 0
    assert rows(engine, Job)[-1].state is JobState.DONE


@pytest.mark.parametrize("nth", [1, 4, 9])
def test_a_failure_while_it_is_written_leaves_nothing_and_the_next_try_writes_all(engine, monkeypatch, nth):
    data = "Claim\n" + "".join(f"Boat {n} sank.\n" for n in range(450))
    brought(engine, data.encode(), "boats.csv")
    before, calls, real = held(engine), [], store.imports.add_rows

    def breaks(*given: Any) -> None:
        calls.append(1)
        if len(calls) == nth:
            raise MemoryError("no room")
        real(*given)

    with monkeypatch.context() as patch:
        patch.setattr(store.imports, "add_rows", breaks)
        assert work_once(engine, "one")
    assert len(calls) == nth
    assert held(engine) == before
    job = rows(engine, Job)[-1]
    assert job.state is JobState.FAILED
    with writing(engine) as session:
        desk.retry_job(session, job.public_id, factories.a_person(session))
    assert work_once(engine, "one")
    assert len(rows(engine, Claim)) == 450
    assert rows(engine, ClaimImport)[-1].state is ImportState.DONE


_DIES = """
import os, signal, sys
from claims import store
from claims.jobs import work_once
from claims.store.engine import open_engine
real, calls = store.imports.add_rows, []
def dies(*given):
    calls.append(1)
    if len(calls) == 6:
        os.kill(os.getpid(), signal.SIGKILL)
    real(*given)
store.imports.add_rows = dies
work_once(open_engine(sys.argv[1]), "doomed")
"""


def test_a_worker_killed_while_it_writes_leaves_the_desk_as_it_was(engine, database_url):
    data = "Claim\n" + "".join(f"Boat {n} sank.\n" for n in range(450))
    made = brought(engine, data.encode(), "boats.csv")
    before = held(engine)
    done = subprocess.run([sys.executable, "-c", _DIES, database_url], cwd=ROOT, check=False)
    assert done.returncode == -9
    assert held(engine) == before
    assert found(engine, made).state is ImportState.ASKED
    with writing(engine) as session:
        store.jobs.release_leases(session)
    assert work_once(engine, "two")
    assert counts(found(engine, made)) == (450, 450, 0, 0)


def test_doing_it_twice_changes_nothing(engine):
    public_id = brought(engine, TABLE, "a.csv")
    assert work_once(engine, "one")
    with writing(engine) as session:
        job = session.exec(select(Job).order_by(col(Job.id).desc())).first()
        job.state = JobState.WAITING
    before = held(engine)
    assert work_once(engine, "two")
    with desk.prepare_import(io.BytesIO(RELEASE), ImportKind.JSONL) as read, writing(engine) as session:
        key = store.imports.get(session, public_id).id
        assert desk.plan_import(session, key) is None
        assert desk.save_import(session, key, read).made == 2
    assert held(engine) == before
    assert counts(found(engine, public_id)) == (2, 2, 0, 0)


def test_how_far_it_is_is_told_while_it_is_read(engine, monkeypatch):
    told: list[tuple[str, int]] = []
    real = store.jobs.still_mine

    def notes(session: Any, job: Job, **values: Any) -> bool:
        told.append((values.get("step", ""), values.get("steps_done", 0)))
        return real(session, job, **values)

    monkeypatch.setattr(store.jobs, "still_mine", notes)
    monkeypatch.setattr("claims.jobs._TELL_EVERY", 0)
    imported(engine, RELEASE)
    steps = list(dict.fromkeys(step for step, _ in told))
    assert steps == [JobStep.LOADING, JobStep.READING, JobStep.SAVING]
    assert max(done for step, done in told if step == JobStep.READING) == 100


def test_what_was_left_out_is_told_and_the_rest_comes_in(engine, app, editor):
    visitor, _ = editor
    data = b"Claim,Verdict\n,True\nThe sea is wide.,True\n" + b"long " * 500 + b",False\n"
    made = imported(engine, data, "a.csv")
    assert counts(made) == (3, 1, 0, 2)
    visitor.get(f"/imports/{made.public_id}")
    assert "3 rows in the file 1 new claim 0 known already 2 left out" in visitor.text
    assert "row 2: there is no claim in it" in visitor.text
    assert "row 4: its claim has more than 2,000 characters" in visitor.text


# At the desk


def _send(visitor: Any, data: bytes, name: str, **more: str) -> Any:
    visitor.get("/imports/new")
    return visitor.submit("/imports", file=(io.BytesIO(data), name), **more)


@pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
def test_a_release_is_sent_imported_and_told_of(engine, editor, htmx):
    visitor, _ = editor
    visitor.get("/imports/new")
    visitor.submit("/imports", htmx=htmx, file=(io.BytesIO(RELEASE), "boats.jsonl"))
    if htmx:
        visitor.get(visitor.answer.headers["HX-Redirect"])
    assert "Waiting for the worker" in visitor.text
    assert work_once(engine, "one")
    visitor.get(visitor.path)
    assert "3 rows in the file 3 new claims" in visitor.text
    visitor.get(f"{visitor.path}/claims.jsonl")
    assert visitor.answer.data == RELEASE
    assert visitor.answer.headers["Content-Disposition"].startswith("attachment")
    visitor.get("/imports")
    assert "boats.jsonl" in visitor.text


def test_a_table_is_mapped_looked_at_and_imported(engine, editor):
    visitor, _ = editor
    _send(visitor, TABLE, "boats.csv")
    assert visitor.path.endswith("/mapping")
    assert "Their rating: Pants on fire" in visitor.text
    columns = visitor.page.get_element_by_id("columns")
    assert [row.text_content().split()[-1] for row in columns.iter("tr")][-1] == "Checks"
    assert "left out" in columns.text_content()
    visitor.submit("/mapping", rater="Who", do="look")
    assert visitor.path.partition("?")[0].endswith("/mapping")
    assert "Who rates it: Harbour Checks" in visitor.text
    assert not rows(engine, Claim)
    visitor.submit("/mapping", do="import")
    assert work_once(engine, "one")
    assert [(lead.rating, lead.rater) for lead in rows(engine, Lead)] == [
        ("Pants on fire", "Harbour Checks"),
        ("True", ""),
    ]
    visitor.get(visitor.path + "/mapping")
    assert visitor.status == 404


def test_a_mapping_without_the_claim_is_refused_beside_its_field(engine, editor):
    visitor, _ = editor
    _send(visitor, TABLE, "boats.csv")
    visitor.submit("/mapping", text="", do="import")
    assert visitor.status == 422
    assert "choose the column that holds the claim" in visitor.page.get_element_by_id("text-problem").text
    assert rows(engine, ClaimImport)[-1].state is ImportState.UNMAPPED
    visitor.submit("/mapping", text="Nothing", do="import")
    assert visitor.status == 422
    assert "the table has no column “Nothing”" in visitor.text


@pytest.mark.parametrize(
    ("data", "name", "more", "why"),
    [
        (b"", "a.csv", {}, "there is no table here"),
        (b"", "a.json", {"kind": "averitec"}, "the file is empty"),
        ("주장\n".encode("cp949"), "a.csv", {}, "the file is not UTF-8"),
        (TABLE, "a.csv", {"kind": "spreadsheet"}, "choose one of these"),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_at_once(engine, editor, data, name, more, why):
    visitor, _ = editor
    _send(visitor, data, name, **more)
    assert visitor.status == 422
    assert why in visitor.text
    assert not rows(engine, ClaimImport)


def test_a_refused_file_says_so_on_its_page(engine, editor):
    visitor, _ = editor
    _send(visitor, BROKEN["an unknown rating"], "a.jsonl")
    assert work_once(engine, "one")
    visitor.get(visitor.path)
    assert "Nothing was imported, and nothing on the desk has changed." in visitor.text
    assert "row 3: nobody can tell what the rating 'splendid' means" in visitor.text


def test_words_of_a_file_are_shown_as_words(engine, editor):
    visitor, _ = editor
    evil = REVIEW | {
        "claimReviewed": "<script>alert(1)</script> sails",
        "url": "javascript:alert(1)",
        "author": {"name": "<b>Bo</b>", "url": "data:text/html,x"},
    }
    imported(engine, json.dumps([evil]).encode(), "<i>a</i>.json")
    claim = rows(engine, Claim)[0].public_id
    for path in (f"/claims/{claim}/leads", f"/claims/{claim}", "/imports"):
        visitor.get(path)
        page = visitor.answer.get_data(as_text=True)
        assert "<script>alert" not in page
        assert "<b>Bo" not in page
        assert "<i>a" not in page
        assert 'href="javascript' not in page
        assert 'href="data:text' not in page


def test_a_claims_page_leads_to_what_others_say_and_keeps_it_from_the_verdict(engine, app, editor):
    visitor, me = editor
    imported(engine, json.dumps([REVIEW]).encode(), "checks.json")
    claim = rows(engine, Claim)[0]
    with writing(engine) as session:
        desk.accept_claim(session, claim.public_id, claim.rev, me)
    visitor.get(f"/claims/{claim.public_id}")
    assert "Mostly false" not in visitor.text
    section = visitor.page.get_element_by_id("leads")
    assert section.get("hx-get") == f"/claims/{claim.public_id}/leads"
    verdict = visitor.page.get_element_by_id("verdict-title").getparent()
    assert section not in verdict.iter()
    visitor.get(section.get("hx-get"))
    told = visitor.page.get_element_by_id("leads").text_content()
    for words in ("imported", "Mostly false", "Harbour Checks", "2021-04-09", "It has one.", "checks.json"):
        assert words in told
    links = {a.get("href") for a in visitor.page.get_element_by_id("leads").iter("a")}
    assert {"https://check.example/ferry", "https://works.example/plan"} <= links


def test_a_claim_of_an_article_shows_no_leads(engine, visitor):
    with writing(engine) as session:
        claim = factories.a_claim(session)
    visitor.get(f"/claims/{claim.public_id}")
    assert "What others say" not in visitor.text


def test_their_rating_is_in_no_export_of_ours(engine):
    imported(engine, json.dumps([REVIEW]).encode(), "checks.json")
    with writing(engine) as session:
        claim = session.exec(select(Claim)).one()
        one, two = (factories.a_person(session, Role.EDITOR) for _ in range(2))
        desk.accept_claim(session, claim.public_id, claim.rev, one)
        session.flush()
        factories.an_evidence(session, claim, one, stance=Stance.SUPPORTS)
        factories.a_verdict(session, claim, one)
        factories.sign(session, claim, one, two)
        made = desk.create_set(session, {"title": "T", "description": "", "licence": ""}, one)
        session.flush()
        desk.add_to_set(session, made.public_id, made.rev, claim.public_id, one)
        session.flush()
        about = {"organisation": "", "public_url": ""}
        release = desk.freeze_set(session, made.public_id, made.rev, about, one)
        session.flush()
        for kind in ExportFormat:
            data = b"".join(desk.release_file(session, release.public_id, kind))
            for theirs in (b"Mostly false", b"Harbour Checks", b"It has one."):
                assert theirs not in data, kind


def test_leads_go_along_when_claims_are_merged(engine):
    imported(engine, TABLE, "a.csv")
    with writing(engine) as session:
        me = factories.a_person(session)
        first, second = session.exec(select(Claim).order_by(col(Claim.id))).all()
        chosen = [desk.Chosen(second.public_id, second.rev)]
        desk.merge_claims(session, first.public_id, first.rev, chosen, "", me)
    with reading(engine) as session:
        said = {lead.rating for lead, _ in desk.open_leads(session, rows(engine, Claim)[0].public_id).leads}
        merged = rows(engine, Claim)[1].merged_into_id
    assert merged is not None
    assert said == {"Pants on fire", "True"}


def test_the_pages_cost_the_same_statements_however_much_came_in(app, engine, visitor):
    said = []
    for size in (1, 40):
        data = "Claim\n" + "".join(f"Boat {n} of {size} sank.\n" for n in range(size))
        made = imported(engine, data.encode(), "boats.csv")
        with statements(app) as counted:
            visitor.get(f"/imports/{made.public_id}")
        said.append(len(counted))
    assert said[0] == said[1] <= 8, said


def test_a_viewer_sees_imports_and_makes_none(engine, app):
    made = imported(engine, TABLE, "a.csv")
    viewer, _ = factories.sign_in(app, Role.VIEWER)
    viewer.get(f"/imports/{made.public_id}")
    assert viewer.status == 200
    viewer.get("/imports")
    assert "/imports/new" not in viewer.answer.get_data(as_text=True)
    viewer.get("/imports/new")
    assert viewer.status == 403
    viewer.get(f"/imports/{made.public_id}/claims.jsonl")
    assert viewer.status == 404


def test_who_brought_it_and_what_came_of_it_stands_in_the_trail(engine):
    made = imported(engine, TABLE, "a.csv")
    with reading(engine) as session:
        done = session.exec(select(Event).where(Event.object_id == made.public_id).order_by(Event.seq)).all()
    assert [event.verb for event in done] == ["brought", "mapped", "imported"]
    assert done[0].payload["sha256"] == made.file_sha256
    assert done[2].payload == {"found": 2, "made": 2, "known": 0, "left_out": 0}
    assert done[2].actor_id == made.asked_by_id


# From the shell


@pytest.fixture
def run(tmp_path, monkeypatch):
    """A command on a desk in a folder of its own."""
    for name in ("DATABASE_URL", "SECRET_KEY", "DATA_DIR"):
        monkeypatch.delenv(f"CLAIMDESK_{name}", raising=False)
    folder = tmp_path / "desk"
    folder.mkdir()

    def invoke(*words: object) -> Any:
        return CliRunner().invoke(main, [*map(str, words), "--data", str(folder)])

    return invoke


def test_the_shell_imports_a_release_and_gives_it_back(run, tmp_path):
    (tmp_path / "a.zip").write_bytes(packed())
    told = run("import", tmp_path / "a.zip")
    assert told.exit_code == 0, told.output
    assert "3 new claims, 0 known already, 0 left out." in told.output
    public_id = told.output.split()[-1]
    assert run("imported", public_id).stdout_bytes == RELEASE
    assert "0 new claims, 3 known already" in run("import", tmp_path / "a.zip").output


def test_the_shell_imports_a_table_by_the_columns_it_is_told(run, tmp_path):
    (tmp_path / "b.csv").write_bytes(b"What, then;Mark\nThe ferry is old.;False\n;True\n")
    refused = run("import", tmp_path / "b.csv")
    assert refused.exit_code == 1
    assert "choose the column that holds the claim" in refused.output
    wrong = run("import", tmp_path / "b.csv", "--map", "text=What")
    assert "no column “What”" in wrong.output
    told = run("import", tmp_path / "b.csv", "--map", "text=What,, then,rating=Mark")
    assert told.exit_code == 0, told.output
    assert "1 new claims, 0 known already, 1 left out." in told.output
    assert "row 3: there is no claim in it" in told.stderr
    assert run("import", tmp_path / "b.csv", "--map", "verdict=Mark").exit_code == 2


def test_the_shell_imports_a_folder_of_pages(run, tmp_path):
    import zipfile

    with zipfile.ZipFile(io.BytesIO(packed())) as package:
        package.extractall(tmp_path / "package")
    told = run("import", tmp_path / "package" / "site", "--as", "claimreview")
    assert told.exit_code == 0, told.output
    assert "3 new claims" in told.output


def test_the_shell_says_what_is_wrong_and_writes_nothing(run, tmp_path):
    (tmp_path / "a.jsonl").write_bytes(BROKEN["an unknown rating"])
    told = run("import", tmp_path / "a.jsonl")
    assert told.exit_code == 1
    assert "row 3: nobody can tell what the rating 'splendid' means" in told.stderr
    assert "nothing was imported" in told.stderr
    (tmp_path / "b.jsonl").write_bytes(RELEASE)
    assert "3 claims could be imported, 0 not." in run("import", tmp_path / "b.jsonl", "--dry-run").output
    assert "3 new claims" in run("import", tmp_path / "b.jsonl").output


def test_the_library_imports_in_two_steps(engine):
    with (
        desk.prepare_import(io.BytesIO(written(ExportFormat.CLAIMREVIEW)), ImportKind.CLAIMREVIEW) as read,
        writing(engine) as session,
    ):
        made = desk.import_claims(session, read, "checks.json", None)
    assert counts(made) == (3, 3, 0, 0)
    assert made.asked_by_id is None
    assert export.FORMATS[ExportFormat.CLAIMREVIEW].label
    assert {Rating(lead.rating.lower().replace(" ", "_")) for lead in rows(engine, Lead)} >= {Rating.REFUTED}
