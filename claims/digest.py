"""One way to write a value as JSON, and its SHA-256: the same bytes on every machine."""

import hashlib
import json
from typing import Any


def canonical(value: Any) -> str:
    """Write a value as JSON with sorted keys, no spaces, and every letter as itself."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def digest_of(value: Any) -> str:
    """The SHA-256 of a value's canonical JSON, as 64 hex digits."""
    return sha256(canonical(value).encode())


def sha256(data: bytes) -> str:
    """The SHA-256 of bytes, as 64 hex digits."""
    return hashlib.sha256(data).hexdigest()
