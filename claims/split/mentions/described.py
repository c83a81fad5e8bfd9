"""What an article says a named one is: "party leader Kim", "Moor, the mayor", "Moor is a judge"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from claims.split.mentions.kinds import fits_of_noun

if TYPE_CHECKING:
    from claims.split.mentions.noun import Noun
    from claims.split.parsed import Token


def describe(noun: Noun) -> None:
    """Tell a name's entity which nouns are said of it."""
    entity = noun.entity
    if entity is None:
        return
    for said in _said_of(noun):
        entity.said_of.add(said.lemma_.lower())
        fits, sure = fits_of_noun(said.lemma_.lower(), said.lower_, plural=False)
        if sure and entity.fits & fits:
            entity.fits &= fits


def _said_of(noun: Noun) -> Iterator[Token]:
    head = noun.head
    for child in head.children:
        if child.tag_ == "NN" and (
            child.dep_ == "appos" or (child.dep_ == "compound" and child.i < noun.core[0])
        ):
            yield child
    if head.dep_ == "appos" and head.head.tag_ == "NN" and head.head.i >= head.i - 8:
        yield head.head
    if head.dep_ in {"nsubj", "nsubjpass"} and head.head.lemma_ in {"be", "become", "remain"}:
        yield from (child for child in head.head.rights if child.dep_ == "attr" and child.tag_ == "NN")
