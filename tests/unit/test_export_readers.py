"""Files of a release as programs read them that know nothing of us: Frictionless, an HTML parser, zipfile."""

import io
import json
import random
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from frictionless import Package
from tinyhtml5.parser import HTMLParser

from claims.export import freeze
from tests.documents import naughty_strings
from tests.exporting import CLAIM, FOUND, LINES, packed


def naughty():
    """A claim of words that break what can be broken."""
    words = [one for one in naughty_strings() if not any("\ud800" <= sign <= "\udfff" for sign in one)]
    said = "\n".join(random.Random(5).sample(words, 60))
    found = replace(FOUND, exact=said, note=said, source_title=said)
    told = dict.fromkeys(("text", "rationale", "claimant", "article_title"), said)
    return freeze(replace(CLAIM, id="n1", article_id="n", evidence=(found,), **told))


@pytest.fixture(scope="module")
def data():
    return packed([*LINES, naughty()])


@pytest.fixture
def folder(data, tmp_path):
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        package.extractall(tmp_path)
    return tmp_path


def described(folder: Path):
    """The descriptor as Frictionless reads it, untouched."""
    return Package(str(folder / "datapackage.json"))


def test_a_package_is_valid_for_frictionless(folder):
    report = described(folder).validate()
    assert report.flatten(["name", "type", "message"]) == []
    assert report.valid
    kinds = {task.name: task.type for task in report.tasks}
    tables = {name for name, kind in kinds.items() if kind == "table"}
    assert {name.rpartition(".")[2] for name in tables} == {"csv", "xlsx"}
    assert len(kinds) == len(json.loads((folder / "datapackage.json").read_bytes())["resources"])


@pytest.mark.parametrize("ending", [".csv", ".jsonl", ".html", "manifest.json"])
def test_frictionless_finds_a_file_that_was_changed(folder, ending):
    changed = next(path for path in sorted(folder.rglob("*")) if path.name.endswith(ending))
    text = changed.read_bytes()
    changed.write_bytes(text.replace(b"e", b"a", 1))
    report = described(folder).validate()
    assert {error[0] for error in report.flatten(["type"])} == {"hash-count"}


def test_frictionless_finds_a_file_that_is_gone(folder):
    next(folder.rglob("*.csv")).unlink()
    assert not described(folder).validate().valid


def test_frictionless_reads_every_row_of_the_tables(folder):
    rows = {
        resource.name: len(resource.read_rows())
        for resource in described(folder).resources
        if resource.path.endswith(".csv")
    }
    assert sorted(rows.values()) == [4, 4]


def faults(text):
    """Every parse error that the HTML standard names, by a parser written after it."""
    parser = HTMLParser()
    parser.parse(text)
    return parser.errors


def test_no_page_has_a_parse_error(folder):
    pages = sorted((folder / "site").rglob("*.html"))
    assert len(pages) == 8
    for page in pages:
        assert faults(page.read_text(encoding="utf-8")) == [], page.name


def test_the_parser_finds_what_is_wrong_with_a_page(folder):
    page = (folder / "site" / "index.html").read_text(encoding="utf-8")
    for right, wrong in [
        ("</h1>", ""),
        ("<!DOCTYPE html>", ""),
        ("<li", "</p><li"),
        ("</main>", ""),
        ("<p", "<p id=1 id=2"),
        ("<h1", "&lpar <h1 \x07"),
    ]:
        assert faults(page.replace(right, wrong, 1)), wrong
