"""The desk from the shell."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from app import config, server
from app.cli import main

DEMO = Path(__file__).parents[2] / "app" / "demo.txt"


@pytest.fixture
def run(monkeypatch):
    """Run a command with the settings' defaults, whatever this machine sets."""
    for name in ("DATABASE_URL", "SECRET_KEY", "DATA_DIR"):
        monkeypatch.delenv(f"CLAIMDESK_{name}", raising=False)

    def invoke(*words):
        return CliRunner().invoke(main, [str(word) for word in words])

    return invoke


def test_help_lists_every_command(run):
    told = run("--help")
    assert told.exit_code == 0
    for name in ("open", "work", "link", "split", "export"):
        assert re.search(rf"^  {name} +\S", told.output, re.MULTILINE)


@pytest.mark.parametrize("name", ["open", "work", "link", "split", "export"])
def test_every_command_says_what_it_does(run, name):
    told = run(name, "--help")
    assert told.exit_code == 0
    assert told.output.startswith("Usage: ")


def test_split_prints_one_claim_a_line_with_exact_places(run):
    told = run("split", DEMO)
    assert told.exit_code == 0
    text = DEMO.read_text(encoding="utf-8")
    found = [json.loads(line) for line in told.stdout.splitlines()]
    assert len(found) >= 20
    for claim in found:
        assert {"text", "occurrences", "claimant", "attribution", "hedge", "kinds", "made_by"} <= set(claim)
        for place in claim["occurrences"]:
            words = text[place["start"] : place["end"]]
            assert claim["text"].endswith(" ".join(words.split())[-20:])
    assert "한" not in "".join(claim["text"] for claim in found)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("story.pdf", b"%PDF-1.7", "only .txt, .html and .htm"),
        ("story.txt", b"", "the file is empty"),
        ("story.txt", b" \n ", "the file is empty"),
        ("story.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "not a text file"),
    ],
)
def test_a_refused_file_ends_with_the_message_and_nothing_else(run, tmp_path, name, content, words):
    (tmp_path / name).write_bytes(content)
    told = run("split", tmp_path / name)
    assert told.exit_code == 1
    assert told.stdout == ""
    assert told.stderr.startswith("Error: ")
    assert words in told.stderr
    assert "Traceback" not in told.output


def test_a_file_that_is_not_there_is_a_wrong_command(run, tmp_path):
    told = run("split", tmp_path / "nothing.txt")
    assert told.exit_code == 2
    assert "does not exist" in told.stderr


@pytest.mark.parametrize("more", [(), ("--version", "3"), ("--format", "csv")])
def test_exporting_an_unknown_set_ends_with_the_message(run, tmp_path, more):
    told = run("export", "nothing", "--data", tmp_path / "desk", *more)
    assert told.exit_code == 1
    assert told.stdout == ""
    assert told.stderr.startswith("Error: ")
    assert "set" in told.stderr


def test_an_unknown_format_is_a_wrong_command(run, tmp_path):
    told = run("export", "nothing", "--data", tmp_path, "--format", "docx")
    assert told.exit_code == 2
    assert "jsonl" in told.stderr


LINK = r"http://127\.0\.0\.1:%d/sign-in/[\w-]{43}\n"


@pytest.mark.parametrize(("more", "port"), [((), 8765), (("--port", "9000"), 9000)])
def test_link_prints_one_new_link_and_nothing_else(run, tmp_path, more, port):
    server.prepare(tmp_path / "desk", demo=False)
    first, second = (run("link", "--data", tmp_path / "desk", *more) for _ in range(2))
    assert first.exit_code == second.exit_code == 0
    assert re.fullmatch(LINK % port, first.stdout)
    assert re.fullmatch(LINK % port, second.stdout)
    assert first.stdout != second.stdout


def test_the_desks_key_is_for_its_owner_only(run, tmp_path):
    server.prepare(tmp_path / "desk", demo=False)
    key = tmp_path / "desk" / "secret.key"
    assert key.stat().st_mode & 0o077 == 0
    assert len(key.read_text()) >= 32


@pytest.mark.parametrize("command", [["link"], ["export", "SET"]])
def test_a_folder_without_a_desk_is_said_to_be_none_and_stays_as_it_is(run, tmp_path, command):
    told = run(*command, "--data", tmp_path / "typo")
    assert told.exit_code == 1
    assert "there is no desk in" in told.output
    assert not (tmp_path / "typo").exists()


def test_a_key_of_the_environment_comes_before_the_key_file(tmp_path, monkeypatch):
    monkeypatch.setenv("CLAIMDESK_SECRET_KEY", "k" * 32)
    assert config.of_folder(tmp_path)["SECRET_KEY"] == "k" * 32
    monkeypatch.setenv("CLAIMDESK_MAX_CONTENT_LENGTH", "many")
    with pytest.raises(config.SettingError, match="MAX_CONTENT_LENGTH"):
        config.settings(config.of_folder(tmp_path))


@pytest.mark.parametrize("port", ["0", "65536", "web"])
def test_a_port_that_is_none_is_a_wrong_command(run, tmp_path, port):
    assert run("link", "--data", tmp_path, "--port", port).exit_code == 2
