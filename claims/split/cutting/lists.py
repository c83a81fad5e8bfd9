"""Lists of which each member may stand alone in the place of all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from claims.split.cutting.build import Share
from claims.split.cutting.phrases import is_plural
from claims.split.cutting.pieces import Piece, inherited, own

if TYPE_CHECKING:
    from claims.split.parsed import Span, Token


_SPREAD = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "X"})
_COLLECTIVE = frozenset(
    """meet marry agree merge divorce differ compete fight split separate collaborate cooperate
    join combine unite share""".split()
)


def shares_in(sentence: Span) -> list[Share]:
    """Every list of nouns or adjectives in a sentence of which each may stand in the others' place."""
    return [share for token in sentence for share in _share(token)]


def _share(first: Token) -> Iterator[Share]:
    if first.dep_ == "conj" or first.pos_ not in _SPREAD:
        return
    chain = _chain(first)
    if len(chain) < 2 or _holds_together(first, chain):
        return
    span = frozenset(t.i for t in first.subtree)
    members = tuple(tuple(_member(first, token, number)) for number, token in enumerate(chain))
    if first.pos_ == "ADJ":
        span = frozenset(i for token in chain for i in _member_span(token)) | {
            t.i for token in chain for t in token.children if t.dep_ in {"cc", "preconj"} or t.text == ","
        }
    yield Share(first, span, members, f"share_{_role(first)}", _joint_of(chain))


def _chain(first: Token) -> list[Token]:
    found = [first]
    at = first
    for _ in range(40):
        after = [c for c in at.rights if c.dep_ == "conj" and c.pos_ in _SPREAD]
        if not after:
            break
        found += after
        at = after[-1]
    return found


def _joint_of(chain: list[Token]) -> str:
    return next((c.lower_ for t in chain for c in t.children if c.dep_ == "cc"), ",")


def _holds_together(first: Token, chain: list[Token]) -> bool:
    if first.head.lower_ in {"between", "among", "amongst"} or _joint_of(chain) in {"or", "nor"}:
        return True
    if first.ent_iob_ != "O" and any(
        t.ent_iob_ == "I" and t.i > first.i and _one_entity(first, t) for t in chain[1:]
    ):
        return True
    return first.dep_ in {"nsubj", "nsubjpass"} and first.head.lemma_ in _COLLECTIVE


def _one_entity(one: Token, two: Token) -> bool:
    return any(e.start <= one.i < e.end and e.start <= two.i < e.end for e in one.doc.ents)


def _role(first: Token) -> str:
    if first.pos_ == "ADJ":
        return "adjective"
    roles = {
        "nsubj": "subject",
        "nsubjpass": "subject",
        "dobj": "object",
        "pobj": "prep",
        "attr": "attr",
        "appos": "appos",
    }
    return roles.get(first.dep_, "other")


def _member_span(token: Token) -> set[int]:
    left_out: set[int] = set()
    for child in token.children:
        if child.dep_ in {"conj", "cc", "preconj"} or (child.text == "," and child.i > token.i):
            left_out |= {t.i for t in child.subtree}
    return {t.i for t in token.subtree} - left_out


def _member(first: Token, token: Token, number: int) -> list[Piece]:
    words = [own(token.doc[i]) for i in sorted(_member_span(token))]
    if not number or token.pos_ in {"PROPN", "PRON", "ADJ"}:
        return words
    if any(c.dep_ in {"det", "poss", "nummod"} for c in token.lefts):
        return words
    lent = [
        t
        for c in first.lefts
        if c.dep_ in {"det", "poss"} and not is_plural(token) * (c.lower_ in {"a", "an"})
        for t in c.subtree
    ]
    return [*(inherited(t) for t in lent), *words]
