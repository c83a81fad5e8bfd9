"""Web archives: which of the answers in a .warc or .wacz is the page. Pure: bytes in, values out."""

import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from warcio.archiveiterator import WARCIterator
from warcio.bufferedreaders import BufferedReader, ChunkedDataException
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeadersParserException

from claims.errors import InputError, TooLargeError
from claims.ingest import zips
from claims.ingest.checks import MAX_SOURCE_BYTES
from claims.ingest.kinds import Kind

#: How many bytes an archive's records may have unpacked, all together.
MAX_RECORDS_SIZE = 256 * 1024 * 1024
#: How many other addresses of an archive are listed.
MAX_OTHERS = 100

_WHAT = "web archive"
_STEP = 64 * 1024
# A list of pages is a few lines; an archive of a whole site has thousands.
_MAX_LIST = 1024 * 1024
_BROKEN = (
    ArchiveLoadFailed,
    StatusAndHeadersParserException,
    ChunkedDataException,
    EOFError,
    ValueError,
    TypeError,
    AttributeError,
    OSError,
    IndexError,
    KeyError,
)
_KINDS = (
    (re.compile(r"text/html|application/xhtml\+xml"), Kind.PAGE),
    (re.compile(r"application/pdf"), Kind.PDF),
    (re.compile(r"text/plain"), Kind.TEXT),
)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w:.-]{1,40})", re.IGNORECASE)
# These say what else a visitor was, not what the page is.
_UNKEPT = frozenset({"set-cookie", "set-cookie2"})


@dataclass(frozen=True, slots=True)
class Captured:
    """One answer of a server, as an archive kept it. `others` lists the addresses kept beside it."""

    data: bytes
    kind: Kind
    charset: str = ""
    url: str = ""
    at: datetime | None = None
    headers: tuple[tuple[str, str], ...] = ()
    others: tuple[str, ...] = ()


def read_warc(data: bytes) -> Captured:
    """Find the page in a .warc or .warc.gz: its first web page, else its first PDF, else its first text.

    Raises:
        InputError: field "file", if it is damaged, breaks off before the page ends, or has none.
        TooLargeError: field "file", if it unpacks to too much.
    """
    return _chosen(_Choice(), [io.BytesIO(data)])


def read_wacz(data: bytes) -> Captured:
    """Find the page in a .wacz: the first that its list of pages names, else as in a .warc.

    Raises:
        InputError: field "file", if it is damaged, breaks off before the page ends, or has none.
        TooLargeError: field "file", if it has too many parts or unpacks to too much.
    """
    with zips.opened(data, _WHAT) as archive:
        names = sorted(name for name in archive.namelist() if re.search(r"^archive/.*\.warc(\.gz)?$", name))
        if not names:
            raise InputError("this is a zip file, but no web archive", "file")
        return _chosen(_Choice(_first_page(archive)), _streams(archive, names))


def _streams(archive: zipfile.ZipFile, names: list[str]) -> Iterator[zips.Bytes]:
    for name in names:
        with archive.open(name) as stream:
            yield zips.Counted(stream, zips.MAX_UNPACKED, _WHAT)


def _first_page(archive: zipfile.ZipFile) -> str:
    """Give the first address in a list of pages, "" if there is none."""
    if "pages/pages.jsonl" not in archive.namelist():
        return ""
    for line in zips.read_part(archive, "pages/pages.jsonl", _WHAT, _MAX_LIST).splitlines():
        try:
            page = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(page, dict) and isinstance(page.get("url"), str):
            return str(page["url"])
    return ""


class _Choice:
    """The best answer so far, and the addresses of all."""

    def __init__(self, wanted: str = "") -> None:
        self._wanted = wanted
        self._rank = len(_KINDS) + 1
        self.best: Captured | None = None
        self.urls: list[str] = []

    def better(self, url: str, kind: Kind) -> bool:
        """Whether an answer comes before the best so far; then it is the best."""
        self.urls.append(url)
        rank = 0 if url == self._wanted else 1 + [known for _, known in _KINDS].index(kind)
        if rank >= self._rank:
            return False
        self._rank = rank
        return True


def _chosen(choice: _Choice, streams: Iterable[zips.Bytes]) -> Captured:
    left, whole = MAX_RECORDS_SIZE, True
    for stream in streams:
        left, whole = _look_through(stream, choice, left)
    if choice.best is None:
        if not whole:
            raise zips.broken(_WHAT)
        raise InputError("this web archive has no page, PDF or text that was answered in full", "file")
    others = dict.fromkeys(url for url in choice.urls if url != choice.best.url)
    return Captured(
        choice.best.data,
        choice.best.kind,
        choice.best.charset,
        choice.best.url,
        choice.best.at,
        choice.best.headers,
        tuple(others)[:MAX_OTHERS],
    )


def _look_through(stream: zips.Bytes, choice: _Choice, left: int) -> tuple[int, bool]:
    """Offer each answer to `choice`; gives what is left of the size, and whether all was whole."""
    whole = True
    try:
        for record in WARCIterator(stream):
            found = _offered(record, choice)
            left -= _drained(record, left)
            if not _is_whole(record):
                whole = False
            elif found:
                choice.best = found
    except InputError:
        raise
    except _BROKEN:
        return left, False
    return left, whole


def _offered(record: Any, choice: _Choice) -> Captured | None:
    """Give a record that is the best answer so far."""
    kind, content_type = _kind(record)
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    if kind is None or not choice.better(url, kind):
        return None
    return Captured(
        zips.Counted(record.content_stream(), MAX_SOURCE_BYTES, _WHAT).read(),
        kind,
        (_CHARSET.search(content_type) or ["", ""])[1],
        url,
        _moment(record.rec_headers.get_header("WARC-Date")),
        _headers(record),
    )


def _kind(record: Any) -> tuple[Kind | None, str]:
    """Say which kind of document a record answers with, None if it answers with none."""
    if record.rec_type == "resource":
        content_type = record.content_type or ""
    elif record.rec_type == "response" and record.http_headers and _is_good(record.http_headers):
        content_type = record.http_headers.get_header("Content-Type") or ""
    else:
        return None, ""
    lowered = content_type.lower()
    return next((kind for pattern, kind in _KINDS if pattern.match(lowered)), None), content_type


def _is_good(headers: Any) -> bool:
    """Whether an answer was a success, packed in a way that can be unpacked here."""
    packed = (headers.get_header("Content-Encoding") or "identity").lower()
    readable = packed == "identity" or packed in BufferedReader.get_supported_decompressors()
    return str(headers.get_statuscode()).startswith("2") and readable


def _drained(record: Any, left: int) -> int:
    """Read what remains of a record, and give its whole size."""
    while record.raw_stream.read(_STEP) and record.raw_stream.tell() <= left:
        pass
    size = int(record.raw_stream.tell())
    if size > left:
        raise TooLargeError(
            f"this web archive unpacks to more than {MAX_RECORDS_SIZE // 1024**2} MiB; paste the text", "file"
        )
    return size


def _is_whole(record: Any) -> bool:
    # A record that says no length, or more than is there, was cut or lies.
    return getattr(record.raw_stream, "limit", 1) == 0


def _moment(said: str | None) -> datetime | None:
    try:
        moment = datetime.fromisoformat(said or "")
    except ValueError:
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _headers(record: Any) -> tuple[tuple[str, str], ...]:
    if not record.http_headers:
        return ()
    return tuple((name, value) for name, value in record.http_headers.headers if name.lower() not in _UNKEPT)
