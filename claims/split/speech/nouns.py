"""Attributions without a verb of saying: "according to X", "X's claim that P", "reportedly"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from claims.split.speech import words
from claims.split.speech.said import Page, Said
from claims.split.speech.sources import name_words, who_says
from claims.split.speech.tree import (
    Stretch,
    child_of,
    climb,
    has_to,
    is_finite,
    lemma_of,
    stretch_of,
    subject_of,
    without,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claims.split.parsed import Token

_BEFORE_CLAUSES = 12


def noun_attributions(page: Page) -> Iterator[Said]:
    """The attributions that hang on a noun, a preposition or an adverb, in order."""
    for token in page.doc:
        if token.lower_ == "according":
            found = _according(token)
        elif token.lower_ in words.BY_LIGHTS and token.dep_ == "pobj":
            found = _by_lights(token)
        elif token.lower_ in words.ADVERBS and page.profile.adverbs:
            found = _adverb(token)
        elif token.pos_ == "NOUN" and page.profile.nouns:
            found = _noun(page, token)
        else:
            continue
        if found is not None:
            yield replace(found, content=tuple(page.whole(stretch) for stretch in found.content))


def _according(according: Token) -> Said | None:
    to = next((c for c in according.rights if c.lower_ == "to"), None)
    named = child_of(to, "pobj", "pcomp") if to is not None else None
    if to is None or named is None:
        return None
    cut = (according.i, named.right_edge.i + 1)
    source = name_words(named)
    return Said(according.i, ((according.i, to.i + 1),), (source,), _host(according, cut))


def _host(phrase: Token, cut: Stretch) -> tuple[Stretch, ...]:
    """The clause that a phrase of source belongs to, without the phrase."""
    for above, _ in zip(climb(phrase), range(_BEFORE_CLAUSES), strict=False):
        if above.pos_ in {"VERB", "AUX"} and (is_finite(above) or above.head.i == above.i):
            first, last = stretch_of(above)
            return tuple(without((first, last), [cut]))
    first, last = phrase.sent.start, phrase.sent.end
    return tuple(without((first, last), [cut]))


def _by_lights(noun: Token) -> Said | None:
    """Read "in X's view", "in the words of X"."""
    whose = child_of(noun, "poss") or _of_whom(noun)
    if whose is None or noun.head.lower_ not in {"in", "by", "to"} or noun.head.pos_ != "ADP":
        return None
    cut = (noun.head.i, noun.right_edge.i + 1)
    return Said(noun.i, ((noun.head.i, noun.i + 1),), (name_words(whose),), _host(noun.head, cut))


def _of_whom(noun: Token) -> Token | None:
    of = next((c for c in noun.rights if c.lower_ == "of"), None)
    return child_of(of, "pobj") if of is not None else None


def _adverb(adverb: Token) -> Said | None:
    return Said(adverb.i, ((adverb.i, adverb.i + 1),), (), _host(adverb, (adverb.i, adverb.i + 1)))


def _noun(page: Page, noun: Token) -> Said | None:
    found = said_of(noun)
    if found is None:
        return None
    content, preposition = found
    source = _whose(page, noun)
    if preposition and source is None:
        return None
    light = noun.head if noun.dep_ == "dobj" and noun.head.lemma_ in words.LIGHT else None
    cue = [(noun.i, noun.i + 1)] if light is None else [(light.i, light.i + 1), (noun.i, noun.i + 1)]
    return Said(noun.i, tuple(cue), (source,) if source else (), (content,))


def said_of(noun: Token) -> tuple[Stretch, bool] | None:
    """What a noun of saying says, and whether that needs somebody who says it; None for other nouns."""
    if lemma_of(noun) not in words.NOUNS:
        return None
    return _clause_of(noun) or _matter_of(noun)


def _clause_of(noun: Token) -> tuple[Stretch, bool] | None:
    """The clause of "the claim that P", "the plan to VP"."""
    for child in noun.rights:
        if child.dep_ in {"acl", "ccomp", "relcl"} and child.pos_ in {"VERB", "AUX"}:
            that = child.left_edge.lower_ in {"that", "whether"} and child.left_edge.dep_ == "mark"
            if that or (
                lemma_of(noun) in words.PROMISES
                and has_to(child)
                and subject_of(child) is None
                and child.dep_ == "acl"
            ):
                return stretch_of(child), not that
    return None


def _matter_of(noun: Token) -> tuple[Stretch, bool] | None:
    """What stands behind the preposition of "concerns about P"."""
    for child in noun.rights:
        if child.dep_ == "prep" and _is_about(noun, child) and child.right_edge.i > child.i:
            return (child.i + 1, child.right_edge.i + 1), True
    return None


def _is_about(noun: Token, preposition: Token) -> bool:
    own = words.ABOUT_OF_NOUN.get(preposition.lower_, frozenset())
    return preposition.lower_ in words.ABOUT or lemma_of(noun) in own


def _whose(page: Page, noun: Token) -> Stretch | None:
    """Whose saying a noun is: "X's claim", "a claim by X", "X made the claim"."""
    whose = child_of(noun, "poss")
    if whose is None:
        by = next((c for c in noun.rights if c.lower_ in {"by", "from", "among"}), None)
        whose = child_of(by, "pobj") if by is not None else None
    if whose is not None:
        return name_words(whose)
    if noun.dep_ == "dobj" and noun.head.lemma_ in words.LIGHT:
        return who_says(noun.head, antecedents=page.profile.antecedents)
    return None
