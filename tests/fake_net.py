"""A network that lives in a test: its names, servers and time, and a book of who was connected to."""

from __future__ import annotations

import socket
from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import count

from claims.fetch import Fetched, FetchRules, fetch

PUBLIC = "93.184.215.14"
ELSEWHERE = "2606:2800:21f:cb07:6820:80da:af6b:8b2c"
OPEN = FetchRules(allowed=True)
DAY = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
PAGE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>Good morning.</p>"


def answer(
    body: bytes = b"<p>Good morning.</p>", *lines: str, status: int = 200, content_type: str = "text/html"
) -> bytes:
    """An answer that says its length, and whatever `lines` add."""
    head = [f"HTTP/1.1 {status} So"]
    if content_type:
        head.append(f"Content-Type: {content_type}")
    if not any(line.lower().startswith(("content-length", "transfer-encoding")) for line in lines):
        head.append(f"Content-Length: {len(body)}")
    return "\r\n".join((*head, *lines, "", "")).encode() + body


def sent_on(location: str, status: int = 302) -> bytes:
    """A redirect."""
    return f"HTTP/1.1 {status} On\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n".encode()


class Server:
    """A connection that gives one step after the other: bytes, seconds that pass, or an error."""

    def __init__(self, net: Net, steps: Iterable[bytes | float | OSError]) -> None:
        self._net = net
        self._steps = iter(steps)
        self._left = b""
        self._patience = 0.0
        self.asked = b""
        self.closed = False

    def settimeout(self, seconds: float | None, /) -> None:
        self._patience = seconds or 0.0

    def sendall(self, data: bytes, /) -> None:
        self.asked += data

    def recv(self, size: int, /) -> bytes:
        while not self._left:
            step = next(self._steps, b"")
            if isinstance(step, OSError):
                raise step
            if isinstance(step, bytes):
                self._left = step
                if not step:
                    return b""
            elif step > self._patience:
                self._net.seconds += self._patience
                raise TimeoutError
            else:
                self._net.seconds += step
        given, self._left = self._left[:size], self._left[size:]
        self._net.given += len(given)
        return given

    def close(self) -> None:
        self.closed = True


class Net:
    """Hosts and what they answer, in turn.

    `hosts` gives a name's addresses, or a list of lists: what the first look-up finds, the second, and so on.
    A host that is not named is looked up as the system reads numbers ("0x7f.1"), never in the world.
    """

    def __init__(self, *answers: bytes | Iterable[bytes | float | OSError], **hosts: list) -> None:
        self.hosts = {name.replace("_", "."): found for name, found in hosts.items()}
        self._answers = iter(answers)
        self._ids = count(1)
        self.looked_up: list[str] = []
        self.connected: list[tuple[str, int, str, bool]] = []
        self.servers: list[Server] = []
        self.seconds = 0.0
        self.given = 0
        self.unreachable: set[str] = set()

    def fetch(self, url: str = "http://news.example/story", rules: FetchRules = OPEN) -> Fetched:
        return fetch(
            url,
            rules,
            resolve=self.resolve,
            connect=self.connect,
            clock=lambda: self.seconds,
            now=lambda: DAY,
            new_id=lambda: f"00000000-0000-4000-8000-{next(self._ids):012}",
        )

    def resolve(self, host: str, /, *, seconds: float) -> list[str]:
        assert 0 < seconds <= 5
        self.looked_up.append(host)
        if host == "news.example" and host not in self.hosts:
            return [PUBLIC]
        if host in self.hosts:
            found = self.hosts[host]
            return found.pop(0) if found and isinstance(found[0], list) else found
        rows = socket.getaddrinfo(host, None, flags=socket.AI_NUMERICHOST, type=socket.SOCK_STREAM)
        return [str(row[4][0]) for row in rows]

    def connect(self, address: str, port: int, /, *, host: str, tls: bool, seconds: float) -> Server:
        assert 0 < seconds <= 5
        self.connected.append((address, port, host, tls))
        if address in self.unreachable:
            self.seconds += seconds
            raise TimeoutError
        steps = next(self._answers, PAGE)
        self.servers.append(Server(self, [steps] if isinstance(steps, bytes) else steps))
        return self.servers[-1]
