"""What a parse says of a word's clause, and which mentions it keeps from meaning the same."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claims.split.parsed import Token

_VERBS = frozenset({"VERB", "AUX"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
#: The clauses that share the subject of the one above.
_SHARING = frozenset({"conj", "xcomp", "advcl", "pcomp", "prep", "aux", "ccomp"})


def clause_of(token: Token) -> int:
    """The verb whose subject, object or other complement a word is; -1 if it hangs on a noun."""
    at = token
    while at.dep_ == "conj" and at.head.i != at.i and at.head.pos_ not in _VERBS:
        at = at.head
    if at.dep_ in {"poss", "compound", "appos"}:
        return -1
    raised = at.dep_ == "nsubj" and at.lower_ in {"him", "her", "them"}
    at = at.head
    if at.pos_ == "ADP" or raised:
        at = at.head
    return at.i if at.pos_ in _VERBS else -1


def understood_subject(verb: Token) -> Token | None:
    """Who does what a verb says, also where it has no subject of its own."""
    at = verb
    for _ in range(6):
        own = _own_subject(at)
        if own is not None or at.dep_ not in _SHARING:
            return own
        at = at.head
    return None


def _own_subject(verb: Token) -> Token | None:
    """Its subject, the one it is said of ("the man leaving"), or who is asked to do it ("told him to go")."""
    if verb.dep_ in {"acl", "relcl"}:
        return next((child for child in verb.lefts if child.dep_ in _SUBJECTS), verb.head)
    own = next((child for child in verb.lefts if child.dep_ in _SUBJECTS), None)
    if own is None and verb.dep_ == "xcomp":
        own = next((child for child in verb.head.rights if child.dep_ in {"dobj", "dative"}), None)
        return own if own is not None and own.i < verb.i else None
    return own


def nouns_around(token: Token) -> Iterable[int]:
    """The nouns whose phrase holds a word, up to the nearest verb."""
    at = token
    while at.head.i != at.i and at.dep_ != "conj":
        at = at.head
        if at.pos_ in _VERBS:
            return
        yield at.i
