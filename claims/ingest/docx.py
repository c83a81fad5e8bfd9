"""A Word document to its text: paragraphs as blocks, tables row by row. Pure: bytes in, values out."""

import contextlib
import io
import zipfile
from collections.abc import Iterator
from datetime import date
from typing import Any
from xml.sax import SAXParseException
from xml.sax.handler import ContentHandler, feature_namespaces

from defusedxml import DefusedXmlException
from defusedxml.sax import make_parser

from claims.errors import InputError, TooLargeError
from claims.ingest import zips
from claims.ingest.checks import MAX_TEXT, too_large
from claims.models.drafts import ArticleMeta

#: How many elements the text's XML may have; a book of 300,000 words has fewer.
MAX_ELEMENTS = 500_000

_WHAT = "Word document"
_WORDS = frozenset(
    {
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        # What strict Office documents call the same elements.
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    }
)
_FALLBACK = ("http://schemas.openxmlformats.org/markup-compatibility/2006", "Fallback")
# A document's properties are a page of XML; more is none.
_MAX_PROPERTIES = 1024 * 1024
_STEP = 1 << 16
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}

_Name = tuple[str | None, str]


def read_docx(data: bytes) -> tuple[str, ArticleMeta]:
    """Take the words out of a .docx as they stand: deleted text, notes and headers are left out.

    Returns:
        Paragraphs with blank lines between, a table's rows as paragraphs with tabs between their
        cells; and what the document's core properties say.

    Raises:
        InputError: field "file", if it is no Word document, is damaged or locked, or its XML
            declares entities or a document type.
        TooLargeError: field "file", if it unpacks to too much.
    """
    with zips.opened(data, _WHAT) as archive:
        names = set(archive.namelist())
        if "word/document.xml" not in names:
            raise InputError("this is a zip file, but no Word document", "file")
        writer = _Writer()
        try:
            with archive.open("word/document.xml") as stream:
                _parse(zips.Counted(stream, zips.MAX_UNPACKED, _WHAT), writer)
        except SAXParseException:
            raise zips.broken(_WHAT) from None
        return writer.text(), _properties(archive) if "docProps/core.xml" in names else ArticleMeta()


def _parse(stream: zips.Bytes, handler: ContentHandler) -> None:
    parser = make_parser()
    parser.forbid_dtd = True
    parser.setFeature(feature_namespaces, True)
    parser.setContentHandler(handler)
    try:
        while piece := stream.read(_STEP):
            parser.feed(piece)
        parser.close()
    except DefusedXmlException:
        raise InputError(
            "this Word document declares entities or a document type in its XML, so it is not read",
            "file",
        ) from None


class _Writer(ContentHandler):
    """Puts a document's words together while its XML goes by."""

    def __init__(self) -> None:
        super().__init__()
        self._blocks: list[str] = []
        self._words: list[str] = []
        self._rows: list[list[list[str]]] = []
        self._unseen = self._elements = self._size = 0
        self._is_text = False

    def startElementNS(self, name: _Name, _qname: str | None, _attrs: Any) -> None:  # noqa: N802  xml.sax calls it so
        """Begin what an element holds."""
        self._elements += 1
        if self._elements > MAX_ELEMENTS:
            raise TooLargeError(too_large(self._elements, MAX_ELEMENTS, "parts"), "file")
        # What stands in a fallback stands already in the choice before it.
        self._unseen += name == _FALLBACK
        if name[0] not in _WORDS or self._unseen:
            return
        kind = name[1]
        self._is_text = kind == "t"
        if kind in {"p", "tbl"}:
            self._finish()
        elif kind == "tr":
            self._rows.append([])
        elif kind == "tc" and self._rows:
            self._rows[-1].append([])

    def characters(self, content: str) -> None:
        """Take words; what is no text (field codes, deleted text) is passed over."""
        if self._is_text:
            self._words.append(content)

    def endElementNS(self, name: _Name, _qname: str | None) -> None:  # noqa: N802  xml.sax calls it so
        """Put down what an element held."""
        self._is_text = False
        self._unseen -= name == _FALLBACK
        if name[0] not in _WORDS or self._unseen:
            return
        if name[1] == "p":
            self._finish()
        elif name[1] == "tr" and self._rows:
            self._put("\t".join(" ".join(cell) for cell in self._rows.pop()))
        elif name[1] in _BREAKS:
            self._words.append(_BREAKS[name[1]])

    def _finish(self) -> None:
        self._put("".join(self._words))
        self._words = []

    def _put(self, words: str) -> None:
        if not words.strip():
            return
        if self._rows and self._rows[-1]:
            self._rows[-1][-1].append(" ".join(words.split()))
            return
        self._blocks.append(words.strip())
        self._size += len(self._blocks[-1]) + 2
        if self._size > MAX_TEXT + 2:
            raise TooLargeError(too_large(self._size, MAX_TEXT, "characters"), "file")

    def text(self) -> str:
        """All paragraphs so far."""
        self._finish()
        return "\n\n".join(self._blocks) + "\n"


class _Said(ContentHandler):
    """Collects the text of each element by its own name."""

    def __init__(self) -> None:
        super().__init__()
        self._name = ""
        self.values: dict[str, str] = {}

    def startElementNS(self, name: _Name, _qname: str | None, _attrs: Any) -> None:  # noqa: N802  xml.sax calls it so
        """Begin an element."""
        self._name = name[1]

    def characters(self, content: str) -> None:
        """Take a value."""
        self.values[self._name] = self.values.get(self._name, "") + content

    def endElementNS(self, _name: _Name, _qname: str | None) -> None:  # noqa: N802  xml.sax calls it so
        """End an element; what follows belongs to none."""
        self._name = ""


def _properties(archive: zipfile.ZipFile) -> ArticleMeta:
    said = _Said()
    data = zips.read_part(archive, "docProps/core.xml", _WHAT, _MAX_PROPERTIES)
    with contextlib.suppress(SAXParseException):
        _parse(io.BytesIO(data), said)
    values = {name: " ".join(value.split()) for name, value in said.values.items()}
    language = values.get("language", "")[:2].lower()
    return ArticleMeta(
        title=values.get("title", ""),
        byline=values.get("creator", ""),
        published_on=next(_days(values), None),
        language=language if language.isascii() and language.isalpha() else "",
    )


def _days(values: dict[str, str]) -> Iterator[date]:
    for name in ("issued", "created"):
        try:
            yield date.fromisoformat(values.get(name, "")[:10])
        except ValueError:
            continue
