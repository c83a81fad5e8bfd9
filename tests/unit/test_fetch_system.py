"""The real network as far as this machine: a server on loopback, TLS with a certificate made for it."""

from __future__ import annotations

import gzip
import socket
import ssl
import threading
from contextlib import closing, contextmanager
from time import monotonic

import pytest

from claims.errors import FetchFailedError
from claims.fetch import Connection, Fetched, fetch, system
from tests.fake_net import OPEN, PUBLIC, answer, sent_on

#: For "news.example", valid from 2020 to 2120; made for these tests and trusted by nothing else.
KEY = """-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgw4nEjqPf0ZpkPdqD
tzgbwTlvSoK/5pcM0l9eaTjJ+wqhRANCAAQhhfJipvCeWezx8s9HPAg9+M6iVfRq
FUwiVtJ3pOPkfrmhH17S50e+s5Bwl00bT3hx9uPAwieCIHZaVolmgVR8
-----END PRIVATE KEY-----
"""
CERTIFICATE = """-----BEGIN CERTIFICATE-----
MIIBfTCCASSgAwIBAgIBATAKBggqhkjOPQQDAjAZMRcwFQYDVQQDDA5jbGFpbWRl
c2sgdGVzdDAgFw0yMDAxMDEwMDAwMDBaGA8yMTIwMDEwMTAwMDAwMFowGTEXMBUG
A1UEAwwOY2xhaW1kZXNrIHRlc3QwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAQh
hfJipvCeWezx8s9HPAg9+M6iVfRqFUwiVtJ3pOPkfrmhH17S50e+s5Bwl00bT3hx
9uPAwieCIHZaVolmgVR8o1swWTAXBgNVHREEEDAOggxuZXdzLmV4YW1wbGUwDwYD
VR0TAQH/BAUwAwEB/zAOBgNVHQ8BAf8EBAMCAoQwHQYDVR0OBBYEFElqXCLqTZxM
/jCsGuMtABaAaErrMAoGCCqGSM49BAMCA0cAMEQCIDyE+jtVTHv3g1Mjiugfnevh
uajaI+BTa/sIwQjf/cncAiBhF4p981Lu1/hZgAH8kfsKy6/UCdII8CpygvUe52ou
Zg==
-----END CERTIFICATE-----
"""


class Loopback:
    """A server that answers each connection with the next of its answers, and keeps what it was asked."""

    def __init__(self, answers: list[bytes], context: ssl.SSLContext | None) -> None:
        self._answers = answers
        self._context = context
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        self.asked: list[bytes] = []
        self.names: list[str | None] = []
        if context:
            context.sni_callback = lambda _socket, name, _context: self.names.append(name)
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        for one in self._answers:
            plain, _ = self._listening.accept()
            with closing(plain):
                plain.settimeout(5)
                try:
                    self._talk(plain, one)
                except OSError:
                    continue

    def _talk(self, plain: socket.socket, one: bytes) -> None:
        with self._context.wrap_socket(plain, server_side=True) if self._context else plain as talking:
            asked = b""
            while not asked.endswith(b"\r\n\r\n"):
                more = talking.recv(4_096)
                if not more:
                    return
                asked += more
            self.asked.append(asked)
            talking.sendall(one)

    def close(self) -> None:
        self._thread.join(5)
        self._listening.close()


@contextmanager
def serving(*answers: bytes, context: ssl.SSLContext | None = None):
    server = Loopback(list(answers), context)
    try:
        yield server
    finally:
        server.close()


@pytest.fixture
def certified(tmp_path):
    """A server's side of TLS."""
    (tmp_path / "key.pem").write_text(KEY + CERTIFICATE, encoding="ascii")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "key.pem")
    return context


def through(server: Loopback, url: str, *, trusting: str | None = None) -> Fetched:
    """Fetch as the desk does, but for where the checked address is: this test alone says that it is here."""

    def connect(address: str, port: int, /, *, host: str, tls: bool, seconds: float) -> Connection:
        assert address == PUBLIC
        if not tls or not trusting:
            return system.connect("127.0.0.1", server.port, host=host, tls=tls, seconds=seconds)
        plain = socket.create_connection(("127.0.0.1", server.port), timeout=seconds)
        try:
            return system.secured(plain, host, ssl.create_default_context(cadata=trusting))
        except BaseException:
            plain.close()
            raise

    return fetch(url, OPEN, resolve=lambda _host, /, **_: [PUBLIC], connect=connect)


def test_a_page_is_fetched_from_a_real_server_and_no_proxy_is_asked(monkeypatch):
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    page = answer(gzip.compress(b"<p>Good morning."), "Content-Encoding: gzip")
    with serving(sent_on("/b"), page) as server:
        found = through(server, "http://news.example/a")
    assert (found.url, found.body) == ("http://news.example/b", b"<p>Good morning.")
    assert [asked.split(b"\r\n")[:2] for asked in server.asked] == [
        [b"GET /a HTTP/1.1", b"Host: news.example"],
        [b"GET /b HTTP/1.1", b"Host: news.example"],
    ]


def test_a_page_is_fetched_over_tls_for_its_name(certified):
    with serving(answer(b"<p>Good morning."), context=certified) as server:
        found = through(server, "https://news.example/", trusting=CERTIFICATE)
    assert found.body == b"<p>Good morning."
    assert server.names == ["news.example"]


def test_a_certificate_of_another_name_is_refused(certified):
    with (
        serving(answer(b"<p>Good morning."), context=certified) as server,
        pytest.raises(FetchFailedError, match="cannot prove that it is who it says"),
    ):
        through(server, "https://other.example/", trusting=CERTIFICATE)
    assert server.asked == []


def test_a_certificate_that_the_system_does_not_know_is_refused(certified):
    with (
        serving(answer(b"<p>Good morning."), context=certified) as server,
        pytest.raises(FetchFailedError, match="cannot prove that it is who it says"),
    ):
        through(server, "https://news.example/")
    assert server.asked == []


def test_a_server_that_speaks_no_tls_is_no_proof():
    with closing(socket.create_server(("127.0.0.1", 0))) as listening:

        def talk() -> None:
            with closing(listening.accept()[0]) as plain:
                plain.sendall(answer())
                plain.recv(4_096)

        talking = threading.Thread(target=talk, daemon=True)
        talking.start()
        port = listening.getsockname()[1]
        with pytest.raises(ssl.SSLError):
            system.connect("127.0.0.1", port, host="news.example", tls=True, seconds=5)
        talking.join(5)


def test_a_port_where_nobody_listens_cannot_be_reached():
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(OSError, match=r"refused|actively"):
        system.connect("127.0.0.1", port, host="news.example", tls=False, seconds=5)


def test_the_desk_itself_never_reaches_this_machine():
    """With the real resolver and the real connector, and a server that would answer."""
    with serving() as server:
        for host in ("127.0.0.1", "localhost", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]"):
            with pytest.raises(Exception, match=r"private network|no server of this name|usual ports"):
                fetch(f"http://{host}/", OPEN)
            with pytest.raises(Exception, match="usual ports"):
                fetch(f"http://{host}:{server.port}/", OPEN)


def test_numbers_are_looked_up_as_they_are():
    assert system.resolve("127.0.0.1", seconds=5) == ["127.0.0.1"]
    assert system.resolve("2606:4700::1111", seconds=5) == ["2606:4700::1111"]


def test_a_name_goes_to_the_resolver_as_it_was_checked(monkeypatch):
    asked = []

    def resolver(host, port, **more):
        asked.append(host)
        rows = [("8.8.8.8", 0), ("8.8.8.8", 0), ("fe80::1%eth0", 0, 0, 2)]
        return [(0, 0, 0, "", row) for row in rows]

    monkeypatch.setattr(socket, "getaddrinfo", resolver)
    assert system.resolve("xn--strae-oqa.example", seconds=5) == ["8.8.8.8", "fe80::1%eth0"]
    assert asked == [b"xn--strae-oqa.example"]


def test_a_resolver_that_takes_too_long_is_left_behind(monkeypatch):
    stop = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: stop.wait(60) and [])
    began = monotonic()
    with pytest.raises(TimeoutError):
        system.resolve("news.example", seconds=0.01)
    assert monotonic() - began < 30
    stop.set()


def test_a_name_that_the_resolver_does_not_know_is_an_error(monkeypatch):
    def resolver(*_, **__):
        raise socket.gaierror("no such name")

    monkeypatch.setattr(socket, "getaddrinfo", resolver)
    with pytest.raises(OSError, match="no such name"):
        system.resolve("news.example", seconds=5)
