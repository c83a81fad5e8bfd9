"""What a server may send: slow, endless, false, packed and mislabelled answers end in time and in words."""

from __future__ import annotations

import gzip
import zlib
from dataclasses import replace
from functools import partial
from itertools import repeat

import pytest

from claims.errors import FetchFailedError, FetchRefusedError
from claims.fetch import Limits
from claims.fetch.values import DOCX
from tests.fake_net import OPEN, Net, answer, sent_on

MIB = 1024 * 1024
TEXT = b"Good morning. " * 20
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n"
CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"


def bare_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


# Time


def drip(first: bytes, seconds: float = 1.0):
    yield first
    while True:
        yield seconds
        yield b"x"


@pytest.mark.parametrize(
    "steps",
    [
        pytest.param(drip(HEAD + b"\r\n"), id="body without an end"),
        pytest.param(drip(HEAD + b"Content-Length: 1000\r\n\r\n"), id="body of a length"),
        pytest.param(drip(CHUNKED + b"FFFF\r\n"), id="chunk"),
        pytest.param(drip(CHUNKED), id="chunk size"),
        pytest.param(drip(CHUNKED + b"0\r\n"), id="trailers"),
        pytest.param(drip(b"H"), id="first line"),
        pytest.param(drip(HEAD + b"X: "), id="headers"),
        pytest.param([3600.0], id="silence"),
        pytest.param([HEAD, 3600.0], id="silence after the headers"),
        pytest.param([TimeoutError()], id="a call that times out"),
    ],
)
def test_whatever_drips_ends_after_20_seconds(steps):
    net = Net(steps)
    with pytest.raises(FetchFailedError, match="longer than 20 seconds") as failed:
        net.fetch()
    assert failed.value.again
    assert net.seconds <= 20
    assert net.servers[0].closed


def test_redirects_share_the_20_seconds():
    net = Net([9.0, sent_on("/b")], [9.0, sent_on("/c")], [9.0, answer(TEXT)])
    with pytest.raises(FetchFailedError, match="longer than 20 seconds"):
        net.fetch()
    assert net.seconds == 20


def test_nobody_is_connected_to_once_the_time_is_over():
    net = Net()
    plain = net.resolve
    net.resolve = lambda host, /, *, seconds: [plain(host, seconds=seconds), setattr(net, "seconds", 20.5)][0]
    with pytest.raises(FetchFailedError, match="longer than 20 seconds"):
        net.fetch()
    assert net.connected == []


def test_a_slow_answer_within_the_time_is_taken():
    assert Net([6.0, answer(TEXT)[:30], 6.0, answer(TEXT)[30:]]).fetch().body == TEXT


# Size


@pytest.mark.parametrize("first", [HEAD, b"HTTP/1.1 103 Early Hints\r\n", b"X-First: a\r\n"])
def test_headers_without_an_end_stop_at_8_kib(first):
    net = Net([first, *repeat(b"X-Filler: aaaaaaaaaaaaaaaaaaaaaaaaaa\r\n", 1_000)])
    with pytest.raises(FetchRefusedError, match="headers are longer than 8 KiB"):
        net.fetch()
    assert net.given < 9_000


def test_one_header_without_an_end_stops_at_8_kib():
    with pytest.raises(FetchRefusedError, match="headers are longer than 8 KiB"):
        Net(HEAD + b"X: " + b"a" * 20_000 + b"\r\n\r\n").fetch()


def test_headers_of_just_8_kib_are_taken():
    head = HEAD + b"Content-Length: 280\r\nX: "
    filler = b"a" * (8 * 1024 - len(head) - 4)
    assert Net(head + filler + b"\r\n\r\n" + TEXT).fetch().body == TEXT
    with pytest.raises(FetchRefusedError, match="headers are longer than 8 KiB"):
        Net(head + filler + b"a\r\n\r\n" + TEXT).fetch()


def test_a_body_without_an_end_stops_at_5_mib():
    net = Net([HEAD + b"\r\n", *repeat(b"a" * 60_000, 200)])
    with pytest.raises(FetchRefusedError, match="larger than 5 MiB"):
        net.fetch()
    assert net.given < 5 * MIB + 70_000


def test_a_body_that_says_it_is_too_large_is_not_read():
    net = Net([HEAD + b"Content-Length: 5242881\r\n\r\n", *repeat(b"a" * 60_000, 200)])
    with pytest.raises(FetchRefusedError, match="larger than 5 MiB"):
        net.fetch()
    assert net.given < 1_000


def test_a_chunk_that_says_it_is_too_large_is_not_read():
    net = Net([CHUNKED + b"FFFFFFFF\r\n", *repeat(b"a" * 60_000, 200)])
    with pytest.raises(FetchRefusedError, match="larger than 5 MiB"):
        net.fetch()
    assert net.given < 1_000


def test_small_chunks_without_an_end_stop_at_5_mib():
    net = Net([CHUNKED, *repeat(b"400\r\n" + b"a" * 1024 + b"\r\n", 10_000)])
    with pytest.raises(FetchRefusedError, match="larger than 5 MiB"):
        net.fetch()
    assert net.given < 5 * MIB + 70_000


def test_trailers_without_an_end_are_no_answer():
    net = Net([CHUNKED + b"1\r\na\r\n0\r\n", *repeat(b"X-Filler: aaaaaaaaaa\r\n", 10_000)])
    with pytest.raises(FetchFailedError, match="cannot be read"):
        net.fetch()
    assert net.given < 10_000


def test_redirects_share_the_bytes_too():
    rules = replace(OPEN, limits=Limits(wire_bytes=400))
    long = sent_on("/b").replace(b"\r\n\r\n", b"\r\nX: " + b"a" * 300 + b"\r\n\r\n")
    with pytest.raises(FetchRefusedError, match="larger than"):
        Net(long, long).fetch(rules=rules)


def test_a_document_of_just_the_limit_is_taken():
    size = 5 * MIB - len(HEAD) - len(b"Content-Length: 5242880\r\n\r\n")
    found = Net(HEAD + f"Content-Length: {size}\r\n\r\n".encode() + b"a" * size).fetch()
    assert len(found.body) == size


# Frames


@pytest.mark.parametrize(
    ("wire", "body"),
    [
        (CHUNKED + b"5\r\nGood \r\n8\r\nmorning.\r\n0\r\n\r\n", b"Good morning."),
        (CHUNKED + b"5;name=value\r\nGood \r\n08 \r\nmorning.\r\n0\r\nX-Sum: 1\r\n\r\n", b"Good morning."),
        (CHUNKED + b"d\nGood morning.\n0\n\n", b"Good morning."),
        (HEAD + b"Content-Length: 4\r\n\r\nGood morning.", b"Good"),
        (HEAD + b"Content-Length: 4, 4\r\nContent-Length: 4\r\n\r\nGood", b"Good"),
        (HEAD + b"Content-Length: 1\r\nTransfer-Encoding: Chunked\r\n\r\n4\r\nGood\r\n0\r\n\r\n", b"Good"),
        (HEAD + b"\r\nGood morning.", b"Good morning."),
        (HEAD.replace(b"\r\n", b"\n") + b"\nGood morning.", b"Good morning."),
        (HEAD.replace(b"1.1 200 OK", b"1.0 200") + b"\r\nGood morning.", b"Good morning."),
        (HEAD + b"X-Folded: a\r\n b\r\n\r\nGood morning.", b"Good morning."),
        (HEAD + b"X-Latin: caf\xe9\r\nX-Empty:\r\n\r\nGood morning.", b"Good morning."),
        (
            b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n"
            + HEAD
            + b"\r\nGood",
            b"Good",
        ),
    ],
)
def test_a_frame_is_read_as_the_standard_has_it(wire, body):
    assert Net(wire).fetch().body == body
    assert Net([wire[at : at + 1] for at in range(len(wire))]).fetch().body == body


@pytest.mark.parametrize(
    "wire",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"HTTP/1.1 200 OK\r\n", id="half a head"),
        pytest.param(HEAD + b"Content-Length: 400\r\n\r\n" + TEXT, id="less than its length"),
        pytest.param(CHUNKED, id="no chunk"),
        pytest.param(CHUNKED + b"5", id="half a size"),
        pytest.param(CHUNKED + b"5\r\nGo", id="half a chunk"),
        pytest.param(CHUNKED + b"5\r\nGood ", id="no line after a chunk"),
        pytest.param(CHUNKED + b"5\r\nGood \r\n", id="no last chunk"),
        pytest.param(CHUNKED + b"5\r\nGood \r\n0\r\n", id="no last line"),
        pytest.param(answer(gzip.compress(TEXT)[:-1], "Content-Encoding: gzip"), id="gzip without its sum"),
        pytest.param(answer(gzip.compress(TEXT)[:14], "Content-Encoding: gzip"), id="half of gzip"),
        pytest.param(answer(zlib.compress(TEXT)[:-5], "Content-Encoding: deflate"), id="half of deflate"),
        pytest.param([HEAD, ConnectionResetError()], id="a reset"),
        pytest.param([answer(TEXT)[:-9], BrokenPipeError()], id="a broken pipe"),
    ],
)
def test_an_answer_that_breaks_off_is_never_taken_for_whole(wire):
    with pytest.raises(FetchFailedError, match=r"broke") as failed:
        Net(wire).fetch()
    assert failed.value.again


@pytest.mark.parametrize(
    "wire",
    [
        pytest.param(b"SSH-2.0-OpenSSH_9.2\r\n\r\n", id="another service"),
        pytest.param(b"<html>HTTP/0.9</html>\r\n\r\n", id="no head"),
        pytest.param(b"HTTP/2 200\r\n\r\n", id="another version"),
        pytest.param(b"HTTP/1.1 20 OK\r\n\r\n", id="short status"),
        pytest.param(b"HTTP/1.1 2000 OK\r\n\r\n", id="long status"),
        pytest.param(b"HTTP/1.1 999 No\r\n\r\n", id="no such status"),
        pytest.param(b"ICY 200 OK\r\n\r\n", id="a radio"),
        pytest.param(b"HTTP/1.1 100 Continue\r\n\r\n" * 9, id="announcements only"),
        pytest.param(HEAD + b"no colon\r\n\r\n", id="a header without a colon"),
        pytest.param(HEAD + b"Bad Name: 1\r\n\r\n", id="a blank in a name"),
        pytest.param(HEAD + b"Content-Length : 1\r\n\r\na", id="a blank after a name"),
        pytest.param(HEAD + b": 1\r\n\r\n", id="no name"),
        pytest.param(HEAD + b"X: a\x00b\r\n\r\n", id="a zero byte"),
        pytest.param(HEAD + b"X: a\rb\r\n\r\n", id="a bare carriage return"),
        pytest.param(HEAD + b"Content-Length: -1\r\n\r\n", id="a negative length"),
        pytest.param(HEAD + b"Content-Length: +4\r\n\r\nGood", id="a signed length"),
        pytest.param(HEAD + b"Content-Length: 0x4\r\n\r\nGood", id="a length in hex"),
        pytest.param(HEAD + b"Content-Length: \r\n\r\nGood", id="an empty length"),
        pytest.param(HEAD + b"Content-Length: 4_0\r\n\r\nGood", id="a length with a line"),
        pytest.param(HEAD + b"Content-Length: 4\r\nContent-Length: 5\r\n\r\nGood ", id="two lengths"),
        pytest.param(HEAD + b"Transfer-Encoding: gzip, chunked\r\n\r\n", id="two transfer codings"),
        pytest.param(HEAD + b"Transfer-Encoding: xchunked\r\n\r\n", id="unknown transfer coding"),
        pytest.param(CHUNKED + b"-5\r\nGood \r\n0\r\n\r\n", id="a negative chunk"),
        pytest.param(CHUNKED + b"0x5\r\nGood \r\n0\r\n\r\n", id="a chunk with a prefix"),
        pytest.param(CHUNKED + b"5_0\r\nGood \r\n0\r\n\r\n", id="a chunk with a line"),
        pytest.param(CHUNKED + b"zz\r\nGood \r\n0\r\n\r\n", id="no number"),
        pytest.param(CHUNKED + b"\r\nGood \r\n0\r\n\r\n", id="no size"),
        pytest.param(CHUNKED + b"3\r\nGood \r\n0\r\n\r\n", id="a chunk longer than it says"),
        pytest.param(CHUNKED + b"3\r\nGood\n0\r\n\r\n", id="a chunk one longer than it says"),
        pytest.param(CHUNKED + b"000000005\r\nGood \r\n0\r\n\r\n", id="a size of nine digits"),
        pytest.param(CHUNKED + b"5;" + b"a" * 2_000 + b"\r\nGood \r\n0\r\n\r\n", id="a long extension"),
    ],
)
def test_an_answer_that_lies_about_its_frame_cannot_be_read(wire):
    with pytest.raises(FetchFailedError, match="cannot be read"):
        Net(wire).fetch()


# Packing


#: Without its time, so that a test has the same name in every process.
zipped = partial(gzip.compress, mtime=0)


@pytest.mark.parametrize(
    ("packed", "name"),
    [
        (zipped(TEXT), "gzip"),
        (zipped(TEXT), "GZip"),
        (zipped(TEXT), "x-gzip"),
        (zipped(TEXT), "identity, gzip"),
        (zipped(TEXT[:100]) + zipped(TEXT[100:]), "gzip"),
        (zipped(TEXT) + b"\0" * 9, "gzip"),
        (zipped(TEXT, compresslevel=0), "gzip"),
        (zlib.compress(TEXT), "deflate"),
        (bare_deflate(TEXT), "deflate"),
        (TEXT, "identity"),
        (TEXT, ""),
    ],
)
def test_a_packed_answer_is_unpacked(packed, name):
    assert Net(answer(packed, f"Content-Encoding: {name}", content_type="text/plain")).fetch().body == TEXT


def test_a_packed_answer_may_come_in_chunks():
    packed = gzip.compress(TEXT)
    chunks = b"".join(b"%x\r\n%c\r\n" % (1, byte) for byte in packed) + b"0\r\n\r\n"
    wire = HEAD + b"Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks
    assert Net(wire).fetch().body == TEXT


def test_a_large_document_that_is_packed_as_documents_are_is_unpacked():
    text = b"".join(b"Line %d of a long report.\n" % at for at in range(100_000))
    assert (
        Net(answer(gzip.compress(text), "Content-Encoding: gzip", content_type="text/plain")).fetch().body
        == text
    )


@pytest.mark.parametrize("size", [7 * MIB, 21 * MIB, 64 * MIB])
@pytest.mark.parametrize("name", ["gzip", "deflate"])
def test_a_bomb_is_refused(size, name):
    packer = zlib.compressobj(9, wbits=31 if name == "gzip" else 15)
    packed = b"".join(packer.compress(b"\0" * MIB) for _ in range(size // MIB)) + packer.flush()
    assert len(packed) < MIB
    with pytest.raises(FetchRefusedError, match="too large"):
        Net(answer(packed, f"Content-Encoding: {name}")).fetch()


def test_what_grows_past_20_mib_is_refused_however_well_it_is_packed():
    text = b"".join(b"%09d\n" % at for at in range(2_200_000))
    packed = zlib.compress(text, 1)
    assert len(text) > 20 * MIB > len(text) // 100 > len(packed) // 100
    with pytest.raises(FetchRefusedError, match="too large"):
        Net(answer(packed, "Content-Encoding: deflate", content_type="text/plain")).fetch(
            rules=replace(OPEN, limits=Limits(wire_bytes=10 * MIB))
        )


def test_a_small_text_may_repeat_itself():
    text = b"ha " * 20_000
    assert Net(answer(gzip.compress(text), "Content-Encoding: gzip")).fetch().body == text


def test_a_body_of_nothing_but_empty_parts_is_refused():
    with pytest.raises(FetchRefusedError, match="too many parts"):
        Net(answer(gzip.compress(b"") * 10_000, "Content-Encoding: gzip")).fetch()


@pytest.mark.parametrize("name", ["br", "zstd", "compress", "gzip, gzip", "gzip, br", "aes128gcm"])
def test_a_packing_that_was_not_offered_is_a_failure(name):
    with pytest.raises(FetchFailedError, match="packed"):
        Net(answer(gzip.compress(TEXT), f"Content-Encoding: {name}")).fetch()


def test_two_headers_of_packing_are_two_packings():
    twice = gzip.compress(gzip.compress(TEXT))
    with pytest.raises(FetchFailedError, match="packed"):
        Net(answer(twice, "Content-Encoding: gzip", "Content-Encoding: gzip")).fetch()


@pytest.mark.parametrize("name", ["gzip", "deflate"])
@pytest.mark.parametrize("body", [TEXT, b"\x1f\x8b", b"\x1f\x8b\x08\x00" + b"\xff" * 50, b"\xff" * 50])
def test_a_body_that_is_not_packed_as_it_says_is_a_failure(name, body):
    with pytest.raises(FetchFailedError, match=r"damaged|broke"):
        Net(answer(body, f"Content-Encoding: {name}")).fetch()


# Types

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\x00" * 50
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF" + b"\x00" * 50
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n"
WORD = b"PK\x03\x04\x14\x00\x00\x00\x08\x00" + b"\x00" * 16 + b"word/document.xml" + b"\x00" * 50
ZIP = b"PK\x03\x04\x14\x00\x00\x00\x08\x00" + b"\x00" * 16 + b"malware.exe" + b"\x00" * 50
HTML = b"<!DOCTYPE html><title>Morning</title><p>Good."


@pytest.mark.parametrize(
    ("said", "body", "kept"),
    [
        ("text/html", HTML, "text/html"),
        ("text/html;charset=euc-kr", "<p>조선".encode("euc-kr"), "text/html"),
        ("text/html; charset=utf-16le", "<p>Good".encode("utf-16le"), "text/html"),
        ("text/html", "<p>Good".encode("utf-16"), "text/html"),
        ("text/plain; charset=iso-2022-kr", b"\x1b$)C\x0eA6<1\x0f", "text/plain"),
        ("text/html", b"Good morning.", "text/html"),
        ("text/plain", HTML, "text/plain"),
        ("text/plain", b"Good morning.", "text/plain"),
        ("application/xhtml+xml", b'<?xml version="1.0"?><html/>', "application/xhtml+xml"),
        ("application/pdf", PDF, "application/pdf"),
        ("application/pdf", b"\n\n" + PDF, "application/pdf"),
        ("application/pdf", b"\x00junk\x00" + PDF, "application/pdf"),
        (DOCX, WORD, DOCX),
        ("", HTML, "text/html"),
        ("", b"\xef\xbb\xbf\n <html>", "text/html"),
        ("", b"Good morning.", "text/plain"),
        ("", PDF, "application/pdf"),
        ("", WORD, DOCX),
        ("application/octet-stream", PDF, "application/pdf"),
        ("binary/octet-stream", HTML, "text/html"),
        (" TEXT/HTML ; a=b", HTML, "text/html"),
    ],
)
def test_a_document_is_what_it_says_or_else_what_it_is(said, body, kept):
    assert Net(answer(body, content_type=said)).fetch().media_type == kept


@pytest.mark.parametrize(
    "said",
    """image/png image/jpeg image/svg+xml audio/mpeg video/mp4 application/zip application/json text/css
    text/xml application/xml application/javascript text/javascript application/x-msdownload
    multipart/form-data message/rfc822 font/woff2 text/html2 html text text/ */*
    application/vnd.ms-excel""".split(),
)
def test_another_type_is_refused_by_its_label_before_it_is_read(said):
    net = Net([answer(HTML, content_type=said).partition(b"\r\n\r\n")[0] + b"\r\n\r\n", *repeat(b"a", 9)])
    with pytest.raises(FetchRefusedError, match="reads web pages, text, PDF and Word"):
        net.fetch()
    assert net.given < 200


@pytest.mark.parametrize(
    "body", [PNG, JPEG, b"GIF89a<p>", ZIP, b"\x7fELF\x02\x01\x01\x00", b"\x00", b"MZ\x90\x00\x03"]
)
@pytest.mark.parametrize(
    "said", ["text/html", "text/plain", "application/pdf", DOCX, "", "application/octet-stream"]
)
def test_what_is_no_document_is_refused_whatever_it_says(said, body):
    with pytest.raises(FetchRefusedError, match="something else"):
        Net(answer(body, content_type=said)).fetch()


@pytest.mark.parametrize(
    ("said", "body"),
    [
        ("text/html", PDF),
        ("text/html", WORD),
        ("text/plain", PDF),
        ("application/pdf", HTML),
        ("application/pdf", b" " * 1024 + PDF),
        ("application/pdf", WORD),
        (DOCX, PDF),
        (DOCX, HTML),
        (DOCX, ZIP),
        ("text/html; charset=utf-8", b"<p>\x00</p>"),
        ("text/html", b"\xef\xbb\xbf<p>\x00</p>"),
    ],
)
def test_one_document_that_says_it_is_another_is_refused(said, body):
    with pytest.raises(FetchRefusedError, match="something else"):
        Net(answer(body, content_type=said)).fetch()


@pytest.mark.parametrize(
    ("header", "charset"),
    [
        ("text/html", ""),
        ("text/html; charset=UTF-8", "utf-8"),
        ('text/html; charset="euc-kr"', "euc-kr"),
        ("text/html;CHARSET = 'latin1'", "latin1"),
        ("text/html; x=1; charset=utf-8; charset=ascii", "utf-8"),
        ("text/html; charset=", ""),
        ("text/html; charset=ü", ""),
        ("text/html; charset=../../etc", ""),
        ("text/html; charset=<b>", ""),
    ],
)
def test_the_charset_is_what_the_server_says_if_it_is_a_name(header, charset):
    assert Net(answer(HTML, content_type=header)).fetch().charset == charset


# Other answers


@pytest.mark.parametrize("status", [200, 203])
def test_these_answers_are_documents(status):
    assert Net(answer(TEXT, status=status)).fetch().status == status


@pytest.mark.parametrize(
    "status",
    [
        101,
        201,
        202,
        204,
        205,
        206,
        226,
        300,
        304,
        305,
        306,
        400,
        401,
        403,
        404,
        410,
        418,
        429,
        451,
        500,
        503,
        599,
    ],
)
def test_no_other_answer_becomes_a_document(status):
    net = Net(answer(HTML, "Location: /b", status=status))
    with pytest.raises(FetchFailedError) as failed:
        net.fetch()
    assert len(net.connected) == 1
    if status >= 200:  # what goes on in another protocol has no status of a document
        assert failed.value.status == status
        assert str(status) in str(failed.value)
    assert failed.value.again == (status in (429, 500, 503))


@pytest.mark.parametrize(
    "wire", [HEAD + b"\r\n", HEAD + b"Content-Length: 0\r\n\r\n", CHUNKED + b"0\r\n\r\n"]
)
def test_an_empty_document_is_none(wire):
    with pytest.raises(FetchFailedError, match="empty"):
        Net(wire).fetch()


def test_an_empty_document_that_says_it_is_packed_is_none():
    for body in (b"", gzip.compress(b"")):
        with pytest.raises(FetchFailedError, match="empty"):
            Net(answer(body, "Content-Encoding: gzip")).fetch()
