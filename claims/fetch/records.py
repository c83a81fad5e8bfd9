"""What went over the wire, as WARC records that archives and their tools read."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO

from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from claims.digest import sha256

_VERSION = "WARC/1.1"


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request and its answer, byte for byte; the body of a redirect is not read, so not `whole`."""

    url: str
    address: str
    at: datetime
    request: bytes
    head: bytes
    body: bytes
    whole: bool


def write_records(exchanges: Sequence[Exchange], new_id: Callable[[], str]) -> bytes:
    """Write each exchange as a response and a request record, each gzipped by itself.

    The same exchanges and ids give the same bytes; `new_id` gives UUIDs.
    """
    out = BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version=_VERSION)
    for exchange in exchanges:
        answer_id = f"<urn:uuid:{new_id()}>"
        writer.write_record(_answer(exchange, answer_id))
        writer.write_record(_request(exchange, f"<urn:uuid:{new_id()}>", answer_id))
    return out.getvalue()


def _answer(exchange: Exchange, record_id: str) -> ArcWarcRecord:
    more = [("WARC-Payload-Digest", f"sha256:{sha256(exchange.body)}")]
    if not exchange.whole:
        more.append(("WARC-Truncated", "unspecified"))
    return _record("response", exchange, record_id, exchange.head + exchange.body, more)


def _request(exchange: Exchange, record_id: str, answer_id: str) -> ArcWarcRecord:
    more = [("WARC-Payload-Digest", f"sha256:{sha256(b'')}"), ("WARC-Concurrent-To", answer_id)]
    return _record("request", exchange, record_id, exchange.request, more)


def _record(
    kind: str, exchange: Exchange, record_id: str, block: bytes, more: list[tuple[str, str]]
) -> ArcWarcRecord:
    """A record around a block as it is; warcio's own builder would write the HTTP headers anew."""
    headers = [
        ("WARC-Type", kind),
        ("WARC-Record-ID", record_id),
        ("WARC-Target-URI", exchange.url),
        ("WARC-Date", exchange.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")),
        ("WARC-IP-Address", exchange.address),
        ("WARC-Block-Digest", f"sha256:{sha256(block)}"),
        *more,
    ]
    record = ArcWarcRecord(
        "warc",
        kind,
        StatusAndHeaders("", headers, protocol=_VERSION),
        BytesIO(block),
        None,
        f"application/http; msgtype={kind}",
        len(block),
    )
    record.payload_length = len(block)
    return record
