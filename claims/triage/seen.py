"""The signs that a parser's sights of a claim are: for which reason each counts, and from how many on."""

from __future__ import annotations

from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from claims.vocab import WorthReason as Why

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claims.models.analysis import SightDraft

#: From how many on a claim has the sign: words that name things, and terms of several words.
THINGS = {least: f"{least} or more things" for least in (1, 2, 3, 4, 6, 8)}
COMPOUNDS = {least: f"{least} or more compounds" for least in (1, 2, 3)}
#: The signs of a sight that is counted; any other is a sign by its own name.
COUNTED = {
    "noun": THINGS,
    "compound": COMPOUNDS,
    "pronoun": {2: "pronouns"},
    "past tense": {1: "past tense", 2: "several past tenses"},
}
_THINGS = frozenset({"noun", "compound"})
#: So many of the words that gave a reason are told.
TOLD = 3

_SEEN: dict[Why, tuple[str, ...]] = {
    Why.NUMBER: ("figure",),
    Why.NAMED_ACTOR: ("person", "organisation", "law"),
    Why.PLACE: ("place", "people"),
    Why.TERM: (*THINGS.values(), *COMPOUNDS.values()),
    Why.DEED: ("past tense", "several past tenses", "passive", "by", "happened", "I did", "we did"),
    Why.OPINION: ("should do", "thinks"),
    Why.PREDICTION: ("will do", "would do", "can do", "going to"),
    Why.SMALL_TALK: ("order", "nobody as subject", "I as subject"),
    Why.WORDING: (
        "we as subject",
        "name as subject",
        "noun as subject",
        "plural noun as subject",
        "pronouns",
        "present",
        "is going on",
        "without a tense",
        "is something",
    ),
}
REASONS = {sign: why for why, signs in _SEEN.items() for sign in signs}

#: Nouns that name no particular thing: with them alone nothing can be looked up.
_GENERAL = frozenset(
    """
    ability amount area beginning belief best bit blessing case chance challenge change choice citizen
    commitment country course courage day decision degree desire determination difference dignity discussion
    dream effort end evening everybody example experience eye fact failure fairness faith family feeling
    fellow folk freedom friend future generation gentleman gentlemen goal god good grace greatness group guy
    hand heart history honor honour hope idea issue job journey joy judgment justice kind lady leadership
    level life line lot love man matter men middle mind moment morning nation need night number one
    opportunity other pain part past path peace people person place pleasure point potential power pride
    principle privilege problem progress promise purpose question range reason resolve respect responsibility
    rest result right same sense set side situation solution sort soul spirit start state step story strength
    stuff subject success talk term thank thing time today tomorrow tonight top trust truth type use value
    view vision voice way wisdom woman women word work world year yesterday america american
    """.split()
)


def signs_of(seen: Sequence[SightDraft], text: str) -> dict[str, list[str]]:
    """The signs that sights are, each with the first of its words that stand so in the text.

    Things that are none in particular are not counted. What counts for the wording tells no words: it is how
    these hang together.
    """
    found: dict[str, list[str]] = {}
    for sight in seen:
        words = sight.words
        if sight.name in _THINGS:
            words = tuple(each for each in words if not _is_general(each))
        stated = list(islice((each for each in words if each and each in text), TOLD))
        for least, sign in COUNTED.get(sight.name, {1: sight.name}).items():
            if len(words) >= least:
                found[sign] = stated if REASONS.get(sign) is not Why.WORDING else []
    return found


@lru_cache(maxsize=20_000)
def _is_general(words: str) -> bool:
    """Whether one of some words names nothing in particular."""
    for word in words.lower().split():
        singular = f"{word[:-3]}y" if word.endswith("ies") else word.removesuffix("s")
        if word in _GENERAL or singular in _GENERAL:
            return True
    return False
