"""The bytes of a document out of what came over the wire, and whether they are what they say."""

import re
import zlib
from collections.abc import Iterator

from claims.errors import FetchFailedError, FetchRefusedError
from claims.fetch.values import DOCX, PDF, Limits

#: What a request offers; brotli is not among what the house depends on.
ENCODINGS = "gzip, deflate"
#: Labels that say nothing, so that the bytes are asked.
_UNSAID = frozenset({"", "application/octet-stream", "binary/octet-stream"})
_STEP = 256 * 1024
#: Up to here a document may be as repetitive as it likes.
_SMALL = 64 * 1024
_LOOKED_AT = 2_048
_GZIP = 31
#: Each part costs a copy of all that follows, so a body of nothing but empty parts would take hours.
_PARTS = 64

_WIDE = (b"\xfe\xff", b"\xff\xfe")
#: Signs that no text holds, as the WHATWG's sniffing has them.
_BINARY = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
_PACKED = (b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"RIFF", b"\x1f\x8b", b"{\\rtf")
_HTML = re.compile(
    rb"\s*<(?:!doctype html|\?xml|!--|html|head|body|title|meta|script|style"
    rb"|article|main|section|div|h1|p|table|a)\b",
    re.IGNORECASE,
)
_CHARSET = re.compile(r";\s*charset\s*=\s*[\"']?([A-Za-z0-9][\w.:+-]{0,39})", re.ASCII | re.IGNORECASE)


def said_type(content_type: str) -> tuple[str, str]:
    """Media type and charset of a Content-Type header, in lower case; "" for what it does not say."""
    charset = _CHARSET.search(content_type)
    return content_type.partition(";")[0].strip().lower(), charset[1].lower() if charset else ""


def refuse_type(media_type: str, allowed: frozenset[str]) -> None:
    """Refuse by its label what the desk does not read, before any of it is taken.

    Raises:
        FetchRefusedError: if it is neither allowed nor unsaid.
    """
    if media_type not in allowed and media_type not in _UNSAID:
        raise FetchRefusedError(
            "the desk reads web pages, text, PDF and Word documents; this is none of them"
        )


def true_type(media_type: str, charset: str, body: bytes) -> str:
    """The media type of a document, held against its bytes.

    Raises:
        FetchRefusedError: if the bytes are something else than the label says, or nothing the desk reads.
    """
    found = _looks_like(body, charset)
    said = media_type if media_type not in _UNSAID else found
    right = {PDF: _is_pdf(body), DOCX: found == DOCX}.get(said, found.startswith("text/"))
    if not right:
        raise FetchRefusedError("this address gives something else than the document it says")
    return said


def decode(body: bytes, encodings: str, limits: Limits) -> bytes:
    """Undo a body's Content-Encoding.

    Raises:
        FetchFailedError: if it breaks off or is not what it says.
        FetchRefusedError: if it grows larger, or more times larger, than allowed.
    """
    named = [name for part in encodings.lower().split(",") if (name := part.strip()) not in ("", "identity")]
    if not named or not body:
        return body
    if len(named) > 1 or named[0] not in ("gzip", "x-gzip", "deflate"):
        raise FetchFailedError("the server packed its answer in a way the desk does not read")
    window = _deflate_window(body) if named[0] == "deflate" else _GZIP
    grown = bytearray()
    try:
        for piece in _pieces(body, window):
            grown += piece
            _hold(len(grown), len(body), limits)
    except zlib.error:
        raise FetchFailedError("the server's answer is damaged") from None
    return bytes(grown)


def _hold(grown: int, packed: int, limits: Limits) -> None:
    if grown > limits.body_bytes or (grown > _SMALL and grown > packed * limits.ratio):
        raise FetchRefusedError("this document grows too large when it is unpacked")


def _pieces(data: bytes, window: int) -> Iterator[bytes]:
    """What a packed body holds, a bounded piece at a time; gzip may hold several parts in a row."""
    for _ in range(_PARTS):
        part = zlib.decompressobj(window)
        while not part.eof:
            piece = part.decompress(data, _STEP)
            data = part.unconsumed_tail
            if not piece and not data and not part.eof:
                raise FetchFailedError("the server broke off in the middle of its answer", again=True)
            yield piece
        data = part.unused_data
        if window != _GZIP or not data.startswith(b"\x1f\x8b"):
            return  # some servers fill up the end
    raise FetchRefusedError("this document is packed in too many parts")


def _deflate_window(body: bytes) -> int:
    """Half of all servers mean zlib by "deflate", as the standard does; the others the bare stream."""
    zlib_head = len(body) > 1 and body[0] & 0x0F == 8 and int.from_bytes(body[:2], "big") % 31 == 0
    return zlib.MAX_WBITS if zlib_head else -zlib.MAX_WBITS


def _is_pdf(body: bytes) -> bool:
    """Readers of PDF look for its mark in the first kilobyte, so some servers put other bytes before it."""
    return b"%PDF-" in body[:1024]


def _looks_like(body: bytes, charset: str) -> str:
    """A media type by the bytes themselves; "" for what is no text, PDF or Word document."""
    head = body[:_LOOKED_AT]
    if head.lstrip().startswith(b"%PDF-"):
        return PDF
    if head.startswith(b"PK\x03\x04"):
        return DOCX if b"word/" in body else ""
    if head.startswith(_PACKED) or (_BINARY.search(head) and not _is_wide(head, charset)):
        return ""
    return "text/html" if _HTML.match(head.removeprefix(b"\xef\xbb\xbf")) else "text/plain"


def _is_wide(head: bytes, charset: str) -> bool:
    """Whether its letters may take zero bytes and shifts that are binary elsewhere."""
    return head.startswith(_WIDE) or charset.startswith(("utf-16", "utf-32", "utf16", "iso-2022"))
