"""A PDF to its text, page by page. Pure: bytes in, values out."""

import io
import logging
from datetime import date
from typing import Any

from pypdf import PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError, PyPdfError

from claims.errors import InputError, TooLargeError
from claims.ingest.checks import MAX_TEXT, storable, too_large
from claims.ingest.zips import broken
from claims.models.drafts import ArticleMeta

#: How many pages a PDF may have; the longest reports have under 2,000.
MAX_PAGES = 2_000

_WHAT = "PDF"
# What pypdf raises on files that are cut, made up or circular; it has no one error for them.
_BROKEN = (PyPdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, OSError, AssertionError)


def read_pdf(data: bytes) -> tuple[str, tuple[int, ...], ArticleMeta]:
    """Take the words out of a PDF.

    Returns:
        The text, pages with blank lines between; where each page starts in it, in code points
        (pages without words start where the next one does); and what the document says of itself.
        Its day is the one it was made on.

    Raises:
        InputError: field "file", if it is damaged, locked with a password, or has no text.
        TooLargeError: field "file", if it has more than `MAX_PAGES` pages or too much text, or a
            part of it unpacks to more than pypdf allows.
    """
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what is wrong with a file is said once, by us
    try:
        reader = PdfReader(io.BytesIO(data))
        _unlock(reader)
        return *_pages(reader), _meta(reader)
    except InputError:
        raise
    except (DependencyError, FileNotDecryptedError):
        raise _locked() from None
    except LimitReachedError:
        raise TooLargeError(
            "a part of this PDF unpacks to too much, so it is not read; paste its text", "file"
        ) from None
    except _BROKEN:
        raise broken(_WHAT) from None


def _unlock(reader: PdfReader) -> None:
    # Many PDFs are locked against changes only, and open with an empty password.
    if reader.is_encrypted and not reader.decrypt(""):
        raise _locked()


def _locked() -> InputError:
    return InputError("this PDF is locked with a password; open it and paste its text", "file")


def _pages(reader: PdfReader) -> tuple[str, tuple[int, ...]]:
    count = len(reader.pages)
    if count > MAX_PAGES:
        raise TooLargeError(f"this PDF has {count:,} pages and the limit is {MAX_PAGES:,}", "file")
    texts, starts, at = [], [], 0
    for page in reader.pages:
        words = storable(page.extract_text()).strip()
        starts.append(at)
        if words:
            texts.append(words)
            at += len(words) + 2
        if at > MAX_TEXT:
            raise TooLargeError(too_large(at, MAX_TEXT, "characters"), "file")
    if not texts:
        raise InputError("this PDF has no text, so its pages are pictures; type or paste its words", "file")
    text = "\n\n".join(texts) + "\n"
    return text, tuple(min(start, len(text)) for start in starts)


def _meta(reader: PdfReader) -> ArticleMeta:
    try:
        said = reader.metadata
        language = str(reader.root_object.get("/Lang") or "")[:2].lower()
    except _BROKEN:
        return ArticleMeta()
    return ArticleMeta(
        title=_line(said, "title"),
        byline=_line(said, "author"),
        published_on=_day(said),
        language=language if language.isascii() and language.isalpha() else "",
    )


def _line(said: Any, name: str) -> str:
    try:
        return " ".join(storable(str(getattr(said, name, "") or "")).split())
    except _BROKEN:
        return ""


def _day(said: Any) -> date | None:
    try:
        made = getattr(said, "creation_date", None)
        return made.date() if made else None
    except _BROKEN:
        return None
