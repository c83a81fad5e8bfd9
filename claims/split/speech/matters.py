"""What a verb says without a clause: an infinitive, a noun phrase, a raised subject."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.split.speech import words
from claims.split.speech.clauses import mind_of
from claims.split.speech.nouns import said_of
from claims.split.speech.tree import (
    Found,
    child_of,
    has_to,
    is_finite,
    is_passive,
    lemma_of,
    stretch_of,
    subject_of,
)

if TYPE_CHECKING:
    from claims.split.parsed import Token

#: "accused Y of Z", "criticised Y for Z": the ground belongs to what is said.
_GROUNDS = frozenset({"prep", "xcomp", "oprd"})
#: "concerned about Y", "afraid of Y"
_MATTERS = frozenset({"about", "of", "with", "over", "on"})
#: What is claimed without a word: "claimed damages", "claimed 12 lives".
_CLAIMED = frozenset(
    "damage damages compensation benefit asylum life refund expense title seat prize".split()
)
_ASKING = frozenset({"WDT", "WP", "WP$", "WRB"})


def raised(verb: Token) -> Found | None:
    """Read "X is presumed to VP", "seems to VP": what is said is the subject with the infinitive."""
    lemma = lemma_of(verb)
    passive = (
        verb.tag_ == "VBN"
        and lemma in words.RAISING
        and (is_passive(verb) or verb.dep_ in {"advcl", "acl", "conj"})
    )
    if not passive and lemma not in words.SEEMING:
        return None
    inner = next((c for c in verb.rights if c.dep_ in {"xcomp", "ccomp"} and has_to(c)), None)
    if inner is None and not (lemma in {"seem", "appear"} and child_of(verb, "acomp", "oprd") is not None):
        return None
    tail = inner or child_of(verb, "acomp", "oprd")
    assert tail is not None  # noqa: S101
    subject = _raised_subject(verb)
    front = [stretch_of(subject)] if subject is not None and subject.tag_ not in _ASKING else []
    return [*front, (max(tail.left_edge.i, verb.i + 1), tail.right_edge.i + 1)], ()


def _raised_subject(verb: Token) -> Token | None:
    for _ in range(4):
        found = subject_of(verb)
        if found is not None:
            return found if not found.left_edge.i <= verb.i <= found.right_edge.i else None
        if verb.dep_ in {"acl", "relcl"}:
            return None
        verb = verb.head
    return None


def urged(verb: Token) -> Found | None:
    """Read "X urged Y to VP", "X called on Y to VP": what is said is Y and the infinitive."""
    lemma = lemma_of(verb)
    if lemma not in words.URGE:
        return None
    inner = next((c for c in verb.rights if c.dep_ in {"xcomp", "ccomp"} and has_to(c)), None)
    if inner is None:
        return None
    told = child_of(verb, "dobj", "dative")
    if told is None and (on := next((c for c in verb.rights if c.lower_ in {"on", "upon", "for"}), None)):
        told = child_of(on, "pobj")
    if told is None and subject_of(inner) is None:
        return None
    start = told.left_edge.i if told is not None and told.i < inner.i else inner.left_edge.i
    return [(max(start, verb.i + 1), inner.right_edge.i + 1)], ()


def wanted(verb: Token) -> Found | None:
    """Read "X wants to VP", "X refused to VP", "X suggested doing so"."""
    lemma = lemma_of(verb)
    inner = next((c for c in verb.rights if c.dep_ in {"xcomp", "ccomp"}), None)
    if inner is None or is_passive(verb):
        return None
    wants = lemma in words.WANT and has_to(inner)
    speaks = lemma in words.NAME and inner.tag_ == "VBG"
    return ([stretch_of(inner)], ()) if wants or speaks else None


def characterised(verb: Token) -> Found | None:
    """Read "X called Y a liar", "X described Y as Z"."""
    if lemma_of(verb) not in words.CHARACTERISE:
        return None
    told = child_of(verb, "oprd") or next(
        (c for c in verb.rights if c.dep_ == "prep" and c.lower_ in {"as", "to", "of", "with"}), None
    )
    thing = child_of(verb, "dobj", "nsubjpass")
    small = next((c for c in verb.rights if c.dep_ == "ccomp" and not is_finite(c)), None)
    if small is not None and thing is None:
        return [stretch_of(small)], ()
    if thing is None or told is None:
        return None
    return [stretch_of(thing), (max(told.left_edge.i, verb.i + 1), told.right_edge.i + 1)], ()


def minded(verb: Token) -> Found | None:
    """Read "X is ready to VP", "X is concerned about Y"."""
    mind = mind_of(verb)
    if mind is None:
        return None
    for child in (*mind.rights, *verb.rights):
        if child.dep_ == "xcomp" and child.i > mind.i and has_to(child):
            return [stretch_of(child)], (mind.i,)
        if child.dep_ == "prep" and child.head.i == mind.i and child.lower_ in _MATTERS:
            return [(child.i + 1, child.right_edge.i + 1)], (mind.i, child.i)
    return None


def judged(verb: Token) -> Found | None:
    """Read "X criticised Y", "X cited Y"."""
    lemma = lemma_of(verb)
    points_out = lemma == "point" and child_of(verb, "prt") is not None
    if is_passive(verb) or not (points_out or lemma in words.WITH_OBJECT):
        return None
    thing = child_of(verb, "dobj")
    if thing is None or thing.pos_ == "PRON" or subject_is_nobody(verb) or _carries(verb, thing):
        return None
    if lemma == "claim" and thing.lemma_.lower() in _CLAIMED:
        return None
    end = thing.right_edge.i + 1
    for child in verb.rights:
        if child.left_edge.i == end and child.dep_ in _GROUNDS:
            end = child.right_edge.i + 1
    return [(max(thing.left_edge.i, verb.i + 1), end)], ()


def _carries(verb: Token, thing: Token) -> bool:
    """Say whether the object itself is the saying: "voiced fears that P" is about P."""
    return lemma_of(verb) in words.LIGHT and said_of(thing) is not None


def subject_is_nobody(verb: Token) -> bool:
    """Say whether nobody can be meant as the one who says it: "it", "this" or no subject at all."""
    subject = subject_of(verb)
    return subject is not None and subject.lower_ in {"it", "this", "that", "there"}


def behind_preposition(verb: Token) -> Found | None:
    """Read "X called for Y", "X complained about Y"."""
    lemma = lemma_of(verb)
    if is_passive(verb):
        return None
    for child in verb.rights:
        if child.dep_ in {"prep", "agent"} and lemma in words.WITH_PREPOSITION.get(child.lower_, ()):
            start, end = child.i + 1, child.right_edge.i + 1
            when = start < end and verb.doc[end - 1].ent_type_ in {"DATE", "TIME"}
            return ([(start, end)], (child.i,)) if start < end and not when else None
    return None


def passive(verb: Token) -> Found | None:
    """Read "Y was criticised by X", "Y was announced by X"."""
    lemma = lemma_of(verb)
    thing = child_of(verb, "nsubjpass")
    if thing is None or lemma not in words.SPOKEN_OF or thing.tag_ in _ASKING:
        return None
    return ([stretch_of(thing)], ()) if child_of(verb, "agent") is not None else None
