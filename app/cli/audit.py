"""The trail from the shell: `claimdesk audit verify` and `claimdesk audit head`."""

import sys
from pathlib import Path

import click

from app.cli.opening import data_option, database, refusals
from claims import desk
from claims.store.engine import reading


@click.group()
def audit() -> None:
    """Look whether the trail of who did what is as it was written."""


@audit.command()
@data_option
@click.option(
    "--head", "heads", multiple=True, metavar="HASH", help="A head kept elsewhere; may be repeated."
)
def verify(data: Path, heads: tuple[str, ...]) -> None:
    """Walk the whole trail and name the first row that does not hold.

    The exit code is 0 if all holds, 3 if something does not, and 1 if it could not be looked at. A
    trail whose end was cut off is whole in itself: only a head of before shows it. The heads in the
    desk's own releases are looked for; give those that are kept elsewhere with --head.
    """
    with database(data, as_it_is=True) as engine, reading(engine) as session, refusals():
        found = desk.check_trail(session, heads)
    click.echo(f"{found.events:,} events hold; the head is {found.head}")
    if found.broken:
        where = "the last row" if found.broken is desk.Break.ENDS else "the first bad row"
        click.echo(f"Broken: {where} is {found.seq} ({found.broken.value}): {found.why}", err=True)
        sys.exit(3)


@audit.command()
@data_option
def head(data: Path) -> None:
    """Print the head of the trail: keep it elsewhere, and a cut-off end is found later."""
    with database(data, as_it_is=True) as engine, reading(engine) as session:
        click.echo(desk.trail_head(session))
