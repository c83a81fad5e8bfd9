"""The desk from the shell: `claimdesk open`, `split`, `import`, `export`, `verify` and what else there is."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import IO

import click

from app import config, server
from app.cli import audit, diffing, importing, keeping, splitting
from app.cli.bars import bar
from app.cli.opening import data_option as _data
from app.cli.opening import database as _database
from app.cli.opening import refusals as _refusals
from claims import desk
from claims.errors import ClaimsError
from claims.store.engine import reading
from claims.vocab import ExportFormat


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


def _day(_context: click.Context, _option: click.Parameter, typed: str) -> date | None:
    try:
        return desk.day(typed, "published")
    except ClaimsError as error:
        raise click.BadParameter(str(error)) from error


@main.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option("--published", default="", callback=_day, metavar="YYYY-MM-DD", help="The day it came out.")
@click.option("--json/--listing", "as_json", default=True, help="JSON, or for reading.  [default: --json]")
@click.option("--jobs", type=click.IntRange(1, 256), default=1, show_default=True, help="Processes.")
def split(files: tuple[str, ...], published: date | None, as_json: bool, jobs: int) -> None:
    """Split each FILE (.txt or .html) into claims: one JSON object a line.

    FILE may be "-": then each line of standard input is {"id": …, "text": …, "published": …}.
    Claims of several texts name their file or id. A text that cannot be read is named, the others
    are split all the same, and the exit code is 1. Other languages than English are not taken
    apart yet: each of their sentences is one claim.
    """
    tasks = splitting.tasks_of(files, sys.stdin.buffer, published)
    made = splitting.results((replace(task, listing=not as_json) for task in tasks), jobs)
    # A bar is for a person who looks at it while the claims go somewhere else.
    bar = sys.stderr.isatty() and not sys.stdout.isatty()
    bad = 0
    with _counted(made, len(files) if "-" not in files else None) if bar else nullcontext(made) as results:
        for done in results:
            _print(done, "\r\033[K" if bar else "")
            bad += bool(done.error)
    if bad:
        sys.exit(1)


def _counted(
    results: Iterator[splitting.Done], total: int | None
) -> AbstractContextManager[Iterable[splitting.Done]]:
    return click.progressbar(results, length=total, label="Splitting", file=sys.stderr)


def _print(done: splitting.Done, over_bar: str) -> None:
    for line in done.lines:
        click.echo(line)
    if done.error:
        click.echo(f"{over_bar}Error: {done.name}: {done.error}", err=True)
    elif done.note:
        click.echo(f"{over_bar}{done.name}: {done.note}", err=True)


@main.command()
@click.argument("set_id", metavar="SET")
@_data
@click.option("--format", "kind", type=click.Choice([kind.value for kind in ExportFormat]), default="jsonl")
@click.option("--zip", "package", is_flag=True, help="All formats, pages and proofs as one zip.")
@click.option("--version", default="", help="Which frozen version (1.1.0); the newest if left out.")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file, whole or not."
)
def export(set_id: str, data: Path, kind: str, package: bool, version: str, out: Path | None) -> None:
    """Print a frozen version of SET (the id in its address), or write it to a file."""
    with _database(data) as engine, reading(engine) as session, _refusals(), _output(out) as file:
        release = desk.find_release(session, set_id, version)
        if package:
            with bar("Packing") as watch:
                desk.release_package(session, release.public_id, file, watch)
            return
        for part in desk.release_file(session, release.public_id, ExportFormat(kind)):
            file.write(part)


@contextmanager
def _output(out: Path | None) -> Iterator[IO[bytes]]:
    """Standard output, or a file that is there only once it is whole."""
    if out is None:
        yield sys.stdout.buffer
        return
    half = out.with_name(f".{out.name}.part")
    try:
        with half.open("wb") as file:
            yield file
        half.replace(out)
    except OSError as error:
        raise click.ClickException(f"{out} cannot be written: {error.strerror}") from error
    finally:
        half.unlink(missing_ok=True)


@main.command()
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "--manifest", "sha256", default="", metavar="SHA256", help="What the desk shows of the manifest."
)
def verify(file: Path, sha256: str) -> None:
    """Check every byte of a package that `export --zip` wrote; needs no desk.

    Names the first thing that is wrong, and then ends with exit code 1.
    """
    with _refusals():
        told = desk.verify_package(file, sha256)
    click.echo(f"Right: “{told.title}” {told.version}, {desk.counted(told)}, {told.files} files.")
    click.echo(
        f"Manifest {told.manifest_sha256}" + ("" if sha256 else ": compare it with the one the desk shows.")
    )


IMPORTING = (importing.import_, importing.imported)
KEEPING = (keeping.backup, keeping.restore, keeping.move)
for command in (audit.audit, diffing.diff, *IMPORTING, *KEEPING):
    main.add_command(command)
