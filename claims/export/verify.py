"""Check a claim-set package with nothing but Python's own library.

    python verify.py PACKAGE.zip [SHA-256 of manifest.json]

This file lies inside every package, and the desk runs the same code. A package is a zip with one
possible layout: members in order, their headers without choices, then a directory that repeats
them. The last member holds the hash of every byte before it, and what follows it is rebuilt
and compared. So any changed byte is found. That a whole package was not exchanged for another, only the
manifest's hash can tell: compare it with the one that the desk published.
"""

import hashlib
import json
import re
import sqlite3
import struct
import sys
import tempfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from itertools import chain
from typing import IO, Any

DIGEST = "datapackage-digest.json"
PACKAGE = "datapackage.json"
MANIFEST = "manifest.json"
CLAIM_SCHEMA = "schema/claim.schema.json"
RELEASE = "claimdesk.release/1"
CLAIM = "claimdesk.claim/1"

_LOCAL, _CENTRAL, _END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_BIG = 0xFFFFFFFF
_MANY = 0xFFFF
#: The first day a zip can name.
_TIME, _DATE = 0, 0x21
_UTF8 = 0x0800
_STORED, _DEFLATED = 0, 8
#: No member of ours unpacks to more than this many times its size, nor to more than this in all.
RATIO, WHOLE = 1_100, 1 << 40
#: The longest line of claims, and the longest member that is read whole, in bytes.
LINE, TEXT = 16 << 20, 512 << 20


class WrongError(Exception):
    """The first thing that is wrong with a package, as a sentence."""


@dataclass(frozen=True)
class Member:
    """One file of a package and where it lies."""

    name: str
    method: int
    crc: int
    packed: int
    size: int
    offset: int

    @property
    def data_at(self) -> int:
        """Where its data begins."""
        return self.offset + len(local_header(self))

    @property
    def end(self) -> int:
        """Where its data ends."""
        return self.data_at + self.packed


@dataclass
class Told:
    """What a check found."""

    title: str = ""
    version: str = ""
    claims: int = 0
    files: int = 0
    manifest_sha256: str = ""
    withdrawn: int = 0
    warnings: list[str] = field(default_factory=list)


# the one layout


def local_header(member: Member) -> bytes:
    """The bytes before a member's data."""
    big = member.packed >= _BIG or member.size >= _BIG
    name = member.name.encode()
    extra = struct.pack("<HHQQ", 1, 16, member.size, member.packed) if big else b""
    sizes = (_BIG, _BIG) if big else (member.packed, member.size)
    return (
        _LOCAL
        + struct.pack("<HHHHHI", 45 if big else 20, _UTF8, member.method, _TIME, _DATE, member.crc)
        + struct.pack("<IIHH", *sizes, len(name), len(extra))
        + name
        + extra
    )


def central_header(member: Member) -> bytes:
    """A member's line in the directory at the end."""
    large = member.packed >= _BIG or member.size >= _BIG
    far = member.offset >= _BIG
    name = member.name.encode()
    more = struct.pack("<QQ", member.size, member.packed) if large else b""
    more += struct.pack("<Q", member.offset) if far else b""
    extra = struct.pack("<HH", 1, len(more)) + more if more else b""
    sizes = (_BIG, _BIG) if large else (member.packed, member.size)
    needed = 45 if large or far else 20
    return (
        _CENTRAL
        + struct.pack("<HHHHHHI", 3 << 8 | 45, needed, _UTF8, member.method, _TIME, _DATE, member.crc)
        + struct.pack("<IIHHHHH", *sizes, len(name), len(extra), 0, 0, 0)
        + struct.pack("<II", 0o100644 << 16, _BIG if far else member.offset)
        + name
        + extra
    )


def end_of_directory(count: int, size: int, offset: int) -> bytes:
    """The bytes after the directory; nothing comes after them."""
    big = count >= _MANY or size >= _BIG or offset >= _BIG
    last = struct.pack(
        "<HHHHIIH", 0, 0, min(count, _MANY), min(count, _MANY), min(size, _BIG), min(offset, _BIG), 0
    )
    if not big:
        return _END + last
    body = struct.pack("<HHIIQQQQ", 3 << 8 | 45, 45, 0, 0, count, count, size, offset)
    record = b"PK\x06\x06" + struct.pack("<Q", len(body)) + body
    locator = b"PK\x06\x07" + struct.pack("<IQI", 0, offset + size, 1)
    return record + locator + _END + last


def canonical(value: Any) -> str:
    """A value as JSON with sorted keys, no spaces, and every letter as itself."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def digest_text(package_sha256: str, container_sha256: str, size: int) -> str:
    """What the last member says: the hash of the package's list, and of every byte before itself."""
    return canonical(
        {
            "path": PACKAGE,
            "hash": f"sha256:{package_sha256}",
            "container": {"bytes": size, "hash": f"sha256:{container_sha256}"},
        }
    )


# reading it


def members(file: IO[bytes]) -> Iterator[Member]:
    """The members in order, each header as it must be; one is held at a time.

    Raises:
        WrongError: if a header or a name is not one of ours.
    """
    file.seek(0, 2)
    end = file.tell()
    number = offset = total = 0
    while (member := _member_at(file, offset, end, number + 1)) is not None:
        number, total = number + 1, total + member.size
        if total > WHOLE:
            raise WrongError("the package unpacks to more than can be checked")
        yield member
        offset = member.end


def _member_at(file: IO[bytes], offset: int, end: int, number: int) -> Member | None:
    file.seek(offset)
    fixed = file.read(30)
    if fixed[:4] == _CENTRAL and number > 1:
        return None
    if number == 1 and fixed[:4] != _LOCAL:
        raise WrongError("this is no package: it does not begin as one does")
    if len(fixed) < 30 or fixed[:4] != _LOCAL:
        raise WrongError(f"file {number} of the package has no header where it should begin")
    method, _, _, crc, packed, size, name_size, extra_size = struct.unpack("<HHHIIIHH", fixed[8:])
    name_bytes, extra = file.read(name_size), file.read(extra_size)
    if packed == size == _BIG and len(extra) == 20:
        size, packed = struct.unpack("<QQ", extra[4:])
    member = Member(_name(name_bytes, number), method, crc, packed, size, offset)
    if fixed + name_bytes + extra != local_header(member) or method not in (_STORED, _DEFLATED):
        raise WrongError(f"the header of {member.name} is not as it was written")
    if member.end > end:
        raise WrongError(f"{member.name} ends beyond the package: it is cut short")
    if (method == _STORED and size != packed) or size > RATIO * packed + 64:
        raise WrongError(f"{member.name} says that it unpacks to {size} bytes, which it cannot")
    return member


def _name(raw: bytes, number: int) -> str:
    try:
        name = raw.decode()
    except UnicodeDecodeError:
        raise WrongError(f"file {number} of the package has no readable name") from None
    parts = name.split("/")
    if not re.fullmatch(r"[0-9A-Za-z_./-]+", name) or any(part in ("", ".", "..") for part in parts):
        raise WrongError(f"file {number} of the package has a name that leads elsewhere: {name[:100]!r}")
    return name


def chunks(file: IO[bytes], member: Member) -> Iterator[bytes]:
    """A member's bytes, unpacked, in portions; never more than its header says.

    Raises:
        WrongError: if they are not what was packed.
    """
    crc = size = 0
    for part in _unpacked(file, member):
        size += len(part)
        if size > member.size:
            break
        crc = zlib.crc32(part, crc)
        yield part
    if (crc, size) != (member.crc, member.size):
        raise WrongError(f"{member.name} does not hold the bytes that were packed")


def _unpacked(file: IO[bytes], member: Member) -> Iterator[bytes]:
    unpack = zlib.decompressobj(-15) if member.method == _DEFLATED else None
    at, left = member.data_at, member.packed
    while left:
        file.seek(at)
        raw = file.read(min(left, 65_536))
        at, left = at + len(raw), left - len(raw)
        if unpack is None:
            yield raw
            continue
        yield from _inflated(unpack, raw, member)
    if unpack is not None and (not unpack.eof or unpack.unused_data):
        raise WrongError(f"{member.name} is not packed as it was written")


def _inflated(unpack: Any, raw: bytes, member: Member) -> Iterator[bytes]:
    while raw:
        try:
            part = unpack.decompress(raw, 1 << 20)
        except zlib.error:
            raise WrongError(f"{member.name} cannot be unpacked") from None
        raw = unpack.unconsumed_tail
        yield part


def whole(file: IO[bytes], member: Member) -> bytes:
    """A member's bytes at once."""
    if member.size > TEXT:
        raise WrongError(f"{member.name} is too long")
    return b"".join(chunks(file, member))


def lines(file: IO[bytes], member: Member) -> Iterator[bytes]:
    """A member's lines without their ends.

    Raises:
        WrongError: if one is too long, or the last has no end.
    """
    rest = b""
    for part in chunks(file, member):
        *done, rest = (rest + part).split(b"\n")
        yield from done
        if len(rest) > LINE:
            raise WrongError(f"{member.name} has a line of more than {LINE >> 20} MiB")
    if rest:
        raise WrongError(f"{member.name} ends in the middle of a line")


# checking it


def check(file: IO[bytes], manifest_sha256: str = "") -> Told:
    """Check every byte of a package.

    Args:
        file: the package, opened for reading at any place.
        manifest_sha256: what its manifest must hash to, if that is known.

    Raises:
        WrongError: naming the first thing that is wrong.
    """
    try:
        return _check(file, manifest_sha256)
    except (AttributeError, KeyError, TypeError, ValueError, RecursionError, re.error) as error:
        # Each is a list, a manifest or a schema that somebody made of other parts than ours.
        raise WrongError(f"a list in the package is not of its form ({type(error).__name__})") from error


def _check(file: IO[bytes], manifest_sha256: str) -> Told:
    with closing(_Names()) as names:
        found = _outline(file, names)
        _check_list(file, found, names)
    _check_end(file, found)
    _check_digest(file, found)
    told = _check_manifest(file, found, manifest_sha256)
    told.files = found.count
    return told


class _Names:
    """Names that were met; there may be more of them than fit into memory."""

    def __init__(self) -> None:
        self._met = sqlite3.connect("", isolation_level=None)
        self._met.execute("PRAGMA journal_mode=OFF")
        self._met.execute("CREATE TABLE met (name TEXT PRIMARY KEY) WITHOUT ROWID")
        self._met.execute("BEGIN")

    def add(self, name: str) -> bool:
        """Keep a name; False if it was met before."""
        return self._met.execute("INSERT OR IGNORE INTO met VALUES (?)", (name,)).rowcount == 1

    def __contains__(self, name: str) -> bool:
        return self._met.execute("SELECT 1 FROM met WHERE name = ?", (name,)).fetchone() is not None

    def close(self) -> None:
        """Let go of them."""
        self._met.close()


@dataclass
class _Outline:
    """How many members there are, the last two, and those that are looked into, with their hashes."""

    count: int
    listing: Member
    digest: Member
    kept: dict[str, Member]
    hashes: dict[str, str] = field(default_factory=dict)


def _outline(file: IO[bytes], names: _Names) -> _Outline:
    kept: dict[str, Member] = {}
    last: list[Member] = []
    count = 0
    for member in members(file):
        if not names.add(member.name):
            raise WrongError(f"{member.name} stands twice in the package")
        if member.name in (PACKAGE, MANIFEST, CLAIM_SCHEMA) or member.name.startswith("data/"):
            kept[member.name] = member
        count, last = count + 1, [*last[-1:], member]
    for name in (PACKAGE, MANIFEST, CLAIM_SCHEMA):
        if name not in kept:
            raise WrongError(f"there is no {name} in the package")
    if [member.name for member in last] != [PACKAGE, DIGEST]:
        raise WrongError(f"the package does not end with {PACKAGE} and {DIGEST}")
    return _Outline(count, last[0], last[1], kept)


def _hash(file: IO[bytes], member: Member) -> str:
    made = hashlib.sha256()
    for part in chunks(file, member):
        made.update(part)
    return made.hexdigest()


def _json(file: IO[bytes], member: Member) -> Any:
    try:
        return json.loads(whole(file, member))
    except (ValueError, RecursionError):
        raise WrongError(f"{member.name} is not JSON") from None


def _check_list(file: IO[bytes], found: _Outline, names: _Names) -> None:
    """Hold every member against the list, which names them in their order."""
    listed = _listed(file, found.listing)
    for member in members(file):
        if member.offset == found.listing.offset:
            break
        sha256, told = _hash(file, member), next(listed, None)
        if told is None or told.get("path") != member.name:
            raise WrongError(_unlisted(member, told, names))
        if told.get("bytes") != member.size or told.get("hash") != f"sha256:{sha256}":
            raise WrongError(f"{member.name} is not the file that {PACKAGE} lists")
        if member.name in found.kept:
            found.hashes[member.name] = sha256
    if (told := next(listed, None)) is not None:
        raise WrongError(f"{str(told.get('path'))[:100]} is listed in {PACKAGE} and is not there")
    found.hashes[PACKAGE] = _hash(file, found.listing)


def _unlisted(member: Member, told: dict[str, Any] | None, names: _Names) -> str:
    path = str(told.get("path"))[:100] if told else ""
    if path and path not in names:
        return f"{path} is listed in {PACKAGE} and is not there"
    return f"{member.name} is not listed in {PACKAGE} at its place"


def _listed(file: IO[bytes], listing: Member) -> Iterator[dict[str, Any]]:
    """What the list says of each file; it has a line for each, so one is held at a time."""
    rows = lines(file, listing)
    if json.loads(next(rows, b"") + b"]}")["resources"] != []:
        raise WrongError(f"{PACKAGE} does not begin as it was written")
    for row in rows:
        if row == b"]}":
            break
        yield json.loads(row.removesuffix(b","))
    else:
        raise WrongError(f"{PACKAGE} is cut short")
    if next(rows, None) is not None:
        raise WrongError(f"{PACKAGE} goes on after its end")


def _check_end(file: IO[bytes], found: _Outline) -> None:
    offset = found.digest.end
    with tempfile.SpooledTemporaryFile(1 << 20) as expected:
        for member in members(file):
            expected.write(central_header(member))
        expected.write(end_of_directory(found.count, expected.tell(), offset))
        expected.seek(0)
        file.seek(offset)
        while True:
            part = file.read(65_536)
            if part != expected.read(65_536):
                raise WrongError("the directory at the end of the package is not as it was written")
            if not part:
                return


def _check_digest(file: IO[bytes], found: _Outline) -> None:
    digest = found.digest
    expected = digest_text(found.hashes[PACKAGE], _hash_until(file, digest.offset), digest.offset)
    if digest.method != _STORED or whole(file, digest) != expected.encode():
        raise WrongError(f"{DIGEST} does not fit the bytes of the package: something in it was changed")


def _hash_until(file: IO[bytes], end: int) -> str:
    made = hashlib.sha256()
    file.seek(0)
    while end:
        part = file.read(min(end, 1 << 20))
        made.update(part)
        end -= len(part)
    return made.hexdigest()


def _check_manifest(file: IO[bytes], found: _Outline, expected: str) -> Told:
    hashes = found.hashes
    if expected and hashes[MANIFEST] != expected.lower():
        raise WrongError(f"{MANIFEST} is not the published one: its SHA-256 is {hashes[MANIFEST]}")
    with tempfile.SpooledTemporaryFile(1 << 20) as records:
        manifest = _manifest(file, found.kept[MANIFEST], records)
        if manifest.get("schema") != RELEASE:
            raise WrongError(f"{MANIFEST} is of the schema {manifest.get('schema')!r}, not {RELEASE}")
        if not re.fullmatch(r"[0-9a-f]{64}", str(manifest.get("audit_head"))):
            raise WrongError(f"the audit head in {MANIFEST} is not a SHA-256")
        claims = _check_files(manifest["files"], hashes)
        schema = _json(file, found.kept[CLAIM_SCHEMA])
        count = _check_records(file, found.kept[f"data/{claims}"], manifest, _digests(records), schema)
    told = Told(version=str(manifest.get("version")), claims=count, manifest_sha256=hashes[MANIFEST])
    told.title = str(manifest.get("set", {}).get("title", ""))
    told.withdrawn = len(manifest.get("withdrawn", ()))
    return told


_RECORDS = b'"records":['


def _manifest(file: IO[bytes], member: Member, records: IO[bytes]) -> dict[str, Any]:
    """The manifest but for the hashes of its records, which go into a file: there may be very many."""
    parts = chunks(file, member)
    head = b""
    # Within a text such a mark would have a backslash before its second quote.
    while _RECORDS not in head and (part := next(parts, b"")):
        head += part
        if len(head) > LINE:
            raise WrongError(f"{member.name} is too long")
    head, mark, rest = head.partition(_RECORDS)
    tail = b""
    for part in chain([rest], parts):
        inside, end, after = (b"", b"", part) if tail else part.partition(b"]")
        records.write(inside)
        tail += end + after
        if len(tail) > LINE:
            raise WrongError(f"{member.name} is too long")
    if _RECORDS in tail:
        raise WrongError(f"{member.name} lists its records twice")
    try:
        manifest: dict[str, Any] = json.loads(head + mark + tail)
    except (ValueError, RecursionError):
        raise WrongError(f"{member.name} is not JSON") from None
    return manifest


def _digests(records: IO[bytes]) -> Iterator[str]:
    """The hash of each record, as the manifest has them in their order."""
    records.seek(0)
    while one := records.read(67):
        if not re.fullmatch(rb'"[0-9a-f]{64}",?', one):
            raise WrongError(f"the hash of a record in {MANIFEST} is not a SHA-256")
        yield one[1:65].decode()


def _check_files(files: dict[str, str], hashes: dict[str, str]) -> str:
    """Hold every file that the manifest vouches for against it; the name of the file of claims."""
    for name, sha256 in sorted(files.items()):
        if hashes.get(f"data/{name}") != sha256:
            raise WrongError(f"data/{name} is not the file that {MANIFEST} vouches for")
    claims = next((name for name in files if re.fullmatch(r"[^.]+\.jsonl", name)), "")
    if not claims:
        raise WrongError(f"{MANIFEST} names no file of claims")
    return claims


def _check_records(
    file: IO[bytes], member: Member, manifest: dict[str, Any], digests: Iterator[str], schema: dict[str, Any]
) -> int:
    number, awaited = 0, {str(one["id"]) for one in manifest.get("withdrawn", ())}
    with closing(_Names()) as names:
        for number, line in enumerate(lines(file, member), start=1):
            where = f"line {number} of {member.name}"
            if hashlib.sha256(line).hexdigest() != next(digests, None):
                raise WrongError(f"{where} is not the record that {MANIFEST} vouches for")
            if wrong := fault_of_line(line, schema):
                raise WrongError(f"{where}: {wrong}")
            claim = json.loads(line)
            if not names.add(name := claim["id"]):
                raise WrongError(f"{where}: the claim {name} stands there twice")
            if (name in awaited) != bool(claim.get("withdrawn")):
                raise WrongError(f"{where} and {MANIFEST} disagree on whether it holds")
            awaited.discard(name)
    if awaited:
        raise WrongError(f"{MANIFEST} tells of a withdrawn claim that is not in {member.name}")
    if number != manifest.get("claims") or next(digests, None) is not None:
        raise WrongError(f"{member.name} has {number} claims, {MANIFEST} says {manifest.get('claims')}")
    return number


def fault_of_line(line: bytes, schema: dict[str, Any]) -> str:
    """What is wrong with one line of claims; "" if nothing."""
    try:
        claim = json.loads(line, object_pairs_hook=_once, parse_constant=_no_constant)
    except RecursionError:
        return "it is nested too deeply"
    except ValueError as error:
        return f"it is not JSON ({error})"
    if not isinstance(claim, dict):
        return "it is not a claim"
    if claim.get("schema", CLAIM) != CLAIM:
        return f"it is of the schema {str(claim['schema'])[:60]!r}, not {CLAIM}"
    return fault_of(claim, schema, schema, "") or _unwritable(claim, line)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError("a name stands twice in one object")
    return made


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no number")


def _unwritable(claim: dict[str, Any], line: bytes) -> str:
    try:
        same = canonical(claim).encode() == line
    except UnicodeEncodeError:
        return "it holds half a character"
    return "" if same else "it is not written in the one way that claims are written in"


_TYPES: dict[str, Callable[[Any], bool]] = {
    "string": lambda value: isinstance(value, str),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "boolean": lambda value: isinstance(value, bool),
    "array": lambda value: isinstance(value, list),
    "object": lambda value: isinstance(value, dict),
    "null": lambda value: value is None,
}


def fault_of(value: Any, rule: dict[str, Any], schema: dict[str, Any], where: str) -> str:
    """What a value breaks of a rule, "" for nothing; the part of JSON Schema that our schema uses."""
    if reference := rule.get("$ref"):
        return fault_of(value, schema["$defs"][reference.rpartition("/")[2]], schema, where)
    kinds = rule.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if kinds and not any(_TYPES[kind](value) for kind in kinds):
        return f"{where or 'it'} is not of the type {' or '.join(kinds)}"
    if "enum" in rule and value not in rule["enum"]:
        return f"{where} is {str(value)[:60]!r}, which is none of {', '.join(map(str, rule['enum']))}"
    if isinstance(value, dict):
        return _fault_of_object(value, rule, schema, where)
    if isinstance(value, list):
        return _fault_of_list(value, rule, schema, where)
    return _fault_of_plain(value, rule, where)


def _fault_of_plain(value: Any, rule: dict[str, Any], where: str) -> str:
    if isinstance(value, str) and "pattern" in rule and not re.search(rule["pattern"], value):
        return f"{where} is {value[:60]!r}, which is not of its form"
    if isinstance(value, int) and value < rule.get("minimum", value):
        return f"{where} is {value}, less than {rule['minimum']}"
    return ""


def _fault_of_object(value: dict[str, Any], rule: dict[str, Any], schema: dict[str, Any], where: str) -> str:
    known = rule.get("properties", {})
    for name in rule.get("required", ()):
        if name not in value:
            return f"{where + '.' if where else ''}{name} is missing"
    for name, part in value.items():
        place = f"{where}.{name}" if where else name
        if name in known:
            if wrong := fault_of(part, known[name], schema, place):
                return wrong
        elif rule.get("additionalProperties") is False:
            return f"{place[:80]} is no field of a claim"
    return ""


def _fault_of_list(value: list[Any], rule: dict[str, Any], schema: dict[str, Any], where: str) -> str:
    first = rule.get("prefixItems", [])
    if len(value) < rule.get("minItems", 0) or len(value) > rule.get("maxItems", len(value)):
        return f"{where} has {len(value)} parts"
    for place, part in enumerate(value):
        each = first[place] if place < len(first) else rule.get("items", {})
        if wrong := fault_of(part, each, schema, f"{where}[{place}]"):
            return wrong
    return ""


def counted(told: Told) -> str:
    """How many claims a package has, in words."""
    left = f", {told.withdrawn} of them withdrawn" if told.withdrawn else ""
    return f"{told.claims} claims{left}"


def main(arguments: list[str]) -> int:
    """Check the package that the arguments name, and say what was found."""
    if not 1 <= len(arguments) <= 2:
        sys.stderr.write("python verify.py PACKAGE.zip [SHA-256 of manifest.json]\n")
        return 2
    try:
        with open(arguments[0], "rb") as file:  # noqa: PTH123 - this file stands alone
            told = check(file, *arguments[1:])
    except OSError as error:
        sys.stderr.write(f"{arguments[0]} cannot be read: {error.strerror}\n")
        return 1
    except WrongError as error:
        sys.stderr.write(f"WRONG: {error}\n")
        return 1
    sys.stdout.write(f"Right: “{told.title}” {told.version}, {counted(told)}, {told.files} files.\n")
    sys.stdout.write(f"Manifest {told.manifest_sha256}: compare it with the one the desk shows.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
