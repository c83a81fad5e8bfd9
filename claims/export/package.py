"""A release as one zip, shaped like WACZ: files, a list with the hash of each, and the hash of that."""

import json
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO, Any

from claims.digest import canonical
from claims.export import verify
from claims.export.exporters import write_claims
from claims.export.feed import News
from claims.export.formats import FORMATS
from claims.export.frozen import ALONE
from claims.export.losses import losses_of
from claims.export.shape import FILE as SCHEMA_FILE
from claims.export.site import pages
from claims.export.zips import Packed, ZipFile
from claims.vocab import ExportFormat

_README = """{title}
{version}, frozen {at}

data/      the claims in every format; the .jsonl file is the whole one
losses/    what each of the others leaves out of these claims
site/      the same as pages: open site/index.html
schema/    the form of a line of the .jsonl file
manifest.json, datapackage.json, datapackage-digest.json   the hashes

To check this package, take verify.py out of it and run, on any machine with Python 3.11 or newer:

    python verify.py THIS.zip [the manifest's SHA-256, as the desk shows it]
"""


#: Told how many lines were read, of how many there are to read.
Watch = Callable[[int, int], None]
#: How often the records are read for all that is made of them: each format, the losses, and the pages.
_READINGS = len(FORMATS) + 5


def pack(
    out: IO[bytes],
    records: Iterable[str],
    manifest_text: str,
    stem: str,
    news: News | None = None,
    watch: Watch | None = None,
) -> None:
    """Write the package; the same release gives the same bytes.

    Args:
        out: takes the bytes; need not be able to seek.
        records: the frozen lines, in the order of the set; read once.
        manifest_text: the manifest as it was frozen.
        stem: what the names of its files begin with, as in the manifest.
        news: what the feed of its site tells.
        watch: told how far it is, at every line.
    """
    about = without_records(manifest_text)
    with tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n") as kept, ZipFile(out) as package:
        kept.writelines(f"{record}\n" for record in records)
        _Packing(package, kept, about, stem, watch).write(manifest_text, news or News())


def without_records(manifest_text: str) -> dict[str, Any]:
    """A manifest but for the hashes of its records, of which there may be very many."""
    # Within a text such a mark would have a backslash before its second quote.
    head, mark, rest = manifest_text.partition('"records":[')
    about: dict[str, Any] = json.loads(head + mark + rest[rest.find("]") :] if mark else manifest_text)
    about.pop("records", None)
    return about


class _Packing:
    """One package while it is written; the list of its files waits in a file of its own."""

    def __init__(
        self, package: ZipFile, kept: IO[str], about: dict[str, Any], stem: str, watch: Watch | None
    ) -> None:
        self.package, self.kept, self.about, self.stem = package, kept, about, stem
        self.watch, self.read, self.total = watch, 0, about["claims"] * _READINGS

    def records(self) -> Iterator[str]:
        """The frozen lines from the beginning; one reading at a time."""
        self.kept.seek(0)
        for line in self.kept:
            yield line[:-1]
            self.read += 1
            if self.watch:
                self.watch(self.read, self.total)

    def write(self, manifest_text: str, news: News) -> None:
        with tempfile.TemporaryFile() as listed:
            for packed in self._members(manifest_text, news):
                listed.write((b",\n" if listed.tell() else b"") + canonical(_resource(packed)).encode())
            listed.seek(0)
            listing = self.package.add(verify.PACKAGE, self._listing(listed))
        size, container = self.package.size, self.package.sha256
        digest = verify.digest_text(listing.sha256, container, size)
        self.package.add(verify.DIGEST, [digest.encode()], deflate=False)
        self.package.close()

    def _members(self, manifest_text: str, news: News) -> Iterator[Packed]:
        add = self.package.add
        for kind, made in FORMATS.items():
            yield add(
                f"data/{self.stem}.{made.ending}",
                write_claims(self.records(), kind, self.about),
                deflate=kind is not ExportFormat.XLSX,
            )
        for kind, report in losses_of(FORMATS, self.records()).items():
            yield add(f"losses/{kind.value}.json", [(canonical(report) + "\n").encode()])
        for path, parts in pages(self.records, self.about, news):
            yield add(f"site/{path}", (part.encode() for part in parts))
        yield add(verify.CLAIM_SCHEMA, [SCHEMA_FILE.read_bytes()])
        yield add("README.txt", [self._readme().encode()])
        yield add("verify.py", [Path(verify.__file__).read_bytes()])
        portions = range(0, len(manifest_text), 65_536)
        yield add(verify.MANIFEST, (manifest_text[at : at + 65_536].encode() for at in portions))

    def _readme(self) -> str:
        title = self.about.get("set", {}).get("title", "")
        told = _README.format(title=title, version=self.about["version"], at=self.about["created_at"])
        return f"{told}\n{ALONE}\n" if self.about.get("alone") else told

    def _listing(self, listed: IO[bytes]) -> Iterator[bytes]:
        made = self.about.get("set", {})
        head = {
            "profile": "data-package",
            "name": re.sub(r"[^a-z0-9._-]", "-", self.stem.lower()),
            "id": f"urn:claimdesk:{self.stem}",
            "title": made.get("title", ""),
            "description": made.get("description", ""),
            "version": self.about["version"],
            "created": self.about["created_at"],
        }
        if self.about.get("alone"):
            head["review"] = ALONE
        if made.get("licence"):
            head["licenses"] = [{"title": made["licence"], "name": _slug(made["licence"])}]
        yield canonical(head)[:-1].encode() + b',"resources":[\n'
        while part := listed.read(65_536):
            yield part
        yield b"\n]}\n"


def _slug(words: str) -> str:
    return re.sub(r"[^A-Za-z0-9._-]+", "-", words).strip("-") or "other"


_MEDIA_TYPES = {
    "html": "text/html",
    "xml": "application/atom+xml",
    "json": "application/json",
    "py": "text/x-python",
    "txt": "text/plain",
}


#: Files that are tables to whoever reads the package.
_TABLES = ("csv", "xlsx")


def _resource(packed: Packed) -> dict[str, Any]:
    ending = packed.name.partition(".")[2]
    by_format = {made.ending: made.media_type.partition(";")[0] for made in FORMATS.values()}
    kind = by_format.get(ending) if packed.name.startswith("data/") else None
    return {
        "name": packed.name.lower(),
        "path": packed.name,
        "mediatype": kind or _MEDIA_TYPES[ending.rpartition(".")[2]],
        # Else Frictionless takes lines of JSON for a table, and our schema for one of its own.
        **({} if ending.endswith(_TABLES) else {"type": "file"}),
        "bytes": packed.size,
        "hash": f"sha256:{packed.sha256}",
    }
