"""Cuts of what stands beside a clause: openers, who thinks it, captions' photos, lists with "including"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.split.cutting.build import Cut
from claims.split.cutting.owners import (
    VERBAL,
    mark_of,
    own_words,
    owner,
    owner_pieces,
    past_of,
    span_of,
    with_links,
)
from claims.split.cutting.phrases import copula, finite, named_again, short_phrase, subject_of, tense_verb
from claims.split.cutting.pieces import Piece, inherited, own

if TYPE_CHECKING:
    from claims.split.parsed import Span, Token

_OPENERS = frozenset({"advmod", "cc", "intj", "prep", "npadvmod"})

PICTURES = frozenset(
    "photo image picture photograph video footage screenshot handout photos images pictures still".split()
)


def joined(token: Token) -> list[Cut]:
    """A clause behind ", and" that the parser hangs somewhere else than on the clause before it."""
    subject = subject_of(token)
    if (
        token.dep_ in {"conj", "ROOT"}
        or subject is None
        or (
            token.tag_ not in {"VBD", "VBZ", "VBP"}
            and not any(
                c.tag_ in {"VBD", "VBZ", "VBP", "MD"} for c in token.lefts if c.dep_ in {"aux", "auxpass"}
            )
        )
    ):
        return []
    doc, start = token.doc, subject.left_edge.i
    if (
        start - 2 <= token.sent.start
        or doc[start - 1].lower_ not in {"and", "but"}
        or doc[start - 2].text != ","
    ):
        return []
    end = max(token.right_edge.i + 1, token.i + 1)
    pieces = [own(t) for t in doc[start:end]]
    return [Cut("joined", token, frozenset(range(start - 2, end)), tuple(pieces), doc[start - 1].lower_)]


def openers(sentence: Span) -> list[Cut]:
    """Words at the beginning that only join the sentence to the one before, such as "However,"."""
    first = sentence[0]
    if first.dep_ == "cc":
        return [_opener(sentence, first.i, first.i + 1)]
    comma = next((t.i for t in sentence[1:6] if t.text == ","), None)
    top = (
        next((t for t in sentence[: (comma or 0) - sentence.start] if t.dep_ in _OPENERS), None)
        if comma
        else None
    )
    if comma is None or top is None or top.left_edge.i != sentence.start or top.right_edge.i != comma - 1:
        return []
    return [_opener(sentence, sentence.start, comma + 1)]


def _opener(sentence: Span, start: int, end: int) -> Cut:
    words = " ".join(t.lower_ for t in sentence.doc[start:end] if t.text != ",")
    return Cut("opener", sentence.doc[start], frozenset(range(start, end)), (), words)


def pictured(token: Token) -> list[Cut]:
    """The end of a caption, ", in a photo released by the agency", which is about the photo."""
    noun = next((c for c in token.rights if c.dep_ == "pobj" and c.lower_ in PICTURES), None)
    if token.lower_ != "in" or noun is None or not any(c.lower_ in {"a", "an", "this"} for c in noun.lefts):
        return []
    removed = with_links(token.doc, span_of(token), token.sent)
    told = next((c for c in noun.rights if c.dep_ == "acl" and c.tag_ in {"VBN", "VBD"}), None)
    pieces: list[Piece] = []
    if told is not None:
        lead = [inherited(t) for t in short_phrase(noun)]
        pieces = [*lead, copula(told, noun, past=True), *own_words(told)]
    return [Cut("pictured", token, removed, tuple(pieces))]


def included(token: Token) -> list[Cut]:
    """Of "10,000 people, including officials": 10,000 people included officials."""
    doc = token.doc
    if token.lower_ == "among":
        return _among(token)
    if token.lower_ != "including" or token.i == 0 or doc[token.i - 1].text != ",":
        return []
    head = _included_in(token)
    lead = named_again(head) if head.pos_ in {"NOUN", "PROPN"} else []
    if token.head.pos_ in VERBAL and (named := owner_pieces(token.head)) is not None:
        head, lead = named
    words = [t for t in token.subtree if t.i > token.i]
    if not lead or len(words) < 1:
        return []
    verb = finite(token, head, past=past_of(token.head))
    return [
        Cut(
            "including",
            token,
            with_links(doc, span_of(token), token.sent),
            (*lead, verb, *(own(t) for t in words)),
        )
    ]


def _included_in(token: Token) -> Token:
    """Of whom "six people fell ill from the fumes, including two who died" tells: of the people."""
    those = next((c for c in token.rights if c.dep_ == "pobj"), token)
    who = those.tag_ == "CD" and any(t.tag_ == "WP" and t.head.dep_ == "relcl" for t in those.subtree)
    named = owner(verb) if who and (verb := tense_verb(token.head)) is not None else None
    if named is None or named.tag_ not in {"NNS", "NNPS"}:
        return token.head
    return token.head if any(c.dep_ == "nummod" for c in token.head.lefts) else named


def _among(token: Token) -> list[Cut]:
    """Of "10,000 people took part, among them officials": officials were among 10,000 people."""
    doc = token.doc
    them = next((c for c in token.rights if c.dep_ == "pobj" and c.lower_ == "them"), None)
    if them is None or token.i < 2 or doc[token.i - 1].text != "," or them.i + 1 >= len(doc):
        return []
    start = them.i + 1
    top = doc[start]
    while (
        top.head.i > token.i and top.head.i != top.i and top.head.pos_ not in VERBAL and top.head.i >= start
    ):
        top = top.head
    many = _many_before(token)
    if top.pos_ not in {"NOUN", "PROPN", "NUM"} or many is None:
        return []
    words = doc.span(start, max(top.right_edge.i, top.i) + 1)
    removed = frozenset(range(token.i - 1, words.end + (words.end < len(doc) and doc[words.end].text == ",")))
    several = many if top.pos_ == "NUM" and top.lower_ not in {"one", "1"} else top
    be = copula(top, several, past=past_of(many))
    pieces = [*(own(t) for t in words), be, own(token), *named_again(many)]
    return [Cut("including", token, removed, tuple(pieces))]


def _many_before(token: Token) -> Token | None:
    """The nearest noun in the plural before a word, or the subject of its sentence."""
    before = [
        t for t in token.doc[token.sent.start : token.i] if t.tag_ in {"NNS", "NNPS"} and t.dep_ != "pobj"
    ]
    return before[-1] if before else None


def frame(token: Token) -> list[Cut]:
    """Of "I think that P": P, and nothing of who thinks it."""
    if token.pos_ not in VERBAL or subject_of(token) is None or token.head.dep_ != "ROOT":
        return []
    content = span_of(token) - {t.i for t in mark_of(token) if t.lower_ == "that"}
    rest = frozenset(t.i for t in token.sent) - content
    speaker = subject_of(token.head)
    name = speaker.lower_ if speaker is not None and speaker.pos_ == "PRON" else "other"
    return [Cut("frame", token, rest, (), f"{name} {token.head.lemma_.lower()}")]
