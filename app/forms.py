"""Read what a form sent. A wrong value is refused; it never becomes a default."""

from collections.abc import Collection
from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlsplit

from flask import request

from claims.desk import MOST_REMARKS, Remark
from claims.errors import InputError
from claims.models import Selection

#: The fields of one row of comments.
_REMARK = ("remark", "words", "nth", "evidence")
T = TypeVar("T", bound=StrEnum)


def typed(*names: str) -> dict[str, str]:
    """The named fields, "" for one that is missing."""
    return {name: request.form.get(name, "") for name in names}


def rev() -> int:
    """The revision the person saw.

    Raises:
        InputError: if the form has none.
    """
    return number("rev")


def number(name: str) -> int:
    """A whole number.

    Raises:
        InputError: if it is no such thing.
    """
    value = request.form.get(name, "")
    if not (value.isascii() and value.isdigit() and len(value) < 10):
        raise InputError("this form is incomplete; load the page again", name)
    return int(value)


def whole(name: str) -> int:
    """A whole number that a person typed.

    Raises:
        InputError: if it is no such thing.
    """
    value = request.form.get(name, "").strip()
    if not (value.isascii() and value.isdigit() and len(value) < 10):
        raise InputError("this is not a whole number", name)
    return int(value)


def number_or_none(name: str) -> int | None:
    """A whole number, or None where the form has no such field.

    Raises:
        InputError: if it has one that is no such thing.
    """
    return number(name) if request.form.get(name) else None


def span(name: str) -> tuple[int, int] | None:
    """A stretch of a text as "12-40", or None where none was chosen.

    Raises:
        InputError: if it is no such thing.
    """
    value = request.form.get(name, "")
    if not value:
        return None
    ends = value.split("-")
    if len(ends) != 2 or not all(end.isascii() and end.isdigit() and len(end) < 10 for end in ends):
        raise InputError("this form is incomplete; load the page again", name)
    return int(ends[0]), int(ends[1])


def picked(name: str) -> dict[str, int]:
    """The rows that were ticked, by id, each with the revision the person saw.

    Raises:
        InputError: if one of them is no such thing.
    """
    found = {}
    for value in request.form.getlist(name):
        public_id, _dot, seen = value.partition(".")
        if not (seen.isascii() and seen.isdigit() and len(seen) < 10) or "\0" in public_id:
            raise InputError("this form is incomplete; load the page again", name)
        found[public_id] = int(seen)
    return found


def choice(kind: type[T], name: str, of: Collection[T] | None = None) -> T:
    """One of a closed choice; with `of`, one of these members of it.

    Raises:
        InputError: if it is none of them.
    """
    typed = request.form.get(name, "")
    if typed not in [member.value for member in (kind if of is None else of)]:
        raise InputError("choose one of these", name)
    return kind(typed)


def selection() -> Selection:
    """The marked or typed words: `quote`, and where a browser marked them, in UTF-16 units."""
    quote = request.form.get("quote", "")
    if request.form.get("start") and request.form.get("end"):
        return Selection(quote, number("start"), number("end"))
    return Selection(quote)


def remarks() -> list[Remark]:
    """What was typed into each row of a reviewer's comments, empty rows too."""
    return [
        Remark(row, *(request.form.get(f"{name}-{row}", "").strip() for name in _REMARK))
        for row in range(1, MOST_REMARKS + 1)
    ]


def either(text: str, file: str) -> tuple[bytes, str, str] | None:
    """The uploaded file, or None for the pasted text.

    Raises:
        InputError: if there are both: one of them would be lost.
    """
    chosen = upload(file)
    if chosen and request.form.get(text, "").strip():
        raise InputError("there is a pasted text and a file; send one of them at a time", file)
    return chosen


def upload(name: str) -> tuple[bytes, str, str] | None:
    """An uploaded file's bytes, name and declared charset; None if there is none."""
    file = request.files.get(name)
    if file is None or not file.filename:
        return None
    return file.read(), file.filename, file.mimetype_params.get("charset", "")


def file(name: str) -> tuple[bytes, str, str]:
    """An uploaded file's bytes, name and declared charset.

    Raises:
        InputError: if there is none.
    """
    chosen = upload(name)
    if chosen is None:
        raise InputError("choose a file", name)
    return chosen


def inside(address: str) -> str:
    """An address of this desk, or none: nobody is led elsewhere by a form."""
    try:
        parts = urlsplit(address.replace("\\", "/"))
    except ValueError:  # "http://[x": brackets are for IPv6 addresses only
        return ""
    inside = address.startswith("/") and not address.startswith("//") and not parts.netloc
    return address if inside and not parts.scheme else ""
