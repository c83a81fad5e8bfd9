"""Other people's claims from the shell: `claimdesk import FILE` and `claimdesk imported ID`."""

import hashlib
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import click

from app.cli.opening import data_option, database, refusals
from claims import desk
from claims.store.engine import reading, writing
from claims.vocab import ImportKind, LeadField

_PAGES = (".html", ".htm", ".json", ".jsonld")


def _pairs(_context: click.Context, _option: click.Parameter, typed: str) -> dict[str, str]:
    """`text=Claim,rating=Verdict` as a mapping; a comma in a column's name is doubled."""
    pairs: dict[str, str] = {}
    for part in typed.replace(",,", "\0").split(",") if typed else ():
        name, sign, column = part.replace("\0", ",").partition("=")
        if not sign or name.strip() not in set(LeadField):
            fields = ", ".join(LeadField)
            raise click.BadParameter(f"“{part}” is no FIELD=COLUMN; the fields are {fields}")
        pairs[name.strip()] = column
    return pairs


@click.command("import")
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path, exists=True))
@data_option
@click.option("--as", "kind", type=click.Choice([kind.value for kind in ImportKind]), help="What FILE is.")
@click.option(
    "--map", "mapping", default="", callback=_pairs, metavar="FIELD=COLUMN,…", help="Columns of a table."
)
@click.option("--dry-run", is_flag=True, help="Read FILE to its end, and write nothing.")
def import_(path: Path, data: Path, kind: str | None, mapping: dict[str, str], dry_run: bool) -> None:
    """Bring the claims of FILE into the queue; what others say of them comes as leads.

    FILE is a release of a desk (.jsonl or .zip), a page or a folder of pages with ClaimReview, JSON-LD,
    a table (.csv) or AVeriTeC. Columns that --map does not name are found by their names. All of FILE is
    imported or nothing; what was left out, and why, is told.
    """
    with refusals(), _opened(path) as file, _read(file, path.name, kind, mapping) as prepared:
        if prepared.refused:
            _tell(prepared.problems)
            raise click.ClickException("nothing was imported")
        if dry_run:
            _tell(prepared.problems)
            click.echo(f"{prepared.claims:,} claims could be imported, {prepared.left_out:,} not.")
            return
        about = _about(file)
        if sys.stderr.isatty():
            click.echo(f"Writing {prepared.claims:,} claims …", err=True)
        with database(data) as engine, writing(engine) as session:
            found = desk.import_claims(session, prepared, path.name, None, about)
        _tell(prepared.problems)
        click.echo(
            f"{found.made:,} new claims, {found.known:,} known already, {found.left_out:,} left out.\n"
            f"Import {found.public_id}"
        )


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    """A file; of a folder, its pages as one zip that has no name."""
    if not path.is_dir():
        with path.open("rb") as file:
            yield file
        return
    with tempfile.TemporaryFile() as file:
        with zipfile.ZipFile(file, "w") as pages:
            for page in sorted(path.rglob("*")):
                if page.suffix.lower() in _PAGES and page.is_file():
                    pages.write(page, page.relative_to(path).as_posix())
        yield file


def _read(file: IO[bytes], name: str, kind: str | None, mapping: dict[str, str]) -> desk.Prepared:
    chosen = ImportKind(kind) if kind else desk.kind_of(file, name)
    if chosen is ImportKind.CSV:
        offered = {field.value: column for field, column in desk.read_sample(file).offered.items()}
        mapping = offered | mapping
    if not sys.stderr.isatty():
        return desk.prepare_import(file, chosen, mapping)
    size = file.seek(0, 2)
    with click.progressbar(length=size, label="Reading", file=sys.stderr) as bar:
        return desk.prepare_import(file, chosen, mapping, _moves(bar))


def _moves(bar: Any) -> Callable[[int, int], None]:
    def move(done: int, _of: int) -> None:
        bar.update(max(done - bar.pos, 0))

    return move


def _sha256(file: IO[bytes]) -> str:
    made = hashlib.sha256()
    while part := file.read(1 << 20):
        made.update(part)
    return made.hexdigest()


def _about(file: IO[bytes]) -> dict[str, Any]:
    file.seek(0)
    return {"file_sha256": _sha256(file), "size": file.tell()}


def _tell(problems: list[tuple[int, str]]) -> None:
    for number, why in problems:
        click.echo(f"row {number:,}: {why}" if number else f"Error: {why}", err=True)


@click.command("imported")
@click.argument("import_id", metavar="IMPORT")
@data_option
def imported(import_id: str, data: Path) -> None:
    """Print the lines of another desk's release as they came in by IMPORT."""
    with database(data) as engine, reading(engine) as session, refusals():
        for part in desk.imported_release(session, import_id):
            sys.stdout.buffer.write(part)
