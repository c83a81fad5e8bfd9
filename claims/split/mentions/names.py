"""The names of an article, and which later name means the same one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from claims.split.mentions import words
from claims.split.mentions.noun import Entity, MentionKind, Noun

#: The small parser takes many a surname for one of these.
_MISTAKEN = frozenset({"GPE", "LOC", "FAC", "NORP", "PRODUCT"})
#: Where a place rarely stands: "in Strand" names one, "Strand left" does not.
_SOMEBODY = frozenset({"subject", "object", "possessive", "agent"})


class Names:
    """What has been named so far, by whole names, by their first and last words, by initials."""

    def __init__(self, *, guess: bool) -> None:
        self._guess = guess
        self._count = 0
        self._whole: dict[tuple[str, ...], list[Entity]] = defaultdict(list)
        self._part: dict[str, list[Entity]] = defaultdict(list)
        self._initials: dict[str, Entity] = {}

    def link(self, noun: Noun) -> None:
        """Give a name its entity: one met before, or a new one, open if two can be meant."""
        met = self._met(noun)
        entity = met[-1] if met and (len(met) == 1 or self._guess) else self.new(between=met)
        entity.add(noun)
        if not entity.between:
            self._remember(noun, entity)

    def new(self, *, between: Iterable[Entity] = ()) -> Entity:
        """An entity that nothing has named so far, or that one of several names."""
        self._count += 1
        open_between = dict.fromkeys(name for one in between for name in one.names)
        return Entity(self._count - 1, between=tuple(open_between))

    def knows(self, noun: Noun) -> bool:
        """Say whether a capital noun alone, such as Park or Bishop, is somebody's name met before."""
        alone = noun.head.tag_ == "NNP" and noun.core[1] - noun.core[0] == 1 and not noun.group
        return alone and any(one.is_person for one in self._part.get(noun.head.lower_, ()))

    def _remember(self, noun: Noun, entity: Entity) -> None:
        name = words.ALIASES.get(noun.words, noun.words)
        _put(self._whole[name], entity)
        for part in {name[0], name[-1]}:
            _put(self._part[part], entity)
        if len(name) > 1:
            spelled = [t for t in noun.head.doc[noun.core[0] : noun.core[1]] if t.text[0].isupper()]
            self._initials.setdefault("".join(t.text[0] for t in spelled).lower(), entity)

    def _met(self, noun: Noun) -> list[Entity]:
        """Whom a name can mean, the one named last at the end."""
        name = words.ALIASES.get(noun.words, noun.words)
        exact = [one for one in self._whole.get(name, ()) if _agree(one, noun)]
        if len(name) > 1:
            return exact[-1:] or self._fuller(name, noun)
        likely = [one for one in self._part.get(name[0], ()) if _agree(one, noun) and _may_shorten(one, noun)]
        if len(exact) == 1 and (exact == likely or not self._guess):
            return exact
        return likely or exact or self._surnamed(noun) or self._spelled_out(noun)

    def _surnamed(self, noun: Noun) -> list[Entity]:
        """The one whose surname a word is that the parser takes for a place where no place stands."""
        word = noun.words[0]
        if noun.label not in _MISTAKEN or noun.role not in _SOMEBODY:
            return []
        return [
            one
            for one in self._part.get(word, ())
            if one.is_person and any(len(name.words) > 1 and name.words[-1] == word for name in one.names)
        ]

    def _spelled_out(self, noun: Noun) -> list[Entity]:
        short = noun.head.text.replace(".", "")
        full = self._initials.get(short.lower()) if short.isupper() and len(short) > 1 else None
        return [full] if full is not None else []

    def _fuller(self, name: tuple[str, ...], noun: Noun) -> list[Entity]:
        near = [*self._part.get(name[0], ()), *self._part.get(name[-1], ())]
        for one in reversed(near):
            if _is_relative(name, one):
                continue
            if _agree(one, noun) and any(_same_name(name, other.words, one) for other in one.mentions[:6]):
                return [one]
        return []


def _put(entities: list[Entity], entity: Entity) -> None:
    """Move an entity to the end, which holds the one named last."""
    if entity in entities:
        entities.remove(entity)
    entities.append(entity)
    del entities[:-8]


def _agree(entity: Entity, noun: Noun) -> bool:
    """Say whether the pronouns of a name and of an entity leave one that both answer to."""
    called = entity.heard or entity.lean
    if noun.title and called and not noun.fits & called:
        return False
    return bool(entity.fits & noun.fits) or not (entity.sure and noun.sure)


def _may_shorten(entity: Entity, noun: Noun) -> bool:
    """Say whether one word can stand for an entity's full name: a person's, or an organisation's first."""
    word = noun.words[0]
    if noun.head.tag_ not in {"NNP", "NNPS"}:
        return False
    for other in entity.mentions[:6]:
        if other.kind is not MentionKind.NAME or _is_part_of(other.words, (word,)):
            continue
        if other.words == (word,) or (entity.fits & words.PERSON and len(other.words) <= 4):
            return True
        if other.words[0] == word and other.label == "ORG" and noun.label != "GPE":
            return True
    return False


def _is_part_of(long: tuple[str, ...], short: tuple[str, ...]) -> bool:
    """Say whether a name is another place's with where it lies: Lower Elm is not Elm, nor West Elm."""
    return long[0] in words.WHERE and long[1:] == short


def _is_relative(name: tuple[str, ...], entity: Entity) -> bool:
    """Say whether somebody has the surname with another given name: Ann Lie is no Eva; Bob may be Bill."""
    firsts = {one.words[0] for one in entity.mentions[:6] if _is_full(one) and one.words[-1] == name[-1]}
    alike = any(one[0] == name[0][0] for one in firsts)
    return bool(firsts) and name[0] in words.given_names() and not alike


def _is_full(noun: Noun) -> bool:
    return noun.kind is MentionKind.NAME and len(noun.words) > 1


def _same_name(one: tuple[str, ...], other: tuple[str, ...], entity: Entity) -> bool:
    """Say whether two names of which at least one is longer than a word can be one person's or body's."""
    short, long = sorted((one, other), key=len)
    if _is_part_of(long, short):
        return False
    if len(other) == 1:
        return bool(entity.fits & words.PERSON) and other[0] in {one[0], one[-1]}
    if short[0] == long[0] and short[-1] == long[-1]:
        return True
    rest = iter(long)
    return all(any(word == other for other in rest) for word in short) and bool(entity.fits & words.PERSON)
