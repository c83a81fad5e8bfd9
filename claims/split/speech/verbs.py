"""Indirect speech: each verb of saying, thinking, wanting or judging, with who does and what."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from claims.split.speech import words
from claims.split.speech.clauses import (
    clause,
    gloss,
    minded_clause,
    on_the_surface,
    plain_clause,
    put_in,
    tail,
)
from claims.split.speech.matters import (
    behind_preposition,
    characterised,
    judged,
    minded,
    passive,
    raised,
    urged,
    wanted,
)
from claims.split.speech.said import Page, Said
from claims.split.speech.sources import agent_of, named_behind, who_says
from claims.split.speech.tree import Found, Stretch, helpers, is_passive, lemma_of, without

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claims.split.parsed import Token
    from claims.split.speech.profile import Profile

Rule = Callable[["Token"], Found | None]


def verb_attributions(page: Page) -> Iterator[Said]:
    """What each verb of a paragraph says, in order; the first rule that fits a verb reads it."""
    rules = rules_of(page.profile)
    for token in page.doc:
        if token.pos_ not in {"VERB", "AUX"}:
            continue
        for rule in rules:
            found = rule(token)
            if found is not None:
                yield _said(page, token, found, _source(page, token, rule))
                break


def rules_of(profile: Profile) -> list[Rule]:
    """The rules a profile reads verbs by, in the order they are tried."""
    rules: list[Rule] = [put_in, clause, tail]
    if profile.glosses:
        rules.append(gloss)
    if profile.raised:
        rules += [raised, plain_clause]
    if profile.infinitives:
        rules += [urged, wanted]
    rules.append(minded_clause)
    if profile.objects:
        rules += [characterised, minded, judged, behind_preposition, passive]
    rules.append(on_the_surface)
    return rules


def _source(page: Page, verb: Token, rule: Rule) -> Stretch | None:
    if rule is tail:
        return named_behind(verb)
    if rule is raised or lemma_of(verb) in words.SEEMING:
        return agent_of(verb)
    return who_says(verb, antecedents=page.profile.antecedents)


def _said(page: Page, verb: Token, found: Found, source: Stretch | None) -> Said:
    content, beside = found
    cuts = [source] if source is not None and not is_passive(verb) else []
    tight = [piece for stretch in content for piece in without(page.whole(stretch), cuts)]
    return Said(verb.i, cue_words(verb, beside), (source,) if source else (), tuple(tight))


def cue_words(verb: Token, beside: tuple[int, ...] = ()) -> tuple[Stretch, ...]:
    """A verb with its helping verbs where they stand beside it, its particle and its preposition."""
    first = verb.i
    for helper in reversed(helpers(verb)):
        if verb.i - helper.i <= 3 and helper.tag_ != "TO":
            first = helper.i
    last = max([verb.i, *(c.i for c in verb.rights if c.dep_ == "prt" and c.i == verb.i + 1)]) + 1
    extra = [at for at in beside if not first <= at < last]
    return ((first, last), *((at, at + 1) for at in extra))
