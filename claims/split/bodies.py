"""Which body "the company" or "the council" is: said only where the text tells.

The ranker takes the nearest body that the noun can call. A news story goes on about one, and names others
in passing, so the nearest may be the wrong one: then the noun stays, and who may be meant is listed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from claims.split.mentions import Mention, MentionKind
from claims.split.mentions.words import BODIES, PLACES

if TYPE_CHECKING:
    from claims.models.analysis import Bounds
    from claims.split.parsed import Token
    from claims.split.sentences import Paragraph

_FIRMS = frozenset(
    """company firm corporation group retailer manufacturer maker airline bank club side team chain
    agency""".split()
)
_TOWNS = frozenset({"capital", "city", "town", "village"})
#: Of what the article speaks so much more often, it goes on to speak.
_OFTEN, _FEW = 3, 2
_SEVERAL = frozenset({"NNS", "NNPS"})


def with_bodies(mentions: Sequence[Mention], paragraphs: Sequence[Paragraph]) -> list[Mention]:
    """Take back which body a noun means where another can be meant.

    Args:
        mentions: of the article, in reading order.
        paragraphs: its paragraphs.

    Returns:
        The same mentions. A bare "the company" that was given a name, while another firm was named before,
        has both as candidates; a noun that several names follow has no name.
    """
    found = _Bodies(paragraphs)
    return [found.passed(mention) for mention in mentions]


class _Bodies:
    """Goes through an article's mentions in reading order, and keeps the names of bodies it has passed."""

    def __init__(self, paragraphs: Sequence[Paragraph]) -> None:
        self.paragraphs = paragraphs
        #: By cluster, where it was named first.
        self.named: dict[int, tuple[Token, Bounds]] = {}
        #: By noun, the clusters that it meant behind an owner: "Elm's council".
        self.meant: dict[str, dict[int, Bounds]] = defaultdict(dict)
        #: The clusters that have a capital, and are none.
        self.states: set[int] = set()
        #: By cluster, how often it has been spoken of.
        self.times: Counter[int] = Counter()

    def passed(self, mention: Mention) -> Mention:
        head = _head(mention, self.paragraphs)
        self.times[mention.cluster] += 1
        if mention.kind is MentionKind.NAME and mention.cluster not in self.named:
            self.named[mention.cluster] = head, mention.antecedent or (mention.start, mention.end)
        if head.dep_ == "poss" and head.head.lemma_ in {"government", "capital", "parliament", "army"}:
            self.states.add(mention.cluster)
        if mention.kind is not MentionKind.NOMINAL:
            return mention
        noun = head.lemma_.lower()
        no_town = noun in _TOWNS and mention.cluster in self.states
        if mention.name and (_is_of_several(head) or mention.name.lower() == noun or no_town):
            mention = replace(mention, antecedent=None, name="")
        elif mention.name and noun in BODIES and _is_bare(mention, head):
            mention = self._judged(mention, noun)
        if any(c.dep_ == "poss" and c.pos_ == "PROPN" for c in head.lefts):
            self.meant[noun].setdefault(mention.cluster, (mention.start, mention.end))
        return mention

    def _judged(self, mention: Mention, noun: str) -> Mention:
        others = {
            **self.meant[noun],
            **{cluster: place for cluster, (head, place) in self.named.items() if _can_be(head, noun)},
        }
        others.pop(mention.cluster, None)
        known = self.named.get(mention.cluster)
        times = self.times[mention.cluster]
        one_of_two = known is not None and _is_joined(known[0]) and times <= _FEW
        if not one_of_two and all(times >= _OFTEN * self.times[other] for other in others):
            return mention
        places = dict.fromkeys(
            [*([mention.antecedent] if mention.antecedent else []), *reversed(others.values())]
        )
        return replace(mention, antecedent=None, name="", candidates=tuple(places))


def _head(mention: Mention, paragraphs: Sequence[Paragraph]) -> Token:
    return paragraphs[mention.at[0]].doc[mention.at[1]]


def _is_bare(mention: Mention, head: Token) -> bool:
    return mention.phrase == (mention.start, mention.end) and head.i - head.left_edge.i == 1


def _is_of_several(head: Token) -> bool:
    """Say whether a noun in the plural has one name of several behind it: "the firms Elm and Tarn"."""
    return head.tag_ in _SEVERAL and any(c.dep_ == "appos" for c in head.rights)


def _is_joined(head: Token) -> bool:
    return head.dep_ == "conj" or any(c.dep_ == "conj" for c in head.rights)


def _can_be(head: Token, noun: str) -> bool:
    """Say whether a name can be called by a noun: by its own word for it, or as any firm can."""
    words = {t.lower_ for t in head.subtree if t.pos_ == "PROPN"}
    if noun in words:
        return True
    other = bool(words & (BODIES | PLACES) - {noun})
    return noun in _FIRMS and head.ent_type_ == "ORG" and not other
