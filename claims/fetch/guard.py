"""The way of one fetch: look up once, check every address, connect to that very one.

Each redirect goes the same way from the start.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from ssl import SSLError
from uuid import uuid4

from claims.addresses import WebAddress, follow_link, read_address
from claims.digest import sha256
from claims.errors import FetchFailedError, FetchRefusedError, InputError
from claims.fetch import decoding, system
from claims.fetch.networks import is_public
from claims.fetch.records import Exchange, write_records
from claims.fetch.values import Connect, Connection, Fetched, FetchRules, Hop, Resolve
from claims.fetch.wire import Answer, Budget, Wire

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
#: Answers that hold the document itself; 203 is a proxy's copy of it.
_GOOD = frozenset({200, 203})
#: Answers after which the document may come later.
_LATER = frozenset({408, 425, 429, 500, 502, 503, 504})
#: How many of a host's addresses are tried.
_TRIED = 3
_MEANING = {
    401: "it wants a password",
    403: "it does not let the desk in",
    404: "there is nothing at this address",
    410: "the document was taken away",
    429: "it was asked too often",
    451: "it may not show this for legal reasons",
}


def fetch(
    url: str,
    rules: FetchRules,
    *,
    resolve: Resolve = system.resolve,
    connect: Connect = system.connect,
    clock: Callable[[], float] = time.monotonic,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
    new_id: Callable[[], str] = lambda: str(uuid4()),
) -> Fetched:
    """Fetch a document from the public internet, and from nowhere else.

    Args:
        url: an http or https address, as a person gives it.
        rules: what is allowed; the defaults allow nothing.
        resolve: gives all addresses of a host as numbers; asked once for each request.
        connect: opens a connection to one address that was checked.
        clock: seconds that only grow, for the limits.
        now: the time, for the record.
        new_id: UUIDs for the record.

    Raises:
        FetchRefusedError: if the address, one it leads to, or what it gives is not taken.
        FetchFailedError: if the server does not give the document (its `status` says what it answered).
    """
    if not rules.allowed:
        raise FetchRefusedError("fetching web addresses is switched off on this desk")
    budget = Budget(rules.limits, clock)
    visit = _Visit(rules, budget, resolve, connect, now)
    asked = address = _read(url)
    exchanges: list[Exchange] = []
    chain: list[Hop] = []
    while True:
        exchange, answer, body = visit.ask(address)
        exchanges.append(exchange)
        if answer.status not in _REDIRECTS:
            break
        chain.append(Hop(str(address), answer.status, exchange.address))
        address = _next(address, answer, chain, rules)
    media_type, charset, document = _document(answer, body, rules)
    return Fetched(
        asked=str(asked),
        url=str(address),
        chain=tuple(chain),
        status=answer.status,
        headers=answer.headers,
        media_type=media_type,
        charset=charset,
        body=document,
        sha256=sha256(document),
        peer=exchange.address,
        fetched_at=exchange.at,
        warc=write_records(exchanges, new_id),
    )


@dataclass(frozen=True, slots=True)
class _Visit:
    """One request after the other, each checked as if it were the first."""

    rules: FetchRules
    budget: Budget
    resolve: Resolve
    connect: Connect
    now: Callable[[], datetime]

    def ask(self, address: WebAddress) -> tuple[Exchange, Answer, bytes]:
        self._must_be_allowed(address)
        at = self.now()
        peer, connection = self._open(address, self._checked(address))
        request = _request(address, self.rules.user_agent)
        try:
            wire = Wire(connection, self.budget, self.rules.limits.head_bytes)
            wire.send(request)
            answer = wire.answer()
            body = self._body(wire, answer)
        finally:
            connection.close()
        redirected = answer.status in _REDIRECTS
        return Exchange(str(address), peer, at, request, answer.raw, wire.raw, not redirected), answer, body

    def _must_be_allowed(self, address: WebAddress) -> None:
        if address.port not in self.rules.ports:
            raise FetchRefusedError("the desk fetches from the usual ports (80 and 443) only")
        if self.rules.hosts and not any(_matches(address.host, host) for host in self.rules.hosts):
            raise FetchRefusedError("the desk may not fetch from this host")

    def _checked(self, address: WebAddress) -> list[str]:
        """The host's addresses, looked up this once. One private address among them spoils all."""
        try:
            found = self.resolve(address.host, seconds=self._soon())
        except OSError:
            found = []
        if not found:
            raise FetchFailedError("no server of this name can be found", again=True)
        if not all(is_public(one) for one in found):
            raise FetchRefusedError("this address leads into a private network")
        return found

    def _open(self, address: WebAddress, found: list[str]) -> tuple[str, Connection]:
        error = FetchFailedError("the server cannot be reached", again=True)
        for one in found[:_TRIED]:
            seconds, tls = self._soon(), address.scheme == "https"
            try:
                return one, self.connect(one, address.port, host=address.host, tls=tls, seconds=seconds)
            except SSLError:
                error = FetchFailedError("the server cannot prove that it is who it says it is")
            except OSError:
                continue
        raise error

    def _soon(self) -> float:
        return min(self.rules.limits.connect_seconds, self.budget.seconds())

    def _body(self, wire: Wire, answer: Answer) -> bytes:
        """The body, for an answer that is wanted; the others are refused before it is read."""
        if answer.status in _REDIRECTS:
            return b""
        if answer.status not in _GOOD:
            meaning = _MEANING.get(answer.status, "it does not give the document")
            words = f"the server answers {answer.status}: {meaning}"
            raise FetchFailedError(words, answer.status, again=answer.status in _LATER)
        said, _charset = decoding.said_type(answer.header("content-type"))
        decoding.refuse_type(said, self.rules.media_types)
        return wire.body(answer)


def _read(url: str) -> WebAddress:
    try:
        return read_address(url)
    except InputError as error:
        raise FetchRefusedError(str(error)) from None


def _next(address: WebAddress, answer: Answer, chain: list[Hop], rules: FetchRules) -> WebAddress:
    """Where a redirect leads; whether that may be asked is checked like a first address."""
    locations = answer.every("location")
    if not locations or not locations[0]:
        raise FetchFailedError("the server sends the desk on without saying where to", answer.status)
    if len(chain) > rules.limits.redirects:
        raise FetchRefusedError(f"this address sends the desk on more than {rules.limits.redirects} times")
    try:
        following = follow_link(address, locations[0])
    except InputError as error:
        raise FetchRefusedError(f"this address sends the desk on: {error}") from None
    if address.scheme == "https" and following.scheme == "http":
        raise FetchRefusedError("this address sends the desk on to one that is not encrypted")
    if str(following) in {hop.url for hop in chain}:
        raise FetchRefusedError("this address sends the desk in a circle")
    return following


def _matches(host: str, allowed: str) -> bool:
    rule = allowed.lower().rstrip(".")
    return host == rule.removeprefix(".") or (rule.startswith(".") and host.endswith(rule))


def _request(address: WebAddress, user_agent: str) -> bytes:
    lines = (
        f"GET {address.target} HTTP/1.1",
        f"Host: {address.netloc}",
        f"User-Agent: {user_agent}",
        "Accept: text/html, application/xhtml+xml, application/pdf, text/plain, */*;q=0.1",
        f"Accept-Encoding: {decoding.ENCODINGS}",
        "Connection: close",
    )
    return "\r\n".join((*lines, "", "")).encode("ascii")


def _document(answer: Answer, body: bytes, rules: FetchRules) -> tuple[str, str, bytes]:
    encodings = ",".join(answer.every("content-encoding"))
    document = decoding.decode(body, encodings, rules.limits)
    if not document:
        raise FetchFailedError("the server gives an empty document", answer.status)
    said, charset = decoding.said_type(answer.header("content-type"))
    return decoding.true_type(said, charset, document), charset, document
