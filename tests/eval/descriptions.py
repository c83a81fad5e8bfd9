"""Whom "the chef" or "the pair" means in a short text about one person or one pair: guessed, for measuring.

A reviewer is never given such a guess (`claims.split.naming` puts a name only where it is clear). The
units of news summaries name whoever is meant, so their door guesses as their annotators did.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from claims.split.cutting.phrases import subject_of
from claims.split.cutting.pieces import own
from claims.split.mentions.words import BODIES
from claims.split.persons import PEOPLE
from claims.vocab import WordOrigin

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claims.split.cutting.pieces import Piece
    from claims.split.parsed import Doc, Token

_PAIRS = frozenset({"pair", "couple", "duo"})
_MORE_PEOPLE = frozenset({"boss", "fugitive", "veteran", "youngster", "father", "newcomer"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_BEFORE = frozenset({"det", "amod", "compound", "npadvmod", "nmod", "poss", "punct", "nummod"})


class Descriptions:
    """The descriptions of one paragraph, each with the name that it stands for."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.by_word: dict[int, tuple[Token, list[Token]]] = {}
        people: list[list[Token]] = []
        for sentence in doc.sents:
            for token in sentence:
                named = _meant_by(token, people)
                if named:
                    self.by_word |= {t.i: (token, named) for t in _words_of(token)}
            named = _named(subject_of(sentence.root))
            if named and all(named[-1].text != other[-1].text for other in people):
                people.append(named)

    def put_in(self, pieces: Sequence[Piece]) -> Iterator[Piece]:
        """Put the name in place of each description."""
        done: set[int] = set()
        for piece in pieces:
            head, named = self.by_word.get(piece.i, (None, []))
            if head is None or piece.chars is not None:
                yield piece
            elif head.i not in done:
                done.add(head.i)
                start, end = named[0].idx, named[-1].idx + len(named[-1].text)
                text = self.doc.text[start:end]
                lent = piece.origin is WordOrigin.INHERITED
                yield replace(
                    own(named[-1]), text=text, origin=WordOrigin.NAME, chars=(start, end), lent=lent
                )


def _named(subject: Token | None) -> list[Token]:
    """The words of a subject that is the name of a person, or a list of such names; none of another."""
    if subject is None or subject.ent_type_ != "PERSON":
        return []
    words = [t for t in subject.subtree if t.ent_type_ == "PERSON" or t.dep_ == "cc"]
    first, last = words[0], max(words, key=lambda t: t.i)
    whole = list(subject.doc[first.i : last.i + 1])
    return whole if all(t.ent_type_ == "PERSON" or t.lower_ == "and" for t in whole) else []


def _meant_by(token: Token, people: Sequence[list[Token]]) -> list[Token]:
    several = token.lower_ in _PAIRS
    if not (several or _is_person(token)) or not _points(token):
        return []
    fitting = [names for names in people if any(t.lower_ == "and" for t in names) == several]
    return fitting[0] if len(fitting) == 1 else []


def _is_person(token: Token) -> bool:
    low = token.lemma_.lower()
    if token.lower_ == "old":
        return any(c.lower_ == "year" or "year" in c.lower_ for c in token.lefts)
    named = low in PEOPLE | _MORE_PEOPLE or low.endswith(("man", "woman"))
    return named and token.pos_ == "NOUN" and token.tag_ == "NN" and low not in BODIES


def _points(token: Token) -> bool:
    """Say whether a noun is a subject, or owns one, and has no article but "the"."""
    subject = token.head if token.dep_ == "poss" else token
    if subject.dep_ not in _SUBJECTS or subject.head.dep_ in {"relcl", "acl"}:
        return False
    if any(c.dep_ in {"conj", "neg", "appos"} for c in token.children) or token.ent_type_ == "PERSON":
        return False
    owners = [c for c in token.lefts if c.dep_ == "poss"]
    articles = [c for c in token.lefts if c.dep_ == "det"]
    return all(c.lower_ == "the" for c in articles) and all(c.ent_type_ == "GPE" for c in owners)


def _words_of(head: Token) -> Iterator[Token]:
    for child in head.children:
        before = child.dep_ in _BEFORE and child.i < head.i
        if before or (child.lower_ == "of" and child.i > head.i):
            yield from child.subtree
    yield head
