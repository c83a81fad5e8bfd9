"""What differs between two versions of a set, for reading in a terminal."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from app.cli.opening import data_option, database, refusals
from claims import desk
from claims.store.engine import reading
from claims.vocab import Aspect


@click.command()
@click.argument("set_id", metavar="SET")
@click.argument("earlier", metavar="[FROM]", required=False)
@click.argument("later", metavar="[TO]", default=desk.DRAFT)
@data_option
def diff(set_id: str, earlier: str | None, later: str, data: Path) -> None:
    """Say what differs between two frozen versions of SET (the id in its address), such as 1.0.0 and 1.1.0.

    TO is "draft", the set as it is now, if it is left out, and FROM the newest version.
    """
    with database(data) as engine, reading(engine) as session, refusals():
        first = earlier or desk.find_release(session, set_id, "").version
        page = desk.open_diff(session, set_id, first, later)
        click.echo(f"{page.claim_set.title}: {first} → {later}")
        click.echo(", ".join(f"{count} {what}" for what, count in page.changes.counts.items()))
        for number in range(1, page.pages + 1):
            for entry in desk.open_diff(session, set_id, first, later, number).entries:
                for line in _told(entry):
                    click.echo(line)


def _told(entry: Any) -> Iterator[str]:
    claim = entry.now or entry.was
    if claim is None:
        yield f"{entry.change.value}: a claim that has no verdict yet"
        return
    yield f"{entry.change.value}: {claim['text']} [{claim['id']}]"
    if entry.told:
        yield f"    why: {entry.told['reason']}"
    if entry.difference:
        yield f"    {', '.join(aspect.value for aspect in entry.difference.aspects)}"
    if entry.note:
        yield f"    {entry.correction.value}: {entry.note}"
    if entry.difference and Aspect.RATING in entry.difference.aspects:
        yield f"    {entry.was['rating_label']} → {claim['rating_label']}"
