"""A desk kept from the shell: `claimdesk backup`, `claimdesk restore`, `claimdesk move`."""

import sys
from pathlib import Path

import click

from app import config, server
from app.cli.bars import bar
from app.cli.opening import data_option, refusals
from claims.store import keeping
from claims.store.soundness import Held

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.argument("file", metavar="FILE", type=_FILE)
@data_option
@click.option("--replace", is_flag=True, help="Write over FILE if it is there.")
def backup(file: Path, data: Path, replace: bool) -> None:
    """Write the whole desk into FILE; people can work on meanwhile.

    FILE is a SQLite database, or for a desk on PostgreSQL an archive that pg_dump writes. What was
    copied is looked at before FILE is there. Not in it: secret.key, which signs cookies (a new one is
    made where it is missing), settings of the environment, and packages kept ready to download.
    """
    if not data.exists():
        raise click.ClickException(f"there is no desk in {data}; `claimdesk open` makes one")
    with refusals(), bar("Copying") as watch:
        held = keeping.back_up(_database(data), file, replace=replace, watch=watch)
    click.echo(f"{file} holds {_counted(held)}.")
    click.echo(f"The head of its trail is {held.head}")
    _warn(held)


@click.command()
@click.argument("file", metavar="FILE", type=_FILE)
@data_option
@click.option("--replace", is_flag=True, help="Put the desk that is there aside.")
@click.option("--broken", is_flag=True, help="Even if its trail or a frozen version does not hold.")
def restore(file: Path, data: Path, replace: bool, broken: bool) -> None:
    """Make the desk what it was when FILE was written; it must be closed.

    FILE is looked at first: if it is damaged, not of a desk, or does not hold, the desk stays as it is.
    The desk of before is kept beside. Everybody has to sign in again; `claimdesk open` prints a link.
    On PostgreSQL the database must be empty: make a new one, and let CLAIMDESK_DATABASE_URL name it.
    """
    with refusals():
        held, aside = keeping.restore(_database(data), file, replace=replace, broken=broken)
    (data / server.DEMO_MARK).touch()  # what was restored gets no demo article beside it
    click.echo(f"Restored: {_counted(held)}.")
    if aside:
        click.echo(f"The desk of before is kept in {aside}")
    _warn(held)


@click.command()
@click.option("--to", metavar="postgresql://…", required=True, help="An empty database.")
@data_option
def move(to: str, data: Path) -> None:
    """Carry the desk over into a PostgreSQL database; it must be closed.

    Every row is read back and compared. What does not arrive whole is not there at all, and the desk
    that was stays as it is.
    """
    if not data.exists():
        raise click.ClickException(f"there is no desk in {data}; `claimdesk open` makes one")
    with refusals(), bar("Carrying") as watch:
        held, rows = keeping.move_desk(_database(data), keeping.postgresql_url(to), watch)
    click.echo(f"Moved {sum(rows.values()):,} rows: {_counted(held)}; each was read back and is the same.")
    click.echo("Open it with CLAIMDESK_DATABASE_URL set to its address; do not open the old one again.")
    _warn(held)


def _database(data: Path) -> str:
    # Asked for its address only, a desk gets no key.
    url: str = config.settings({"DATA_DIR": str(data), "SECRET_KEY": "-" * 32})["DATABASE_URL"]
    return url


def _counted(held: Held) -> str:
    return (
        f"{held.articles:,} articles, {held.claims:,} claims, {held.releases:,} frozen versions, "
        f"{held.events:,} events that hold"
    )


def _warn(held: Held) -> None:
    for fault in held.faults:
        click.echo(f"Broken: {fault}", err=True)
    if held.faults:
        sys.exit(3)
