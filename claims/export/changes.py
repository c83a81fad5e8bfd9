"""How two frozen lines of the same claim differ, and how a claim is marked as withdrawn."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from claims.digest import canonical
from claims.export.frozen import Frozen
from claims.vocab import Aspect

#: The fields of a record by what they tell; one that is named nowhere says how the line is written.
_FIELDS: dict[Aspect, str] = {
    Aspect.WORDING: "text language",
    Aspect.RATING: "scale rating rating_label rating_number",
    Aspect.RATIONALE: "rationale as_of",
    Aspect.EVIDENCE: "evidence",
    Aspect.SEARCHES: "searches",
    Aspect.ATTRIBUTION: "claimant attribution hedge form negated",
    Aspect.PLACE: "occurrences article_id article_title article_outlet article_portal article_url "
    "article_published_on",
    Aspect.SIGNATURES: "verdict_id verdict_author verdict_author_id verdict_at evidence_digest reviews",
    Aspect.ANALYSIS: "kinds finer made_by trace dates quantities mentions facts",
}


class Piece(NamedTuple):
    """Some words of two texts: `kind` is "same", "gone" or "new"."""

    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class Difference:
    """What is another of one claim: old words and new, passages that came and went."""

    was: Frozen
    now: Frozen
    aspects: tuple[Aspect, ...]
    wording: tuple[Piece, ...]
    rationale: tuple[Piece, ...]
    came: tuple[Frozen, ...]
    went: tuple[Frozen, ...]
    altered: tuple[tuple[Frozen, Frozen], ...]


def aspects_between(was: Frozen, now: Frozen) -> tuple[Aspect, ...]:
    """What is another in the later of two lines of a claim; a field that is younger than a line is none."""
    return tuple(
        aspect
        for aspect, names in _FIELDS.items()
        if any(not _same(was[name], now[name]) for name in names.split() if name in was and name in now)
    )


def _same(one: Any, other: Any) -> bool:
    """Whether two values say the same as far as both say it: older lines lack younger fields."""
    if isinstance(one, dict) and isinstance(other, dict):
        return all(_same(one[name], other[name]) for name in one if name in other)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_same, one, other))
    return bool(one == other)


def difference(was: str, now: str) -> Difference:
    """What is another between two lines of one claim."""
    old, new = json.loads(was), json.loads(now)
    before = {found["id"]: found for found in old["evidence"]}
    after = {found["id"]: found for found in new["evidence"]}
    return Difference(
        old,
        new,
        aspects_between(old, new),
        tuple(word_diff(old["text"], new["text"])),
        tuple(word_diff(old["rationale"], new["rationale"])),
        tuple(after[key] for key in after if key not in before),
        tuple(before[key] for key in before if key not in after),
        tuple(
            (before[key], after[key]) for key in before if key in after and not _same(before[key], after[key])
        ),
    )


#: What is compared: words, and each sign between them. So Korean is told apart word by word, too.
_TOKENS = re.compile(r"\s+|\w+|[^\w\s]")
#: Longer texts are told as gone and new: nobody reads more of them word by word.
_LONGEST = 4_000


def word_diff(was: str, now: str) -> Iterator[Piece]:
    """Two texts as words that stayed, went and came; joined they give the one and the other."""
    old, new = _TOKENS.findall(was), _TOKENS.findall(now)
    if was == now or max(len(old), len(new)) > _LONGEST:
        yield from (Piece("same", now),) if was == now else (Piece("gone", was), Piece("new", now))
        return
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Piece("same", "".join(old[a:b]))
            continue
        if b > a:
            yield Piece("gone", "".join(old[a:b]))
        if d > c:
            yield Piece("new", "".join(new[c:d]))


# Withdrawn claims


def withdraw(record: str, *, at: str, reason: str, version: str) -> str:
    """The line of a claim that holds no longer, from the line it was released with last."""
    claim = json.loads(record)
    return canonical(claim | {"withdrawn": {"at": at, "reason": reason, "version": version}})


def is_withdrawn(record: str) -> bool:
    """Whether a line says that its claim was withdrawn."""
    # In a text the quotation marks would be escaped, so hardly another line is read for it.
    return '"withdrawn":{' in record and json.loads(record).get("withdrawn") is not None


def standing(records: Iterable[str]) -> Iterator[str]:
    """The lines of claims that hold."""
    return (record for record in records if not is_withdrawn(record))


def told_of(claim: Frozen) -> dict[str, Any]:
    """What a manifest tells of a withdrawn claim."""
    kept = {name: claim[name] for name in ("id", "text", "rating", "rating_label")}
    return kept | dict(claim["withdrawn"])


def limits_of(records: Iterable[str]) -> dict[str, list[str]]:
    """What a reader should know of claims before relying on them: a sentence each, and the claims' ids."""
    found: dict[str, list[str]] = {limit: [] for limit in _LIMITS}
    for record in standing(records):
        claim = json.loads(record)
        for limit, holds in _LIMITS.items():
            if holds(claim):
                found[limit].append(claim["id"])
    return {limit: ids for limit, ids in found.items() if ids}


def _one_person(claim: Frozen) -> bool:
    signed = {review["reviewer_id"] for review in claim["reviews"] if review["decision"] == "approve"}
    return not signed - {claim["verdict_author_id"]}


_LIMITS: Mapping[str, Any] = {
    "rests on a source that is not named": lambda claim: any(
        one.get("protected") for one in claim["evidence"]
    ),
    "was signed by one person alone": _one_person,
    "has no evidence but what was searched for": lambda claim: not claim["evidence"],
}


def bump(version: str, step: str) -> str:
    """The version that is one step on: "patch", "minor" or "major"."""
    numbers = [int(part) for part in version.split(".")]
    place = ("major", "minor", "patch").index(step)
    return ".".join(str(number) for number in [*numbers[:place], numbers[place] + 1, *[0] * (2 - place)])
