"""The desk's database for a command, and what is said when there is none."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from app import config, db
from claims.errors import ClaimsError
from claims.store.engine import migrate, open_engine

data_option = click.option(
    "--data",
    type=click.Path(path_type=Path),
    default=Path("data"),
    show_default=True,
    help="The desk's folder.",
)


@contextmanager
def database(data: Path, *, as_it_is: bool = False) -> Iterator[db.Engine]:
    """The database of a desk that was opened once; its tables are brought up to date, or left alone."""
    if not data.exists():
        raise click.ClickException(f"there is no desk in {data}; `claimdesk open` makes one")
    engine = open_engine(config.settings(config.of_folder(data))["DATABASE_URL"])
    try:
        if not as_it_is:
            migrate(engine)
        yield engine
    finally:
        engine.dispose()


@contextmanager
def refusals() -> Iterator[None]:
    """Say what was refused, and end."""
    try:
        yield
    except ClaimsError as error:
        raise click.ClickException(str(error)) from error
