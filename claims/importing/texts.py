"""Foreign bytes as text, a bounded piece at a time: no line, no value is read before it is measured."""

import codecs
import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

from claims.errors import InputError, TooLargeError

#: The longest line of a table, and the longest value of a JSON file, in characters.
LINE, VALUE = 1 << 20, 16 << 20
_STEP = 1 << 16
#: The longest word of JSON, "-Infinity": an error nearer to the end may only be a word that goes on.
_WORD = 9
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@contextmanager
def text_of(file: IO[bytes]) -> Iterator[io.TextIOWrapper]:
    """A file of bytes as text: by its byte order mark, else as UTF-8; nothing is replaced.

    The file itself stays open.
    """
    buffered = file if isinstance(file, io.BufferedReader) else io.BufferedReader(_Kept(file))
    head = buffered.peek(4)
    name = next((name for mark, name in _MARKS if head.startswith(mark)), "utf-8")
    text = io.TextIOWrapper(buffered, encoding=name, newline="")
    try:
        yield text
    finally:
        text.detach()


class _Kept(io.RawIOBase):
    """Any file of bytes as a raw one, which does not close it."""

    def __init__(self, file: IO[bytes]) -> None:
        super().__init__()
        self._file = file

    def readable(self) -> bool:
        """It can be read."""
        return True

    # The stub asks for any buffer, a type that Python 3.11 has no name for; readers hand in these two.
    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Give the next bytes."""
        piece = self._file.read(len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)


def head_of(file: IO[bytes]) -> str:
    """The first characters of a file, whatever they are; for finding out what it is."""
    file.seek(0)
    raw = file.read(_STEP)
    name = next((name for mark, name in _MARKS if raw.startswith(mark)), "utf-8")
    return raw.decode(name, "replace")


def lines_of(text: io.TextIOBase, limit: int = LINE) -> Iterator[str]:
    """The lines of a text with their ends.

    Raises:
        TooLargeError: if one is longer than `limit`; nothing more of it was read.
        InputError: if one is in another encoding, or holds NUL.
    """
    number = 0
    while line := _read(text, limit):
        number += 1
        if len(line) > limit:
            raise TooLargeError(f"line {number} is longer than {limit:,} characters; nothing more was read")
        if "\0" in line:
            raise InputError(f"line {number} holds a NUL character, so this is no file of text")
        yield line


def _read(text: io.TextIOBase, limit: int) -> str:
    try:
        return text.readline(limit + 1)
    except UnicodeError as error:
        raise _other_encoding(error) from None


def _other_encoding(error: UnicodeError) -> InputError:
    byte = f" (byte {error.object[error.start]:#04x})" if isinstance(error, UnicodeDecodeError) else ""
    return InputError(f"the file is not UTF-8{byte}; save it as UTF-8 again")


class JsonFile:
    """JSON read value by value, so that a list of any length needs no more memory than its longest part."""

    def __init__(self, text: io.TextIOBase, limit: int = VALUE) -> None:
        self._text, self._limit = text, limit
        self._buffer, self._at, self._gone, self._ended = "", 0, 0, False
        self._decoder = json.JSONDecoder(parse_constant=_no_constant)

    def peek(self) -> str:
        """The next character that is not white space; "" at the end."""
        while True:
            while self._at < len(self._buffer):
                if self._buffer[self._at] not in " \t\r\n\ufeff":
                    return self._buffer[self._at]
                self._at += 1
            if not self._more():
                return ""

    def take(self, sign: str) -> None:
        """Read one character that has to stand here."""
        found = self.peek()
        if found != sign:
            raise _broken(f"{found!r} stands where {sign!r} should") if found else _cut_short()
        self._at += 1

    def value(self) -> Any:
        """Read one whole value.

        Raises:
            TooLargeError: if it is longer than the limit.
            InputError: if it is no JSON, or breaks off.
        """
        self.peek()
        while True:
            try:
                value, end = self._decoder.raw_decode(self._buffer, self._at)
            except RecursionError:
                raise InputError("the file is nested too deeply") from None
            except ValueError as error:
                self._read_on(error)
                continue
            if end == len(self._buffer) and not self._ended and not isinstance(value, dict | list | str):
                self._more()  # a number may go on
                continue
            self._at = end
            return value

    def _read_on(self, error: ValueError) -> None:
        """Read more, if the value may go on there; else say what is wrong."""
        at = getattr(error, "pos", 0)
        goes_on = str(error).startswith("Unterminated string") or at >= len(self._buffer) - _WORD
        if not isinstance(error, json.JSONDecodeError) or not goes_on:
            why = getattr(error, "msg", str(error))
            raise InputError(f"this is not JSON: {why} (character {self._gone + at + 1:,})") from None
        held = len(self._buffer) - self._at
        if held > self._limit:
            raise TooLargeError(f"one value of the file is longer than {self._limit:,} characters") from None
        if not self._more(held):
            raise _cut_short() from None

    def _more(self, held: int = 0) -> bool:
        """Read a further piece, as large as what is held; False at the end."""
        try:
            piece = self._text.read(max(_STEP, held))
        except UnicodeError as error:
            raise _other_encoding(error) from None
        self._gone += self._at
        self._buffer, self._at = self._buffer[self._at :] + piece, 0
        self._ended = not piece
        return bool(piece)

    def rest(self) -> Iterator[str]:
        """What was not read yet, in pieces, as it is."""
        yield self._buffer[self._at :]
        self._at = len(self._buffer)
        while self._more():
            yield self._buffer
            self._at = len(self._buffer)

    def items(self) -> Iterator[Any]:
        """The values of a list, one after the other; nothing else may be read meanwhile."""
        self.take("[")
        if self.peek() == "]":
            self.take("]")
            return
        while True:
            yield self.value()
            if self.peek() != ",":
                break
            self.take(",")
        self.take("]")

    def end(self) -> None:
        """Make sure that nothing comes after what was read."""
        if found := self.peek():
            raise _broken(f"{found!r} stands after its end")


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no number")


def _broken(why: str) -> InputError:
    return InputError(f"this is not JSON: {why}")


def _cut_short() -> InputError:
    return InputError("the file ends in the middle: it was cut short")
