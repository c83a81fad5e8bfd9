"""Words that leave out the noun they count or choose: "each", "the new one"; and the event that "it" was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claims.split.cutting.phrases import subject_of
from claims.split.syntax import quoted
from claims.vocab import WordOrigin

if TYPE_CHECKING:
    from claims.split.parsed import Span, Token
    from claims.split.sentences import Paragraph

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_PLURAL = frozenset({"NNS", "NNPS"})
_NAMING = frozenset({"amod", "compound", "nmod"})
#: How many sentences back "the new one" looks for a new something.
_REACH = 4
#: How many back "it" looks for the one event that it can be.
_FAR = 15
EVENTS = frozenset(
    """conference congress gathering meeting summit session rally forum assembly ceremony festival election
    vote referendum convention parade exhibition fair concert race match game tournament strike protest march
    hearing trial debate visit trip expedition festival marathon cup championship rationing drill exercise
    launch test""".split()
)
_OPEN = frozenset({"each", "one", "it", "this"})
#: A sentence before, with its paragraph.
Before = tuple["Paragraph", "Span"]
#: A word that is put in, with its origin and its place in the article.
Word = tuple[str, WordOrigin, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class StandIn:
    """What is put in for a word; `keeps` says that the word itself stays in front of it."""

    words: tuple[Word, ...]
    keeps: bool = False


def stand_ins(paragraphs: Sequence[Paragraph]) -> list[dict[int, StandIn]]:
    """For each paragraph of an article its words that a noun before is to be put in for, by their index."""
    found: list[dict[int, StandIn]] = []
    before: list[Before] = []
    for paragraph in paragraphs:
        found.append({})
        for sentence in paragraph.doc.sents:
            for token in sentence:
                made = _made(token, before) if token.lower_ in _OPEN else None
                if made is not None and not _is_quoted(token):
                    found[-1][token.i] = made
            before.append((paragraph, sentence))
    return found


def _made(token: Token, before: Sequence[Before]) -> StandIn | None:
    if token.lower_ == "each":
        return _each(token, before[-1:] if token.sent.start else ())
    if token.lower_ == "one":
        return _one(token, before)
    return _event(token, before)


def _is_quoted(token: Token) -> bool:
    return any(first < token.idx < last for first, last in quoted(token.doc))


# Each


def _each(token: Token, before: Sequence[Before]) -> StandIn | None:
    """Of "Cells are small. Each has a head": each cell."""
    if token.dep_ not in _SUBJECTS or any(token.children) or not before:
        return None
    paragraph, sentence = before[-1]
    noun = _several_of(sentence)
    if noun is None:
        return None
    one = (noun.lemma_.lower(), WordOrigin.INFLECTION, _place(noun, noun, paragraph))
    described = noun.doc.span(_described(noun), noun.i)
    return StandIn((*_as_they_stand(described, paragraph), one), keeps=True)


def _several_of(sentence: Span) -> Token | None:
    """The things that a sentence is about, or the only ones that it counts."""
    subject = subject_of(sentence.root)
    if subject is not None and subject.tag_ == "NNS" and subject.pos_ == "NOUN":
        return subject
    counted = [t for t in sentence if t.tag_ == "NNS" and _is_counted(t)]
    return counted[0] if len(counted) == 1 else None


def _is_counted(noun: Token) -> bool:
    counts = any(c.dep_ == "nummod" for c in noun.lefts)
    return counts and noun.ent_type_ not in {"DATE", "TIME", "PERCENT", "MONEY", "QUANTITY"}


def _described(noun: Token) -> int:
    """Where the words begin that say what kind of thing a noun is, without a gap before it."""
    at = noun.i
    while at > noun.sent.start and noun.doc[at - 1].dep_ in _NAMING and noun.doc[at - 1].head.i == noun.i:
        at -= 1
    return at


# One


def _one(token: Token, before: Sequence[Before]) -> StandIn | None:
    """Of "a new plan … the new one" the plan; only the words that say the same of it tell which."""
    told = [c for c in token.lefts if c.dep_ == "amod"]
    known = any(c.lower_ in {"the", "this", "that"} for c in token.lefts)
    behind = any(c.dep_ in {"prep", "relcl", "acl"} for c in token.rights)
    if not (known and len(told) == 1 and told[0].i == token.i - 1) or behind:
        return None
    for paragraph, sentence in reversed(before[-_REACH:]):
        for noun in reversed(list(sentence)):
            same = next((c for c in noun.lefts if c.dep_ == "amod" and c.lower_ == told[0].lower_), None)
            if same is not None and noun.tag_ == "NN":
                return StandIn(_as_they_stand(noun.doc.span(same.i + 1, noun.i + 1), paragraph))
    return None


# It


def _event(token: Token, before: Sequence[Before]) -> StandIn | None:
    """Of "the fair opened … It is the third such gathering": the fair."""
    kind = next((c for c in token.head.rights if c.dep_ == "attr"), None)
    if token.dep_ != "nsubj" or token.head.lemma_ != "be" or kind is None or not _is_one_of_many(kind):
        return None
    for paragraph, sentence in reversed(before[-_FAR:]):
        events = [t for t in sentence if t.lemma_.lower() in EVENTS and t.tag_ == "NN" and _has_article(t)]
        if len(events) == 1:
            return StandIn(_named_again(events[0], paragraph))
        if events:
            return None
    return None


def _is_one_of_many(noun: Token) -> bool:
    """Say whether a noun counts a gathering among others of its kind."""
    such = any(c.lower_ == "such" for c in noun.children) or any(c.lower_ == "of" for c in noun.rights)
    counted = any(c.ent_type_ == "ORDINAL" or c.lower_ in {"first", "last"} for c in noun.lefts)
    return such and counted and (noun.lemma_.lower() in EVENTS or noun.lemma_.lower() == "kind")


def _has_article(noun: Token) -> bool:
    return any(c.dep_ in {"det", "poss"} for c in noun.lefts) and noun.dep_ not in {"compound", "attr"}


def _named_again(noun: Token, paragraph: Paragraph) -> tuple[Word, ...]:
    first = next(c for c in noun.lefts if c.dep_ in {"det", "poss"})
    origin = WordOrigin.NAME if first.lower_ == "the" else WordOrigin.DETERMINER
    of = next((c for c in noun.rights if c.dep_ == "prep" and c.lower_ == "of" and c.i == noun.i + 1), None)
    end = of.right_edge.i + 1 if of is not None and of.right_edge.i - noun.i < _SHORT else noun.i + 1
    the = ("the", origin, _place(first, first, paragraph))
    return (the, *_as_they_stand(noun.doc.span(first.right_edge.i + 1, end), paragraph))


_SHORT = 6


def _as_they_stand(words: Span, paragraph: Paragraph) -> tuple[Word, ...]:
    if not len(words):
        return ()
    return ((words.text, WordOrigin.NAME, _place(words[0], words[-1], paragraph)),)


def _place(first: Token, last: Token, paragraph: Paragraph) -> tuple[int, int]:
    return paragraph.start + first.idx, paragraph.start + last.idx + len(last)
