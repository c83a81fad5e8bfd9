"""Who "the Nigerian striker", "the German" and "the 22-year-old" are: the only one the sentence before names.

News calls somebody so right after the name, to tell one more thing of them. Where the sentence before names
two people, or none, the words stay.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING

from claims.split.mentions import Mention, MentionKind
from claims.split.mentions.words import MEN, ROLES, WOMEN
from claims.split.topics import called_as

if TYPE_CHECKING:
    from claims.models.analysis import Bounds
    from claims.split.parsed import Token
    from claims.split.sentences import Paragraph

_PEOPLE = ROLES | MEN | WOMEN
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_PARTS = frozenset({"det", "amod", "compound", "nummod", "npadvmod", "punct", "nmod"})


def with_callings(mentions: Sequence[Mention], paragraphs: Sequence[Paragraph]) -> list[Mention]:
    """Give such a noun the name of the one that it calls.

    Args:
        mentions: of the article, in reading order.
        paragraphs: its paragraphs.
    """
    people = sorted((one for one in mentions if _is_person(one, paragraphs)), key=lambda one: one.start)
    starts = [one.start for one in people]
    return [_called(mention, people, starts, paragraphs) for mention in mentions]


def calls_somebody(noun: Token) -> bool:
    """Say whether a noun that begins a sentence tells more of somebody known: "the Nigerian striker"."""
    first = noun.doc[noun.left_edge.i]
    if (
        noun.dep_ not in _SUBJECTS
        or first.lower_ != "the"
        or first.head is not noun
        or not first.is_sent_start
    ):
        return False
    plain = all(c.dep_ in _PARTS for c in noun.lefts)
    return plain and (_is_told_more(noun) or noun.text == "old")


def _is_told_more(noun: Token) -> bool:
    """Say whether a noun for a person has a word that tells of where or how old they are."""
    told = any(c.ent_type_ in {"NORP", "DATE"} or c.lower_ == "old" for c in noun.lefts)
    return noun.tag_ == "NN" and noun.lemma_.lower() in _PEOPLE and told


def _called(
    mention: Mention, people: Sequence[Mention], starts: Sequence[int], paragraphs: Sequence[Paragraph]
) -> Mention:
    token = paragraphs[mention.at[0]].doc[mention.at[1]]
    if mention.kind is not MentionKind.NOMINAL or mention.name or not calls_somebody(token):
        return mention
    first, last = _sentence_before(mention, token, paragraphs)
    before = people[bisect_left(starts, first) : bisect_left(starts, last)]
    if len({one.cluster for one in before}) != 1:
        return mention
    return called_as(mention, before[-1], paragraphs[before[-1].at[0]])


def _is_person(mention: Mention, paragraphs: Sequence[Paragraph]) -> bool:
    head = paragraphs[mention.at[0]].doc[mention.at[1]]
    return mention.kind is MentionKind.NAME and head.ent_type_ == "PERSON"


def _sentence_before(mention: Mention, token: Token, paragraphs: Sequence[Paragraph]) -> Bounds:
    """Where the sentence before begins and ends, which may end the paragraph before; empty without one."""
    here = mention.at[0]
    if token.sent.start:
        sentence = token.doc[token.sent.start - 1].sent
    elif here and paragraphs[here - 1].kind is paragraphs[here].kind and len(paragraphs[here - 1].doc):
        here -= 1
        sentence = paragraphs[here].doc[-1].sent
    else:
        return 0, 0
    start = paragraphs[here].start
    return start + sentence.start_char, start + sentence.end_char
