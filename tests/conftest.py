"""What the tests stand on: a fresh, migrated database on each engine, and the desk on top of it.

Nothing of the project is imported before a test asks for it, so `tests/unit` needs none of this.
"""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING, NoReturn

import pytest
from hypothesis import settings

# No clock decides over a test, and a failing example must come again in the next run.
settings.register_profile("desk", deadline=None, derandomize=True)
settings.load_profile("desk")

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from flask import Flask
    from flask.testing import FlaskClient
    from jinja2 import BytecodeCache
    from sqlalchemy import Engine
    from sqlmodel import Session


@pytest.fixture(scope="session")
def do_without() -> Callable[[str], NoReturn]:
    """What to do about something this machine lacks: skip with the hint; where CI is set, fail."""

    def give_up(hint: str) -> NoReturn:
        if os.environ.get("CI"):
            pytest.fail(hint, pytrace=False)
        pytest.skip(hint)

    return give_up


def _migrate(url: str) -> None:
    from claims.store.engine import migrate, open_engine

    engine = open_engine(url)
    migrate(engine)
    engine.dispose()


@pytest.fixture(scope="session")
def pg_url(do_without: Callable[[str], NoReturn]) -> Iterator[str]:
    """A PostgreSQL server, for as long as the tests run."""
    from tests import postgres

    try:
        server = postgres.a_server()
        url = server.__enter__()
    except LookupError as error:
        do_without(str(error))
    yield url
    server.__exit__(None, None, None)


@pytest.fixture(scope="session")
def _pg_template(pg_url: str) -> Iterator[str]:
    from sqlalchemy import make_url

    from tests import postgres

    with postgres.a_database(pg_url) as url:
        _migrate(url)
        yield str(make_url(url).database)


@pytest.fixture(scope="session")
def _sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("migrated") / "desk.db"
    _migrate(f"sqlite:///{path}")
    return path


@pytest.fixture
def sqlite_url(_sqlite_template: Path, tmp_path: Path) -> str:
    """A fresh, migrated SQLite database."""
    shutil.copyfile(_sqlite_template, tmp_path / "desk.db")
    return f"sqlite:///{tmp_path / 'desk.db'}"


@pytest.fixture
def postgresql_url(pg_url: str, _pg_template: str) -> Iterator[str]:
    """A fresh, migrated PostgreSQL database."""
    from tests import postgres

    with postgres.a_database(pg_url, template=_pg_template) as url:
        yield url


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def database_url(request: pytest.FixtureRequest) -> str:
    """A fresh, migrated database, once on each engine."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """The test's own way into the database."""
    from claims.store.engine import open_engine

    engine = open_engine(database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    """A session of the test's own; what others are to see, the test commits."""
    from claims.store.engine import writer

    with writer(engine) as session:
        yield session


@pytest.fixture(scope="session")
def _compiled_templates(tmp_path_factory: pytest.TempPathFactory) -> BytecodeCache:
    from jinja2 import FileSystemBytecodeCache

    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("compiled")))


@pytest.fixture
def make_app(_compiled_templates: BytecodeCache) -> Iterator[Callable[[str], Flask]]:
    """Build the desk on a database, by its URL; templates that a desk before it compiled are kept."""
    from app import create_app

    made = []

    def make(url: str) -> Flask:
        made.append(create_app(DATABASE_URL=url, SECRET_KEY="test-" + "x" * 40, TESTING=True))
        made[-1].jinja_env.bytecode_cache = _compiled_templates
        return made[-1]

    yield make
    for app in made:
        app.extensions["engine"].dispose()


@pytest.fixture
def app(database_url: str, make_app: Callable[[str], Flask]) -> Flask:
    """The desk on a fresh database, once on each engine."""
    return make_app(database_url)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser without scripts that nobody has signed in with."""
    return app.test_client()
