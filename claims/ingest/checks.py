"""What every text that comes in must be: not too long, not empty, nothing that cannot be kept."""

import re

from claims.errors import InputError, TooLargeError

#: The longest text the desk takes, in code points.
MAX_TEXT = 1_000_000
#: The largest file an article may be, in bytes.
MAX_BYTES = 5 * 1024 * 1024
#: The largest file a source may be, in bytes: scans and archives are larger than pages.
MAX_SOURCE_BYTES = 20 * 1024 * 1024

_SURROGATE = re.compile(r"[\ud800-\udfff]")


def checked(text: str, field: str) -> str:
    """Give `text` with LF line ends.

    Raises:
        TooLargeError: if it is longer than `MAX_TEXT`, counted with LF line ends.
        InputError: if it is empty, or holds NUL or half a character.
    """
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    if len(plain) > MAX_TEXT:
        raise TooLargeError(too_large(len(plain), MAX_TEXT, "characters"), field)
    if not plain.replace("\ufeff", "").strip():
        raise InputError("there is no text here; paste the article's text", field)
    if "\0" in plain:
        raise InputError(
            "the text holds NUL characters, so it was not copied as text; copy the words from the "
            "page as it is shown and paste them again",
            field,
        )
    if _SURROGATE.search(plain):
        raise InputError(
            "the text holds half of a character, often a cut emoji; delete the broken character "
            "or copy the text again",
            field,
        )
    return plain


def storable(text: str) -> str:
    """Take out NUL and put U+FFFD for half characters: a document's fault, not its sender's."""
    return _SURROGATE.sub("\ufffd", text.replace("\0", ""))


def check_size(data: bytes, limit: int) -> None:
    """Refuse more bytes than `limit`.

    Raises:
        TooLargeError: field "file".
    """
    if len(data) > limit:
        raise TooLargeError(too_large(len(data), limit, "bytes"), "file")


def too_large(size: int, limit: int, unit: str) -> str:
    """Say how large something is, and may be."""
    return f"this has {size:,} {unit} and the limit is {limit:,}; take it in as several articles"
