"""Zip files from strangers: nothing is written anywhere, and every size is checked twice."""

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from claims.archives import BROKEN, leads_out
from claims.errors import InputError, TooLargeError

#: How many entries a zip file may list.
MAX_ENTRIES = 1_000
#: How many bytes all its entries may have unpacked: what they declare, and what comes out.
MAX_UNPACKED = 64 * 1024 * 1024


@contextmanager
def opened(data: bytes, what: str) -> Iterator[zipfile.ZipFile]:
    """Open a zip file whose list of entries holds; errors of reading it become refusals.

    Args:
        data: the file.
        what: what it is said to be, for a reviewer: "Word document".

    Raises:
        TooLargeError: field "file", if it lists too many entries or they unpack to too much.
        InputError: field "file", if it is broken, locked, or names a place outside of itself.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check(archive.infolist(), what)
            yield archive
    except InputError:
        raise
    except BROKEN:
        raise broken(what) from None


def broken(what: str) -> InputError:
    """Say that a document breaks off or is damaged."""
    return InputError(f"this {what} is damaged or breaks off; save it again or paste its text", "file")


def _check(entries: list[zipfile.ZipInfo], what: str) -> None:
    if len(entries) > MAX_ENTRIES:
        raise TooLargeError(
            f"this {what} has {len(entries):,} parts and the limit is {MAX_ENTRIES:,}; paste its text", "file"
        )
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise _unpacks_too_much(what)
    if any(leads_out(entry.filename) for entry in entries):
        raise InputError(f"this {what} names places outside of itself, so it is not read", "file")
    if any(entry.flag_bits & 1 for entry in entries):
        raise InputError(f"this {what} is locked with a password; paste its text", "file")


def _unpacks_too_much(what: str) -> TooLargeError:
    return TooLargeError(
        f"this {what} unpacks to more than {MAX_UNPACKED // 1024**2} MiB; paste its text", "file"
    )


class Bytes(Protocol):
    """Anything that bytes are read from."""

    def read(self, size: int = -1, /) -> bytes:
        """Give up to `size` bytes, all if it is negative."""


class Counted:
    """A stream that refuses to give more than `limit` bytes, whatever was declared."""

    def __init__(self, stream: Bytes, limit: int, what: str) -> None:
        self._stream, self._left, self._what = stream, limit, what

    def read(self, size: int = -1, /) -> bytes:
        """Give up to `size` bytes, in steps that stay small.

        Raises:
            TooLargeError: field "file", once there is more than the limit.
        """
        step = self._left + 1 if size < 0 else min(size, self._left + 1)
        piece = self._stream.read(step)
        self._left -= len(piece)
        if self._left < 0:
            raise _unpacks_too_much(self._what)
        return piece


def read_part(archive: zipfile.ZipFile, name: str, what: str, limit: int = MAX_UNPACKED) -> bytes:
    """Read one entry whole.

    Raises:
        TooLargeError: field "file", if more than `limit` bytes come out.
        KeyError: if there is no such entry.
    """
    with archive.open(name) as stream:
        return Counted(stream, limit, what).read()
