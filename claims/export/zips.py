"""Write a zip in its one possible layout: no dates, no choices, nothing kept in memory."""

import hashlib
import shutil
import tempfile
import zlib
from collections.abc import Iterable
from types import TracebackType
from typing import IO, Any, NamedTuple, Self

from claims.export.verify import Member, central_header, end_of_directory, local_header

_IN_MEMORY = 1 << 20


class Packed(NamedTuple):
    """What went into the zip under a name."""

    name: str
    sha256: str
    size: int


class ZipFile:
    """A zip that is only ever added to; `out` need not be able to seek."""

    def __init__(self, out: IO[bytes]) -> None:
        self._out = out
        self._hash = hashlib.sha256()
        self._directory = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - closed by __exit__
        self.count = self.size = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._directory.close()

    @property
    def sha256(self) -> str:
        """The hash of all bytes written so far."""
        return self._hash.hexdigest()

    def add(self, name: str, parts: Iterable[bytes], *, deflate: bool = True) -> Packed:
        """Add a member; its bytes wait beside the zip until its header is known."""
        made, crc, size = hashlib.sha256(), 0, 0
        # The level is fixed, so that the same library makes the same bytes.
        press: Any = zlib.compressobj(6, zlib.DEFLATED, -15) if deflate else None
        with tempfile.SpooledTemporaryFile(_IN_MEMORY) as body:
            for part in parts:
                made.update(part)
                crc, size = zlib.crc32(part, crc), size + len(part)
                body.write(press.compress(part) if press else part)
            body.write(press.flush() if press else b"")
            member = Member(name, zlib.DEFLATED if deflate else 0, crc, body.tell(), size, self.size)
            self._write(local_header(member))
            body.seek(0)
            while part := body.read(65_536):
                self._write(part)
        self._directory.write(central_header(member))
        self.count += 1
        return Packed(name, made.hexdigest(), size)

    def close(self) -> None:
        """Write the directory; nothing can be added afterwards."""
        length, offset = self._directory.tell(), self.size
        self._directory.seek(0)
        shutil.copyfileobj(self._directory, self._out)
        self._out.write(end_of_directory(self.count, length, offset))

    def _write(self, data: bytes) -> None:
        self._out.write(data)
        self._hash.update(data)
        self.size += len(data)
