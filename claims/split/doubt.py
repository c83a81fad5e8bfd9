"""Where "he" may be two people, or is said by somebody: not guessed, however likely one of them is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from claims.split.mentions import Mention, MentionKind
from claims.split.mentions.words import KIN, MEN, ROLES, WOMEN
from claims.split.persons import HE_OR_SHE, can_be_called, speakers_of
from claims.split.syntax import quotation_of

if TYPE_CHECKING:
    from claims.models.analysis import Bounds
    from claims.split.parsed import Token
    from claims.split.sentences import Paragraph

_ONE_PERSON = frozenset(HE_OR_SHE)
_PEOPLE = ROLES | MEN | WOMEN | KIN


def with_doubt(mentions: Sequence[Mention], paragraphs: Sequence[Paragraph]) -> list[Mention]:
    """Take back who a "he" or "she" is where another person stands as near.

    Args:
        mentions: of the article, in reading order.
        paragraphs: its paragraphs.

    Returns:
        The same mentions; one whose sentence or the one before it, in its paragraph, names somebody
        else before it has that person as a second candidate, and no name. Who goes by a name that tells
        otherwise is none.
    """
    here: dict[int, list[Mention]] = defaultdict(list)
    at = {(mention.start, mention.end): mention for mention in mentions}
    for mention in mentions:
        here[mention.at[0]].append(mention)
    found = (_fitting(mention, at, paragraphs) for mention in mentions)
    return [_doubted(mention, paragraphs[mention.at[0]], here[mention.at[0]]) for mention in found]


def _fitting(mention: Mention, at: Mapping[Bounds, Mention], paragraphs: Sequence[Paragraph]) -> Mention:
    """A "he" without the women that it could mean by its place alone, a "she" without the men."""
    asked = HE_OR_SHE.get(paragraphs[mention.at[0]].doc[mention.at[1]].lower_, 0)
    known = (mention.antecedent,) if mention.antecedent is not None else mention.candidates
    left = tuple(place for place in known if _can_be(at.get(place), asked, paragraphs))
    if not asked or len(left) == len(known):
        return mention
    return replace(mention, antecedent=None, name="", candidates=left)


def _can_be(mention: Mention | None, asked: int, paragraphs: Sequence[Paragraph]) -> bool:
    return mention is None or can_be_called(paragraphs[mention.at[0]].doc[mention.at[1]], asked)


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
        if can_be_called(paragraph.doc[other.at[1]], HE_OR_SHE[token.lower_])
    }
    if not others:
        return mention
    return replace(mention, antecedent=None, name="", candidates=(mention.antecedent, *others.values()))


def without_speakers(mentions: Sequence[Mention], paragraphs: Sequence[Paragraph]) -> list[Mention]:
    """Take back that a quoted "he" or "she" is who says so: nobody calls themselves so.

    The speaker is not even a candidate; whoever else the sentence or the one before it names is.
    """
    here: dict[int, list[Mention]] = defaultdict(list)
    for mention in mentions:
        here[mention.at[0]].append(mention)
    return [_not_speaking(mention, paragraphs[mention.at[0]], here[mention.at[0]]) for mention in mentions]


def _not_speaking(mention: Mention, paragraph: Paragraph, near: Sequence[Mention]) -> Mention:
    token = paragraph.doc[mention.at[1]]
    if token.lower_ not in _ONE_PERSON or quotation_of(token) is None:
        return mention
    speakers = speakers_of(token)
    speaking = {one.cluster for one in near if one.at[1] in speakers and _is_called(paragraph, one)}
    if mention.name and mention.cluster not in speaking:
        return mention
    theirs = {place for one in near if one.cluster in speaking for place in _places(one)}
    known = [mention.antecedent] if mention.antecedent is not None else []
    others = _others(token, paragraph, [one for one in near if one.cluster not in speaking])
    candidates = dict.fromkeys(one for one in (*known, *others, *mention.candidates) if one not in theirs)
    return replace(mention, antecedent=None, name="", candidates=tuple(candidates))


def _is_called(paragraph: Paragraph, mention: Mention) -> bool:
    """Say whether words call the one who speaks, as "Ann Lee" does in "his lawyer, Ann Lee"."""
    return paragraph.doc[mention.at[1]].dep_ in {"nsubj", "nsubjpass", "dobj", "appos", "conj"}


def _places(mention: Mention) -> tuple[Bounds, ...]:
    own = mention.start, mention.end
    return (own,) if mention.antecedent is None else (own, mention.antecedent)


def _others(token: Token, paragraph: Paragraph, near: Sequence[Mention]) -> list[Bounds]:
    """The people of a word's sentence and of the one before, the nearest last named first."""
    since, until = paragraph.start + _sentence_before(token), paragraph.start + token.sent.end_char
    people = (one for one in reversed(near) if since <= one.start < until)
    return [_places(one)[-1] for one in people if _is_person(paragraph.doc[one.at[1]], one)]


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
