"""Documents are read in a process of their own, under limits: the desk hears a value or a refusal.

See `child` for what runs there. One reader serves this process; it is started when it is first
needed, and again after it went for want of work.
"""

import atexit
import logging
import os
import socket
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path

from claims.errors import InputError, TooLargeError
from claims.ingest import wire
from claims.ingest.documents import Document
from claims.models.drafts import Intake

_CAN_FORK = hasattr(os, "fork") and hasattr(socket, "send_fds")
_PROGRAM = (sys.executable, "-m", "claims.ingest.child")
# Reading is heavy, and the desk has other things to do: more documents wait for their turn.
_AT_ONCE = threading.BoundedSemaphore(2)
# Over the keeper's own clock: what it takes to start a reader on a slow machine.
_PATIENCE = 20
_LIMITS = wire.Limits()
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Heard:
    """How a reading ended (`child.ENDED` and its like), its peak memory in bytes, and the answer."""

    ended: str
    peak: int
    answer: bytes


def read(document: Document, limits: wire.Limits = _LIMITS) -> Intake:
    """Read a document in the child process.

    Raises:
        InputError: field "file": why it was refused, or that it was stopped or broke its reader.
        TooLargeError: field "file", if it is too large, takes too long or needs too much memory.
    """
    heard = listen(document, limits)
    if heard.ended == "ended":
        try:
            return wire.understood(heard.answer, document.data)
        except (ValueError, TypeError, KeyError, RecursionError):
            heard = Heard("broken", heard.peak, b"an answer that is none")
    if heard.ended == "broken":
        _log.warning("a document's reader broke: %s", heard.answer.decode(errors="replace"))
    raise _stopped(heard.ended, limits)


def _stopped(ended: str, limits: wire.Limits) -> InputError:
    if ended == "time":
        said = f"reading this file took over {limits.clock:.0f} seconds, so it was stopped; paste its text"
        return TooLargeError(said, "file")
    if ended == "memory":
        said = f"reading this file needs more than {limits.memory // wire.MIB} MiB of memory; paste its text"
        return TooLargeError(said, "file")
    return InputError("this file could not be read, so it may be damaged; paste its text", "file")


def listen(document: Document, limits: wire.Limits = _LIMITS) -> Heard:
    """Have a document read, and hear how that ended."""
    with _AT_ONCE:
        question = wire.ask(document, limits)
        if not _CAN_FORK:
            return read_once(question, limits)
        if heard := _heard(question, limits):
            return heard
        # A reader may go for want of work right when it is asked; the next one is new.
        _READER.end()
        return _heard(question, limits) or Heard("broken", 0, b"")


def read_once(question: bytes, limits: wire.Limits) -> Heard:
    """Read a document in a process that is started for it, as where nothing can fork."""
    try:
        done = subprocess.run(  # noqa: S603  our own interpreter and our own words
            [*_PROGRAM, "--once"],
            input=question,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            timeout=limits.clock,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Heard("time", 0, b"")
    return Heard("broken" if done.returncode else "ended", 0, done.stdout)


def _heard(question: bytes, limits: wire.Limits) -> Heard | None:
    """Ask the reader; None if it was gone."""
    ours, theirs = socket.socketpair()
    with ours:
        with theirs:
            if not _READER.hand_over(theirs):
                return None
        ours.settimeout(limits.clock + _PATIENCE)
        try:
            ours.sendall(question)
            said = _all_of(ours)
        except TimeoutError:
            return Heard("time", 0, b"")
        except OSError:
            return None
    first, _, answer = said.partition(b"\n")
    if not first:
        return None
    ended, peak = first.decode().split()
    return Heard(ended, int(peak), answer)


def _all_of(line: socket.socket) -> bytes:
    said = bytearray()
    while piece := line.recv(1 << 16):
        said += piece
    return bytes(said)


def _environment() -> dict[str, str]:
    """What the child may know: how to find Python's modules, and none of the desk's secrets."""
    root = str(Path(__file__).parents[2])
    paths = [root, *filter(None, [os.environ.get("PYTHONPATH")])]
    kept = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "HOME", "LD_LIBRARY_PATH")
    own = {"PYTHONPATH": os.pathsep.join(paths), "PYTHONUTF8": "1", "OMP_NUM_THREADS": "1"}
    return {name: os.environ[name] for name in kept if name in os.environ} | own


class _Reader:
    """The child process of this process, if there is one."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._owner = 0

    def hand_over(self, line: socket.socket) -> bool:
        """Give the reader one end of a connection; False if it has just gone."""
        with self._lock:
            control = self._running()
            try:
                socket.send_fds(control, [b"."], [line.fileno()])
            except OSError:
                self._drop()
                return False
        return True

    def _running(self) -> socket.socket:
        # After a fork of this process, the reader is the other one's.
        if self._control and self._process and self._owner == os.getpid() and self._process.poll() is None:
            return self._control
        self._drop()
        self._control, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603  our own interpreter and our own words
                _PROGRAM, stdin=theirs.fileno(), stdout=subprocess.DEVNULL, env=_environment()
            )
        self._owner = os.getpid()
        return self._control

    def _drop(self) -> None:
        if self._control:
            self._control.close()
        if self._process and self._owner == os.getpid():
            try:
                self._process.wait(_PATIENCE)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        self._control = self._process = None

    def end(self) -> None:
        """Let the reader go; it ends when its line does."""
        with self._lock:
            self._drop()


_READER = _Reader()
atexit.register(_READER.end)
