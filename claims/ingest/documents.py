"""A document of any kind to what the desk keeps of it. Runs in the child process; see `apart`."""

from dataclasses import dataclass, replace
from importlib.metadata import version

from claims.errors import InputError
from claims.ingest.charset import decode
from claims.ingest.checks import checked, storable
from claims.ingest.kinds import MEDIA_TYPES, Kind, begins_like_a_page
from claims.models.drafts import Intake


@dataclass(frozen=True, slots=True)
class Document:
    """A file to read: `charset` is what it is said to be in, `url` where it comes from, "" unknown."""

    data: bytes
    kind: Kind
    charset: str = ""
    url: str = ""


def read_document(document: Document) -> Intake:
    """Read a document of a known kind.

    Raises:
        InputError: field "file", in words for a reviewer.
        TooLargeError: field "file".
    """
    return _READERS[document.kind](document)


def _read_text(document: Document) -> Intake:
    text = decode(document.data, document.charset)
    if begins_like_a_page(text):
        return _page(document, text)
    return Intake(document.data, checked(text, "file"), MEDIA_TYPES[Kind.TEXT], "text.v1")


def _read_page(document: Document) -> Intake:
    return _page(document, decode(document.data, document.charset))


# Parsers are imported where they are needed: trafilatura alone takes a third of a second.
def _page(document: Document, text: str) -> Intake:
    from claims.ingest.page import read_page

    body, meta = read_page(text, document.url)
    extractor = f"trafilatura-{version('trafilatura')}"
    return Intake(document.data, checked(body, "file"), MEDIA_TYPES[Kind.PAGE], extractor, meta)


def _read_pdf(document: Document) -> Intake:
    from claims.ingest.pdf import read_pdf

    text, pages, meta = read_pdf(document.data)
    return Intake(
        document.data,
        checked(text, "file"),
        MEDIA_TYPES[Kind.PDF],
        f"pypdf-{version('pypdf')}",
        meta,
        pages,
    )


def _read_docx(document: Document) -> Intake:
    from claims.ingest.docx import read_docx

    text, meta = read_docx(document.data)
    return Intake(document.data, checked(storable(text), "file"), MEDIA_TYPES[Kind.DOCX], "docx.v1", meta)


def _read_archive(document: Document) -> Intake:
    from claims.ingest.warc import read_wacz, read_warc

    found = (read_warc if document.kind is Kind.WARC else read_wacz)(document.data)
    if not found.data.strip():
        raise InputError("the page in this web archive is empty", "file")
    inner = read_document(Document(found.data, found.kind, found.charset, found.url))
    return replace(
        inner,
        raw=document.data,
        media_type=MEDIA_TYPES[document.kind],
        extractor=f"warcio-{version('warcio')} {inner.extractor}",
        url=found.url,
        captured_at=found.at,
        headers=found.headers,
        others=found.others,
    )


_READERS = {
    Kind.TEXT: _read_text,
    Kind.PAGE: _read_page,
    Kind.PDF: _read_pdf,
    Kind.DOCX: _read_docx,
    Kind.WARC: _read_archive,
    Kind.WACZ: _read_archive,
}
