"""Where "he" may be two people: said, not guessed, however likely one of them is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from claims.split.mentions import Mention, MentionKind
from claims.split.mentions.words import KIN, MEN, ROLES, WOMEN

if TYPE_CHECKING:
    from spacy.tokens import Token

    from claims.split.sentences import Paragraph

_ONE_PERSON = frozenset({"he", "him", "his", "she", "her", "hers"})
_PEOPLE = ROLES | MEN | WOMEN | KIN


def with_doubt(mentions: Sequence[Mention], paragraphs: Sequence[Paragraph]) -> list[Mention]:
    """Take back who a "he" or "she" is where another person stands as near.

    Args:
        mentions: of the article, in reading order.
        paragraphs: its paragraphs.

    Returns:
        The same mentions; one whose sentence or the one before it, in its paragraph, names somebody
        else before it has that person as a second candidate, and no name.
    """
    here: dict[int, list[Mention]] = defaultdict(list)
    for mention in mentions:
        here[mention.at[0]].append(mention)
    return [_doubted(mention, paragraphs[mention.at[0]], here[mention.at[0]]) for mention in mentions]


def _doubted(mention: Mention, paragraph: Paragraph, near: Sequence[Mention]) -> Mention:
    token = paragraph.doc[mention.at[1]]
    if mention.antecedent is None or token.lower_ not in _ONE_PERSON:
        return mention
    since = paragraph.start + _sentence_before(token)
    others = {
        other.cluster: other.antecedent or (other.start, other.end)
        for other in near
        if since <= other.start < mention.start and other.cluster != mention.cluster
        if _is_person(paragraph.doc[other.at[1]], other)
    }
    if not others:
        return mention
    return replace(mention, antecedent=None, name="", candidates=(mention.antecedent, *others.values()))


def _sentence_before(token: Token) -> int:
    """Where the sentence before a word's own begins, in code points of its paragraph."""
    start = token.sent.start
    return token.doc[start - 1].sent.start_char if start > 0 else 0


def _is_person(head: Token, mention: Mention) -> bool:
    if mention.kind is MentionKind.NAME:
        return head.ent_type_ == "PERSON"
    person = mention.kind is MentionKind.NOMINAL and head.tag_ == "NN" and head.lemma_.lower() in _PEOPLE
    return person and not _says_what_somebody_is(head)


def _says_what_somebody_is(head: Token) -> bool:
    """Say whether a noun is behind a name or a verb of being: "Ann Lee, a nurse and mayor,"."""
    at = head
    while at.dep_ == "conj" and at.head.i != at.i:
        at = at.head
    return at.dep_ in {"appos", "attr", "compound"}
