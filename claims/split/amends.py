"""Cuts put right where the parser hangs a clause on the wrong noun, or a verb lacks its helper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from claims.split.cutting.build import Cut
from claims.split.cutting.owners import owner
from claims.split.cutting.phrases import copula, is_plural, short_phrase, subject_of
from claims.split.cutting.pieces import Piece, inherited
from claims.split.mentions.words import KIN, MEN, ROLES, WOMEN
from claims.vocab import WordOrigin

if TYPE_CHECKING:
    from claims.split.parsed import Token

_PEOPLE = ROLES | MEN | WOMEN | KIN | {"people", "person"}
_NOUNS = frozenset({"NOUN", "PROPN"})
_FEW = frozenset("many most some several few half all none both two".split())


def amended(cuts: Sequence[Cut]) -> list[Cut]:
    """The cuts, each with the subject and the helping verb that it needs, in the order given."""
    return [_turned(_in_order(_with_helper(_with_subject(_without_aside(cut))))) for cut in cuts]


def _without_aside(cut: Cut) -> Cut:
    """Of "Moor read it and, the clerk said, told the hall": Moor told the hall."""
    asides = [c for c in cut.token.lefts if c.dep_ == "parataxis"] if cut.kind == "predicate" else []
    aside = {t.i for c in asides for t in c.subtree}
    return replace(cut, pieces=tuple(p for p in cut.pieces if p.i not in aside)) if aside else cut


# Whom a clause is about


def _with_subject(cut: Cut) -> Cut:
    """A clause behind a noun with the one that it is about in front."""
    if not cut.kind.startswith(("relative", "predicate")):
        return cut
    said_of = _antecedent(cut)
    lead = [n for n, piece in enumerate(cut.pieces) if piece.origin is WordOrigin.INHERITED]
    if said_of is None or not lead or lead != list(range(lead[0], lead[-1] + 1)):
        return cut
    edge = _edge(cut.token)
    short = said_of.pos_ == "PROPN" or cut.kind.startswith("predicate")
    whole = short_phrase(said_of) if short else [*said_of.subtree]
    words = [inherited(t) for t in whole if t.i < edge]
    while words and words[-1].text == ",":
        words.pop()
    return (
        replace(cut, pieces=(*cut.pieces[: lead[0]], *words, *cut.pieces[lead[-1] + 1 :])) if words else cut
    )


def _edge(verb: Token) -> int:
    return (verb.head if verb.dep_ == "conj" else verb).left_edge.i


def _antecedent(cut: Cut) -> Token | None:
    """The noun that a clause is about where it is not the one that it hangs on."""
    verb = cut.token.head if cut.kind.startswith("predicate") else cut.token
    if verb.dep_ != "relcl":
        return None
    noun = verb.head
    if noun.dep_ == "appos" and noun.head.pos_ in _NOUNS:
        # "the head, Ada Moor, who left": Ada Moor; "Moor, a clerk who left": Moor.
        if noun.head.tag_ == "NNS":
            return None
        one = noun.pos_ == "PROPN" and not any(c.lower_ in {"a", "an"} for c in noun.lefts)
        return noun if one else noun.head if cut.kind.startswith("predicate") else None
    named = next((c for c in noun.rights if c.dep_ == "appos" and c.pos_ == "PROPN"), None)
    if named is not None and noun.tag_ == "NN" and named.i < verb.left_edge.i and cut.mark:
        return named
    pronoun = next((t for t in verb.subtree if t.tag_ in {"WP", "WDT"} and t.i < verb.i), None)
    if pronoun is None or pronoun.dep_ not in {"nsubj", "nsubjpass"}:
        return None
    return _person_above(noun) if pronoun.lower_ == "who" else _introduced(noun, cut)


def _person_above(noun: Token) -> Token | None:
    """Of "people familiar with the talks, who left" it is the people who left."""
    if _is_person(noun):
        return None
    at = noun
    while at.dep_ in {"pobj", "prep", "amod", "acl", "conj"} and at.head.i < at.i:
        at = at.head
        if _is_person(at):
            return at
    return None


def _is_person(noun: Token) -> bool:
    return noun.ent_type_ == "PERSON" or noun.lemma_.lower() in _PEOPLE


def _introduced(noun: Token, cut: Cut) -> Token | None:
    """Of "a congress of the league, which is due in May" it is the congress that is due."""
    holder = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "of" else None
    if holder is None or holder.pos_ != "NOUN" or not cut.mark:
        return None
    new = any(c.lower_ in {"a", "an"} for c in holder.lefts)
    known = any(c.lower_ == "the" for c in noun.lefts)
    return holder if new and known and is_plural(holder) == is_plural(noun) else None


# The helping verb


def _with_helper(cut: Cut) -> Cut:
    """Of "the dam, built in 1931 and never repaired,": the dam was never repaired."""
    first = cut.token.head
    bare = cut.token.tag_ in {"VBN", "VBD"} and not any(c.dep_ in {"aux", "auxpass"} for c in cut.token.lefts)
    if cut.kind != "predicate" or not bare or first.dep_ != "acl" or first.tag_ != "VBN":
        return cut
    if any(c.dep_ == "dobj" for c in cut.token.rights) or any(
        p.origin is WordOrigin.COPULA for p in cut.pieces
    ):
        return cut
    noun = owner(first)
    at = next((n for n, piece in enumerate(cut.pieces) if piece.origin is WordOrigin.STATED), 0)
    if noun is None or not at:
        return cut
    was = copula(cut.token, noun, past=True)
    return replace(cut, pieces=(*cut.pieces[:at], was, *cut.pieces[at:]))


# The order


def _turned(cut: Cut) -> Cut:
    """Of "her lawyer, Ada Moor,": Ada Moor is her lawyer."""
    noun = cut.token.head
    person = cut.token.pos_ == "PROPN" and cut.token.ent_type_ == "PERSON" and noun.pos_ == "NOUN"
    at = next((n for n, piece in enumerate(cut.pieces) if piece.origin is WordOrigin.COPULA), 0)
    if not cut.kind.startswith("apposition") or not person or not at or cut.token.dep_ != "appos":
        return cut
    name = list(cut.pieces[at + 1 :])
    while name and name[-1].text == ",":
        name.pop()
    return replace(cut, pieces=(*name, cut.pieces[at], *cut.pieces[:at]))


def _in_order(cut: Cut) -> Cut:
    """Of "passengers, of whom 198 have paid": 198 of the passengers have paid."""
    subject = subject_of(cut.token) if cut.kind.startswith("relative") else None
    if subject is None or not (subject.pos_ == "NUM" or subject.lower_ in _FEW):
        return cut
    places = [n for n, piece in enumerate(cut.pieces) if piece.i == subject.i]
    of = next((n for n, piece in enumerate(cut.pieces) if _is_of(piece, cut.token)), None)
    if not places or of is None or of < places[0]:
        return cut
    after = places[0] + 1
    return replace(cut, pieces=(*cut.pieces[:after], *cut.pieces[of:], *cut.pieces[after:of]))


def _is_of(piece: Piece, verb: Token) -> bool:
    token = verb.doc[piece.i]
    led = piece.text.lower() == "of" and piece.origin is WordOrigin.STATED and token.i < verb.i
    return led and any(c.lower_ in {"whom", "which"} for c in token.rights)
