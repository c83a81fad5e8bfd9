"""The package of a large frozen version: the worker makes it, it is kept ready, and can be made again."""

from __future__ import annotations

import io
import os
import time
from typing import TYPE_CHECKING

import pytest
from sqlmodel import select

from claims import desk
from claims.desk import packages
from claims.jobs import work_once
from claims.models import Job
from claims.store.engine import reading, writing
from claims.vocab import JobState, JobStep, Role
from tests import factories
from tests.world import a_world

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def world(engine):
    made = a_world(engine)
    with writing(engine) as session:
        for job in session.exec(select(Job)):  # what the world left to do
            job.state = JobState.DONE
    return made


@pytest.fixture
def folder(app, tmp_path, monkeypatch) -> Path:
    """Where packages are kept; every version counts as a large one."""
    monkeypatch.setattr(packages, "AT_ONCE", 0)
    app.config["DATA_DIR"] = str(tmp_path / "data")
    return tmp_path / "data" / "packages"


@pytest.fixture
def reader(app):
    return factories.sign_in(app, Role.VIEWER)[0]


def address(world):
    return f"/releases/{world.release.public_id}/package"


def expected(engine, world):
    out = io.BytesIO()
    with reading(engine) as session:
        desk.release_package(session, world.release.public_id, out)
    return out.getvalue()


def got(reader, path, **headers):
    """An answer, read to its end."""
    with reader.client.get(path, headers=headers) as answer:
        assert answer.get_data() is not None
    return answer


def jobs_of(engine):
    with reading(engine) as session:
        return session.exec(select(Job).where(Job.name == "pack_release")).all()


def names(folder):
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def test_a_small_version_comes_at_once(engine, app, world, reader, tmp_path):
    app.config["DATA_DIR"] = str(tmp_path / "data")
    assert reader.client.get(address(world)).data == expected(engine, world)
    assert not jobs_of(engine)
    assert not (tmp_path / "data").exists()


def test_a_large_version_is_made_by_the_worker_and_comes_from_the_same_address(engine, world, folder, reader):
    reader.get(address(world))
    (job,) = jobs_of(engine)
    assert reader.path == f"/jobs/{job.public_id}"
    assert "Putting a package together" in reader.text
    # Without scripts the page asks again by itself.
    assert reader.page.xpath("//noscript/meta[@http-equiv='refresh']")
    assert reader.page.xpath("//a[text()='To the set']")
    assert work_once(engine, "me", packages=folder)
    assert names(folder) == [f"{world.release.public_id}.zip"]
    reader.get(f"/jobs/{job.public_id}")
    assert reader.page.xpath("//main//a[text()='Download the package']/@href")[0] == address(world)
    answer = got(reader, address(world))
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/zip")
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
    assert f"{world.set.public_id}-v1-0-0.zip" in answer.headers["Content-Disposition"]
    assert answer.data == expected(engine, world)
    assert int(answer.headers["Content-Length"]) == len(answer.data)
    part = got(reader, address(world), Range="bytes=10-19")
    assert (part.status_code, part.data) == (206, answer.data[10:20])


def test_who_asks_again_waits_for_the_same_job(engine, world, folder, reader):
    for _ in range(3):
        reader.get(address(world))
    assert len(jobs_of(engine)) == 1
    assert work_once(engine, "me", packages=folder)
    assert not work_once(engine, "me", packages=folder)


def test_a_package_that_was_dropped_is_made_again_to_the_same_bytes(engine, world, folder, reader):
    reader.get(address(world))
    work_once(engine, "me", packages=folder)
    (kept,) = folder.iterdir()
    first = kept.read_bytes()
    kept.unlink()
    reader.get(address(world))
    (job,) = jobs_of(engine)
    assert (job.state, job.attempts) == (JobState.WAITING, 0)
    work_once(engine, "me", packages=folder)
    assert kept.read_bytes() == first


def test_a_worker_that_breaks_off_leaves_no_package(engine, world, folder, reader, monkeypatch):
    reader.get(address(world))

    def full(_session, _name, out, _watch):
        out.write(b"half of it")
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(packages, "release_package", full)
        work_once(engine, "me", packages=folder)
    assert names(folder) == []
    (job,) = jobs_of(engine)
    assert job.state is JobState.FAILED
    reader.get(address(world))
    assert "That did not work" in reader.text
    (job,) = jobs_of(engine)
    assert job.state is JobState.FAILED, "a person has to try it again"


def test_a_worker_that_was_killed_after_the_file_was_there_makes_it_no_second_time(
    engine, world, folder, reader, monkeypatch
):
    reader.get(address(world))
    with reading(engine) as session:
        desk.keep_package(session, world.release.id, folder)
    monkeypatch.setattr(packages, "release_package", None)
    assert work_once(engine, "me", packages=folder)
    assert jobs_of(engine)[0].state is JobState.DONE


def test_packages_that_nobody_asks_for_are_dropped_after_a_month(engine, world, folder, reader):
    folder.mkdir(parents=True)
    long_ago = time.time() - 31 * 86_400
    for name in ("old.zip", ".cut.zip.9.part", "asked.zip", "other.txt"):
        (folder / name).write_bytes(b"x")
        os.utime(folder / name, (long_ago, long_ago))
    assert desk.kept_package(folder, "asked") == folder / "asked.zip"
    reader.get(address(world))
    work_once(engine, "me", packages=folder)
    assert names(folder) == sorted([f"{world.release.public_id}.zip", "asked.zip", "other.txt"])


def test_the_worker_tells_how_far_it_is(engine, world, folder, reader, monkeypatch):
    monkeypatch.setattr("claims.jobs._TELL_EVERY", -1)
    reader.get(address(world))
    (job,) = jobs_of(engine)
    seen = []

    def look(_session, _name, _out, watch):
        for done in (0, 7, 19):
            watch(done, 19)
            reader.get(f"/jobs/{job.public_id}/progress")
            seen.append(reader.page.xpath("//progress/@value"))
            assert "Putting the files together" in reader.text

    monkeypatch.setattr(packages, "release_package", look)
    work_once(engine, "me", packages=folder)
    assert seen == [["0"], ["36"], ["100"]]
    assert jobs_of(engine)[0].step == JobStep.SAVING


def test_every_line_that_is_read_counts_and_the_count_ends_at_its_end(engine, world):
    told = []
    with reading(engine) as session:
        name = world.release.public_id
        desk.release_package(session, name, io.BytesIO(), lambda *how_far: told.append(how_far))
    assert [done for done, _ in told] == list(range(1, told[-1][1] + 1))


def test_a_worker_that_was_told_no_folder_says_so(engine, world, folder, reader):
    reader.get(address(world))
    work_once(engine, "me")
    assert "was not told where packages are kept" in jobs_of(engine)[0].error


def test_a_version_that_is_not_there_asks_for_nothing(engine, world, folder, reader):
    assert reader.get("/releases/01NOSUCH/package").status == 404
    assert not jobs_of(engine)
