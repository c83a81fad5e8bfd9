"""Every mention of an article, with its place in its sentence."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate, islice
from typing import TYPE_CHECKING

from claims.models.analysis import Bounds
from claims.split.mentions.noun import MentionKind, Noun
from claims.split.mentions.phrases import mentions_at
from claims.split.syntax import quoted, text_of

if TYPE_CHECKING:
    from claims.split.parsed import Doc, Token
    from claims.split.sentences import Paragraph

_ROLES = {
    "nsubj": "subject",
    "nsubjpass": "subject",
    "csubj": "subject",
    "dobj": "object",
    "obj": "object",
    "dative": "object",
    "pobj": "oblique",
    "poss": "possessive",
    "appos": "apposition",
    "attr": "predicate",
    "oprd": "predicate",
}


def nouns_of(paragraphs: Sequence[Paragraph]) -> list[Noun]:
    """Every mention of an article, in reading order, an outer one before those it holds."""
    found: list[Noun] = []
    sentence = 0
    for number, paragraph in enumerate(paragraphs):
        for span in paragraph.doc.sents:
            inside = [noun for token in span for noun in mentions_at(token)]
            for noun in inside:
                noun.paragraph, noun.sentence = number, sentence
            found += sorted(inside, key=lambda noun: (noun.first, -noun.last))
            sentence += 1
    for order, noun in enumerate(found):
        _settle(noun, order)
    _mark_quotes(found, paragraphs)
    return found


def _settle(noun: Noun, order: int) -> None:
    noun.order = order
    noun.role = role_of(noun.head)
    if noun.kind is MentionKind.PRONOUN:
        noun.verbs = tuple(_verbs_above(noun.head))
    elif noun.kind is MentionKind.NAME:
        noun.verbs = tuple(islice(_verbs_above(noun.head), 1))


def role_of(token: Token) -> str:
    """A word's part in its clause: subject, object, oblique and so on."""
    at = token
    for _ in range(8):
        if at.dep_ != "conj":
            break
        at = at.head
    if at.dep_ == "pobj" and at.head.dep_ == "agent":
        return "agent"
    if at.dep_ == "nsubj" and at.lower_ in {"him", "her", "them"}:
        return "object"
    return _ROLES.get(at.dep_, "other")


def _verbs_above(token: Token) -> Iterator[Token]:
    at = token
    for _ in range(40):
        if at.head.i == at.i:
            return
        at = at.head
        if at.pos_ in {"VERB", "AUX"}:
            yield at


def _mark_quotes(found: list[Noun], paragraphs: Sequence[Paragraph]) -> None:
    """Number the quotations of an article, and tell each mention in which it stands."""
    pairs = [_marks(paragraph.doc) for paragraph in paragraphs]
    before = list(accumulate(map(len, pairs), initial=0))
    for noun in found:
        marks, at = pairs[noun.paragraph], noun.head.idx
        number = bisect_left(marks, (at, 0)) - 1
        if number >= 0 and at < marks[number][1]:
            noun.quote = before[noun.paragraph] + number


def _marks(doc: Doc) -> list[Bounds]:
    """The quotations of a paragraph, without the brackets."""
    pairs = quoted(doc)
    text = text_of(doc) if pairs else ""
    return [(opening, closing) for opening, closing in pairs if text[opening] in '“"«']
