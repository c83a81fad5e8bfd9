"""A mention, while it is sought whom it means, and the entity that mentions mean together."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from claims.split.mentions import words

if TYPE_CHECKING:
    from claims.split.parsed import Token


class MentionKind(StrEnum):
    """How a mention calls whom it means."""

    NAME = "name"
    NOMINAL = "nominal"
    PRONOUN = "pronoun"


@dataclass(slots=True, eq=False)
class Noun:
    """One mention while its chain is sought.

    `first` and `last` are the tokens of the whole phrase, both inclusive; `core` is half-open: the
    name, or the noun with what stands before it. `words` are the core's in lower case, without
    article, title and possessive mark. `verbs` are the verbs above it, nearest first: all for a pronoun,
    one for a name.
    """

    head: Token
    kind: MentionKind
    first: int
    last: int
    core: tuple[int, int]
    words: tuple[str, ...]
    fits: int
    label: str = ""
    determiner: str = ""
    group: bool = False
    sure: bool = False
    lean: int = 0
    title: str = ""
    role: str = "other"
    paragraph: int = 0
    sentence: int = 0
    order: int = 0
    quote: int = -1
    verbs: tuple[Token, ...] = ()
    entity: Entity | None = field(default=None, repr=False)

    @property
    def noun(self) -> str:
        """The head's singular in lower case."""
        return self.head.lemma_.lower()

    @property
    def person(self) -> str:
        """The first or second person of a pronoun: "i", "we" or "you"; "" for anything else."""
        return words.SPEAKING.get(self.head.lower_, "") if self.kind is MentionKind.PRONOUN else ""


@dataclass(slots=True, eq=False)
class Entity:
    """Somebody or something an article speaks of.

    `fits` are the pronouns it answers to as far as its mentions tell; `said_of` holds the nouns
    that a title, an apposition or "X is the …" says of it; `lean` is what its given name lets expect,
    `called` what pronouns called it, `heard` what a pronoun near its name alone did. `seen` and
    `as_subject` count its mentions up to where the pass stands. `between` holds the names between which
    it is open who this is; such an entity is no one of them.
    """

    number: int
    mentions: list[Noun] = field(default_factory=list)
    fits: int = words.ANY
    sure: bool = False
    said_of: set[str] = field(default_factory=set)
    lean: int = 0
    called: int = 0
    heard: int = 0
    topic: bool = False
    seen: int = 0
    as_subject: int = 0
    named: int = 0
    best_name: Noun | None = None
    between: tuple[Noun, ...] = ()

    def add(self, noun: Noun) -> None:
        """Take in one more mention, and what it tells of whom it means."""
        noun.entity = self
        self.mentions.append(noun)
        if noun.kind is MentionKind.PRONOUN:
            self.called |= noun.fits
        if noun.kind is MentionKind.NAME:
            self._name(noun)
        if len(self.mentions) == 1:
            fits = words.PERSON if noun.person else noun.fits
            self.fits, self.sure = fits, noun.sure
        elif noun.kind is not MentionKind.PRONOUN:
            self._learn(noun.fits, sure=noun.sure)

    def _name(self, noun: Noun) -> None:
        self.named += 1
        best = self.best_name
        if best is None or (len(noun.words), -noun.order) > (len(best.words), -best.order):
            self.best_name = noun
        if noun.lean and (len(noun.words) > 1 or not self.lean):
            self.lean = noun.lean
        if noun.title:
            self.said_of.add(noun.title)

    def _learn(self, fits: int, *, sure: bool) -> None:
        both = self.fits & fits
        if both:
            self.fits, self.sure = both, self.sure or sure
        elif sure and not self.sure:
            self.fits, self.sure = fits, True

    @property
    def names(self) -> tuple[Noun, ...]:
        """The names it can be: its best one, or those between which it is open."""
        return self.between or ((self.best_name,) if self.best_name is not None else ())

    @property
    def is_person(self) -> bool:
        """Whether it answers to "he" or "she", and not to "it"."""
        return bool(self.fits & words.PERSON) and not self.fits & words.IT
