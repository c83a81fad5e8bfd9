"""A frozen version as one zip, what its feed tells of the versions before it, and checking such a zip."""

import json
import os
import time
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, pairwise
from pathlib import Path
from typing import IO, Any

from sqlmodel import Session

from claims import export, store
from claims.desk.sets import open_release, release_stem, stem_in
from claims.errors import InputError
from claims.models import Job, Release
from claims.vocab import JobName, JobState

#: A version of more claims than this is packed by the worker; one of so many takes a request about a second.
AT_ONCE = 500
#: Days that a package is kept ready after somebody last asked for it; it can be made again to the same bytes.
KEPT_DAYS = 30


def release_package(
    session: Session, public_id: str, out: IO[bytes], watch: export.Watch | None = None
) -> None:
    """Write a frozen version as a package: the same bytes each time, whatever was frozen since."""
    release = store.sets.get_release(session, public_id)
    stem = stem_in(export.without_records(release.manifest))
    records = store.sets.frozen_records(session, release.id or 0)
    news = _news(session, release)
    export.pack(out, records, release.manifest, stem, news, watch)


def is_packed_at_once(session: Session, public_id: str) -> bool:
    """Whether a frozen version is so small that its package need not be asked for."""
    return store.sets.frozen_count(session, public_id) <= AT_ONCE


def kept_package(folder: Path, public_id: str) -> Path | None:
    """The package of a frozen version that was kept ready; None if there is none."""
    kept = _place(folder, public_id)
    if not kept.exists():
        return None
    os.utime(kept)  # somebody asked for it
    return kept


def _place(folder: Path, public_id: str) -> Path:
    return folder / f"{public_id}.zip"


def ask_package(session: Session, public_id: str) -> Job:
    """Ask the worker for the package of a frozen version; asking again gives the same job."""
    release = store.sets.get_release(session, public_id)
    job = store.jobs.enqueue(session, JobName.PACK_RELEASE, release.id or 0)
    # It was made, and dropped since; one that failed waits until a person tries it again.
    return store.jobs.ask_again(session, job.name, job.subject_id) if job.state is JobState.DONE else job


def keep_package(session: Session, release_id: int, folder: Path, watch: export.Watch | None = None) -> None:
    """Make the package of a frozen version and keep it ready, whole or not at all."""
    release = store.sets.release_by_key(session, release_id)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    drop_old_packages(folder)
    if kept_package(folder, release.public_id):
        return
    place = _place(folder, release.public_id)
    with store.backup.beside(place) as half:
        with half.open("wb") as out:
            release_package(session, release.public_id, out, watch)
        half.replace(place)  # another worker may have been as quick: its bytes are the same


def drop_old_packages(folder: Path, days: float = KEPT_DAYS) -> None:
    """Drop packages that nobody asked for so long, and what a killed worker left."""
    for file in folder.iterdir():
        if file.suffix in (".zip", ".part") and file.stat().st_mtime < time.time() - days * 86_400:
            file.unlink(missing_ok=True)


def record_schema() -> bytes:
    """The published JSON Schema of a line of claims."""
    return export.SCHEMA_FILE.read_bytes()


def package_name(session: Session, public_id: str) -> str:
    """The name of a frozen version's package."""
    return f"{release_stem(open_release(session, public_id))}.zip"


def _news(session: Session, release: Release) -> export.News:
    """What the feed tells of a version and of those before it; claims are never all held at once."""
    before = [one for one in store.sets.editions(session, release.set_id) if one.number <= release.number]
    editions = [_edition(session, one.id) for one in before]
    corrections: list[export.Correction] = []
    for (was, now), (edition, whys) in zip(pairwise(before), editions[1:], strict=True):
        said = _verdicts(session, was.id), _verdicts(session, now.id)
        corrections += _corrections(*said, edition, whys)
    return export.News(tuple(edition for edition, _ in editions), tuple(corrections))


def _edition(session: Session, release_id: int) -> tuple[export.Edition, dict[str, str]]:
    """A version as the feed tells it, and why claims were withdrawn from it, by their ids."""
    release = store.sets.release_by_key(session, release_id)
    manifest = export.without_records(release.manifest)
    session.expunge(release)  # its manifest is long
    whys = {one["id"]: one["reason"] for one in manifest.get("withdrawn", ())}
    edition = export.Edition(
        release.version,
        manifest["created_at"],
        manifest["claims"] - len(manifest.get("withdrawn", ())),
        release.manifest_sha256,
    )
    return edition, whys


#: What the feed tells of a claim; a claim of before has neither of the last two.
_TOLD = ("id", "text", "rating", "rating_label", "verdict_id", "correction", "correction_note")


def _verdicts(session: Session, release_id: int) -> Iterator[dict[str, Any]]:
    for record in export.changes.standing(store.sets.frozen_records(session, release_id)):
        claim = json.loads(record)
        yield {name: claim.get(name, "") for name in _TOLD}


def _corrections(
    before: Iterable[dict[str, Any]],
    after: Iterable[dict[str, Any]],
    edition: export.Edition,
    whys: Mapping[str, str],
) -> Iterator[export.Correction]:
    """What a version says otherwise than the one before it, in the order of that one."""
    olds = ((claim["id"], {"place": place} | claim) for place, claim in enumerate(before))
    changed = []
    for name, rows in export.grouped(chain(olds, ((claim["id"], claim) for claim in after))):
        was, now = _both(rows)
        if was and (now is None or _corrected(was, now)):
            label, why = (now["rating_label"], now["correction_note"]) if now else ("", whys.get(name, ""))
            words = (was["text"], was["rating_label"], label, why)
            changed.append((was["place"], export.Correction(edition.version, edition.at, name, *words)))
    yield from (told for _, told in sorted(changed, key=lambda one: one[0]))


def _corrected(was: dict[str, Any], now: dict[str, Any]) -> bool:
    """Whether readers have to be told: of another rating, and of whatever was called a correction."""
    return now["rating"] != was["rating"] or bool(
        now["correction"] and now["verdict_id"] != was["verdict_id"]
    )


def _both(rows: Iterable[dict[str, Any]]) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
    was = now = None
    for row in rows:
        if "place" in row:
            was = row
        else:
            now = row
    return was, now


counted = export.counted


def verify_package(path: Path, manifest_sha256: str = "") -> export.Told:
    """Check every byte of a package; no desk is needed.

    Raises:
        InputError: naming the first thing that is wrong.
    """
    try:
        with path.open("rb") as file:
            return export.check_package(file, manifest_sha256)
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}") from error
    except export.WrongError as error:
        raise InputError(str(error)) from error
