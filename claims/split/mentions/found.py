"""Mentions as the rest of the house sees them: places in the article, and whom they mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claims.models.analysis import Bounds, MentionDraft
from claims.split.mentions.chains import chains_of
from claims.split.mentions.noun import MentionKind, Noun

if TYPE_CHECKING:
    from claims.split.sentences import Paragraph


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that mean somebody or something; places are code points of the article.

    `start` and `end` hold the name, the noun with what stands before it, or the pronoun; `phrase`
    the whole noun phrase with what follows. `at` is its head: the paragraph's index and the token's.
    Mentions of one `cluster` mean the same. `antecedent` and `name` are the place and the words of the
    fullest proper name of the cluster, None and "" where it has none, where this mention is that name
    or says the same words, and where it is open which is meant. Then the cluster is of its own, and
    `candidates` holds the places of the names that it can mean, nearest first: one alone if the other
    reading is somebody unnamed. `fits` are the pronouns it can answer to, as bits (`mentions.words`).
    """

    start: int
    end: int
    phrase: Bounds
    at: tuple[int, int]
    cluster: int
    kind: MentionKind
    antecedent: Bounds | None = None
    name: str = ""
    candidates: tuple[Bounds, ...] = ()
    fits: int = 0


def find_mentions(paragraphs: Sequence[Paragraph], *, topic: str = "", guess: bool = False) -> list[Mention]:
    """Find who is meant where in a parsed English article.

    Args:
        paragraphs: the whole article's, in reading order; those of kind TITLE tell its topic.
        topic: more words that name what it is about, "" if there are none.
        guess: take the likeliest name even where a second one is nearly as likely.

    Returns:
        The mentions in reading order, an outer one after one that begins where it does.
    """
    chains = chains_of(paragraphs, topic=topic, guess=guess)
    places = [paragraph.start for paragraph in paragraphs]
    return [_mention(noun, places) for noun in chains.nouns]


def to_draft(mention: Mention, text: str) -> MentionDraft:
    """Give a mention as the store keeps it; `text` is the article's."""
    said = text[mention.start : mention.end]
    return MentionDraft(
        mention.start, mention.end, said, mention.antecedent, mention.name, mention.candidates
    )


def _mention(noun: Noun, places: list[int]) -> Mention:
    entity = noun.entity
    best = entity.best_name if entity is not None and not entity.between else None
    other = best if best is not None and best is not noun and best.words != noun.words else None
    return Mention(
        *_bounds(noun, *noun.core, places),
        phrase=_bounds(noun, noun.first, noun.last + 1, places),
        at=(noun.paragraph, noun.head.i),
        cluster=entity.number if entity is not None else -1,
        kind=noun.kind,
        antecedent=_place(other, places) if other is not None else None,
        name=_words(other) if other is not None else "",
        candidates=tuple(_place(one, places) for one in entity.between) if entity is not None else (),
        fits=noun.fits,
    )


def _bounds(noun: Noun, first: int, end: int, places: list[int]) -> Bounds:
    doc, start = noun.head.doc, places[noun.paragraph]
    last = doc[end - 1]
    return start + doc[first].idx, start + last.idx + len(last)


def _place(name: Noun, places: list[int]) -> Bounds:
    return _bounds(name, *name.core, places)


def _words(name: Noun) -> str:
    return name.head.doc.span(*name.core).text
