"""One answer read from a connection, never more of it and never longer than allowed."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from claims.errors import FetchFailedError, FetchRefusedError
from claims.fetch.values import Connection, Limits

_T = TypeVar("_T")

_AT_ONCE = 64 * 1024
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_STATUS = re.compile(rb"HTTP/1\.[01] ([1-5][0-9]{2})(?: [^\r\n]*)?")
_HEADER = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*(.*?)[ \t]*", re.DOTALL)
_CONTROL = re.compile(rb"[\x00-\x08\x0a-\x1f\x7f]")
_CHUNK = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]*)?\r?\n")
_CHUNK_LINE = 1_024
#: Answers like 103 that only announce the answer.
_ANNOUNCEMENTS = 4
_OTHER_PROTOCOL = 101


class Budget:
    """What is left of a fetch's time and bytes, over all its redirects."""

    def __init__(self, limits: Limits, clock: Callable[[], float]) -> None:
        self._limits = limits
        self._clock = clock
        self._end = clock() + limits.total_seconds
        self._bytes = limits.wire_bytes

    def seconds(self) -> float:
        """How long anything may still take.

        Raises:
            FetchFailedError: if the time is over.
        """
        left = self._end - self._clock()
        if left <= 0:
            raise self.too_slow()
        return left

    def too_slow(self) -> FetchFailedError:
        """What to say when the time is over."""
        return FetchFailedError(
            f"the server took longer than {self._limits.total_seconds:g} seconds", again=True
        )

    def spend(self, count: int) -> None:
        """Count bytes that came over the wire."""
        self._bytes -= count
        self.must_fit(0)

    def must_fit(self, count: int) -> None:
        """Refuse what says beforehand that it is larger than what may still come."""
        if count > self._bytes:
            raise FetchRefusedError(f"this document is larger than {_size(self._limits.wire_bytes)}")


@dataclass(frozen=True, slots=True)
class Answer:
    """The head of an answer: `raw` as it came, its headers in order and as they are spelled."""

    status: int
    headers: tuple[tuple[str, str], ...]
    raw: bytes

    def header(self, name: str) -> str:
        """The first header of this name, given in lower case; "" if there is none."""
        return next(iter(self.every(name)), "")

    def every(self, name: str) -> list[str]:
        """All headers of this name, given in lower case."""
        return [value for key, value in self.headers if key.lower() == name]


class Wire:
    """Reads from a connection; `raw` is what was taken of its body, framing and all."""

    def __init__(self, connection: Connection, budget: Budget, head_bytes: int) -> None:
        self._connection = connection
        self._budget = budget
        self._head_bytes = head_bytes
        self._received = bytearray()
        self._at = 0
        self._body_at = 0

    @property
    def raw(self) -> bytes:
        """The body as it came over the wire, as far as it was read."""
        return bytes(self._received[self._body_at : self._at])

    def send(self, data: bytes) -> None:
        """Send a request.

        Raises:
            FetchFailedError: if the connection does not hold, or the time is over.
        """
        self._within_time(lambda: self._connection.sendall(data))

    def answer(self) -> Answer:
        """Read the head of the answer, past those that only announce it.

        Raises:
            FetchFailedError: if it cannot be read, breaks off, or the time is over.
            FetchRefusedError: if it is longer than allowed.
        """
        for _ in range(_ANNOUNCEMENTS + 1):
            found = _parsed(self._head())
            if found.status >= 200:
                self._body_at = self._at
                return found
            if found.status == _OTHER_PROTOCOL:
                break
        raise _unreadable()

    def body(self, answer: Answer) -> bytes:
        """Read the body that belongs to an answer, taken out of its chunks.

        Raises:
            FetchFailedError: if it breaks off, its frame is wrong, or the time is over.
            FetchRefusedError: if it is larger than allowed.
        """
        frames = [
            part.strip().lower() for value in answer.every("transfer-encoding") for part in value.split(",")
        ]
        if frames:
            if frames != ["chunked"]:
                raise _unreadable()
            return self._chunks()
        length = _said_length(answer.every("content-length"))
        return self._rest() if length is None else self._take(length)

    def _head(self) -> bytes:
        start = self._at
        while not (end := _HEAD_END.search(self._received, start, start + self._head_bytes)):
            if len(self._received) - start >= self._head_bytes:
                raise FetchRefusedError(f"the server's headers are longer than {_size(self._head_bytes)}")
            self._need_more()
        self._at = end.end()
        return bytes(self._received[start : self._at])

    def _take(self, count: int) -> bytes:
        self._budget.must_fit(count - (len(self._received) - self._at))
        while len(self._received) - self._at < count:
            self._need_more()
        self._at += count
        return bytes(self._received[self._at - count : self._at])

    def _rest(self) -> bytes:
        start = self._at
        while self._more():
            pass
        self._at = len(self._received)
        return bytes(self._received[start:])

    def _chunks(self) -> bytes:
        body = bytearray()
        while size := self._chunk_size():
            body += self._take(size)
            if self._line(2).strip(b"\r\n"):
                raise _unreadable()
        self._trailers()
        return bytes(body)

    def _chunk_size(self) -> int:
        found = _CHUNK.fullmatch(self._line(_CHUNK_LINE))
        if not found:
            raise _unreadable()
        return int(found[1], 16)

    def _trailers(self) -> None:
        left = self._head_bytes
        while (line := self._line(left)).strip(b"\r\n"):
            left -= len(line)

    def _line(self, limit: int) -> bytes:
        start = self._at
        while (end := self._received.find(b"\n", start, start + limit)) < 0:
            if len(self._received) - start >= limit:
                raise _unreadable()
            self._need_more()
        self._at = end + 1
        return bytes(self._received[start : self._at])

    def _need_more(self) -> None:
        if not self._more():
            raise FetchFailedError("the server broke off in the middle of its answer", again=True)

    def _more(self) -> bool:
        data = self._within_time(lambda: self._connection.recv(_AT_ONCE))
        self._budget.spend(len(data))
        self._received += data
        return bool(data)

    def _within_time(self, step: Callable[[], _T]) -> _T:
        self._connection.settimeout(self._budget.seconds())
        try:
            done = step()
        except TimeoutError:
            raise self._budget.too_slow() from None
        except OSError:
            raise FetchFailedError("the connection to the server broke", again=True) from None
        self._budget.seconds()
        return done


def _parsed(raw: bytes) -> Answer:
    first, *lines = re.split(rb"\r?\n", raw.rstrip(b"\r\n"))
    status = _STATUS.fullmatch(first)
    if not status:
        raise _unreadable()
    return Answer(int(status[1]), tuple(_header(line) for line in _unfolded(lines)), raw)


def _unfolded(lines: Iterable[bytes]) -> list[bytes]:
    """Header lines, with those that old servers break put together again."""
    whole: list[bytes] = []
    for line in lines:
        if line[:1] in (b" ", b"\t") and whole:
            whole[-1] += b" " + line.strip(b" \t")
        else:
            whole.append(line)
    return whole


def _header(line: bytes) -> tuple[str, str]:
    found = _HEADER.fullmatch(line)
    if not found or _CONTROL.search(line):
        raise _unreadable()
    return found[1].decode("ascii"), _text(found[2])


def _text(value: bytes) -> str:
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")


def _said_length(values: list[str]) -> int | None:
    said = {part.strip() for value in values for part in value.split(",")}
    if not said:
        return None
    if len(said) > 1 or not re.fullmatch(r"[0-9]{1,15}", next(iter(said))):
        raise _unreadable()
    return int(said.pop())


def _unreadable() -> FetchFailedError:
    return FetchFailedError("the server's answer cannot be read")


def _size(count: int) -> str:
    return f"{count // 1024 // 1024} MiB" if count >= 1024 * 1024 else f"{count // 1024} KiB"
