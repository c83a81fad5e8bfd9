"""Whether a clause says that something is so, and of whom it speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.split.cutting.owners import RELATIVE_TAGS, VERBAL, after_comma, owner
from claims.split.cutting.wordings import is_of_nothing

if TYPE_CHECKING:
    from claims.split.parsed import Token

_IF = frozenset({"if", "unless", "whether", "lest"})
#: Who did one of these with what a clause says does not say it.
_DENIED = frozenset({"deny", "dispute", "doubt", "reject", "refute", "dismiss"})


def is_open(verb: Token) -> bool:
    """Say whether a clause only supposes or denies what it says.

    As in "if he comes", "did not say he came", "denied that he came" and "no proof that he came".
    """
    at = verb
    for _ in range(12):
        if any(c.dep_ == "mark" and c.lower_ in _IF for c in at.lefts):
            return True
        if at.dep_ in {"xcomp", "ccomp"} and (
            at.head.lemma_ in _DENIED or any(c.dep_ == "neg" for c in at.head.children)
        ):
            return True
        if at.dep_ in {"acl", "ccomp"} and is_of_nothing(at):
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


def strands(verb: Token) -> bool:
    """Say whether a relative clause ends a preposition on nothing: "the town she was born in"."""
    return any(t.dep_ == "prep" and not any(t.children) and t.head.pos_ in _LED for t in verb.subtree)


#: What a preposition with nothing behind it hangs on, and not "up to 14" or "out of".
_LED = frozenset({"VERB", "AUX", "ADJ"})


def is_asked(prep: Token) -> bool:
    """Say whether a preposition leads who is to do something: "called on Ann to go"."""
    to = any(c.dep_ == "xcomp" and c.i > prep.i for c in prep.head.rights)
    return prep.dep_ == "prep" and to and (prep.head.lemma_, prep.lower_) in _ASKING


_ASKING = frozenset({("call", "on"), ("call", "upon"), ("appeal", "to"), ("wait", "for"), ("rely", "on")})


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
