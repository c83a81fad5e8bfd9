"""Names that the parser takes for something else, read anew where the article tells what they are.

The small model knows "Ada Moor", and two sentences on it reads "Moor" as a noun or as a firm; a country
that it has never heard of it takes for a person. A word is only read anew where the article calls nothing
else by it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from claims.split.mentions.words import BODIES, PLACES, TITLES

if TYPE_CHECKING:
    from claims.split.parsed import Doc, Span, Token
    from claims.split.sentences import Paragraph

_MISTAKEN = frozenset({"", "ORG", "GPE", "NORP", "LOC", "FAC", "PRODUCT"})
_READ_ANEW = frozenset({"NN", "NNP", "NNPS", "NNS", "JJ"})
_PLACES = frozenset({"GPE", "LOC", "FAC"})
#: Where a person stands; "left Strand" may be a town.
_SOMEBODY = frozenset({"nsubj", "nsubjpass", "poss", "compound"})
#: Where a place stands, and a person does not.
_WHERE = frozenset({"in", "at", "near", "across", "throughout"})
#: What only a country or a town has, or what is only of one.
_OF_A_STATE = frozenset(
    """government capital president premier minister ministry parliament army navy troops border economy
    constitution king queen ambassador embassy mayor airport population""".split()
)
_LONGEST = 4


def recognise(paragraphs: Sequence[Paragraph]) -> None:
    """Read each surname as a person's and each country as a place, in all paragraphs of an article."""
    docs = [paragraph.doc for paragraph in paragraphs]
    people = [name for doc in docs for name in doc.ents if _is_full_name(name)]
    known = frozenset(_surname(name) for name in people)
    places = frozenset(_places(docs)) - known
    bodies = frozenset(token.text for doc in docs for token in doc if _is_told_to_be_a_body(token)) - known
    known -= frozenset(_others(docs, frozenset(name.text for name in people)))
    for token in (token for doc in docs for name in doc.ents if _is_paper(name) for token in name):
        token.ent_type_ = "ORG"
    for token in (token for name in people for token in name):
        token.ent_type_ = "PERSON"
    for token in (token for doc in docs for token in doc) if known or places or bodies else ():
        if token.text in known and _stands_alone(token):
            token.pos_, token.tag_, token.lemma_ = "PROPN", "NNP", token.text
            token.ent_type_, token.ent_iob_ = "PERSON", "B"
        elif token.text in places and token.ent_type_ in {"PERSON", "ORG", ""} and not _is_longer(token):
            token.ent_type_, token.ent_iob_ = "GPE", "B"
        elif token.text in bodies and token.ent_type_ == "PERSON" and not _is_longer(token):
            token.ent_type_ = "ORG"
    for doc in docs:
        # They were found before the words were read anew.
        doc.__dict__.pop("ents", None)


# People


def _is_full_name(name: Span) -> bool:
    """Say whether a name is a person's, of more words than one."""
    words = _words(name)
    known = words[:1] and (words[0].ent_type_ == "PERSON" or _is_called_so(words))
    full = 1 < len(words) <= _LONGEST and known
    return bool(full) and all(t.tag_ == "NNP" and t.is_alpha for t in words) and not _is_body(words)


def _is_paper(name: Span) -> bool:
    """Say whether a name is a newspaper's: the Holm Bay Gazette is no person."""
    return len(name) > 1 and name[-1].lower_ in _PAPERS


_PAPERS = frozenset("gazette herald tribune courier chronicle ledger telegraph observer examiner".split())


def _is_called_so(words: Sequence[Token]) -> bool:
    """Say whether a name that is taken for a firm's has a title before it: "Governor Paloma Reyes"."""
    first = words[0]
    before = first.doc[first.i - 1].lower_.strip(".") if not first.is_sent_start else ""
    return first.ent_type_ in _MISTAKEN and before in TITLES


def _surname(name: Span) -> str:
    return _words(name)[-1].text


def _words(name: Span) -> list[Token]:
    return [token for token in name if token.tag_ != "POS"]


def _is_body(words: Sequence[Token]) -> bool:
    return not (BODIES | PLACES).isdisjoint(token.lower_ for token in words)


def _others(docs: Sequence[Doc], people: frozenset[str]) -> Iterator[str]:
    """Words that the article has another use for: small, in a longer name, or for where something is."""
    for doc in docs:
        yield from (token.text.capitalize() for token in doc if token.text.islower())
        longer = [name for name in doc.ents if len(name) > 1 and name.text not in people]
        yield from (token.text for name in longer if name[0].ent_type_ != "PERSON" for token in name)
        yield from (token.text for token in doc if _is_where(token))


def _is_where(token: Token) -> bool:
    return token.dep_ == "pobj" and token.head.lower_ in _WHERE and token.left_edge is token


def _stands_alone(token: Token) -> bool:
    """Say whether a word is neither known for a person's name already nor part of a longer name."""
    doc, at = token.doc, token.i
    around = [doc[i] for i in (at - 1, at + 1) if 0 <= i < len(doc)]
    named = any(one.tag_ in {"NNP", "NNPS"} and one.head in {token, token.head} for one in around)
    compound = named and not (token.dep_ not in {"compound", "nmod"} and not _has_compound(token))
    somewhere = token.ent_type_ in _PLACES and token.dep_ not in _SOMEBODY
    mistaken = token.tag_ in _READ_ANEW and token.ent_type_ in _MISTAKEN and not somewhere
    return mistaken and not _is_longer(token) and not compound


def _is_longer(token: Token) -> bool:
    """Say whether a word is part of a longer name."""
    doc, after = token.doc, token.i + 1
    goes_on = after < len(doc) and doc[after].ent_iob_ == "I" and bool(token.ent_type_)
    return token.ent_iob_ == "I" or goes_on


def _has_compound(token: Token) -> bool:
    return any(c.dep_ == "compound" and c.tag_ in {"NNP", "NNPS"} for c in token.lefts)


# Places


def _places(docs: Sequence[Doc]) -> Iterator[str]:
    """The words of which an article tells that they are a country, a town or a club."""
    for doc in docs:
        heads = (token for token in doc if token.pos_ == "PROPN" and not _has_compound(token))
        yield from (token.text for token in heads if _is_told_to_be_a_place(token))


def _is_told_to_be_a_place(head: Token) -> bool:
    if head.dep_ == "poss":
        return head.head.lemma_.lower() in _OF_A_STATE
    if head.dep_ == "pobj" and head.head.lower_ == "of":
        return head.head.head.lemma_.lower() in _OF_A_STATE
    if head.dep_ == "appos" and head.head.lemma_.lower() in PLACES | {"capital"}:
        return True
    called = [c for c in head.lefts if c.dep_ in {"compound", "amod"}]
    near = any(c.lower_ in {"neighbouring", "neighboring"} for c in called)
    return near or any(c.pos_ != "PROPN" and c.lemma_.lower() in PLACES for c in called)


def _is_told_to_be_a_body(head: Token) -> bool:
    """Say whether a name stands behind the word for a body: "the club Elm"."""
    called = [c for c in head.lefts if c.dep_ == "compound" and c.pos_ == "NOUN"]
    return head.pos_ == "PROPN" and any(c.lemma_.lower() in BODIES for c in called)
