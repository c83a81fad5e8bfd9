"""Hostile documents: each ends in a capture or a clear refusal, in time and memory, and the desk goes on.

Every file is made here. `ending` asserts the limits on what each reading took, which the keeper of
the child process measures.
"""

import io
import os
import re
import time
import zipfile
import zlib

import pytest
from pypdf import PdfReader, PdfWriter

from claims.errors import InputError
from claims.ingest import MAX_TEXT, apart, from_file, from_paste, from_upload, zips
from claims.ingest.documents import Document, read_document
from claims.ingest.kinds import Kind
from claims.ingest.pdf import MAX_PAGES
from tests.documents import (
    PROSE,
    SECOND,
    a_docx,
    a_page,
    a_pdf,
    a_wacz,
    a_warc,
    a_zip,
    an_article,
    naughty_strings,
    packed,
    words,
)

SECONDS = 10
MEMORY = 512 * 1024 * 1024
MIB = 1024 * 1024
ADDRESS = "https://ledger.example/a/1"

CAPTURED = object()


@pytest.fixture
def heard(monkeypatch):
    """What was heard of each reading, in order."""
    all_heard = []
    listen = apart.listen

    def listen_in(*asked):
        all_heard.append(listen(*asked))
        return all_heard[-1]

    monkeypatch.setattr(apart, "listen", listen_in)
    return all_heard


@pytest.fixture
def ending(heard):
    """Read a file; gives what was captured or the refusal, and holds it to the promise."""

    def end(data, name=""):
        began = time.monotonic()
        taken = captured_or_refused(data, name)
        assert time.monotonic() - began < SECONDS
        for one in heard:
            assert 0 < one.peak <= MEMORY
        # And the next document is read as ever.
        assert from_file(a_page(f"<p>{PROSE}</p>"), "a.html").text == PROSE + "\n"
        return taken

    return end


def captured_or_refused(data, name):
    try:
        return from_file(data, name)
    except InputError as refused:
        return refused


def said(taken) -> str:
    if not isinstance(taken, InputError):
        return taken.text
    assert taken.field == "file"
    return f"{type(taken).__name__}: {taken}"


# zip files


def a_lying_zip(size):
    """A Word document whose list says that its text is `size` bytes long."""
    data = a_docx(words("a" * 200_000))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        true = archive.getinfo("word/document.xml").file_size
    return data.replace(true.to_bytes(4, "little"), size.to_bytes(4, "little"))


def a_locked_zip():
    """A Word document whose list says that its parts are encrypted."""
    data = bytearray(a_docx(words(PROSE)))
    for mark, at in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        place = data.find(mark)
        while place >= 0:
            data[place + at] |= 1
            place = data.find(mark, place + 1)
    return bytes(data)


def a_bomb(size):
    return a_docx("<w:p><w:r><w:t>" + "a" * size + "</w:t></w:r></w:p>")


def a_chinese_box(levels):
    data = a_docx(words(PROSE))
    for _ in range(levels):
        data = a_zip({"word/document.xml": data, "again.docx": data})
    return data


DOCX = {
    "declared bomb": (lambda: a_lying_zip(zips.MAX_UNPACKED), "TooLargeError: .*unpacks to more than 64 MiB"),
    "bomb within the limit": (lambda: a_bomb(zips.MAX_UNPACKED - 1000), "TooLargeError: .*"),
    "many small paragraphs": (lambda: a_docx("<w:p/>" * 600_000), "TooLargeError: .*500,001 parts"),
    "many paragraphs": (lambda: a_docx(words("a") * 100_000), "a\n\na"),
    "says less than it is": (lambda: a_lying_zip(100), "InputError: .*damaged"),
    "says more than it is": (lambda: a_lying_zip(300_000), "a{900}"),
    "1,001 parts": (
        lambda: a_docx(words(PROSE), more={f"word/{n}.xml": "" for n in range(999)}),
        "TooLargeError: .*1,001 parts",
    ),
    "1,000 parts": (lambda: a_docx(words(PROSE), more={f"word/{n}.xml": "" for n in range(998)}), PROSE),
    "zip in a zip": (lambda: a_chinese_box(3), "InputError: .*damaged"),
    "zip beside the text": (lambda: a_docx(words(PROSE), more={"a.zip": a_bomb(MIB)}), PROSE),
    "names that lead out": (
        lambda: a_docx(words(PROSE), more={"../../etc/passwd": "x"}),
        "InputError: .*places outside",
    ),
    "names of a drive": (lambda: a_docx(words(PROSE), more={"C:\\a": "x"}), "InputError: .*places outside"),
    "names from the root": (lambda: a_docx(words(PROSE), more={"/a": "x"}), "InputError: .*places outside"),
    "half a file": (lambda: a_docx(words(PROSE))[:-100], "InputError: .*damaged"),
    "no end": (lambda: b"PK\x03\x04" + b"a" * 1000, "InputError: .*"),
    "only a list": (lambda: a_zip({"word/document.xml": ""}), "InputError: .*no text"),
    "other XML": (lambda: a_zip({"word/document.xml": "<a/>"}), "InputError: .*no text"),
    "cut XML": (lambda: a_zip({"word/document.xml": "<a><b>"}), "InputError: .*damaged"),
    "deep XML": (lambda: a_docx("<w:tbl><w:tr><w:tc>" * 100_000), "InputError: .*damaged"),
    "deep XML, closed": (
        lambda: a_docx("<w:p><w:r>" * 100_000 + "<w:t>deep</w:t>" + "</w:r></w:p>" * 100_000),
        "deep",
    ),
    "external entity": (
        lambda: a_docx(words("x"), head='<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
        "InputError: .*entities",
    ),
    "external document type": (
        lambda: a_docx(words("x"), head='<!DOCTYPE d SYSTEM "http://127.0.0.1/d.dtd">'),
        "InputError: .*entities",
    ),
    "document type": (lambda: a_docx(words("x"), head="<!DOCTYPE d>"), "InputError: .*document type"),
    "billion laughs": (
        lambda: a_docx(
            words("x").replace(">x<", ">&e9;<"),
            head='<!DOCTYPE d [<!ENTITY e0 "ha">'
            + "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
            + "]>",
        ),
        "InputError: .*entities",
    ),
    "entities in its properties": (
        lambda: a_docx(words("x"), more={"docProps/core.xml": '<!DOCTYPE d [<!ENTITY e "">]><d/>'}),
        "InputError: .*entities",
    ),
    "properties without end": (
        lambda: a_docx(words("x"), more={"docProps/core.xml": "<d>" + " " * 2 * MIB + "</d>"}),
        "TooLargeError: .*",
    ),
    "locked": (a_locked_zip, "InputError: .*password"),
    "NUL in its text": (lambda: a_docx(words("a\0b")), "InputError: .*damaged"),
}


@pytest.mark.parametrize("case", DOCX)
def test_a_hostile_word_document_is_captured_or_refused(ending, case):
    make, expected = DOCX[case]
    assert re.match(expected, said(ending(make(), "a.docx")))


# PDFs


def a_locked_pdf(user, owner="owner"):
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(a_pdf([PROSE]))))
    writer.encrypt(user, owner, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def stacked(times, size):
    filters = "/Filter [" + "/FlateDecode " * times + "]"
    return a_pdf(["x"], filters=filters, content=packed(b" " * size, times))


def circular():
    return a_pdf([PROSE]).replace(b"/Kids [5 0 R]", b"/Kids [2 0 R]")


def looping():
    """A page whose stream calls itself as a form."""
    itself = "/XObject << /F 6 0 R >>"
    form = f"/Type /XObject /Subtype /Form /BBox [0 0 1 1] /Resources << {itself} >>"
    return a_pdf(["x"], filters=form, content=b"/F Do").replace(b"/Font <<", itself.encode() + b" /Font <<")


PDF = {
    "packed once": (lambda: stacked(1, 60_000_000), "(Too|In)"),
    "packed three times": (lambda: stacked(3, 80_000_000), "(Too|In)"),
    "packed twenty times": (lambda: stacked(20, 100_000_000), "(Too|In)"),
    "2,001 pages": (lambda: a_pdf(["a"] * (MAX_PAGES + 1)), "TooLargeError: .*2,001 pages"),
    "10,000 pages": (lambda: a_pdf(["a"] * 10_000), "TooLargeError: .*10,000 pages"),
    "many pages": (lambda: a_pdf(["a"] * 1_000), "a\n\na"),
    "too much text": (lambda: a_pdf(["a " * 60_000] * 9), "TooLargeError: "),
    "locked": (lambda: a_locked_pdf("secret"), "InputError: .*password"),
    "locked against changes": (lambda: a_locked_pdf(""), PROSE),
    "locked in an unknown way": (
        lambda: a_pdf([PROSE]).replace(b"/Root", b"/Encrypt << /Filter /Own /V 9 >> /Root"),
        "InputError: ",
    ),
    "pages in a circle": (circular, "InputError: "),
    "form in a circle": (looping, "InputError: "),
    "half a file": (lambda: a_pdf([PROSE] * 20)[:2000], "(InputError: |The ferry)"),
    "only its head": (lambda: b"%PDF-1.7\n", "InputError: .*damaged"),
    "noise": (lambda: b"%PDF-1.7\n" + zlib.compress(os.urandom(1000)) * 500, "InputError: .*damaged"),
    "page and PDF": (lambda: a_pdf([PROSE]) + an_article(SECOND), PROSE),
    "PDF and zip": (lambda: a_pdf([PROSE]) + a_docx(words(SECOND)), PROSE),
    "says more pages": (
        lambda: a_pdf([PROSE]).replace(b"/Count 1", b"/Count 999999999"),
        "(TooLargeError|InputError|The ferry)",
    ),
    "deep lists": (lambda: a_pdf([PROSE], "/Title " + "[" * 100_000), "(InputError: |The ferry)"),
    "huge numbers": (lambda: a_pdf([PROSE], "/Title " + "9" * 1_000_000), "(InputError: |The ferry)"),
}


@pytest.mark.parametrize("case", PDF)
def test_a_hostile_pdf_is_captured_or_refused(ending, case):
    make, expected = PDF[case]
    assert re.match(expected, said(ending(make(), "a.pdf")))


# pages and texts

LINE = "word " * 100_000

PAGES = {
    "deep": (lambda: an_article(PROSE, "<div>" * 100_000), "InputError: .*500 levels"),
    "unclosed": (lambda: an_article(PROSE, "<b><i><p>" * 100, SECOND), PROSE),
    "unclosed article": (f"<html><article><p>{PROSE}<p>{SECOND}".encode, PROSE),
    "base": (lambda: an_article(PROSE, head='<base href="https://wrong.example/">'), PROSE),
    "refresh": (
        lambda: an_article(PROSE, head='<meta http-equiv="refresh" content="0;url=http://127.0.0.1/">'),
        PROSE,
    ),
    "one line": (lambda: an_article(LINE), "word word"),
    "one word": (lambda: an_article("a" * 900_000), "a{900}"),
    "too long a line": (lambda: an_article("word " * 300_000), "TooLargeError: .*characters"),
    "many entities": (lambda: an_article("&amp;" * 200_000), "&&"),
    "many attributes": (
        lambda: an_article(PROSE, "<p " + " ".join(f"a{n}=1" for n in range(5_000)) + ">"),
        PROSE,
    ),
    "entities declared": (
        lambda: b'<!DOCTYPE html [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + an_article(PROSE, "&e;"),
        "(?s).*The ferry",
    ),
    "frames": (lambda: an_article(PROSE, '<iframe src="http://127.0.0.1/"></iframe>'), PROSE),
    "drawn": (lambda: an_article(PROSE, "<svg onload=alert(1)><script>alert(1)</script></svg>"), PROSE),
    "desk's own attributes": (lambda: an_article(PROSE, '<p hx-get="/" data-hx-post="/x">x</p>'), PROSE),
    "much JSON": (
        lambda: an_article(PROSE, head=f'<script type="application/ld+json">{"[" * 200_000}</script>'),
        PROSE,
    ),
    "zip in a page": (lambda: an_article(PROSE) + a_docx(words(SECOND)), "(InputError|The ferry)"),
    "many tables": (lambda: an_article(PROSE, "<table><tr><td>x</table>" * 2_000), "(Too|The ferry)"),
    "many lists": (lambda: an_article(PROSE, "<ul><li>x</ul>" * 2_000), "(Too|The ferry)"),
    "many links": (lambda: an_article(PROSE, "<a href=x>word</a> " * 3_000), "(Too|The ferry)"),
}


@pytest.mark.parametrize("case", PAGES)
def test_a_hostile_page_is_captured_or_refused(ending, case):
    make, expected = PAGES[case]
    assert re.match(expected, said(ending(make(), "a.html")))


def test_a_page_fetches_nothing_and_its_words_stay_words():
    taken = from_file(
        an_article(PROSE, SECOND + "<script>alert(1)</script> &lt;script&gt;alert(2)&lt;/script&gt;"),
        "a.html",
    )
    assert "alert(1)" not in taken.text
    assert "<script>alert(2)</script>" in taken.text


KOREAN = "강변 나루가 다시 열렸다. 시는 화요일에 이를 알렸고 많은 시민이 배를 타러 왔다."
FRENCH = "Élodie a déjà été à l’hôtel où naît la forêt. Ça va, garçon ? Le café est fermé jusqu'à mardi."


@pytest.mark.parametrize("label", ["", "utf-8", "latin-1", "euc-kr", "utf-16", "nonsense"])
@pytest.mark.parametrize(
    ("text", "charset"),
    [(FRENCH, "cp1252"), (KOREAN, "euc_kr"), (KOREAN, "utf-16"), (FRENCH, "utf-16-be"), (KOREAN, "utf-8")],
)
@pytest.mark.parametrize("name", ["a.txt", "a.html"])
def test_wrong_labels_garble_nothing(name, text, charset, label):
    page = f'<html><head><meta charset="{label}"></head><body><p>{text}</p></body></html>'
    data = (page if name == "a.html" else text).encode(charset)
    assert from_file(data, name, label).text.strip() == text


@pytest.mark.parametrize(
    "make",
    [
        lambda: b"a" * MIB,
        lambda: b"word " * MIB,
        lambda: b"\n" * 1_000_000 + b"a",
        lambda: b"a\n" * 500_000,
        lambda: b"a\r\n\r\r\n" * 100_000,
        lambda: "\u202eabc\u202c \u2066x".encode() * 10_000,
        lambda: "👩‍👩‍👧‍👦".encode() * 10_000,
        lambda: "ㅎㅏㄴ한Ａｂ".encode() * 10_000,
        lambda: b"\xff" * 100_000,
        lambda: bytes(range(1, 256)) * 1_000,
        lambda: b"\x80" * 3_000_000,
        lambda: "é".encode("latin-1") * 1_000_000,
    ],
)
def test_a_strange_text_is_captured_or_refused(ending, make):
    ending(make(), "a.txt")


# web archives


def a_gzip_bomb(size, content_type="text/html"):
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {ADDRESS}\r\nContent-Length: {size}\r\n\r\n"
    packer = zlib.compressobj(9, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    zeros, out = (
        bytes(MIB),
        [
            packer.compress(
                head.encode() + b"HTTP/1.1 200 OK\r\nContent-Type: " + content_type.encode() + b"\r\n\r\n"
            )
        ],
    )
    out += [packer.compress(zeros) for _ in range(size // MIB)]
    return b"".join(out) + packer.flush()


PAGE = (ADDRESS, "text/html", an_article(PROSE))
WARC = {
    "half a record": (lambda: a_warc(PAGE, gzip=False)[:-60], "InputError: .*breaks off"),
    "half a packed record": (lambda: a_warc(PAGE)[:-60], "InputError: .*breaks off"),
    "says more than it is": (lambda: a_warc(PAGE, lie=500), "InputError: .*breaks off"),
    "says less than it is": (lambda: a_warc(PAGE, lie=-50, gzip=False), "(InputError|The ferry)"),
    "says it is endless": (lambda: a_warc(PAGE, gzip=False, lie=10**18), "InputError: .*breaks off"),
    "says less than nothing": (lambda: a_warc(PAGE, gzip=False, lie=-(10**6)), "InputError: "),
    "good one before a cut one": (lambda: a_warc(PAGE, ("x:", *PAGE[1:]), gzip=False)[:-60], PROSE),
    "only a head": (lambda: b"WARC/1.0\r\n", "InputError: "),
    "noise": (lambda: b"WARC/1.0\r\n" + zlib.compress(bytes(range(256))) * 1_000, "InputError: "),
    "packed bomb": (lambda: a_gzip_bomb(100 * MIB), "TooLargeError: .*unpacks to more"),
    "larger packed bomb": (lambda: a_gzip_bomb(300 * MIB), "TooLargeError: .*unpacks to more"),
    "bomb beside the page": (
        lambda: a_warc(PAGE) + a_gzip_bomb(300 * MIB, "image/png"),
        "TooLargeError: .*unpacks to more than 256 MiB",
    ),
    "bomb in an answer": (
        lambda: a_warc((ADDRESS, "text/html", a_gzip_bomb(60 * MIB)), packing="gzip"),
        "TooLargeError: .*unpacks to more",
    ),
    "unknown packing": (lambda: a_warc(PAGE, packing="zstd"), "InputError: .*no page"),
    "deep page": (
        lambda: a_warc((ADDRESS, "text/html", an_article("<div>" * 9_000))),
        "InputError: .*levels",
    ),
    "locked PDF": (
        lambda: a_warc((ADDRESS, "application/pdf", a_locked_pdf("secret"))),
        "InputError: .*password",
    ),
    "many records": (lambda: a_warc(*[("x:", "text/css", b"")] * 8_000, PAGE), PROSE),
    "no address": (lambda: a_warc(("", *PAGE[1:])), "(InputError|The ferry)"),
    "empty page": (lambda: a_warc((ADDRESS, "text/html", b"")), "InputError: .*empty"),
}
WACZ = {
    "bomb": (lambda: a_wacz(bytes(80 * MIB)), "TooLargeError: .*unpacks to more"),
    "bomb in its archive": (lambda: a_wacz(a_gzip_bomb(100 * MIB)), "TooLargeError: .*unpacks to more"),
    "bomb in its list": (
        lambda: a_wacz(a_warc(PAGE), more={"pages/pages.jsonl": bytes(2 * MIB)}),
        "TooLargeError: .*",
    ),
    "no archive": (
        lambda: a_zip({"datapackage.json": "{}", "pages/pages.jsonl": ""}),
        "InputError: .*no web",
    ),
    "names that lead out": (lambda: a_wacz(a_warc(PAGE), more={"../x": "x"}), "InputError: .*places outside"),
    "1,001 parts": (
        lambda: a_wacz(a_warc(PAGE), more={f"archive/{n}.warc": "" for n in range(998)}),
        "TooLargeError: .*1,001 parts",
    ),
    "half a file": (lambda: a_wacz(a_warc(PAGE))[:-40], "InputError: .*damaged"),
    "cut archive": (lambda: a_wacz(a_warc(PAGE)[:-60]), "InputError: .*breaks off"),
}


@pytest.mark.parametrize("case", WARC)
def test_a_hostile_web_archive_is_captured_or_refused(ending, case):
    make, expected = WARC[case]
    assert re.match(expected, said(ending(make(), "")))


@pytest.mark.parametrize("case", WACZ)
def test_a_hostile_packed_web_archive_is_captured_or_refused(ending, case):
    make, expected = WACZ[case]
    assert re.match(expected, said(ending(make(), "a.wacz")))


# the 485 naughty strings


@pytest.mark.parametrize("start", range(0, 485, 97))
def test_naughty_strings_are_kept_as_they_are_or_refused(start):
    for naughty in naughty_strings()[start : start + 97]:
        if not naughty.replace("\ufeff", "").strip():
            with pytest.raises(InputError, match="no text"):
                from_paste(naughty)
        else:
            assert from_paste(naughty).text == naughty.replace("\r\n", "\n").replace("\r", "\n")


def test_naughty_strings_come_through_a_word_document_as_they_are(ending):
    told = [text for text in naughty_strings() if text.strip() and text.isprintable()]
    taken = ending(a_docx(words(*told)), "a.docx")
    assert len(told) > 400
    assert taken.text == "\n\n".join(text.strip() for text in told) + "\n"


def test_naughty_strings_do_not_stop_a_page_or_a_text(ending):
    from html import escape

    told = naughty_strings()
    assert PROSE in ending(an_article(PROSE, *map(escape, told), SECOND), "a.html").text
    # As markup, they may do to the page what they like, but not to the desk.
    ending(an_article(PROSE, *told, SECOND), "a.html")
    assert ending("\n".join(told).encode(), "a.txt").text == "\n".join(told)


@pytest.mark.parametrize("start", range(0, 485, 97))
def test_a_naughty_title_address_or_file_name_is_carried_or_refused(start):
    for naughty in naughty_strings()[start : start + 97]:
        page = an_article(PROSE, head=f"<title>{naughty}</title><link rel=canonical href='{naughty}'>")
        try:
            taken = read_document(Document(page, Kind.PAGE, naughty, naughty))
        except InputError:
            continue
        assert len(taken.text) < MAX_TEXT
    for naughty in naughty_strings():
        with pytest.raises(InputError, match="only"):
            from_upload(b"x", naughty)
