"""Cuts that make facts: adjuncts of a verb, titles before a name, qualities of a noun."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.split.cutting.build import Cut
from claims.split.cutting.owners import (
    OBJECTS,
    SHORT_TITLES,
    VERBAL,
    both,
    own_words,
    owner_pieces,
    shared_helpers,
    span_of,
)
from claims.split.cutting.phrases import copula, short_phrase
from claims.split.cutting.pieces import Piece, as_inherited, inherited, made, own
from claims.vocab import WordOrigin

if TYPE_CHECKING:
    from claims.split.parsed import Token


def adjunct(token: Token) -> list[Cut]:
    """A prepositional or adverbial phrase of a verb, said of the verb alone."""
    verb = token.head
    if verb.pos_ not in VERBAL or token.pos_ == "PUNCT" or len(list(token.subtree)) < 2:
        return []
    if token.dep_ == "prep" and any(c.dep_ == "pcomp" for c in token.children):
        return []
    core = core_of(verb)
    if not core:
        return []
    later = [
        t
        for t in verb.rights
        if t.i != token.i and t.dep_ in OBJECTS | {"prep", "agent", "npadvmod", "advcl", "advmod"}
    ]
    kind = "adjunct" if later else "last_adjunct"
    front = "fronted" if token.i < verb.i else ""
    pieces = [*as_inherited(core), *own_words(token)]
    cut = both(kind, token, span_of(token), pieces, front or token.lower_)
    return [Cut(c.kind, c.token, c.removed, c.pieces, c.mark, verb.i) for c in cut]


def core_of(verb: Token) -> list[Piece]:
    """Who does what: subject, helping verbs, verb, and what it is done to, all in short."""
    named = owner_pieces(verb)
    if named is None or (verb.tag_ in {"VBG", "VBN"} and verb.dep_ in {"acl", "advcl", "pcomp", "xcomp"}):
        return []
    helpers = [c for c in verb.children if c.dep_ in {"aux", "auxpass", "neg"} and c.i < verb.i]
    if any(h.tag_ == "TO" for h in helpers):
        return []
    lead: list[Piece] = [own(h) for h in helpers]
    if not helpers and verb.dep_ == "conj":
        lead = shared_helpers(verb.head, verb) or []
    found = [*named[1], *lead, own(verb)]
    for child in verb.rights:
        if child.dep_ in {"prt", "neg", "acomp", "oprd"}:
            found += [own(t) for t in child.subtree]
        elif child.dep_ in {"dobj", "attr", "dative"}:
            found += [own(t) for t in short_phrase(child, full=True)]
    return found


def title(first: Token) -> list[Cut]:
    """Of "Finance Minister Ann Lee": Ann Lee is the Finance Minister."""
    entity = next((e for e in first.doc.ents if e.start == first.i), None)
    if entity is None:
        return []
    head = entity.root
    words = [t for t in short_phrase(head) if t.i < entity.start and t.dep_ not in {"poss", "case"}]
    nouns = [t for t in words if t.dep_ in {"compound", "nmod", "appos"} or t.pos_ in {"NOUN", "PROPN"}]
    if (
        not nouns
        or nouns[-1].i != entity.start - 1
        or words[0].lower_ in SHORT_TITLES
        or any(t.dep_ == "det" for t in words)
    ):
        return []
    if any(c.dep_ == "conj" for c in head.children):
        return []
    words = [t for t in head.doc[words[0].i : entity.start] if not t.is_punct]
    if not words:
        return []
    name = [inherited(t) for t in entity]
    past = words[0].lower_ == "then"
    pieces = [*name, copula(head, head, past=past), *_article(words), *(own(t) for t in words)]
    removed = frozenset(t.i for t in words)
    return [
        Cut("title", words[-1], removed, tuple(pieces)),
        Cut("title_also", words[-1], frozenset(), tuple(pieces)),
    ]


#: Of these there is one at a time, so "the" fits; "a" claims least of the others.
_ONE_OF_A_KIND = frozenset(
    "leader president premier chancellor king queen pope mayor governor chairman".split()
)


def _article(words: list[Token]) -> list[Piece]:
    """The article a title lacks where it is no name of an office ("Finance Minister" needs none)."""
    last = words[-1]
    if last.text[:1].isupper() or last.tag_ == "NNS":
        return []
    if last.lower_ in _ONE_OF_A_KIND and len(words) > 1:
        return [made(last, "the", WordOrigin.DETERMINER)]
    return [made(last, "an" if _opens_with_vowel(words[0].text) else "a", WordOrigin.DETERMINER)]


def _opens_with_vowel(word: str) -> bool:
    """Say whether a word begins with a vowel as it is spoken: "an MP", but "a UN envoy"."""
    if word.isupper() and len(word) <= _SPELLED:
        return word[0] in "AEFHILMNORSX" and word != "EU"
    return word[0].lower() in "aeiou" and not word.lower().startswith(("uni", "eu", "us", "u.", "one-"))


#: A short form of so many letters is spoken letter by letter.
_SPELLED = 3


def quality(token: Token) -> list[Cut]:
    """Of "is a French engraver": is French."""
    noun = token.head
    verb = noun.head
    if noun.dep_ != "attr" or verb.lemma_ != "be" or token.i > noun.i:
        return []
    named = owner_pieces(verb)
    if named is None:
        return []
    helpers = [c for c in verb.children if c.dep_ in {"aux", "neg"} and c.i < verb.i]
    pieces = [*named[1], *(own(h) for h in helpers), own(verb), *own_words(token)]
    removed = frozenset(span_of(token))
    kind = "origin" if token.ent_type_ in {"NORP", "GPE"} else "quality"
    return [Cut(kind, token, removed, tuple(as_inherited(pieces[:-1]) + pieces[-1:]), token.dep_)]
