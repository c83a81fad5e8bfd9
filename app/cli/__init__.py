"""The desk from the shell: `claimdesk open`, `split`, `export`, `work`, `link`."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import click

import claims
from app import config, db, server
from claims import desk
from claims.errors import ClaimsError
from claims.store.engine import migrate, open_engine, reading
from claims.vocab import ExportFormat

_data = click.option(
    "--data",
    type=click.Path(path_type=Path),
    default=Path("data"),
    show_default=True,
    help="The desk's folder.",
)


@click.group()
def main() -> None:
    """Claimdesk: take an article apart into claims, link evidence, sign verdicts, publish sets."""


@main.command("open")
@_data
@click.option("--port", type=click.IntRange(1, 65535), default=8765, show_default=True)
@click.option("--demo/--no-demo", default=True, show_default=True, help="Load the demo article, once.")
def open_desk(data: Path, port: int, demo: bool) -> None:
    """Open the desk on this machine and print a sign-in link."""
    try:
        server.serve(data, port, demo=demo)
    except (OSError, config.SettingError) as error:
        raise click.ClickException(f"the desk cannot be opened: {error}") from error


@main.command()
@_data
def work(data: Path) -> None:
    """Do background work until stopped; `open` runs one of these by itself."""
    server.run_worker(data, with_parent=not sys.stdin.isatty())


@main.command()
@_data
@click.option("--port", type=click.IntRange(1, 65535), default=8765, show_default=True)
def link(data: Path, port: int) -> None:
    """Print a new one-time sign-in link for a desk that is open."""
    with _database(data) as engine:
        click.echo(server.sign_in_link(engine, f"http://127.0.0.1:{port}"))


@main.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def split(file: Path) -> None:
    """Split FILE (.txt or .html) into claims: one JSON object a line."""
    with _refusals():
        for draft in claims.split_article(claims.read_upload(file.read_bytes(), file.name)):
            click.echo(json.dumps(asdict(draft), ensure_ascii=False))


@main.command()
@click.argument("set_id", metavar="SET")
@_data
@click.option("--format", "kind", type=click.Choice([kind.value for kind in ExportFormat]), default="jsonl")
@click.option(
    "--version", "number", type=int, default=0, help="Which frozen version; the newest if left out."
)
def export(set_id: str, data: Path, kind: str, number: int) -> None:
    """Print a frozen version of SET (the id in its address)."""
    with _database(data) as engine, reading(engine) as session, _refusals():
        release = desk.find_release(session, set_id, number)
        for part in desk.release_file(session, release.public_id, ExportFormat(kind)):
            sys.stdout.buffer.write(part.encode())


@contextmanager
def _database(data: Path) -> Iterator[db.Engine]:
    if not data.exists():
        raise click.ClickException(f"there is no desk in {data}; `claimdesk open` makes one")
    engine = open_engine(config.settings(config.of_folder(data))["DATABASE_URL"])
    try:
        migrate(engine)
        yield engine
    finally:
        engine.dispose()


@contextmanager
def _refusals() -> Iterator[None]:
    try:
        yield
    except ClaimsError as error:
        raise click.ClickException(str(error)) from error
