"""A frozen version as one zip, what its feed tells of the versions before it, and checking such a zip."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Any

from sqlmodel import Session

from claims import export, store
from claims.desk.sets import open_release, release_stem
from claims.errors import InputError
from claims.models import Release


def release_package(session: Session, public_id: str, out: IO[bytes]) -> None:
    """Write a frozen version as a package: the same bytes each time, whatever was frozen since."""
    page = open_release(session, public_id)
    records = store.sets.frozen_records(session, page.release.id or 0)
    until = [release for release, _ in store.sets.releases(session, page.claim_set.id or 0)]
    editions = [release for release in reversed(until) if release.number <= page.release.number]
    export.pack(out, records, page.release.manifest, release_stem(page), _news(session, editions))


def record_schema() -> bytes:
    """The published JSON Schema of a line of claims."""
    return export.SCHEMA_FILE.read_bytes()


def package_name(session: Session, public_id: str) -> str:
    """The name of a frozen version's package."""
    return f"{release_stem(open_release(session, public_id))}.zip"


def _news(session: Session, editions: Sequence[Release]) -> export.News:
    corrections: list[export.Correction] = []
    before: dict[str, dict[str, Any]] = {}
    for edition in editions:
        verdicts = {claim["id"]: claim for claim in _verdicts(session, edition)}
        corrections += _corrections(before, verdicts, edition)
        before = verdicts
    return export.News(tuple(map(_edition, editions)), tuple(corrections))


def _edition(release: Release) -> export.Edition:
    manifest = json.loads(release.manifest)
    return export.Edition(
        release.version,
        manifest["created_at"],
        manifest["claims"] - len(manifest.get("withdrawn", ())),
        release.manifest_sha256,
    )


def _verdicts(session: Session, release: Release) -> Iterator[dict[str, Any]]:
    for record in export.changes.standing(store.sets.frozen_records(session, release.id or 0)):
        claim = json.loads(record)
        yield {name: claim[name] for name in ("id", "text", "rating", "rating_label")}


def _corrections(
    before: dict[str, dict[str, Any]], after: dict[str, dict[str, Any]], edition: Release
) -> Iterator[export.Correction]:
    about = json.loads(edition.manifest)
    at, why = about["created_at"], {one["id"]: one["reason"] for one in about.get("withdrawn", ())}
    for name, was in before.items():
        now = after.get(name)
        if now is None or now["rating"] != was["rating"]:
            label = now["rating_label"] if now else ""
            told = (was["text"], was["rating_label"], label)
            yield export.Correction(edition.version, at, name, *told, why.get(name, ""))


counted = export.counted


def verify_package(path: Path, manifest_sha256: str = "") -> export.Told:
    """Check every byte of a package; no desk is needed.

    Raises:
        InputError: naming the first thing that is wrong.
    """
    try:
        with path.open("rb") as file:
            return export.check_package(file, manifest_sha256)
    except (export.WrongError, OSError) as error:
        raise InputError(str(error)) from error
