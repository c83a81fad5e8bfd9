"""Which kind of document a file is: its first bytes decide, and its name must agree."""

import re
import zlib
from enum import StrEnum

from claims.errors import InputError
from claims.ingest.charset import looks_binary


class Kind(StrEnum):
    """A kind of document the desk reads."""

    TEXT = "text"
    PAGE = "page"
    PDF = "pdf"
    DOCX = "docx"
    WARC = "warc"
    WACZ = "wacz"


MEDIA_TYPES = {
    Kind.TEXT: "text/plain",
    Kind.PAGE: "text/html",
    Kind.PDF: "application/pdf",
    Kind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Kind.WARC: "application/warc",
    Kind.WACZ: "application/wacz",
}
_ENDINGS = {
    ".txt": Kind.TEXT,
    ".html": Kind.PAGE,
    ".htm": Kind.PAGE,
    ".pdf": Kind.PDF,
    ".docx": Kind.DOCX,
    ".warc": Kind.WARC,
    ".warc.gz": Kind.WARC,
    ".wacz": Kind.WACZ,
}
_ZIP = b"PK\x03\x04"
_GZIP = b"\x1f\x8b"
_SPOKEN = {
    Kind.TEXT: "a text",
    Kind.PAGE: "a web page",
    Kind.PDF: "a PDF",
    Kind.DOCX: "a Word document",
    Kind.WARC: "a web archive",
    Kind.WACZ: "a web archive",
}
_PAGE_START = re.compile(r"\s*(?:<\?xml[^<>]*>\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE)


def named_kind(filename: str) -> Kind | None:
    """Say which kind a name promises, None if it promises none that is read."""
    name = filename.lower()
    return next((kind for ending, kind in _ENDINGS.items() if name.endswith(ending)), None)


def begins_like_a_page(text: str) -> bool:
    """Say whether a text begins as a web page does."""
    return _PAGE_START.match(text) is not None


def kind_of(data: bytes, filename: str) -> Kind:
    """Say which kind of document a file is.

    Args:
        data: the file.
        filename: "" if it has none, as what came from an address; then the bytes alone decide.

    Returns:
        The kind; TEXT may still turn out to be a page once it is decoded, and only the list inside
        a zip file tells what it holds.

    Raises:
        InputError: field "file", if the file is empty, its name has no ending that is read, or it
            is not what its name says.
    """
    promised = named_kind(filename)
    if filename and promised is None:
        raise InputError(
            "only .txt, .html, .htm, .pdf, .docx, .warc, .warc.gz and .wacz files can be read; from any "
            "other, paste the text",
            "file",
        )
    if not data.strip():
        raise InputError("the file is empty", "file")
    found = _sniffed(data, promised)
    if promised and found is not promised and {found, promised} != {Kind.TEXT, Kind.PAGE}:
        raise InputError(f"the name says {_SPOKEN[promised]}, but this is {_SPOKEN[found]}", "file")
    return promised or found


def _sniffed(data: bytes, promised: Kind | None) -> Kind:
    if data.startswith(b"%PDF-"):
        return Kind.PDF
    if data.startswith(_ZIP):
        return promised if promised in {Kind.DOCX, Kind.WACZ} else _zip_kind(data)
    if data.startswith(b"WARC/") or (data.startswith(_GZIP) and _unpacked_start(data).startswith(b"WARC/")):
        return Kind.WARC
    if looks_binary(data):
        raise _not_readable(promised)
    return Kind.TEXT


def _zip_kind(data: bytes) -> Kind:
    # Names stand unpacked in a zip file; a guess is enough, for the reader looks at its own list.
    if b"word/document.xml" in data:
        return Kind.DOCX
    if b"archive/" in data and b"datapackage.json" in data:
        return Kind.WACZ
    raise InputError("this is a zip file of something else than a document; unpack it first", "file")


def _unpacked_start(data: bytes) -> bytes:
    try:
        return zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(data[:4096], 64)
    except zlib.error:
        return b""


def _not_readable(promised: Kind | None) -> InputError:
    if promised in {None, Kind.TEXT, Kind.PAGE}:
        said = "this is not a text file, whatever its name says; open it and paste its text"
    else:
        said = f"this is not {_SPOKEN[promised]}, whatever its name says"
    return InputError(said, "file")
