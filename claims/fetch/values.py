"""What a fetch may do, and what it brings."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from claims.errors import WiringError

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class Connection(Protocol):
    """As much of a socket as a fetch needs."""

    def settimeout(self, seconds: float | None, /) -> None:
        """How long the next call may wait."""

    def sendall(self, data: bytes, /) -> None:
        """Send all of it."""

    def recv(self, count: int, /) -> bytes:
        """What has come in, at most `count` bytes; nothing once the other side is done."""

    def close(self) -> None:
        """Let go."""


class Resolve(Protocol):
    """Gives every address of a host, as numbers."""

    def __call__(self, host: str, /, *, seconds: float) -> list[str]:
        """Look a host up within so many seconds.

        Raises:
            OSError: if it has no address.
        """


class Connect(Protocol):
    """Opens a connection to exactly one address, which was checked; TLS is for the name `host`."""

    def __call__(self, address: str, port: int, /, *, host: str, tls: bool, seconds: float) -> Connection:
        """Connect within so many seconds.

        Raises:
            OSError: if nobody answers, or the certificate is not the host's.
        """


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one fetch may take, all its redirects together (the head: each)."""

    connect_seconds: float = 5
    total_seconds: float = 20
    head_bytes: int = 8 * 1024
    wire_bytes: int = 5 * 1024 * 1024
    body_bytes: int = 20 * 1024 * 1024
    ratio: int = 100
    redirects: int = 3


@dataclass(frozen=True, slots=True)
class FetchRules:
    """What the desk's admin allows.

    `hosts` limits fetching to some: "example.org" is that host alone, ".example.org" it and all below;
    none means any public one. Where `allowed` is False nothing is even looked up.

    Raises:
        WiringError: if `user_agent` could not stand in a request.
    """

    allowed: bool = False
    hosts: tuple[str, ...] = ()
    user_agent: str = "Claimdesk/0.1 (claim verification; fetched because a reviewer asked)"
    limits: Limits = Limits()
    ports: frozenset[int] = frozenset({80, 443})
    media_types: frozenset[str] = frozenset({"text/html", "application/xhtml+xml", "text/plain", PDF, DOCX})

    def __post_init__(self) -> None:
        if not self.user_agent.isascii() or not self.user_agent.isprintable():
            raise WiringError("the fetcher's name may hold printable ASCII letters only")


@dataclass(frozen=True, slots=True)
class Hop:
    """One request on the way: which address answered it, and how."""

    url: str
    status: int
    address: str


@dataclass(frozen=True, slots=True)
class Fetched:
    """A document as its server gave it.

    `asked` is the address as it was read, `url` the one that answered; `chain` holds the redirects on
    the way, without the last answer. `body` is decoded, `sha256` is its digest in hex; `charset` is what
    the server says, "" if nothing. `warc` holds every request and answer as they went over the wire.
    """

    asked: str
    url: str
    chain: tuple[Hop, ...]
    status: int
    headers: tuple[tuple[str, str], ...]
    media_type: str
    charset: str
    body: bytes = field(repr=False)
    sha256: str
    peer: str
    fetched_at: datetime
    warc: bytes = field(repr=False)
