"""One mention, while it is sought whom it means."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from claims.split.mentions import words

if TYPE_CHECKING:
    from spacy.tokens import Token

    from claims.split.mentions.entities import Entity


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
