"""Whether a clause says that something is so, and of whom it speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.split.cutting.owners import RELATIVE_TAGS, VERBAL, after_comma, owner

if TYPE_CHECKING:
    from claims.split.parsed import Token

_IF = frozenset({"if", "unless", "whether", "lest"})


def is_open(verb: Token) -> bool:
    """Say whether a clause only supposes or denies what it says: "if he comes", "did not say he came"."""
    at = verb
    for _ in range(12):
        if any(c.dep_ == "mark" and c.lower_ in _IF for c in at.lefts):
            return True
        if at.dep_ in {"xcomp", "ccomp"} and any(c.dep_ == "neg" for c in at.head.children):
            return True
        if at.dep_ not in {"xcomp", "ccomp", "conj", "advcl"} or at.head.i == at.i:
            return False
        at = at.head
    return False


def spoken_of(noun: Token) -> Token:
    """Of whom a clause behind a noun speaks: the noun, or who is said to be that noun."""
    at = noun
    for _ in range(8):
        if at.dep_ == "conj" and at.head.i < at.i:
            at = at.head
        elif at.dep_ == "attr" and at.head.lemma_ == "be" and at.i > at.head.i:
            named = owner(at.head)
            return noun if named is None or named.dep_ == "expl" else named
        elif at.dep_ == "pobj" and at.head.lower_ == "as" and at.head.head.pos_ in VERBAL and at is noun:
            named = owner(at.head.head) if not any(c.dep_ == "dobj" for c in at.head.head.rights) else None
            return noun if named is None or named.dep_ == "expl" else named
        elif (
            at.dep_ == "appos" and at.head.i < at.i and at.head.pos_ in {"NOUN", "PROPN"} and after_comma(at)
        ):
            if at.ent_type_ == "PERSON" and at.head.pos_ == "NOUN":
                return at
            at = noun = at.head
        else:
            break
    return noun


def gap_of(verb: Token) -> tuple[Token | None, frozenset[int]]:
    """What a relative clause with a subject of its own says its verb of, and the pronoun to leave out."""
    pronoun = next(
        (t for t in verb.subtree if t.i < verb.i and (t.tag_ in RELATIVE_TAGS or t.lower_ == "that")), None
    )
    skip = frozenset({pronoun.i}) if pronoun is not None else frozenset()
    if pronoun is not None and (pronoun.tag_ in {"WRB", "WP$"} or pronoun.dep_ in {"pobj", "poss"}):
        return None, skip
    if any(c.dep_ in {"dobj", "attr"} and c.i not in skip for c in verb.rights):
        return None, skip
    return verb.head, skip
