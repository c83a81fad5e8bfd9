"""Names, noun phrases and pronouns: the words of a parsed sentence that can mean somebody or something."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from claims.split.mentions import words
from claims.split.mentions.kinds import fits_of_noun
from claims.split.mentions.naming import (
    NO_NAMES,
    determiner_of,
    ends_name,
    inner_name,
    is_within_name,
    name_at,
    name_of,
)
from claims.split.mentions.noun import MentionKind, Noun
from claims.split.mentions.pleonastic import is_empty_it

if TYPE_CHECKING:
    from claims.split.parsed import Token

_NOUN_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_INSIDE = frozenset({"compound", "amod", "nmod", "quantmod", "nummod"})
_LOOSE = frozenset({",", ";", ":", ".", "–", "—", "-", "(", "["})
_QUOTES = frozenset({'"', "”", "“", "''", "``", "’"})
_BRACKETS = frozenset({"(", "["})


def mentions_at(token: Token) -> Iterator[Noun]:
    """The mentions that a word heads: none, one, or a group such as "Ann and Bob" with its first member."""
    tag = token.tag_
    if tag in {"PRP", "PRP$"}:
        yield from _pronoun(token)
    elif tag == "DT":
        yield from _demonstrative(token)
    elif tag in _NOUN_TAGS and token.dep_ not in _INSIDE:
        yield from () if is_within_name(token) else _phrase(token)
    elif token.ent_type_ and ends_name(token) and (tag in _NOUN_TAGS or token.ent_type_ == "PERSON"):
        inner = inner_name(token)
        yield from () if inner is None else (inner,)


def _pronoun(token: Token) -> Iterator[Noun]:
    word = token.lower_
    fits = words.PRONOUNS.get(word, 0)
    if not fits and word not in words.SPEAKING:
        return
    if word == "it" and is_empty_it(token):
        return
    at = token.i
    yield Noun(token, MentionKind.PRONOUN, at, at, (at, at + 1), (word,), fits)


def _demonstrative(token: Token) -> Iterator[Noun]:
    if token.lower_ in words.DEMONSTRATIVES and token.dep_ in {"nsubj", "nsubjpass", "dobj", "pobj"}:
        fits, at = words.DEMONSTRATIVES[token.lower_], token.i
        yield Noun(token, MentionKind.PRONOUN, at, at, (at, at + 1), (token.lower_,), fits)


def _phrase(token: Token) -> Iterator[Noun]:
    joined = [child for child in token.children if child.dep_ == "conj"]
    first, last = _edges(token, token.left_edge.i, token.right_edge.i)
    if joined and any(child.tag_ in _NOUN_TAGS or child.tag_.startswith("PRP") for child in joined):
        yield _group(token, first, last)
        stop = min(child.i for child in token.children if child.dep_ in {"conj", "cc"} and child.i > token.i)
        first, last = _edges(token, first, max(token.i, stop - 1))
    name = name_of(token)
    yield _nominal(token, first, last) if name is None else name_at(token, *name, first, last)


def _edges(token: Token, first: int, last: int) -> tuple[int, int]:
    doc = token.doc
    while first < token.i and (doc[first].is_punct or doc[first].dep_ in {"cc", "preconj"}):
        first += 1
    last = _before_bracket(token, last)
    while last > token.i and (doc[last].is_space or doc[last].text in _LOOSE):
        last -= 1
    if doc[last].text in _QUOTES and last > token.i and not any(t.text in _QUOTES for t in doc[first:last]):
        last -= 1
    return first, last


def _before_bracket(token: Token, last: int) -> int:
    """A phrase ends before what is put in brackets right after its noun: "Oslo (the capital)"."""
    doc = token.doc
    at = token.i + 1
    while at < last and doc[at].ent_iob_ == "I":
        at += 1
    return at - 1 if at <= last and doc[at].text in _BRACKETS else last


def _group(token: Token, first: int, last: int) -> Noun:
    spelled = tuple(t.lower_ for t in token.doc[first : last + 1] if not t.is_punct)
    core = (first, last + 1)
    return Noun(token, MentionKind.NOMINAL, first, last, core, spelled, words.THEY, group=True, sure=True)


def _nominal(token: Token, first: int, last: int) -> Noun:
    doc = token.doc
    plural = token.tag_ in {"NNS", "NNPS"}
    fits, sure = fits_of_noun(token.lemma_.lower(), token.lower_, plural=plural)
    if token.ent_type_ in NO_NAMES:
        fits, sure = 0, True
    spelled = tuple(t.lower_ for t in doc[first : token.i + 1] if t.dep_ != "det" and t.tag_ != "POS")
    core = (first, token.i + 1)
    label = token.ent_type_
    kind = MentionKind.NOMINAL
    return Noun(token, kind, first, last, core, spelled, fits, label, determiner_of(token), sure=sure)
