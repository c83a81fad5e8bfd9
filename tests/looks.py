"""Looks that several integration tests take: at the tables, and at what a visitor was answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlmodel import col, func, select

from claims.store.engine import reading, writing

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from flask import Flask
    from sqlalchemy import Engine
    from sqlmodel import Session

    from tests.visitor import Visitor


def written(app: Flask, build: Callable[[Session], Any]) -> Any:
    """Write rows with the factories, and keep them."""
    with writing(app.extensions["engine"]) as session:
        return build(session)


def now_is(engine: Engine, row: Any) -> Any:
    """A row as it stands in its table by now."""
    with reading(engine) as session:
        return session.get(type(row), row.id)


def all_of(engine: Engine, table: type[Any]) -> Sequence[Any]:
    """All rows of a table, in the order they were written."""
    with reading(engine) as session:
        return session.exec(select(table).order_by(col(table.id))).all()


def how_many(engine: Engine, *tables: type[Any]) -> list[int]:
    """How many rows each table has."""
    with reading(engine) as session:
        return [session.exec(select(func.count()).select_from(table)).one() for table in tables]


def shows_workbench(visitor: Visitor, said: str, *, htmx: bool) -> None:
    """Look whether the answer is the partial and its message, or the page it was sent from."""
    assert visitor.status == 200, visitor.text
    assert visitor.answer is not None
    if htmx:
        root, live = visitor.page
        assert root.get("id") == "workbench"
        assert (live.get("id"), live.get("hx-swap-oob"), live.text) == ("live", "innerHTML", said)
        return
    assert visitor.answer.history[0].status_code == 303
    assert visitor.path.startswith("/claims/")
    assert visitor.page.xpath("//*[@id='notices']/p")[0].text == said


def refused(visitor: Visitor, problem: str) -> None:
    """Look whether the form came back with its error where the person looks."""
    assert visitor.status == 422, visitor.text
    told = " ".join(found.text_content() for found in visitor.page.find_class("problem"))
    assert problem in " ".join(told.split())
