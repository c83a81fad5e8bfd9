"""Cuts between clauses: coordinated, subordinate, and beside each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.split.cutting.build import Cut
from claims.split.cutting.nouns import told_of_noun
from claims.split.cutting.owners import (
    BEFOREHAND,
    VERBAL,
    after_comma,
    both,
    leading,
    mark_of,
    own_words,
    owner_pieces,
    participle,
    past_of,
    predicate_of,
    said_of,
    shared_helpers,
    span_of,
    with_links,
)
from claims.split.cutting.phrases import finite, subject_of
from claims.split.cutting.pieces import Piece

if TYPE_CHECKING:
    from claims.split.parsed import Token


def conjunct(token: Token) -> list[Cut]:
    """Of "A did B and did C" and "A did B and D did C" the second, with its own subject or the shared one."""
    if token.pos_ not in VERBAL:
        return []
    if subject_of(token) is not None:
        words = told_of_noun(token) or own_words(token, leading(token))
        pieces = [] if _crosses(token) else _with_helpers(token, words)
        return _only(both("clause", token, span_of(token), pieces, _joint(token))) if pieces else []
    if (top := first_participle(token)) is not None:
        return _only(_second_participle(token, top))
    return _second_predicate(token, token.head) if token.head.pos_ in VERBAL else []


def _second_predicate(token: Token, first: Token) -> list[Cut]:
    named = owner_pieces(token)
    if named is None:
        return []
    helpers = shared_helpers(first, token)
    if helpers is None:
        return []
    of_first = {t.i for c in token.lefts if c.i < first.i for t in c.subtree}
    pieces = [*named[1], *helpers, *own_words(token, leading(token) | of_first)]
    return _only(both("predicate", token, span_of(token), pieces, _joint(token)))


def first_participle(token: Token) -> Token | None:
    """Of "killing four and injuring 12" the first, if the second has neither a subject nor a helper."""
    first = token.head
    while first.dep_ == "conj" and first.head.tag_ == first.tag_:
        first = first.head
    alike = first.tag_ == token.tag_ and token.tag_ in {"VBG", "VBN"} and first.dep_ in {"acl", "advcl"}
    helped = any(c.dep_ in {"aux", "auxpass"} for one in (first, token) for c in one.children)
    return first if alike and not helped and subject_of(first) is None else None


def _second_participle(token: Token, first: Token) -> list[Cut]:
    if token.tag_ == "VBG" and not after_comma(first):
        return []
    if first.dep_ == "acl":
        named = said_of(first.head, first.left_edge.i)
    else:
        found = owner_pieces(first.head)
        if found is None:
            return []
        named = found
    head, lead = named
    alone = first.dep_ == "acl"
    past = past_of(first.head) or any(t.ent_type_ == "DATE" for t in first.subtree)
    verbs = predicate_of(token, head, past=past, without=leading(token), alone=alone)
    return both("predicate", token, span_of(token), [*lead, *verbs], _joint(token)) if verbs else []


def _crosses(token: Token) -> bool:
    """Say whether a clause is read across the one before: "voted no and 40 stayed" has its "and" inside."""
    subject = subject_of(token)
    inside = token.doc[token.left_edge.i : subject.i] if subject is not None else ()
    return any(t.dep_ == "cc" and t.head.dep_ == "det" for t in inside)


def _with_helpers(token: Token, words: list[Piece]) -> list[Piece]:
    """Of "40 were killed and 300 wounded": 300 were wounded."""
    first = token.head
    bare = token.tag_ == "VBN" and not any(c.dep_ in {"aux", "auxpass"} for c in token.children)
    passive = any(c.dep_ == "auxpass" for c in first.children)
    helpers = shared_helpers(first, token) if bare and passive else None
    if not helpers:
        return words
    at = next((n for n, piece in enumerate(words) if piece.i == token.i), 0)
    return [*words[:at], *helpers, *words[at:]]


def _only(cuts: list[Cut]) -> list[Cut]:
    return cuts[:1]


def _joint(token: Token) -> str:
    at = token.left_edge.i - 1
    return token.doc[at].lower_ if at >= token.sent.start else ""


def adverbial(token: Token) -> list[Cut]:
    """Of "…, while B did C", "since B did C" and "…, warning that B" the second, without its mark."""
    if (token.pos_ not in VERBAL and subject_of(token) is None) or _is_turned(token):
        return []
    mark = mark_of(token)
    without = leading(token) | {t.i for t in mark}
    if mark:
        # Of "only after" and "a month after" all of it tells when.
        without |= {t.i for t in token.subtree if t.i < mark[0].i}
    word = " ".join(t.lower_ for t in mark)
    if subject_of(token) is not None:
        told = word in {"", "with", *BEFOREHAND}
        words = (_in_tense(token, without) if told else []) or own_words(token, without)
        return both("adverbial", token, span_of(token), words, word)
    if any(c.tag_ == "TO" for c in token.lefts):
        return []
    return participle("participle", token, token.head, without, word)


def _in_tense(verb: Token, without: set[int]) -> list[Piece]:
    """Of "the mill being empty, they left": the mill was empty. Nothing where that is no claim."""
    subject = subject_of(verb)
    first = next((c for c in verb.lefts if c.dep_ in {"aux", "auxpass"}), verb)
    if subject is None or subject.lower_ in _WHOM or first.tag_ != "VBG":
        return []
    marks = {t.lower_ for t in (verb.head, *mark_of(verb))}
    past = past_of(verb.head) or not marks.isdisjoint(BEFOREHAND)
    words = predicate_of(verb, subject, past=past, without=without | span_of(subject))
    if not words or subject.i > verb.i:
        return []
    second = {c.i: finite(c, subject, past=past) for c in verb.rights if c.dep_ == "conj" and c.tag_ == "VBG"}
    return [*own_words(subject, without), *(second.get(piece.i, piece) for piece in words)]


_WHOM = frozenset({"him", "her", "them", "me", "us"})


def _is_turned(verb: Token) -> bool:
    """Say whether a clause only stands for another: "as did the drivers"."""
    subject = subject_of(verb)
    return subject is not None and subject.i > verb.i and verb.lemma_ in {"do", "be", "have"}


def clausal(token: Token) -> list[Cut]:
    """A clause inside another, or beside it with no more than a comma between."""
    if token.pos_ not in VERBAL or subject_of(token) is None:
        return []
    mark = mark_of(token)
    without = leading(token) | {t.i for t in mark if t.lower_ == "that"}
    kind = "beside" if token.dep_ == "parataxis" or (token.i < token.head.i and not mark) else "content"
    word = token.head.lemma_.lower() if kind == "content" else ""
    return both(kind, token, span_of(token), own_words(token, without), word)


def gerund(token: Token) -> list[Cut]:
    """Of "A fell after losing B": A lost B."""
    preposition = token.head
    main = preposition.head
    if token.pos_ not in VERBAL:
        return []
    if subject_of(token) is not None:
        return _beside(token, preposition)
    if main.pos_ not in VERBAL:
        return []
    cuts = participle("gerund", token, main, leading(token), preposition.lower_)
    span = span_of(preposition)
    return [
        Cut(
            c.kind,
            c.token,
            with_links(token.doc, span, token.sent) if c.removed else c.removed,
            c.pieces,
            c.mark,
        )
        for c in cuts
    ]


def _beside(verb: Token, preposition: Token) -> list[Cut]:
    """Of "A fell, with many people losing their homes": many people lost their homes."""
    words = [] if preposition.lower_ in _NEVER else _in_tense(verb, leading(verb))
    return both("gerund", verb, span_of(preposition), words, preposition.lower_) if words else []


#: Behind these nothing is said to be so.
_NEVER = frozenset({"without", "against", "of", "for"})
