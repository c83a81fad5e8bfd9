"""Stage 1, ingest: what a reviewer pastes or uploads becomes a text. Pure: bytes in, values out."""

import re
from importlib.metadata import version

from claims.errors import InputError, TooLargeError
from claims.ingest.charset import decode, looks_binary
from claims.models.drafts import Intake

#: The longest text the desk takes, in code points.
MAX_TEXT = 1_000_000
#: The largest file the desk takes, in bytes.
MAX_BYTES = 5 * 1024 * 1024

_PAGE_ENDINGS = (".html", ".htm")
_TEXT_ENDINGS = (".txt",)
_PAGE_START = re.compile(r"\s*(?:<\?xml[^<>]*>\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_SURROGATE = re.compile(r"[\ud800-\udfff]")


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
    plain = _checked(text, "text")
    return Intake(text.encode(), plain, "text/plain", "paste.v1")


def from_upload(data: bytes, filename: str, declared_charset: str = "") -> Intake:
    """Take in an uploaded .txt, .html or .htm file.

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
    if len(data) > MAX_BYTES:
        raise TooLargeError(_too_large(len(data), MAX_BYTES, "bytes"), "file")
    _check_kind(data, filename)
    text = decode(data, declared_charset)
    if not _is_page(text, filename):
        return Intake(data, _checked(text, "file"), "text/plain", "text.v1")
    # Imported here: trafilatura takes half a second, which a desk that is pasted to need not spend.
    from claims.ingest.page import read_page

    body, meta = read_page(text)
    extractor = f"trafilatura-{version('trafilatura')}"
    return Intake(data, _checked(body, "file"), "text/html", extractor, meta)


def _check_kind(data: bytes, filename: str) -> None:
    if not filename.lower().endswith((*_TEXT_ENDINGS, *_PAGE_ENDINGS)):
        raise InputError(
            "only .txt, .html and .htm files can be read; from any other, paste the text", "file"
        )
    if not data.strip():
        raise InputError("the file is empty", "file")
    if looks_binary(data):
        raise InputError(
            "this is not a text file, whatever its name says; open it and paste its text", "file"
        )


def _is_page(text: str, filename: str) -> bool:
    return filename.lower().endswith(_PAGE_ENDINGS) or _PAGE_START.match(text) is not None


def _checked(text: str, field: str) -> str:
    """Give `text` with LF line ends, or say why the desk cannot keep it."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    if len(plain) > MAX_TEXT:
        raise TooLargeError(_too_large(len(plain), MAX_TEXT, "characters"), field)
    if not plain.replace("\ufeff", "").strip():
        raise InputError("there is no text here; paste the article's text", field)
    if "\0" in plain:
        raise InputError(
            "the text holds NUL characters, so it was not copied as text; copy the words from the "
            "page as it is shown and paste them again",
            field,
        )
    if _SURROGATE.search(plain):
        raise InputError(
            "the text holds half of a character, often a cut emoji; delete the broken character "
            "or copy the text again",
            field,
        )
    return plain


def _too_large(size: int, limit: int, unit: str) -> str:
    return f"this has {size:,} {unit} and the limit is {limit:,}; take it in as several articles"
