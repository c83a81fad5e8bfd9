"""Read our own JSON Lines again: one claim at a time, nothing taken on trust, nothing kept in memory."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import IO, Any

from claims.digest import canonical
from claims.errors import InputError
from claims.export import verify
from claims.export.frozen import Frozen
from claims.export.shape import FILE as SCHEMA_FILE
from claims.vocab import Rating

#: The longest line and the most claims that are read from one file.
LINE, CLAIMS = verify.LINE, 1_000_000


@dataclass(frozen=True, slots=True)
class Read:
    """A line that was read: the claim, or what is wrong with it."""

    number: int
    claim: Frozen | None
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """What a file of claims holds; `problems` are the first of them, a sentence each."""

    claims: int
    wrong: int
    problems: tuple[str, ...]


def read_lines(file: IO[bytes]) -> Iterator[Read]:
    """Each line of a file of claims with what is wrong with it, in order.

    Reading stops at a line that is too long or has no end: nothing after it can be told apart.
    """
    ids: set[str] = set()
    number = 0
    while line := file.readline(LINE + 2):
        number += 1
        if number > CLAIMS:
            yield Read(number, None, f"more than {CLAIMS:,} claims are not read from one file")
            return
        if not line.endswith(b"\n"):
            yield Read(number, None, _unended(line))
            return
        yield _read(number, line[:-1], ids)


def _unended(line: bytes) -> str:
    if len(line) > LINE:
        return f"it is longer than {LINE >> 20} MiB; nothing after it was read"
    return "the file ends in the middle of it: it was cut short"


def _read(number: int, line: bytes, ids: set[str]) -> Read:
    if wrong := verify.fault_of_line(line, _schema()):
        return Read(number, None, wrong)
    claim = json.loads(line)
    if not claim.get("rating_means") and claim["rating"] not in set(Rating):
        return Read(number, None, f"nobody can tell what the rating {claim['rating']!r} means")
    if claim["id"] in ids:
        return Read(number, None, f"the claim {claim['id']} stands in the file twice")
    ids.add(claim["id"])
    return Read(number, claim)


@cache
def _schema() -> dict[str, Any]:
    schema: dict[str, Any] = json.loads(SCHEMA_FILE.read_bytes())
    return schema


def read_claims(file: IO[bytes]) -> Iterator[Frozen]:
    """The claims of a file of which every line holds.

    Raises:
        InputError: naming the first line that does not; what was given out before it is then not to be used.
    """
    yield from _all(read_lines(file))


def _all(lines: Iterable[Read]) -> Iterator[Frozen]:
    for read in lines:
        if read.claim is None:
            raise InputError(f"line {read.number}: {read.wrong}")
        yield read.claim


def refreeze(claim: Frozen) -> str:
    """A claim that was read as the line it was read from."""
    return canonical(claim)


def report_on(file: IO[bytes], limit: int = 20) -> Report:
    """Read a whole file of claims and tell how many hold, and what is wrong with the first that do not."""
    claims = wrong = 0
    problems: list[str] = []
    for read in read_lines(file):
        if read.claim is not None:
            claims += 1
            continue
        wrong += 1
        if len(problems) < limit:
            problems.append(f"line {read.number}: {read.wrong}")
    if not claims and not wrong:
        problems.append("the file is empty")
    return Report(claims, wrong, tuple(problems))


def read_package(file: IO[bytes]) -> Iterator[Frozen]:
    """The claims of a package, after every byte of it was checked.

    Raises:
        InputError: naming the first thing that is wrong.
    """
    try:
        verify.check(file)
        members, ids = verify.members(file), set[str]()
        claims = next(one for one in members if one.name.startswith("data/") and one.name.count(".") == 1)
        # The schema in a package is the word of who made it: what comes in is held against ours.
        yield from _all(_read(number, line, ids) for number, line in enumerate(verify.lines(file, claims), 1))
    except verify.WrongError as error:
        raise InputError(str(error)) from error
