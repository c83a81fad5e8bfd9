"""The cellar: all SQL, a module for each matter. `get` gives the row or raises `NotFoundError`."""

from claims.store import (
    articles,
    claims,
    engine,
    events,
    home,
    jobs,
    operations,
    people,
    presence,
    queue,
    sets,
    shape,
    sources,
    verdicts,
    words,
    work,
)

__all__ = [
    "articles",
    "claims",
    "engine",
    "events",
    "home",
    "jobs",
    "operations",
    "people",
    "presence",
    "queue",
    "sets",
    "shape",
    "sources",
    "verdicts",
    "words",
    "work",
]
