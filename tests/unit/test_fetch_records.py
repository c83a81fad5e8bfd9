"""What went over the wire is kept as records that any reader of WARC takes, the same each time."""

from __future__ import annotations

import gzip
import socket
from io import BytesIO

import pytest
from warcio.archiveiterator import ArchiveIterator

from tests.fake_net import ELSEWHERE, PUBLIC, Net, answer, sent_on

CHUNKED = (
    b"HTTP/1.1 200 OK\r\ncontent-TYPE:text/html\r\nX-Raw: caf\xe9\r\nTransfer-Encoding: chunked\r\n\r\n"
    b"3;a=b\r\n<p>\r\n5\r\nGood.\r\n0\r\n\r\n"
)


def read(warc: bytes) -> list[tuple[str, dict[str, str], list[tuple[str, str]], bytes]]:
    """Each record's kind, headers, HTTP headers and payload; a wrong digest raises."""
    found = []
    for record in ArchiveIterator(BytesIO(warc), check_digests="raise"):
        payload = record.content_stream().read()
        assert record.digest_checker.passed
        found.append(
            (record.rec_type, dict(record.rec_headers.headers), record.http_headers.headers, payload)
        )
    return found


def a_walk() -> Net:
    page = answer(gzip.compress(b"<p>Good."), "Content-Encoding: gzip", "X-Latin: caf\xe9")
    return Net(sent_on("http://other.example/b?c"), page, other_example=[ELSEWHERE])


def test_every_request_and_answer_has_its_record():
    records = read(a_walk().fetch("http://news.example/a#b").warc)
    assert [
        (kind, headers["WARC-Target-URI"], headers["WARC-IP-Address"]) for kind, headers, _, _ in records
    ] == [
        ("response", "http://news.example/a", PUBLIC),
        ("request", "http://news.example/a", PUBLIC),
        ("response", "http://other.example/b?c", ELSEWHERE),
        ("request", "http://other.example/b?c", ELSEWHERE),
    ]
    assert {headers["WARC-Date"] for _, headers, _, _ in records} == {"2026-03-04T05:06:07Z"}
    assert records[2][3] == b"<p>Good."
    assert ("Location", "http://other.example/b?c") in records[0][2]
    assert ("Host", "other.example") in records[3][2]


def test_a_request_names_the_answer_that_it_belongs_to():
    records = read(a_walk().fetch().warc)
    ids = [headers["WARC-Record-ID"] for _, headers, _, _ in records]
    assert len(set(ids)) == 4
    assert [records[at][1]["WARC-Concurrent-To"] for at in (1, 3)] == [ids[0], ids[2]]


def test_a_redirect_says_that_its_body_was_not_read():
    records = read(a_walk().fetch().warc)
    assert [headers.get("WARC-Truncated", "") for _, headers, _, _ in records] == ["unspecified", "", "", ""]


@pytest.mark.parametrize(
    "wire",
    [
        answer(b"<p>Good."),
        answer(gzip.compress(b"<p>Good."), "Content-Encoding: gzip"),
        CHUNKED,
    ],
)
def test_an_answer_is_kept_byte_for_byte(wire):
    warc = Net(wire).fetch().warc
    assert wire in gzip.decompress(warc)
    assert read(warc)[0][3] == b"<p>Good."


def test_a_request_is_kept_byte_for_byte():
    net = Net()
    warc = net.fetch().warc
    assert net.servers[0].asked in gzip.decompress(warc)


def test_each_record_is_packed_by_itself():
    warc = a_walk().fetch().warc
    records = ArchiveIterator(BytesIO(warc))
    starts = [records.get_record_offset() for _ in records]
    assert len(starts) == 4
    assert all(gzip.decompress(warc[start:]).startswith(b"WARC/1.1\r\n") for start in starts)


def test_the_same_walk_gives_the_same_bytes():
    assert a_walk().fetch().warc == a_walk().fetch().warc


def test_a_record_holds_nothing_of_the_machine():
    text = gzip.decompress(a_walk().fetch().warc)
    assert socket.gethostname().encode() not in text
    assert text.count(b"WARC/1.1\r\n") == 4


def test_damage_is_found_by_the_digest():
    warc = gzip.compress(gzip.decompress(Net().fetch().warc).replace(b"Good morning", b"Bad, morning"))
    with pytest.raises(Exception, match="digest"):
        read(warc)
