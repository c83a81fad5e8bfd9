"""The child process: what it may take, that it is killed and reaped, and what the desk believes of it."""

import json
import os
import subprocess
import sys
import threading
import time
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from claims.errors import InputError, TooLargeError
from claims.ingest import apart, child, from_file, wire
from claims.ingest.documents import Document
from claims.ingest.kinds import Kind
from claims.models.drafts import ArticleMeta, Intake
from tests.documents import PROSE, a_docx, a_pdf, an_article, words

ROOT = Path(__file__).parents[2]
PAGE = Document(an_article(PROSE), Kind.PAGE)
# Reading it takes far longer than the limits below.
LONG = Document(a_pdf(["a"] * 1_500), Kind.PDF)
MIB = 1024 * 1024

needs_fork = pytest.mark.skipif(not apart._CAN_FORK, reason="this system cannot fork")
needs_proc = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="this system has no /proc")


def below(process: int) -> set[int]:
    """The processes under one, the dead that nobody reaped included."""
    found = set()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text(errors="replace").rpartition(")")[2].split()[1])
        except OSError:
            continue
        if parent == process:
            found |= {int(folder.name)} | below(int(folder.name))
    return found


def wait_until(true) -> None:
    until = time.monotonic() + 60
    while not true():
        assert time.monotonic() < until
        time.sleep(0.01)


@needs_fork
@needs_proc
def test_a_reading_that_takes_too_long_is_killed_and_reaped():
    apart.read(PAGE)
    reader = apart._READER._process.pid
    wait_until(lambda: not below(reader))
    began = time.monotonic()
    assert apart.listen(LONG, wire.Limits(clock=0.3)).ended == "time"
    assert time.monotonic() - began < 10
    wait_until(lambda: not below(reader))


@needs_fork
def test_a_reading_that_takes_too_much_of_the_processor_is_stopped():
    many = Document(an_article("<a href=x>word</a> " * 7_000), Kind.PAGE)
    heard = apart.listen(many, wire.Limits(processor=1, clock=120))
    assert heard.ended == "time"


@needs_fork
def test_a_reading_that_needs_too_much_memory_is_stopped():
    large = Document(a_docx(words(*["a" * 100_000] * 9)), Kind.DOCX)
    base = apart.listen(Document(a_docx(words(PROSE)), Kind.DOCX)).peak
    assert apart.listen(large).ended == "ended"
    heard = apart.listen(large, wire.Limits(memory=base + 40 * MIB))
    assert heard.ended in {"memory", "broken"}
    assert heard.peak < base + 40 * MIB


@pytest.mark.parametrize(
    ("ended", "kind", "words_said"),
    [
        ("time", TooLargeError, "took over 10 seconds, so it was stopped; paste its text"),
        ("memory", TooLargeError, "more than 512 MiB of memory; paste its text"),
        ("broken", InputError, "could not be read, so it may be damaged; paste its text"),
    ],
)
def test_what_was_stopped_is_told_in_words_for_a_reviewer(monkeypatch, ended, kind, words_said):
    monkeypatch.setattr(apart, "listen", lambda *_: apart.Heard(ended, 0, b""))
    with pytest.raises(kind, match=words_said) as refused:
        apart.read(PAGE)
    assert refused.value.field == "file"


@needs_fork
def test_a_reader_that_was_killed_is_started_again():
    apart.read(PAGE)
    was = apart._READER._process
    was.kill()
    assert apart.read(PAGE).text == PROSE + "\n"
    assert apart._READER._process.pid != was.pid


@needs_fork
def test_a_reader_ends_with_the_desk_that_started_it():
    program = (
        "from claims.ingest import apart, from_file; from tests.documents import an_article\n"
        "from_file(an_article('A sentence that is long enough to be one.'), 'a.html')\n"
        "print(apart._READER._process.pid, flush=True); import os; os._exit(0)"
    )
    said = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, check=True, text=True
    )

    def gone():
        try:
            os.kill(int(said.stdout), 0)
        except ProcessLookupError:
            return True
        stat = Path(f"/proc/{said.stdout.strip()}/stat")  # dead, if nobody here reaps orphans
        return stat.exists() and stat.read_text().rpartition(")")[2].split()[0] == "Z"

    wait_until(gone)


def test_documents_read_at_once_do_not_mix():
    texts = [f"Ferry number {n} crosses the river on most days of the year." for n in range(8)]
    taken = {}

    def read(text):
        taken[text] = from_file(an_article(text), "a.html").text

    readers = [threading.Thread(target=read, args=(text,)) for text in texts]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert taken == {text: text + "\n" for text in texts}


def test_where_nothing_can_fork_a_process_is_started_for_each_document(monkeypatch):
    forked = apart.read(PAGE)
    monkeypatch.setattr(apart, "_CAN_FORK", False)
    assert apart.read(PAGE) == forked
    with pytest.raises(InputError, match="pictures"):
        apart.read(Document(a_pdf([""]), Kind.PDF))
    assert apart.listen(LONG, wire.Limits(clock=0.3)).ended == "time"


def test_a_documents_reader_has_no_network_no_programs_and_writes_nothing(tmp_path):
    acts = [
        "socket.create_connection(('127.0.0.1', 9))",
        "socket.getaddrinfo('ledger.example', 80)",
        "subprocess.run(['true'])",
        "os.system('true')",
        "os.fork()",
        "open('written', 'w').write('x' * 100_000)",
    ]
    tries = "\n".join(f"try: {act}; print('done')\nexcept OSError as error: print(error)" for act in acts)
    program = (
        "import os, socket, subprocess\nfrom claims.ingest import child, wire\nchild._limit(wire.Limits())\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program + tries],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
        text=True,
    )
    refused = done.stdout.splitlines()
    assert len(refused) == len(acts)
    assert all("may not do" in line for line in refused[:-1])
    assert "File too large" in refused[-1]


@needs_fork
@needs_proc
def test_the_reader_knows_none_of_the_desks_secrets(monkeypatch):
    monkeypatch.setenv("CLAIMDESK_SECRET_KEY", "not for readers")
    apart._READER.end()
    apart.read(PAGE)
    known = Path(f"/proc/{apart._READER._process.pid}/environ").read_bytes()
    assert b"PYTHONPATH" in known
    assert b"not for readers" not in known


# what is said between them

TAKEN = Intake(
    b"raw",
    "One page.\n\nTwo.\n",
    "application/pdf",
    "pypdf-1",
    ArticleMeta(title="T", published_on=date(2021, 4, 7), language="en"),
    (0, 11),
    "https://ledger.example/a",
    datetime(2021, 4, 7, 9, 13, tzinfo=UTC),
    (("Content-Type", "text/html"),),
    ("https://ledger.example/b",),
)


def test_what_was_read_comes_back_whole():
    assert wire.understood(wire.written(TAKEN), b"raw") == TAKEN


@pytest.mark.parametrize("error", [InputError("no", "file"), TooLargeError("much", "file")])
def test_a_refusal_comes_back_as_it_was(error):
    with pytest.raises(type(error), match=str(error)) as refused:
        wire.understood(wire.refusal(error), b"")
    assert (type(refused.value), refused.value.field) == (type(error), "file")


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": 7},
        {"text": None},
        {"extractor": 7},
        {"pages": [5, 1]},
        {"pages": [0, 999]},
        {"pages": [-1]},
        {"pages": ["x"]},
        {"captured_at": "soon"},
        {"headers": [["a"]]},
        {"headers": [["a", 1]]},
        {"others": [None]},
        {"url": {}},
        {"meta": {}},
        {"meta": {**asdict(ArticleMeta()), "published_on": "soon"}},
        {"meta": {**asdict(ArticleMeta()), "more": "x"}},
    ],
)
def test_an_answer_that_is_none_of_ours_is_not_believed(monkeypatch, wrong):
    answer = json.loads(wire.written(TAKEN))
    answer["read"].update(wrong)
    heard = apart.Heard("ended", 0, json.dumps(answer).encode())
    monkeypatch.setattr(apart, "listen", lambda *_: heard)
    with pytest.raises(InputError, match="could not be read"):
        apart.read(PAGE)


@pytest.mark.parametrize("answer", [b"", b"{", b"[]", b"{}", b"[" * 100_000, b'{"read": 1}'])
def test_noise_for_an_answer_is_a_document_that_could_not_be_read(monkeypatch, answer):
    monkeypatch.setattr(apart, "listen", lambda *_: apart.Heard("ended", 0, answer))
    with pytest.raises(InputError, match="could not be read"):
        apart.read(PAGE)


@pytest.mark.parametrize(("text", "words_said"), [("a\0b", "NUL"), ("\ud800", "half"), (" ", "no text")])
def test_a_text_that_cannot_be_kept_is_refused_whoever_read_it(text, words_said):
    answer = json.loads(wire.written(TAKEN))
    answer["read"]["text"] = text
    with pytest.raises(InputError, match=words_said):
        wire.understood(json.dumps(answer).encode(), b"")


def test_what_a_document_says_of_itself_is_storable_and_not_endless():
    answer = json.loads(wire.written(TAKEN))
    answer["read"]["meta"]["title"] = "a\0\ud800" + "b" * 5_000
    title = wire.understood(json.dumps(answer).encode(), b"").meta.title
    assert title.startswith("a\ufffdb")
    assert len(title) == 2_000


def test_a_worker_that_talks_without_end_is_cut_off(monkeypatch):
    monkeypatch.setattr(wire, "MAX_ANSWER", 1_000)
    out, into = os.pipe()
    os.write(into, b"a" * 2_000)
    assert child._heard(out, 1.0) == (b"", False)
    os.close(out)
    os.close(into)
