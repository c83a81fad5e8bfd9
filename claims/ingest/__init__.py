"""Stage 1, ingest: what a reviewer pastes or brings in becomes a text. Bytes in, values out.

What must be parsed is read in a process of its own, under limits (`apart`).
"""

from claims.errors import InputError
from claims.ingest import apart
from claims.ingest.charset import decode, looks_binary
from claims.ingest.checks import MAX_BYTES, MAX_SOURCE_BYTES, MAX_TEXT, check_size, checked
from claims.ingest.documents import Document
from claims.ingest.kinds import Kind, begins_like_a_page, kind_of, named_kind
from claims.models.drafts import Intake

__all__ = ["MAX_BYTES", "MAX_SOURCE_BYTES", "MAX_TEXT", "from_file", "from_paste", "from_upload"]


def from_paste(text: str) -> Intake:
    """Take in pasted text. Line ends become LF; nothing else is changed.

    Args:
        text: as the form sent it; at most `MAX_TEXT` code points, counted with LF line ends.

    Returns:
        The text, with `raw` the UTF-8 bytes of it as it came, line ends included.

    Raises:
        TooLargeError: if it is longer than `MAX_TEXT`.
        InputError: field "text", if it is empty, or holds NUL or half a character.
    """
    plain = checked(text, "text")
    return Intake(text.encode(), plain, "text/plain", "paste.v1")


def from_upload(data: bytes, filename: str, declared_charset: str = "") -> Intake:
    """Take in an article as an uploaded .txt, .html or .htm file.

    A .txt that begins like a web page is read as one.

    Args:
        data: the file, at most `MAX_BYTES`.
        filename: decides what kind of file it is; its case does not matter.
        declared_charset: what the upload says its encoding is; tried, not believed.

    Returns:
        The text with LF line ends and, from a page, what its markup says about the article. A
        page's text begins with its title; its paragraphs are separated by blank lines.

    Raises:
        TooLargeError: if the file is larger than `MAX_BYTES` or its text longer than `MAX_TEXT`.
        InputError: field "file", if it is another kind of file, is empty, is not text in any known
            encoding, is nested too deep, or is a page without an article.
    """
    check_size(data, MAX_BYTES)
    kind = named_kind(filename)
    if kind not in {Kind.TEXT, Kind.PAGE}:
        raise InputError(
            "only .txt, .html and .htm files can be read; from any other, paste the text", "file"
        )
    if not data.strip():
        raise InputError("the file is empty", "file")
    if looks_binary(data):
        raise InputError(
            "this is not a text file, whatever its name says; open it and paste its text", "file"
        )
    return _read(Document(data, kind, declared_charset))


def from_file(data: bytes, filename: str = "", declared_charset: str = "", url: str = "") -> Intake:
    """Take in a source's document: .txt, .html, .htm, .pdf, .docx, .warc, .warc.gz or .wacz.

    Args:
        data: the file, at most `MAX_SOURCE_BYTES`; a page or a text at most `MAX_BYTES`.
        filename: must agree with what the bytes are; "" if there is none, as of what was fetched.
        declared_charset: what its sender says its encoding is; tried, not believed.
        url: where it was fetched from, "" if it was not; only asked for the day in it.

    Returns:
        The text with LF line ends and what the document says of itself; see `Intake` for pages and
        archives. Of an archive with several pages it is the first, the others are listed.

    Raises:
        TooLargeError: field "file", if it, its text or what it unpacks to is too large, or reading
            it takes too long or too much memory.
        InputError: field "file", if it is another kind of file, not what its name says, empty,
            damaged, locked, or without text.
    """
    check_size(data, MAX_SOURCE_BYTES)
    kind = kind_of(data, filename)
    if kind in {Kind.TEXT, Kind.PAGE}:
        check_size(data, MAX_BYTES)
    return _read(Document(data, kind, declared_charset, url))


def _read(document: Document) -> Intake:
    """Read a document where it is safe to: text here, what must be parsed in the child process."""
    if document.kind is Kind.TEXT:
        text = decode(document.data, document.charset)
        if not begins_like_a_page(text):
            return Intake(document.data, checked(text, "file"), "text/plain", "text.v1")
    return apart.read(document)
