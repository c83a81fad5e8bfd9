"""Who says it: the words of a cue's source, and where the parser hides them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.split.speech import words
from claims.split.speech.tree import Stretch, child_of, is_passive, stretch_of, subject_of, word_before

if TYPE_CHECKING:
    from claims.split.parsed import Doc, Token

#: How many verbs a subject may be away ("came and went on to say").
_STEPS = 6
_RELATIVE = frozenset({"WP", "WDT"})
_HANGING = frozenset({"conj", "xcomp", "advcl", "pcomp", "prep", "dep", "acomp", "aux"})
_ADDED = frozenset({"acl", "advcl", "relcl"})
_EMPTY = frozenset({"it", "there"})
_LONG = 45


def who_says(verb: Token, *, antecedents: bool) -> Stretch | None:
    """The words that name who says what a verb says, None if nobody is named.

    Args:
        verb: the cue.
        antecedents: give the name for the "who" of a relative clause.
    """
    if is_passive(verb):
        return agent_of(verb)
    token = _speaker(verb)
    if token is None or (
        token.lower_ in _EMPTY and child_of(verb, "ccomp", "acomp") is not None and _empty(verb)
    ):
        return None
    noun = _noun_of(verb) if token.tag_ in _RELATIVE and antecedents else None
    if noun is not None:
        return name_words(noun, before=token.i)
    return name_words(token, apart_from=verb)


def agent_of(verb: Token) -> Stretch | None:
    """The X of "was said by X"."""
    return _of(child_of(verb, "agent"))


def _empty(verb: Token) -> bool:
    """Say whether "it" is nobody: "it seems that", "it is clear that"."""
    return verb.lemma_ in {"be", "seem", "appear", "become", "remain", "turn"}


def _speaker(verb: Token) -> Token | None:
    for _ in range(_STEPS):
        found = subject_of(verb) or _inverted(verb)
        if found is not None and not (found.dep_ == "nsubjpass" and verb.dep_ == "conj"):
            return found
        if verb.dep_ in {"acl", "relcl"}:
            return verb.head
        if verb.dep_ == "xcomp" and verb.head.lemma_ in words.URGE and not is_passive(verb.head):
            return child_of(verb.head, "dobj") or subject_of(verb.head)
        if verb.dep_ not in _HANGING or verb.head.i == verb.i:
            return None
        verb = _passed_on(verb) or verb.head
    return None


def _passed_on(verb: Token) -> Token | None:
    """The clause that "P, X reported, while hoping for more" goes on with: that of P, not of X."""
    marked = verb.dep_ == "advcl" and any(
        c.lower_ in {"while", "after", "before", "when"} for c in verb.lefts
    )
    clauses = [c for c in verb.head.lefts if c.dep_ == "ccomp"] if marked else []
    return clauses[0] if clauses else None


def named_behind(verb: Token) -> Stretch | None:
    """The X of the tails "P, reported X" and "P, reported by X"."""
    named = next(iter(verb.rights), None)
    head = child_of(named, "pobj") or named if named is not None else None
    return name_words(head) if head is not None else None


def _inverted(verb: Token) -> Token | None:
    """The X of "P, said X", which the parser may take for an object."""
    if verb.lemma_ not in words.SPEECH or verb.tag_ not in {"VBD", "VBZ", "VBP", "VBN"}:
        return None
    following = next(
        (c for c in verb.rights if c.dep_ in {"dobj", "attr", "dep", "oprd"} and c.pos_ == "PROPN"), None
    )
    return following if following is not None and following.left_edge.i == verb.i + 1 else None


def _noun_of(verb: Token) -> Token | None:
    """The noun that a relative clause hangs on, through "who came and said"."""
    for _ in range(_STEPS):
        if verb.dep_ == "relcl":
            return verb.head
        verb = verb.head
    return None


def _of(by: Token | None) -> Stretch | None:
    named = child_of(by, "pobj") if by is not None else None
    return name_words(named) if named is not None else None


def name_words(head: Token, *, apart_from: Token | None = None, before: int | None = None) -> Stretch:
    """A name with its titles and what a comma adds to it, without clauses behind a comma.

    Args:
        head: the noun.
        apart_from: a verb the words may not reach over.
        before: an index they may not reach.
    """
    start, end = stretch_of(head)
    for child in head.rights:
        if child.dep_ in {"acl", "advcl"} and child.i > head.i and _after_comma(child):
            end = min(end, child.left_edge.i)
    if apart_from is not None and start <= apart_from.i < end:
        start, end = (start, apart_from.i) if head.i < apart_from.i else (apart_from.i + 1, end)
    if before is not None:
        end = min(end, before)
    if end - start > _LONG or not start <= head.i < end:
        start, end = _core(head)
    return _bare(head.doc, start, end)


def _after_comma(child: Token) -> bool:
    return word_before(child.left_edge) in {",", "—", "–", "--"}


def _core(head: Token) -> Stretch:
    """A noun with the words before it that belong to it, at most a few."""
    return max(head.left_edge.i, head.i - 12), head.i + 1


def _bare(doc: Doc, start: int, end: int) -> Stretch:
    while end - start > 1 and (doc[end - 1].is_punct or doc[end - 1].is_space or doc[end - 1].dep_ == "case"):
        end -= 1
        if doc[end].text in {")", "]"}:
            return start, end + 1
    while end - start > 1 and (doc[start].is_punct or doc[start].is_space):
        start += 1
    return start, end
