"""Whom "the leader", "the party" and "his wife" mean: entities by the nouns that can call them."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator, Sequence

from claims.split.mentions import words
from claims.split.mentions.candidate import Candidate
from claims.split.mentions.noun import Entity, MentionKind, Noun

#: How many sentences back a noun is looked up, and how many for "the city" after a name.
_REACH, _NEAR = 60, 5
#: How many sentences farther back a second name still makes "the party" unclear.
_CLOSE = 6
_FIRMS = frozenset(
    {"company", "firm", "corporation", "bank", "agency", "group", "organization", "organisation"}
)
_COUNTRY = frozenset({"country", "nation", "republic", "kingdom"})
_TOWN = frozenset({"city", "town", "state", "island", "capital", "village", "region", "province", "county"})


class Memory:
    """What has been called what, so far in the article."""

    def __init__(self) -> None:
        self._by_noun: dict[str, deque[Noun]] = defaultdict(lambda: deque(maxlen=8))

    def passed(self, noun: Noun) -> None:
        """Remember what a mention is called, and what is said of the one it names."""
        if noun.kind is MentionKind.PRONOUN or noun.group:
            return
        self._by_noun[noun.noun].append(noun)
        if noun.entity is not None and noun.kind is MentionKind.NAME:
            for said in noun.entity.said_of - {noun.noun}:
                self._by_noun[said].append(noun)

    def named(self, noun: Noun, window: Sequence[Noun]) -> list[Entity]:
        """The named ones that "the" and one noun can call, nearest first, none far behind another."""
        if not is_definite(noun) or len(noun.words) > 1 or _is_plural(noun) or noun.last > noun.head.i:
            return []
        called = [(other, how) for other, how in self._called(noun, window) if not _holds(other, noun)]
        if called and called[0][0].determiner in {"a", "an"} and called[0][0].kind is MentionKind.NOMINAL:
            return []
        names = [other for other, _ in called if other.kind is MentionKind.NAME]
        near = [other for other in names if names[0].sentence - other.sentence <= _CLOSE]
        return list(dict.fromkeys(other.entity for other in near if other.entity is not None))

    def candidates_of(self, noun: Noun, window: Sequence[Noun]) -> list[Candidate]:
        """The entities that a noun phrase can mean, nearest first, each with its features."""
        found: dict[int, Candidate] = {}
        for other, how in self._called(noun, window):
            entity = other.entity
            if entity is not None and entity.number not in found and not _holds(other, noun):
                found[entity.number] = Candidate(entity, other, set(_features(noun, other, how, len(found))))
        return list(found.values())

    def _called(self, noun: Noun, window: Sequence[Noun]) -> Iterator[tuple[Noun, str]]:
        for other in reversed(self._by_noun.get(noun.noun, ())):
            if noun.sentence - other.sentence > _REACH:
                break
            yield other, "same noun" if other.noun == noun.noun else "said of it"
        if is_definite(noun):
            for other in reversed(window):
                if noun.sentence - other.sentence > _NEAR:
                    break
                if other.kind is MentionKind.NAME and _calls(noun, other):
                    yield other, "kind of it"


def is_definite(noun: Noun) -> bool:
    """Say whether "the" or "this" announces that a noun's meaning is known."""
    return noun.determiner in words.DEFINITE


def _holds(other: Noun, noun: Noun) -> bool:
    """Say whether one phrase stands within the other."""
    if other.paragraph != noun.paragraph:
        return False
    return other.first <= noun.head.i <= other.last or noun.first <= other.head.i <= noun.last


def _features(noun: Noun, other: Noun, how: str, rank: int) -> Iterator[str]:
    determiner, before = _announced(noun), _announced(other)
    plural = _is_plural(noun)
    yield f"noun: {how}"
    yield f"noun: {how} {determiner}"
    yield f"noun: {determiner} after {before} {other.kind}"
    yield f"noun: candidate {min(rank, 2)}"
    away = noun.sentence - other.sentence
    far, alike, tail = _far(away), _alike(noun, other), _tail(noun)
    yield f"noun: {far} back"
    yield f"noun: {determiner} {far} back"
    if plural != _is_plural(other):
        yield "noun: other number"
    yield f"noun: {alike} words, {determiner}"
    yield f"noun: {alike} words"
    yield f"noun: {tail} after {_tail(other)}"
    yield f"noun: {determiner} with {tail}"
    yield f"noun: {determiner} {'plural' if plural else 'singular'} {noun.role}"
    if noun.label:
        yield f"noun: label {noun.label}"
    if determiner == "poss" and before == "poss":
        same = _owner(noun) == _owner(other)
        yield f"noun: {'same' if same else 'other'} owner"
    if other.entity is not None:
        yield f"noun: seen {min(other.entity.seen, 4)} times"
        if other.entity.topic:
            yield "noun: the topic"
    if len(noun.words) == 1:
        yield f"noun: bare {determiner} {how}"


def _announced(noun: Noun) -> str:
    if noun.kind is MentionKind.NAME:
        return "name"
    determiner = noun.determiner
    return {"those": "this", "these": "this", "that": "this", "an": "a"}.get(determiner, determiner) or "bare"


def _is_plural(noun: Noun) -> bool:
    return noun.head.tag_ in {"NNS", "NNPS"}


def _far(away: int) -> str:
    return next(
        (name for limit, name in ((0, "0"), (1, "1"), (3, "2-3"), (8, "4-8"), (20, "9-20")) if away <= limit),
        "far",
    )


def _alike(noun: Noun, other: Noun) -> str:
    mine, theirs = set(noun.words), set(other.words)
    if mine == theirs:
        return "same"
    if mine < theirs:
        return "fewer"
    return "more" if theirs < mine else "other"


def _tail(noun: Noun) -> str:
    """What follows the head within the phrase."""
    if noun.last <= noun.head.i:
        return "no tail"
    return "same clause tail" if any(c.dep_ in {"relcl", "acl"} for c in noun.head.rights) else "tail"


def _owner(noun: Noun) -> str:
    owner = next((child for child in noun.head.lefts if child.dep_ == "poss"), None)
    return owner.lower_ if owner is not None else ""


def _before_of(name: Noun) -> str:
    """The noun of a name such as "Bank of Elm"."""
    at = name.words.index("of") if "of" in name.words else 0
    return name.words[at - 1] if at else ""


def _calls(noun: Noun, name: Noun) -> bool:
    """Say whether a noun can call a named one: "the party" the Green Party, "the city" Oslo."""
    word = noun.noun
    if word in {name.words[-1], _before_of(name)}:
        return name.head.tag_ != "NNPS"
    if len(noun.words) > 1:
        return False
    if word in _FIRMS:
        return name.label == "ORG" and name.fits & words.IT > 0
    if name.label != "GPE":
        return False
    country = name.words[-1] in words.COUNTRIES or name.words in words.ALIASES
    return country if word in _COUNTRY else word in _TOWN and not country
