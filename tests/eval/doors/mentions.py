"""Doors to who is meant: pronouns_gap and coreference_gum."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from math import exp
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from claims.split import sentences
from claims.split.mentions.chains import chains_of
from claims.split.mentions.noun import MentionKind
from claims.vocab import SegmentKind

if TYPE_CHECKING:
    from claims.split.mentions.chains import Chains
    from claims.split.mentions.noun import Noun
    from claims.split.sentences import Paragraph


def parsed(text: str) -> list[Paragraph]:
    """A text's paragraphs, parsed as the product parses a body."""
    bounds = sentences.paragraphs(text, 0, len(text))
    return list(sentences.read(text, ((SegmentKind.BODY, one) for one in bounds)))


def gap(row: dict[str, Any]) -> dict[str, Any]:
    """Say which of two names a pronoun means: one of them, or neither."""
    paragraphs = parsed(row["text"])
    chains = gap_chains(row, paragraphs)
    return gap_answer(row, paragraphs, chains)


def topic_of(row: dict[str, Any]) -> str:
    """The title of the page that a row's address leads to."""
    return unquote(row["url"].rpartition("/")[2]).replace("_", " ")


def gap_chains(row: dict[str, Any], paragraphs: list[Paragraph], given: Any = None) -> Chains:
    """The chains of a row's text, of which two names are told."""
    for paragraph in paragraphs:
        for name in "ab":
            _tell_name(paragraph, row[f"{name}_offset"], len(row[name]))
    return chains_of(paragraphs, topic=topic_of(row), guess=True, given=given)


def _tell_name(paragraph: Paragraph, start: int, length: int) -> None:
    doc, first = paragraph.doc, start - paragraph.start
    span = doc.char_span(first, first + length) if first >= 0 else ()
    for token in span:
        token.ent_type_, token.ent_iob_ = "PERSON", "I" if token is not span[0] else "B"
    for after in doc[span[-1].i + 1 : span[-1].i + 2] if span else ():
        if after.ent_iob_ == "I" and after.ent_type_ != "PERSON":
            after.ent_iob_ = "B"


def at(chains: Chains, paragraphs: list[Paragraph], start: int, end: int) -> Noun | None:
    """The mention whose head stands in a stretch of the text, a name if there is one."""
    inside = [noun for noun in chains.nouns if not noun.group and _overlaps(noun, paragraphs, start, end)]
    return min(inside, key=lambda noun: (noun.kind is not MentionKind.NAME, -noun.order), default=None)


def _overlaps(noun: Noun, paragraphs: list[Paragraph], start: int, end: int) -> bool:
    doc, at = noun.head.doc, paragraphs[noun.paragraph].start
    first = doc[noun.core[0]].idx if noun.kind is MentionKind.NAME else noun.head.idx
    last = doc[noun.core[1] - 1]
    return at + first < end and start < at + last.idx + len(last)


def gap_answer(row: dict[str, Any], paragraphs: list[Paragraph], chains: Chains) -> dict[str, Any]:
    """Read the answer off the ranking."""
    start = row["pronoun_offset"]
    pronoun = at(chains, paragraphs, start, start + len(row["pronoun"]))
    ranked = chains.ranked.get(pronoun.order, []) if pronoun else []
    total = sum(exp(one.score) for one in ranked)
    scores = dict.fromkeys("ab", 0.0)
    for name in "ab":
        noun = at(chains, paragraphs, row[f"{name}_offset"], row[f"{name}_offset"] + len(row[name]))
        score = next((one.score for one in ranked if noun and one.entity is noun.entity), None)
        if score is not None and noun is not None:
            # One chain for both is a slip of the names; then the nearer of the two is taken.
            scores[name] = exp(score) / total - abs(start - row[f"{name}_offset"]) * 1e-9
    best = max(scores.values())
    return {name: score == best > _LEAST for name, score in scores.items()}


def coreference(row: dict[str, Any]) -> dict[str, Any]:
    """Give the chains of a document as lists of first and last token."""
    paragraphs = parsed(row["text"])
    chains = chains_of(paragraphs, topic=row.get("title", ""), guess=True)
    return {"clusters": clusters(row, paragraphs, chains)}


def clusters(row: dict[str, Any], paragraphs: list[Paragraph], chains: Chains) -> list[list[list[int]]]:
    """The chains of two and more mentions, without appositions, by the row's tokens."""
    found: dict[int, set[tuple[int, int]]] = defaultdict(set)
    for noun in chains.nouns:
        if noun.entity is not None and not _is_apposed(noun):
            found[noun.entity.number].add(tokens_of(row, paragraphs, noun))
    return [sorted(map(list, mentions)) for mentions in found.values() if len(mentions) > 1]


def tokens_of(row: dict[str, Any], paragraphs: list[Paragraph], noun: Noun) -> tuple[int, int]:
    """A phrase's first and last token as the row counts them."""
    doc, at = noun.head.doc, paragraphs[noun.paragraph].start
    last = doc[noun.last]
    first_token = bisect_right(row["tokens"], at + doc[noun.first].idx, key=lambda token: token[1])
    last_token = bisect_right(row["tokens"], at + last.idx + len(last) - 1, key=lambda token: token[0]) - 1
    return first_token, last_token


def _is_apposed(noun: Noun) -> bool:
    return noun.head.dep_ == "appos" and noun.role == "apposition"


#: How likely one of the two names must be for the answer not to be "neither".
_LEAST = 0.18

SETS: dict[str, Any] = {"pronouns_gap": gap, "coreference_gum": coreference}
