"""What the desk and its reading process say to each other: a line of JSON, then bytes. Never pickles."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from claims.errors import InputError, TooLargeError
from claims.ingest.checks import checked, storable
from claims.ingest.documents import Document
from claims.ingest.kinds import Kind
from claims.models.drafts import ArticleMeta, Intake

MIB = 1024 * 1024
#: The longest answer that is listened to: a longest text, each character of it escaped in full.
MAX_ANSWER = 16 * MIB
# A title or an address that is longer is none.
_MAX_WORDS = 2_000


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one document may take: seconds of the processor and of the clock, and bytes."""

    processor: int = 9
    clock: float = 9.5
    memory: int = 512 * MIB


def ask(document: Document, limits: Limits) -> bytes:
    """Write a question: the document, and what reading it may take."""
    head = {
        "kind": document.kind,
        "charset": document.charset,
        "url": document.url,
        "size": len(document.data),
        "limits": asdict(limits),
    }
    return json.dumps(head).encode() + b"\n" + document.data


def head_of(line: bytes) -> tuple[Document, int, Limits]:
    """Read a question's first line: a document still without its bytes, how many follow, and its limits."""
    head = json.loads(line)
    document = Document(b"", Kind(head["kind"]), head["charset"], head["url"])
    return document, head["size"], Limits(**head["limits"])


def written(intake: Intake) -> bytes:
    """Write what was read, without the bytes, which the desk has."""
    values = {name: value for name, value in asdict(intake).items() if name != "raw"}
    return json.dumps({"read": values}, default=lambda moment: moment.isoformat()).encode()


def refusal(error: InputError) -> bytes:
    """Write why a document was refused."""
    return json.dumps({"refused": str(error), "too_large": isinstance(error, TooLargeError)}).encode()


def understood(answer: bytes, raw: bytes) -> Intake:
    """Read an answer. What comes from a process that read a stranger's bytes is checked, not believed.

    Raises:
        InputError: the refusal it tells of.
        TooLargeError: likewise.
        ValueError, TypeError, KeyError: if it is no answer of ours.
    """
    said = json.loads(answer)
    if not isinstance(said, dict):
        raise TypeError("no answer of ours")
    if refused := said.get("refused"):
        raise (TooLargeError if said.get("too_large") else InputError)(str(refused), "file")
    return _intake(said["read"], raw)


def _intake(said: Mapping[str, Any], raw: bytes) -> Intake:
    text = checked(_string(said["text"]), "file")
    return Intake(
        raw,
        text,
        _words(said["media_type"]),
        _words(said["extractor"]),
        _meta(said["meta"]),
        _pages(said["pages"], text),
        _words(said["url"]),
        datetime.fromisoformat(said["captured_at"]) if said["captured_at"] else None,
        tuple((_words(name), _words(value)) for name, value in said["headers"]),
        tuple(_words(url) for url in said["others"]),
    )


def _meta(said: Mapping[str, Any]) -> ArticleMeta:
    day = said["published_on"]
    words = {name: _words(said[name]) for name in said.keys() - {"published_on"}}
    return ArticleMeta(**words, published_on=date.fromisoformat(day) if day else None)


def _pages(said: list[Any], text: str) -> tuple[int, ...]:
    pages = tuple(map(int, said))
    if any(one > two for one, two in pairwise((0, *pages, len(text)))):
        raise ValueError("pages out of their order")
    return pages


def _string(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("no text where one belongs")
    return value


def _words(value: Any) -> str:
    return storable(_string(value))[:_MAX_WORDS]
