"""How an entity stands in the article, and beside the others that a pronoun can mean."""

from __future__ import annotations

from collections.abc import Sequence

from claims.split.mentions.candidate import Candidate
from claims.split.mentions.noun import Entity, MentionKind, Noun
from claims.split.mentions.view import View
from claims.split.mentions.words import IT, PERSON, THEY


def compare(view: View, listed: Sequence[Candidate]) -> None:
    """Add to the candidates of a pronoun, nearest first, what their entities and their order tell."""
    role = view.noun.role
    for rank, one in enumerate(listed):
        one.features |= {f"candidate {min(rank, 4)} from here", f"{role}: candidate {min(rank, 2)}"}
        _of_entity(view, one.entity, one.features)
        _of_near(view, one.near, one.features)
    _of_salience(role, listed)
    _of_names(role, listed)


def _of_entity(view: View, entity: Entity, features: set[str]) -> None:
    _of_gender(view.fits, entity, features)
    features.add(f"seen {min(entity.seen, 4)} times")
    features.add(f"subject {min(entity.as_subject, 3)} times")
    features.add(f"named {min(entity.named, 4)} times in all")
    first = entity.mentions[0]
    features.add(f"first met as {first.kind}")
    if first.order < 3:
        features.add("opens the text")
    if first.kind is not MentionKind.PRONOUN and first.sentence == view.noun.sentence:
        features.add("new in this sentence")
    if entity.topic:
        features.add("the topic")
    if entity is view.speaker:
        features.add("speaks these words")


def _of_gender(fits: int, entity: Entity, features: set[str]) -> None:
    features.add("surely fits" if entity.sure and not entity.fits & ~fits & ~THEY else "may fit")
    if not fits & PERSON:
        return
    if entity.called & PERSON:
        features.add("was called so" if entity.called & fits else "was called otherwise")
    if entity.lean:
        features.add("leans to it" if entity.lean & fits else "leans away")
    if entity.fits & IT:
        features.add("may be a thing")


def _of_near(view: View, near: Noun, features: set[str]) -> None:
    away = min(view.noun.sentence - near.sentence, 2)
    if near.kind is MentionKind.NAME:
        features.add(f"near name of {min(len(near.words), 2)} words {away}")
    features.add(f"{view.opening}: near {near.role} {away}")
    features.add(f"after {view.before}: near {near.role} {away}")
    if near.head.dep_ == "conj":
        features.add("near is joined")


def _of_salience(role: str, listed: Sequence[Candidate]) -> None:
    ranked = sorted(listed, key=lambda one: -one.salience)
    for rank, one in enumerate(ranked):
        one.features |= {f"salience {min(rank, 3)}", f"{role}: salience {min(rank, 3)}"}
    if len(ranked) > 1:
        lead = int(ranked[0].salience / (ranked[1].salience + 0.1))
        ranked[0].features.add(f"leads in salience by {min(lead, 3)}")


def _of_names(role: str, listed: Sequence[Candidate]) -> None:
    named = [(one.named.order, at) for at, one in enumerate(listed) if one.named is not None]
    for rank, (_, at) in enumerate(sorted(named, reverse=True)):
        listed[at].features |= {f"name {min(rank, 3)} from here", f"{role}: name {min(rank, 3)} from here"}
    for one in listed:
        if one.named is None:
            one.features.add("no name near")
