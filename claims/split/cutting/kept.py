"""What is found for a word of a sentence, kept while that sentence's facts are worded.

The many wordings of one verb are made of the same phrases; each is put together once.
"""

from __future__ import annotations

from contextlib import contextmanager
from functools import wraps
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from claims.split.parsed import Doc, Token

    Found = TypeVar("Found")
    Found_co = TypeVar("Found_co", covariant=True)

    class Find(Protocol[Found_co]):
        """A search for the wordings of a word: in short or in full, lists apart or together."""

        def __call__(self, token: Token, /, *, full: bool = False, spread: bool = True) -> Found_co:
            """What is found for a word."""


_SHELF = "wordings"


@contextmanager
def keeping(doc: Doc) -> Iterator[None]:
    """Keep what is found inside; the parse must not be changed there."""
    doc.user_data[_SHELF] = {}
    try:
        yield
    finally:
        del doc.user_data[_SHELF]


def kept(find: Find[Found]) -> Find[Found]:
    """Let a search in the parse be done once for each word; nobody may change what it gives."""

    @wraps(find)
    def once(token: Token, /, *, full: bool = False, spread: bool = True) -> Found:
        shelf: dict[Any, Found] | None = token.doc.user_data.get(_SHELF)
        if shelf is None:
            return find(token, full=full, spread=spread)
        key = (find, token.i, full, spread)
        if key not in shelf:
            shelf[key] = find(token, full=full, spread=spread)
        return shelf[key]

    return once


def kept_alone(find: Callable[[Token], Found]) -> Callable[[Token], Found]:
    """The same for a search that asks for nothing but the word."""

    @wraps(find)
    def once(token: Token) -> Found:
        shelf: dict[Any, Found] | None = token.doc.user_data.get(_SHELF)
        if shelf is None:
            return find(token)
        key = (find, token.i)
        if key not in shelf:
            shelf[key] = find(token)
        return shelf[key]

    return once
