"""What a sign-off rests on, then and now: what changed in between, told so that a person can judge it."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from sqlmodel import Session

from claims import store
from claims.desk import signing
from claims.digest import sha256
from claims.models import Claim, Verdict
from claims.policy import DEFAULT, values_of

#: How the parts of a place's article and of an evidence are called, in the order in which a basis has them.
_ARTICLE = ("the article’s title", "its outlet", "its portal", "its address", "its date")
_EVIDENCE = ("capture (SHA-256)", "quoted words", "stance")
_SOURCE = ("title", "author", "publisher", "kind", "address", "date", "page or place", "note")
_SAID = ("paraphrase", "question", "answer", "directness")
_POLICY = {
    "approvals": "approvals needed",
    "origins": "independent origins needed",
    "rationale": "characters that a rationale needs",
    "checklist": "whether the four questions must be answered",
    "blind": "whether reviews are blind",
    "searches": "searches needed for “not enough evidence”",
    "overriders": "who may go on without enough origins",
    "alone": "whether an author may review alone",
}
_WORDS = re.compile(r"\s+|[^\W_]+|.", re.DOTALL)
#: Longer texts are shown whole, was and is: comparing them word by word takes too long.
_MOST = 4_000


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as it was.

    Attributes:
        about: what it belongs to, such as one evidence, named.
        what: which part of that; "" for the whole.
        was: how it was; "" where there was none.
        now: how it is; "" where there is none.
    """

    about: str
    what: str
    was: str
    now: str

    @property
    def words(self) -> list[tuple[str, str, str]]:
        """Both side by side, word by word: `("same" | "other", was, now)`, in order."""
        if max(len(self.was), len(self.now)) > _MOST:
            return [("other", self.was, self.now)]
        was, now = _WORDS.findall(self.was), _WORDS.findall(self.now)
        steps = SequenceMatcher(None, was, now, autojunk=False).get_opcodes()
        return [
            ("same" if step == "equal" else "other", "".join(was[a:b]), "".join(now[c:d]))
            for step, a, b, c, d in steps
        ]


def differences(
    was: Mapping[str, Any], now: Mapping[str, Any], names: Mapping[str, str] | None = None
) -> list[Difference]:
    """What differs between two bases, as `claims.verdict.basis` gives them; empty if and only if nothing.

    Args:
        was: the basis of before.
        now: the basis of now.
        names: what to call a search or a place, by its id or by `place_id`.
    """
    called = names or {}
    found = [
        *_plain("the claim", "wording", was.get("text"), now.get("text")),
        *_places(was.get("places", ()), now.get("places", ()), called),
        *_evidence(was.get("evidence", ()), now.get("evidence", ())),
        *_searches(was.get("searches", ()), now.get("searches", ()), called),
        *_plain("the rating scale", "", _scale(was.get("scale")), _scale(now.get("scale"))),
        *_policy(was.get("policy", {}), now.get("policy", {})),
    ]
    if not found and was != now:  # nothing known may slip through
        found.append(Difference("the claim", "what it rests on", _text(dict(was)), _text(dict(now))))
    return found


def place_id(place: Sequence[Any]) -> str:
    """What tells a place of a basis from others: its text and its stretch."""
    return f"{place[0]} {place[1]}-{place[2]}"


def _text(value: Any) -> str:
    """A value as a person reads it."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else json.dumps(value, ensure_ascii=False, sort_keys=True)


def _plain(about: str, what: str, was: Any, now: Any) -> Iterator[Difference]:
    if was != now:
        yield Difference(about, what, _text(was), _text(now))


def _parts(about: str, names: Sequence[str], was: Sequence[Any], now: Sequence[Any]) -> Iterator[Difference]:
    """What differs of two lists of named parts; one that has no name is a part of the description."""
    for at in range(max(len(was), len(now))):
        name = names[at] if at < len(names) else "description"
        yield from _plain(about, name, _at(was, at), _at(now, at))


def _at(parts: Sequence[Any], at: int) -> Any:
    return parts[at] if at < len(parts) else ""


def _paired(
    was: Iterable[Sequence[Any]], now: Iterable[Sequence[Any]], key: Any
) -> Iterator[tuple[Sequence[Any] | None, Sequence[Any] | None]]:
    """What is not in both, in pairs that have the same key; None where one side has none."""
    left, right = ([_frozen(one) for one in side] for side in (was, now))
    gone, come = list((Counter(left) - Counter(right)).elements()), Counter(right) - Counter(left)
    waiting = list(come.elements())
    for text in gone:
        one = json.loads(text)
        same = next((text for text in waiting if key(json.loads(text)) == key(one)), None)
        if same is not None:
            waiting.remove(same)
        yield one, json.loads(same) if same is not None else None
    yield from ((None, json.loads(text)) for text in waiting)


def _frozen(value: Sequence[Any]) -> str:
    return json.dumps(value, ensure_ascii=False)


def _places(was: Sequence[Any], now: Sequence[Any], names: Mapping[str, str]) -> Iterator[Difference]:
    for old, new in _paired(was, now, place_id):
        one = old or new or ()
        words = names.get(place_id(one), "")
        about = f"the place “{words}”" if words else f"the place at {one[1]} to {one[2]}"
        if old is None or new is None:
            yield Difference(about, "", _title(old), _title(new))
            continue
        yield from _parts(about, _ARTICLE, old[3], new[3])
        yield from _plain(about, "the stretches that say it", list(old[4:]), list(new[4:]))


def _title(place: Sequence[Any] | None) -> str:
    return "" if place is None else f"in “{_at(place[3], 0) or 'Untitled'}”"


def _evidence(was: Sequence[Any], now: Sequence[Any]) -> Iterator[Difference]:
    for old, new in _paired(was, now, lambda row: row[0]):
        about = f"the evidence from “{_at((new or old or ())[6], 0)}”"
        if old is None or new is None:
            yield Difference(about, "", _passage(old), _passage(new))
            continue
        yield from _parts(about, _EVIDENCE, old[1:4], new[1:4])
        if old[4] != new[4]:
            yield Difference(about, "source", "another source", "this source")
        yield from _origin(about, old[5], new[5])
        yield from _described(about, old[6], new[6])


def _passage(row: Sequence[Any] | None) -> str:
    """The words of an evidence, or what was said instead."""
    return "" if row is None else row[2] or _at(row[6], len(_SOURCE)) or "a passage"


def _origin(about: str, was: str, now: str) -> Iterator[Difference]:
    """Which origin it counts with; two that are called the same may be others all the same."""
    if was != now:
        named = (_group(was), _group(now))
        told = named if named[0] != named[1] else ("another one", "this one")
        yield Difference(about, "origin", *told)


def _group(origin: str) -> str:
    """The group of an origin; before it stands the id of the root where that is another source."""
    root, blank, group = origin.partition(" ")
    return group if blank and len(root) == 26 and root.isalnum() else origin


def _described(about: str, was: Sequence[Any], now: Sequence[Any]) -> Iterator[Difference]:
    (told, said, hidden), (told_now, said_now, hidden_now) = map(_sorted, (was, now))
    yield from _parts(about, _SOURCE, told, told_now)
    yield from _parts(about, _SAID, said, said_now)
    yield from _plain(about, "protection", ", ".join(hidden), ", ".join(hidden_now))


def _sorted(described: Sequence[Any]) -> tuple[list[Any], list[Any], list[Any]]:
    """A description in its three parts, of which the last two may be missing."""
    told, more = list(described[: len(_SOURCE)]), list(described[len(_SOURCE) :])
    has_said = len(more) >= len(_SAID)
    said, rest = (more[: len(_SAID)], more[len(_SAID) :]) if has_said else ([], more)
    return told, said, rest


def _searches(was: Sequence[str], now: Sequence[str], names: Mapping[str, str]) -> Iterator[Difference]:
    for gone in (Counter(was) - Counter(now)).elements():
        yield Difference("the searches", "", names.get(gone, "") or "a search", "")
    for come in (Counter(now) - Counter(was)).elements():
        yield Difference("the searches", "", "", names.get(come, "") or "a search")


def _scale(scale: Sequence[Any] | None) -> str:
    return " version ".join(map(str, scale or ()))


def _policy(was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Difference]:
    """What of the policy changed; what a basis does not name is as it is by default."""
    usual = values_of(DEFAULT)
    for name in sorted({*was, *now}):
        old, new = was.get(name, usual.get(name)), now.get(name, usual.get(name))
        yield from _plain("the policy", _POLICY.get(name, name), old, new)


#: What of a verdict a person signs, each as they read it on its page.
_SIGNED: dict[str, Callable[[Verdict], str]] = {
    "rating": lambda one: one.label,
    "rationale": lambda one: one.rationale,
    "answers to the four questions": lambda one: "\n".join(filter(None, one.checklist.values())),
    "conclusion for readers": lambda one: one.conclusion,
    "confidence": lambda one: one.confidence.value if one.confidence else "",
    "day it is known on": lambda one: one.as_of.isoformat(),
    "flags": lambda one: ", ".join(flag.replace("_", " ") for flag in one.flags),
    "reason for fewer origins": lambda one: one.override_reason,
    "note for readers": lambda one: one.correction_note,
}


# Read from the database


@dataclass(frozen=True, slots=True)
class Since:
    """What changed since a moment; `kept` is False where what it was then was not kept.

    `signed` is what the verdict itself says otherwise, where that was asked for.
    """

    kept: bool
    differences: Sequence[Difference] = ()
    signed: Sequence[Difference] = ()


def changed_since(
    session: Session, claim: Claim, digest: str, *, stances: bool = True, current: str = ""
) -> Since | None:
    """What of a claim changed since it had this digest; None if nothing.

    Args:
        session: a look at the database.
        claim: the claim.
        digest: what it was then.
        stances: whether what an evidence does to the claim may be told.
        current: its basis of now, if that is known.
    """
    current = current or signing.basis(session, claim)
    if sha256(current.encode()) == digest:
        return None
    kept = store.verdicts.basis(session, digest)
    if not kept:
        return Since(kept=False)
    was, now = json.loads(kept), json.loads(current)
    if not stances:
        was, now = _without_stances(was), _without_stances(now)
    return Since(kept=True, differences=differences(was, now, _names(session, claim, was, now)))


def verdict_since(session: Session, claim: Claim, seen: str) -> list[Difference]:
    """What the newest verdict on a claim says otherwise than the one with this public id.

    Nothing if that is the newest, or no verdict on this claim.
    """
    every = [one for one, _ in store.history.verdicts_on(session, claim.id or 0)]
    return [
        difference
        for was in every
        if was.public_id == seen
        for what, read in _SIGNED.items()
        for difference in _plain("the verdict", what, read(was), read(every[-1]))
    ]


def _without_stances(basis: Mapping[str, Any]) -> dict[str, Any]:
    rows = [[*row[:3], "", *row[4:]] for row in basis.get("evidence", ())]
    return {**basis, "evidence": rows}


def _names(session: Session, claim: Claim, *bases: Mapping[str, Any]) -> dict[str, str]:
    """What to call the searches and the places of these."""
    searches = store.sources.searches_of(session, claim.id or 0)
    places = [place for basis in bases for place in basis.get("places", ())]
    texts = store.articles.texts(session, {place[0] for place in places})
    words = {place_id(one): texts.get(one[0], "")[one[1] : one[2]] for one in places}
    return {one.public_id: f"{one.query} ({one.place})" for one in searches} | words
