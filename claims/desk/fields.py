"""What people type: checked once, the same for every form."""

import string
from collections.abc import Mapping
from datetime import date
from typing import Protocol
from urllib.parse import urlsplit

from claims.errors import ConflictError, InputError

#: The longest one-line field, in code points.
LINE = 500
#: The longest web address, in code points.
ADDRESS = 2_000
#: The longest free text a person writes, in code points.
PROSE = 20_000


#: White space and what shows nothing either.
_UNSEEN = string.whitespace + "\u00a0\u00ad\u200b\u200c\u200d\u2060\ufeff"


class Revised(Protocol):
    """A row that counts its changes."""

    rev: int


def line(value: str, field: str, *, required: bool = False, limit: int = LINE) -> str:
    """Take a one-line field: white space folded, no NUL, not too long.

    Raises:
        InputError: naming the field, if it is missing where it must be there, too long, or holds
            characters that cannot be stored.
    """
    return prose(" ".join(value.split()), field, required=required, limit=limit)


def prose(value: str, field: str, *, required: bool = False, limit: int = PROSE) -> str:
    """Take a free text: line ends LF, else as it came.

    Raises:
        InputError: as `line` does.
    """
    text = value.replace("\r\n", "\n").replace("\r", "\n")
    if required and not text.strip(_UNSEEN):
        raise InputError("this must be filled in", field)
    if len(text) > limit:
        raise InputError(f"at most {limit:,} characters; this has {len(text):,}", field)
    if "\0" in text or any("\ud800" <= char <= "\udfff" for char in text):
        raise InputError("this holds characters that cannot be stored", field)
    return text


def day(value: str, field: str) -> date | None:
    """Take a date as YYYY-MM-DD; None if empty.

    Raises:
        InputError: naming the field, if it is no such date.
    """
    typed = value.strip()
    if not typed:
        return None
    try:
        found = date.fromisoformat(typed)
    except ValueError:
        found = None
    if found is None or found.isoformat() != typed:  # Python reads 20210407 and 2021-W14-3 as well
        raise InputError("a date looks like 2021-04-07", field)
    return found


def address(value: str, field: str) -> str:
    """Take a web address, or none.

    Raises:
        InputError: naming the field, unless it is empty or begins with http:// or https://.
    """
    url = line(value, field, limit=ADDRESS)
    try:
        parts = urlsplit(url)
    except ValueError:  # "http://[x": brackets are for IPv6 addresses only
        raise InputError("this is not a web address", field) from None
    if url and (parts.scheme not in ("http", "https") or not parts.netloc):
        raise InputError("an address begins with http:// or https://", field)
    return url


def check_rev(row: Revised, rev: int, theirs: Mapping[str, str] | None = None) -> None:
    """Let a change pass only if it was made from the newest revision.

    Raises:
        ConflictError: with what is saved now, by the form's field names.
    """
    check_version(row.rev, rev, theirs)


def check_version(now: int, seen: int, theirs: Mapping[str, str] | None = None) -> None:
    """The same for what gets a next version instead of being changed.

    Raises:
        ConflictError: as `check_rev` does.
    """
    if now != seen:
        raise ConflictError("somebody else saved this in between; nothing of yours was lost", theirs, now)
