"""The "it" that stands for nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.split.mentions import words

if TYPE_CHECKING:
    from claims.split.parsed import Token

_WEATHER = frozenset({"rain", "snow", "hail", "thunder", "drizzle", "freeze"})
_TIMES = frozenset({"day", "night", "winter", "summer", "spring", "autumn"})


def is_empty_it(token: Token) -> bool:
    """Say whether "it" stands for nothing: "it rained", "it is clear that", "it was said that"."""
    verb = token.head
    if token.dep_ == "expl":
        return True
    if token.dep_ not in {"nsubj", "nsubjpass"}:
        return False
    after = [child for child in verb.children if child.i > verb.i]
    clause = any(child.dep_ in {"ccomp", "xcomp", "csubj", "acl", "advcl"} for child in after)
    if verb.lemma_ == "be":
        return _is_empty_be(after, clause=clause)
    if verb.lemma_ in words.EMPTY_IT:
        return clause or verb.lemma_ in _WEATHER
    passive = token.dep_ == "nsubjpass"
    return passive and verb.lemma_ in words.TELLING and any(c.dep_ == "ccomp" for c in after)


def _is_empty_be(after: list[Token], *, clause: bool) -> bool:
    said = next((c for c in after if c.dep_ in {"acomp", "attr", "prep"}), None)
    if said is None:
        return False
    below = any(c.dep_ in {"ccomp", "xcomp", "acl", "relcl", "advcl"} for c in said.children)
    if said.lower_ in words.RAISING or said.lemma_ in _TIMES:
        return clause or below or said.dep_ == "attr"
    return said.dep_ != "prep" and below and any(c.dep_ == "relcl" for c in said.children)
