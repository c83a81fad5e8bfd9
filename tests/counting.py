"""How many SQL statements the desk sends: a count is exact where a clock is not."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy import event

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask


@contextmanager
def statements(app: Flask) -> Iterator[list[str]]:
    """Collect every statement that the desk sends, BEGIN of SQLite included, while this is open."""
    engine = app.extensions["engine"]
    said: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        said.append(" ".join(statement.split()))

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield said
    finally:
        event.remove(engine, "before_cursor_execute", note)
