"""One pass over an article's mentions, in reading order, that gives each its entity."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

from claims.split.mentions import nominals, weights
from claims.split.mentions.candidate import Candidate
from claims.split.mentions.choice import ordered, rivals
from claims.split.mentions.described import describe
from claims.split.mentions.features import candidates_of
from claims.split.mentions.kinds import leaning
from claims.split.mentions.names import Names
from claims.split.mentions.noun import Entity, MentionKind, Noun
from claims.split.mentions.nouns import nouns_of
from claims.split.mentions.quotes import speakers_of
from claims.split.mentions.view import View
from claims.split.mentions.words import HE, IT, PERSON, SHE, THEY
from claims.vocab import SegmentKind

if TYPE_CHECKING:
    from claims.split.sentences import Paragraph

#: How many sentences and how many mentions back a pronoun is looked up.
_SENTENCES, _MENTIONS = 5, 60
#: By how much a candidate may miss the score of "nobody known": training counts each stretch that our
#: parse does not find as nobody, so that score is too high.
_EAGER = 1.0
_GROUPS = {HE: "person", SHE: "person", IT: "thing", THEY: "several"}


@dataclass(slots=True)
class Chains:
    """What is known of an article's mentions after the pass."""

    nouns: list[Noun]
    names: Names
    ranked: dict[int, list[Candidate]] = field(default_factory=dict)


@dataclass(slots=True)
class _Pass:
    chains: Chains
    weights: weights.Weights
    speakers: dict[int, Noun]
    memory: nominals.Memory
    guess: bool
    apposed: dict[tuple[int, int], Entity | None]
    window: deque[Noun] = field(default_factory=lambda: deque(maxlen=_MENTIONS))
    speaking: dict[tuple[int, str], Entity] = field(default_factory=dict)


def chains_of(
    paragraphs: Sequence[Paragraph],
    *,
    topic: str = "",
    guess: bool = False,
    given: weights.Weights | None = None,
) -> Chains:
    """Find an article's mentions and who each means.

    Args:
        paragraphs: parsed, in reading order.
        topic: words that name what the article is about, such as its title.
        guess: take the likeliest even where two are about as likely.
        given: weights to use in place of the trained ones.
    """
    nouns = nouns_of(paragraphs)
    chains = Chains(nouns, Names(guess=guess))
    _link_names(chains)
    _mark_topics(chains, paragraphs, topic)
    memory = nominals.Memory()
    apposed = {(noun.paragraph, noun.head.head.i): noun.entity for noun in nouns if _is_apposed(noun)}
    one = _Pass(chains, given or weights.trained(), speakers_of(nouns), memory, guess, apposed)
    for _, inside in groupby(nouns, key=lambda noun: noun.sentence):
        _of_sentence(one, list(inside))
    return chains


def _link_names(chains: Chains) -> None:
    """Give each name its entity; "he" or "she" after one person's name alone tells which it is."""
    near: dict[int, tuple[int, Entity]] = {}
    for noun in chains.nouns:
        if noun.kind is MentionKind.NOMINAL and chains.names.knows(noun):
            noun.kind, noun.words, noun.fits = MentionKind.NAME, (noun.head.lower_,), PERSON
        if noun.kind is MentionKind.NAME:
            chains.names.link(noun)
            describe(noun)
            if noun.entity is not None and noun.entity.fits & PERSON:
                near[noun.entity.number] = (noun.sentence, noun.entity)
        elif noun.fits in {HE, SHE} and noun.kind is MentionKind.PRONOUN:
            near = {number: one for number, one in near.items() if one[0] >= noun.sentence - 1}
            if len(near) == 1:
                [(_, alone)] = near.values()
                alone.heard = alone.heard or noun.fits


def _is_apposed(noun: Noun) -> bool:
    """Read "the mayor, Ada Moor": the noun before means the one whose name follows."""
    return noun.kind is MentionKind.NAME and noun.head.dep_ == "appos" and noun.head.i - noun.head.head.i < 4


def _mark_topics(chains: Chains, paragraphs: Sequence[Paragraph], topic: str) -> None:
    listed = [word.strip("(),.:;").lower() for word in topic.split()]
    told, lean = set(listed), leaning(tuple(listed[:1]), PERSON) if listed else 0
    for noun in chains.nouns:
        entity = noun.entity
        if entity is not None:
            title = paragraphs[noun.paragraph].kind is SegmentKind.TITLE
            entity.topic |= title or noun.words[-1] in told or noun.words[0] in told
            if noun.words[-1] in listed[1:] and not entity.lean:
                entity.lean = lean & entity.fits


def _of_sentence(one: _Pass, inside: list[Noun]) -> None:
    names = [noun for noun in inside if noun.kind is MentionKind.NAME]
    while one.window and one.window[0].sentence < inside[0].sentence - _SENTENCES:
        one.window.popleft()
    for noun in inside:
        if noun.kind is MentionKind.PRONOUN:
            _pronoun(one, noun, [name for name in names if name.order > noun.order])
        elif noun.kind is MentionKind.NOMINAL:
            _nominal(one, noun)
        _passed(one, noun)


def _passed(one: _Pass, noun: Noun) -> None:
    one.window.append(noun)
    if noun.entity is not None:
        noun.entity.seen += 1
        noun.entity.as_subject += noun.role == "subject"
        one.memory.passed(noun)


def _nominal(one: _Pass, noun: Noun) -> None:
    ranked: list[Candidate] = []
    entity = one.apposed.get((noun.paragraph, noun.head.i))
    if entity is not None and not entity.fits & noun.fits and not _brings_in(noun):
        entity = None
    if entity is None and not noun.group and noun.role not in {"predicate", "apposition"}:
        ranked = ordered(one.memory.candidates_of(noun, one.window), one.weights["noun"])
        one.chains.ranked[noun.order] = ranked
    (entity or _named(one, noun) or _chosen(one, noun, ranked)).add(noun)


def _brings_in(noun: Noun) -> bool:
    """Say whether "a mechanic, Jon Vik," is somebody, though the noun alone does not tell."""
    return noun.determiner in {"a", "an"} and not noun.sure and noun.head.tag_ == "NN"


def _named(one: _Pass, noun: Noun) -> Entity | None:
    """The one whose name or title a definite noun repeats, open if there are several such."""
    found = [] if one.guess else one.memory.named(noun, one.window)
    return found[0] if len(found) == 1 else one.chains.names.new(between=found) if found else None


def _chosen(one: _Pass, noun: Noun, ranked: list[Candidate]) -> Entity:
    """The likeliest one; a new one if nobody is likely, and an open one if two are."""
    nobody = _nobody(one, noun)
    if not ranked or ranked[0].score <= nobody:
        return one.chains.names.new()
    near = [] if one.guess else rivals(ranked)
    if near:
        return one.chains.names.new(between=(rival.entity for rival in near))
    return _still_open(one, noun, ranked[0].entity) or ranked[0].entity


def _still_open(one: _Pass, noun: Noun, entity: Entity) -> Entity | None:
    """The one that the same pronoun before left open, if it can be the one that is chosen now."""
    alike = (other for other in reversed(one.window) if other.kind is noun.kind and other.fits == noun.fits)
    last = next(alike, None) if noun.kind is MentionKind.PRONOUN else None
    if last is None or last.entity is None or entity.best_name not in last.entity.between:
        return None
    return last.entity


def _nobody(one: _Pass, noun: Noun) -> float:
    """The score a candidate must pass."""
    return one.weights[group_of(noun)].get(weights.NOBODY, 0.0) - _EAGER


def group_of(noun: Noun) -> str:
    """Whose weights rank a mention's candidates."""
    return _GROUPS[noun.fits] if noun.kind is MentionKind.PRONOUN else "noun"


def _pronoun(one: _Pass, noun: Noun, ahead: Iterable[Noun]) -> None:
    if noun.person:
        _speaking(one, noun)
        return
    speaker = one.speakers.get(noun.quote)
    view = View.of(noun, speaker.entity if speaker else None)
    ranked = ordered(candidates_of(view, one.window, ahead), one.weights[group_of(noun)])
    one.chains.ranked[noun.order] = ranked
    _chosen(one, noun, ranked).add(noun)


def _speaking(one: _Pass, noun: Noun) -> None:
    """Give "I" and "we" one entity in a quotation, in a paragraph, or by a guess in all of the text.

    That of "I" in a quotation is its speaker, where one is told.
    """
    place = noun.quote if noun.quote >= 0 else -1 if one.guess else -2 - noun.paragraph
    speaker = one.speakers.get(noun.quote)
    key = (place, noun.person)
    if key not in one.speaking:
        told = speaker.entity if speaker is not None and noun.person == "i" else None
        one.speaking[key] = told or one.chains.names.new()
    one.speaking[key].add(noun)
