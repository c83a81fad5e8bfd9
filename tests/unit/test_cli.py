"""The desk from the shell."""

import io
import json
import os
import pty
import re
import subprocess
import sys
from contextlib import suppress
from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

import claims
from app import config, server
from app.cli import main, splitting
from app.cli.bars import bar
from claims.models import ClaimDraft, Splitting
from tests.exporting import packed

ROOT = Path(__file__).parents[2]
DEMO = ROOT / "app" / "demo.txt"
CLAIMDESK = [sys.executable, "-m", "app"]
ENV = {**os.environ, "PYTHONPATH": str(ROOT)}
STORY = """The lantern bridge reopened on Monday after three years of work. It is the second longest bridge in
the county, and 4,000 people walked across it before noon. The mayor said that it cost 12 million crowns.
"""


@pytest.fixture
def run(monkeypatch):
    """Run a command with the settings' defaults, whatever this machine sets."""
    for name in ("DATABASE_URL", "SECRET_KEY", "DATA_DIR"):
        monkeypatch.delenv(f"CLAIMDESK_{name}", raising=False)

    def invoke(*words, given=None):
        return CliRunner().invoke(main, [str(word) for word in words], input=given)

    return invoke


COMMANDS = "open work link split export diff import imported verify audit backup restore move".split()


def test_help_lists_every_command(run):
    told = run("--help")
    assert told.exit_code == 0
    for name in COMMANDS:
        assert re.search(rf"^  {name} +\S", told.output, re.MULTILINE)


@pytest.mark.parametrize("name", COMMANDS)
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
        stated = [part for part in claim["trace"] if part["origin"] == "stated"]
        for part in stated:
            words = text[part["at"][0] : part["at"][1]]
            assert claim["text"][part["start"] : part["end"]].lower() == " ".join(words.split()).lower()
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


def test_a_file_that_cannot_be_read_is_named_and_the_others_are_split_all_the_same(run, tmp_path):
    (tmp_path / "a.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"")
    (tmp_path / "c.txt").write_text(STORY, encoding="utf-8")
    names = [tmp_path / name for name in ("a.txt", "nothing.txt", "b.txt", tmp_path, "c.txt")]
    told = run("split", *names)
    assert told.exit_code == 1
    files = [json.loads(line)["file"] for line in told.stdout.splitlines()]
    assert list(dict.fromkeys(files)) == [str(names[0]), str(names[4])]
    assert [line.rpartition(":")[0] for line in told.stderr.splitlines()] == [
        f"Error: {name}" for name in names[1:4]
    ]
    assert "Traceback" not in told.output


def test_one_file_names_none_and_every_field_is_there(run, tmp_path):
    (tmp_path / "a.txt").write_text(STORY, encoding="utf-8")
    told = run("split", tmp_path / "a.txt")
    assert (told.exit_code, told.stderr) == (0, "")
    for line in told.stdout.splitlines():
        assert list(json.loads(line)) == [field.name for field in fields(ClaimDraft)]


def test_without_a_file_the_command_is_wrong(run):
    assert run("split").exit_code == 2


LINES = [
    json.dumps({"id": "first", "text": STORY, "published": "2021-04-07"}),
    "",
    "no JSON",
    "[" * 100_000,
    "[1]",
    json.dumps({"id": 5}),
    json.dumps({"text": "", "id": 6}),
    json.dumps({"text": STORY, "published": "7 April"}),
    json.dumps({"text": STORY}),
]


def test_each_line_of_standard_input_is_a_text_of_its_own(run):
    told = run("split", "-", given="\n".join(LINES).encode() + b"\n\xff\n")
    assert told.exit_code == 1
    ids = [json.loads(line)["id"] for line in told.stdout.splitlines()]
    assert list(dict.fromkeys(ids)) == ["first", 9]
    assert len(ids) == 2 * ids.count("first") > 2
    said = dict(re.findall(r"^Error: standard input, line (\d+): (.+)$", told.stderr, re.MULTILINE))
    assert said == {
        "3": "this line is not JSON",
        "4": "this line is not JSON",
        "5": SHAPE,
        "6": SHAPE,
        "7": "there is no text here; paste the article's text",
        "8": "a date looks like 2021-04-07",
        "10": "this line is not JSON",
    }


SHAPE = 'a line is {"id": …, "text": "…", "published": "2021-04-07"}'


@pytest.mark.parametrize("day", ["7 April", "2021-02-30", "20210407", "tomorrow"])
def test_a_bad_day_is_a_wrong_command(run, day):
    told = run("split", DEMO, "--published", day)
    assert (told.exit_code, told.stdout) == (2, "")
    assert "a date looks like 2021-04-07" in told.stderr


@pytest.mark.parametrize(
    ("option", "line", "days"),
    [
        ((), {}, [None]),
        ((), {"published": "2021-04-07"}, [date(2021, 4, 7)]),
        (("--published", "2020-01-02"), {}, [date(2020, 1, 2)]),
        (("--published", "2020-01-02"), {"published": "2021-04-07"}, [date(2021, 4, 7)]),
        (("--published", "2020-01-02"), {"published": None}, [date(2020, 1, 2)]),
    ],
)
def test_the_day_of_a_text_reaches_the_splitter(run, monkeypatch, option, line, days):
    seen = []

    def read(text, segments, language, published):
        seen.append(published)
        return Splitting()

    monkeypatch.setattr(claims, "read_article", read)
    assert run("split", "-", *option, given=json.dumps({"text": STORY, **line}).encode()).exit_code == 0
    assert seen == days


OTHERS = {
    "fr": "Le phare de la pointe a été rallumé après deux années de nuit et de silence.\n",
    "ko": "갈매기곶의 등대가 두 해 만에 다시 불을 밝혔다고 군청이 수요일에 밝혔다.\n",
}


@pytest.mark.parametrize("language", OTHERS)
def test_another_language_is_said_to_be_for_later_and_its_sentences_are_given(run, tmp_path, language):
    (tmp_path / "a.txt").write_text(OTHERS[language], encoding="utf-8")
    told = run("split", tmp_path / "a.txt")
    assert told.exit_code == 0
    assert f"a.txt: not yet: {language};" in told.stderr
    assert [json.loads(line)["text"] for line in told.stdout.splitlines()] == [OTHERS[language].strip()]


def test_an_odd_text_that_breaks_the_splitter_stops_no_other(run, monkeypatch):
    real = claims.read_article

    def read(text, *given):
        if "odd" in text:
            raise ZeroDivisionError("deep inside")
        return real(text, *given)

    monkeypatch.setattr(claims, "read_article", read)
    given = "\n".join(json.dumps({"text": text}) for text in (STORY, f"odd. {STORY}", STORY))
    told = run("split", "-", given=given.encode())
    assert told.exit_code == 1
    assert {json.loads(line)["id"] for line in told.stdout.splitlines()} == {1, 3}
    assert told.stderr == "Error: standard input, line 2: unexpected: ZeroDivisionError: deep inside\n"


def test_a_listing_is_for_reading(run, tmp_path):
    (tmp_path / "a.txt").write_text(STORY, encoding="utf-8")
    told = run("split", tmp_path / "a.txt", tmp_path / "a.txt", "--listing")
    assert told.exit_code == 0
    heads = [line for line in told.stdout.splitlines() if not line.startswith(" ")]
    assert heads[0] == f"== {tmp_path / 'a.txt'}"
    assert heads[1].startswith("1. ")
    assert re.search(r"^    at \d+-\d+", told.stdout, re.MULTILINE)
    assert "{" not in told.stdout


def test_several_processes_give_the_same_lines_in_the_same_order(tmp_path):
    """In processes of their own, with a person who watches the errors and a file for the claims."""
    for number in range(5):
        text = STORY * (6 if number == 0 else 1) + f"\nThe pier number {number} is {number} feet long.\n"
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    names = [*(f"{number}.txt" for number in range(5)), "nothing.txt"]
    alone = subprocess.run(
        [*CLAIMDESK, "split", *names], cwd=tmp_path, env=ENV, capture_output=True, check=False
    )
    seen, end = pty.openpty()
    told = {"stdout": subprocess.PIPE, "stderr": end}
    jobs = [*CLAIMDESK, "split", "--jobs", "2", *names]
    many = subprocess.run(jobs, cwd=tmp_path, env=ENV, check=False, **told)
    os.close(end)
    watched = b""
    with suppress(OSError):  # the other end is closed: all was read
        while part := os.read(seen, 4096):
            watched += part
    os.close(seen)
    assert alone.returncode == many.returncode == 1
    assert alone.stdout
    assert many.stdout == alone.stdout
    assert b"Splitting" in watched
    assert b"nothing.txt: No such file" in watched
    assert b"Splitting" not in alone.stderr


def test_only_a_few_texts_are_held_at_a_time():
    begun = []

    def tasks():
        for number in range(12):
            begun.append(number)
            yield splitting.Task(f"{number}", error=f"wrong {number}")

    told = splitting.results(tasks(), 2)
    first = next(told)
    assert first.error == "wrong 0"
    assert len(begun) <= 4
    assert [done.error for done in told] == [f"wrong {number}" for number in range(1, 12)]


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


def test_verify_says_what_a_package_holds_and_names_what_is_wrong_with_it(run, tmp_path):
    package = packed()
    (tmp_path / "set.zip").write_bytes(package)
    told = run("verify", tmp_path / "set.zip")
    assert (told.exit_code, told.stderr) == (0, "")
    assert told.stdout.startswith("Right: “The pier” 1.0.0, 3 claims, ")
    published = re.search("[0-9a-f]{64}", told.stdout)[0]
    assert run("verify", tmp_path / "set.zip", "--manifest", published).exit_code == 0
    assert "not the published one" in run("verify", tmp_path / "set.zip", "--manifest", "0" * 64).stderr
    (tmp_path / "set.zip").write_bytes(package[:-1])
    told = run("verify", tmp_path / "set.zip")
    assert (told.exit_code, told.stdout) == (1, "")
    assert told.stderr.startswith("Error: the directory at the end")
    gone = tmp_path / "none.zip"
    assert run("verify", gone).stderr == f"Error: {gone} cannot be read: No such file or directory\n"
    gone.write_text("a letter")
    assert "this is no package" in run("verify", gone).stderr


def test_an_export_that_fails_leaves_no_file(run, tmp_path):
    server.prepare(tmp_path / "desk", demo=False)
    told = run("export", "nothing", "--data", tmp_path / "desk", "--zip", "--out", tmp_path / "set.zip")
    assert told.exit_code == 1
    assert [one.name for one in tmp_path.iterdir()] == ["desk"]


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


@pytest.mark.parametrize(
    ("chosen", "host", "proxies", "allowed"),
    [
        ("", "127.0.0.1", 0, True),
        ("", "::1", 0, True),
        ("", "127.0.0.1", 1, False),
        ("", "0.0.0.0", 0, False),
        ("", "", 0, False),
        ("on", "0.0.0.0", 0, True),
        ("ON", "", 1, True),
        ("off", "127.0.0.1", 0, False),
    ],
)
def test_addresses_are_fetched_where_only_this_machine_is_served_unless_said_otherwise(
    chosen, host, proxies, allowed
):
    assert config.may_fetch({"FETCH": chosen, "PROXIES": proxies}, host) is allowed


def test_an_unknown_word_for_fetching_is_refused_and_hosts_are_listed():
    with pytest.raises(config.SettingError, match="CLAIMDESK_FETCH is on, off or empty"):
        config.may_fetch({"FETCH": "yes", "PROXIES": 0}, "127.0.0.1")
    assert config.fetch_hosts({"FETCH_HOSTS": "a.example, .b.example"}) == ("a.example", ".b.example")
    assert config.fetch_hosts({"FETCH_HOSTS": ""}) == ()


@pytest.mark.parametrize("with_parent", [True, False])
def test_only_the_worker_of_a_desk_on_this_machine_fetches_without_being_told(
    tmp_path, monkeypatch, with_parent
):
    server.prepare(tmp_path, demo=False)
    rules = []

    def work(engine, _stop, fetch, **_more):
        rules.append(fetch.keywords["rules"])
        engine.dispose()

    monkeypatch.setattr(server, "work", work)
    monkeypatch.setattr(server, "_watch_parent", lambda _stop: None)
    monkeypatch.setattr(server.signal, "signal", lambda *_: None)
    monkeypatch.setenv("CLAIMDESK_FETCH_HOSTS", ".a.example")
    server.run_worker(tmp_path, with_parent=with_parent)
    assert [(one.allowed, one.hosts) for one in rules] == [(with_parent, (".a.example",))]


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


class Terminal(io.StringIO):
    """Where a person looks."""

    def isatty(self):
        return True


def test_a_bar_is_shown_to_a_person_and_to_nobody_else(monkeypatch):
    for seen in (Terminal(), io.StringIO()):
        monkeypatch.setattr(sys, "stderr", seen)
        with bar("Packing") as watch:
            for number in range(5_001):
                watch(number, 5_000)
        if seen.isatty():
            assert "Packing" in seen.getvalue()
            assert "100%" in seen.getvalue()
        else:
            assert seen.getvalue() == ""
