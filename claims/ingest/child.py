"""The process that reads strangers' bytes: `python -m claims.ingest.child`. `apart` starts it.

Where the system can fork, three processes share the work:

    reader   has the parsers loaded; forks a keeper for each document, and ends with the desk
    └─ keeper   takes the document in, watches the clock, and says how it ended
       └─ worker   under limits, without network: reads this one document, answers, ends

So a document costs a fork and not a start of Python, nothing of it reaches the next one, and what
hangs is killed and reaped by its own parent. Elsewhere one process reads one document, and the
desk watches the clock.
"""

import contextlib
import importlib
import os
import select
import signal
import socket
import sys
import time
import traceback
from pathlib import Path
from typing import IO, NoReturn

from claims.errors import InputError
from claims.ingest import wire
from claims.ingest.documents import Document, read_document
from claims.ingest.kinds import Kind

try:
    import resource
except ImportError:  # Windows has no such limits
    resource = None  # type: ignore[assignment]  # mypy knows it as a module only

#: How long a reader without work stays, in seconds; it holds some 100 MB.
IDLE = 300
#: How a reading ended, as the keeper says it.
ENDED, TIME, MEMORY, BROKEN = "ended", "time", "memory", "broken"

_PARSERS = tuple(f"claims.ingest.{name}" for name in ("page", "pdf", "docx", "warc"))
# Read once before any fork: trafilatura loads much on the first page and the first date it meets.
_FIRST_PAGE = (
    b"<html><head><title>A page</title></head><body><article><p>The first page makes the next ones quick to"
    b" read.</p><p>Posted on 7 April 2021</p></article></body></html>"
)
_NO_MEMORY, _BROKE = 3, 4
# What no parser of ours does. Fonts, entities and links in a document must fetch nothing.
_FORBIDDEN = tuple("socket. subprocess. os.system os.exec os.fork os.posix_spawn ctypes.".split())
_STEP = 1 << 16


def main() -> None:
    """Serve until the desk ends, or read one document from standard input."""
    if sys.argv[1:] == ["--once"]:
        _once(sys.stdin.buffer, sys.stdout.buffer)
    else:
        serve(socket.socket(fileno=0))


def _once(given: IO[bytes], out: IO[bytes]) -> None:
    document, limits = _taken(given)
    _limit(limits)
    out.write(_answer(document))
    out.flush()


def serve(control: socket.socket) -> None:
    """Fork a keeper for each connection that the desk hands over, until it is gone or idle for long."""
    for name in _PARSERS:
        importlib.import_module(name)
    read_document(Document(_FIRST_PAGE, Kind.PAGE))
    # Keepers end by themselves and nobody waits for them; Ctrl-C is the desk's, whose end ends this.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    control.settimeout(IDLE)
    while line := _handed_over(control):
        if os.fork() == 0:
            try:
                control.close()
                keep(line)
            finally:
                os._exit(0)  # whatever happened: the reader's own loop runs once
        line.close()


def _handed_over(control: socket.socket) -> socket.socket | None:
    try:
        message, handles, _, _ = socket.recv_fds(control, 1, 1)
    except TimeoutError:
        return None
    return socket.socket(fileno=handles[0]) if message and handles else None


def keep(line: socket.socket) -> None:
    """Have one document read by a worker, and tell the desk how it ended, its memory and its answer."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    with line, line.makefile("rb") as given:
        document, limits = _taken(given)
        out, into = os.pipe()
        worker = os.fork()
        if worker == 0:
            os.close(out)
            line.close()
            _work(document, limits, into)
        os.close(into)
        answer, in_time = _heard(out, limits.clock)
        if not in_time:
            os.kill(worker, signal.SIGKILL)
        _, status, used = os.wait4(worker, 0)
        peak = used.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
        ended = _ended(status) if in_time else TIME
        line.sendall(f"{ended} {peak}\n".encode() + answer)


def _taken(given: IO[bytes]) -> tuple[Document, wire.Limits]:
    document, size, limits = wire.head_of(given.readline())
    return Document(given.read(size), document.kind, document.charset, document.url), limits


def _heard(out: int, seconds: float) -> tuple[bytes, bool]:
    """Hear a worker out; gives its answer and whether it ended in time, saying no more than it may."""
    until, heard = time.monotonic() + seconds, bytearray()
    while (left := until - time.monotonic()) > 0 and select.select([out], [], [], left)[0]:
        piece = os.read(out, _STEP)
        if not piece:
            return bytes(heard), True
        heard += piece
        if len(heard) > wire.MAX_ANSWER:
            break
    return b"", False


def _ended(status: int) -> str:
    if os.WIFSIGNALED(status):
        return TIME if os.WTERMSIG(status) in {signal.SIGXCPU, signal.SIGKILL} else BROKEN
    return {0: ENDED, _NO_MEMORY: MEMORY}.get(os.WEXITSTATUS(status), BROKEN)


def _work(document: Document, limits: wire.Limits, into: int) -> NoReturn:
    """Read a document under limits. Whatever happens, this process ends here."""
    code = 1
    try:
        _limit(limits)
        _quiet()
        with os.fdopen(into, "wb") as out:
            code, answer = _tried(document)
            out.write(answer)
    finally:
        os._exit(code)


def _tried(document: Document) -> tuple[int, bytes]:
    try:
        return 0, _answer(document)
    except MemoryError:
        return _NO_MEMORY, b""
    except Exception as error:  # noqa: BLE001  a stranger's bytes make parsers raise anything
        return _BROKE, _where(error).encode()


def _where(error: Exception) -> str:
    """Say which error it was and where it was raised: for the log, and nothing of the document in it."""
    frames = traceback.extract_tb(error.__traceback__)
    return f"{type(error).__name__} in {Path(frames[-1].filename).name}:{frames[-1].lineno}"


def _answer(document: Document) -> bytes:
    try:
        return wire.written(read_document(document))
    except InputError as error:
        return wire.refusal(error)


def _limit(limits: wire.Limits) -> None:
    """Bound this process for good: processor, memory, no files written, no network, no programs."""
    sys.addaudithook(_refuse)
    if resource is None:
        return
    for name, value in (
        ("RLIMIT_CPU", limits.processor),
        ("RLIMIT_AS", limits.memory),
        ("RLIMIT_FSIZE", 0),
        ("RLIMIT_CORE", 0),
    ):
        # macOS knows some of these and refuses to set them.
        with contextlib.suppress(ValueError, OSError, AttributeError):
            resource.setrlimit(getattr(resource, name), (value, value))


def _refuse(event: str, _arguments: object) -> None:
    if event.startswith(_FORBIDDEN):
        raise PermissionError(f"a document's reader may not do {event}")


def _quiet() -> None:
    """Let parsers' grumbling go nowhere: the reviewer hears one clear word."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)


if __name__ == "__main__":
    main()
