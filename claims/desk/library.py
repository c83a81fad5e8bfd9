"""The library as a list: what fits, how many, and what there is to choose from."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from claims import store
from claims.errors import NotFoundError
from claims.store.library import LibraryFilter, LibraryRow

#: Sources on a page of the library.
PAGE = 50


@dataclass(frozen=True, slots=True)
class LibraryCounts:
    """How many sources fit a filter and are there in all; the languages and origins there are."""

    fitting: int
    in_all: int
    languages: Sequence[str]
    origins: Sequence[str]


def list_sources(session: Session, asked: LibraryFilter, before: str = "") -> tuple[list[LibraryRow], str]:
    """A page of the library, newest first, and the id after which the next page begins, "" if none.

    `before` is the public id of the last source of the page before.
    """
    key = store.sources.key_of(session, before) if before else None
    if before and key is None:
        raise NotFoundError("there is no such source")
    rows = store.library.page(session, asked, key, PAGE + 1)
    return rows[:PAGE], rows[PAGE - 1].source.public_id if len(rows) > PAGE else ""


def count_sources(session: Session, asked: LibraryFilter) -> LibraryCounts:
    """How many sources fit, and what there is to choose from."""
    fitting, in_all = store.library.count(session, asked)
    return LibraryCounts(fitting, in_all, store.library.languages(session), store.library.origins(session))
