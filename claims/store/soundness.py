"""What a database holds: whether it is a desk, and whether its trail and frozen versions still hold."""

import json
from dataclasses import dataclass

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect
from sqlmodel import Session, col, func, select

from claims.digest import sha256
from claims.errors import InputError
from claims.models import Article, Claim, Release, ReleaseItem
from claims.store import chain, events
from claims.store.engine import alembic_config

#: Tables that a desk has had since its first version, and nothing else has all of.
_OURS = frozenset({"alembic_version", "article", "claim", "event", "release", "release_item"})


@dataclass(frozen=True, slots=True)
class Held:
    """What a desk holds; `head` is the hash of the newest event; `faults` say what does not hold."""

    articles: int
    claims: int
    releases: int
    events: int
    head: str
    faults: tuple[str, ...] = ()


def check_desk(engine: Engine) -> None:
    """Look whether a database is a desk that this program can read.

    Raises:
        InputError: if it is not.
    """
    with engine.connect() as connection:
        if not set(inspect(connection).get_table_names()) >= _OURS:
            raise InputError("this is no database of a desk")
        revision = MigrationContext.configure(connection).get_current_revision()
        known = {
            one.revision for one in ScriptDirectory.from_config(alembic_config(connection)).walk_revisions()
        }
    if revision not in known:
        raise InputError(
            f"this desk is of another version of Claimdesk (its tables are at {revision}): "
            "bring the program up to date"
        )


def held(session: Session) -> Held:
    """What a desk holds. Walks the whole trail and every frozen version; a few rows are held at a time."""
    trail = chain.walk(session, _anchors(session))
    faults = [f"the trail does not hold at row {trail.seq}: {trail.why}"] if trail.broken else []
    faults += _releases(session)
    articles, claims, releases = (
        session.exec(select(func.count()).select_from(table)).one() for table in (Article, Claim, Release)
    )
    return Held(articles, claims, releases, trail.events, events.head(session), tuple(faults))


def _anchors(session: Session) -> set[str]:
    manifests = session.exec(select(Release.manifest).execution_options(yield_per=1))
    return {head for manifest in manifests if (head := json.loads(manifest).get("audit_head"))}


def _releases(session: Session) -> list[str]:
    # One at a time: a manifest is as long as its version has claims.
    keys = session.exec(select(Release.id).order_by(col(Release.id))).all()
    return [fault for key in keys if (fault := _release(session, key or 0))]


def _release(session: Session, key: int) -> str:
    """What is wrong with a frozen version; "" if nothing."""
    found = select(Release.public_id, Release.manifest, Release.manifest_sha256)
    name, manifest, expected = session.exec(found.where(Release.id == key)).one()
    if sha256(manifest.encode()) != expected:
        return f"the manifest of the frozen version {name} is not the one that was frozen"
    wrong = _records(session, key, json.loads(manifest)["records"])
    return f"claim {wrong} of the frozen version {name} is not the one that was frozen" if wrong else ""


def _records(session: Session, release_id: int, expected: list[str]) -> int:
    """The place of the first record that is not the one the manifest vouches for; 0 if all are."""
    records = session.exec(
        select(ReleaseItem.record, ReleaseItem.digest)
        .where(ReleaseItem.release_id == release_id)
        .order_by(col(ReleaseItem.position))
        .execution_options(yield_per=500)
    )
    place = 0
    for place, (record, digest) in enumerate(records, start=1):
        if place > len(expected) or not sha256(record.encode()) == digest == expected[place - 1]:
            return place
    return 0 if place == len(expected) else place + 1
