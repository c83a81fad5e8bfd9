"""Whom a pronoun can mean, with what speaks for and against each as named features."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from claims.split.mentions import standing, words
from claims.split.mentions.candidate import Candidate
from claims.split.mentions.grammar import clause_of
from claims.split.mentions.noun import Entity, MentionKind, Noun
from claims.split.mentions.view import View, is_barred

_WEIGHT = {"subject": 3.0, "object": 1.5, "possessive": 1.5}


def candidates_of(view: View, window: Sequence[Noun], ahead: Iterable[Noun]) -> list[Candidate]:
    """The entities that can be meant, nearest first, each with its features.

    `window` holds the mentions before the pronoun in reading order, `ahead` the names after it.
    """
    found: dict[int, Candidate] = {}
    barred: set[int] = set()
    for noun in reversed(window):
        _look_back(view, noun, found, barred)
    for noun in ahead:
        _look_ahead(view, noun, found, barred)
    listed = [one for one in found.values() if one.entity.number not in barred]
    standing.compare(view, listed)
    _of_last_pronoun(view, listed, window)
    return listed


def _look_back(view: View, noun: Noun, found: dict[int, Candidate], barred: set[int]) -> None:
    entity = noun.entity
    if entity is None or entity.number in barred or not _can_be(view, noun, entity):
        return
    if noun.sentence == view.noun.sentence and is_barred(view, noun):
        barred.add(entity.number)
        return
    candidate = found.get(entity.number)
    if candidate is None:
        found[entity.number] = candidate = Candidate(entity, noun)
        _of_nearest(view, candidate)
    candidate.salience += _WEIGHT.get(noun.role, 1.0) * 0.5 ** (view.noun.sentence - noun.sentence)
    if noun.kind is MentionKind.NAME and candidate.named is None:
        candidate.named = noun
        _of_nearest_name(view, noun, candidate.features)
    _of_mention(view, noun, candidate.features)


def _look_ahead(view: View, noun: Noun, found: dict[int, Candidate], barred: set[int]) -> None:
    entity = noun.entity
    if entity is None or entity.number in barred or not _can_be(view, noun, entity) or is_barred(view, noun):
        return
    candidate = found.setdefault(entity.number, Candidate(entity, noun, {"stands after it"}))
    level = view.above.get(noun.head.head.i)
    if noun.role == "subject" and level is not None:
        early = "first" if view.noun.head.i - view.noun.head.sent.start < 8 else "later"
        candidate.features.add(f"ahead, subject {min(level, 2)} above {early}")


def _can_be(view: View, noun: Noun, entity: Entity) -> bool:
    return not noun.person and bool(entity.fits & view.fits)


def _of_nearest(view: View, candidate: Candidate) -> None:
    noun, near, add = view.noun, candidate.near, candidate.features.add
    away = noun.sentence - near.sentence
    add(f"{min(away, 5)} sentences back")
    add(f"near is {near.kind}{'' if away else ' here'}")
    add(f"{noun.role} after {near.role} {min(away, 2)}")
    if not away:
        add(f"{_gap(noun.head.i - near.head.i)} words back")
    if near.quote != noun.quote:
        add("across a quotation mark")
    if near.paragraph != noun.paragraph:
        add("across a paragraph")
    if near.role not in {"possessive", "subject"} and clause_of(near.head) < 0:
        add("near hangs on a noun")


def _gap(tokens: int) -> str:
    return next((str(limit) for limit in (5, 12, 25) if tokens < limit), "more")


def _of_nearest_name(view: View, noun: Noun, features: set[str]) -> None:
    own, away = view.noun, view.noun.sentence - noun.sentence
    features.add(f"name: {own.role} after {noun.role} {min(away, 2)}")
    features.add(f"name: {min(away, 4)} sentences back")
    features.add(f"name: {'full' if len(noun.words) > 1 else 'short'} {min(away, 2)}")
    features.add(f"name: {noun.head.dep_} {min(away, 1)}")
    if noun.verbs and away < 2:
        features.add(f"name: in {noun.verbs[0].dep_} {away}")


def _of_mention(view: View, noun: Noun, features: set[str]) -> None:
    own, away = view.noun, view.noun.sentence - noun.sentence
    if away == 0:
        _of_same_sentence(view, noun, features)
    elif away == 1:
        main = "main " if noun.role == "subject" and noun.head.head.dep_ == "ROOT" else ""
        features.add(f"{own.role}: {main}{noun.role} of the sentence before")
    elif noun.role == "subject":
        features.add(f"subject {min(away, 3)} sentences back")


def _of_same_sentence(view: View, noun: Noun, features: set[str]) -> None:
    role, verb = view.noun.role, noun.head.head
    level = view.above.get(verb.i)
    if level is not None:
        mind = " of a mind" if verb.lemma_ in words.MINDFUL else ""
        features.add(f"{role}: {noun.role} {min(level, 3)} above{mind}")
        features.add(f"{view.opening}: {noun.role} {min(level, 3)} above")
    elif noun.role == "subject":
        features.add(f"{role}: a subject beside")
    if view.clause >= 0 and clause_of(noun.head) == view.clause:
        features.add(f"{role}: {noun.role} of its clause")
    if noun.head.i == view.subject:
        features.add(f"{role}: does what its verb says")
    if noun.role == "possessive":
        features.add(f"{role}: a possessor in the sentence")


def _of_last_pronoun(view: View, listed: Iterable[Candidate], window: Sequence[Noun]) -> None:
    """The same pronoun shortly before most often means the same one."""
    last = next((noun for noun in reversed(window) if _is_like(noun, view.noun)), None)
    candidate = next((one for one in listed if last is not None and one.entity is last.entity), None)
    if last is not None and candidate is not None:
        away = min(view.noun.sentence - last.sentence, 3)
        candidate.features.add(f"the last such pronoun, {away} sentences back")
        candidate.features.add(f"{view.noun.role} after such a {last.role}")


def _is_like(noun: Noun, own: Noun) -> bool:
    return noun.kind is MentionKind.PRONOUN and noun.fits == own.fits
