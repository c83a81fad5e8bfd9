"""Documents for tests, good and hostile, made as they are needed: no binary file is kept."""

from __future__ import annotations

import gzip as packer
import io
import json
import zipfile
import zlib
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PROSE = "The ferry over the river opened again on Tuesday, and many people came to see it."
SECOND = "A second paragraph tells how many people it carries across the water each day."

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_CORE = (
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
)


def naughty_strings() -> list[str]:
    """The 485 strings of the big list."""
    return json.loads((Path(__file__).parent / "naughty" / "blns.json").read_text(encoding="utf-8"))


def a_zip(parts: Mapping[str, bytes | str]) -> bytes:
    """A packed zip file of parts by name."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def words(*paragraphs: str) -> str:
    """Paragraphs in a Word document's XML."""
    return "".join(f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>" for text in paragraphs)


def a_docx(body: str, core: str = "", more: Mapping[str, bytes | str] | None = None, head: str = "") -> bytes:
    """A Word document of a body's XML; `head` stands before its root element."""
    parts = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f"{head}<w:document {_W}><w:body>{body}</w:body></w:document>",
    }
    if core:
        parts["docProps/core.xml"] = f"<cp:coreProperties {_CORE}>{core}</cp:coreProperties>"
    return a_zip({**parts, **(more or {})})


def a_pdf(pages: Sequence[str], info: str = "", filters: str = "", content: bytes | None = None) -> bytes:
    """A PDF with one line of ASCII on each page; `content` is every page's own stream, with `filters`."""
    objects = ["<< /Type /Catalog /Pages 2 0 R /Lang (en-GB) >>", ""]
    objects.append("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    objects.append(f"<< {info} >>")
    kids = []
    for text in pages:
        said = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        stream = (
            content if content is not None else f"BT /F1 12 Tf 72 700 Td ({said}) Tj ET".encode("latin-1")
        )
        kids.append(len(objects) + 1)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {len(objects) + 2} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(
            f"<< /Length {len(stream)} {filters} >>\nstream\n{stream.decode('latin-1')}\nendstream"
        )
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(f'{kid} 0 R' for kid in kids)}] >>"
    return _numbered(objects)


def _numbered(objects: Sequence[str]) -> bytes:
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, thing in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{thing}\nendobj\n".encode("latin-1")
    at = len(out)
    rows = "".join(f"{place:010d} 00000 n \n" for place in places)
    out += f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n{rows}".encode()
    out += f"trailer\n<< /Size {len(places) + 1} /Root 1 0 R /Info 4 0 R >>\nstartxref\n{at}\n%%EOF".encode()
    return bytes(out)


def packed(data: bytes, times: int) -> bytes:
    """Bytes that zlib packed so often."""
    for _ in range(times):
        data = zlib.compress(data, 9)
    return data


def a_page(body: str, head: str = "") -> bytes:
    """A web page."""
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode()


def an_article(*paragraphs: str, head: str = "") -> bytes:
    """A web page with an article."""
    return a_page("<article>" + "".join(f"<p>{text}</p>" for text in paragraphs) + "</article>", head)


def a_warc(
    *answers: tuple[str, str, bytes],
    gzip: bool = True,
    status: str = "200 OK",
    packing: str = "",
    lie: int = 0,
) -> bytes:
    """A web archive of answers: address, content type, body; each says it is `lie` bytes longer."""
    records = [_record("warcinfo", "", b"software: tests\r\n", 0)]
    for url, content_type, body in answers:
        more = f"Content-Encoding: {packing}\r\n" if packing else ""
        head = f"HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\nSet-Cookie: a\r\n{more}\r\n"
        records.append(_record("response", url, head.encode() + body, lie))
    return b"".join(packer.compress(one) if gzip else one for one in records)


def _record(kind: str, url: str, block: bytes, lie: int) -> bytes:
    content_type = "application/http; msgtype=response" if url else "application/warc-fields"
    lines = [
        "WARC/1.0",
        f"WARC-Type: {kind}",
        "WARC-Record-ID: <urn:uuid:0>",
        "WARC-Date: 2021-04-07T09:13:00Z",
        f"WARC-Target-URI: {url}",
        f"Content-Type: {content_type}",
        f"Content-Length: {len(block) + lie}",
    ]
    head = "\r\n".join(lines) + "\r\n\r\n"
    return head.encode() + block + b"\r\n\r\n"


def a_wacz(warc: bytes, pages: Sequence[str] = (), more: Mapping[str, bytes | str] | None = None) -> bytes:
    """A web archive with its list of pages."""
    lines = [{"format": "json-pages-1.0"}, *({"url": url, "title": "A page"} for url in pages)]
    listed = "\n".join(map(json.dumps, lines))
    parts = {"datapackage.json": "{}", "archive/data.warc.gz": warc, "pages/pages.jsonl": listed}
    return a_zip({**parts, **(more or {})})
