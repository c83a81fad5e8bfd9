"""Who speaks in a quotation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from claims.split.mentions.noun import Noun

if TYPE_CHECKING:
    from claims.split.parsed import Token

#: Verbs whose "that" clause, or whose quotation, is a claim of their subject.
_SAYING = frozenset(
    """acknowledge add admit allege announce argue assert assume believe claim comment conclude
    concede confirm contend declare disclose emphasize emphasise estimate explain expect find
    forecast hint indicate insist maintain mention note observe pledge point predict presume
    promise reiterate remark report reveal say show state stress suggest suspect tell testify
    think tweet vow warn write""".split()
)
_SPEAKING = _SAYING | {
    "ask",
    "reply",
    "answer",
    "continue",
    "recall",
    "joke",
    "shout",
    "cry",
    "respond",
    "quip",
}


def speakers_of(nouns: Sequence[Noun]) -> dict[int, Noun]:
    """Each quotation's number to the mention that speaks it, where one sentence says so.

    Only a sentence that holds both the quotation and "X said" outside of it tells; anything else is
    left open.
    """
    inside: dict[int, set[int]] = defaultdict(set)
    for noun in nouns:
        if noun.quote >= 0:
            inside[noun.sentence].add(noun.quote)
    found: dict[int, Noun] = {}
    for noun in nouns:
        if noun.quote < 0 and noun.sentence in inside and _speaks(noun.head):
            for quote in inside[noun.sentence]:
                found.setdefault(quote, noun)
    return found


def _speaks(token: Token) -> bool:
    verb = token.head
    inverted = token.dep_ == "dobj" and verb.i == token.left_edge.i - 1
    return verb.lemma_.lower() in _SPEAKING and (token.dep_ == "nsubj" or inverted)
