"""Zips of pages from strangers: nothing is written anywhere, and every size is checked twice."""

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from claims.archives import BROKEN, leads_out
from claims.errors import InputError, TooLargeError

#: The most entries, and the most bytes that all of them may unpack to.
ENTRIES, UNPACKED = 100_000, 1 << 30
_PAGES = (".html", ".htm", ".json", ".jsonld")


def is_zip(file: IO[bytes]) -> bool:
    """Whether a file begins as a zip does."""
    file.seek(0)
    return file.read(4) == b"PK\x03\x04"


def is_release(file: IO[bytes]) -> bool:
    """Whether a zip says that it is one of our packages; whether it is one, only checking it tells."""
    try:
        with zipfile.ZipFile(file) as archive:
            return {"manifest.json", "datapackage.json"} <= set(archive.namelist())
    except BROKEN:
        return False


def pages_of(file: IO[bytes]) -> Iterator[tuple[str, IO[bytes]]]:
    """The pages and JSON files of a zip by their names, one open at a time.

    Raises:
        TooLargeError: if there are too many, or they unpack to too much, whatever was declared.
        InputError: if it is broken, locked, or names a place outside of itself.
    """
    with _refused(), zipfile.ZipFile(file) as archive:
        entries = archive.infolist()
        _check(entries)
        left = UNPACKED
        for entry in sorted(entries, key=lambda one: one.filename):
            if entry.filename.lower().endswith(_PAGES):
                with archive.open(entry) as packed:
                    counted = Counted(packed, left)
                    yield entry.filename, io.BufferedReader(counted)
                    left = counted.left


@contextmanager
def _refused() -> Iterator[None]:
    try:
        yield
    except InputError:
        raise
    except BROKEN:
        raise InputError("this zip is damaged or breaks off") from None


def _check(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > ENTRIES:
        raise TooLargeError(f"this zip has {len(entries):,} parts and the limit is {ENTRIES:,}")
    if sum(entry.file_size for entry in entries) > UNPACKED:
        raise _too_much()
    for entry in entries:
        if leads_out(entry.filename):
            raise InputError(f"this zip names a place outside of itself: {entry.filename[:100]!r}")
        if entry.flag_bits & 1:
            raise InputError("this zip is locked with a password")


def _too_much() -> TooLargeError:
    return TooLargeError(f"this zip unpacks to more than {UNPACKED >> 20:,} MiB")


class Counted(io.RawIOBase):
    """A stream that refuses to give more than `left` bytes in all."""

    def __init__(self, stream: IO[bytes], left: int) -> None:
        super().__init__()
        self._stream, self.left = stream, left

    def readable(self) -> bool:
        """It can be read."""
        return True

    # The stub asks for any buffer, a type that Python 3.11 has no name for; readers hand in these two.
    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Give the next bytes, in steps that stay small."""
        with _refused():
            piece = self._stream.read(min(len(buffer), self.left + 1))
        self.left -= len(piece)
        if self.left < 0:
            raise _too_much()
        buffer[: len(piece)] = piece
        return len(piece)
