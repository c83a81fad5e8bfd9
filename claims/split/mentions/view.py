"""A pronoun's surroundings, looked at once for all of its candidates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from claims.split.mentions.grammar import clause_of, nouns_around, understood_subject

if TYPE_CHECKING:
    from claims.split.mentions.noun import Entity, Noun
    from claims.split.parsed import Token

_REFLEXIVE = frozenset({"himself", "herself", "itself", "themselves", "themself"})
#: The words before a pronoun that tell how its clause hangs on the one before.
_LINKS = frozenset(
    """that and but when while after before as because with of by for to in if until , who which where since
    although from on at""".split()
)


@dataclass(frozen=True, slots=True)
class View:
    """A pronoun, and what is asked of its sentence again and again; words of it by their index.

    `clause` is the verb that it depends on, -1 for none, and `subject` who does what its nearest verb says.
    `within` holds the nouns whose phrase it stands in, `above` the verbs over it with their distance.
    `before` and `opening` say which word stands before it and in what kind of clause it stands.
    """

    noun: Noun
    fits: int
    clause: int
    subject: int
    within: frozenset[int]
    above: dict[int, int]
    speaker: Entity | None
    before: str
    opening: str

    @classmethod
    def of(cls, noun: Noun, speaker: Entity | None) -> View:
        """Look around a pronoun, which `speaker` says if it stands in a quotation."""
        subject = understood_subject(noun.verbs[0]) if noun.verbs else None
        return cls(
            noun,
            noun.fits,
            clause_of(noun.head),
            subject.i if subject is not None else -1,
            frozenset(nouns_around(noun.head)),
            {verb.i: level for level, verb in enumerate(noun.verbs)},
            speaker,
            _before(noun.head),
            _opening(noun),
        )


def _before(token: Token) -> str:
    if token.i == 0:
        return "nothing"
    word = token.nbor(-1).lower_
    return word if word in _LINKS else "a word"


def _opening(noun: Noun) -> str:
    clause = noun.verbs[0].dep_ if noun.verbs else "none"
    return f"{noun.role} {clause}{' first' if noun.head.i == noun.head.sent.start else ''}"


def is_barred(view: View, noun: Noun) -> bool:
    """Say whether grammar keeps a pronoun from meaning the same as another mention of its sentence.

    It does for two members of one clause ("Kim met him"), and for a phrase that the pronoun stands in
    ("his wife", "his wife, Ada"); "Kim's wife met him" and "Kim took it with him" are free.
    """
    own, head = view.noun, noun.head
    if own.paragraph != noun.paragraph:
        return False
    named = head.dep_ == "appos" and head.head.i in view.within
    if named or head.i in view.within or (noun.group and noun.first <= own.head.i <= noun.last):
        return True
    if own.head.dep_ == "poss" or own.role == "oblique" or own.head.lower_ in _REFLEXIVE:
        return False
    return view.clause >= 0 and clause_of(head) == view.clause
